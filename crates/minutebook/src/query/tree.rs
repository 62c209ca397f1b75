//! A query as a tree. Two trees are equal when they mean the same, wherever their words stood.

use std::fmt;
use std::ops::Range;

use model::record::{PaperKind, PassageKind};
use serde::{Serialize, Serializer};

use super::amounts::Amounts;
use super::field::Field;
use super::words::{is_section_word, is_space};

/// A half-open range of bytes in the query text.
pub type Span = Range<usize>;

/// A whole query: its clauses, all of which are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Query {
    /// In the order typed.
    pub clauses: Vec<Node>,
}

/// A part of a query and where it stands.
#[derive(Debug, Clone, Serialize)]
pub struct Node {
    /// What it asks for.
    #[serde(flatten)]
    pub kind: NodeKind,
    /// Where it was typed.
    pub span: Span,
}

impl PartialEq for Node {
    fn eq(&self, other: &Node) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Node {}

/// What a part of a query asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NodeKind {
    /// A plain word, or the section of a law (`section 47`).
    Word(String),
    /// `=word`: neither stemmed nor expanded nor corrected.
    Exact(String),
    /// `word*`, without the star.
    Prefix(String),
    /// `word~2`.
    Fuzzy {
        /// The word.
        word: String,
        /// How many letters may differ; `None` lets the length of the word say.
        distance: Option<u8>,
    },
    /// `"these words"`, `"these words"~5`, `="these words"`.
    Phrase {
        /// The words between the quotes.
        text: String,
        /// How far the words may be moved, together.
        slop: u32,
        /// Neither stemmed nor expanded.
        exact: bool,
    },
    /// Two words or phrases within `distance` words of each other, in either order.
    Near {
        /// The one.
        left: Box<Node>,
        /// The other.
        right: Box<Node>,
        /// In words.
        distance: u32,
    },
    /// A label, any of several values.
    Field {
        /// Which.
        field: Field,
        /// At least one.
        values: Vec<FieldValue>,
    },
    /// All of them; one alone where parentheses make a plain word strict.
    All(Vec<Node>),
    /// Any of them.
    Any(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
}

/// A value of a field as typed, and what it means.
#[derive(Debug, Clone, Serialize)]
pub struct FieldValue {
    /// As typed, without quotes.
    pub text: String,
    /// What it means.
    pub meaning: Meaning,
    /// Where it was typed.
    pub span: Span,
}

impl PartialEq for FieldValue {
    fn eq(&self, other: &FieldValue) -> bool {
        (&self.text, &self.meaning) == (&other.text, &other.meaning)
    }
}

impl Eq for FieldValue {}

/// What a value of a field means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// Words, or a name to be looked up.
    Words,
    /// Years, both ends included.
    Years {
        /// The first; `None` is open.
        from: Option<i16>,
        /// The last; `None` is open.
        to: Option<i16>,
    },
    /// Days, both ends included.
    Days {
        /// The first; `None` is open.
        #[serde(serialize_with = "iso")]
        from: Option<jiff::civil::Date>,
        /// The last; `None` is open.
        #[serde(serialize_with = "iso")]
        to: Option<jiff::civil::Date>,
    },
    /// Without a date.
    Undated,
    /// Amounts.
    Amounts(Amounts),
    /// A kind of paper.
    PaperKind(PaperKind),
    /// A kind of passage.
    PassageKind(PassageKind),
    /// Yes or no.
    Switch(bool),
}

/// A day as `2023-04-18`.
fn iso<S: Serializer>(date: &Option<jiff::civil::Date>, serializer: S) -> Result<S::Ok, S::Error> {
    date.map(|date| date.to_string()).serialize(serializer)
}

impl Query {
    /// Whether acronyms and synonyms are wanted too: `expand:no` says not.
    pub fn expands(&self) -> bool {
        !self.clauses.iter().any(|clause| match &clause.kind {
            NodeKind::Field { field: Field::Expand, values } => {
                values.iter().any(|value| value.meaning == Meaning::Switch(false))
            }
            _ => false,
        })
    }

