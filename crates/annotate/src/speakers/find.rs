//! Speakers named beside a verb of saying.

use std::sync::LazyLock;

use model::record::{Speaker, SpeakerClass};
use regex::Regex;

use super::{Cast, given, surface};
use crate::roster::TITLES;

/// Verbs that minutes use for saying, and for taking part as a body.
const VERBS: &str = r"(?:accepted|acknowledged|added|addressed|advised|agreed|alluded|announced|answered|apologised|appealed|appreciated|argued|asked|assured|asserted|believed|brought|called|cautioned|challenged|circulated\s+(?:an?|the|copies)|cited|clarified|commended|commented|concluded|confirmed|congratulated|considered|conveyed|counselled|declared|demonstrated|described|detailed|discussed|drew|echoed|elaborated|emphasised|encouraged|endorsed|enquired|expanded|explained|expressed|felt|gave|heard|highlighted|hoped|identified|indicated|informed|inquired|intimated|introduced|invited|issued|led|made|mentioned|moved|noted|objected|observed|offered|opened|outlined|paid|placed|pointed|posed|praised|presented|pressed|proposed|provided|put|queried|questioned|raised|ran|reassured|recalled|received|recognised|recommended|re-?emphasised|referred|reflected|reiterated|remarked|reminded|replied|reported|requested|responded|reviewed|said|seconded|set|shared|showed|sought|spoke|stated|stressed|submitted\s+(?:the|his|her|their)\s+(?:\p{L}+\s+)?report|suggested|summarised|supported|talked|thanked|told|took|understands|understood|undertook|updated|urged|voiced|wanted|warned|went\s+through|was\s+(?:very\s+)?(?:pleased|grateful|concerned|supportive|advised|informed|asked)|were\s+(?:very\s+)?(?:pleased|grateful|concerned|supportive|advised|informed|asked|invited|keen)|welcomed|wished|wondered)\b";

/// Between a speaker and the verb.
const BETWEEN: &str = r"(?:\s+\([^()]{2,60}\))?(?:,\s+(?P<holder>[A-Z][\p{L}’'\-]+(?:\s+[A-Z][\p{L}’'.\-]+){1,3}),)?(?:,\s+who\s[^.,;]{3,80},)?(?:\s*,)?\s+(?:(?:also|then|further|accordingly|again|therefore|subsequently|additionally|both|had|has|have|in\s+response|in\s+turn|briefly|duly|formally|first|firstly|finally|later)\s*,?\s+){0,2}";

/// Everybody named beside a verb of saying, in order, each once.
pub(super) fn find(text: &str, cast: &Cast<'_>) -> Vec<Speaker> {
    let mut found: Vec<(usize, Speaker)> = Vec::new();
    if let Some(asker) = asker(text, cast) {
        found.push((0, asker));
    }
    for captures in subject().captures_iter(text) {
        let (Some(whole), Some(who)) = (captures.get(0), captures.name("who")) else { continue };
        // "The Council thanked by the school" is not who thanks; "Mr Dale, seconded by Mr Orme,
        // moved" is who moves.
        let between = text.get(who.end()..whole.end()).unwrap_or_default();
        if !between.contains(',') && is_passive(text.get(whole.end()..).unwrap_or_default()) {
            continue;
        }
        // "Councillor Dale will attend to set out …" has said nothing yet.
        if who.as_str().contains(" will ") {
            continue;
        }
        if whole.start() > 0 && is_quoted(text, whole.start()) || is_inside_name(text, whole, &who)
        {
            continue;
        }
        let mut named = speakers_of(who.as_str(), whole.as_str().trim(), cast);
        let is_person = || {
            who.start() == 0 && goes_on_as_person(text, whole.end())
                || begins_sentence(whole, &who) && given::leads(who.as_str())
        };
        if named.is_empty() && is_person() {
            named.extend(surface::unlisted(who.as_str(), whole.as_str().trim()));
        }
        let is_third = whole.as_str().starts_with("that ") && tells_of_before(text, whole, &who);
        if is_third && !found.is_empty() {
            continue;
        }
        if !begins_sentence(whole, &who) {
            // "… that the panel met" and "… whilst Council had" are told of another day.
            named.retain(|speaker| !is_small_body(speaker));
            if surface::is_bare_body(who.as_str()) {
                continue;
            }
        }
        if is_told(whole.as_str()) {
            named.retain(|speaker| speaker.class != SpeakerClass::Collective);
        }
        if let (Some(holder), [one]) = (captures.name("holder"), &mut named[..]) {
            *one = surface::held_by(one.clone(), holder.as_str());
        }
        found.extend(named.into_iter().map(|speaker| (who.start(), speaker)));
    }
    found.extend(agents(text, cast));
    found.sort_by_key(|(at, _)| *at);
    let mut speakers: Vec<Speaker> = Vec::new();
    join(&mut speakers, found.into_iter().map(|(_, speaker)| speaker));
    speakers
}

