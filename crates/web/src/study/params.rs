//! The parameters of studies: those that choose passages, and each study's own.

use minutebook::request::SearchRequest;
use minutebook::study::ledger::Rows;
use minutebook::study::ledger::decisions::{OUTCOMES, Vote};
use minutebook::study::{
    ActionsRequest, CollocatesRequest, ConcordanceRequest, DecisionsRequest, KeywordsRequest,
    LineOrder, QuestionsRequest, WordChoice,
};
use minutebook::{Sampling, Stratum};
use model::record::Outcome;

use crate::params::{self, BadParameter, encoded, no_such, yes_or_no};

/// The most lines, words or rows of one answer.
const MOST: usize = 1_000;

/// A study as an address says it.
pub(crate) trait Asked: Sized {
    /// Its parameters beside those that choose passages, in the order of its documentation.
    const OWN: &'static [&'static str];
    /// The study of what `search` finds, with everything else as usual.
    fn usual(search: SearchRequest) -> Self;
    /// Takes the value of one of its own parameters.
    fn take(&mut self, name: &str, value: &str) -> Result<(), BadParameter>;
    /// Refuses parameters that mean nothing without another.
    fn check(&self) -> Result<(), BadParameter> {
        Ok(())
    }
    /// Its own parameters that are not as usual.
    fn own(&self) -> Vec<(&'static str, String)>;
    fn search(&self) -> &SearchRequest;
    fn search_mut(&mut self) -> &mut SearchRequest;
}

/// Reads a query string.
pub(crate) fn read<T: Asked>(query: &str) -> Result<T, BadParameter> {
    let known: Vec<&str> = params::FACETS.iter().chain(T::OWN).copied().collect();
    let mut asked = T::usual(SearchRequest::new(""));
    let search = params::read_with(query, &known, &mut |name, value| {
        let is_own = T::OWN.contains(&name);
        // A form sends its empty boxes too, and they ask for nothing.
        if is_own && !value.is_empty() {
            asked.take(name, value)?;
        }
        Ok(is_own)
    })?;
    *asked.search_mut() = search;
    asked.check()?;
    Ok(asked)
}

/// The address of a study at `path`.
pub(crate) fn write<T: Asked>(path: &str, asked: &T) -> String {
    let mut address = format!("{path}{}", params::write(asked.search()));
    for (name, value) in asked.own() {
        let sign = if address.contains('?') { '&' } else { '?' };
        address.push_str(&format!("{sign}{name}={}", encoded(&value)));
    }
    address
}

/// A number in a range.
fn number<T>(name: &str, value: &str, least: T, most: T) -> Result<T, BadParameter>
where
    T: std::str::FromStr + PartialOrd + Copy + std::fmt::Display,
{
    let number = value.parse().ok().filter(|n| *n >= least && *n <= most);
    number.ok_or_else(|| {
        let message = format!("`{name}={value}` is not a number from {least} to {most}");
        BadParameter::new(name, message, &format!("{name}={least}"))
    })
}

