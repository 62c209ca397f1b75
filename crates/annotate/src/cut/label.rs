//! The printed label of a passage and its place under its parents.

use model::text::Block;

use crate::draft::{Draft, is_bullet};

/// How a label is written; labels written alike are of one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `4.3`.
    Decimal,
    /// `1.`, `1)`, `(1)`.
    Number,
    /// `a)`, `(a)`, `a.`.
    Letter,
    /// `(ii)`, `iv.`.
    Roman,
    /// `•`.
    Bullet,
}

/// One open list.
#[derive(Debug, Clone)]
struct Level {
    style: Style,
    marker: String,
    path: String,
    label: Option<String>,
    /// The draft that carries the label.
    place: usize,
    /// How many blocks stand under the label, its own included.
    paragraphs: u32,
    /// How many bullets stand under it.
    bullets: u32,
    /// It is a heading's number, which lists go under and paragraphs do not.
    is_heading: bool,
    /// It is a clause of the sentence that leads to its list.
    is_clause: bool,
}

/// The lists that are open where the reader stands.
#[derive(Debug, Default)]
pub(super) struct Labels {
    levels: Vec<Level>,
    /// Bullets under no number since the last heading.
    free_bullets: u32,
    /// The last unlabelled paragraph, which may lead to bullets.
    lead: Option<usize>,
    /// It ends with a colon, and may lead to numbers too.
    introduces: bool,
}

impl Labels {
    /// Text that begins anew has no list open.
    pub(super) fn clear(&mut self) {
        *self = Labels::default();
    }

    /// A heading ends every list, and its own number is that of the lists below it. A heading
    /// inside a numbered paragraph, "9. The options:", "North", "• …", "South", "• …", ends none:
    /// `next` is the number that the paper prints next.
    pub(super) fn head(&mut self, marker: Option<&str>, place: usize, next: Option<u32>) {
        let open = self.levels.first().filter(|level| level.style == Style::Number);
        let number = open.and_then(|level| number(&level.marker));
        if marker.is_none() && number.is_some() && number.map(|n| n + 1) == next {
            self.levels.truncate(1);
            return;
        }
        *self = Labels::default();
        if let Some(marker) =
            marker.filter(|marker| marker.starts_with(|c: char| c.is_ascii_digit()))
        {
            let style = self.style_of(marker);
            let level = self.numbered(style, marker, place);
            self.levels.push(Level { is_heading: true, ..level });
        }
    }

    /// Gives a draft its label, its path and its parent.
    pub(super) fn place(&mut self, draft: &mut Draft, place: usize) {
        let Some(marker) = draft.marker.clone() else {
            self.place_unlabelled(draft, place);
            return;
        };
        let style = self.style_of(&marker);
        // A bullet of another glyph stands under the bullet before it.
        let is_alike = |level: &Level| {
            level.style == style && (style != Style::Bullet || level.marker == marker)
        };
        let same = self.levels.iter().rposition(is_alike);
        let follows_clause = same.is_some_and(|same| self.levels[same].is_clause);
        match same {
            Some(same) => self.levels.truncate(same),
            None if style == Style::Decimal => self.levels.clear(),
            None if style == Style::Number => {
                self.levels.retain(|level| {
                    level.style == Style::Decimal && !is_next(&level.marker, &marker)
                });
            }
            None => {}
        }
        let level = match style {
            Style::Bullet => self.bullet(marker.clone(), place),
            _ => self.numbered(style, &marker, place),
        };
        draft.parent = self.levels.last().map(|parent| parent.place).or(match style {
            Style::Bullet | Style::Letter | Style::Roman => self.lead,
            Style::Decimal | Style::Number => self.lead.filter(|_| self.introduces),
        });
        draft.label = level.label.clone();
        draft.label_path = Some(level.path.clone());
        let is_clause = ends_clause(&draft.body) || follows_clause;
        self.levels.push(Level { is_clause, ..level });
    }

