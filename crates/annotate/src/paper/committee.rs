//! The body that met, or to which the paper goes.

use std::sync::LazyLock;

use model::normal;
use model::record::From;
use model::text::{Block, BlockKind};
use regex::Regex;

use super::{Labelled, Look, fields};
use crate::why;

/// The committee, by the first form that fits.
pub(super) fn find(look: &Look<'_>) -> Option<Labelled<String>> {
    from_metadata(look)
        .or_else(|| from_electors(look))
        .or_else(|| from_fields(look))
        .or_else(|| from_phrase(look))
        .or_else(|| from_heading(look))
        .or_else(|| from_folder(look))
}

/// The folder of the meeting, `planning-committee-2024-05-01`.
fn from_folder(look: &Look<'_>) -> Option<Labelled<String>> {
    let folder = super::meeting_folder(&look.source.path)?;
    let words = folder.body.replace(['-', '_'], " ");
    label(&sentence_words(&words.to_uppercase()), From::Path, folder.name)
}

/// "Agenda for Planning Committee on Thursday 4 May 2023, 7:30 pm" in the page's own metadata.
fn from_metadata(look: &Look<'_>) -> Option<Labelled<String>> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:Agenda|Minutes|Decisions)(?: and \w+)? (?:for|of) (.{3,120}?) on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
            .expect("fixed")
    });
    let metadata = &look.text.metadata;
    let by_name = metadata.field("committeetitle");
    let by_title = metadata
        .field("DC.title")
        .and_then(|title| TITLE.captures(title))
        .and_then(|found| found.get(1))
        .map(|m| m.as_str());
    let name = by_name.or(by_title)?;
    label(name, From::Metadata, name)
}

/// A field that names the body: "Meeting Name: Planning Committee", "To: Cabinet - 4 May 2023",
/// "Decision to be taken by: Mrs A Stone, Cabinet Member for Roads".
fn from_fields(look: &Look<'_>) -> Option<Labelled<String>> {
    const LABELS: [&str; 14] = [
        "meeting name",
        "name of meeting",
        "name of committee",
        "committee",
        "meeting",
        "report to",
        "decision to be taken by",
        "decision taken by",
        "decision maker",
        "decision taker",
        "decided at meeting",
        "to",
        "pwyllgor",
        "body",
    ];
    let blocks = &look.head[..look.head.len().min(14)];
    fields::all(blocks).iter().filter(|field| LABELS.contains(&field.label.as_str())).find_map(
        |field| {
            let body = decider(field.value).or_else(|| body(field.value))?;
            label(body, From::Text, &field.words())
        },
    )
}

/// The body that a field's value is or begins with, its date left out: "Cabinet – 30 January
/// 2025", "19/10/2015 - Policy Committee".
fn body(value: &str) -> Option<&str> {
    static BODY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:\d[\d/. ]*\s*[-–—]\s*)?(?:(?i:all members of|members of|the chair and members of|the) )*(?:the )?(?P<name>(?:\p{Lu}[^.;:\n\t–—]{1,100}?\s)?(?i:committee|commission|panel|board|cabinet|council|executive|forum|sub-committee(?: [A-Z])?))\s*(?:$|[-–—,(]|\d|\s(?:of|on)\s)")
            .expect("fixed")
    });
    let name = BODY.captures(value)?.name("name")?.as_str();
    is_name(name).then_some(name)
}

/// A member of the executive who decides alone, without the person's name.
fn decider(value: &str) -> Option<&str> {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|, |[-–—] )(?P<office>(?:Deputy )?(?:Cabinet Member|Executive Member|Lead Member|Portfolio Holder|Leader of the Council|Executive Mayor)(?: (?:for|and|of) [^.;:\n\t]{2,100})?)\s*$")
            .expect("fixed")
    });
    Some(OFFICE.captures(value.trim())?.name("office")?.as_str())
}

