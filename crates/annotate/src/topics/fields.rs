//! The fields of work that a passage stands in.

use std::collections::HashMap;

use model::record::{Item, TopicTag};
use model::vocab::Topics;

use super::{Scan, Tagger, formalities};
use crate::draft::Draft;

/// One passage in this many has to speak of a field, and at least three have to, for the whole
/// paper to be in it.
const SHARE: usize = 6;

/// A set of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Fields(u64);

impl Fields {
    pub(super) fn insert(&mut self, field: usize) {
        debug_assert!(field < Topics::MOST_FIELDS);
        self.0 |= 1 << field;
    }

    /// Those of both.
    pub(super) fn and(self, other: Fields) -> Fields {
        Fields(self.0 | other.0)
    }

    /// Whether the two share one.
    pub(super) fn meets(self, other: Fields) -> bool {
        self.0 & other.0 != 0
    }

    fn iter(self) -> impl Iterator<Item = usize> {
        (0..Topics::MOST_FIELDS).filter(move |field| self.0 & (1 << field) != 0)
    }
}

impl FromIterator<usize> for Fields {
    fn from_iter<I: IntoIterator<Item = usize>>(places: I) -> Fields {
        let mut fields = Fields::default();
        places.into_iter().for_each(|field| fields.insert(field));
        fields
    }
}

/// The topics of each passage. A passage is in the fields of which it speaks itself, or its
/// heading, its item's title, the passage that leads to it, the question that it answers, or
/// enough of its paper.
pub(crate) fn of_passages(
    drafts: &[Draft],
    items: &[Item],
    title: Option<&str>,
    rules: &Topics,
) -> Vec<Vec<TopicTag>> {
    let tagger = Tagger::new(rules);
    let scans: Vec<Scan> = drafts.iter().map(|draft| tagger.scan(&draft.text)).collect();
    let papers = of_papers(drafts, &scans, tagger.scan(title.unwrap_or_default()).fields);
    let mut known: HashMap<&str, Fields> = HashMap::new();
    let mut tags = Vec::with_capacity(drafts.len());
    for (draft, scan) in drafts.iter().zip(&scans) {
        if !draft.says_something() || formalities::is_formality(&draft.body) {
            tags.push(Vec::new());
            continue;
        }
        let mut around = papers.get(&draft.part).copied().unwrap_or_default();
        for place in [draft.parent, draft.answers].into_iter().flatten() {
            around = around.and(scans.get(place).map_or(Fields::default(), |scan| scan.fields));
        }
        for text in [draft.heading.as_deref(), title_of_item(draft, items)].into_iter().flatten() {
            around = around.and(*known.entry(text).or_insert_with(|| tagger.scan(text).fields));
        }
        tags.push(tagger.tags(&draft.text, scan, around));
    }
    tags
}

/// The title of a passage's item; the papers of a pack have items of their own, not listed.
fn title_of_item<'a>(draft: &Draft, items: &'a [Item]) -> Option<&'a str> {
    let number = draft.item.as_deref().filter(|_| draft.part.is_none())?;
    items.iter().find(|item| item.number.as_deref() == Some(number)).map(|item| item.title.as_str())
}

/// For each paper of the file, the fields that it is about.
fn of_papers(drafts: &[Draft], scans: &[Scan], title: Fields) -> HashMap<Option<u32>, Fields> {
    let mut counts: HashMap<Option<u32>, (usize, HashMap<usize, usize>)> = HashMap::new();
    for (draft, scan) in drafts.iter().zip(scans).filter(|(draft, _)| draft.says_something()) {
        let (all, of_field) = counts.entry(draft.part).or_default();
        *all += 1;
        for field in scan.fields.iter() {
            *of_field.entry(field).or_default() += 1;
        }
    }
    let of_paper = |(part, (all, of_field)): (Option<u32>, (usize, HashMap<usize, usize>))| {
        let is_about = |count: usize| count >= 3 && count * SHARE >= all;
        let fields: Fields =
            of_field.into_iter().filter(|(_, n)| is_about(*n)).map(|(field, _)| field).collect();
        (part, if part.is_none() { fields.and(title) } else { fields })
    };
    counts.into_iter().map(of_paper).collect()
}
