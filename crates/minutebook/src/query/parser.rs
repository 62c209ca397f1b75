//! From lexemes to a tree.

use super::field::Field;
use super::lexer::{self, Lexeme, has_letters};
use super::refuse::{refusal, replaced};
use super::tree::{Node, NodeKind, Query, Span};
use super::words::is_section_word;
use crate::error::Refusal;

/// Reads a whole query.
pub(super) fn parse(text: &str) -> Result<Query, Refusal> {
    let length = text.chars().count();
    if length > Query::MAX_CHARS {
        let most = Query::MAX_CHARS;
        let message = format!("the query has {length} characters; the most is {most}");
        let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
        return Err(refusal("too-long", &(end..text.len()), message, None));
    }
    let mut parser = Parser { text, lexemes: lexer::lex(text)?, at: 0, depth: 0 };
    let clauses = parser.clauses()?;
    if let Some(lexeme) = parser.peek() {
        let span = lexeme.span().clone();
        let message = "this parenthesis closes what was never opened".to_owned();
        let suggestion = replaced(text, &span, "");
        return Err(refusal("unexpected-parenthesis", &span, message, suggestion));
    }
    for clause in &clauses {
        parser.check_settings(clause, true)?;
    }
    Ok(Query { clauses })
}

struct Parser<'a> {
    text: &'a str,
    lexemes: Vec<Lexeme>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Lexeme> {
        self.lexemes.get(self.at)
    }

    /// Clauses up to the end or a closing parenthesis.
    fn clauses(&mut self) -> Result<Vec<Node>, Refusal> {
        let mut clauses = Vec::new();
        while !matches!(self.peek(), None | Some(Lexeme::Close(_))) {
            clauses.push(self.any()?);
        }
        Ok(clauses)
    }

    fn any(&mut self) -> Result<Node, Refusal> {
        let mut nodes = vec![self.all()?];
        while let Some(Lexeme::Or(span)) = self.peek() {
            let joint = span.clone();
            self.at += 1;
            self.operand_follows(&joint)?;
            nodes.push(self.all()?);
        }
        self.joined(nodes, NodeKind::Any)
    }

    fn all(&mut self) -> Result<Node, Refusal> {
        let mut nodes = vec![self.unary()?];
        while let Some(Lexeme::And(span)) = self.peek() {
            let joint = span.clone();
            self.at += 1;
            self.operand_follows(&joint)?;
            nodes.push(self.unary()?);
        }
        self.joined(nodes, NodeKind::All)
    }

    /// One node as it is; several under `kind`, where each must hold something to search for.
    fn joined(
        &self,
        mut nodes: Vec<Node>,
        kind: fn(Vec<Node>) -> NodeKind,
    ) -> Result<Node, Refusal> {
        if nodes.len() == 1
            && let Some(node) = nodes.pop()
        {
            return Ok(node);
        }
        nodes.iter().try_for_each(|node| self.check_letters(node))?;
        let span = nodes.first().map_or(0, |node| node.span.start)
            ..nodes.last().map_or(0, |node| node.span.end);
        Ok(Node { kind: kind(nodes), span })
    }

    fn unary(&mut self) -> Result<Node, Refusal> {
        let Some(Lexeme::Not(span)) = self.peek() else { return self.near() };
        let not = span.clone();
        self.at += 1;
        self.operand_follows(&not)?;
        self.deeper(&not)?;
        let node = self.unary()?;
        self.depth -= 1;
        self.check_letters(&node)?;
        let span = not.start..node.span.end;
        Ok(Node { kind: NodeKind::Not(Box::new(node)), span })
    }

    fn near(&mut self) -> Result<Node, Refusal> {
        let left = self.operand()?;
        let Some(Lexeme::Near(distance, span)) = self.peek() else { return Ok(left) };
        let (distance, joint) = (*distance, span.clone());
        self.at += 1;
        self.operand_follows(&joint)?;
        let right = self.operand()?;
        for node in [&left, &right] {
            self.check_near(node, &joint)?;
        }
        if let Some(Lexeme::Near(_, again)) = self.peek() {
            let message = "NEAR joins two words; join pairs with AND".to_owned();
            let pairs = format!("{left} NEAR/{distance} {right} AND {right}");
            let span = left.span.start..again.start;
            let suggestion = replaced(self.text, &span, &format!("{pairs} "));
            return Err(refusal("bad-near", again, message, suggestion));
        }
        let span = left.span.start..right.span.end;
        let (left, right) = (Box::new(left), Box::new(right));
        Ok(Node { kind: NodeKind::Near { left, right, distance }, span })
    }

    fn check_near(&self, node: &Node, joint: &Span) -> Result<(), Refusal> {
        self.check_letters(node)?;
        match node.kind {
            NodeKind::Word(_) | NodeKind::Exact(_) | NodeKind::Phrase { slop: 0, .. } => Ok(()),
            _ => {
                let message = "NEAR joins two words or exact phrases".to_owned();
                Err(refusal("bad-near", joint, message, replaced(self.text, joint, "AND")))
            }
        }
    }

    fn operand(&mut self) -> Result<Node, Refusal> {
        match self.peek().cloned() {
            Some(Lexeme::Open(span)) => self.group(&span),
            Some(Lexeme::Leaf(node)) => {
                self.at += 1;
                Ok(self.section(node))
            }
            Some(lexeme) => Err(self.dangling(lexeme.span())),
            None => Err(self.dangling(&(self.text.len()..self.text.len()))),
        }
    }

    fn group(&mut self, open: &Span) -> Result<Node, Refusal> {
        self.at += 1;
        self.deeper(open)?;
        let mut clauses = self.clauses()?;
        self.depth -= 1;
        let Some(Lexeme::Close(close)) = self.peek() else {
            let message = "a parenthesis opens here and never closes".to_owned();
            let suggestion = Some(format!("{})", self.text.trim_end()));
            return Err(refusal("unclosed-parenthesis", open, message, suggestion));
        };
        let span = open.start..close.end;
        self.at += 1;
        clauses.iter().try_for_each(|clause| self.check_letters(clause))?;
        match clauses.as_slice() {
            [] => {
                let message = "there is nothing between these parentheses".to_owned();
                Err(refusal("empty-group", &span, message, replaced(self.text, &span, "")))
            }
            [only] if !only.is_plain() => Ok(clauses.remove(0)),
            _ => Ok(Node { kind: NodeKind::All(clauses), span }),
        }
    }

    /// `section` and the number after it are one term.
    fn section(&mut self, node: Node) -> Node {
        let NodeKind::Word(word) = &node.kind else { return node };
        let Some(Lexeme::Leaf(Node { kind: NodeKind::Word(number), span })) = self.peek() else {
            return node;
        };
        if !is_section_word(word) || !number.starts_with(|c: char| c.is_ascii_digit()) {
            return node;
        }
        let span = node.span.start..span.end;
        let kind = NodeKind::Word(format!("{word} {number}"));
        self.at += 1;
        Node { kind, span }
    }

    fn deeper(&mut self, span: &Span) -> Result<(), Refusal> {
        self.depth += 1;
        if self.depth <= Query::MAX_DEPTH {
            return Ok(());
        }
        let most = Query::MAX_DEPTH;
        let message = format!("parentheses and negations nest more than {most} deep here");
        Err(refusal("too-deep", span, message, None))
    }

    fn operand_follows(&self, operator: &Span) -> Result<(), Refusal> {
        match self.peek() {
            Some(Lexeme::Open(_) | Lexeme::Leaf(_) | Lexeme::Not(_)) => Ok(()),
            _ => Err(self.dangling(operator)),
        }
    }

    fn dangling(&self, span: &Span) -> Refusal {
        let typed = self.text.get(span.clone()).unwrap_or_default();
        let message = format!(
            "`{typed}` needs something to search for on each side (write {} for the word itself)",
            typed.to_lowercase()
        );
        refusal("dangling-operator", span, message, replaced(self.text, span, ""))
    }

    /// Refuses a word without letters where it would have to be found.
    fn check_letters(&self, node: &Node) -> Result<(), Refusal> {
        match &node.kind {
            NodeKind::Word(word) if !has_letters(word) => {
                Err(lexer::no_letters(self.text, &node.span))
            }
            _ => Ok(()),
        }
    }

    /// Refuses `expand:` anywhere but at the top, where alone it means something.
    fn check_settings(&self, node: &Node, top: bool) -> Result<(), Refusal> {
        match &node.kind {
            NodeKind::Field { field: Field::Expand, values } if !top || values.len() > 1 => {
                let message = "expand: holds for the whole query; write it once, on its own";
                Err(refusal("bad-setting", &node.span, message, None))
            }
            NodeKind::All(nodes) | NodeKind::Any(nodes) => {
                nodes.iter().try_for_each(|node| self.check_settings(node, false))
            }
            NodeKind::Not(node) => self.check_settings(node, false),
            _ => Ok(()),
        }
    }
}
