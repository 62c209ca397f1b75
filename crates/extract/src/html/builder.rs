//! From a tree of elements to blocks, in document order and without recursion.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use model::normal;
use model::text::{Block, BlockKind, BlockRole, Furniture, FurnitureKind, Link};
use scraper::{Html, Node};

use super::has_committee_frame;
use super::list::List;
use super::place::{self, Effect};
use crate::marker;
use crate::text::{append_line, table_block};

/// Collects blocks while it walks the tree.
pub(super) struct Builder<'a> {
    html: &'a Html,
    /// On a committee-system page, everything outside its frame is furniture of the site.
    outside_frame: bool,
    in_frame: u32,
    blocks: Vec<Block>,
    furniture: Vec<Furniture>,
    line: Line,
    /// Roles of the elements that are open and give one.
    roles: Vec<BlockRole>,
    heading: Option<u8>,
    lists: Vec<List>,
    item: Option<String>,
    number: Option<String>,
    in_number_cell: bool,
    in_title: bool,
    in_word: u32,
    is_field: bool,
    bold: u32,
    italic: u32,
}

/// The text of the block that is being read.
#[derive(Default)]
struct Line {
    lines: Vec<String>,
    text: String,
    bold: usize,
    italic: usize,
    letters: usize,
    links: Vec<Link>,
    href: Option<(String, usize)>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(html: &'a Html) -> Builder<'a> {
        Builder {
            html,
            outside_frame: has_committee_frame(html),
            in_frame: 0,
            blocks: Vec::new(),
            furniture: Vec::new(),
            line: Line::default(),
            roles: Vec::new(),
            heading: None,
            lists: Vec::new(),
            item: None,
            number: None,
            in_number_cell: false,
            in_title: false,
            in_word: 0,
            is_field: false,
            bold: 0,
            italic: 0,
        }
    }

    pub(super) fn finish(mut self) -> (Vec<Block>, Vec<Furniture>) {
        self.flush();
        (self.blocks, self.furniture)
    }

    pub(super) fn walk(&mut self) {
        let mut skip = None;
        for edge in self.html.tree.root().traverse() {
            match edge {
                Edge::Open(node) if skip.is_none() && !self.open(node) => skip = Some(node.id()),
                Edge::Close(node) if skip == Some(node.id()) => skip = None,
                Edge::Close(node) if skip.is_none() => self.close(node),
                _ => {}
            }
        }
    }

    /// Enters a node; `false` when what is inside it has been dealt with.
    fn open(&mut self, node: NodeRef<'a, Node>) -> bool {
        let element = match node.value() {
            Node::Text(text) => {
                self.add(text);
                return true;
            }
            Node::Element(element) => element,
            _ => return true,
        };
        if element.attr("id") == Some("modgov") {
            self.flush();
            self.in_frame += 1;
        }
        let effect = place::effect(element);
        match effect {
            Effect::Hidden => return false,
            Effect::Furniture => {
                self.keep_furniture(&text_of(node));
                return false;
            }
            Effect::Table if is_data_table(node) => {
                self.flush();
                self.push_table(node);
                return false;
            }
            Effect::Break => self.line.end_line(),
            Effect::Bold => self.bold += 1,
            Effect::Italic => self.italic += 1,
            Effect::Link => {
                let start = self.line.text.len();
                self.line.href = element.attr("href").map(|href| (href.to_owned(), start));
            }
            Effect::Block | Effect::Table => self.flush(),
            Effect::Heading(level) => {
                self.flush();
                self.heading = Some(level);
            }
            Effect::List => {
                self.flush();
                self.lists.push(List::of(element));
            }
            Effect::Item => {
                self.flush();
                let list = self.lists.last_mut();
                self.item = Some(
                    list.map_or_else(|| "•".to_owned(), |list| list.label(element.attr("value"))),
                );
            }
            Effect::Inline => {}
        }
        self.open_committee_element(element);
        if let Some(role) = place::role(element) {
            self.flush();
            self.roles.push(role);
        }
        true
    }

    fn close(&mut self, node: NodeRef<'a, Node>) {
        let Node::Element(element) = node.value() else { return };
        match place::effect(element) {
            Effect::Bold => self.bold = self.bold.saturating_sub(1),
            Effect::Italic => self.italic = self.italic.saturating_sub(1),
            Effect::Link => self.line.end_link(),
            Effect::Block | Effect::Table => self.flush(),
            Effect::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            Effect::List => {
                self.flush();
                self.lists.pop();
            }
            Effect::Item => {
                self.flush();
                self.item = None;
            }
            _ => {}
        }
        self.close_committee_element(element);
        if place::role(element).is_some() {
            self.flush();
            self.roles.pop();
        }
        if element.attr("id") == Some("modgov") {
            self.flush();
            self.in_frame = self.in_frame.saturating_sub(1);
        }
    }

    /// Item numbers, item titles, Word text and labels with values, by their classes.
    fn open_committee_element(&mut self, element: &scraper::node::Element) {
        if place::has_class(element, "mgItemNumberCell") {
            self.in_number_cell = true;
            self.number = None;
        } else if place::has_class(element, "mgAiTitleTxt") && !self.in_number_cell {
            self.in_title = true;
        } else if place::has_class(element, "mgWordPara") {
            self.in_word += 1;
        } else if place::has_class(element, "mgLabel") {
            self.is_field = true;
        }
    }

    fn close_committee_element(&mut self, element: &scraper::node::Element) {
        if place::has_class(element, "mgItemNumberCell") {
            self.in_number_cell = false;
        } else if place::has_class(element, "mgAiTitleTxt") {
            self.in_title = false;
        } else if place::has_class(element, "mgWordPara") {
            self.in_word = self.in_word.saturating_sub(1);
        }
    }

    fn add(&mut self, text: &str) {
        self.line.add(text, self.bold > 0, self.italic > 0);
    }

    fn keep_furniture(&mut self, text: &str) {
        let text = normal::spaces(text);
        if !text.is_empty() {
            self.furniture.push(Furniture { page: 0, kind: FurnitureKind::Footer, text });
        }
    }

    fn push_table(&mut self, node: NodeRef<'a, Node>) {
        let rows = rows_of(node);
        if rows.iter().flatten().any(|cell| !cell.is_empty()) {
            let mut block = table_block(rows);
            block.role = self.role();
            block.links = links_of(node);
            self.blocks.push(block);
        }
    }

    fn role(&self) -> BlockRole {
        if self.outside_frame && self.in_frame == 0 {
            return BlockRole::Navigation;
        }
        self.roles.last().cloned().unwrap_or_default()
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let is_field = std::mem::take(&mut self.is_field);
        let Some(mut block) = line.into_block() else { return };
        if self.in_number_cell {
            let number = block.marker.take().unwrap_or_default() + &block.text;
            self.number = Some(number);
            return;
        }
        block.depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        block.role = self.role();
        if block.marker.is_none() && self.item.is_some() {
            block.marker = self.item.take();
        }
        if block.marker.is_some() {
            block.kind = BlockKind::ListItem;
        }
        if let Some(level) = self.heading {
            block.kind = BlockKind::Heading { level };
        }
        if block.role == BlockRole::Body {
            self.give_committee_role(&mut block, is_field);
        }
        self.blocks.push(block);
    }

    fn give_committee_role(&mut self, block: &mut Block, is_field: bool) {
        if self.in_title {
            block.marker = self.number.clone();
            block.kind = BlockKind::Heading { level: 3 };
            block.role = BlockRole::ItemTitle { number: self.number.take() };
        } else if is_field {
            block.role = BlockRole::Field;
        } else if self.outside_frame && self.in_word == 0 && !self.lists.is_empty() {
            // Lists outside the Word text are lists of links to documents.
            block.role = BlockRole::Navigation;
        }
    }
}

impl Line {
    fn add(&mut self, text: &str, bold: bool, italic: bool) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.letters += letters;
        self.bold += if bold { letters } else { 0 };
        self.italic += if italic { letters } else { 0 };
        self.text.push_str(text);
    }

