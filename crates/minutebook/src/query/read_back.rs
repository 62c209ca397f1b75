//! A query in plain English, as it was understood.

use super::amounts::{Amounts, Unit};
use super::field::Field;
use super::tree::{FieldValue, Meaning, Node, NodeKind, Query};

/// What the read-back of a query says.
pub(crate) struct ReadBack<'a> {
    /// The query.
    pub(crate) query: &'a Query,
    /// The name for people of a field's value, where there is a better one than was typed.
    pub(crate) name: &'a dyn Fn(Field, &FieldValue) -> Option<String>,
    /// Plain words that a passage may lack, as typed.
    pub(crate) optional: &'a [String],
    /// What has no letter or digit, as typed.
    pub(crate) unsearchable: &'a [String],
    /// Whether passages with most of the plain words come after those with all.
    pub(crate) most: bool,
    /// Whether passages with related words come after, too.
    pub(crate) related: bool,
    /// Whether acronyms and synonyms are searched too.
    pub(crate) expands: bool,
    /// Further sentences, each whole.
    pub(crate) notes: &'a [String],
}

impl ReadBack<'_> {
    /// One or more sentences.
    pub(crate) fn sentences(&self) -> String {
        let mut sentences = vec![format!("Passages{}.", self.wanted())];
        let after = match (self.most, self.related) {
            (true, true) => Some(
                "After those with all these words come those with most of them, rare words counting more, or with related words.",
            ),
            (true, false) => Some(
                "After those with all these words come those with most of them, rare words counting more.",
            ),
            (false, true) => Some("After them come those with related words."),
            (false, false) => None,
        };
        sentences.extend(after.map(str::to_owned));
        if !self.optional.is_empty() {
            let words = list(&quoted(self.optional), "and");
            let verb = if self.optional.len() > 1 { "are" } else { "is" };
            sentences.push(format!("{words} {verb} optional."));
        }
        if !self.unsearchable.is_empty() {
            let marks = list(&quoted(self.unsearchable), "and");
            sentences.push(format!("{marks} cannot be searched for and count for nothing."));
        }
        if !self.expands {
            sentences.push("Acronyms and synonyms are not searched.".to_owned());
        }
        sentences.extend(self.notes.iter().cloned());
        sentences.join(" ")
    }

    fn wanted(&self) -> String {
        let mut words = Vec::new();
        let mut contents = Vec::new();
        let mut labels = Vec::new();
        for clause in &self.query.clauses {
            match &clause.kind {
                NodeKind::Word(text) if self.counts(text) => words.push(quote(text)),
                NodeKind::Word(_) => {}
                NodeKind::Field { field: Field::Expand, .. } => {}
                NodeKind::Field { field, values } => labels.push(self.label(*field, values)),
                NodeKind::Not(node) => labels.push(format!("without {}", self.inner(node))),
                _ => contents.push(self.phrase(clause)),
            }
        }
        if !words.is_empty() {
            let noun = if words.len() > 1 { "the words" } else { "the word" };
            contents.insert(0, format!("{noun} {}", list(&words, "and")));
        }
        let mut parts = Vec::new();
        if !contents.is_empty() {
            parts.push(format!("with {}", contents.join(" and with ")));
        }
        parts.extend(labels);
        if parts.is_empty() { String::new() } else { format!(" {}", parts.join(", ")) }
    }

    fn counts(&self, text: &str) -> bool {
        !self.optional.iter().chain(self.unsearchable).any(|other| other == text)
    }

    /// A part of the query inside a sentence.
    pub(crate) fn phrase(&self, node: &Node) -> String {
        match &node.kind {
            NodeKind::Word(text) => quote(text),
            NodeKind::Exact(text) => format!("exactly {}", quote(text)),
            NodeKind::Prefix(text) => format!("a word that begins with {}", quote(text)),
            NodeKind::Fuzzy { word, distance: None } => format!("a word like {}", quote(word)),
            NodeKind::Fuzzy { word, distance: Some(distance) } => {
                let noun = if *distance == 1 { "letter" } else { "letters" };
                format!("{} give or take {distance} {noun}", quote(word))
            }
            NodeKind::Phrase { text, slop: 0, exact: false } => {
                format!("the phrase {}", quote(text))
            }
            NodeKind::Phrase { text, slop: 0, exact: true } => {
                format!("exactly the phrase {}", quote(text))
            }
            NodeKind::Phrase { text, slop, .. } => {
                format!("the words of {} moved by {slop} at most", quote(text))
            }
            NodeKind::Near { left, right, distance } => {
                let (left, right) = (self.phrase(left), self.phrase(right));
                format!("{left} within {distance} words of {right}")
            }
            NodeKind::Field { field, values } => {
                format!("a passage {}", self.label(*field, values))
            }
            NodeKind::All(nodes) => self.listed(nodes, "and"),
            NodeKind::Any(nodes) => self.listed(nodes, "or"),
            NodeKind::Not(node) => format!("not {}", self.inner(node)),
        }
    }

    fn listed(&self, nodes: &[Node], joint: &str) -> String {
        let parts: Vec<String> = nodes.iter().map(|node| self.inner(node)).collect();
        if parts.len() == 2 {
            return format!("{} {joint} {}", parts[0], parts[1]);
        }
        list(&parts, joint)
    }

    /// In brackets where it would otherwise be read with its neighbours.
    fn inner(&self, node: &Node) -> String {
        match &node.kind {
            NodeKind::Any(_) => format!("({})", self.phrase(node)),
            NodeKind::All(nodes) if nodes.len() > 1 => format!("({})", self.phrase(node)),
            _ => self.phrase(node),
        }
    }

    fn label(&self, field: Field, values: &[FieldValue]) -> String {
        let named: Vec<String> = values.iter().map(|value| self.value(field, value)).collect();
        let any = list(&named, "or");
        match field {
            Field::Authority => format!("from {any}"),
            Field::Committee => format!("of the committee {any}"),
            Field::Year | Field::Date => format!("dated {any}"),
            Field::Topic => format!("about {any}"),
            Field::Speaker => format!("where {any} speaks"),
            Field::Role => format!("where the {any} speaks"),
            Field::Kind => format!("in papers of the kind {any}"),
            Field::Is => format!("of the kind {any}"),
            Field::Item => format!("under item {any}"),
            Field::Para => format!("numbered {any}"),
            Field::Title => format!("of papers titled {any}"),
            Field::Amount => format!("with an amount {any}"),
            Field::Expand => String::new(),
        }
    }

    fn value(&self, field: Field, value: &FieldValue) -> String {
        if let Some(name) = (self.name)(field, value) {
            return name;
        }
        match &value.meaning {
            Meaning::Undated => "not at all".to_owned(),
            Meaning::Amounts(amounts) => amount_words(amounts, &value.text),
            Meaning::Years { from, to } => range(from.as_ref(), to.as_ref()),
            Meaning::Days { from, to } => range(from.as_ref(), to.as_ref()),
            Meaning::PaperKind(kind) => kind.as_str().to_owned(),
            Meaning::PassageKind(kind) => kind.as_str().to_owned(),
            Meaning::Switch(_) => String::new(),
            Meaning::Words => quote(&value.text),
        }
    }
}

