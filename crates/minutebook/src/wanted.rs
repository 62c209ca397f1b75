//! What a passage must have: the tree of a query in the index's own terms.

use tantivy::schema::Field;

use crate::analyser::Variant;
use crate::query::Amounts;

/// What a passage must have.
#[derive(Debug, Clone)]
pub(crate) enum Wanted {
    /// Words, in any of several forms.
    Words(Words),
    /// A label.
    Label(Label),
    /// All of these.
    All(Vec<Wanted>),
    /// Any of these.
    Any(Vec<Wanted>),
    /// Not this.
    Not(Box<Wanted>),
}

/// A word, phrase or pattern of words with every form that stands for it.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    /// The first is what was typed; none where the index can have nothing like it.
    pub(crate) forms: Vec<Form>,
}

/// One form of what was typed.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// What it counts, beside 1 for what was typed.
    pub(crate) weight: f32,
    /// What the passage has.
    pub(crate) pattern: Pattern,
}

/// What a passage has.
#[derive(Debug, Clone)]
pub(crate) enum Pattern {
    /// A term, or terms at these places from one another, moved by `slop` at most.
    Terms { variant: Variant, terms: Vec<(usize, String)>, slop: u32 },
    /// An expression of the vocabularies, of one term or several in a row.
    Expression(Vec<(usize, String)>),
    /// Two terms or runs of terms within `distance` words of each other.
    Near {
        variant: Variant,
        left: Vec<(usize, String)>,
        right: Vec<(usize, String)>,
        distance: u32,
    },
    /// Any of these words of the field `exact`.
    AnyOf(Vec<String>),
    /// A label of its paper.
    Label(Label),
}

/// A label that a passage must have.
#[derive(Debug, Clone)]
pub(crate) enum Label {
    /// Any of these whole values, each of its field.
    Values(Vec<(Field, String)>),
    /// Words in a row in a field of words.
    Phrase(Field, Vec<(usize, String)>),
    /// Years as text, both ends included.
    Years(String, String),
    /// Days since 1970-01-01, both ends included.
    Days(Option<i64>, Option<i64>),
    /// No date.
    Undated,
    /// An amount of the passage.
    Amounts(Amounts),
    /// Any of these.
    Any(Vec<Label>),
}

impl Wanted {
    /// Every pattern that a passage may show for it; what must not be there is left out.
    pub(crate) fn patterns<'w>(&'w self, found: &mut Vec<&'w Pattern>) {
        match self {
            Wanted::Words(words) => found.extend(words.forms.iter().map(|form| &form.pattern)),
            Wanted::All(parts) | Wanted::Any(parts) => {
                parts.iter().for_each(|part| part.patterns(found));
            }
            Wanted::Label(_) | Wanted::Not(_) => {}
        }
    }
}

impl Pattern {
    /// Whether it is of the words as they are printed.
    pub(crate) fn is_exact(&self) -> bool {
        match self {
            Pattern::Terms { variant, .. } | Pattern::Near { variant, .. } => {
                *variant == Variant::Exact
            }
            Pattern::AnyOf(_) => true,
            Pattern::Expression(_) | Pattern::Label(_) => false,
        }
    }

    /// A term or a run of terms, in a row.
    pub(crate) fn terms(variant: Variant, terms: Vec<(usize, String)>) -> Pattern {
        Pattern::Terms { variant, terms, slop: 0 }
    }
}
