//! Answers of a committee system's web service: a meeting with its items and attendees, or a
//! list of meetings, committees or councillors.

use model::normal;
use model::text::{Block, BlockKind, BlockRole, ExtractedPaper, Format, Link, Metadata, Warning};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::text::{paragraph, table_block};
use crate::{ExtractError, charset, html};

/// Elements that hold where people live and how to reach them: never read.
const PRIVATE: [&str; 7] =
    ["workaddress", "homeaddress", "phone", "mobile", "email", "fax", "surgerydetails"];

/// Elements that are numbers for machines.
const PLUMBING: [&str; 12] = [
    "photosmallurl",
    "photobigurl",
    "url",
    "councillorid",
    "committeeid",
    "meetingid",
    "memberid",
    "agendaitemid",
    "attachmentid",
    "iswebcast",
    "isurl",
    "agendaid",
];

/// Elements that link to the site that answers.
const LINKS: [&str; 3] = ["url", "photosmallurl", "photobigurl"];

/// Reads an answer.
pub(crate) fn read(bytes: &[u8]) -> Result<ExtractedPaper, ExtractError> {
    let decoded = charset::decode(bytes);
    let mut answer = Answer::default();
    answer.read(&decoded.text)?;
    answer.end_row();
    answer.push_attendance();
    let mut warnings = decoded.warnings;
    if answer.left_out > 0 {
        let message = format!("{} private details were left out", answer.left_out);
        warnings.push(Warning::on_paper("private-details", message));
    }
    Ok(ExtractedPaper {
        format: Format::Xml,
        metadata: answer.metadata,
        blocks: answer.blocks,
        warnings,
        ..ExtractedPaper::default()
    })
}

#[derive(Default)]
struct Answer {
    open: Vec<String>,
    text: String,
    metadata: Metadata,
    blocks: Vec<Block>,
    attendees: Vec<Vec<String>>,
    /// The leaves of the list entry that is being read.
    row: Vec<String>,
    /// The first link of the entry, or of the attendees.
    link: Option<String>,
    title: Option<String>,
    agenda_text: Option<String>,
    minutes: Option<String>,
    number: Option<String>,
    left_out: usize,
}

impl Answer {
    fn read(&mut self, text: &str) -> Result<(), ExtractError> {
        let mut reader = Reader::from_str(text);
        loop {
            let event = reader.read_event().map_err(|error| ExtractError::Damaged {
                format: "XML".into(),
                detail: format!("{error} at byte {}", reader.buffer_position()),
            })?;
            match event {
                Event::Start(element) => self.start(&element),
                Event::Empty(element) => {
                    self.start(&element);
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.text.push_str(&text.xml10_content()),
                Event::CData(text) => self.text.push_str(&text.xml10_content()),
                Event::GeneralRef(name) => self.text.push_str(&resolve(&name.xml10_content())),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = element.name().as_ref().to_lowercase();
        if name == "attendee" {
            let cell = |key: &str| attribute(element, key);
            self.attendees.push(
                ["name", "roledescription", "membertype", "attendance", "politicalparty"]
                    .map(cell)
                    .to_vec(),
            );
        }
        self.open.push(name);
        self.text.clear();
    }

    fn end(&mut self) {
        let Some(name) = self.open.pop() else { return };
        let text = std::mem::take(&mut self.text);
        let is_private = |name: &str| PRIVATE.contains(&name);
        if is_private(&name) || self.open.iter().any(|open| is_private(open)) {
            self.left_out += usize::from(!text.trim().is_empty());
            return;
        }
        if LINKS.contains(&name.as_str()) && text.trim().starts_with("http") {
            self.link.get_or_insert_with(|| text.trim().to_owned());
            return;
        }
        let in_item = self.open.iter().any(|open| open == "agendaitem");
        match name.as_str() {
            "agendaitemtitle" => self.title = Some(decoded_twice(&text)),
            "agendatext" => self.agenda_text = Some(text),
            "minutesnonemptyhtmlbody" => self.minutes = Some(text),
            "fulldisplaynumberformat" => self.number = Some(normal::spaces(&text)),
            "agendaitem" => self.push_item(),
            "committee" | "meeting" | "councillor" | "ward" => self.end_row(),
            _ if in_item || self.open.iter().any(|open| open == "attendee") => {}
            _ => self.leaf(&name, &text),
        }
    }

    /// A leaf of a list entry, or of the meeting itself.
    fn leaf(&mut self, name: &str, text: &str) {
        let text = normal::spaces(text);
        let is_plumbing = PLUMBING.contains(&name) || name.ends_with("count");
        if text.is_empty() || is_plumbing || matches!(text.as_str(), "True" | "False") {
            return;
        }
        if self.open.len() == 1 && self.open[0] == "meeting" {
            self.blocks.push(Block {
                text: format!("{name}: {text}"),
                role: BlockRole::Field,
                ..Block::default()
            });
            self.metadata.fields.push((name.to_owned(), text));
        } else {
            self.row.push(decoded_twice(&text));
        }
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.row);
        if !cells.is_empty() {
            let links = self.links();
            let entry = paragraph(&[cells.join(", ")]);
            self.blocks.push(Block { kind: BlockKind::ListItem, links, ..entry });
        }
    }

    /// The link of the entry that ends, which prints no words.
    fn links(&mut self) -> Vec<Link> {
        let link = self.link.take().map(|href| Link { href, text: String::new() });
        link.into_iter().collect()
    }

    fn push_item(&mut self) {
        let number = self.number.take().filter(|number| !number.is_empty());
        let title = self.title.take().unwrap_or_default();
        if !title.is_empty() {
            self.blocks.push(Block {
                kind: BlockKind::Heading { level: 3 },
                marker: number.clone(),
                text: title,
                role: BlockRole::ItemTitle { number },
                ..Block::default()
            });
        }
        if let Some(body) = self.agenda_text.take() {
            self.blocks.extend(html::read_text(&body).blocks);
        }
        if let Some(body) = self.minutes.take().filter(|body| !body.trim().is_empty()) {
            self.blocks.push(Block {
                text: "Minutes:".to_owned(),
                role: BlockRole::SectionLabel,
                ..Block::default()
            });
            self.blocks.extend(html::read_text(&body).blocks);
        }
    }

    fn push_attendance(&mut self) {
        if self.attendees.is_empty() {
            return;
        }
        let heading = Block {
            kind: BlockKind::Heading { level: 2 },
            text: "Attendance".to_owned(),
            ..Block::default()
        };
        let rows = std::mem::take(&mut self.attendees);
        let links = self.links();
        self.blocks.push(heading);
        self.blocks.push(Block { links, ..table_block(rows) });
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let value = element.try_get_attribute(name).ok().flatten();
    let value = value.and_then(|attribute| {
        attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|v| v.into_owned())
    });
    normal::spaces(&value.unwrap_or_default())
}

/// The character that a reference stands for; an unknown one stays as it is written.
fn resolve(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    });
    match (number.and_then(char::from_u32), quick_xml::escape::resolve_predefined_entity(name)) {
        (Some(c), _) => c.to_string(),
        (None, Some(text)) => text.to_owned(),
        (None, None) => format!("&{name};"),
    }
}

