//! A paragraph that an authority printed several times, counted once.

use std::collections::HashSet;

use super::Matches;
use crate::error::Error;
use crate::index::refine;

impl Matches<'_> {
    /// Of the passages of an authority that have the same words, only the earliest (the undated
    /// last): `total` becomes smaller by those that are left out. Short ones, of which nobody can
    /// say that they are the same, all stay.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn once(mut self) -> Result<Self, Error> {
        let kept = {
            let columns = self.snapshot.columns();
            let columns = columns.map_err(|error| refine(error, self.index.dir()))?;
            let mut seen = HashSet::new();
            let mut kept = vec![Vec::new(); self.documents.len()];
            for papers in &self.papers {
                let segment = papers.segment as usize;
                let columns = columns.of(papers.segment);
                for doc in &self.documents[segment][papers.from as usize..papers.to as usize] {
                    if columns.identity(*doc).is_none_or(|identity| seen.insert(identity)) {
                        kept[segment].push(*doc);
                    }
                }
            }
            kept.iter_mut().for_each(|documents| documents.sort_unstable());
            kept
        };
        self.documents = kept;
        self.count_again()?;
        Ok(self)
    }

    /// [`Matches::once`] where `once`, with the number of passages that are left out.
    pub(crate) fn once_if(self, once: bool) -> Result<(Self, u64), Error> {
        let all = self.total.passages;
        let matches = if once { self.once()? } else { self };
        let repeats = all - matches.total.passages;
        Ok((matches, repeats))
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use crate::request::SearchRequest;
    use crate::search::tests::corpus::{Corpus, paper, with};

    const SAID: &str =
        "The old alder by the river had been felled before anybody on the panel could be asked";

    /// The same sentence in three papers of Ashmere and in one of Velbridge, a short one in two.
    fn corpus(batches: usize) -> Corpus {
        let papers = [
            ("a", "Ashmere", Some("2022-05-01")),
            ("b", "Ashmere", Some("2021-05-01")),
            ("c", "Ashmere", None),
            ("d", "Velbridge", Some("2023-05-01")),
        ];
        let papers = papers.map(|(name, authority, date)| {
            with(paper(name, Some(authority), date), &[("1", SAID), ("2", "alder")])
        });
        Corpus::new(papers.to_vec(), batches)
    }

    #[test]
    fn the_earliest_printing_of_each_authority_stays() {
        for batches in 1..=4 {
            let corpus = corpus(batches);
            let matches = corpus.index.matches(&SearchRequest::new("alder")).unwrap();
            assert_eq!(matches.total.passages, 8);
            let (matches, repeats) = matches.once_if(true).unwrap();
            assert_eq!((matches.total.passages, matches.total.papers, repeats), (6, 4, 2));
            let mut kept = Vec::new();
            let mut each = |found: crate::Match<'_>| {
                if found.passage.text.contains(SAID) {
                    kept.push(found.paper.year);
                }
                ControlFlow::Continue(())
            };
            matches.each(&mut each).unwrap();
            assert_eq!(kept, [Some(2021), Some(2023)], "{batches} segments");
        }
    }
}
