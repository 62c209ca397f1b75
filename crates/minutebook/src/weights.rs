//! Every number that ranking depends on, in one place, each with the measurement that chose it.
//!
//! Ranking goes in two steps. A pass over everything that matches scores cheaply: BM25 (k1 1.2,
//! b 0.75, the engine's constants) over all words of a passage, its heading and its paper. The
//! best few hundred are then scored exactly, by `search::rank`, with the weights of
//! [`Weights::USUAL`].
//!
//! None is tuned to a single query. Each was moved alone, up and down, over 56 judged queries of
//! ten types, whose mean nDCG@10 is 0.733; those kept lie where it is flat. Beside each stands
//! what it is at other values. `cargo xtask relevance DIR --set NAME=VALUE` measures it again.

use model::record::PassageKind;

use crate::schema::standing;

macro_rules! weights {
    ($($(#[$doc:meta])* $name:ident = $usual:literal;)*) => {
        /// The weights of the exact score.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct Weights {
            $($(#[$doc])* pub $name: f32,)*
        }

        impl Weights {
            /// The weights that searches use.
            pub const USUAL: Weights = Weights { $($name: $usual,)* };

            /// The names of the weights.
            pub const NAMES: &[&str] = &[$(stringify!($name),)*];

            /// Sets the weight of this name; `false` where there is none.
            ///
            /// ```
            /// let mut weights = minutebook::Weights::USUAL;
            /// assert!(weights.set("heading", 0.5) && !weights.set("headline", 0.5));
            /// assert_eq!(weights.heading, 0.5);
            /// ```
            pub fn set(&mut self, name: &str, value: f32) -> bool {
                match name {
                    $(stringify!($name) => self.$name = value,)*
                    _ => return false,
                }
                true
            }
        }
    };
}

weights! {
    /// A word in the heading above, or in the title of the agenda item, beside 1 in the text: it
    /// says what the passage is about, but every passage under it has it.
    /// (0: 0.733, 1: 0.733; what it adds to the share of good passages found is 0.010.)
    heading = 0.6;
    /// A word in the paper's title or committee's name: all its passages have it.
    /// (0: 0.733, 0.6: 0.733; of good passages found it adds 0.004.)
    title = 0.3;
    /// A word of the name or office of who speaks.
    /// (0: 0.730, 1: 0.733.)
    speaker = 0.5;
    /// A word that is the paper's own authority, year, date or kind.
    /// (0.2: 0.727, 1: 0.736.)
    label = 0.5;
    /// An acronym or synonym beside the expression typed; it never outweighs it.
    /// (0: 0.731, 0.2: 0.733, 0.6: 0.730.)
    expansion = 0.35;
    /// A related word, which only passages that come after have.
    /// (0: 0.730, 0.6: 0.733. Without any related words: 0.694.)
    related = 0.35;
    /// Words of a prefix or near spellings.
    pattern = 0.7;
    /// How soon more of the same word count less (k1 of BM25).
    /// (0.8: 0.732, 2: 0.731.)
    saturation = 1.2;
    /// How much longer passages count less (b of BM25).
    /// (0.2: 0.731, 0.75: 0.726.)
    length = 0.4;
    /// A passage of fewer words counts as one of this length.
    /// (0: 0.732, 40: 0.735.)
    shortest = 20.0;
    /// The very word typed beside another form of it.
    /// (0: 0.714, 0.2: 0.723, 0.8: 0.724.)
    same_form = 0.4;
    /// Neighbouring words of the query next to each other in the text.
    /// (0: 0.727, 0.5: 0.731, 2: 0.726.)
    nearness = 1.0;
    /// How many words apart they may be before that counts less: by a factor of e each.
    /// (4: 0.732, 16: 0.733.)
    reach = 8.0;
    /// A passage of fewer than [`FEW_WORDS`] words: rarely an answer.
    /// (1: 0.729, 0.4: 0.734.)
    few_words = 0.6;
}

/// A passage of fewer words is rarely an answer by itself.
pub(crate) const FEW_WORDS: u32 = 8;

/// What the other places of a word add to the best one in the cheap score.
pub(crate) const TIE: f32 = 0.1;

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
