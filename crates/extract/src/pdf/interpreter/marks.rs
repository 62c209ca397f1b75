//! Marked content: what a file says of the pieces that it paints.

use lopdf::{Dictionary, Document, Object};

use super::spot::Spot;
use crate::pdf::fragment::Artifact;
use crate::pdf::operators::Operand;
use crate::pdf::structure::Tag;

/// A piece of marked content that is open.
#[derive(Debug, Default)]
pub(super) struct Mark {
    /// Its own, or that of the piece it stands in.
    pub(super) artifact: Option<Artifact>,
    pub(super) tag: Option<Tag>,
    /// Words that stand for what is painted.
    pub(super) actual: Option<String>,
    /// Where the painted glyphs began and ended.
    pub(super) extent: Option<(Spot, Spot)>,
}

/// What marked content says of itself.
#[derive(Debug, Default)]
pub(super) struct Properties {
    /// Its number on the page, which the structure tree names it by.
    pub(super) content: Option<i64>,
    pub(super) actual: Option<String>,
    pub(super) is_pagination: bool,
}

impl Properties {
    pub(super) fn of_dictionary(dict: &Dictionary, document: &Document) -> Properties {
        let get = |key: &[u8]| dict.get_deref(key, document).ok();
        Properties {
            content: get(b"MCID").and_then(|object| object.as_i64().ok()),
            actual: get(b"ActualText").and_then(|object| lopdf::decode_text_string(object).ok()),
            is_pagination: get(b"Type").and_then(|object| object.as_name().ok())
                == Some(b"Pagination"),
        }
    }

    pub(super) fn of_operand(operand: &Operand<'_>) -> Properties {
        let actual = operand.get(b"ActualText").and_then(Operand::string);
        Properties {
            // Numbers of content are small and whole.
            content: operand.get(b"MCID").and_then(Operand::number).map(|number| number as i64),
            actual: actual
                .and_then(|bytes| lopdf::decode_text_string(&Object::string_literal(bytes)).ok()),
            is_pagination: operand.get(b"Type").and_then(Operand::name) == Some(b"Pagination"),
        }
    }
}
