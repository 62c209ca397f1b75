//! Harvard as *Cite Them Right* sets official papers: author (year) *title*, place in it.
//! Available at: URL (Accessed: day). What has no address is followed by its id. Undated is
//! (n.d.); without an author the title leads.

use super::{NOT_APPROVED, PageWord, Pinpoint, reference};
use crate::citation::cited::{Cited, Work};
use crate::citation::date::{Accessed, CitedDate};
use crate::citation::formatted::Formatted;

const PINPOINT: Pinpoint = Pinpoint { para: "para.", page: PageWord::Short };

pub(super) fn print(cited: &Cited, accessed: Accessed) -> Formatted {
    let year = cited.date.map_or_else(|| "n.d.".to_owned(), CitedDate::year);
    let set = match cited.author() {
        Some(author) => title(Formatted::default().plain(format!("{author} ({year}) ")), cited),
        None => title(Formatted::default(), cited).plain(format!(" ({year})")),
    };
    let draft = if cited.draft { format!(" [{NOT_APPROVED}]") } else { String::new() };
    let read = CitedDate::from(accessed).british();
    set.plain(draft)
        .after_commas(PINPOINT.of(cited))
        .plain(format!(". {} (Accessed: {read}).", available(cited)))
}

/// Only an address on the web is where something is available.
fn available(cited: &Cited) -> String {
    match &cited.url {
        Some(url) => format!("Available at: {url}"),
        None => reference(cited),
    }
}

fn title(mut set: Formatted, cited: &Cited) -> Formatted {
    if let Some(part) = &cited.part {
        let day = part.date.map(|day| format!(", {}", day.british())).unwrap_or_default();
        set = set.plain(format!("‘{}’{day}, in ", part.title));
    }
    let date = cited.date.map(CitedDate::british);
    match &cited.work {
        Work::Meeting(noun) => {
            let dated = date.map(|date| format!(", {date}")).unwrap_or_default();
            set.italic(format!("{}{dated}", cited.meeting_title(noun)))
        }
        Work::Titled(title) => {
            let dated = date.filter(|date| !title.contains(date.as_str()));
            let to = cited.committee.iter().cloned();
            set.italic(cited.titled(title)).after_commas(to.chain(dated))
        }
    }
}