/// Those of `own` whose value is not the usual one.
fn unusual<const N: usize>(
    own: [(&'static str, String, String); N],
) -> Vec<(&'static str, String)> {
    let changed = own.into_iter().filter(|(_, value, usual)| value != usual);
    changed.map(|(name, value, _)| (name, value)).collect()
}

const WORDS_OF_STRATA: [(Stratum, &str); 2] =
    [(Stratum::Authority, "authority"), (Stratum::Year, "year")];

/// The word of a stratum.
pub(crate) fn stratum(per: Stratum) -> &'static str {
    WORDS_OF_STRATA.into_iter().find(|(other, _)| *other == per).map_or("", |(_, word)| word)
}

/// The sample so far, to be changed by one parameter; of no passage until its number is read.
fn sampled(sample: &mut Option<Sampling>) -> &mut Sampling {
    sample.get_or_insert(Sampling { number: 0, seed: 0, per: None })
}

impl Asked for ConcordanceRequest {
    const OWN: &'static [&'static str] =
        &["sort", "width", "limit", "once", "sample", "seed", "per"];

    fn usual(search: SearchRequest) -> Self {
        ConcordanceRequest::new(search)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), BadParameter> {
        match name {
            "sort" => {
                let words = LineOrder::ALL.map(|(_, word)| word);
                self.order =
                    LineOrder::from_word(value).ok_or_else(|| no_such(name, value, &words))?;
            }
            "width" => {
                let widths = ConcordanceRequest::WIDTHS;
                self.width = number(name, value, *widths.start(), *widths.end())?;
            }
            "limit" => self.limit = number(name, value, 1, MOST)?,
            "once" => self.once = yes_or_no(name, value)?,
            "sample" => sampled(&mut self.sample).number = number(name, value, 1, MOST)?,
            "seed" => sampled(&mut self.sample).seed = number(name, value, 0, u64::MAX)?,
            _ => {
                let per = one_of(name, value, &WORDS_OF_STRATA)?;
                sampled(&mut self.sample).per = Some(per);
            }
        }
        Ok(())
    }

    fn check(&self) -> Result<(), BadParameter> {
        if self.sample.is_none_or(|sample| sample.number > 0) {
            return Ok(());
        }
        let message = "`seed` and `per` say how a sample is chosen; give `sample` too".to_owned();
        Err(BadParameter::new("sample", message, "sample=100"))
    }

    fn own(&self) -> Vec<(&'static str, String)> {
        let usual = ConcordanceRequest::new(SearchRequest::new(""));
        let mut own = unusual([
            ("sort", self.order.as_str().to_owned(), usual.order.as_str().to_owned()),
            ("width", self.width.to_string(), usual.width.to_string()),
            ("limit", self.limit.to_string(), usual.limit.to_string()),
            ("once", yes(self.once), yes(usual.once)),
        ]);
        if let Some(sample) = &self.sample {
            own.push(("sample", sample.number.to_string()));
            own.push(("seed", sample.seed.to_string()));
            own.extend(sample.per.map(|per| ("per", stratum(per).to_owned())));
        }
        own
    }

    fn search(&self) -> &SearchRequest {
        &self.search
    }

    fn search_mut(&mut self) -> &mut SearchRequest {
        &mut self.search
    }
}

impl Asked for CollocatesRequest {
    const OWN: &'static [&'static str] = &["window", "least", "once", "function_words", "limit"];

    fn usual(search: SearchRequest) -> Self {
        CollocatesRequest::new(search)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), BadParameter> {
        match name {
            "window" => {
                let windows = CollocatesRequest::WINDOWS;
                self.window = number(name, value, *windows.start(), *windows.end())?;
            }
            _ => take_words(&mut self.words, name, value)?,
        }
        Ok(())
    }

    fn own(&self) -> Vec<(&'static str, String)> {
        let usual = CollocatesRequest::new(SearchRequest::new(""));
        let window = [("window", self.window.to_string(), usual.window.to_string())];
        [unusual(window), own_words(&self.words, &usual.words)].concat()
    }

    fn search(&self) -> &SearchRequest {
        &self.search
    }

    fn search_mut(&mut self) -> &mut SearchRequest {
        &mut self.search
    }
}

/// Takes a parameter that says which words to count.
fn take_words(words: &mut WordChoice, name: &str, value: &str) -> Result<(), BadParameter> {
    match name {
        "least" => words.least = number(name, value, 1, u64::MAX)?,
        "once" => words.once = yes_or_no(name, value)?,
        "function_words" => words.function_words = yes_or_no(name, value)?,
        _ => words.limit = number(name, value, 1, MOST)?,
    }
    Ok(())
}

fn own_words(words: &WordChoice, usual: &WordChoice) -> Vec<(&'static str, String)> {
    unusual([
        ("least", words.least.to_string(), usual.least.to_string()),
        ("once", yes(words.once), yes(usual.once)),
        ("function_words", yes(words.function_words), yes(usual.function_words)),
        ("limit", words.limit.to_string(), usual.limit.to_string()),
    ])
}

fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

