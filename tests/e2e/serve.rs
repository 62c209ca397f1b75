//! `serve`: pages and the API over a real connection.

use serde_json::json;

use crate::papers;
use crate::server::Server;
use crate::support::Desk;

/// A server over all invented papers, which it indexes itself.
fn serving() -> (Desk, Server) {
    let desk = Desk::with(&papers::ALL);
    let server = Server::start(desk.command("serve").arg(desk.papers()));
    (desk, server)
}

#[test]
fn it_indexes_serves_and_ends_when_asked() {
    let (desk, server) = serving();
    assert_eq!(server.get("/healthz").is(200).json(), json!({ "status": "ok" }));
    server.get("/").is(200).shows("Search what councils said").shows("4 papers");
    assert!(server.terminate().success());
    desk.run("check", &["--json"]).exits(0);
}

#[test]
fn the_api_and_the_command_give_the_same_answer() {
    let (desk, server) = serving();
    let mut answers = [
        server.get("/api/v1/search?q=social+workers&year=2024").is(200).json(),
        desk.run("search", &["--json", "--year", "2024", "social workers"]).exits(0).json(),
    ];
    for answer in &mut answers {
        answer.as_object_mut().unwrap().remove("took_ms");
    }
    assert_eq!(answers[0], answers[1]);
    let facets = server.get("/api/v1/facets?q=social+workers&year=2024").is(200).json();
    assert_eq!(facets["facets"], answers[0]["facets"]);
    assert_eq!(facets["total"], answers[0]["total"]);
}

#[test]
fn a_paper_and_a_passage_have_pages() {
    let (_desk, server) = serving();
    let answer = server.get("/api/v1/search?q=%22placement+stability%22").is(200).json();
    let hit = &answer["hits"][0];
    let page = server.get(hit["paper"]["url"].as_str().unwrap()).is(200);
    assert!(page.head.contains("content-type: text/html; charset=utf-8"), "{}", page.head);
    page.shows("RESOLVED: That the report").shows("id=");
    let passage = &hit["passages"][0];
    server
        .get(passage["url"].as_str().unwrap())
        .is(200)
        .shows("Cite this passage")
        .shows("Around it in the paper");
    server.get("/papers/p_0000000000000000").is(404);
    let original = format!("{}/original", hit["paper"]["url"].as_str().unwrap());
    assert_eq!(server.get(&original).is(200).body, papers::MINUTES.1);
}

#[test]
fn statements_over_time_are_reached_from_a_search_and_narrowed_there() {
    let (_desk, server) = serving();
    server.get("/?q=recruitment&year=2024").is(200).shows("/positions?q=recruitment&#38;year=2024");
    let page = server.get("/positions?q=recruitment&year=2024").is(200);
    page.shows("/positions?q=recruitment&#38;authority=brackwater&#38;year=2024")
        .shows("<a rel=\"nofollow\" href=\"/positions?q=recruitment\" class=\"chosen\"");
}

#[test]
fn hostile_text_is_shown_and_never_run() {
    let (_desk, server) = serving();
    let script = "%3Cscript%3Ealert(1)%3C/script%3E";
    server.get(&format!("/?q={script}")).is(200).shows("&#60;script&#62;").runs_only_its_own();
    let found = server.get("/?q=petition+quieter").is(200).shows("&#60;script&#62;");
    assert!(found.head.contains("content-security-policy: default-src 'none'"), "{}", found.head);
    found.runs_only_its_own();
    server.get(&format!("/nowhere/{script}?q={script}")).is(404).runs_only_its_own();
    server.get(&format!("/papers/{script}")).is(404).runs_only_its_own();
    server.get(&format!("/?q=%22{script}")).is(400).runs_only_its_own();
    // JSON repeats what was asked as it is; nothing may take it for a page.
    let json = server.get(&format!("/api/v1/search?q={script}")).is(200);
    assert!(json.head.contains("content-type: application/json"), "{}", json.head);
    assert!(json.head.contains("x-content-type-options: nosniff"), "{}", json.head);
}

#[test]
fn what_is_not_understood_is_a_400_with_its_place() {
    let (_desk, server) = serving();
    let error = &server.get("/api/v1/search?q=care+autority:x").is(400).json()["error"];
    assert_eq!(
        (&error["position"], &error["suggestion"]),
        (&json!([5, 13]), &json!("care authority:x"))
    );
    server.get("/?q=%22unclosed").is(400).shows("This query is not understood");
    let error = &server.get("/api/v1/search?q=care&autority=x").is(400).json()["error"];
    assert!(error["message"].as_str().unwrap().contains("autority"), "{error:#}");
    server.get("/api/v1/nowhere").is(404).json();
}

#[test]
fn a_taken_port_is_said() {
    let (desk, server) = serving();
    let url = server.url();
    let port = url.rsplit(':').next().unwrap();
    desk.run("serve", &["--port", port]).exits(2).says("give another --port");
}
