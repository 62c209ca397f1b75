//! One walk through the sample papers in a real browser: search, narrow, open, cite; with scripts
//! and without. Run it with `cargo test --test browser`.

#![expect(clippy::unwrap_used, reason = "a helper that panics fails its test")]

mod driver;
#[path = "../e2e/server.rs"]
#[expect(dead_code, reason = "the end-to-end tests need more of it")]
mod server;

use std::process::Command;
use std::time::{Duration, Instant};

use fantoccini::{Client, Locator};

use crate::driver::{Driver, Scripts};
use crate::server::Server;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/sample");

#[tokio::test]
async fn a_reader_finds_narrows_opens_and_cites() {
    let driver = Driver::start();
    let desk = tempfile::tempdir().unwrap();
    let server = Server::start(
        Command::new(env!("CARGO_BIN_EXE_minutebook"))
            .arg("serve")
            .arg("--index")
            .arg(desk.path().join("index"))
            .arg(SAMPLE),
    );
    for scripts in [Scripts::On, Scripts::Off] {
        let browser = driver.open(scripts).await;
        // On a task of its own, so that the browser is closed when the walk fails.
        let walked = tokio::spawn(walk(browser.clone(), server.url(), scripts)).await;
        browser.close().await.unwrap();
        walked.unwrap_or_else(|error| panic!("with scripts {scripts:?}: {error}"));
    }
}

async fn walk(browser: Client, start: String, scripts: Scripts) {
    browser.goto(&start).await.unwrap();
    let search_box = browser.find(Locator::Id("q")).await.unwrap();
    search_box.send_keys("recruitment social workers").await.unwrap();
    click(&browser, "form.search button").await;
    assert_ne!(text(&browser, ".totals").await, "");
    assert_ne!(text(&browser, ".hit mark").await, "", "nothing is highlighted");

    let label = text(&browser, "#narrow .facet .label").await;
    let n = text(&browser, "#narrow .facet .n").await;
    let n = n.split_whitespace().next();
    click(&browser, "#narrow .facet a").await;
    let chip = text(&browser, ".chips li").await;
    assert!(chip.contains(&label), "{chip:?} is not {label:?}");
    let totals = text(&browser, ".totals").await;
    assert_eq!(totals.split_whitespace().next(), n, "the facet promised something else");

    let citation = text(&browser, ".hit .citation span:not(.unseen)").await;
    let marked = text(&browser, ".hit mark").await;
    click(&browser, ".hit .place a").await;
    let words = text(&browser, ".the-passage").await;
    assert!(words.contains(&marked), "{marked:?} is not in {words:?}");
    assert_eq!(value(&browser, "#citation").await, citation);

    // The address is a path until a script, which knows the server's name, completes it.
    let address = value(&browser, "#address").await;
    let copy = browser.find(Locator::Css("button.copy")).await.unwrap();
    let expected = match scripts {
        Scripts::On => (true, format!("{start}/passages/")),
        Scripts::Off => (false, "/passages/".to_owned()),
    };
    assert_eq!(copy.is_displayed().await.unwrap(), expected.0, "the copy button");
    assert!(address.starts_with(&expected.1), "{address}");

    click(&browser, ".trail a:last-child").await;
    assert!(text(&browser, "section.paper").await.contains(&words_of(&words)));
    let style = browser.find(Locator::Css(".unseen")).await.unwrap();
    assert_eq!(style.css_value("position").await.unwrap(), "absolute", "no style sheet");
}

/// The longest line of a passage: its words without badges and notes.
fn words_of(text: &str) -> String {
    text.lines().max_by_key(|line| line.len()).unwrap_or_default().to_owned()
}

/// What is shown of the first element that `css` selects, when it is there.
async fn text(browser: &Client, css: &str) -> String {
    let element = browser.wait().for_element(Locator::Css(css)).await;
    element.unwrap_or_else(|error| panic!("{css}: {error}")).text().await.unwrap()
}

/// The value of a form field.
async fn value(browser: &Client, css: &str) -> String {
    let element = browser.wait().for_element(Locator::Css(css)).await;
    let value = element.unwrap_or_else(|error| panic!("{css}: {error}")).prop("value").await;
    value.unwrap().unwrap_or_default()
}

/// Clicks the first element that `css` selects and waits for the page that it leads to.
async fn click(browser: &Client, css: &str) {
    let before = browser.current_url().await.unwrap();
    let element = browser.wait().for_element(Locator::Css(css)).await;
    element.unwrap_or_else(|error| panic!("{css}: {error}")).click().await.unwrap();
    let began = Instant::now();
    while browser.current_url().await.unwrap() == before {
        assert!(began.elapsed() < Duration::from_secs(30), "{css} does not lead to another page");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
