//! The date of the meeting or publication.

use std::sync::LazyLock;

use model::Warning;
use model::record::{From, PaperDate, PaperKind, Precision};
use model::text::{Block, BlockKind};
use regex::Regex;

use super::{Look, fields};
use crate::dates::{self, FoundDate};

/// The date, by the strongest evidence: the page's metadata; "held on" and its like; a date
/// that stands in the first lines; the path; any early date that is not of something else.
pub(super) fn find(
    look: &Look<'_>,
    kind: PaperKind,
    warnings: &mut Vec<Warning>,
) -> Option<PaperDate> {
    // A list of meetings has a date for each; its own is at most that of the last change. The
    // page of one meeting names its day.
    let is_list =
        kind == PaperKind::WebListing && look.text.metadata.field("meetingdate").is_none();
    if is_list {
        return from_fields(look, kind, warnings).or_else(|| from_agenda_link(look));
    }
    let date = from_metadata(look)
        .or_else(|| from_publication(look, kind))
        .or_else(|| from_meeting_folder(look, kind))
        .or_else(|| from_fields(look, kind, warnings))
        .or_else(|| from_phrase(look, kind, warnings))
        .or_else(|| from_signature(look, kind))
        .or_else(|| from_last_line(look, kind))
        .or_else(|| from_first_lines(look, kind, warnings))
        .or_else(|| from_path(look))
        .or_else(|| from_anywhere(look, kind))
        .or_else(|| from_figures(look, kind));
    date.filter(|date| date.value.get(..4).is_some_and(|year| ("1960".."2100").contains(&year)))
}

fn label(found: &FoundDate, from: From, confidence: f32, evidence: &str) -> PaperDate {
    PaperDate {
        value: found.value.clone(),
        precision: found.precision,
        from,
        confidence,
        evidence: model::normal::spaces(evidence).chars().take(200).collect(),
    }
}

/// `DC.date` of a committee-system page, `meetingdate` of its web service.
fn from_metadata(look: &Look<'_>) -> Option<PaperDate> {
    let fields = ["DC.date", "meetingdate"];
    let value = fields.iter().find_map(|name| look.text.metadata.field(name))?;
    let found = dates::find(value).into_iter().next()?;
    Some(label(&found, From::Metadata, 0.99, value))
}

/// An inspection report is dated by its publication, printed or in its file's name; the days of
/// the inspection are those on which inspectors came.
fn from_publication(look: &Look<'_>, kind: PaperKind) -> Option<PaperDate> {
    static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:published|publication date)(?: on)?\s*:?\s*$").expect("fixed")
    });
    if kind != PaperKind::InspectionReport {
        return None;
    }
    let printed = look.head.iter().take(30).find_map(|block| {
        let found = dates::find(&block.text).into_iter().find(|found| {
            found.precision == Precision::Day
                && PUBLISHED.is_match(block.text.get(..found.start).unwrap_or_default())
        })?;
        Some(label(&found, From::Text, 0.95, &block.text))
    });
    let file = look.source.path.rsplit('/').next().unwrap_or_default();
    printed.or_else(|| date_of_name(file).filter(|date| date.precision == Precision::Day))
}

/// A folder named for a meeting, `cabinet-2025-01-30`: its reports and appendices are dated by
/// the meeting they go to. Minutes in it may be an earlier meeting's, and decisions are dated
/// by themselves.
fn from_meeting_folder(look: &Look<'_>, kind: PaperKind) -> Option<PaperDate> {
    if matches!(kind, PaperKind::Minutes | PaperKind::Decision | PaperKind::InspectionReport) {
        return None;
    }
    let folder = super::meeting_folder(&look.source.path)?;
    let found = dates::find(folder.date).into_iter().next()?;
    Some(label(&found, From::Path, 0.9, folder.name))
}

