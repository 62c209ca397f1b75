//! The query language: from text as typed to a tree, and back.
//!
//! Pure: nothing here knows about an index. `QUERY.md` beside this crate's manifest is the
//! page for people, with an example a rule.
//!
//! ```text
//! query  = clause+                        every clause is wanted
//! clause = and ("OR" and)*
//! and    = unary ("AND" unary)*
//! unary  = ("NOT" | "-") unary | near
//! near   = operand ("NEAR/" n operand)?
//! operand = "(" query ")" | field | phrase | word
//! field  = name ":" (value | "(" value ("OR" value)* ")")
//! value  = bare | quoted | from ".." to   dates and years, ends may be left open
//! phrase = ["="] quoted ["~" slop]
//! word   = bare | "=" bare | bare "*" | bare "~" [distance]
//! ```

mod amounts;
mod field;
mod function_words;
mod lexer;
mod parser;
mod read_back;
mod refuse;
mod spelling;
mod tree;
mod values;
mod words;

#[cfg(test)]
mod tests;

pub use amounts::{Amounts, Unit};
pub use field::Field;
pub use tree::{FieldValue, Meaning, Node, NodeKind, Query, Span};

pub(crate) use amounts::{in_hundredths, money};
pub(crate) use function_words::{FUNCTION_WORDS, is_function_word};
pub(crate) use read_back::{ReadBack, list};
pub(crate) use refuse::{refusal, replaced};
pub(crate) use spelling::{distance, nearest};

use crate::error::Refusal;

impl Query {
    /// The most characters a query may have.
    pub const MAX_CHARS: usize = 1_000;
    /// How deep parentheses and negations may nest.
    pub const MAX_DEPTH: usize = 20;
    /// The fewest letters before the `*` of a prefix.
    pub const MIN_PREFIX: usize = 2;
    /// The greatest slop of a phrase, and the greatest distance of `NEAR`.
    pub const MAX_SLOP: u32 = 50;

    /// Reads a query as typed.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] with the position of what cannot be read, and a suggestion where there is
    /// one: nothing typed is silently ignored.
    ///
    /// ```
    /// use minutebook::query::Query;
    /// let query = Query::parse("recruitment AND retention authority:hackney -draft").unwrap();
    /// assert_eq!(query.to_string(), "recruitment AND retention authority:hackney NOT draft");
    /// let refusal = Query::parse("autority:hackney").unwrap_err();
    /// assert_eq!(refusal.suggestion.as_deref(), Some("authority:hackney"));
    /// ```
    pub fn parse(text: &str) -> Result<Query, Refusal> {
        parser::parse(text)
    }
}
