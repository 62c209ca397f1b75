//! Dates as they are printed: day first, with words or figures, in English or Welsh.

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use model::record::Precision;
use regex::{Captures, Regex};

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// ISO, as long as its precision.
    pub(crate) value: String,
    /// How much of it is printed.
    pub(crate) precision: Precision,
    /// A weekday is printed and is not that of the date.
    pub(crate) wrong_weekday: bool,
}

/// Every date in a text, in order, without overlaps. Bare years are no dates.
///
/// Forms: "Thursday, 30th January 2025", "30 January 2025", "January 30, 2025", "30/01/2025",
/// "30.01.25", "2025-01-30", "January 2025".
pub(crate) fn find(text: &str) -> Vec<FoundDate> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        let weekday = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day|\b)|(?:dydd|nos|ddydd)\s+(?P<dydd>\p{L}+))";
        let month = r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)";
        Regex::new(&format!(
            r"(?i:\b{weekday}[\s,]+(?:the\s+)?)?(?:\b(?P<d1>\d{{1,2}})\s*(?i:st|nd|rd|th|ain|fed|ydd|eg|af|il)?(?i:\s+of)?[\s,\-]+(?P<m1>{month})\.?[\s,\-]+(?P<y1>(?:19|20)\d{{2}}|\d{{2}}\b)|\b(?P<m2>{month})\.?\s+(?P<d2>\d{{1,2}})(?i:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d{{2}})|\b(?P<d3>\d{{1,2}})[./](?P<m3>\d{{1,2}})[./](?P<y3>(?:19|20)\d{{2}}|\d{{2}})\b|\b(?P<y4>(?:19|20)\d{{2}})-(?P<m4>\d{{2}})-(?P<d4>\d{{2}})\b|\b(?P<m5>{month})\s+(?P<y5>(?:19|20)\d{{2}})\b)"
        ))
        .expect("fixed")
    });
    FORM.captures_iter(text).filter_map(|found| read(&found, text)).collect()
}

fn read(found: &Captures<'_>, text: &str) -> Option<FoundDate> {
    let whole = found.get(0)?;
    if has_no_year(found, text) {
        return None;
    }
    let get = |name: &str| found.name(name).map(|m| m.as_str());
    let date = |value: String, precision, wrong_weekday| FoundDate {
        start: whole.start(),
        end: whole.end(),
        value,
        precision,
        wrong_weekday,
    };
    if let (Some(month), Some(year)) = (get("m5"), get("y5")) {
        let value = format!("{year}-{:02}", month_number(month)?);
        return Some(date(value, Precision::Month, false));
    }
    let parts = [("d1", "m1", "y1"), ("d2", "m2", "y2"), ("d3", "m3", "y3"), ("d4", "m4", "y4")];
    let (day, month, year) =
        parts.iter().find_map(|(d, m, y)| Some((get(d)?, get(m)?, get(y)?)))?;
    let month = month.parse::<i8>().ok().or_else(|| month_number(month))?;
    let day = Date::new(full_year(year)?, month, day.parse().ok()?).ok()?;
    let printed = get("weekday").or(get("dydd")).and_then(weekday);
    let wrong = printed.is_some_and(|printed| printed != day.weekday());
    Some(date(day.to_string(), Precision::Day, wrong))
}

/// `25` is 2025, `98` is 1998.
fn full_year(printed: &str) -> Option<i16> {
    let year: i16 = printed.parse().ok()?;
    Some(match (printed.len(), year) {
        (2, 0..=69) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    })
}

