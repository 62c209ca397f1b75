//! What is shown of the cells of a comparison.

use super::Cell;

/// What is shown of a cell, or of a row of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// Passages that the search finds.
    #[default]
    Passages,
    /// Papers with at least one of them.
    Papers,
    /// Passages found per 1,000 searched: authorities differ in how much they publish.
    Rate,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Measure; 3] = [Measure::Passages, Measure::Papers, Measure::Rate];

    /// Its name in commands and addresses.
    ///
    /// ```
    /// use minutebook::comparison::Measure;
    /// assert_eq!(Measure::from_name("rate").map(Measure::name), Some("rate"));
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Measure::Passages => "passages",
            Measure::Papers => "papers",
            Measure::Rate => "rate",
        }
    }

    /// The measure of this name.
    pub fn from_name(name: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|measure| measure.name() == name)
    }

    /// The measure over cells that share no passage; `None` for the rate of cells in which
    /// nothing was searched.
    pub fn of(self, cells: &[Cell]) -> Option<f64> {
        let sum = |number: fn(&Cell) -> u64| cells.iter().map(number).sum::<u64>();
        let passages = sum(|cell| cell.passages);
        match self {
            Measure::Passages => Some(passages as f64),
            Measure::Papers => Some(sum(|cell| cell.papers) as f64),
            Measure::Rate => per_1000(passages, sum(|cell| cell.searched.passages)),
        }
    }
}

/// Passages found per 1,000 searched, to two decimals.
pub(crate) fn per_1000(passages: u64, searched: u64) -> Option<f64> {
    (searched > 0).then(|| (passages as f64 * 100_000.0 / searched as f64).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Counts;

    fn cell(passages: u64, papers: u64, searched: u64) -> Cell {
        Cell {
            row: String::new(),
            column: String::new(),
            passages,
            papers,
            searched: Counts { passages: searched, papers },
            without_text: 0,
            per_1000: per_1000(passages, searched),
            quotations: Vec::new(),
        }
    }

    #[test]
    fn the_rate_of_a_row_is_that_of_its_passages_together() {
        let cells = [cell(1, 1, 10), cell(3, 2, 990), cell(0, 0, 0)];
        assert_eq!(
            Measure::ALL.map(|measure| measure.of(&cells)),
            [Some(4.0), Some(3.0), Some(4.0)]
        );
        assert_eq!(Measure::Rate.of(&cells[..1]), cells[0].per_1000);
        assert_eq!(Measure::Rate.of(&cells[2..]), None);
        assert_eq!(Measure::Passages.of(&[]), Some(0.0));
    }
}
