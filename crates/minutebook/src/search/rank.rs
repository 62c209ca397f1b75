//! The exact score of the best few hundred passages.
//!
//! For each word of the query: how often the passage, its heading, its paper's title and its
//! speakers have it, in the form typed and in others, against how rare it is; and for
//! neighbouring words of the query, how near each other the passage has them. All is read from
//! the index's own lists, none from the text.

mod lists;

use tantivy::query::{EnableScoring, Scorer};
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, SegmentReader, Term};

use super::compile::Compiler;
use super::context::Context;
use super::understand::Understood;
use crate::analyser::Variant;
use crate::expressions::joined;
use crate::wanted::{Form, Label, Pattern, Wanted};
use crate::weights::FEW_WORDS;
use lists::{ListId, Lists};

/// Scores passages for one query.
pub(crate) struct Ranker<'a> {
    context: Context<'a>,
    units: Vec<Unit<'a>>,
    /// Of each clause that is ranked: how rare it is.
    rarities: Vec<f32>,
    /// Mean length of a passage, in words.
    mean_length: f32,
}

/// One word, phrase or pattern of the query, with all that stands for it.
struct Unit<'a> {
    /// Typed forms, then expansions.
    forms: Vec<Weighted<'a>>,
    labels: Vec<&'a Label>,
    /// Of the forms together: how rare they are.
    rarity: f32,
    /// The typed words as they are, each with its rarity.
    typed: Vec<(&'a str, f32)>,
}

/// Terms in a row, and what they count.
struct Weighted<'a> {
    weight: f32,
    variant: Variant,
    terms: Vec<(usize, &'a str)>,
    /// The term of the field `expression` that passages with it have.
    expression: Option<String>,
}

/// Where a unit stands in a text: first and last place of each occurrence, in order.
type Places = Vec<(u32, u32)>;

/// More occurrences than this of one unit are not compared for nearness.
const MOST_PLACES: usize = 40;

