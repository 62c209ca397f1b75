use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use model::{Block, ExtractedPaper, PaperId, PassageId};

use super::*;
use crate::analyser::ANALYSER_VERSION;
use crate::schema::SCHEMA_VERSION;
use crate::store::{self, Store};
use crate::testing::one_passage_a_block;
use crate::withdrawal::Placed;
use crate::writer::PaperWriter;

/// A folder of papers and an index beside it.
struct Desk {
    dir: tempfile::TempDir,
    steps: Steps,
}

/// One block a line; `damaged` cannot be read, `panic` breaks the reader.
fn lines(bytes: &[u8]) -> Result<ExtractedPaper, extract::ExtractError> {
    let text = String::from_utf8_lossy(bytes);
    match text.trim() {
        "" => return Err(extract::ExtractError::Empty),
        "damaged" => {
            let detail = "no page tree".to_owned();
            return Err(extract::ExtractError::Damaged { format: "PDF".into(), detail });
        }
        "panic" => panic!("at page 3"),
        _ => {}
    }
    let block = |line: &str| Block { text: line.to_owned(), ..Block::default() };
    Ok(ExtractedPaper { blocks: text.lines().map(block).collect(), ..ExtractedPaper::default() })
}

fn shipped() -> Arc<Vocabularies> {
    Arc::new(Vocabularies::shipped().clone())
}

impl Desk {
    fn new() -> Desk {
        let steps = Steps {
            extract: Arc::new(|bytes, _| lines(bytes)),
            annotate: Arc::new(one_passage_a_block),
        };
        let desk = Desk { dir: tempfile::tempdir().unwrap(), steps };
        std::fs::create_dir(desk.papers()).unwrap();
        desk
    }

    fn papers(&self) -> PathBuf {
        self.dir.path().join("papers")
    }

