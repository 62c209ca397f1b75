//! From query text to lexemes.

use super::field::Field;
use super::refuse::{refusal, replaced};
use super::spelling::nearest;
use super::tree::{FieldValue, Node, NodeKind, Query, Span};
use super::values;
use super::words::is_space;
use crate::error::Refusal;

/// A piece of query text.
#[derive(Debug, Clone)]
pub(super) enum Lexeme {
    /// `(`
    Open(Span),
    /// `)`
    Close(Span),
    /// `AND`
    And(Span),
    /// `OR`
    Or(Span),
    /// `NOT` or `-`
    Not(Span),
    /// `NEAR/5`
    Near(u32, Span),
    /// A word in any of its forms, a phrase or a field.
    Leaf(Node),
}

impl Lexeme {
    /// Where it stands.
    pub(super) fn span(&self) -> &Span {
        match self {
            Lexeme::Open(span)
            | Lexeme::Close(span)
            | Lexeme::And(span)
            | Lexeme::Or(span)
            | Lexeme::Not(span)
            | Lexeme::Near(_, span) => span,
            Lexeme::Leaf(node) => &node.span,
        }
    }
}

/// The lexemes of `text`, in order.
pub(super) fn lex(text: &str) -> Result<Vec<Lexeme>, Refusal> {
    let mut lexer = Lexer { text, at: 0 };
    let mut lexemes = Vec::new();
    while let Some(lexeme) = lexer.next()? {
        lexemes.push(lexeme);
    }
    Ok(lexemes)
}

struct Lexer<'a> {
    text: &'a str,
    /// Byte offset of what comes next, on a character boundary.
    at: usize,
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}')
}