    fn end_line(&mut self) {
        let line = normal::spaces(&std::mem::take(&mut self.text));
        self.lines.push(line);
    }

    fn end_link(&mut self) {
        let Some((href, start)) = self.href.take() else { return };
        let text = normal::spaces(self.text.get(start..).unwrap_or_default());
        if !text.is_empty() {
            self.links.push(Link { href, text });
        }
    }

    /// The block of these lines; `None` where nothing is printed.
    fn into_block(mut self) -> Option<Block> {
        self.end_line();
        self.lines.retain(|line| !line.is_empty());
        if self.lines.is_empty() {
            return None;
        }
        let mut block = Block { links: self.links, ..Block::default() };
        block.bold = self.letters > 0 && self.bold == self.letters;
        block.italic = self.letters > 0 && self.italic == self.letters;
        for (i, line) in self.lines.iter().enumerate() {
            let mut rest = line.as_str();
            if i == 0
                && let Some((label, after)) = marker::split(line)
            {
                block.marker = Some(label.to_owned());
                rest = after;
            }
            append_line(&mut block, rest);
        }
        Some(block)
    }
}

/// The links inside a node that print something.
fn links_of(node: NodeRef<'_, Node>) -> Vec<Link> {
    let anchors = node.descendants().filter_map(|inner| match inner.value() {
        Node::Element(element) if element.name() == "a" => Some((element.attr("href")?, inner)),
        _ => None,
    });
    let links = anchors
        .map(|(href, inner)| Link { href: href.to_owned(), text: normal::spaces(&text_of(inner)) });
    links.filter(|link| !link.text.is_empty()).collect()
}

/// All text inside a node.
fn text_of(node: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    for inner in node.descendants() {
        match inner.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) if place::effect(element) != Effect::Inline => out.push(' '),
            _ => {}
        }
    }
    normal::spaces(&out)
}

/// A table of data: rows of several short cells, no table inside, and not the frame that holds
/// the agenda items.
fn is_data_table(table: NodeRef<'_, Node>) -> bool {
    let Node::Element(element) = table.value() else { return false };
    if place::has_class(element, "mgItemTable") {
        return false;
    }
    let mut paragraphs = 0;
    for inner in table.descendants().skip(1) {
        let Node::Element(element) = inner.value() else { continue };
        match element.name() {
            "table" => return false,
            "p" | "li" | "div" => paragraphs += 1,
            _ => {}
        }
    }
    let rows = rows_of(table);
    let cells = rows.iter().map(Vec::len).sum::<usize>();
    let several = rows.iter().filter(|row| row.len() > 1).count();
    let longest = rows.iter().flatten().map(|cell| cell.len()).max().unwrap_or(0);
    several > 0 && (longest < 600 || paragraphs <= cells)
}

fn rows_of(table: NodeRef<'_, Node>) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for inner in table.descendants() {
        let Node::Element(element) = inner.value() else { continue };
        match element.name() {
            "caption" => rows.push(vec![text_of(inner)]),
            "tr" => rows.push(Vec::new()),
            "td" | "th" => match rows.last_mut() {
                Some(row) => row.push(text_of(inner)),
                None => rows.push(vec![text_of(inner)]),
            },
            _ => {}
        }
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    rows
}
