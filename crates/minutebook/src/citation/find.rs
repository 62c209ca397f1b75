//! Back from a citation to its passage.
//!
//! The text is read for what it says ([`read`]); papers are found by authority, committee and
//! date through the columns of the index and by the words of their titles; their passages are
//! weighed by item, paragraph and page ([`weigh`]). Nothing is guessed: where several fit, all
//! are given, and what gave nothing is named.

mod days;
mod export;
mod found;
mod gone;
mod names;
mod papers;
mod read;
mod weigh;

use std::collections::BTreeSet;

use model::record::{Paper, Passage};

use super::cited::{Cited, Work};
use super::place::{label_words, place_of};
use super::styles;
use crate::answer::{Lookup, PaperSummary};
use crate::error::{Refusal, SearchError};
use crate::index::{PaperIndex, Snapshot};
use crate::query::refusal;
use crate::store::Store;
use crate::views::summary_of;

use export::Export;
use read::{CitedPlace, Read};
use weigh::{Fit, Wanted};

pub use found::{
    Candidate, Difference, FindOutcome, FoundCitation, GoneId, ReadField, Sure, Unanswered,
};
pub use weigh::CitedField;

/// The longest citation in words, in characters. The longest that is printed is shorter: ten
/// names of [`super::cited::MAX_NAME`], an address of [`super::cited::MAX_ADDRESS`], and little
/// besides.
pub const MAX_CITATION: usize = 15_000;

/// The longest BibTeX, RIS or CSL-JSON, in characters: what is longest in TeX, `^`, has 18.
pub const MAX_EXPORT: usize = 250_000;

/// The most candidates of an answer.
const MAX_CANDIDATES: usize = 10;

/// The most papers whose passages are weighed.
const MAX_PAPERS: usize = 64;

/// With so many passages weighed, no further paper is looked into: a pack has thousands.
const MAX_PASSAGES: usize = 20_000;

/// A paper so much worse than the best is not looked into.
const PAPER_MARGIN: f32 = 6.0;

/// Minutes whose names and titles have a smaller share of the citation's words than this may be
/// those of another meeting.
const EXPLAINED: f32 = 0.4;

/// Candidates closer than this are as good as each other.
const TIE: f32 = 0.2;

impl PaperIndex {
    /// The passage that a citation means: one in any style that this library prints or as
    /// re-typed, a pasted BibTeX, RIS or CSL-JSON, an id, or an address of the server's pages.
    ///
    /// # Errors
    /// [`SearchError::Refused`] where the text is empty or too long, [`SearchError::Index`] where
    /// the index fails.
    pub fn find_citation(&self, text: &str) -> Result<FoundCitation, SearchError> {
        let export = Export::of(text);
        refuse(text, export)?;
        let words = export.map_or_else(|| text.to_owned(), |export| export.words(text));
        refuse_long(&words, MAX_CITATION, "a citation")?;
        let read = Read::of(unquoted(&words));
        let snapshot = self.snapshot();
        let finder = Finder { index: self, snapshot: &snapshot };
        let mut found = finder.find(unquoted(&words), read)?;
        text.clone_into(&mut found.text);
        Ok(found)
    }
}

/// The words of an export, as they are read.
#[cfg(test)]
pub(super) fn words_of_export(text: &str) -> String {
    Export::of(text).map(|export| export.words(text)).unwrap_or_default()
}

fn refuse(text: &str, export: Option<Export>) -> Result<(), Refusal> {
    let (most, what) = match export {
        None => (MAX_CITATION, "a citation"),
        Some(_) => (MAX_EXPORT, "an entry of a reference manager"),
    };
    if text.trim().is_empty() {
        let message = "there is no citation to look for".to_owned();
        let example = "Ashmere Council, Cabinet, 30 November 2022, item 4, para 4.3";
        return Err(refusal("empty", &(0..0), message, Some(example.to_owned())));
    }
    refuse_long(text, most, what)
}

fn refuse_long(text: &str, most: usize, what: &str) -> Result<(), Refusal> {
    match text.char_indices().nth(most) {
        None => Ok(()),
        Some((end, _)) => {
            let message = format!("{what} has at most {most} characters");
            let hint = "paste one citation at a time".to_owned();
            Err(refusal("too-long", &(end..text.len()), message, Some(hint)))
        }
    }
}