/// "by the school" after a verb; "began by thanking" is active.
fn is_passive(after: &str) -> bool {
    let by = after.strip_prefix(" by ").unwrap_or_default();
    let agent = by.split(' ').next().unwrap_or_default();
    !agent.is_empty() && !agent.ends_with("ing") && !agent.starts_with(|c: char| c.is_numeric())
}

/// Whether the words that name somebody begin a sentence or follow an opening clause: "Arising from
/// minute 12, Ada Lowe updated …".
fn begins_sentence(whole: regex::Match<'_>, who: &regex::Match<'_>) -> bool {
    let before = who.start() - whole.start();
    let opening = whole.as_str().get(..before).unwrap_or_default().trim_end();
    opening.is_empty() || opening.ends_with(['.', ';', ':', '?', '!', ','])
}

/// "Mr Dale said that the Director had asked": what another did before is told, not said.
fn tells_of_before(text: &str, whole: regex::Match<'_>, who: &regex::Match<'_>) -> bool {
    let between = text.get(who.end()..whole.end()).unwrap_or_default();
    between.split_whitespace().any(|word| word == "had")
}

/// "the Strategy and Resources Committee": what stands after "and" goes on with a name.
fn is_inside_name(text: &str, whole: regex::Match<'_>, who: &regex::Match<'_>) -> bool {
    let before = text.get(..whole.start()).unwrap_or_default();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    whole.as_str().starts_with("and ")
        && last.starts_with(char::is_uppercase)
        && crate::speakers::surface::is_body(who.as_str())
}

/// "the panel", written small.
fn is_small_body(speaker: &Speaker) -> bool {
    speaker.class == SpeakerClass::Collective
        && speaker.as_minuted.as_deref().is_some_and(surface::is_small_body)
}

/// "The report was introduced by the Head of Audit", "Key points raised by Ada Lowe on behalf of …":
/// who spoke, told in the passive.
fn agents(text: &str, cast: &Cast<'_>) -> Vec<(usize, Speaker)> {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"\b(?:(?:[Rr]eport|[Pp]resentation|[Ii]tem|[Uu]pdate|[Pp]aper|[Oo]verview)s?\b[^.;:]{{0,80}}?\b(?:(?:was|were)\s+(?:introduced|presented|outlined|given|delivered|submitted|summarised)|presented|introduced)\s+by|(?:[Mm]otion|[Aa]mendment|[Pp]roposal|[Rr]ecommendations?)\b[^.;:]{{0,80}}?\s(?:was|were)\s+(?:duly\s+)?(?:moved|proposed)\s+by|^It\s+was\s+(?:moved|proposed)\s+by|[Pp]oints\s+(?:were\s+)?(?:raised|made)\s+by)\s+(?P<who>{WHO})(?:[.,;:]|\s+(?:on\s+behalf|which|who|setting|seeking|regarding|were|was|that|and\s+seconded)\b|\s*$)"
        ))
        .expect("the parts are fixed")
    });
    static SECONDED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"\bseconded\s+by\s+(?P<who>{WHO})(?:[.,;:]|\s+(?:that|and)\b|\s*$)"))
            .expect("the parts are fixed")
    });
    let told = BY.captures_iter(text).chain(SECONDED.captures_iter(text));
    let found = told.filter_map(|found| {
        let who = found.name("who")?;
        let words = found[0].trim();
        let known = surface::speaker(who.as_str(), words, cast);
        let one = known.or_else(|| {
            given::leads(who.as_str()).then(|| surface::unlisted(who.as_str(), words)).flatten()
        })?;
        let is_one = matches!(one.class, SpeakerClass::Named | SpeakerClass::Role);
        is_one.then_some((who.start(), one))
    });
    found.collect()
}

