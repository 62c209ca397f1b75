//! `concordance`, `collocates`, `keywords`, `questions`, `decisions` and `actions`.

use crate::papers;
use crate::support::Desk;

#[test]
fn mentions_are_aligned_in_their_context() {
    let desk = Desk::indexed();
    let args = ["--width", "24", "--sort", "left", "recruitment"];
    let shown = desk.run("concordance", &args).exits(0);
    let text = &shown.prints("mentions in").stdout;
    let columns: Vec<Option<usize>> = text
        .lines()
        .filter(|line| line.to_lowercase().contains("recruit") && line.starts_with(' '))
        .filter(|line| !line.trim_start().starts_with("p_"))
        .map(|line| line.to_lowercase().get(24..).and_then(|rest| rest.find("recruit")))
        .collect();
    assert!(columns.len() > 2 && columns.iter().all(|column| *column == Some(0)), "{text}");
    let json = desk.run("concordance", &["--json", "--limit", "1", "recruitment"]).exits(0).json();
    assert_eq!(json["lines"].as_array().unwrap().len(), 1);
    assert!(json["mentions"].as_u64().unwrap() > 1);
    desk.run("concordance", &["zzzz"]).exits(1);
    desk.run("concordance", &["recruitment", "--width", "9"]).exits(2).says("10 to 300");
    desk.run("concordance", &["recruitment", "--sort", "up"]).exits(2).says("write one of");
}

#[test]
fn a_sample_is_the_same_each_time() {
    let desk = Desk::indexed();
    let ids = |seed: &str| {
        let args = ["--csv", "--sample", "2", "--seed", seed, "the"];
        desk.run("concordance", &args).exits(0).stdout
    };
    assert_eq!(ids("4"), ids("4"));
    assert!(["5", "6", "7", "8"].iter().any(|seed| ids(seed) != ids("4")));
}

#[test]
fn words_are_counted_and_set_apart() {
    let desk = Desk::indexed();
    let args = ["--json", "--least", "2", "recruitment"];
    let answer = desk.run("collocates", &args).exits(0).json();
    let words: Vec<&str> =
        answer["words"].as_array().unwrap().iter().filter_map(|w| w["term"].as_str()).collect();
    assert_eq!(words, ["workers", "retention", "social"], "{answer:#}");
    desk.run("collocates", &["--least", "2", "recruitment"]).exits(0).prints("by chance it would");
    let args = ["--least", "2", "--papers", "1", "--csv", "authority:ashmere"];
    let table = desk.run("keywords", &args).stdout;
    assert!(table.contains("word,term,here,there,"), "{table}");
    desk.run("keywords", &["autority:ashmere"]).exits(2).says("autority");
}

#[test]
fn a_reprint_counts_once_where_asked() {
    let desk = Desk::indexed();
    let (name, text) = papers::MINUTES;
    desk.write(&name.replace("2022-11-30", "again"), format!("{text}\nPrinted again.\n"));
    desk.index().exits(0);
    let query = "\"foster carer\" authority:brackwater";
    let found = |flags: &[&str]| {
        let answer = desk.run("concordance", &[flags, &["--json", query]].concat()).exits(0).json();
        (answer["mentions"].as_u64(), answer["repeats"].as_u64())
    };
    let (all, none) = found(&[]);
    let (once, left_out) = found(&["--once"]);
    assert_eq!((none, left_out.zip(once).map(|(n, once)| n + once)), (Some(0), all));
    assert!(once < all);
    desk.run("concordance", &["--once", query]).exits(0).prints(" left out");
    desk.run("collocates", &["--once", "--least", "1", query]).exits(0).prints(" left out");
    desk.run("keywords", &["--once", "--least", "1", "--papers", "1", "authority:brackwater"])
        .prints(" left out");
}

#[test]
fn ledgers_print_a_row_each() {
    let desk = Desk::indexed();
    desk.run("questions", &[] as &[&str]).exits(0).prints("In response to a question");
    let decisions = desk.run("decisions", &["--csv"]).exits(0).stdout;
    assert!(decisions.contains("outcome,item,item_title,text,moved_by,"), "{decisions}");
    assert!(decisions.contains("That the report on placement stability be noted"), "{decisions}");
    desk.run("decisions", &["--outcome", "deferred"]).exits(1);
    desk.run("decisions", &["--outcome", "lost"]).exits(2).says("resolved, agreed");
    desk.run("decisions", &["--vote", "lost"]).exits(2).says("recorded, contested");
    desk.run("decisions", &["--moved-by", "-"]).exits(2).says("has no word of a name");
    desk.run("decisions", &["--moved-by", "nobody", "--vote", "contested"]).exits(1);
    let unheld = desk.run("decisions", &["--committee", "Nowhere Panel"]).exits(1);
    unheld.prints("No passage here has the committee “Nowhere Panel”.");
    let actions = desk.run("actions", &["--json"]).json();
    assert_eq!(actions["total"]["passages"], 0);
}

#[test]
fn positions_and_comparisons_are_told_at_the_terminal() {
    let desk = Desk::indexed();
    let compared = desk.run("compare", &["recruitment"]).exits(0);
    compared.prints("Ashmere").prints("?: papers are held").prints("no papers").prints("2023");
    let answer = desk.run("compare", &["recruitment", "--json", "--quotations", "1"]).json();
    let cells = answer["cells"].as_array().unwrap();
    let sum: u64 = cells.iter().filter_map(|cell| cell["passages"].as_u64()).sum();
    assert_eq!(answer["total"]["passages"], sum);
    desk.run("compare", &["recruitment", "--csv"]).exits(0).prints("searched_papers");
    desk.run("compare", &["recruitment", "--by", "year"]).exits(2).says("two different");
    desk.run("compare", &["zzzz"]).exits(1);
    let args = ["vacancies", "--authority", "ashmere"];
    desk.run("positions", &args).exits(0).prints("Ashmere · 20");
    desk.run("positions", &["zzzz"]).exits(1);
}
