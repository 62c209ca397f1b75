//! What was decided.

use model::record::{Decision, Outcome, Paper, PassageKind, Votes};
use serde::Serialize;

use super::called::Called;
use super::office::is_private;
use super::{Quoter, Rows, each_wanted, of_kinds};
use crate::answer::{Counts, ItemSummary, QueryReading, Snippet};
use crate::error::SearchError;
use crate::index::PaperIndex;
use crate::request::SearchRequest;
use crate::search::Match;
use crate::study::{Cited, Tally};
use crate::views::item_summary;

/// Every outcome with the word that records, flags and addresses use.
pub const OUTCOMES: [(Outcome, &str); 7] = [
    (Outcome::Resolved, "resolved"),
    (Outcome::Agreed, "agreed"),
    (Outcome::Ordered, "ordered"),
    (Outcome::Recommended, "recommended"),
    (Outcome::Noted, "noted"),
    (Outcome::Deferred, "deferred"),
    (Outcome::Delegated, "delegated"),
];

/// How a decision was voted on, as far as its minutes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    /// With a number at least: of those in favour, against or abstaining.
    Recorded,
    /// With somebody against or abstaining.
    Contested,
}

impl Vote {
    /// Every choice with the word that flags and addresses use.
    pub const ALL: [(Vote, &str); 2] =
        [(Vote::Recorded, "recorded"), (Vote::Contested, "contested")];

    fn is_of(self, votes: &Votes) -> bool {
        let Votes { votes_for, against, abstain, names: _ } = votes;
        match self {
            Vote::Recorded => [votes_for, against, abstain].into_iter().any(Option::is_some),
            Vote::Contested => [against, abstain].into_iter().flatten().any(|n| *n > 0),
        }
    }
}

/// Which decisions to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionsRequest {
    /// What they say, and of which papers.
    pub search: SearchRequest,
    /// How they ended: any of these; any at all where there is none.
    pub outcomes: Vec<Outcome>,
    /// Words of who proposed them: a name or an office, as printed, side by side and whole, in any
    /// case. A surname finds everybody of that name.
    pub moved_by: Option<String>,
    /// Words of who seconded them.
    pub seconded_by: Option<String>,
    /// How they were voted on.
    pub vote: Option<Vote>,
    /// Which rows.
    pub rows: Rows,
}

