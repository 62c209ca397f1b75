//! What a paper is as a whole: authority, committee, date, kind, title.

mod authority;
mod committee;
mod date;
mod fields;
mod kind;
mod language;
mod periods;
mod status;
mod title;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::record::{Authority, From, PaperDate, PaperKind, Status, Why};
use model::text::{Block, BlockRole, ExtractedPaper};
use model::{Vocabularies, Warning, normal};
use regex::Regex;

use crate::parts::Pack;
use crate::{Source, why};

/// The labels of a whole paper.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PaperLabels {
    pub(crate) authority: Option<Authority>,
    pub(crate) joint_authorities: Vec<Authority>,
    pub(crate) publisher: Option<String>,
    pub(crate) committee: Option<String>,
    pub(crate) kind: PaperKind,
    pub(crate) title: Option<String>,
    pub(crate) status: Option<Status>,
    pub(crate) language: Option<String>,
    pub(crate) date: Option<PaperDate>,
    pub(crate) year: Option<i16>,
    pub(crate) periods: Vec<String>,
    pub(crate) source_url: Option<String>,
    pub(crate) why: BTreeMap<String, Why>,
    pub(crate) warnings: Vec<Warning>,
}

/// What is said of a paper inside a pack, from its own words alone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PartLabels {
    pub(crate) kind: PaperKind,
    pub(crate) title: Option<String>,
    pub(crate) date: Option<PaperDate>,
    pub(crate) warnings: Vec<Warning>,
}

/// A paper as the rules of this module look at it.
struct Look<'a> {
    text: &'a ExtractedPaper,
    source: &'a Source,
    vocabularies: &'a Vocabularies,
    /// The blocks that are not furniture of a web page, at most the first hundred.
    head: Vec<&'a Block>,
}

impl Look<'_> {
    /// The text of the first `n` blocks, a line each.
    fn head_text(&self, n: usize) -> String {
        let lines: Vec<&str> = self.head.iter().take(n).map(|block| block.text.as_str()).collect();
        lines.join("\n")
    }
}

/// A label with its provenance.
struct Labelled<T> {
    value: T,
    why: Why,
}

/// Labels a paper inside a pack. The pack's path, metadata and sidecar say nothing of it.
pub(crate) fn of_part(text: &ExtractedPaper, vocabularies: &Vocabularies) -> PartLabels {
    let source = Source::unknown();
    let look = Look { text, source: &source, vocabularies, head: head(text, None) };
    let kind = kind::find(&look).value;
    let title = title::find(&look, kind).map(|title| title.value);
    let mut warnings = Vec::new();
    let date = date::find(&look, kind, &mut warnings).filter(|date| date.from == From::Text);
    PartLabels { kind, title, date, warnings }
}

/// The first blocks that are not furniture of a web page, up to a page.
fn head(text: &ExtractedPaper, last_page: Option<u32>) -> Vec<&Block> {
    let is_body = |block: &&Block| block.role != BlockRole::Navigation && !block.text.is_empty();
    let is_inside = |block: &&Block| last_page.is_none_or(|last| block.page <= Some(last));
    text.blocks.iter().take_while(is_inside).filter(is_body).take(100).collect()
}

