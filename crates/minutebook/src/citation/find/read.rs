//! Reads what a citation says, in any of the styles that we print and as people re-type them.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use model::normal;
use model::{PaperId, PassageId};
use regex::Regex;

use super::days::{self, DATE};
use crate::citation::date::CitedDate;
use crate::citation::pages::Run;
use crate::citation::place::{label_of_words, ordinal_of};

/// Something that a citation says, with its bytes in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said<T> {
    pub(super) value: T,
    pub(super) at: Range<usize>,
}

/// How a citation names the place of its passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CitedPlace {
    /// By a printed label; words may follow it.
    Label(String),
    /// Among those without one.
    Unnumbered(u32),
    /// By the words of a heading.
    Heading(String),
}

/// What a citation says, as far as it was understood.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) passages: Vec<Said<PassageId>>,
    pub(super) papers: Vec<Said<PaperId>>,
    pub(super) urls: Vec<Said<String>>,
    /// Days, months; years alone only where nothing more exact is said.
    pub(super) dates: Vec<Said<CitedDate>>,
    pub(super) item: Option<Said<String>>,
    pub(super) place: Option<Said<CitedPlace>>,
    /// Which of several with one label.
    pub(super) ordinal: Option<u32>,
    pub(super) page: Option<Said<Run>>,
    pub(super) own_page: Option<Said<Run>>,
    /// Everything but addresses, ids and the day of access: titles may hold dates and numbers.
    pub(super) titles: String,
    /// What is left: names and titles. As long as the text; what was read is blank.
    pub(super) names: String,
}

macro_rules! patterns {
    ($($name:ident = $pattern:expr;)*) => {$(
        static $name: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(&$pattern).expect("a constant that every test of this module compiles")
        });
    )*};
}

patterns! {
    // "(minutebook p_…)", ".../passages/p_…", "p_…"
    ID = r"(?i)\(?(?:\bminutebook\s+)?\b(p_[0-9a-f]{16}(?:\.[0-9a-f]{8}(?:-\d{1,6})?)?)\b\)?";
    URL = r"(?i)<?\bhttps?://[^\s<>“”\x22]+>?";
    // "(accessed 3 September 2026)", "[Accessed: 3/9/2026]", "Retrieved September 3, 2026, from"
    ACCESSED = format!(
        r"(?i)[(\[]?\s*\b(?:last\s+)?(?:accessed|retrieved|viewed|visited|urldate)\b(?:\s*:|\s+on)?\s*(?:{DATE}),?(?:\s+from\b:?)?\s*[)\]]?"
    );
    // "[draft, not yet approved]", ", draft"
    DRAFT = r"(?i)\[?\bdraft, not yet approved\]?|,\s*draft\b|\[draft\]";
    HEADING = r"(?i)\bheading\s+[“\x22‘']([^”\x22\n]{1,400})[”\x22’']";
    // "(second so numbered)"
    ORDINAL = r"(?i)\(\s*(?:the\s+)?([a-z]{1,10}|\d{1,9}[a-z]{2})\s+so\s+(?:numbered|headed)\s*\)";
    QUOTED = r"“[^”\n]*”|\x22[^\x22\n]*\x22";
    DATED = format!(r"(?i)\b(?:{DATE})\b");
    YEAR = r"\b(?:1[89]|20)\d\d\b";
    // "(p. 3 of the report)"
    OWN_PAGE = r"(?i)\(?\s*\b(?:pages?|pgs?|pp?)\b\.?\s*(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?\s+of\s+the\s+([a-z]+(?:[ -][a-z]+){0,2})\s*\)?";
    // "p. 7", "pack pp. 7–8", "p7"
    PAGE = r"(?i)\b(?:pack\s+)?(?:pages?|pgs?|pp?)\b?\.?\s*(\d{1,6})\b(?:\s*[-–—]\s*(\d{1,6})\b)?";
    UNNUMBERED = r"(?i)\bunnumbered\s+par(?:agraph|a)?\.?\s*(\d{1,6})\b";
    // "item 4", "agenda item no. 4", "Minute 43/24"
    ITEM = r"(?i)\b(?:(?:agenda\s+)?item|min(?:ute)?)\b\.?\s*(?:(?:no\.?|number)\s*)?:?\s*([a-z]{0,4}[./]?\d[0-9a-z./()-]*|[a-z]\b)";
    // "para 4.3", "para. 4.3(ii)", "§4.3"
    PARA = r"(?i)(?:§+\s*|\b(?:paragraphs?|paras?|pars?)\b\.?\s*)([^\n,;“”\x22<>]{1,100})";
    // "4.3", "2.c" or "4.3(ii)" by itself, the last of them
    BARE = r"(?i)(?:^|[\s,;])(\d{1,4}(?:\.(?:\d{1,4}|[ivx]{1,5}|[a-z]))+(?:\.?\(?[a-z]{1,4}\))?)(?:[\s,;.]|$)";
}

