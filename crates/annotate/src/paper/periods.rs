//! The financial years and quarters that a paper reports on.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Labelled, Look};
use crate::why;
use model::record::From;
use model::text::{Block, BlockKind};

/// Blocks of the head that are read.
const HEAD: usize = 6;

/// Running headers that are read.
const FURNITURE: usize = 4;

/// Letters of a line; what is longer is prose, which compares years.
const LONGEST_LINE: usize = 160;

/// Years that one line reports on. A row of a table with more heads columns, a sentence with more
/// tells a history.
const MOST_A_LINE: usize = 3;

/// The periods of the first of these that prints one: headings, lines and labelled cells of the
/// first blocks, and running headers; their prose; the first row of their first table, where it prints
/// one; the file's name.
///
/// The years of which the columns and cells of a table tell are not those that a paper reports on.
pub(super) fn find(look: &Look<'_>) -> Option<Labelled<Vec<String>>> {
    let head = || look.head.iter().take(HEAD);
    let furniture = look.text.furniture.iter().take(FURNITURE).map(|piece| piece.text.as_str());
    let lines: Vec<&str> = head().flat_map(|block| lines(block)).chain(furniture).collect();
    let prose = head().filter(|block| !is_table(block)).map(|block| block.text.as_str());
    let table = head().find(|block| is_table(block)).and_then(|block| block.lines().next());
    let file = look.source.path.rsplit('/').next().unwrap_or_default().replace(['-', '_'], " ");
    let (from, found) = printed(lines.iter().copied(), MOST_A_LINE)
        // "Statement of Accounts" over "31 March 2018".
        .or_else(|| printed([&*lines.join("\n")], MOST_A_LINE))
        .or_else(|| printed(prose, MOST_A_LINE))
        .or_else(|| printed(table, 1))
        .map(|found| (From::Text, found))
        .or_else(|| Some((From::Path, printed([&*spaced_years(&file)], MOST_A_LINE)?)))?;
    let first = found.first()?;
    Some(Labelled {
        why: why(from, &first.words),
        value: found.iter().fold(Vec::new(), |mut values, period| {
            if !values.contains(&period.value) {
                values.push(period.value.clone());
            }
            values
        }),
    })
}

/// The periods of pieces of text, but for those that list more than `most` years.
fn printed<'t>(pieces: impl IntoIterator<Item = &'t str>, most: usize) -> Option<Vec<Period>> {
    let of_piece = |piece: &str| {
        let found = all(piece);
        let mut years: Vec<&str> =
            found.iter().filter_map(|period| period.value.get(..7)).collect();
        years.sort_unstable();
        years.dedup();
        if years.len() > most { Vec::new() } else { found }
    };
    let found: Vec<Period> = pieces.into_iter().flat_map(of_piece).collect();
    (!found.is_empty()).then_some(found)
}

/// What a block says as a line: a heading, a short paragraph, and of a table the rows that begin
/// with a label, "Subject: | Budget 2024/25".
fn lines(block: &Block) -> Vec<&str> {
    if is_table(block) {
        let is_labelled =
            |row: &&str| row.split('\t').next().is_some_and(|cell| cell.trim().ends_with(':'));
        return block.lines().filter(is_labelled).take(HEAD).collect();
    }
    let is_line =
        matches!(block.kind, BlockKind::Heading { .. }) || block.text.len() <= LONGEST_LINE;
    if is_line { vec![&block.text] } else { Vec::new() }
}

fn is_table(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Table { .. })
}

struct Period {
    value: String,
    words: String,
}

/// "2024/25", "2022-23", "2019/2020"; with a quarter beside it "2024/25 Q3"; "year ended 31
/// March 2018", and accounts of that day.
fn all(text: &str) -> Vec<Period> {
    static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)(?:\b(?P<before>Q[1-4]|quarter\ (?:[1-4]|one|two|three|four)|(?:first|second|third|fourth)\ quarter)\b[^.\n\t]{0,30}?)?
            \b(?P<first>20\d{2})\s?[/–\-]\s?(?:20)?(?P<second>\d{2})\b
            (?:[\ ,:–\-]{1,3}(?P<after>Q[1-4]|quarter\ (?:[1-4]|one|two|three|four))\b)?
            |\b(?:(?:year|period)\ (?:ended|ending)|accounts|balance\ sheet)\b[^.]{0,40}?\b31(?:st)?\ march\ (?P<ended>20\d{2})\b",
        )
        .expect("fixed")
    });
    PERIOD.captures_iter(text).filter_map(|found| read(&found)).collect()
}

