//! Fragments: glyphs painted one after another on a baseline.

use std::collections::HashMap;

use super::structure::Tag;

/// Why text is not part of the page's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// Running header, footer or page number, by the file's own marks.
    Pagination,
    /// Marked as no content, without saying why.
    Other,
    /// Set neither along nor across the page: a watermark.
    Slanted,
    /// Outside the part of the page that may be painted on, or invisible under the same place.
    Hidden,
}

/// Glyphs that follow each other on one baseline, in one look.
///
/// Places are points in a frame in which the text runs from left to right and y grows
/// downwards; `turn` says by how many quarter turns that frame differs from the page's.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fragment {
    pub(super) text: String,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// Where its first word ends.
    pub(super) word_end: f32,
    /// The baseline.
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) turn: u8,
    pub(super) artifact: Option<Artifact>,
    /// The piece of the structure tree that its first glyph belongs to.
    pub(super) tag: Option<Tag>,
    /// A space was painted before the first glyph.
    pub(super) spaced: bool,
    /// Painted without ink: the text layer of a scan.
    pub(super) invisible: bool,
}

impl Fragment {
    pub(super) fn middle(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }
}

/// One glyph, or the words that stand for several.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph<'a> {
    pub(super) text: &'a str,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) turn: u8,
    pub(super) artifact: Option<Artifact>,
    pub(super) tag: Option<Tag>,
    pub(super) invisible: bool,
}

/// A gap of this share of the size is a space: wider than any kerning, narrower than the
/// narrowest space of a justified line.
pub(super) const SPACE: f32 = 0.17;
/// A gap of this share of the size begins a new fragment: wider than a justified space mostly
/// is, narrower than the gap between cells.
const BREAK: f32 = 0.8;

/// Letters set apart from each other that make a spread word; fewer may be a list of letters.
const SPREAD: usize = 5;

/// Gathers glyphs into fragments, in the order of painting.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    done: Vec<Fragment>,
    current: Option<Fragment>,
    space_pending: bool,
    /// The gaps at the spaces of the current fragment, in order.
    gaps: Vec<f32>,
}

impl Fragments {
    /// A space was painted: the next glyph begins a word.
    pub(super) fn space(&mut self) {
        self.space_pending = true;
    }

    pub(super) fn glyph(&mut self, glyph: Glyph<'_>) {
        if self.current.as_ref().is_some_and(|current| is_painted_twice(current, &glyph)) {
            return;
        }
        if let Some(current) = &mut self.current
            && continues(current, &glyph)
        {
            let gap = glyph.x0 - current.x1;
            if (self.space_pending || gap > SPACE * glyph.size) && !current.text.ends_with(' ') {
                current.text.push(' ');
                self.gaps.push(gap);
            }
            current.text.push_str(glyph.text);
            current.x1 = current.x1.max(glyph.x1);
            if !current.text.contains(' ') {
                current.word_end = current.x1;
            }
            current.size = current.size.max(glyph.size);
        } else {
            self.end();
            self.current = Some(Fragment {
                text: glyph.text.to_owned(),
                x0: glyph.x0,
                x1: glyph.x1,
                word_end: glyph.x1,
                y: glyph.y,
                size: glyph.size,
                bold: glyph.bold,
                italic: glyph.italic,
                turn: glyph.turn,
                artifact: glyph.artifact,
                tag: glyph.tag,
                spaced: self.space_pending,
                invisible: glyph.invisible,
            });
            self.gaps.clear();
        }
        self.space_pending = false;
    }

    fn end(&mut self) {
        let Some(mut fragment) = self.current.take() else { return };
        close_up(&mut fragment, &self.gaps);
        if fragment.text.trim().is_empty() {
            return;
        }
        // A fragment painted again a hair's breadth aside makes it look bold; it is read once.
        let again = self.done.iter().rev().take(8).any(|other| {
            other.text == fragment.text
                && other.turn == fragment.turn
                && (other.x0 - fragment.x0).abs() < 0.2 * fragment.size
                && (other.y - fragment.y).abs() < 0.2 * fragment.size
        });
        if !again {
            self.done.push(fragment);
        }
    }

    pub(super) fn finish(mut self) -> Vec<Fragment> {
        self.end();
        self.done
    }
}

