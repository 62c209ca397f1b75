//! Papers by year and month.

use std::collections::BTreeMap;

use serde::Serialize;

/// Papers by year and month.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Calendar {
    /// Every year from that of the first paper to that of the last.
    pub years: Vec<Year>,
    /// Papers without a date.
    pub undated: u64,
}

/// The papers of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Year {
    /// The year.
    pub year: i16,
    /// The papers of each month, January first; 0 in a gap, and `None` in months before the
    /// first paper and after the last.
    pub months: [Option<u64>; 12],
    /// Papers of which only the year is known.
    pub without_month: u64,
}

impl Calendar {
    /// Of papers with these dates: `2023-11-30`, `2023-11` or `2023`.
    pub(super) fn of<'a>(dates: impl Iterator<Item = Option<&'a str>>) -> Calendar {
        let mut months: BTreeMap<(i16, usize), u64> = BTreeMap::new();
        let mut years: BTreeMap<i16, u64> = BTreeMap::new();
        let mut undated = 0;
        for date in dates {
            match date.and_then(year_and_month) {
                None => undated += 1,
                Some((year, None)) => *years.entry(year).or_default() += 1,
                Some((year, Some(month))) => *months.entry((year, month)).or_default() += 1,
            }
        }
        let (first, last) = (months.keys().next().copied(), months.keys().next_back().copied());
        let in_span = |at| first.is_some_and(|first| first <= at) && last >= Some(at);
        let known = || months.keys().map(|(year, _)| *year).chain(years.keys().copied());
        let span = known().min().zip(known().max());
        let year = |year| Year {
            year,
            months: std::array::from_fn(|month| {
                let count = months.get(&(year, month)).copied().unwrap_or_default();
                in_span((year, month)).then_some(count)
            }),
            without_month: years.get(&year).copied().unwrap_or_default(),
        };
        let years = span.into_iter().flat_map(|(first, last)| first..=last).map(year).collect();
        Calendar { years, undated }
    }

    /// How many months between the first paper and the last have none.
    pub fn gaps(&self) -> usize {
        self.years.iter().flat_map(|year| &year.months).filter(|month| **month == Some(0)).count()
    }
}

/// The year, and the month from 0; `None` where a date is neither.
fn year_and_month(date: &str) -> Option<(i16, Option<usize>)> {
    let mut parts = date.split('-');
    let year = parts.next()?.parse().ok()?;
    let Some(month) = parts.next() else { return Some((year, None)) };
    let month = month.parse::<usize>().ok().filter(|month| (1..=12).contains(month))?;
    Some((year, Some(month - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(dates: &[&str], expected: &[&str], undated: u64) {
        let dates = dates.iter().map(|date| Some(*date).filter(|date| !date.is_empty()));
        let calendar = Calendar::of(dates);
        let shown = calendar.years.iter().map(|year| {
            let month = |n: &Option<u64>| n.map_or("-".to_owned(), |n| n.to_string());
            let months: String = year.months.iter().map(month).collect();
            format!("{} {months} {}", year.year, year.without_month)
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
        assert_eq!(calendar.undated, undated);
    }

    #[test]
    fn months_without_a_paper_are_gaps_only_between_others() {
        check(&[], &[], 0);
        check(&["", "soon", "2023-13"], &[], 3);
        check(&["2023-11-30"], &["2023 ----------1- 0"], 0);
        let dates = ["2023-11-30", "2023-11-02", "2024-02", "2024", ""];
        check(&dates, &["2023 ----------20 0", "2024 01---------- 1"], 1);
        let long = ["2021-12-01", "2023-01-01"];
        check(&long, &["2021 -----------1 0", "2022 000000000000 0", "2023 1----------- 0"], 0);
        check(
            &["2019", "2021-06"],
            &["2019 ------------ 1", "2020 ------------ 0", "2021 -----1------ 0"],
            0,
        );
        let dates = ["2023-11-30", "2024-02"].map(Some);
        assert_eq!(Calendar::of(dates.into_iter()).gaps(), 2);
    }
}
