//! Councils and other local bodies.

use std::collections::HashMap;

use super::table::{self, VocabularyError};
use crate::normal;

/// Every authority of the vocabulary, found by id, name or host.
#[derive(Debug, Clone)]
pub struct Authorities {
    entries: Vec<AuthorityEntry>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_host: HashMap<String, Vec<usize>>,
}

/// One authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityEntry {
    /// Its slug, such as `hackney`.
    pub id: String,
    /// Its official name, such as "London Borough of Hackney".
    pub name: String,
    /// Its short name, such as "Hackney".
    pub short: String,
    /// The form to cite it by, such as "Hackney Council".
    pub cite: String,
    /// Its type, such as `london-borough`.
    pub authority_type: String,
    /// England, Scotland, Wales or Northern Ireland.
    pub nation: String,
    /// Its region.
    pub region: String,
    /// Its GSS code.
    pub gss: Option<String>,
    /// Other names in use.
    pub also: Vec<String>,
    /// Names it had.
    pub former: Vec<String>,
    /// Its Welsh name.
    pub name_cy: Option<String>,
    /// Hosts of its sites, lower case.
    pub hosts: Vec<String>,
    /// First day, ISO.
    pub start: Option<String>,
    /// Last day, ISO, if it has ended.
    pub end: Option<String>,
    /// Ids of the authorities that followed it.
    pub successors: Vec<String>,
}

impl AuthorityEntry {
    /// Every name that may stand for it in full: official, other, former, Welsh and cited forms.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.name.as_str(), self.short.as_str(), self.cite.as_str()]
            .into_iter()
            .chain(self.also.iter().map(String::as_str))
            .chain(self.former.iter().map(String::as_str))
            .chain(self.name_cy.as_deref())
    }
}

const COLUMNS: [&str; 15] = [
    "id",
    "name",
    "short",
    "cite",
    "type",
    "nation",
    "region",
    "gss",
    "also",
    "former",
    "name_cy",
    "hosts",
    "start",
    "end",
    "successors",
];

impl Authorities {
    pub(super) fn parse(file: &str, text: &str) -> Result<Authorities, VocabularyError> {
        let mut entries = Vec::new();
        for row in table::rows(file, text, &COLUMNS)? {
            if row.cells[0] != normal::slug(row.cells[0]) || row.cells[1].is_empty() {
                return Err(VocabularyError::new(
                    file,
                    row.line,
                    format!("`{}` is no slug, or its name is empty", row.cells[0]),
                    "write the id in lower-case letters, digits and hyphens, and fill `name`",
                ));
            }
            entries.push(AuthorityEntry {
                id: row.text(0),
                name: row.text(1),
                short: row.text(2),
                cite: row.text(3),
                authority_type: row.text(4),
                nation: row.text(5),
                region: row.text(6),
                gss: row.optional(7),
                also: row.list(8),
                former: row.list(9),
                name_cy: row.optional(10),
                hosts: row.list(11),
                start: row.optional(12),
                end: row.optional(13),
                successors: row.list(14),
            });
        }
        let mut authorities = Authorities {
            by_id: entries.iter().enumerate().map(|(i, e)| (e.id.clone(), i)).collect(),
            by_name: HashMap::new(),
            by_host: HashMap::new(),
            entries,
        };
        for (i, entry) in authorities.entries.iter().enumerate() {
            let codes = entry.gss.iter().map(String::as_str);
            for name in entry.names().chain([entry.id.as_str()]).chain(codes) {
                let places = authorities.by_name.entry(normal::name(name)).or_default();
                if !places.contains(&i) {
                    places.push(i);
                }
            }
            for host in &entry.hosts {
                authorities.by_host.entry(host.clone()).or_default().push(i);
            }
        }
        Ok(authorities)
    }

    /// All of them, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = &AuthorityEntry> {
        self.entries.iter()
    }

    /// The one with this slug.
    pub fn by_id(&self, id: &str) -> Option<&AuthorityEntry> {
        self.by_id.get(id).map(|i| &self.entries[*i])
    }

    /// Those with this whole name in any case: official, short, other, former or Welsh, the
    /// cited form, the id or the GSS code. Two bodies may share a name.
    pub fn by_name(&self, name: &str) -> Vec<&AuthorityEntry> {
        let places = self.by_name.get(&normal::name(name));
        places.into_iter().flatten().map(|i| &self.entries[*i]).collect()
    }

    /// Those whose site has this host, with or without `www.`.
    pub fn by_host(&self, host: &str) -> Vec<&AuthorityEntry> {
        let host = host.to_lowercase();
        let bare = host.strip_prefix("www.").unwrap_or(&host);
        let places = self.by_host.get(&host).or_else(|| self.by_host.get(bare));
        places.into_iter().flatten().map(|i| &self.entries[*i]).collect()
    }
}
