//! What sort of paper it is: rules in order, each with the words that it read.

use std::sync::LazyLock;

use model::record::{From, PaperKind};
use model::text::{Block, BlockKind, BlockRole, Format};
use regex::Regex;

use super::{Labelled, Look, path_words};
use crate::why;

/// The kind, by the first rule that fits: the title lines, the first words, the look, the path.
pub(super) fn find(look: &Look<'_>) -> Labelled<PaperKind> {
    from_page(look)
        .or_else(|| from_words(&without_place(&look.head_text(4)), From::Text))
        .or_else(|| from_shape(look))
        // Lower down, a paper that speaks of an inspection reports on it.
        .or_else(|| {
            from_words(&without_place(&look.head_text(14)), From::Text)
                .filter(|kind| kind.value != PaperKind::InspectionReport || is_by_inspectors(look))
        })
        .or_else(|| {
            let title = look.text.metadata.title.as_deref()?;
            from_words(title, From::Metadata)
        })
        .or_else(|| from_sums(look))
        .or_else(|| from_attendance(look))
        .or_else(|| from_path(look))
        .unwrap_or_else(|| Labelled {
            value: PaperKind::Other,
            why: why(From::Inferred, "no words of a known kind"),
        })
}

/// Whether inspectors speak: "This inspection …", "Ofsted is …", or the dates of inspection.
fn is_by_inspectors(look: &Look<'_>) -> bool {
    static INSPECTORS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\binspection dates?\b|\blead inspector\b|\binspected by\b|piccadilly gate")
            .expect("fixed")
    });
    INSPECTORS.is_match(&look.head_text(40))
}

/// A committee-system page: what it lists, and whether minutes are on it.
fn from_page(look: &Look<'_>) -> Option<Labelled<PaperKind>> {
    let labels: Vec<&str> = look
        .text
        .blocks
        .iter()
        .filter(|block| block.role == BlockRole::SectionLabel)
        .map(|block| block.text.as_str())
        .collect();
    let items =
        look.text.blocks.iter().filter(|b| matches!(b.role, BlockRole::ItemTitle { .. })).count();
    let has = |word: &str| labels.iter().any(|label| label.starts_with(word));
    let said = |value, words: &str| Some(Labelled { value, why: why(From::Text, words) });
    if has("Minutes") {
        return said(PaperKind::Minutes, "Minutes:");
    }
    let head = look.head_text(3).to_lowercase();
    let is_page = matches!(look.text.format, Format::Html | Format::Xml);
    if is_page && head.contains("decision details") {
        return said(PaperKind::Decision, "Decision details");
    }
    if items > 0 {
        if has("Decision") {
            return said(PaperKind::Minutes, "Decision:");
        }
        return said(PaperKind::Agenda, "Items");
    }
    if is_page && let Some(row) = listed(look) {
        return said(PaperKind::WebListing, &row);
    }
    let many_links = look.text.blocks.iter().filter(|block| !block.links.is_empty()).count();
    let words: usize = look.head.iter().map(|block| block.text.split(' ').count()).sum();
    if is_page && (look.text.format == Format::Xml || many_links * 12 > words.max(1)) {
        return said(PaperKind::WebListing, "a list of links");
    }
    None
}

/// The first row with a day or an hour of a page that is nothing but tables: a calendar, a list
/// of meetings or of decisions.
fn listed(look: &Look<'_>) -> Option<String> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b\d{1,2}[/ ](?:\d{1,2}/\d{4}|\p{Lu}\p{L}{2,8})\b|\b\d{1,2}:\d{2}\b")
            .expect("fixed")
    });
    let is_table = |block: &&Block| matches!(block.kind, BlockKind::Table { .. });
    if look.head.is_empty() || !look.head.iter().all(is_table) {
        return None;
    }
    let mut rows = look.head.iter().flat_map(|block| block.text.lines());
    rows.find(|row| DAY.is_match(row)).map(str::to_owned)
}

/// "Present: Mr Byrne, Mrs Dale" near the start: only minutes say who came.
fn from_attendance(look: &Look<'_>) -> Option<Labelled<PaperKind>> {
    static PRESENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:(?:members |councillors )?present|in attendance)\s*:-?|^(?i:apologies (?:for absence )?(?:were|had been) received from)\b").expect("fixed")
    });
    let lines = look.head.iter().take(10);
    let list = lines.into_iter().find_map(|block| PRESENT.find(&block.text))?;
    Some(Labelled { value: PaperKind::Minutes, why: why(From::Text, list.as_str()) })
}

/// Sums by financial year with nothing said of them: a spreadsheet of the budget.
fn from_sums(look: &Look<'_>) -> Option<Labelled<PaperKind>> {
    static THOUSANDS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"£[’']?(?:000s?|k|m)\b").expect("fixed"));
    let tables = look.head.iter().take(6).filter(|b| matches!(b.kind, BlockKind::Table { .. }));
    let table = tables.into_iter().find(|table| THOUSANDS.find_iter(&table.text).count() >= 3)?;
    let found = THOUSANDS.find(&table.text)?;
    Some(Labelled { value: PaperKind::Budget, why: why(From::Text, found.as_str()) })
}

/// The text without lines that only place the paper: "Agenda Item 12", "Return to Agenda".
fn without_place(text: &str) -> String {
    let is_place = |line: &&str| {
        let lower = line.trim().to_lowercase();
        lower.starts_with("agenda item") && lower.len() < 40 || lower.starts_with("return to")
    };
    text.lines().filter(|line| !is_place(line)).collect::<Vec<_>>().join("\n")
}

