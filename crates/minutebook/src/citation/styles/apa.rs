//! APA 7, as a report of a body (10.4) with a description in brackets: author. (date). *Title*
//! [Description], place in it. URL. Undated is (n.d.); without an author the title leads. A day
//! of retrieval is given where the text may yet change. Titles keep their capitals, which a
//! program cannot tell from those of names.

use super::{PageWord, Pinpoint, locator, stop};
use crate::citation::cited::{Cited, Work, capital};
use crate::citation::date::{Accessed, CitedDate};
use crate::citation::formatted::Formatted;

const PINPOINT: Pinpoint = Pinpoint { para: "para.", page: PageWord::Short };

pub(super) fn print(cited: &Cited, accessed: Accessed) -> Formatted {
    let date = cited.date.map_or_else(|| "n.d.".to_owned(), CitedDate::apa);
    let pinpoint = PINPOINT.of(cited);
    let set = match cited.author() {
        Some(author) => {
            let set = Formatted::default().plain(format!("{author}{} ({date}). ", stop(author)));
            title(set, cited).after_commas(pinpoint)
        }
        None => {
            let set = title(Formatted::default(), cited);
            let stop = stop(set.last_words());
            set.plain(format!("{stop} ({date})")).after_commas(pinpoint)
        }
    };
    let locator = locator(cited);
    let from = if cited.may_change() {
        format!("Retrieved {}, from {locator}", CitedDate::from(accessed).american())
    } else {
        locator
    };
    set.plain(format!(". {from}"))
}

fn title(mut set: Formatted, cited: &Cited) -> Formatted {
    if let Some(part) = &cited.part {
        let day = part.date.map(|day| format!(" ({})", day.american())).unwrap_or_default();
        set = set.plain(format!("{}{day}. In ", part.title));
    }
    let draft = |noun: &str| if cited.draft { format!("draft {noun}") } else { noun.to_owned() };
    match (&cited.work, &cited.committee) {
        (Work::Meeting(noun), committee) => {
            let noun = match *noun {
                "reports pack" => "reports pack".to_owned(),
                noun => format!("meeting {noun}"),
            };
            let set = match committee {
                Some(committee) => set.italic(committee).plain(" "),
                None => set,
            };
            set.plain(format!("[{}]", capital(&draft(&noun))))
        }
        (Work::Titled(title), None) if cited.draft => {
            set.italic(cited.titled(title)).plain(" [Draft]")
        }
        (Work::Titled(title), None) => set.italic(cited.titled(title)),
        (Work::Titled(title), Some(committee)) => set
            .italic(cited.titled(title))
            .plain(format!(" [{}]", capital(&draft(&format!("paper for {committee}"))))),
    }
}
