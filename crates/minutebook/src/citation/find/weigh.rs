//! How well a paper and a passage fit what a citation says.
//!
//! Each field of the citation agrees, differs or says nothing, and weighs as much as it tells
//! papers apart. The weights only order candidates: whether one is certain is decided by what
//! agrees and differs.

use std::collections::BTreeSet;

use model::record::Paper;
use model::{PaperId, normal};
use serde::Serialize;

use super::names::{NamedAuthority, Words, telling};
use super::read::{CitedPlace, Read, Said, address};
use crate::citation::cited::{Cited, Work, work};
use crate::citation::date::CitedDate;
use crate::citation::pages::Run;
use crate::citation::place::{Place, heading_words};
use crate::document::place_term;

/// A field of a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CitedField {
    /// An id of minutebook, or an address of its pages.
    Id,
    /// The publisher's address.
    Url,
    /// The authority.
    Authority,
    /// The committee.
    Committee,
    /// The date of the meeting or publication.
    Date,
    /// The title of the paper, of one in a pack, or of the agenda item.
    Title,
    /// The number of the agenda item.
    Item,
    /// The paragraph, by its label, its place or its heading.
    Paragraph,
    /// The page of the file.
    Page,
    /// The page that a paper in a pack counts by itself.
    OwnPage,
}

impl CitedField {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            CitedField::Id => "id",
            CitedField::Url => "address",
            CitedField::Authority => "authority",
            CitedField::Committee => "committee",
            CitedField::Date => "date",
            CitedField::Title => "title",
            CitedField::Item => "item",
            CitedField::Paragraph => "paragraph",
            CitedField::Page => "page",
            CitedField::OwnPage => "own page",
        }
    }
}

/// How a candidate fits.
#[derive(Debug, Clone, Default)]
pub(super) struct Fit {
    pub(super) score: f32,
    /// The share of the citation's names and titles that the passage has: 0 to 1.
    pub(super) explained: f32,
    pub(super) agree: BTreeSet<CitedField>,
    /// With the words that the candidate has.
    pub(super) differ: Vec<(CitedField, String)>,
}

impl Fit {
    fn agree(&mut self, field: CitedField, weight: f32) {
        self.score += weight;
        self.agree.insert(field);
    }

    fn differ(&mut self, field: CitedField, held: impl Into<String>, weight: f32) {
        self.score -= weight;
        self.differ.push((field, held.into()));
    }

    fn weigh(&mut self, field: CitedField, agrees: bool, held: &str, weight: f32) {
        if agrees {
            self.agree(field, weight);
        } else {
            self.differ(field, held, weight);
        }
    }

    /// The rest of a fit after this one.
    pub(super) fn and(mut self, other: Fit) -> Fit {
        self.score += other.score;
        self.explained = self.explained.max(other.explained);
        self.agree.extend(other.agree);
        self.differ.extend(other.differ);
        self
    }

    pub(super) fn differs_in(&self, field: CitedField) -> bool {
        self.differ.iter().any(|(other, _)| *other == field)
    }
}

/// What a citation says, with its names found.
pub(super) struct Wanted {
    pub(super) read: Read,
    /// The papers to which the ids of the citation lead.
    pub(super) papers: Vec<PaperId>,
    pub(super) authorities: Vec<NamedAuthority>,
    pub(super) words: Words,
    /// The words of which titles may be made: numbers and dates too.
    pub(super) titles: Words,
    /// The words that are of no authority's name.
    pub(super) beyond_authorities: Words,
    /// The longest names of committees that the citation has in full.
    pub(super) committees: Vec<String>,
}

/// From this share of its words on, a name is meant.
pub(super) const WHOLE: f32 = 0.99;

/// From this share of its words on, a title is meant.
const MOST: f32 = 0.75;

impl Wanted {
    /// Whether a paper of this authority may be meant; `None` where the citation names none
    /// whose papers are held.
    pub(super) fn authority(&self, id: &str) -> Option<bool> {
        let held: Vec<&NamedAuthority> = self.authorities.iter().filter(|a| a.held).collect();
        let means = |named: &&NamedAuthority| named.ids.iter().any(|other| other == id);
        (!held.is_empty()).then(|| held.iter().any(means))
    }

