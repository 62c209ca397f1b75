//! `minutebook show`: a paper, or a passage with its neighbours.

use anyhow::bail;
use minutebook::Library;
use minutebook::answer::{Lookup, PaperView, PassageView};
use minutebook::repeats::Repeat;
use model::record::Passage;
use model::{PaperId, PassageId};
use serde::Serialize;

use crate::args::ShowArgs;
use crate::commands::{index, withdraw};
use crate::output::{self, Outcome, plain};

pub(crate) fn run(args: &ShowArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    if let Ok(id) = args.id.parse::<PassageId>() {
        let found = papers.passage(&id, args.neighbours)?;
        let repeats = match papers.repeats_of(&id)? {
            Lookup::Here(repeats) => repeats,
            _ => Vec::new(),
        };
        let shown = found.map(|view| ShownPassage { view, repeats });
        return answer(&shown, args.common.json, &args.id, passage_for_people);
    }
    if let Ok(id) = args.id.parse::<PaperId>() {
        let found = papers.paper(&id)?;
        return answer(&found, args.common.json, &args.id, paper_for_people);
    }
    bail!(
        "`{}` is no id: a paper's is p_ and 16 hexadecimal digits, a passage's goes on with a dot \
         and 8 more",
        args.id
    )
}

/// A passage with its neighbours, and where else the same words are printed.
#[derive(Serialize)]
struct ShownPassage {
    #[serde(flatten)]
    view: PassageView,
    /// The same first, then the most alike.
    repeats: Vec<Repeat>,
}

fn answer<T: Serialize>(
    found: &Lookup<T>,
    json: bool,
    id: &str,
    for_people: fn(&T) -> String,
) -> anyhow::Result<Outcome> {
    if json {
        output::print_json(found)?;
    }
    let (text, outcome) = match found {
        Lookup::Here(view) => (for_people(view), Outcome::Done),
        Lookup::Replaced { by } => (format!("{id} was replaced by {by}\n"), Outcome::Done),
        Lookup::Gone { paper } => (
            format!("{id} is gone; its paper {} ({}) is here\n", paper.id, plain(&paper.source)),
            Outcome::Partly,
        ),
        Lookup::Withdrawn { withdrawal } => {
            (format!("{}\n", plain(&withdraw::sentence(withdrawal))), Outcome::Partly)
        }
        Lookup::Unknown => (format!("{id} is not in the index\n"), Outcome::Partly),
    };
    if !json {
        output::print(&text)?;
    }
    Ok(outcome)
}

fn paper_for_people(view: &PaperView) -> String {
    let paper = &view.record;
    let fields = [
        ("paper", Some(paper.id.to_string())),
        ("source", Some(paper.source.clone())),
        ("url", paper.source_url.clone()),
        ("title", paper.title.clone()),
        ("authority", paper.authority.as_ref().map(|a| format!("{} ({})", a.name, a.evidence))),
        ("committee", paper.committee.clone()),
        ("date", paper.date.as_ref().map(|d| format!("{} ({})", d.value, d.evidence))),
        ("kind", Some(paper.kind.as_str().to_owned())),
        ("pages", paper.pages.map(|n| n.to_string())),
    ];
    let mut out = String::new();
    for (name, value) in fields {
        if let Some(value) = value {
            out.push_str(&format!("{name:<10} {}\n", plain(&value)));
        }
    }
    for part in &paper.parts {
        let item = part.item.as_ref().map(|item| format!(", item {item}")).unwrap_or_default();
        let date = part.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
        let (first, last) = (part.first_page, part.last_page);
        let kind = part.kind.as_str();
        let line = format!("{} ({kind}{item}{date}), pages {first} to {last}", part.title);
        out.push_str(&format!("part       {}\n", plain(&line)));
    }
    for withdrawal in &view.withdrawn {
        out.push_str(&format!("withdrawn  {}\n", plain(&withdraw::sentence(withdrawal))));
    }
    for warning in &paper.warnings {
        out.push_str(&format!("warning    {}\n", plain(&warning.message)));
    }
    for passage in &paper.passages {
        out.push_str(&passage_lines(passage));
    }
    out
}

fn passage_for_people(shown: &ShownPassage) -> String {
    let view = &shown.view;
    let mut out: String = view.before.iter().map(passage_lines).collect();
    out.push_str("\n>>>");
    out.push_str(&passage_lines(&view.passage));
    out.push_str(&format!("<<< {}\n", plain(&view.citation)));
    if let Some(link) = &view.source_link {
        out.push_str(&format!("    {}\n", plain(link)));
    }
    out.extend(shown.repeats.iter().map(repeat_line));
    out.extend(view.after.iter().map(passage_lines));
    out
}

/// `    also p_….…  minutes.pdf, 4.3, page 2 (0.94 alike)`
fn repeat_line(repeat: &Repeat) -> String {
    let label = repeat.label.as_ref().map(|label| format!(", {label}")).unwrap_or_default();
    let page = repeat.page.map(|page| format!(", page {page}")).unwrap_or_default();
    let how = if repeat.same {
        "same words".to_owned()
    } else {
        format!("{:.2} alike", repeat.similarity)
    };
    let line = format!("    also {}  {}{label}{page} ({how})", repeat.id, repeat.paper.source);
    format!("{}\n", plain(&line).replace('\n', " "))
}

fn passage_lines(passage: &Passage) -> String {
    let speakers: Vec<&str> =
        passage.speakers.iter().filter_map(|s| s.as_minuted.as_deref()).collect();
    let page = passage.page.map(|page| format!(" p. {page}")).unwrap_or_default();
    let who = if speakers.is_empty() { String::new() } else { format!(" {}", speakers.join(", ")) };
    let mark = format!("{}{page}{who}", passage.kind.as_str());
    format!("\n{} [{}]\n{}\n", passage.id, plain(&mark), plain(&passage.text))
}
