//! Where one entry of a list of people ends and the next begins, and the titles that entries share.

use std::borrow::Cow;
use std::sync::LazyLock;

use model::normal;
use regex::Regex;

use super::note::without_note;
use super::{COURTESIES, NAME, TITLES, has_office_word, is_titled};

/// The entries of a list, each with its title.
pub(super) fn parts(text: &str) -> Vec<String> {
    static CLERK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s+and\s+the\s+(?P<office>(?:(?:Parish|Town)\s+)?[Cc]lerk)\s*[-–—:,]?\s+(?P<name>(?:(?:Mrs|Mr|Ms|Miss|Dr)\.?\s+)?\p{Lu}[\p{L}’'.\-]*(?:\s+\p{Lu}[\p{L}’'.\-]*){1,2})")
            .expect("fixed")
    });
    // "… and the Clerk – Jo Dale".
    static CLOSE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?P<title>Cllrs?|Mrs|Mr|Ms|Dr)\.(?P<next>\p{Lu})").expect("fixed")
    });
    // "Cllr.Byrne".
    let text = CLOSE.replace_all(text, "$title. $next");
    let text = initialled(&text);
    let text = divided(&text);
    let text = CLERK.replace_all(&text, ", $name ($office)");
    with_shared_titles(divided_at_signs(&text))
}

/// "Cllrs A. Byrne (Chair) T. Dale J. Okoro", where nothing stands between the names: a comma before
/// each initial, if the whole list is of initials and surnames.
fn initialled(text: &str) -> Cow<'_, str> {
    const ONE: &str =
        r"(?:\p{Lu}\.?\s?){1,3}\s?\p{Lu}[\p{L}’'\-]*\p{Ll}[\p{L}’'\-]*(?:\s\([^()]*\))?";
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"^(?:Cllrs|Councillors|Aldermen)\.?:?(?:\s{ONE}){{2,}}\.?$"))
            .expect("fixed")
    });
    static NEXT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?P<end>\p{Ll}|\))\s(?P<next>\p{Lu}\.?\s)").expect("fixed"));
    /// Letters of such a list.
    const LONGEST: usize = 600;
    if text.len() > LONGEST || !LIST.is_match(text) {
        return Cow::Borrowed(text);
    }
    // The first initial follows the title.
    let start = text.find(' ').map_or(0, |at| at + 1);
    let (title, names) = text.split_at(start);
    Cow::Owned(format!("{title}{}", NEXT.replace_all(names, "$end, $next")))
}

/// "… and four members of the public" left out: whom the list does not name.
pub(crate) fn without_unnamed(text: &str) -> &str {
    static UNNAMED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s+and\s+(?:(?:\d+|\p{Ll}+)\s+(?:other\s+)?(?:members?|residents?|parishioners?|electors?)\b.*|the\s+(?:(?:Parish|Town)\s+)?[Cc]lerk)\.?$")
            .expect("fixed")
    });
    UNNAMED.find(text).and_then(|tail| text.get(..tail.start())).unwrap_or(text)
}

/// "Councillors Ada Byrne, Hall (Chair) and Dale": the title is that of each name. So it is of
/// "Councillors Mrs Byrne, Hall, Dr Dale", where the first of them has a title of courtesy too.
fn with_shared_titles(parts: Vec<String>) -> Vec<String> {
    let mut shared: Option<Shared> = None;
    let mut out = Vec::with_capacity(parts.len());
    for part in parts {
        let begun = shared_title(&part);
        let names: Vec<&str> = match begun {
            Some((title, names)) => {
                shared = Some(Shared {
                    title,
                    has_courtesies: is_courteous(names),
                    is_mixed: names.contains(char::is_lowercase),
                });
                names.split(" and ").filter(|name| !name.is_empty()).collect()
            }
            None => part.split(" and ").collect(),
        };
        let can_share = |name: &&&str| shared.is_some_and(|shared| shared.fits(name));
        let fitting = names.iter().filter(can_share).count();
        let are_names = if begun.is_some() { fitting > 0 } else { fitting == names.len() };
        match shared.filter(|_| are_names) {
            Some(Shared { title, .. }) => {
                out.extend(names.into_iter().map(|name| format!("{title} {name}")));
            }
            None => {
                if begun.is_none() && !is_courteous(&part) {
                    shared = None;
                }
                // "Councillors: Councillor Ada Byrne" says it twice.
                match begun.filter(|(_, names)| is_titled(names)) {
                    Some((_, names)) => out.push(names.to_owned()),
                    None if !names.is_empty() => out.push(part),
                    None => {}
                }
            }
        }
    }
    out
}

/// A title that names share.
#[derive(Debug, Clone, Copy)]
struct Shared {
    title: &'static str,
    /// The first of the names has a title of its own besides.
    has_courtesies: bool,
    /// The first of the names is not in capitals throughout.
    is_mixed: bool,
}

impl Shared {
    /// Whether it is this name's too: a name alone or with an office that members hold.
    fn fits(self, name: &str) -> bool {
        let (name, _) = without_note(name);
        let name = without_members_office(&name);
        let own = if self.has_courtesies { without_courtesy(name) } else { name };
        // "Councillors Byrne, Dale, PCC": initials are of a body.
        let is_initials = own.len() <= 3 && own.chars().all(|c| c.is_ascii_uppercase());
        is_plain_name(own) && !has_office_word(own, true) && !(self.is_mixed && is_initials)
    }
}

