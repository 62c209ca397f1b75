//! What a query means to this index: its clauses, forms of its words, labels of its fields.

mod label_words;
mod runs;
mod words;

use std::collections::BTreeMap;

use super::context::Context;
use super::labels::{Labels, Named, Unlabelled, typed};
use crate::analyser::Variant;
use crate::answer::{Correction, Expansion};
use crate::expressions::main_terms;
use crate::query::{Field, FieldValue, Node, NodeKind, Query};
use crate::wanted::{Form, Label, Pattern, Wanted, Words};

/// A query as it is understood.
#[derive(Debug)]
pub(crate) struct Understood {
    /// In the order typed.
    pub(crate) clauses: Vec<Clause>,
    /// Acronyms and synonyms that are searched too.
    pub(crate) expanded: Vec<Expansion>,
    /// Related words that are searched after.
    pub(crate) related: Vec<Expansion>,
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
    /// Of a plain word: the number of the run of words that acronyms and synonyms stand beside.
    pub(crate) run: Option<usize>,
    /// Of a plain word: its terms with their places from 0.
    pub(crate) terms: Vec<(usize, String)>,
    /// Of a plain word: itself, neither stemmed nor respelled.
    pub(crate) exact: Vec<String>,
    /// Of a plain word: acronyms and synonyms of its run, which each word of the run has.
    pub(crate) expansions: Vec<Form>,
    /// Of a plain word: words about the same matter, for passages that lack it.
    pub(crate) related: Vec<Form>,
}

impl Clause {
    /// Whether a label of the paper or passage can stand for it.
    pub(crate) fn is_label(&self) -> bool {
        let names = |form: &Form| match &form.pattern {
            Pattern::Label(label) => !matches!(label, Label::Amounts(_)),
            _ => false,
        };
        self.forms().any(names)
    }

    /// Every form of a plain word that stands for it.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &Form> {
        let typed = match &self.wanted {
            Wanted::Words(words) => words.forms.as_slice(),
            _ => &[],
        };
        typed.iter().chain(&self.expansions)
    }

    /// A clause that is no plain word.
    fn whole(text: String, need: Need, wanted: Wanted) -> Clause {
        Clause {
            text,
            need,
            wanted,
            run: None,
            terms: Vec::new(),
            exact: Vec::new(),
            expansions: Vec::new(),
            related: Vec::new(),
        }
    }
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

    /// The clauses that passages are found and ranked by, in the order typed.
    pub(crate) fn ranked(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| matches!(clause.need, Need::Most | Need::Always))
    }

    /// Every pattern that a passage with all of the query may show for it.
    pub(crate) fn patterns(&self) -> Vec<&Pattern> {
        let mut patterns = Vec::new();
        for clause in self.ranked() {
            clause.wanted.patterns(&mut patterns);
            patterns.extend(clause.expansions.iter().map(|form| &form.pattern));
        }
        patterns
    }

    /// Whether passages with most of the plain words, or with related words, may come after
    /// those with all.
    pub(crate) fn can_widen(&self) -> bool {
        let has_related = self.with(Need::Most).any(|clause| !clause.related.is_empty());
        has_related || self.with(Need::Most).nth(1).is_some()
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
        related: Vec::new(),
        corrected: Vec::new(),
        names: BTreeMap::new(),
    };
    let mut clauses = Vec::new();
    for node in &query.clauses {
        clauses.push(reader.clause(node)?);
    }
    reader.mark_function_words(&mut clauses);
    reader.expand_runs(&mut clauses);
    reader.relate_runs(&mut clauses);
    let label_words = reader.add_labels(&mut clauses);
    let Reader { expanded, related, corrected, names, .. } = reader;
    Ok(Understood { clauses, expanded, related, corrected, names, label_words })
}

struct Reader<'a> {
    context: Context<'a>,
    labels: Labels<'a>,
    text: &'a str,
    expand: bool,
    expanded: Vec<Expansion>,
    related: Vec<Expansion>,
    corrected: Vec<Correction>,
    names: BTreeMap<usize, String>,
}

impl Reader<'_> {
    fn clause(&mut self, node: &Node) -> Result<Clause, Unlabelled> {
        let text = typed(self.text, node).to_owned();
        if node.is_setting() {
            return Ok(Clause::whole(text, Need::Setting, Wanted::All(Vec::new())));
        }
        let NodeKind::Word(word) = &node.kind else {
            let wanted = self.wanted(node)?;
            return Ok(Clause::whole(text, Need::Always, wanted));
        };
        let (words, spelt) = self.word(word)?;
        let terms = match words.forms.first() {
            Some(Form { pattern: Pattern::Terms { terms, .. }, .. }) => terms.clone(),
            _ => Vec::new(),
        };
        let exact = main_terms(self.context.exact, &spelt).into_iter().map(|(_, term)| term);
        let exact = exact.collect();
        let need = if terms.is_empty() { Need::Unsearchable } else { Need::Most };
        Ok(Clause { terms, exact, ..Clause::whole(text, need, Wanted::Words(words)) })
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
        let (mut words, _) = self.word(text)?;
        if let Some(Form { pattern: Pattern::Terms { terms, .. }, .. }) = words.forms.first() {
            let key: Vec<String> = terms.iter().map(|(_, term)| term.clone()).collect();
            let forms = self.beside(text, &key);
            words.forms.extend(forms);
        }
        Ok(Wanted::Words(words))
    }
}
