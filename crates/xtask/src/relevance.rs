//! How well searches find what judged queries ask for.
//!
//! A set of judged queries is a folder with `*.jsonl` files; `tests/relevance/README.md` has
//! their form and the meaning of the figures.

mod judged;
mod recorded;
mod score;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, Result, bail};
use clap::Parser;
use minutebook::request::{Group, SearchRequest};
use minutebook::{IngestOptions, PaperIndex, SearchError, Weights};

use crate::table::markdown;
use judged::Judged;
use recorded::Recorded;
use score::{Figures, Found};

/// Which set, over which papers, with which weights.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask relevance", about = "Score searches by judged queries")]
struct Args {
    /// Judged queries: a folder with `*.jsonl`; `tests/relevance` unless given
    set: Option<PathBuf>,
    /// The papers that were judged, to be indexed first; the sample papers unless given
    #[arg(long, value_name = "DIR", conflicts_with = "index")]
    papers: Option<PathBuf>,
    /// An index of the papers that were judged
    #[arg(long, value_name = "DIR")]
    index: Option<PathBuf>,
    /// Rank with this weight instead of the usual one
    #[arg(long = "set", value_name = "NAME=VALUE")]
    weights: Vec<String>,
    /// Show each query, the worst first
    #[arg(long)]
    per_query: bool,
    /// Keep the figures as those that later runs are shown beside
    #[arg(long)]
    record: bool,
}

/// Scores and prints.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<()> {
    let Some(args) = crate::parse::<Args>("relevance", args)? else { return Ok(()) };
    let set = args.set.clone().unwrap_or_else(|| root.join("tests/relevance"));
    let queries = judged::read(&set)?;
    let folder = tempfile::tempdir()?;
    let index = match &args.index {
        Some(dir) => {
            let vocabularies = minutebook::vocabularies_of(dir)?;
            PaperIndex::open(dir, Arc::new(vocabularies))?
        }
        None => {
            let papers = args.papers.clone().unwrap_or_else(|| root.join("tests/fixtures/sample"));
            indexed(&papers, folder.path())?
        }
    };
    let index = index.with_weights(weights(&args.weights)?);
    let scored = scored(&index, &queries)?;
    if args.per_query {
        println!("{}", by_query(&scored));
    }
    let recorded = Recorded::read(&set)?;
    println!("{}", by_type(&scored, &recorded));
    for query in scored.iter().filter(|query| query.judged.is_nothing()) {
        println!("nothing to find for “{}”: {} hits", query.judged.query, query.hits);
    }
    if args.record {
        Recorded::of(&means(&scored)).write(&set)?;
    }
    Ok(())
}

fn weights(changes: &[String]) -> Result<Weights> {
    let mut weights = Weights::USUAL;
    for change in changes {
        let (name, value) = change.split_once('=').context("a weight is set by NAME=VALUE")?;
        let value = value.parse().with_context(|| format!("`{value}` is not a number"))?;
        if !weights.set(name, value) {
            bail!("there is no weight `{name}`; there are {}", Weights::NAMES.join(", "));
        }
    }
    Ok(weights)
}

/// An index of `papers` in `dir`.
fn indexed(papers: &Path, dir: &Path) -> Result<PaperIndex> {
    let vocabularies = model::Vocabularies::shipped().clone();
    let index = PaperIndex::open_or_create(dir, Arc::new(vocabularies))?;
    let paths = [papers.to_owned()];
    let stop = AtomicBool::new(false);
    index.index_paths(&paths, &IngestOptions::USUAL, &mut |_| {}, &stop)?;
    Ok(index)
}

/// A query with the figures of its hits.
struct Scored<'q> {
    judged: &'q Judged,
    figures: Figures,
    hits: usize,
}

