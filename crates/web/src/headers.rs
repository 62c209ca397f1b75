//! Headers of every answer: what browsers may do with it, and how long it may be kept.

use std::time::SystemTime;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::{App, Dated};

/// Pages load their own style sheet, script and icon, and nothing else from anywhere.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Puts on what an answer has not said otherwise.
pub(crate) async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(headers, header::REFERRER_POLICY, "same-origin");
    put(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if is_page(headers) {
        put(headers, header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
    }
    response
}

/// Answers 304 to a client that has this state of the index already, and tags what it sends. Of a
/// client that knows no tag the time counts that it names, where the answer tells when it was
/// changed (RFC 9110, 13.2.2).
///
/// The tag is read before the answer is made: when the index changes in between, the tag is the
/// older one and the client asks again.
pub(crate) async fn tagged(
    State((app, dated)): State<(App, Dated)>,
    request: Request,
    next: Next,
) -> Response {
    let tag = app.tag(dated).and_then(|tag| HeaderValue::try_from(tag).ok());
    if let Some(tag) = tag.clone().filter(|tag| has_tag(request.headers(), tag)) {
        let headers = [(header::ETAG, tag), (header::CACHE_CONTROL, REVALIDATE)];
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let since = seen_at(request.headers());
    let mut response = next.run(request).await;
    let ok = response.status() == StatusCode::OK;
    if ok && since.is_some_and(|since| is_unmodified(response.headers(), since)) {
        let modified = response.headers_mut().remove(header::LAST_MODIFIED);
        response = StatusCode::NOT_MODIFIED.into_response();
        response.headers_mut().extend(modified.map(|time| (header::LAST_MODIFIED, time)));
    }
    let headers = response.headers_mut();
    match tag.filter(|_| ok) {
        Some(tag) => {
            headers.insert(header::ETAG, tag);
            headers.insert(header::CACHE_CONTROL, REVALIDATE);
        }
        None => {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    }
    response
}

const REVALIDATE: HeaderValue = HeaderValue::from_static("private, no-cache");

fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

fn is_page(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE);
    content_type.is_some_and(|value| value.as_bytes().starts_with(b"text/html"))
}

/// When the client had its copy, where it says so and no tag.
fn seen_at(headers: &HeaderMap) -> Option<SystemTime> {
    let says_tag = headers.contains_key(header::IF_NONE_MATCH);
    time(headers, header::IF_MODIFIED_SINCE).filter(|_| !says_tag)
}

/// Whether an answer says that nothing of it changed after this time.
fn is_unmodified(headers: &HeaderMap, since: SystemTime) -> bool {
    time(headers, header::LAST_MODIFIED).is_some_and(|modified| modified <= since)
}

/// The time that a header tells; a date that is none says nothing.
fn time(headers: &HeaderMap, name: HeaderName) -> Option<SystemTime> {
    let said = headers.get(name)?.to_str().ok()?;
    httpdate::parse_http_date(said).ok()
}

fn has_tag(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .map(<[u8]>::trim_ascii)
        .any(|known| known == tag.as_bytes() || known == b"*")
}
