//! `acronyms`: what short forms mean where.

use serde_json::Value;

use crate::papers::MINUTES;
use crate::support::Desk;

#[test]
fn each_meaning_has_its_sentence() {
    let desk = Desk::with(&[MINUTES]);
    let coins = |long: &str| MINUTES.1.replace("the report and", &format!("the {long} (CPP) and"));
    desk.write("brackwater/a.txt", coins("Corporate Parenting Panel"));
    desk.write("brackwater/b.txt", coins("Child Protection Plan"));
    desk.index().exits(0);
    let listed = desk.run("acronyms", &["--json"]).exits(0).stdout;
    let rows: Vec<Value> = listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let longs: Vec<&str> = rows.iter().map(|row| row["long"].as_str().unwrap()).collect();
    assert_eq!(longs, ["Child Protection Plan", "Corporate Parenting Panel"]);
    assert!(rows.iter().all(|row| row["short"] == "CPP" && row["ambiguous"] == true), "{rows:#?}");
    let proof = &rows[0]["proof"];
    assert!(proof["sentence"].as_str().unwrap().contains("Child Protection Plan (CPP)"));
    desk.run("show", &[proof["passage"].as_str().unwrap()]).exits(0);
    desk.run("acronyms", &[] as &[&str]).exits(0).prints("CPP = Corporate Parenting Panel  [");
    desk.run("acronyms", &["--authority", "kent"]).exits(1);
    desk.run("acronyms", &["--authority", "nowhere"]).exits(2).says("no authority of the register");
    let refused = desk.run("acronyms", &["--authority", "nowhere", "--json"]).exits(2).json();
    assert_eq!(refused["error"]["kind"], "unknown-authority");
}
