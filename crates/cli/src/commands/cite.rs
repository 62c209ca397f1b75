//! `minutebook cite`: a passage in a style of citation, or the passage of a citation.

use std::io::Read;
use std::time::SystemTime;

use anyhow::Context;
use minutebook::PaperIndex;
use minutebook::answer::Lookup;
use minutebook::citation::{
    Accessed, Candidate, Citation, Citations, CitedField, FindOutcome, FoundCitation, GoneId,
    MAX_EXPORT, Sure,
};
use model::PassageId;

use crate::args::CiteArgs;
use crate::commands::{index, withdraw};
use crate::output::{self, Outcome, plain};

pub(crate) fn run(args: &CiteArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    match args.text.parse::<PassageId>() {
        Ok(id) => cite(args, &papers, &id),
        Err(_) => find(args, &papers),
    }
}

fn cite(args: &CiteArgs, papers: &PaperIndex, id: &PassageId) -> anyhow::Result<Outcome> {
    let accessed = args.accessed.unwrap_or_else(|| Accessed::from(SystemTime::now()));
    let found = papers.citations(id, accessed)?.map(|mut cited| {
        cited.citations.retain(|citation| args.style.includes(citation.style));
        cited
    });
    if args.common.json {
        output::print_json(&found)?;
    }
    let (text, outcome) = match &found {
        Lookup::Here(cited) => (styles_for_people(cited), Outcome::Done),
        Lookup::Replaced { by } => {
            (format!("the paper of {id} was replaced by {by}\n"), Outcome::Partly)
        }
        Lookup::Gone { paper } => {
            (format!("{id} is gone; its paper {} is here\n", paper.id), Outcome::Partly)
        }
        Lookup::Withdrawn { withdrawal } => {
            (format!("{}\n", plain(&withdraw::sentence(withdrawal))), Outcome::Partly)
        }
        Lookup::Unknown => (format!("{id} is not in the index\n"), Outcome::Partly),
    };
    if !args.common.json {
        output::print(&text)?;
    }
    Ok(outcome)
}

/// One style as it is; several each under its name.
fn styles_for_people(cited: &Citations) -> String {
    let ended = |citation: &Citation| format!("{}\n", plain(&citation.text).trim_end());
    match cited.citations.as_slice() {
        [only] => ended(only),
        all => {
            let named = |citation: &Citation| format!("{}\n{}", citation.name, ended(citation));
            all.iter().map(named).collect::<Vec<_>>().join("\n")
        }
    }
}

fn find(args: &CiteArgs, papers: &PaperIndex) -> anyhow::Result<Outcome> {
    let text = if args.text == "-" { from_stdin()? } else { args.text.clone() };
    let found = papers.find_citation(&text)?;
    if args.common.json {
        output::print_json(&found)?;
    } else {
        output::print(&found_for_people(&found))?;
    }
    Ok(match found.outcome {
        FindOutcome::Found => Outcome::Done,
        FindOutcome::Several | FindOutcome::Nothing => Outcome::Partly,
    })
}

/// What is pasted, as far as one citation may be long.
fn from_stdin() -> anyhow::Result<String> {
    let mut text = String::new();
    let most = u64::try_from(4 * MAX_EXPORT + 1)?;
    let stdin = std::io::stdin().lock();
    stdin.take(most).read_to_string(&mut text).context("cannot read standard input")?;
    Ok(text)
}

fn found_for_people(found: &FoundCitation) -> String {
    let mut out: String = found.gone.iter().map(gone_line).collect();
    match found.outcome {
        FindOutcome::Found => {}
        FindOutcome::Several if found.candidates.len() == 1 => {
            out.push_str("It is not certain that this is meant.\n");
        }
        FindOutcome::Several => out.push_str("It is not certain which of these is meant.\n"),
        FindOutcome::Nothing if !found.gone.is_empty() => {}
        FindOutcome::Nothing => out.push_str("Nothing here fits this citation.\n"),
    }
    found.candidates.iter().for_each(|candidate| out.push_str(&candidate_lines(candidate)));
    for nothing in &found.unanswered {
        out.push_str(&format!("nothing    {}\n", plain(&nothing.message)));
    }
    out
}

/// What became of a passage or paper that a citation names.
fn gone_line(gone: &GoneId) -> String {
    match gone {
        GoneId::Withdrawn { id, withdrawal } if *id == withdrawal.id => {
            format!("{}\n", plain(&withdraw::sentence(withdrawal)))
        }
        GoneId::Withdrawn { id, withdrawal } => {
            format!("the paper of {id} is gone: {}\n", plain(&withdraw::sentence(withdrawal)))
        }
        GoneId::Replaced { id, by } => format!("the paper of {id} was replaced by {by}\n"),
        GoneId::Unsaid { id, paper } => format!("{id} is gone; its paper {paper} is here\n"),
    }
}

fn candidate_lines(candidate: &Candidate) -> String {
    let sure = match candidate.sure {
        Sure::Certain => "certain",
        Sure::Likely => "likely",
        Sure::Possible => "possible",
    };
    let id = match &candidate.passage {
        Some(passage) => passage.to_string(),
        None => candidate.paper.id.to_string(),
    };
    let names = |fields: &[CitedField]| {
        fields.iter().map(|field| field.name()).collect::<Vec<_>>().join(", ")
    };
    let mut lines = format!("{sure:<10} {id}\n           {}\n", plain(&candidate.citation));
    if !candidate.agree.is_empty() {
        lines.push_str(&format!("           agree: {}\n", names(&candidate.agree)));
    }
    for difference in &candidate.differ {
        let held = match difference.held.as_str() {
            "" => "none".to_owned(),
            held => plain(held),
        };
        lines.push_str(&format!("           differs: {}, here {held}\n", difference.field.name()));
    }
    lines
}
