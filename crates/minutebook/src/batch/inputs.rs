//! What a batch asks, and of whom.

mod quotes;

use std::io::Read;
use std::path::Path;

use model::{Sha256, Sha256Hasher};

use super::COLUMNS;
use crate::error::{Error, SearchError};
use crate::index::PaperIndex;
use crate::query::refusal;
use crate::search::UNKNOWN_AUTHORITY;

/// Queries to ask of authorities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// In the order of the rows.
    pub queries: Vec<BatchQuery>,
    /// By id, in the order of the rows.
    pub authorities: Vec<String>,
    /// How each is counted.
    pub by: By,
}

/// A query with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchQuery {
    /// For people; the query itself where none is given.
    pub name: String,
    /// In the query language.
    pub query: String,
}

/// How what a query finds at an authority is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// In one row.
    #[default]
    Authority,
    /// In a row for each year that any of the authorities has papers of.
    Year,
}

impl Batch {
    /// Stands for all that is asked, and for the table that answers it.
    pub(super) fn hash(&self) -> Sha256 {
        let mut hasher = Sha256Hasher::default();
        let columns: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
        hasher.update(format!("{} {columns:?} {self:?}", env!("CARGO_PKG_VERSION")).as_bytes());
        hasher.finish()
    }
}

impl BatchQuery {
    /// Reads queries from a CSV with the columns `query` and, where there are names, `name`.
    /// `path` is what a mistake is told with.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a column that is neither, a row without a query, no row at all, or
    /// bytes that are no UTF-8.
    pub fn read_csv(path: &Path, from: impl Read) -> Result<Vec<BatchQuery>, Error> {
        let rows = read_rows(path, from, ["query", "name"])?;
        let query = |(_, [query, name]): (usize, [String; 2])| {
            let name = if name.is_empty() { query.clone() } else { name };
            BatchQuery { name, query }
        };
        Ok(rows.into_iter().map(query).collect())
    }
}

impl PaperIndex {
    /// Reads authorities from a CSV with the column `authority`: ids, or names of the register.
    ///
    /// # Errors
    /// As [`BatchQuery::read_csv`], and for an authority that is neither known nor held.
    pub fn read_authorities(&self, path: &Path, from: impl Read) -> Result<Vec<String>, Error> {
        let mut authorities = Vec::new();
        for (line, [typed]) in read_rows(path, from, ["authority"])? {
            let id = self.authority_called(&typed).map_err(|error| match error {
                SearchError::Index(error) => error,
                SearchError::Refused(refusal) => {
                    Error::Invalid { path: path.to_owned(), line, problem: refusal.message }
                }
            });
            add(&mut authorities, id?);
        }
        Ok(authorities)
    }

    /// Reads authorities with commas between them: ids, or names of the register.
    ///
    /// # Errors
    /// A refusal where there is none, and for one that is neither known nor held.
    pub fn authorities_in(&self, list: &str) -> Result<Vec<String>, SearchError> {
        let mut authorities = Vec::new();
        for typed in list.split(',').map(str::trim).filter(|typed| !typed.is_empty()) {
            add(&mut authorities, self.authority_called(typed)?);
        }
        match authorities.is_empty() {
            true => Err(unknown_authority(list, "name at least one authority".to_owned())),
            false => Ok(authorities),
        }
    }

    /// The id of an authority.
    fn authority_called(&self, typed: &str) -> Result<String, SearchError> {
        let unknown = match self.check_authorities(&[typed.to_owned()]) {
            Ok(()) => return Ok(typed.to_owned()),
            Err(unknown) => unknown,
        };
        match self.vocabularies().authorities.by_name(typed).as_slice() {
            [entry] => Ok(entry.id.clone()),
            [] => Err(unknown),
            several => {
                let ids: Vec<&str> = several.iter().map(|entry| entry.id.as_str()).collect();
                let problem = format!("`{typed}` may be {}; write which", ids.join(" or "));
                Err(unknown_authority(typed, problem))
            }
        }
    }
}

fn unknown_authority(typed: &str, problem: String) -> SearchError {
    refusal(UNKNOWN_AUTHORITY, &(0..typed.len()), problem, None).into()
}

fn add(authorities: &mut Vec<String>, id: String) {
    if !authorities.contains(&id) {
        authorities.push(id);
    }
}

/// The values of `columns` in each row of a CSV; the first must be there and have values.
fn read_rows<const N: usize>(
    path: &Path,
    mut from: impl Read,
    columns: [&str; N],
) -> Result<Vec<(usize, [String; N])>, Error> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes).map_err(|source| Error::Io {
        action: "read",
        path: path.to_owned(),
        source,
    })?;
    let invalid = |line: u64, problem: String| Error::Invalid {
        path: path.to_owned(),
        line: whole(line),
        problem,
    };
    let failed = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        match error.kind() {
            csv::ErrorKind::Utf8 { .. } => {
                invalid(line, "this is no UTF-8; save the file as “CSV UTF-8”".to_owned())
            }
            _ => invalid(line, error.to_string()),
        }
    };
    if let Some(line) = quotes::broken_quote(&bytes) {
        return Err(invalid(line, quotes::BROKEN.to_owned()));
    }
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes.as_slice());
    let header = reader.headers().map_err(failed)?.clone();
    let known = columns.join("` and `");
    if let Some(unknown) = header.iter().find(|name| !columns.contains(name)) {
        let problem = format!("there is no column `{unknown}`; the columns are `{known}`");
        return Err(invalid(1, problem));
    }
    if !header.iter().any(|name| name == columns[0]) {
        let problem = format!("the first line must name the columns, `{}` among them", columns[0]);
        return Err(invalid(1, problem));
    }
    let places = columns.map(|name| header.iter().position(|other| other == name));
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(failed)?;
        let line = record.position().map_or(1, csv::Position::line);
        let value = |place: Option<usize>| place.and_then(|place| record.get(place));
        let row = places.map(|place| value(place).unwrap_or_default().to_owned());
        if row[0].is_empty() {
            return Err(invalid(line, format!("`{}` is empty", columns[0])));
        }
        rows.push((whole(line), row));
    }
    if rows.is_empty() {
        return Err(invalid(1, "there is no row below the names of the columns".to_owned()));
    }
    Ok(rows)
}

fn whole(line: u64) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX)
}
