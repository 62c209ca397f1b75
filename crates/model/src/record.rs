//! The record of a paper: everything minutebook says about one published file.
//!
//! The names of the fields are a contract with the tools that read `minutebook extract`;
//! fields may be added, never renamed. Unknown is `None`, never a guess.

mod decisions;
mod kinds;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{PaperId, PassageId, Sha256};
use crate::text::{Format, Warning};

pub use decisions::{Decision, Exempt, Outcome, VoterNames, Votes};

/// One paper with its labels and its passages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// From the bytes' SHA-256.
    pub id: PaperId,
    /// Path relative to the PATH that was indexed, with `/`.
    pub source: String,
    /// Other paths with the same bytes, in byte order.
    pub also_at: Vec<String>,
    /// Where the paper was published.
    pub source_url: Option<String>,
    /// When it was fetched, as its sidecar says.
    pub fetched: Option<String>,
    /// The whole hash of the bytes.
    pub sha256: Sha256,
    /// What the bytes are.
    pub format: Format,
    /// Size of the file.
    pub bytes: u64,
    /// What sort of paper it is.
    pub kind: PaperKind,
    /// Its title, as printed, composed from its parts, or from its metadata.
    pub title: Option<String>,
    /// ISO 639-1: `en` or `cy`.
    pub language: Option<String>,
    /// Whether minutes are a draft or approved.
    pub status: Option<Status>,
    /// The authority it belongs to.
    pub authority: Option<Authority>,
    /// The further authorities of a joint committee.
    pub joint_authorities: Vec<Authority>,
    /// Who published it, where that is another body (an inspectorate).
    pub publisher: Option<String>,
    /// The body that met, or to which the paper goes.
    pub committee: Option<String>,
    /// Of the meeting or publication.
    pub date: Option<PaperDate>,
    /// Of the meeting or publication, never of the period reported on.
    pub year: Option<i16>,
    /// Financial years and quarters reported on: `2024/25`, `2024/25 Q2`.
    pub periods: Vec<String>,
    /// How many pages; `None` where the format has none.
    pub pages: Option<u32>,
    /// Pages that gave no text.
    pub pages_without_text: Vec<u32>,
    /// Pages whose text was read from their pictures by OCR.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages_by_ocr: Vec<OcrPage>,
    /// Where kind, committee, status and the like come from, by field name.
    pub why: BTreeMap<String, Why>,
    /// Who is listed, speaks, moves, signs, or is named as author or contact.
    pub people: Vec<Person>,
    /// Abbreviations that the paper itself coins, short form to long form.
    pub abbreviations: BTreeMap<String, String>,
    /// Agenda items in order.
    pub items: Vec<Item>,
    /// The papers inside a pack.
    pub parts: Vec<Part>,
    /// What is indexed and cited, in order.
    pub passages: Vec<Passage>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// A page whose text was read from its picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OcrPage {
    /// The page, from 1.
    pub page: u32,
    /// How sure OCR was of its words, from 0 to 100; below 60 many are wrong.
    pub confidence: u8,
}

/// Where a label came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum From {
    /// The words of the paper.
    Text,
    /// The page's or file's own metadata.
    Metadata,
    /// The path of the file.
    Path,
    /// The host of the site it was published on.
    Site,
    /// A `paper.pdf.toml` or a row of `papers.csv`.
    Sidecar,
    /// The operator's configuration.
    Config,
    /// Worked out from words that are given as evidence.
    Inferred,
}

/// Where a label came from, with the words that prove it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// Which source.
    pub from: From,
    /// The words.
    pub evidence: String,
}

/// A council or other local body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Authority {
    /// Its slug in the vocabulary, else a slug of the printed name.
    pub id: String,
    /// Its official name.
    pub name: String,
    /// Its short name.
    pub short: String,
    /// Its GSS code.
    pub gss: Option<String>,
    /// Its type: `county`, `london-borough`, `metropolitan-district`, `unitary`, `district`, `parish` …
    #[serde(rename = "type")]
    pub authority_type: Option<String>,
    /// Where the label came from.
    pub from: From,
    /// 0 to 1.
    pub confidence: f32,
    /// The words that prove it.
    pub evidence: String,
}

/// A date as precise as the paper gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaperDate {
    /// `2025-01-30`, `2025-01` or `2025`.
    pub value: String,
    /// How much of it is known.
    pub precision: Precision,
    /// Where it came from.
    pub from: From,
    /// 0 to 1.
    pub confidence: f32,
    /// The words that prove it.
    pub evidence: String,
}

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// Sorts of paper.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    /// Minutes of a meeting, printed or as a web page.
    Minutes,
    /// An agenda or its front sheet.
    Agenda,
    /// A report to a committee, or published by an officer.
    Report,
    /// Several reports bound as one file.
    ReportsPack,
    /// A record or notice of a decision.
    Decision,
    /// Questions put and answers given.
    QuestionAndAnswers,
    /// A report of an inspectorate.
    InspectionReport,
    /// A budget, accounts or a spending list.
    Budget,
    /// An equality impact assessment.
    EqualityImpactAssessment,
    /// A newsletter.
    Newsletter,
    /// A form to fill in, or filled in.
    Form,
    /// A letter.
    Letter,
    /// A web page or answer that lists meetings, committees, members or decisions.
    WebListing,
    /// None of these.
    #[default]
    Other,
}

