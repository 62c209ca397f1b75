//! Offices that people hold.

use std::collections::HashMap;

use super::table::{self, VocabularyError};
use crate::normal;
use crate::record::PersonKind;

/// Every role of the vocabulary.
#[derive(Debug, Clone)]
pub struct Roles {
    entries: Vec<Role>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    prefixes: Vec<(String, usize)>,
}

/// One office, however it is titled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its slug, such as `director-childrens-social-care`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Usual abbreviations, such as `DCSC`.
    pub short: Vec<String>,
    /// Other titles; one that ends in ` *` stands for every title that begins so.
    pub also: Vec<String>,
    /// What its holder is to a meeting.
    pub kind: PersonKind,
}

const COLUMNS: [&str; 5] = ["id", "name", "short", "also", "kind"];

impl Roles {
    pub(super) fn parse(file: &str, text: &str) -> Result<Roles, VocabularyError> {
        let mut entries = Vec::new();
        for row in table::rows(file, text, &COLUMNS)? {
            let kind = match row.cells[4] {
                "member" => PersonKind::Member,
                "officer" => PersonKind::Officer,
                "co-opted" => PersonKind::CoOpted,
                "external" => PersonKind::External,
                other => {
                    return Err(VocabularyError::new(
                        file,
                        row.line,
                        format!("`{other}` is no kind of person"),
                        "write member, officer, co-opted or external",
                    ));
                }
            };
            entries.push(Role {
                id: row.text(0),
                name: row.text(1),
                short: row.list(2),
                also: row.list(3),
                kind,
            });
        }
        let mut by_name = HashMap::new();
        let mut prefixes = Vec::new();
        for (i, role) in entries.iter().enumerate() {
            by_name.entry(normal::name(&role.name)).or_insert(i);
            for title in &role.also {
                match title.strip_suffix(" *") {
                    Some(prefix) => prefixes.push((format!("{} ", normal::name(prefix)), i)),
                    None => {
                        by_name.entry(normal::name(title)).or_insert(i);
                    }
                }
            }
        }
        prefixes.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        let by_id = entries.iter().enumerate().map(|(i, role)| (role.id.clone(), i)).collect();
        Ok(Roles { entries, by_id, by_name, prefixes })
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.entries.iter()
    }

    /// The one with this slug.
    pub fn by_id(&self, id: &str) -> Option<&Role> {
        self.by_id.get(id).map(|i| &self.entries[*i])
    }

    /// The role that a printed title names: whole, in any case, without "the", "interim" or
    /// "acting"; else the role whose open title (`Director of *`) begins it.
    ///
    /// ```
    /// let roles = &model::Vocabularies::shipped().roles;
    /// let role = roles.by_title("the Interim Director of Children’s Social Care").unwrap();
    /// assert_eq!(role.id, "director-childrens-social-care");
    /// assert_eq!(roles.by_title("Head of Early Help").unwrap().id, "head-of-service");
    /// assert!(roles.by_title("a good officer").is_none());
    /// ```
    pub fn by_title(&self, title: &str) -> Option<&Role> {
        let title = normal::name(title);
        let mut bare = title.as_str();
        for word in ["the ", "interim ", "acting ", "deputising "] {
            bare = bare.strip_prefix(word).unwrap_or(bare);
        }
        let exact = self.by_name.get(bare);
        let open = || self.prefixes.iter().find(|(p, _)| bare.starts_with(p)).map(|(_, i)| i);
        exact.or_else(open).map(|i| &self.entries[*i])
    }

    /// The role with this abbreviation, in its own case: `DCSC`, `HoS`.
    pub fn by_short(&self, short: &str) -> Option<&Role> {
        self.entries.iter().find(|role| role.short.iter().any(|s| s == short))
    }
}
