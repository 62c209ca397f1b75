//! Questions and the passages that answer them.

use std::sync::LazyLock;

use model::record::PassageKind;
use regex::Regex;

use crate::draft::Draft;

/// Tells questions and responses, and pairs them. The forms:
///
/// - a numbered passage that asks, with bullets under it that answer;
/// - "In response to a question from …" and the list under it;
/// - "A Member asked … The Director said …" in one passage;
/// - "Members put questions; key points included:" and what follows, paired with nothing;
/// - a question as a bold line of its own, and its answer below;
/// - "Councillor Dale asked …" and, in the next passage, "The Director replied …".
pub(crate) fn pair(drafts: &mut [Draft]) {
    tell(drafts);
    for at in 1..drafts.len() {
        let is_labelled = has_label(&drafts[at - 1], "Q") && has_label(&drafts[at], "A");
        if drafts[at].answers.is_none() && is_labelled || answers_next(&drafts[at - 1], &drafts[at])
        {
            drafts[at - 1].kind = PassageKind::Question;
            drafts[at].kind = PassageKind::Response;
            drafts[at].answers = Some(at - 1);
        }
    }
}

/// "Q: Cllr Dale asked …" and "A: The Clerk had …", each a passage.
fn has_label(draft: &Draft, letter: &str) -> bool {
    let label = draft.body.split_once(':').map(|(label, _)| label.trim());
    let bare = label.map(|label| label.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '));
    let word = if letter == "Q" { "Question" } else { "Answer" };
    bare == Some(letter) || bare == Some(word)
}

/// Whether a passage opens as the reply to the question that the passage before it reports.
fn answers_next(before: &Draft, draft: &Draft) -> bool {
    let may = |draft: &Draft| {
        matches!(
            draft.kind,
            PassageKind::Statement
                | PassageKind::ListItem
                | PassageKind::Question
                | PassageKind::Response
        )
    };
    may(before)
        && may(draft)
        && draft.answers.is_none()
        && before.answers.is_none()
        && before.kind != PassageKind::Response
        && draft.kind != PassageKind::Question
        && before.item == draft.item
        && before.is_listed() == draft.is_listed()
        && reports_question(&before.body)
        && replies(&draft.body, puts_question(&before.body))
}

/// "Councillor Dale asked if …": somebody's question, told.
fn reports_question(text: &str) -> bool {
    static REPORTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:An?other|An?|The|One|In|As|Councillor|Cllr|Mr|Mrs|Ms|Miss|Dr|Mx|\p{Lu})[^.]{0,160}?\b(?:asked|enquired|inquired|queried|questioned|wanted to know)\b|\b(?:He|She|They) (?:also |then )?(?:asked|enquired|queried)\b")
            .expect("fixed")
    });
    REPORTS.is_match(text) && !is_exchange(text)
}

/// "In a supplementary question, Mr Dale asked …", "Councillor Dale asked a question …", or words
/// that end in a question mark: whoever speaks next answers.
fn puts_question(text: &str) -> bool {
    static PUTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bsupplementary\b|\basked (?:a|the following|another) question\b")
            .expect("fixed")
    });
    text.trim_end().ends_with('?') || PUTS.is_match(text)
}

/// "In response, …", "Councillor Byrne replied that …"; after a question that is put as one also
/// "The Leader confirmed …".
fn replies(text: &str, after_question: bool) -> bool {
    static REPLIES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:In (?:response|reply|answer)(?:,| to (?:this|that|the question|his|her|their)\b)|Responding,|By way of reply|(?:The )?\p{Lu}[^.;:]{1,120}?\s(?:responded|replied|answered)\b)")
            .expect("fixed")
    });
    static SAYS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:The )?\p{Lu}[^.;:]{1,120}?\s(?:advised|explained|confirmed|clarified|stated|said|agreed|undertook|reassured)\b")
            .expect("fixed")
    });
    REPLIES.is_match(text) || after_question && SAYS.is_match(text) && !reports_question(text)
}

/// Tells what each passage does, and pairs what a list or one passage holds.
fn tell(drafts: &mut [Draft]) {
    let mut answering = false;
    // The question that a bold line asked, which the text below it answers.
    let mut open: Option<usize> = None;
    for at in 0..drafts.len() {
        match drafts[at].kind {
            PassageKind::Heading => {
                answering = false;
                open = None;
            }
            PassageKind::Question => open = Some(at),
            PassageKind::Statement if open.is_some() && drafts[at].marker.is_none() => {
                drafts[at].kind = PassageKind::Response;
                drafts[at].answers = open;
            }
            // What is resolved at the end of the questions answers none of them.
            _ if crate::decisions::is_decision(&drafts[at].body) => {}
            PassageKind::Statement | PassageKind::ListItem => {
                if is_listed_question(drafts, at) {
                    drafts[at].kind = PassageKind::Question;
                    continue;
                }
                let asked = drafts[at].parent.and_then(|parent| asked_by(drafts, parent));
                let leads = leads_to_answers(&drafts[at].body);
                let under_answers =
                    drafts[at].parent.is_some_and(|parent| is_answering(drafts, parent));
                set_one(&mut drafts[at], asked, answering || under_answers);
                if leads && drafts[at].parent.is_none() && drafts[at].marker.is_none() {
                    answering = true;
                }
            }
            _ => {}
        }
    }
}

