use std::collections::BTreeSet;

use crate::client::{Answer, ask, get};
use crate::fake::Fake;
use crate::papers::{self, HOSTILE};
use crate::study;

/// Every page worth reading, by address.
fn addresses() -> Vec<String> {
    let mut addresses: Vec<String> = [
        "/",
        "/?q=care",
        "/?q=care&authority=ashmere&year=2022&is=response",
        "/?q=care&group=none&limit=1&sort=newest",
        "/?q=care&group=none&limit=1&cursor=1",
        "/?q=LAC",
        "/?q=care&full=yes",
        "/?q=fosterng",
        "/?q=nothing+like+it",
        "/?q=autority:ashmere",
        "/?q=%3Cscript%3E+%22care",
        "/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/?committee=%22%3E%3Cscript%3E&speaker=%3Cscript%3E",
        "/?colour=%3Cscript%3E",
        "/%3Cscript%3E",
        "/holdings",
        "/coverage",
        "/coverage?authority=ashmere",
        "/new",
    ]
    .map(str::to_owned)
    .to_vec();
    addresses.extend(study::PAGES.map(str::to_owned));
    for paper in papers::all() {
        addresses.push(format!("/papers/{}", paper.id));
        addresses.extend(paper.passages.iter().map(|passage| format!("/passages/{}", passage.id)));
    }
    addresses
}

/// The values of every `attribute` on a page, unescaped.
fn attributes(html: &str, attribute: &str) -> Vec<String> {
    let start = format!(" {attribute}=\"");
    let values = html.split(&start).skip(1).filter_map(|rest| rest.split('"').next());
    values.map(unescaped).collect()
}

/// The inverse of the templates' escaping.
fn unescaped(html: &str) -> String {
    html.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}

/// What a reader sees of a page.
fn words(answer: &Answer) -> String {
    let mut out = String::new();
    for piece in answer.text().split('<') {
        let text = piece.split_once('>').map_or("", |(_, text)| text);
        out.push_str(text);
        out.push(' ');
    }
    unescaped(&out).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check_shows(answer: &Answer, expected: &[&str]) {
    let words = words(answer);
    for part in expected {
        assert!(words.contains(part), "`{part}` is not in: {words}");
    }
}

#[tokio::test]
async fn a_filter_that_is_refused_leads_to_the_search_with_another_and_without_it() {
    let page = get("/?q=care&speaker=role:chiar&year=2022").await;
    assert_eq!(page.status, 400);
    for part in [
        "A filter is not understood",
        "<a href=\"/?q=care&#38;year=2022&#38;speaker=role%3Achair\">speaker=role:chair</a>",
        "<a href=\"/?q=care&#38;year=2022\">Search without it</a>",
    ] {
        assert!(page.text().contains(part), "{part}: {}", page.text());
    }
    assert!(!page.text().contains("character 1"), "{}", page.text());
    let of_query = get("/?q=autority:ashmere").await;
    assert!(!of_query.text().contains("Search without it"), "{}", of_query.text());
}

#[tokio::test]
async fn a_chosen_value_that_is_not_held_leads_to_the_one_that_is_meant() {
    let page = get("/?q=care&committee=Childrens%E2%80%99+Scrutiny+Panel&year=2022").await;
    assert_eq!(page.status, 200);
    let link = "<a href=\"/?q=care&#38;year=2022&#38;committee=Children%E2%80%99s%20Scrutiny%20Panel\">\
                Choose “Children’s Scrutiny Panel” instead</a>";
    assert!(page.text().contains(link), "{}", page.text());
}

#[tokio::test]
async fn hostile_words_are_shown_and_never_run() {
    for address in addresses() {
        let answer = get(&address).await;
        let html = answer.text();
        let scripts = html.matches("<script").count();
        assert_eq!(scripts, 1, "{address}: only the server's own script");
        assert!(!html.contains("javascript:"), "{address}");
        assert!(!html.contains("<mark><"), "{address}");
        assert!(html.contains("minutebook</title>"), "{address}");
    }
    let report = papers::all().swap_remove(1);
    let paper = get(&format!("/papers/{}", report.id)).await;
    for part in ["title", "committee", "publisher", "name", "role", "said"] {
        check_shows(&paper, &[&format!("{part} {HOSTILE}")]);
    }
    let holdings = get("/holdings").await;
    check_shows(&holdings, &["thornwick/<script>alert('file')</script>.pdf"]);
}

#[tokio::test]
async fn every_link_leads_somewhere() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut waiting = addresses();
    while let Some(address) = waiting.pop() {
        if !seen.insert(address.clone()) || seen.len() > 400 {
            continue;
        }
        let answer = get(&address).await;
        let meant_to_fail = ["colour", "script", "autority"].iter().any(|p| address.contains(p));
        assert!(answer.status.is_success() || meant_to_fail, "{address}: {}", answer.status);
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let ids = attributes(answer.text(), "id");
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{address} has an id twice: {ids:?}");
        for link in attributes(answer.text(), "href") {
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let own = path.is_empty();
            assert!(!own || anchor.is_empty() || ids.iter().any(|id| id == anchor), "{link}");
            // Filters of filters of filters are the same pages again.
            let is_new = path.starts_with('/') && !path.ends_with("/original");
            if is_new && path.matches('&').count() < 3 {
                waiting.push(path.to_owned());
            }
        }
    }
}

