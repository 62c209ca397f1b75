//! The fields of the index: one table, from which the schema, the field handles and the table
//! of `index/README.md` are made.
//!
//! One tantivy document a passage; the passages of a paper stand together in one segment, in
//! order, after one document for the paper itself. The field `doc` tells them apart.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

use crate::analyser::Variant;

/// Changes with the fields, their options, or what goes into them; an index of another version
/// is refused.
pub(crate) const SCHEMA_VERSION: u32 = 3;

/// Values of the field `doc`.
pub(crate) mod doc {
    /// A passage: what is searched and counted.
    pub(crate) const PASSAGE: u64 = 0;
    /// A paper: its record without passages. It has no words and no facet values, so that only
    /// a query for everything has to leave it out.
    pub(crate) const PAPER: u64 = 1;
    /// An id that another paper took the place of.
    pub(crate) const REPLACED: u64 = 2;
}

/// Values of the field `standing`.
pub(crate) mod standing {
    /// The matter itself.
    pub(crate) const SUBSTANCE: u64 = 0;
    /// Standing items, attendance and the order of business: on every agenda alike.
    pub(crate) const STANDING: u64 = 1;
    /// Furniture of a web page.
    pub(crate) const BOILERPLATE: u64 = 2;
}

/// Facet values that are no label.
pub(crate) mod value {
    /// The authority, committee is not known.
    pub(crate) const UNKNOWN: &str = "unknown";
    /// The date is not known.
    pub(crate) const UNDATED: &str = "undated";
    /// No topic; no speaker.
    pub(crate) const NONE: &str = "none";
    /// Somebody said it, but not by a name or office that may be shown.
    pub(crate) const UNATTRIBUTED: &str = "unattributed";
    /// Residents, young people, other organisations.
    pub(crate) const OUTSIDE: &str = "outside";
}

/// What sort of field it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Words with positions, through the analyser.
    Words(Variant),
    /// Stemmed words without positions.
    Bag,
    /// One value as it is: indexed, not a column.
    Word,
    /// One value as it is: indexed and a column.
    Label,
    /// A number: indexed and a column.
    Number,
    /// A number that may be negative: indexed and a column.
    Signed,
    /// A number: a column only.
    Column,
    /// Bytes that are given back.
    Stored,
}

impl Shape {
    /// The tantivy type and options, as the table of `index/README.md` names them.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Shape::Words(Variant::Stemmed) => "text, analyser `stemmed`, positions, field norms",
            Shape::Words(Variant::Exact) => "text, analyser `exact`, positions, field norms",
            Shape::Bag => "text, analyser `stemmed`, frequencies, field norms",
            Shape::Word => "text, raw, indexed",
            Shape::Label => "text, raw, indexed, fast",
            Shape::Number => "u64, indexed, fast",
            Shape::Signed => "i64, indexed, fast",
            Shape::Column => "u64, fast",
            Shape::Stored => "bytes, stored",
        }
    }
}

/// The name under which the engine knows an analyser.
pub(crate) fn analyser_name(variant: Variant) -> &'static str {
    match variant {
        Variant::Stemmed => "stemmed",
        Variant::Exact => "exact",
    }
}

/// A line of the field table.
pub(crate) struct FieldLine {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    /// What goes in.
    pub(crate) holds: &'static str,
    /// What it is for.
    pub(crate) serves: &'static str,
}