/// Without one pair of quotation marks around the whole.
fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix(['"', '“']).and_then(|text| text.strip_suffix(['"', '”']));
    inner.filter(|inner| !inner.contains(['"', '“', '”'])).unwrap_or(text)
}

/// Looks for one citation in one snapshot.
struct Finder<'a> {
    index: &'a PaperIndex,
    snapshot: &'a Snapshot,
}

/// A candidate while it is compared with others.
struct Weighed {
    candidate: Candidate,
    score: f32,
    /// The part of it that is its paper's.
    of_paper: f32,
    /// Whether enough agrees to be certain of it alone.
    tells: bool,
}

impl Weighed {
    fn is_passage(&self) -> bool {
        self.candidate.passage.is_some()
    }
}

impl Finder<'_> {
    fn store(&self) -> Store<'_> {
        Store::new(self.index, self.snapshot)
    }

    fn find(&self, text: &str, read: Read) -> Result<FoundCitation, SearchError> {
        let gone = self.gone(&read)?;
        if let Some(found) = self.by_passage_id(&read)? {
            return Ok(found.with_gone(gone));
        }
        if let Some(found) = gone::withdrawn(&gone) {
            return Ok(found);
        }
        let wanted = self.wanted(read)?;
        let mut papers = self.papers(&wanted, text)?;
        papers.sort_by(|a, b| b.1.score.total_cmp(&a.1.score));
        let best = papers.first().map_or(0.0, |(_, fit)| fit.score);
        papers.retain(|(paper, fit)| {
            let speaks_for_it = !fit.agree.is_empty() || wanted.papers.contains(&paper.id);
            speaks_for_it && fit.score > best - PAPER_MARGIN
        });
        let mut weighed = Vec::new();
        let mut n_passages = 0;
        for (n, (paper, fit)) in papers.into_iter().enumerate() {
            if n == MAX_PAPERS || n_passages > MAX_PASSAGES {
                // One that is not looked into may hold what is meant as well as those before.
                let is_better = |of_paper: f32| of_paper > fit.score;
                weighed.iter_mut().for_each(|w: &mut Weighed| w.tells &= is_better(w.of_paper));
                break;
            }
            n_passages += self.weigh_passages(paper, &fit, &wanted, &mut weighed)?;
        }
        // A paper that lacks the paragraph is a way on only where none has it.
        if wanted.read.place.is_some() && weighed.iter().any(Weighed::is_passage) {
            weighed.retain(Weighed::is_passage);
        }
        Ok(answer(&wanted, weighed).with_gone(gone))
    }

    /// The answer to a citation with the ids of passages; `None` where none of them is held.
    fn by_passage_id(&self, read: &Read) -> Result<Option<FoundCitation>, SearchError> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for said in &read.passages {
            let known = candidates.iter().any(|other| other.passage.as_ref() == Some(&said.value));
            if let Lookup::Here(view) = self.index.passage_view(&said.value, 0)?
                && !known
                && candidates.len() < MAX_CANDIDATES
            {
                candidates.push(Candidate {
                    sure: Sure::Likely,
                    url: format!("/passages/{}", said.value),
                    passage: Some(said.value.clone()),
                    paper: view.paper,
                    citation: view.citation,
                    agree: vec![CitedField::Id],
                    differ: Vec::new(),
                });
            }
        }
        let outcome = match candidates.as_mut_slice() {
            [] => return Ok(None),
            [only] => {
                only.sure = Sure::Certain;
                FindOutcome::Found
            }
            _ => FindOutcome::Several,
        };
        let ids = candidates.iter().filter_map(|candidate| candidate.passage.as_ref());
        let read = ids.map(|id| ReadField { field: CitedField::Id, words: id.to_string() });
        let (text, read, unanswered) = (String::new(), read.collect(), Vec::new());
        let gone = Vec::new();
        Ok(Some(FoundCitation { text, outcome, gone, read, candidates, unanswered }))
    }

    fn cite_form(&self, paper: &Paper) -> String {
        let Some(authority) = &paper.authority else { return String::new() };
        let entry = self.index.vocabularies().authorities.by_id(&authority.id);
        entry.map_or(&authority.name, |entry| &entry.cite).clone()
    }

    /// Adds the passages of a paper that fit, or the paper where none is meant. Gives how many
    /// passages it has.
    fn weigh_passages(
        &self,
        mut paper: Paper,
        of_paper: &Fit,
        wanted: &Wanted,
        weighed: &mut Vec<Weighed>,
    ) -> Result<usize, SearchError> {
        let (passages, ordinals): (Vec<Passage>, Vec<u32>) =
            self.store().placed_passages(&paper.id)?.into_iter().unzip();
        paper.passages = Vec::new();
        let authorities = &self.index.vocabularies().authorities;
        let mut fits = Vec::new();
        for (passage, ordinal) in passages.iter().zip(ordinals) {
            let place = place_of(passage, ordinal);
            let Some(stands) = wanted.stands(&place, &passage.text) else { continue };
            let cited = Cited::new(&paper, passage, ordinal, authorities);
            let fit = wanted.passage(&cited, stands);
            let names_place = wanted.read.place.is_some();
            if names_place || says_where(wanted) && !differs_where(&fit) {
                fits.push((cited, of_paper.clone().and(fit)));
            }
        }
        // Without a paragraph an item or page may hold too many passages to choose from.
        let too_many = wanted.read.place.is_none() && fits.len() > MAX_CANDIDATES;
        let summary = summary_of(&paper);
        if fits.is_empty() || too_many {
            weighed.push(self.whole_paper(&paper, summary, of_paper, wanted));
            return Ok(passages.len());
        }
        weighed.extend(fits.into_iter().map(|(cited, fit)| Weighed {
            candidate: Candidate {
                sure: sure(&fit),
                url: format!("/passages/{}", cited.id),
                citation: styles::plain_line(&cited),
                passage: Some(cited.id.clone()),
                paper: summary.clone(),
                agree: fit.agree.iter().copied().collect(),
                differ: differences(&fit),
            },
            score: fit.score,
            of_paper: of_paper.score,
            tells: tells(&fit)
                && fit.agree.contains(&CitedField::Paragraph)
                && names_work(&cited, &fit),
        }));
        Ok(passages.len())
    }

    fn whole_paper(
        &self,
        paper: &Paper,
        summary: PaperSummary,
        fit: &Fit,
        wanted: &Wanted,
    ) -> Weighed {
        let title = paper.title.clone().unwrap_or_else(|| paper.source.clone());
        let of_paper = fit.score;
        let mut fit = fit.clone();
        let cover = wanted.titles.cover(&title);
        fit.score += 3.0 * cover;
        if cover >= weigh::WHOLE {
            fit.agree.insert(CitedField::Title);
        }
        let tells = tells(&fit) && !says_where(wanted);
        if wanted.read.place.is_some() {
            fit.differ.push((CitedField::Paragraph, String::new()));
        }
        Weighed {
            candidate: Candidate {
                sure: sure(&fit),
                passage: None,
                url: summary.url.clone(),
                citation: title,
                paper: summary,
                agree: fit.agree.iter().copied().collect(),
                differ: differences(&fit),
            },
            score: fit.score,
            of_paper,
            tells,
        }
    }
}

