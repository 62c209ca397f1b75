//! What a query means to this index: its clauses, forms of its words, labels of its fields.

use std::collections::BTreeMap;

use super::context::Context;
use super::expressions::main_terms;
use super::labels::{Labels, Named, Unlabelled, typed};
use super::wanted::{Form, Label, Pattern, Wanted, Words};
use super::weights;
use crate::analyser::Variant;
use crate::answer::{Correction, Expansion};
use crate::query::{Field, FieldValue, Node, NodeKind, Query, is_function_word};

/// A query as it is understood.
#[derive(Debug)]
pub(crate) struct Understood {
    /// In the order typed.
    pub(crate) clauses: Vec<Clause>,
    /// Acronyms and synonyms that are searched too.
    pub(crate) expanded: Vec<Expansion>,
    /// Words that are searched by their nearest spelling.
    pub(crate) corrected: Vec<Correction>,
    /// The name for people of a field's value, by where it was typed.
    pub(crate) names: BTreeMap<usize, String>,
    /// Whether a label of the paper satisfies a plain word.
    pub(crate) label_words: bool,
}

/// One clause of a query.
#[derive(Debug)]
pub(crate) struct Clause {
    /// As typed.
    pub(crate) text: String,
    /// How far it is needed.
    pub(crate) need: Need,
    /// What it asks for.
    pub(crate) wanted: Wanted,
    /// Of a plain word: its terms with their places from 0.
    pub(crate) terms: Vec<(usize, String)>,
}

/// How far a clause is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// A plain word: a passage may lack it when it has most of the others.
    Most,
    /// An operator, a field, a phrase.
    Always,
    /// A function word beside others.
    Optional,
    /// No letter or digit in it.
    Unsearchable,
    /// Says how to search, not for what.
    Setting,
}

impl Understood {
    /// The clauses with this need.
    pub(crate) fn with(&self, need: Need) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(move |clause| clause.need == need)
    }

    /// How many plain words a passage must have to come after those with all; `None` where only
    /// all will do.
    pub(crate) fn most(&self) -> Option<usize> {
        let words = self.with(Need::Most).count();
        (words >= 3).then_some(words / 2 + 1)
    }

    /// The clauses as typed that have this need.
    pub(crate) fn texts(&self, need: Need) -> Vec<String> {
        self.with(need).map(|clause| clause.text.clone()).collect()
    }
}

/// Understands `query`, read from `text`.
pub(crate) fn understand(
    context: Context<'_>,
    text: &str,
    query: &Query,
    expand: bool,
) -> Result<Understood, Unlabelled> {
    let mut reader = Reader {
        context,
        labels: Labels { context, text },
        text,
        expand: expand && query.expands(),
        expanded: Vec::new(),
        corrected: Vec::new(),
        names: BTreeMap::new(),
    };
    let mut clauses = Vec::new();
    for node in &query.clauses {
        clauses.push(reader.clause(node)?);
    }
    reader.mark_function_words(&mut clauses);
    reader.expand_runs(&mut clauses);
    let label_words = reader.add_labels(&mut clauses);
    let Reader { expanded, corrected, names, .. } = reader;
    Ok(Understood { clauses, expanded, corrected, names, label_words })
}

struct Reader<'a> {
    context: Context<'a>,
    labels: Labels<'a>,
    text: &'a str,
    expand: bool,
    expanded: Vec<Expansion>,
    corrected: Vec<Correction>,
    names: BTreeMap<usize, String>,
}

