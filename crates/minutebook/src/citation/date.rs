//! Dates as the styles print them.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::ToSpan;
use jiff::civil::Date;
use model::record::{PaperDate, Precision};

/// The day on which a paper was read, which a citation of something online tells. The library
/// has no clock: whoever asks says which day it is.
///
/// ```
/// use minutebook::citation::Accessed;
/// let day: Accessed = "2026-09-03".parse().unwrap();
/// assert_eq!(day.to_string(), "2026-09-03");
/// assert!("3 September".parse::<Accessed>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accessed(Date);

impl From<SystemTime> for Accessed {
    /// The day in UTC.
    fn from(time: SystemTime) -> Accessed {
        let seconds = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let days = i64::try_from(seconds / 86_400).unwrap_or(i64::MAX);
        let epoch = jiff::civil::date(1970, 1, 1);
        let day = 0.days().try_days(days).and_then(|span| epoch.checked_add(span));
        Accessed(day.unwrap_or(Date::MAX))
    }
}

impl FromStr for Accessed {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Accessed, NoDay> {
        let is_iso = text.len() == "2026-09-03".len();
        let day = is_iso.then(|| text.parse().ok()).flatten();
        day.map(Accessed).ok_or_else(|| NoDay(text.to_owned()))
    }
}

impl fmt::Display for Accessed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day: write it as 2026-09-03")]
pub struct NoDay(String);

/// A date as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CitedDate {
    Day(Date),
    /// The first day stands for its month.
    Month(Date),
    /// The first day stands for its year.
    Year(Date),
}

/// As MLA 9 prints months in a list of works cited.
const MLA_MONTHS: [&str; 12] = [
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
];

impl From<Accessed> for CitedDate {
    fn from(accessed: Accessed) -> CitedDate {
        CitedDate::Day(accessed.0)
    }
}

impl CitedDate {
    /// `None` where the words are no date.
    pub(super) fn of(date: &PaperDate) -> Option<CitedDate> {
        let value = date.value.as_str();
        Some(match date.precision {
            Precision::Day => CitedDate::Day(value.parse().ok()?),
            Precision::Month => CitedDate::Month(format!("{value}-01").parse().ok()?),
            Precision::Year => CitedDate::Year(format!("{value}-01-01").parse().ok()?),
        })
    }

    fn first(self) -> Date {
        let (CitedDate::Day(first) | CitedDate::Month(first) | CitedDate::Year(first)) = self;
        first
    }

    /// The first and the last day that it may mean.
    pub(super) fn first_and_last(self) -> (Date, Date) {
        let first = self.first();
        let last = match self {
            CitedDate::Day(day) => day,
            CitedDate::Month(_) => first.last_of_month(),
            CitedDate::Year(_) => first.last_of_year(),
        };
        (first, last)
    }

    fn printed(self, day: &str, month: &str) -> String {
        let form = match self {
            CitedDate::Day(_) => day,
            CitedDate::Month(_) => month,
            CitedDate::Year(_) => "%Y",
        };
        self.first().strftime(form).to_string()
    }

    /// `2022`
    pub(super) fn year(self) -> String {
        self.printed("%Y", "%Y")
    }

    /// `30 November 2022`, `November 2022`, `2022`
    pub(super) fn british(self) -> String {
        self.printed("%-d %B %Y", "%B %Y")
    }

    /// `November 30, 2022`, `November 2022`, `2022`, as Chicago and APA print them in a sentence.
    pub(super) fn american(self) -> String {
        self.printed("%B %-d, %Y", "%B %Y")
    }

    /// `2022, November 30`, `2022, November`, `2022`
    pub(super) fn apa(self) -> String {
        self.printed("%Y, %B %-d", "%Y, %B")
    }

    /// `30 Nov. 2022`, `Nov. 2022`, `2022`
    pub(super) fn mla(self) -> String {
        let first = self.first();
        let at = usize::try_from(first.month() - 1).unwrap_or_default();
        let month = MLA_MONTHS.get(at).copied().unwrap_or_default();
        match self {
            CitedDate::Day(_) => format!("{} {month} {}", first.day(), self.year()),
            CitedDate::Month(_) => format!("{month} {}", self.year()),
            CitedDate::Year(_) => self.year(),
        }
    }

    /// `2022-11-30`, `2022-11`, `2022`
    pub(super) fn iso(self) -> String {
        self.printed("%Y-%m-%d", "%Y-%m")
    }

    /// `2022/11/30/`, `2022/11//`, `2022///`: RIS keeps every slash.
    pub(super) fn ris(self) -> String {
        match self {
            CitedDate::Year(_) => format!("{}///", self.year()),
            _ => self.printed("%Y/%m/%d/", "%Y/%m//"),
        }
    }

    /// BibTeX's own name of the month: `nov`.
    pub(super) fn bibtex_month(self) -> Option<String> {
        match self {
            CitedDate::Year(_) => None,
            _ => Some(self.printed("%b", "%b").to_lowercase()),
        }
    }

    /// `[2022, 11, 30]`, shorter where less is known.
    pub(super) fn parts(self) -> Vec<i16> {
        let first = self.first();
        let all = [first.year(), first.month().into(), first.day().into()];
        let known = match self {
            CitedDate::Day(_) => 3,
            CitedDate::Month(_) => 2,
            CitedDate::Year(_) => 1,
        };
        all[..known].to_vec()
    }
}
