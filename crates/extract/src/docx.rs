//! Office Open XML text: paragraphs, lists, headings and tables.

use std::io::{Cursor, Read};

use model::normal;
use model::text::{Block, BlockKind, ExtractedPaper, Format};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::text::{append_line, paragraph, table_block};
use crate::{ExtractError, Options};

/// Reads a DOCX file.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<ExtractedPaper, ExtractError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    let document = entry(&mut archive, "word/document.xml", options)?
        .ok_or_else(|| damaged(&"it has no word/document.xml"))?;
    let mut blocks = Body::read(&document)?;
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(text) = entry(&mut archive, notes, options)? {
            blocks.extend(
                Body::read(&text)?
                    .into_iter()
                    .map(|block| Block { kind: BlockKind::Footnote, ..block }),
            );
        }
    }
    let mut paper = ExtractedPaper { format: Format::Docx, blocks, ..ExtractedPaper::default() };
    if let Some(core) = entry(&mut archive, "docProps/core.xml", options)? {
        paper.metadata.title = property(&core, "dc:title");
        paper.metadata.author = property(&core, "dc:creator");
        paper.metadata.created = property(&core, "dcterms:created");
    }
    Ok(paper)
}

fn damaged(detail: &dyn std::fmt::Display) -> ExtractError {
    ExtractError::Damaged { format: "DOCX".into(), detail: detail.to_string() }
}

