//! What another labelling of a paper changed: per passage, the labels gained and lost.
//!
//! [`changes`] is pure. It compares two records of the same bytes and never reads words: a
//! passage is the same where its id is, and an id is made of the passage's words. [`Summary`]
//! counts the same over many papers.

mod labels;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::record::{Paper, Passage};
use model::{PaperId, PassageId};
use serde::Serialize;

/// One thing that is said of a paper or passage, with the words that prove it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Label {
    /// A stable word: of a paper `authority`, `joint-authority`, `publisher`, `committee`,
    /// `date`, `kind`, `status`, `title`, `language`, `period`, `listed` (a person), `item`,
    /// `part` or `abbreviation`; of a passage `topic`, `speaker`, `role`, `class`, `is` (its
    /// kind), `answers`, `recommendation`, `outcome`, `moved-by`, `seconded-by`, `votes`,
    /// `owner`, `due`, `amount` or `under` (its agenda item).
    pub sort: &'static str,
    /// An id of a vocabulary where there is one, else the words of the paper.
    pub value: String,
    /// The words of the paper that prove it; empty where the record keeps none.
    pub because: Vec<String>,
}

/// What changed in one paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperChanges {
    /// The paper.
    pub paper: PaperId,
    /// Its path relative to the PATH that was indexed.
    pub source: String,
    /// Its title as it is now.
    pub title: Option<String>,
    /// What changed of the paper as a whole.
    #[serde(flatten)]
    pub whole: Difference,
    /// What changed of its passages, in their order; those as they were are left out.
    pub passages: Vec<PassageChanges>,
}

/// What changed in one passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassageChanges {
    /// The passage.
    pub id: PassageId,
    /// Its place in the paper that has it, from 1.
    pub n: u32,
    /// Its printed number.
    pub label: Option<String>,
    /// Its first page.
    pub page: Option<u32>,
    /// Whether the paper has it still, only now, or no more.
    pub state: PassageState,
    /// Its labels.
    #[serde(flatten)]
    pub labels: Difference,
}

/// Whether a passage was in the paper before and is in it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PassageState {
    /// Before and now.
    Kept,
    /// Only now: the paper is cut in another way.
    New,
    /// Only before.
    Gone,
}

/// Two sets of labels compared, each list in order and each label once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    /// Said now, not before.
    pub gained: Vec<Label>,
    /// Said before, not now.
    pub lost: Vec<Label>,
    /// Said before and now, but proved by other words: those of now.
    pub restated: Vec<Label>,
}

impl Difference {
    fn between(before: Vec<Label>, after: Vec<Label>) -> Difference {
        let before = by_value(before);
        let after = by_value(after);
        let mut difference = Difference::default();
        for (key, label) in &after {
            match before.get(key) {
                None => difference.gained.push(label.clone()),
                Some(old) if old.because != label.because => {
                    difference.restated.push(label.clone())
                }
                Some(_) => {}
            }
        }
        let is_lost = |(key, _): &(&Key, &Label)| !after.contains_key(*key);
        difference.lost = before.iter().filter(is_lost).map(|(_, label)| label.clone()).collect();
        difference
    }

    /// Whether both said the same, by the same words.
    pub fn is_empty(&self) -> bool {
        self.gained.is_empty() && self.lost.is_empty() && self.restated.is_empty()
    }
}

/// What makes two labels the same.
type Key = (&'static str, String);

fn by_value(labels: Vec<Label>) -> BTreeMap<Key, Label> {
    let mut by_value: BTreeMap<Key, Label> = BTreeMap::new();
    for label in labels {
        match by_value.get_mut(&(label.sort, label.value.clone())) {
            Some(same) => same.because.extend(label.because),
            None => {
                by_value.insert((label.sort, label.value.clone()), label);
            }
        }
    }
    by_value
}

impl PaperChanges {
    /// Whether every label is as it was.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.passages.is_empty()
    }

    fn differences(&self) -> impl Iterator<Item = &Difference> {
        std::iter::once(&self.whole).chain(self.passages.iter().map(|passage| &passage.labels))
    }
}

