//! The files that pages name: one style sheet, one small script, one icon.
//!
//! A file's address holds a hash of its content, so that browsers may keep it for ever and
//! still get the new one when the program changes.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// One file.
struct Asset {
    name: String,
    content_type: &'static str,
    text: &'static str,
}

/// The addresses of the files.
#[derive(Debug)]
pub(crate) struct AssetUrls {
    pub(crate) css: String,
    pub(crate) js: String,
    pub(crate) icon: String,
}

static ASSETS: LazyLock<[Asset; 3]> = LazyLock::new(|| {
    [
        asset("css", "text/css; charset=utf-8", include_str!("../static/minutebook.css")),
        asset("js", "text/javascript; charset=utf-8", include_str!("../static/minutebook.js")),
        asset("svg", "image/svg+xml", include_str!("../static/minutebook.svg")),
    ]
});

/// Where pages find the files.
pub(crate) static URLS: LazyLock<AssetUrls> = LazyLock::new(|| {
    let [css, js, icon] = &*ASSETS;
    let url = |asset: &Asset| format!("/assets/{}", asset.name);
    AssetUrls { css: url(css), js: url(js), icon: url(icon) }
});

/// `GET /assets/{name}`
pub(crate) async fn get(name: Option<Path<String>>) -> Response {
    let wanted = name.map(|Path(name)| name).unwrap_or_default();
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == wanted) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, asset.content_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, asset.text).into_response()
}

fn asset(extension: &str, content_type: &'static str, text: &'static str) -> Asset {
    let name = format!("minutebook-{:016x}.{extension}", fnv1a(text));
    Asset { name, content_type, text }
}

/// A hash that is the same on every machine; nothing depends on its being hard to guess.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
