//! The figures of an earlier run, kept beside its queries.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result};

use super::score::Figures;

/// The file's name in the folder of the queries.
const FILE: &str = "recorded.tsv";

/// Figures by type of query.
pub(super) struct Recorded {
    by_type: BTreeMap<String, (usize, Figures)>,
}

impl Recorded {
    pub(super) fn of(by_type: &BTreeMap<String, (usize, Figures)>) -> Recorded {
        Recorded { by_type: by_type.clone() }
    }

    pub(super) fn of_type(&self, name: &str) -> Option<&Figures> {
        self.by_type.get(name).map(|(_, figures)| figures)
    }

    /// What was kept in `folder`; nothing where nothing was.
    pub(super) fn read(folder: &Path) -> Result<Recorded> {
        let path = folder.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).context(format!("cannot read {}", path.display())),
        };
        let mut by_type = BTreeMap::new();
        for (number, line) in (1..).zip(text.lines()).skip(1) {
            let (name, row) =
                parse(line).with_context(|| format!("{}, line {number}", path.display()))?;
            by_type.insert(name, row);
        }
        Ok(Recorded { by_type })
    }

    /// Keeps them in `folder`.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let mut text = format!("type\tqueries\t{}\twords\n", Figures::NAMES.join("\t"));
        for (name, (queries, figures)) in &self.by_type {
            write!(text, "{name}\t{queries}")?;
            for value in figures.shown() {
                write!(text, "\t{value:.4}")?;
            }
            writeln!(text, "\t{:.1}", figures.words)?;
        }
        let path = folder.join(FILE);
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// A line: type, queries, the figures in the order of [`Figures::NAMES`], words.
fn parse(line: &str) -> Result<(String, (usize, Figures))> {
    let mut cells = line.split('\t');
    let mut next = || cells.next().context("a cell is missing");
    let name = next()?.to_owned();
    let queries = next()?.parse()?;
    let mut number = || -> Result<f64> { Ok(next()?.parse()?) };
    let (ndcg, recall, capped_recall, mrr) = (number()?, number()?, number()?, number()?);
    let (unjudged, words) = (number()?, number()?);
    Ok((name, (queries, Figures { ndcg, recall, capped_recall, mrr, unjudged, words })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Recorded::read(folder.path()).unwrap().of_type("all").is_none());
        let figures = Figures {
            ndcg: 0.5,
            recall: 0.25,
            capped_recall: 0.75,
            mrr: 1.0,
            unjudged: 0.125,
            words: 40.0,
        };
        let by_type = BTreeMap::from([("all".to_owned(), (3, figures))]);
        Recorded::of(&by_type).write(folder.path()).unwrap();
        let read = Recorded::read(folder.path()).unwrap();
        assert_eq!(read.of_type("all"), Some(&figures));
    }
}