fn ends_word(c: char) -> bool {
    is_space(c) || is_quote(c) || c == '(' || c == ')'
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
    }

    /// Takes characters up to the first for which `end` holds.
    fn take_until(&mut self, end: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = &rest[..rest.find(end).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn refuse(
        &self,
        kind: &'static str,
        span: Span,
        message: String,
        instead: Option<&str>,
    ) -> Refusal {
        let suggestion = instead.and_then(|by| replaced(self.text, &span, by));
        refusal(kind, &span, message, suggestion)
    }

    fn next(&mut self) -> Result<Option<Lexeme>, Refusal> {
        self.skip_spaces();
        let start = self.at;
        let Some(first) = self.peek() else { return Ok(None) };
        let after = self.rest().chars().nth(1);
        let lexeme = match first {
            '(' => Lexeme::Open(self.single()),
            ')' => Lexeme::Close(self.single()),
            '-' if after.is_some_and(|c| !is_space(c) && c != ')') => Lexeme::Not(self.single()),
            '=' if after.is_some_and(is_quote) => {
                self.at += 1;
                Lexeme::Leaf(self.phrase(start, true)?)
            }
            c if is_quote(c) => Lexeme::Leaf(self.phrase(start, false)?),
            _ => match self.field_name()? {
                Some(field) => Lexeme::Leaf(self.field(start, field)?),
                None => self.word()?,
            },
        };
        Ok(Some(lexeme))
    }

    fn single(&mut self) -> Span {
        self.at += 1;
        self.at - 1..self.at
    }

    /// The words between two quotes; stands on the first.
    fn quoted(&mut self) -> Result<&'a str, Refusal> {
        let start = self.at;
        self.at += self.peek().map_or(0, char::len_utf8);
        let inside = self.take_until(is_quote);
        let Some(close) = self.peek() else {
            let message = "a quotation mark opens here and never closes".to_owned();
            let suggestion = Some(format!("{}\"", self.text.trim_end()));
            return Err(refusal("unclosed-quote", &(start..self.text.len()), message, suggestion));
        };
        self.at += close.len_utf8();
        Ok(inside)
    }

    fn phrase(&mut self, start: usize, exact: bool) -> Result<Node, Refusal> {
        let text = self.quoted()?.trim_matches(is_space).to_owned();
        if !text.chars().any(char::is_alphanumeric) {
            let message = "there is no word between these quotation marks".to_owned();
            return Err(self.refuse("empty-phrase", start..self.at, message, Some("")));
        }
        let slop = self.slop(start)?;
        Ok(Node { kind: NodeKind::Phrase { text, slop, exact }, span: start..self.at })
    }

    /// `~5` after a phrase.
    fn slop(&mut self, start: usize) -> Result<u32, Refusal> {
        let end = self.at;
        match self.peek() {
            Some('~') => {
                self.at += 1;
                let digits = self.take_until(ends_word);
                let slop = digits.parse().ok().filter(|slop| *slop <= Query::MAX_SLOP);
                slop.ok_or_else(|| {
                    let most = Query::MAX_SLOP;
                    let message = format!("after ~ a phrase takes a number of words, 0 to {most}");
                    self.refuse("bad-distance", end..self.at, message, Some("~5"))
                })
            }
            Some('*') => {
                let message = "a star goes after the letters of one word, not after a phrase";
                self.at += 1;
                let instead = self.text.get(start..end);
                Err(self.refuse("bad-wildcard", start..self.at, message.to_owned(), instead))
            }
            _ => Ok(0),
        }
    }

    /// The field named here before a colon, if one is; stands after the colon then.
    fn field_name(&mut self) -> Result<Option<Field>, Refusal> {
        let rest = self.rest();
        let is_name = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '-';
        let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        if length == 0 || !rest[length..].starts_with(':') {
            return Ok(None);
        }
        let name = &rest[..length];
        let span = self.at..self.at + length;
        match Field::from_name(name) {
            Some(field) => {
                self.at += length + 1;
                Ok(Some(field))
            }
            None => Err(self.unknown_field(name, span)),
        }
    }

    fn unknown_field(&self, name: &str, span: Span) -> Refusal {
        let names = Field::ALL.map(Field::name);
        let near = nearest(&name.to_lowercase(), names);
        let known = names.join(", ");
        let message = match near {
            Some(near) => format!("there is no field `{name}`; did you mean {near}?"),
            None => format!(
                "there is no field `{name}` (the fields are {known}); put quotation marks round \
                 words that hold a colon"
            ),
        };
        let suggestion = match near {
            Some(near) => replaced(self.text, &span, near),
            None => replaced(self.text, &(span.start..span.end + 1), &format!("{name} ")),
        };
        refusal("unknown-field", &span, message, suggestion)
    }

    fn field(&mut self, start: usize, field: Field) -> Result<Node, Refusal> {
        let values = if self.peek() == Some('(') {
            self.values(start, field)?
        } else {
            vec![self.value(start, field)?]
        };
        Ok(Node { kind: NodeKind::Field { field, values }, span: start..self.at })
    }

    /// `(2020 OR 2021)`
    fn values(&mut self, start: usize, field: Field) -> Result<Vec<FieldValue>, Refusal> {
        let open = self.single();
        let mut values = Vec::new();
        loop {
            self.skip_spaces();
            values.push(self.value(start, field)?);
            self.skip_spaces();
            let joint = self.at;
            match self.take_until(ends_word) {
                "OR" => {}
                "" if self.peek() == Some(')') => {
                    self.at += 1;
                    return Ok(values);
                }
                "" if self.peek().is_none() => {
                    let message = "a parenthesis opens here and never closes".to_owned();
                    let suggestion = Some(format!("{})", self.text.trim_end()));
                    return Err(refusal("unclosed-parenthesis", &open, message, suggestion));
                }
                _ => {
                    let message = format!("write OR between the values of {}:", field.name());
                    return Err(self.refuse("bad-values", joint..joint, message, Some("OR ")));
                }
            }
        }
    }

    /// One value, bare or quoted.
    fn value(&mut self, start: usize, field: Field) -> Result<FieldValue, Refusal> {
        let value_start = self.at;
        let text = match self.peek() {
            Some(c) if is_quote(c) => {
                let inside = self.quoted()?;
                if self.peek().is_some_and(|c| !is_space(c) && c != ')') {
                    let message = "a space goes after a value in quotation marks".to_owned();
                    return Err(self.refuse("bad-value", self.at..self.at, message, Some(" ")));
                }
                inside
            }
            _ => self.take_until(ends_word),
        };
        let text = text.trim_matches(is_space);
        let text = text.trim_end_matches(|c| is_space(c) || c == ',' || c == ';');
        if text.is_empty() {
            let name = field.name();
            let message =
                format!("{name}: needs a value right after it, such as {name}:{}", field.example());
            let suggestion = replaced(self.text, &(start..self.at), "");
            return Err(refusal("empty-field", &(start..self.at), message, suggestion));
        }
        let span = value_start..self.at;
        let meaning = values::meaning(self.text, field, text, &span)?;
        Ok(FieldValue { text: text.to_owned(), meaning, span })
    }

    fn word(&mut self) -> Result<Lexeme, Refusal> {
        let start = self.at;
        let text = self.take_until(ends_word);
        let span = start..self.at;
        if let Some(distance) = text.strip_prefix("NEAR/") {
            let number = distance.parse().ok().filter(|n| (1..=Query::MAX_SLOP).contains(n));
            let most = Query::MAX_SLOP;
            return number.map(|n| Lexeme::Near(n, span.clone())).ok_or_else(|| {
                let message = format!("NEAR/ takes a number of words, 1 to {most}");
                self.refuse("bad-near", span.clone(), message, Some("NEAR/5"))
            });
        }
        Ok(match text {
            "AND" => Lexeme::And(span),
            "OR" => Lexeme::Or(span),
            "NOT" => Lexeme::Not(span),
            _ => Lexeme::Leaf(Node { kind: self.word_form(text, &span)?, span }),
        })
    }

    /// Plain, `=exact`, `prefix*` or `fuzzy~2`.
    fn word_form(&self, text: &str, span: &Span) -> Result<NodeKind, Refusal> {
        if let Some(exact) = text.strip_prefix('=').filter(|rest| !rest.is_empty()) {
            return self.exact(exact, span);
        }
        if text.contains('*') {
            return self.prefix(text, span);
        }
        match text.rsplit_once('~') {
            Some((word, distance)) if has_letters(word) => self.fuzzy(word, distance, span),
            _ => Ok(NodeKind::Word(text.to_owned())),
        }
    }

    fn exact(&self, word: &str, span: &Span) -> Result<NodeKind, Refusal> {
        let bare = word.trim_end_matches(['*', '~']);
        if bare != word {
            let message = "= asks for the very word, so * and ~ cannot follow it".to_owned();
            return Err(self.refuse("bad-exact", span.clone(), message, Some(bare)));
        }
        if !has_letters(word) {
            return Err(self.no_letters(span));
        }
        Ok(NodeKind::Exact(word.to_owned()))
    }

    fn prefix(&self, text: &str, span: &Span) -> Result<NodeKind, Refusal> {
        let prefix = text.trim_end_matches('*');
        if text.len() != prefix.len() + 1 || !is_one_word(prefix) {
            let message = if has_letters(text) {
                "a star goes once, after the first letters of one word".to_owned()
            } else {
                "a star alone finds nothing; leave the query empty to see everything".to_owned()
            };
            let bare = text.replace('*', "");
            return Err(self.refuse("bad-wildcard", span.clone(), message, Some(&bare)));
        }
        if prefix.chars().count() < Query::MIN_PREFIX {
            let least = Query::MIN_PREFIX;
            let message = format!("a prefix needs at least {least} letters before its star");
            return Err(refusal("short-prefix", span, message, None));
        }
        Ok(NodeKind::Prefix(prefix.to_owned()))
    }

    fn fuzzy(&self, word: &str, distance: &str, span: &Span) -> Result<NodeKind, Refusal> {
        let distance = match distance {
            "" => None,
            "1" => Some(1),
            "2" => Some(2),
            _ => {
                let message = "after ~ a word takes the number of letters that may differ, 1 or 2";
                let instead = format!("{word}~");
                let message = message.to_owned();
                return Err(self.refuse("bad-distance", span.clone(), message, Some(&instead)));
            }
        };
        if !is_one_word(word) {
            let message = "a ~ goes after one word of letters and digits".to_owned();
            return Err(self.refuse("bad-distance", span.clone(), message, Some(word)));
        }
        Ok(NodeKind::Fuzzy { word: word.to_owned(), distance })
    }

    fn no_letters(&self, span: &Span) -> Refusal {
        no_letters(self.text, span)
    }
}

/// The refusal of something without a letter or digit where a word is needed.
pub(super) fn no_letters(text: &str, span: &Span) -> Refusal {
    let typed = text.get(span.clone()).unwrap_or_default();
    let message = format!("`{typed}` has no letter or digit to search for");
    refusal("no-letters", span, message, None)
}

/// Whether anything in it can be searched for.
pub(super) fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn is_one_word(text: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}');
    has_letters(text) && text.chars().all(inside)
}
