//! Blocks: lines that make a paragraph, a heading or an item of a list.

use model::text::{Block, BlockKind};

use super::line::Line;
use super::table::{self, Element, Table};
use crate::marker;

/// What the lines of a whole paper have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// The size of most letters.
    pub(super) size: f32,
    /// The usual distance between baselines, as a share of the size.
    pub(super) leading: f32,
}

impl Style {
    /// The style of most letters and of most pairs of lines.
    pub(super) fn of<'a>(pages: impl Iterator<Item = &'a [Element]>) -> Style {
        let mut sizes: Vec<(f32, usize)> = Vec::new();
        let mut leadings: Vec<(f32, usize)> = Vec::new();
        for elements in pages {
            let lines: Vec<&Line> = elements.iter().filter_map(line_of).collect();
            for line in &lines {
                vote(&mut sizes, line.size, 0.25, line.text().len());
            }
            for pair in lines.windows(2) {
                let leading = (pair[1].y - pair[0].y) / pair[0].size;
                if (0.8..=2.6).contains(&leading) && (pair[0].size - pair[1].size).abs() < 0.3 {
                    vote(&mut leadings, leading, 0.03, 1);
                }
            }
        }
        Style { size: winner(&sizes).unwrap_or(11.0), leading: winner(&leadings).unwrap_or(1.2) }
    }
}

fn line_of(element: &Element) -> Option<&Line> {
    if let Element::Line(line) = element { Some(line) } else { None }
}

fn vote(votes: &mut Vec<(f32, usize)>, value: f32, near: f32, weight: usize) {
    if let Some((_, count)) = votes.iter_mut().find(|(other, _)| (other - value).abs() <= near) {
        *count += weight;
    } else if votes.len() < 400 {
        votes.push((value, weight));
    }
}

fn winner(votes: &[(f32, usize)]) -> Option<f32> {
    votes.iter().max_by_key(|(_, count)| *count).map(|(value, _)| *value)
}

/// A block with what decides whether the next page goes on with it.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) block: Block,
    /// Its last line reaches the right margin.
    pub(super) is_full: bool,
    pub(super) size: f32,
    /// Where the columns of a table begin.
    pub(super) columns: Vec<f32>,
}

/// The blocks of one page.
pub(super) fn of_page(elements: &[Element], page: u32, style: Style) -> Vec<Placed> {
    let lines: Vec<&Line> = elements.iter().filter_map(line_of).collect();
    let margins: Vec<f32> = lines.iter().map(|line| right_margin(line, &lines)).collect();
    let mut placed = Vec::new();
    let mut open: Option<Paragraph<'_>> = None;
    let mut at = 0;
    for element in elements {
        match element {
            Element::Table(table) => {
                placed.extend(open.take().map(|paragraph| paragraph.end(page, style)));
                placed.push(of_table(table, page));
            }
            Element::Line(line) => {
                let margin = margins[at];
                at += 1;
                match &mut open {
                    Some(paragraph) if !paragraph.ends_before(line, style) => {
                        paragraph.lines.push(line);
                        paragraph.margin = margin;
                    }
                    _ => {
                        placed.extend(open.take().map(|paragraph| paragraph.end(page, style)));
                        open = Some(Paragraph { lines: vec![line], margin });
                    }
                }
            }
        }
    }
    placed.extend(open.map(|paragraph| paragraph.end(page, style)));
    set_depths(&mut placed, elements);
    placed.into_iter().map(|(placed, _)| placed).collect()
}

fn of_table(table: &Table, page: u32) -> (Placed, f32) {
    let block = Block { page: Some(page), ..crate::text::table_block(table.rows.clone()) };
    let x0 = table.columns.first().copied().unwrap_or(0.0);
    (Placed { block, is_full: false, size: 0.0, columns: table.columns.clone() }, x0)
}

