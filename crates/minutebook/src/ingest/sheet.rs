//! What an operator says of papers beside them: `minutes.pdf.toml` and `papers.csv`.
//!
//! A sidecar speaks for the file whose name it carries before `.toml`. A `papers.csv` speaks for
//! the files that its column `path` names, relative to its own folder. What is said nearer to
//! the file wins: first the sidecar, then the `papers.csv` of its folder, then those above, up
//! to the PATH indexed. One mistake in a file and nothing that it says is used.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use model::Overrides;
use model::record::{From, PaperDate, PaperKind, Precision, Status};

use crate::Error;

/// The name of a table of papers.
pub(crate) const SHEET_NAME: &str = "papers.csv";

/// Keys of a sidecar, columns of a table.
const KEYS: [&str; 10] = [
    "path",
    "source_url",
    "authority",
    "publisher",
    "committee",
    "date",
    "kind",
    "title",
    "status",
    "fetched",
];

/// A larger sidecar or table than this is refused, in bytes.
const MAX_SHEET_BYTES: u64 = 50_000_000;

/// Reads sidecars and tables, each table once.
#[derive(Debug, Default)]
pub(crate) struct Sheets {
    tables: BTreeMap<PathBuf, BTreeMap<PathBuf, Overrides>>,
    /// Mistakes, by the file that has them.
    mistakes: BTreeMap<PathBuf, String>,
    checked: BTreeSet<PathBuf>,
}

impl Sheets {
    /// All that is said of the file at `path`, which lies under `root`.
    pub(crate) fn overrides(&mut self, path: &Path, root: &Path) -> Overrides {
        let mut overrides = Overrides::default();
        let sidecar = sidecar_of(path);
        match read_sidecar(&sidecar) {
            Ok(Some(said)) => fill(&mut overrides, said),
            Ok(None) => {}
            Err(error) => {
                self.mistakes.insert(sidecar, error.to_string());
            }
        }
        for folder in path.ancestors().skip(1).take_while(|folder| folder.starts_with(root)) {
            if let Some(said) = self.table(folder).get(path) {
                fill(&mut overrides, said.clone());
            }
        }
        overrides
    }

    /// Reads the table of `folder` though no paper may need it, so that its mistakes are known.
    pub(crate) fn check_folder(&mut self, folder: &Path) {
        if self.checked.insert(folder.to_owned()) {
            self.table(folder);
        }
    }

    /// The mistakes met so far, by file.
    pub(crate) fn into_mistakes(self) -> BTreeMap<PathBuf, String> {
        self.mistakes
    }

    fn table(&mut self, folder: &Path) -> &BTreeMap<PathBuf, Overrides> {
        let Sheets { tables, mistakes, .. } = self;
        tables.entry(folder.to_owned()).or_insert_with(|| {
            read_table(folder).unwrap_or_else(|error| {
                mistakes.insert(folder.join(SHEET_NAME), error.to_string());
                BTreeMap::new()
            })
        })
    }
}

/// What is said of one file, outside a run over folders.
///
/// # Errors
/// The first mistake.
pub(crate) fn overrides_of(path: &Path, root: &Path) -> Result<Overrides, Error> {
    let mut overrides = read_sidecar(&sidecar_of(path))?.unwrap_or_default();
    for folder in path.ancestors().skip(1).take_while(|folder| folder.starts_with(root)) {
        if let Some(said) = read_table(folder)?.remove(path) {
            fill(&mut overrides, said);
        }
    }
    Ok(overrides)
}

/// `minutes.pdf.toml` for `minutes.pdf`.
fn sidecar_of(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".toml");
    name.into()
}

/// Fills what is empty; the sources are named together.
fn fill(into: &mut Overrides, from: Overrides) {
    let Overrides {
        said_by,
        source_url,
        authority,
        publisher,
        committee,
        date,
        kind,
        title,
        status,
        fetched,
    } = from;
    if into.said_by.is_empty() {
        into.said_by = said_by;
    } else {
        into.said_by = format!("{}, {said_by}", into.said_by);
    }
    into.source_url = into.source_url.take().or(source_url);
    into.authority = into.authority.take().or(authority);
    into.publisher = into.publisher.take().or(publisher);
    into.committee = into.committee.take().or(committee);
    into.date = into.date.take().or(date);
    into.kind = into.kind.or(kind);
    into.title = into.title.take().or(title);
    into.status = into.status.or(status);
    into.fetched = into.fetched.take().or(fetched);
}

/// The text of a sidecar or table; `None` where there is none.
fn read_text(path: &Path) -> Result<Option<String>, Error> {
    let io = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let size = match std::fs::metadata(path) {
        Ok(metadata) => metadata.len(),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(io(error)),
    };
    if size > MAX_SHEET_BYTES {
        return Err(invalid(path, 1, "it is over 50 MB; split it by folder".to_owned()));
    }
    let bytes = std::fs::read(path).map_err(io)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))),
        Err(error) => {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(invalid(path, line, "the text is not UTF-8; save it as UTF-8".to_owned()))
        }
    }
}

fn read_sidecar(path: &Path) -> Result<Option<Overrides>, Error> {
    let Some(text) = read_text(path)? else { return Ok(None) };
    let line_of =
        |offset: usize| text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1;
    let table = toml::de::DeTable::parse(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(span.start));
        invalid(path, line, format!("{}; write `key = \"value\"`", error.message()))
    })?;
    let mut said = Said::new(path);
    for (key, value) in table.get_ref() {
        use toml::de::DeValue;
        let line = line_of(key.span().start);
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            DeValue::Integer(number) => number.to_string(),
            _ => {
                let problem = format!("`{}` is no text; put it in quotes", key.get_ref());
                return Err(invalid(path, line, problem));
            }
        };
        said.put(key.get_ref(), &text, line)?;
    }
    let about = path.with_extension("");
    if said.path.as_ref().is_some_and(|named| about.file_name() != Some(named.as_os_str())) {
        let problem = "`path` names another file than the sidecar's own name; leave it out";
        return Err(invalid(path, 1, problem.to_owned()));
    }
    Ok(Some(said.overrides))
}

