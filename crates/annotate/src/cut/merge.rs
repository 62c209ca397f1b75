//! Blocks that a person would cite as one passage.
//!
//! Each rule reads one printed form, in this order: a list of bare names under its lead; "That …"
//! under a lone "RESOLVED"; "(Item 4)" under a heading; a heading that breaks off at a comma; a
//! paragraph that breaks off before its noun; how a vote went under what was voted on; the mover and seconder under what they
//! moved; a quotation set off below the words that lead to it; an entry of a planning history.

use std::sync::LazyLock;

use model::text::{Block, BlockKind, BlockRole};
use regex::Regex;

use crate::draft;

/// Words that a name on a list has at most.
const LONGEST_NAME: usize = 20;
/// Words that say of a list item, without capitals, that it is a name.
const SHORT_NAME: usize = 8;

/// The blocks with those that are one passage joined.
pub(super) fn merged(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut names = 0usize;
    for (at, block) in blocks.iter().enumerate() {
        if block.text.is_empty() && block.marker.is_none() {
            continue;
        }
        if let Some(last) = out.last_mut() {
            let is_name = names > 0;
            names = names.saturating_sub(1);
            if is_name || goes_on(last, block) {
                absorb(last, block);
                continue;
            }
        }
        names = bare_list(block, &blocks[at + 1..]);
        out.push(block.clone());
    }
    out
}

fn is_text(block: &Block) -> bool {
    block.role == BlockRole::Body
        && matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem)
}

/// Whether a block belongs to the one before it.
fn goes_on(last: &Block, block: &Block) -> bool {
    says_that(last, block)
        || numbers_item(last, block)
        || ends_heading(last, block)
        || is_broken_off(last, block)
        || tells_vote(last, block)
        || names_movers(last, block)
        || is_quotation(last, block)
        || tells_history(last, block)
}

/// "That the report be noted." under a lone "RESOLVED".
fn says_that(last: &Block, block: &Block) -> bool {
    let lone_word = matches!(
        last.text.trim_end_matches([':', ' ', '-', '–']),
        "RESOLVED" | "AGREED" | "ORDERED" | "RECOMMENDED" | "DECISION" | "RESOLVED UNANIMOUSLY"
    );
    lone_word && block.marker.is_none() && block.text.to_lowercase().starts_with("that ")
}

/// "(Item 4)" under a heading.
fn numbers_item(last: &Block, block: &Block) -> bool {
    let is_title = matches!(last.kind, BlockKind::Heading { .. }) || last.bold;
    let numbers = crate::items::agenda_number(&block.text)
        .is_some_and(|(start, _)| start == 0 && block.marker.is_none());
    numbers && is_title && last.text.len() < 300
}

/// "Question by Ada Byrne to Jo Dale," and below it "Leader of the Council".
fn ends_heading(last: &Block, block: &Block) -> bool {
    (matches!(last.kind, BlockKind::Heading { .. }) || last.bold)
        && matches!(block.kind, BlockKind::Heading { .. })
        && block.marker.is_none()
        && last.text.ends_with(',')
}

/// "… a crossing at the" and below it "junction of …": nothing ends in "the", and the rest begins
/// with a small letter.
fn is_broken_off(last: &Block, block: &Block) -> bool {
    let last_word = last.text.rsplit(' ').next().unwrap_or_default();
    let is_open = matches!(
        last_word,
        "the"
            | "a"
            | "an"
            | "of"
            | "at"
            | "to"
            | "in"
            | "on"
            | "for"
            | "with"
            | "by"
            | "from"
            | "and"
    );
    is_text(last)
        && is_text(block)
        && block.marker.is_none()
        && is_open
        && block.text.starts_with(char::is_lowercase)
}

