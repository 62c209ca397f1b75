//! The values that a request chose, checked: an authority or topic that nobody knows is a slip, and
//! would find nothing without saying why.

use std::time::Instant;

use super::context::Context;
use crate::error::{Refusal, SearchError};
use crate::facets::{Dimension, Selections};
use crate::index::PaperIndex;
use crate::query::{nearest, refusal};
use crate::request::Filters;
use crate::schema::value;

impl Context<'_> {
    /// What filters choose.
    pub(super) fn selections(&self, filters: &Filters) -> Result<Selections, SearchError> {
        self.check_authorities(&filters.authority)?;
        self.check_topics(&filters.topic)?;
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

    use super::*;
    use crate::comparison::CompareRequest;
    use crate::follow::NewsRequest;
    use crate::request::SearchRequest;
    use crate::search::tests::corpus::{Corpus, paper, with};
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
