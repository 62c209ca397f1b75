//! How much of what was judged good the hits of a query hold, and how early.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::judged::Judgement;

/// How many hits are looked at.
pub(super) const DEPTH: usize = 20;
/// How many of them count for nDCG and the share unjudged.
const FIRST: usize = 10;
/// Words of a hit beyond these count for nothing, so that long hits gain nothing.
const LONGEST: usize = 300;
/// The least grade of a passage that a query is after.
const GOOD: u8 = 2;

/// A hit: its paper and its text.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: String,
    pub(super) text: String,
}

/// The figures of a query, or the means of several.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Figures {
    /// Discounted gain of the first ten hits, against that of the best order.
    pub(super) ndcg: f64,
    /// Share of the good passages that the first twenty hits hold.
    pub(super) recall: f64,
    /// The same, of as many as twenty hits could hold.
    pub(super) capped_recall: f64,
    /// One over the rank of the first good hit.
    pub(super) mrr: f64,
    /// Share of the first ten hits that nobody judged.
    pub(super) unjudged: f64,
    /// Words a hit.
    pub(super) words: f64,
}

impl Figures {
    /// The names of [`Figures::shown`].
    pub(super) const NAMES: [&str; 5] = ["nDCG@10", "R@20", "capR@20", "MRR", "unj@10"];

    /// All but the words.
    pub(super) fn shown(&self) -> [f64; 5] {
        [self.ndcg, self.recall, self.capped_recall, self.mrr, self.unjudged]
    }

    /// The mean of each.
    pub(super) fn mean(all: &[Figures]) -> Figures {
        let of = |figure: fn(&Figures) -> f64| {
            all.iter().map(figure).sum::<f64>() / all.len().max(1) as f64
        };
        Figures {
            ndcg: of(|f| f.ndcg),
            recall: of(|f| f.recall),
            capped_recall: of(|f| f.capped_recall),
            mrr: of(|f| f.mrr),
            unjudged: of(|f| f.unjudged),
            words: of(|f| f.words),
        }
    }
}

/// The figures of the hits, best first. A judged passage pays once: to the first hit that holds
/// its quote.
pub(super) fn figures(judged: &[Judgement], hits: &[Found]) -> Figures {
    let quotes: Vec<Vec<String>> = judged
        .iter()
        .map(|one| std::iter::once(&one.quote).chain(&one.alt).map(|q| letters(q)).collect())
        .collect();
    let hits = &hits[..hits.len().min(DEPTH)];
    let mut paid: HashSet<usize> = HashSet::new();
    let (mut gain, mut unjudged, mut rank, mut words) = (0.0, 0, None, 0);
    for (place, hit) in hits.iter().enumerate() {
        let read: Vec<&str> = hit.text.split_whitespace().collect();
        words += read.len();
        let text = letters(&read[..read.len().min(LONGEST)].join(" "));
        let holds = |(one, quotes): (&Judgement, &Vec<String>)| {
            is_in(one, &hit.path) && quotes.iter().any(|quote| text.contains(quote))
        };
        let held = judged.iter().zip(&quotes).enumerate().filter(|(_, pair)| holds(*pair));
        let held: Vec<usize> = held.map(|(number, _)| number).collect();
        let grade = held.iter().filter(|number| !paid.contains(number)).map(|n| judged[*n].grade);
        if place < FIRST {
            gain += discounted(place, grade.max().unwrap_or(0));
            unjudged += usize::from(held.is_empty());
        }
        if rank.is_none() && held.iter().any(|number| judged[*number].grade >= GOOD) {
            rank = Some(place + 1);
        }
        paid.extend(held);
    }
    let mut grades: Vec<u8> = judged.iter().map(|one| one.grade).collect();
    grades.sort_unstable_by(|a, b| b.cmp(a));
    let best: f64 = grades.iter().take(FIRST).enumerate().map(|(p, g)| discounted(p, *g)).sum();
    let good = grades.iter().filter(|grade| **grade >= GOOD).count();
    let found = paid.iter().filter(|number| judged[**number].grade >= GOOD).count();
    Figures {
        ndcg: share(gain, best),
        recall: share(found as f64, good as f64),
        capped_recall: share(found as f64, good.min(DEPTH) as f64).min(1.0),
        mrr: rank.map_or(0.0, |rank| 1.0 / rank as f64),
        unjudged: share(f64::from(unjudged as u32), hits.len().min(FIRST) as f64),
        words: share(words as f64, hits.len() as f64),
    }
}

/// The gain of a grade at a place from 0.
fn discounted(place: usize, grade: u8) -> f64 {
    f64::from(grade) / (place as f64 + 2.0).log2()
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Whether the judged passage is printed in the paper at `path`; leading folders do not matter.
fn is_in(judged: &Judgement, path: &str) -> bool {
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    let mut paths = std::iter::once(&judged.path).chain(&judged.also);
    paths.any(|known| ends(known, path) || ends(path, known))
}

/// The letters and digits of a text: white space, dashes and quotation marks make no difference.
fn letters(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judgement(grade: u8, quote: &str) -> Judgement {
        let (path, also) = ("ashmere/minutes.pdf".to_owned(), Vec::new());
        Judgement { grade, path, quote: quote.to_owned(), alt: Vec::new(), also }
    }

    fn hit(text: &str) -> Found {
        Found { path: "papers/ashmere/minutes.pdf".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn the_best_order_is_one_and_a_passage_pays_once() {
        let judged =
            [judgement(3, "swings – were"), judgement(1, "a slide"), judgement(2, "grass")];
        let best = [hit("The swings were mended"), hit("Grass."), hit("A slide")];
        let figures = figures(&judged, &best);
        assert_eq!((figures.ndcg, figures.recall, figures.mrr), (1.0, 1.0, 1.0));
        let twice = [hit("other"), hit("swings were"), hit("swings were again")];
        let figures = super::figures(&judged, &twice);
        let ideal = 3.0 + 2.0 / 3f64.log2() + 0.5;
        assert!((figures.ndcg - 3.0 / 3f64.log2() / ideal).abs() < 1e-9);
        assert_eq!((figures.recall, figures.mrr), (0.5, 0.5));
        assert!((figures.unjudged - 1.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_hit_of_another_paper_or_beyond_its_words_holds_nothing() {
        let judged = [judgement(3, "swings")];
        let other = Found { path: "ashmere/other.pdf".to_owned(), text: "swings".to_owned() };
        assert_eq!(figures(&judged, &[other]).ndcg, 0.0);
        let long = format!("{}swings", "word ".repeat(LONGEST));
        assert_eq!(figures(&judged, &[hit(&long)]).ndcg, 0.0);
        assert_eq!(figures(&judged, &[]), Figures::default());
    }
}