/// "The following questions were raised:" and below it "Can a list be provided?".
fn is_listed_question(drafts: &[Draft], at: usize) -> bool {
    let draft = &drafts[at];
    let names = |lead: &str| {
        let lower = lead.to_lowercase();
        lower.trim_end_matches(['-', '–', ' ']).ends_with(':')
            && (lower.contains("question") || lower.contains("asked"))
    };
    let lead = draft.parent.map(|parent| drafts[parent].body.as_str());
    let lead = lead.or(draft.heading.as_deref());
    draft.is_listed()
        && draft.body.trim_end().ends_with('?')
        && lead.is_some_and(|lead| names(lead) && !leads_to_answers(lead))
}

fn set_one(draft: &mut Draft, asked: Option<usize>, answering: bool) {
    let in_question_part = draft.heading.as_deref().is_some_and(is_question_heading);
    if let Some(question) = asked {
        draft.kind = PassageKind::Response;
        draft.answers = Some(question);
    } else if is_exchange(&draft.body) {
        draft.kind = PassageKind::Response;
    } else if asks(&draft.body, in_question_part) && !draft.is_listed()
        || (answering || in_question_part) && only_asks(&draft.body)
    {
        draft.kind = PassageKind::Question;
    } else if answering && draft.marker.is_some() || answers_in_words(&draft.body) {
        draft.kind = PassageKind::Response;
    }
}

/// The question that the list under `parent` answers.
fn asked_by(drafts: &[Draft], parent: usize) -> Option<usize> {
    let lead = &drafts[parent];
    match lead.kind {
        PassageKind::Question => Some(parent),
        PassageKind::Response if lead.answers.is_some() => lead.answers,
        PassageKind::Response if names_one_question(&lead.body) && lead.body.ends_with(':') => {
            Some(parent)
        }
        _ => None,
    }
}

fn is_answering(drafts: &[Draft], parent: usize) -> bool {
    leads_to_answers(&drafts[parent].body)
}

/// "Questions from the Commission", "Member questions", "Questions and answers".
fn is_question_heading(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    heading.starts_with("questions") || heading.ends_with("questions")
}

/// A passage that asks: it has a question mark at a sentence's end and begins or reports a
/// question, or ends with one.
fn asks(text: &str, in_question_part: bool) -> bool {
    static REPORTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(?:asked|enquired|inquired|queried|questioned|wanted to know|wondered|sought (?:clarification|assurance|confirmation)|requested (?:further )?(?:information|data|details))\b",
        )
        .expect("fixed")
    });
    let ends_asking = text.trim_end().ends_with('?');
    let has_mark = text.contains("? ") || ends_asking;
    ends_asking
        || has_mark && (in_question_part || REPORTS.is_match(text))
        || in_question_part && REPORTS.is_match(text)
}

/// "Members referred to the figures and asked what was planned.": one sentence, and it asks.
fn only_asks(text: &str) -> bool {
    static ASKS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:An?other|An?|The|Some|One)?\s*(?:\p{Lu}|[Mm]ember|[Cc]ouncillor)[^.]{2,200}?\b(?:asked|enquired|inquired|queried|wanted to know|sought clarification)\b[^.]*[.?]?$")
            .expect("fixed")
    });
    ASKS.is_match(text)
}

/// "A Member asked … . Ms Dale said …": a question and its answer in one passage. "The Chair asked
/// all to be brief. He explained …" goes on with the same speaker.
fn is_exchange(text: &str) -> bool {
    static ASKS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\b(?:asked|enquired|inquired|queried|questioned|wanted to know|sought (?:clarification|assurance|confirmation|reassurance)|raised (?:a )?(?:question|concern|query)s?|expressed concerns?)\b",
        )
        .expect("fixed")
    });
    static ANSWERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?s)^(?P<who>\S+).{0,120}?\b(?:responded|replied|answered|advised|explained|clarified|confirmed|assured|reassured|reiterated|said|stated|noted|reported|shared|informed|acknowledged|agreed|added|highlighted|offered|undertook)\b",
        )
        .expect("fixed")
    });
    /// Letters from the question within which its answer begins.
    const NEAR: usize = 800;
    /// Questions of one passage.
    const MOST: usize = 20;
    ASKS.find_iter(text).take(MOST).any(|asked| {
        let rest = text.get(asked.end()..).unwrap_or_default();
        let ends = rest.match_indices(['.', '?']).map(|(at, _)| at).take_while(|at| *at < NEAR);
        ends.filter(|at| *at >= 5).any(|at| {
            let next = rest.get(at + 1..).unwrap_or_default();
            let is_sentence = next.starts_with(char::is_whitespace);
            let next: String = next.trim_start().chars().take(240).collect();
            let who = ANSWERS.captures(&next).filter(|_| is_sentence);
            who.is_some_and(|found| !matches!(&found["who"], "He" | "She" | "They"))
        })
    })
}

