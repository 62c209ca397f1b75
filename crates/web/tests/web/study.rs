//! Concordances, collocates, keywords and ledgers, over a real index of two invented minutes.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};

use minutebook::study::{
    Actions, ActionsRequest, Collocates, CollocatesRequest, Concordance, ConcordanceRequest,
    Decisions, DecisionsRequest, Keywords, KeywordsRequest, Questions, QuestionsRequest, Study,
};
use minutebook::{IngestOptions, PaperIndex, SearchError};
use serde_json::{Value, json};

use crate::client::get;
use crate::fake::Fake;

const MAY: &str = "\
Ashmere Borough Council

Roads Panel

MINUTES of a meeting of the Roads Panel held on Wednesday, 1 May 2024 at the Town Hall, Ashmere

Present: Councillor R Rowan (Chair), Councillor P Quill and Councillor T Elm

1. Alders on the <script>alert(\"towpath\")</script>

1.1 The Panel asked the following questions:

1.2 Why were the alders by the towpath to be felled?

- The Director of Roads said that the alders were old, and that alders <script>alert(\"dry\")</script> dry out.

1.3 Would other trees be planted?

RESOLVED: That the felling of the alders be noted.

ACTION: The Director of Roads to write to every household on the towpath about the felling of the alders and the new trees.
";

const JULY: &str = "\
Ashmere Borough Council

Roads Panel

MINUTES of a meeting of the Roads Panel held on Wednesday, 3 July 2024 at the Town Hall, Ashmere

Present: Councillor R Rowan (Chair), Councillor P Quill and Councillor T Elm

1. Actions from the last meeting

1.1 The Director of Roads to write to every household on the towpath about the felling of the alders and the new trees. This had been done.

1.2 The lamps by the towpath had been mended.

RESOLVED, moved by Councillor R Rowan and seconded by Councillor T Elm, that a bench be bought. For – 2, Against – 1
";

/// The index, made once. Its folder stays until the tests end.
static INDEX: LazyLock<(tempfile::TempDir, PaperIndex)> = LazyLock::new(|| {
    let dir = tempfile::tempdir().expect("a folder");
    let papers = dir.path().join("papers");
    std::fs::create_dir(&papers).expect("a folder");
    for (name, text) in [("may.txt", MAY), ("july.txt", JULY)] {
        std::fs::write(papers.join(name), text).expect("a file");
    }
    let index = made(dir.path(), &papers);
    (dir, index)
});

fn made(dir: &Path, papers: &Path) -> PaperIndex {
    let vocabularies = Arc::new(model::Vocabularies::shipped().clone());
    let index = PaperIndex::open_or_create(&dir.join("index"), vocabularies).expect("an index");
    let (stop, paths) = (AtomicBool::new(false), [papers.to_owned()]);
    let summary = index.index_paths(&paths, &IngestOptions::USUAL, &mut |_| {}, &stop);
    assert_eq!(summary.expect("papers are read").added, 2);
    index
}

/// The index.
pub(crate) fn index() -> &'static PaperIndex {
    &INDEX.1
}

impl Study for Fake {
    fn concordance(&self, request: &ConcordanceRequest) -> Result<Concordance, SearchError> {
        index().concordance(request)
    }

    fn collocates(&self, request: &CollocatesRequest) -> Result<Collocates, SearchError> {
        index().collocates(request)
    }

    fn keywords(&self, request: &KeywordsRequest) -> Result<Keywords, SearchError> {
        index().keywords(request)
    }

    fn questions(&self, request: &QuestionsRequest) -> Result<Questions, SearchError> {
        index().questions(request)
    }

    fn decisions(&self, request: &DecisionsRequest) -> Result<Decisions, SearchError> {
        index().decisions(request)
    }

    fn actions(&self, request: &ActionsRequest) -> Result<Actions, SearchError> {
        index().actions(request)
    }
}

/// Addresses of the API that between them give every field, filled and empty.
pub(crate) const ADDRESSES: [(&str, &str); 11] = [
    ("/api/v1/concordance", "/api/v1/concordance?q=alders&sample=2&seed=3&per=year&sort=left"),
    ("/api/v1/concordance", "/api/v1/concordance?q=autority:ashmere"),
    ("/api/v1/collocates", "/api/v1/collocates?q=alders&least=1&function_words=yes"),
    ("/api/v1/keywords", "/api/v1/keywords?q=year:2024+alders&least=1&papers=1&against=lamps"),
    ("/api/v1/questions", "/api/v1/questions"),
    ("/api/v1/decisions", "/api/v1/decisions?outcome=noted"),
    ("/api/v1/decisions", "/api/v1/decisions?moved_by=rowan&seconded_by=elm&vote=contested"),
    ("/api/v1/actions", "/api/v1/actions"),
    ("/api/v1/actions", "/api/v1/actions?owner=chair&limit=1"),
    ("/api/v1/questions", "/api/v1/questions?limit=1"),
    ("/api/v1/questions", "/api/v1/questions?committee=Roads+Panl&speaker=body:ashmere/board"),
];

/// Pages worth reading.
pub(crate) const PAGES: [&str; 16] = [
    "/concordance",
    "/concordance?q=alders&sort=right&sample=2&authority=%22%3E%3Cscript%3E",
    "/concordance?q=alders",
    "/concordance?q=authority:ashmere",
    "/concordance?q=%22%3E%3Cscript%3E",
    "/collocates",
    "/collocates?q=alders&least=2",
    "/keywords",
    "/keywords?q=felling&least=1&papers=1&against=%3Cscript%3E",
    "/questions",
    "/questions?limit=1&asked=%3Cscript%3E",
    "/decisions",
    "/decisions?outcome=noted&outcome=deferred",
    "/decisions?moved_by=%3Cscript%3E&vote=recorded",
    "/actions",
    "/actions?owner=%3Cscript%3E",
];

async fn ask(address: &str) -> Value {
    let answer = get(&format!("/api/v1/{address}")).await;
    assert_eq!(answer.status, 200, "{address}: {}", answer.text());
    answer.json()
}

#[tokio::test]
async fn a_concordance_has_a_line_a_mention() {
    let seen = ask("concordance?q=alders&sort=right&limit=2&width=20").await;
    assert_eq!(seen["mentions"], 7);
    assert_eq!(seen["total"], json!({ "passages": 8, "papers": 2 }));
    assert_eq!(seen["mentioning"], json!({ "passages": 6, "papers": 2 }), "two have it as heading");
    let lines = seen["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (&lines[0]["key"], &lines[0]["right"]),
        (&json!("alders"), &json!(" and the new trees."))
    );
    assert_eq!(lines[0]["authority"]["id"], "ashmere");
    assert!(lines[0]["citation"].as_str().unwrap().contains("Roads Panel"));
    let page = get("/concordance?q=alders&limit=2&sort=right").await;
    let html = page.text();
    for part in [
        "7 mentions in 6 passages of 2 papers",
        "the first 2 are shown",
        "role=\"columnheader\"",
        "<caption",
    ] {
        assert!(html.contains(part), "`{part}` is not in: {html}");
    }
    assert_eq!(html.matches("<mark>alders</mark>").count(), 2);
    let all = get("/concordance?q=alders").await;
    assert!(all.text().contains("&#60;script&#62;"), "{}", all.text());
}

#[tokio::test]
async fn words_are_counted_with_what_chance_would_give() {
    let seen = ask("collocates?q=alders&least=2").await;
    let felling = &seen["words"][0];
    assert_eq!((&felling["term"], &felling["near"]), (&json!("felling"), &json!(3)));
    assert!(felling["expected"].as_f64().unwrap() < 3.0);
    let html = get("/collocates?q=alders&least=2").await.text().to_owned();
    assert!(html.contains("“felling” stands near “alders” 3 times; by chance"), "{html}");
    assert!(html.contains("href=\"/?q=alders%20%3Dfelling\""), "{html}");

    let seen = ask("keywords?q=lamps&least=1&papers=1").await;
    assert_eq!(seen["here"], json!({ "passages": 1, "papers": 1 }));
    assert!(seen["words_there"].as_u64().unwrap() > 50);
}

#[tokio::test]
async fn ledgers_have_a_row_each() {
    let seen = ask("questions").await;
    assert_eq!((&seen["answered"], &seen["unanswered"]), (&json!(1), &json!(1)));
    let first = &seen["rows"][0];
    assert_eq!(first["answers"][0]["speakers"][0]["as_minuted"], "Director of Roads");
    assert_eq!(
        ask("questions?answered=director+of+roads").await["rows"].as_array().unwrap().len(),
        1
    );

    let seen = ask("decisions?outcome=noted").await;
    assert_eq!(seen["rows"][0]["outcome"], "noted");
    assert_eq!(ask("decisions?outcome=deferred").await["rows"], json!([]));

    let seen = ask("decisions?moved_by=ROWAN&vote=contested").await;
    assert_eq!(seen["rows"][0]["seconded_by"], "Councillor T Elm");
    assert_eq!(seen["total"]["passages"], 1);
    assert_eq!(ask("decisions?moved_by=elm").await["rows"], json!([]));

    let seen = ask("actions").await;
    let action = &seen["rows"][0];
    assert_eq!(action["owner"], "Director of Roads");
    assert_eq!(action["since"], json!({ "status": "mentioned" }));
    assert_eq!(action["later"][0]["date"], "2024-07-03");
}

#[tokio::test]
async fn ledgers_are_pages() {
    for (address, parts) in [
        (
            "/questions",
            ["No answer in this paper", "Director of Roads", "1 question with an answer"],
        ),
        ("/decisions", ["Noted (1)", "That the felling of the alders be noted", "1 May 2024"]),
        (
            "/decisions?seconded_by=Elm&vote=contested&limit=1",
            [
                "Moved by Councillor R Rowan",
                "name=\"seconded_by\" type=\"text\" maxlength=\"1000\" value=\"Elm\"",
                "<option value=\"contested\" selected>",
            ],
        ),
        (
            "/questions?committee=Roads+Panl",
            ["No passage here has the committee “Roads Panl”", "did you mean “Roads Panel”?", "0 "],
        ),
        ("/actions", ["Mentioned since", "3 July 2024", "Director of Roads (1)"]),
        (
            "/actions?owner=Chair",
            ["No action was found", "Director of Roads (1)", "value=\"Chair\""],
        ),
    ] {
        let page = get(address).await;
        assert_eq!(page.status, 200, "{address}");
        for part in parts {
            assert!(page.text().contains(part), "{address}: `{part}` is not in: {}", page.text());
        }
    }
    let further = get("/questions?limit=1").await;
    assert!(
        further.text().contains("href=\"/questions?limit=1&#38;skip=1\""),
        "{}",
        further.text()
    );
}

#[tokio::test]
async fn a_page_refuses_what_it_does_not_know() {
    for (address, part) in [
        ("/concordance?sort=up", "is not known"),
        ("/concordance?q=alders&width=9", "is not a number from 10 to 300"),
        ("/decisions?outcome=lost", "is not known"),
        ("/decisions?vote=lost", "is not known"),
        ("/decisions?moved_by=-", "has no word of a name"),
        ("/decisions?speaker=role:director-of-everything", "is no speaker of the facet"),
        ("/actions?q=autority:ashmere", "autority"),
    ] {
        let answer = get(address).await;
        assert_eq!(answer.status, 400, "{address}");
        assert!(answer.text().contains(part), "{address}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_search_leads_to_its_studies() {
    let page = get("/?q=care&year=2022").await;
    assert!(page.text().contains("href=\"/concordance?q=care&#38;year=2022\""), "{}", page.text());
    let formulas = get("/study.md").await;
    assert!(formulas.text().contains("Rayson and Garside"));
}