impl<'a> Ranker<'a> {
    /// A ranker for what was understood; `related` says whether related words count too.
    pub(crate) fn new(
        context: Context<'a>,
        understood: &'a Understood,
        related: bool,
    ) -> tantivy::Result<Ranker<'a>> {
        let (units, rarities) = (Vec::new(), Vec::new());
        let mut ranker = Ranker { context, units, rarities, mean_length: 0.0 };
        for clause in understood.ranked() {
            let related = if related { clause.related.as_slice() } else { &[] };
            let before = ranker.units.len();
            match &clause.wanted {
                Wanted::Words(_) => {
                    let forms = clause.forms().chain(related);
                    ranker.add_unit(forms, &clause.exact)?;
                }
                wanted => ranker.add(wanted)?,
            }
            let rarity = ranker.units[before..].iter().map(|unit| unit.rarity).sum();
            ranker.rarities.push(rarity);
        }
        let mut words = 0;
        for reader in context.searcher.segment_readers() {
            words += reader.inverted_index(context.fields.body)?.total_num_tokens();
        }
        ranker.mean_length = words as f32 / context.searched.passages.max(1) as f32;
        Ok(ranker)
    }

    /// How rare each of [`Understood::ranked`] is.
    pub(crate) fn rarities(&self) -> &[f32] {
        &self.rarities
    }

    /// Adds the units of what is wanted; what must not be there ranks nothing.
    fn add(&mut self, wanted: &'a Wanted) -> tantivy::Result<()> {
        match wanted {
            Wanted::Words(words) => self.add_unit(words.forms.iter(), &[]),
            Wanted::All(parts) | Wanted::Any(parts) => {
                parts.iter().try_for_each(|part| self.add(part))
            }
            Wanted::Label(_) | Wanted::Not(_) => Ok(()),
        }
    }

    fn add_unit(
        &mut self,
        forms: impl Iterator<Item = &'a Form>,
        exact: &'a [String],
    ) -> tantivy::Result<()> {
        let mut unit =
            Unit { forms: Vec::new(), labels: Vec::new(), rarity: 0.0, typed: Vec::new() };
        for form in forms {
            unit.add_form(form);
        }
        unit.rarity = self.rarity_of_forms(&unit.forms)?;
        for word in exact {
            let documents = self.documents(self.context.fields.exact, word)?;
            if documents > 0 {
                unit.typed.push((word, self.rarity(documents)));
            }
        }
        self.units.push(unit);
        Ok(())
    }

    /// How rare the typed form is; where no passage has it, how rare its commonest other.
    fn rarity_of_forms(&self, forms: &[Weighted<'_>]) -> tantivy::Result<f32> {
        let mut most = 0;
        for (place, form) in forms.iter().enumerate() {
            let field = match form.variant {
                Variant::Stemmed => self.context.fields.words,
                Variant::Exact => self.context.fields.exact,
            };
            let mut fewest = u64::MAX;
            if let Some(expression) = &form.expression {
                fewest = self.documents(self.context.fields.expression, expression)?;
            } else {
                for (_, term) in &form.terms {
                    fewest = fewest.min(self.documents(field, term)?);
                }
            }
            most = most.max(fewest);
            if place == 0 && most > 0 {
                break;
            }
        }
        // A word that no passage has in any form tells nothing of one passage against another.
        Ok(if most == 0 { 0.0 } else { self.rarity(most) })
    }

    fn documents(&self, field: Field, term: &str) -> tantivy::Result<u64> {
        self.context.searcher.doc_freq(&Term::from_field_text(field, term))
    }

    /// The inverse document frequency of BM25.
    fn rarity(&self, documents: u64) -> f32 {
        let all = self.context.searched.passages.max(documents) as f32;
        let documents = documents as f32;
        (1.0 + (all - documents + 0.5) / (documents + 0.5)).ln()
    }

    /// The scores of these passages, in the same order, without what their kind makes of them.
    pub(crate) fn scores(&self, passages: &[DocAddress]) -> tantivy::Result<Vec<f32>> {
        let mut order: Vec<usize> = (0..passages.len()).collect();
        order.sort_unstable_by_key(|place| passages[*place]);
        let mut scores = vec![0.0; passages.len()];
        let mut segment: Option<(u32, Segment<'_, 'a>)> = None;
        for place in order {
            let at = passages[place];
            if segment.as_ref().is_none_or(|(ordinal, _)| *ordinal != at.segment_ord) {
                segment = Some((at.segment_ord, Segment::new(self, at.segment_ord)?));
            }
            if let Some((_, segment)) = &mut segment {
                scores[place] = segment.score(at.doc_id)?;
            }
        }
        Ok(scores)
    }
}

impl<'a> Unit<'a> {
    fn add_form(&mut self, form: &'a Form) {
        let weight = form.weight;
        if let Pattern::Expression(terms) = &form.pattern {
            let expression = (terms.len() > 1).then(|| joined(terms));
            let (variant, terms) = (Variant::Stemmed, borrowed(terms));
            self.forms.push(Weighted { weight, variant, terms, expression });
            return;
        }
        let mut add = |variant: Variant, terms: Vec<(usize, &'a str)>, weight: f32| {
            if !terms.is_empty() {
                self.forms.push(Weighted { weight, variant, terms, expression: None });
            }
        };
        match &form.pattern {
            Pattern::Expression(_) => {}
            Pattern::Terms { variant, terms, slop: 0 } => {
                add(*variant, borrowed(terms), weight);
            }
            // Moved words count by themselves; how near they are is counted beside.
            Pattern::Terms { variant, terms, .. } => {
                for (_, term) in terms {
                    add(*variant, vec![(0, term)], weight / terms.len() as f32);
                }
            }
            Pattern::Near { variant, left, right, .. } => {
                for side in [left, right] {
                    add(*variant, borrowed(side), weight / 2.0);
                }
            }
            Pattern::AnyOf(terms) => {
                for term in terms {
                    add(Variant::Exact, vec![(0, term)], weight);
                }
            }
            Pattern::Label(label) => self.labels.push(label),
        }
    }
}

