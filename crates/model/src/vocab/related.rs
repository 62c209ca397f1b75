//! Sets of words that are about one matter: what residents say beside what papers print.

use super::table::{self, VocabularyError};

/// Every set of related words.
#[derive(Debug, Clone)]
pub struct Related {
    sets: Vec<Vec<String>>,
}

impl Related {
    pub(super) fn parse(file: &str, text: &str) -> Result<Related, VocabularyError> {
        let mut sets = Vec::new();
        for row in table::rows(file, text, &["word", "related"])? {
            let mut set = vec![row.text(0)];
            set.extend(row.list(1));
            if set.len() < 2 {
                let problem = format!("`{}` is related to nothing", row.cells[0]);
                return Err(VocabularyError::new(file, row.line, problem, "fill `related`"));
            }
            sets.push(set);
        }
        Ok(Related { sets })
    }

    /// All of them, in file order; each has two expressions at least.
    ///
    /// ```
    /// let related = &model::Vocabularies::shipped().related;
    /// let has = |set: &[String], word: &str| set.iter().any(|other| other == word);
    /// assert!(related.iter().any(|set| has(set, "pothole") && has(set, "highway defect")));
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = &[String]> {
        self.sets.iter().map(Vec::as_slice)
    }
}