/// "MINUTES of a meeting of the Cabinet held", "At a meeting of the Cabinet held", "Agenda for
/// Planning Committee", "A meeting of the Licensing Panel will be held".
fn from_phrase(look: &Look<'_>) -> Option<Labelled<String>> {
    static FORMS: LazyLock<[Regex; 5]> = LazyLock::new(|| {
        [
            r"^(?i:at (?:a|an|the) (?:\w+ ){0,2}meeting) of (?i:the )?(\p{Lu}[^.;:\n]{2,100}?),? (?i:held)\b",
            r"(?i:(?:minutes|proceedings) of (?:a|an|the) (?:(?:ordinary|special|annual|extraordinary|virtual|monthly|statutory|remote) )*meeting of (?:the )?)(\p{Lu}.{2,100}?)(?:,? (?i:which was )?(?i:held)\b|,? (?:on|at) )",
            r"(?i:minutes|agenda) (?:of|for) (?:the )?(\p{Lu}[^,.;:–]{2,90}?(?:Committee|Commission|Panel|Board|Cabinet|Executive|Forum))\b",
            r"(?i:minutes|agenda) (?:of|for) (?:the )?(Cabinet|Executive)\s*(?:$|[,(–-]|(?:held|on|at)\b)",
            r"(?i:\bmeeting of) (?:the )?(\p{Lu}[^,.;:–]{2,90}?) (?i:(?:will|is to|to) be held)\b",
        ]
        .map(|form| Regex::new(form).expect("fixed"))
    });
    for block in look.head.iter().take(14) {
        for form in FORMS.iter() {
            if let Some(found) = form.captures(&block.text)
                && !is_authority(&found[1], look)
                && without_lead(&found[1]).starts_with(char::is_uppercase)
            {
                return label(
                    without_authority(without_lead(&found[1]), look),
                    From::Text,
                    &found[0],
                );
            }
        }
    }
    None
}

/// "Annual Parish Meeting 20 May 2025": the meeting of the electors, not of the council. Some
/// printers lose the letters "ti".
fn from_electors(look: &Look<'_>) -> Option<Labelled<String>> {
    static ELECTORS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bannual (?P<sort>parish|town) mee(?:ti)?\s?ng\b").expect("fixed")
    });
    // Where the ends of lines are lost, the title stands at the start of the first paragraph.
    let is_title = |(at, block): &(usize, &&Block)| *at == 0 || block.text.len() < 160;
    let texts = look.head.iter().take(3).enumerate().filter(is_title);
    texts.map(|(_, block)| start_of(&block.text, 160)).find_map(|text| {
        let found = ELECTORS.captures(text)?;
        let name = format!("ANNUAL {} MEETING", found["sort"].to_uppercase());
        label(&name, From::Text, &found[0])
    })
}

/// The first bytes of a text, on a character's boundary.
fn start_of(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// A heading, or a line in capitals, that ends in the word of a body; "Committee - Thursday 4
/// May" on a web page.
fn from_heading(look: &Look<'_>) -> Option<Labelled<String>> {
    static BODY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<name>(?:\d{1,3}(?:st|nd|rd|th) )?\p{Lu}[^.;:\n]{2,100}?\b(?i:committee|commission|panel|board|cabinet|executive|forum|sub-committee|council|advisory council (?:on|for) religious education))\s*(?:$|[-–—,]?\s*(?:\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?i:public question)))")
            .expect("fixed")
    });
    const NO_BODY: [&str; 9] = [
        "To ",
        "All ",
        "Members ",
        "From ",
        "Minutes ",
        "Also ",
        "Present ",
        "In Attendance ",
        "Apologies ",
    ];
    for block in look.head.iter().take(8) {
        let text = block.text.trim();
        let looks_so =
            matches!(block.kind, BlockKind::Heading { .. }) || block.bold || text.len() < 110;
        let first = text.split([' ', '-', '–', '—']).next().unwrap_or_default();
        let is_alone = text.len() == first.len() || text.contains(['–', '—']) && text.len() < 60;
        if matches!(first, "CABINET" | "Cabinet") && is_alone {
            return label("Cabinet", From::Text, text);
        }
        let Some(found) = BODY.captures(text).filter(|_| looks_so) else { continue };
        let name = without_authority(without_lead(&found["name"]), look);
        // "To ADOPT …" and "All Members of …" are an order and an address, "Also Present A Byrne
        // Clerk to the Council" a list.
        // "Ada Byrne, Stoke Council" is somebody of a council.
        let is_of_council = name.contains(", ") && name.to_lowercase().ends_with(" council");
        let is_address = is_of_council || NO_BODY.iter().any(|start| name.starts_with(start));
        if !is_name(name) || is_address {
            continue;
        }
        if !is_authority(name, look) {
            return label(name, From::Text, text);
        }
    }
    None
}

