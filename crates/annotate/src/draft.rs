//! Drafts: passages in the making.

use model::record::{Action, Decision, PassageKind, Speaker};
use model::text::BlockRole;

/// A passage in the making. Steps fill it in the order of [`crate::annotate`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    /// The words with the printed label in front.
    pub(crate) text: String,
    /// The words without it.
    pub(crate) body: String,
    /// The printed lines of the body.
    pub(crate) lines: Vec<String>,
    /// The label as printed, bullets included.
    pub(crate) marker: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) label_path: Option<String>,
    /// The draft of the list's lead or of the number above, by place.
    pub(crate) parent: Option<usize>,
    /// Place among the parts of a pack.
    pub(crate) part: Option<u32>,
    pub(crate) item: Option<String>,
    pub(crate) heading: Option<String>,
    pub(crate) page: Option<u32>,
    pub(crate) end_page: Option<u32>,
    pub(crate) printed_page: Option<String>,
    pub(crate) role: BlockRole,
    pub(crate) kind: PassageKind,
    pub(crate) bold: bool,
    /// The place of the draft that puts the question this one answers.
    pub(crate) answers: Option<usize>,
    pub(crate) recommendation: bool,
    pub(crate) truncated: bool,
    pub(crate) speakers: Vec<Speaker>,
    pub(crate) decision: Option<Decision>,
    pub(crate) action: Option<Action>,
}

impl Draft {
    /// Whether topics can be read from it.
    pub(crate) fn says_something(&self) -> bool {
        !matches!(
            self.kind,
            PassageKind::Heading | PassageKind::Boilerplate | PassageKind::Attendance
        )
    }

    /// Whether a bullet, a letter or a nested number stands before it.
    pub(crate) fn is_listed(&self) -> bool {
        self.marker.as_deref().is_some_and(is_inner)
    }
}

/// Whether a label is a bullet glyph.
pub(crate) fn is_bullet(marker: &str) -> bool {
    !marker.chars().any(char::is_alphanumeric) || marker == "o"
}

/// Whether a label belongs to a list inside something: a bullet, a letter or a Roman number.
pub(crate) fn is_inner(marker: &str) -> bool {
    is_bullet(marker) || !marker.chars().any(|c| c.is_ascii_digit())
}
