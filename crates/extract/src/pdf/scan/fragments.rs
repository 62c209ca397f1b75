//! Words read from a picture as fragments, as if they had been painted.

use crate::ocr::Word;
use crate::pdf::fragment::{Fragment, Fragments, Glyph};

/// Heights of letters as shares of their size, as common text faces have them: of capitals and
/// ascenders, of small letters, and of what hangs below the line.
const TALL: f32 = 0.72;
const SMALL: f32 = 0.5;
const BELOW: f32 = 0.21;
/// Lines whose size differs by less than this share have the same size: boxes are a pixel off
/// here and there, and no paper sets sizes so close.
const SAME: f32 = 0.18;

/// The fragments of words in a picture of `scale` pixels a point, turned by `turn`.
pub(super) fn of_words(words: &[Word], scale: f32, turn: u8) -> Vec<Fragment> {
    let mut lines: Vec<Line<'_>> =
        words.chunk_by(|a, b| a.line == b.line).map(|words| Line::of(words, scale)).collect();
    even_out(&mut lines);
    let mut fragments = Fragments::default();
    for line in &lines {
        for word in line.words {
            fragments.space();
            fragments.glyph(Glyph {
                text: &word.text,
                x0: word.left / scale,
                x1: (word.left + word.width) / scale,
                y: line.baseline,
                size: line.size,
                bold: false,
                italic: false,
                turn,
                artifact: None,
                tag: None,
                invisible: false,
            });
        }
    }
    fragments.finish()
}

/// How sure the reading is, from 0 to 100: the mean over letters; `None` without words.
pub(super) fn confidence(words: &[Word]) -> Option<u8> {
    let letters: f32 = words.iter().map(|word| word.text.chars().count() as f32).sum();
    let sure: f32 =
        words.iter().map(|word| word.text.chars().count() as f32 * word.confidence).sum();
    (letters > 0.0).then(|| (sure / letters).round().clamp(0.0, 100.0) as u8)
}

/// Whether most words of several letters are wider than high.
pub(super) fn stand(words: &[Word]) -> bool {
    let long = || words.iter().filter(|word| word.text.chars().count() >= 4);
    let lying = long().filter(|word| word.height > word.width).count();
    lying * 2 <= long().count()
}

/// A line of words, in points.
struct Line<'a> {
    words: &'a [Word],
    baseline: f32,
    size: f32,
}

impl<'a> Line<'a> {
    fn of(words: &'a [Word], scale: f32) -> Line<'a> {
        // The middle word of each measure: boxes of single words take in specks and rules.
        let size = middle(words.iter().map(|word| word.height / share(&word.text)));
        let foot = |word: &Word| {
            let below = if hangs(&word.text) { BELOW * size } else { 0.0 };
            word.top + word.height - below
        };
        let baseline = middle(words.iter().map(foot));
        Line { words, baseline: baseline / scale, size: (size / scale).max(1.0) }
    }

    fn letters(&self) -> usize {
        self.words.iter().map(|word| word.text.len()).sum()
    }
}

/// Gives lines of nearly the same size the size that most letters have.
fn even_out(lines: &mut [Line<'_>]) {
    let mut left: Vec<usize> = (0..lines.len()).collect();
    while !left.is_empty() {
        let near = |size: f32, other: f32| (size - other).abs() <= SAME * size;
        let weight = |at: usize| -> usize {
            let size = lines[at].size;
            left.iter().filter(|i| near(size, lines[**i].size)).map(|i| lines[*i].letters()).sum()
        };
        let Some(most) = left.iter().copied().max_by_key(|at| (weight(*at), usize::MAX - *at))
        else {
            return;
        };
        let size = lines[most].size;
        left.retain(|at| {
            let same = near(size, lines[*at].size);
            if same {
                lines[*at].size = size;
            }
            !same
        });
    }
}

/// The value in the middle; 0 where there is none.
fn middle(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// The height of a word as a share of its size.
fn share(text: &str) -> f32 {
    let rises = text.chars().any(|c| {
        c.is_uppercase() || c.is_numeric() || matches!(c, 'b' | 'd' | 'f' | 'h'..='l' | 't')
    });
    let above = if rises || !text.chars().any(char::is_alphabetic) { TALL } else { SMALL };
    above + if hangs(text) { BELOW } else { 0.0 }
}

/// Whether letters of a word hang below the line.
fn hangs(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'g' | 'j' | 'p' | 'q' | 'y' | 'Q' | ',' | ';' | '(' | ')'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, line: u32, left: f32, bottom: f32, height: f32) -> Word {
        Word {
            text: text.into(),
            line: [1, 1, line],
            left,
            top: bottom - height,
            width: 20.0 * text.len() as f32,
            height,
            confidence: 90.0,
        }
    }

    #[test]
    fn lines_of_one_face_have_one_size_and_their_baselines() {
        // 40 pixels at 4 pixels a point: a face of 10 points.
        let words = [
            word("Panel", 1, 0.0, 100.0, 29.0),
            word("agreed", 1, 110.0, 108.0, 37.0),
            word("more", 2, 0.0, 148.0, 20.0),
            word("HEADING", 3, 0.0, 240.0, 58.0),
        ];
        let fragments = of_words(&words, 4.0, 0);
        let texts: Vec<&str> = fragments.iter().map(|f| f.text.as_str()).collect();
        assert_eq!(texts, ["Panel agreed", "more", "HEADING"]);
        let sizes: Vec<f32> = fragments.iter().map(|f| f.size.round()).collect();
        assert_eq!(sizes, [10.0, 10.0, 20.0]);
        assert!((fragments[0].y - 25.0).abs() < 0.5, "{}", fragments[0].y);
        assert_eq!(confidence(&words), Some(90));
        assert_eq!(confidence(&[]), None);
    }
}
