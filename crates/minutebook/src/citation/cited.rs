//! What a citation says, worked out once for every style.

use model::PassageId;
use model::normal;
use model::record::{Paper, PaperKind, Part, Passage, PassageKind, Status};
use model::vocab::Authorities;

use super::date::CitedDate;
use super::pages::Pages;
use super::place::{Place, place_of, shortened};
use crate::document::item_of;

/// The fields of a citation. What is not known is `None` and is left out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cited {
    pub(super) id: PassageId,
    /// Who published it, where that is another body than the authority.
    pub(super) publisher: Option<String>,
    /// In the form to cite it by: "Hackney Council".
    pub(super) authority: Option<String>,
    pub(super) committee: Option<String>,
    pub(super) work: Work,
    pub(super) date: Option<CitedDate>,
    /// The paper inside a pack that prints the passage.
    pub(super) part: Option<CitedPart>,
    pub(super) item: Option<CitedItem>,
    pub(super) place: Place,
    pub(super) pages: Option<Pages>,
    pub(super) draft: bool,
    /// Where it was published on the web.
    pub(super) url: Option<String>,
}

/// What is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Work {
    /// Minutes, agenda or reports pack, which are called by their meeting.
    Meeting(&'static str),
    /// Any other paper, which has a title; else its kind.
    Titled(String),
}

/// A paper inside a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CitedPart {
    pub(super) title: String,
    /// What it is called beside its own pages: "report".
    pub(super) noun: String,
    /// Where it has a day of its own.
    pub(super) date: Option<CitedDate>,
}

/// An agenda item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CitedItem {
    /// Without a final full stop.
    pub(super) number: String,
    /// `None` where the part has said it.
    pub(super) title: Option<String>,
}

impl Cited {
    /// The fields of a passage. `ordinal` is what [`super::ordinals`] gives it.
    pub(crate) fn new(
        paper: &Paper,
        passage: &Passage,
        ordinal: u32,
        authorities: &Authorities,
    ) -> Cited {
        let part = part_of(paper, passage);
        Cited {
            id: passage.id.clone(),
            publisher: said(paper.publisher.as_deref()),
            authority: paper.authority.as_ref().and_then(|authority| {
                let entry = authorities.by_id(&authority.id);
                said(Some(entry.map_or(&authority.name, |entry| &entry.cite)))
            }),
            committee: said(paper.committee.as_deref()),
            work: work(paper),
            date: paper.date.as_ref().and_then(CitedDate::of),
            part: part.map(|part| cited_part(paper, part)),
            item: item(paper, passage, part),
            place: place_of(passage, ordinal),
            pages: Pages::of(passage, part),
            draft: paper.status == Some(Status::Draft),
            url: paper.source_url.as_deref().and_then(published),
        }
    }

    /// Who stands first in styles that begin with an author.
    pub(super) fn author(&self) -> Option<&str> {
        self.publisher.as_deref().or(self.authority.as_deref())
    }

    /// The title of a paper that has one; that of an inspectorate names whom it inspected.
    pub(super) fn titled(&self, title: &str) -> String {
        match (&self.publisher, &self.authority) {
            (Some(_), Some(authority)) => format!("{title}: {authority}"),
            _ => title.to_owned(),
        }
    }

    /// `Minutes of the Cabinet`, `Minutes` where no body is known.
    pub(super) fn meeting_title(&self, noun: &str) -> String {
        let noun = capital(noun);
        match &self.committee {
            Some(committee) => format!("{noun} of the {}", without_article(committee)),
            None => noun,
        }
    }

    /// Whether what is read today may read otherwise tomorrow, so that even styles which print
    /// no access date as a rule do.
    pub(super) fn may_change(&self) -> bool {
        self.draft || self.date.is_none()
    }
}

/// The most characters of a name or title that a citation gives, so that what is printed can be
/// read back.
pub(super) const MAX_NAME: usize = 1_000;

/// The most characters of an address that a citation gives: the id stands in for a longer one.
pub(super) const MAX_ADDRESS: usize = 2_000;

/// Single spaces, nothing invisible, no longer than [`MAX_NAME`]; `None` where nothing is left.
fn said(text: Option<&str>) -> Option<String> {
    text.map(name).filter(|text| !text.is_empty())
}

/// Single spaces, nothing invisible, no longer than [`MAX_NAME`].
pub(super) fn name(text: &str) -> String {
    shortened(normal::spaces(text), MAX_NAME)
}

/// What a paper is called.
pub(super) fn work(paper: &Paper) -> Work {
    match paper.kind {
        PaperKind::Minutes => Work::Meeting("minutes"),
        PaperKind::Agenda => Work::Meeting("agenda"),
        PaperKind::ReportsPack => Work::Meeting("reports pack"),
        kind => Work::Titled(said(paper.title.as_deref()).unwrap_or_else(|| noun_of(kind))),
    }
}

fn noun_of(kind: PaperKind) -> String {
    match kind {
        PaperKind::Other => "paper".to_owned(),
        kind => kind.as_str().replace('-', " "),
    }
}

/// The paper of a pack in which a passage stands.
pub(super) fn part_of<'p>(paper: &'p Paper, passage: &Passage) -> Option<&'p Part> {
    passage.part.and_then(|part| paper.parts.get(part as usize))
}

fn cited_part(paper: &Paper, part: &Part) -> CitedPart {
    let of_paper = paper.date.as_ref().map(|date| date.value.as_str());
    let own = part.date.as_deref().filter(|date| Some(*date) != of_paper);
    CitedPart {
        title: name(&part.title),
        noun: noun_of(part.kind),
        date: own.and_then(|date| date.parse().ok()).map(CitedDate::Day),
    }
}

/// The number of an item as it is cited.
pub(super) fn item_number(passage: &Passage) -> Option<&str> {
    passage.item.as_deref().map(|number| number.trim_end_matches('.'))
}

fn item(paper: &Paper, passage: &Passage, part: Option<&Part>) -> Option<CitedItem> {
    let number = name(item_number(passage)?);
    let title = item_of(paper, passage).map(|item| item.title.as_str());
    let title = title.filter(|title| part.is_none_or(|part| part.title != *title));
    Some(CitedItem { number, title: said(title) })
}

/// An address on the web, without spaces.
fn published(url: &str) -> Option<String> {
    let url = url.trim();
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let is_one_word = |url: &String| !url.contains(char::is_whitespace);
    let is_short = |url: &String| url.chars().nth(MAX_ADDRESS).is_none();
    is_web.then(|| url.replace(' ', "%20")).filter(is_one_word).filter(is_short)
}

/// With its first letter as a capital.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn without_article(name: &str) -> &str {
    let article = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the "));
    if article { &name[4..] } else { name }
}

/// Whether a passage is cited by its words and not counted among the unnumbered.
pub(super) fn is_heading(passage: &Passage) -> bool {
    passage.kind == PassageKind::Heading
}