/// The field that dates the paper: "Date of meeting: …", and on a decision "Date of decision: …",
/// which its publication follows. Where the heading has a month alone, a "Dated" field within
/// that month has the day.
fn from_fields(look: &Look<'_>, kind: PaperKind, warnings: &mut Vec<Warning>) -> Option<PaperDate> {
    const MEETING: [&str; 10] = [
        "date of meeting",
        "meeting date",
        "date of the meeting",
        "date and time of meeting",
        "meeting date and time",
        "date/time",
        "date and time",
        "date and time of the meeting",
        "dyddiad y cyfarfod",
        "dyddiad",
    ];
    const DECISION: [&str; 5] = [
        "date of decision",
        "decision date",
        "date decision taken",
        "date decision made",
        "decided at meeting",
    ];
    let head = fields::all(&look.head[..look.head.len().min(30)]);
    let own: &[&str] = if kind == PaperKind::Decision { &DECISION } else { &MEETING };
    let day_of = |labels: &[&str]| {
        head.iter().filter(|field| labels.contains(&field.label.as_str())).find_map(|field| {
            let found = dates::find(field.value).into_iter().next()?;
            (found.precision == Precision::Day).then_some((found, field))
        })
    };
    if let Some((found, field)) = day_of(own) {
        return Some(checked(&found, field.value, 0.97, warnings));
    }
    let months = head.iter().filter(|field| field.label == "date");
    let month = months.into_iter().find_map(|field| {
        dates::find(field.value).into_iter().find(|found| found.precision == Precision::Month)
    })?;
    let blocks: Vec<&Block> = look.text.blocks.iter().collect();
    let dated = fields::all(&blocks).into_iter().find_map(|field| {
        let found = dates::find(field.value).into_iter().next()?;
        let is_day = found.precision == Precision::Day && found.value.starts_with(&month.value);
        (field.label == "dated" && is_day).then(|| label(&found, From::Text, 0.9, &field.words()))
    });
    dated.or_else(|| Some(label(&month, From::Text, 0.85, &month.value)))
}

/// The page of one meeting that lists its papers: the day in the title of its agenda, "Agenda -
/// 9th July 2026". Agendas of two days are a list of meetings.
fn from_agenda_link(look: &Look<'_>) -> Option<PaperDate> {
    let agendas = look
        .head
        .iter()
        .filter(|block| !block.links.is_empty() && block.text.to_lowercase().contains("agenda"));
    let mut days: Vec<PaperDate> = Vec::new();
    for block in agendas {
        for found in dates::find(&block.text) {
            let is_new = days.iter().all(|day| day.value != found.value);
            if found.precision == Precision::Day && is_new {
                days.push(label(&found, From::Text, 0.7, &block.text));
            }
        }
    }
    match &mut days[..] {
        [_] => days.pop(),
        _ => None,
    }
}

/// The day beside the signature at the end of a record of decision: a line that is a date and
/// no more.
fn from_signature(look: &Look<'_>, kind: PaperKind) -> Option<PaperDate> {
    const END: usize = 12;
    if kind != PaperKind::Decision {
        return None;
    }
    let end = look.text.blocks.iter().rev().take(END);
    end.filter(|block| block.text.trim().len() <= 30).find_map(|block| {
        let found = dates::find(&block.text).into_iter().next()?;
        let rest = block.text.len() - (found.end - found.start);
        let is_alone = found.precision == Precision::Day && rest <= 8;
        is_alone.then(|| label(&found, From::Text, 0.85, &block.text))
    })
}

/// The stamp under a table or report: "As at 27th March 2018" as the whole last line.
fn from_last_line(look: &Look<'_>, kind: PaperKind) -> Option<PaperDate> {
    static STAMP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^\(?(?:as at|correct (?:as )?at|published(?: on)?|last updated|dated)\s*:?\s*$",
        )
        .expect("fixed")
    });
    if matches!(kind, PaperKind::Minutes | PaperKind::Agenda | PaperKind::Decision) {
        return None;
    }
    look.text.blocks.iter().rev().take(3).find_map(|block| {
        let found = dates::find(&block.text).into_iter().next()?;
        let before = block.text.get(..found.start)?;
        let after = block.text.get(found.end..)?;
        let is_stamp = STAMP.is_match(before) && after.trim().len() <= 1;
        let is_own = found.precision == Precision::Day && !is_balance_day(look, &found);
        (is_stamp && is_own).then(|| label(&found, From::Text, 0.8, &block.text))
    })
}

