//! The values of fields: years, days, kinds and switches.

use std::fmt::Write as _;

use jiff::civil::Date;
use model::record::{PaperKind, PassageKind};

use super::amounts;
use super::field::Field;
use super::refuse::{refusal, replaced};
use super::spelling::nearest;
use super::tree::{Meaning, Span};
use crate::error::Refusal;

/// What `value`, which stands at `span` of `text`, means to `field`.
pub(super) fn meaning(
    text: &str,
    field: Field,
    value: &str,
    span: &Span,
) -> Result<Meaning, Refusal> {
    let typed = Typed { text, value, span };
    match field {
        Field::Year => typed.years(),
        Field::Date => typed.days(),
        Field::Kind => typed.paper_kind(),
        Field::Is => typed.passage_kind(),
        Field::Expand => typed.switch(),
        Field::Amount => typed.amounts(),
        _ => typed.words(field),
    }
}

/// A value and where it was typed.
struct Typed<'a> {
    text: &'a str,
    value: &'a str,
    span: &'a Span,
}

/// A day, a month or a year as its first and last day.
struct Period {
    first: Date,
    last: Date,
}

impl Typed<'_> {
    fn refuse(&self, kind: &'static str, message: String, instead: Option<&str>) -> Refusal {
        let suggestion = instead.and_then(|by| replaced(self.text, self.span, by));
        refusal(kind, self.span, message, suggestion)
    }

    fn words(&self, field: Field) -> Result<Meaning, Refusal> {
        if self.value.chars().any(char::is_alphanumeric) {
            return Ok(Meaning::Words);
        }
        let message = format!("`{}` has no letter or digit for {}:", self.value, field.name());
        Err(self.refuse("empty-field", message, Some(field.example())))
    }

    fn switch(&self) -> Result<Meaning, Refusal> {
        match self.value.to_lowercase().as_str() {
            "no" | "off" | "false" => Ok(Meaning::Switch(false)),
            "yes" | "on" | "true" => Ok(Meaning::Switch(true)),
            _ => {
                let message = format!("expand: is yes or no, not `{}`", self.value);
                Err(self.refuse("bad-switch", message, Some("no")))
            }
        }
    }

    fn amounts(&self) -> Result<Meaning, Refusal> {
        amounts::amounts(self.value).map(Meaning::Amounts).ok_or_else(|| {
            let message = format!(
                "`{}` is not an amount; write amount:£1.2m, amount:>1m, amount:500k..2m or \
                 amount:20%",
                self.value
            );
            self.refuse("bad-amount", message, Some(Field::Amount.example()))
        })
    }

    fn paper_kind(&self) -> Result<Meaning, Refusal> {
        let word = model::normal::slug(self.value);
        PaperKind::from_word(&word)
            .map(Meaning::PaperKind)
            .ok_or_else(|| self.unknown_kind("kind", &word, &PaperKind::ALL.map(PaperKind::as_str)))
    }

    fn passage_kind(&self) -> Result<Meaning, Refusal> {
        let word = model::normal::slug(self.value);
        let words = PassageKind::ALL.map(PassageKind::as_str);
        PassageKind::from_word(&word)
            .map(Meaning::PassageKind)
            .ok_or_else(|| self.unknown_kind("is", &word, &words))
    }

    fn unknown_kind(&self, field: &str, word: &str, words: &[&'static str]) -> Refusal {
        let mut message = format!("{field}: knows no `{}`; it knows ", self.value);
        for (i, word) in words.iter().enumerate() {
            let joint = if i > 0 { ", " } else { "" };
            write!(message, "{joint}{word}").expect("a string takes any text");
        }
        let singular = word.strip_suffix('s').filter(|bare| words.contains(bare));
        let near = singular.or_else(|| nearest(word, words.iter().copied()));
        self.refuse("unknown-kind", message, near)
    }

    fn years(&self) -> Result<Meaning, Refusal> {
        if self.value.eq_ignore_ascii_case("undated") {
            return Ok(Meaning::Undated);
        }
        let (from, to) = self.ends();
        let (from, to) = (self.year(from)?, self.year(to)?);
        if from.is_none() && to.is_none() {
            return Err(self.open_range());
        }
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            return Err(self.backwards());
        }
        Ok(Meaning::Years { from, to })
    }

    fn year(&self, year: &str) -> Result<Option<i16>, Refusal> {
        if year.is_empty() {
            return Ok(None);
        }
        let digits = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        match year.parse() {
            Ok(number) if digits && number >= 1000 => Ok(Some(number)),
            _ => {
                let message = format!(
                    "`{year}` is not a year; write four digits, such as year:2023, a range such \
                     as year:2021..2024, or year:undated"
                );
                let start: String = year.chars().take_while(char::is_ascii_digit).collect();
                let instead = (start.len() == 4).then_some(start);
                Err(self.refuse("bad-year", message, instead.as_deref()))
            }
        }
    }

    fn days(&self) -> Result<Meaning, Refusal> {
        if self.value.eq_ignore_ascii_case("undated") {
            return Ok(Meaning::Undated);
        }
        let (from, to) = self.ends();
        let from = self.period(from)?.map(|period| period.first);
        let to = self.period(to)?.map(|period| period.last);
        if from.is_none() && to.is_none() {
            return Err(self.open_range());
        }
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            return Err(self.backwards());
        }
        Ok(Meaning::Days { from, to })
    }

    fn period(&self, date: &str) -> Result<Option<Period>, Refusal> {
        if date.is_empty() {
            return Ok(None);
        }
        iso_period(date).map(Some).ok_or_else(|| {
            let message = format!(
                "`{date}` is not a date; write date:2023-04-18, date:2023-04 or date:2023, or a \
                 range such as date:2023-04..2023-09"
            );
            let day_first = day_first(date).map(|day| self.value.replace(date, &day));
            self.refuse("bad-date", message, day_first.as_deref())
        })
    }

    /// Both ends of a range; a single value is both.
    fn ends(&self) -> (&str, &str) {
        self.value.split_once("..").unwrap_or((self.value, self.value))
    }

    fn open_range(&self) -> Refusal {
        let message = "a range needs at least one end, such as 2021.. or ..2024".to_owned();
        self.refuse("bad-range", message, None)
    }

    fn backwards(&self) -> Refusal {
        let (from, to) = self.ends();
        let message = format!("the range `{}` ends before it begins", self.value);
        self.refuse("bad-range", message, Some(&format!("{to}..{from}")))
    }
}

/// `2023`, `2023-04`, `2023-04-18`.
fn iso_period(date: &str) -> Option<Period> {
    let shaped = date.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let first: Date = match date.len() {
        4 if shaped => format!("{date}-01-01").parse().ok()?,
        7 if shaped => format!("{date}-01").parse().ok()?,
        10 if shaped => date.parse().ok()?,
        _ => return None,
    };
    let last = match date.len() {
        4 => first.last_of_year(),
        7 => first.last_of_month(),
        _ => first,
    };
    Some(Period { first, last })
}

/// `18/4/2023`, `18.04.2023` or `18-04-2023` as `2023-04-18`.
fn day_first(date: &str) -> Option<String> {
    let mut parts = date.split(['/', '.', '-']).map(str::parse::<i16>);
    let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    (year >= 1000).then(|| date.to_string())
}