/// Labels a paper. What a sidecar says wins. The front of a pack says what the whole is, and
/// when and for whom; its authority may be printed by its reports alone.
pub(crate) fn label(
    text: &ExtractedPaper,
    source: &Source,
    vocabularies: &Vocabularies,
    pack: Option<&Pack>,
) -> PaperLabels {
    let whole = Look { text, source, vocabularies, head: head(text, None) };
    let front_ends = pack.and_then(Pack::front_ends);
    let look = Look { text, source, vocabularies, head: head(text, front_ends) };
    let over = &source.overrides;
    let said = || why(From::Sidecar, &over.said_by);
    let mut reasons = BTreeMap::new();

    let kind = match (over.kind, pack.and_then(|pack| pack.is_of_reports.as_ref())) {
        (Some(kind), _) => Labelled { value: kind, why: said() },
        (None, Some(why)) => Labelled { value: PaperKind::ReportsPack, why: why.clone() },
        (None, None) => kind::find(&look),
    };
    reasons.insert("kind".to_owned(), kind.why);
    let title = match &over.title {
        Some(title) => Some(Labelled { value: title.clone(), why: said() }),
        None => title::find(&look, kind.value),
    };
    let committee = match &over.committee {
        Some(committee) => Some(Labelled { value: committee.clone(), why: said() }),
        // An inspectorate reports to the public, whatever boards its headings name.
        None if kind.value == PaperKind::InspectionReport => None,
        None => committee::find(&look),
    };
    let status = match over.status {
        Some(status) => Some(Labelled { value: status, why: said() }),
        None => status::find(&look, kind.value),
    };
    let mut warnings = Vec::new();
    let date = match &over.date {
        Some(date) => Some(date.clone()),
        None => date::find(&look, kind.value, &mut warnings),
    };
    let publisher = match &over.publisher {
        Some(publisher) => Some(Labelled { value: publisher.clone(), why: said() }),
        None => authority::publisher(&whole, kind.value),
    };
    let authority = match &over.authority {
        Some(name) => Some(authority::named(name, &over.said_by, vocabularies)),
        None => authority::find(&whole, date.as_ref().map(|date| date.value.as_str())),
    };
    let joint_authorities = authority::others(
        &look,
        authority.as_ref(),
        committee.as_ref().map(|committee| committee.value.as_str()),
        date.as_ref().map(|date| date.value.as_str()),
    );
    let language = language::find(text, &source.path);
    let periods = periods::find(&look);
    PaperLabels {
        year: date.as_ref().and_then(|date| date.value.get(..4)?.parse().ok()),
        language: Some(take_one(language, "language", &mut reasons)),
        periods: take(periods, "periods", &mut reasons).unwrap_or_default(),
        source_url: over.source_url.clone().or_else(|| text.metadata.url.clone()),
        kind: kind.value,
        title: take(title, "title", &mut reasons),
        committee: take(committee, "committee", &mut reasons),
        status: take(status, "status", &mut reasons),
        publisher: take(publisher, "publisher", &mut reasons),
        authority,
        joint_authorities,
        date,
        why: reasons,
        warnings,
    }
}

fn take<T>(
    label: Option<Labelled<T>>,
    name: &str,
    reasons: &mut BTreeMap<String, Why>,
) -> Option<T> {
    label.map(|label| take_one(label, name, reasons))
}

fn take_one<T>(label: Labelled<T>, name: &str, reasons: &mut BTreeMap<String, Why>) -> T {
    reasons.insert(name.to_owned(), label.why);
    label.value
}

/// A folder that is named for a meeting: the body, then the day.
struct MeetingFolder<'a> {
    /// The folder's whole name.
    name: &'a str,
    /// The words of the body, such as `county-council`.
    body: &'a str,
    /// The day, as `2025-01-30`.
    date: &'a str,
}

/// The innermost folder of a path that names a meeting: `cabinet-2025-01-30`.
fn meeting_folder(path: &str) -> Option<MeetingFolder<'_>> {
    static MEETING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?P<body>(?:[a-z][a-z' _-]*?[ _-])?(?:committee|commission|panel|board|cabinet|council|executive|forum))[ _-]+(?P<date>(?:19|20)\d{2}-\d{2}-\d{2})$")
            .expect("fixed")
    });
    let (folders, _) = path.rsplit_once('/')?;
    folders.split('/').rev().find_map(|name| {
        let found = MEETING.captures(name)?;
        Some(MeetingFolder {
            name,
            body: found.name("body")?.as_str(),
            date: found.name("date")?.as_str(),
        })
    })
}

/// The words of a path: folders and file name, with punctuation as spaces.
fn path_words(path: &str) -> Vec<String> {
    path.split('/').map(|part| normal::slug(part).replace('-', " ")).collect()
}

#[cfg(test)]
mod tests;
