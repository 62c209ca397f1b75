//! A row of an export, and the columns of the table.

use model::record::{Paper, PaperKind, PassageKind, Speaker, Status};
use model::vocab::Authorities;
use model::{PaperId, PassageId};

use crate::citation::citation;
use crate::document::item_of;
use crate::schema::value;
use crate::search::Match;
use crate::snippet::without_contacts;
use crate::table::Column;
use crate::values::is_outside;

/// A passage with what it takes to cite, count and find it again. [`COLUMNS`] says what each
/// field holds.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the table of columns documents them, for every reader of a file")]
pub struct ExportRow {
    pub passage_id: PassageId,
    pub paper_id: PaperId,
    pub authority_id: Option<String>,
    pub authority: Option<String>,
    pub committee: Option<String>,
    pub date: Option<String>,
    pub year: Option<i16>,
    pub paper_kind: PaperKind,
    pub status: Option<Status>,
    pub title: Option<String>,
    pub item: Option<String>,
    pub item_title: Option<String>,
    pub label: Option<String>,
    pub page: Option<u32>,
    pub own_page: Option<u32>,
    pub passage_kind: PassageKind,
    pub speakers: Vec<String>,
    pub speakers_resolved: Vec<String>,
    pub roles: Vec<String>,
    pub topics: Vec<String>,
    pub text: String,
    pub citation: String,
    pub url: String,
    pub source: String,
    pub source_url: Option<String>,
}

/// The columns of an export.
pub const COLUMNS: &[Column<ExportRow>] = &[
    Column::text(
        "passage_id",
        "The id of the passage; it stays the same as long as its words do.",
        |row| Some(row.passage_id.as_str()),
    ),
    Column::text("paper_id", "The id of its paper: one published file.", |row| {
        Some(row.paper_id.as_str())
    }),
    Column::text("authority_id", "The council or other body, by its id in the register.", |row| {
        row.authority_id.as_deref()
    }),
    Column::text("authority", "Its official name.", |row| row.authority.as_deref()),
    Column::text("committee", "The body that met, or to which the paper goes.", |row| {
        row.committee.as_deref()
    }),
    Column::text(
        "date",
        "Of the meeting or publication: a day, a month or a year, as known.",
        |row| row.date.as_deref(),
    ),
    Column::number("year", "Of the meeting or publication.", |row| {
        row.year.and_then(|year| u64::try_from(year).ok())
    }),
    Column::text("paper_kind", "What sort of paper it is: minutes, report and so on.", |row| {
        Some(row.paper_kind.as_str())
    }),
    Column::text("status", "draft or approved, of minutes that say so.", |row| {
        row.status.map(|status| match status {
            Status::Draft => "draft",
            Status::Approved => "approved",
        })
    }),
    Column::text("title", "The title of the paper.", |row| row.title.as_deref()),
    Column::text("item", "The number of the agenda item.", |row| row.item.as_deref()),
    Column::text("item_title", "Its title.", |row| row.item_title.as_deref()),
    Column::text("label", "The number or letter printed with the passage.", |row| {
        row.label.as_deref()
    }),
    Column::number("page", "The page of the file it begins on, from 1.", |row| {
        row.page.map(u64::from)
    }),
    Column::number("own_page", "The page of its own paper inside a pack.", |row| {
        row.own_page.map(u64::from)
    }),
    Column::text("passage_kind", "What it does: question, response, decision and so on.", |row| {
        Some(row.passage_kind.as_str())
    }),
    Column::list(
        "speakers",
        "Who is minuted as speaking, in the words of the minutes; outside for residents, young \
         people and other organisations, who are not named; unattributed where it is not said who.",
        |row| &row.speakers,
    ),
    Column::list(
        "speakers_resolved",
        "Who each of the speakers is: full name, office spelled out, or body; empty where it is \
         not known, and outside.",
        |row| &row.speakers_resolved,
    ),
    Column::list(
        "roles",
        "The office of each of the speakers, by its id in the vocabulary of roles; empty where \
         there is none.",
        |row| &row.roles,
    ),
    Column::list("topics", "What it is about, by ids of the topic rules.", |row| &row.topics),
    Column::text(
        "text",
        "Its words as printed, with its label; […] stands for a phone number or e-mail address.",
        |row| Some(&row.text),
    ),
    Column::text("citation", "How to cite it, in the plain council form.", |row| {
        Some(&row.citation)
    }),
    Column::text("url", "Its page on a server of this index.", |row| Some(&row.url)),
    Column::text("source", "The path of the file under the folder that was indexed.", |row| {
        Some(&row.source)
    }),
    Column::text("source_url", "Where the file was published.", |row| row.source_url.as_deref()),
];

impl ExportRow {
    pub(super) fn of(found: Match<'_>, authorities: &Authorities) -> ExportRow {
        let Match { paper, passage, place } = found;
        let speakers: Vec<Shown<'_>> =
            passage.speakers.iter().map(|speaker| Shown::of(paper, speaker)).collect();
        ExportRow {
            paper_id: paper.id.clone(),
            authority_id: paper.authority.as_ref().map(|authority| authority.id.clone()),
            authority: paper.authority.as_ref().map(|authority| authority.name.clone()),
            committee: paper.committee.clone(),
            date: paper.date.as_ref().map(|date| date.value.clone()),
            year: paper.year,
            paper_kind: paper.kind,
            status: paper.status,
            title: paper.title.clone(),
            item_title: item_of(paper, &passage).map(|item| item.title.clone()),
            page: passage.page,
            own_page: passage.own_page,
            passage_kind: passage.kind,
            speakers: speakers.iter().map(|shown| shown.as_minuted.to_owned()).collect(),
            speakers_resolved: speakers.iter().map(|shown| shown.resolved.to_owned()).collect(),
            roles: speakers.iter().map(|shown| shown.role.to_owned()).collect(),
            topics: passage.topics.iter().map(|topic| topic.id.clone()).collect(),
            text: without_contacts(&passage.text),
            citation: citation(paper, &passage, place, authorities),
            url: format!("/passages/{}", passage.id),
            source: paper.source.clone(),
            source_url: paper.source_url.clone(),
            passage_id: passage.id,
            item: passage.item,
            label: passage.label,
        }
    }
}

/// What may be told of a speaker.
struct Shown<'a> {
    as_minuted: &'a str,
    resolved: &'a str,
    role: &'a str,
}

impl<'a> Shown<'a> {
    fn of(paper: &Paper, speaker: &'a Speaker) -> Shown<'a> {
        if is_outside(paper, speaker) {
            return Shown { as_minuted: value::OUTSIDE, resolved: "", role: "" };
        }
        Shown {
            as_minuted: speaker.as_minuted.as_deref().unwrap_or(value::UNATTRIBUTED),
            resolved: speaker.resolved.as_deref().unwrap_or_default(),
            role: speaker.role.as_deref().unwrap_or_default(),
        }
    }
}
