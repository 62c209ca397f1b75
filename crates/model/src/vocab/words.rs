//! Spelling variants, and words that are never stemmed.

use std::collections::{HashMap, HashSet};

use super::table::{self, VocabularyError};

/// Words whose form needs care.
#[derive(Debug, Clone)]
pub struct Words {
    british: HashMap<String, String>,
    protected: HashSet<String>,
}

impl Words {
    pub(super) fn parse(
        (spelling_file, spelling): (&str, &str),
        (protected_file, protected): (&str, &str),
    ) -> Result<Words, VocabularyError> {
        let rows = table::rows(spelling_file, spelling, &["variant", "british"])?;
        let british = rows.iter().map(|row| (row.text(0), row.text(1))).collect();
        let mut words = HashSet::new();
        for (i, line) in protected.lines().enumerate() {
            let word = line.trim();
            if word.is_empty() || word.starts_with('#') {
                continue;
            }
            if word.chars().any(|c| !c.is_lowercase()) {
                return Err(VocabularyError::new(
                    protected_file,
                    i + 1,
                    format!("`{word}` is not one lower-case word"),
                    "write one word a line, lower case",
                ));
            }
            words.insert(word.to_owned());
        }
        Ok(Words { british, protected: words })
    }

    /// The British spelling of a variant (lower case), where there is one.
    ///
    /// ```
    /// assert_eq!(model::Vocabularies::shipped().words.british("organize"), Some("organise"));
    /// ```
    pub fn british(&self, variant: &str) -> Option<&str> {
        self.british.get(variant).map(String::as_str)
    }

    /// Whether this lower-case word is the name of a place that a stemmer would cut.
    pub fn is_protected(&self, word: &str) -> bool {
        self.protected.contains(word)
    }
}