/// Adds those who are not there yet.
pub(super) fn join(speakers: &mut Vec<Speaker>, more: impl IntoIterator<Item = Speaker>) {
    for speaker in more {
        if !speakers.iter().any(|known| is_same(known, &speaker)) {
            speakers.push(speaker);
        }
    }
}

/// "The Committee was informed that …": the body listens.
fn is_told(clause: &str) -> bool {
    [
        "was advised",
        "was informed",
        "was asked",
        "were advised",
        "were informed",
        "were asked",
        "were invited",
        "heard",
    ]
    .iter()
    .any(|told| clause.ends_with(told))
}

/// "Mary Lowe thanked the team. She hoped …": nobody lists her, but the passage goes on with a
/// pronoun, which no service or place has.
fn goes_on_as_person(text: &str, from: usize) -> bool {
    static PRONOUN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[.;]\s+(?:She|He)\s").expect("fixed"));
    text.get(from..).is_some_and(|rest| PRONOUN.is_match(rest))
}

/// "Councillor Byrne (Chair) and Councillor Okoro (Vice-Chair)", "Jo Dale, Head of Audit, Sam Lee,
/// Team Manager, and Ada Lowe": each as printed, with the office beside the name. Nobody where one
/// of them is no person: "Mr Love, Member for Growth and Economic Development".
fn with_offices(who: &str, evidence: &str, cast: &Cast<'_>) -> Vec<Speaker> {
    /// People of one subject.
    const MOST: usize = 12;
    if !who.contains(['(', ',']) || !who.contains(" and ") {
        return Vec::new();
    }
    let is_role = |text: &str| cast.roles.by_title(text).is_some() || surface::names_office(text);
    let mut entries = crate::roster::entries(who, &is_role);
    let has_office = entries.iter().any(|entry| entry.role.is_some());
    // "Participation Support Officer" is nobody called Participation Support.
    entries.retain(|entry| {
        let role = entry.role.as_deref().unwrap_or_default();
        entry.title.is_some() || entry.as_printed != format!("{} {role}", entry.name)
    });
    if !has_office || !(2..=MOST).contains(&entries.len()) {
        return Vec::new();
    }
    let mut starts = Vec::with_capacity(entries.len() + 1);
    for entry in &entries {
        let first = entry.as_printed.split([',', '(']).next().unwrap_or_default().trim_end();
        let from = starts.last().copied().unwrap_or(0);
        let Some(at) = who.get(from..).and_then(|rest| rest.find(first)) else { return Vec::new() };
        starts.push(from + at);
    }
    starts.push(who.len());
    let each = starts.windows(2).map(|place| {
        let printed = who.get(place[0]..place[1])?.trim_end_matches([',', ' ']);
        let printed = printed.strip_suffix(" and").unwrap_or(printed);
        surface::speaker(printed, evidence, cast).filter(|one| one.class == SpeakerClass::Named)
    });
    each.collect::<Option<Vec<Speaker>>>().unwrap_or_default()
}

