//! Lines: fragments that stand on one baseline.

use super::fragment::{Fragment, SPACE};

/// Fragments on one baseline, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) pieces: Vec<Fragment>,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// The baseline.
    pub(super) y: f32,
    /// The size of most of its letters.
    pub(super) size: f32,
    /// The block of the structure tree that it belongs to, where the tree tells blocks apart.
    pub(super) block: Option<u32>,
}

/// A gap of this share of the size divides cells; between words it is rarer than tables are.
const CELL: f32 = 1.3;
/// How many lines away, in the order of the page, the text of a label may be.
const NEAR: usize = 40;

impl Line {
    fn of(fragment: Fragment) -> Line {
        Line {
            x0: fragment.x0,
            x1: fragment.x1,
            y: fragment.y,
            size: fragment.size,
            pieces: vec![fragment],
            block: None,
        }
    }

    /// The line that pieces of another line make by themselves.
    pub(super) fn of_pieces(pieces: &[Fragment]) -> Option<Line> {
        let mut pieces = pieces.iter().cloned();
        let mut line = Line::of(pieces.next()?);
        pieces.for_each(|piece| line.add(piece));
        Some(line)
    }

    pub(super) fn letters(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.len()).sum()
    }

    /// Whether the line has fewer letters; looks at no more pieces than it takes to say so.
    fn is_shorter_than(&self, letters: usize) -> bool {
        let mut seen = 0;
        self.pieces.iter().all(|piece| {
            seen += piece.text.len();
            seen < letters
        })
    }

    pub(super) fn add(&mut self, fragment: Fragment) {
        if self.is_shorter_than(fragment.text.len()) || fragment.size > self.size * 1.3 {
            self.size = fragment.size;
            self.y = fragment.y;
        }
        self.x0 = self.x0.min(fragment.x0);
        self.x1 = self.x1.max(fragment.x1);
        let at = self.pieces.partition_point(|piece| piece.x0 <= fragment.x0);
        self.pieces.insert(at, fragment);
    }

    /// Whether a fragment goes on with this line, as the next or, where a file paints out of
    /// order, as the one before.
    fn takes(&self, fragment: &Fragment) -> bool {
        let larger = self.size.max(fragment.size);
        let smaller = self.size.min(fragment.size);
        let apart = (self.y - fragment.y).abs();
        let gap = (fragment.x0 - self.x1).max(self.x0 - fragment.x1);
        if gap < -0.45 * larger {
            return false;
        }
        let is_script = smaller < 0.85 * larger && apart <= 0.65 * larger && gap < 0.6 * larger;
        apart <= 0.3 * smaller || is_script
    }

    /// The words, with a space where one was painted or a gap shows one.
    pub(super) fn text(&self) -> String {
        joined(&self.pieces)
    }

    /// The pieces between wide gaps.
    pub(super) fn cells(&self) -> Vec<&[Fragment]> {
        let mut cells = Vec::new();
        let mut start = 0;
        for at in 1..self.pieces.len() {
            if self.pieces[at].x0 - self.pieces[at - 1].x1 > CELL * self.size {
                cells.push(&self.pieces[start..at]);
                start = at;
            }
        }
        cells.push(&self.pieces[start..]);
        cells
    }

    /// Whether it is a label and nothing else, painted in one piece.
    pub(super) fn is_label(&self) -> bool {
        let [piece] = &self.pieces[..] else { return false };
        crate::marker::split(&piece.text).is_some_and(|(_, rest)| rest.is_empty())
            || is_bare_label(piece.text.trim())
    }

    /// Whether the text of a label stands here: to the right of it on its baseline.
    pub(super) fn takes_label(&self, label: &Line) -> bool {
        (self.y - label.y).abs() < 0.3 * label.size
            && self.x0 > label.x1 - 1.0
            && self.x0 - label.x1 < 6.0 * label.size
    }

    /// A number or letter that stands alone before a wide gap and words: "2    Apologies". It is
    /// a label by its place, though no stop or bracket says so.
    pub(super) fn lone_label(&self) -> Option<&str> {
        let cells = self.cells();
        let [[label], second, ..] = cells[..] else { return None };
        let label_text = label.text.trim();
        let begins_words = second[0].text.starts_with(char::is_alphabetic);
        (is_bare_label(label_text) && cells.len() == 2 && begins_words).then_some(label_text)
    }

    /// Share of the letters that pass a test, from 0 to 1.
    fn share(&self, is: impl Fn(&Fragment) -> bool) -> f32 {
        let letters = |piece: &Fragment| piece.text.chars().filter(|c| c.is_alphabetic()).count();
        let all: usize = self.pieces.iter().map(letters).sum();
        let some: usize = self.pieces.iter().filter(|p| is(p)).map(letters).sum();
        if all == 0 {
            let any = self.pieces.iter().all(&is);
            return if any { 1.0 } else { 0.0 };
        }
        some as f32 / all as f32
    }

    /// Whether all letters are bold, but for a label before them.
    pub(super) fn is_bold(&self) -> bool {
        self.share(|piece| piece.bold) > 0.9
    }

    pub(super) fn is_italic(&self) -> bool {
        self.share(|piece| piece.italic) > 0.9
    }

    /// The width of the first word, in points.
    pub(super) fn first_word_width(&self) -> f32 {
        self.pieces.first().map_or(0.0, |piece| piece.word_end - piece.x0)
    }
}

