//! Feeds of the real server, read by a reader of feeds, before and after papers change.

use feed_rs::model::Feed;

use crate::papers;
use crate::server::Server;
use crate::support::Desk;

/// The feeds that are compared: a search, and every paper.
const FEEDS: [&str; 4] = ["/feed.atom?q=the", "/feed.json?q=the", "/new.atom", "/new.json"];

/// Each feed as a server gives it now.
fn feeds(desk: &Desk) -> Vec<(String, Feed)> {
    let server = Server::start(&mut desk.command("serve"));
    let read = |address: &&str| {
        let body = server.get(address).is(200).body;
        let feed = feed_rs::parser::parse(body.as_bytes());
        let feed = feed.unwrap_or_else(|error| panic!("{address}: {error}: {body}"));
        (body, feed)
    };
    FEEDS.iter().map(read).collect()
}

/// The entries but for the addresses of the server, which has another port each time.
fn entries(feed: &Feed) -> Vec<String> {
    let shown = feed.entries.iter().map(|entry| {
        let title = entry.title.as_ref().map(|title| title.content.as_str());
        let body = entry.content.as_ref().and_then(|content| content.body.as_deref());
        format!("{} {:?} {title:?} {body:?}", entry.id, entry.updated)
    });
    shown.collect()
}

#[test]
fn a_second_indexing_repeats_nothing_and_a_withdrawal_is_signalled() {
    let desk = Desk::with(&papers::ALL);
    desk.index().exits(0);
    let before = feeds(&desk);
    assert!(before.iter().all(|(_, feed)| feed.entries.len() > 2), "{before:#?}");
    let sentence = "and one sentence more.";
    let (name, text) = papers::MINUTES;
    desk.write("brackwater/later.txt", format!("{text}\n3. The later paper\n\n3.1 {sentence}\n"));
    assert_eq!(desk.index().exits(0).json()["added"], 1);
    let with_later = feeds(&desk);
    desk.remove("brackwater/later.txt");
    std::fs::rename(desk.papers().join(name), desk.papers().join("brackwater/moved.txt")).unwrap();
    let again = desk.index_with(&["--prune"]).exits(0).json();
    assert_eq!((&again["changed"], &again["pruned"]), (&1.into(), &1.into()));
    let after = feeds(&desk);
    for (((_, before), (_, later)), (_, after)) in before.iter().zip(&with_later).zip(&after) {
        assert!(later.entries.len() > before.entries.len(), "{later:#?}");
        assert_eq!(entries(before), entries(after), "a paper that moved is no news");
        let ids = |feed: &Feed| feed.entries.iter().map(|e| e.id.clone()).collect::<Vec<_>>();
        let mut known = ids(later);
        known.retain(|id| ids(before).contains(id));
        assert_eq!(known, ids(before), "what was there stays in its order");
    }
    let id = before[0].1.entries[0].id.clone();
    let passage = id.strip_prefix("urn:minutebook:").unwrap();
    desk.run("withdraw", &[passage, "--reason", "in error"]).exits(0);
    let withdrawn = feeds(&desk);
    for (n, (body, feed)) in withdrawn.iter().enumerate().take(2) {
        assert_eq!(entries(feed), entries(&before[n].1)[1..], "{}", FEEDS[n]);
        assert_eq!(body.matches(&id).count(), 1, "{body}");
    }
    assert!(withdrawn[0].0.contains(&format!("<at:deleted-entry ref=\"{id}\" when=\"20")));
    assert!(withdrawn[1].0.contains(&format!("\"withdrawn\":[{{\"id\":\"{id}\"")));
    let title = |feed: &Feed| feed.entries[0].title.clone();
    assert_eq!(title(&withdrawn[2].1), title(&before[2].1));
}