/// Whether a citation says where in the paper it means.
fn says_where(wanted: &Wanted) -> bool {
    let read = &wanted.read;
    read.place.is_some() || read.item.is_some() || read.page.is_some() || read.own_page.is_some()
}

fn differs_where(fit: &Fit) -> bool {
    [CitedField::Item, CitedField::Page, CitedField::OwnPage].iter().any(|f| fit.differs_in(*f))
}

fn sure(fit: &Fit) -> Sure {
    if fit.differ.is_empty() { Sure::Likely } else { Sure::Possible }
}

/// Whether what agrees tells a paper from others.
fn tells(fit: &Fit) -> bool {
    use CitedField::{Authority, Committee, Date, Id, Title, Url};
    let agrees = |field: CitedField| fit.agree.contains(&field);
    let by_itself = [Id, Url, Title, Authority].into_iter().any(agrees);
    by_itself || agrees(Committee) && agrees(Date)
}

/// Whether a citation names the paper and not one beside it: by its address or title; minutes,
/// which have none, by not saying much else.
fn names_work(cited: &Cited, fit: &Fit) -> bool {
    if fit.agree.contains(&CitedField::Url) || fit.agree.contains(&CitedField::Id) {
        return true;
    }
    match cited.work {
        Work::Titled(_) => fit.agree.contains(&CitedField::Title),
        Work::Meeting(_) => fit.explained >= EXPLAINED,
    }
}