/// Titles are sometimes encoded as HTML before they are encoded as XML.
fn decoded_twice(text: &str) -> String {
    if text.contains('&') || text.contains('<') {
        let blocks = html::read_text(text).blocks;
        let parts: Vec<String> = blocks
            .iter()
            .map(|block| format!("{} {}", block.marker.as_deref().unwrap_or_default(), block.text))
            .collect();
        normal::spaces(&parts.join(" "))
    } else {
        normal::spaces(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_has_items_and_attendance() {
        let paper = read(
            br#"<?xml version="1.0"?><meeting><meetingid>7</meetingid><meetingdate>10/02/2026</meetingdate>
<agendaitems><agendaitem><agendaitemtitle>Chair&amp;#39;s News</agendaitemtitle><agendatext>&lt;p&gt;To hear news.&lt;/p&gt;</agendatext>
<fulldisplaynumberformat>1.</fulldisplaynumberformat></agendaitem></agendaitems>
<attendees><attendee name="Councillor Ada Byrne" roledescription="Chair" attendance="Present"><url>https://ashmere.example/u/1</url></attendee></attendees></meeting>"#,
        )
        .unwrap();
        let texts: Vec<&str> = paper.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "meetingdate: 10/02/2026",
                "Chair's News",
                "To hear news.",
                "Attendance",
                "Councillor Ada Byrne\tChair\t\tPresent"
            ]
        );
        assert_eq!(paper.metadata.field("meetingdate"), Some("10/02/2026"));
        assert_eq!(paper.blocks[4].links[0].href, "https://ashmere.example/u/1");
    }

    #[test]
    fn where_people_live_is_left_out() {
        let paper = read(
            b"<councillorsbyward><wards><ward><wardtitle>North</wardtitle><councillors><councillor><fullusername>Ada Byrne</fullusername><homeaddress><line1>1 High St</line1></homeaddress></councillor></councillors></ward></wards></councillorsbyward>",
        )
        .unwrap();
        let all: String = paper.blocks.iter().map(|block| block.text.as_str()).collect();
        assert!(all.contains("Ada Byrne") && !all.contains("High St"), "{all}");
        assert_eq!(paper.warnings[0].kind, "private-details");
    }

    #[test]
    fn broken_xml_is_named() {
        assert!(read(b"<?xml version='1.0'?><meeting></agenda>").is_err());
    }
}
