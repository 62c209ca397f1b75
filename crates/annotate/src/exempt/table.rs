//! Exempt items named in a table, or in lines that look like one, below the resolution to exclude
//! the public: "Item 9\tLand at Mill Lane\tParagraph 3".

use std::sync::LazyLock;

use model::record::{Exempt, PassageKind};
use regex::Regex;

use super::{LONGEST_EVIDENCE, PARAGRAPHS, exempt};
use crate::draft::Draft;

/// Passages below the resolution that may name items.
const MOST_BELOW: usize = 12;

/// A row: the number of its item, and why that is exempt.
pub(super) struct Row {
    pub(super) number: String,
    pub(super) exempt: Exempt,
}

/// The rows below the resolution at `at`, up to the first passage that is none.
pub(super) fn below(drafts: &[Draft], at: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let may = |draft: &&Draft| !matches!(draft.kind, PassageKind::Boilerplate);
    for draft in drafts.iter().skip(at + 1).take(MOST_BELOW).filter(may) {
        let found: Vec<Row> = draft.text.lines().filter_map(row).collect();
        let is_rest = found.is_empty() && !is_head(&draft.body);
        rows.extend(found);
        if is_rest {
            break;
        }
    }
    rows
}

/// "51    Paragraph 2", "Item 9\tMill Lane\t3".
fn row(line: &str) -> Option<Row> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*(?:(?:agenda\s+)?(?:items?|minutes?)\s*(?:nos?\.?|numbers?)?\s*)?(?P<number>\d{1,3}[a-z]?)\b[.)]?\s")
            .expect("fixed")
    });
    static REASON: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!(r"(?i){PARAGRAPHS}")).expect("fixed"));
    /// Letters of a row; a sentence that mentions a paragraph is longer.
    const LONGEST: usize = 300;
    let line = line.trim();
    let number = NUMBER.captures(line).filter(|_| line.len() < LONGEST)?;
    let rest = line.get(number.get(0)?.end()..)?;
    let last = rest.rsplit('\t').next().unwrap_or_default().trim();
    let is_list = |cell: &str| {
        !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '&'))
    };
    let exempt = if REASON.is_match(rest) {
        exempt(rest)
    } else if rest.contains('\t') && is_list(last) {
        exempt(&format!("paragraph {}", last.replace('&', ",")))
    } else {
        return None;
    };
    let evidence: String = model::normal::spaces(line).chars().take(LONGEST_EVIDENCE).collect();
    (!exempt.paragraphs.is_empty())
        .then(|| Row { number: number["number"].to_owned(), exempt: Exempt { evidence, ..exempt } })
}

/// "Item Number   Type of information likely to be disclosed".
fn is_head(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() < 160 && lower.contains("item") && !lower.trim_end().ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_name_items_and_paragraphs() {
        let read = |line: &str| row(line).map(|row| (row.number, row.exempt.paragraphs));
        assert_eq!(read("51      Paragraph 2"), Some(("51".to_owned(), vec![2])));
        assert_eq!(
            read("Item 9\tMill Lane\tparagraphs 1 and 3"),
            Some(("9".to_owned(), vec![1, 3]))
        );
        assert_eq!(read("12\tMill Lane\t3"), Some(("12".to_owned(), vec![3])));
        assert_eq!(read("12 people came"), None);
        assert_eq!(read("Item\tParagraph"), None);
    }
}
