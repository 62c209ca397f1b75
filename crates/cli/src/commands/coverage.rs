//! `minutebook coverage`: what the index holds of whom and of when.

use minutebook::coverage::{AuthorityCoverage, Calendar, Holding};

use crate::args::CoverageArgs;
use crate::commands::{index, search};
use crate::output::{self, Outcome, counted, plain};

pub(crate) fn run(args: &CoverageArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    let coverage = match papers.coverage(&args.authority) {
        Ok(coverage) => coverage,
        Err(error) => return search::refused(error, &args.authority.join(" "), args.common.json),
    };
    if args.common.json {
        output::print_json(&coverage)?;
    } else {
        let with_months = !args.authority.is_empty();
        for authority in &coverage.authorities {
            output::print(&for_people(authority, with_months))?;
        }
        if coverage.failed_elsewhere > 0 {
            let files = counted(coverage.failed_elsewhere, "further file");
            output::print(&format!("{files} could not be read; `check --failures` lists them\n"))?;
        }
    }
    Ok(if coverage.authorities.is_empty() { Outcome::Partly } else { Outcome::Done })
}

fn for_people(authority: &AuthorityCoverage, with_months: bool) -> String {
    let AuthorityCoverage { label, value, held, failed, withdrawn, .. } = authority;
    let mut out = format!(
        "{label} [{value}]: {}; {failed} not read; {} and {} withdrawn\n",
        in_words(held),
        counted(withdrawn.papers, "paper"),
        counted(withdrawn.passages, "passage")
    );
    if with_months {
        out.push_str(&table(&held.calendar));
        for committee in &authority.committees {
            out.push_str(&format!("\n  {}: {}\n", committee.label, in_words(&committee.held)));
            out.push_str(&table(&committee.held.calendar));
        }
    }
    plain(&out)
}

/// `12 papers, 340 passages, 2 pages without text, 2023-01-10 to 2024-05, 3 months without a
/// paper, 1 undated`
fn in_words(held: &Holding) -> String {
    let dates = match (&held.first_date, &held.last_date) {
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "no dates".to_owned(),
    };
    format!(
        "{}, {}, {} without text, {dates}, {} without a paper, {} undated",
        counted(held.papers, "paper"),
        counted(held.passages, "passage"),
        counted(held.pages_without_text, "page"),
        counted(held.calendar.gaps() as u64, "month"),
        held.calendar.undated
    )
}

/// A line a year; `.` before the first paper and after the last.
fn table(calendar: &Calendar) -> String {
    if calendar.years.is_empty() {
        return String::new();
    }
    let mut out =
        "        Jan  Feb  Mar  Apr  May  Jun  Jul  Aug  Sep  Oct  Nov  Dec   ?\n".to_owned();
    for year in &calendar.years {
        out.push_str(&format!("  {:04}", year.year));
        for month in &year.months {
            let shown = month.map_or_else(|| ".".to_owned(), |count| count.to_string());
            out.push_str(&format!("{shown:>5}"));
        }
        out.push_str(&format!("{:>4}\n", year.without_month));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use minutebook::coverage::Year;

    #[test]
    fn months_are_columns() {
        let mut months = [None; 12];
        months[1] = Some(12);
        months[2] = Some(0);
        let years = vec![Year { year: 2024, months, without_month: 3 }];
        let expected = "\
            \x20       Jan  Feb  Mar  Apr  May  Jun  Jul  Aug  Sep  Oct  Nov  Dec   ?\n\
            \x20 2024    .   12    0    .    .    .    .    .    .    .    .    .   3\n";
        assert_eq!(table(&Calendar { years, undated: 0 }), expected);
        assert_eq!(table(&Calendar::default()), "");
    }
}
