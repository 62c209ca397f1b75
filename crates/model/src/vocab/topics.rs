//! Topic rules.

use std::collections::HashSet;
use std::sync::OnceLock;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::folded::Range;
use super::matcher::{Matcher, Use};
use super::phrase::Phrase;
use super::table::VocabularyError;

/// Every topic of the vocabulary, and the fields in which some of their words count.
#[derive(Debug, Clone)]
pub struct Topics {
    topics: Vec<Topic>,
    fields: Vec<Field>,
    /// Made when first asked for.
    matcher: OnceLock<Option<Matcher>>,
}

/// One topic and the words that prove it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its slug.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// The group above it.
    pub group: String,
    /// The numbers of its services in the Local Government Service List, where it has any.
    #[serde(default)]
    pub lgsl: Vec<u32>,
    /// Phrases any of which proves it.
    #[serde(default)]
    pub triggers: Vec<Phrase>,
    /// Pairs of phrases that prove it when within ten words of each other.
    #[serde(default, deserialize_with = "pairs")]
    pub near: Vec<[Phrase; 2]>,
    /// Phrases that prove it in one of `fields` only.
    #[serde(default)]
    pub hints: Vec<Phrase>,
    /// The fields in which `hints` count.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Phrases beside which, in one passage, `hints` and `near` prove nothing.
    #[serde(default)]
    pub unless: Vec<Phrase>,
    /// Phrases inside which nothing is proved.
    #[serde(default)]
    pub blocked: Vec<Phrase>,
}

/// A field of work, known by its words: a passage is in it when the passage itself, its
/// heading, its item or its paper speaks of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its slug.
    pub id: String,
    /// Phrases any of which puts a text in it.
    pub words: Vec<Phrase>,
}

/// Pairs of phrases; two stand in each.
fn pairs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<[Phrase; 2]>, D::Error> {
    let pairs: Vec<Vec<Phrase>> = Vec::deserialize(deserializer)?;
    pairs
        .into_iter()
        .map(|pair| {
            let n = pair.len();
            let two = <[Phrase; 2]>::try_from(pair);
            two.map_err(|_| D::Error::custom(format!("a pair is two phrases, not {n}")))
        })
        .collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicsFile {
    #[expect(dead_code, reason = "read so that a file without it is refused")]
    version: u32,
    #[serde(default)]
    field: Vec<Field>,
    topic: Vec<Topic>,
}

impl Topics {
    /// How many fields there may be.
    pub const MOST_FIELDS: usize = 64;

    pub(super) fn parse(file: &str, text: &str) -> Result<Topics, VocabularyError> {
        let parsed: TopicsFile = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            VocabularyError::new(file, line, error.message(), "compare with the topics around it")
        })?;
        let refuse = |kind: &str, id: &str, mistake: Mistake| {
            let line = line_of(text, place_of(text, kind, id));
            Err(VocabularyError::new(file, line, mistake.problem, mistake.cure))
        };
        let fields: Vec<&str> = parsed.field.iter().map(|field| field.id.as_str()).collect();
        let topics: Vec<&str> = parsed.topic.iter().map(|topic| topic.id.as_str()).collect();
        for (kind, ids) in [("field", &fields), ("topic", &topics)] {
            for (i, id) in ids.iter().enumerate() {
                if let Some(mistake) = mistake_of_id(kind, id, &ids[..i]) {
                    return refuse(kind, id, mistake);
                }
            }
        }
        if let Some(id) = fields.get(Topics::MOST_FIELDS) {
            let problem = format!("the field `{id}` is one too many");
            return refuse("field", id, Mistake::new(problem, "join it with another"));
        }
        for topic in &parsed.topic {
            if let Some(mistake) = mistake_of_rules(topic, &fields) {
                return refuse("topic", &topic.id, mistake);
            }
        }
        Ok(Topics { topics: parsed.topic, fields: parsed.field, matcher: OnceLock::new() })
    }

    /// All of them, in file order.
    pub fn iter(&self) -> impl Iterator<Item = &Topic> {
        self.topics.iter()
    }

    /// The fields, in file order.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Tells `found` of every phrase of the rules in a text, with what it does and its place.
    pub fn find(&self, text: &str, found: impl FnMut(Use, Range)) {
        // Rules too many for a matcher would be a mistake of the file; they find nothing.
        let matcher = self.matcher.get_or_init(|| Matcher::new(&self.topics, &self.fields));
        if let Some(matcher) = matcher {
            matcher.find(text, found);
        }
    }

    /// The one with this slug.
    pub fn by_id(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }
}

/// What is wrong with a rule, and what to do.
struct Mistake {
    problem: String,
    cure: &'static str,
}

impl Mistake {
    fn new(problem: String, cure: &'static str) -> Mistake {
        Mistake { problem, cure }
    }
}

/// An id that is no slug, or that stands before.
fn mistake_of_id(kind: &str, id: &str, before: &[&str]) -> Option<Mistake> {
    if id.is_empty() || id != crate::normal::slug(id) {
        let problem = format!("`{id}` is no slug");
        return Some(Mistake::new(problem, "write lower-case letters, digits and hyphens"));
    }
    before.contains(&id).then(|| {
        let problem = format!("the {kind} `{id}` stands twice");
        Mistake::new(problem, "keep one of them")
    })
}