    /// Whether this committee may be meant; `None` where it cannot be told.
    pub(super) fn committee(&self, name: &str) -> Option<bool> {
        let cover = self.beyond_authorities.cover(name);
        if self.committees.iter().any(|other| other == name) || cover >= WHOLE {
            Some(true)
        } else if !self.committees.is_empty() {
            Some(false)
        } else {
            (cover >= 0.6).then_some(true)
        }
    }

    /// How a paper fits.
    pub(super) fn paper(&self, paper: &Paper, cite: &str) -> Fit {
        let mut fit = Fit::default();
        if self.read.papers.iter().any(|said| said.value == paper.id) {
            fit.agree(CitedField::Id, 20.0);
        } else if self.papers.contains(&paper.id) {
            // The paper of a passage that is gone, or one that took another's place.
            fit.score += 6.0;
        } else if !self.papers.is_empty() {
            fit.differ(CitedField::Id, paper.id.as_str(), 20.0);
        }
        if let Some(url) = paper.source_url.as_deref().filter(|_| !self.read.urls.is_empty()) {
            let same = self.read.urls.iter().any(|said| said.value == address(url));
            fit.weigh(CitedField::Url, same, url, if same { 10.0 } else { 1.0 });
        }
        self.weigh_authority(&mut fit, paper, cite);
        match paper.committee.as_deref().map(|name| (name, self.committee(name))) {
            Some((name, Some(true))) => {
                fit.agree(CitedField::Committee, 3.0 * self.beyond_authorities.cover(name));
            }
            Some((name, Some(false))) => fit.differ(CitedField::Committee, name, 2.0),
            Some((_, None)) => {}
            None if !self.committees.is_empty() => fit.score -= 1.0,
            None => {}
        }
        if !self.read.dates.is_empty() {
            match paper.date.as_ref().and_then(CitedDate::of) {
                Some(date) => {
                    let agrees = self.dates(date);
                    fit.weigh(CitedField::Date, agrees, &date.british(), 4.0);
                }
                None => fit.score -= 1.0,
            }
        }
        match work(paper) {
            Work::Titled(title) => self.weigh_title(&mut fit, &title, 4.0),
            // "Minutes" is the whole title of minutes, and the citation may leave it out.
            Work::Meeting(noun) => fit.score += 3.0 * self.words.cover(noun),
        }
        fit
    }

    /// Weighs a title by the share of its words that the citation has.
    fn weigh_title(&self, fit: &mut Fit, title: &str, weight: f32) {
        let cover = self.titles.cover(title);
        fit.score += weight * cover;
        if cover >= MOST {
            fit.agree(CitedField::Title, 0.0);
        }
    }

    fn weigh_authority(&self, fit: &mut Fit, paper: &Paper, cite: &str) {
        let Some(authority) = &paper.authority else { return };
        let all = std::iter::once(authority).chain(&paper.joint_authorities);
        let named = all.filter_map(|a| self.authority(&a.id)).reduce(|a, b| a || b);
        let in_full = || [cite, &authority.name].iter().any(|name| self.words.cover(name) >= WHOLE);
        match named {
            Some(true) => fit.agree(CitedField::Authority, 4.0),
            None if in_full() => fit.agree(CitedField::Authority, 3.0),
            Some(false) if !in_full() => {
                fit.differ(CitedField::Authority, &authority.name, 4.0);
            }
            _ => {}
        }
    }

    /// Whether one of the cited dates is this, or holds it.
    pub(super) fn dates(&self, date: CitedDate) -> bool {
        let own = date.iso();
        self.read.dates.iter().any(|said| {
            let cited = said.value.iso();
            own.starts_with(&cited) || cited.starts_with(&own)
        })
    }

    /// How a passage fits, beyond its paper; `stands` is what [`Wanted::stands`] says of it.
    pub(super) fn passage(&self, cited: &Cited, stands: f32) -> Fit {
        let mut fit = Fit::default();
        self.weigh_titles(&mut fit, cited);
        match (&self.read.item, &cited.item) {
            (Some(item), held) => {
                let held = held.as_ref().map(|item| item.number.as_str()).unwrap_or_default();
                fit.weigh(CitedField::Item, place_term(&item.value) == place_term(held), held, 2.0);
            }
            // What stands under no item is cited without one.
            (None, None) => fit.score += 2.0,
            (None, Some(_)) => {}
        }
        self.weigh_place(&mut fit, &cited.place, stands);
        let pages = cited.pages.as_ref();
        let held = pages.map(|pages| pages.in_file);
        weigh_pages(&mut fit, CitedField::Page, self.read.page.as_ref(), held);
        let own = pages.and_then(|pages| pages.own);
        weigh_pages(&mut fit, CitedField::OwnPage, self.read.own_page.as_ref(), own);
        fit
    }

