//! `minutebook concordance`, `collocates` and `keywords`: words in their context.

use minutebook::answer::QueryReading;
use minutebook::study::{Cited, Collocates, Concordance, Keywords, Study};
use minutebook::{PaperIndex, SearchError};
use serde::Serialize;

use crate::args::{CollocatesArgs, ConcordanceArgs, KeywordsArgs, OutArgs};
use crate::commands::{index, search::refused};
use crate::output::{self, Outcome, counted, plain};

pub(crate) fn concordance(args: &ConcordanceArgs) -> anyhow::Result<Outcome> {
    let study = Shown {
        ask: &|papers| papers.concordance(&args.request()),
        found: |answer| !answer.lines.is_empty(),
        table: concordance_table,
        for_people: &|answer| concordance_for_people(answer, args.width),
    };
    study.run(&args.out, &args.query)
}

pub(crate) fn collocates(args: &CollocatesArgs) -> anyhow::Result<Outcome> {
    let study = Shown {
        ask: &|papers| papers.collocates(&args.request()),
        found: |answer| !answer.words.is_empty(),
        table: collocates_table,
        for_people: &collocates_for_people,
    };
    study.run(&args.out, &args.query)
}

pub(crate) fn keywords(args: &KeywordsArgs) -> anyhow::Result<Outcome> {
    let study = Shown {
        ask: &|papers| papers.keywords(&args.request()),
        found: |answer| !answer.words.is_empty(),
        table: keywords_table,
        for_people: &keywords_for_people,
    };
    study.run(&args.out, &args.query)
}

/// An answer and the three forms in which it is printed.
pub(crate) struct Shown<'a, T> {
    pub(crate) ask: &'a dyn Fn(&PaperIndex) -> Result<T, SearchError>,
    /// Whether anything was found.
    pub(crate) found: fn(&T) -> bool,
    /// The rows of a table for a spreadsheet, the names of its columns first.
    pub(crate) table: fn(&T) -> Vec<Vec<String>>,
    pub(crate) for_people: &'a dyn Fn(&T) -> String,
}

impl<T: Serialize> Shown<'_, T> {
    pub(crate) fn run(&self, out: &OutArgs, query: &str) -> anyhow::Result<Outcome> {
        let papers = index::open(&out.common.places)?;
        let answer = match (self.ask)(&papers) {
            Ok(answer) => answer,
            Err(error) => return refused(error, query, out.common.json),
        };
        if out.common.json {
            output::print_json(&answer)?;
        } else if out.csv {
            output::print(&minutebook::table::csv(&(self.table)(&answer)))?;
        } else {
            output::print(&(self.for_people)(&answer))?;
        }
        Ok(if (self.found)(&answer) { Outcome::Done } else { Outcome::Partly })
    }
}

/// How a query was understood, and what was searched beside it.
pub(crate) fn reading(query: &QueryReading) -> String {
    let also: Vec<&str> = query.expanded.iter().flat_map(|e| &e.to).map(String::as_str).collect();
    match also.as_slice() {
        [] => query.read_back.clone(),
        also => format!("{} Also searched: {}.", query.read_back, also.join(", ")),
    }
}

/// A row of these cells.
pub(crate) fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// The columns of [`cited_cells`].
pub(crate) const CITED: [&str; 5] = ["id", "authority", "committee", "date", "citation"];

/// Where something stands.
pub(crate) fn cited_cells(cited: &Cited) -> Vec<String> {
    row([
        cited.passage.as_str(),
        cited.authority.as_ref().map_or("", |authority| &authority.name),
        cited.committee.as_deref().unwrap_or_default(),
        cited.date.as_deref().unwrap_or_default(),
        &cited.citation,
    ])
}

/// `; 12 reprints left out`, where some are.
fn left_out(repeats: u64) -> String {
    match repeats {
        0 => String::new(),
        n => format!("; {} left out", counted(n, "reprint")),
    }
}

fn concordance_table(answer: &Concordance) -> Vec<Vec<String>> {
    let head = [row(["left", "key", "right"]), row(CITED)].concat();
    let lines = answer
        .lines
        .iter()
        .map(|line| [row([&line.left, &line.key, &line.right]), cited_cells(&line.cited)].concat());
    std::iter::once(head).chain(lines).collect()
}

fn concordance_for_people(answer: &Concordance, width: usize) -> String {
    let mut out = format!(
        "{} in {} of {}",
        counted(answer.mentions, "mention"),
        counted(answer.mentioning.passages, "passage"),
        counted(answer.mentioning.papers, "paper")
    );
    if let Some(sample) = &answer.sample {
        let (read, all) = (answer.read.passages, counted(answer.total.passages, "passage"));
        out.push_str(&format!(", in a sample of {read} of {all} with the seed {}", sample.seed));
    }
    out.push_str(&left_out(answer.repeats));
    let shown = answer.lines.len() as u64;
    if shown < answer.mentions {
        out.push_str(&format!("; the first {shown} in the order {}", answer.order.as_str()));
    }
    out.push_str(&format!("\n{}\n\n", reading(&answer.query)));
    if answer.mentions == 0 {
        let found = counted(answer.read.passages, "passage");
        out.push_str(&format!("{found} found, no word of the query in their text\n"));
    }
    for line in &answer.lines {
        let context = plain(&line.aligned(width));
        let Cited { passage, citation, .. } = &line.cited;
        out.push_str(&format!("{context}\n    {passage}  {}\n", plain(citation)));
    }
    out
}

