//! `GET /api/v1/export`: the file, refusals, and a client that reads slowly or leaves.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, HttpBody};
use axum::http::Request;
use axum::response::Response;
use minutebook::export::{COLUMNS, ExportRow, Manifest};
use minutebook::table::Format;
use model::{Paper, Passage};
use serde_json::json;
use tower::ServiceExt;

use crate::client::get;
use crate::fake::{Fake, citation};

/// A row of the fake library.
pub(crate) fn row(paper: &Paper, passage: &Passage) -> ExportRow {
    ExportRow {
        passage_id: passage.id.clone(),
        paper_id: paper.id.clone(),
        authority_id: paper.authority.as_ref().map(|authority| authority.id.clone()),
        authority: paper.authority.as_ref().map(|authority| authority.name.clone()),
        committee: paper.committee.clone(),
        date: paper.date.as_ref().map(|date| date.value.clone()),
        year: paper.year,
        paper_kind: paper.kind,
        status: paper.status,
        title: paper.title.clone(),
        item: passage.item.clone(),
        item_title: None,
        label: passage.label.clone(),
        page: passage.page,
        own_page: passage.own_page,
        passage_kind: passage.kind,
        speakers: passage.speakers.iter().filter_map(|said| said.as_minuted.clone()).collect(),
        speakers_resolved: Vec::new(),
        roles: Vec::new(),
        topics: passage.topics.iter().map(|topic| topic.id.clone()).collect(),
        text: passage.text.clone(),
        citation: citation(paper, passage),
        url: format!("/passages/{}", passage.id),
        source: paper.source.clone(),
        source_url: paper.source_url.clone(),
    }
}

#[tokio::test]
async fn what_a_search_finds_is_a_file() {
    let csv = get("/api/v1/export?q=foster+carers&authority=ashmere").await;
    assert_eq!(csv.status, 200, "{}", csv.text());
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8; header=present");
    let name = "attachment; filename=\"minutebook-foster-carers.csv\"";
    assert_eq!(csv.header("content-disposition"), name);
    let names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    assert!(csv.text().starts_with(&format!("\u{feff}{}\n\"p_", names.join(","))));
    assert_eq!(csv.text().matches("\n\"p_").count(), 3);

    let lines = get("/api/v1/export?q=foster+carers&authority=ashmere&format=jsonl").await;
    assert_eq!(lines.header("content-type"), "application/jsonl; charset=utf-8");
    let rows: Vec<serde_json::Value> =
        lines.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((rows.len(), &rows[0]["label"]), (3, &json!("4.1")));

    let none = get("/api/v1/export?q=zeppelins&format=raw-csv").await;
    assert_eq!((none.status.as_u16(), none.text().lines().count()), (200, 1));
    assert!(get("/api/v1/export?format=parquet").await.bytes.starts_with(b"PAR1"));
}

#[tokio::test]
async fn an_export_leads_to_its_manifest() {
    let csv = get("/api/v1/export?q=foster+carers&authority=ashmere&format=jsonl").await;
    let link = csv.header("link");
    let address = link.strip_prefix('<').and_then(|link| link.split_once(">; rel=\"describedby\""));
    let (address, _) = address.unwrap_or_else(|| panic!("{link}"));
    let manifest = get(address).await;
    let read = Manifest::parse(manifest.text()).unwrap();
    assert_eq!((read.query.as_str(), read.format), ("foster carers", Format::JsonLines));
    assert_eq!(read.filters.authority, ["ashmere"]);
    assert_eq!(read.rows.passages as usize, csv.text().lines().count());
    assert_eq!(manifest.json()["file"], json!({"name": null, "bytes": null, "sha256": null}));
    let page = get("/?q=foster+carers").await;
    assert!(page.text().contains("href=\"/api/v1/export/manifest?q=foster%20carers"));
}

#[tokio::test]
async fn a_search_page_offers_its_files() {
    let page = get("/?q=foster+carers&authority=ashmere&sort=newest").await;
    let address = "/api/v1/export?q=foster%20carers&#38;authority=ashmere&#38;format=jsonl";
    assert!(page.text().contains(&format!("href=\"{address}\"")), "{}", page.text());
    assert!(!get("/?q=zeppelins").await.text().contains("/api/v1/export"));
}

#[tokio::test]
async fn what_is_refused_is_no_file() {
    for (address, status, kind) in [
        ("q=autority:ashmere", 400, "unknown-field"),
        ("format=xlsx", 400, "bad-format"),
        ("limit=5", 400, "unknown-parameter"),
        ("q=fails", 500, "internal"),
        ("q=panics", 500, "internal"),
    ] {
        let answer = get(&format!("/api/v1/export?{address}")).await;
        assert_eq!(answer.status, status, "{address}");
        assert_eq!(answer.json()["error"]["kind"], kind, "{address}");
        assert_eq!(answer.header("content-disposition"), "", "{address}");
    }
}

/// Answers of one server.
struct Exports {
    router: axum::Router,
    rows: Arc<AtomicUsize>,
}

impl Exports {
    fn new() -> Exports {
        let fake = Fake::new();
        let rows = Arc::clone(&fake.rows);
        let router = web::router(Arc::new(fake), web::Settings::new(|_| ()))
            .expect("threads can be started");
        Exports { router, rows }
    }

    async fn get(&self, query: &str) -> Response {
        let request = Request::get(format!("/api/v1/export?q={query}"));
        let request = request.body(Body::empty()).expect("a valid request");
        self.router.clone().oneshot(request).await.expect("a router always answers")
    }
}

/// The next piece of a body.
async fn piece(body: &mut Body) -> Option<Result<usize, axum::Error>> {
    let frame = std::future::poll_fn(|context| std::pin::Pin::new(&mut *body).poll_frame(context));
    Some(frame.await?.map(|frame| frame.data_ref().map_or(0, |bytes| bytes.len())))
}

#[tokio::test]
async fn no_more_is_written_than_a_client_takes() {
    let exports = Exports::new();
    let mut body = exports.get("endless").await.into_body();
    let mut taken = 0;
    for _ in 0..50 {
        taken += piece(&mut body).await.unwrap().unwrap();
        // A row of the fake has more than 100 bytes; pieces of 64 KiB wait in two channels, in
        // two hands and in the writer.
        let written = exports.rows.load(Ordering::Relaxed) * 100;
        assert!(written < taken + 8 * 65_536, "{written} bytes for {taken}");
    }
    assert!(taken > 3_000_000, "{taken}");
}

#[tokio::test]
async fn a_file_that_breaks_off_is_an_error() {
    let mut body = Exports::new().get("breaks").await.into_body();
    let mut pieces = 0;
    let last = loop {
        match piece(&mut body).await {
            Some(Ok(_)) => pieces += 1,
            last => break last,
        }
    };
    assert!(pieces > 1 && matches!(last, Some(Err(_))), "{pieces} pieces, then {last:?}");
}

#[tokio::test]
async fn readers_that_take_nothing_keep_no_export_waiting() {
    let exports = Exports::new();
    let mut open = Vec::new();
    // With 64 that nobody reads the server is full, and says so.
    for _ in 0..64 {
        let slow = exports.get("endless").await;
        assert_eq!(slow.status().as_u16(), 200);
        open.push(slow.into_body());
    }
    let busy = exports.get("endless").await;
    assert_eq!(
        (busy.status().as_u16(), &busy.headers()["retry-after"]),
        (503, &"2".parse().unwrap())
    );
    // Each goes on as soon as it is read, whatever the others do.
    for body in open.iter_mut().rev() {
        for _ in 0..6 {
            assert!(piece(body).await.unwrap().unwrap() > 0);
        }
    }
}
