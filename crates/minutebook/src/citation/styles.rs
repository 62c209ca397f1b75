//! The styles in which a citation is printed, one module each.
//!
//! No style has a rule for council minutes. Each module follows its style's rules for the
//! nearest thing (a report of a body, a paper of a meeting) and says so.

mod apa;
mod bibtex;
mod chicago;
mod csl;
mod harvard;
mod mla;
mod oscola;
mod plain;
mod ris;

use serde::Serialize;

use super::cited::{Cited, Work, capital};
use super::date::Accessed;
use super::formatted::{Formatted, Span};
use super::pages::PageWord;

pub(super) use plain::line as plain_line;

/// A style of citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// As councils and their members cite.
    Plain,
    /// Harvard, as *Cite Them Right* sets it.
    Harvard,
    /// American Psychological Association, 7th edition.
    Apa,
    /// Modern Language Association, 9th edition.
    Mla,
    /// Chicago, 17th edition, as a note.
    Chicago,
    /// Modelled on OSCOLA, 4th edition, which has no rule for councils.
    Oscola,
    /// A BibTeX entry.
    Bibtex,
    /// A RIS record.
    Ris,
    /// CSL-JSON: an array of one item.
    CslJson,
}

impl Style {
    /// Every style, in the order in which they are offered.
    pub const ALL: [Style; 9] = [
        Style::Plain,
        Style::Harvard,
        Style::Apa,
        Style::Mla,
        Style::Chicago,
        Style::Oscola,
        Style::Bibtex,
        Style::Ris,
        Style::CslJson,
    ];

    /// Its word in commands and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Style::Plain => "plain",
            Style::Harvard => "harvard",
            Style::Apa => "apa",
            Style::Mla => "mla",
            Style::Chicago => "chicago",
            Style::Oscola => "oscola",
            Style::Bibtex => "bibtex",
            Style::Ris => "ris",
            Style::CslJson => "csl-json",
        }
    }

    /// The style with this word.
    ///
    /// ```
    /// use minutebook::citation::Style;
    /// assert_eq!(Style::from_word("csl-json"), Some(Style::CslJson));
    /// assert_eq!(Style::from_word("turabian"), None);
    /// ```
    pub fn from_word(word: &str) -> Option<Style> {
        Style::ALL.into_iter().find(|style| style.as_str() == word)
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Style::Plain => "Plain council form",
            Style::Harvard => "Harvard",
            Style::Apa => "APA 7",
            Style::Mla => "MLA 9",
            Style::Chicago => "Chicago 17 (note)",
            Style::Oscola => "OSCOLA-like",
            Style::Bibtex => "BibTeX",
            Style::Ris => "RIS",
            Style::CslJson => "CSL-JSON",
        }
    }

    /// Whether it is a file for a reference manager and not words for a page.
    pub fn is_export(self) -> bool {
        matches!(self, Style::Bibtex | Style::Ris | Style::CslJson)
    }

    pub(super) fn print(self, cited: &Cited, accessed: Accessed) -> Vec<Span> {
        let words = match self {
            Style::Plain => plain::print(cited, accessed),
            Style::Harvard => harvard::print(cited, accessed),
            Style::Apa => apa::print(cited, accessed),
            Style::Mla => mla::print(cited, accessed),
            Style::Chicago => chicago::print(cited, accessed),
            Style::Oscola => oscola::print(cited, accessed),
            Style::Bibtex => Formatted::default().plain(bibtex::print(cited, accessed)),
            Style::Ris => Formatted::default().plain(ris::print(cited, accessed)),
            Style::CslJson => Formatted::default().plain(csl::print(cited, accessed)),
        };
        words.into_spans()
    }
}

/// How a style writes where in the paper a passage stands.
struct Pinpoint {
    para: &'static str,
    page: PageWord,
}

impl Pinpoint {
    /// `item 5`, `para. 5.4`, `p. 7`, as far as they are known.
    fn of(&self, cited: &Cited) -> Vec<String> {
        let item = cited.item.as_ref().map(|item| format!("item {}", item.number));
        item.into_iter().chain(self.within_item(cited)).collect()
    }

    /// The same without the item.
    fn within_item(&self, cited: &Cited) -> Vec<String> {
        let noun = cited.part.as_ref().map_or("paper", |part| part.noun.as_str());
        let pages = cited.pages.as_ref().map(|pages| pages.words(self.page, noun));
        cited.place.words(self.para).into_iter().chain(pages).collect()
    }
}

/// The title of the whole and the sort of paper, for exports: `Minutes of the Cabinet`, `Minutes`;
/// of a paper with a title `Paper for Cabinet`.
fn title_and_sort(cited: &Cited) -> (String, String) {
    match (&cited.work, &cited.committee) {
        (Work::Meeting(noun), _) => (cited.meeting_title(noun), capital(noun)),
        (Work::Titled(title), None) => (cited.titled(title), "Paper".to_owned()),
        (Work::Titled(title), Some(committee)) => {
            (cited.titled(title), format!("Paper for {committee}"))
        }
    }
}

/// The full stop that a title or name needs before what follows; none where it has its own.
fn stop(title: &str) -> &'static str {
    if title.ends_with(['.', '?', '!']) { "" } else { "." }
}

/// Where to find what is cited: its address on the web, else its id in minutebook, which stands
/// in the place of an archive's reference.
fn locator(cited: &Cited) -> String {
    match &cited.url {
        Some(url) => url.clone(),
        None => reference(cited),
    }
}

fn reference(cited: &Cited) -> String {
    format!("minutebook {}", cited.id)
}

const NOT_APPROVED: &str = "draft, not yet approved";
