//! `openapi.json` is written by hand; these tests compare it with what the server does.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::client::{ask, get};
use crate::fake::Fake;
use crate::{papers, study, withdrawals};

const CITATIONS: &str = "/api/v1/passages/{id}/citations";

async fn document() -> Value {
    get("/api/v1/openapi.json").await.json()
}

/// What a `$ref` names, or the value itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => {
            let pointer = reference.strip_prefix('#').expect("references stay in the document");
            document.pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere"))
        }
        None => value,
    }
}

/// Fails where `seen` has a field that `schema` does not describe, lacks one that it requires,
/// or is of another type.
fn check_described(document: &Value, schema: &Value, seen: &Value, place: &str) {
    let schema = resolved(document, schema);
    if let Some(either) = schema["oneOf"].as_array() {
        let schema = either.iter().find(|schema| may_describe(resolved(document, schema), seen));
        return check_described(document, schema.expect(place), seen, place);
    }
    check_type(&schema["type"], seen, place);
    if let Some(known) = schema["enum"].as_array() {
        assert!(known.contains(seen), "{place}: {seen} is not described");
    }
    for seen in seen.as_array().into_iter().flatten() {
        check_described(document, &schema["items"], seen, place);
    }
    let Some(fields) = seen.as_object() else { return };
    for (name, seen) in fields {
        let described = schema["properties"].get(name).or(schema.get("additionalProperties"));
        let described = described.unwrap_or_else(|| panic!("{place}.{name} is not described"));
        check_described(document, described, seen, &format!("{place}.{name}"));
    }
    for required in schema["required"].as_array().into_iter().flatten() {
        let name = required.as_str().expect("a name");
        assert!(fields.contains_key(name), "{place} lacks {name}");
    }
}

/// Whether a schema is the one of several that is meant: null for null, an object by its fields.
fn may_describe(schema: &Value, seen: &Value) -> bool {
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    (schema["type"] == "null") == seen.is_null()
        && (!seen.is_object() || required.into_iter().all(|name| seen.get(name).is_some()))
}

#[track_caller]
fn check_type(described: &Value, seen: &Value, place: &str) {
    let types: Vec<&str> = match described {
        Value::String(one) => vec![one],
        several => several.as_array().expect(place).iter().filter_map(Value::as_str).collect(),
    };
    let fits = types.iter().any(|name| match *name {
        "null" => seen.is_null(),
        "string" => seen.is_string(),
        "boolean" => seen.is_boolean(),
        "integer" => seen.is_i64() || seen.is_u64(),
        "number" => seen.is_number(),
        "array" => seen.is_array(),
        "object" => seen.is_object(),
        other => panic!("{place}: `{other}` is no type"),
    });
    assert!(fits, "{place}: {seen} is not {types:?}");
}

