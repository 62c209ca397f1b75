//! Refusals: every way in which a query is not accepted, with what to type instead.

use super::tree::Span;
use crate::error::Refusal;

/// A refusal of what stands at `span`.
pub(crate) fn refusal(
    kind: &'static str,
    span: &Span,
    message: impl Into<String>,
    suggestion: Option<String>,
) -> Refusal {
    Refusal { kind, message: message.into(), position: [span.start, span.end], suggestion }
}

/// `text` with `span` replaced, spaces tidied; `None` where nothing would be left of it.
pub(crate) fn replaced(text: &str, span: &Span, by: &str) -> Option<String> {
    let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
    let whole = if by.is_empty() {
        format!("{} {}", before.trim_end(), after.trim_start())
    } else {
        format!("{before}{by}{after}")
    };
    let whole = whole.trim();
    (!whole.is_empty()).then(|| whole.to_owned())
}
