//! Withdrawing, indexing again, and putting back.

mod again;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use model::Vocabularies;
use model::record::{Person, PersonKind, Speaker, SpeakerClass};
use tantivy::TantivyDocument;
use tantivy::schema::Value;
use tempfile::TempDir;

use super::*;
use crate::answer::{Lookup, PassageView};
use crate::follow::{Feed, NewsRequest};
use crate::request::{Group, SearchRequest};
use crate::{IngestOptions, IngestSummary, PaperIndex};

const MINUTES: &str = "Ashmere Council\n\nMinutes of the Scrutiny Commission, 30 November 2022\n\n\
    1. Workforce\n\n\
    1.1 The Commission heard that kestrels nest on the roof of the civic centre every spring.\n\n\
    1.2 Mrs Zebedee Quagmire of 4 Alder Row said that the flooding had been dreadful for months.\n\n\
    1.3 The Director said that drains on Alder Row would be cleaned before the autumn.\n\n\
    The members thanked her for coming to speak about it.\n\n\
    The members noted the report about the roofs of the schools.\n";

/// A folder of papers and an index beside it.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { dir: tempfile::tempdir().unwrap() };
        desk.write("a.txt", MINUTES);
        desk.write("b.txt", "Oakhaven Council\n\nThe Panel asked about kestrels in the park.\n");
        desk.run();
        desk
    }

    fn papers(&self) -> PathBuf {
        self.dir.path().join("papers")
    }

    fn dir(&self) -> PathBuf {
        self.dir.path().join("index")
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::create_dir_all(self.papers()).unwrap();
        std::fs::write(self.papers().join(name), text).unwrap();
    }

    fn open(&self) -> PaperIndex {
        let vocabularies = Arc::new(Vocabularies::shipped().clone());
        PaperIndex::open_or_create(&self.dir(), vocabularies).unwrap()
    }

    fn run(&self) -> IngestSummary {
        let (paths, stop) = ([self.papers()], AtomicBool::new(false));
        self.open().index_paths(&paths, &IngestOptions::USUAL, &mut |_| {}, &stop).unwrap()
    }

    fn relabel(&self) -> IngestSummary {
        let stop = AtomicBool::new(false);
        self.open().relabel(&IngestOptions::USUAL, &mut |_| {}, &stop).unwrap()
    }

    /// The passage that has these words.
    fn id(&self, words: &str) -> Id {
        let index = self.open();
        let request = SearchRequest { group: Group::None, ..SearchRequest::new(words) };
        Id::Passage(index.search(&request).unwrap().hits[0].passages[0].id.clone())
    }

    fn view(&self, id: &Id) -> Lookup<PassageView> {
        let Id::Passage(id) = id else { panic!("{id} is a paper") };
        self.open().passage_view(id, 2).unwrap()
    }

    /// How many passages have a word, of how many; and what completes it.
    fn has(&self, word: &str) -> (u64, u64) {
        let index = self.open();
        let found = index.search(&SearchRequest::new(format!("={word}"))).unwrap();
        assert_eq!(
            found.facets.authority.iter().map(|v| v.passages).sum::<u64>(),
            found.total.passages
        );
        let completed = index.complete(&word[..word.len() - 1], 9).unwrap();
        assert_eq!(completed.is_empty(), found.total.passages == 0, "{completed:?}");
        (found.total.passages, found.searched.passages)
    }

    /// Everything that the files of the index hold, unpacked.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        add_files(&self.dir(), &mut bytes);
        let index = self.open();
        let snapshot = index.snapshot();
        for segment in snapshot.searcher.segment_readers() {
            for (_, entry) in index.engine().schema().fields() {
                if !entry.is_indexed() {
                    continue;
                }
                let field = index.engine().schema().get_field(entry.name()).unwrap();
                let inverted = segment.inverted_index(field).unwrap();
                let mut terms = inverted.terms().stream().unwrap();
                while terms.advance() {
                    bytes.extend(terms.key());
                    bytes.push(b'\n');
                }
            }
            let store = segment.get_store_reader(1).unwrap();
            for doc in 0..segment.max_doc() {
                let document: TantivyDocument = store.get(doc).unwrap();
                let stored = document.field_values().filter_map(|(_, value)| value.as_bytes());
                bytes.extend(stored.flatten());
            }
        }
        bytes
    }

    #[track_caller]
    fn check_clear_of(&self, words: &[&str]) {
        let bytes = String::from_utf8_lossy(&self.bytes()).to_lowercase();
        assert!(bytes.contains("kestrel"), "nothing is read");
        for word in words {
            assert!(!bytes.contains(word), "{word} is there");
        }
        assert_eq!(self.open().check().unwrap().problems, [] as [&str; 0]);
    }
}

