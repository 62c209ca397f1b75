//! Files that are saved again with other bytes.

use std::collections::BTreeMap;

use super::*;
use crate::citation::{CitedField, FindOutcome, GoneId};
use crate::follow::FeedEntry;

#[test]
fn a_withdrawn_passage_stays_away_when_the_bytes_of_its_file_change() {
    let desk = Desk::new();
    let id = desk.id("quagmire");
    desk.open().withdraw(&id, "in error").unwrap();
    for edit in 1..=2 {
        let more = "\n\nThe meeting closed at nine.".repeat(edit);
        desk.write("a.txt", &format!("{MINUTES}{more}"));
        let summary = desk.run();
        let [held] = summary.held_back.as_slice() else { panic!("{:?}", summary.held_back) };
        assert_eq!((held.in_place_of.clone(), held.reason.as_str()), (id.clone(), "in error"));
        assert_eq!((held.source.as_str(), held.id.paper() != id.paper()), ("a.txt", true));
        assert_eq!(desk.has("quagmire").0, 0);
        assert_eq!(desk.has("nine").0, edit as u64);
        desk.check_clear_of(&["quagmire", "dreadful"]);
        let listed = desk.open().withdrawals();
        let (first, last) = (&listed[0], &listed[edit]);
        assert_eq!((&first.id, &last.id, last.in_place_of.as_ref()), (&id, &held.id, Some(&id)));
        assert!(matches!(desk.view(&held.id), Lookup::Withdrawn { .. }));
        assert_eq!((desk.run().held_back.len(), desk.relabel().failed.len()), (0, 0));
    }
    assert_eq!(desk.open().check().unwrap().problems, Vec::<String>::new());
    // An index built anew from other bytes still knows the path.
    std::fs::remove_dir_all(desk.dir().join("tantivy")).unwrap();
    desk.write("a.txt", &format!("{MINUTES}\n\nThere was no other business."));
    assert_eq!(desk.run().held_back.len(), 1);
    desk.check_clear_of(&["quagmire", "dreadful"]);
    // Whichever of them is put back, all are.
    let last = desk.open().withdrawals().pop().unwrap().id;
    desk.open().put_back(&last).unwrap();
    assert_eq!(desk.open().withdrawals(), []);
    assert_eq!((desk.run().held_back, desk.has("quagmire").0), (Vec::new(), 1));
}

#[test]
fn what_takes_the_place_of_a_withdrawn_paper_is_held_back() {
    let desk = Desk::new();
    let id = Id::Paper(desk.id("quagmire").paper());
    desk.open().withdraw(&id, "in error").unwrap();
    std::fs::rename(desk.papers().join("a.txt"), desk.papers().join("c.txt")).unwrap();
    assert_eq!((desk.run().withdrawn, desk.has("civic").0), (1, 0));
    desk.write("c.txt", &format!("{MINUTES}\n\nThe meeting closed at nine."));
    let summary = desk.run();
    let [held] = summary.held_back.as_slice() else { panic!("{:?}", summary.held_back) };
    assert_eq!((&held.in_place_of, summary.added, summary.withdrawn), (&id, 0, 1));
    let Id::Paper(heir) = &held.id else { panic!("{} is a passage", held.id) };
    assert!(matches!(desk.open().paper_view(heir).unwrap(), Lookup::Withdrawn { .. }));
    std::fs::remove_dir_all(desk.dir().join("tantivy")).unwrap();
    let summary = desk.run();
    assert_eq!((summary.withdrawn, summary.held_back), (1, Vec::new()));
    desk.check_clear_of(&["quagmire", "civic"]);
    // A paper that is here from elsewhere is not withdrawn with the place that it takes.
    std::fs::copy(desk.papers().join("b.txt"), desk.papers().join("c.txt")).unwrap();
    assert_eq!((desk.run().held_back.len(), desk.has("kestrels").0), (1, 1));
    desk.write("c.txt", MINUTES);
    desk.open().put_back(&id).unwrap();
    assert_eq!(desk.open().withdrawals(), []);
    assert_eq!((desk.run().held_back, desk.has("quagmire").0), (Vec::new(), 1));
}

#[test]
fn a_line_of_an_older_program_learns_its_path_from_the_next_run() {
    let desk = Desk::new();
    let id = desk.id("quagmire");
    desk.open().withdraw(&id, "in error").unwrap();
    let list = desk.dir().join("withdrawn.jsonl");
    let mut line: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&list).unwrap()).unwrap();
    assert!(line.as_object_mut().unwrap().remove("paths").is_some());
    std::fs::write(&list, format!("{line}\n")).unwrap();
    assert_eq!(desk.run().unchanged, 2);
    std::fs::remove_dir_all(desk.dir().join("tantivy")).unwrap();
    desk.write("a.txt", &format!("{MINUTES}\n\nThe meeting closed at nine."));
    assert_eq!(desk.run().held_back.len(), 1);
    desk.check_clear_of(&["quagmire"]);
}

