//! The pages of parts by the parts' own numbers.

use std::collections::{BTreeMap, HashMap};

use model::record::Part;
use model::text::Page;

/// The number of each page within its part.
///
/// It is the one that the page prints of the part's own numbering; where other pages of the part
/// print one, it follows from theirs, and a cover before their 1 has none. A part that prints
/// none is counted from its first page.
pub(crate) fn own_pages(pages: &[Page], parts: &[Part]) -> HashMap<u32, u32> {
    let mut own = HashMap::new();
    for part in parts {
        let inside = |page: &&Page| (part.first_page..=part.last_page).contains(&page.number);
        let printed: BTreeMap<u32, u32> = pages
            .iter()
            .filter(inside)
            .filter_map(|page| Some((page.number, page.own.as_deref()?.parse().ok()?)))
            .collect();
        let offset = usual_offset(&printed).unwrap_or(i64::from(part.first_page) - 1);
        for page in part.first_page..=part.last_page {
            let counted = u32::try_from(i64::from(page) - offset).ok().filter(|n| *n > 0);
            own.extend(printed.get(&page).copied().or(counted).map(|number| (page, number)));
        }
    }
    own
}

/// How far the printed numbers run behind the pages: what most agree on, the first of equals.
fn usual_offset(printed: &BTreeMap<u32, u32>) -> Option<i64> {
    let mut votes: BTreeMap<i64, usize> = BTreeMap::new();
    for (page, number) in printed {
        *votes.entry(i64::from(*page) - i64::from(*number)).or_default() += 1;
    }
    votes.into_iter().rev().max_by_key(|(_, count)| *count).map(|(offset, _)| offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: [Option<&str>; 4], expected: [Option<u32>; 4]) {
        let page = |(at, own): (usize, &Option<&str>)| Page {
            number: at as u32 + 11,
            own: own.map(str::to_owned),
            ..Page::default()
        };
        let pages: Vec<Page> = printed.iter().enumerate().map(page).collect();
        let part = Part {
            title: String::new(),
            kind: model::record::PaperKind::Report,
            item: None,
            date: None,
            first_page: 11,
            last_page: 14,
        };
        let own = own_pages(&pages, &[part]);
        assert_eq!([11, 12, 13, 14].map(|page| own.get(&page).copied()), expected);
    }

    #[test]
    fn printed_numbers_count_before_counted_ones() {
        check([None, None, None, None], [Some(1), Some(2), Some(3), Some(4)]);
        check([None, Some("2"), Some("3"), None], [Some(1), Some(2), Some(3), Some(4)]);
        check([None, Some("1"), Some("2"), None], [None, Some(1), Some(2), Some(3)]);
        check([Some("7"), None, None, None], [Some(7), Some(8), Some(9), Some(10)]);
        check([Some("i"), None, None, None], [Some(1), Some(2), Some(3), Some(4)]);
    }
}