/// "Voting: unanimous", "Voting – For: 7, Against: 2" under what was voted on.
fn tells_vote(last: &Block, block: &Block) -> bool {
    static VOTING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:voting|votes?)\s*[:–-]\s*\S.{0,80}$").expect("the pattern is fixed")
    });
    is_text(last) && is_text(block) && block.marker.is_none() && VOTING.is_match(&block.text)
}

/// "Proposed: CR 2nd: KD", "Proposed by Cllr Ade, seconded by Cllr Lowe" under what they moved.
fn names_movers(last: &Block, block: &Block) -> bool {
    static MOVERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)^\(? (?: prop(?:osed|oser)? | moved | mover )\b [.:]? \s .{2,60}
              \b (?: 2nd | sec(?:onded|onder)? )\b .{2,60} $",
        )
        .expect("the pattern is fixed")
    });
    is_text(last)
        && is_text(block)
        && block.marker.is_none()
        && block.text.split_whitespace().count() <= 16
        && MOVERS.is_match(&block.text)
}

/// “…” set off below words that end with a colon, or the end of a quotation that is still open.
fn is_quotation(last: &Block, block: &Block) -> bool {
    let begins = last.text.ends_with(':') && block.text.starts_with(['“', '"', '‘']);
    let is_open = last.text.matches('“').count() > last.text.matches('”').count();
    let closes = block.text.contains('”') && !block.text.contains('“');
    is_text(last) && is_text(block) && block.marker.is_none() && (begins || is_open && closes)
}

/// "09/AP/2333 Application type: …", its description, "Decision date … Decision: …": one entry of
/// the planning history of a report.
fn tells_history(last: &Block, block: &Block) -> bool {
    is_text(last)
        && is_text(block)
        && block.marker.is_none()
        && last.text.contains("Application type:")
        && !last.text.contains("Decision date")
        && !block.text.contains("Application type:")
}

/// Adds a block to the passage before it; a bullet glyph is printed as one.
fn absorb(block: &mut Block, other: &Block) {
    if matches!(block.kind, BlockKind::Heading { .. })
        && other.text.to_lowercase().starts_with("that ")
    {
        block.kind = BlockKind::Paragraph;
    }
    let marker = other.marker.iter().map(String::as_str);
    for line in marker.chain(other.lines()).filter(|line| !line.is_empty()) {
        block.text.push(' ');
        block.line_starts.push(u32::try_from(block.text.len()).unwrap_or(u32::MAX));
        block.text.push_str(line);
    }
    if other.page > block.page {
        block.end_page = other.end_page.or(other.page);
    }
}

/// How many of the blocks after a lead are a list of bare names: policies, invitees, partners,
/// issues; 0 where one of them says something, since then each is a passage.
fn bare_list(lead: &Block, rest: &[Block]) -> usize {
    if !is_text(lead) {
        return 0;
    }
    let introduces = lead.text.ends_with(':');
    let Some(first) = rest.first().filter(|block| is_text(block)) else { return 0 };
    let form = Form::of(first);
    let leads = match form {
        Form::Bullet => introduces,
        Form::Letter => introduces && !decides(&lead.text),
        Form::Number => false,
        Form::Plain => Form::of(lead) == Form::Number,
    };
    if !leads {
        return 0;
    }
    let list: Vec<&Block> = rest
        .iter()
        .take_while(|block| is_text(block) && Form::of(block) == form)
        // Nothing but their look and shortness tells unlabelled names from what follows them.
        .take_while(|block| form != Form::Plain || is_like(first, block) && is_bare(&block.text))
        .collect();
    let texts = || list.iter().map(|block| block.text.as_str());
    let names = texts().filter(|text| is_name(text)).count();
    let all_bare = texts().all(is_bare) && names * 2 >= list.len();
    let is_list = form != Form::Plain || list.len() >= 3;
    if all_bare && is_list { list.len() } else { 0 }
}

/// How the items of a list are labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Bullet,
    Letter,
    Number,
    Plain,
}