/// Rules that can never prove anything, or that contradict each other.
fn mistake_of_rules(topic: &Topic, fields: &[&str]) -> Option<Mistake> {
    let id = &topic.id;
    if topic.triggers.is_empty() && topic.near.is_empty() && topic.hints.is_empty() {
        return Some(Mistake::new(format!("the topic `{id}` has no trigger"), "give it a trigger"));
    }
    if let Some(unknown) = topic.fields.iter().find(|field| !fields.contains(&field.as_str())) {
        let problem = format!("the topic `{id}` names a field `{unknown}` that there is not");
        return Some(Mistake::new(problem, "name one of the fields at the top of the file"));
    }
    if topic.hints.is_empty() != topic.fields.is_empty() {
        let problem = format!("the topic `{id}` has hints without fields, or fields without hints");
        return Some(Mistake::new(problem, "give it both or neither"));
    }
    let blocked: HashSet<String> = topic.blocked.iter().flat_map(lowered).collect();
    let mut seen = HashSet::new();
    for phrase in topic.triggers.iter().chain(&topic.hints) {
        for form in lowered(phrase) {
            if blocked.contains(&form) {
                let problem = format!("`{form}` of the topic `{id}` is blocked by itself");
                return Some(Mistake::new(problem, "take it out, or block a longer phrase"));
            }
            if !seen.insert(form.clone()) {
                let problem = format!("`{form}` stands twice in the topic `{id}`");
                return Some(Mistake::new(problem, "keep one of them"));
            }
        }
    }
    None
}

fn lowered(phrase: &Phrase) -> impl Iterator<Item = String> {
    phrase.forms().iter().map(|form| form.words.to_lowercase())
}

/// Where the last table of this kind with this id says so.
fn place_of(text: &str, kind: &str, id: &str) -> usize {
    let table = format!("[[{kind}]]");
    let is_of_kind =
        |at: &usize| text[..*at].rfind("[[").is_some_and(|from| text[from..].starts_with(&table));
    let line = format!("id = \"{id}\"");
    text.rmatch_indices(&line).map(|(at, _)| at).find(is_of_kind).unwrap_or(0)
}

fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOPIC: &str = "version = 1\n\n[[topic]]\nid = \"a\"\nlabel = \"A\"\ngroup = \"g\"\n";

    #[track_caller]
    fn refused(text: &str, line: usize, problem: &str) {
        let error = Topics::parse("topics.toml", text).expect_err(text);
        assert!(error.problem.contains(problem), "{text}\n{error}");
        assert_eq!(error.line, line, "{text}\n{error}");
        assert!(!error.cure.is_empty());
    }

    #[test]
    fn mistakes_are_refused_with_line_and_problem() {
        let cases: [(&str, usize, &str); 14] = [
            ("triggers = [\"x\"]\ncolour = 1\n", 8, "unknown field"),
            ("triggers = \"x\"\n", 7, "invalid type"),
            ("triggers = []\n", 4, "no trigger"),
            ("triggers = [\"x\", \"\"]\n", 7, "without words"),
            ("triggers = [\"(x\"]\n", 7, "bracket"),
            ("triggers = [\"x* y\"]\n", 7, "not at its end"),
            ("triggers = [\"x\", \"(x|y)\"]\n", 4, "`x` stands twice"),
            ("triggers = [\"Re\"]\nblocked = [\"re\"]\n", 4, "blocked by itself"),
            ("near = [[\"x\"]]\n", 7, "two phrases, not 1"),
            ("near = [[\"x\", \"y\", \"z\"]]\n", 7, "two phrases, not 3"),
            ("triggers = [\"x\"]\nlgsl = [\"12\"]\n", 8, "invalid type"),
            ("triggers = [\"x\"]\nlgsl = [-1]\n", 8, "invalid value"),
            ("triggers = [\"x\"]\nfields = [\"b\"]\n", 4, "that there is not"),
            ("hints = [\"x\"]\n", 4, "hints without fields"),
        ];
        for (rules, line, problem) in cases {
            refused(&format!("{TOPIC}{rules}"), line, problem);
        }
    }

    #[test]
    fn ids_are_slugs_and_stand_once() {
        let one = "\n[[topic]]\nid = \"ID\"\nlabel = \"\"\ngroup = \"\"\ntriggers = [\"x\"]\n";
        let file = |id: &str| format!("version = 1\n{}", one.replace("ID", id));
        refused(&file("B b"), 4, "no slug");
        refused(&file(""), 4, "no slug");
        refused(&format!("{}{}", file("b"), one.replace("ID", "b")), 10, "stands twice");
        refused(&one.replace("ID", "b"), 1, "missing field `version`");
        let field = "[[field]]\nid = \"c\"\nwords = []\n";
        refused(&format!("{}{field}{field}", file("b")), 12, "field `c` stands twice");
    }
}
