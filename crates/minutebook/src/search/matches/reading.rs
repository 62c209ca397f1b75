//! How long what was found may be read.

use std::time::{Duration, Instant};

use crate::error::Error;

/// When reading gives up; never, where there is no limit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReadingTime(Option<(Instant, Duration)>);

impl ReadingTime {
    /// As long as it takes.
    pub(crate) const WITHOUT_END: ReadingTime = ReadingTime(None);

    /// From now on.
    pub(crate) fn from_now(limit: Option<Duration>) -> ReadingTime {
        ReadingTime(limit.map(|limit| (Instant::now() + limit, limit)))
    }

    /// Refuses to go on once the time is over.
    pub(crate) fn check(self) -> Result<(), Error> {
        match self.0 {
            Some((end, limit)) if Instant::now() >= end => Err(Error::OutOfTime { limit }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::error::SearchError;
    use crate::request::SearchRequest;
    use crate::search::tests::corpus::{Corpus, paper, with};
    use crate::study::{CollocatesRequest, ConcordanceRequest, KeywordsRequest, Study};

    #[test]
    fn a_study_ends_when_its_time_is_over_and_an_export_does_not() {
        let papers = vec![with(
            paper("a", Some("Ashmere"), None),
            &[("1", "Alder and birch."), ("2", "RESOLVED: that the alder be noted.")],
        )];
        let index = Corpus::new(papers, 1).index.with_study_limit(Duration::ZERO);
        let search = SearchRequest::new("alder");
        let is_over = |answer: Result<(), SearchError>| {
            let over = Error::OutOfTime { limit: Duration::ZERO }.to_string();
            matches!(answer, Err(SearchError::Index(error)) if error.to_string() == over)
        };
        let ended = [
            is_over(index.concordance(&ConcordanceRequest::new(search.clone())).map(drop)),
            is_over(index.collocates(&CollocatesRequest::new(search.clone())).map(drop)),
            is_over(index.keywords(&KeywordsRequest::new(search.clone())).map(drop)),
            is_over(index.positions(&search).map(drop)),
        ];
        assert_eq!(ended, [true; 4]);
        let exported = index.export(&search, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(exported.rows.passages, 2);
        // Nothing typed is mentioned nowhere: no passage is read to find that out.
        let nothing = ConcordanceRequest::new(SearchRequest::new(""));
        assert_eq!(index.concordance(&nothing).unwrap().mentions, 0);
    }
}