fn collocates_table(answer: &Collocates) -> Vec<Vec<String>> {
    let head = row([
        "word",
        "term",
        "near",
        "expected",
        "elsewhere",
        "passages",
        "papers",
        "log_likelihood",
        "log_ratio",
    ]);
    let words = answer.words.iter().map(|word| {
        row([
            &word.word,
            &word.term,
            &word.near.to_string(),
            &format!("{:.3}", word.expected),
            &word.elsewhere.to_string(),
            &word.passages.to_string(),
            &word.papers.to_string(),
            &format!("{:.3}", word.log_likelihood),
            &format!("{:.3}", word.log_ratio),
        ])
    });
    std::iter::once(head).chain(words).collect()
}

fn collocates_for_people(answer: &Collocates) -> String {
    let mut out = format!(
        "{} in {} of {}; {} within {} of them, {} elsewhere in {} searched\n{}\n",
        counted(answer.mentions, "mention"),
        counted(answer.mentioning.passages, "passage"),
        counted(answer.mentioning.papers, "paper"),
        counted(answer.words_near, "word"),
        counted(answer.window as u64, "word"),
        answer.words_elsewhere,
        counted(answer.searched.passages, "passage"),
        reading(&answer.query),
    );
    out.push_str(&format!(
        "{} at least {} times near and commoner there, shown {}{}\n\n",
        counted(answer.found, "word"),
        answer.least,
        answer.words.len(),
        left_out(answer.repeats)
    ));
    let lines = answer.words.iter().map(|word| {
        format!(
            "{:>6}  {:>9.1}  {:>6}  {:>14.1}  {:>9.2}  {}\n",
            word.near,
            word.expected,
            word.papers,
            word.log_likelihood,
            word.log_ratio,
            plain(&word.word)
        )
    });
    let first = answer.words.first().map(|word| word.in_words.as_str());
    list(out, "  near  by chance  papers  log-likelihood  log-ratio\n", lines, first)
}

/// The lines of words under their heads, and what the first says in words.
fn list(
    mut out: String,
    heads: &str,
    lines: impl Iterator<Item = String>,
    first: Option<&str>,
) -> String {
    out.push_str(heads);
    out.extend(lines);
    out.extend(first.map(|words| format!("\n{}\n", plain(words))));
    out
}

fn keywords_table(answer: &Keywords) -> Vec<Vec<String>> {
    let head = row([
        "word",
        "term",
        "here",
        "there",
        "papers_here",
        "papers_there",
        "expected",
        "log_likelihood",
        "log_ratio",
    ]);
    let words = answer.words.iter().map(|word| {
        row([
            &word.word,
            &word.term,
            &word.here.to_string(),
            &word.there.to_string(),
            &word.papers_here.to_string(),
            &word.papers_there.to_string(),
            &format!("{:.3}", word.expected),
            &format!("{:.3}", word.log_likelihood),
            &format!("{:.3}", word.log_ratio),
        ])
    });
    std::iter::once(head).chain(words).collect()
}

fn keywords_for_people(answer: &Keywords) -> String {
    let part = |words: u64, counts: minutebook::answer::Counts| {
        let (passages, papers) = (counts.passages, counts.papers);
        format!(
            "{} in {} of {}",
            counted(words, "word"),
            counted(passages, "passage"),
            counted(papers, "paper")
        )
    };
    let mut out = format!(
        "here:  {}\n       {}\nthere: {}\n       {}\n",
        part(answer.words_here, answer.here),
        reading(&answer.query),
        part(answer.words_there, answer.there),
        reading(&answer.against),
    );
    out.push_str(&format!(
        "{} at least {} times in {} and commoner here, shown {}{}\n\n",
        counted(answer.found, "word"),
        answer.least,
        counted(answer.papers, "paper"),
        answer.words.len(),
        left_out(answer.repeats)
    ));
    let lines = answer.words.iter().map(|word| {
        format!(
            "{:>6}  {:>5}  {:>11}  {:>9.2}  {:>14.1}  {}\n",
            word.here,
            word.there,
            word.papers_here,
            word.log_ratio,
            word.log_likelihood,
            plain(&word.word)
        )
    });
    let first = answer.words.first().map(|word| word.in_words.as_str());
    list(out, "  here  there  papers here  log-ratio  log-likelihood\n", lines, first)
}