/// "Meeting of the Roads Panel", "12th Meeting of the Roads Panel" as "Roads Panel".
fn without_lead(name: &str) -> &str {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:\d{1,3}(?:st|nd|rd|th) )?(?:(?:ordinary|special|annual|extraordinary|virtual) )*meetings? (?:of|for) (?:the )?")
            .expect("fixed")
    });
    LEAD.find(name).and_then(|lead| name.get(lead.end()..)).unwrap_or(name)
}

/// Whether the words name the whole authority and no body of it.
fn is_authority(name: &str, look: &Look<'_>) -> bool {
    let lower = normal::name(name);
    let sorts = ["parish council", "town council", "community council"];
    // "Ashmere Borough Council"; "City Council" alone is its full council.
    let places = [" borough council", " city council", " county council", " district council"];
    !look.vocabularies.authorities.by_name(name).is_empty()
        || sorts.iter().chain(&places).any(|end| lower.ends_with(end))
        || lower.ends_with(" authority")
}

/// Whether words are a name and not a sentence: all but the small ones have capitals.
fn is_name(words: &str) -> bool {
    let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let of_note: Vec<&str> = words.split_whitespace().filter(long).collect();
    let capital = of_note.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    of_note.len() < 14 && capital * 5 >= of_note.len() * 4
}

/// "Merton Council Audit Committee" as "Audit Committee".
fn without_authority<'n>(name: &'n str, look: &Look<'_>) -> &'n str {
    let Some(at) = name.find(" Council ").map(|at| at + " Council".len()) else { return name };
    let (authority, body) = name.split_at(at);
    let is_known = !look.vocabularies.authorities.by_name(authority).is_empty();
    if is_known { body.trim() } else { name }
}

fn label(name: &str, from: From, evidence: &str) -> Option<Labelled<String>> {
    let name = normal::spaces(name.trim_matches([' ', '-', '–', ',', ':']));
    let is_capitals = !name.chars().any(char::is_lowercase);
    let value = if is_capitals { sentence_words(&name) } else { name };
    // The body's own name may stand after that of its family.
    let value = match value.strip_prefix("Overview & Scrutiny ") {
        Some(own) if own.contains("Scrutiny") => own.to_owned(),
        _ => value,
    };
    let lower = value.to_lowercase();
    let is_whole_council = ["parish council", "town council", "community council"]
        .iter()
        .any(|end| lower.ends_with(end));
    (!is_whole_council && value.len() > 3).then(|| Labelled { value, why: why(from, evidence) })
}

/// "CHILDREN AND YOUNG PEOPLE PANEL" as "Children and Young People Panel".
fn sentence_words(text: &str) -> String {
    const SMALL: [&str; 9] = ["and", "of", "the", "for", "in", "on", "to", "with", "at"];
    let word = |(i, word): (usize, &str)| {
        let lower = word.to_lowercase();
        if i > 0 && SMALL.contains(&lower.as_str()) {
            return lower;
        }
        let mut chars = lower.chars();
        chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
    };
    text.split(' ').enumerate().map(word).collect::<Vec<String>>().join(" ")
}
