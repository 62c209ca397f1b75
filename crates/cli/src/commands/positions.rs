//! `minutebook positions`.

use minutebook::positions::{PositionStatement, Positions, SentenceChange};

use crate::args::FacetsArgs;
use crate::commands::{index, search::refused};
use crate::output::{self, Outcome, counted, plain};

pub(crate) fn run(args: &FacetsArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    let positions = match papers.positions(&args.filters.request(&args.query)) {
        Ok(positions) => positions,
        Err(error) => return refused(error, &args.query, args.common.json),
    };
    if args.common.json {
        output::print_json(&positions)?;
    } else {
        output::print(&for_people(&positions))?;
    }
    Ok(if positions.statements.is_empty() { Outcome::Partly } else { Outcome::Done })
}

fn for_people(positions: &Positions) -> String {
    let mut out = format!(
        "{} in {}\n{}\n",
        counted(positions.total.passages, "passage"),
        counted(positions.total.papers, "paper"),
        positions.query.read_back
    );
    for stand in positions.across.iter().flat_map(|across| &across.authorities) {
        out.push_str(&format!(
            "  {:>6} of {} searched  {}\n",
            stand.passages,
            counted(stand.searched.passages, "passage"),
            plain(&stand.label)
        ));
    }
    for statement in &positions.statements {
        out.push_str(&one(statement));
    }
    out
}

fn one(statement: &PositionStatement) -> String {
    let authority = statement.authority_label.as_deref().unwrap_or("authority unknown");
    let date = statement.date.as_deref().unwrap_or("undated");
    let mut out = format!(
        "\n{} · {date}\n  {}\n  {}\n",
        plain(authority),
        plain(&statement.text),
        plain(&statement.citation)
    );
    let Some(since) = &statement.since else { return out };
    out.push_str(&format!("  since {} ({:.0} % alike):\n", since.id, since.likeness * 100.0));
    for change in &since.changes {
        let line = match change {
            SentenceChange::Same { text } => format!("    = {}", plain(text)),
            SentenceChange::Added { text } => format!("    + {}", plain(text)),
            SentenceChange::Dropped { text } => format!("    - {}", plain(text)),
            SentenceChange::Reworded { before, after } => {
                format!("    < {}\n    > {}", plain(before), plain(after))
            }
        };
        out.push_str(&line);
        out.push('\n');
    }
    out
}