    fn write(&self, name: &str, text: &str) -> &Desk {
        let path = self.papers().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    fn remove(&self, name: &str) -> &Desk {
        std::fs::remove_file(self.papers().join(name)).unwrap();
        self
    }

    fn open(&self) -> PaperIndex {
        PaperIndex::open_or_create(&self.dir.path().join("index"), shipped()).unwrap()
    }

    fn run_with(&self, paths: &[PathBuf], options: &IngestOptions) -> Result<IngestSummary, Error> {
        let stop = AtomicBool::new(false);
        let work = Work::Paths(paths);
        self.open().index_with(self.steps.clone(), work, options, (&mut |_| {}, &stop))
    }

    fn run(&self) -> IngestSummary {
        self.run_with(&[self.papers()], &IngestOptions::USUAL).unwrap()
    }

    fn prune(&self, part: &str) -> IngestSummary {
        let options = IngestOptions { prune: true, ..IngestOptions::USUAL };
        self.run_with(&[self.papers().join(part)], &options).unwrap()
    }

    /// The papers of the index: sources, then the texts of passages.
    fn held(&self) -> Vec<String> {
        let index = self.open();
        let snapshot = index.snapshot();
        let store = Store::new(&index, &snapshot);
        let mut held: Vec<_> = store
            .heads()
            .unwrap()
            .into_iter()
            .map(|(head, _)| {
                let paper = store.paper(&head.id).unwrap().unwrap();
                let sources: Vec<_> = [paper.source].into_iter().chain(paper.also_at).collect();
                let texts: Vec<_> = paper.passages.into_iter().map(|p| p.text).collect();
                format!("{}: {}", sources.join(" "), texts.join("/"))
            })
            .collect();
        held.sort();
        held
    }

    fn leads_to(&self, text: &str) -> store::Held {
        let index = self.open();
        let snapshot = index.snapshot();
        Store::new(&index, &snapshot).held(&id_of(text)).unwrap()
    }
}

fn id_of(text: &str) -> PaperId {
    PaperId::from(Sha256::of(text.as_bytes()))
}

/// added, changed, unchanged, pruned, missing, failed
#[track_caller]
fn check(summary: &IngestSummary, expected: [u64; 6]) {
    let IngestSummary { added, changed, unchanged, pruned, missing, failed, .. } = summary;
    let found = [*added, *changed, *unchanged, *pruned, *missing, failed.len() as u64];
    assert_eq!(found, expected, "{summary:?}");
}

#[test]
fn second_run_adds_nothing_and_writes_nothing() {
    let desk = Desk::new();
    desk.write("ashmere/one.txt", "Care\nPlacements").write("two.txt", "Roads");
    check(&desk.run(), [2, 0, 0, 0, 0, 0]);
    assert_eq!(desk.held(), ["ashmere/one.txt: Care/Placements", "two.txt: Roads"]);
    let meta = desk.dir.path().join("index/tantivy/meta.json");
    let before = std::fs::read(&meta).unwrap();
    check(&desk.run(), [0, 0, 2, 0, 0, 0]);
    assert_eq!(std::fs::read(&meta).unwrap(), before);
}

#[test]
fn an_open_index_follows_the_commits_of_others() {
    let desk = Desk::new();
    desk.write("a.txt", "one").run();
    let open = desk.open();
    open.follow().unwrap();
    desk.write("b.txt", "two").run();
    assert_eq!(open.held().papers, 1, "nothing moves before it is asked to");
    open.follow().unwrap();
    assert_eq!(open.held().papers, 2);
}

#[test]
fn changed_file_replaces_its_paper_and_back() {
    let desk = Desk::new();
    desk.write("a.txt", "old").run();
    check(&desk.write("a.txt", "new").run(), [0, 1, 0, 0, 0, 0]);
    assert_eq!(desk.held(), ["a.txt: new"]);
    assert_eq!(desk.leads_to("old"), store::Held::ReplacedBy(id_of("new")));
    desk.write("a.txt", "newest").run();
    assert_eq!(desk.leads_to("old"), store::Held::ReplacedBy(id_of("newest")));
    desk.write("a.txt", "old").run();
    assert_eq!(desk.leads_to("old"), store::Held::Paper);
    assert_eq!(desk.leads_to("new"), store::Held::ReplacedBy(id_of("old")));
    assert_eq!(desk.leads_to("never"), store::Held::Nothing);
}

#[test]
fn equal_bytes_are_one_paper() {
    let desk = Desk::new();
    let summary = desk.write("b/x.txt", "same").write("a/y.txt", "same").run();
    check(&summary, [1, 0, 0, 0, 0, 0]);
    assert_eq!(summary.copies, 1);
    assert_eq!(desk.held(), ["a/y.txt b/x.txt: same"]);
    check(&desk.write("a/y.txt", "other").run(), [1, 1, 0, 0, 0, 0]);
    assert_eq!(desk.held(), ["a/y.txt: other", "b/x.txt: same"]);
    assert_eq!(desk.leads_to("same"), store::Held::Paper);
}

#[test]
fn moved_and_swapped_files_are_followed() {
    let desk = Desk::new();
    desk.write("a.txt", "A").write("b.txt", "B").run();
    desk.remove("a.txt").write("c.txt", "A");
    check(&desk.run(), [0, 1, 1, 0, 0, 0]);
    desk.write("b.txt", "A").write("c.txt", "B");
    check(&desk.run(), [0, 2, 0, 0, 0, 0]);
    assert_eq!(desk.held(), ["b.txt: A", "c.txt: B"]);
}

#[test]
fn prune_takes_out_only_what_lay_under_the_paths() {
    let desk = Desk::new();
    desk.write("a/1.txt", "one").write("b/2.txt", "two").write("b/3.txt", "three").run();
    desk.remove("a/1.txt").remove("b/2.txt");
    check(&desk.run(), [0, 0, 1, 0, 2, 0]);
    check(&desk.prune("b"), [0, 0, 1, 1, 0, 0]);
    assert_eq!(desk.held(), ["a/1.txt: one", "b/3.txt: three"]);
    assert_eq!(desk.leads_to("two"), store::Held::Nothing);
    // A PATH that is not there says nothing about what lay under it.
    std::fs::remove_dir_all(desk.papers().join("b")).unwrap();
    check(&desk.prune("b"), [0, 0, 0, 0, 0, 1]);
    assert_eq!(desk.held(), ["a/1.txt: one", "b/3.txt: three"]);
}

#[test]
fn narrower_path_keeps_the_source() {
    let desk = Desk::new();
    desk.write("a/b/1.txt", "one").run();
    let narrow = [desk.papers().join("a/b")];
    check(&desk.run_with(&narrow, &IngestOptions::USUAL).unwrap(), [0, 0, 1, 0, 0, 0]);
    let file = [desk.papers().join("a/b/1.txt")];
    check(&desk.run_with(&file, &IngestOptions::USUAL).unwrap(), [0, 0, 1, 0, 0, 0]);
    assert_eq!(desk.held(), ["a/b/1.txt: one"]);
    let wide = [desk.dir.path().to_owned()];
    check(&desk.run_with(&wide, &IngestOptions::USUAL).unwrap(), [0, 1, 0, 0, 0, 0]);
    assert_eq!(desk.held(), ["papers/a/b/1.txt: one"]);
}

#[test]
fn rules_leave_files_out() {
    let desk = Desk::new();
    for name in [".hidden", ".git/x.txt", "papers.csv", "a.txt.toml", "list.CSV", "list.tsv"] {
        desk.write(name, if name == "papers.csv" { "path\na.txt\n" } else { "" });
    }
    let summary = desk.write("a.txt", "A").run();
    check(&summary, [1, 0, 0, 0, 0, 0]);
    let skipped: Vec<_> = summary.skipped.iter().map(|(rule, n)| (rule.as_str(), *n)).collect();
    assert_eq!(skipped, [("hidden", 2), ("sidecar", 2), ("table", 2)]);
    let all = desk.run_with(&[desk.dir.path().to_owned()], &IngestOptions::USUAL).unwrap();
    assert_eq!(all.skipped[&SkipRule::Index], 1);
}

#[test]
fn bad_papers_are_named_and_the_rest_goes_on() {
    let desk = Desk::new();
    desk.write("a.txt", "damaged").write("b.txt", "B").write("c.txt", "panic").write("d.txt", "");
    let summary = desk.run();
    check(&summary, [1, 0, 0, 0, 0, 3]);
    let causes: Vec<_> =
        summary.failed.iter().map(|f| format!("{}: {}", f.source, f.cause)).collect();
    assert_eq!(
        causes,
        [
            "a.txt: the PDF file is damaged: no page tree; fetch it again or print it anew",
            "c.txt: the reader failed (at page 3); report the file to the project",
            "d.txt: the file is empty; fetch it again",
        ]
    );
    assert_eq!(desk.open().snapshot().payload.failures.len(), 3);
    // What failed for its bytes is named again without being read.
    let desk =
        Desk { steps: Steps { extract: Arc::new(|_, _| panic!("read")), ..desk.steps }, ..desk };
    assert_eq!(desk.run().failed, summary.failed);
    let desk = Desk { steps: Desk::new().steps, ..desk };
    check(&desk.write("a.txt", "mended").remove("c.txt").run(), [1, 0, 1, 0, 0, 1]);
    assert_eq!(desk.open().snapshot().payload.failures.len(), 1);
}

#[test]
fn changed_file_that_cannot_be_read_leaves_the_old_paper() {
    let desk = Desk::new();
    desk.write("a.txt", "good").run();
    check(&desk.write("a.txt", "damaged").run(), [0, 0, 0, 0, 0, 1]);
    assert_eq!(desk.held(), ["a.txt: good"]);
}

#[test]
fn reader_that_hangs_is_given_up() {
    let desk = Desk::new();
    desk.write("a.txt", "hang").write("b.txt", "B");
    let (hold, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Mutex::new(held);
    let mut steps = desk.steps.clone();
    steps.extract = Arc::new(move |bytes, _| {
        if bytes == b"hang" {
            // Ends when the test drops the other end.
            let _ = held.lock().unwrap().recv();
        }
        lines(bytes)
    });
    let desk = Desk { steps, ..desk };
    let mut options = IngestOptions::USUAL;
    options.extract.limits.time = std::time::Duration::from_millis(300);
    let summary = desk.run_with(&[desk.papers()], &options).unwrap();
    check(&summary, [1, 0, 0, 0, 0, 1]);
    assert!(summary.failed[0].cause.starts_with("not read after 0.6 s"), "{summary:?}");
    drop(hold);
}

#[test]
fn sidecars_are_honoured_and_mistakes_named() {
    let desk = Desk::new();
    desk.write("x/a.txt", "A").write("x/b.txt", "B").write("x/c.txt", "C");
    desk.write("papers.csv", "path,committee,status\nx/a.txt,Cabinet,draft\nx/b.txt,Scrutiny,\n");
    desk.write("x/a.txt.toml", "committee = \"Council\"\ndate = 2025-01-30\n");
    check(&desk.run(), [3, 0, 0, 0, 0, 0]);
    let labels = |desk: &Desk| {
        let index = desk.open();
        let snapshot = index.snapshot();
        let heads = Store::new(&index, &snapshot).heads().unwrap();
        let label = |paper: Paper| {
            let date = paper.date.map(|date| date.value);
            format!("{} {:?} {:?} {:?}", paper.source, paper.committee, date, paper.status)
        };
        heads.into_iter().map(|(paper, _)| label(paper)).collect::<BTreeSet<_>>()
    };
    let expected = [
        "x/a.txt Some(\"Council\") Some(\"2025-01-30\") Some(Draft)",
        "x/b.txt Some(\"Scrutiny\") None None",
        "x/c.txt None None None",
    ];
    assert_eq!(labels(&desk), expected.map(str::to_owned).into());
    check(&desk.run(), [0, 0, 3, 0, 0, 0]);
    let summary = desk.write("x/a.txt.toml", "title = \"T\"\ncomittee = \"C\"\n").run();
    check(&summary, [0, 1, 2, 0, 0, 1]);
    assert_eq!(summary.failed[0].source, "x/a.txt.toml");
    let cause = &summary.failed[0].cause;
    assert!(
        cause.contains("a.txt.toml`, line 2: `comittee` is no key; write one of path"),
        "{cause}"
    );
    assert!(labels(&desk).contains("x/a.txt Some(\"Cabinet\") None Some(Draft)"));
}

#[track_caller]
fn check_mistake(name: &str, text: &str, expected: &str) {
    let desk = Desk::new();
    desk.write("a.txt", "A").write(name, text);
    let mistake = sheet::overrides_of(&desk.papers().join("a.txt"), &desk.papers());
    let mistake = mistake.unwrap_err().to_string();
    assert!(mistake.ends_with(expected), "{mistake}");
}

#[test]
fn mistakes_have_a_line_and_a_cure() {
    let toml = "a.txt.toml";
    check_mistake(
        toml,
        "kind = \"minute\"",
        "`minute` is no kind of paper; write one of minutes, agenda, report, reports-pack, decision, question-and-answers, inspection-report, budget, equality-impact-assessment, newsletter, form, letter, web-listing, other",
    );
    check_mistake(
        toml,
        "\n\ndate = \"30/01/2025\"",
        "line 3: `30/01/2025` is no date; write 2025-01-30, 2025-01 or 2025",
    );
    check_mistake(
        toml,
        "date = \"2025-02-30\"",
        "line 1: `2025-02-30` is no date; write 2025-01-30, 2025-01 or 2025",
    );
    check_mistake(toml, "status = \"final\"", "`final` is no status; write draft or approved");
    check_mistake(
        toml,
        "source_url = \"javascript:alert(1)\"",
        "is no address; write one that begins with https://",
    );
    check_mistake(toml, "title = [1]", "`title` is no text; put it in quotes");
    check_mistake(
        toml,
        "title = \"x\"\npath = \"b.txt\"",
        "`path` names another file than the sidecar's own name; leave it out",
    );
    check_mistake(toml, "title \"x\"", "write `key = \"value\"`");
    let csv = "papers.csv";
    check_mistake(
        csv,
        "path,comittee\na.txt,X\n",
        "papers.csv`, line 1: `comittee` is no key; write one of path, source_url, authority, publisher, committee, date, kind, title, status, fetched",
    );
    check_mistake(csv, "title\nX\n", "line 1: there is no column `path`; add it");
    check_mistake(csv, "path,title\na.txt,X\n,Y\n", "line 3: `path` is empty; name the paper");
    check_mistake(csv, "path,title\nz.txt,X\n", "line 2: there is no file `z.txt`; correct `path`");
    check_mistake(
        csv,
        "path,title\na.txt,X\na.txt,Y\n",
        "line 3: `a.txt` has a row already; keep one",
    );
    check_mistake(
        csv,
        "path,title\n../a.txt,X\n",
        "line 2: `../a.txt` leads out of this folder; write a path below it",
    );
    check_mistake(csv, "path,title\na.txt,X,Y\n", "give every row the cells of the header");
}

#[cfg(unix)]
#[test]
fn any_file_name_is_kept() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9 \"1\" <b>\\n.txt");
    std::fs::write(desk.papers().join(name), "A").unwrap();
    check(&desk.run(), [1, 0, 0, 0, 0, 0]);
    assert_eq!(desk.held(), ["caf\\xE9 \"1\" <b>\\n.txt: A"]);
    check(&desk.run(), [0, 0, 1, 0, 0, 0]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_are_named() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    desk.write("a/1.txt", "one");
    symlink(desk.papers().join("a"), desk.papers().join("a/again")).unwrap();
    symlink("nowhere", desk.papers().join("gone.txt")).unwrap();
    let summary = desk.run();
    check(&summary, [1, 0, 0, 0, 0, 2]);
    let sources: Vec<_> = summary.failed.iter().map(|failure| failure.source.as_str()).collect();
    assert_eq!(sources, ["a/again", "gone.txt"]);
}

#[test]
fn a_password_is_a_reason_to_try_again() {
    let desk = Desk::new();
    desk.write("a.txt", "locked");
    let mut steps = desk.steps.clone();
    steps.extract = Arc::new(|bytes, options| match options.password {
        Some(_) => lines(bytes),
        None => Err(extract::ExtractError::Encrypted),
    });
    let desk = Desk { steps, ..desk };
    check(&desk.run(), [0, 0, 0, 0, 0, 1]);
    let mut options = IngestOptions::USUAL;
    options.extract.password = Some("open".to_owned());
    check(&desk.run_with(&[desk.papers()], &options).unwrap(), [1, 0, 0, 0, 0, 0]);
    check(&desk.run(), [0, 0, 1, 0, 0, 0]);
}

#[test]
fn other_vocabularies_label_anew_without_reading() {
    let desk = Desk::new();
    desk.write("a.txt", "A").run();
    desk.remove("a.txt");
    let mut vocabularies = Vocabularies::shipped().clone();
    vocabularies.version = Sha256::of(b"edited");
    let index = PaperIndex::open(&desk.dir.path().join("index"), Arc::new(vocabularies)).unwrap();
    assert!(index.has_other_vocabularies());
    let stop = AtomicBool::new(false);
    let relabel = || {
        let steps = desk.steps.clone();
        let work = Work::Relabel(Writing::Kept);
        index.index_with(steps, work, &IngestOptions::USUAL, (&mut |_| {}, &stop)).unwrap()
    };
    check(&relabel(), [0, 1, 0, 0, 0, 0]);
    check(&relabel(), [0, 0, 1, 0, 0, 0]);
    assert!(!index.has_other_vocabularies());
}

#[test]
fn labelling_anew_keeps_the_form_that_was_read_and_tells_what_changed() {
    let desk = Desk::new();
    desk.write("a.txt", "A").write("b.txt", "B");
    let mut options = IngestOptions::USUAL;
    options.extract.structure = false;
    desk.run_with(&[desk.papers()], &options).unwrap();
    desk.remove("a.txt");
    let mut vocabularies = Vocabularies::shipped().clone();
    vocabularies.version = Sha256::of(b"edited");
    let index = PaperIndex::open(&desk.dir.path().join("index"), Arc::new(vocabularies)).unwrap();
    let stop = AtomicBool::new(false);
    let run = |work: Work<'_>, options: &IngestOptions| {
        let mut changes = Vec::new();
        let mut take = |step| {
            if let Progress::Relabelled(paper) = step {
                changes.push(format!("{} {}", paper.source, paper.whole.gained[0].value));
            }
        };
        let steps = desk.steps.clone();
        let summary = index.index_with(steps, work, options, (&mut take, &stop)).unwrap();
        changes.sort();
        (summary, changes)
    };
    // The usual options would read in another way, and could not: a file is gone.
    let usual = IngestOptions::USUAL;
    let (rehearsed, would_change) = run(Work::Relabel(Writing::Withheld), &usual);
    check(&rehearsed, [0, 2, 0, 0, 0, 0]);
    assert!(index.has_other_vocabularies());
    let (done, changed) = run(Work::Relabel(Writing::Kept), &usual);
    assert_eq!((done, &changed), (rehearsed, &would_change));
    let title = format!("vocabularies {}", Sha256::of(b"edited"));
    assert_eq!(changed, [format!("a.txt {title}"), format!("b.txt {title}")]);
    // A run over the files with the options of before has nothing to do.
    let paths = [desk.papers()];
    check(&run(Work::Paths(&paths), &options).0, [0, 0, 1, 0, 1, 0]);
}

