//! Short forms and what they stand for.

use std::collections::HashMap;

use super::table::{self, VocabularyError};
use crate::normal;

/// Every acronym of the vocabulary.
#[derive(Debug, Clone)]
pub struct Acronyms {
    entries: Vec<Acronym>,
    by_short: HashMap<String, usize>,
    by_long: HashMap<String, Vec<usize>>,
}

/// One short form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acronym {
    /// As it is written, such as `LAC`.
    pub short: String,
    /// What it stands for; several when it is ambiguous.
    pub long: Vec<String>,
    /// The field it belongs to.
    pub kind: String,
}

impl Acronym {
    /// Whether it stands for more than one thing.
    pub fn is_ambiguous(&self) -> bool {
        self.long.len() > 1
    }
}

impl Acronyms {
    pub(super) fn parse(file: &str, text: &str) -> Result<Acronyms, VocabularyError> {
        let mut entries = Vec::new();
        for row in table::rows(file, text, &["short", "long", "kind"])? {
            let long = row.list(1);
            if long.is_empty() {
                let problem = format!("`{}` stands for nothing", row.cells[0]);
                return Err(VocabularyError::new(file, row.line, problem, "fill `long`"));
            }
            entries.push(Acronym { short: row.text(0), long, kind: row.text(2) });
        }
        let by_short =
            entries.iter().enumerate().map(|(i, a)| (a.short.to_lowercase(), i)).collect();
        let mut by_long: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, acronym) in entries.iter().enumerate() {
            for long in &acronym.long {
                by_long.entry(normal::name(long)).or_default().push(i);
            }
        }
        Ok(Acronyms { entries, by_short, by_long })
    }

    /// All of them, sorted by short form.
    pub fn iter(&self) -> impl Iterator<Item = &Acronym> {
        self.entries.iter()
    }

    /// The one with this short form, in any case.
    pub fn by_short(&self, short: &str) -> Option<&Acronym> {
        self.by_short.get(&short.to_lowercase()).map(|i| &self.entries[*i])
    }

    /// Those that stand for this expression, in any case.
    pub fn by_long(&self, long: &str) -> Vec<&Acronym> {
        let places = self.by_long.get(&normal::name(long));
        places.into_iter().flatten().map(|i| &self.entries[*i]).collect()
    }
}
