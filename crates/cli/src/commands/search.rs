//! `minutebook search`.

mod table;

use minutebook::answer::{Hit, PassageHit, SearchResponse};
use minutebook::{Refusal, SearchError};
use serde_json::json;

use crate::args::SearchArgs;
use crate::commands::index;
use crate::output::{self, Outcome, counted, plain};

pub(crate) fn run(args: &SearchArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    let request = args.request();
    if args.csv {
        return table::print(&papers, request, args.limit);
    }
    let response = match papers.search(&request) {
        Ok(response) => response,
        Err(error) => return refused(error, &args.query, args.common.json),
    };
    if args.common.json {
        output::print_json(&response)?;
    } else {
        output::print(&for_people(&response))?;
    }
    Ok(if response.hits.is_empty() { Outcome::Partly } else { Outcome::Done })
}

/// Answers a failed search: a refusal is shown with its place, anything else is an error.
pub(crate) fn refused(error: SearchError, query: &str, json: bool) -> anyhow::Result<Outcome> {
    let refusal = match error {
        SearchError::Refused(refusal) => refusal,
        SearchError::Index(error) => return Err(error.into()),
    };
    if json {
        output::print_json(&json!({ "error": refusal }))?;
    } else {
        output::say(&pointed_at(&refusal, query));
    }
    Ok(Outcome::Error)
}

fn pointed_at(refusal: &Refusal, query: &str) -> String {
    let [start, end] = refusal.position;
    let before = query.get(..start).map_or(0, |text| text.chars().count());
    let length = query.get(start..end).map_or(1, |text| text.chars().count()).max(1);
    let mut out = format!("minutebook: {}", refusal.message);
    // What is refused may stand beside the query: a limit, a filter.
    if refusal.position != [0, 0] {
        let (before, length) = (" ".repeat(before), "^".repeat(length));
        out.push_str(&format!("\n  {}\n  {before}{length}", plain(query)));
    }
    if let Some(suggestion) = &refusal.suggestion {
        out.push_str(&format!("\n  try: {suggestion}"));
    }
    out
}

fn for_people(response: &SearchResponse) -> String {
    let mut out = format!(
        "{} in {}",
        counted(response.total.passages, "passage"),
        counted(response.total.papers, "paper")
    );
    if response.partial.passages > 0 {
        out.push_str(&format!(
            ", and {} with most of the words",
            counted(response.partial.passages, "passage")
        ));
    }
    out.push_str(&format!("\n{}\n", response.query.read_back));
    for correction in &response.query.corrected {
        out.push_str(&format!("searched `{}` for `{}`\n", correction.to, correction.from));
    }
    for expansion in &response.query.expanded {
        out.push_str(&format!(
            "`{}` finds {} too ({})\n",
            expansion.from,
            expansion.to.join(", "),
            expansion.because
        ));
    }
    for suggestion in &response.query.suggestions {
        out.push_str(&format!(
            "try: {} ({}, {})\n",
            suggestion.query,
            counted(suggestion.passages, "passage"),
            suggestion.because
        ));
    }
    for hit in &response.hits {
        out.push_str(&hit_for_people(hit));
    }
    let searched = &response.searched;
    out.push_str(&format!(
        "\nsearched {} of {}; {} without text\n",
        counted(searched.passages, "passage"),
        counted(searched.papers, "paper"),
        counted(searched.pages_without_text, "page")
    ));
    if let Some(next) = &response.next {
        out.push_str(&format!("more: --cursor {next}\n"));
    }
    out
}

fn hit_for_people(hit: &Hit) -> String {
    let paper = &hit.paper;
    let head = [
        paper.authority.as_ref().map_or("authority unknown", |a| a.short.as_str()),
        paper.committee.as_deref().unwrap_or_default(),
        paper.date.as_deref().unwrap_or("undated"),
        paper.kind.as_str(),
        paper.title.as_deref().unwrap_or(&paper.source),
    ];
    let head: Vec<&str> = head.into_iter().filter(|part| !part.is_empty()).collect();
    let mut out = format!("\n{}\n", plain(&head.join(" · ")));
    for passage in &hit.passages {
        out.push_str(&passage_for_people(passage));
    }
    if hit.more_passages > 0 {
        out.push_str(&format!("  … {} more\n", counted(hit.more_passages, "passage")));
    }
    out
}

fn passage_for_people(passage: &PassageHit) -> String {
    let speakers: Vec<&str> =
        passage.speakers.iter().filter_map(|s| s.as_minuted.as_deref()).collect();
    let mut marks = vec![passage.kind.as_str().to_owned()];
    marks.extend((!speakers.is_empty()).then(|| speakers.join(", ")));
    marks
        .extend((!passage.lacks.is_empty()).then(|| format!("lacks {}", passage.lacks.join(", "))));
    marks.extend(
        (!passage.also_in.is_empty())
            .then(|| format!("also in {}", counted(passage.also_in.len() as u64, "place"))),
    );
    format!(
        "  {} [{}]\n    {}\n    {}\n",
        passage.id,
        plain(&marks.join("; ")),
        output::emphasised(&passage.snippet.text, &passage.snippet.highlights),
        plain(&passage.citation)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_points_at_its_place() {
        let refusal = Refusal {
            kind: "unknown-field",
            message: "there is no field `autority`".into(),
            position: [5, 13],
            suggestion: Some("café authority:hackney".into()),
        };
        let said = pointed_at(&refusal, "café autority:hackney");
        assert!(said.contains("\n       ^^^^^^^^\n") || said.contains("      ^^^^^^^^"), "{said}");
        assert!(said.ends_with("try: café authority:hackney"));
    }
}
