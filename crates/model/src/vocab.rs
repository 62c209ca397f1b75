//! Vocabularies: what minutebook knows of the field, as data with a version.
//!
//! Each is a table with a header row, or a TOML file, parsed from text; a mistake is answered
//! with its file, line and cure. [`Vocabularies::shipped`] gives those that come with the
//! program; [`Vocabularies::parse`] reads edited ones.

mod acronyms;
mod authorities;
mod folded;
mod matcher;
mod phrase;
mod related;
mod roles;
mod synonyms;
mod table;
mod topics;
mod words;

use std::sync::OnceLock;

pub use acronyms::{Acronym, Acronyms};
pub use authorities::{Authorities, AuthorityEntry};
pub use folded::Range;
pub use matcher::Use;
pub use phrase::{Form, Phrase};
pub use related::Related;
pub use roles::{Role, Roles};
pub use synonyms::{SynonymSet, Synonyms};
pub use table::VocabularyError;
pub use topics::{Field, Topic, Topics};
pub use words::Words;

use crate::id::Sha256;

/// Every vocabulary, and the hash that names this version of them.
#[derive(Debug, Clone)]
pub struct Vocabularies {
    /// Councils and other local bodies.
    pub authorities: Authorities,
    /// Offices that people hold.
    pub roles: Roles,
    /// Short forms and what they stand for.
    pub acronyms: Acronyms,
    /// Sets of expressions for one thing.
    pub synonyms: Synonyms,
    /// Sets of words that are about one matter.
    pub related: Related,
    /// Topic rules.
    pub topics: Topics,
    /// Spelling variants and words that are never stemmed.
    pub words: Words,
    /// The hash of all the texts: two vocabularies with the same words have the same version.
    pub version: Sha256,
}

/// The texts that vocabularies are parsed from, by file name.
#[derive(Debug, Clone)]
pub struct VocabularyTexts {
    /// File name and content, sorted by name.
    files: Vec<(&'static str, String)>,
}

const SHIPPED: [(&str, &str); 8] = [
    ("acronyms.tsv", include_str!("../../../index/vocab/acronyms.tsv")),
    ("authorities.tsv", include_str!("../../../index/vocab/authorities.tsv")),
    ("protected.txt", include_str!("../../../index/vocab/protected.txt")),
    ("related.tsv", include_str!("../../../index/vocab/related.tsv")),
    ("roles.tsv", include_str!("../../../index/vocab/roles.tsv")),
    ("spelling.tsv", include_str!("../../../index/vocab/spelling.tsv")),
    ("synonyms.tsv", include_str!("../../../index/vocab/synonyms.tsv")),
    ("topics.toml", include_str!("../../../index/vocab/topics.toml")),
];

impl VocabularyTexts {
    /// The texts that come with the program.
    pub fn shipped() -> VocabularyTexts {
        let files = SHIPPED.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        VocabularyTexts { files }
    }

    /// The file names that may be replaced.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(name, _)| *name)
    }

    /// Puts `text` in the place of the file called `name`; `false` if there is no such file.
    pub fn replace(&mut self, name: &str, text: String) -> bool {
        let Some(file) = self.files.iter_mut().find(|(n, _)| *n == name) else { return false };
        file.1 = text;
        true
    }

    /// The text of the file called `name`; `None` if there is no such file.
    ///
    /// ```
    /// let texts = model::vocab::VocabularyTexts::shipped();
    /// assert!(texts.text("acronyms.tsv").unwrap().starts_with("short\tlong\tkind\n"));
    /// assert_eq!(texts.text("topic.toml"), None);
    /// ```
    pub fn text(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|(n, _)| *n == name).map(|(_, text)| text.as_str())
    }

    fn get(&self, name: &str) -> &str {
        self.text(name).unwrap_or_default()
    }
}

impl Vocabularies {
    /// The vocabularies that come with the program.
    ///
    /// ```
    /// let vocabularies = model::Vocabularies::shipped();
    /// let hackney = vocabularies.authorities.by_id("hackney").unwrap();
    /// assert_eq!(hackney.cite, "Hackney Council");
    /// ```
    pub fn shipped() -> &'static Vocabularies {
        static SHIPPED: OnceLock<Vocabularies> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            Vocabularies::parse(&VocabularyTexts::shipped())
                .expect("the shipped vocabularies are parsed by a test")
        })
    }

    /// Parses a whole set.
    pub fn parse(texts: &VocabularyTexts) -> Result<Vocabularies, VocabularyError> {
        let mut all = String::new();
        for (name, text) in &texts.files {
            all.push_str(name);
            all.push('\n');
            all.push_str(text);
        }
        Ok(Vocabularies {
            authorities: Authorities::parse("authorities.tsv", texts.get("authorities.tsv"))?,
            roles: Roles::parse("roles.tsv", texts.get("roles.tsv"))?,
            acronyms: Acronyms::parse("acronyms.tsv", texts.get("acronyms.tsv"))?,
            synonyms: Synonyms::parse("synonyms.tsv", texts.get("synonyms.tsv"))?,
            related: Related::parse("related.tsv", texts.get("related.tsv"))?,
            topics: Topics::parse("topics.toml", texts.get("topics.toml"))?,
            words: Words::parse(
                ("spelling.tsv", texts.get("spelling.tsv")),
                ("protected.txt", texts.get("protected.txt")),
            )?,
            version: Sha256::of(all.as_bytes()),
        })
    }
}

#[cfg(test)]
mod tests;
