//! Passages that have most of what was asked for, the rarer words counting more.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

/// Finds the documents for which the shares of the queries that they match sum to `least` at
/// least.
#[derive(Debug)]
pub(crate) struct Most {
    /// Queries with their shares, none negative.
    pub(crate) parts: Vec<(Box<dyn Query>, f32)>,
    pub(crate) least: f32,
}

impl Clone for Most {
    fn clone(&self) -> Most {
        let parts = self.parts.iter().map(|(query, share)| (query.box_clone(), *share)).collect();
        Most { parts, least: self.least }
    }
}

impl Query for Most {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let mut parts = Vec::with_capacity(self.parts.len());
        for (query, share) in &self.parts {
            parts.push((query.weight(scoring)?, *share));
        }
        Ok(Box::new(MostWeight { parts, least: self.least }))
    }
}

struct MostWeight {
    parts: Vec<(Box<dyn Weight>, f32)>,
    least: f32,
}

impl Weight for MostWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut parts = Vec::with_capacity(self.parts.len());
        for (weight, share) in &self.parts {
            let scorer = weight.scorer(reader, boost)?;
            parts.push(Part { scorer, share: *share });
        }
        Ok(match MostScorer::new(parts, self.least) {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        let found = if scorer.doc() < doc { scorer.seek(doc) } else { scorer.doc() };
        if found != doc {
            let message = format!("document #{doc} does not match");
            return Err(TantivyError::InvalidArgument(message));
        }
        Ok(Explanation::new("sum of the parts that match", scorer.score()))
    }
}

struct Part {
    scorer: Box<dyn Scorer>,
    share: f32,
}

/// Walks over the parts that matter: a document without any of them cannot reach `least`, so
/// the others are only asked about documents that have one.
struct MostScorer {
    /// By share, the least first.
    parts: Vec<Part>,
    /// Index of the first part that matters.
    essential: usize,
    least: f32,
    doc: DocId,
    score: Score,
}

impl MostScorer {
    /// On the first document; `None` where all parts together are not enough.
    fn new(mut parts: Vec<Part>, least: f32) -> Option<MostScorer> {
        parts.sort_by(|a, b| a.share.total_cmp(&b.share));
        let mut sum = 0.0;
        let essential = parts.iter().position(|part| {
            sum += part.share;
            sum >= least
        })?;
        let mut scorer = MostScorer { parts, essential, least, doc: 0, score: 0.0 };
        scorer.find(0);
        Some(scorer)
    }

    /// Goes to the first document from `from` on that has enough.
    fn find(&mut self, mut from: DocId) -> DocId {
        loop {
            let mut next = TERMINATED;
            for part in &mut self.parts[self.essential..] {
                next = next.min(at_least(part.scorer.as_mut(), from));
            }
            self.doc = next;
            if next == TERMINATED || self.has_enough() {
                return next;
            }
            from = next + 1;
        }
    }

    /// Whether the document has enough; scores it too.
    fn has_enough(&mut self) -> bool {
        let doc = self.doc;
        let (mut share, mut score) = (0.0, 0.0);
        for part in &mut self.parts {
            if at_least(part.scorer.as_mut(), doc) == doc {
                share += part.share;
                score += part.scorer.score();
            }
        }
        self.score = score;
        share >= self.least
    }
}

/// The first document of `scorer` from `target` on.
fn at_least(scorer: &mut dyn Scorer, target: DocId) -> DocId {
    let doc = scorer.doc();
    if doc < target { scorer.seek(target) } else { doc }
}

impl DocSet for MostScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        self.find(self.doc + 1)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.doc {
            return self.doc;
        }
        self.find(target)
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let essential = &self.parts[self.essential..];
        essential.iter().map(|part| part.scorer.size_hint()).fold(0, u32::saturating_add)
    }
}

impl Scorer for MostScorer {
    fn score(&mut self) -> Score {
        self.score
    }
}