/// Those whom one subject names: "The Chair and Members" are two; before "In May, Mr Love"
/// stands a date.
fn speakers_of(who: &str, evidence: &str, cast: &Cast<'_>) -> Vec<Speaker> {
    let one = |who: &str| surface::speaker(who, evidence, cast);
    let several = with_offices(who, evidence, cast);
    if !several.is_empty() {
        return several;
    }
    let shared = |title: &str, singular: &str| {
        let names = who.strip_prefix(title)?.trim_start_matches(['.', ' ']).replace(" and ", ", ");
        let each = names.split(", ").filter(|name| !name.is_empty());
        Some(each.filter_map(|name| one(&format!("{singular} {name}"))).collect())
    };
    if let Some(several) = shared("Councillors", "Councillor").or_else(|| shared("Cllrs", "Cllr")) {
        return several;
    }
    if let Some((first, last)) = who.split_once(" and ")
        && let (Some(first), Some(second)) = (one(first), one(last))
        // "Mr Love, Deputy Leader and Cabinet Member for Finance" holds two offices.
        && (first.class != SpeakerClass::Named
            || second.class != SpeakerClass::Role
            || last.starts_with("the "))
        // "Mr Love, Chair of the Audit and Risk Committee" chairs one body.
        && !(first.class == SpeakerClass::Named && surface::is_body(last))
    {
        return vec![first, second];
    }
    let after_comma = || who.rsplit_once(", ").and_then(|(_, last)| one(last));
    one(who).or_else(after_comma).into_iter().collect()
}

fn is_same(a: &Speaker, b: &Speaker) -> bool {
    a.resolved.is_some() && a.resolved == b.resolved || a.as_minuted == b.as_minuted
}

/// Whether an odd number of quotation marks stands before: the minutes quote somebody.
fn is_quoted(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.matches('“').count() > before.matches('”').count()
}

/// A speaker at the start of a sentence or clause, and the verb.
fn subject() -> &'static Regex {
    static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?:^|^[Dd]uring\s+(?:the\s+)?(?:debate|discussion),?\s+|[.;:?!]\s+|,\s+(?:and\s+|but\s+)?|\bthat\s+|\band\s+|\bquestion\w*\s+from\s+[^,.]{{2,60}},\s+|^(?i:in\s+respect\s+of|with\s+regard\s+to|in\s+relation\s+to|prior\s+to|following|during|in\s+terms\s+of|after|before|upon)\s[^.,]{{2,80}}?\s+|^(?i:in\s+(?:response|reply|answer)\s+to)\s[^.,]{{2,80}}?(?i:questions?|quer(?:y|ies)|comments?|concerns?|points?)\s+)(?P<who>{WHO}){BETWEEN}{VERBS}"
        ))
        .expect("the parts are fixed")
    });
    &SUBJECT
}