fn read_table(folder: &Path) -> Result<BTreeMap<PathBuf, Overrides>, Error> {
    let file = folder.join(SHEET_NAME);
    let Some(text) = read_text(&file)? else { return Ok(BTreeMap::new()) };
    let malformed = |error: csv::Error| {
        let line = error.position().map_or(1, |position| line_number(position.line()));
        invalid(&file, line, format!("{error}; give every row the cells of the header"))
    };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(malformed)?.clone();
    if let Some(unknown) = header.iter().find(|name| !KEYS.contains(name)) {
        return Err(invalid(&file, 1, unknown_key(unknown)));
    }
    if !header.iter().any(|name| name == "path") {
        return Err(invalid(&file, 1, "there is no column `path`; add it".to_owned()));
    }
    let mut rows = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(malformed)?;
        let line = record.position().map_or(1, |position| line_number(position.line()));
        let mut said = Said::new(&file);
        for (name, cell) in header.iter().zip(&record).filter(|(_, cell)| !cell.is_empty()) {
            said.put(name, cell, line)?;
        }
        let Some(named) = said.path else {
            return Err(invalid(&file, line, "`path` is empty; name the paper".to_owned()));
        };
        let path = folder.join(&named);
        if !path.is_file() {
            let problem = format!("there is no file `{}`; correct `path`", named.display());
            return Err(invalid(&file, line, problem));
        }
        if rows.insert(path, said.overrides).is_some() {
            let problem = format!("`{}` has a row already; keep one", named.display());
            return Err(invalid(&file, line, problem));
        }
    }
    Ok(rows)
}

fn line_number(line: u64) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX)
}

/// What one sidecar or row says, as it is read.
struct Said<'a> {
    file: &'a Path,
    path: Option<PathBuf>,
    overrides: Overrides,
}

impl Said<'_> {
    fn new(file: &Path) -> Said<'_> {
        let said_by = crate::path_text::display(Path::new(file.file_name().unwrap_or_default()));
        Said { file, path: None, overrides: Overrides { said_by, ..Overrides::default() } }
    }

    fn put(&mut self, key: &str, value: &str, line: usize) -> Result<(), Error> {
        let refuse = |problem: String| invalid(self.file, line, problem);
        let value = value.trim();
        if value.is_empty() {
            return Err(refuse(format!("`{key}` is empty; fill it or leave it out")));
        }
        let text = Some(value.to_owned());
        let overrides = &mut self.overrides;
        match key {
            "path" => self.path = Some(inside(value).map_err(refuse)?),
            "source_url" => overrides.source_url = Some(address(value).map_err(refuse)?),
            "authority" => overrides.authority = text,
            "publisher" => overrides.publisher = text,
            "committee" => overrides.committee = text,
            "date" => overrides.date = Some(date(value).map_err(refuse)?),
            "kind" => overrides.kind = Some(kind(value).map_err(refuse)?),
            "title" => overrides.title = text,
            "status" => overrides.status = Some(status(value).map_err(refuse)?),
            "fetched" => overrides.fetched = text,
            unknown => return Err(refuse(unknown_key(unknown))),
        }
        Ok(())
    }
}

fn unknown_key(key: &str) -> String {
    format!("`{key}` is no key; write one of {}", KEYS.join(", "))
}

/// A path that stays inside its folder.
fn inside(value: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(value);
    if path.components().all(|part| matches!(part, Component::Normal(_))) {
        Ok(path)
    } else {
        Err(format!("`{value}` leads out of this folder; write a path below it"))
    }
}

fn address(value: &str) -> Result<String, String> {
    let lower = value.to_ascii_lowercase();
    if (lower.starts_with("https://") || lower.starts_with("http://"))
        && !value.contains(char::is_whitespace)
    {
        Ok(value.to_owned())
    } else {
        Err(format!("`{value}` is no address; write one that begins with https://"))
    }
}

fn date(value: &str) -> Result<PaperDate, String> {
    let (precision, whole) = match value.len() {
        4 => (Precision::Year, format!("{value}-01-01")),
        7 => (Precision::Month, format!("{value}-01")),
        _ => (Precision::Day, value.to_owned()),
    };
    // The calendar also reads times and signs; a date here is digits and hyphens.
    let plain = whole.len() == 10 && whole.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if !plain || whole.parse::<jiff::civil::Date>().is_err() {
        return Err(format!("`{value}` is no date; write 2025-01-30, 2025-01 or 2025"));
    }
    Ok(PaperDate {
        value: value.to_owned(),
        precision,
        from: From::Sidecar,
        confidence: 1.0,
        evidence: value.to_owned(),
    })
}

fn kind(value: &str) -> Result<PaperKind, String> {
    PaperKind::from_word(value).ok_or_else(|| {
        let words: Vec<_> = PaperKind::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("`{value}` is no kind of paper; write one of {}", words.join(", "))
    })
}

fn status(value: &str) -> Result<Status, String> {
    match value {
        "draft" => Ok(Status::Draft),
        "approved" => Ok(Status::Approved),
        _ => Err(format!("`{value}` is no status; write draft or approved")),
    }
}

fn invalid(path: &Path, line: usize, problem: String) -> Error {
    Error::Invalid { path: path.to_owned(), line, problem }
}