fn scored<'q>(index: &PaperIndex, queries: &'q [Judged]) -> Result<Vec<Scored<'q>>> {
    let mut scored = Vec::with_capacity(queries.len());
    for judged in queries {
        let request = SearchRequest {
            group: Group::None,
            full: true,
            limit: score::DEPTH,
            ..SearchRequest::new(judged.text())
        };
        let answer = match index.search(&request) {
            Ok(answer) => answer,
            Err(SearchError::Refused(refusal)) => {
                bail!("{}: `{}` is refused: {refusal}", judged.id, request.text)
            }
            Err(error) => return Err(error.into()),
        };
        let found: Vec<Found> = answer
            .hits
            .into_iter()
            .flat_map(|hit| {
                let path = hit.paper.source;
                let texts = hit.passages.into_iter().filter_map(|passage| passage.text);
                texts.map(move |text| Found { path: path.clone(), text })
            })
            .collect();
        let figures = score::figures(&judged.judged, &found);
        scored.push(Scored { judged, figures, hits: found.len() });
    }
    Ok(scored)
}

/// The name of the line for all queries.
const ALL: &str = "all";

/// The means of all queries with something to find, and of each type, with how many they are.
fn means(scored: &[Scored<'_>]) -> BTreeMap<String, (usize, Figures)> {
    let mut by_type: BTreeMap<String, Vec<Figures>> = BTreeMap::new();
    for query in scored.iter().filter(|query| !query.judged.is_nothing()) {
        for name in [ALL, &query.judged.sort] {
            by_type.entry(name.to_owned()).or_default().push(query.figures);
        }
    }
    by_type.into_iter().map(|(name, all)| (name, (all.len(), Figures::mean(&all)))).collect()
}

fn by_type(scored: &[Scored<'_>], recorded: &Recorded) -> String {
    let mut rows = Vec::new();
    for (name, (queries, figures)) in means(scored) {
        let mut row = vec![name.clone(), queries.to_string()];
        let before = recorded.of_type(&name);
        for (place, value) in figures.shown().into_iter().enumerate() {
            row.push(match before.map(|before| before.shown()[place]) {
                Some(before) => format!("{value:.3} ({before:.3})"),
                None => format!("{value:.3}"),
            });
        }
        row.push(format!("{:.0}", figures.words));
        rows.push(row);
    }
    let mut head = vec!["type", "queries"];
    head.extend(Figures::NAMES);
    head.push("words a hit");
    markdown(&head, &rows)
}

fn by_query(scored: &[Scored<'_>]) -> String {
    let mut queries: Vec<&Scored<'_>> =
        scored.iter().filter(|query| !query.judged.is_nothing()).collect();
    queries.sort_by(|a, b| a.figures.ndcg.total_cmp(&b.figures.ndcg));
    let row = |query: &&Scored<'_>| {
        let mut row = vec![query.judged.id.clone(), query.judged.sort.clone()];
        row.extend(query.figures.shown().map(|value| format!("{value:.3}")));
        row.push(query.judged.query.clone());
        row
    };
    let mut head = vec!["id", "type"];
    head.extend(Figures::NAMES);
    head.push("query");
    markdown(&head, &queries.iter().map(row).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures may fall by less without anybody looking at it.
    const SLACK: f64 = 0.005;

    #[test]
    fn own_queries_find_as_much_as_was_recorded() {
        let set = crate::root().join("tests/relevance");
        let queries = judged::read(&set).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let index = indexed(&crate::root().join("tests/fixtures/sample"), folder.path()).unwrap();
        let scored = scored(&index, &queries).unwrap();
        let recorded = Recorded::read(&set).unwrap();
        let floor = recorded.of_type(ALL).expect("the last figures are recorded").shown();
        let reached = means(&scored)[ALL].1.shown();
        let falls = floor.iter().zip(&reached).take(3).any(|(was, is)| is + SLACK < *was);
        assert!(!falls, "recorded {floor:?}, reached {reached:?}\n{}", by_query(&scored));
    }

    #[test]
    fn weights_are_set_by_name() {
        assert_eq!(weights(&["length=0.5".to_owned()]).unwrap().length, 0.5);
        assert!(weights(&["width=0.5".to_owned()]).unwrap_err().to_string().contains("length"));
        assert!(weights(&["length=long".to_owned()]).is_err());
    }
}