#[test]
fn stopped_run_keeps_what_is_whole_and_the_next_completes_it() {
    let desk = Desk::new();
    for n in 0..20 {
        desk.write(&format!("{n:02}.txt"), &format!("paper {n}"));
    }
    let stop = AtomicBool::new(false);
    let mut stop_at_third = |step: Progress| {
        if step == (Progress::Read { source: "03.txt".to_owned() }) {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let options = IngestOptions { workers: 1, ..IngestOptions::USUAL };
    let paths = [desk.papers()];
    let work = Work::Paths(&paths);
    let summary = desk
        .open()
        .index_with(desk.steps.clone(), work, &options, (&mut stop_at_third, &stop))
        .unwrap();
    assert!(summary.interrupted && summary.added == 4, "{summary:?}");
    assert_eq!(desk.held().len(), 4);
    check(&desk.run(), [16, 0, 4, 0, 0, 0]);
}

#[test]
fn killed_writer_leaves_the_last_commit() {
    let desk = Desk::new();
    desk.write("a.txt", "A").run();
    let index = desk.open();
    let snapshot = index.snapshot();
    let store = Store::new(&index, &snapshot);
    let paper = store.paper(&id_of("A")).unwrap().unwrap();
    let state = store.state(&id_of("A")).unwrap().unwrap();
    let mut writer = PaperWriter::open(&index).unwrap();
    let places = vec![1; paper.passages.len()];
    writer.put(Placed { paper, places }, &state, &[id_of("B")]).unwrap();
    writer.remove(&id_of("A")).unwrap();
    drop(writer);
    std::fs::write(desk.dir.path().join("index/tantivy/.tmpABCDEF"), "half").unwrap();
    assert_eq!(desk.held(), ["a.txt: A"]);
    check(&desk.run(), [0, 0, 1, 0, 0, 0]);
    assert!(!desk.dir.path().join("index/tantivy/.tmpABCDEF").exists());
}

/// Names the folder to a child of [`killed_process_loses_at_most_its_batch`].
const CHILD_DIR: &str = "MINUTEBOOK_TEST_CHILD_DIR";

/// Indexes like the program and says so, until its parent kills it. Does nothing else.
#[test]
fn child_that_is_killed() {
    let Some(dir) = std::env::var_os(CHILD_DIR).map(PathBuf::from) else { return };
    let index = PaperIndex::open_or_create(&dir.join("index"), shipped()).unwrap();
    let paths = [dir.join("papers")];
    let mut say = |step: Progress| println!("{step:?}");
    let told: (&mut dyn FnMut(Progress), _) = (&mut say, &AtomicBool::new(false));
    let work = Work::Paths(&paths);
    index.index_with(Desk::new().steps, work, &IngestOptions::USUAL, told).unwrap();
}

#[test]
fn killed_process_loses_at_most_its_batch() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    let desk = Desk::new();
    for n in 0..1_200 {
        desk.write(&format!("{n:04}.txt"), &format!("paper {n}"));
    }
    let mut committed = 0;
    for kill_after in [300, 501, 600] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "ingest::tests::child_that_is_killed", "--nocapture"])
            .env(CHILD_DIR, desk.dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut read = 0;
        for line in said {
            read += usize::from(line.starts_with("Read"));
            if let Some(papers) = line.strip_prefix("Committed { papers: ") {
                committed = papers.trim_end_matches(" }").parse().unwrap();
            }
            if read == kill_after {
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let report = desk.open().check().unwrap();
        assert_eq!(report.problems, Vec::<String>::new());
        assert!(report.papers >= committed, "{report:?}, {committed} were committed");
    }
    let summary = desk.run();
    assert_eq!((summary.added + summary.unchanged, summary.failed.len()), (1_200, 0));
    assert_eq!(desk.open().check().unwrap().papers, 1_200);
}

#[test]
fn second_writer_is_refused() {
    let desk = Desk::new();
    let index = desk.open();
    let writer = PaperWriter::open(&index).unwrap();
    let refused = desk.run_with(&[desk.papers()], &IngestOptions::USUAL);
    assert!(matches!(refused, Err(Error::Locked { .. })), "{refused:?}");
    drop(writer);
    desk.run();
}

#[test]
fn other_formats_are_refused() {
    let desk = Desk::new();
    desk.write("a.txt", "A").run();
    let dir = desk.dir.path().join("index");
    let meta = dir.join("tantivy/meta.json");
    let text = std::fs::read_to_string(&meta).unwrap();
    let open = |text: String| {
        std::fs::write(&meta, text).unwrap();
        PaperIndex::open(&dir, shipped()).err().map(|error| error.to_string())
    };
    let ours = format!("\\\"analyser\\\":{ANALYSER_VERSION}");
    let older = open(text.replace(&ours, "\\\"analyser\\\":0")).unwrap();
    let versions = format!("was built with schema {SCHEMA_VERSION}, analyser 0 and frostem");
    assert!(older.contains(&versions), "{older}");
    assert!(
        older.ends_with("delete the folder `tantivy` in it and run `minutebook index` again"),
        "{older}"
    );
    assert_eq!(open(text), None);
    let nothing = PaperIndex::open(&desk.papers(), shipped()).err().unwrap();
    assert!(matches!(nothing, Error::NotAnIndex { .. }));
}

#[test]
fn check_finds_damage() {
    let desk = Desk::new();
    let summary = desk.write("a.txt", "A\nB").write("b.txt", "damaged").run();
    let report = desk.open().check().unwrap();
    assert_eq!((report.papers, report.passages, report.problems.len()), (1, 2, 0), "{report:?}");
    assert_eq!(report.failures, summary.failed);
    let engine = desk.dir.path().join("index/tantivy");
    let files = std::fs::read_dir(&engine).unwrap().map(|entry| entry.unwrap().path());
    let postings =
        { files }.find(|path| path.extension().is_some_and(|sort| sort == "idx")).unwrap();
    let mut bytes = std::fs::read(&postings).unwrap();
    bytes[10] ^= 1;
    std::fs::write(&postings, bytes).unwrap();
    let report = desk.open().check().unwrap();
    assert!(
        report.problems[0].ends_with(".idx` is damaged; delete the index and index again"),
        "{report:?}"
    );
}

#[test]
fn papers_are_found_by_id() {
    use crate::answer::Lookup;
    let desk = Desk::new();
    desk.write("a.txt", "A").run();
    desk.write("a.txt", "B").run();
    let index = desk.open();
    let view = index.paper_view(&id_of("B")).unwrap();
    assert!(matches!(view, Lookup::Here(view) if view.record.passages[0].text == "B"));
    let replaced = index.paper_view(&id_of("A")).unwrap();
    assert_eq!(replaced, Lookup::Replaced { by: id_of("B") });
    assert_eq!(index.paper_view(&id_of("C")).unwrap(), Lookup::Unknown);
    let original = index.original_path(&id_of("B")).unwrap();
    assert_eq!(original, Some(desk.papers().canonicalize().unwrap().join("a.txt")));
    desk.write("a.txt", "C");
    assert_eq!(index.original_path(&id_of("B")).unwrap(), None);
    assert_eq!((index.held().papers, index.papers().unwrap().len()), (1, 1));
    assert!(desk.dir.path().join("index/build.json").exists());
}

#[test]
fn passages_are_found_by_id_with_their_neighbours() {
    use crate::Library;
    use crate::answer::Lookup;
    let desk = Desk::new();
    desk.write("a.txt", "one\ntwo\nthree\nfour").run();
    let index: Box<dyn Library> = Box::new(desk.open());
    let id = |text: &str| PassageId::new(&id_of("one\ntwo\nthree\nfour"), text, 1);
    let around = |text: &str, neighbours| match index.passage(&id(text), neighbours).unwrap() {
        Lookup::Here(view) => {
            let texts = |passages: Vec<model::Passage>| {
                passages.into_iter().map(|passage| passage.text).collect::<Vec<_>>().join(" ")
            };
            format!("{}|{}|{}", texts(view.before), view.passage.text, texts(view.after))
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(around("one", 1), "|one|two");
    assert_eq!(around("three", 9), "one two|three|four");
    assert_eq!(around("four", usize::MAX), "one two three|four|");
    let gone = index.passage(&id("five"), 1).unwrap();
    assert!(matches!(gone, Lookup::Gone { paper } if paper.source == "a.txt"));
    let other = PassageId::new(&id_of("other"), "one", 1);
    assert_eq!(index.passage(&other, 1).unwrap(), Lookup::Unknown);
}

/// One step of a random history.
#[derive(Debug, Clone)]
enum Step {
    Write(u8, u8),
    Remove(u8),
    Run,
}

fn steps() -> impl proptest::strategy::Strategy<Value = Vec<Step>> {
    use proptest::prelude::*;
    let step = prop_oneof![
        4 => (0..5u8, 0..6u8).prop_map(|(file, text)| Step::Write(file, text)),
        2 => (0..5u8).prop_map(Step::Remove),
        2 => Just(Step::Run),
    ];
    proptest::collection::vec(step, 1..16)
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(12))]

    #[test]
    fn any_history_ends_as_a_fresh_index_would(steps in steps()) {
        let desk = Desk::new();
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for step in steps.into_iter().chain([Step::Run]) {
            match step {
                Step::Write(file, text) => {
                    let (name, text) = (format!("{file}.txt"), format!("text {text}\nmore"));
                    desk.write(&name, &text);
                    files.insert(name, text);
                }
                Step::Remove(file) => {
                    let name = format!("{file}.txt");
                    if files.remove(&name).is_some() {
                        desk.remove(&name);
                    }
                }
                Step::Run => {
                    desk.prune("");
                    let mut papers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
                    for (name, text) in &files {
                        papers.entry(text).or_default().push(name);
                    }
                    let shown = |(text, names): (&str, Vec<&str>)| {
                        format!("{}: {}", names.join(" "), text.replace('\n', "/"))
                    };
                    let expected: BTreeSet<_> = papers.into_iter().map(shown).collect();
                    proptest::prop_assert_eq!(desk.held(), expected.into_iter().collect::<Vec<_>>());
                    let counts = desk.open().snapshot().payload.counts.clone();
                    proptest::prop_assert_eq!(counts.papers, desk.held().len() as u64);
                    proptest::prop_assert_eq!(counts.passages, 2 * counts.papers);
                    let problems = desk.open().check().unwrap().problems;
                    proptest::prop_assert_eq!(problems, Vec::<String>::new());
                }
            }
        }
    }
}
