//! Mentions in their context: one line each, aligned on what matched.

use std::cmp::Ordering;
use std::ops::{ControlFlow, Range};

use model::normal;
use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use super::{Cited, Tally, check_range};
use crate::analyser::{Analyser, Token, Variant};
use crate::answer::{Counts, QueryReading};
use crate::error::SearchError;
use crate::index::PaperIndex;
use crate::request::SearchRequest;
use crate::search::{Match, Sampling};
use crate::snippet::{Marker, mentions};

/// What mentions to show, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcordanceRequest {
    /// What is mentioned, and in which passages. Its limit, order and grouping have no meaning.
    pub search: SearchRequest,
    /// The order of lines.
    pub order: LineOrder,
    /// How many characters of context stand on each side, in [`ConcordanceRequest::WIDTHS`].
    pub width: usize,
    /// Whether a paragraph that an authority printed several times counts once, at its earliest.
    pub once: bool,
    /// The most lines to give: the first in the order.
    pub limit: usize,
    /// The passages whose mentions are shown; all unless given.
    pub sample: Option<Sampling>,
}

impl ConcordanceRequest {
    /// What `width` may be.
    pub const WIDTHS: std::ops::RangeInclusive<usize> = 10..=300;
    /// The usual `width`.
    pub const USUAL_WIDTH: usize = 50;
    /// The usual `limit`.
    pub const USUAL_LIMIT: usize = 100;

    /// A request for the mentions of what `search` finds, with everything else as usual.
    pub fn new(search: SearchRequest) -> ConcordanceRequest {
        ConcordanceRequest {
            search,
            order: LineOrder::default(),
            width: ConcordanceRequest::USUAL_WIDTH,
            limit: ConcordanceRequest::USUAL_LIMIT,
            once: false,
            sample: None,
        }
    }
}

/// The order of lines; of two that are equal the first in the order of `Authority` comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineOrder {
    /// By authority, date and paper, as the text goes on.
    #[default]
    Authority,
    /// Earliest first, undated last.
    Date,
    /// By the word before the mention, then the one before that.
    Left,
    /// By the words after the mention.
    Right,
    /// By the words that matched.
    Key,
}

impl LineOrder {
    /// Every order, with the word for it.
    pub const ALL: [(LineOrder, &str); 5] = [
        (LineOrder::Authority, "authority"),
        (LineOrder::Date, "date"),
        (LineOrder::Left, "left"),
        (LineOrder::Right, "right"),
        (LineOrder::Key, "key"),
    ];

    /// The word that flags and addresses use.
    pub fn as_str(self) -> &'static str {
        LineOrder::ALL.into_iter().find(|(order, _)| *order == self).map_or("", |(_, word)| word)
    }

    /// The order with this word.
    ///
    /// ```
    /// use minutebook::study::LineOrder;
    /// assert_eq!(LineOrder::from_word("left").map(LineOrder::as_str), Some("left"));
    /// assert_eq!(LineOrder::from_word("up"), None);
    /// ```
    pub fn from_word(word: &str) -> Option<LineOrder> {
        LineOrder::ALL.into_iter().find(|(_, other)| *other == word).map(|(order, _)| order)
    }
}

/// Mentions in their context.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Concordance {
    /// How the query was understood.
    pub query: QueryReading,
    /// What the search finds.
    pub total: Counts,
    /// How many passages were left out because the authority had printed them before; 0 unless
    /// that was asked for.
    pub repeats: u64,
    /// The passages whose mentions were read: all, or those of the sample.
    pub read: Counts,
    /// How they were chosen.
    pub sample: Option<Sampling>,
    /// How many mentions they hold; `lines` may be fewer.
    pub mentions: u64,
    /// The passages that hold them; the others have the words in a heading or title alone.
    pub mentioning: Counts,
    /// The order of `lines`.
    pub order: LineOrder,
    /// One a mention.
    pub lines: Vec<Line>,
}

/// A mention in its context. Phone numbers and e-mail addresses are left out of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// Where it stands.
    #[serde(flatten)]
    pub cited: Cited,
    /// What stands before the mention in its passage, with the space between.
    pub left: String,
    /// What matched.
    pub key: String,
    /// What stands after it, with the space between.
    pub right: String,
}

impl Line {
    /// The line with its key beginning after `width` columns: a letter with its combining marks
    /// takes one.
    pub fn aligned(&self, width: usize) -> String {
        let taken = self.left.graphemes(true).count();
        format!(
            "{}{}{}{}",
            " ".repeat(width.saturating_sub(taken)),
            self.left,
            self.key,
            self.right
        )
    }
}