/// Whether a date is the last day of the year that accounts are of, 31 March, and not the day
/// on which they were published.
fn is_balance_day(look: &Look<'_>, found: &FoundDate) -> bool {
    static ACCOUNTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\baccounts\b|\bbalance sheet\b|\bfinancial statements?\b|\byear end(?:ed|ing)?\b|\bannual return\b")
            .expect("fixed")
    });
    found.value.ends_with("-03-31") && ACCOUNTS.is_match(&look.head_text(8))
}

/// "held on …", "at a meeting on …", "Date of meeting: …", "Committee - Wednesday …".
fn from_phrase(look: &Look<'_>, kind: PaperKind, warnings: &mut Vec<Warning>) -> Option<PaperDate> {
    static LEADS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?:\bheld (?:\S+ ){0,14}?on|\bheld\b[^.]{0,80}|\bmeeting (?:\S+ ){0,8}?on|\bmeeting date\s*:?|\bdate of (?:the )?meeting\s*:?|\bdate of decision\s*:?|\bdecision date\s*:?|\binspection dates?\s*:?|\bdate\s*:|\bto be held\b[^.]{0,60}|\b(?:cynhaliwyd|gynhaliwyd|gynhelir)\b[^.]{0,80}|^(?:[^.]{0,80}\s)?cyfarfod (?:ar )?(?:y[r]? )?|[-–—]\s*)\s*$",
        )
        .expect("fixed")
    });
    let lines = if matches!(kind, PaperKind::Report | PaperKind::Decision) { 30 } else { 16 };
    for (at, block) in look.head.iter().take(lines).enumerate() {
        let is_own = is_own_title(at, &block.text, kind);
        for found in dates::find(&block.text) {
            let before = block.text.get(..found.start).unwrap_or_default();
            // Between the cells of a table a dash is a range or an empty cell.
            let is_cell = matches!(block.kind, BlockKind::Table { .. })
                && before.trim_end().ends_with(['-', '–', '—']);
            let is_own = is_own || at < 4 && kind == PaperKind::Minutes && follows_title(before);
            let is_meeting =
                !is_cell && LEADS.is_match(before) && (is_own || !is_of_another(before));
            if found.precision == Precision::Day && is_meeting {
                return Some(checked(&found, &block.text, 0.97, warnings));
            }
        }
    }
    None
}

/// A date in the first lines that stands nearly alone.
fn from_first_lines(
    look: &Look<'_>,
    kind: PaperKind,
    warnings: &mut Vec<Warning>,
) -> Option<PaperDate> {
    let lines = if matches!(kind, PaperKind::Minutes | PaperKind::Agenda) { 14 } else { 10 };
    let mut best: Option<PaperDate> = None;
    for (at, block) in look.head.iter().take(lines).enumerate() {
        for found in dates::find(&block.text) {
            let before = block.text.get(..found.start).unwrap_or_default();
            let is_other = is_of_another(before) && !is_own_title(at, &block.text, kind)
                || is_balance_day(look, &found)
                || is_under_last_minutes(look, at);
            if is_other || block.text.len() > 400 {
                continue;
            }
            if is_told(at, &block.text, kind) {
                continue;
            }
            // A month inside a sentence is when something happened.
            let is_sentence = block.text.len() > 60 || block.text.ends_with(['.', ';', ',']);
            if found.precision != Precision::Day && is_sentence {
                continue;
            }
            let date = checked(&found, &block.text, 0.85, warnings);
            let is_finer = best.as_ref().is_none_or(|best| best.precision != Precision::Day);
            if date.precision == Precision::Day && is_finer {
                return Some(date);
            }
            best = best.or(Some(date));
        }
    }
    best
}