fn differences(fit: &Fit) -> Vec<Difference> {
    let difference =
        |(field, held): &(CitedField, String)| Difference { field: *field, held: held.clone() };
    fit.differ.iter().map(difference).collect()
}

/// The best of what was weighed, and what is known of the rest.
fn answer(wanted: &Wanted, mut weighed: Vec<Weighed>) -> FoundCitation {
    let key =
        |weighed: &Weighed| (weighed.candidate.citation.clone(), weighed.candidate.url.clone());
    weighed.sort_by_cached_key(key);
    weighed.sort_by(|a, b| b.score.total_cmp(&a.score));
    let best = weighed.first().map_or(0.0, |first| first.score);
    let rivals = weighed.iter().filter(|other| other.score > best - TIE).count();
    if let Some(first) = weighed.first_mut()
        && rivals == 1
        && first.tells
        && first.candidate.sure == Sure::Likely
    {
        first.candidate.sure = Sure::Certain;
    }
    let mut candidates: Vec<Candidate> = weighed.into_iter().map(|w| w.candidate).collect();
    candidates.sort_by_key(|candidate| candidate.sure);
    let outcome = match candidates.first() {
        None => FindOutcome::Nothing,
        Some(first) if first.sure == Sure::Certain => FindOutcome::Found,
        Some(_) => FindOutcome::Several,
    };
    if outcome == FindOutcome::Found {
        candidates.truncate(1);
    }
    candidates.truncate(MAX_CANDIDATES);
    let read = wanted.fields();
    let unanswered = unanswered(wanted, &read, &candidates);
    let (text, gone) = (String::new(), Vec::new());
    FoundCitation { text, outcome, gone, read, candidates, unanswered }
}

/// The fields of a citation with which no candidate agrees.
fn unanswered(wanted: &Wanted, read: &[ReadField], candidates: &[Candidate]) -> Vec<Unanswered> {
    let mut gave_nothing = Vec::new();
    let mut told = BTreeSet::new();
    for ReadField { field, words } in read {
        let agrees = candidates.iter().any(|candidate| candidate.agree.contains(field));
        if !agrees && told.insert(*field) {
            let message = format!("no paper here has the {} “{words}”", field.name());
            gave_nothing.push(Unanswered { field: *field, message });
        }
    }
    if wanted.authorities.is_empty() && candidates.is_empty() {
        let message = "no authority is named whose papers are here".to_owned();
        gave_nothing.push(Unanswered { field: CitedField::Authority, message });
    }
    gave_nothing
}

impl CitedPlace {
    fn words(&self) -> String {
        match self {
            CitedPlace::Label(label) => format!("para {}", label_words(label)),
            CitedPlace::Unnumbered(n) => format!("unnumbered paragraph {n}"),
            CitedPlace::Heading(words) => format!("heading {words}"),
        }
    }
}

impl Wanted {
    /// What was read, with the words of the citation, in the order of the fields.
    fn fields(&self) -> Vec<ReadField> {
        let mut fields = Vec::new();
        let mut add = |field, words: String| fields.push(ReadField { field, words });
        let read = &self.read;
        read.passages.iter().for_each(|said| add(CitedField::Id, said.value.to_string()));
        read.papers.iter().for_each(|said| add(CitedField::Id, said.value.to_string()));
        read.urls.iter().for_each(|said| add(CitedField::Url, said.value.clone()));
        self.authorities.iter().for_each(|a| add(CitedField::Authority, a.words.clone()));
        self.committees.iter().for_each(|name| add(CitedField::Committee, name.clone()));
        read.dates.iter().for_each(|said| add(CitedField::Date, said.value.british()));
        read.item.iter().for_each(|said| add(CitedField::Item, said.value.clone()));
        read.place.iter().for_each(|said| add(CitedField::Paragraph, said.value.words()));
        read.page.iter().for_each(|said| add(CitedField::Page, said.value.numbers()));
        read.own_page.iter().for_each(|said| add(CitedField::OwnPage, said.value.numbers()));
        fields
    }
}

/// Papers with how they fit.
type FittingPapers = Vec<(Paper, Fit)>;

#[cfg(test)]
mod tests;