/// The mentions of what a request finds.
///
/// # Errors
/// [`SearchError::Refused`] where the query or a number is not accepted, [`SearchError::Index`]
/// where the index fails.
pub(super) fn concordance(
    index: &PaperIndex,
    request: &ConcordanceRequest,
) -> Result<Concordance, SearchError> {
    check_range("bad-width", "width", request.width, ConcordanceRequest::WIDTHS)?;
    check_range("bad-limit", "limit", request.limit, 1..=usize::MAX)?;
    let matches = index.matches(&request.search)?;
    let total = matches.total;
    let (matches, repeats) = matches.once_if(request.once)?;
    let matches = match &request.sample {
        Some(sampling) => matches.sample(sampling)?,
        None => matches,
    };
    let exact = index.analyser(Variant::Exact);
    let patterns = matches.patterns();
    let stemmed = index.analyser(Variant::Stemmed);
    let marker = Marker { stemmed, exact, patterns: &patterns };
    let mut kept = Kept { limit: request.limit, lines: Vec::new(), seen: 0 };
    let mut mentioning = Tally::default();
    matches.each_that_may_mention(&mut |found: Match<'_>| {
        let (text, places) = mentions(&found.passage.text, &marker);
        if places.is_empty() {
            return ControlFlow::Continue(());
        }
        mentioning.add(&found.paper.id);
        let authorities = &index.vocabularies().authorities;
        let cited = Cited::new(found.paper, &found.passage, found.place, authorities);
        for place in places {
            let line = line(&text, place, request.width, &cited);
            kept.add(sort_key(&line, request.order, exact), line);
        }
        ControlFlow::Continue(())
    })?;
    let read = matches.total;
    Ok(Concordance {
        query: matches.query,
        total,
        repeats,
        read,
        sample: request.sample,
        mentions: kept.seen,
        mentioning: mentioning.counts,
        order: request.order,
        lines: kept.finish(),
    })
}

fn line(text: &str, place: Range<usize>, width: usize, cited: &Cited) -> Line {
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    Line {
        cited: cited.clone(),
        left: before(part(0..place.start), width),
        right: after(part(place.end..text.len()), width),
        key: normal::spaces(part(place)),
    }
}

/// The last words of a text that fit into `width` characters, and its last space.
fn before(text: &str, width: usize) -> String {
    let flat = flat(text);
    let letters: Vec<(usize, &str)> = flat.grapheme_indices(true).collect();
    let Some(first) = letters.len().checked_sub(width).filter(|first| *first > 0) else {
        return flat.trim_start().to_owned();
    };
    let cut = letters[first].0;
    // A word that would be cut goes, unless nothing else is there.
    let whole = flat[cut..].find(' ').map(|space| cut + space + 1);
    let whole = if letters[first - 1].1 == " " { Some(cut) } else { whole };
    let start = whole.filter(|start| !flat[*start..].trim().is_empty()).unwrap_or(cut);
    flat[start..].to_owned()
}

/// The first words of a text that fit into `width` characters, and its first space.
fn after(text: &str, width: usize) -> String {
    let flat = flat(text);
    let Some((cut, next)) = flat.grapheme_indices(true).nth(width) else {
        return flat.trim_end().to_owned();
    };
    let whole = if next == " " { Some(cut) } else { flat[..cut].rfind(' ') };
    let end = whole.filter(|end| !flat[..*end].trim().is_empty()).unwrap_or(cut);
    flat[..end].trim_end().to_owned()
}

/// A text on one line, its outer spaces kept as one.
fn flat(text: &str) -> String {
    let mut flat = normal::spaces(text);
    if text.starts_with(char::is_whitespace) {
        flat.insert(0, ' ');
    }
    if text.ends_with(char::is_whitespace) && flat.len() > 1 {
        flat.push(' ');
    }
    flat
}

/// What a line is sorted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    AsFound,
    /// Undated last.
    Dated(bool, String),
    Words(Vec<String>),
}

fn sort_key(line: &Line, order: LineOrder, exact: &Analyser) -> SortKey {
    let words = |text: &str| -> Vec<String> {
        // A printed number ("4.3 Recruitment was …") is no word beside another.
        let is_word = |token: &Token| token.main && token.term.contains(char::is_alphabetic);
        let tokens = exact.tokens(text).into_iter().filter(is_word);
        tokens.map(|token| token.term).collect()
    };
    match order {
        LineOrder::Authority => SortKey::AsFound,
        LineOrder::Date => {
            let date = line.cited.date.clone();
            SortKey::Dated(date.is_none(), date.unwrap_or_default())
        }
        LineOrder::Left => {
            let mut words = words(&line.left);
            words.reverse();
            SortKey::Words(words)
        }
        LineOrder::Right => SortKey::Words(words(&line.right)),
        LineOrder::Key => SortKey::Words([words(&line.key), words(&line.right)].concat()),
    }
}

/// The first lines in order. No more than twice as many are ever held.
struct Kept {
    limit: usize,
    lines: Vec<(SortKey, u64, Line)>,
    seen: u64,
}

impl Kept {
    fn add(&mut self, key: SortKey, line: Line) {
        self.lines.push((key, self.seen, line));
        self.seen += 1;
        if self.lines.len() >= self.limit.saturating_mul(2) {
            self.shorten();
        }
    }

    fn shorten(&mut self) {
        let in_order = |a: &(SortKey, u64, Line), b: &(SortKey, u64, Line)| -> Ordering {
            (&a.0, a.1).cmp(&(&b.0, b.1))
        };
        self.lines.sort_unstable_by(in_order);
        self.lines.truncate(self.limit);
    }

    fn finish(mut self) -> Vec<Line> {
        self.shorten();
        self.lines.into_iter().map(|(_, _, line)| line).collect()
    }
}

#[cfg(test)]
mod tests;
