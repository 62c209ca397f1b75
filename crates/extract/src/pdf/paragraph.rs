//! Paragraphs: which lines belong together.

use super::line::Line;
use super::style::Style;
use crate::marker;

/// Lines before and after one that can share its right margin; no printed page has as many.
const AROUND: usize = 300;

/// Divides lines in reading order into paragraphs.
pub(super) fn divide<'a>(lines: &[&'a Line], style: Style) -> Vec<Paragraph<'a>> {
    let mut paragraphs: Vec<Paragraph<'a>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let around = at.saturating_sub(AROUND)..lines.len().min(at + AROUND);
        let margin = right_margin(line, &lines[around]);
        match paragraphs.last_mut() {
            Some(open) if !open.ends_before(line, style) => {
                open.lines.push(line);
                open.margin = margin;
            }
            _ => paragraphs.push(Paragraph { lines: vec![line], margin }),
        }
    }
    paragraphs
}

/// Where lines like this one end at the right: the farthest end that two of them share.
fn right_margin(line: &Line, lines: &[&Line]) -> f32 {
    let mut ends: Vec<f32> = lines
        .iter()
        .filter(|other| {
            (other.x0 - line.x0).abs() < 45.0
                && (other.size - line.size).abs() < 0.1 * line.size
                && other.x1 >= line.x0
        })
        .map(|other| other.x1)
        .collect();
    ends.sort_by(|a, b| b.total_cmp(a));
    ends.windows(2)
        .find(|pair| pair[0] - pair[1] < 25.0)
        .map_or(line.x1, |pair| pair[0].max(line.x1))
}

/// Lines that belong together so far.
pub(super) struct Paragraph<'a> {
    pub(super) lines: Vec<&'a Line>,
    /// The right margin of its last line.
    margin: f32,
}