impl DecisionsRequest {
    /// A request for what `search` finds, with everything else as usual.
    pub fn new(search: SearchRequest) -> DecisionsRequest {
        DecisionsRequest {
            search,
            outcomes: Vec::new(),
            moved_by: None,
            seconded_by: None,
            vote: None,
            rows: Rows::FIRST,
        }
    }
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decisions {
    /// How the query was understood.
    pub query: QueryReading,
    /// The decisions that it finds, of every outcome; so moved, seconded and voted on.
    pub total: Counts,
    /// How many of them ended how; of each outcome, in a fixed order.
    pub outcomes: Vec<OutcomeCount>,
    /// By authority, date and paper, as the text goes on.
    pub rows: Vec<DecisionRow>,
    /// How many rows to leave out for the next ones.
    pub next: Option<u64>,
}

/// How many decisions ended in a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OutcomeCount {
    /// How.
    pub outcome: Outcome,
    /// Decisions.
    pub decisions: u64,
    /// Whether it is chosen now.
    pub selected: bool,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DecisionRow {
    /// Where it stands.
    #[serde(flatten)]
    pub cited: Cited,
    /// The matter that was decided.
    pub item: Option<ItemSummary>,
    /// How it ended.
    pub outcome: Outcome,
    /// Who proposed it, as printed; `None` where it is not printed, or is a resident.
    pub moved_by: Option<String>,
    /// Who seconded it.
    pub seconded_by: Option<String>,
    /// The vote.
    pub votes: Option<Votes>,
    /// Whether it kept press and public out.
    pub exempt: bool,
    /// Whole sentences of it, with what matched.
    pub words: Snippet,
}

/// The decisions that a request finds.
///
/// # Errors
/// [`SearchError::Refused`] where the query or the limit is not accepted, [`SearchError::Index`]
/// where the index fails.
pub(in crate::study) fn decisions(
    index: &PaperIndex,
    request: &DecisionsRequest,
) -> Result<Decisions, SearchError> {
    let rows = request.rows.check()?;
    let wanted = Wanted {
        moved_by: Called::parse_given("moved_by", request.moved_by.as_deref())?,
        seconded_by: Called::parse_given("seconded_by", request.seconded_by.as_deref())?,
        vote: request.vote,
    };
    let matches = index.matches(&of_kinds(&request.search, &[PassageKind::Decision]))?;
    let patterns = matches.patterns();
    let quoter = Quoter::new(index, &patterns);
    let selected = |outcome: Outcome| request.outcomes.contains(&outcome);
    let mut counts = OUTCOMES.map(|(outcome, _)| OutcomeCount {
        outcome,
        decisions: 0,
        selected: selected(outcome),
    });
    let mut tally = Tally::default();
    let mut chosen = 0;
    let given = each_wanted(&matches, |Match { paper, passage, place }| {
        let decision = shown(paper, passage.decision.as_ref()?);
        if !wanted.has(&decision) {
            return None;
        }
        let Decision { outcome, moved_by, seconded_by, votes, exempt } = decision;
        tally.add(&paper.id);
        let count = counts.iter_mut().find(|count| count.outcome == outcome);
        count.into_iter().for_each(|count| count.decisions += 1);
        if !request.outcomes.is_empty() && !selected(outcome) {
            return None;
        }
        chosen += 1;
        rows.give(chosen - 1).then(|| DecisionRow {
            cited: quoter.cite(paper, passage, *place),
            item: item_summary(paper, passage),
            outcome,
            moved_by,
            seconded_by,
            votes,
            exempt: exempt.is_some(),
            words: quoter.words(passage),
        })
    })?;
    Ok(Decisions {
        total: tally.counts,
        outcomes: counts.to_vec(),
        rows: given,
        next: rows.next(chosen),
        query: matches.query,
    })
}

/// Who is to have moved and seconded a decision, and how it was to be voted on.
struct Wanted {
    moved_by: Option<Called>,
    seconded_by: Option<Called>,
    vote: Option<Vote>,
}

impl Wanted {
    fn has(&self, decision: &Decision) -> bool {
        let is_by = |called: &Option<Called>, name: &Option<String>| match called {
            Some(called) => name.as_ref().is_some_and(|name| called.means(name)),
            None => true,
        };
        let is_voted = |vote: Vote| decision.votes.as_ref().is_some_and(|votes| vote.is_of(votes));
        is_by(&self.moved_by, &decision.moved_by)
            && is_by(&self.seconded_by, &decision.seconded_by)
            && self.vote.is_none_or(is_voted)
    }
}

/// A decision as the ledger may tell it: without the name of a resident or young person.
fn shown(paper: &Paper, decision: &Decision) -> Decision {
    let public = |name: &Option<String>| name.clone().filter(|name| !is_private(paper, name));
    Decision {
        moved_by: public(&decision.moved_by),
        seconded_by: public(&decision.seconded_by),
        ..decision.clone()
    }
}

#[cfg(test)]
mod tests {
    use model::record::{Person, PersonKind};

    use super::*;
    use crate::search::tests::corpus::{Corpus, add, paper};
    use crate::study::Study;

    fn corpus(batches: usize) -> Corpus {
        let decided = |source: &str, authority: &str, outcomes: &[Outcome]| {
            let mut minutes = paper(source, Some(authority), Some("2024-05-01"));
            add(&mut minutes, "1", "The alder was discussed.");
            for (n, outcome) in (2..).zip(outcomes) {
                let passage = add(&mut minutes, &n.to_string(), &format!("The alder, {n}"));
                passage.kind = PassageKind::Decision;
                passage.decision = Some(Decision {
                    outcome: *outcome,
                    moved_by: Some("Cllr Ash".to_owned()),
                    seconded_by: None,
                    votes: Some(Votes { votes_for: Some(7), against: Some(2), ..Votes::default() }),
                    exempt: None,
                });
            }
            minutes
        };
        let papers = vec![
            decided("a", "Velbridge", &[Outcome::Resolved]),
            decided("b", "Ashmere", &[Outcome::Noted, Outcome::Resolved, Outcome::Deferred]),
        ];
        Corpus::new(papers, batches)
    }

