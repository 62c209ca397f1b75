//! The printed label of a passage and its place under its parents.

use super::Draft;

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
}

/// The lists that are open where the reader stands.
#[derive(Debug, Default)]
pub(super) struct Labels {
    levels: Vec<Level>,
    /// Bullets under no number since the last heading.
    free_bullets: u32,
    /// The last unlabelled paragraph, which may lead to bullets.
    lead: Option<usize>,
}

impl Labels {
    /// A heading ends every list.
    pub(super) fn clear(&mut self) {
        *self = Labels::default();
    }

    /// Gives a draft its label, its path and its parent.
    pub(super) fn place(&mut self, draft: &mut Draft, place: usize) {
        let Some(marker) = draft.marker.clone() else {
            self.place_unlabelled(draft, place);
            return;
        };
        let style = self.style_of(&marker);
        match self.levels.iter().rposition(|level| level.style == style) {
            Some(same) => self.levels.truncate(same),
            None if style == Style::Decimal => self.levels.clear(),
            None if style == Style::Number => {
                self.levels.retain(|level| level.style == Style::Decimal);
            }
            None => {}
        }
        let level = match style {
            Style::Bullet => self.bullet(place),
            _ => self.numbered(style, &marker, place),
        };
        draft.parent = self.levels.last().map(|parent| parent.place).or(match style {
            Style::Bullet | Style::Letter | Style::Roman => self.lead,
            _ => None,
        });
        draft.label = level.label.clone();
        draft.label_path = Some(level.path.clone());
        self.levels.push(level);
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
        }
    }

    fn bullet(&mut self, place: usize) -> Level {
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
        Level { style, marker: String::new(), path, label, place, paragraphs: 1, bullets: 0 }
    }

    /// A block without a label of its own: a further paragraph of the number above, where the
    /// numbers are those of a list; else nothing is known.
    fn place_unlabelled(&mut self, draft: &mut Draft, place: usize) {
        while self.levels.last().is_some_and(|level| level.style == Style::Bullet) {
            self.levels.pop();
        }
        let is_list = self.levels.last().is_some_and(|level| level.style != Style::Decimal);
        if is_list && let Some(level) = self.levels.last_mut() {
            level.paragraphs += 1;
            draft.label = level.label.clone();
            draft.label_path = Some(format!("{} para {}", level.path, level.paragraphs));
            draft.parent = Some(level.place);
        } else {
            self.levels.clear();
            self.free_bullets = 0;
            self.lead = Some(place);
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

/// Whether a label is a bullet glyph.
pub(super) fn is_bullet(marker: &str) -> bool {
    !marker.chars().any(char::is_alphanumeric) || marker == "o"
}

/// Whether a label belongs to a list inside something: a bullet, a letter or a Roman number.
pub(super) fn is_inner(marker: &str) -> bool {
    is_bullet(marker) || !marker.chars().any(|c| c.is_ascii_digit())
}

/// `4.` as `4`; brackets stay.
pub(super) fn without_stop(marker: &str) -> String {
    marker.trim_end_matches('.').to_owned()
}
