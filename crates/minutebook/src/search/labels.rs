//! The values of fields as labels of the index.

use model::normal;

use super::context::Context;
use crate::document::{days_since_epoch, place_term};
use crate::error::Refusal;
use crate::expressions::main_terms;
use crate::query::{Field, FieldValue, Meaning, Node, nearest, refusal, replaced};
use crate::schema::value;
use crate::wanted::Label;

/// A label and the name for people of what was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) label: Label,
    /// Better than what was typed, where there is something better.
    pub(crate) name: Option<String>,
}

impl Named {
    fn new(label: Label) -> Named {
        Named { label, name: None }
    }

    fn called(label: Label, name: impl Into<String>) -> Named {
        Named { label, name: Some(name.into()) }
    }
}

/// Why a value has no label: refused, or the index failed.
pub(crate) enum Unlabelled {
    Refused(Refusal),
    Failed(tantivy::TantivyError),
}

impl From<tantivy::TantivyError> for Unlabelled {
    fn from(error: tantivy::TantivyError) -> Unlabelled {
        Unlabelled::Failed(error)
    }
}

/// Finds labels for the fields of one query text.
#[derive(Clone, Copy)]
pub(crate) struct Labels<'a> {
    pub(crate) context: Context<'a>,
    /// The whole query, for suggestions.
    pub(crate) text: &'a str,
}

