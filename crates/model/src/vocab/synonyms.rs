//! Sets of expressions for one thing.

use super::table::{self, VocabularyError};

/// Every synonym set of the vocabulary.
#[derive(Debug, Clone)]
pub struct Synonyms {
    sets: Vec<SynonymSet>,
}

/// Expressions that may stand for one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynonymSet {
    /// The usual expression.
    pub head: String,
    /// The others.
    pub same: Vec<String>,
    /// A limit, in words for people.
    pub condition: Option<String>,
}

impl Synonyms {
    pub(super) fn parse(file: &str, text: &str) -> Result<Synonyms, VocabularyError> {
        let mut sets = Vec::new();
        for row in table::rows(file, text, &["head", "same", "condition"])? {
            let same = row.list(1);
            if same.is_empty() {
                let problem = format!("`{}` has no synonym", row.cells[0]);
                return Err(VocabularyError::new(file, row.line, problem, "fill `same`"));
            }
            sets.push(SynonymSet { head: row.text(0), same, condition: row.optional(2) });
        }
        Ok(Synonyms { sets })
    }

    /// All of them, in file order.
    pub fn iter(&self) -> impl Iterator<Item = &SynonymSet> {
        self.sets.iter()
    }
}
