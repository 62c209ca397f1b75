//! Citations: in every style, as files, and back to their passages.

use axum::http::StatusCode;
use serde_json::json;

use crate::client::{ask, get};
use crate::fake::Fake;
use crate::{papers, withdrawals};

fn passage() -> model::PassageId {
    papers::all()[0].passages[3].id.clone()
}

#[tokio::test]
async fn the_api_gives_every_style_with_the_day_of_access() {
    let address = format!("/api/v1/passages/{}/citations?accessed=2026-09-03", passage());
    let answer = get(&address).await.json();
    assert_eq!(answer["found"], "here");
    assert_eq!(answer["accessed"], "2026-09-03");
    let styles: Vec<&str> = answer["citations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|citation| citation["style"].as_str().unwrap())
        .collect();
    let all = ["plain", "harvard", "apa", "mla", "chicago", "oscola", "bibtex", "ris", "csl-json"];
    assert_eq!(styles, all);
    assert_eq!(answer["citations"][1]["spans"][0], json!({ "text": "harvard", "italic": true }));
}

#[tokio::test]
async fn what_is_not_understood_is_refused() {
    for (address, kind) in [
        ("/api/v1/cite", "bad-text"),
        ("/api/v1/cite?q=para", "unknown-parameter"),
        ("/api/v1/cite?text=autority:ashmere", "unknown-field"),
        ("/api/v1/passages/p_1/citations?accessed=today", "bad-accessed"),
        ("/api/v1/passages/p_1/citations?style=apa", "unknown-parameter"),
        ("/api/v1/passages/p_1/citations", "not-found"),
    ] {
        assert_eq!(get(address).await.json()["error"]["kind"], kind, "{address}");
    }
}

#[tokio::test]
async fn a_passage_offers_its_forms_to_copy_and_to_download() {
    let id = passage();
    let page = get(&format!("/passages/{id}")).await;
    let text = page.text();
    for name in ["Plain council form", "Harvard", "APA 7", "MLA 9", "OSCOLA-like", "RIS"] {
        assert!(text.contains(name), "the page lacks {name}");
    }
    assert!(text.contains("<p id=\"cite-harvard\"><i>harvard</i> "), "italics are shown");
    assert!(text.contains("data-copy=\"cite-harvard\""));
    for (ending, content_type, style) in [
        ("bib", "application/x-bibtex; charset=utf-8", "bibtex"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "ris"),
        ("json", "application/vnd.citationstyles.csl+json", "csl-json"),
    ] {
        let address = format!("/passages/{id}/citation.{ending}");
        assert!(text.contains(&format!("href=\"{address}\"")), "the page links no {ending}");
        let file = get(&address).await;
        assert_eq!(file.header("content-type"), content_type);
        let name = format!("attachment; filename=\"{id}.{ending}\"");
        assert_eq!(file.header("content-disposition"), name);
        assert!(file.text().starts_with(style), "{}", file.text());
    }
    assert_eq!(get("/passages/p_1/citation.bib").await.status, StatusCode::NOT_FOUND);
    let gone = format!("/passages/{}.00000000/citation.ris", papers::all()[0].id);
    assert_eq!(get(&gone).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_citation_goes_to_its_passage() {
    let cited = get(&format!("/api/v1/passages/{}", passage())).await.json();
    let citation = cited["citation"].as_str().unwrap().replace(' ', "+").replace('&', "%26");
    let answer = get(&format!("/cite?text={citation}")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), format!("/passages/{}", passage()));
}

#[tokio::test]
async fn a_citation_of_something_withdrawn_says_so_first() {
    let fake = || Fake { withdrawn: vec![withdrawals::of_passage(&passage())], ..Fake::new() };
    let cited = format!("text=Ashmere.+minutebook+{}", passage());
    let page = ask(fake(), &format!("/cite?{cited}"), &[]).await.text().to_owned();
    let said = "</h2>\n<p>The passage p_";
    assert!(page.contains("This is not here</h2>"), "{page}");
    let said = page.split(said).nth(1).unwrap_or_default();
    let expected = "was withdrawn on 28 November 2026: names &#60;b&#62;a resident";
    assert!(said.contains(expected), "{page}");
    let api = ask(fake(), &format!("/api/v1/cite?{cited}"), &[]).await.json();
    assert_eq!(api["gone"][0]["what"], "withdrawn");
    assert_eq!(api["gone"][0]["id"], passage().as_str());
}

#[tokio::test]
async fn what_may_be_meant_is_listed_and_what_led_nowhere_is_said() {
    let empty = get("/cite").await;
    assert!(empty.text().contains("<label for=\"text\">Citation</label>"));
    let several = get("/cite?text=page").await;
    assert_eq!(several.status, StatusCode::OK);
    for words in ["may be meant", "Possible", "item, here 5", "<caption", "scope=\"col\""] {
        assert!(several.text().contains(words), "the page lacks {words}");
    }
    let nothing = get("/cite?text=para+99").await;
    assert!(nothing.text().contains("Nothing here fits this citation"));
    assert!(nothing.text().contains("No paper here has the paragraph “para 99”"));
    let refused = get("/cite?text=autority:ashmere").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text().contains("This citation is not accepted"));
    let hostile = get("/cite?text=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!hostile.text().contains("<script>alert"), "what was typed is escaped");
}