/// Where lines like this one end at the right: the farthest end that two of them share.
fn right_margin(line: &Line, lines: &[&Line]) -> f32 {
    let mut ends: Vec<f32> = lines
        .iter()
        .filter(|other| {
            (other.x0 - line.x0).abs() < 45.0
                && (other.size - line.size).abs() < 0.1 * line.size
                && other.x1 >= line.x0
        })
        .map(|other| other.x1)
        .collect();
    ends.sort_by(|a, b| b.total_cmp(a));
    ends.windows(2)
        .find(|pair| pair[0] - pair[1] < 25.0)
        .map_or(line.x1, |pair| pair[0].max(line.x1))
}

/// Lines that belong together so far.
struct Paragraph<'a> {
    lines: Vec<&'a Line>,
    /// The right margin of its last line.
    margin: f32,
}

impl Paragraph<'_> {
    fn last(&self) -> &Line {
        self.lines[self.lines.len() - 1]
    }

    /// Whether `next` begins something new. Each reason is a form that papers print.
    fn ends_before(&self, next: &Line, style: Style) -> bool {
        let last = self.last();
        let gap = next.y - last.y;
        let size = last.size.max(next.size);
        let text = last.text();
        let next_text = next.text();
        let goes_on = !ends_sentence(&text) && next_text.starts_with(char::is_lowercase);
        // Another column, or up the page.
        if gap < 0.5 * size {
            return !goes_on || next.x0 < last.x1 && gap > -2.0 * size;
        }
        if self.begins_label(next, &next_text) {
            return true;
        }
        // Another size of letters.
        if (last.size - next.size).abs() > 0.08 * size && !goes_on {
            return true;
        }
        // A wider gap than between the lines so far.
        let usual = self.own_gap().unwrap_or(style.leading.max(1.0) * size);
        let allowed = if goes_on { 1.7 } else { 1.22 };
        if gap > usual * allowed + 0.8 {
            return true;
        }
        // A bold title over plain text, or the reverse.
        if last.is_bold() != next.is_bold() && !goes_on && self.all_bold() != next.is_bold() {
            return true;
        }
        // An indent of the first line, or back out of a hanging one.
        if self.is_dedented_by(next) || self.is_indented_by(next) && !goes_on {
            return true;
        }
        // The first word of the next line would have had room on this one.
        let room = self.margin - last.x1;
        let needed = next.first_word_width() + 0.45 * size;
        room > needed && !(goes_on && room < needed + 8.0 * size)
    }

    /// The distance between its first two lines.
    fn own_gap(&self) -> Option<f32> {
        let [first, second, ..] = self.lines[..] else { return None };
        Some(second.y - first.y).filter(|gap| *gap > 0.0)
    }

    fn all_bold(&self) -> bool {
        self.lines.iter().all(|line| line.is_bold())
    }

    /// A label begins a paragraph, unless it is a number inside a sentence that stands where the
    /// paragraph's text does and not where its label does.
    fn begins_label(&self, next: &Line, text: &str) -> bool {
        if next.lone_label().is_some() {
            return true;
        }
        let Some((label, rest)) = marker::split(text) else { return false };
        let last_text = self.last().text();
        // "(Blocks A and" goes on with "C) along the street".
        let opens = last_text.matches('(').count() > last_text.matches(')').count();
        if opens && label.ends_with(')') && !label.starts_with('(') {
            return false;
        }
        let hangs = self.body_start().is_some_and(|x| (next.x0 - x).abs() < 2.0)
            && self.lines[0].x0 < next.x0 - 6.0;
        let is_full = self.margin - self.last().x1 < 4.0 * self.last().size;
        let is_bare = label.trim_end_matches('.').chars().all(|c| c.is_ascii_digit() || c == '.');
        let mid_sentence = !ends_sentence(&last_text) && !last_text.ends_with(';');
        let leads = last_text.split_whitespace().next_back().is_some_and(leads_to_number);
        let lower = rest.starts_with(char::is_lowercase);
        !(is_bare
            && mid_sentence
            && is_full
            && (hangs || leads || lower)
            && !marker::is_bullet(label))
    }

    /// Where the text after a hanging label stands.
    fn body_start(&self) -> Option<f32> {
        match self.lines[..] {
            [_, second, ..] => Some(second.x0),
            [first] => first
                .pieces
                .get(1)
                .filter(|_| marker::split(&first.pieces[0].text).is_some())
                .map(|piece| piece.x0),
            [] => None,
        }
    }

    fn is_indented_by(&self, next: &Line) -> bool {
        let start = self.body_start().unwrap_or(self.lines[0].x0);
        let is_hanging = self.lines.len() == 1 && marker::split(&self.lines[0].text()).is_some();
        let is_centred = {
            let first = self.lines[0];
            ((first.x0 + first.x1) - (next.x0 + next.x1)).abs() < 6.0
        };
        next.x0 > start + 1.0 * next.size && !is_hanging && !is_centred
    }

    fn is_dedented_by(&self, next: &Line) -> bool {
        let is_centred = {
            let first = self.lines[0];
            ((first.x0 + first.x1) - (next.x0 + next.x1)).abs() < 6.0
        };
        match self.lines[..] {
            [_, second, ..] => next.x0 < second.x0 - 1.0 * next.size && !is_centred,
            [only] => {
                let body = self.body_start().unwrap_or(only.x0);
                // A first line may stand in by a little; farther is another place.
                next.x0 < body - 4.0 * next.size
                    && next.x0 < only.x0 - 1.0 * next.size
                    && !is_centred
            }
            [] => false,
        }
    }

    fn end(self, page: u32, style: Style) -> (Placed, f32) {
        let last = self.last();
        let is_full = self.margin - last.x1 < 6.0 * last.size;
        let size = last.size;
        let x0 = self.lines[0].x0;
        let mut block = Block {
            page: Some(page),
            bold: self.all_bold(),
            italic: self.lines.iter().all(|line| line.is_italic()),
            ..Block::default()
        };
        for (i, line) in self.lines.iter().enumerate() {
            let mut text = line.text();
            let lone = line.lone_label().filter(|_| i == 0);
            let lone = lone.and_then(|label| Some((label, text.strip_prefix(label)?.trim_start())));
            if i == 0
                && let Some((label, rest)) = lone.or_else(|| marker::split(&text))
            {
                block.marker = Some(label.to_owned());
                block.kind = BlockKind::ListItem;
                text = rest.to_owned();
            }
            append_line(&mut block, &text);
        }
        if block.text.ends_with('\u{AD}') {
            block.text.pop();
        }
        block.kind = kind(&block, size, style, self.lines.len());
        (Placed { block, is_full, size, columns: Vec::new() }, x0)
    }
}