/// Whether minutes are a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not yet approved.
    Draft,
    /// Approved or signed as a correct record.
    Approved,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name without titles and offices; `None` where only an office or body is printed.
    pub name: Option<String>,
    /// The office held, as printed and spelled out.
    pub role: Option<String>,
    /// What they are to the meeting.
    pub kind: PersonKind,
    /// The words of the paper.
    pub as_printed: String,
    /// Whether they came to the meeting, where its minutes list it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendance: Option<Attendance>,
    /// When they came, where it was not at the beginning: "joined the meeting at 7.15pm".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<String>,
    /// When they went, where it was not at the end: "until item 6".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<String>,
}

impl Person {
    /// Somebody of whom it is not printed whether they came.
    #[must_use]
    pub fn new(
        name: Option<String>,
        role: Option<String>,
        kind: PersonKind,
        as_printed: String,
    ) -> Person {
        Person { name, role, kind, as_printed, attendance: None, joined: None, left: None }
    }
}

/// Whether somebody came to a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attendance {
    /// Listed as present or in attendance.
    Present,
    /// Sent apologies.
    Apologies,
    /// Did not come; the paper prints no apologies.
    Absent,
    /// Came in the place of another.
    Substitute,
}

/// What a person is to the meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonKind {
    /// An elected member.
    Member,
    /// Employed by the authority.
    Officer,
    /// Co-opted to the committee.
    CoOpted,
    /// From another organisation.
    External,
    /// A collective: the committee itself.
    Body,
    /// A resident; never a facet.
    Public,
    /// A child or young person, or their body; never a facet.
    YoungPeople,
}

/// A numbered matter of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Item {
    /// The number printed with the title.
    pub number: Option<String>,
    /// The number on the agenda, where another number is printed.
    pub agenda_item: Option<String>,
    /// Its title, without clock times and file sizes.
    pub title: String,
    /// Apologies, declarations and the like.
    pub standing: bool,
    /// Taken without press and public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exempt: Option<Exempt>,
}

/// A paper inside a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: PaperKind,
    /// The agenda item it serves.
    pub item: Option<String>,
    /// Its own date.
    pub date: Option<String>,
    /// First page of the pack that it fills, from 1.
    pub first_page: u32,
    /// Last page.
    pub last_page: u32,
}

/// The smallest unit that a person would cite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// From the paper's id and the normalised text.
    pub id: PassageId,
    /// Place in the paper, from 1.
    pub n: u32,
    /// Index into [`Paper::parts`].
    pub part: Option<u32>,
    /// As printed, without a trailing full stop; a bullet carries its parent's.
    pub label: Option<String>,
    /// The label with its place under its parent: `4.7 bullet 2`.
    pub label_path: Option<String>,
    /// The number of its agenda item.
    pub item: Option<String>,
    /// The nearest heading above, as printed.
    pub heading: Option<String>,
    /// First page, from 1.
    pub page: Option<u32>,
    /// Last page.
    pub end_page: Option<u32>,
    /// The page of its own part inside a pack.
    pub own_page: Option<u32>,
    /// The page number that the page prints.
    pub printed_page: Option<String>,
    /// What it does.
    pub kind: PassageKind,
    /// The [`n`](Passage::n) of the passage that puts the question it answers.
    pub answers: Option<u32>,
    /// A report's recommendation; not a decision.
    pub recommendation: bool,
    /// The page cuts the text short.
    pub truncated: bool,
    /// Who is minuted as speaking.
    pub speakers: Vec<Speaker>,
    /// What was decided.
    pub decision: Option<Decision>,
    /// Who is to do what by when.
    pub action: Option<Action>,
    /// What it is about.
    pub topics: Vec<TopicTag>,
    /// Money and other quantities.
    pub amounts: Vec<Amount>,
    /// The words as printed with the passage's own label, bullet glyph left out.
    pub text: String,
}

/// What a passage does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassageKind {
    /// A title over what follows.
    Heading,
    /// Says something.
    Statement,
    /// Asks something.
    Question,
    /// Answers something.
    Response,
    /// Decides something.
    Decision,
    /// Asks for something to be done.
    Action,
    /// Lists who was there.
    Attendance,
    /// Keeps the meeting going: apologies, declarations, thanks, order of business.
    Procedural,
    /// An item of a list.
    ListItem,
    /// A whole table.
    Table,
    /// Words under a picture or table.
    Caption,
    /// Furniture of a web page.
    Boilerplate,
}

/// Who is minuted as speaking in a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The words of the minutes, without a leading "The"; `None` where unattributed.
    pub as_minuted: Option<String>,
    /// The full name, the office spelled out, or the body's name.
    pub resolved: Option<String>,
    /// The office, as an id of the role vocabulary.
    pub role: Option<String>,
    /// The person of the paper's own roster.
    pub name: Option<String>,
    /// What sort of speaker.
    pub class: SpeakerClass,
    /// Taken over from a passage above.
    pub inherited: bool,
    /// The words that prove it.
    pub evidence: String,
}

/// Sorts of speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerClass {
    /// A person by name.
    Named,
    /// An office.
    Role,
    /// A body of the authority, or an unnamed member of one.
    Collective,
    /// Residents, young people, other organisations.
    Outside,
    /// Said, but not by whom.
    Unattributed,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// By whom, as printed.
    pub owner: Option<String>,
    /// By when, as printed.
    pub due: Option<String>,
}

/// A topic with the words that triggered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicTag {
    /// The topic's id in the topic rules.
    pub id: String,
    /// The words of the passage.
    pub because: Vec<String>,
}

/// A quantity as printed and as a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// As printed.
    pub text: String,
    /// In `unit`; of a range, its lower end.
    pub value: serde_json::Number,
    /// The upper end of a range: "10 to 15 per cent".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upto: Option<serde_json::Number>,
    /// `GBP`, `percent`, `percentage points`, or a noun in the plural: `weeks`, `children`, `FTE`.
    pub unit: String,
}

#[cfg(test)]
mod tests;
