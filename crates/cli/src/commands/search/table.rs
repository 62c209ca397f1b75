//! Hits as a table for a spreadsheet, in the order in which they are found.

use std::io::{self, BufWriter, Stdout};

use minutebook::answer::{Hit, PaperSummary, PassageHit, SpeakerSummary};
use minutebook::request::{Group, SearchRequest};
use minutebook::table::{Column, Format, TableWriter};
use minutebook::{PaperIndex, without_contacts};

use crate::output::Outcome;

/// A passage that was found.
struct Row {
    paper: PaperSummary,
    passage: PassageHit,
    speakers: Vec<String>,
    also_in: Vec<String>,
    /// Its words, without phone numbers and e-mail addresses.
    text: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("id", "The id of the passage.", |row| Some(row.passage.id.as_str())),
    Column::text("authority", "The official name of the authority.", |row| {
        row.paper.authority.as_ref().map(|authority| authority.name.as_str())
    }),
    Column::text("committee", "The body that met.", |row| row.paper.committee.as_deref()),
    Column::text("date", "Of the meeting or publication.", |row| row.paper.date.as_deref()),
    Column::text("paper_kind", "What sort of paper it is.", |row| Some(row.paper.kind.as_str())),
    Column::text("title", "The title of the paper.", |row| row.paper.title.as_deref()),
    Column::text("item", "The number of the agenda item.", |row| {
        row.passage.item.as_ref().and_then(|item| item.number.as_deref())
    }),
    Column::text("item_title", "Its title.", |row| {
        row.passage.item.as_ref().map(|item| item.title.as_str())
    }),
    Column::text("label", "The number printed with it.", |row| row.passage.label.as_deref()),
    Column::number("page", "The page it begins on, from 1.", |row| row.passage.page.map(u64::from)),
    Column::text("kind", "What it does.", |row| Some(row.passage.kind.as_str())),
    Column::list(
        "speakers",
        "Who is minuted as speaking; outside for residents, young people and others.",
        |row| &row.speakers,
    ),
    Column::text(
        "text",
        "Its words as printed; phone numbers and e-mail addresses are left out.",
        |row| Some(row.text.as_str()),
    ),
    Column::list("lacks", "The typed words that it lacks.", |row| &row.passage.lacks),
    Column::list(
        "also_in",
        "The ids of the same paragraph in other papers of the authority, which have no row.",
        |row| &row.also_in,
    ),
    Column::text("citation", "How to cite it.", |row| Some(&row.passage.citation)),
    Column::text("source", "The path of the file.", |row| Some(&row.paper.source)),
    Column::text("source_url", "Where it was published.", |row| row.paper.source_url.as_deref()),
];

/// Prints every passage that is found, up to `limit`.
pub(super) fn print(
    papers: &PaperIndex,
    request: SearchRequest,
    limit: Option<usize>,
) -> anyhow::Result<Outcome> {
    let mut left = limit.unwrap_or(usize::MAX);
    let mut request = SearchRequest { group: Group::None, full: true, ..request };
    let mut table: Option<TableWriter<Row, BufWriter<Stdout>>> = None;
    let mut rows = 0;
    loop {
        request.limit = left.clamp(1, SearchRequest::MAX_LIMIT);
        let response = match papers.search(&request) {
            Ok(response) => response,
            Err(error) => return super::refused(error, &request.text, false),
        };
        // Begun once the query is accepted.
        let table = match &mut table {
            Some(table) => table,
            None => {
                let out = BufWriter::new(io::stdout());
                table.insert(TableWriter::new(Format::Csv, COLUMNS, out)?)
            }
        };
        left = left.saturating_sub(response.hits.len());
        for row in response.hits.into_iter().flat_map(rows_of) {
            table.row(&row)?;
            rows += 1;
        }
        match response.next {
            Some(next) if left > 0 => request.cursor = Some(next),
            _ => break,
        }
    }
    table.map(TableWriter::finish).transpose()?;
    Ok(if rows > 0 { Outcome::Done } else { Outcome::Partly })
}

fn rows_of(hit: Hit) -> impl Iterator<Item = Row> {
    let Hit { paper, passages, .. } = hit;
    passages.into_iter().map(move |passage| {
        let speakers = passage.speakers.iter().filter_map(shown).collect();
        let text = without_contacts(passage.text.as_ref().unwrap_or(&passage.snippet.text));
        let also_in = passage.also_in.iter().map(ToString::to_string).collect();
        Row { paper: paper.clone(), speakers, also_in, text, passage }
    })
}

/// What a table may tell of a speaker: no name of a resident or young person.
fn shown(speaker: &SpeakerSummary) -> Option<String> {
    if speaker.outside { Some("outside".to_owned()) } else { speaker.as_minuted.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_outside_is_not_named() {
        let speaker = |outside| SpeakerSummary {
            as_minuted: Some("Kim Young".to_owned()),
            resolved: None,
            role: None,
            inherited: false,
            outside,
        };
        assert_eq!(shown(&speaker(true)).as_deref(), Some("outside"));
        assert_eq!(shown(&speaker(false)).as_deref(), Some("Kim Young"));
    }
}