fn add_files(dir: &Path, bytes: &mut Vec<u8>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add_files(&path, bytes);
        } else if path.extension().is_some_and(|ending| ending == "zst") {
            bytes.extend(zstd::decode_all(std::fs::File::open(&path).unwrap()).unwrap());
        } else {
            bytes.extend(std::fs::read(&path).unwrap());
        }
    }
}

fn kind_of(result: Result<Withdrawal, WithdrawError>) -> &'static str {
    match result {
        Err(WithdrawError::Refused(refusal)) => refusal.kind,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_withdrawn_passage_is_nowhere_and_the_others_stay_as_they_were() {
    let desk = Desk::new();
    let (id, neighbour) = (desk.id("quagmire"), desk.id("thanked"));
    let Lookup::Here(before) = desk.view(&neighbour) else { panic!("it is there") };
    let (_, passages) = desk.has("quagmire");
    desk.open().withdraw(&id, " names a\nresident ").unwrap();
    assert_eq!(desk.has("quagmire"), (0, passages - 1));
    desk.check_clear_of(&["quagmire", "zebedee", "dreadful"]);
    let Lookup::Withdrawn { withdrawal } = desk.view(&id) else { panic!("it is withdrawn") };
    assert_eq!((&withdrawal.id, withdrawal.reason.as_str()), (&id, "names a resident"));
    let Lookup::Here(after) = desk.view(&neighbour) else { panic!("it is there") };
    assert_eq!((after.citation, after.passage), (before.citation, before.passage));
    assert_eq!((before.source_link.is_some(), after.source_link), (true, None));
    assert_eq!(after.before.len(), 2);
    assert_eq!(
        after.before[0].text,
        "1.1 The Commission heard that kestrels nest on the roof of the civic centre every spring."
    );
    let Lookup::Here(paper) = desk.open().paper_view(&id.paper()).unwrap() else { panic!() };
    assert_eq!(paper.withdrawn, [withdrawal]);
    assert_eq!(desk.open().original_path(&id.paper()).unwrap(), None);
}

#[test]
fn a_second_run_a_new_name_and_new_labels_bring_nothing_back() {
    let desk = Desk::new();
    let id = desk.id("quagmire");
    desk.open().withdraw(&id, "in error").unwrap();
    assert_eq!(desk.run().unchanged, 2);
    std::fs::rename(desk.papers().join("a.txt"), desk.papers().join("c.txt")).unwrap();
    assert_eq!(desk.run().changed, 1);
    assert_eq!(desk.has("quagmire").0, 0);
    desk.check_clear_of(&["quagmire", "dreadful"]);
    std::fs::create_dir(desk.dir().join("vocab")).unwrap();
    let own = "short\tlong\tkind\nPQ\tPublic Question\tgovernance\n";
    std::fs::write(desk.dir().join("vocab/acronyms.tsv"), own).unwrap();
    let vocabularies = Arc::new(crate::vocabularies_of(&desk.dir()).unwrap());
    let index = PaperIndex::open(&desk.dir(), vocabularies).unwrap();
    let stop = AtomicBool::new(false);
    let done = index.relabel(&IngestOptions::USUAL, &mut |_| {}, &stop).unwrap();
    assert_eq!(done.changed, 2);
    assert_eq!(desk.relabel().changed, 2);
    desk.check_clear_of(&["quagmire", "dreadful"]);
    assert!(matches!(desk.view(&id), Lookup::Withdrawn { .. }));
}

#[test]
fn an_index_built_anew_keeps_to_the_list() {
    let desk = Desk::new();
    let (id, other) = (desk.id("quagmire"), desk.id("asked about kestrels"));
    desk.open().withdraw(&id, "in error").unwrap();
    desk.open().withdraw(&Id::Paper(other.paper()), "sent by mistake").unwrap();
    std::fs::remove_dir_all(desk.dir().join("tantivy")).unwrap();
    let summary = desk.run();
    assert_eq!((summary.added, summary.withdrawn), (1, 1));
    desk.check_clear_of(&["quagmire", "asked about kestrels"]);
    assert!(matches!(desk.view(&id), Lookup::Withdrawn { .. }));
    assert!(matches!(desk.view(&other), Lookup::Withdrawn { .. }));
    // Without the list the last commit still knows.
    std::fs::remove_file(desk.dir().join("withdrawn.jsonl")).unwrap();
    assert_eq!(desk.run().withdrawn, 1);
    assert!(desk.dir().join("withdrawn.jsonl").exists());
    desk.check_clear_of(&["quagmire"]);
}

#[test]
fn a_withdrawn_paper_is_nowhere_and_its_file_is_left_out() {
    let desk = Desk::new();
    let passage = desk.id("quagmire");
    let id = Id::Paper(passage.paper());
    desk.open().withdraw(&id, "in error").unwrap();
    let held = desk.open().held();
    assert_eq!(held.papers, 1);
    assert!(matches!(desk.open().paper_view(&id.paper()).unwrap(), Lookup::Withdrawn { .. }));
    assert!(matches!(desk.view(&passage), Lookup::Withdrawn { .. }));
    let summary = desk.run();
    assert_eq!((summary.added, summary.unchanged, summary.withdrawn), (0, 1, 1));
    desk.check_clear_of(&["quagmire", "civic"]);
}

#[test]
fn what_is_put_back_is_read_again_by_the_next_run() {
    let desk = Desk::new();
    let id = desk.id("quagmire");
    let Lookup::Here(before) = desk.view(&id) else { panic!("it is there") };
    desk.open().withdraw(&id, "in error").unwrap();
    desk.open().put_back(&id).unwrap();
    assert!(matches!(desk.view(&id), Lookup::Gone { .. }));
    assert_eq!(desk.run().changed, 1);
    assert_eq!(desk.view(&id), Lookup::Here(before));
    let paper = Id::Paper(id.paper());
    desk.open().withdraw(&paper, "in error").unwrap();
    desk.open().put_back(&paper).unwrap();
    assert_eq!(desk.run().added, 1);
    assert!(matches!(desk.view(&id), Lookup::Here(_)));
}

#[test]
fn a_kill_after_the_list_was_written_is_made_good_by_the_next_run() {
    let desk = Desk::new();
    let id = desk.id("quagmire");
    desk.open().withdraw(&id, "in error").unwrap();
    let list = std::fs::read(desk.dir().join("withdrawn.jsonl")).unwrap();
    desk.open().put_back(&id).unwrap();
    desk.run();
    std::fs::write(desk.dir().join("withdrawn.jsonl"), list).unwrap();
    assert!(matches!(desk.view(&id), Lookup::Here(_)), "what is not committed is not withdrawn");
    let problems = desk.open().check().unwrap().problems;
    assert!(problems[0].starts_with(&format!("`{id}` is to be withdrawn")), "{problems:?}");
    assert_eq!(desk.run().unchanged, 2);
    assert!(matches!(desk.view(&id), Lookup::Withdrawn { .. }));
    desk.check_clear_of(&["quagmire", "dreadful"]);
}

#[test]
fn what_cannot_be_withdrawn_is_refused() {
    let desk = Desk::new();
    let (index, id) = (desk.open(), desk.id("quagmire"));
    let unknown: Id = "p_0000000000000000".parse().unwrap();
    let lost: Id = format!("{}.00000000", id.paper()).parse().unwrap();
    assert_eq!(kind_of(index.withdraw(&unknown, "why")), "unknown-id");
    assert_eq!(kind_of(index.withdraw(&lost, "why")), "unknown-id");
    assert_eq!(kind_of(index.withdraw(&id, " \n")), "bad-reason");
    assert_eq!(kind_of(index.withdraw(&id, &"x".repeat(501))), "bad-reason");
    assert_eq!(kind_of(index.put_back(&id)), "not-withdrawn");
    index.withdraw(&id, "why").unwrap();
    assert_eq!(kind_of(index.withdraw(&id, "why")), "withdrawn");
    let list = desk.dir().join("withdrawn.jsonl");
    std::fs::write(&list, "{}\n").unwrap();
    let said = index.withdraw(&id, "why").unwrap_err().to_string();
    assert!(said.contains("withdrawn.jsonl`, line 1: it is no withdrawal"), "{said}");
}

#[test]
fn a_reader_that_finds_a_withdrawn_passage_no_more_does_not_bring_its_words_back() {
    let desk = Desk::new();
    let id = desk.id("quagmire");
    desk.open().withdraw(&id, "in error").unwrap();
    let list = desk.dir().join("withdrawn.jsonl");
    let moved = std::fs::read_to_string(&list)
        .unwrap()
        .replace(&id.to_string(), &format!("{}.00000000", id.paper()));
    std::fs::write(&list, moved).unwrap();
    let summary = desk.run();
    let cause = &summary.failed[0].cause;
    assert!(cause.contains("must not come back") && cause.contains("--undo"), "{cause}");
    desk.check_clear_of(&["quagmire"]);
}

#[test]
fn a_heading_that_is_withdrawn_goes_from_what_stands_under_it() {
    let held = || {
        let (mut paper, passage) = crate::testing::one_passage("5. Zebra crossing");
        let mut under = passage.clone();
        under.id = PassageId::new(&paper.id, "Agreed.", 1);
        (under.n, under.text) = (2, "Agreed.".to_owned());
        under.heading = Some("5. Zebra crossing".to_owned());
        paper.title = Some("Zebra Crossing".to_owned());
        paper.passages.push(under);
        Placed { paper, places: vec![1, 2] }
    };
    let ids = |n: usize| [held().paper.passages[n].id.clone()];
    let after = withhold(held(), &ids(0)).unwrap();
    assert_eq!((after.paper.title, after.places), (None, vec![2]));
    assert_eq!(after.paper.passages[0].heading, None);
    let other = withhold(held(), &ids(1)).unwrap();
    assert_eq!(other.paper.title.as_deref(), Some("Zebra Crossing"));
    assert_eq!(withhold(other, &ids(1)).unwrap_err(), ids(1)[0]);
}

#[test]
fn a_feed_repeats_nothing_after_a_second_run_and_takes_back_what_was_withdrawn() {
    let desk = Desk::new();
    let feed = || desk.open().feed(&SearchRequest::new("the")).unwrap();
    let ids = |feed: &Feed| -> Vec<_> {
        feed.entries.iter().map(|entry| Id::Passage(entry.passage.id.clone())).collect()
    };
    let before = feed();
    std::fs::rename(desk.papers().join("a.txt"), desk.papers().join("c.txt")).unwrap();
    assert_eq!(desk.run().changed, 1);
    let times = |feed: &Feed| feed.entries.iter().map(|e| e.since.clone()).collect::<Vec<_>>();
    assert_eq!((ids(&feed()), times(&feed())), (ids(&before), times(&before)));
    assert_eq!((&feed().updated, feed().withdrawn.len()), (&before.updated, 0));
    let id = desk.id("quagmire");
    let withdrawal = desk.open().withdraw(&id, "in error").unwrap();
    let mut left = ids(&before);
    left.retain(|other| *other != id);
    assert_eq!((ids(&feed()), feed().withdrawn), (left, vec![withdrawal.clone()]));
    assert_eq!(feed().updated, withdrawal.withdrawn);
    desk.open().withdraw(&Id::Paper(id.paper()), "sent by mistake").unwrap();
    let of_paper = ids(&before).into_iter().filter(|other| other.paper() == id.paper());
    let taken_back: Vec<_> = feed().withdrawn.into_iter().map(|w| w.id).collect();
    assert!(of_paper.clone().count() > 3 && of_paper.clone().all(|id| taken_back.contains(&id)));
    assert_eq!(desk.open().news(&NewsRequest::default()).unwrap().withdrawn.len(), 1);
}

#[test]
fn an_earlier_version_of_a_paper_leaves_no_extracted_form() {
    let desk = Desk::new();
    desk.write("a.txt", &MINUTES.replace("dreadful", "awful"));
    assert_eq!(desk.run().changed, 1);
    let id = desk.id("quagmire");
    assert!(String::from_utf8_lossy(&desk.bytes()).contains("dreadful"), "the cache keeps it");
    desk.open().withdraw(&id, "in error").unwrap();
    desk.check_clear_of(&["quagmire", "dreadful", "awful"]);
}

#[test]
fn who_is_named_only_in_what_is_withdrawn_is_named_nowhere() {
    let person = |name: &str| {
        let (name, printed) = (Some(name.to_owned()), format!("Mrs {name}"));
        Person::new(name, None, PersonKind::Officer, printed)
    };
    let (mut paper, passage) = crate::testing::one_passage("Present: Mrs Ann Wren, Mrs Kim Tern");
    paper.people = vec![person("Ann Wren"), person("Kim Tern")];
    let mut said = passage.clone();
    said.id = PassageId::new(&paper.id, "said", 1);
    (said.n, said.text) = (2, "The Director, Mrs Kim Tern, agreed.".to_owned());
    said.speakers = ["Ann Wren", "Kim Tern"].map(speaker).to_vec();
    paper.passages.push(said);
    let placed = Placed { paper, places: vec![1, 2] };
    let after = withhold(placed, &[passage.id]).unwrap().paper;
    let named: Vec<_> = after.people.iter().map(|person| person.name.as_deref()).collect();
    assert_eq!(named, [Some("Kim Tern")]);
    let spoke = after.passages[0].speakers.iter();
    let spoke: Vec<_> = spoke.map(|s| (s.name.as_deref(), s.evidence.as_str())).collect();
    assert_eq!(spoke, [(None, ""), (Some("Kim Tern"), "Kim Tern")]);
}

fn speaker(name: &str) -> Speaker {
    Speaker {
        as_minuted: Some("Director".to_owned()),
        resolved: Some(name.to_owned()),
        role: None,
        name: Some(name.to_owned()),
        class: SpeakerClass::Named,
        inherited: false,
        evidence: name.to_owned(),
    }
}
