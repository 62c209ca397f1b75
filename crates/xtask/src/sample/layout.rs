//! From blocks to pages: lines are broken, and everything gets its place on A4.

use anyhow::Result;

use super::font::{Face, encode};
use super::source::{Block, Opening, Source};
use super::table;

/// A4 in points.
pub(crate) const PAGE: (f32, f32) = (595.28, 841.89);
/// The body's edges, in points from the left and from the foot of the page.
const LEFT: f32 = 64.0;
const RIGHT: f32 = PAGE.0 - 64.0;
const TOP: f32 = PAGE.1 - 78.0;
const BOTTOM: f32 = 74.0;
/// Where the running lines stand.
const HEADER_AT: f32 = PAGE.1 - 44.0;
const FOOTER_AT: f32 = 40.0;
const RUNNING_SIZE: f32 = 8.5;
/// Where a pack's stamps stand, and their size.
const STAMP_AT: f32 = PAGE.1 - 26.0;
const PACK_NUMBER_AT: f32 = 24.0;
const STAMP_SIZE: f32 = 12.0;

/// Size of the body and distance from line to line.
pub(crate) const BODY: f32 = 10.5;
pub(crate) const LEADING: f32 = 14.0;
/// Between blocks.
const GAP: f32 = 6.0;
/// A line's foot hangs this far below its base.
const DESCENT: f32 = 3.0;

/// What is printed on one page.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Page {
    /// Text, in reading order.
    pub(crate) texts: Vec<Placed>,
    /// Thin lines: from x, to x, at y.
    pub(crate) rules: Vec<(f32, f32, f32)>,
    /// The paper of a pack that begins here.
    pub(crate) opening: Option<Opening>,
    /// The number that the pack stamps on it: its papers are counted from the first that serves
    /// an item.
    pub(crate) pack_number: Option<usize>,
}

/// A piece of a line with the place of its base.
#[derive(Debug, PartialEq)]
pub(crate) struct Placed {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) face: Face,
    pub(crate) text: Vec<u8>,
}

/// How running text is set.
struct Style {
    face: Face,
    size: f32,
    leading: f32,
    /// Extra space above.
    above: f32,
    /// Lines of what follows that must stand on the same page.
    keeps: f32,
    /// Where the text begins, in points from the left edge of the body.
    indent: f32,
}

const PLAIN: Style =
    Style { face: Face::Plain, size: BODY, leading: LEADING, above: 0.0, keeps: 0.0, indent: 0.0 };
// Four lines are room for a caption's table to begin: its heads and first row.
const BOLD: Style = Style { face: Face::Bold, keeps: 4.0, ..PLAIN };

/// Lays the source out.
///
/// # Errors
/// A character that cannot be printed.
pub(crate) fn lay_out(source: &Source) -> Result<Vec<Page>> {
    let mut sheet = Sheet { pages: vec![Page::default()], y: TOP };
    let mut inside_label = 0.0;
    for block in &source.blocks {
        match block {
            Block::Heading(level, text) => {
                inside_label = 0.0;
                sheet.run(text, &heading(*level), None)?;
            }
            Block::Paragraph { text, bold } => {
                inside_label = 0.0;
                sheet.run(text, if *bold { &BOLD } else { &PLAIN }, None)?;
            }
            Block::Labelled { label, text, depth } => {
                let hang = 34.0;
                let at = hang * f32::from(*depth);
                inside_label = at + hang;
                let style = Style { indent: inside_label, ..PLAIN };
                sheet.run(text, &style, Some((label, at)))?;
            }
            Block::Bullet(text) => {
                let at = inside_label + 8.0;
                let style = Style { indent: at + 14.0, ..PLAIN };
                sheet.run(text, &style, Some(("•", at)))?;
            }
            Block::Table(rows) => {
                inside_label = 0.0;
                sheet.table(rows)?;
            }
            Block::PageBreak => sheet.turn(),
            Block::Paper(opening) => {
                if !sheet.is_at_top() {
                    sheet.turn();
                }
                sheet.page().opening = Some(opening.clone());
            }
        }
    }
    let mut pages = sheet.pages;
    let pages_in_all = pages.len();
    let front = pages.iter().position(|page| page.opening.as_ref().is_some_and(serves_item));
    let mut own = 0;
    for (at, page) in pages.iter_mut().enumerate() {
        own = if page.opening.is_some() { 1 } else { own + 1 };
        let numbers = Numbers { page: at + 1, pages: pages_in_all, own };
        running(page, &source.header, HEADER_AT, &numbers)?;
        running(page, &source.footer, FOOTER_AT, &numbers)?;
        page.pack_number = front.and_then(|front| (at + 1).checked_sub(front)).filter(|n| *n > 0);
        stamp(page)?;
    }
    Ok(pages)
}