#[tokio::test]
async fn real_answers_are_described_field_by_field() {
    let document = document().await;
    let minutes = &papers::all()[0];
    for (path, address) in [
        ("/api/v1/search", "/api/v1/search?q=care&full=yes".to_owned()),
        ("/api/v1/search", "/api/v1/search?q=LAC+fosterng".to_owned()),
        ("/api/v1/search", "/api/v1/search?q=autority:ashmere".to_owned()),
        ("/api/v1/search", "/api/v1/search?limit=0".to_owned()),
        ("/api/v1/search", "/api/v1/search?q=fails".to_owned()),
        ("/api/v1/facets", "/api/v1/facets?q=care&year=2022".to_owned()),
        ("/api/v1/compare", "/api/v1/compare?q=care".to_owned()),
        ("/api/v1/compare", "/api/v1/compare?q=care&over=authority".to_owned()),
        ("/api/v1/compare", "/api/v1/compare?q=care&beside=foster".to_owned()),
        ("/api/v1/openapi.json", "/api/v1/openapi.json?bogus=1".to_owned()),
        ("/api/v1/positions", "/api/v1/positions?q=towpath".to_owned()),
        ("/api/v1/export/manifest", "/api/v1/export/manifest?q=care&authority=ashmere".to_owned()),
        ("/api/v1/export/manifest", "/api/v1/export/manifest?limit=5".to_owned()),
        ("/api/v1/complete", "/api/v1/complete?q=fost".to_owned()),
        ("/api/v1/papers/{id}", format!("/api/v1/papers/{}", minutes.id)),
        ("/api/v1/papers/{id}", format!("/api/v1/papers/{}", papers::all()[1].id)),
        ("/api/v1/papers/{id}", format!("/api/v1/papers/{}", papers::replaced())),
        ("/api/v1/papers/{id}", "/api/v1/papers/p_1".to_owned()),
        ("/api/v1/passages/{id}", format!("/api/v1/passages/{}", minutes.passages[3].id)),
        ("/api/v1/passages/{id}", format!("/api/v1/passages/{}.00000000", minutes.id)),
        ("/api/v1/new", "/api/v1/new?authority=ashmere".to_owned()),
        ("/api/v1/new", "/api/v1/new?until=today".to_owned()),
        ("/api/v1/coverage", "/api/v1/coverage?authority=ashmere".to_owned()),
        (CITATIONS, format!("/api/v1/passages/{}/citations", minutes.passages[3].id)),
        (CITATIONS, format!("/api/v1/passages/{}.00000000/citations", minutes.id)),
        (CITATIONS, "/api/v1/passages/p_1/citations?accessed=today".to_owned()),
        ("/api/v1/cite", "/api/v1/cite?text=page".to_owned()),
        ("/api/v1/cite", "/api/v1/cite?text=nothing".to_owned()),
        ("/api/v1/cite", "/api/v1/cite".to_owned()),
        ("/healthz", "/healthz".to_owned()),
    ]
    .into_iter()
    .chain(study::ADDRESSES.map(|(path, address)| (path, address.to_owned())))
    {
        let fake = Fake { withdrawn: vec![withdrawals::of(&papers::all()[1].id)], ..Fake::new() };
        let answer = ask(fake, &address, &[]).await;
        let status = answer.status.as_u16().to_string();
        let responses = &document["paths"][path]["get"]["responses"];
        let response = responses.get(&status).unwrap_or_else(|| panic!("{address}: {status}"));
        let schema = &resolved(&document, response)["content"]["application/json"]["schema"];
        check_described(&document, schema, &answer.json(), &address);
    }
}

#[tokio::test]
async fn described_paths_are_there() {
    let document = document().await;
    let paths = document["paths"].as_object().unwrap();
    let known = "/api/v1/search /api/v1/facets /api/v1/compare /api/v1/positions /api/v1/complete /api/v1/export /api/v1/export/manifest \
                 /api/v1/papers/{id} /api/v1/passages/{id} /api/v1/passages/{id}/citations \
                 /api/v1/cite /api/v1/new /api/v1/coverage /api/v1/concordance \
                 /api/v1/collocates /api/v1/keywords /api/v1/questions /api/v1/decisions \
                 /api/v1/actions /api/v1/openapi.json /healthz";
    let seen: BTreeSet<&str> = paths.keys().map(String::as_str).collect();
    assert_eq!(seen, known.split_whitespace().collect());
    for path in seen {
        let address = path.replace("{id}", "p_1");
        let answer = get(&address).await;
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("no such address"), "{path}");
    }
}

#[tokio::test]
async fn described_parameters_are_those_that_are_accepted() {
    let document = document().await;
    let studies = study::ADDRESSES.map(|(path, _)| path);
    let others = [
        "/api/v1/search",
        "/api/v1/facets",
        "/api/v1/compare",
        "/api/v1/positions",
        "/api/v1/export",
        "/api/v1/export/manifest",
        "/api/v1/new",
    ];
    for path in others.into_iter().chain(studies) {
        let described = document["paths"][path]["get"]["parameters"].as_array().unwrap();
        let described: Vec<&str> = described
            .iter()
            .map(|parameter| resolved(&document, parameter)["name"].as_str().unwrap())
            .collect();
        // The refusal of an unknown parameter names those that are known.
        let refused = get(&format!("{path}?no-such-parameter=1")).await.json();
        let message = refused["error"]["message"].as_str().unwrap();
        let known = message.rsplit_once("there are ").unwrap().1;
        assert_eq!(described.join(", "), known, "{path}");
    }
}

#[tokio::test]
async fn a_row_of_an_export_is_described_column_by_column() {
    let document = document().await;
    let described = &document["paths"]["/api/v1/export"]["get"]["responses"]["200"]["content"];
    let schema = &described["application/jsonl"]["schema"];
    let lines = get("/api/v1/export?format=jsonl").await;
    for (n, line) in lines.text().lines().enumerate() {
        let row = serde_json::from_str(line).unwrap();
        check_described(&document, schema, &row, &format!("line {n}"));
    }
    let row = resolved(&document, schema)["properties"].as_object().unwrap();
    for column in minutebook::export::COLUMNS {
        assert_eq!(row[column.name]["description"], column.holds);
    }
    assert_eq!(row.len(), minutebook::export::COLUMNS.len());
}