fn borrowed(terms: &[(usize, String)]) -> Vec<(usize, &str)> {
    terms.iter().map(|(at, term)| (*at, term.as_str())).collect()
}

/// One segment's lists for the units of a query.
struct Segment<'r, 'a> {
    ranker: &'r Ranker<'a>,
    reader: &'r SegmentReader,
    lists: Lists,
    units: Vec<SegmentUnit<'r>>,
    lengths: tantivy::fieldnorm::FieldNormReader,
}

struct SegmentUnit<'r> {
    forms: Vec<SegmentForm<'r>>,
    labels: Vec<Box<dyn Scorer>>,
    /// Of the typed words: list and rarity.
    typed: Vec<(ListId, f32)>,
}

struct SegmentForm<'r> {
    form: &'r Weighted<'r>,
    /// The list of the passages that have it in any field, where there is one.
    gate: Option<ListId>,
    /// Opened when a passage has it: most forms are in none of the best.
    fields: Option<Vec<InField>>,
}

/// A form in one of the fields it may stand in.
struct InField {
    /// The field's weight times the form's.
    weight: f32,
    /// Whether it is the passage's own text.
    is_text: bool,
    terms: Vec<(u32, ListId)>,
}

impl<'r, 'a> Segment<'r, 'a> {
    fn new(ranker: &'r Ranker<'a>, ordinal: u32) -> tantivy::Result<Segment<'r, 'a>> {
        let reader = ranker.context.searcher.segment_reader(ordinal);
        let mut lists = Lists::default();
        let mut units = Vec::with_capacity(ranker.units.len());
        for unit in &ranker.units {
            units.push(SegmentUnit::new(ranker, reader, unit, &mut lists)?);
        }
        let lengths = reader.get_fieldnorms_reader(ranker.context.fields.body)?;
        Ok(Segment { ranker, reader, lists, units, lengths })
    }

    fn score(&mut self, doc: DocId) -> tantivy::Result<f32> {
        let weights = &self.ranker.context.weights;
        let words = self.lengths.fieldnorm(doc);
        let length = (words as f32).max(weights.shortest) / self.ranker.mean_length.max(1.0);
        let longer = 1.0 - weights.length + weights.length * length;
        let mut score = 0.0;
        // The last unit that the text has: its places and its rarity.
        let mut before: Option<(Places, f32)> = None;
        for (unit, asked) in self.units.iter_mut().zip(&self.ranker.units) {
            let (frequency, places) =
                unit.find(doc, longer, self.ranker, self.reader, &mut self.lists)?;
            score += asked.rarity * frequency * (1.0 + weights.saturation)
                / (frequency + weights.saturation);
            for (list, rarity) in &unit.typed {
                if self.lists.has(*list, doc) {
                    score += weights.same_form * rarity / unit.typed.len() as f32;
                }
            }
            if places.is_empty() {
                continue;
            }
            if let Some((others, rarity)) = &before {
                let apart = gap(others, &places).saturating_sub(1) as f32;
                score +=
                    weights.nearness * rarity.min(asked.rarity) * (-apart / weights.reach).exp();
            }
            before = Some((places, asked.rarity));
        }
        Ok(if words < FEW_WORDS { score * weights.few_words } else { score })
    }
}