impl Reader<'_> {
    fn clause(&mut self, node: &Node) -> Result<Clause, Unlabelled> {
        let text = typed(self.text, node).to_owned();
        if node.is_setting() {
            let wanted = Wanted::All(Vec::new());
            return Ok(Clause { text, need: Need::Setting, wanted, terms: Vec::new() });
        }
        let NodeKind::Word(word) = &node.kind else {
            let wanted = self.wanted(node)?;
            return Ok(Clause { text, need: Need::Always, wanted, terms: Vec::new() });
        };
        let words = self.word(word)?;
        let terms = match words.forms.first() {
            Some(Form { pattern: Pattern::Terms { terms, .. }, .. }) => terms.clone(),
            _ => Vec::new(),
        };
        let need = if terms.is_empty() { Need::Unsearchable } else { Need::Most };
        Ok(Clause { text, need, wanted: Wanted::Words(words), terms })
    }

    fn wanted(&mut self, node: &Node) -> Result<Wanted, Unlabelled> {
        let forms = match &node.kind {
            NodeKind::Word(text) => return self.strict_word(text),
            NodeKind::Exact(text) => self.in_a_row(Variant::Exact, text, 0),
            NodeKind::Phrase { text, slop, exact } => {
                let variant = if *exact { Variant::Exact } else { Variant::Stemmed };
                self.in_a_row(variant, text, *slop)
            }
            NodeKind::Prefix(prefix) => self.prefix(prefix)?,
            NodeKind::Fuzzy { word, distance } => self.fuzzy(word, *distance)?,
            NodeKind::Near { left, right, distance } => {
                return Ok(self.near(left, right, *distance));
            }
            NodeKind::Field { field, values } => return self.field(*field, values),
            NodeKind::All(nodes) => return Ok(Wanted::All(self.each(nodes)?)),
            NodeKind::Any(nodes) => return Ok(Wanted::Any(self.each(nodes)?)),
            NodeKind::Not(node) => return Ok(Wanted::Not(Box::new(self.wanted(node)?))),
        };
        Ok(Wanted::Words(Words { forms }))
    }

    fn each(&mut self, nodes: &[Node]) -> Result<Vec<Wanted>, Unlabelled> {
        nodes.iter().map(|node| self.wanted(node)).collect()
    }

    fn field(&mut self, field: Field, values: &[FieldValue]) -> Result<Wanted, Unlabelled> {
        let mut labels = Vec::new();
        for value in values {
            let Named { label, name } = self.labels.of(field, value)?;
            labels.push(label);
            if let Some(name) = name {
                self.names.insert(value.span.start, name);
            }
        }
        Ok(Wanted::Label(Label::Any(labels)))
    }

    /// A word that must be there, with its acronym or synonyms.
    fn strict_word(&mut self, text: &str) -> Result<Wanted, Unlabelled> {
        let mut words = self.word(text)?;
        if let Some(Form { pattern: Pattern::Terms { terms, .. }, .. }) = words.forms.first() {
            let key: Vec<String> = terms.iter().map(|(_, term)| term.clone()).collect();
            let forms = self.beside(text, &key);
            words.forms.extend(forms);
        }
        Ok(Wanted::Words(words))
    }

    /// A plain word; by its nearest spelling where the index lacks it.
    fn word(&mut self, text: &str) -> Result<Words, Unlabelled> {
        let terms = match self.spelling(text)? {
            None => self.stems(text),
            Some(near) => {
                let terms = self.stems(&near);
                self.corrected.push(Correction { from: text.to_owned(), to: near });
                terms
            }
        };
        let mut forms = Vec::new();
        if !terms.is_empty() {
            let pattern = Pattern::terms(Variant::Stemmed, terms.clone());
            forms.push(Form { weight: 1.0, pattern });
        }
        if terms.len() > 1 {
            let joined = self.context.stemmed.tokens(text).into_iter().filter(|token| {
                !token.main && token.range.len() > 1 && spans_several(text, &token.range)
            });
            forms.extend(joined.map(|token| Form {
                weight: 1.0,
                pattern: Pattern::terms(Variant::Stemmed, vec![(0, token.term)]),
            }));
        }
        Ok(Words { forms })
    }

    fn stems(&self, text: &str) -> Vec<(usize, String)> {
        main_terms(self.context.stemmed, text)
    }

    /// The nearest spelling of a word that no passage has in any form.
    fn spelling(&self, text: &str) -> tantivy::Result<Option<String>> {
        let (stems, words) = (self.stems(text), main_terms(self.context.exact, text));
        let ([(_, stem)], [(_, word)]) = (stems.as_slice(), words.as_slice()) else {
            return Ok(None);
        };
        let letters = word.chars().count();
        if letters < MIN_CORRECTED || !word.chars().all(char::is_alphabetic) {
            return Ok(None);
        }
        let fields = self.context.fields;
        for field in [fields.body, fields.heading, fields.title] {
            if self.context.holds(field, stem)? {
                return Ok(None);
            }
        }
        let key = [stem.clone()];
        let beside = self.context.expressions.beside(&key);
        if self.expand && !beside.is_empty() {
            return Ok(None);
        }
        let most = if letters > 5 { 2 } else { 1 };
        let near = self.context.spelt_like(word, most)?;
        Ok(near.into_iter().map(|counted| counted.term).find(|term| term != word))
    }

    fn in_a_row(&self, variant: Variant, text: &str, slop: u32) -> Vec<Form> {
        let terms = main_terms(self.context.analyser(variant), text);
        let pattern = Pattern::Terms { variant, terms, slop };
        vec![Form { weight: 1.0, pattern }]
    }

    fn prefix(&self, prefix: &str) -> tantivy::Result<Vec<Form>> {
        let mut terms = Vec::new();
        for (_, term) in main_terms(self.context.exact, prefix) {
            terms.extend(self.context.with_prefix(&term)?.into_iter().map(|counted| counted.term));
        }
        Ok(vec![Form { weight: weights::PATTERN, pattern: Pattern::AnyOf(terms) }])
    }

    fn fuzzy(&self, word: &str, distance: Option<u8>) -> tantivy::Result<Vec<Form>> {
        let most = distance.unwrap_or(if word.chars().count() > 5 { 2 } else { 1 });
        let mut terms = Vec::new();
        for (_, term) in main_terms(self.context.exact, word) {
            let near = self.context.spelt_like(&term, most)?;
            terms.extend(near.into_iter().map(|counted| counted.term));
        }
        Ok(vec![Form { weight: weights::PATTERN, pattern: Pattern::AnyOf(terms) }])
    }

    /// In one field: as exact words where both sides are, else as stems, the exact side being
    /// wanted besides.
    fn near(&self, left: &Node, right: &Node, distance: u32) -> Wanted {
        let (left_text, left_exact) = side(left);
        let (right_text, right_exact) = side(right);
        let both = left_exact && right_exact;
        let variant = if both { Variant::Exact } else { Variant::Stemmed };
        let analyser = self.context.analyser(variant);
        let pattern = Pattern::Near {
            variant,
            left: main_terms(analyser, left_text),
            right: main_terms(analyser, right_text),
            distance,
        };
        let near = Words { forms: vec![Form { weight: 1.0, pattern }] };
        let mut all = vec![Wanted::Words(near)];
        for (text, exact) in [(left_text, left_exact), (right_text, right_exact)] {
            if exact && !both {
                let forms = self.in_a_row(Variant::Exact, text, 0);
                all.push(Wanted::Words(Words { forms }));
            }
        }
        Wanted::All(all)
    }

    /// Function words are optional, unless nothing else was typed or they are printed as an
    /// acronym among small letters.
    fn mark_function_words(&self, clauses: &mut [Clause]) {
        let has_small = self.text.chars().any(char::is_lowercase);
        let is_function = |clause: &Clause| {
            let capitals =
                clause.text.chars().count() > 1 && clause.text.chars().all(char::is_uppercase);
            let words = main_terms(self.context.exact, &clause.text);
            clause.need == Need::Most
                && !(capitals && has_small)
                && words.iter().all(|(_, word)| is_function_word(word))
        };
        let others = clauses.iter().any(|clause| {
            let counts = matches!(clause.need, Need::Most | Need::Always);
            counts && !is_function(clause)
        });
        if others {
            for clause in clauses.iter_mut().filter(|clause| is_function(clause)) {
                clause.need = Need::Optional;
            }
        }
    }

    /// Puts acronyms and synonyms beside runs of plain words, the longest runs first.
    fn expand_runs(&mut self, clauses: &mut [Clause]) {
        let mut start = 0;
        while start < clauses.len() {
            let run = self.run_at(clauses, start);
            if let Some((length, forms)) = run {
                for clause in &mut clauses[start..start + length] {
                    if let Wanted::Words(words) = &mut clause.wanted {
                        words.forms.extend(forms.iter().cloned());
                    }
                }
                start += length;
            } else {
                start += 1;
            }
        }
    }

    /// The longest run of plain words from `start` that has something beside it.
    fn run_at(&mut self, clauses: &[Clause], start: usize) -> Option<(usize, Vec<Form>)> {
        let plain = |clause: &Clause| matches!(clause.need, Need::Most | Need::Optional);
        let available = clauses[start..].iter().take_while(|clause| plain(clause)).count();
        for length in (1..=available.min(self.context.expressions.longest())).rev() {
            let run = &clauses[start..start + length];
            if run.iter().all(|clause| clause.need == Need::Optional) {
                continue;
            }
            let key: Vec<String> =
                run.iter().flat_map(|clause| &clause.terms).map(|(_, t)| t.clone()).collect();
            let text: Vec<&str> = run.iter().map(|clause| clause.text.as_str()).collect();
            let forms = self.beside(&text.join(" "), &key);
            if !forms.is_empty() {
                return Some((length, forms));
            }
        }
        None
    }

    /// The acronyms and synonyms beside an expression; they are said in the answer.
    fn beside(&mut self, text: &str, key: &[String]) -> Vec<Form> {
        if !self.expand {
            return Vec::new();
        }
        let beside = self.context.expressions.beside(key);
        let beside = &beside[..beside.len().min(MAX_EXPRESSIONS)];
        let mut by_source: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for expression in beside {
            by_source.entry(expression.because).or_default().push(expression.text.clone());
        }
        for (because, to) in by_source {
            let expansion = Expansion { from: text.to_owned(), to, because: because.to_owned() };
            if !self.expanded.contains(&expansion) {
                self.expanded.push(expansion);
            }
        }
        let form = |terms: &Vec<(usize, String)>| Form {
            weight: weights::EXPANSION,
            pattern: Pattern::terms(Variant::Stemmed, terms.clone()),
        };
        beside.iter().map(|expression| form(&expression.terms)).collect()
    }

    /// A plain word that only repeats the paper's own authority or year is satisfied by it, as
    /// long as another word says what is sought.
    fn add_labels(&self, clauses: &mut [Clause]) -> bool {
        let mut found: Vec<(usize, usize, Label)> = Vec::new();
        let mut start = 0;
        while start < clauses.len() {
            match self.label_at(clauses, start) {
                Some((length, label)) => {
                    found.push((start, length, label));
                    start += length;
                }
                None => start += 1,
            }
        }
        let covered = |place: usize| found.iter().any(|(s, l, _)| (*s..*s + *l).contains(&place));
        let seeks_more = clauses.iter().enumerate().any(|(place, clause)| {
            let words = !matches!(clause.wanted, Wanted::Label(_) | Wanted::Not(_));
            matches!(clause.need, Need::Most | Need::Always) && words && !covered(place)
        });
        if !seeks_more {
            return false;
        }
        for (start, length, label) in &found {
            for clause in &mut clauses[*start..start + length] {
                if let Wanted::Words(words) = &mut clause.wanted {
                    let pattern = Pattern::Label(label.clone());
                    words.forms.push(Form { weight: weights::LABEL, pattern });
                }
            }
        }
        !found.is_empty()
    }

    fn label_at(&self, clauses: &[Clause], start: usize) -> Option<(usize, Label)> {
        let fields = self.context.fields;
        let plain = |clause: &&Clause| matches!(clause.need, Need::Most | Need::Optional);
        let run: Vec<&Clause> =
            clauses[start..].iter().take_while(plain).take(MAX_NAME_WORDS).collect();
        for length in (1..=run.len()).rev() {
            let text: Vec<&str> = run[..length].iter().map(|clause| clause.text.as_str()).collect();
            let found = self.context.vocabularies.authorities.by_name(&text.join(" "));
            if !found.is_empty() {
                let values = found.iter().map(|entry| (fields.authority, entry.id.clone()));
                return Some((length, Label::Values(values.collect())));
            }
        }
        let first = run.first()?.text.as_str();
        let is_year = first.len() == 4 && first.parse().is_ok_and(|year| YEARS.contains(&year));
        is_year.then(|| (1, Label::Values(vec![(fields.year, first.to_owned())])))
    }
}

/// Shorter words are not corrected: too many are as near.
const MIN_CORRECTED: usize = 4;
/// The most acronyms and synonyms beside one expression.
const MAX_EXPRESSIONS: usize = 24;
/// The most words that the name of an authority is looked for in.
const MAX_NAME_WORDS: usize = 6;
/// Numbers that a plain word may mean as a year.
const YEARS: std::ops::RangeInclusive<u16> = 1974..=2074;

/// Whether a token is made of several parts, as a hyphenated word is.
fn spans_several(text: &str, range: &std::ops::Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(|part| part.contains(|c: char| !c.is_alphanumeric()))
}

/// The words of a side of NEAR, and whether they are exact.
fn side(node: &Node) -> (&str, bool) {
    match &node.kind {
        NodeKind::Word(text) => (text, false),
        NodeKind::Exact(text) => (text, true),
        NodeKind::Phrase { text, exact, .. } => (text, *exact),
        _ => ("", false),
    }
}