fn range<T: PartialEq + std::fmt::Display>(from: Option<&T>, to: Option<&T>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("{from} or later"),
        (None, Some(to)) => format!("{to} or earlier"),
        (None, None) => "at any time".to_owned(),
    }
}

/// `of more than £1,000,000`, `of 20%`.
fn amount_words(amounts: &Amounts, typed: &str) -> String {
    let shown = |hundredths: i64| {
        let number = grouped(hundredths);
        match amounts.unit {
            Some(Unit::Money) => format!("£{number}"),
            Some(Unit::Percent) => format!("{number}%"),
            None => number,
        }
    };
    let is_strict = !typed.contains('=');
    match (amounts.from, amounts.to) {
        (Some(from), Some(to)) if from == to => format!("of {}", shown(from)),
        (Some(from), Some(to)) => format!("of {} to {}", shown(from), shown(to)),
        (Some(from), None) if is_strict && typed.starts_with('>') => {
            format!("of more than {}", shown(from - 1))
        }
        (Some(from), None) => format!("of {} or more", shown(from)),
        (None, Some(to)) if is_strict && typed.starts_with('<') => {
            format!("of less than {}", shown(to + 1))
        }
        (None, Some(to)) => format!("of {} or less", shown(to)),
        (None, None) => String::new(),
    }
}

/// Hundredths as a number: `1,200,000`, `12.50`.
fn grouped(hundredths: i64) -> String {
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let digits = whole.to_string();
    let mut number = String::from(if hundredths < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            number.push(',');
        }
        number.push(digit);
    }
    if rest == 0 { number } else { format!("{number}.{rest:02}") }
}

/// `“word”`
pub(crate) fn quote(text: &str) -> String {
    format!("“{text}”")
}

fn quoted(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| quote(text)).collect()
}

/// `a, b and c`
pub(crate) fn list(parts: &[String], joint: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} {joint} {last}", most.join(", ")),
    }
}
