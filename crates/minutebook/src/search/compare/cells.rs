//! Counting by two axes at once.

use std::collections::HashMap;

use tantivy::DocId;

use super::axes::{AxisValues, SegmentAxis};
use crate::answer::Counts;
use crate::columns::{AllColumns, Columns};
use crate::comparison::Axis;

/// The numbers of the row and column of a cell.
pub(super) type Place = (u32, u32);

/// The rows and columns of every segment.
pub(super) struct Axes {
    pub(super) rows: AxisValues,
    pub(super) columns: AxisValues,
    segments: Vec<(SegmentAxis, SegmentAxis)>,
}

/// What cells have.
pub(super) type Cells = HashMap<Place, Counts>;

impl Axes {
    pub(super) fn new(by: Axis, over: Axis, segments: usize, all: &AllColumns) -> Axes {
        let (mut rows, mut columns) = (AxisValues::default(), AxisValues::default());
        let segments = (0..).take(segments).map(|segment| {
            let of = all.of(segment);
            (rows.of_segment(by, of), columns.of_segment(over, of))
        });
        let segments = segments.collect();
        Axes { rows, columns, segments }
    }

    /// Counts documents: sorted, by segment.
    pub(super) fn count(&self, documents: &[Vec<DocId>], all: &AllColumns) -> Cells {
        let mut cells = Cells::new();
        for (segment, documents) in (0..).zip(documents) {
            let columns = all.of(segment);
            let same_paper = |a: &DocId, b: &DocId| columns.paper_of(*a) == columns.paper_of(*b);
            for run in documents.chunk_by(same_paper) {
                self.count_paper(segment, columns, run, &mut cells);
            }
        }
        cells
    }

    /// Counts documents of one paper.
    fn count_paper(&self, segment: u32, columns: &Columns, run: &[DocId], cells: &mut Cells) {
        let Some(axes) = self.segments.get(segment as usize) else { return };
        let of_papers = axes.0.is_of_papers() && axes.1.is_of_papers();
        let (looked_at, each) = if of_papers { (&run[..1], run.len() as u64) } else { (run, 1) };
        let mut found: Vec<Place> = Vec::new();
        for doc in looked_at {
            self.places(segment, columns, *doc, &mut |place| {
                let counts = cells.entry(place).or_default();
                counts.passages += each;
                if !found.contains(&place) {
                    found.push(place);
                    counts.papers += 1;
                }
            });
        }
    }

    /// Every cell that a document belongs to.
    pub(super) fn places(
        &self,
        segment: u32,
        columns: &Columns,
        doc: DocId,
        each: &mut dyn FnMut(Place),
    ) {
        let Some((by, over)) = self.segments.get(segment as usize) else { return };
        let paper = columns.paper_of(doc);
        let (mut rows, mut places) = (Vec::new(), Vec::new());
        by.add(columns, paper, doc, &mut rows);
        over.add(columns, paper, doc, &mut places);
        for row in &rows {
            for column in &places {
                each((*row, *column));
            }
        }
    }
}
