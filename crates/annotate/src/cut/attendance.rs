//! Attendance lists: printed as a table, with "Present" and "Apologies" side by side and the names
//! under them, or as a heading with a name a line.

use std::sync::LazyLock;

use model::text::{Block, BlockKind};
use regex::Regex;

use crate::people::heading;
use crate::roster;

/// Letters of an entry of such a list.
const LONGEST: usize = 120;

/// The blocks, each attendance list as one block.
pub(super) fn apart(blocks: &[Block]) -> Vec<Block> {
    under_headings(tables(blocks))
}

/// Names a line each go to the "Present:" above them, and so does a second paragraph of people:
/// "Jo Marsh (Director of Finance), Ada Lowe (Head of Audit)".
fn under_headings(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let (mut open, mut names) = (false, false);
    for block in blocks {
        let is_text = (matches!(block.kind, BlockKind::Paragraph)
            || is_one_person(&block.text)
            || roster::is_titled(&block.text))
            && block.marker.is_none()
            && !block.bold
            && block.text.contains(char::is_lowercase);
        match out.last_mut() {
            Some(list) if open && is_text && is_people(&block.text) && goes_on(list, &block) => {
                add(list, &block);
            }
            Some(list) if open && is_text && is_unnamed(&block.text) => add(list, &block),
            // No heading stands over them, but each is a person by its title.
            Some(list) if is_text && names && is_titled_name(&block.text) => add(list, &block),
            Some(list) if is_text && tells_who_attended(list, &block.text) => add(list, &block),
            _ => {
                open = block.marker.is_none()
                    && !is_numbered(&block.text)
                    && (is_heading(&block.text) || is_list(&block.text) || leads(&block.text));
                names = lists_names(&block);
                out.push(block);
            }
        }
    }
    out
}

/// "One member of the public" in a list of people.
fn is_unnamed(text: &str) -> bool {
    static UNNAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:\d+|no|one|two|three|four|five|six|seven|eight|nine|ten) (?:members?|residents?|parishioners?)\b[^.]{0,60}\.?$")
            .expect("the pattern is fixed")
    });
    UNNAMED.is_match(text)
}

/// Whether a paragraph of people belongs to the list above it: "Councillors Byrne and Dale" begins a
/// list, unless only the heading of one stands above.
fn goes_on(list: &Block, block: &Block) -> bool {
    let begins = ["Councillors ", "Cllrs ", "Members "].iter().any(|w| block.text.starts_with(w));
    !begins || is_heading(&list.text)
}

/// "334 APOLOGIES FOR ABSENCE": an item of its own, whose names stand below it.
fn is_numbered(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && is_heading(text)
}

/// A short line that looks like a heading and is a person: "Cllr Byrne", "T P Okoro (Chair)", "Ada
/// BYRNE".
fn is_one_person(text: &str) -> bool {
    static PERSON: LazyLock<Regex> = LazyLock::new(|| {
        let surname = r"\p{Lu}[\p{L}’'\-]+";
        Regex::new(&format!(
            r"^(?:{}\s(?:\p{{Lu}}[\p{{L}}’'.\-]*\s)*{surname}|(?:\p{{Lu}}\.?\s){{1,3}}(?:De\s|Van\s)?{surname}|\p{{Lu}}\p{{Ll}}+\s(?:Mc|Mac|O’|O')?\p{{Lu}}{{2,}})(?:\s\p{{Lu}}BE)?(?:\s\([^()]*\))?$",
            roster::TITLES
        ))
        .expect("the pattern is fixed")
    });
    // "A. Apologies" is an item with a letter, and nobody.
    let is_item = || text.split_once(' ').is_some_and(|(_, title)| is_heading(title));
    text.len() < 60 && PERSON.is_match(text) && !is_item()
}

/// "Ms Dale and Mr Lowe were in attendance virtually." under the apologies.
fn tells_who_attended(list: &Block, text: &str) -> bool {
    static ATTENDED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(?:was|were) (?:also )?(?:present|in attendance)(?: virtually| remotely| online)?\.?$",
        )
        .expect("the pattern is fixed")
    });
    list.text.to_lowercase().starts_with("apologies")
        && list.text.len() < 600
        && ATTENDED.is_match(text)
}

/// Whether every line of a block is a person with a title.
fn lists_names(block: &Block) -> bool {
    block.marker.is_none() && block.lines().all(is_titled_name)
}

/// "The following apologies for absence were noted:".
fn leads(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.len() < LONGEST && lower.contains("apologies") && lower.ends_with(':')
}

/// "Cllr Ada Byrne", "Mr T Okoro (Clerk)", a name a line with nothing said of it.
pub(crate) fn is_titled_name(line: &str) -> bool {
    static NAME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"^{} (?:\p{{Lu}}[\p{{L}}.’'-]*,? ?)+(?:$|[(–/-])", roster::TITLES))
            .expect("the pattern is fixed")
    });
    line.len() <= LONGEST && NAME.is_match(line)
}

/// "Present: Councillors Byrne and Dale": a heading and its names on one line.
fn is_list(text: &str) -> bool {
    text.split_once(':').is_some_and(|(heading, names)| is_heading(heading) && is_people(names))
}

/// Names with their offices and nothing else: every word but those in brackets and a few small
/// ones begins with a capital, and no sentence is made of them.
pub(crate) fn is_people(text: &str) -> bool {
    static BRACKETS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\([^)]*\)").expect("the pattern is fixed"));
    let outside = BRACKETS.replace_all(text, " ");
    let mut words = outside
        .split(|c: char| !c.is_alphanumeric() && !"'’-".contains(c))
        .filter(|word| word.chars().any(char::is_alphabetic))
        .peekable();
    words.peek().is_some()
        && !text.contains(|c: char| c == ':' || c.is_ascii_digit())
        && words.all(|word| {
            word.starts_with(char::is_uppercase)
                || matches!(word, "and" | "of" | "for" | "the" | "de" | "van" | "von" | "in" | "to")
        })
}

