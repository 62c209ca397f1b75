//! The line markup of the papers' sources, described in `tests/fixtures/README.md`.

use anyhow::{Context, Result, bail};

/// What a source says of the file, and its blocks in order.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// The title in the file's metadata.
    pub(crate) title: Option<String>,
    /// The author in the file's metadata.
    pub(crate) author: Option<String>,
    /// Year, month and day on which the file says that it was made.
    pub(crate) date: Option<(u16, u8, u8)>,
    /// The line above every page, left and right.
    pub(crate) header: (String, String),
    /// The line below every page; `{page}`, `{pages}` and, in a pack, `{own}` stand for
    /// numbers.
    pub(crate) footer: (String, String),
    /// Everything else.
    pub(crate) blocks: Vec<Block>,
}

/// A printed unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// `= text`, `== text`, `=== text`: levels 1 to 3.
    Heading(u8, String),
    /// Text without a mark; with `! ` it is bold.
    Paragraph { text: String, bold: bool },
    /// `[4.3] text`, or `>[(a)] text` one step further in.
    Labelled { label: String, text: String, depth: u8 },
    /// `- text`
    Bullet(String),
    /// Lines `| cell | cell`, the first of them the heads of the columns.
    Table(Vec<Vec<String>>),
    /// `%page`
    PageBreak,
    /// `%paper title` or `%paper 5 | title`: a page on which a paper of a pack begins.
    Paper(Opening),
}

/// What a pack says of a paper in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opening {
    /// The agenda item that it serves.
    pub(crate) item: Option<String>,
    pub(crate) title: String,
}

/// Reads a source: first `key: value` lines, then, after an empty line, the blocks.
///
/// # Errors
/// An unknown key or mark, with its line.
pub(crate) fn parse(text: &str) -> Result<Source> {
    let mut source = Source::default();
    let mut lines = text.lines().enumerate();
    for (at, line) in lines.by_ref() {
        if line.trim().is_empty() {
            break;
        }
        key(&mut source, line).with_context(|| format!("line {}", at + 1))?;
    }
    let mut goes_on = false;
    for (at, line) in lines {
        let line = line.trim();
        if line.is_empty() {
            goes_on = false;
            continue;
        }
        if let Some(block) = marked(line).with_context(|| format!("line {}", at + 1))? {
            push(&mut source.blocks, block, goes_on);
        } else if !(goes_on && continue_with(&mut source.blocks, line)) {
            source.blocks.push(Block::Paragraph { text: line.to_owned(), bold: false });
        }
        goes_on = true;
    }
    Ok(source)
}

fn key(source: &mut Source, line: &str) -> Result<()> {
    let (key, value) = line.split_once(':').context("expected `key: value`")?;
    let value = value.trim();
    match key {
        "title" => source.title = Some(value.to_owned()),
        "author" => source.author = Some(value.to_owned()),
        "date" => source.date = Some(date(value).context("expected a date like 2024-03-01")?),
        "header" => source.header = two_sides(value),
        "footer" => source.footer = two_sides(value),
        _ => bail!("`{key}` is none of title, author, date, header, footer"),
    }
    Ok(())
}

fn date(value: &str) -> Option<(u16, u8, u8)> {
    let mut parts = value.splitn(3, '-');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn two_sides(value: &str) -> (String, String) {
    let (left, right) = value.split_once('|').unwrap_or((value, ""));
    (left.trim().to_owned(), right.trim().to_owned())
}

/// The block that the mark at the start of a line opens.
fn marked(line: &str) -> Result<Option<Block>> {
    if line == "%page" {
        return Ok(Some(Block::PageBreak));
    }
    if let Some(paper) = line.strip_prefix("%paper ") {
        let (item, title) = match paper.split_once('|') {
            Some((item, title)) => (Some(item.trim().to_owned()), title),
            None => (None, paper),
        };
        return Ok(Some(Block::Paper(Opening { item, title: title.trim().to_owned() })));
    }
    if line.starts_with('[') || line.starts_with(">[") {
        let depth = u8::from(line.starts_with('>'));
        let (label, text) =
            line[usize::from(depth) + 1..].split_once(']').context("a label has no `]`")?;
        let (label, text) = (label.to_owned(), text.trim().to_owned());
        return Ok(Some(Block::Labelled { label, text, depth }));
    }
    if let Some(cells) = line.strip_prefix('|') {
        let row = cells.split('|').map(|cell| cell.trim().to_owned()).collect();
        return Ok(Some(Block::Table(vec![row])));
    }
    let Some((mark, text)) = line.split_once(' ') else { return Ok(None) };
    let text = text.trim().to_owned();
    Ok(match mark {
        "=" => Some(Block::Heading(1, text)),
        "==" => Some(Block::Heading(2, text)),
        "===" => Some(Block::Heading(3, text)),
        "-" => Some(Block::Bullet(text)),
        "!" => Some(Block::Paragraph { text, bold: true }),
        _ => None,
    })
}

/// Adds a block; a row under a row is of the same table.
fn push(blocks: &mut Vec<Block>, block: Block, goes_on: bool) {
    match (blocks.last_mut(), block) {
        (Some(Block::Table(rows)), Block::Table(row)) if goes_on => rows.extend(row),
        (_, block) => blocks.push(block),
    }
}

/// Joins an unmarked line to the block above it, if that has running text.
fn continue_with(blocks: &mut [Block], line: &str) -> bool {
    match blocks.last_mut() {
        Some(
            Block::Heading(_, text)
            | Block::Paragraph { text, .. }
            | Block::Labelled { text, .. }
            | Block::Bullet(text),
        ) => {
            text.push(' ');
            text.push_str(line);
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, blocks: &[Block]) {
        assert_eq!(parse(&format!("title: T\n\n{text}")).unwrap().blocks, blocks);
    }

    fn paragraph(text: &str) -> Block {
        Block::Paragraph { text: text.to_owned(), bold: false }
    }

    fn labelled(label: &str, text: &str, depth: u8) -> Block {
        Block::Labelled { label: label.to_owned(), text: text.to_owned(), depth }
    }

    #[test]
    fn lines_go_on_until_an_empty_one() {
        check("one\ntwo\n\nthree", &[paragraph("one two"), paragraph("three")]);
        check("[4.3] one\ntwo", &[labelled("4.3", "one two", 0)]);
    }

    #[test]
    fn labels_and_bullets_follow_each_other_without_empty_lines() {
        let bullet = Block::Bullet("three".to_owned());
        check(
            "[1.] one\n>[(a)] two\n- three",
            &[labelled("1.", "one", 0), labelled("(a)", "two", 1), bullet],
        );
    }

    #[test]
    fn rows_make_a_table() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        check("| a | b\n| c | d", &[Block::Table(vec![row(["a", "b"]), row(["c", "d"])])]);
    }

    #[test]
    fn a_paper_of_a_pack_has_a_title_and_may_have_an_item() {
        let paper = |item: Option<&str>, title: &str| {
            Block::Paper(Opening { item: item.map(str::to_owned), title: title.to_owned() })
        };
        check("%paper Agenda", &[paper(None, "Agenda")]);
        check("%paper 5 | Health", &[paper(Some("5"), "Health")]);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error = format!("{:#}", parse("title: T\ncolour: red\n").unwrap_err());
        assert_eq!(error, "line 2: `colour` is none of title, author, date, header, footer");
    }
}
