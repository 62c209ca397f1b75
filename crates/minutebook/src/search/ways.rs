//! The ways in which a passage may have all plain words: for each word one of its forms, or an
//! expression that stands beside the whole run.
//!
//! The engine finds the best passages of a conjunction of terms by leaving out blocks that
//! cannot reach them. It cannot where terms have alternatives within: then each way is asked by
//! itself, and the best of all are the best.

use tantivy::query::Query;

use super::compile::{Compiler, Way};
use super::understand::{Clause, Need, Understood};
use crate::wanted::Wanted;

/// What a passage must have, and what its score counts.
type Conjunction = (f32, Vec<Box<dyn Query>>);

/// More ways than these take longer one by one than together.
const MOST_WAYS: usize = 12;

/// Every way; none where there are too many.
pub(super) fn ways(compiler: &Compiler<'_>, understood: &Understood) -> Vec<Conjunction> {
    let mut all = vec![(1.0, Vec::new())];
    let words: Vec<&Clause> = understood.with(Need::Most).collect();
    for run in words.chunk_by(|a, b| a.run.is_some() && a.run == b.run) {
        let mut of_run = vec![(1.0, Vec::new())];
        for clause in run {
            of_run = both(&of_run, &of_wanted(compiler, &clause.wanted));
        }
        let beside = run.first().map(|first| compiler.ways(first.expansions.iter()));
        of_run.extend(beside.into_iter().flatten().map(conjunction));
        all = both(&all, &of_run);
        if all.len() > MOST_WAYS {
            return Vec::new();
        }
    }
    all
}

fn of_wanted(compiler: &Compiler<'_>, wanted: &Wanted) -> Vec<Conjunction> {
    match wanted {
        Wanted::Words(words) => {
            compiler.ways(words.forms.iter()).into_iter().map(conjunction).collect()
        }
        wanted => vec![(1.0, vec![compiler.wanted(wanted)])],
    }
}

fn conjunction(way: Way) -> Conjunction {
    (way.weight, vec![way.query])
}

/// Every one of `left` with every one of `right`. A conjunction counts what its parts count on
/// the whole: their products keep the order, and the exact score comes after.
fn both(left: &[Conjunction], right: &[Conjunction]) -> Vec<Conjunction> {
    let mut all = Vec::with_capacity(left.len() * right.len());
    for (weight, parts) in left {
        for (other, more) in right {
            let parts = parts.iter().chain(more).map(|query| query.box_clone()).collect();
            all.push((weight * other, parts));
        }
    }
    all
}