/// "Councillors Ada Byrne": the title that the names after it share, and this name; no name where
/// a comma stands after the title, "Councillors, Mr A Byrne".
fn shared_title(part: &str) -> Option<(&'static str, &str)> {
    const BODIES: [&str; 7] =
        ["County ", "District ", "Borough ", "Parish ", "Town ", "City ", "Y "];
    let bare = BODIES.iter().find_map(|body| part.strip_prefix(body)).unwrap_or(part);
    let plural = |word: &str, title: &'static str| {
        let rest = bare.strip_prefix(word)?;
        let is_word = rest.is_empty() || rest.starts_with([' ', '.', ':']);
        // "Councillors – A Byrne".
        is_word.then(|| (title, rest.trim_start_matches([' ', '.', ':', '-', '–'])))
    };
    plural("Councillors", "Councillor")
        .or_else(|| plural("Cllrs", "Cllr"))
        .or_else(|| plural("Aldermen", "Alderman"))
        .or_else(|| plural("Cynghorwyr", "Cynghorydd"))
}

fn without_courtesy(name: &str) -> &str {
    static COURTESY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!(r"^{COURTESIES}\s+")).expect("fixed"));
    COURTESY.find(name).and_then(|found| name.get(found.end()..)).unwrap_or(name)
}

fn is_courteous(name: &str) -> bool {
    without_courtesy(name).len() < name.len()
}

/// "Hall (Vice-Chair)" without the office; "Hall (Head of Audit)" keeps it.
fn without_members_office(name: &str) -> &str {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s*\((?:in the |the |acting )?(?:vice[ -]?|deputy[ -]?)?(?:chair(?:man|person|woman)?|convener|leader(?: of the council)?|mayor)\)$")
            .expect("fixed")
    });
    OFFICE.find(name).and_then(|found| name.get(..found.start())).unwrap_or(name)
}

/// One to four capitalised words and nothing else, no title among them.
fn is_plain_name(part: &str) -> bool {
    static PLAIN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!(r"^(?:{NAME})$")).expect("fixed"));
    part.split_whitespace().count() <= 4 && PLAIN.is_match(part) && !is_titled(part)
}

/// "Cllr A Byrne, Stoke Council Cllr T Okoro (Chair) Mr J Dale", where the ends of lines are lost: a
/// comma before each title that follows other words.
fn divided(text: &str) -> Cow<'_, str> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s(?:Cllrs?|Councillors?|Aldermen|(?:Y\s)?Cynghor(?:ydd|wyr)|Mrs|Mr|Ms|Miss|Dr)\.?\s+\p{Lu}")
            .expect("fixed")
    });
    /// Words that belong to the title after them.
    const JOINED: [&str; 14] = [
        "County",
        "District",
        "Borough",
        "Parish",
        "Town",
        "City",
        "Mayor",
        "Leader",
        "Chairman",
        "Chair",
        "The",
        "Hon",
        "Right",
        "Councillors",
    ];
    let mut out = String::new();
    let mut done = 0;
    for found in TITLE.find_iter(text) {
        let before = text.get(..found.start()).unwrap_or_default();
        let word = before.rsplit([' ', '(']).next().unwrap_or_default();
        let is_end = word.ends_with(')') || word.starts_with(char::is_uppercase);
        let is_joined = JOINED.contains(&word) || is_titled(&format!("{word} "));
        if is_end && !is_joined && !word.ends_with([',', ';', ':', '.']) {
            out.push_str(text.get(done..found.start()).unwrap_or_default());
            out.push(',');
            done = found.start();
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// Divides at `,`, `;`, ` and ` outside brackets.
fn divided_at_signs(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut depth = 0_i32;
    let mut part = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth <= 0 && matches!(c, ',' | ';' | '\n' | '•' | '|') {
            parts.push(std::mem::take(&mut part));
        } else {
            part.push(c);
        }
    }
    parts.push(part);
    parts
        .iter()
        .map(|part| part.trim_end_matches(['.', ' ']))
        .map(without_unnamed)
        .flat_map(split_and)
        .map(|part| normal::spaces(part.trim_matches([' ', '.', ':', '-', '–', '*', '\u{a0}'])))
        .map(|part| part.strip_suffix(" and").map_or(part.clone(), str::to_owned))
        .filter(|part| !part.is_empty())
        .collect()
}

/// "A Byrne and T Okoro" is two; "Head of Policy and Strategy" is one.
fn split_and(part: &str) -> Vec<&str> {
    static AND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"^\s*and\s+|\s+(?:and|&)\s+({TITLES}\s|(?:[A-Z][\p{{L}}’'\-]+\s+|(?:[A-Z](?:\.\s?|\s)){{1,3}})[A-Z][\p{{L}}’'\-]+\s*(?:\(|$))"))
            .expect("fixed")
    });
    let mut out = Vec::new();
    let mut rest = part;
    while let Some(found) = AND.captures(rest) {
        let whole = found.get(0).map_or(0..0, |m| m.range());
        let before = &rest[..whole.start];
        let after = &rest[found.get(1).map_or(whole.end, |m| m.start())..];
        // "Senior Committee and Governance Officer" is one office.
        let is_office = !before.is_empty()
            && !is_titled(after)
            && !after.contains('(')
            && has_office_word(after, false);
        if before.matches('(').count() != before.matches(')').count() || is_office {
            break;
        }
        out.push(before);
        rest = after;
    }
    out.push(rest);
    out
}