#[tokio::test]
async fn titles_tell_pages_apart() {
    let mut titles = BTreeSet::new();
    for address in addresses() {
        let answer = get(&address).await;
        let html = answer.text();
        let title = html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
        let title = title.expect("a title").to_owned();
        let is_error = answer.status.is_client_error();
        assert!(titles.insert(title.clone()) || is_error, "{address}: {title} is there twice");
    }
}

#[tokio::test]
async fn the_search_page_says_what_it_did() {
    let answer = get("/?q=care&authority=ashmere").await;
    check_shows(
        &answer,
        &[
            "5 passages in 1 paper",
            "passages with care",
            "Remove Authority: Ashmere",
            "4.2 The DCSC said that twelve foster care rs had left",
            "DCSC (Director of Children’s Social Care) as minuted",
            "14 June 2022",
            "Item 4, Fostering & adoption · paragraph 4.2 · page 2",
            "2 more passages in this paper",
            "Cite as: Children’s Scrutiny Panel, minutes, 14 June 2022, para 4.2",
        ],
    );
    assert!(answer.text().contains("<mark>care</mark>"));
    assert!(answer.text().contains("https://ashmere.example/minutes.pdf#page=2"));
}

#[tokio::test]
async fn a_facet_link_turns_its_value_on_and_off() {
    let link = |answer: &Answer, wanted: &str| {
        let links = attributes(answer.text(), "href");
        links.iter().any(|link| link == wanted)
    };
    let off = get("/?q=care&year=2022&cursor=0").await;
    assert!(link(&off, "/?q=care&authority=ashmere&year=2022"));
    let on = get("/?q=care&authority=ashmere&year=2022").await;
    assert!(link(&on, "/?q=care&year=2022"));
    assert!(link(&on, "/?q=care&authority=ashmere"));
    assert!(link(
        &on,
        "/?q=care&authority=ashmere&year=2022&committee=Children%E2%80%99s%20Scrutiny%20Panel"
    ));
    assert!(link(&on, "/?q=care"), "all filters can be cleared");
}

#[tokio::test]
async fn the_form_keeps_what_was_chosen() {
    let answer = get("/?q=a%26b&authority=ashmere&sort=newest&expand=no&cursor=4").await;
    let names = attributes(answer.text(), "name");
    let values = attributes(answer.text(), "value");
    for value in ["a&b", "ashmere", "newest", "no"] {
        assert!(values.iter().any(|v| v == value), "{value}");
    }
    assert!(!names.iter().any(|name| name == "cursor"), "a new search begins at its first hit");
}