fn add(list: &mut Block, names: &Block) {
    list.kind = BlockKind::Paragraph;
    for line in names.lines().filter(|line| !line.is_empty()) {
        list.text.push(' ');
        list.line_starts.push(u32::try_from(list.text.len()).unwrap_or(u32::MAX));
        list.text.push_str(line);
    }
    if names.page > list.page {
        list.end_page = names.end_page.or(names.page);
    }
}

fn tables(blocks: &[Block]) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        match &block.kind {
            BlockKind::Table { rows } if is_attendance(rows) => out.extend(lists(block, rows)),
            _ => out.push(block.clone()),
        }
    }
    out
}

fn is_attendance(rows: &[Vec<String>]) -> bool {
    let mut cells = rows.iter().flatten();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    columns <= 3
        && rows.iter().flatten().any(|cell| entries(cell).any(is_heading))
        && cells.all(|cell| entries(cell).all(|entry| entry.len() <= LONGEST))
}

/// "Present:", "Also in attendance", "Apologies for absence:".
pub(crate) fn is_heading(entry: &str) -> bool {
    static HEADING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)^(?: (?:members\s|councillors\s)? (?:also\s)? (?:present|in\sattendance)
              | (?:hefyd\s)? (?:yn\s)? (?:presennol|bresennol) | ymddiheuriadau | absennol
              | (?:present|committee|board|panel|voting|non-voting|co-opted)\smembers
              | (?:non-members|officials?|others?|other\smembers|guests|observers|staff|officers?|(?:committee|panel|board)\smembers)\s(?:also\s)?(?:present|in\sattendance)
              | those\s(?:present|attending) | present\swere
              | (?:present|presennol)\s?/\s?(?:present|presennol)
              | apologies (?:\sfor\sabsence)? | absent | membership
              | (?: witnesses | contributors | invitees | substitutes ) \s* :
              | (?:other\s)? (?:members|councillors|officers|attendees) ) \s* :?-? $",
        )
        .expect("the pattern is fixed")
    });
    HEADING.is_match(&heading::plain(entry))
}

fn entries(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('\n').filter(|entry| !entry.is_empty())
}

/// The rows of one cell above the first heading, then the lists, column after column.
fn lists(table: &Block, rows: &[Vec<String>]) -> Vec<Block> {
    let has_heading = |row: &Vec<String>| row.iter().any(|cell| entries(cell).any(is_heading));
    let first = rows.iter().position(has_heading).unwrap_or(0);
    let mut lists: Vec<Vec<&str>> = rows[..first]
        .iter()
        .map(|row| row.iter().flat_map(|cell| entries(cell)).collect())
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    for column in 0..columns {
        let cells = rows[first..].iter().filter_map(|row| row.get(column));
        let mut open = false;
        for entry in cells.flat_map(|cell| entries(cell)) {
            match lists.last_mut() {
                Some(list) if open && !is_heading(entry) => list.push(entry),
                _ => lists.push(vec![entry]),
            }
            open = true;
        }
    }
    lists.into_iter().filter(|list| !list.is_empty()).map(|list| block(table, &list)).collect()
}

fn block(table: &Block, list: &[&str]) -> Block {
    let mut block = Block { kind: BlockKind::Paragraph, ..table.clone() };
    block.text.clear();
    block.line_starts.clear();
    for entry in list {
        if !block.text.is_empty() {
            block.text.push(' ');
            block.line_starts.push(u32::try_from(block.text.len()).unwrap_or(u32::MAX));
        }
        block.text.push_str(entry);
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_under_a_heading_are_one_list() {
        let block = |text: &str| Block { text: text.to_owned(), ..Block::default() };
        let blocks = [
            "Present:",
            "Cllr Ada Byrne (Chair)",
            "Tom Okoro",
            "The meeting began at noon.",
            "PRESENT: Councillors Byrne and Dale",
            "Jo Marsh (Director of Finance), Ada Lowe (Head of Audit)",
            "Apologies for absence were received from Councillor Lowe",
        ];
        let lists = apart(&blocks.map(block));
        let texts: Vec<&str> = lists.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Present: Cllr Ada Byrne (Chair) Tom Okoro",
                "The meeting began at noon.",
                "PRESENT: Councillors Byrne and Dale Jo Marsh (Director of Finance), Ada Lowe (Head of Audit)",
                "Apologies for absence were received from Councillor Lowe",
            ]
        );
    }

    #[test]
    fn lists_side_by_side_are_read_one_after_the_other() {
        let rows = [
            ["MINUTES OF ASHMERE PARISH COUNCIL", ""],
            ["Present:", "Also in attendance:"],
            ["Mr A Byrne (Chairman)\nMs K Dale", "Cllr M Ford"],
            ["", "Apologies:"],
            ["", "Mr N Lowe"],
        ];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec()).to_vec();
        let table = Block { kind: BlockKind::Table { rows }, ..Block::default() };
        let texts: Vec<String> = apart(&[table]).into_iter().map(|block| block.text).collect();
        assert_eq!(
            texts,
            [
                "MINUTES OF ASHMERE PARISH COUNCIL",
                "Present: Mr A Byrne (Chairman) Ms K Dale",
                "Also in attendance: Cllr M Ford",
                "Apologies: Mr N Lowe",
            ]
        );
    }
}