    fn numbered(&self, style: Style, marker: &str, place: usize) -> Level {
        let label = without_stop(marker);
        let path = match self.levels.last() {
            Some(parent) if style != Style::Decimal => {
                let joint = if label.starts_with('(') { "" } else { "." };
                format!("{}{joint}{label}", parent.path)
            }
            _ => label.clone(),
        };
        Level {
            style,
            marker: marker.to_owned(),
            path,
            label: Some(label),
            place,
            paragraphs: 1,
            bullets: 0,
            is_heading: false,
            is_clause: false,
        }
    }

    fn bullet(&mut self, marker: String, place: usize) -> Level {
        let (label, path) = match self.levels.last_mut() {
            Some(parent) => {
                parent.bullets += 1;
                (parent.label.clone(), format!("{} bullet {}", parent.path, parent.bullets))
            }
            None => {
                self.free_bullets += 1;
                (None, format!("bullet {}", self.free_bullets))
            }
        };
        let style = Style::Bullet;
        let (is_heading, is_clause) = (false, false);
        Level {
            style,
            marker,
            path,
            label,
            place,
            paragraphs: 1,
            bullets: 0,
            is_heading,
            is_clause,
        }
    }

    /// A block without a label of its own: a further paragraph of the number above, where the
    /// numbers are those of a list; else nothing is known.
    fn place_unlabelled(&mut self, draft: &mut Draft, place: usize) {
        let is_ended = |level: &Level| level.style == Style::Bullet || level.is_clause;
        while self.levels.last().is_some_and(is_ended) {
            self.levels.pop();
        }
        let is_list = self
            .levels
            .last()
            .is_some_and(|level| level.style != Style::Decimal && !level.is_heading);
        if is_list && let Some(level) = self.levels.last_mut() {
            level.paragraphs += 1;
            draft.label = level.label.clone();
            draft.label_path = Some(format!("{} para {}", level.path, level.paragraphs));
            draft.parent = Some(level.place);
        } else {
            self.levels.clear();
            self.free_bullets = 0;
            self.lead = Some(place);
            self.introduces = draft.body.ends_with(':');
        }
    }

    /// `(i)`, `(v)` and `(c)` are both letters and Roman numbers: what stands before decides.
    fn style_of(&self, marker: &str) -> Style {
        let inner = marker.trim_matches(['(', ')', '.']);
        if is_bullet(marker) {
            return Style::Bullet;
        }
        if inner.starts_with(|c: char| c.is_ascii_digit()) {
            return if inner.contains('.') { Style::Decimal } else { Style::Number };
        }
        let is_roman = inner.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'));
        if !is_roman {
            return Style::Letter;
        }
        if inner.len() > 1 {
            return Style::Roman;
        }
        let before = char::from_u32(u32::from(inner.chars().next().unwrap_or('a')) - 1);
        let follows_letter = self.levels.iter().any(|level| {
            level.style == Style::Letter
                && level.marker.trim_matches(['(', ')', '.']).chars().next() == before
        });
        if follows_letter { Style::Letter } else { Style::Roman }
    }
}

/// The number that the blocks print next as a label.
pub(super) fn next_number(blocks: &[Block]) -> Option<u32> {
    blocks.iter().filter_map(|block| block.marker.as_deref()).find_map(number)
}

/// `9` of `9.` or `(9)`.
fn number(marker: &str) -> Option<u32> {
    marker.trim_matches(['(', ')', '.']).parse().ok()
}

/// Whether the whole number comes after the decimal one's first part: `2.` after `1.2`.
fn is_next(decimal: &str, whole: &str) -> bool {
    let first = decimal.split('.').next().and_then(number);
    first.is_some_and(|first| number(whole) == Some(first + 1))
}

/// "(a) modify the licence;": the sentence goes on in the next item, and ends with the list.
fn ends_clause(text: &str) -> bool {
    [";", "; and", "; or"].iter().any(|end| text.trim_end().ends_with(end))
}

/// `4.` as `4`; brackets stay.
pub(super) fn without_stop(marker: &str) -> String {
    marker.trim_end_matches('.').to_owned()
}