impl Read {
    /// What `text` says.
    pub(super) fn of(text: &str) -> Read {
        let mut left = Left::new(text);
        let mut read = Read::default();
        for found in left.take_all(&URL) {
            // An address of our own pages holds an id.
            match ID.captures(&found.value) {
                Some(ids) => read.add_id(&ids[1], found.at),
                None => read.urls.push(Said { value: address(&found.value), at: found.at }),
            }
        }
        while let Some((whole, groups)) = left.take(&ID) {
            let id = groups.first().and_then(|id| id.as_ref()).map(|id| id.value.clone());
            read.add_id(&id.unwrap_or_default(), whole);
        }
        left.take_all(&ACCESSED);
        left.take_all(&DRAFT);
        read.ordinal = left.take_group(&ORDINAL).and_then(|said| ordinal_of(&said.value));
        if let Some(said) = left.take_group(&HEADING) {
            read.place = Some(Said { value: CitedPlace::Heading(said.value), at: said.at });
        }
        read.titles = left.text.clone();
        left.take_all(&QUOTED);
        read.read_dates(&mut left);
        read.read_pages(&mut left);
        read.read_place(&mut left);
        read.names = left.with_quoted(&read.titles);
        read
    }

    fn add_id(&mut self, id: &str, at: Range<usize>) {
        let id = id.to_lowercase();
        if let Ok(id) = id.parse() {
            self.passages.push(Said { value: id, at });
        } else if let Ok(id) = id.parse() {
            self.papers.push(Said { value: id, at });
        }
    }

    fn read_dates(&mut self, left: &mut Left) {
        let dated =
            |said: Said<String>| days::parse(&said.value).map(|value| Said { value, at: said.at });
        self.dates = left.take_all(&DATED).into_iter().filter_map(dated).collect();
        let years = left.find_all(&YEAR);
        if self.dates.is_empty() {
            let year = |said: Said<String>| {
                let first: Date = format!("{}-01-01", said.value).parse().ok()?;
                Some(Said { value: CitedDate::Year(first), at: said.at })
            };
            self.dates = years.into_iter().filter_map(year).collect();
        }
    }

    fn read_pages(&mut self, left: &mut Left) {
        let run = |groups: &[Option<Said<String>>]| {
            let number = |n: usize| groups.get(n)?.as_ref()?.value.parse().ok();
            Some(Run { first: number(0)?, last: number(1) })
        };
        if let Some((at, groups)) = left.take(&OWN_PAGE)
            && let Some(value) = run(&groups)
        {
            let noun = groups.get(2).and_then(|noun| noun.as_ref()).map(|noun| &*noun.value);
            let of_file = matches!(noun, Some("pdf" | "PDF" | "file" | "pack"));
            let page = if of_file { &mut self.page } else { &mut self.own_page };
            *page = Some(Said { value, at });
        }
        for (at, groups) in std::iter::from_fn(|| left.take(&PAGE)) {
            if self.page.is_none() {
                self.page = run(&groups).map(|value| Said { value, at });
            }
        }
    }

