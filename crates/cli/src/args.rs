//! What can be typed after `minutebook`.

mod batch;
mod cite;
mod compare;
mod export;
mod study;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use minutebook::request::{Filters, Group, SearchRequest, Sort};
use model::record::{PaperKind, PassageKind};

pub(crate) use batch::BatchArgs;
pub(crate) use cite::CiteArgs;
pub(crate) use compare::CompareArgs;
pub(crate) use export::ExportArgs;
pub(crate) use study::{
    ActionsArgs, CollocatesArgs, ConcordanceArgs, DecisionsArgs, KeywordsArgs, OutArgs,
    QuestionsArgs,
};

/// Search what councils minute, down to the numbered paragraph.
#[derive(Debug, Parser)]
#[command(name = "minutebook", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read papers and add them to the index; a second run adds only what changed
    Index(IndexArgs),
    /// Search the index
    Search(SearchArgs),
    /// Show a paper, or a passage with its neighbours
    Show(ShowArgs),
    /// Cite a passage in a style, or find the passage that a citation means
    Cite(CiteArgs),
    /// Count what a search finds by authority, year, topic, speaker, committee and kind
    Facets(FacetsArgs),
    /// Count what a search finds by two axes at once, with quotations
    Compare(CompareArgs),
    /// Set what an authority says over time side by side, and say what changed
    Positions(FacetsArgs),
    /// Complete a query that is still being typed with words and names of the index
    Complete(CompleteArgs),
    /// Write out everything that a search finds, one row a passage, to be counted and cited elsewhere
    Export(ExportArgs),
    /// Ask each of many queries of each of many authorities, and count what is found
    Batch(BatchArgs),
    /// Serve pages and the HTTP API, after indexing the PATHs
    Serve(ServeArgs),
    /// Label every paper anew after an edit of a vocabulary, and tell what changed
    Relabel(RelabelArgs),
    /// List what short forms mean where, each with the sentence that says so
    Acronyms(AcronymsArgs),
    /// List the vocabularies, or print or copy one to edit it
    Vocab(VocabArgs),
    /// Print the record of each file, one JSON object a line; nothing is stored
    Extract(ExtractArgs),
    /// Verify the index, or list the files that could not be read
    Check(CheckArgs),
    /// Count what the index holds by authority, committee and month, with the gaps
    Coverage(CoverageArgs),
    /// Withdraw a paper or passage for good, list what is withdrawn, or put it back
    Withdraw(WithdrawArgs),
    /// Show every mention of a query in its context, one a line
    Concordance(ConcordanceArgs),
    /// Count the words that stand near the mentions of a query; `STUDY.md` has the formulas
    Collocates(CollocatesArgs),
    /// Find the words that set an authority, a year or any query apart from the rest
    Keywords(KeywordsArgs),
    /// List questions with what was answered
    Questions(QuestionsArgs),
    /// List what was decided
    Decisions(DecisionsArgs),
    /// List what is to be done, and whether later papers of the committee come back to it
    Actions(ActionsArgs),
    /// Read files for another run of the program, which asks on standard input
    #[command(hide = true)]
    ReadWorker,
}

/// Where the index and its vocabularies are.
#[derive(Debug, Args)]
pub(crate) struct Places {
    /// The folder of the index
    #[arg(long, value_name = "DIR", default_value = "index/data")]
    pub(crate) index: PathBuf,
    /// The folder of your own vocabulary files; `vocab` in the index's folder unless given
    #[arg(long, value_name = "DIR", env = "MINUTEBOOK_VOCAB")]
    pub(crate) vocab: Option<PathBuf>,
}

/// Where the index is and how to answer.
#[derive(Debug, Args)]
pub(crate) struct Common {
    #[command(flatten)]
    pub(crate) places: Places,
    /// Print JSON for tools
    #[arg(long)]
    pub(crate) json: bool,
}

/// What to complete.
#[derive(Debug, Args)]
pub(crate) struct CompleteArgs {
    /// What is typed so far
    pub(crate) query: String,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// How files are read.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// Opens encrypted PDFs; in the environment, other users of the machine do not see it
    #[arg(long, env = "MINUTEBOOK_PASSWORD", hide_env_values = true)]
    pub(crate) password: Option<String>,
    /// Read tagged PDFs by look alone, without their structure tree
    #[arg(long)]
    pub(crate) no_structure: bool,
    /// Whether scanned pages are read, with tesseract
    #[arg(long, value_enum, default_value = "off")]
    pub(crate) ocr: OcrArg,
    /// Longest time for the scanned pages of one file, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 1_800)]
    pub(crate) limit_ocr_time: u64,
    /// Longest time for one file, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(crate) limit_time: u64,
    /// Largest file, in megabytes
    #[arg(long, value_name = "MB", default_value_t = 300)]
    pub(crate) limit_file: u64,
    /// Most pages of one file
    #[arg(long, value_name = "PAGES", default_value_t = 5_000)]
    pub(crate) limit_pages: u32,
    /// Largest decompressed stream of one file, in megabytes
    #[arg(long, value_name = "MB", default_value_t = 64)]
    pub(crate) limit_stream: usize,
    /// Memory that reading may take, in megabytes
    #[arg(long, value_name = "MB", default_value_t = 1_000)]
    pub(crate) limit_memory: u64,
}