/// Adds a printed line, a word divided at the line's end made whole.
pub(super) fn append_line(block: &mut Block, line: &str) {
    if line.is_empty() {
        return;
    }
    let is_first = block.text.is_empty();
    let start = table::append(&mut block.text, line);
    if !is_first {
        block.line_starts.push(u32::try_from(start).unwrap_or(u32::MAX));
    }
}

/// Words after which a number goes on with the sentence: "paragraph 4.3", "page 12".
fn leads_to_number(word: &str) -> bool {
    matches!(
        word.to_lowercase().trim_end_matches(['.', ',']),
        "paragraph"
            | "paragraphs"
            | "para"
            | "paras"
            | "section"
            | "sections"
            | "appendix"
            | "table"
            | "figure"
            | "page"
            | "pages"
            | "item"
            | "items"
            | "minute"
            | "no"
            | "of"
            | "to"
            | "and"
            | "or"
            | "at"
            | "by"
            | "in"
            | "the"
            | "with"
            | "than"
            | "about"
            | "over"
            | "under"
            | "from"
    )
}

pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ' ']).ends_with(['.', '?', '!', ':'])
}

/// What a block looks like: larger, bold or capital and short is a heading.
fn kind(block: &Block, size: f32, style: Style, lines: usize) -> BlockKind {
    let plain = if block.marker.is_some() { BlockKind::ListItem } else { BlockKind::Paragraph };
    let length = block.text.chars().count();
    let has_letters = block.text.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let is_bullet = block.marker.as_deref().is_some_and(marker::is_bullet);
    if lines > 3 || length > 200 || !has_letters || is_bullet {
        return plain;
    }
    let is_large = size > 1.12 * style.size;
    let is_sentence = block.text.ends_with(['.', ';', ',']) && length > 40;
    let capital = !block.text.chars().any(char::is_lowercase) && length > 3;
    let starts_right = block.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    if is_sentence || !(starts_right || is_large) {
        return plain;
    }
    if is_large {
        let level = if size > 1.55 * style.size { 1 } else { 2 };
        return BlockKind::Heading { level };
    }
    if size < 0.85 * style.size || block.text.ends_with(':') && length > 60 {
        return plain;
    }
    if block.bold || capital && block.text.split(' ').count() > 1 {
        return BlockKind::Heading { level: 3 };
    }
    plain
}

