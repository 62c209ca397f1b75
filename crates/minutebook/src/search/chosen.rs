//! The values that a request chose, checked: one that nobody knows is a slip, and would find nothing
//! without saying why.
//!
//! What a register or vocabulary lists is known for good, so anything else is refused. Committees,
//! people and bodies are known by the papers alone: a value that none has may have been right when
//! somebody began to follow it, so the answer says that nothing has it, and is none the less one.

use std::time::Instant;

use model::normal;

use super::context::Context;
use crate::answer::Unheld;
use crate::error::{Refusal, SearchError};
use crate::facets::{Dimension, Selections};
use crate::index::PaperIndex;
use crate::query::{nearest, refusal};
use crate::request::Filters;
use crate::schema::value;
use crate::values::fixed_label;

impl Context<'_> {
    /// What filters choose.
    pub(super) fn selections(&self, filters: &Filters) -> Result<Selections, SearchError> {
        self.check_authorities(&filters.authority)?;
        self.check_topics(&filters.topic)?;
        self.check_speakers(&filters.speaker)?;
        Ok(Selections::new(filters))
    }

    /// Refuses a topic that stands neither in the vocabulary nor in a passage.
    fn check_topics(&self, ids: &[String]) -> Result<(), Refusal> {
        let topics = &self.vocabularies.topics;
        let knows = |id: &String| {
            id == value::NONE
                || topics.by_id(id).is_some()
                || self.columns.holds(Dimension::Topic, id)
        };
        let Some(unknown) = ids.iter().find(|id| !knows(id)) else { return Ok(()) };
        let meant = nearest(unknown, topics.iter().map(|topic| topic.id.as_str()));
        let hint = match meant {
            Some(id) => format!("did you mean `{id}`?"),
            None => "the facet `topic` of a search lists those that have passages".to_owned(),
        };
        let message = format!("`{unknown}` is no topic of the vocabulary; {hint}");
        let suggestion = meant.map(|id| format!("topic={id}"));
        Err(refusal("unknown-topic", &(0..0), message, suggestion))
    }

    /// Refuses what is no speaker of the facet and can never have been one: an office that the
    /// vocabulary lacks, or a value of another form.
    fn check_speakers(&self, speakers: &[String]) -> Result<(), Refusal> {
        let roles = &self.vocabularies.roles;
        let knows = |speaker: &String| {
            let is_role = |id: &str| roles.by_id(id).is_some();
            fixed_label(speaker).is_some()
                || speaker.strip_prefix("role:").is_some_and(is_role)
                || is_of_papers(speaker)
                || self.columns.holds(Dimension::Speaker, speaker)
        };
        let Some(unknown) = speakers.iter().find(|speaker| !knows(speaker)) else { return Ok(()) };
        let typed = unknown.strip_prefix("role:").unwrap_or(unknown);
        let titled = roles.by_title(typed).or_else(|| roles.by_short(typed));
        let slip = || nearest(typed, roles.iter().map(|role| role.id.as_str()));
        let office = titled.map(|role| role.id.as_str()).or_else(slip);
        let meant = match office {
            Some(id) => Some(format!("role:{id}")),
            None => self.nearest_held(Dimension::Speaker, unknown),
        };
        let hint = match &meant {
            Some(value) => format!("did you mean `{value}`?"),
            None => "the facet `speaker` of a search lists those that have passages".to_owned(),
        };
        let message = format!("`{unknown}` is no speaker of the facet; {hint}");
        let suggestion = meant.map(|value| format!("speaker={value}"));
        Err(refusal("unknown-speaker", &(0..0), message, suggestion))
    }

    /// The chosen committees and speakers that no passage has. An office of the vocabulary is one,
    /// whether or not anybody of it speaks.
    pub(super) fn unheld(&self, filters: &Filters) -> Vec<Unheld> {
        let lacks = |dimension: Dimension, value: &str| !self.columns.holds(dimension, value);
        let committees = filters.committee.iter().map(|value| (Dimension::Committee, value));
        let speakers = filters.speaker.iter().filter(|speaker| is_of_papers(speaker));
        let chosen = committees.chain(speakers.map(|value| (Dimension::Speaker, value)));
        let unheld = chosen.filter(|(of, value)| fixed_label(value).is_none() && lacks(*of, value));
        unheld
            .map(|(of, value)| Unheld {
                facet: of.name().to_owned(),
                value: value.clone(),
                nearest: self.nearest_held(of, value),
            })
            .collect()
    }

    /// The value of a dimension that is the same in another case, or the nearest spelling.
    fn nearest_held(&self, dimension: Dimension, typed: &str) -> Option<String> {
        let held = || self.columns.values(dimension).filter(|value| fixed_label(value).is_none());
        let name = normal::name(typed);
        let same = held().find(|value| normal::name(value) == name);
        same.or_else(|| nearest(typed, held())).map(str::to_owned)
    }

    fn check_authorities(&self, ids: &[String]) -> Result<(), SearchError> {
        match ids.iter().find(|id| !self.knows_authority(id)) {
            Some(unknown) => Err(self.no_authority(unknown)?.into()),
            None => Ok(()),
        }
    }

    /// Whether an authority stands in the register, or in a paper that is held or was withdrawn.
    fn knows_authority(&self, id: &str) -> bool {
        let was_held = || self.withdrawals.iter().any(|kept| kept.authority.as_deref() == Some(id));
        id == value::UNKNOWN
            || self.vocabularies.authorities.by_id(id).is_some()
            || self.columns.holds(Dimension::Authority, id)
            || was_held()
    }

    fn no_authority(&self, typed: &str) -> tantivy::Result<Refusal> {
        let register = &self.vocabularies.authorities;
        let called = register.by_name(typed).first().map(|entry| entry.id.clone());
        let held = self.values(self.fields.authority)?;
        let ids = register.iter().map(|entry| entry.id.as_str());
        let near = || nearest(typed, ids.chain(held.iter().map(String::as_str)));
        let meant = called.or_else(|| near().map(str::to_owned));
        let hint = match &meant {
            Some(id) => format!("did you mean `{id}`?"),
            None => "the facet `authority` of a search lists those that have papers".to_owned(),
        };
        let message = format!("`{typed}` is no authority of the register or of this index; {hint}");
        let suggestion = meant.map(|id| format!("authority={id}"));
        Ok(refusal(UNKNOWN_AUTHORITY, &(0..0), message, suggestion))
    }
}