impl ReadingArgs {
    pub(crate) fn options(&self) -> extract::Options {
        extract::Options {
            limits: extract::Limits {
                file_bytes: self.limit_file.saturating_mul(1_000_000),
                pages: self.limit_pages,
                stream_bytes: self.limit_stream.saturating_mul(1_000_000),
                time: std::time::Duration::from_secs(self.limit_time),
                memory_bytes: self.limit_memory.saturating_mul(1_000_000),
            },
            password: self.password.clone().filter(|password| !password.is_empty()),
            structure: !self.no_structure,
            ocr: self.ocr(),
        }
    }

    fn ocr(&self) -> extract::Ocr {
        let mut ocr = match self.ocr {
            OcrArg::Off => extract::Ocr::Off,
            OcrArg::Auto => extract::Ocr::auto(),
        };
        if let extract::Ocr::With(tesseract) = &mut ocr {
            tesseract.file_time = std::time::Duration::from_secs(self.limit_ocr_time);
        }
        ocr
    }
}

/// Whether scanned pages are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OcrArg {
    /// They are named and left
    Off,
    /// They are read where tesseract is installed
    Auto,
}

/// Which files to take into the index.
#[derive(Debug, Args)]
pub(crate) struct IndexArgs {
    /// Files or folders
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Remove papers whose files under the PATHs are gone
    #[arg(long)]
    pub(crate) prune: bool,
    /// Files read at the same time; as many as cores unless given
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Facet values to keep: within a flag any of them, between flags all.
#[derive(Debug, Args)]
pub(crate) struct FilterArgs {
    /// Authority, by id as the facet gives it, or `unknown`
    #[arg(long, value_name = "ID")]
    authority: Vec<String>,
    /// Year, or `undated`
    #[arg(long, value_name = "YEAR")]
    year: Vec<String>,
    /// Topic, by id
    #[arg(long, value_name = "ID")]
    topic: Vec<String>,
    /// Speaker, as the facet gives it
    #[arg(long, value_name = "VALUE")]
    speaker: Vec<String>,
    /// Committee, as the facet gives it, or `unknown`
    #[arg(long, value_name = "NAME")]
    committee: Vec<String>,
    /// Kind of paper
    #[arg(long, value_name = "KIND", value_parser = paper_kind)]
    kind: Vec<PaperKind>,
    /// Kind of passage: question, response, decision, action …
    #[arg(long, value_name = "KIND", value_parser = passage_kind)]
    is: Vec<PassageKind>,
    /// Whether acronyms and synonyms are searched too
    #[arg(long, value_name = "YES|NO", default_value = "yes", value_parser = yes_or_no)]
    expand: bool,
}

impl FilterArgs {
    /// A request for `text` with these filters.
    pub(crate) fn request(&self, text: &str) -> SearchRequest {
        let filters = Filters {
            authority: self.authority.clone(),
            year: self.year.clone(),
            topic: self.topic.clone(),
            speaker: self.speaker.clone(),
            committee: self.committee.clone(),
            kind: self.kind.clone(),
            is: self.is.clone(),
        };
        SearchRequest { filters, expand: self.expand, ..SearchRequest::new(text) }
    }
}

fn paper_kind(word: &str) -> Result<PaperKind, String> {
    PaperKind::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = PaperKind::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("write one of {}", words.join(", "))
    })
}

fn passage_kind(word: &str) -> Result<PassageKind, String> {
    PassageKind::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = PassageKind::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("write one of {}", words.join(", "))
    })
}

fn yes_or_no(word: &str) -> Result<bool, String> {
    match word {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("write yes or no".to_owned()),
    }
}

