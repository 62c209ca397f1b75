//! The plain council form.

use super::{NOT_APPROVED, PageWord, Pinpoint, locator};
use crate::citation::cited::{Cited, Work};
use crate::citation::date::{Accessed, CitedDate};
use crate::citation::formatted::Formatted;

/// `Ashmere Council, Scrutiny Commission, minutes of the meeting of 30 November 2022, item 4
/// “Workforce”, para 4.14, p. 7`
pub(in crate::citation) fn line(cited: &Cited) -> String {
    let mut parts = names(cited);
    parts.extend(matter(cited));
    if cited.draft {
        parts.push("draft".to_owned());
    }
    parts.join(", ")
}

/// The same with its address and the day it was read.
pub(super) fn print(cited: &Cited, accessed: Accessed) -> Formatted {
    let (names, matter) = (names(cited), matter(cited));
    let mut set = Formatted::default();
    let rest = match names.split_first() {
        Some((first, others)) => {
            set = set.italic(first);
            others.iter().chain(&matter).cloned().collect()
        }
        None => {
            set = set.plain(matter.first().map(String::as_str).unwrap_or_default());
            matter[1.min(matter.len())..].to_vec()
        }
    };
    let read = CitedDate::from(accessed).british();
    set = set.after_commas(rest).plain(format!(". {} (accessed {read}).", locator(cited)));
    if cited.draft { set.plain(format!(" [{NOT_APPROVED}]")) } else { set }
}

fn names(cited: &Cited) -> Vec<String> {
    [&cited.publisher, &cited.authority, &cited.committee].into_iter().flatten().cloned().collect()
}

fn matter(cited: &Cited) -> Vec<String> {
    let mut parts = vec![title(cited)];
    parts.extend(cited.part.as_ref().map(|part| match part.date {
        Some(day) => format!("“{}” of {}", part.title, day.british()),
        None => format!("“{}”", part.title),
    }));
    parts.extend(cited.item.as_ref().map(|item| match &item.title {
        Some(title) => format!("item {} “{title}”", item.number),
        None => format!("item {}", item.number),
    }));
    let page = if cited.place.is_numbered() { PageWord::Short } else { PageWord::Long };
    parts.extend(Pinpoint { para: "para", page }.within_item(cited));
    parts
}

fn title(cited: &Cited) -> String {
    let date = cited.date.map(CitedDate::british);
    match (&cited.work, date) {
        (Work::Meeting(noun), None) => (*noun).to_owned(),
        (Work::Meeting(noun), Some(date)) => format!("{noun} of the meeting of {date}"),
        (Work::Titled(title), Some(date)) if !title.contains(&date) => format!("{title}, {date}"),
        (Work::Titled(title), _) => title.clone(),
    }
}
