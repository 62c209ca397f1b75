//! A record without some of its passages, and without what only they said.

use std::collections::{BTreeMap, BTreeSet};

use model::record::{Paper, Passage, Speaker};
use model::{PassageId, normal};

/// A record as it is to be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Placed {
    pub(crate) paper: Paper,
    /// Of each passage its place among the unnumbered passages of its item, as
    /// [`crate::citation::ordinals`] counts where no passage is withheld.
    pub(crate) places: Vec<u32>,
}

/// The record without the passages `ids`. The others keep their ids, numbers and places, so that
/// no citation of them moves. What the record says elsewhere in words that only those passages
/// print goes too: headings, titles, people, evidence. Labels of the paper stay: its authority,
/// committee, date and kind.
///
/// # Errors
/// The first of `ids` that is no passage of the paper.
pub(crate) fn withhold(placed: Placed, ids: &[PassageId]) -> Result<Placed, PassageId> {
    if ids.is_empty() {
        return Ok(placed);
    }
    let Placed { mut paper, places } = placed;
    let ids: BTreeSet<&PassageId> = ids.iter().collect();
    let there: BTreeSet<&PassageId> = paper.passages.iter().map(|passage| &passage.id).collect();
    if let Some(missing) = ids.iter().find(|id| !there.contains(*id)) {
        return Err((*missing).clone());
    }
    let passages = std::mem::take(&mut paper.passages).into_iter().zip(places);
    let (gone, kept): (Vec<_>, Vec<_>) =
        passages.partition(|(passage, _)| ids.contains(&passage.id));
    let only = Only::new(&gone, &kept);
    let (mut passages, places): (Vec<Passage>, Vec<u32>) = kept.into_iter().unzip();
    passages.iter_mut().for_each(|passage| only.clean_passage(passage));
    only.clean_paper(&mut paper);
    paper.passages = passages;
    Ok(Placed { paper, places })
}

/// What only the passages withheld print, compared by letters and digits.
struct Only {
    gone: Vec<String>,
    kept: Vec<String>,
}

impl Only {
    fn new(gone: &[(Passage, u32)], kept: &[(Passage, u32)]) -> Only {
        let letters = |passages: &[(Passage, u32)]| {
            passages.iter().map(|(passage, _)| normal::for_identity(&passage.text)).collect()
        };
        Only { gone: letters(gone), kept: letters(kept) }
    }

    fn says(&self, text: &str) -> bool {
        let letters = normal::for_identity(text);
        let is_in = |texts: &[String]| texts.iter().any(|text| text.contains(&letters));
        !letters.is_empty() && is_in(&self.gone) && !is_in(&self.kept)
    }

    fn clean(&self, text: &mut String) {
        if self.says(text) {
            text.clear();
        }
    }

    fn clean_option(&self, text: &mut Option<String>) {
        if text.as_deref().is_some_and(|text| self.says(text)) {
            *text = None;
        }
    }

    fn clean_paper(&self, paper: &mut Paper) {
        self.clean_option(&mut paper.title);
        paper.people.retain(|person| {
            let said = [Some(&person.as_printed), person.name.as_ref(), person.role.as_ref()];
            !said.into_iter().flatten().any(|text| self.says(text))
        });
        paper.items.retain(|item| !self.says(&item.title));
        for part in &mut paper.parts {
            self.clean(&mut part.title);
        }
        let abbreviations = std::mem::take(&mut paper.abbreviations).into_iter();
        paper.abbreviations =
            abbreviations.filter(|(_, long)| !self.says(long)).collect::<BTreeMap<_, _>>();
        for why in paper.why.values_mut() {
            self.clean(&mut why.evidence);
        }
        for authority in paper.authority.iter_mut().chain(&mut paper.joint_authorities) {
            self.clean(&mut authority.evidence);
        }
        if let Some(date) = &mut paper.date {
            self.clean(&mut date.evidence);
        }
    }

    fn clean_passage(&self, passage: &mut Passage) {
        self.clean_option(&mut passage.heading);
        passage.speakers.iter_mut().for_each(|speaker| self.clean_speaker(speaker));
        for topic in &mut passage.topics {
            topic.because.retain(|words| !self.says(words));
        }
    }

    fn clean_speaker(&self, speaker: &mut Speaker) {
        for text in [&mut speaker.as_minuted, &mut speaker.resolved, &mut speaker.name] {
            self.clean_option(text);
        }
        self.clean(&mut speaker.evidence);
    }
}