/// What `after` says that `before` did not, and the other way about. Both are records of the
/// same bytes; texts and places are not compared, only what is said of them.
///
/// ```
/// use minutebook::changes::changes;
/// let bytes = b"4.1 The Director said that a locum had left.";
/// let text = extract::extract(bytes, &extract::Options::USUAL)?;
/// let source = annotate::Source {
///     path: "minutes.txt".into(),
///     also_at: Vec::new(),
///     sha256: model::Sha256::of(bytes),
///     bytes: bytes.len() as u64,
///     overrides: model::Overrides::default(),
/// };
/// let now = annotate::annotate(&text, &source, model::Vocabularies::shipped());
/// let mut before = now.clone();
/// before.passages[0].topics.clear();
/// let found = changes(&before, &now);
/// let gained = &found.passages[0].labels.gained[0];
/// assert_eq!((gained.sort, gained.value.as_str()), ("topic", "agency-workers"));
/// assert_eq!(gained.because, ["locum"]);
/// assert!(changes(&now, &now).is_empty());
/// # Ok::<(), extract::ExtractError>(())
/// ```
pub fn changes(before: &Paper, after: &Paper) -> PaperChanges {
    let old: HashMap<&PassageId, &Passage> =
        before.passages.iter().map(|passage| (&passage.id, passage)).collect();
    let new: BTreeSet<&PassageId> = after.passages.iter().map(|passage| &passage.id).collect();
    let mut passages: Vec<PassageChanges> = after
        .passages
        .iter()
        .map(|passage| {
            let was = old.get(&passage.id);
            let state = if was.is_some() { PassageState::Kept } else { PassageState::New };
            let labels = was.map(|was| labels::of_passage(before, was)).unwrap_or_default();
            let now = labels::of_passage(after, passage);
            of_passage(passage, state, Difference::between(labels, now))
        })
        .collect();
    let gone = before.passages.iter().filter(|passage| !new.contains(&passage.id));
    passages.extend(gone.map(|passage| {
        let lost = Difference::between(labels::of_passage(before, passage), Vec::new());
        of_passage(passage, PassageState::Gone, lost)
    }));
    passages.retain(|passage| passage.state != PassageState::Kept || !passage.labels.is_empty());
    passages.sort_by_key(|passage| passage.n);
    PaperChanges {
        paper: after.id.clone(),
        source: after.source.clone(),
        title: after.title.clone(),
        whole: Difference::between(labels::of_paper(before), labels::of_paper(after)),
        passages,
    }
}

fn of_passage(passage: &Passage, state: PassageState, labels: Difference) -> PassageChanges {
    PassageChanges {
        id: passage.id.clone(),
        n: passage.n,
        label: passage.label_path.clone().or_else(|| passage.label.clone()),
        page: passage.page,
        state,
        labels,
    }
}

/// The changes of many papers, counted by label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Papers with a change.
    pub papers: u64,
    /// Passages with a change.
    pub passages: u64,
    labels: BTreeMap<Key, LabelCount>,
}

/// How often a label was gained and lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LabelCount {
    /// As [`Label::sort`].
    pub sort: &'static str,
    /// As [`Label::value`].
    pub value: String,
    /// Passages (or papers, where the label is of a paper) that have it now.
    pub gained: u64,
    /// Those that had it before.
    pub lost: u64,
    /// Papers in which either happened.
    pub papers: u64,
}

impl Summary {
    /// Counts one paper; one without a change counts for nothing.
    pub fn add(&mut self, changes: &PaperChanges) {
        if changes.is_empty() {
            return;
        }
        self.papers += 1;
        self.passages += changes.passages.len() as u64;
        let mut here: BTreeSet<Key> = BTreeSet::new();
        for difference in changes.differences() {
            let gained = difference.gained.iter().map(|label| (label, true));
            let lost = difference.lost.iter().map(|label| (label, false));
            for (label, is_gain) in gained.chain(lost) {
                let key = (label.sort, label.value.clone());
                let count = self.labels.entry(key.clone()).or_insert_with(|| LabelCount {
                    sort: label.sort,
                    value: label.value.clone(),
                    gained: 0,
                    lost: 0,
                    papers: 0,
                });
                *(if is_gain { &mut count.gained } else { &mut count.lost }) += 1;
                count.papers += u64::from(here.insert(key));
            }
        }
    }

    /// Each label that was gained or lost: the most changed first, then by sort and value.
    pub fn labels(&self) -> Vec<&LabelCount> {
        let mut labels: Vec<&LabelCount> = self.labels.values().collect();
        labels.sort_by_key(|count| std::cmp::Reverse(count.gained + count.lost));
        labels
    }
}
