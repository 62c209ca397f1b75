//! Votes that are printed as a table, in three shapes: a column of names a side; a row a
//! councillor, with a mark in the column of a side; a row a side, with its number or its names.

use model::record::{VoterNames, Votes};

use super::{Side, voters};
use crate::people::known::Known;

/// Rows that the table of one vote has at most: a full council.
const MOST_ROWS: usize = 200;

/// The votes of a table with rows in lines and cells between tabs; `None` where it is none, or
/// where a cell is neither name, number nor mark.
pub(super) fn votes(body: &str, known: &Known<'_>) -> Option<Votes> {
    let rows: Vec<Vec<&str>> = body
        .lines()
        .take(MOST_ROWS + 1)
        .map(|row| row.split('\t').map(str::trim).collect())
        .collect();
    if rows.len() > MOST_ROWS {
        return None;
    }
    let n_sides = |row: &Vec<&str>| row.iter().filter(|cell| side(cell).is_some()).count();
    if let Some(head) = rows.iter().take(3).position(|row| n_sides(row) >= 2) {
        let columns: Vec<Option<Side>> = rows[head].iter().map(|cell| side(cell)).collect();
        return in_columns(&columns, &rows[head + 1..], known);
    }
    in_rows(&rows, known)
}

/// "For", "FOR (7)", "Votes against", "Abstained".
fn side(cell: &str) -> Option<Side> {
    let words = cell.split(['(', ':']).next().unwrap_or_default().trim();
    let words = words.trim_start_matches("Votes ").trim_start_matches("Voting ");
    (words.len() < 20).then(|| Side::of(words)).flatten()
}

/// What the cells of a vote add up to.
#[derive(Default)]
struct Tally {
    votes: Votes,
    names: VoterNames,
    has_names: bool,
}

impl Tally {
    fn add_number(&mut self, side: Side, number: u32) {
        *self.count(side) = Some(number);
    }

    fn add_names(&mut self, side: Side, mut names: Vec<String>) -> Option<()> {
        let more = u32::try_from(names.len()).ok()?;
        let count = self.count(side);
        *count = Some(count.unwrap_or(0) + more);
        self.has_names = true;
        match side {
            Side::For => self.names.votes_for.append(&mut names),
            Side::Against => self.names.against.append(&mut names),
            Side::Abstain => self.names.abstain.append(&mut names),
        }
        Some(())
    }

    fn count(&mut self, side: Side) -> &mut Option<u32> {
        match side {
            Side::For => &mut self.votes.votes_for,
            Side::Against => &mut self.votes.against,
            Side::Abstain => &mut self.votes.abstain,
        }
    }

    /// The vote, where both sides are told.
    fn votes(self) -> Option<Votes> {
        let Tally { mut votes, names, has_names } = self;
        if has_names {
            votes.names = Some(names);
            // A column without a name had no vote.
            votes.votes_for = votes.votes_for.or(Some(0));
            votes.against = votes.against.or(Some(0));
        }
        (votes.votes_for.is_some() && votes.against.is_some()).then_some(votes)
    }
}

/// A row of sides, and below it names, numbers or marks.
fn in_columns(columns: &[Option<Side>], rows: &[Vec<&str>], known: &Known<'_>) -> Option<Votes> {
    let mut tally = Tally::default();
    // Names stand before the marks where the first column is of no side.
    let is_marked = columns.first().is_some_and(Option::is_none);
    for row in rows {
        let first = row.first().copied().unwrap_or_default();
        let is_total = first.to_lowercase().starts_with("total");
        let cells = row.iter().zip(columns).filter_map(|(cell, side)| Some((*cell, (*side)?)));
        for (cell, side) in cells.filter(|(cell, _)| !is_empty(cell)) {
            if let Ok(number) = cell.trim_matches(['(', ')']).parse::<u32>() {
                // "1" beside a name is a mark.
                if is_marked && !is_total && tally_name(first, known).is_some() && number == 1 {
                    tally.add_names(side, tally_name(first, known)?)?;
                } else if tally.has_names {
                    (*tally.count(side) == Some(number)).then_some(())?;
                } else {
                    tally.add_number(side, number);
                }
            } else if is_marked && is_mark(cell) {
                tally.add_names(side, tally_name(first, known)?)?;
            } else {
                tally.add_names(side, voters(cell, known)?.0)?;
            }
        }
    }
    tally.votes()
}

fn tally_name(cell: &str, known: &Known<'_>) -> Option<Vec<String>> {
    voters(cell, known).map(|(names, _)| names).filter(|names| names.len() == 1)
}

/// A side a row: "For\t7", "AGAINST (2)\tCouncillors Dale and Orme".
fn in_rows(rows: &[Vec<&str>], known: &Known<'_>) -> Option<Votes> {
    let mut tally = Tally::default();
    for row in rows {
        let [first, rest @ ..] = &row[..] else { continue };
        let Some(side) = side(first) else { continue };
        let cell = rest.iter().find(|cell| !cell.is_empty())?;
        match cell.parse::<u32>() {
            Ok(number) => tally.add_number(side, number),
            Err(_) => tally.add_names(side, voters(cell, known)?.0)?,
        }
    }
    tally.votes()
}

fn is_empty(cell: &str) -> bool {
    matches!(cell, "" | "-" | "–" | "—")
}

/// "X", "✓", "Yes".
fn is_mark(cell: &str) -> bool {
    matches!(cell, "X" | "x" | "✓" | "✔" | "√" | "●" | "•" | "*" | "Y" | "Yes" | "For" | "Against")
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::record::{Person, PersonKind};

    /// Numbers and names of each side.
    fn read(body: &str) -> Option<String> {
        let person =
            |name: &str| Person::new(Some(name.into()), None, PersonKind::Member, name.into());
        let people = ["Ada Byrne", "Tom Okoro", "Jo Dale"].map(person);
        let votes = votes(body, &Known::of(&people))?;
        let names = votes.names.unwrap_or_default();
        let side = |n: Option<u32>, names: &[String]| format!("{n:?} {}", names.join("+"));
        Some(
            [
                side(votes.votes_for, &names.votes_for),
                side(votes.against, &names.against),
                side(votes.abstain, &names.abstain),
            ]
            .join("; "),
        )
    }

    #[test]
    fn tables_of_votes() {
        let names = Some("Some(2) Ada Byrne+Jo Dale; Some(1) Tom Okoro; None ".to_owned());
        for body in [
            "For\tAgainst\tAbstain\nCllr Byrne\tCllr Okoro\t\nCllr Dale\t\t",
            "Councillor\tFor\tAgainst\tAbstained\nCllr Byrne\tX\t\t\nCllr Okoro\t\tX\t\nCllr Dale\tX\t\t\nTotal\t2\t1\t",
            "FOR (2)\tCouncillors Byrne and Dale\nAGAINST (1)\tCouncillor Okoro",
        ] {
            assert_eq!(read(body), names, "{body}");
        }
        assert_eq!(
            read("For\t7\nAgainst\t2\nAbstentions\t1").as_deref(),
            Some("Some(7) ; Some(2) ; Some(1) ")
        );
        assert_eq!(
            read("For\tAgainst\tAbstentions\n7\t2\t1").as_deref(),
            Some("Some(7) ; Some(2) ; Some(1) ")
        );
        assert_eq!(read("Arguments for\tAgainst\nIt is cheap.\tIt is late."), None);
        assert_eq!(read("Year\tCost\n2024\t7"), None);
    }
}