#[tokio::test]
async fn nothing_found_offers_a_way_on() {
    let answer = get("/?q=nothing+like+it&year=2022").await;
    assert_eq!(answer.status, 200);
    check_shows(
        &answer,
        &[
            "Nothing found",
            "nothing like it 0 passages in 0 papers",
            "foster & care : 2 passages (without the filter)",
            "Search again without the chosen filters",
        ],
    );
    let links = attributes(answer.text(), "href");
    assert!(links.iter().any(|link| link == "/?q=foster%20%26%20care&year=2022"), "{links:?}");
}

#[tokio::test]
async fn what_was_searched_beside_the_query_can_be_switched_off() {
    let expanded = get("/?q=LAC").await;
    check_shows(&expanded, &["Also searched: looked after children. Search only for what I typed"]);
    assert!(attributes(expanded.text(), "href").contains(&"/?q=LAC&expand=no".to_owned()));
    let corrected = get("/?q=fosterng").await;
    check_shows(&corrected, &["“fosterng” is not in the index; “fostering” was searched."]);
    assert!(attributes(corrected.text(), "href").contains(&"/?q=%3Dfosterng".to_owned()));
}

#[tokio::test]
async fn a_refused_query_is_marked_where_it_is_wrong() {
    let answer = get("/?q=autority:ashmere").await;
    assert_eq!(answer.status, 400);
    assert!(answer.text().contains("<mark class=\"wrong\">autority</mark>:ashmere"));
    check_shows(&answer, &["There is no field “autority”. (characters 1 to 8)"]);
    assert!(attributes(answer.text(), "href").contains(&"/?q=authority".to_owned()));
    assert!(attributes(answer.text(), "value").contains(&"autority:ashmere".to_owned()));
    let unclosed = get("/?q=%3Cscript%3E+%22care").await;
    check_shows(&unclosed, &["(characters 10 to 14)"]);
}

#[tokio::test]
async fn an_address_that_is_not_understood_can_be_mended() {
    let answer = get("/?q=care&colour=red").await;
    assert_eq!(answer.status, 400);
    check_shows(&answer, &["“colour” is not a parameter here"]);
    assert!(attributes(answer.text(), "href").contains(&"/?q=care".to_owned()));
}

#[tokio::test]
async fn the_paper_page_shows_its_labels_with_their_reasons() {
    let minutes = &papers::all()[0];
    let answer = get(&format!("/papers/{}", minutes.id)).await;
    check_shows(
        &answer,
        &[
            "Ashmere London Borough Council",
            "14 June 2022 From the words of the paper: “Tuesday 14 June 2022”.",
            "Approved as a correct record",
            "No text could be read from page 3.",
            "Page 3 has no text layer.",
            "4. Fostering & adoption",
            "Annual report , Report, item 4, pages 2 to 3",
            "Rosalind Amble",
            "Year Foster carers 2021 80 2022 68",
            "Page furniture, 2 pieces Skip to content",
            "The question it answers",
            "Resolved; moved by Cllr Wren; seconded by Cllr Dunnock; votes: 7 for, 0 against, 1 abstaining",
            "(fetched 1 July 2022)",
        ],
    );
    assert!(answer.text().contains("<td>68</td>"));
    let question = format!("#{}", minutes.passages[2].id);
    assert!(attributes(answer.text(), "href").contains(&question));
}