    /// Whether every passage answers: no clause narrows it.
    pub fn is_everything(&self) -> bool {
        self.clauses.iter().all(Node::is_setting)
    }
}

impl Node {
    /// Whether it says how to search, not for what.
    pub fn is_setting(&self) -> bool {
        matches!(self.kind, NodeKind::Field { field: Field::Expand, .. })
    }

    /// A plain word on its own, which a passage may lack when it has most of the others.
    pub fn is_plain(&self) -> bool {
        matches!(self.kind, NodeKind::Word(_))
    }
}

impl fmt::Display for Query {
    /// Query text that parses to this tree.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut texts: Vec<String> = self.clauses.iter().map(Node::to_string).collect();
        // `section` would take a number after it for its own.
        for (i, clause) in self.clauses.iter().enumerate() {
            let is_before_number =
                texts.get(i + 1).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
            if !is_before_number || !ends_in_section(clause) {
                continue;
            }
            let apart = if clause.is_plain() { i + 1 } else { i };
            texts[apart] = format!("({})", texts[apart]);
        }
        f.write_str(&texts.join(" "))
    }
}

/// Whether the last word of a clause, as it is printed, is `section`.
fn ends_in_section(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Word(word) => is_section_word(word),
        NodeKind::All(nodes) if nodes.len() > 1 => nodes.last().is_some_and(ends_in_section),
        NodeKind::Any(nodes) => nodes.last().is_some_and(ends_in_section),
        _ => false,
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            NodeKind::Word(text) => f.write_str(text),
            NodeKind::Exact(text) => write!(f, "={text}"),
            NodeKind::Prefix(text) => write!(f, "{text}*"),
            NodeKind::Fuzzy { word, distance: None } => write!(f, "{word}~"),
            NodeKind::Fuzzy { word, distance: Some(distance) } => write!(f, "{word}~{distance}"),
            NodeKind::Phrase { text, slop, exact } => {
                let mark = if *exact { "=" } else { "" };
                write!(f, "{mark}\"{text}\"")?;
                if *slop > 0 { write!(f, "~{slop}") } else { Ok(()) }
            }
            NodeKind::Near { left, right, distance } => write!(f, "{left} NEAR/{distance} {right}"),
            NodeKind::Field { field, values } => write_field(f, *field, values),
            NodeKind::All(nodes) => match nodes.as_slice() {
                [only] => write!(f, "({only})"),
                nodes => write_joined(f, nodes, " AND "),
            },
            NodeKind::Any(nodes) => write_joined(f, nodes, " OR "),
            NodeKind::Not(node) => {
                f.write_str("NOT ")?;
                write_operand(f, node)
            }
        }
    }
}

fn write_joined(f: &mut fmt::Formatter<'_>, nodes: &[Node], joint: &str) -> fmt::Result {
    for (i, node) in nodes.iter().enumerate() {
        if i > 0 {
            f.write_str(joint)?;
        }
        write_operand(f, node)?;
    }
    Ok(())
}

/// With parentheses where it would otherwise fall apart.
fn write_operand(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match &node.kind {
        NodeKind::Any(_) => write!(f, "({node})"),
        NodeKind::All(nodes) if nodes.len() > 1 => write!(f, "({node})"),
        _ => write!(f, "{node}"),
    }
}

fn write_field(f: &mut fmt::Formatter<'_>, field: Field, values: &[FieldValue]) -> fmt::Result {
    write!(f, "{}:", field.name())?;
    if let [value] = values {
        return write_value(f, value);
    }
    for (i, value) in values.iter().enumerate() {
        f.write_str(if i == 0 { "(" } else { " OR " })?;
        write_value(f, value)?;
    }
    f.write_str(")")
}

fn write_value(f: &mut fmt::Formatter<'_>, value: &FieldValue) -> fmt::Result {
    let bare = !value.text.is_empty()
        && value.text != "OR"
        && !value.text.contains(|c: char| is_space(c) || "()".contains(c));
    if bare { f.write_str(&value.text) } else { write!(f, "\"{}\"", value.text) }
}
