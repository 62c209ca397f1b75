//! `relabel` and `vocab`: an operator's own words, what they change, and what a mistake costs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Desk, Ended};

/// The topics as shipped, with "placement stability" proving another topic and nothing else.
fn edit_topics(desk: &Desk) {
    let shipped = desk.run("vocab", &["topics.toml"]).exits(0).stdout;
    let of_placements = shipped.find("id = \"placements-sufficiency\"").unwrap();
    let (before, after) = shipped.split_at(of_placements);
    let (rules, rest) = after.split_at(after.find("[[topic]]").unwrap());
    let edited = format!("{before}{}{rest}", rules.replace("stability", "steadiness"))
        .replace("triggers = [\"ASYE", "triggers = [\"placement stability\", \"ASYE");
    assert_ne!(edited, shipped);
    write_own(desk, "topics.toml", &edited);
}

fn write_own(desk: &Desk, name: &str, text: &str) {
    let folder = desk.index_dir().join("vocab");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), text).unwrap();
}

/// Every file of the index but the vocabularies, with its bytes.
fn files_of(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("vocab") {
            files.append(&mut files_of(&path));
        } else if path.is_file() {
            files.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    files
}

fn lines(ended: &Ended) -> Vec<Value> {
    ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn an_edited_rule_changes_labels_and_says_which() {
    let desk = Desk::indexed();
    for paper in ["brackwater/cabinet-2022-11-30.txt", "ashmere/panel-2023-05-04.html"] {
        desk.remove(paper);
    }
    edit_topics(&desk);
    let before = files_of(&desk.index_dir());
    let rehearsed = desk.run("relabel", &["--dry-run"]).exits(0);
    assert_eq!(files_of(&desk.index_dir()), before, "a rehearsal writes nothing");
    assert!(rehearsed.stderr.contains("4 papers would be labelled anew, 0 unchanged, 0 failed"));
    desk.run("search", &["topic:asye-career"]).exits(1);

    let done = desk.run("relabel", &[] as &[&str]).exits(0);
    assert_eq!(done.stdout, rehearsed.stdout);
    done.says("4 papers labelled anew")
        .prints("  topic asye-career: +")
        .prints("  topic placements-sufficiency: -")
        .prints("brackwater/cabinet-2022-11-30.txt  p_")
        .prints("    + topic asye-career: “placement stability”")
        .prints(
            "    - topic placements-sufficiency: “placement … stability”, “placement stability”",
        );
    desk.run("search", &["topic:asye-career"]).exits(0);
    desk.run("relabel", &[] as &[&str]).exits(0).says("0 papers labelled anew, 4 unchanged");
    // A run over the papers keeps to the same words.
    desk.index().exits(0).says("0 added, 0 changed, 2 unchanged");
}

#[test]
fn tools_get_every_change_a_line() {
    let with_more = || {
        let desk = Desk::indexed();
        let text = "BRACKWATER COUNCIL\n\nMINUTES of a meeting of the Cabinet held on 7 December \
                    2022\n\n1. Members heard that the placement stability of teenagers had \
                    fallen.\n\n2. Members asked what placement stability had cost.\n";
        desk.write("brackwater/cabinet-2022-12-07.txt", text);
        desk.index().exits(0);
        desk
    };
    let desk = with_more();
    edit_topics(&desk);
    let ended = desk.run("relabel", &["--json", "--limit", "1"]).exits(0);
    let lines = lines(&ended);
    let (summary, papers) = lines.split_last().unwrap();
    assert_eq!(summary["summary"]["relabelled"], 5);
    assert_eq!(summary["summary"]["papers"], papers.len());
    let gained = &papers[0]["passages"][0]["gained"][0];
    let expected = json!({
        "sort": "topic", "value": "asye-career", "because": ["placement stability"]
    });
    assert_eq!(*gained, expected);
    let changed: usize = papers.iter().map(|p| p["passages"].as_array().unwrap().len()).sum();
    assert_eq!(summary["summary"]["passages"], changed);
    assert!(changed > 1, "--limit is for people alone");
    let bounded = with_more();
    edit_topics(&bounded);
    let shown = bounded.run("relabel", &["--dry-run", "--limit", "1"]).exits(0);
    shown.prints("more passage").prints("and 1 more label");
}

#[test]
fn a_mistake_is_refused_with_its_place_and_changes_nothing() {
    let desk = Desk::indexed();
    let before = files_of(&desk.index_dir());
    let shipped = desk.run("vocab", &["topics.toml"]).exits(0).stdout;
    let line = shipped.lines().position(|line| line.starts_with("triggers")).unwrap() + 1;
    write_own(&desk, "topics.toml", &shipped.replacen("\ntriggers", "\ntrigers", 1));
    let place = format!("topics.toml`, line {line}: unknown field `trigers`");
    desk.run("relabel", &[] as &[&str]).exits(2).says(&place);
    desk.run("relabel", &["--dry-run"]).exits(2).says("compare with the topics around it");
    desk.index().exits(2).says(&place);
    let found = desk.run("search", &["placement stability"]).exits(0).says(&place);
    found.says("the shipped vocabularies are used meanwhile");
    assert_eq!(files_of(&desk.index_dir()), before);

    fs::remove_file(desk.index_dir().join("vocab/topics.toml")).unwrap();
    write_own(&desk, "topic.toml", &shipped);
    desk.run("relabel", &[] as &[&str]).exits(2).says("is no vocabulary; name it acronyms.tsv");
    assert_eq!(files_of(&desk.index_dir()), before);
}

#[test]
fn vocabularies_are_listed_and_printed() {
    let desk = Desk::indexed();
    desk.run("vocab", &[] as &[&str]).exits(0).prints("topics.toml\tshipped\n");
    let own = "short\tlong\tkind\nPQ\tPublic Question\tgovernance\n";
    write_own(&desk, "acronyms.tsv", own);
    desk.run("vocab", &[] as &[&str]).exits(0).prints("vocab/acronyms.tsv\n");
    desk.run("vocab", &["acronyms.tsv"]).exits(0).prints("\nLAC\t");
    desk.run("vocab", &["--copy", "acronyms.tsv"])
        .exits(2)
        .says("vocab/acronyms.tsv`: File exists");
    desk.run("vocab", &["--copy", "roles.tsv"]).exits(0).prints("vocab/roles.tsv\n");
    let copied = fs::read_to_string(desk.index_dir().join("vocab/roles.tsv")).unwrap();
    assert_eq!(copied, desk.run("vocab", &["roles.tsv"]).exits(0).stdout);
    desk.run("vocab", &["topic.toml"]).exits(2).says("there is no vocabulary `topic.toml`");
    // A folder elsewhere, for one command.
    let elsewhere = desk.papers().join("words");
    fs::create_dir(&elsewhere).unwrap();
    let folder = elsewhere.to_str().unwrap();
    desk.run("relabel", &["--vocab", folder]).exits(0).says("0 papers labelled anew");
    for command in ["relabel", "check"] {
        desk.run(command, &["--vocab", "no/such"]).exits(2).says("no/such");
    }
}
