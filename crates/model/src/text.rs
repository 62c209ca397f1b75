//! Structured text: what a reader saw in a paper, before anything is said about its meaning.
//!
//! Invariants: blocks stand in reading order; every word of the paper is in exactly one block
//! or in one piece of [`Furniture`]; block texts have single spaces (tables apart) and no invisible
//! characters;
//! offsets are bytes on character boundaries.

use serde::{Deserialize, Serialize};

/// One paper as its reader saw it: pure structure, no labels.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ExtractedPaper {
    /// What the bytes turned out to be, whatever the file's name said.
    pub format: Format,
    /// The pages in order; empty where the format has none (HTML, text).
    pub pages: Vec<Page>,
    /// What the file says of itself outside its text.
    pub metadata: Metadata,
    /// The paper's paragraphs, headings, list items and tables in reading order.
    pub blocks: Vec<Block>,
    /// Running headers and footers, page numbers and watermarks: read, and left out of blocks.
    pub furniture: Vec<Furniture>,
    /// The file's outline, in order.
    pub bookmarks: Vec<Bookmark>,
    /// What was odd but did not stop the reader.
    pub warnings: Vec<Warning>,
}

/// What the bytes of a paper are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// A web page.
    Html,
    /// An answer of a committee system's web service.
    Xml,
    /// Office Open XML text.
    Docx,
    /// Plain text.
    #[default]
    Text,
}

impl Format {
    /// The word that records use.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Html => "html",
            Format::Xml => "xml",
            Format::Docx => "docx",
            Format::Text => "text",
        }
    }
}

/// One page of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Page {
    /// Place in the file, from 1.
    pub number: u32,
    /// The page number that the page prints, if it prints one. Of two, that which runs through
    /// the whole file.
    pub printed: Option<String>,
    /// The page number that the page prints of a numbering that runs through some pages only,
    /// as the papers bound in a pack have their own.
    pub own: Option<String>,
    /// What the file itself calls the page, where that is more than its place.
    pub label: Option<String>,
    /// Whether any text could be read from it.
    pub has_text: bool,
    /// How sure OCR was of its words, from 0 to 100; `None` where its text was not read by OCR.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ocr_confidence: Option<u8>,
}

/// What a file says of itself outside its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// The file's own title (PDF information, `<title>`, core properties).
    pub title: Option<String>,
    /// The file's own author.
    pub author: Option<String>,
    /// When the file says it was made, as it says it.
    pub created: Option<String>,
    /// The language the file declares.
    pub language: Option<String>,
    /// The address that the file gives for itself (`<link rel=canonical>`, `og:url`).
    pub url: Option<String>,
    /// Everything else by name, such as `DC.date`, `meetingdate`, `committeetitle`; in file order.
    pub fields: Vec<(String, String)>,
}

impl Metadata {
    /// The first field with this name, compared without case.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

/// One paragraph, heading, list item or table as printed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Block {
    /// What it looks like.
    pub kind: BlockKind,
    /// The number, letter or bullet printed before the text (`4.3`, `(a)`, `1.`, `•`), as
    /// printed; it is not repeated in `text`.
    pub marker: Option<String>,
    /// The words, with single spaces. For a table: the rows, one a line, cells divided by tabs.
    pub text: String,
    /// Byte offsets in `text` at which a printed line begins, except the first (0).
    pub line_starts: Vec<u32>,
    /// First page, from 1; `None` where there are no pages.
    pub page: Option<u32>,
    /// Last page, where it is not the first.
    pub end_page: Option<u32>,
    /// Depth in nested lists: 0 at the margin.
    pub depth: u8,
    /// The whole block is printed in bold.
    pub bold: bool,
    /// The whole block is printed in italics.
    pub italic: bool,
    /// Links inside the block.
    pub links: Vec<Link>,
    /// The structural place that the source itself names, such as an agenda item of a
    /// committee-system page.
    pub role: BlockRole,
}

impl Block {
    /// The printed lines of the block, in order.
    ///
    /// ```
    /// let block = model::Block {
    ///     text: "A Smith B Jones".into(), line_starts: vec![8], ..Default::default()
    /// };
    /// assert_eq!(block.lines().collect::<Vec<_>>(), ["A Smith", "B Jones"]);
    /// ```
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.line_starts.iter().map(|s| *s as usize));
        let ends =
            self.line_starts.iter().map(|s| *s as usize).chain(std::iter::once(self.text.len()));
        starts.zip(ends).filter_map(|(start, end)| self.text.get(start..end)).map(str::trim)
    }
}

/// What a block looks like.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// Running text.
    #[default]
    Paragraph,
    /// A heading, by markup or by look; 1 is the largest.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// An item of a list, bulleted, lettered or numbered.
    ListItem,
    /// A table, whole.
    Table {
        /// Rows of cells; the paragraphs of a cell have single spaces and a line feed between them.
        rows: Vec<Vec<String>>,
    },
    /// Words that belong to a picture or table.
    Caption,
    /// A note at the foot of a page.
    Footnote,
}

/// The structural place that a source's own markup names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockRole {
    /// Nothing beyond its kind.
    #[default]
    Body,
    /// The title of an agenda item; `number` as printed ("59.").
    ItemTitle {
        /// The number printed beside the title.
        number: Option<String>,
    },
    /// The name of the block that follows inside an item: "Minutes:", "Decision:",
    /// "Additional documents:".
    SectionLabel,
    /// A label and its value, such as "Venue: Town Hall".
    Field,
    /// Menus, buttons, link lists and other furniture of a web page.
    Navigation,
}

/// A link inside a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where it leads, as written.
    pub href: String,
    /// The words that carry it.
    pub text: String,
}

/// Text that stands on a page but belongs to no passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// The page it stands on.
    pub page: u32,
    /// What it is.
    pub kind: FurnitureKind,
    /// Its words.
    pub text: String,
}

/// Kinds of page furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FurnitureKind {
    /// A line repeated at the top of pages.
    Header,
    /// A line repeated at the foot of pages.
    Footer,
    /// The printed page number.
    PageNumber,
    /// Large faint text across the page.
    Watermark,
    /// Text that the page does not show: clipped away, or invisible under the same words.
    Hidden,
    /// What a committee system sets on the first page of a paper in a pack: "Agenda Item 5".
    Stamp,
}

/// An entry of a file's outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// Its words.
    pub title: String,
    /// Depth, from 1.
    pub level: u8,
    /// The page it leads to, where it leads to one.
    pub page: Option<u32>,
}

/// Something odd that did not stop us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The page it concerns; `None` for the whole paper.
    pub page: Option<u32>,
    /// A stable word for machines, such as `no-text-layer`.
    pub kind: String,
    /// A sentence for people that says what to do.
    pub message: String,
}

impl Warning {
    /// A warning about one page.
    pub fn on_page(page: u32, kind: &str, message: impl Into<String>) -> Warning {
        Warning { page: Some(page), kind: kind.to_owned(), message: message.into() }
    }

    /// A warning about the whole paper.
    pub fn on_paper(kind: &str, message: impl Into<String>) -> Warning {
        Warning { page: None, kind: kind.to_owned(), message: message.into() }
    }
}