impl Asked for KeywordsRequest {
    const OWN: &'static [&'static str] =
        &["against", "least", "papers", "once", "function_words", "limit"];

    fn usual(search: SearchRequest) -> Self {
        KeywordsRequest::new(search)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), BadParameter> {
        match name {
            "against" => self.against = value.to_owned(),
            "papers" => self.papers = number(name, value, 1, u64::MAX)?,
            _ => take_words(&mut self.words, name, value)?,
        }
        Ok(())
    }

    fn own(&self) -> Vec<(&'static str, String)> {
        let usual = KeywordsRequest::new(SearchRequest::new(""));
        let own = unusual([
            ("against", self.against.clone(), usual.against.clone()),
            ("papers", self.papers.to_string(), usual.papers.to_string()),
        ]);
        [own, own_words(&self.words, &usual.words)].concat()
    }

    fn search(&self) -> &SearchRequest {
        &self.search
    }

    fn search_mut(&mut self) -> &mut SearchRequest {
        &mut self.search
    }
}

/// Takes a parameter that says which rows of a ledger to give.
fn take_rows(rows: &mut Rows, name: &str, value: &str) -> Result<(), BadParameter> {
    match name {
        "skip" => rows.skip = number(name, value, 0, usize::MAX)?,
        _ => rows.limit = number(name, value, 1, MOST)?,
    }
    Ok(())
}

fn own_rows(rows: Rows) -> Vec<(&'static str, String)> {
    unusual([
        ("limit", rows.limit.to_string(), Rows::FIRST.limit.to_string()),
        ("skip", rows.skip.to_string(), Rows::FIRST.skip.to_string()),
    ])
}

fn given(name: &'static str, value: &Option<String>) -> Option<(&'static str, String)> {
    value.clone().map(|value| (name, value))
}

impl Asked for QuestionsRequest {
    const OWN: &'static [&'static str] = &["asked", "answered", "limit", "skip"];

    fn usual(search: SearchRequest) -> Self {
        QuestionsRequest::new(search)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), BadParameter> {
        match name {
            "asked" => self.asked = Some(value.to_owned()),
            "answered" => self.answered = Some(value.to_owned()),
            _ => take_rows(&mut self.rows, name, value)?,
        }
        Ok(())
    }

    fn own(&self) -> Vec<(&'static str, String)> {
        let who = given("asked", &self.asked).into_iter().chain(given("answered", &self.answered));
        who.chain(own_rows(self.rows)).collect()
    }

    fn search(&self) -> &SearchRequest {
        &self.search
    }

    fn search_mut(&mut self) -> &mut SearchRequest {
        &mut self.search
    }
}

impl Asked for DecisionsRequest {
    const OWN: &'static [&'static str] =
        &["outcome", "moved_by", "seconded_by", "vote", "limit", "skip"];

    fn usual(search: SearchRequest) -> Self {
        DecisionsRequest::new(search)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), BadParameter> {
        match name {
            "outcome" => {
                let outcome = one_of(name, value, &OUTCOMES)?;
                if !self.outcomes.contains(&outcome) {
                    self.outcomes.push(outcome);
                }
            }
            "moved_by" => self.moved_by = Some(value.to_owned()),
            "seconded_by" => self.seconded_by = Some(value.to_owned()),
            "vote" => self.vote = Some(one_of(name, value, &Vote::ALL)?),
            _ => take_rows(&mut self.rows, name, value)?,
        }
        Ok(())
    }

    fn own(&self) -> Vec<(&'static str, String)> {
        let outcomes = self.outcomes.iter().map(|o| ("outcome", outcome(*o).to_owned()));
        let by = [given("moved_by", &self.moved_by), given("seconded_by", &self.seconded_by)];
        let vote = self.vote.map(|chosen| ("vote", vote(chosen).to_owned()));
        let narrowed = by.into_iter().flatten().chain(vote);
        outcomes.chain(narrowed).chain(own_rows(self.rows)).collect()
    }

    fn search(&self) -> &SearchRequest {
        &self.search
    }

    fn search_mut(&mut self) -> &mut SearchRequest {
        &mut self.search
    }
}

/// What a word stands for.
fn one_of<T: Copy>(name: &str, word: &str, all: &[(T, &'static str)]) -> Result<T, BadParameter> {
    let found = all.iter().find(|(_, other)| *other == word);
    let words: Vec<&str> = all.iter().map(|(_, word)| *word).collect();
    found.map(|(meant, _)| *meant).ok_or_else(|| no_such(name, word, &words))
}

/// The word of a vote.
pub(crate) fn vote(vote: Vote) -> &'static str {
    Vote::ALL.into_iter().find(|(other, _)| *other == vote).map_or("", |(_, word)| word)
}

/// The word of an outcome.
pub(crate) fn outcome(outcome: Outcome) -> &'static str {
    OUTCOMES.into_iter().find(|(other, _)| *other == outcome).map_or("", |(_, word)| word)
}

