//! Topics of a passage, each with the words that prove it.
//!
//! One pass over a passage finds the phrases of every rule ([`Tagger::scan`]); what they prove
//! is then weighed with the fields that the passage and what stands round it speak of
//! ([`fields`]). A field never gives a topic: it only lets the passage's own hints count.

mod fields;
mod formalities;
mod near;
mod offices;

use std::collections::HashMap;

use model::record::TopicTag;
use model::vocab::{Range, Topics, Use};

use fields::Fields;
pub(crate) use fields::of_passages;

/// The most words that may stand between the two phrases of a pair.
const NEAR: usize = 10;

/// Tags passages by the topic rules.
pub(crate) struct Tagger<'t> {
    rules: &'t Topics,
    /// For each topic, the fields in which its hints count.
    allowed: Vec<Fields>,
}

/// The phrases of the rules that a text has.
#[derive(Default)]
pub(crate) struct Scan {
    /// The fields of which the text speaks.
    fields: Fields,
    /// What was found for each topic that the text has a phrase of.
    found: HashMap<usize, Found>,
}

/// The phrases of one topic in one text.
#[derive(Default)]
struct Found {
    triggers: Vec<Range>,
    hints: Vec<Range>,
    sides: Vec<(usize, usize, Range)>,
    blocks: Vec<Range>,
    is_turned_away: bool,
}

impl<'t> Tagger<'t> {
    /// A tagger for these rules.
    pub(crate) fn new(rules: &'t Topics) -> Tagger<'t> {
        let place = |id: &String| rules.fields().iter().position(|field| field.id == *id);
        let allowed =
            rules.iter().map(|topic| topic.fields.iter().filter_map(place).collect()).collect();
        Tagger { rules, allowed }
    }

    /// The phrases of the rules in a text.
    pub(crate) fn scan(&self, text: &str) -> Scan {
        let mut scan = Scan::default();
        self.rules.find(text, |used, range| scan.add(used, range));
        scan
    }

    /// The topics of a scanned text, in the order of the rules; `around` are the fields of what
    /// stands round it.
    fn tags(&self, text: &str, scan: &Scan, around: Fields) -> Vec<TopicTag> {
        let offices = offices::find(text);
        let fields = scan.fields.and(around);
        let mut tags = Vec::new();
        for (i, topic) in self.rules.iter().enumerate() {
            let Some(found) = scan.found.get(&i) else { continue };
            let counts = !found.is_turned_away && self.allowed[i].meets(fields);
            let because = found.because(text, &offices, counts);
            if !because.is_empty() {
                tags.push(TopicTag { id: topic.id.clone(), because });
            }
        }
        tags
    }
}

impl Scan {
    fn add(&mut self, used: Use, range: Range) {
        match used {
            Use::Trigger(topic) => self.of(topic).triggers.push(range),
            Use::Hint(topic) => self.of(topic).hints.push(range),
            Use::Near { topic, pair, side } => self.of(topic).sides.push((pair, side, range)),
            Use::Unless(topic) => self.of(topic).is_turned_away = true,
            Use::Block(topic) => self.of(topic).blocks.push(range),
            Use::Field(field) => self.fields.insert(field),
        }
    }

    fn of(&mut self, topic: usize) -> &mut Found {
        self.found.entry(topic).or_default()
    }
}

impl Found {
    /// The words that prove the topic, in the order of the text, each once: its triggers, its
    /// pairs, and its hints where they count, but none inside a blocked phrase or the title of
    /// an office.
    fn because(&self, text: &str, offices: &[Range], hints_count: bool) -> Vec<String> {
        let is_free = |range: &Range| {
            !self.blocks.iter().chain(offices).any(|b| b.0 <= range.0 && range.1 <= b.1)
        };
        let hints = self.hints.iter().filter(|_| hints_count);
        let single = self.triggers.iter().chain(hints).filter(|range| is_free(range));
        let mut proofs: Vec<(Range, Option<Range>)> = single.map(|range| (*range, None)).collect();
        if !self.is_turned_away {
            let pairs = self.pairs(text, is_free);
            proofs.extend(pairs.into_iter().map(|(first, second)| (first, Some(second))));
        }
        proofs.sort_unstable();
        let print = |range: Range| text.get(range.0..range.1).unwrap_or_default();
        let mut because: Vec<String> = Vec::new();
        for (first, second) in proofs {
            let words = match second {
                None => print(first).to_owned(),
                Some(second) => format!("{} … {}", print(first), print(second)),
            };
            if !because.contains(&words) {
                because.push(words);
            }
        }
        because
    }

    /// Of each pair that stands close together in one sentence, the two phrases in the order of
    /// the text.
    fn pairs(&self, text: &str, is_free: impl Fn(&Range) -> bool) -> Vec<(Range, Range)> {
        let of_side = |wanted| self.sides.iter().filter(move |(_, side, _)| *side == wanted);
        let mut pairs = Vec::new();
        for (pair, _, first) in of_side(0).filter(|(_, _, range)| is_free(range)) {
            let second = of_side(1).find(|(other, _, second)| {
                other == pair && is_free(second) && near::is_near(text, *first, *second, NEAR)
            });
            if let Some((_, _, second)) = second {
                pairs.push((*first.min(second), *first.max(second)));
            }
        }
        pairs
    }
}

#[cfg(test)]
mod tests;