fn serves_item(opening: &Opening) -> bool {
    opening.item.is_some()
}

/// Sets what a committee system sets on the pages of a pack: "Agenda Item 5" at the top right
/// of a paper's first page, "Page 3" below the middle of every foot.
fn stamp(page: &mut Page) -> Result<()> {
    let face = Face::Plain;
    if let Some(item) = page.opening.as_ref().and_then(|opening| opening.item.as_ref()) {
        let text = encode(&format!("Agenda Item {item}"))?;
        let x = RIGHT - face.width(&text, STAMP_SIZE);
        page.texts.push(Placed { x, y: STAMP_AT, size: STAMP_SIZE, face, text });
    }
    if let Some(number) = page.pack_number {
        let text = encode(&format!("Page {number}"))?;
        let x = (PAGE.0 - face.width(&text, STAMP_SIZE)) / 2.0;
        page.texts.push(Placed { x, y: PACK_NUMBER_AT, size: STAMP_SIZE, face, text });
    }
    Ok(())
}

/// What `{page}`, `{pages}` and `{own}` stand for.
struct Numbers {
    page: usize,
    pages: usize,
    /// Counted from the first page of a paper in a pack.
    own: usize,
}

fn heading(level: u8) -> Style {
    match level {
        1 => Style { size: 16.0, leading: 20.0, above: 2.0, ..BOLD },
        2 => Style { size: 12.0, leading: 16.0, above: 8.0, ..BOLD },
        _ => Style { above: 3.0, ..BOLD },
    }
}

/// Breaks encoded words into lines no wider than `width`; a longer word has a line of its own.
pub(crate) fn lines(text: &str, face: Face, size: f32, width: f32) -> Result<Vec<Vec<u8>>> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let word = encode(word)?;
        if let Some(line) = lines.last_mut() {
            let longer = [line.as_slice(), b" ", &word].concat();
            if face.width(&longer, size) <= width {
                *line = longer;
                continue;
            }
        }
        lines.push(word);
    }
    Ok(lines)
}

/// The line above or below a page: left and right, with the numbers filled in.
fn running(
    page: &mut Page,
    (left, right): &(String, String),
    y: f32,
    numbers: &Numbers,
) -> Result<()> {
    for (text, is_right) in [(left, false), (right, true)] {
        let text = text
            .replace("{pages}", &numbers.pages.to_string())
            .replace("{page}", &numbers.page.to_string())
            .replace("{own}", &numbers.own.to_string());
        if text.is_empty() {
            continue;
        }
        let text = encode(&text)?;
        let x = if is_right { RIGHT - Face::Plain.width(&text, RUNNING_SIZE) } else { LEFT };
        page.texts.push(Placed { x, y, size: RUNNING_SIZE, face: Face::Plain, text });
    }
    Ok(())
}

/// Pages being filled.
struct Sheet {
    pages: Vec<Page>,
    /// The foot of what the last page holds.
    y: f32,
}

impl Sheet {
    fn page(&mut self) -> &mut Page {
        self.pages.last_mut().expect("a sheet begins with a page and loses none")
    }

    fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
    }

    fn is_at_top(&self) -> bool {
        self.y >= TOP
    }

    /// Sets running text; `label` stands left of its first line at an indent of its own.
    fn run(&mut self, text: &str, style: &Style, label: Option<(&str, f32)>) -> Result<()> {
        let &Style { face, size, leading, .. } = style;
        let width = RIGHT - LEFT - style.indent;
        let lines = lines(text, face, size, width)?;
        if !self.is_at_top() {
            self.y -= GAP + style.above;
        }
        // Two lines at least stay together on either side of a page's end, so that three cannot be
        // parted; and a heading stays with what it heads.
        let whole = if lines.len() == 3 { 3 } else { lines.len().min(2) };
        let together = leading * whole as f32 + LEADING * style.keeps;
        if self.y - together < BOTTOM {
            self.turn();
        }
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let begins_last_two = count > 3 && at + 2 == count;
            let room = if begins_last_two { leading * 2.0 } else { leading };
            if self.y - room < BOTTOM {
                self.turn();
            }
            self.y -= leading;
            let y = self.y + DESCENT;
            if let (0, Some((label, x))) = (at, label) {
                let text = encode(label)?;
                self.page().texts.push(Placed { x: LEFT + x, y, size, face, text });
            }
            self.page().texts.push(Placed { x: LEFT + style.indent, y, size, face, text: line });
        }
        Ok(())
    }

    /// Sets a table; its heads are printed again on each page that it reaches.
    fn table(&mut self, rows: &[Vec<String>]) -> Result<()> {
        let table = table::measure(rows, RIGHT - LEFT)?;
        self.y -= GAP;
        let mut rows = table.rows.iter();
        let Some(head) = rows.next() else { return Ok(()) };
        let first = table.rows.get(1).map_or(0.0, table::Row::height);
        if self.y - head.height() - first < BOTTOM {
            self.turn();
        }
        self.row(&table, head);
        for row in rows {
            if self.y - row.height() < BOTTOM {
                self.turn();
                self.row(&table, head);
            }
            self.row(&table, row);
        }
        self.y -= GAP;
        Ok(())
    }

    fn row(&mut self, table: &table::Table, row: &table::Row) {
        let top = self.y;
        for (column, lines) in table.columns.iter().zip(&row.cells) {
            for (at, text) in lines.iter().enumerate() {
                let y = top - table::PADDING - table::LEADING * (at + 1) as f32 + DESCENT;
                let room = column.width - row.face.width(text, table::SIZE);
                let x = LEFT + column.x + if column.is_numbers { room } else { 0.0 };
                let (size, face, text) = (table::SIZE, row.face, text.clone());
                self.page().texts.push(Placed { x, y, size, face, text });
            }
        }
        self.y -= row.height();
        let y = self.y;
        self.page().rules.push((LEFT, RIGHT, y));
    }
}

#[cfg(test)]
mod tests {
    use super::super::source::parse;
    use super::*;

    fn pages(text: &str) -> Vec<Page> {
        lay_out(&parse(text).unwrap()).unwrap()
    }

    fn text(placed: &Placed) -> String {
        placed.text.iter().copied().map(char::from).collect()
    }

    #[test]
    fn lines_are_no_wider_than_asked() {
        let lines = lines(&"recruitment and retention ".repeat(20), Face::Plain, BODY, 200.0);
        for line in lines.unwrap() {
            assert!(Face::Plain.width(&line, BODY) <= 200.0);
        }
    }

    #[test]
    fn a_label_hangs_left_of_its_paragraph() {
        let pages = pages("title: T\n\n[4.3] one\n");
        let placed = &pages[0].texts;
        assert_eq!((text(&placed[0]), text(&placed[1])), ("4.3".into(), "one".into()));
        assert!(placed[0].x < placed[1].x && placed[0].y == placed[1].y);
    }

    #[test]
    fn running_lines_know_how_many_pages_there_are() {
        let pages = pages("footer: | Page {page} of {pages}\n\none\n\n%page\n\ntwo\n");
        let feet: Vec<String> =
            pages.iter().filter_map(|page| page.texts.last()).map(text).collect();
        assert_eq!(feet, ["Page 1 of 2", "Page 2 of 2"]);
    }

    #[test]
    fn pages_of_a_pack_bear_its_number_and_their_own() {
        let pages = pages(
            "footer: | {own}\n\n%paper Agenda\none\n\n%paper 5 | Two\ntwo\n\n%page\n\nthree\n",
        );
        let feet: Vec<Vec<String>> =
            pages.iter().map(|page| page.texts.iter().skip(1).map(text).collect()).collect();
        assert_eq!(feet[0], ["1"]);
        assert_eq!(feet[1], ["1", "Agenda Item 5", "Page 1"]);
        assert_eq!(feet[2], ["2", "Page 2"]);
    }

    #[test]
    fn nothing_stands_below_the_body() {
        let paragraph = "The Committee noted the report and thanked the officers. ".repeat(9);
        let source = format!("title: T\n\n{}", format!("{paragraph}\n\n").repeat(30));
        let pages = pages(&source);
        assert!(pages.len() > 2);
        for placed in pages.iter().flat_map(|page| &page.texts) {
            assert!(placed.y >= BOTTOM, "{}", placed.y);
        }
    }
}
