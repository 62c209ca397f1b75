//! A RIS record: a line a tag, six characters of tag before each value, dates with every slash.

use super::{NOT_APPROVED, PageWord, Pinpoint, title_and_sort};
use crate::citation::cited::Cited;
use crate::citation::date::{Accessed, CitedDate};

const PINPOINT: Pinpoint = Pinpoint { para: "para.", page: PageWord::Short };

pub(super) fn print(cited: &Cited, accessed: Accessed) -> String {
    let (title, sort) = title_and_sort(cited);
    let part = cited.part.as_ref().map(|part| part.title.clone());
    let in_pack = part.as_ref().map(|_| title.clone());
    let mut note = PINPOINT.within_item(cited);
    note.extend(cited.draft.then(|| NOT_APPROVED.to_owned()));
    let tags = [
        ("TY", Some("GOVDOC".to_owned())),
        ("ID", Some(cited.id.to_string())),
        ("AU", cited.author().map(str::to_owned)),
        ("TI", Some(part.unwrap_or(title))),
        ("T2", in_pack),
        ("A2", cited.committee.clone()),
        ("PB", cited.author().map(str::to_owned)),
        ("PY", cited.date.map(CitedDate::year)),
        ("DA", cited.date.map(CitedDate::ris)),
        ("M3", Some(sort)),
        ("IS", cited.item.as_ref().map(|item| format!("item {}", item.number))),
        ("SP", cited.pages.as_ref().map(|pages| pages.numbers())),
        ("N1", (!note.is_empty()).then(|| note.join(", "))),
        ("UR", cited.url.clone()),
        ("Y2", Some(CitedDate::from(accessed).ris())),
        ("ER", Some(String::new())),
    ];
    tags.iter().filter_map(|(tag, value)| Some(line(tag, value.as_deref()?))).collect()
}

/// Fields hold single spaces alone, so no value can begin a line of its own.
fn line(tag: &str, value: &str) -> String {
    format!("{tag}  - {value}\r\n")
}
