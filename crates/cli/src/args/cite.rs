//! What can be typed after `minutebook cite`.

use clap::Args;
use minutebook::citation::{Accessed, Style};

use super::Common;

/// What to cite, or whose passage to find.
#[derive(Debug, Args)]
pub(crate) struct CiteArgs {
    /// The id of a passage (p_….…) to cite it, or a citation to find its passage: words, BibTeX,
    /// RIS or CSL-JSON; `-` reads it from standard input
    #[arg(allow_hyphen_values = true)]
    pub(crate) text: String,
    /// The style: plain, harvard, apa, mla, chicago, oscola, bibtex, ris, csl-json or all
    #[arg(long, default_value = "plain", value_parser = cite_style)]
    pub(crate) style: StyleArg,
    /// The day on which you read it, as 2026-09-03; today unless given
    #[arg(long, value_name = "DAY")]
    pub(crate) accessed: Option<Accessed>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// One style of citation, or all of them.
#[derive(Debug, Clone, Copy)]
pub(crate) enum StyleArg {
    All,
    One(Style),
}

impl StyleArg {
    pub(crate) fn includes(self, style: Style) -> bool {
        match self {
            StyleArg::All => true,
            StyleArg::One(one) => one == style,
        }
    }
}

fn cite_style(word: &str) -> Result<StyleArg, String> {
    if word == "all" {
        return Ok(StyleArg::All);
    }
    Style::from_word(word).map(StyleArg::One).ok_or_else(|| {
        let words: Vec<&str> = Style::ALL.iter().map(|style| style.as_str()).collect();
        format!("write one of {} or all", words.join(", "))
    })
}