/// The file's name, then its folders: `2014-03-20-minutes.pdf`, `report-20-august-2024.pdf`.
fn from_path(look: &Look<'_>) -> Option<PaperDate> {
    look.source.path.split('/').rev().find_map(date_of_name)
}

/// The date in the name of a file or folder.
fn date_of_name(part: &str) -> Option<PaperDate> {
    static ISO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|\D)((?:19|20)\d{2})-(\d{2})(?:-(\d{2}))?(?:\D|$)").expect("fixed")
    });
    if let Some(found) = ISO.captures(part) {
        let month: u8 = found[2].parse().unwrap_or(0);
        match found.get(3) {
            Some(day) => {
                let text = format!("{}-{}-{}", &found[1], &found[2], day.as_str());
                if let Some(date) = dates::find(&text).first() {
                    return Some(label(date, From::Path, 0.8, part));
                }
            }
            None if (1..=12).contains(&month) => {
                return Some(PaperDate {
                    value: format!("{}-{}", &found[1], &found[2]),
                    precision: Precision::Month,
                    from: From::Path,
                    confidence: 0.7,
                    evidence: part.to_owned(),
                });
            }
            None => {}
        }
    }
    let spaced = part.replace(['-', '_'], " ");
    dates::find(&spaced).first().map(|date| label(date, From::Path, 0.75, part))
}

/// The first date of the paper's beginning that is of nothing else.
fn from_anywhere(look: &Look<'_>, kind: PaperKind) -> Option<PaperDate> {
    if !matches!(
        kind,
        PaperKind::Minutes | PaperKind::Agenda | PaperKind::Letter | PaperKind::Newsletter
    ) {
        return None;
    }
    look.head.iter().take(30).enumerate().find_map(|(at, block)| {
        let found = dates::find(&block.text).into_iter().find(|found| {
            let before = block.text.get(..found.start).unwrap_or_default();
            let is_other = is_of_another(before)
                || is_under_last_minutes(look, at)
                || is_told(at, &block.text, kind);
            found.precision == Precision::Day && !is_other
        })?;
        Some(label(&found, From::Inferred, 0.5, &block.text))
    })
}

/// The year of the latest figures that minutes give, "As of September 2023": the meeting was
/// not before them, and seldom in a later year.
fn from_figures(look: &Look<'_>, kind: PaperKind) -> Option<PaperDate> {
    static AS_OF: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bas (?:of|at) (?:the )?(?:end of |start of )?$").expect("fixed")
    });
    if kind != PaperKind::Minutes {
        return None;
    }
    let latest = look
        .text
        .blocks
        .iter()
        .flat_map(|block| dates::find(&block.text).into_iter().map(move |found| (found, block)))
        .filter(|(found, block)| AS_OF.is_match(block.text.get(..found.start).unwrap_or_default()))
        .max_by(|a, b| a.0.value.cmp(&b.0.value));
    let (found, block) = latest?;
    let evidence = block.text.get(found.start..found.end).unwrap_or_default();
    Some(PaperDate {
        value: found.value.get(..4)?.to_owned(),
        precision: Precision::Year,
        ..label(&found, From::Inferred, 0.4, &format!("As of {evidence}"))
    })
}

/// Whether a line is the title of minutes, "Minutes of a meeting held on …", "Stoke Panel Minutes of
/// 4 May": further down the same words name the minutes of the last meeting.
fn is_own_title(at: usize, text: &str, kind: PaperKind) -> bool {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:\p{Lu}[\p{L}’'&\-]* ){0,8}(?i:(?:draft |unconfirmed )?minutes (?:of|from)\b)",
        )
        .expect("fixed")
    });
    kind == PaperKind::Minutes && at < 4 && TITLE.is_match(text)
}

