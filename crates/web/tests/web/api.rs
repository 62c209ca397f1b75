use serde_json::{Value, json};

use crate::client::{ask, get};
use crate::fake::Fake;
use crate::papers;

#[track_caller]
fn check_error(seen: &Value, kind: &str, position: Value, suggestion: Value) {
    let error = &seen["error"];
    let fields: Vec<&String> = error.as_object().expect("an error").keys().collect();
    assert_eq!(fields.len(), 4, "{error}");
    assert_eq!(
        (&error["kind"], &error["position"], &error["suggestion"]),
        (&json!(kind), &position, &suggestion)
    );
    assert!(!error["message"].as_str().expect("a message").is_empty());
}

#[tokio::test]
async fn a_search_answers_with_the_librarys_own_object() {
    let answer = get("/api/v1/search?q=foster+carers&authority=ashmere&limit=1").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/json");
    let seen = answer.json();
    assert_eq!(seen["total"], json!({ "passages": 3, "papers": 1 }));
    assert_eq!(seen["facets"]["authority"][0]["selected"], true);
    assert_eq!(seen["hits"][0]["passages"][0]["label"], "4.1");
    let order: Vec<usize> =
        ["\"query\"", "\"total\"", "\"searched\"", "\"hits\"", "\"facets\"", "\"next\""]
            .iter()
            .map(|field| answer.text().find(field).expect("a field"))
            .collect();
    assert!(order.is_sorted(), "{order:?}");
}

#[tokio::test]
async fn parameters_reach_the_library() {
    for (query, passages) in [
        ("q=care&is=response", 1),
        ("q=care&is=response&is=decision", 2),
        ("q=care&kind=report", 1),
        ("q=care&year=2022", 5),
        ("year=undated", 1),
        ("q=care&topic=workforce-recruitment-retention", 1),
        ("q=care&committee=Children%E2%80%99s+Scrutiny+Panel", 5),
        ("q=care&speaker=director-childrens-social-care&expand=no&full=1&group=none", 1),
    ] {
        let seen = get(&format!("/api/v1/search?{query}")).await.json();
        assert_eq!(seen["total"]["passages"], passages, "{query}");
    }
    let full = get("/api/v1/search?q=kerbs&full").await.json();
    assert_eq!(full["hits"][0]["passages"][0]["text"], "A letter about kerbs.");
}

#[tokio::test]
async fn a_cursor_goes_on_where_the_last_answer_ended() {
    let first = get("/api/v1/search?q=care&group=none&limit=4").await.json();
    let cursor = first["next"].as_str().expect("there is more");
    let second =
        get(&format!("/api/v1/search?q=care&group=none&limit=4&cursor={cursor}")).await.json();
    assert_eq!(second["hits"].as_array().expect("hits").len(), 2);
    assert_eq!(second["next"], Value::Null);
}

#[tokio::test]
async fn what_is_not_understood_is_refused() {
    for (address, kind, position, suggestion) in [
        ("search?autority=x", "unknown-parameter", Value::Null, json!("authority")),
        ("search?limit=0", "bad-limit", Value::Null, json!("limit=20")),
        ("search?sort=up", "bad-sort", Value::Null, json!("sort=relevance")),
        ("search?kind=minuts", "bad-kind", Value::Null, json!("kind=minutes")),
        ("facets?sort=newest", "unknown-parameter", Value::Null, Value::Null),
        ("search?q=autority:ashmere", "unknown-field", json!([0, 8]), json!("authority")),
        ("facets?q=autority:ashmere", "unknown-field", json!([0, 8]), json!("authority")),
    ] {
        let answer = get(&format!("/api/v1/{address}")).await;
        assert_eq!(answer.status, 400, "{address}");
        check_error(&answer.json(), kind, position, suggestion);
    }
}

#[tokio::test]
async fn facets_are_a_search_without_hits() {
    let seen = get("/api/v1/facets?q=care&year=2022").await.json();
    assert_eq!(seen["total"]["passages"], 5);
    assert_eq!(seen["facets"]["year"][0]["value"], "2022");
    assert_eq!(seen["facets"]["year"][1]["passages"], 1, "a facet does not narrow itself");
    assert_eq!(seen.get("hits"), None);
}

#[tokio::test]
async fn what_is_typed_is_completed() {
    let seen = get("/api/v1/complete?q=fost&limit=5").await.json();
    let expected = json!({ "kind": "word", "text": "fostering", "query": "fostering" });
    assert_eq!(seen, json!({ "completions": [expected] }));
    assert_eq!(get("/api/v1/complete?q=x").await.json(), json!({ "completions": [] }));
    check_error(
        &get("/api/v1/complete?q=x&year=2022").await.json(),
        "unknown-parameter",
        Value::Null,
        get("/api/v1/complete?q=x&year=2022").await.json()["error"]["suggestion"].clone(),
    );
}

