//! Topics and speakers of every document in four bytes.
//!
//! A search over a million passages waits for memory more than it works, so what it reads of
//! each passage is small: codes of the topics, and of the speakers, that many passages share.

use std::collections::HashMap;

use tantivy::DocId;

use super::{Labels, Values, place};

/// Topics and speakers by document.
#[derive(Debug, Default)]
pub(crate) struct Said {
    codes: Vec<SaidCodes>,
    /// By code: a bit for each topic.
    topics: Vec<u64>,
    /// By code: the ordinals of speakers.
    speakers: Values,
}

/// The codes of what a document is about and of who speaks in it. One without a code must be
/// read from its labels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SaidCodes {
    topics: u16,
    speakers: u16,
}

/// How many topics have a bit: the shipped vocabulary has fewer. In tests few have, so that both
/// ways of counting are taken.
pub(crate) const TOPIC_BITS: u32 = if cfg!(test) { 2 } else { u64::BITS };

/// How many codes there are; the next stands for none. In tests few, likewise.
const MOST_CODES: u16 = if cfg!(test) { 2 } else { u16::MAX };

impl Said {
    pub(super) fn new(topics: &Labels, speakers: &Labels, documents: DocId) -> Said {
        let mut said = Said::default();
        let (mut known_topics, mut known_speakers) = (Codes::new(), Codes::new());
        for doc in 0..documents {
            let bits = bits(topics.ordinals(doc));
            let topics = bits.map_or(MOST_CODES, |bits| {
                code(&mut known_topics, bits, || said.topics.push(bits))
            });
            let ordinals = speakers.ordinals(doc);
            let speakers = code(&mut known_speakers, ordinals, || {
                said.speakers.starts.push(place(said.speakers.ordinals.len()));
                said.speakers.ordinals.extend(ordinals);
            });
            said.codes.push(SaidCodes { topics, speakers });
        }
        said.speakers.starts.push(place(said.speakers.ordinals.len()));
        said
    }

    /// The codes of a document.
    pub(crate) fn codes(&self, doc: DocId) -> SaidCodes {
        self.codes[doc as usize]
    }

    /// A bit for each topic; `None` without a code.
    pub(crate) fn topics(&self, codes: SaidCodes) -> Option<u64> {
        self.topics.get(usize::from(codes.topics)).copied()
    }

    /// The ordinals of the speakers with a code.
    pub(crate) fn speakers(&self, code: u32) -> &[u32] {
        self.speakers.of(code)
    }

    /// How many codes of speakers there are.
    pub(crate) fn speaker_codes(&self) -> usize {
        self.speakers.starts.len().saturating_sub(1)
    }
}

impl SaidCodes {
    /// Those of no document.
    pub(crate) const NONE: SaidCodes = SaidCodes { topics: MOST_CODES, speakers: MOST_CODES };

    /// The code of the speakers; one that [`Said::speaker_codes`] does not reach stands for none.
    pub(crate) fn speakers(self) -> u32 {
        u32::from(self.speakers)
    }
}

type Codes<T> = HashMap<T, u16>;

/// The code of `set`, which `add` adds to the others when it is new.
fn code<T: std::hash::Hash + Eq>(known: &mut Codes<T>, set: T, add: impl FnOnce()) -> u16 {
    if let Some(code) = known.get(&set) {
        return *code;
    }
    match u16::try_from(known.len()) {
        Ok(next) if next < MOST_CODES => {
            add();
            known.insert(set, next);
            next
        }
        _ => MOST_CODES,
    }
}

/// A bit for each ordinal; `None` where one has no bit.
fn bits(ordinals: &[u32]) -> Option<u64> {
    let bit = |ordinal: &u32| (*ordinal < TOPIC_BITS).then(|| 1_u64 << ordinal);
    ordinals.iter().map(bit).try_fold(0, |bits, bit| Some(bits | bit?))
}
