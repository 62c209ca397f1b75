//! Topic rules.

use serde::Deserialize;

use super::table::VocabularyError;

/// Every topic of the vocabulary.
#[derive(Debug, Clone)]
pub struct Topics {
    topics: Vec<Topic>,
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
    /// Words or phrases, any of which proves it.
    pub triggers: Vec<String>,
    /// Pairs of words that prove it when within ten words of each other.
    #[serde(default)]
    pub near: Vec<[String; 2]>,
    /// Phrases inside which a trigger proves nothing.
    #[serde(default)]
    pub blocked: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicsFile {
    #[expect(dead_code, reason = "read so that a file without it is refused")]
    version: u32,
    topic: Vec<Topic>,
}

impl Topics {
    pub(super) fn parse(file: &str, text: &str) -> Result<Topics, VocabularyError> {
        let parsed: TopicsFile = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            VocabularyError::new(file, line, error.message(), "compare with the topics around it")
        })?;
        for (i, topic) in parsed.topic.iter().enumerate() {
            let line = || line_of(text, text.find(&format!("\"{}\"", topic.id)).unwrap_or(0));
            if topic.id != crate::normal::slug(&topic.id) || topic.id.is_empty() {
                let problem = format!("`{}` is no slug", topic.id);
                let cure = "write lower-case letters, digits and hyphens";
                return Err(VocabularyError::new(file, line(), problem, cure));
            }
            if parsed.topic[..i].iter().any(|other| other.id == topic.id) {
                let problem = format!("the topic `{}` stands twice", topic.id);
                return Err(VocabularyError::new(file, line(), problem, "keep one of them"));
            }
            if topic.triggers.is_empty() && topic.near.is_empty() {
                let problem = format!("the topic `{}` has no trigger", topic.id);
                return Err(VocabularyError::new(file, line(), problem, "give it a trigger"));
            }
        }
        Ok(Topics { topics: parsed.topic })
    }

    /// All of them, in file order.
    pub fn iter(&self) -> impl Iterator<Item = &Topic> {
        self.topics.iter()
    }

    /// The one with this slug.
    pub fn by_id(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1
}