/// "Stoke Parish Council MINUTES of the meeting held on": a title after other words, where the ends
/// of lines are lost; "the minutes of" names others.
fn follows_title(before: &str) -> bool {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?P<word>\S+)\s+(?:Draft |DRAFT )?(?:Minutes|MINUTES) (?i:of|from)\b[^.]{0,200}$",
        )
        .expect("fixed")
    });
    TITLE.captures(before).is_some_and(|found| {
        let word = &found["word"];
        let is_article = ["the", "that", "of", "approve", "confirm", "these"]
            .contains(&word.to_lowercase().as_str());
        word.starts_with(char::is_uppercase) && !is_article
    })
}

/// What minutes tell in a sentence happened or will happen, unless it is of a meeting.
fn is_told(at: usize, text: &str, kind: PaperKind) -> bool {
    /// Letters of a sentence; a line is shorter.
    const SENTENCE: usize = 80;
    let is_sentence = text.len() > SENTENCE && text.ends_with('.');
    kind == PaperKind::Minutes && at > 3 && is_sentence && !says_meeting(text)
}

fn says_meeting(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["meeting", "held", "met ", "cyfarfod", "cynhali", "gynhali"]
        .iter()
        .any(|word| lower.contains(word))
}

/// Whether a block stands under the item of the last meeting's minutes, "3. MINUTES OF PREVIOUS
/// MEETING", or "minutes of the meetings held on the following dates:", whose days it prints.
fn is_under_last_minutes(look: &Look<'_>, at: usize) -> bool {
    static ITEM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:\d+[.)]?\s+)?(?:to (?:confirm|approve|agree) the )?minutes (?:of|from) (?:the )?(?:previous|last) meetings?\b.{0,40}$|\bminutes\b.*\bfollowing dates?\b.{0,60}$")
            .expect("fixed")
    });
    /// Blocks of days that may stand between.
    const DAYS: usize = 3;
    let above = look.head.get(at.saturating_sub(DAYS)..at).unwrap_or_default();
    above.iter().any(|block| ITEM.is_match(block.text.trim()))
}

/// Whether the words before a date say that it is of something else: the last or next meeting,
/// earlier minutes, a revision, a deadline.
fn is_of_another(before: &str) -> bool {
    static ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?:\bnext (?:\w+ ){0,3}meeting\b|\bprevious (?:\w+ ){0,2}meeting\b|\blast (?:\w+ ){0,2}meeting\b|\bminutes (?:of|from) (?:the )?(?:\w+ ){0,4}(?:meeting|council)?\s*(?:held )?(?:on)?\s*$|\b(?:the|that|these) minutes (?:of|from)\b[^.]{0,160}\bheld (?:on )?(?:\w+day,? )?(?:the )?\s*$|\b(?:from|at) the (?:\w+ ){1,5}meeting (?:of|on|held on)\s*$|\brevised\b|\bversion\b|\bupdated\b|\bdeadline\b|\bby\s*$|\bsince\b|\bas (?:at|of)\b|\bbefore\b|\bperiod\b|\bfrom\s*$|\bending\b|\bended\b|\bto approve\b|\bcyfarfod (?:\w+ )?(?:diwethaf|nesaf|blaenorol)\b|\bpublication date\b|\bdate of publication\b|\bdate of issue\b)[^.]{0,60}$",
        )
        .expect("fixed")
    });
    ANOTHER.is_match(before)
}

fn checked(
    found: &FoundDate,
    text: &str,
    confidence: f32,
    warnings: &mut Vec<Warning>,
) -> PaperDate {
    let evidence = text.get(found.start..found.end).unwrap_or(text);
    if found.wrong_weekday {
        let message = format!("`{evidence}` is not that day of the week; check the date");
        warnings.push(Warning::on_paper("wrong-weekday", message));
    }
    label(found, From::Text, confidence, evidence)
}