/// What to search for and how to answer.
#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// The query; `minutebook search --help` ends with its language
    #[arg(allow_hyphen_values = true)]
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// The order of hits
    #[arg(long, value_enum, default_value = "relevance")]
    pub(crate) sort: SortArg,
    /// Most hits, 1 to 100; with --csv every hit unless given
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Go on where the last answer's `next` says
    #[arg(long)]
    pub(crate) cursor: Option<String>,
    /// Whether a hit is a paper with its best passages, or one passage
    #[arg(long, value_enum, default_value = "paper")]
    pub(crate) group: GroupArg,
    /// Give each passage's whole text
    #[arg(long)]
    pub(crate) full: bool,
    /// Print a table for a spreadsheet, one row a passage
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

impl SearchArgs {
    pub(crate) fn request(&self) -> SearchRequest {
        SearchRequest {
            sort: match self.sort {
                SortArg::Relevance => Sort::Relevance,
                SortArg::Newest => Sort::Newest,
                SortArg::Oldest => Sort::Oldest,
            },
            limit: self.limit.unwrap_or(SearchRequest::DEFAULT_LIMIT),
            cursor: self.cursor.clone(),
            group: match self.group {
                GroupArg::Paper => Group::Paper,
                GroupArg::None => Group::None,
            },
            full: self.full,
            ..self.filters.request(&self.query)
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SortArg {
    Relevance,
    Newest,
    Oldest,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum GroupArg {
    Paper,
    None,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The id of a paper (p_…) or passage (p_….…)
    pub(crate) id: String,
    /// Passages to show before and after
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) neighbours: usize,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct FacetsArgs {
    /// The query; everything unless given
    #[arg(default_value = "", allow_hyphen_values = true)]
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Files or folders to index first
    pub(crate) paths: Vec<PathBuf>,
    /// The address to listen on; loopback unless given
    #[arg(long, default_value = "127.0.0.1")]
    pub(crate) host: std::net::IpAddr,
    /// The port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Searches that run at the same time; as many as cores unless given
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<std::num::NonZeroUsize>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) places: Places,
}

/// What to tell of labelling anew.
#[derive(Debug, Args)]
pub(crate) struct RelabelArgs {
    /// Tell what would change and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Most labels to count and most passages to list; --json lists all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Papers read at the same time; as many as cores unless given
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// For papers whose extracted form is gone; the others are not read again
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Whose acronyms to list.
#[derive(Debug, Args)]
pub(crate) struct AcronymsArgs {
    /// Authority, by id as the facet gives it, or `unknown`; all unless given
    #[arg(long, value_name = "ID")]
    pub(crate) authority: Vec<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Which vocabulary to print.
#[derive(Debug, Args)]
pub(crate) struct VocabArgs {
    /// The name of a vocabulary, such as topics.toml, to print as it is shipped; all are listed
    /// unless given
    pub(crate) name: Option<String>,
    /// Copy it into the folder of your own vocabulary files, to be edited there
    #[arg(long, requires = "name")]
    pub(crate) copy: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    /// Files to read
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Indent the JSON for people
    #[arg(long, conflicts_with_all = ["text", "furniture"])]
    pub(crate) pretty: bool,
    /// Print the words alone: paragraphs divided by an empty line, a table's rows one a line,
    /// files by a form feed
    #[arg(long)]
    pub(crate) text: bool,
    /// Print the running headers, footers and page numbers that no passage holds; with --text,
    /// after the words of their file
    #[arg(long)]
    pub(crate) furniture: bool,
    /// The folder of your own vocabulary files; the shipped ones unless given
    #[arg(long, value_name = "DIR", env = "MINUTEBOOK_VOCAB")]
    pub(crate) vocab: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// List the files that could not be read, each with its cause
    #[arg(long)]
    pub(crate) failures: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What to withdraw, or to put back.
#[derive(Debug, Args)]
#[group(id = "work", required = true, args = ["id", "list", "undo"])]
pub(crate) struct WithdrawArgs {
    /// The id of a paper (p_…) or passage (p_….…) to withdraw
    #[arg(requires = "reason")]
    pub(crate) id: Option<String>,
    /// Why, in words that everybody who asks for it is told
    #[arg(long, value_name = "TEXT", requires = "id")]
    pub(crate) reason: Option<String>,
    /// List what is withdrawn, the oldest first
    #[arg(long)]
    pub(crate) list: bool,
    /// Take a withdrawal back; the next run of `index` reads the paper again
    #[arg(long, value_name = "ID")]
    pub(crate) undo: Option<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Whose papers to count.
#[derive(Debug, Args)]
pub(crate) struct CoverageArgs {
    /// Authority, by id as the facet gives it, or `unknown`, with its committees and months;
    /// every one in a line unless given
    #[arg(long, value_name = "ID")]
    pub(crate) authority: Vec<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What to write instead of a word that is none of these.
fn one_of<const N: usize>(words: [&str; N]) -> String {
    format!("write one of {}", words.join(", "))
}
