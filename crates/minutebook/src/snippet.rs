//! Snippets: whole sentences around what matched, with the bytes that did.

mod marks;
mod redact;
pub(crate) mod sentences;

pub(crate) use marks::Marker;

use std::ops::Range;

use crate::answer::Snippet;

/// A text up to this length is shown whole. In bytes.
const MAX_BYTES: usize = 400;

/// The sentences of `text` that show most of what matched.
///
/// Phone numbers and e-mail addresses are left out: a paper may print them, but a list of
/// results is no directory. Each is replaced by `[…]`, and never marked.
pub(crate) fn snippet(text: &str, marker: &Marker<'_>) -> Snippet {
    let marks = marker.marks(text);
    let window = window(text, &marks);
    let (shown, offset, before, after) = cut(text, window, &marks);
    let ranges: Vec<Range<usize>> = marks
        .iter()
        .filter(|mark| mark.range.start >= offset && mark.range.end <= offset + shown.len())
        .map(|mark| mark.range.start - offset..mark.range.end - offset)
        .collect();
    let (mut text, mut ranges) = redact::redact(shown, ranges);
    if before {
        text.insert_str(0, ELLIPSIS);
        ranges.iter_mut().for_each(|r| *r = r.start + ELLIPSIS.len()..r.end + ELLIPSIS.len());
    }
    if after {
        text.push_str(ELLIPSIS);
    }
    let highlights: Vec<[usize; 2]> = ranges.into_iter().map(|r| [r.start, r.end]).collect();
    let highlights_utf16 = in_utf16(&text, &highlights);
    Snippet { text, highlights, highlights_utf16 }
}

/// `text` without phone numbers and e-mail addresses, and where it matched: each mention once, in
/// order. What matched side by side ("social worker" of two plain words) is one mention.
pub(crate) fn mentions(text: &str, marker: &Marker<'_>) -> (String, Vec<Range<usize>>) {
    let ranges = marker.marks(text).into_iter().map(|mark| mark.range).collect();
    let (text, ranges) = redact::redact(text, ranges);
    let mut mentions: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        let stands_by = |last: &&mut Range<usize>| {
            let between = text.get(last.end..range.start).unwrap_or_default();
            between.chars().all(|c| c.is_whitespace() || c == '-')
        };
        match mentions.last_mut().filter(stands_by) {
            Some(last) => last.end = range.end,
            None => mentions.push(range),
        }
    }
    (text, mentions)
}

/// `text` without phone numbers and e-mail addresses, as a snippet leaves them out.
///
/// ```
/// let text = "Ask the clerk (clerk@ashmere.example) for a copy.";
/// assert_eq!(minutebook::without_contacts(text), "Ask the clerk ([…]) for a copy.");
/// ```
pub fn without_contacts(text: &str) -> String {
    redact::redact(text, Vec::new()).0
}

/// Ranges of bytes, in order, as ranges of UTF-16 code units.
fn in_utf16(text: &str, ranges: &[[usize; 2]]) -> Vec<[usize; 2]> {
    let (mut byte, mut unit) = (0, 0);
    let mut unit_at = |at: usize| {
        unit += text.get(byte..at).map_or(0, |part| part.encode_utf16().count());
        byte = at;
        unit
    };
    ranges.iter().map(|[start, end]| [unit_at(*start), unit_at(*end)]).collect()
}

/// Stands where a sentence had to be cut.
const ELLIPSIS: &str = "…";

/// The run of sentences within [`MAX_BYTES`] that shows the most different patterns, then the
/// most marks; the first of several as good. One sentence at least.
fn window(text: &str, marks: &[marks::Mark]) -> Range<usize> {
    if text.len() <= MAX_BYTES {
        return 0..text.len();
    }
    let sentences = sentences::sentences(text);
    let mut best = sentences.first().cloned().unwrap_or(0..text.len());
    let mut best_worth = (0, 0);
    for (i, first) in sentences.iter().enumerate() {
        let fitting = sentences[i..].iter().take_while(|s| s.end - first.start <= MAX_BYTES);
        let end = fitting.last().map_or(first.end, |last| last.end);
        let inside: Vec<&marks::Mark> = marks
            .iter()
            .filter(|mark| mark.range.start >= first.start && mark.range.end <= end)
            .collect();
        let mut patterns: Vec<usize> = inside.iter().map(|mark| mark.pattern).collect();
        patterns.sort_unstable();
        patterns.dedup();
        let worth = (patterns.len(), inside.len());
        if i == 0 || worth > best_worth {
            best = first.start..end;
            best_worth = worth;
        }
    }
    best
}

/// The text of the window, where it begins, and whether words are missing before and after it
/// inside its sentence: a single sentence longer than [`MAX_BYTES`] is cut between words.
fn cut<'t>(
    text: &'t str,
    window: Range<usize>,
    marks: &[marks::Mark],
) -> (&'t str, usize, bool, bool) {
    let whole = text.get(window.clone()).unwrap_or_default();
    if whole.len() <= MAX_BYTES {
        return (whole, window.start, false, false);
    }
    let inside =
        |mark: &&marks::Mark| mark.range.start >= window.start && mark.range.end <= window.end;
    let first_mark = marks.iter().find(inside).map_or(window.start, |mark| mark.range.start);
    let wanted = first_mark.saturating_sub(MAX_BYTES / 4).max(window.start);
    let start = word_start(text, wanted, window.start);
    let end = (start + MAX_BYTES).min(window.end);
    let end = if end == window.end { end } else { word_end(text, end, start) };
    let shown = text.get(start..end).unwrap_or_default().trim_end();
    (shown, start, start > window.start, start + shown.len() < window.end)
}

/// The first start of a word at or after `at`.
fn word_start(text: &str, at: usize, least: usize) -> usize {
    if at <= least {
        return least;
    }
    let at = text.floor_char_boundary(at);
    let rest = &text[at..];
    rest.find(char::is_whitespace)
        .map_or(at, |space| at + space + rest[space..].chars().next().map_or(0, char::len_utf8))
}

/// The last end of a word at or before `at`.
fn word_end(text: &str, at: usize, least: usize) -> usize {
    let at = text.floor_char_boundary(at);
    match text.get(least..at).and_then(|part| part.rfind(char::is_whitespace)) {
        Some(space) if space > 0 => least + space,
        _ => at,
    }
}

#[cfg(test)]
mod tests;