/// "8 June 10:00", "8 June" in a table before a cell that begins with 10, "Lot 16 Mar-18": the
/// figures are no year, or the first of them no day.
fn has_no_year(found: &Captures<'_>, text: &str) -> bool {
    let (Some(month), Some(year)) = (found.name("m1"), found.name("y1")) else { return false };
    let between = text.get(month.end()..year.start()).unwrap_or_default();
    let after = text.get(year.end()..).unwrap_or_default();
    let goes_on = after
        .strip_prefix([':', '.'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let day = found.name("d1").map_or(month.start(), |day| day.end());
    let is_month_and_year =
        between == "-" && text.get(day..month.start()).is_some_and(|gap| gap.trim().is_empty());
    let hour = after.trim_start().to_lowercase();
    let is_time = goes_on || hour.starts_with("am") || hour.starts_with("pm");
    year.len() == 2 && (is_time || is_month_and_year || between.contains(['\t', '\n']))
}

/// English and Welsh names of days, the Welsh with the letters that change after "nos".
fn weekday(printed: &str) -> Option<Weekday> {
    Some(match printed.to_lowercase().as_str() {
        "mon" | "llun" | "lun" => Weekday::Monday,
        "tue" | "tues" | "mawrth" | "fawrth" => Weekday::Tuesday,
        "wed" | "wednes" | "mercher" | "fercher" => Weekday::Wednesday,
        "thu" | "thurs" | "iau" => Weekday::Thursday,
        "fri" | "gwener" | "wener" => Weekday::Friday,
        "sat" | "satur" | "sadwrn" => Weekday::Saturday,
        "sun" | "sul" => Weekday::Sunday,
        _ => return None,
    })
}

fn month_number(printed: &str) -> Option<i8> {
    const MONTHS: [(&str, i8); 24] = [
        ("jan", 1),
        ("feb", 2),
        ("mar", 3),
        ("apr", 4),
        ("may", 5),
        ("jun", 6),
        ("jul", 7),
        ("aug", 8),
        ("sep", 9),
        ("oct", 10),
        ("nov", 11),
        ("dec", 12),
        ("ionawr", 1),
        ("chwefror", 2),
        ("mawrth", 3),
        ("ebrill", 4),
        ("mai", 5),
        ("mehefin", 6),
        ("gorffennaf", 7),
        ("awst", 8),
        ("medi", 9),
        ("hydref", 10),
        ("tachwedd", 11),
        ("rhagfyr", 12),
    ];
    let printed = printed.to_lowercase();
    let welsh = MONTHS[12..].iter().find(|(name, _)| *name == printed);
    welsh
        .or_else(|| MONTHS[..12].iter().find(|(start, _)| printed.starts_with(start)))
        .map(|(_, n)| *n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let seen: Vec<String> = find(text).into_iter().map(|found| found.value).collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn printed_forms() {
        check("held on Thursday, 30th January 2025 at 10.00 am", &["2025-01-30"]);
        check("Wednesday 30 November 2022 7.00 pm", &["2022-11-30"]);
        check(
            "30.11.22 and 30/11/2022 and 2022-11-30",
            &["2022-11-30", "2022-11-30", "2022-11-30"],
        );
        check("January 30, 2025", &["2025-01-30"]);
        check("HELD ON TUESDAY 8TH MARCH 2016", &["2016-03-08"]);
        check("in March 2024 we", &["2024-03"]);
        check("11 Ionawr 2017", &["2017-01-11"]);
        check("Monday, 8 June 10:00 and 9 June 12.30 and 8 June\t10", &[]);
        check("Lot 16 Mar-18 and 16-Mar-18", &["2018-03-16"]);
        check("Wed 4 May 2022", &["2022-05-04"]);
        check("31.02.22 or 4.14 or 2022/23", &[]);
    }

    #[test]
    fn a_wrong_weekday_is_seen() {
        assert!(find("Monday 30 January 2025")[0].wrong_weekday);
        assert!(!find("Thursday 30 January 2025")[0].wrong_weekday);
        assert!(!find("Thurs 30 January 2025")[0].wrong_weekday);
        assert!(find("nos Fercher 30 Ionawr 2025")[0].wrong_weekday);
        assert!(!find("Dydd Iau 30 Ionawr 2025")[0].wrong_weekday);
    }
}