    #[test]
    fn decisions_are_narrowed_to_who_moved_them_and_how_they_were_voted_on() {
        let numbers =
            |votes_for, against, abstain| Some(Votes { votes_for, against, abstain, names: None });
        let mut minutes = paper("minutes", Some("Ashmere"), Some("2024-05-01"));
        minutes.people = vec![Person::new(
            Some("Wren Quill".to_owned()),
            None,
            PersonKind::Public,
            "Wren Quill".to_owned(),
        )];
        for (label, moved_by, seconded_by, votes) in [
            ("1", Some("Cllr Ada Ash"), Some("Cllr Tom Elm"), None),
            ("2", Some("Councillor Tom Elm"), Some("the Chair"), numbers(Some(7), None, None)),
            ("3", Some("Cllr Kit Ash"), None, numbers(Some(7), Some(2), None)),
            ("4", Some("Wren Quill"), None, numbers(Some(7), Some(0), Some(1))),
            ("5", None, None, numbers(None, None, None)),
        ] {
            let passage = add(&mut minutes, label, &format!("The alder, {label}"));
            passage.kind = PassageKind::Decision;
            passage.decision = Some(Decision {
                outcome: Outcome::Resolved,
                moved_by: moved_by.map(str::to_owned),
                seconded_by: seconded_by.map(str::to_owned),
                votes,
                exempt: None,
            });
        }
        let index = Corpus::new(vec![minutes], 1).index;
        for (moved_by, seconded_by, vote, expected) in [
            (None, None, None, vec!["1", "2", "3", "4", "5"]),
            (Some("ash"), None, None, vec!["1", "3"]),
            (Some("Councillor Ada Ash"), None, None, vec!["1"]),
            (Some("elm"), None, None, vec!["2"]),
            (None, Some("Elm"), None, vec!["1"]),
            (None, Some("chair"), None, vec!["2"]),
            (Some("ash"), Some("elm"), None, vec!["1"]),
            (Some("Quill"), None, None, vec![]),
            (None, None, Some(Vote::Recorded), vec!["2", "3", "4"]),
            (None, None, Some(Vote::Contested), vec!["3", "4"]),
            (Some("Kit Ash"), None, Some(Vote::Contested), vec!["3"]),
        ] {
            let request = DecisionsRequest {
                moved_by: moved_by.map(str::to_owned),
                seconded_by: seconded_by.map(str::to_owned),
                vote,
                ..DecisionsRequest::new(SearchRequest::new("alder"))
            };
            let found = index.decisions(&request).unwrap();
            let text = |row: &DecisionRow| row.words.text.replace("The alder, ", "");
            let labels: Vec<String> = found.rows.iter().map(text).collect();
            assert_eq!(labels, expected, "{request:?}");
            assert_eq!(found.total.passages, labels.len() as u64);
            assert_eq!(found.outcomes[0].decisions, labels.len() as u64);
            assert!(!found.rows.iter().any(|row| row.moved_by.as_deref() == Some("Wren Quill")));
        }
    }

    #[test]
    fn decisions_are_counted_by_outcome_and_narrowed_to_some() {
        for batches in [1, 2] {
            let corpus = corpus(batches);
            let mut request = DecisionsRequest::new(SearchRequest::new("alder"));
            let all = corpus.index.decisions(&request).unwrap();
            assert_eq!(all.total, Counts { passages: 4, papers: 2 });
            let outcomes =
                |rows: &[DecisionRow]| rows.iter().map(|r| r.outcome).collect::<Vec<_>>();
            let [noted, resolved, deferred] =
                [Outcome::Noted, Outcome::Resolved, Outcome::Deferred];
            assert_eq!(outcomes(&all.rows), [noted, resolved, deferred, resolved]);
            let counted: u64 = all.outcomes.iter().map(|count| count.decisions).sum();
            assert_eq!(counted, 4);

            request.outcomes = vec![Outcome::Resolved];
            request.rows = Rows { skip: 0, limit: 1 };
            let some = corpus.index.decisions(&request).unwrap();
            assert_eq!(outcomes(&some.rows), [resolved]);
            assert_eq!(some.next, Some(1));
            assert_eq!(some.outcomes[0].decisions, 2);
            assert!(some.outcomes[0].selected && !some.outcomes[4].selected);
            assert_eq!(some.outcomes[4].decisions, 1, "a filter does not narrow itself");
            assert_eq!(some.rows[0].moved_by.as_deref(), Some("Cllr Ash"));
            assert_eq!(some.rows[0].item.as_ref().map(|i| i.title.as_str()), Some("Workforce"));
        }
    }
}