#[tokio::test]
async fn a_long_paper_is_shown_in_parts_that_lead_to_each_other() {
    let long = papers::long(2001);
    let id = long.id.clone();
    let fake = || Fake { papers: vec![long.clone()], ..Fake::new() };
    let anchor = |n: usize| long.passages[n - 1].id.to_string();
    for (address, title, shows, lacks, links) in [
        (
            "",
            "long.txt –",
            1000,
            1001,
            vec![
                format!("/papers/{id}?from=1001#passages"),
                format!("/papers/{id}?from=1001#{}", anchor(1001)),
                format!("/papers/{id}?from=2001#{}", anchor(2001)),
                format!("#{}", anchor(2)),
            ],
        ),
        (
            "?from=1500",
            "passages 1,001 to 2,000 of 2,001 –",
            1001,
            1000,
            vec![
                format!("/papers/{id}?from=1#passages"),
                format!("/papers/{id}?from=2001#passages"),
                format!("/papers/{id}#{}", anchor(1000)),
            ],
        ),
        (
            "?from=99999",
            "passages 2,001 to 2,001 of 2,001 –",
            2001,
            2000,
            vec![format!("/papers/{id}?from=1001#passages"), format!("#{}", anchor(2001))],
        ),
    ] {
        let answer = ask(fake(), &format!("/papers/{id}{address}"), &[]).await;
        assert_eq!(answer.status, 200, "{address}");
        check_shows(&answer, &[title, &format!("This is paragraph {shows}.")]);
        assert!(!words(&answer).contains(&format!("This is paragraph {lacks}.")), "{address}");
        let seen = attributes(answer.text(), "href");
        for link in links {
            assert!(seen.contains(&link), "{address}: {link}");
        }
    }
    let passage = ask(fake(), &format!("/passages/{}", anchor(1500)), &[]).await;
    let place = format!("/papers/{id}?from=1001#{}", anchor(1500));
    assert!(attributes(passage.text(), "href").contains(&place));
    assert_eq!(ask(fake(), &format!("/papers/{id}?from=0"), &[]).await.status, 400);
}

#[tokio::test]
async fn the_passage_page_is_ready_to_be_cited() {
    let minutes = &papers::all()[0];
    let answer = get(&format!("/passages/{}", minutes.passages[3].id)).await;
    check_shows(
        &answer,
        &[
            "4.2 The DCSC said that twelve foster carers had left",
            "The question it answers",
            "4.1 The Panel asked how many foster carers had left.",
            "DCSC, that is Director of Children’s Social Care As minuted: the holder of an office.",
            "Because of the words “had left”.",
            "RESOLVED: that the report on care be noted.",
        ],
    );
    let citation = "Children’s Scrutiny Panel, minutes, 14 June 2022, para 4.2".to_owned();
    assert!(answer.text().contains(&format!("readonly>{citation}</textarea>")));
    let source = "https://ashmere.example/minutes.pdf#page=2".to_owned();
    assert!(attributes(answer.text(), "href").contains(&source));
    let question = get(&format!("/passages/{}", minutes.passages[2].id)).await;
    check_shows(&question, &["How it was answered", "4.2 The DCSC said"]);
}

#[tokio::test]
async fn a_page_for_what_is_gone_leads_on() {
    let minutes = &papers::all()[0];
    let gone = get(&format!("/passages/{}.00000000", minutes.id)).await;
    assert_eq!(gone.status, 410);
    check_shows(&gone, &["This passage has changed", "Open the paper: Children’s Scrutiny Panel"]);
    let replaced = get(&format!("/papers/{}", papers::replaced())).await;
    assert_eq!(replaced.status, 410);
    check_shows(&replaced, &[&format!("replaced by the paper {}", minutes.id)]);
    let unknown = get("/passages/nonsense").await;
    assert_eq!(unknown.status, 404);
    check_shows(&unknown, &["There is no passage here.", "Search all papers"]);
}

#[tokio::test]
async fn every_page_says_what_the_index_holds() {
    for address in addresses() {
        let answer = get(&address).await;
        check_shows(
            &answer,
            &[
                "3 papers and 11 passages from 2 authorities, dated 14 June 2022 to 5 March 2024.",
                "Last indexed 24 November 2026, 11:40 UTC.",
                "1 file and 1 page could not be read",
            ],
        );
    }
    check_shows(&get("/holdings").await, &["the file is encrypted; save it without a password"]);
}

#[tokio::test]
async fn the_files_of_pages_can_be_kept_for_ever() {
    let page = get("/").await;
    let html = page.text();
    let named = attributes(html, "href").into_iter().chain(attributes(html, "src"));
    let assets: Vec<String> = named.filter(|link| link.starts_with("/assets/")).collect();
    assert_eq!(assets.len(), 3, "{assets:?}");
    for asset in assets {
        let answer = get(&asset).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    }
    assert_eq!(get("/assets/minutebook-0.css").await.status, 404);
}