/// "In response to a question, …", "Responding to …", "By way of reply".
fn answers_in_words(text: &str) -> bool {
    static ANSWERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:in (?:response|reply|answer)(?:ing)? to (?:an?|the|further|another|members?['’]?|queries|questions?|councillor|cllr|mr|mrs|ms)\b|in (?:response|reply),|responding(?: to|,)|by way of reply|following a question)")
            .expect("fixed")
    });
    ANSWERS.is_match(text)
        && !(text.ends_with(':') && leads_to_answers(text) && !names_one_question(text))
}

/// "In response to a question about …": one question that can be pointed to.
fn names_one_question(text: &str) -> bool {
    static ONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:in (?:response|reply|answer) to (?:an?|another|the|a further) (?:question|query|enquiry)\b)")
            .expect("fixed")
    });
    ONE.is_match(text)
}

/// A lead to a list of answers: "In response to questions it was said:", "put questions to the
/// witnesses. Key points from the discussion included:".
pub(crate) fn leads_to_answers(text: &str) -> bool {
    static LEADS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:(?:in (?:response|reply|answer) to|further to|following|arising from) (?:the |further |members[’'] )?(?:comments|questions?|queries|members|points|a question|a query)|put questions to|questions and (?:answers|comments)|questions?\b.*\bdiscussion,? (?:these|included))")
            .expect("fixed")
    });
    // "Opportunity is given to the public to put questions, provided that:" answers none.
    static ALLOWS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(?:opportunity|may|entitled|wish\w*|can|able)\b[^.]{0,80}\bput questions",
        )
        .expect("fixed")
    });
    // "The following questions were raised:" leads to questions.
    let words = text.replace("he following", "hese");
    text.trim_end().ends_with(':') && LEADS.is_match(&words) && !ALLOWS.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::text::{Block, BlockKind, ExtractedPaper};

    fn drafts(blocks: &[(&str, &str)]) -> Vec<Draft> {
        let blocks = blocks.iter().map(|(marker, text)| {
            let kind = match *marker {
                "#" => BlockKind::Heading { level: 2 },
                "" => BlockKind::Paragraph,
                _ => BlockKind::ListItem,
            };
            let marker = Some((*marker).to_owned()).filter(|m| !m.is_empty() && m != "#");
            Block { marker, text: (*text).to_owned(), kind, ..Block::default() }
        });
        let mut drafts = crate::cut::cut(&ExtractedPaper {
            blocks: blocks.collect(),
            ..ExtractedPaper::default()
        });
        pair(&mut drafts);
        drafts
    }

    #[track_caller]
    fn check(blocks: &[(&str, &str)], expected: &[(PassageKind, Option<usize>)]) {
        let seen: Vec<_> = drafts(blocks).iter().map(|d| (d.kind, d.answers)).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn bullets_under_a_question_answer_it() {
        check(
            &[
                ("#", "Questions from the Panel"),
                ("4.4", "How has staffing changed? Is it enough?"),
                ("•", "(DCSC) It had grown."),
                ("•", "It was enough."),
                ("4.5", "The Panel asked for data on thresholds and when it comes?"),
            ],
            &[
                (PassageKind::Heading, None),
                (PassageKind::Question, None),
                (PassageKind::Response, Some(1)),
                (PassageKind::Response, Some(1)),
                (PassageKind::Question, None),
            ],
        );
    }

    #[test]
    fn an_exchange_in_one_passage_is_a_response() {
        check(
            &[("a", "A Member asked why costs rose. Ms Dale said that rents had.")],
            &[(PassageKind::Response, None)],
        );
    }

    #[test]
    fn a_lead_to_answers_makes_its_list_responses() {
        check(
            &[
                ("3.", "In response to comments and questions it was said:"),
                ("a)", "Costs had fallen."),
                ("4.", "In response to a question about health Ms Dale shared that:"),
                ("a)", "It had improved."),
            ],
            &[
                (PassageKind::ListItem, None),
                (PassageKind::Response, None),
                (PassageKind::Response, None),
                (PassageKind::Response, Some(2)),
            ],
        );
    }
}