impl Labels<'_> {
    /// The label of a field's value.
    pub(crate) fn of(&self, field: Field, value: &FieldValue) -> Result<Named, Unlabelled> {
        match &value.meaning {
            Meaning::Years { from, to } => Ok(Named::new(years(*from, *to))),
            Meaning::Days { from, to } => Ok(Named::new(Label::Days(
                from.and_then(days_since_epoch),
                to.and_then(days_since_epoch),
            ))),
            Meaning::Amounts(amounts) => Ok(Named::new(Label::Amounts(*amounts))),
            Meaning::Undated if field == Field::Date => Ok(Named::new(Label::Undated)),
            Meaning::Undated => Ok(Named::new(self.whole(field, value::UNDATED))),
            Meaning::PaperKind(kind) => Ok(Named::new(self.whole(field, kind.as_str()))),
            Meaning::PassageKind(kind) => Ok(Named::new(self.whole(field, kind.as_str()))),
            Meaning::Switch(_) => Ok(Named::new(Label::Values(Vec::new()))),
            Meaning::Words => self.words(field, value),
        }
    }

    fn words(&self, field: Field, value: &FieldValue) -> Result<Named, Unlabelled> {
        match field {
            Field::Authority => self.authority(value),
            Field::Committee => self.committee(value),
            Field::Topic => self.topic(value),
            Field::Role => self.role(value),
            Field::Speaker => Ok(self.speaker(value)),
            Field::Title => Ok(Named::new(self.phrase(field, value))),
            _ => Ok(Named::new(self.whole(field, &place_term(&value.text)))),
        }
    }

    /// One whole value.
    fn whole(&self, field: Field, value: &str) -> Label {
        Label::Values(vec![(self.field(field), value.to_owned())])
    }

    fn phrase(&self, field: Field, value: &FieldValue) -> Label {
        Label::Phrase(self.field(field), main_terms(self.context.stemmed, &value.text))
    }

    fn field(&self, field: Field) -> tantivy::schema::Field {
        let fields = self.context.fields;
        match field {
            Field::Authority => fields.authority,
            Field::Committee => fields.committee,
            Field::Year => fields.year,
            Field::Date => fields.date,
            Field::Topic => fields.topic,
            Field::Speaker => fields.speaker_text,
            Field::Role => fields.speaker,
            Field::Kind => fields.kind,
            Field::Is => fields.is,
            Field::Item => fields.item,
            Field::Para => fields.para,
            Field::Title | Field::Expand => fields.title,
            Field::Amount => fields.money,
        }
    }

    /// The authorities with this whole name; those that the register lacks by the id in the
    /// index.
    fn authority(&self, value: &FieldValue) -> Result<Named, Unlabelled> {
        let fields = self.context.fields;
        let register = &self.context.vocabularies.authorities;
        let found = register.by_name(&value.text);
        let mut ids: Vec<&str> = found.iter().map(|entry| entry.id.as_str()).collect();
        let slug = normal::slug(&value.text);
        if ids.is_empty() {
            let known = slug == value::UNKNOWN || self.context.holds(fields.authority, &slug)?;
            if !known {
                return Err(Unlabelled::Refused(self.unknown_authority(value)?));
            }
            ids.push(&slug);
        }
        let values = ids.iter().flat_map(|id| {
            [(fields.authority, (*id).to_owned()), (fields.joint, (*id).to_owned())]
        });
        let label = Label::Values(values.collect());
        let names: Vec<String> = found.iter().map(|entry| entry.name.clone()).collect();
        Ok(match names.as_slice() {
            [] => Named::new(label),
            [only] => Named::called(label, only),
            _ => Named::called(
                label,
                format!("{} (they share the name)", crate::query::list(&names, "and")),
            ),
        })
    }

    fn unknown_authority(&self, value: &FieldValue) -> tantivy::Result<Refusal> {
        let register = &self.context.vocabularies.authorities;
        let typed = normal::name(&value.text);
        if let Some(longer) = self.longer_authority(value) {
            let message = format!(
                "no authority is called `{}`; a name of several words goes between quotation marks",
                value.text
            );
            return Ok(refusal("unknown-authority", &value.span, message, Some(longer)));
        }
        let mut names: Vec<String> = register
            .iter()
            .flat_map(|entry| [normal::name(&entry.short), normal::name(&entry.name)])
            .collect();
        names.extend(self.context.values(self.context.fields.authority)?);
        let near = nearest(&typed, names.iter().map(String::as_str));
        let message = match near {
            Some(near) => format!("no authority is called `{}`; did you mean {near}?", value.text),
            None => format!(
                "no authority is called `{}`; write its whole name, short name or GSS code",
                value.text
            ),
        };
        let suggestion = near.and_then(|near| {
            let quoted = if near.contains(' ') { format!("\"{near}\"") } else { near.to_owned() };
            replaced(self.text, &value.span, &quoted)
        });
        Ok(refusal("unknown-authority", &value.span, message, suggestion))
    }

    /// The query with the words after the value taken into it, where that makes a name:
    /// `authority:tower hamlets`.
    fn longer_authority(&self, value: &FieldValue) -> Option<String> {
        let register = &self.context.vocabularies.authorities;
        let after = self.text.get(value.span.end..)?;
        let mut end = 0;
        for _ in 0..MOST_NAME_WORDS {
            let rest = after.get(end..)?;
            let word_start = rest.find(|c: char| !c.is_whitespace())?;
            let word = rest.get(word_start..)?;
            end += word_start + word.find(char::is_whitespace).unwrap_or(word.len());
            let name = format!("{}{}", value.text, after.get(..end)?);
            if !register.by_name(&name).is_empty() {
                let span = value.span.start..value.span.end + end;
                return replaced(self.text, &span, &format!("\"{name}\""));
            }
        }
        None
    }

    /// The committees whose names hold these words in a row.
    fn committee(&self, value: &FieldValue) -> Result<Named, Unlabelled> {
        let field = self.context.fields.committee;
        let wanted = format!(" {} ", words_of(&value.text));
        let all = self.context.values(field)?;
        let found =
            all.into_iter().filter(|name| format!(" {} ", words_of(name)).contains(&wanted));
        let names: Vec<String> = found.collect();
        let named = match names.as_slice() {
            [only] => Some(format!("“{only}”")),
            names => Some(format!("“{}” ({} committees)", value.text, names.len())),
        };
        let label = Label::Values(names.into_iter().map(|name| (field, name)).collect());
        Ok(Named { label, name: named })
    }

    fn topic(&self, value: &FieldValue) -> Result<Named, Unlabelled> {
        let topics = &self.context.vocabularies.topics;
        let (slug, name) = (normal::slug(&value.text), normal::name(&value.text));
        let found = topics.iter().find(|t| t.id == slug || normal::name(&t.label) == name);
        if let Some(topic) = found {
            let label = self.whole(Field::Topic, &topic.id);
            return Ok(Named::called(label, format!("“{}”", topic.label)));
        }
        if slug == value::NONE || self.context.holds(self.context.fields.topic, &slug)? {
            return Ok(Named::new(self.whole(Field::Topic, &slug)));
        }
        let ids = topics.iter().map(|topic| topic.id.as_str());
        let holding = topics.iter().find(|t| t.id.split('-').any(|part| part == slug));
        let near = nearest(&slug, ids).or(holding.map(|topic| topic.id.as_str()));
        Err(Unlabelled::Refused(self.unknown("unknown-topic", "topic", value, near)))
    }

    fn role(&self, value: &FieldValue) -> Result<Named, Unlabelled> {
        let roles = &self.context.vocabularies.roles;
        let slug = normal::slug(&value.text);
        let found = roles
            .by_id(&slug)
            .or_else(|| roles.by_short(&value.text))
            .or_else(|| roles.by_short(&value.text.to_uppercase()))
            .or_else(|| roles.by_title(&value.text));
        match found {
            Some(role) => {
                let label = self.whole(Field::Role, &format!("role:{}", role.id));
                Ok(Named::called(label, role.name.clone()))
            }
            None => {
                let near = nearest(&slug, roles.iter().map(|role| role.id.as_str()));
                Err(Unlabelled::Refused(self.unknown("unknown-role", "role", value, near)))
            }
        }
    }

    fn unknown(
        &self,
        kind: &'static str,
        noun: &str,
        value: &FieldValue,
        near: Option<&str>,
    ) -> Refusal {
        let message = match near {
            Some(near) => format!("there is no {noun} `{}`; did you mean {near}?", value.text),
            None => format!("there is no {noun} `{}` in the vocabulary", value.text),
        };
        let suggestion = near.and_then(|near| replaced(self.text, &value.span, near));
        refusal(kind, &value.span, message, suggestion)
    }

    /// Words as minuted, of the name or of the office; an office's abbreviation; a facet value.
    fn speaker(&self, value: &FieldValue) -> Named {
        let roles = &self.context.vocabularies.roles;
        let mut values = vec![value.text.clone()];
        if let Some(role) = roles.by_short(&value.text) {
            values.push(format!("role:{}", role.id));
        }
        let speaker = self.context.fields.speaker;
        let values = values.into_iter().map(|value| (speaker, value)).collect();
        let words = self.phrase(Field::Speaker, value);
        Named::new(Label::Any(vec![Label::Values(values), words]))
    }
}

/// The most words that a name is looked for in.
const MOST_NAME_WORDS: usize = 5;

/// `2021..` ends before `undated`, which sorts after every year.
fn years(from: Option<i16>, to: Option<i16>) -> Label {
    let text = |year: Option<i16>, open: i16| year.unwrap_or(open).to_string();
    Label::Years(text(from, 1000), text(to, 9999))
}

/// A name's words, folded, with single spaces.
fn words_of(name: &str) -> String {
    let name = normal::name(name);
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The words in a clause's place, as typed.
pub(crate) fn typed<'t>(text: &'t str, node: &Node) -> &'t str {
    text.get(node.span.clone()).unwrap_or_default()
}
