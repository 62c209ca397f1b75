//! What is to be done, by whom, and whether a later paper comes back to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::normal;
use model::record::{Action, Paper, Passage};
use serde::Serialize;

use super::office::Offices;
use super::{Quoter, Rows, each_wanted};
use crate::answer::{Counts, ItemSummary, QueryReading, Snippet};
use crate::error::{Error, SearchError};
use crate::index::{PaperIndex, Snapshot};
use crate::query::Query;
use crate::request::{Filters, SearchRequest};
use crate::search::Match;
use crate::store::Store;
use crate::study::{Cited, Tally};
use crate::values;
use crate::views::item_summary;

/// Which actions to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionsRequest {
    /// What they say, and of which papers.
    pub search: SearchRequest,
    /// Whose they are, as printed, in any case.
    pub owner: Option<String>,
    /// Which rows.
    pub rows: Rows,
}

impl ActionsRequest {
    /// A request for what `search` finds, with everything else as usual.
    pub fn new(search: SearchRequest) -> ActionsRequest {
        ActionsRequest { search, owner: None, rows: Rows::FIRST }
    }
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Actions {
    /// How the query was understood.
    pub query: QueryReading,
    /// The actions that it finds, of every owner.
    pub total: Counts,
    /// How many of them are whose, the commonest first.
    pub owners: Vec<OwnerCount>,
    /// By authority, date and paper, as the text goes on.
    pub rows: Vec<ActionRow>,
    /// How many rows to leave out for the next ones.
    pub next: Option<u64>,
}

/// How many actions are somebody's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnerCount {
    /// As printed.
    pub owner: String,
    /// Actions.
    pub actions: u64,
    /// Whether it is chosen now.
    pub selected: bool,
}

/// An action.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActionRow {
    /// Where it stands.
    #[serde(flatten)]
    pub cited: Cited,
    /// The matter that it came from.
    pub item: Option<ItemSummary>,
    /// By whom, as printed; `None` where it is not printed, or where neither the paper's list nor
    /// the vocabulary of roles proves a member, an officer or a body: it may be a resident.
    pub owner: Option<String>,
    /// By when, as printed.
    pub due: Option<String>,
    /// Whole sentences of it, with what matched.
    pub words: Snippet,
    /// The earliest paper of the committee that has it, where that is another.
    pub first: Option<Mention>,
    /// Where later papers of the committee have it, the earliest first.
    pub later: Vec<Mention>,
    /// What that says.
    pub since: Since,
}

/// Where another paper of the committee has an action.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mention {
    /// Where it stands.
    #[serde(flatten)]
    pub cited: Cited,
    /// The share of the action's runs of five words that stand there, from 0.9 to 1.
    pub share: f64,
}

/// Whether a later paper of the committee has an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum Since {
    /// At least one.
    Mentioned,
    /// None of the later ones that the index holds.
    NotFound {
        /// How many those are.
        papers: u64,
    },
    /// The index holds no later one.
    NoLaterPaper,
    /// The committee or the date is not known, or the words are too few to be found again.
    CannotTell,
}

/// The actions that a request finds.
///
/// # Errors
/// [`SearchError::Refused`] where the query or the limit is not accepted, [`SearchError::Index`]
/// where the index fails.
pub(in crate::study) fn actions(
    index: &PaperIndex,
    request: &ActionsRequest,
) -> Result<Actions, SearchError> {
    let rows = request.rows.check()?;
    let snapshot = index.snapshot();
    let matches = index.matches_in(Arc::clone(&snapshot), &with_actions(&request.search)?)?;
    // How the query was understood, without the words that this adds to it.
    let asked = index.matches_in(Arc::clone(&snapshot), &request.search)?;
    let patterns = asked.patterns();
    let quoter = Quoter::new(index, &patterns);
    let wanted = request.owner.as_deref().map(normal::name);
    let mut owners: BTreeMap<String, OwnerCount> = BTreeMap::new();
    let mut tally = Tally::default();
    let mut chosen = 0;
    let given = each_wanted(&matches, |Match { paper, passage, place }| {
        let Action { owner, due } = passage.action.clone()?;
        tally.add(&paper.id);
        let offices = Offices { paper, roles: &index.vocabularies().roles };
        let owner = owner.filter(|owner| offices.prove(owner));
        let called = owner.as_deref().map(normal::name);
        let selected = wanted.is_some() && called == wanted;
        if let (Some(owner), Some(called)) = (&owner, called) {
            let count = OwnerCount { owner: owner.clone(), actions: 0, selected };
            owners.entry(called).or_insert(count).actions += 1;
        }
        if wanted.is_some() && !selected {
            return None;
        }
        chosen += 1;
        rows.give(chosen - 1).then(|| {
            let row = ActionRow {
                cited: quoter.cite(paper, passage, *place),
                item: item_summary(paper, passage),
                owner,
                due,
                words: quoter.words(passage),
                first: None,
                later: Vec::new(),
                since: Since::CannotTell,
            };
            (row, Paper::clone(paper), passage.clone())
        })
    })?;
    let mut follower = Follower { index, snapshot, dates: BTreeMap::new() };
    let mut followed = Vec::with_capacity(given.len());
    for (row, paper, passage) in given {
        followed.push(follower.follow(row, &paper, &passage)?);
    }
    let mut owners: Vec<OwnerCount> = owners.into_values().collect();
    owners.sort_by(|a, b| b.actions.cmp(&a.actions).then_with(|| a.owner.cmp(&b.owner)));
    Ok(Actions {
        total: tally.counts,
        owners,
        rows: followed,
        next: rows.next(chosen),
        query: asked.query,
    })
}