impl Paragraph<'_> {
    pub(super) fn last(&self) -> &Line {
        self.lines[self.lines.len() - 1]
    }

    /// Whether `next` begins something new. Each reason is a form that papers print.
    fn ends_before(&self, next: &Line, style: Style) -> bool {
        let ends = self.looks_ended(next, style);
        match (self.last().block, next.block) {
            // A marked paragraph goes on, unless what it prints says plainly that it is several.
            (Some(a), Some(b)) if a == b => ends && self.is_several(next, style),
            // Another one begins, unless the mark stands in mid-sentence.
            (Some(_), Some(_)) => ends || !self.runs_on(next),
            _ => ends,
        }
    }

    /// A label, a wide gap or a new sentence at the margin after a sentence that ended before the
    /// line did: a file may mark a page or a list as one paragraph.
    fn is_several(&self, next: &Line, style: Style) -> bool {
        let last = self.last();
        let gap = next.y - last.y;
        let size = last.size.max(next.size);
        let text = next.text();
        let is_label = self.begins_label(next, &text) && ends_sentence(&last.text());
        let usual = self.own_gap().unwrap_or(style.leading.max(1.0) * size);
        let is_short = self.margin - last.x1 > next.first_word_width() + 0.45 * size;
        let last_text = last.text();
        let begins_sentence = is_short
            && last_text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '?', '!'])
            && text.starts_with(char::is_uppercase);
        is_label || begins_sentence || gap > 1.8 * usual && ends_sentence(&last_text)
    }

    /// A full line that ends no sentence and a next one that begins in lower case, or a line whose
    /// last word needs another.
    fn runs_on(&self, next: &Line) -> bool {
        let last = self.last();
        let is_full = self.margin - last.x1 < 6.0 * last.size;
        let (text, next_text) = (last.text(), next.text());
        let is_lower = is_full && next_text.starts_with(char::is_lowercase);
        !ends_sentence(&text)
            && (is_lower || leads_on(&text))
            && marker::split(&next_text).is_none()
    }

    /// The same by look alone.
    fn looks_ended(&self, next: &Line, style: Style) -> bool {
        let last = self.last();
        let gap = next.y - last.y;
        let size = last.size.max(next.size);
        let text = last.text();
        let next_text = next.text();
        let is_open = next_text.starts_with(char::is_lowercase) || leads_on(&text);
        let goes_on = !ends_sentence(&text) && is_open;
        // Another column, or up the page.
        if gap < 0.5 * size {
            return !goes_on || next.x0 < last.x1 && gap > -2.0 * size;
        }
        if self.begins_label(next, &next_text) {
            return true;
        }
        // Another size of letters.
        if (last.size - next.size).abs() > 0.08 * size && !goes_on {
            return true;
        }
        // A wider gap than between the lines so far.
        let usual = self.own_gap().unwrap_or(style.leading.max(1.0) * size);
        let allowed = if goes_on { 1.7 } else { 1.22 };
        if gap > usual * allowed + 0.8 {
            return true;
        }
        // A bold title over plain text, or the reverse.
        if last.is_bold() != next.is_bold() && !goes_on && self.all_bold() != next.is_bold() {
            return true;
        }
        // An indent of the first line, or back out of a hanging one.
        if self.is_dedented_by(next) || self.is_indented_by(next) && !goes_on {
            return true;
        }
        // The first word of the next line would have had room on this one.
        let room = self.margin - last.x1;
        let needed = next.first_word_width() + 0.45 * size;
        room > needed && !(goes_on && room < needed + 8.0 * size)
    }

    /// The distance between its first two lines.
    fn own_gap(&self) -> Option<f32> {
        let [first, second, ..] = self.lines[..] else { return None };
        Some(second.y - first.y).filter(|gap| *gap > 0.0)
    }

    pub(super) fn all_bold(&self) -> bool {
        self.lines.iter().all(|line| line.is_bold())
    }

    /// A label begins a paragraph, unless it is a number inside a sentence that stands where the
    /// paragraph's text does and not where its label does.
    fn begins_label(&self, next: &Line, text: &str) -> bool {
        if next.lone_label().is_some() {
            return true;
        }
        let Some((label, rest)) = marker::split(text) else { return false };
        let last_text = self.last().text();
        // "(Blocks A and" goes on with "C) along the street".
        let opens = last_text.matches('(').count() > last_text.matches(')').count();
        if opens && label.ends_with(')') && !label.starts_with('(') {
            return false;
        }
        let hangs = self.body_start().is_some_and(|x| (next.x0 - x).abs() < 2.0)
            && self.lines[0].x0 < next.x0 - 6.0;
        let is_full = self.margin - self.last().x1 < 4.0 * self.last().size;
        let is_bare = label.trim_end_matches('.').chars().all(|c| c.is_ascii_digit() || c == '.');
        let mid_sentence = !ends_sentence(&last_text) && !last_text.ends_with(';');
        let leads = last_text.split_whitespace().next_back().is_some_and(leads_to_number);
        let lower = rest.starts_with(char::is_lowercase);
        !(is_bare
            && mid_sentence
            && is_full
            && (hangs || leads || lower)
            && !marker::is_bullet(label))
    }

    /// Where the text after a hanging label stands.
    fn body_start(&self) -> Option<f32> {
        match self.lines[..] {
            [_, second, ..] => Some(second.x0),
            [first] => first
                .pieces
                .get(1)
                .filter(|_| marker::split(&first.pieces[0].text).is_some())
                .map(|piece| piece.x0),
            [] => None,
        }
    }

    fn is_indented_by(&self, next: &Line) -> bool {
        let start = self.body_start().unwrap_or(self.lines[0].x0);
        let is_hanging = self.lines.len() == 1 && marker::split(&self.lines[0].text()).is_some();
        let is_centred = {
            let first = self.lines[0];
            ((first.x0 + first.x1) - (next.x0 + next.x1)).abs() < 6.0
        };
        next.x0 > start + 1.0 * next.size && !is_hanging && !is_centred
    }

    fn is_dedented_by(&self, next: &Line) -> bool {
        let is_centred = {
            let first = self.lines[0];
            ((first.x0 + first.x1) - (next.x0 + next.x1)).abs() < 6.0
        };
        match self.lines[..] {
            [_, second, ..] => next.x0 < second.x0 - 1.0 * next.size && !is_centred,
            [only] => {
                let body = self.body_start().unwrap_or(only.x0);
                // A first line may stand in by a little; farther is another place.
                next.x0 < body - 4.0 * next.size
                    && next.x0 < only.x0 - 1.0 * next.size
                    && !is_centred
            }
            [] => false,
        }
    }

    /// Whether its last line reaches the right margin.
    pub(super) fn is_full(&self) -> bool {
        self.margin - self.last().x1 < 6.0 * self.last().size
    }
}

/// Whether a line ends with a word that ends no phrase: "within the", "Mr".
fn leads_on(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    text.contains(' ')
        && matches!(
            last,
            "the"
                | "a"
                | "an"
                | "of"
                | "and"
                | "or"
                | "to"
                | "with"
                | "by"
                | "from"
                | "Mr"
                | "Mrs"
                | "Ms"
                | "Dr"
        )
}

/// Words after which a number goes on with the sentence: "paragraph 4.3", "page 12".
fn leads_to_number(word: &str) -> bool {
    matches!(
        word.to_lowercase().trim_end_matches(['.', ',']),
        "paragraph"
            | "paragraphs"
            | "para"
            | "paras"
            | "section"
            | "sections"
            | "appendix"
            | "table"
            | "figure"
            | "page"
            | "pages"
            | "item"
            | "items"
            | "minute"
            | "no"
            | "of"
            | "to"
            | "and"
            | "or"
            | "at"
            | "by"
            | "in"
            | "the"
            | "with"
            | "than"
            | "about"
            | "over"
            | "under"
            | "from"
    )
}

pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ' ']).ends_with(['.', '?', '!', ':'])
}
