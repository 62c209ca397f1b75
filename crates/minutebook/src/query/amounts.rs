//! Amounts as they are typed: `£1.2m`, `>1,000,000`, `500k..2m`, `20%`.

/// What sort of amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Pounds.
    Money,
    /// Per cent.
    Percent,
}

/// Amounts between two ends, both included, in hundredths of their unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Amounts {
    /// Of which sort; `None` is any, counts of things too.
    pub unit: Option<Unit>,
    /// The least; `None` is open.
    pub from: Option<i64>,
    /// The greatest; `None` is open.
    pub to: Option<i64>,
}

/// Reads a value of `amount:`; `None` where it is none.
///
/// | form | means |
/// |---|---|
/// | `£1.2m`, `1,200,000`, `20%` | that amount |
/// | `1m..5m`, `1m..`, `..5m` | between these |
/// | `>1m`, `>=1m`, `<500k`, `<=500k` | above, from, below, up to |
pub(super) fn amounts(typed: &str) -> Option<Amounts> {
    if let Some((from, to)) = typed.split_once("..") {
        let ends =
            [from, to].map(|end| if end.is_empty() { Some(None) } else { one(end).map(Some) });
        let [from, to] = ends;
        let (from, to) = (from?, to?);
        let unit = from.or(to)?.0;
        let unit = unit.or(to.and_then(|(unit, _)| unit));
        let (from, to) = (from.map(|(_, value)| value), to.map(|(_, value)| value));
        return (from.zip(to).is_none_or(|(from, to)| from <= to)).then_some(Amounts {
            unit,
            from,
            to,
        });
    }
    for (sign, from, to) in
        [(">=", Some(0), None), ("<=", None, Some(0)), (">", Some(1), None), ("<", None, Some(-1))]
    {
        if let Some(rest) = typed.strip_prefix(sign) {
            let (unit, value) = one(rest)?;
            let shifted = |by: Option<i64>| by.map(|by| value + by);
            return Some(Amounts { unit, from: shifted(from), to: shifted(to) });
        }
    }
    let (unit, value) = one(typed)?;
    Some(Amounts { unit, from: Some(value), to: Some(value) })
}

/// An amount of money typed as a plain word: `£1.2m`, `£500`.
pub(crate) fn money(word: &str) -> Option<i64> {
    let word = word.trim_end_matches(['.', ',', ';', ':', '?', ')']);
    word.strip_prefix('£').and_then(hundredths)
}

/// One amount: its unit where it is typed, and its hundredths.
fn one(typed: &str) -> Option<(Option<Unit>, i64)> {
    if let Some(money) = typed.strip_prefix('£') {
        return Some((Some(Unit::Money), hundredths(money)?));
    }
    if let Some(percent) = typed.strip_suffix('%') {
        return Some((Some(Unit::Percent), hundredths(percent)?));
    }
    Some((None, hundredths(typed)?))
}

/// `1.2m`, `1,200,000`, `500k`, `2bn`: in hundredths.
fn hundredths(typed: &str) -> Option<i64> {
    let lower = typed.to_ascii_lowercase();
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let scale = match &lower[digits.len()..] {
        "" => 1,
        "k" => 1_000,
        "m" | "million" => 1_000_000,
        "bn" | "b" | "billion" => 1_000_000_000,
        _ => return None,
    };
    let shaped = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.');
    let number: f64 = digits.replace(',', "").parse().ok().filter(|_| shaped)?;
    in_hundredths(number * f64::from(scale))
}

/// A number in hundredths, to the nearest; `None` where it is too great to be an amount.
pub(crate) fn in_hundredths(number: f64) -> Option<i64> {
    /// A thousand million million: no council has it, and every hundredth of it is exact.
    const GREATEST: f64 = 1e15;
    (number.abs() <= GREATEST).then(|| (number * 100.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, unit: Option<Unit>, from: Option<i64>, to: Option<i64>) {
        assert_eq!(amounts(typed), Some(Amounts { unit, from, to }), "{typed}");
    }

    #[test]
    fn amounts_are_read_as_typed() {
        let million = 100_000_000;
        check("£1.2m", Some(Unit::Money), Some(120_000_000), Some(120_000_000));
        check("1,200,000", None, Some(120_000_000), Some(120_000_000));
        check(">1m", None, Some(million + 1), None);
        check(">=£1m", Some(Unit::Money), Some(million), None);
        check("<500k", None, None, Some(49_999_999));
        check("1m..£5m", Some(Unit::Money), Some(million), Some(5 * million));
        check("20%..", Some(Unit::Percent), Some(2_000), None);
        check("12.5%", Some(Unit::Percent), Some(1_250), Some(1_250));
        for odd in
            ["", "..", "m", "1x", "5m..1m", "> 1", "£", "1e9", "nan", "-5", "9".repeat(40).as_str()]
        {
            assert_eq!(amounts(odd), None, "{odd}");
        }
    }

    #[test]
    fn money_is_a_word_with_a_pound_sign() {
        assert_eq!(money("£1.2m?"), Some(120_000_000));
        assert_eq!(money("£1,200,000"), Some(120_000_000));
        assert_eq!((money("1,200,000"), money("£m")), (None, None));
    }
}
