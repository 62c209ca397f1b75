//! How a word is printed, and whether it is a person's name.

use std::collections::{BTreeMap, HashSet};

use annotate::is_given_name;
use model::record::{Paper, PersonKind};

use crate::analyser::{Analyser, Token};

/// The names of the people whom papers list.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Words of any name.
    all: HashSet<String>,
    /// Words of the names of residents and young people.
    private: HashSet<String>,
}

impl Names {
    /// Those of the rosters of `papers`.
    pub(super) fn of(papers: &[Paper], exact: &Analyser) -> Names {
        let mut names = Names::default();
        for person in papers.iter().flat_map(|paper| &paper.people) {
            let words = person.name.iter().flat_map(|name| exact.tokens(name));
            let words: Vec<String> = words.map(|token| token.term).collect();
            if matches!(person.kind, PersonKind::Public | PersonKind::YoungPeople) {
                names.private.extend(words.iter().cloned());
            }
            if !matches!(person.kind, PersonKind::Body | PersonKind::YoungPeople) {
                names.all.extend(words);
            }
        }
        names
    }

    /// Whether a word that is printed so is a person's name, or stands in e-mail addresses alone. A
    /// word of a name that is an ordinary word too ("Young", "Price") is one only where it is nearly
    /// always printed with a capital.
    pub(super) fn has(&self, word: &str, printed: &Printed) -> bool {
        let listed = self.all.contains(word) || self.private.contains(word);
        let is_name = || listed || printed.follows_titles() || is_given_name(printed.commonest());
        printed.times == 0 || printed.is_capital() && is_name()
    }
}

/// The ways in which one word is printed.
#[derive(Debug, Default, Clone)]
pub(super) struct Printed {
    forms: BTreeMap<String, u64>,
    times: u64,
    capitals: u64,
    after_titles: u64,
}

/// What stands before a name. Folded; an initial does too.
pub(super) const TITLES: [&str; 14] = [
    "alderman",
    "cllr",
    "cllrs",
    "councillor",
    "councillors",
    "cr",
    "dr",
    "miss",
    "mr",
    "mrs",
    "ms",
    "mx",
    "professor",
    "rev",
];

impl Printed {
    /// Adds the token of `text` at a place.
    pub(super) fn add(&mut self, text: &str, tokens: &[Token], at: usize) {
        let form = text.get(tokens[at].range.clone()).unwrap_or_default();
        *self.forms.entry(form.to_owned()).or_default() += 1;
        self.times += 1;
        self.capitals += u64::from(form.starts_with(char::is_uppercase));
        let is_initial = |token: &Token| token.term.chars().count() == 1 && token.term != "a";
        let names = |token: &Token| is_initial(token) || TITLES.contains(&token.term.as_str());
        let previous = at.checked_sub(1).map(|before| &tokens[before]);
        self.after_titles += u64::from(previous.is_some_and(names));
    }

    /// The commonest way; of several as common the first in byte order.
    pub(super) fn commonest(&self) -> &str {
        let best = self.forms.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        best.map_or("", |(form, _)| form)
    }

    fn is_capital(&self) -> bool {
        self.times > 0 && self.capitals * 10 >= self.times * 9
    }

    fn follows_titles(&self) -> bool {
        self.after_titles * 2 >= self.times
    }
}

/// Whether a word says anything about the matter: no function word, no title of a person, and at
/// least two letters.
pub(super) fn is_matter(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters > 1 && !crate::query::is_function_word(word) && !TITLES.contains(&word)
}