/// One or two digits, or a small letter.
fn is_bare_label(text: &str) -> bool {
    let is_number = matches!(text.len(), 1 | 2) && text.chars().all(|c| c.is_ascii_digit());
    is_number || text.len() == 1 && text.chars().all(|c| c.is_ascii_lowercase())
}

/// The words of fragments that follow each other on a line.
pub(super) fn joined(pieces: &[Fragment]) -> String {
    let mut text = String::new();
    let mut end = f32::NEG_INFINITY;
    for piece in pieces {
        let is_gap = piece.x0 - end > SPACE * piece.size;
        if !text.is_empty() && (piece.spaced || is_gap) && !text.ends_with(' ') {
            text.push(' ');
        }
        text.push_str(piece.text.trim_start());
        end = piece.x1;
    }
    clean(&text)
}

/// Text with single spaces and without what takes no room; a soft hyphen at its end stays, for
/// the line that goes on.
fn clean(text: &str) -> String {
    let ends_soft = text.trim_end().ends_with('\u{AD}');
    let mut text = model::normal::spaces(text);
    if ends_soft {
        text.push('\u{AD}');
    }
    text
}

/// Lines in the order in which their fragments were painted.
pub(super) fn in_stream_order(fragments: Vec<Fragment>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for fragment in fragments {
        match lines.last_mut() {
            Some(line) if line.takes(&fragment) => line.add(fragment),
            _ => lines.push(Line::of(fragment)),
        }
    }
    join_scripts(&mut lines);
    join_labels(&mut lines);
    lines
}

/// Lines by place alone: baselines from the top, divided at wide gaps so that columns stay apart.
pub(super) fn by_place(mut fragments: Vec<Fragment>) -> Vec<Line> {
    fragments.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Fragment>> = Vec::new();
    for fragment in fragments {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|f| fragment.y - f.y < 0.35 * f.size) => {
                row.push(fragment);
            }
            _ => rows.push(vec![fragment]),
        }
    }
    let mut lines = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        let mut line: Option<Line> = None;
        for fragment in row {
            match &mut line {
                Some(open) if fragment.x0 - open.x1 < 1.2 * open.size => open.add(fragment),
                _ => lines.extend(line.replace(Line::of(fragment))),
            }
        }
        lines.extend(line);
    }
    lines
}

/// Puts raised or lowered letters that were painted apart onto the line beside them.
fn join_scripts(lines: &mut Vec<Line>) {
    let mut at = 1;
    while at < lines.len() {
        let (before, after) = lines.split_at(at);
        let (line, next) = (&before[at - 1], &after[0]);
        let is_small = next.pieces.len() == 1 && next.size < 0.8 * line.size;
        let stands_in = next.x0 > line.x0 && next.x1 < line.x1 + line.size;
        let near = (next.y - line.y).abs() < 0.6 * line.size;
        if is_small && stands_in && near && next.letters() < 8 {
            let script = lines.remove(at);
            for piece in script.pieces {
                lines[at - 1].add(piece);
            }
        } else {
            at += 1;
        }
    }
}

/// Joins a label painted apart ("4.1", "•") with the text on its baseline.
pub(super) fn join_labels(lines: &mut Vec<Line>) {
    let mut at = 0;
    while at < lines.len() {
        let label = &lines[at];
        let partner = label.is_label().then(|| {
            // A label finer than the slack of `takes_label` stands beside itself.
            (at.saturating_sub(NEAR)..lines.len().min(at + NEAR))
                .find(|near| *near != at && lines[*near].takes_label(label))
        });
        if let Some(Some(partner)) = partner {
            let label = lines.remove(at);
            let partner = if partner > at { partner - 1 } else { partner };
            for piece in label.pieces {
                lines[partner].add(piece);
            }
        } else {
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment(text: &str, x0: f32, y: f32, size: f32) -> Fragment {
        Fragment {
            text: text.into(),
            x0,
            x1: x0 + text.len() as f32 * size * 0.5,
            word_end: x0 + size,
            y,
            size,
            bold: false,
            italic: false,
            turn: 0,
            artifact: None,
            tag: None,
            spaced: false,
            invisible: false,
        }
    }

    #[test]
    fn raised_letters_stay_on_their_line() {
        let lines = in_stream_order(vec![
            fragment("on 16", 0.0, 100.0, 10.0),
            fragment("th", 25.0, 96.0, 6.0),
            fragment("May", 34.0, 100.0, 10.0),
            fragment("next", 0.0, 112.0, 10.0),
        ]);
        let texts: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!(texts, ["on 16th May", "next"]);
    }

    /// Found by random bytes: a label less than a point wide was joined with itself.
    #[test]
    fn a_label_of_a_hair_s_width_is_not_its_own_text() {
        let lines = in_stream_order(vec![
            fragment("The Panel", 0.0, 50.0, 10.0),
            Fragment { x1: 0.5, ..fragment("•", 0.0, 100.0, 0.6) },
        ]);
        let texts: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!(texts, ["The Panel", "•"]);
    }

    #[test]
    fn a_label_painted_apart_joins_its_text() {
        let lines = in_stream_order(vec![
            fragment("4.1", 0.0, 100.0, 10.0),
            fragment("4.2", 0.0, 112.0, 10.0),
            fragment("The Panel", 40.0, 100.0, 10.0),
            fragment("The Chair", 40.0, 112.0, 10.0),
        ]);
        let texts: Vec<String> = lines.iter().map(Line::text).collect();
        assert_eq!(texts, ["4.1 The Panel", "4.2 The Chair"]);
    }
}
