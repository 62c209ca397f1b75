//! Papers read one by one: each paper of a pack by itself, with its own roster, abbreviations and
//! items, so that nothing of one is taken for another's.

use std::collections::{BTreeMap, HashSet};

use model::record::{Item, PaperKind, Part, Person};
use model::text::ExtractedPaper;
use model::{Vocabularies, normal};

use crate::cut;
use crate::draft::Draft;
use crate::people::known::Known;
use crate::speakers::{self, Cast};
use crate::{abbreviations, decisions, exempt, items, kinds, parts, people, questions, written};

/// What the words of a paper, or of the papers of a pack, say.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Read {
    /// The passages in the making, in order.
    pub(crate) drafts: Vec<Draft>,
    pub(crate) items: Vec<Item>,
    pub(crate) people: Vec<Person>,
    pub(crate) abbreviations: BTreeMap<String, String>,
    /// The papers of a pack.
    pub(crate) parts: Vec<Part>,
}

impl Read {
    /// Adds what the next paper of the file says; its items are not the file's.
    fn add(&mut self, mut next: Read) {
        let before = self.drafts.len();
        for draft in &mut next.drafts {
            draft.parent = draft.parent.map(|place| place + before);
            draft.answers = draft.answers.map(|place| place + before);
        }
        self.drafts.append(&mut next.drafts);
        for mut person in next.people {
            // Earlier minutes in a pack are of another meeting.
            (person.attendance, person.joined, person.left) = (None, None, None);
            // Offices and bodies have no name to know them by.
            if person.name.is_some() {
                people::add(&mut self.people, person);
            } else if !self.people.contains(&person) {
                self.people.push(person);
            }
        }
        for (short, long) in next.abbreviations {
            self.abbreviations.entry(short).or_insert(long);
        }
    }
}

/// Reads one paper.
pub(crate) fn read(
    text: &ExtractedPaper,
    kind: PaperKind,
    committee: Option<&str>,
    vocabularies: &Vocabularies,
) -> Read {
    let mut drafts = cut::cut(text);
    let is_minuted = speakers::reports_speech(kind, &drafts);
    let mut items = items::find(&mut drafts, kind);
    let mut people = people::find(&drafts, is_minuted, vocabularies);
    if is_minuted {
        people::presence::note_moves(&mut people, &drafts, vocabularies);
    }
    let abbreviations = abbreviations::find(&drafts);
    kinds::set(&mut drafts, &items, kind);
    questions::pair(&mut drafts);
    decisions::read(&mut drafts);
    decisions::recorded(&mut drafts, &Known::of(&people));
    exempt::read(&mut drafts, &mut items);
    let cast = Cast {
        people: &people,
        abbreviations: &abbreviations,
        roles: &vocabularies.roles,
        committee,
        is_minuted,
    };
    speakers::attribute(&mut drafts, &cast);
    if kind == PaperKind::QuestionAndAnswers {
        let written = written::read(&mut drafts, &cast);
        for person in written.people {
            people::add(&mut people, person);
        }
        if items.list.is_empty() {
            items.list = written.items;
        }
    }
    let people = people::with_speakers(people, &drafts);
    Read { drafts, items: items.list, people, abbreviations, parts: Vec::new() }
}

/// Reads the papers of a pack.
///
/// The items are those of its front, the part on page 1; else those that its parts serve. A
/// passage of a later part stands under the item that the part serves: the numbers that it
/// prints itself, as earlier minutes do, are of another agenda.
pub(crate) fn read_pack(
    text: &ExtractedPaper,
    parts: Vec<Part>,
    committee: Option<&str>,
    vocabularies: &Vocabularies,
) -> Read {
    let mut whole = Read::default();
    let n_pages = u32::try_from(text.pages.len()).unwrap_or(u32::MAX);
    let mut next_page = 1;
    for (at, part) in parts.iter().enumerate() {
        let between = parts::text_of(text, next_page, part.first_page.saturating_sub(1));
        whole.add(unserved(read(&between, PaperKind::Other, committee, vocabularies)));
        let own = parts::text_of(text, part.first_page, part.last_page);
        let mut own = read(&own, part.kind, committee, vocabularies);
        let is_front = part.first_page == 1 && part.item.is_none();
        if is_front {
            whole.items = std::mem::take(&mut own.items);
        }
        for draft in &mut own.drafts {
            draft.part = u32::try_from(at).ok();
            if !is_front {
                draft.item.clone_from(&part.item);
            }
        }
        whole.add(own);
        next_page = part.last_page.saturating_add(1);
    }
    let after = parts::text_of(text, next_page, n_pages);
    whole.add(unserved(read(&after, PaperKind::Other, committee, vocabularies)));
    if whole.items.is_empty() {
        whole.items = served(&parts);
    }
    whole.parts = parts;
    whole
}

/// Pages that belong to no part stand under no item.
fn unserved(mut read: Read) -> Read {
    for draft in &mut read.drafts {
        draft.item = None;
    }
    read
}

/// The items that parts serve, each with the title of its first.
fn served(parts: &[Part]) -> Vec<Item> {
    let mut seen = HashSet::new();
    let numbered = parts.iter().filter_map(|part| Some((part.item.clone()?, part)));
    numbered
        .filter(|(number, _)| seen.insert(normal::name(number)))
        .map(|(number, part)| items::item(Some(number), None, &part.title))
        .collect()
}