#[test]
fn a_feed_repeats_nothing_when_the_bytes_of_a_file_change() {
    let desk = Desk::new();
    let feed = || desk.open().feed(&SearchRequest::new("the")).unwrap();
    let known = |feed: &Feed| -> BTreeMap<String, String> {
        let entry = |entry: &FeedEntry| (entry.id.to_string(), entry.since.clone());
        feed.entries.iter().map(entry).collect()
    };
    let before = known(&feed());
    let first = desk.id("quagmire");
    for edit in 1..=2 {
        desk.write("a.txt", &format!("{MINUTES}\n\nOther business {edit}: the gulls of June.\n"));
        assert_eq!(desk.run().changed, 1);
        let after = known(&feed());
        let new: Vec<_> = after.iter().filter(|(id, _)| !before.contains_key(*id)).collect();
        assert_eq!(new.len(), 1, "{new:?}");
        assert!(before.iter().all(|(id, since)| after.get(id) == Some(since)), "{after:?}");
        assert_eq!(feed().withdrawn, []);
    }
    // What followers know by its first id is taken back by that.
    let now = desk.id("quagmire");
    assert_ne!(now, first);
    desk.relabel();
    desk.open().withdraw(&now, "in error").unwrap();
    let feed = feed();
    assert_eq!(feed.withdrawn.iter().map(|w| &w.id).collect::<Vec<_>>(), [&first]);
    assert!(!known(&feed).contains_key(&first.to_string()));
    // Another edit holds it back, of which followers learn nothing.
    desk.write("a.txt", MINUTES);
    assert_eq!(desk.run().held_back.len(), 1);
    assert_eq!(desk.open().feed(&SearchRequest::new("the")).unwrap().withdrawn.len(), 1);
}

#[test]
fn what_an_older_program_let_come_back_is_taken_out_again() {
    let desk = Desk::new();
    let id = desk.id("quagmire");
    desk.open().withdraw(&id, "in error").unwrap();
    let list = desk.dir().join("withdrawn.jsonl");
    let mut line: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&list).unwrap()).unwrap();
    line.as_object_mut().unwrap().remove("paths");
    desk.open().put_back(&id).unwrap();
    desk.run();
    desk.write("a.txt", &format!("{MINUTES}\n\nThe meeting closed at nine."));
    assert_eq!((desk.run().changed, desk.has("quagmire").0), (1, 1));
    std::fs::write(&list, format!("{line}\n")).unwrap();
    let summary = desk.run();
    assert_eq!((summary.held_back.len(), &summary.held_back[0].in_place_of), (1, &id));
    desk.check_clear_of(&["quagmire", "dreadful"]);
    assert_eq!(desk.run().held_back, []);
}

#[test]
fn a_citation_of_what_is_gone_says_so_first() {
    let desk = Desk::new();
    let find = |id: &Id| {
        let cited = "Ashmere Council, Scrutiny Commission, minutes of the meeting of 30 November \
                     2022, para 1.2";
        let text = format!("{cited}. minutebook {id} (accessed 3 September 2026).");
        desk.open().find_citation(&text).unwrap()
    };
    let id = desk.id("quagmire");
    assert_eq!((find(&id).outcome, find(&id).gone), (FindOutcome::Found, Vec::new()));
    desk.write("a.txt", &format!("{MINUTES}\n\nThe meeting closed at nine."));
    desk.run();
    let now = desk.id("quagmire");
    let found = find(&id);
    assert_eq!(found.gone, [GoneId::Replaced { id: id.clone(), by: now.paper() }]);
    assert_eq!((found.candidates[0].paper.id.clone(), found.unanswered), (now.paper(), Vec::new()));
    let lost: Id = format!("{}.00000000", now.paper()).parse().unwrap();
    assert_eq!(find(&lost).gone, [GoneId::Unsaid { id: lost.clone(), paper: now.paper() }]);
    let withdrawal = desk.open().withdraw(&now, "in error").unwrap();
    let found = find(&now);
    assert_eq!(found.gone, [GoneId::Withdrawn { id: now.clone(), withdrawal }]);
    assert_eq!((found.outcome, found.candidates.len()), (FindOutcome::Nothing, 0));
    let unknown: Id = "p_0000000000000000.00000000".parse().unwrap();
    let found = find(&unknown);
    assert_eq!((found.gone, found.unanswered[0].field), (Vec::new(), CitedField::Id));
}
