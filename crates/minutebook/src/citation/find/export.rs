//! Reference managers' files as the words of a citation, so that one reader reads both.

use std::iter::Peekable;
use std::str::Chars;

use jiff::civil::Date;
use serde_json::Value;

/// A pasted export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Export {
    Bibtex,
    Ris,
    CslJson,
}

impl Export {
    /// What sort of export `text` is, by how it begins.
    pub(super) fn of(text: &str) -> Option<Export> {
        let text = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
        if text.starts_with('@') {
            Some(Export::Bibtex)
        } else if text.starts_with("TY  -") {
            Some(Export::Ris)
        } else if text.starts_with(['{', '[']) && serde_json::from_str::<Value>(text).is_ok() {
            Some(Export::CslJson)
        } else {
            None
        }
    }

    /// Its fields in the order of a citation, divided by commas, without the day of access.
    pub(super) fn words(self, text: &str) -> String {
        let fields = match self {
            Export::Bibtex => bibtex(text),
            Export::Ris => ris(text),
            Export::CslJson => csl(text),
        };
        let of = |name: &&str| {
            let found = fields.iter().filter(|(field, value)| field == name && !value.is_empty());
            found.map(|(_, value)| value.clone()).collect::<Vec<_>>().join(", ")
        };
        let said: Vec<String> = ORDER.iter().map(of).filter(|value| !value.is_empty()).collect();
        said.join(", ")
    }
}

/// The fields that say what is cited, under one name in every export.
const ORDER: [&str; 10] =
    ["author", "committee", "title", "container", "sort", "date", "number", "note", "url", "id"];

type Fields = Vec<(&'static str, String)>;

/// `TY  - GOVDOC`: a tag of two characters, two spaces, a hyphen, the value.
fn ris(text: &str) -> Fields {
    let field = |line: &str| {
        let (tag, value) = line.split_once("  -")?;
        let value = value.trim().to_owned();
        Some(match tag.trim() {
            "ID" => ("id", value),
            "AU" | "A1" => ("author", value),
            "A2" => ("committee", value),
            "TI" | "T1" => ("title", value),
            "T2" => ("container", value),
            "M3" => ("sort", value),
            "DA" => ("date", slashed(&value)),
            "IS" => ("number", value),
            "N1" => ("note", value),
            "UR" => ("url", value),
            _ => return None,
        })
    };
    text.lines().filter_map(field).collect()
}

/// `2022/11/30/` as 2022-11-30, `2022/11//` as `2022, Nov`, `2022///` as the year.
fn slashed(date: &str) -> String {
    let known: Vec<&str> = date.split('/').take(3).filter(|part| !part.is_empty()).collect();
    iso_in_words(&known.join("-"))
}

/// A date of an export in a form that is read: a month has no numeric one.
fn iso_in_words(date: &str) -> String {
    let is_month = date.split_once('-').is_some_and(|(_, rest)| !rest.contains('-'));
    let first: Option<Date> = is_month.then(|| format!("{date}-01").parse().ok()).flatten();
    first.map_or_else(|| date.to_owned(), |first| first.strftime("%B %Y").to_string())
}

fn csl(text: &str) -> Fields {
    let parsed: Value = serde_json::from_str(text).unwrap_or_default();
    let item = parsed.get(0).unwrap_or(&parsed);
    let text_of = |name: &str| match &item[name] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let authors = item["author"].as_array().into_iter().flatten();
    let names = authors.filter_map(|author| {
        author["literal"].as_str().or(author["family"].as_str()).map(str::to_owned)
    });
    let parts = item["issued"]["date-parts"][0].as_array().into_iter().flatten();
    let date: Vec<String> = parts.filter_map(Value::as_i64).map(|n| format!("{n:02}")).collect();
    let mut fields: Fields = names.map(|name| ("author", name)).collect();
    fields.push(("date", iso_in_words(&date.join("-"))));
    let named = [
        ("id", "id"),
        ("committee", "authority"),
        ("title", "title"),
        ("container", "container-title"),
        ("sort", "genre"),
        ("number", "number"),
        ("note", "note"),
        ("url", "URL"),
    ];
    fields.extend(named.map(|(field, name)| (field, text_of(name))));
    fields
}

/// `@techreport{key, name = {value}, …}`, values between braces or quotation marks, or bare.
fn bibtex(text: &str) -> Fields {
    let mut fields = Fields::new();
    let mut chars = text.chars().peekable();
    let key: String = {
        chars.by_ref().find(|c| *c == '{');
        chars.by_ref().take_while(|c| *c != ',').collect()
    };
    fields.push(("id", key.trim().to_owned()));
    while let Some((name, value)) = bibtex_field(&mut chars) {
        let field = match name.to_lowercase().as_str() {
            "author" => ("author", value),
            "title" => ("title", value),
            "booktitle" => ("container", value),
            "type" => ("sort", value),
            "number" => ("number", value),
            "date" => ("date", iso_in_words(&value)),
            "note" => ("note", value),
            "url" => ("url", value),
            _ => continue,
        };
        fields.push(field);
    }
    fields
}

fn bibtex_field(chars: &mut Peekable<Chars<'_>>) -> Option<(String, String)> {
    let name: String = chars.by_ref().take_while(|c| *c != '=').collect();
    chars.peek()?;
    while chars.next_if(|c| c.is_whitespace()).is_some() {}
    let value = match chars.peek() {
        Some('{' | '"') => bibtex_value(chars),
        _ => chars.by_ref().take_while(|c| !matches!(c, ',' | '}')).collect(),
    };
    let name = name.trim_matches(|c: char| c == ',' || c.is_whitespace()).to_owned();
    Some((name, value.trim().to_owned()))
}

/// A value between braces or quotation marks, without the braces inside and with TeX's escapes
/// undone.
fn bibtex_value(chars: &mut Peekable<Chars<'_>>) -> String {
    let quoted = chars.next() == Some('"');
    let mut depth = 0_usize;
    let mut value = String::new();
    while let Some(c) = chars.next() {
        match c {
            '\\' => value.push_str(&unescaped(chars)),
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            '"' if quoted && depth == 0 => break,
            c => value.push(c),
        }
    }
    value
}

/// What stands after a backslash: a character, or one of the five commands that we print.
fn unescaped(chars: &mut Peekable<Chars<'_>>) -> String {
    let mut command = String::new();
    while let Some(c) = chars.next_if(char::is_ascii_alphabetic) {
        command.push(c);
    }
    match command.as_str() {
        "" => chars.next().map(String::from).unwrap_or_default(),
        "textbackslash" => "\\".to_owned(),
        "textbraceleft" => "{".to_owned(),
        "textbraceright" => "}".to_owned(),
        "textasciitilde" => "~".to_owned(),
        "textasciicircum" => "^".to_owned(),
        _ => format!("\\{command}"),
    }
}