impl Form {
    fn of(block: &Block) -> Form {
        match block.marker.as_deref() {
            None => Form::Plain,
            Some(marker) if draft::is_bullet(marker) => Form::Bullet,
            Some(marker) if draft::is_inner(marker) => Form::Letter,
            Some(_) => Form::Number,
        }
    }
}

fn is_like(block: &Block, other: &Block) -> bool {
    (block.bold, block.italic) == (other.bold, other.italic)
}

/// Words under which each lettered limb is a decision by itself.
fn decides(text: &str) -> bool {
    static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^that\b|\b(?:resol|agree|order|recommend|approv|asked to|decid|decision)")
            .expect("the pattern is fixed")
    });
    DECIDES.is_match(text)
}

/// A few words, or mostly capitals, or a date: "Jo Marsh (Co-opted member)", "Through traffic
/// volume", "Postural Stability – 6 November".
fn is_name(text: &str) -> bool {
    let outside = text.split('(').next().unwrap_or_default();
    let long: Vec<&str> = outside
        .split_whitespace()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .collect();
    let capitals = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let has_digits = text.chars().any(|c| c.is_ascii_digit());
    let words = text.split_whitespace().count();
    words <= SHORT_NAME || has_digits || capitals * 4 >= long.len() * 3 && !long.is_empty()
}

/// Whether a list item names something and says nothing of it: no verb, no second sentence.
fn is_bare(text: &str) -> bool {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let two_sentences = text.split(". ").filter(|part| part.split(' ').count() > 3).count() > 1;
    !words.is_empty()
        && words.len() <= LONGEST_NAME
        && !two_sentences
        // "the effects of dust; and" is a clause of the sentence above.
        && !matches!(words[0], "the" | "a" | "an")
        && !text.contains('?')
        && !is_clause(text, words.len())
        && !begins_with_order(&words)
        && !words.iter().any(|word| is_verb(word))
}

/// "176 lived with the Council's own carers;", "(a) notes the forecast for 2023/24;": a part of a
/// sentence that goes on in the next item.
fn is_clause(text: &str, words: usize) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_whitespace());
    words > 4 && [";", "; and", "; or"].iter().any(|stop| end.ends_with(stop))
}

/// Verbs that make a sentence; capitals are names ("Will", the month of May).
fn is_verb(word: &str) -> bool {
    matches!(
        word,
        "is" | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "shall"
            | "should"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "do"
            | "does"
            | "did"
            | "said"
            | "says"
            | "asked"
            | "noted"
            | "agreed"
            | "advised"
            | "stated"
            | "reported"
            | "explained"
            | "confirmed"
            | "welcomed"
            | "thanked"
            | "highlighted"
            | "needs"
            | "requires"
            | "remains"
            | "remain"
            | "continues"
            | "includes"
            | "provides"
            | "that"
            | "who"
    )
}

