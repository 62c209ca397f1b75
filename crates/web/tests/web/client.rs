//! Asks a router and reads its answer.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use tower::ServiceExt;

use crate::fake::Fake;

/// An answer, read whole.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("answers are UTF-8")
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("the answer is JSON")
    }

    /// A header, empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are ASCII"))
    }
}

/// Asks a server over the usual papers.
pub(crate) async fn get(address: &str) -> Answer {
    ask(Fake::new(), address, &[]).await
}

/// Asks a server over `fake`.
pub(crate) async fn ask(fake: Fake, address: &str, headers: &[(&str, &str)]) -> Answer {
    let router =
        web::router(Arc::new(fake), web::Settings::new(|_| ())).expect("threads can be started");
    ask_router(router, address, headers).await
}

/// Asks a server that is there already.
pub(crate) async fn ask_router(
    router: axum::Router,
    address: &str,
    headers: &[(&str, &str)],
) -> Answer {
    let mut request = Request::get(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a valid request");
    let response = router.oneshot(request).await.expect("a router always answers");
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 10_000_000).await.expect("a whole body").to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}
