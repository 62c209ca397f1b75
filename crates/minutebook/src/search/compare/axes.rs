//! Which rows or columns a passage belongs to.

use std::collections::HashMap;

use jiff::civil::Date;
use tantivy::DocId;

use crate::columns::Columns;
use crate::comparison::Axis;
use crate::facets::Dimension;
use crate::schema::value;

/// The values of one axis over all segments, each with its number.
#[derive(Debug, Default)]
pub(super) struct AxisValues {
    numbers: HashMap<String, u32>,
    values: Vec<String>,
}

/// The value of a passage with a speaker who has a name and no office.
pub(super) const PERSON: &str = "person";
/// The value of a passage in which a body speaks.
pub(super) const BODY: &str = "body";

impl AxisValues {
    /// The number of a value, a new one for a new value.
    pub(super) fn number(&mut self, value: &str) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.numbers.insert(value.to_owned(), number);
        self.values.push(value.to_owned());
        number
    }

    /// The values by number.
    pub(super) fn values(&self) -> &[String] {
        &self.values
    }

    /// Where the passages of a segment belong.
    pub(super) fn of_segment(&mut self, axis: Axis, columns: &Columns) -> SegmentAxis {
        let dimension = match axis {
            Axis::Authority => Dimension::Authority,
            Axis::Year => Dimension::Year,
            Axis::Committee => Dimension::Committee,
            Axis::Kind => Dimension::Kind,
            Axis::Quarter => {
                let days = columns.papers().iter().map(|paper| paper.days);
                return SegmentAxis::OfPapers(days.map(|d| self.number(&quarter(d))).collect());
            }
            Axis::Topic => return self.of_passages(Dimension::Topic, columns, str::to_owned),
            Axis::Role => return self.of_passages(Dimension::Speaker, columns, role),
        };
        let labels = columns.labels(dimension);
        let numbers = self.numbers_of(labels.words());
        let unknown = self.number(value::UNKNOWN);
        let of_paper = (0..columns.papers().len()).map(|at| {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let ordinal = labels.ordinals(at).first();
            ordinal.and_then(|o| numbers.get(*o as usize)).copied().unwrap_or(unknown)
        });
        SegmentAxis::OfPapers(of_paper.collect())
    }

    fn of_passages(
        &mut self,
        dimension: Dimension,
        columns: &Columns,
        name: fn(&str) -> String,
    ) -> SegmentAxis {
        let named: Vec<String> =
            columns.labels(dimension).words().iter().map(|word| name(word)).collect();
        SegmentAxis::OfPassages { dimension, numbers: self.numbers_of(&named) }
    }

    fn numbers_of(&mut self, words: &[String]) -> Vec<u32> {
        words.iter().map(|word| self.number(word)).collect()
    }
}

/// The numbers of the values that passages of one segment have.
pub(super) enum SegmentAxis {
    /// By the place of the paper.
    OfPapers(Vec<u32>),
    /// By the ordinals of a dimension in which passages differ.
    OfPassages { dimension: Dimension, numbers: Vec<u32> },
}

impl SegmentAxis {
    /// The numbers of a document of the paper at a place, each once.
    pub(super) fn add(&self, columns: &Columns, paper: u32, doc: DocId, to: &mut Vec<u32>) {
        to.clear();
        match self {
            SegmentAxis::OfPapers(numbers) => to.extend(numbers.get(paper as usize)),
            SegmentAxis::OfPassages { dimension, numbers } => {
                for ordinal in columns.labels(*dimension).ordinals(doc) {
                    let number = numbers.get(*ordinal as usize).copied();
                    let number = number.filter(|number| !to.contains(number));
                    to.extend(number);
                }
            }
        }
    }

    /// Whether all passages of a paper have the same.
    pub(super) fn is_of_papers(&self) -> bool {
        matches!(self, SegmentAxis::OfPapers(_))
    }
}

/// The office of a value of the facet `speaker`; a sort of speaker for one without.
fn role(speaker: &str) -> String {
    let sort = speaker.split_once(':').map_or(speaker, |(sort, _)| sort);
    if sort == "role" { speaker } else { sort }.to_owned()
}

/// `2023-Q2`; `2023` where the days do not say which; `undated`. A paper whose days lie in two
/// years belongs to the first.
pub(super) fn quarter(days: Option<(i64, i64)>) -> String {
    let Some((first, last)) = days else { return value::UNDATED.to_owned() };
    let (Some(first), Some(last)) = (date(first), date(last)) else {
        return value::UNDATED.to_owned();
    };
    let quarter = |date: Date| (date.year(), (date.month() + 2) / 3);
    match quarter(first) {
        (year, number) if quarter(last) == (year, number) => format!("{year}-Q{number}"),
        (year, _) => year.to_string(),
    }
}

/// The date so many days after 1970-01-01.
fn date(days: i64) -> Option<Date> {
    let days = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(days).ok()
}