    fn read_place(&mut self, left: &mut Left) {
        if let Some(said) = left.take_group(&UNNUMBERED)
            && let Ok(n) = said.value.parse()
        {
            self.place = Some(Said { value: CitedPlace::Unnumbered(n), at: said.at });
        }
        self.item = left.take_group(&ITEM).map(|said| {
            let number = closed(&said.value).trim_end_matches(['.', ',', '/', '-']).to_owned();
            Said { value: number, at: said.at }
        });
        if self.place.is_none() {
            let label = left.take_group(&PARA).or_else(|| left.take_last_group(&BARE));
            self.place = label.and_then(|said| {
                let value = label_of(&said.value);
                let is_said = !value.is_empty();
                let said = Said { value: CitedPlace::Label(value), at: said.at };
                is_said.then_some(said)
            });
        }
    }
}

/// A label as cited, up to the end of its sentence: `4.3`, `4.7 bullet 2`, `(a)`.
fn label_of(text: &str) -> String {
    let sentence = text.split(". ").next().unwrap_or_default();
    let label = normal::punctuation(&normal::spaces(sentence)).to_lowercase();
    label_of_words(closed(&label).trim_end_matches(['.', ' ']))
}

/// Without a closing bracket that closes nothing: `4.3)` at the end of a bracket, but `a)`.
fn closed(text: &str) -> &str {
    let closes_nothing = text.matches(')').count() > text.matches('(').count();
    match text.strip_suffix(')') {
        Some(inner) if closes_nothing && !inner.ends_with(char::is_alphabetic) => inner,
        _ => text,
    }
}

/// An address as two printings of it are compared: without brackets, the stop of its sentence
/// and the place in the page.
pub(super) fn address(text: &str) -> String {
    let bare = text.trim_matches(['<', '>']).trim_end_matches(['.', ',', ';', ')', ']', '}']);
    let page = bare.split('#').next().unwrap_or_default().trim_end_matches('/');
    page.split_once("://").map_or(page, |(_, rest)| rest).to_owned()
}

/// A text from which what was read is blanked by line ends, which no pattern crosses; its bytes
/// stay where they were.
struct Left {
    text: String,
}

type Groups = Vec<Option<Said<String>>>;

impl Left {
    fn new(text: &str) -> Left {
        Left { text: text.replace(['\n', '\r', '\t'], " ") }
    }

    /// The first match, taken: its bytes, and its groups from the first on.
    fn take(&mut self, pattern: &Regex) -> Option<(Range<usize>, Groups)> {
        let found = pattern.captures(&self.text)?;
        let said =
            |group: regex::Match<'_>| Said { value: group.as_str().to_owned(), at: group.range() };
        let groups = found.iter().skip(1).map(|group| group.map(said)).collect();
        let whole = found.get_match().range();
        self.blank(whole.clone());
        Some((whole, groups))
    }

    /// The first match, taken: its first group with the bytes of the whole.
    fn take_group(&mut self, pattern: &Regex) -> Option<Said<String>> {
        let (at, groups) = self.take(pattern)?;
        let value = groups.into_iter().next()??.value;
        Some(Said { value, at })
    }

    /// The first group of the last match, taken.
    fn take_last_group(&mut self, pattern: &Regex) -> Option<Said<String>> {
        let last = pattern.captures_iter(&self.text).last()?.get(1)?;
        let said = Said { value: last.as_str().to_owned(), at: last.range() };
        self.blank(said.at.clone());
        Some(said)
    }

    fn find_all(&self, pattern: &Regex) -> Vec<Said<String>> {
        let said =
            |found: regex::Match<'_>| Said { value: found.as_str().to_owned(), at: found.range() };
        pattern.find_iter(&self.text).map(said).collect()
    }

    fn take_all(&mut self, pattern: &Regex) -> Vec<Said<String>> {
        let found = self.find_all(pattern);
        found.iter().for_each(|said| self.blank(said.at.clone()));
        found
    }

    fn blank(&mut self, range: Range<usize>) {
        let blank = "\n".repeat(range.len());
        self.text.replace_range(range, &blank);
    }

    /// What is left, with the quoted words that `before` still has.
    fn with_quoted(mut self, before: &str) -> String {
        for quoted in QUOTED.find_iter(before) {
            self.text.replace_range(quoted.range(), quoted.as_str());
        }
        self.text
    }
}

#[cfg(test)]
mod tests;