    /// The titles of what the passage stands in, and how many of the citation's words are
    /// those of its names and titles.
    fn weigh_titles(&self, fit: &mut Fit, cited: &Cited) {
        let (noun, title) = match &cited.work {
            Work::Meeting(noun) => (*noun, None),
            Work::Titled(title) => ("", Some(title.as_str())),
        };
        let part = cited.part.as_ref().map(|part| part.title.as_str());
        let item = cited.item.as_ref().and_then(|item| item.title.as_deref());
        part.iter().for_each(|part| self.weigh_title(fit, part, 2.0));
        item.iter().for_each(|item| self.weigh_title(fit, item, 1.0));
        let names = [&cited.publisher, &cited.authority, &cited.committee];
        let names = names.into_iter().flatten().map(String::as_str);
        let as_cited = self.authorities.iter().filter(|named| named.held);
        let said: BTreeSet<String> = names
            .chain(as_cited.map(|named| named.words.as_str()))
            .chain([noun, "meeting"])
            .chain([title, part, item].into_iter().flatten())
            .flat_map(telling)
            .collect();
        fit.explained = self.words.covered_by(&said);
        fit.score += 2.0 * fit.explained;
    }

    /// How well a passage stands at the cited place, up to 1; `None` where it stands at another.
    /// Most passages of a paper do, so that this is asked before all else.
    pub(super) fn stands(&self, held: &Place, text: &str) -> Option<f32> {
        let Some(cited) = &self.read.place else { return Some(0.0) };
        match (&cited.value, held) {
            (CitedPlace::Label(cited), Place::Numbered { label, .. }) => labels(cited, label),
            (CitedPlace::Unnumbered(cited), Place::Unnumbered(n)) => (cited == n).then_some(1.0),
            (CitedPlace::Heading(cited), Place::Heading { .. }) => headings(cited, text),
            _ => None,
        }
    }

    fn weigh_place(&self, fit: &mut Fit, held: &Place, stands: f32) {
        if self.read.place.is_some() {
            fit.agree(CitedField::Paragraph, 5.0 * stands);
        }
        let (Place::Numbered { ordinal, .. } | Place::Heading { ordinal, .. }) = held else {
            return;
        };
        if let Some(which) = self.read.ordinal {
            fit.score += if which == *ordinal { 1.0 } else { -1.0 };
        }
    }
}

/// How well a cited label is a held one: 1 the same, less where words follow it or its brackets
/// are others.
fn labels(cited: &str, held: &str) -> Option<f32> {
    let squeezed = |text: &str| -> String { place_term(text).split_whitespace().collect() };
    let loose = |text: &str| -> String {
        squeezed(text).chars().filter(|c| c.is_alphanumeric() || *c == '.').collect()
    };
    let (whole, held_loose) = (squeezed(&normal::punctuation(held)), loose(held));
    if squeezed(cited) == whole {
        return Some(1.0);
    }
    if !held_loose.is_empty() && loose(cited) == held_loose {
        return Some(0.9);
    }
    // "4.3 the Director said", "4.3-4.5"
    let words: Vec<&str> = cited.split([' ', '-']).collect();
    let is_start = (1..words.len()).any(|n| squeezed(&words[..n].join(" ")) == whole);
    is_start.then_some(0.8)
}

fn headings(cited: &str, held: &str) -> Option<f32> {
    let printed = heading_words(held);
    let (cited, held) = (normal::for_identity(cited), normal::for_identity(&printed));
    let is_same = !cited.is_empty() && cited == held;
    let is_start = cited.len() >= 8 && held.starts_with(&cited);
    let start = is_start.then_some(0.8);
    if is_same { Some(1.0) } else { start }
}

fn weigh_pages(fit: &mut Fit, field: CitedField, cited: Option<&Said<Run>>, held: Option<Run>) {
    let (Some(cited), Some(held)) = (cited, held) else { return };
    let last = held.last.unwrap_or(held.first);
    let within = (held.first..=last).contains(&cited.value.first);
    let exactly = cited.value == held;
    let weight = if exactly { 1.5 } else { 1.0 };
    fit.weigh(field, within, &held.first.to_string(), weight);
}