/// Whether a value has the form of a person or body of a paper's own list: such a one may have
/// been held once.
fn is_of_papers(speaker: &str) -> bool {
    let name = speaker.strip_prefix("person:").or_else(|| speaker.strip_prefix("body:"));
    name.and_then(|name| name.split_once('/'))
        .is_some_and(|(place, slug)| !place.is_empty() && !slug.is_empty())
}

/// The kind of refusal for an authority that is not known.
pub(crate) const UNKNOWN_AUTHORITY: &str = "unknown-authority";

impl PaperIndex {
    /// Refuses an id of an authority that stands neither in the register nor in a paper.
    pub(crate) fn check_authorities(&self, ids: &[String]) -> Result<(), SearchError> {
        let snapshot = self.snapshot();
        // Papers without text have no labels in the columns.
        let register = snapshot.register(self)?.papers();
        let unread = |id: &String| register.iter().any(|entry| entry.authority() == id);
        let others: Vec<String> = ids.iter().filter(|id| !unread(id)).cloned().collect();
        self.context(&snapshot, Instant::now())?.check_authorities(&others)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use model::record::{Person, PersonKind, Speaker, SpeakerClass};

    use super::*;
    use crate::comparison::CompareRequest;
    use crate::follow::NewsRequest;
    use crate::request::SearchRequest;
    use crate::search::tests::corpus::{Corpus, add, paper, speaker, with};
    use crate::study::{ConcordanceRequest, KeywordsRequest, Study};

    /// What each way to ask of one authority answers, where it refuses: kind and suggestion.
    fn refusals(index: &PaperIndex, authority: &str) -> Vec<Option<(&'static str, String)>> {
        let authorities = vec![authority.to_owned()];
        let mut search = SearchRequest::new("care");
        search.filters.authority = authorities.clone();
        let compare = CompareRequest::new(search.clone());
        let news = NewsRequest { authority: authorities.clone(), until: None };
        let refused = |answer: Result<(), SearchError>| match answer {
            Ok(()) => None,
            Err(SearchError::Refused(refusal)) => {
                Some((refusal.kind, refusal.suggestion.unwrap_or_default()))
            }
            Err(SearchError::Index(error)) => panic!("{error}"),
        };
        vec![
            refused(index.search(&search).map(drop)),
            refused(index.find(&search).map(drop)),
            refused(index.compare(&compare).map(drop)),
            refused(index.positions(&search).map(drop)),
            refused(index.feed(&search).map(drop)),
            refused(index.export(&search, &mut |_| ControlFlow::Continue(())).map(drop)),
            refused(index.concordance(&ConcordanceRequest::new(search.clone())).map(drop)),
            refused(index.keywords(&KeywordsRequest::new(search)).map(drop)),
            refused(index.news(&news).map(drop)),
            refused(index.coverage(&authorities).map(drop)),
            refused(index.authorities_in(authority).map(drop)),
            refused(index.acronyms(&authorities).map(drop)),
        ]
    }

    #[test]
    fn a_topic_that_nobody_knows_is_refused() {
        let papers = vec![with(paper("a", Some("Oakhaven"), None), &[("1", "Care.")])];
        let corpus = Corpus::new(papers, 1);
        for (topic, suggestion) in [
            ("caseloads-practice", None),
            ("none", None),
            ("caseload-practice", Some(Some("topic=caseloads-practice"))),
            ("nowhere", Some(None)),
        ] {
            let mut request = SearchRequest::new("care");
            request.filters.topic = vec![topic.to_owned()];
            let refused = match corpus.index.search(&request) {
                Err(SearchError::Refused(refusal)) => Some(refusal),
                other => other.map(|_| None).unwrap(),
            };
            let said = refused.as_ref().map(|refusal| refusal.suggestion.as_deref());
            assert_eq!(said, suggestion, "{topic}");
            assert!(refused.is_none_or(|refusal| refusal.kind == "unknown-topic"));
        }
    }

    #[test]
    fn a_speaker_that_can_be_none_is_refused() {
        let mut minutes = paper("a", Some("Oakhaven"), None);
        let passage = add(&mut minutes, "1", "Care.");
        passage.speakers = vec![speaker("She", "director-childrens-services")];
        let corpus = Corpus::new(vec![minutes], 1);
        for (chosen, suggestion) in [
            ("role:director-childrens-services", None),
            ("role:head-of-service", None),
            ("outside", None),
            ("none", None),
            ("person:oakhaven/jo-elm", None),
            ("role:head-of-servce", Some(Some("speaker=role:head-of-service"))),
            (
                "Director of Children’s Services",
                Some(Some("speaker=role:director-childrens-services")),
            ),
            ("HoS", Some(Some("speaker=role:head-of-service"))),
            ("person:jo-elm", Some(None)),
            ("Jo Elm", Some(None)),
        ] {
            let mut request = SearchRequest::new("care");
            request.filters.speaker = vec![chosen.to_owned()];
            let refused = match corpus.index.search(&request) {
                Err(SearchError::Refused(refusal)) => Some(refusal),
                other => other.map(|_| None).unwrap(),
            };
            let said = refused.as_ref().map(|refusal| refusal.suggestion.as_deref());
            assert_eq!(said, suggestion, "{chosen}");
            assert!(refused.is_none_or(|refusal| refusal.kind == "unknown-speaker"));
        }
    }

    #[test]
    fn a_value_that_no_paper_has_is_said_and_refused_to_nobody() {
        let mut minutes = paper("a", Some("Oakhaven"), None);
        minutes.committee = Some("Roads Panel".to_owned());
        let elm = Some("Jo Elm".to_owned());
        minutes.people = vec![Person::new(elm.clone(), None, PersonKind::Member, String::new())];
        let passage = add(&mut minutes, "1", "Care.");
        passage.speakers = vec![Speaker {
            class: SpeakerClass::Named,
            role: None,
            name: elm,
            ..speaker("She", "")
        }];
        let corpus = Corpus::new(vec![minutes], 1);
        let no = |facet: &str, value: &str, nearest: Option<&str>| {
            let nearest = nearest.map(str::to_owned);
            vec![Unheld { facet: facet.to_owned(), value: value.to_owned(), nearest }]
        };
        for (committee, speaker, expected) in [
            ("Roads Panel", "person:oakhaven/jo-elm", vec![]),
            ("unknown", "none", vec![]),
            ("Roads Panel", "role:chief-executive", vec![]),
            ("roads panel", "none", no("committee", "roads panel", Some("Roads Panel"))),
            ("Road Panel", "none", no("committee", "Road Panel", Some("Roads Panel"))),
            ("Lamps Committee", "none", no("committee", "Lamps Committee", None)),
            (
                "unknown",
                "person:oakhaven/jo-elms",
                no("speaker", "person:oakhaven/jo-elms", Some("person:oakhaven/jo-elm")),
            ),
            ("unknown", "body:velbridge/board", no("speaker", "body:velbridge/board", None)),
        ] {
            let mut request = SearchRequest::new("");
            request.filters.committee = vec![committee.to_owned()];
            request.filters.speaker = vec![speaker.to_owned()];
            let found = corpus.index.search(&request).unwrap().query;
            assert_eq!(found.unheld, expected, "{committee} {speaker}");
            let feed = corpus.index.feed(&request).unwrap();
            for said in [&found.read_back, &feed.read_back] {
                let sentences = expected.iter().map(Unheld::in_words);
                assert_eq!(
                    sentences.filter(|said_of| said.contains(said_of)).count(),
                    expected.len()
                );
                assert_eq!(said.contains("No passage here"), !expected.is_empty(), "{said}");
            }
        }
    }

    #[test]
    fn an_authority_that_nobody_knows_is_refused_however_it_is_asked_for() {
        let papers = vec![with(paper("a", Some("Oakhaven"), None), &[("1", "Care.")])];
        let corpus = Corpus::new(papers, 1);
        for (authority, suggestion) in [
            ("oakhaven", None),
            ("unknown", None),
            // In the register, with no paper here: it finds nothing.
            ("kent", None),
            ("nowhere", Some("")),
            ("oakhavn", Some("authority=oakhaven")),
        ] {
            let expected = suggestion.map(|text| (UNKNOWN_AUTHORITY, text.to_owned()));
            for (way, refused) in refusals(&corpus.index, authority).into_iter().enumerate() {
                assert_eq!(refused, expected, "{authority}, way {way}");
            }
        }
    }
}
