//! A library over a few invented papers, small enough to be read whole.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};

use minutebook::answer::{
    Completion, CompletionKind, Counts, Facets, Failure, Hit, Holdings, Lookup, PaperView,
    PassageView, SearchResponse, Searched,
};
use minutebook::citation::{
    Accessed, Candidate, Citations, CitedField, FindOutcome, FoundCitation, ReadField, Style,
    Unanswered,
};
use minutebook::comparison::{CompareRequest, Comparison};
use minutebook::coverage::Coverage;
use minutebook::export::{ExportRow, Exported, Manifest};
use minutebook::follow::{Feed, FeedEntry, NewPaper, News, NewsAuthority, NewsDay, NewsRequest};
use minutebook::identity::IndexIdentity;
use minutebook::positions::Positions;
use minutebook::request::{Filters, Group, SearchRequest};
use minutebook::table::Format;
use minutebook::withdrawal::{Id, Withdrawal};
use minutebook::{Error, Library, Refusal, SearchError};
use model::{Paper, PaperId, Passage, PassageId, Sha256};

use crate::{coverage, papers, study};

mod filters;
mod shown;

use filters::{clear, facet_values, fits, refuse_speaker};
use shown::{candidate, cited, gone, hits, item, source_link, summary};

pub(crate) use filters::{counts, label, values};
pub(crate) use shown::{citation, reading};

/// A library over a few invented papers.
pub(crate) struct Fake {
    pub(crate) papers: Vec<Paper>,
    /// Where originals lie, named by paper id.
    pub(crate) originals: Option<PathBuf>,
    pub(crate) generation: Option<u64>,
    /// How many rows exports were given.
    pub(crate) rows: Arc<AtomicUsize>,
    pub(crate) withdrawn: Vec<Withdrawal>,
    /// A comparison of `held` goes on when the other end is gone.
    pub(crate) held: Mutex<Option<Receiver<()>>>,
}

impl Fake {
    pub(crate) fn new() -> Fake {
        Fake {
            papers: papers::all(),
            originals: None,
            generation: None,
            rows: Arc::default(),
            withdrawn: Vec::new(),
            held: Mutex::default(),
        }
    }
}

impl Fake {
    pub(crate) fn matching(
        &self,
        request: &SearchRequest,
        filters: &Filters,
    ) -> Vec<(&Paper, &Passage)> {
        let words = words(&request.text);
        let all = self.papers.iter().flat_map(|p| p.passages.iter().map(move |s| (p, s)));
        let found = all.filter(|(paper, passage)| {
            let text = passage.text.to_lowercase();
            words.iter().all(|word| text.contains(word.as_str())) && fits(filters, paper, passage)
        });
        found.collect()
    }

    fn withdrawal(&self, id: &Id) -> Option<Withdrawal> {
        self.withdrawn.iter().find(|withdrawal| withdrawal.id == *id).cloned()
    }
}