fn from_words(text: &str, from: From) -> Option<Labelled<PaperKind>> {
    static RULES: LazyLock<Vec<(Regex, PaperKind)>> = LazyLock::new(|| {
        [
            (r"(?i)\bequality? (?:and diversity )?impact (?:assessment|analysis)|\bEqIA\b|\bEQIA\b|\bequality analysis\b", PaperKind::EqualityImpactAssessment),
            (r"(?i)\binspection of\b.{0,120}\bservices|\bofsted inspection\b|\bjoint targeted area inspection of|\bfocused visit to\b|\binspection report\b", PaperKind::InspectionReport),
            (r"(?im)\bquestions? (?:put|and answers?|asked)\b.{0,40}\b(?:answers?|council)|^question (?:by|from|1\b)|\bcabinet question\b|^public question from\b|[-–—] public questions?$", PaperKind::QuestionAndAnswers),
            (r"(?i)\brecord of (?:the |executive )?decision|\bdecision (?:notice|record|details)\b|\bproposed record of decision|\bnotice of decision", PaperKind::Decision),
            (r"(?im)^(?:draft |unconfirmed |provisional )?minutes\b|^minute of\b|^agenda,? (?:decisions )?and (?:draft |printed )?minutes\b|^at (?:a|an|the) (?:\w+ ){0,2}meeting of\b.{0,160}\bheld\b|\bminutes of (?:a|an|the)\b.{0,120}\b(?:meeting|held)|\bminutes of the\b.{0,60}(?:council|committee)|^.{0,60}\bminutes of (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bcofnodion\b", PaperKind::Minutes),
            (r"(?i)\bnewsletter\b", PaperKind::Newsletter),
            (r"(?im)\bstatement of accounts\b|\bannual accounts\b|\bbudget book\b|\b(?:revenue|capital) budget\b.{0,60}\b20\d\d|^.{0,40}\bprecept\b.{0,30}$|\bcontracts? (?:register|over)", PaperKind::Budget),
            (r"(?im)^(?:public )?agenda\b|^.{0,40}\bagenda (?:for|frontsheet)\b|\bsummonsed to attend|\bsummoned to attend|\bnotice of (?:the |a )?(?:\w+ ){0,3}meeting|\bagenda\s*$|\byou are (?:hereby )?(?:summoned|invited)", PaperKind::Agenda),
            (r"(?im)^(?:title of )?report (?:to|of|by|title)|^title of report\b|\bpurpose of (?:the )?report\b|^report\s*$|\bannual report\b|\breport (?:to|of) (?:the )?(?:cabinet|council|committee|director|executive)|\bofficer[’']?s?['’]? report\b|^(?:from|by)\s*:", PaperKind::Report),
            (r"(?i)\bapplication form\b|\bDPIA\b|\bdata protection impact assessment\b|\bplease complete\b", PaperKind::Form),
            (r"(?i)^dear\b|\byours (?:sincerely|faithfully)", PaperKind::Letter),
        ]
        .into_iter()
        .map(|(form, kind)| (Regex::new(form).expect("fixed"), kind))
        .collect()
    });
    let mut first: Option<(usize, &str, PaperKind)> = None;
    for (rule, kind) in RULES.iter() {
        if let Some(found) = rule.find(text) {
            let is_certain = matches!(
                kind,
                PaperKind::EqualityImpactAssessment
                    | PaperKind::InspectionReport
                    | PaperKind::Decision
            );
            if is_certain {
                return Some(Labelled { value: *kind, why: why(from, found.as_str()) });
            }
            if first.is_none_or(|(start, ..)| found.start() < start) {
                first = Some((found.start(), found.as_str(), *kind));
            }
        }
    }
    first.map(|(_, words, kind)| Labelled { value: kind, why: why(from, words) })
}

/// A bound pack has many bookmarks and pages; numbered sections with "Recommendation" make a
/// report.
fn from_shape(look: &Look<'_>) -> Option<Labelled<PaperKind>> {
    let reports = look
        .text
        .bookmarks
        .iter()
        .filter(|bookmark| bookmark.title.to_lowercase().contains("report"))
        .count();
    if look.text.pages.len() > 40 && reports > 3 {
        let words = format!("{reports} reports in the outline");
        return Some(Labelled { value: PaperKind::ReportsPack, why: why(From::Metadata, &words) });
    }
    let heading = look.head.iter().find(|block| {
        let text = block.text.to_lowercase();
        text.len() < 60 && (text.starts_with("recommendation") || text.starts_with("purpose of"))
    })?;
    Some(Labelled { value: PaperKind::Report, why: why(From::Text, &heading.text) })
}

/// Words of the file's name, and then of its folders.
fn from_path(look: &Look<'_>) -> Option<Labelled<PaperKind>> {
    const WORDS: [(&str, PaperKind); 12] = [
        ("minutes", PaperKind::Minutes),
        ("agenda", PaperKind::Agenda),
        ("eqia", PaperKind::EqualityImpactAssessment),
        ("newsletter", PaperKind::Newsletter),
        ("accounts", PaperKind::Budget),
        ("budget", PaperKind::Budget),
        ("decision", PaperKind::Decision),
        ("prod", PaperKind::Decision),
        ("inspection", PaperKind::InspectionReport),
        ("report", PaperKind::Report),
        ("strategy", PaperKind::Report),
        ("appendix", PaperKind::Report),
    ];
    path_words(&look.source.path).iter().rev().find_map(|part| {
        let has = |word: &str| part.split(' ').any(|other| other == word);
        let (word, kind) = WORDS.iter().find(|(word, _)| has(word))?;
        Some(Labelled { value: *kind, why: why(From::Path, word) })
    })
}