#[tokio::test]
async fn papers_and_passages_are_found_by_id() {
    let minutes = &papers::all()[0];
    let paper = get(&format!("/api/v1/papers/{}", minutes.id)).await;
    assert_eq!(paper.status, 200);
    assert_eq!(paper.json()["found"], "here");
    assert_eq!(paper.json()["record"]["passages"][3]["answers"], 3);
    let passage = get(&format!("/api/v1/passages/{}", minutes.passages[3].id)).await;
    assert_eq!(passage.status, 200);
    let seen = passage.json();
    assert_eq!(seen["passage"]["n"], 4);
    assert_eq!(seen["before"].as_array().expect("neighbours").len(), 3);
    assert!(seen["citation"].is_string());
}

#[tokio::test]
async fn an_id_that_is_gone_says_where_to_go_on() {
    let minutes = &papers::all()[0];
    let replaced = get(&format!("/api/v1/papers/{}", papers::replaced())).await;
    assert_eq!(replaced.status, 410);
    assert_eq!(replaced.json()["found"], "replaced");
    assert_eq!(replaced.json()["by"], minutes.id.as_str());
    assert_eq!(replaced.json()["error"]["kind"], "replaced");
    let gone = get(&format!("/api/v1/passages/{}.00000000", minutes.id)).await;
    assert_eq!(gone.status, 410);
    assert_eq!(gone.json()["found"], "gone");
    assert_eq!(gone.json()["paper"]["id"], minutes.id.as_str());
}

#[tokio::test]
async fn what_is_not_there_is_404_in_the_same_shape() {
    for address in [
        "/api/v1/papers/p_0000000000000000",
        "/api/v1/papers/nonsense",
        "/api/v1/papers/%FF",
        "/api/v1/passages/p_0000000000000000.00000000",
        "/api/v1/passages/p_1",
        "/api/v1/nowhere",
        "/api/v2/search",
    ] {
        let answer = get(address).await;
        assert_eq!(answer.status, 404, "{address}");
        check_error(&answer.json(), "not-found", Value::Null, json!("search for its words"));
    }
}

#[tokio::test]
async fn our_own_faults_are_answered_without_detail() {
    for address in ["/api/v1/search?q=fails", "/api/v1/search?q=panics", "/?q=fails", "/?q=panics"]
    {
        let answer = get(address).await;
        assert_eq!(answer.status, 500, "{address}");
        assert!(!answer.text().contains("secret"), "{}", answer.text());
    }
}

#[tokio::test]
async fn an_answer_is_kept_until_the_index_changes() {
    let plain = get("/api/v1/search?q=care").await;
    assert_eq!((plain.header("cache-control"), plain.header("etag")), ("no-store", ""));

    let at = |generation| Fake { generation: Some(generation), ..Fake::new() };
    for address in ["/api/v1/search?q=care", "/?q=care", "/holdings"] {
        let tagged = ask(at(7), address, &[]).await;
        assert_eq!(tagged.header("cache-control"), "private, no-cache");
        assert!(tagged.header("etag").ends_with("-7\""), "{}", tagged.header("etag"));
    }
    let refused = ask(at(7), "/api/v1/search?q=autority:ashmere", &[]).await;
    assert_eq!((refused.header("cache-control"), refused.header("etag")), ("no-store", ""));
}

#[tokio::test]
async fn the_same_tag_is_answered_304() {
    use std::sync::Arc;

    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    let fake = Fake { generation: Some(7), ..Fake::new() };
    let router = web::router(Arc::new(fake), web::Settings::new(|_| ())).unwrap();
    let ask = |tag: &str| {
        let request = Request::get("/?q=care").header("if-none-match", tag);
        router.clone().oneshot(request.body(Body::empty()).unwrap())
    };
    let first = ask("\"other\"").await.unwrap();
    assert_eq!(first.status(), 200);
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(ask(&format!("\"other\", {tag}")).await.unwrap().status(), 304);
}

#[tokio::test]
async fn every_answer_has_the_headers_that_keep_browsers_safe() {
    for address in ["/", "/?q=care", "/nowhere", "/api/v1/search?q=x", "/healthz", "/holdings"] {
        let answer = get(address).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
        let policy = answer.header("content-security-policy");
        let is_page = answer.header("content-type").starts_with("text/html");
        assert_eq!(policy.starts_with("default-src 'none'"), is_page, "{address}");
        assert!(!policy.contains("unsafe"), "{policy}");
    }
    assert_eq!(get("/healthz").await.json(), json!({ "status": "ok" }));
}

#[tokio::test]
async fn only_reading_is_offered() {
    use std::sync::Arc;

    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    let router = web::router(Arc::new(Fake::new()), web::Settings::new(|_| ())).unwrap();
    for address in ["/api/v1/search", "/", "/healthz"] {
        let request = Request::post(address).body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 405, "{address}");
    }
}