impl Library for Fake {
    fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        refuse(&request.text)?;
        refuse_speaker(&request.filters.speaker)?;
        let words = words(&request.text);
        let matching = |filters: &Filters| self.matching(request, filters);
        let found = matching(&request.filters);
        let total = counts(&found);
        let from: usize = request.cursor.as_deref().and_then(|c| c.parse().ok()).unwrap_or(0);
        let all_hits = hits(&found, &words, request);
        let next =
            (all_hits.len() > from + request.limit).then(|| (from + request.limit).to_string());
        let facet = |name: &str| {
            let mut filters = request.filters.clone();
            clear(&mut filters, name);
            facet_values(name, &matching(&filters), &request.filters)
        };
        Ok(SearchResponse {
            query: reading(request, total),
            total,
            partial: Counts::default(),
            searched: Searched {
                papers: self.papers.len() as u64,
                passages: 0,
                pages_without_text: 1,
            },
            took_ms: 0.5,
            hits: all_hits.into_iter().skip(from).take(request.limit).collect(),
            facets: Facets {
                authority: facet("authority"),
                year: facet("year"),
                topic: facet("topic"),
                speaker: facet("speaker"),
                committee: facet("committee"),
                kind: facet("kind"),
            },
            next,
        })
    }

    fn complete(&self, text: &str, limit: usize) -> Result<Vec<Completion>, Error> {
        let completion = Completion {
            kind: CompletionKind::Word,
            text: "fostering".to_owned(),
            query: "fostering".to_owned(),
        };
        let fits = text.starts_with("fost") && limit > 0;
        Ok(if fits { vec![completion] } else { Vec::new() })
    }

    fn paper(&self, id: &PaperId) -> Result<Lookup<PaperView>, Error> {
        if *id == papers::replaced() {
            return Ok(Lookup::Replaced { by: self.papers[0].id.clone() });
        }
        if let Some(withdrawal) = self.withdrawal(&Id::Paper(id.clone())) {
            return Ok(Lookup::Withdrawn { withdrawal });
        }
        let of_paper = |w: &&Withdrawal| w.id.paper() == *id;
        match self.papers.iter().find(|paper| paper.id == *id) {
            Some(paper) => Ok(Lookup::Here(PaperView {
                summary: summary(paper),
                record: paper.clone(),
                withdrawn: self.withdrawn.iter().filter(of_paper).cloned().collect(),
            })),
            // What studies link to.
            None => study::index().paper(id),
        }
    }

    fn passage(&self, id: &PassageId, neighbours: usize) -> Result<Lookup<PassageView>, Error> {
        if let Some(withdrawal) = self.withdrawal(&Id::Passage(id.clone())) {
            return Ok(Lookup::Withdrawn { withdrawal });
        }
        let Some(paper) = self.papers.iter().find(|paper| paper.id == id.paper()) else {
            return study::index().passage(id, neighbours);
        };
        let Some(at) = paper.passages.iter().position(|passage| passage.id == *id) else {
            return Ok(Lookup::Gone { paper: summary(paper) });
        };
        let passage = paper.passages[at].clone();
        Ok(Lookup::Here(PassageView {
            paper: summary(paper),
            item: item(paper, &passage),
            before: paper.passages[at.saturating_sub(neighbours)..at].to_vec(),
            after: paper.passages[at + 1..].iter().take(neighbours).cloned().collect(),
            citation: citation(paper, &passage),
            source_link: source_link(paper, &passage),
            passage,
        }))
    }

    fn citations(&self, id: &PassageId, accessed: Accessed) -> Result<Lookup<Citations>, Error> {
        Ok(self.passage(id, 0)?.map(|view| Citations {
            passage: view.passage.id,
            accessed: accessed.to_string(),
            citations: Style::ALL.iter().map(|style| cited(*style, &view.citation)).collect(),
        }))
    }

    /// A citation is found by its words "para 4.3", and may mean any passage by "page".
    fn find_citation(&self, text: &str) -> Result<FoundCitation, SearchError> {
        refuse(text)?;
        let all = self.papers.iter().flat_map(|p| p.passages.iter().map(move |s| (p, s)));
        let meant: Vec<Candidate> = all
            .filter(|(paper, passage)| {
                text == citation(paper, passage) || text == "page" && passage.page.is_some()
            })
            .map(|(paper, passage)| candidate(paper, passage))
            .collect();
        let outcome = match meant.len() {
            0 => FindOutcome::Nothing,
            1 => FindOutcome::Found,
            _ => FindOutcome::Several,
        };
        let field = CitedField::Paragraph;
        let message = format!("no paper here has the paragraph “{text}”");
        let nothing = Unanswered { field, message };
        Ok(FoundCitation {
            text: text.to_owned(),
            outcome,
            gone: self
                .withdrawn
                .iter()
                .filter(|w| text.contains(&w.id.to_string()))
                .map(gone)
                .collect(),
            read: vec![ReadField { field, words: text.to_owned() }],
            unanswered: if meant.is_empty() { vec![nothing] } else { Vec::new() },
            candidates: meant,
        })
    }

    fn holdings(&self) -> Result<Holdings, Error> {
        Ok(Holdings {
            papers: self.papers.len() as u64,
            passages: self.papers.iter().map(|paper| paper.passages.len() as u64).sum(),
            authorities: 2,
            first_date: Some("2022-06-14".to_owned()),
            last_date: Some("2024-03-05".to_owned()),
            last_indexed: Some("2026-11-24T11:40:25Z".to_owned()),
            pages_without_text: 1,
            failures: vec![Failure {
                source: "thornwick/<script>alert('file')</script>.pdf".to_owned(),
                cause: "the file is encrypted; save it without a password".to_owned(),
            }],
        })
    }

    fn positions(&self, request: &SearchRequest) -> Result<Positions, SearchError> {
        study::index().positions(request)
    }

    fn compare(&self, request: &CompareRequest) -> Result<Comparison, SearchError> {
        if request.search.text == "held"
            && let Some(held) = self.held.lock().expect("nobody panics here").as_ref()
        {
            // It ends with the other end.
            let _ = held.recv();
        }
        crate::compare::comparison(self, request)
    }

    fn feed(&self, request: &SearchRequest) -> Result<Feed, SearchError> {
        let request = SearchRequest { group: Group::None, limit: 100, ..request.clone() };
        let found = self.search(&request)?;
        let entry = |hit: Hit| {
            let (since, paper) = ("2026-11-24T11:40:25Z".to_owned(), hit.paper);
            hit.passages.into_iter().map(move |passage| FeedEntry {
                id: passage.id.clone(),
                since: since.clone(),
                paper: paper.clone(),
                passage,
            })
        };
        Ok(Feed {
            read_back: found.query.read_back,
            updated: "2026-11-24T11:40:25Z".to_owned(),
            entries: found.hits.into_iter().flat_map(entry).collect(),
            next: request.cursor.is_none().then(|| "2026-11-24T11:40:25Z~~p_1~3".to_owned()),
            withdrawn: self.withdrawn.clone(),
        })
    }

    fn news(&self, request: &NewsRequest) -> Result<News, SearchError> {
        let authority = |paper: &Paper| {
            paper.authority.as_ref().map_or("unknown".to_owned(), |authority| authority.id.clone())
        };
        let is_chosen = |id: &String| request.authority.contains(id);
        let chosen = self
            .papers
            .iter()
            .filter(|paper| request.authority.is_empty() || is_chosen(&authority(paper)));
        let papers: Vec<NewPaper> = chosen
            .map(|paper| NewPaper {
                since: "2026-11-24T11:40:25Z".to_owned(),
                paper: summary(paper),
                passages: paper.passages.len() as u64,
            })
            .collect();
        let count = papers.len() as u64 + 1;
        let authorities = self.papers.iter().map(|paper| NewsAuthority {
            label: label(&authority(paper)),
            selected: is_chosen(&authority(paper)),
            value: authority(paper),
            papers: 1,
        });
        Ok(News {
            updated: "2026-11-24T11:40:25Z".to_owned(),
            authorities: authorities.collect(),
            days: vec![NewsDay { day: Some("2026-11-24".to_owned()), count, papers }],
            next: request.until.is_none().then(|| "2026-11-23".to_owned()),
            withdrawn: self.withdrawn.clone(),
        })
    }

    fn coverage(&self, authorities: &[String]) -> Result<Coverage, SearchError> {
        Ok(coverage::ashmere(authorities))
    }

    fn original(&self, id: &PaperId) -> Result<Option<PathBuf>, Error> {
        let path = self.originals.as_ref().map(|folder| folder.join(id.as_str()));
        Ok(path.filter(|path| path.exists()))
    }

    fn export(
        &self,
        request: &SearchRequest,
        each: &mut dyn FnMut(ExportRow) -> ControlFlow<()>,
    ) -> Result<Exported, SearchError> {
        refuse(&request.text)?;
        let mut give = |paper: &Paper, passage: &Passage| {
            self.rows.fetch_add(1, Ordering::Relaxed);
            each(crate::export::row(paper, passage))
        };
        let most = match request.text.as_str() {
            "endless" => usize::MAX,
            "breaks" => 3_000,
            _ => 0,
        };
        let paper = &self.papers[0];
        for _ in 0..most {
            if give(paper, &paper.passages[0]).is_break() {
                break;
            }
        }
        if request.text == "breaks" {
            return Err(Error::NotAnIndex { path: "/secret/place".into() }.into());
        }
        let found = self.matching(request, &request.filters);
        for (paper, passage) in &found {
            if give(paper, passage).is_break() {
                break;
            }
        }
        let (rows, searched) = (counts(&found), Searched::default());
        Ok(Exported { query: reading(request, rows), rows, searched })
    }

    fn manifest(
        &self,
        request: &SearchRequest,
        format: Format,
        day: Accessed,
    ) -> Result<Manifest, SearchError> {
        let exported = self.export(request, &mut |_| ControlFlow::Continue(()))?;
        let hash = Sha256::of(b"papers");
        let index = IndexIdentity {
            fingerprint: hash,
            schema: 3,
            analyser: 2,
            stemmer: "a stemmer".to_owned(),
            vocabularies: None,
        };
        Ok(Manifest::of(request, &exported, (index, hash), (format, None, None), day))
    }

    fn generation(&self) -> Option<u64> {
        self.generation
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}

pub(crate) fn refuse(text: &str) -> Result<(), SearchError> {
    let refusal = |kind, message: &str, position, suggestion: &str| {
        let suggestion = Some(suggestion.to_owned());
        Err(Refusal { kind, message: message.to_owned(), position, suggestion }.into())
    };
    match text {
        "autority:ashmere" => {
            refusal("unknown-field", "there is no field `autority`", [0, 8], "authority")
        }
        "<script> \"care" => refusal("unclosed-quote", "a quote is not closed", [9, 14], "\""),
        "fails" => Err(Error::NotAnIndex { path: "/secret/place".into() }.into()),
        "panics" => panic!("a search that panics"),
        _ => Ok(()),
    }
}