impl<'r> SegmentUnit<'r> {
    fn new(
        ranker: &Ranker<'_>,
        reader: &SegmentReader,
        unit: &'r Unit<'_>,
        lists: &mut Lists,
    ) -> tantivy::Result<SegmentUnit<'r>> {
        let context = ranker.context;
        let fields = context.fields;
        let mut forms = Vec::with_capacity(unit.forms.len());
        for form in &unit.forms {
            let gate = match &form.expression {
                None => None,
                Some(expression) => match lists.open(reader, fields.expression, expression)? {
                    None => continue,
                    gate => gate,
                },
            };
            forms.push(SegmentForm { form, gate, fields: None });
        }
        let compiler = Compiler::new(&ranker.context);
        let mut labels = Vec::new();
        for label in &unit.labels {
            let query = compiler.label(label);
            let weight = query.weight(EnableScoring::disabled_from_searcher(context.searcher))?;
            labels.push(weight.scorer(reader, 1.0)?);
        }
        let mut typed = Vec::new();
        for (word, rarity) in &unit.typed {
            if let Some(list) = lists.open(reader, fields.exact, word)? {
                typed.push((list, *rarity));
            }
        }
        Ok(SegmentUnit { forms, labels, typed })
    }

    /// How often a passage has the unit, weighed; and where its text has it.
    fn find(
        &mut self,
        doc: DocId,
        longer: f32,
        ranker: &Ranker<'_>,
        reader: &SegmentReader,
        lists: &mut Lists,
    ) -> tantivy::Result<(f32, Places)> {
        let (mut frequency, mut places) = (0.0, Vec::new());
        for form in &mut self.forms {
            if form.gate.is_some_and(|gate| !lists.has(gate, doc)) {
                continue;
            }
            for field in form.fields(ranker, reader, lists)? {
                let places = field.is_text.then_some(&mut places);
                let count = lists.occurrences(&field.terms, doc, places) as f32;
                frequency += field.weight * if field.is_text { count / longer } else { count };
            }
        }
        places.sort_unstable();
        places.truncate(MOST_PLACES);
        let labelled = self.labels.iter_mut().any(|scorer| {
            let found = scorer.doc();
            doc == if found < doc { scorer.seek(doc) } else { found }
        });
        if labelled {
            frequency = frequency.max(ranker.context.weights.label);
        }
        Ok((frequency, places))
    }
}

impl SegmentForm<'_> {
    /// The form in each field of the segment that has its terms.
    fn fields(
        &mut self,
        ranker: &Ranker<'_>,
        reader: &SegmentReader,
        lists: &mut Lists,
    ) -> tantivy::Result<&[InField]> {
        let fields = match self.fields.take() {
            Some(fields) => fields,
            None => self.open(ranker, reader, lists)?,
        };
        Ok(self.fields.insert(fields))
    }

    fn open(
        &self,
        ranker: &Ranker<'_>,
        reader: &SegmentReader,
        lists: &mut Lists,
    ) -> tantivy::Result<Vec<InField>> {
        let (fields, weights) = (ranker.context.fields, &ranker.context.weights);
        let stemmed = [
            (fields.body, 1.0),
            (fields.heading, weights.heading),
            (fields.title, weights.title),
            (fields.speaker_text, weights.speaker),
        ];
        let places: &[(Field, f32)] = match self.form.variant {
            Variant::Stemmed => &stemmed,
            Variant::Exact => &[(fields.exact, 1.0)],
        };
        let mut found = Vec::new();
        for (field, weight) in places {
            if let Some(terms) = lists.terms(reader, *field, &self.form.terms)? {
                let is_text = *field == fields.body || *field == fields.exact;
                found.push(InField { weight: weight * self.form.weight, is_text, terms });
            }
        }
        Ok(found)
    }
}

/// The least distance in words between an occurrence of the one and one of the other; 0 where
/// they overlap.
fn gap(one: &Places, other: &Places) -> u32 {
    let apart = |a: &(u32, u32), b: &(u32, u32)| {
        if a.0 > b.1 { a.0 - b.1 } else { b.0.saturating_sub(a.1) }
    };
    one.iter().flat_map(|a| other.iter().map(move |b| apart(a, b))).min().unwrap_or(u32::MAX)
}
