//! Completing what is typed: the last word, or the names of what it may mean.

use model::normal;
use tantivy::TantivyError;

use super::context::Context;
use crate::answer::{Completion, CompletionKind};
use crate::facets::{Dimension, facet_label_of};
use crate::index::PaperIndex;
use crate::query::is_function_word;
use crate::schema::value;

/// Fewer letters than this begin too many words.
const FEWEST_LETTERS: usize = 2;
/// Of each kind of name at most so many.
const MOST_NAMES: usize = 3;

impl PaperIndex {
    /// What may be meant by a query that is still being typed: the index's own words that begin
    /// as its last word does, the commonest first, and names of committees, topics, speakers,
    /// authorities and papers with a word that begins so. At most `limit`.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn complete(&self, text: &str, limit: usize) -> Result<Vec<Completion>, TantivyError> {
        let snapshot = self.snapshot();
        let context = self.context(&snapshot, std::time::Instant::now())?;
        let start = text
            .rfind(char::is_whitespace)
            .map_or(0, |space| space + text[space..].chars().next().map_or(0, char::len_utf8));
        let (before, typed) = text.split_at(start);
        let typed_word = typed.trim_start_matches(|c: char| !c.is_alphanumeric());
        let folded = normal::name(typed_word);
        let is_plain = folded.chars().all(|c| c.is_alphanumeric() || c == '\'');
        if folded.chars().count() < FEWEST_LETTERS || !is_plain || typed.contains([':', '*', '~']) {
            return Ok(Vec::new());
        }
        let lead = &typed[..typed.len() - typed_word.len()];
        let mut completions = Vec::new();
        if lead.is_empty() || lead == "-" {
            for counted in context.with_prefix(&folded)? {
                let word = counted.term;
                if is_function_word(&word) || word.chars().any(|c| c.is_ascii_digit()) {
                    continue;
                }
                completions.push(Completion {
                    kind: CompletionKind::Word,
                    query: format!("{before}{lead}{word}"),
                    text: word,
                });
            }
            completions.truncate(limit.saturating_sub(2 * MOST_NAMES).max(MOST_NAMES));
            self.add_names(&context, before, &folded, &mut completions)?;
        }
        completions.truncate(limit);
        Ok(completions)
    }

    /// Names with a word that begins so, each as a field of the query.
    fn add_names(
        &self,
        context: &Context<'_>,
        before: &str,
        begins: &str,
        completions: &mut Vec<Completion>,
    ) -> Result<(), TantivyError> {
        let fields = context.fields;
        let mut add = |kind: CompletionKind, named: Vec<(String, String)>| {
            for (text, query) in named.into_iter().take(MOST_NAMES) {
                completions.push(Completion { kind, text, query: format!("{before}{query}") });
            }
        };
        let quoted = |field: &str, name: &str| format!("{field}:\"{}\"", name.replace('"', " "));
        let committees = context.values(fields.committee)?;
        let named = committees.into_iter().filter(|name| name != value::UNKNOWN);
        let named = named.filter(|name| has_word(name, begins));
        let named = named.map(|name| (name.clone(), quoted("committee", &name)));
        add(CompletionKind::Committee, named.collect());
        let topics = context.vocabularies.topics.iter();
        let mut named = Vec::new();
        for topic in topics.filter(|topic| has_word(&topic.label, begins)) {
            if context.holds(fields.topic, &topic.id)? {
                named.push((topic.label.clone(), format!("topic:{}", topic.id)));
            }
        }
        add(CompletionKind::Topic, named);
        let mut named = Vec::new();
        for id in context.values(fields.authority)? {
            let label = facet_label_of(context, Dimension::Authority, &id)?;
            if id != value::UNKNOWN && has_word(&label, begins) {
                named.push((label, quoted("authority", &id)));
            }
        }
        add(CompletionKind::Authority, named);
        let mut named = Vec::new();
        for speaker in context.values(fields.speaker)? {
            // A name in the value is a slug: only those that may match are read from a paper.
            let slug = speaker.rsplit('/').next().unwrap_or_default();
            let is_person = speaker.starts_with("person:");
            let may_match = !is_person || slug.split('-').any(|part| part.starts_with(begins));
            if speaker.contains(':') && may_match && named.len() < MOST_NAMES {
                let label = facet_label_of(context, Dimension::Speaker, &speaker)?;
                if has_word(&label, begins) {
                    let query = match speaker.strip_prefix("role:") {
                        Some(role) => format!("role:{role}"),
                        None => quoted("speaker", &speaker),
                    };
                    named.push((label, query));
                }
            }
        }
        add(CompletionKind::Speaker, named);
        let titles = context.values(fields.whole_title)?;
        let named = titles.into_iter().filter(|title| has_word(title, begins));
        let named = named.map(|title| (title.clone(), quoted("title", &title)));
        add(CompletionKind::Title, named.collect());
        Ok(())
    }
}

/// Whether a word of `name` begins so.
fn has_word(name: &str, begins: &str) -> bool {
    let name = normal::name(name);
    name.split(|c: char| !c.is_alphanumeric() && c != '\'').any(|word| word.starts_with(begins))
}