/// "To note the report", "Approve the budget", "that the report be noted": an order or a purpose,
/// unless the word is a noun before its "of" or "for" ("Review of fees").
fn begins_with_order(words: &[&str]) -> bool {
    let first = words.first().map(|word| word.to_lowercase()).unwrap_or_default();
    let is_noun = words.get(1).is_some_and(|word| matches!(*word, "of" | "for" | "to" | "and"));
    let is_order = matches!(
        first.as_str(),
        "note"
            | "agree"
            | "approve"
            | "endorse"
            | "recommend"
            | "delegate"
            | "consider"
            | "receive"
            | "adopt"
            | "authorise"
            | "confirm"
            | "support"
            | "request"
            | "ensure"
            | "provide"
            | "improve"
            | "increase"
            | "reduce"
            | "develop"
            | "continue"
            | "work"
            | "make"
            | "review"
            | "promote"
            | "encourage"
            | "establish"
            | "deliver"
            | "implement"
            | "identify"
            | "create"
            | "maintain"
            | "strengthen"
            | "invite"
            | "refer"
            | "accept"
            | "appoint"
            | "grant"
            | "refuse"
            | "defer"
            | "explore"
            | "address"
    );
    matches!(first.as_str(), "to" | "that") || is_order && !is_noun
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lead: (&str, &str), list: &[(&str, &str)], merged_into: usize) {
        let block = |(marker, text): &(&str, &str)| Block {
            marker: Some((*marker).to_owned()).filter(|marker| !marker.is_empty()),
            text: (*text).to_owned(),
            ..Block::default()
        };
        let blocks = std::iter::once(&lead).chain(list).map(block).collect();
        let texts: Vec<String> = merged(blocks).into_iter().map(|block| block.text).collect();
        assert_eq!(texts.len(), merged_into, "{texts:#?}");
    }

    #[test]
    fn names_stay_with_their_lead_whatever_their_labels() {
        check(
            ("7.", "The scheme must deal with these issues:"),
            &[("•", "Through traffic"), ("•", "Speed of cars"), ("•", "Noise and air pollution")],
            1,
        );
        check(
            ("18.", "The main issues of this application are:"),
            &[("a)", "Principle of the use"), ("b)", "Dwelling mix"), ("c)", "Wind.")],
            1,
        );
        check(
            ("20.", "Ashmere Plan 2015"),
            &[
                ("", "Policy 2.1 – Town centres"),
                ("", "Policy 3.4 – Housing choice"),
                ("", "Policy 3.5 – Design"),
                ("", "The plan was adopted by the council in March 2015."),
            ],
            2,
        );
    }

    #[test]
    fn a_list_that_says_something_is_a_passage_an_item() {
        check(
            ("7.", "The Panel heard:"),
            &[("•", "Through traffic"), ("•", "Speeds were falling.")],
            3,
        );
        check(
            ("", "RESOLVED that Cabinet agree to:"),
            &[("(a)", "the draft budget"), ("(b)", "the capital programme")],
            3,
        );
        check(
            ("2.1", "That Cabinet:"),
            &[("(a)", "notes the forecast for the year;"), ("(b)", "delegates authority")],
            3,
        );
        check(
            ("11.1", "They lived in these homes:"),
            &[
                ("•", "176 lived with carers of the Council;"),
                ("•", "52 lived in residential homes."),
            ],
            3,
        );
        check(("", "Actions:"), &[("•", "To note the report"), ("•", "Review the fees")], 3);
        check(("8.", "Some short lead"), &[("", "One name"), ("", "Another name")], 3);
    }

    #[test]
    fn a_heading_that_ends_in_a_comma_goes_on() {
        let heading = |text: &str| Block {
            text: text.to_owned(),
            kind: BlockKind::Heading { level: 3 },
            ..Block::default()
        };
        let blocks = ["Question by Ada Byrne to Jo Dale,", "Leader of the Council", "Answer"];
        let texts: Vec<String> =
            merged(blocks.map(heading).to_vec()).into_iter().map(|block| block.text).collect();
        assert_eq!(texts, ["Question by Ada Byrne to Jo Dale, Leader of the Council", "Answer"]);
    }

    #[test]
    fn broken_paragraphs_and_votes_belong_to_what_stands_above() {
        check(("", "They asked for a crossing at the"), &[("", "junction of Mill Lane.")], 1);
        check(("", "They asked for a crossing at the"), &[("", "Junction works are dear.")], 2);
        check(("1.", "the grant be approved."), &[("", "Voting: unanimous")], 1);
    }

    #[test]
    fn movers_and_quotations_belong_to_what_stands_above() {
        check(("", "The accounts were approved."), &[("", "Prop: RD 2nd: KD")], 1);
        check(
            ("", "The accounts were approved."),
            &[("", "Proposed by Cllr Ade, seconded by Cllr Lowe")],
            1,
        );
        check(("", "The report says that:"), &[("", "“parents lack confidence.”")], 1);
        check(("", "The report was long."), &[("", "“Parents” was its title.")], 2);
    }
}