impl Asked for ActionsRequest {
    const OWN: &'static [&'static str] = &["owner", "limit", "skip"];

    fn usual(search: SearchRequest) -> Self {
        ActionsRequest::new(search)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), BadParameter> {
        match name {
            "owner" => self.owner = Some(value.to_owned()),
            _ => take_rows(&mut self.rows, name, value)?,
        }
        Ok(())
    }

    fn own(&self) -> Vec<(&'static str, String)> {
        given("owner", &self.owner).into_iter().chain(own_rows(self.rows)).collect()
    }

    fn search(&self) -> &SearchRequest {
        &self.search
    }

    fn search_mut(&mut self) -> &mut SearchRequest {
        &mut self.search
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<T: Asked + PartialEq + std::fmt::Debug>(query: &str, canonical: &str) {
        let asked: T = read(query).expect("accepted");
        assert_eq!(write("/", &asked), format!("/{canonical}"));
        assert_eq!(read(canonical.trim_start_matches('?')), Ok(asked));
    }

    #[track_caller]
    fn check_refused<T: Asked + std::fmt::Debug>(
        query: &str,
        kind: &str,
        suggestion: Option<&str>,
    ) {
        let refused = read::<T>(query).expect_err("refused");
        assert_eq!((refused.kind.as_str(), refused.suggestion.as_deref()), (kind, suggestion));
    }

    #[test]
    fn an_address_is_read_and_written() {
        check::<ConcordanceRequest>("q=alder&sort=&width=50", "?q=alder");
        check::<ConcordanceRequest>(
            "per=year&sample=9&q=a+b&sort=left&year=2022",
            "?q=a%20b&year=2022&sort=left&sample=9&seed=0&per=year",
        );
        check::<ConcordanceRequest>("q=a&once=1", "?q=a&once=yes");
        check::<CollocatesRequest>(
            "q=a&window=3&function_words=1",
            "?q=a&window=3&function_words=yes",
        );
        check::<KeywordsRequest>("against=year:2022&papers=1", "?against=year%3A2022&papers=1");
        check::<QuestionsRequest>("asked=chair&skip=50", "?asked=chair&skip=50");
        check::<DecisionsRequest>(
            "outcome=noted&outcome=deferred&outcome=noted",
            "?outcome=noted&outcome=deferred",
        );
        check::<DecisionsRequest>(
            "vote=contested&moved_by=Cllr+Elm&seconded_by=&outcome=noted",
            "?outcome=noted&moved_by=Cllr%20Elm&vote=contested",
        );
        check::<ActionsRequest>("owner=Head+of+Roads&limit=9", "?owner=Head%20of%20Roads&limit=9");
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        check_refused::<ConcordanceRequest>("sort=rigth", "bad-sort", Some("sort=right"));
        check_refused::<ConcordanceRequest>("width=9", "bad-width", Some("width=10"));
        check_refused::<ConcordanceRequest>("sample=0", "bad-sample", Some("sample=1"));
        check_refused::<ConcordanceRequest>("seed=4", "bad-sample", Some("sample=100"));
        check_refused::<ConcordanceRequest>("per=month", "bad-per", Some("per=authority"));
        check_refused::<ConcordanceRequest>("cursor=1", "unknown-parameter", None);
        check_refused::<CollocatesRequest>("windo=1", "unknown-parameter", Some("window"));
        check_refused::<CollocatesRequest>("window=0", "bad-window", Some("window=1"));
        check_refused::<KeywordsRequest>("limit=1001", "bad-limit", Some("limit=1"));
        check_refused::<DecisionsRequest>(
            "outcome=noted&outcome=x",
            "bad-outcome",
            Some("outcome=resolved"),
        );
        check_refused::<DecisionsRequest>("vote=lost", "bad-vote", Some("vote=recorded"));
        check_refused::<ActionsRequest>("owner=a&owner=b", "bad-owner", Some("owner=b"));
    }
}
