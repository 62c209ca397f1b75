//! Citations: a passage in every style from the same fields, and back from a pasted one.

mod cited;
mod date;
mod find;
mod formatted;
mod pages;
mod place;
mod styles;

use model::PassageId;
use model::record::{Paper, Passage};
use model::text::Format;
use model::vocab::Authorities;
use serde::Serialize;

pub(crate) use cited::Cited;
pub use date::{Accessed, NoDay};
pub use find::{
    Candidate, CitedField, Difference, FindOutcome, FoundCitation, GoneId, MAX_CITATION,
    MAX_EXPORT, ReadField, Sure, Unanswered,
};
pub use formatted::Span;
pub(crate) use place::ordinals;
pub use styles::Style;

/// A passage cited in every style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citations {
    /// The passage.
    pub passage: PassageId,
    /// The day on which it was read, as `2026-09-03`.
    pub accessed: String,
    /// In the order of [`Style::ALL`].
    pub citations: Vec<Citation>,
}

/// A citation in one style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Which style.
    pub style: Style,
    /// Its name for people.
    pub name: &'static str,
    /// As plain text.
    pub text: String,
    /// The same words with their italics.
    pub spans: Vec<Span>,
}

impl Citations {
    pub(crate) fn new(cited: &Cited, accessed: Accessed) -> Citations {
        let citation = |style: Style| {
            let spans = style.print(cited, accessed);
            let text = spans.iter().map(|span| span.text.as_str()).collect();
            Citation { style, name: style.name(), text, spans }
        };
        Citations {
            passage: cited.id.clone(),
            accessed: accessed.to_string(),
            citations: Style::ALL.into_iter().map(citation).collect(),
        }
    }

    /// The citation in one style.
    pub fn of(&self, style: Style) -> Option<&Citation> {
        self.citations.iter().find(|citation| citation.style == style)
    }
}

/// The citation of a passage: who met, which paper, when, which item and paragraph, which page.
/// What is not known is left out.
///
/// `ordinal` is what [`ordinals`] gives the passage.
///
/// For example: `Ashmere Council, Scrutiny Commission, minutes of the meeting of 30 November
/// 2022, item 4 “Workforce”, para 4.14, p. 7`, and for a passage without a number: `…, item 4
/// “Workforce”, unnumbered paragraph 3, page 7`.
pub(crate) fn citation(
    paper: &Paper,
    passage: &Passage,
    ordinal: u32,
    authorities: &Authorities,
) -> String {
    styles::plain_line(&Cited::new(paper, passage, ordinal, authorities))
}

/// Where to read the passage in print: the publisher's file at its page, else the original that
/// the server keeps.
pub(crate) fn source_link(paper: &Paper, passage: &Passage) -> Option<String> {
    let base = match &paper.source_url {
        Some(url) => url.clone(),
        None => format!("/papers/{}/original", paper.id),
    };
    let is_web =
        base.starts_with("https://") || base.starts_with("http://") || base.starts_with('/');
    let page = passage.page.filter(|_| paper.format == Format::Pdf && !base.contains('#'));
    is_web.then(|| match page {
        Some(page) => format!("{base}#page={page}"),
        None => base,
    })
}

#[cfg(test)]
mod format_tests;
#[cfg(test)]
mod style_tests;
#[cfg(test)]
mod tests;