/// The request for passages that may have an action: those of that kind, and those that end in
/// "(Action: Sam Lee)" and keep another.
fn with_actions(request: &SearchRequest) -> Result<SearchRequest, SearchError> {
    if !request.filters.is.is_empty() {
        return Ok(request.clone());
    }
    let mut query = Query::parse(&request.text)?;
    query.clauses.extend(Query::parse("(is:action OR =action OR =actions)")?.clauses);
    Ok(SearchRequest { text: query.to_string(), ..request.clone() })
}

/// Looks for actions in the other papers of their committees.
struct Follower<'a> {
    index: &'a PaperIndex,
    snapshot: Arc<Snapshot>,
    /// By authority and committee the dates of their papers.
    dates: BTreeMap<(String, String), Vec<Option<i64>>>,
}

impl Follower<'_> {
    fn follow(
        &mut self,
        mut row: ActionRow,
        paper: &Paper,
        passage: &Passage,
    ) -> Result<ActionRow, SearchError> {
        let day = |paper: &Paper| paper.date.as_ref().and_then(crate::document::days);
        let (Some((today, _)), Some(committee)) = (day(paper), paper.committee.clone()) else {
            return Ok(row);
        };
        let is_enough = crate::document::text_hash(&passage.text) != 0;
        let authority = values::authority(paper).to_owned();
        let dates = self.dates_of(authority.clone(), committee)?;
        let papers = dates.iter().flatten().filter(|date| **date > today).count() as u64;
        let mut mentions = self.mentions(paper, passage, &authority)?;
        mentions.sort_by(|a, b| (a.0, &a.1.cited.passage).cmp(&(b.0, &b.1.cited.passage)));
        row.first = mentions.iter().find(|(day, _)| *day < today).map(|(_, first)| first.clone());
        let later = mentions.into_iter().filter(|(day, _)| *day > today);
        row.later = later.map(|(_, mention)| mention).collect();
        row.since = match (row.later.is_empty(), papers) {
            (false, _) => Since::Mentioned,
            (true, 0) => Since::NoLaterPaper,
            (true, _) if !is_enough => Since::CannotTell,
            (true, papers) => Since::NotFound { papers },
        };
        Ok(row)
    }

    /// Where other dated papers of the committee have an action, each with its day.
    fn mentions(
        &self,
        paper: &Paper,
        passage: &Passage,
        authority: &str,
    ) -> Result<Vec<(i64, Mention)>, Error> {
        let store = Store::new(self.index, &self.snapshot);
        let mut mentions = Vec::new();
        for (other, share) in self.index.holders_of(&store, passage, authority)? {
            let Some(head) = store.head(&other.id.paper())? else { continue };
            let day = head.date.as_ref().and_then(crate::document::days);
            if let Some((day, _)) = day
                && head.id != paper.id
                && head.committee == paper.committee
            {
                // Its place among unnumbered paragraphs would take the whole paper to count.
                let authorities = &self.index.vocabularies().authorities;
                let cited = Cited::new(&head, &other, 0, authorities);
                mentions.push((day, Mention { cited, share }));
            }
        }
        Ok(mentions)
    }

    fn dates_of(
        &mut self,
        authority: String,
        committee: String,
    ) -> Result<&[Option<i64>], SearchError> {
        let key = (authority, committee);
        if !self.dates.contains_key(&key) {
            let filters = Filters {
                authority: vec![key.0.clone()],
                committee: vec![key.1.clone()],
                ..Filters::default()
            };
            let request = SearchRequest { filters, ..SearchRequest::new("") };
            let papers = self.index.matches_in(Arc::clone(&self.snapshot), &request)?;
            self.dates.insert(key.clone(), papers.dates()?);
        }
        Ok(self.dates.get(&key).map_or(&[], Vec::as_slice))
    }
}

#[cfg(test)]
mod tests {
    use model::record::{PassageKind, Person, PersonKind};

    use super::*;
    use crate::search::tests::corpus::{Corpus, add, paper};
    use crate::study::Study;

    const WRITE: &str = "The Director of Roads to write to every household on the towpath about the \
                         felling of the alders.";
    const COUNT: &str = "The Chair to count the lamps of the old bridge and to report their number \
                         to the Panel.";

    fn of_panel(name: &str, date: &str) -> Paper {
        Paper {
            committee: Some("Roads Panel".to_owned()),
            ..paper(name, Some("Ashmere"), Some(date))
        }
    }