/// Marks invisible text that lies under visible text as hidden: the page's own words are there
/// already. Invisible text by itself is the text layer of a scan.
pub(super) fn without_doubles(mut fragments: Vec<Fragment>) -> Vec<Fragment> {
    let row = |y: f32| (y / 4.0).round() as i32;
    let mut visible: HashMap<i32, Vec<(f32, f32)>> = HashMap::new();
    for fragment in fragments.iter().filter(|fragment| !fragment.invisible) {
        visible.entry(row(fragment.y)).or_default().push((fragment.x0, fragment.x1));
    }
    for fragment in fragments.iter_mut().filter(|fragment| fragment.invisible) {
        let at = row(fragment.y);
        let covered: f32 = (at - 1..=at + 1)
            .filter_map(|row| visible.get(&row))
            .flatten()
            .map(|(x0, x1)| (x1.min(fragment.x1) - x0.max(fragment.x0)).max(0.0))
            .sum();
        if covered > 0.5 * (fragment.x1 - fragment.x0) {
            fragment.artifact = Some(Artifact::Hidden);
        }
    }
    fragments
}

/// Letters of a heading set apart, "H E R T I N G", become the words they make: gaps that are
/// clearly wider than the narrowest stay spaces.
fn close_up(fragment: &mut Fragment, gaps: &[f32]) {
    let mut words = fragment.text.split(' ').peekable();
    let is_spread = gaps.len() + 1 >= SPREAD
        && words.all(|word| word.chars().count() == 1 && word.chars().all(char::is_alphabetic));
    let letters: Vec<&str> = fragment.text.split(' ').collect();
    if !is_spread || letters.len() != gaps.len() + 1 {
        return;
    }
    let narrowest = gaps.iter().copied().fold(f32::INFINITY, f32::min).max(0.0);
    let mut text = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let gap = at.checked_sub(1).and_then(|before| gaps.get(before)).copied().unwrap_or(0.0);
        if gap > 1.6 * narrowest + 0.05 * fragment.size {
            text.push(' ');
        }
        text.push_str(letter);
    }
    fragment.text = text;
}

fn is_painted_twice(current: &Fragment, glyph: &Glyph<'_>) -> bool {
    let width = glyph.x1 - glyph.x0;
    current.turn == glyph.turn
        && current.text.ends_with(glyph.text)
        && (current.y - glyph.y).abs() < 0.1 * glyph.size
        && (current.x1 - glyph.x1).abs() < 0.12 * glyph.size
        && width > 0.15 * glyph.size
}

fn continues(current: &Fragment, glyph: &Glyph<'_>) -> bool {
    let gap = glyph.x0 - current.x1;
    let size = current.size.max(glyph.size);
    current.turn == glyph.turn
        && current.bold == glyph.bold
        && current.italic == glyph.italic
        && current.artifact == glyph.artifact
        && current.invisible == glyph.invisible
        && current.tag.map(|tag| tag.block) == glyph.tag.map(|tag| tag.block)
        && (current.y - glyph.y).abs() < 0.1 * size
        && (current.size - glyph.size).abs() < 0.08 * size
        && gap > -0.5 * size
        && gap < BREAK * size
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: &str, x0: f32, x1: f32) -> Glyph<'_> {
        Glyph {
            text,
            x0,
            x1,
            y: 100.0,
            size: 10.0,
            bold: false,
            italic: false,
            turn: 0,
            artifact: None,
            tag: None,
            invisible: false,
        }
    }

    #[track_caller]
    fn check(glyphs: &[(&str, f32, f32)], expected: &[&str]) {
        let mut fragments = Fragments::default();
        for (text, x0, x1) in glyphs {
            fragments.glyph(glyph(text, *x0, *x1));
        }
        let texts: Vec<String> = fragments.finish().into_iter().map(|f| f.text).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn gaps_make_words_and_wide_gaps_make_fragments() {
        check(&[("a", 0.0, 5.0), ("b", 5.2, 10.0), ("c", 12.5, 17.0)], &["ab c"]);
        check(&[("a", 0.0, 5.0), ("b", 30.0, 35.0)], &["a", "b"]);
    }

    #[test]
    fn letters_set_apart_make_words() {
        let spread = |text: &'static str, gap: f32, word_gap: f32| {
            let mut fragments = Fragments::default();
            let mut x = 0.0;
            for (i, _) in text.char_indices() {
                let letter = &text[i..=i];
                if letter == " " {
                    x += word_gap - gap;
                    continue;
                }
                fragments.glyph(glyph(letter, x, x + 6.0));
                x += 6.0 + gap;
            }
            fragments.finish().into_iter().map(|f| f.text).collect::<Vec<_>>().join("|")
        };
        assert_eq!(spread("HERTING PARISH", 3.0, 6.5), "HERTING PARISH");
        assert_eq!(spread("ABCD", 3.0, 6.5), "A B C D");
    }

    #[test]
    fn text_painted_twice_is_read_once() {
        check(&[("a", 0.0, 5.0), ("a", 0.3, 5.3), ("l", 5.3, 8.0), ("l", 8.0, 10.7)], &["all"]);
    }
}
