//! Every number that ranking depends on, in one place.
//!
//! None is tuned to a single query. Scores are BM25 (k1 1.2, b 0.75, the engine's constants)
//! times these.

use model::record::PassageKind;

use crate::schema::standing;

/// A word in the passage's text.
pub(crate) const BODY: f32 = 1.0;
/// A word in the heading above, or in the title of the agenda item: it says what the passage is
/// about, but every passage under it has it.
pub(crate) const HEADING: f32 = 0.6;
/// A word in the paper's title or committee's name: all its passages have it.
pub(crate) const TITLE: f32 = 0.3;
/// A word that is the paper's own authority or year.
pub(crate) const LABEL: f32 = 0.5;
/// What the other places of a word add to the best one.
pub(crate) const TIE: f32 = 0.1;
/// An acronym or synonym beside the expression typed; it never outweighs it.
pub(crate) const EXPANSION: f32 = 0.35;
/// Words of a prefix or near spellings.
pub(crate) const PATTERN: f32 = 0.7;
/// All plain words of a run near each other.
pub(crate) const PROXIMITY: f32 = 0.5;
/// How far the words of a run may be moved, together, to be near each other.
pub(crate) const PROXIMITY_SLOP: u32 = 8;
/// Two neighbouring plain words next to each other.
pub(crate) const PAIR: f32 = 0.7;

/// What a passage's kind makes of its score.
pub(crate) fn kind(kind: PassageKind) -> f32 {
    match kind {
        // A heading alone says nothing: what stands under it does.
        PassageKind::Heading | PassageKind::Caption => 0.35,
        PassageKind::Boilerplate => 0.2,
        PassageKind::Attendance | PassageKind::Procedural => 0.5,
        PassageKind::Table => 0.8,
        _ => 1.0,
    }
}

/// What a passage's standing makes of its score: lowered, never hidden.
pub(crate) fn standing(value: u64) -> f32 {
    match value {
        standing::STANDING => 0.6,
        standing::BOILERPLATE => 0.3,
        _ => 1.0,
    }
}