/// The text of an entry, within the limit on a stream.
fn entry(
    archive: &mut zip::ZipArchive<Cursor<&[u8]>>,
    name: &str,
    options: &Options,
) -> Result<Option<String>, ExtractError> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(damaged(&error)),
    };
    let limit = options.limits.stream_bytes;
    let mut bytes = Vec::new();
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    if bytes.len() > limit {
        return Err(ExtractError::TooLarge {
            what: format!("the entry {name}"),
            limit: format!("{} MB", limit / 1_000_000),
            flag: "stream".into(),
        });
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// The value of one element of the core properties.
fn property(xml: &str, name: &str) -> Option<String> {
    let (_, rest) = xml.split_once(&format!("<{name}"))?;
    let (_, rest) = rest.split_once('>')?;
    let (value, _) = rest.split_once('<')?;
    let value = quick_xml::escape::unescape(value).ok()?;
    Some(normal::spaces(&value)).filter(|value| !value.is_empty())
}

/// The body of a document while it is read.
#[derive(Default)]
struct Body {
    blocks: Vec<Block>,
    lines: Vec<String>,
    text: String,
    in_text: bool,
    heading: Option<u8>,
    listed: bool,
    depth: u8,
    bold: bool,
    bold_letters: usize,
    letters: usize,
    /// Rows of the tables that are open; the outermost is first.
    tables: Vec<Vec<Vec<String>>>,
}

impl Body {
    fn read(xml: &str) -> Result<Vec<Block>, ExtractError> {
        let mut body = Body::default();
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().map_err(|error| damaged(&error))? {
                Event::Start(element) => body.start(&element),
                Event::Empty(element) => {
                    body.start(&element);
                    body.end(element.name().as_ref());
                }
                Event::End(element) => body.end(element.name().as_ref()),
                Event::Text(text) if body.in_text => body.add(&text.xml10_content()),
                Event::GeneralRef(name) if body.in_text => {
                    let name = name.xml10_content();
                    let resolved = quick_xml::escape::unescape(&format!("&{name};"))
                        .map(|text| text.into_owned());
                    body.add(&resolved.unwrap_or_default());
                }
                Event::Eof => break,
                _ => {}
            }
        }
        body.end_paragraph();
        Ok(body.blocks)
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        match element.name().as_ref() {
            "w:p" => {
                self.end_paragraph();
                self.heading = None;
                self.listed = false;
                self.depth = 0;
            }
            "w:r" => self.bold = false,
            "w:b" => self.bold = value(element).is_none_or(|v| v != "0" && v != "false"),
            "w:t" => self.in_text = true,
            "w:tab" => self.text.push(' '),
            "w:br" | "w:cr" => {
                let line = normal::spaces(&std::mem::take(&mut self.text));
                self.lines.push(line);
            }
            "w:pStyle" => self.heading = value(element).and_then(|style| heading_level(&style)),
            "w:numPr" => self.listed = true,
            "w:ilvl" => {
                self.depth = value(element).and_then(|v| v.parse().ok()).unwrap_or(0);
            }
            "w:tbl" => {
                self.end_paragraph();
                self.tables.push(Vec::new());
            }
            "w:tr" => {
                if let Some(rows) = self.tables.last_mut() {
                    rows.push(Vec::new());
                }
            }
            "w:tc" => {
                if let Some(row) = self.tables.last_mut().and_then(|rows| rows.last_mut()) {
                    row.push(String::new());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "w:t" => self.in_text = false,
            "w:p" => self.end_paragraph(),
            "w:tbl" => self.end_table(),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.letters += letters;
        self.bold_letters += if self.bold { letters } else { 0 };
        self.text.push_str(text);
    }

    fn end_paragraph(&mut self) {
        let last = normal::spaces(&std::mem::take(&mut self.text));
        let mut lines = std::mem::take(&mut self.lines);
        lines.push(last);
        lines.retain(|line| !line.is_empty());
        let letters = std::mem::take(&mut self.letters);
        let is_bold = std::mem::take(&mut self.bold_letters) == letters && letters > 0;
        if lines.is_empty() {
            return;
        }
        if let Some(rows) = self.tables.last_mut() {
            if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                let joined = format!("{cell} {}", lines.join(" "));
                *cell = normal::spaces(&joined);
            }
            return;
        }
        let mut block = paragraph(&lines);
        block.bold = is_bold;
        block.depth = self.depth;
        if self.listed && block.marker.is_none() {
            block.marker = Some("•".to_owned());
            block.kind = BlockKind::ListItem;
        }
        if let Some(level) = self.heading {
            block.kind = BlockKind::Heading { level };
        }
        self.blocks.push(block);
    }

    /// Ends a table; one that stands in a cell of another becomes text of that cell.
    fn end_table(&mut self) {
        self.end_paragraph();
        let Some(mut rows) = self.tables.pop() else { return };
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        if let Some(cell) =
            self.tables.last_mut().and_then(|rows| rows.last_mut()).and_then(|row| row.last_mut())
        {
            let inner: Vec<String> = rows.iter().map(|row| row.join(" ")).collect();
            let joined = format!("{cell} {}", inner.join(" "));
            *cell = normal::spaces(&joined);
        } else if rows.iter().all(|row| row.len() < 2) {
            for cell in rows.into_iter().flatten() {
                let mut block = Block::default();
                append_line(&mut block, &cell);
                self.blocks.push(block);
            }
        } else if !rows.is_empty() {
            self.blocks.push(table_block(rows));
        }
    }
}

fn value(element: &BytesStart<'_>) -> Option<String> {
    let attribute = element.try_get_attribute("w:val").ok().flatten()?;
    attribute
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .ok()
        .map(|value| value.into_owned())
}

/// `Heading1`, `heading 2`, `Title`.
fn heading_level(style: &str) -> Option<u8> {
    let style = style.to_lowercase().replace(' ', "");
    if style == "title" {
        return Some(1);
    }
    style.strip_prefix("heading")?.parse().ok().filter(|level| (1..=6).contains(level))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn docx(body: &str) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
        write!(writer, "<w:document><w:body>{body}</w:body></w:document>").unwrap();
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn paragraphs_lists_headings_and_tables() {
        let bytes = docx(
            "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Minutes</w:t></w:r></w:p>\
             <w:p><w:r><w:t>4.1 It was </w:t></w:r><w:r><w:t>agreed &amp; done</w:t></w:r></w:p>\
             <w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>A point</w:t></w:r></w:p>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>For</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        );
        let paper = read(&bytes, &Options::USUAL).unwrap();
        let seen: Vec<_> =
            paper.blocks.iter().map(|b| (b.marker.as_deref(), b.text.as_str())).collect();
        assert_eq!(
            seen,
            [
                (None, "Minutes"),
                (Some("4.1"), "It was agreed & done"),
                (Some("•"), "A point"),
                (None, "For\t7")
            ]
        );
    }

    #[test]
    fn a_bomb_is_refused() {
        let limits = crate::Limits { stream_bytes: 1000, ..crate::Limits::USUAL };
        let options = Options { limits, ..Options::USUAL };
        let bytes = docx(&"<w:p/>".repeat(1000));
        assert!(matches!(read(&bytes, &options), Err(ExtractError::TooLarge { .. })));
    }
}
