//! Words, some of them in italics: how a citation is set without saying in which markup.

use serde::Serialize;

/// A run of words set alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The words, as they are.
    pub text: String,
    /// Set in italics.
    pub italic: bool,
}

/// A citation as it is being set.
#[derive(Debug, Default)]
pub(super) struct Formatted(Vec<Span>);

impl Formatted {
    /// Adds upright words.
    pub(super) fn plain(self, text: impl AsRef<str>) -> Formatted {
        self.add(text.as_ref(), false)
    }

    /// Adds words in italics.
    pub(super) fn italic(self, text: impl AsRef<str>) -> Formatted {
        self.add(text.as_ref(), true)
    }

    /// Adds each of `parts` after a comma.
    pub(super) fn after_commas(self, parts: impl IntoIterator<Item = String>) -> Formatted {
        parts.into_iter().fold(self, |set, part| set.plain(", ").plain(part))
    }

    /// The words set last.
    pub(super) fn last_words(&self) -> &str {
        self.0.last().map_or("", |span| &span.text)
    }

    fn add(mut self, text: &str, italic: bool) -> Formatted {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.italic == italic => last.text.push_str(text),
            _ => self.0.push(Span { text: text.to_owned(), italic }),
        }
        self
    }

    /// The runs in order; neighbours differ.
    pub(super) fn into_spans(self) -> Vec<Span> {
        self.0
    }
}
