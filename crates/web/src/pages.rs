//! Pages: server-rendered, whole without JavaScript, everything from papers escaped.

mod block;
pub(crate) mod cite;
pub(crate) mod cited;
pub(crate) mod compare;
pub(crate) mod coverage;
mod error_page;
pub(crate) mod frame;
pub(crate) mod holdings;
mod narrow;
pub(crate) mod news;
pub(crate) mod paper;
pub(crate) mod passage;
pub(crate) mod positions;
pub(crate) mod search;
pub(crate) mod search_view;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

pub(crate) use error_page::{
    bad_parameter, error, not_found, original_withheld, passage_gone, replaced, withdrawn,
};

use crate::error::AppError;

pub(crate) fn render(page: &impl Template) -> Result<Response, AppError> {
    let html = page.render().map_err(|error| AppError::Internal(error.to_string()))?;
    Ok(Html(html).into_response())
}

/// An address that a page may link to. What a paper or a sidecar gives may be anything: only
/// the web's own schemes and this server's addresses are followed.
pub(crate) fn safe_link(address: &str) -> Option<&str> {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let on_the_web = lower.starts_with("https://") || lower.starts_with("http://");
    let here = address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
    (on_the_web || here).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::safe_link;

    #[track_caller]
    fn check(address: &str, expected: bool) {
        assert_eq!(safe_link(address).is_some(), expected, "{address}");
    }

    #[test]
    fn only_addresses_of_the_web_are_linked() {
        check("https://ashmere.gov.uk/a.pdf#page=2", true);
        check("HTTP://ashmere.gov.uk", true);
        check("/papers/p_1/original", true);
        check("javascript:alert(1)", false);
        check(" https://x", false);
        check("//evil.example", false);
        check("/\\evil.example", false);
        check("data:text/html,x", false);
        check("£££", false);
    }
}
