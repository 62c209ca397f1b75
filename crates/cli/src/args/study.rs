//! What can be typed after the commands that study what was found.

use clap::{Args, ValueEnum};
use minutebook::study::ledger::Rows;
use minutebook::study::ledger::decisions::{OUTCOMES, Vote};
use minutebook::study::{
    ActionsRequest, CollocatesRequest, ConcordanceRequest, DecisionsRequest, KeywordsRequest,
    LineOrder, QuestionsRequest, WordChoice,
};
use minutebook::{Sampling, Stratum};
use model::record::Outcome;

use super::{Common, FilterArgs, one_of};

/// Which mentions to show.
#[derive(Debug, Args)]
pub(crate) struct ConcordanceArgs {
    /// The query whose mentions are shown
    #[arg(allow_hyphen_values = true)]
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// The order of lines
    #[arg(long, default_value = "authority", value_parser = line_order,
          value_name = "left|right|key|authority|date")]
    sort: LineOrder,
    /// Characters of context on each side, 10 to 300
    #[arg(long, value_name = "N", default_value_t = ConcordanceRequest::USUAL_WIDTH)]
    pub(crate) width: usize,
    /// Most lines; 100, with --csv all, unless given
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    repeats: RepeatArgs,
    #[command(flatten)]
    sampling: SamplingArgs,
    #[command(flatten)]
    pub(crate) out: OutArgs,
}

impl ConcordanceArgs {
    pub(crate) fn request(&self) -> ConcordanceRequest {
        let usual = if self.out.csv { usize::MAX } else { ConcordanceRequest::USUAL_LIMIT };
        ConcordanceRequest {
            order: self.sort,
            width: self.width,
            limit: self.limit.unwrap_or(usual),
            once: self.repeats.once,
            sample: self.sampling.sampling(),
            ..ConcordanceRequest::new(self.filters.request(&self.query))
        }
    }
}

/// What is done with a paragraph that was printed several times.
#[derive(Debug, Args)]
struct RepeatArgs {
    /// Count a paragraph that an authority printed several times once
    #[arg(long)]
    once: bool,
}

/// How passages are chosen for a person to read and code.
#[derive(Debug, Args)]
pub(crate) struct SamplingArgs {
    /// Choose N passages by chance, the same each time
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Another seed chooses others
    #[arg(long, value_name = "S", default_value_t = 0, requires = "sample")]
    seed: u64,
    /// Choose N of each
    #[arg(long, value_enum, requires = "sample")]
    per: Option<StratumArg>,
}