fn read(found: &Captures<'_>) -> Option<Period> {
    let words = found.get(0)?.as_str().to_owned();
    let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<u32>().ok());
    let (first, second) = match number("ended") {
        Some(year) => (year - 1, year % 100),
        None => (number("first")?, number("second")?),
    };
    if (first + 1) % 100 != second {
        return None;
    }
    let quarter = found.name("before").or(found.name("after")).and_then(|m| quarter(m.as_str()));
    let value = match quarter {
        Some(quarter) => format!("{first}/{second:02} Q{quarter}"),
        None => format!("{first}/{second:02}"),
    };
    Some(Period { value, words })
}

fn quarter(words: &str) -> Option<u32> {
    const WORDS: [(&str, u32); 8] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("first", 1),
        ("second", 2),
        ("third", 3),
        ("fourth", 4),
    ];
    let lower = words.to_lowercase();
    let figure = lower.chars().find_map(|c| c.to_digit(10));
    figure.or_else(|| {
        let word = lower.split(' ').find(|word| *word != "quarter")?;
        WORDS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number)
    })
}

/// "Monitoring Report 2024 25" of a file's name as "… 2024/25".
fn spaced_years(file: &str) -> String {
    static YEARS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(20\d{2}) (\d{2})\b").expect("fixed"));
    YEARS.replace_all(file, "$1/$2").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_forms() {
        for (text, expected) in [
            ("Budget 2024/25 and 2025-26", vec!["2024/25", "2025/26"]),
            ("Plan 2025-28", vec![]),
            ("Finance Monitoring, Q3 of 2024/25", vec!["2024/25 Q3"]),
            ("2023/24 Quarter 2 performance", vec!["2023/24 Q2"]),
            ("Third quarter 2021-2022", vec!["2021/22 Q3"]),
            ("Statement of Accounts\n(Unaudited)\n31 March 2018", vec!["2017/18"]),
            ("Accounts for the year ended 31 March 2018", vec!["2017/18"]),
        ] {
            let seen: Vec<String> = all(text).into_iter().map(|period| period.value).collect();
            assert_eq!(seen, expected, "{text}");
        }
        assert_eq!(spaced_years("accounts 2016 17 open"), "accounts 2016/17 open");
    }

    #[track_caller]
    fn check(blocks: &[Block], expected: &[&str]) {
        let text = model::ExtractedPaper { blocks: blocks.to_vec(), ..Default::default() };
        let source = crate::Source::unknown();
        let vocabularies = model::Vocabularies::shipped();
        let head = text.blocks.iter().collect();
        let look = Look { text: &text, source: &source, vocabularies, head };
        let seen = find(&look).map(|found| found.value).unwrap_or_default();
        assert_eq!(seen, expected);
    }

    fn words(text: &str) -> Block {
        Block { text: text.to_owned(), ..Block::default() }
    }

    fn table(rows: &[&[&str]]) -> Block {
        let text: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
        let mut line_starts = Vec::new();
        let mut at = 0;
        for row in &text[..text.len() - 1] {
            at += row.len() + 1;
            line_starts.push(u32::try_from(at).expect("it is short"));
        }
        let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect());
        let kind = BlockKind::Table { rows: rows.collect() };
        Block { kind, text: text.join("\n"), line_starts, ..Block::default() }
    }

    #[test]
    fn years_that_a_table_lists_are_not_the_papers() {
        let heads: &[&str] = &["Scheme", "2023/24", "2024/25", "2025/26", "2026/27"];
        let row: &[&str] = &["Mill Lane, begun 2019/20", "1", "2", "3", "4"];
        check(&[table(&[heads, row])], &[]);
        check(&[words("Budget 2025/26"), table(&[heads, row])], &["2025/26"]);
        check(&[table(&[&["Outturn 2022/23"], row])], &["2022/23"]);
        check(&[table(&[&["Scheme", "2022/23", "2023/24"], row])], &[]);
        check(&[words("Statement of Accounts"), words("31 March 2018")], &["2017/18"]);
        check(&[table(&[&["To:", "Cabinet"], &["Subject:", "Budget 2024/25"], row])], &["2024/25"]);
    }

    #[test]
    fn prose_is_read_where_no_line_prints_a_period() {
        let prose = "The council's grant fell from 2015/16 to 2020/21, and this report sets out, at length and with figures, what the settlement of the coming year is likely to bring to it.";
        check(&[words(prose)], &["2015/16", "2020/21"]);
        check(&[words("Grants 2025/26"), words(prose)], &["2025/26"]);
        check(&[words("Years 2019/20, 2020/21, 2021/22 and 2022/23")], &[]);
    }
}