    fn act(paper: &mut Paper, label: &str, text: &str, owner: &str) {
        let passage = add(paper, label, &format!("{label}. {text}"));
        passage.kind = PassageKind::Action;
        passage.action = Some(Action { owner: Some(owner.to_owned()), due: None });
    }

    fn papers() -> Vec<Paper> {
        let mut may = of_panel("may", "2024-05-01");
        act(&mut may, "1", WRITE, "Director of Roads");
        act(&mut may, "2", COUNT, "Chair");
        let quill = Some("Wren Quill".to_owned());
        may.people = vec![Person::new(quill, None, PersonKind::Public, "Wren Quill".to_owned())];
        act(&mut may, "3", "Wren Quill to send a drawing of the old bridge.", "Wren Quill");
        let mut july = of_panel("july", "2024-07-01");
        let log = format!("Action log\nMay | {WRITE} | under way\nMarch | Lamps | done");
        add(&mut july, "", &log).kind = PassageKind::Table;
        let mut september = of_panel("september", "2024-09-01");
        act(&mut september, "7", WRITE, "Director of Roads");
        let mut elsewhere = of_panel("elsewhere", "2024-08-01");
        elsewhere.committee = Some("Lamps Panel".to_owned());
        act(&mut elsewhere, "1", COUNT, "Chair");
        vec![may, july, september, elsewhere]
    }

    #[test]
    fn an_action_is_followed_through_the_papers_of_its_committee() {
        for batches in [1, 4] {
            let corpus = Corpus::new(papers(), batches);
            let request = ActionsRequest::new(SearchRequest::new(""));
            let found = corpus.index.actions(&request).unwrap();
            assert_eq!(found.total, Counts { passages: 5, papers: 3 });
            let dates = |mentions: &[Mention]| -> Vec<String> {
                mentions.iter().filter_map(|m| m.cited.date.clone()).collect()
            };
            let [write, count, drawing, elsewhere, again] = found.rows.as_slice() else {
                panic!("{:#?}", found.rows)
            };
            assert_eq!(dates(&write.later), ["2024-07-01", "2024-09-01"]);
            assert_eq!((write.first.clone(), write.since), (None, Since::Mentioned));
            assert_eq!(count.since, Since::NotFound { papers: 2 });
            assert_eq!(drawing.owner, None, "a resident is not named");
            assert_eq!(elsewhere.since, Since::NoLaterPaper);
            assert_eq!(again.since, Since::NoLaterPaper);
            let first = again.first.as_ref().and_then(|first| first.cited.date.as_deref());
            assert_eq!(first, Some("2024-05-01"));
        }
    }

    #[test]
    fn owners_are_counted_unless_they_are_residents() {
        let corpus = Corpus::new(papers(), 2);
        let mut request = ActionsRequest::new(SearchRequest::new(""));
        request.owner = Some("director of ROADS".to_owned());
        let found = corpus.index.actions(&request).unwrap();
        let owners: Vec<(&str, u64, bool)> =
            found.owners.iter().map(|o| (o.owner.as_str(), o.actions, o.selected)).collect();
        assert_eq!(owners, [("Chair", 2, false), ("Director of Roads", 2, true)]);
        assert_eq!(found.rows.len(), 2);
        request.owner = Some("Wren Quill".to_owned());
        assert_eq!(corpus.index.actions(&request).unwrap().rows.len(), 0);
    }

    #[test]
    fn an_owner_who_is_not_known_to_be_in_office_is_quoted_and_not_named() {
        let mut may = of_panel("may", "2024-05-01");
        act(&mut may, "1", "Jo Bloggs to send a drawing of the old bridge.", "Jo Bloggs");
        act(&mut may, "2", "Cllr Rowan to count the lamps.", "Cllr Rowan");
        let index = Corpus::new(vec![may], 1).index;
        let mut request = ActionsRequest::new(SearchRequest::new(""));
        let found = index.actions(&request).unwrap();
        let owners: Vec<Option<&str>> = found.rows.iter().map(|row| row.owner.as_deref()).collect();
        assert_eq!(owners, [None, Some("Cllr Rowan")]);
        assert_eq!(found.rows[0].words.text, "1. Jo Bloggs to send a drawing of the old bridge.");
        assert_eq!(found.owners.len(), 1);
        request.owner = Some("jo bloggs".to_owned());
        assert_eq!(index.actions(&request).unwrap().rows.len(), 0);
    }

    #[test]
    fn an_action_in_brackets_is_one_too() {
        let mut minutes = of_panel("minutes", "2024-05-01");
        let passage = add(&mut minutes, "1", "The figures would be sent round. (Action: Chair)");
        passage.action = Some(Action { owner: Some("Chair".to_owned()), due: None });
        add(&mut minutes, "2", "No further action was needed.");
        let corpus = Corpus::new(vec![minutes], 1);
        let found = corpus.index.actions(&ActionsRequest::new(SearchRequest::new(""))).unwrap();
        assert_eq!((found.total.passages, found.rows.len()), (1, 1));
        assert_eq!(found.rows[0].since, Since::NoLaterPaper);
    }
}