impl SamplingArgs {
    pub(crate) fn sampling(&self) -> Option<Sampling> {
        let per = self.per.map(|per| match per {
            StratumArg::Authority => Stratum::Authority,
            StratumArg::Year => Stratum::Year,
        });
        self.sample.map(|number| Sampling { number, seed: self.seed, per })
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum StratumArg {
    Authority,
    Year,
}

/// How to answer.
#[derive(Debug, Args)]
pub(crate) struct OutArgs {
    /// Print a table for a spreadsheet
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Whose neighbours to count.
#[derive(Debug, Args)]
pub(crate) struct CollocatesArgs {
    /// The query whose mentions have the neighbours
    #[arg(allow_hyphen_values = true)]
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// Words on each side that are near, 1 to 20
    #[arg(long, value_name = "N", default_value_t = 5)]
    window: usize,
    /// Fewest times that a word stands near
    #[arg(long, value_name = "N", default_value_t = 5)]
    least: u64,
    #[command(flatten)]
    words: WordArgs,
    #[command(flatten)]
    pub(crate) out: OutArgs,
}

/// Which words to count and how many to give.
#[derive(Debug, Args)]
struct WordArgs {
    #[command(flatten)]
    repeats: RepeatArgs,
    /// Count words of grammar and bare numbers too
    #[arg(long)]
    function_words: bool,
    /// Most words
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

impl WordArgs {
    fn choice(&self, least: u64) -> WordChoice {
        let (once, limit) = (self.repeats.once, self.limit);
        WordChoice { once, least, function_words: self.function_words, limit }
    }
}

impl CollocatesArgs {
    pub(crate) fn request(&self) -> CollocatesRequest {
        CollocatesRequest {
            window: self.window,
            words: self.words.choice(self.least),
            ..CollocatesRequest::new(self.filters.request(&self.query))
        }
    }
}

/// What to set apart, and from what.
#[derive(Debug, Args)]
pub(crate) struct KeywordsArgs {
    /// The query for the passages whose words are looked for: authority:kent, year:2023
    #[arg(allow_hyphen_values = true)]
    pub(crate) query: String,
    /// The query for the passages that they are set against; all others unless given
    #[arg(long, value_name = "QUERY", default_value = "", allow_hyphen_values = true)]
    pub(crate) against: String,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// Fewest times that a word stands there
    #[arg(long, value_name = "N", default_value_t = 10)]
    least: u64,
    /// Fewest papers that it stands in
    #[arg(long, value_name = "N", default_value_t = 3)]
    papers: u64,
    #[command(flatten)]
    words: WordArgs,
    #[command(flatten)]
    pub(crate) out: OutArgs,
}

impl KeywordsArgs {
    pub(crate) fn request(&self) -> KeywordsRequest {
        KeywordsRequest {
            against: self.against.clone(),
            papers: self.papers,
            words: self.words.choice(self.least),
            ..KeywordsRequest::new(self.filters.request(&self.query))
        }
    }
}

/// What a ledger is of, and which of its rows to give.
#[derive(Debug, Args)]
pub(crate) struct LedgerArgs {
    /// The query; everything unless given
    #[arg(default_value = "", allow_hyphen_values = true)]
    pub(crate) query: String,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// Most rows; 50, with --csv all, unless given
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Rows to leave out first
    #[arg(long, value_name = "N", default_value_t = 0)]
    skip: usize,
    #[command(flatten)]
    pub(crate) out: OutArgs,
}

impl LedgerArgs {
    fn rows(&self) -> Rows {
        let usual = if self.out.csv { Rows::ALL.limit } else { Rows::FIRST.limit };
        Rows { skip: self.skip, limit: self.limit.unwrap_or(usual) }
    }
}

/// Which questions and answers to give.
#[derive(Debug, Args)]
pub(crate) struct QuestionsArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    /// Words of who asked: a name, an office or a body
    #[arg(long, value_name = "WORDS")]
    asked: Option<String>,
    /// Words of who answered
    #[arg(long, value_name = "WORDS")]
    answered: Option<String>,
}

impl QuestionsArgs {
    pub(crate) fn request(&self) -> QuestionsRequest {
        let ledger = &self.ledger;
        QuestionsRequest {
            asked: self.asked.clone(),
            answered: self.answered.clone(),
            rows: ledger.rows(),
            ..QuestionsRequest::new(ledger.filters.request(&ledger.query))
        }
    }
}

/// Which decisions to give.
#[derive(Debug, Args)]
pub(crate) struct DecisionsArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    /// How they ended: resolved, agreed, ordered, recommended, noted, deferred or delegated
    #[arg(long, value_name = "OUTCOME", value_parser = outcome)]
    outcome: Vec<Outcome>,
    /// Words of who moved them: a surname, a whole name or an office, in any case
    #[arg(long, value_name = "WORDS")]
    moved_by: Option<String>,
    /// Words of who seconded them
    #[arg(long, value_name = "WORDS")]
    seconded_by: Option<String>,
    /// How they were voted on: recorded (with numbers) or contested (some against or abstaining)
    #[arg(long, value_name = "VOTE", value_parser = vote)]
    vote: Option<Vote>,
}

impl DecisionsArgs {
    pub(crate) fn request(&self) -> DecisionsRequest {
        let ledger = &self.ledger;
        DecisionsRequest {
            outcomes: self.outcome.clone(),
            moved_by: self.moved_by.clone(),
            seconded_by: self.seconded_by.clone(),
            vote: self.vote,
            rows: ledger.rows(),
            ..DecisionsRequest::new(ledger.filters.request(&ledger.query))
        }
    }
}

/// Which actions to give.
#[derive(Debug, Args)]
pub(crate) struct ActionsArgs {
    #[command(flatten)]
    pub(crate) ledger: LedgerArgs,
    /// Whose they are, as printed
    #[arg(long, value_name = "OWNER")]
    owner: Option<String>,
}

impl ActionsArgs {
    pub(crate) fn request(&self) -> ActionsRequest {
        let ledger = &self.ledger;
        ActionsRequest {
            owner: self.owner.clone(),
            rows: ledger.rows(),
            ..ActionsRequest::new(ledger.filters.request(&ledger.query))
        }
    }
}

fn line_order(word: &str) -> Result<LineOrder, String> {
    LineOrder::from_word(word).ok_or_else(|| one_of(LineOrder::ALL.map(|(_, word)| word)))
}

fn outcome(word: &str) -> Result<Outcome, String> {
    let found = OUTCOMES.into_iter().find(|(_, other)| *other == word);
    found.map(|(outcome, _)| outcome).ok_or_else(|| one_of(OUTCOMES.map(|(_, word)| word)))
}

fn vote(word: &str) -> Result<Vote, String> {
    let found = Vote::ALL.into_iter().find(|(_, other)| *other == word);
    found.map(|(vote, _)| vote).ok_or_else(|| one_of(Vote::ALL.map(|(_, word)| word)))
}