/// Depths of list items, from where their labels stand under each other.
fn set_depths(placed: &mut [(Placed, f32)], elements: &[Element]) {
    let left = elements
        .iter()
        .filter_map(line_of)
        .map(|line| line.x0)
        .min_by(f32::total_cmp)
        .unwrap_or(0.0);
    let mut starts: Vec<f32> = Vec::new();
    for (placed, x0) in placed {
        if placed.block.marker.is_none() {
            if *x0 < left + 6.0 {
                starts.clear();
            }
            continue;
        }
        while starts.last().is_some_and(|start| *start > *x0 + 5.0) {
            starts.pop();
        }
        if starts.last().is_none_or(|start| *start < *x0 - 5.0) {
            starts.push(*x0);
        }
        placed.block.depth = u8::try_from(starts.len().saturating_sub(1)).unwrap_or(u8::MAX);
    }
}

/// Joins what a page end broke: a paragraph that goes on, a table with the same columns.
pub(super) fn join_pages(pages: Vec<Vec<Placed>>) -> Vec<Block> {
    let mut blocks: Vec<Placed> = Vec::new();
    for page in pages {
        for (at, placed) in page.into_iter().enumerate() {
            match blocks.last_mut() {
                Some(last) if at == 0 && goes_on(last, &placed) => join(last, placed),
                _ => blocks.push(placed),
            }
        }
    }
    blocks.into_iter().map(|placed| placed.block).collect()
}

fn goes_on(last: &Placed, next: &Placed) -> bool {
    let (a, b) = (&last.block, &next.block);
    let pages_follow = a.end_page.or(a.page).zip(b.page).is_some_and(|(a, b)| b == a + 1);
    if !pages_follow {
        return false;
    }
    match (&a.kind, &b.kind) {
        (BlockKind::Table { .. }, BlockKind::Table { .. }) => {
            last.columns.len() == next.columns.len()
                && last.columns.iter().zip(&next.columns).all(|(a, b)| (a - b).abs() < 6.0)
        }
        (BlockKind::Paragraph | BlockKind::ListItem, BlockKind::Paragraph) => {
            let same_look = (last.size - next.size).abs() < 0.06 * last.size && a.bold == b.bold;
            let is_open = !ends_sentence(&a.text) && !a.text.ends_with(';');
            let is_lower = b.text.starts_with(char::is_lowercase);
            let begins = b.text.starts_with(|c: char| c.is_alphanumeric() || "(“‘\"£".contains(c));
            same_look && is_open && (is_lower || last.is_full && begins && a.text.len() > 40)
        }
        _ => false,
    }
}

fn join(last: &mut Placed, next: Placed) {
    last.block.end_page = next.block.end_page.or(next.block.page);
    last.is_full = next.is_full;
    if let (BlockKind::Table { rows }, BlockKind::Table { rows: more }) =
        (&mut last.block.kind, &next.block.kind)
    {
        let mut rows = std::mem::take(rows);
        rows.extend(more.iter().cloned());
        let joined = crate::text::table_block(rows);
        last.block.text = joined.text;
        last.block.line_starts = joined.line_starts;
        last.block.kind = joined.kind;
        return;
    }
    for line in next.block.lines() {
        append_line(&mut last.block, line);
    }
}
