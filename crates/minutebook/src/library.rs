//! An index as the server and the program ask it.

use std::ops::ControlFlow;
use std::path::PathBuf;

use model::{PaperId, PassageId};

use crate::Library;
use crate::answer::{Completion, Holdings, Lookup, PaperView, PassageView, SearchResponse};
use crate::citation::{Accessed, Citations, FoundCitation};
use crate::comparison::{CompareRequest, Comparison};
use crate::coverage::Coverage;
use crate::error::{Error, SearchError};
use crate::export::{ExportRow, Exported, Manifest};
use crate::follow::{Feed, News, NewsRequest};
use crate::index::{PaperIndex, refine};
use crate::positions::Positions;
use crate::request::SearchRequest;
use crate::table::Format;

impl Library for PaperIndex {
    fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        PaperIndex::search(self, request)
    }

    fn compare(&self, request: &CompareRequest) -> Result<Comparison, SearchError> {
        PaperIndex::compare(self, request)
    }

    fn positions(&self, request: &SearchRequest) -> Result<Positions, SearchError> {
        PaperIndex::positions(self, request)
    }

    fn paper(&self, id: &PaperId) -> Result<Lookup<PaperView>, Error> {
        self.paper_view(id)
    }

    fn passage(&self, id: &PassageId, neighbours: usize) -> Result<Lookup<PassageView>, Error> {
        self.passage_view(id, neighbours)
    }

    fn complete(&self, text: &str, limit: usize) -> Result<Vec<Completion>, Error> {
        PaperIndex::complete(self, text, limit).map_err(|error| refine(error, self.dir()))
    }

    fn holdings(&self) -> Result<Holdings, Error> {
        Ok(self.held())
    }

    fn feed(&self, request: &SearchRequest) -> Result<Feed, SearchError> {
        PaperIndex::feed(self, request)
    }

    fn news(&self, request: &NewsRequest) -> Result<News, SearchError> {
        PaperIndex::news(self, request)
    }

    fn coverage(&self, authorities: &[String]) -> Result<Coverage, SearchError> {
        PaperIndex::coverage(self, authorities)
    }

    fn original(&self, id: &PaperId) -> Result<Option<PathBuf>, Error> {
        self.original_path(id)
    }

    fn citations(&self, id: &PassageId, accessed: Accessed) -> Result<Lookup<Citations>, Error> {
        PaperIndex::citations(self, id, accessed)
    }

    fn find_citation(&self, text: &str) -> Result<FoundCitation, SearchError> {
        PaperIndex::find_citation(self, text)
    }

    fn export(
        &self,
        request: &SearchRequest,
        each: &mut dyn FnMut(ExportRow) -> ControlFlow<()>,
    ) -> Result<Exported, SearchError> {
        PaperIndex::export(self, request, each)
    }

    fn manifest(
        &self,
        request: &SearchRequest,
        format: Format,
        day: Accessed,
    ) -> Result<Manifest, SearchError> {
        PaperIndex::manifest(self, request, format, day)
    }

    fn generation(&self) -> Option<u64> {
        Some(self.snapshot().searcher.generation().generation_id())
    }
}