macro_rules! fields {
    ($($name:ident: $shape:expr, $holds:literal, $serves:literal;)*) => {
        /// The handle of each field.
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct Fields {
            $(#[doc = $holds] pub(crate) $name: Field,)*
        }

        /// The field table, in the order of the schema.
        pub(crate) const FIELDS: &[FieldLine] = &[
            $(FieldLine { name: stringify!($name), shape: $shape, holds: $holds, serves: $serves },)*
        ];

        impl Fields {
            /// The fields of `schema`; `None` where it lacks one.
            pub(crate) fn of(schema: &Schema) -> Option<Fields> {
                Some(Fields { $($name: schema.get_field(stringify!($name)).ok()?,)* })
            }
        }
    };
}

fields! {
    doc: Shape::Number, "0 a passage, 1 a paper, 2 an id that was replaced", "leave papers out of a query for everything; find a paper's record";
    paper: Shape::Number, "the 16 hexadecimal digits of the paper's id as a number", "group, replace and delete; find by id";
    seq: Shape::Number, "the passage's `n`, from 1; 0 on a paper", "order, cursors, neighbours";
    page: Shape::Column, "the page the passage begins on; 0 where the format has none", "links to a page";
    body: Shape::Words(Variant::Stemmed), "the passage's text", "search";
    exact: Shape::Words(Variant::Exact), "the same text, neither stemmed nor respelled", "`=word`, nearest spellings, prefixes";
    words: Shape::Bag, "the words of `body`, `heading`, `title` and `speaker_text` together", "whether a passage has a plain word, in one list";
    expression: Shape::Word, "each of the vocabularies' expressions of several words, and each pair of function words, that one of the fields of `words` has, as its terms", "acronyms, synonyms, related words and phrases such as “of the”, found without their places";
    heading: Shape::Words(Variant::Stemmed), "the heading above the passage and the title of its agenda item", "search, weighted above the body";
    title: Shape::Words(Variant::Stemmed), "the paper's title and its committee", "search and `title:`, weighted most";
    speaker_text: Shape::Words(Variant::Stemmed), "each speaker as minuted, spelled out, by name and by the role's name", "search and `speaker:`";
    authority: Shape::Label, "the authority's id, or `unknown`", "facet, `authority:`";
    joint: Shape::Word, "the ids of the further authorities of a joint committee", "`authority:`";
    committee: Shape::Label, "the committee's name, or `unknown`", "facet, `committee:`";
    kind: Shape::Label, "the paper's kind", "facet, `kind:`";
    year: Shape::Label, "the year in four digits, or `undated`", "facet, `year:` and its ranges (years sort before `undated`)";
    topic: Shape::Label, "the id of each topic, or `none`", "facet, `topic:`";
    speaker: Shape::Label, "of each speaker: `role:ID`, `person:AUTHORITY/SLUG`, `body:AUTHORITY/SLUG`, `outside` or `unattributed`; `none` where nobody is minuted", "facet, `role:`";
    is: Shape::Label, "the passage's kind", "`is:`";
    date: Shape::Signed, "first day of the paper's date, in days since 1970-01-01; absent where undated", "sort, `date:` ranges";
    date_to: Shape::Signed, "last day of the paper's date: the same day, the month's last or the year's last", "`date:` ranges";
    item: Shape::Word, "the number of the agenda item as printed with the passage, and as on the agenda; lower case, no final full stop", "`item:`";
    para: Shape::Word, "the passage's label and its label with the place under its parent; lower case", "`para:`";
    money: Shape::Signed, "of each amount of money in the passage the pence, both ends of a range", "`amount:`";
    percent: Shape::Signed, "of each percentage the hundredths", "`amount:`";
    number: Shape::Signed, "of each count of things the hundredths", "`amount:`";
    whole_title: Shape::Word, "on a paper alone: its title", "completing what is typed";
    standing: Shape::Number, "0 substance, 1 standing item, attendance or order of business, 2 furniture of a web page", "rank the matter itself first";
    place: Shape::Column, "of a passage without a number its place, from 1, among those of its item; of a number or heading that one page prints twice under one item, which it is, from 1; 0 otherwise", "citations";
    text_hash: Shape::Number, "64 bits of the hash of the text's letters and digits; 0 under 60 of them, which is too little to call two passages the same", "\"also in\"";
    record: Shape::Stored, "JSON: the passage's record; on a paper the record without passages; on a replaced id the id that replaced it", "answers";
    state: Shape::Stored, "JSON, on a paper alone: where its files lie, the versions of all that made its record, when the index first had it, which of its passages are withdrawn, which it has from a paper whose place it took", "leave unchanged papers alone, find the original";
}

/// The schema of the index.
pub(crate) fn schema() -> Schema {
    use IndexRecordOption::{WithFreqs, WithFreqsAndPositions};
    let mut schema = Schema::builder();
    for line in FIELDS {
        match line.shape {
            Shape::Words(variant) => {
                schema.add_text_field(line.name, words(variant, WithFreqsAndPositions))
            }
            Shape::Bag => schema.add_text_field(line.name, words(Variant::Stemmed, WithFreqs)),
            Shape::Word => schema.add_text_field(line.name, raw()),
            Shape::Label => schema.add_text_field(line.name, raw().set_fast("raw")),
            Shape::Number => schema.add_u64_field(line.name, number()),
            Shape::Signed => schema.add_i64_field(line.name, number()),
            Shape::Column => schema.add_u64_field(line.name, NumericOptions::default().set_fast()),
            Shape::Stored => {
                schema.add_bytes_field(line.name, BytesOptions::default().set_stored())
            }
        };
    }
    schema.build()
}

fn words(variant: Variant, kept: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(analyser_name(variant))
        .set_index_option(kept)
        .set_fieldnorms(true);
    TextOptions::default().set_indexing_options(indexing)
}

fn raw() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}

fn number() -> NumericOptions {
    NumericOptions::default().set_indexed().set_fast()
}

/// The field table in Markdown, as `index/README.md` shows it: field, tantivy type and options,
/// what goes in, what for.
///
/// ```
/// assert!(minutebook::field_table().contains("| `body` | text"));
/// ```
pub fn field_table() -> String {
    let mut table = String::from(
        "| field | tantivy type and options | what goes in | what for |\n|---|---|---|---|\n",
    );
    for line in FIELDS {
        let shape = line.shape.describe();
        table += &format!("| `{}` | {shape} | {} | {} |\n", line.name, line.holds, line.serves);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_handle() {
        assert!(Fields::of(&schema()).is_some());
    }

    #[test]
    fn readme_shows_this_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../index/README.md");
        let readme = std::fs::read_to_string(path).expect("index/README.md is there");
        let table = field_table();
        assert!(readme.contains(&table), "index/README.md lacks this table:\n{table}");
    }
}
