//! Judged queries.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// A query and the passages that were read for it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Judged {
    pub(super) id: String,
    /// The words as typed.
    pub(super) query: String,
    #[serde(default)]
    filters: Filters,
    /// What sort of query it is.
    #[serde(rename = "type")]
    pub(super) sort: String,
    pub(super) judged: Vec<Judgement>,
}

/// Values of fields that the hits must have.
#[derive(Debug, Clone, Default, Deserialize)]
struct Filters {
    #[serde(default)]
    authority: Vec<String>,
    #[serde(default)]
    year: Vec<serde_json::Value>,
    #[serde(default)]
    kind: Vec<String>,
}

/// What one passage is worth to a query.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Judgement {
    /// 3 answers, 2 clearly bears on it, 1 is on the topic, 0 is beside the point.
    pub(super) grade: u8,
    pub(super) path: String,
    /// Words of the passage.
    pub(super) quote: String,
    /// Other words of it, where a reader may cut it in two.
    #[serde(default)]
    pub(super) alt: Vec<String>,
    /// Other papers that print it.
    #[serde(default)]
    pub(super) also: Vec<String>,
}

impl Judged {
    /// The query with its filters as fields of the query language.
    pub(super) fn text(&self) -> String {
        let quoted = |values: &[String]| values.iter().map(|v| format!("\"{v}\"")).collect();
        let years = self.filters.year.iter().map(|year| match year {
            serde_json::Value::String(year) => year.clone(),
            year => year.to_string(),
        });
        let mut text = self.query.clone();
        for (field, values) in [
            ("authority", quoted(&self.filters.authority)),
            ("year", years.collect::<Vec<_>>()),
            ("kind", self.filters.kind.clone()),
        ] {
            let any = match values.as_slice() {
                [] => continue,
                [only] => only.clone(),
                values => format!("({})", values.join(" OR ")),
            };
            write!(text, " {field}:{any}").expect("a string takes any text");
        }
        text
    }

    /// Whether there is nothing to find: what matters is that the answer says so.
    pub(super) fn is_nothing(&self) -> bool {
        self.sort == "nothing"
    }
}

/// The judged queries of a folder, file by file in the order of their names.
pub(super) fn read(folder: &Path) -> Result<Vec<Judged>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder {}", folder.display()))?;
    let mut files: Vec<PathBuf> =
        entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "jsonl"));
    files.sort();
    let mut queries = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            let judged: Judged = serde_json::from_str(line)
                .with_context(|| format!("{}, line {number}", file.display()))?;
            queries.push(judged);
        }
    }
    if queries.is_empty() {
        bail!("{} holds no judged queries: no `*.jsonl` with lines", folder.display());
    }
    Ok(queries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_fields() {
        let line = r#"{"id":"S1","query":"swings","filters":{"authority":["Ashmere"],"year":[2023,"2024"]},"type":"filter","judged":[]}"#;
        let judged: Judged = serde_json::from_str(line).unwrap();
        assert_eq!(judged.text(), "swings authority:\"Ashmere\" year:(2023 OR 2024)");
        assert!(!judged.is_nothing());
    }
}