/// The words that may name a speaker.
const WHO: &str = concat!(
    // Several with offices: "Councillor Byrne (Chair) and Councillor Okoro (Vice-Chair)", "Jo Dale,
    // Head of Audit, and Sam Lee, Team Manager".
    r"(?:(?:Cllr|Councillor|Mrs|Mr|Ms|Miss|Dr)\.?\s+)?[A-Z][\p{L}’'.\-]*(?:\s+[A-Z][\p{L}’'.\-]*){0,2}(?:\s+\([^()]{2,90}\)|,\s+(?:the\s+)?[A-Z][^.;:()]{3,120}?)(?:,\s+[A-Z][^.;:]{3,300}?)?,?\s+and\s+(?:(?:Cllr|Councillor|Mrs|Mr|Ms|Miss|Dr)\.?\s+)?[A-Z][\p{L}’'.\-]*(?:\s+[A-Z][\p{L}’'.\-]*){0,2}(?:\s+\([^()]{2,90}\)|,\s+(?:the\s+)?[A-Z][^.;:(),]{3,120}?)?|",
    // Several who share a title: "Councillors Byrne, Okoro and Dale".
    r"(?:Cllrs|Councillors)\.?\s+[A-Z][\p{L}’'\-]*(?:\s[A-Z][\p{L}’'\-]*){0,2}(?:,\s+[A-Z][\p{L}’'\-]*(?:\s[A-Z][\p{L}’'\-]*){0,2})*,?\s+and\s+[A-Z][\p{L}’'\-]*(?:\s[A-Z][\p{L}’'\-]*){0,2}",
    // Two, of whom one has a title: "Councillor Dale and the Clerk".
    r"|(?:Cllr|Councillor|Mrs|Mr|Ms|Miss|Dr)\.?\s+[A-Z][\p{L}’'.\-]*(?:\s+[A-Z][\p{L}’'.\-]*){0,2}\s+and\s+(?:the\s+[A-Z]\p{L}+(?:\s+[A-Z]\p{L}+){0,3}|(?:Cllr|Councillor|Mrs|Mr|Ms|Miss|Dr)\.?\s+[A-Z][\p{L}’'.\-]*(?:\s+[A-Z][\p{L}’'.\-]*){0,2})",
    // Titled names, with an office after them: "Mr Love, Cabinet Member for Education".
    r"|(?:Cllrs?|Councillors?|Mrs|Mr|Ms|Miss|Mx|Dr|Professor|Prof|Sir|Dame|Lady|Lord|Baroness|Reverend|Revd|Rev|Canon)\.?\s+(?:[A-Z][\p{L}’'.\-]*\s+){0,3}?[A-Z][\p{L}’'\-]+(?:\s*,\s+(?:the\s+)?[A-Z][^.;:()]{3,120}?|\s+\([A-Z][^()]{2,90}\))?",
    // Names with an office: "Pia Ghosh, Director of Education" or "(Director of Education)".
    r"|[A-Z](?:[\p{L}’'\-]+|\.)?\s+(?:[A-Z][\p{L}’'.\-]*\s+)?[A-Z][\p{L}’'\-]+(?:\s*,\s+(?:the\s+)?[A-Z][^.;:()]{3,120}?|\s+\([A-Z][^()]{2,90}\))?",
    // Offices and bodies with "the".
    r"|(?:[Tt]he\s+)(?:(?:Interim|Acting|Deputy|Assistant|Corporate|Strategic|Executive|Independent|Council’s|Council's)\s+)*(?:[A-Z][\p{L}’'\-]*)(?:(?:\s+|,\s+)(?:of|for|to|and|the|&|in|[A-Z][\p{L}’'&\-]*))*?(?:\s+(?:representatives?|officer|manager))?",
    // The same written small: "the chair", "the panel".
    r"|[Tt]he\s+(?:deputy\s+leader|leader|vice-?\s?chair(?:man|person)?|chair(?:man|woman|person)?|clerk|mayor|monitoring\s+officer|chief\s+executive|committee|sub-committee|panel|commission|board|forum)",
    // The public, by what they are.
    r"|(?:A|An|One|Two|Three|Another|Some|Several|Local)\s+(?:local\s+)?(?:residents?|members?\s+of\s+the\s+public|parents?|petitioners?|objectors?)|[Tt]he\s+(?:lead\s+)?(?:petitioners?|deputation|applicants?[’']?s?\s+(?:agent|representative|solicitor)|agent|appellant|applicants?|objectors?|residents?)",
    // Initials, which the roster has to print.
    r"|[A-Z]{2,3}",
    // Members, officers, abbreviations at the start of a clause.
    r"|(?:A|An|One|Another|Some|Several|Scrutiny|Elected|Panel|Committee|Board|Other)\s+(?:[Mm]embers?|[Oo]fficers?|[Cc]ouncillors?)|(?:Members|Officers|Councillors|Council|Cabinet|Committee|Panel|Forum|Board|Witnesses|Residents|Objectors|Petitioners)(?:\s+of\s+the\s+[A-Z]\p{L}+(?:\s+(?:and\s+)?[A-Z]\p{L}+){0,4})?",
);

/// "In response to a question from Councillor Byrne, …": who asked.
fn asker(text: &str, cast: &Cast<'_>) -> Option<Speaker> {
    static ASKER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i:^(?:in (?:response|reply|answer) to|responding to|following|further to|arising from) (?:(?:an?|the|some|further|another|and|question\w*|query|queries|comments?|concerns?|points?|requests?)\s+)+(?:raised )?(?:from|by) )(?P<who>(?:{TITLES}\s+)?(?:[Tt]he\s+|an?\s+)?[A-Z]?[\p{{L}}’'\-]+(?:\s+of\s+the\s+(?:panel|committee|board|commission|public)\b|(?:\s+(?:of\s+the\s+)?[A-Z][\p{{L}}’'\-]*){{0,3}}))"
        ))
        .expect("fixed")
    });
    let found = ASKER.captures(text)?;
    surface::speaker(&found["who"], &found[0], cast)
}
