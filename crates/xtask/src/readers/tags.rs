//! The paragraphs that a PDF's own structure tree names, from `pdfinfo -struct-text`.
//!
//! Its lines are indented by two spaces a level: an element (`LBody (block)`, with a title, an
//! id or a colon where attributes follow), an attribute (`/Scope /Row`), an object
//! (`Object 28 0`), or a piece of text in quotes.

/// The paragraphs of a tree, in order, and all its words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tagged {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) text: String,
}

/// A paragraph of the tree.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// It is a table's cell or stands in one.
    pub(super) in_cell: bool,
}

/// Elements whose own text is a paragraph: text that stands in them directly or in elements
/// within the line. A footnote is printed at the foot of its page, a picture's words in the
/// picture: each is a paragraph beside that which refers to it.
const PARAGRAPHS: [&str; 18] = [
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "LI",
    "LBody",
    "TD",
    "TH",
    "Caption",
    "BlockQuote",
    "TOCI",
    "Note",
    "Figure",
    "Index",
];

/// Elements within a line: their text belongs to the paragraph around them.
const WITHIN: [&str; 18] = [
    "Span",
    "Link",
    "Reference",
    "Quote",
    "Code",
    "BibEntry",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Form",
    "Formula",
    "Lbl",
    "NonStruct",
];

/// Elements that stand beside the paragraph they are tagged in and do not divide it.
const BESIDE: [&str; 2] = ["Note", "Figure"];

/// Reads what `pdfinfo -struct-text` printed.
pub(super) fn read(printed: &str) -> Tagged {
    let mut tree = Tree::default();
    let mut lines = printed.lines();
    while let Some(line) = lines.next() {
        let words = line.trim_start_matches(' ');
        let depth = (line.len() - words.len()) / 2;
        match words.bytes().next() {
            Some(b'"') => {
                let mut text = words[1..].to_owned();
                // Text may have line ends of its own.
                while !text.ends_with('"') {
                    let Some(more) = lines.next() else { break };
                    text.push('\n');
                    text.push_str(more);
                }
                tree.text(depth, text.strip_suffix('"').unwrap_or(&text));
            }
            Some(byte) if byte.is_ascii_alphabetic() && !words.starts_with("Object ") => {
                let name = words.split([' ', ':', '<']).next().unwrap_or_default();
                tree.element(depth, name);
            }
            _ => {}
        }
    }
    tree.finish()
}

/// The elements that are open at a line of the tree.
#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    tagged: Tagged,
}

struct Element {
    depth: usize,
    kind: Kind,
    is_cell: bool,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph {
        beside: bool,
    },
    Within,
    /// Holds others, or is unknown; text that stands in it directly is no paragraph.
    Holder,
}

fn kind(name: &str) -> Kind {
    if PARAGRAPHS.contains(&name) {
        Kind::Paragraph { beside: BESIDE.contains(&name) }
    } else if WITHIN.contains(&name) {
        Kind::Within
    } else {
        Kind::Holder
    }
}

impl Tree {
    fn element(&mut self, depth: usize, name: &str) {
        self.close(depth);
        let kind = kind(name);
        if !matches!(kind, Kind::Within | Kind::Paragraph { beside: true }) {
            self.divide();
        }
        let is_cell = matches!(name, "TD" | "TH");
        self.open.push(Element { depth, kind, is_cell, text: String::new() });
    }

    fn text(&mut self, depth: usize, text: &str) {
        self.close(depth);
        self.tagged.text.push_str(text);
        self.tagged.text.push('\n');
        let owner = self.open.iter_mut().rev().find(|element| element.kind != Kind::Within);
        if let Some(owner) = owner {
            owner.text.push_str(text);
        }
    }

    /// A block inside a paragraph divides what stands before it from what follows.
    fn divide(&mut self) {
        let in_cell = self.in_cell();
        if let Some(around) = self.open.iter_mut().rev().find(|e| e.kind != Kind::Within) {
            let text = std::mem::take(&mut around.text);
            keep(&mut self.tagged.paragraphs, around.kind, &text, in_cell);
        }
    }

    /// Ends the elements at `depth` and below.
    fn close(&mut self, depth: usize) {
        while self.open.last().is_some_and(|element| element.depth >= depth) {
            let in_cell = self.in_cell();
            if let Some(Element { kind, text, .. }) = self.open.pop() {
                keep(&mut self.tagged.paragraphs, kind, &text, in_cell);
            }
        }
    }

    fn in_cell(&self) -> bool {
        self.open.iter().any(|element| element.is_cell)
    }

    fn finish(mut self) -> Tagged {
        self.close(0);
        self.tagged
    }
}

fn keep(paragraphs: &mut Vec<Paragraph>, kind: Kind, text: &str, in_cell: bool) {
    if matches!(kind, Kind::Paragraph { .. }) && !text.trim().is_empty() {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        paragraphs.push(Paragraph { text, in_cell });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: &str, paragraphs: &[&str]) {
        let read = read(printed).paragraphs;
        let texts: Vec<&str> = read.iter().map(|paragraph| paragraph.text.as_str()).collect();
        assert_eq!(texts, paragraphs, "{printed}");
    }

    #[test]
    fn pieces_within_a_line_are_joined() {
        check(
            "Document\n  P (block)\n    \"The \"\n    Link (inline)\n      Object 28 0\n      \
             Span (inline)\n        \"Panel\"\n    Span (inline):\n       /Placement /Block\n      \
             \" met.\"\n  H1 (block)\n    \"Present\"\n",
            &["The Panel met.", "Present"],
        );
    }

    #[test]
    fn a_paragraph_in_a_cell_or_item_stands_by_itself() {
        check(
            "Table (block)\n  TR\n    TD:\n       /ColSpan 2\n      P (block)\n        \"One\"\n      \
             P (block)\n        \"Two\"\n    TD <R1C2>\n      \"Three\"\n",
            &["One", "Two", "Three"],
        );
        check(
            "L (block)\n  LI (block)\n    Lbl (block)\n      \"1. \"\n    LBody (block)\n      \
             \"Before\"\n      L (block)\n        LI (block)\n          LBody (block)\n            \
             \"inner\"\n      \"after\"\n",
            &["1.", "Before", "inner", "after"],
        );
    }

    #[test]
    fn a_paragraph_knows_whether_it_stands_in_a_table() {
        let read = read("P (block)\n  \"A\"\nTR\n  TD\n    P (block)\n      \"B\"\nP\n  \"C\"\n");
        let in_cell: Vec<bool> = read.paragraphs.iter().map(|p| p.in_cell).collect();
        assert_eq!(in_cell, [false, true, false]);
    }

    #[test]
    fn a_footnote_does_not_divide_its_paragraph() {
        check(
            "P (block)\n  \"The rate \"\n  Note (inline)\n    \"Per year.\"\n  \"rose.\"\n",
            &["Per year.", "The rate rose."],
        );
    }

    #[test]
    fn text_with_line_ends_and_quotes_is_whole() {
        check("P \"title\" (block)\n  \"He said \"no\".\"\n", &["He said \"no\"."]);
        check("P (block)\n  \"One\ntwo\"\n", &["One two"]);
        check("Sect\n  \"loose\"\n", &[]);
    }
}
