//! What changed between two statements, sentence by sentence.

use serde::Serialize;

use super::{LIKE, likeness, words};
use crate::snippet::sentences::sentences;
use model::normal;

/// A sentence of one statement or the other, or of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum SentenceChange {
    /// Both say it, letter by letter.
    Same {
        /// As the later one has it.
        text: String,
    },
    /// Both say it in other words or with other numbers.
    Reworded {
        /// As the earlier one has it.
        before: String,
        /// As the later one has it.
        after: String,
    },
    /// The later one alone says it.
    Added {
        /// Its words.
        text: String,
    },
    /// The earlier one alone says it.
    Dropped {
        /// Its words.
        text: String,
    },
}

/// What changed from `before` to `after`, in the order of `after`; a dropped sentence stands
/// where it stood, after the sentence that came before it.
///
/// ```
/// use minutebook::positions::{SentenceChange, changes};
/// let before = "There are 40 vacancies. A bonus is paid.";
/// let after = "There are 25 vacancies. Exit interviews are held.";
/// let kinds: Vec<&str> = changes(before, after)
///     .iter()
///     .map(|change| match change {
///         SentenceChange::Same { .. } => "same",
///         SentenceChange::Reworded { .. } => "reworded",
///         SentenceChange::Added { .. } => "added",
///         SentenceChange::Dropped { .. } => "dropped",
///     })
///     .collect();
/// assert_eq!(kinds, ["reworded", "dropped", "added"]);
/// ```
pub fn changes(before: &str, after: &str) -> Vec<SentenceChange> {
    let (earlier, later) = (of_text(before), of_text(after));
    let partners = partners(&earlier, &later);
    let dropped = |from: usize| {
        let run = (from..earlier.len()).take_while(|at| !partners.contains(&Some(*at)));
        run.map(|at| SentenceChange::Dropped { text: earlier[at].to_owned() })
    };
    let mut changes: Vec<SentenceChange> = dropped(0).collect();
    for (sentence, partner) in later.iter().zip(&partners) {
        let text = (*sentence).to_owned();
        let Some(at) = *partner else {
            changes.push(SentenceChange::Added { text });
            continue;
        };
        changes.push(if is_same(earlier[at], sentence) {
            SentenceChange::Same { text }
        } else {
            SentenceChange::Reworded { before: earlier[at].to_owned(), after: text }
        });
        changes.extend(dropped(at + 1));
    }
    changes
}

fn of_text(text: &str) -> Vec<&str> {
    sentences(text).into_iter().map(|sentence| &text[sentence]).collect()
}

fn is_same(a: &str, b: &str) -> bool {
    normal::for_identity(a) == normal::for_identity(b)
}

/// For each later sentence the earlier one that says about the same: the most alike first, each
/// once.
fn partners(earlier: &[&str], later: &[&str]) -> Vec<Option<usize>> {
    let words_of = |sentences: &[&str]| sentences.iter().map(|s| words(s)).collect::<Vec<_>>();
    let (of_earlier, of_later) = (words_of(earlier), words_of(later));
    let mut pairs = Vec::new();
    for (b, after) in later.iter().enumerate() {
        for (a, before) in earlier.iter().enumerate() {
            let alike = likeness(&of_earlier[a], &of_later[b]);
            let alike = if is_same(before, after) { 2.0 } else { alike };
            if alike >= LIKE {
                pairs.push((alike, b, a));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut partners = vec![None; later.len()];
    for (_, b, a) in pairs {
        if partners[b].is_none() && !partners.contains(&Some(a)) {
            partners[b] = Some(a);
        }
    }
    partners
}
