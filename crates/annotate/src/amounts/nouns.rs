//! What is counted in council papers. A noun that is not here makes no amount: a number before
//! any word at all would be an amount of anything.

/// Nouns of time, one and many; the second is the unit.
const TIME: [(&str, &str); 14] = [
    ("minute", "minutes"),
    ("hour", "hours"),
    ("day", "days"),
    ("working day", "working days"),
    ("calendar day", "calendar days"),
    ("school day", "school days"),
    ("night", "nights"),
    ("week", "weeks"),
    ("working week", "working weeks"),
    ("fortnight", "fortnights"),
    ("month", "months"),
    ("calendar month", "calendar months"),
    ("year", "years"),
    ("decade", "decades"),
];

/// Other nouns, one and many; the second is the unit.
const COUNTED: [(&str, &str); 69] = [
    ("looked after child", "looked after children"),
    ("child looked after", "looked after children"),
    ("child in care", "children in care"),
    ("unaccompanied asylum seeking child", "unaccompanied asylum seeking children"),
    ("unaccompanied child", "unaccompanied children"),
    ("child", "children"),
    ("young person", "young people"),
    ("young adult", "young adults"),
    ("care leaver", "care leavers"),
    ("adult", "adults"),
    ("person", "people"),
    ("resident", "residents"),
    ("family", "families"),
    ("parent", "parents"),
    ("foster carer", "foster carers"),
    ("foster family", "foster families"),
    ("fostering household", "fostering households"),
    ("carer", "carers"),
    ("adopter", "adopters"),
    ("household", "households"),
    ("pupil", "pupils"),
    ("student", "students"),
    ("patient", "patients"),
    ("tenant", "tenants"),
    ("social worker", "social workers"),
    ("worker", "workers"),
    ("member of staff", "members of staff"),
    ("staff", "staff"),
    ("officer", "officers"),
    ("teacher", "teachers"),
    ("nurse", "nurses"),
    ("practitioner", "practitioners"),
    ("apprentice", "apprentices"),
    ("personal adviser", "personal advisers"),
    ("employee", "employees"),
    ("volunteer", "volunteers"),
    ("member", "members"),
    ("councillor", "councillors"),
    ("post", "posts"),
    ("vacancy", "vacancies"),
    ("bed", "beds"),
    ("bedroom", "bedrooms"),
    ("place", "places"),
    ("placement", "placements"),
    ("children's home", "children's homes"),
    ("home", "homes"),
    ("property", "properties"),
    ("dwelling", "dwellings"),
    ("unit", "units"),
    ("school", "schools"),
    ("nursery", "nurseries"),
    ("children's centre", "children's centres"),
    ("library", "libraries"),
    ("case", "cases"),
    ("referral", "referrals"),
    ("contact", "contacts"),
    ("assessment", "assessments"),
    ("inspection", "inspections"),
    ("visit", "visits"),
    ("complaint", "complaints"),
    ("compliment", "compliments"),
    ("exclusion", "exclusions"),
    ("suspension", "suspensions"),
    ("child protection plan", "child protection plans"),
    ("EHCP", "EHCPs"),
    ("adoption", "adoptions"),
    ("response", "responses"),
    ("mile", "miles"),
    ("tonne", "tonnes"),
];

/// Other printings, each with its unit.
const ALSO: [(&str, &str); 8] = [
    ("FTE", "FTE"),
    ("FTEs", "FTE"),
    ("WTE", "FTE"),
    ("full-time equivalent", "FTE"),
    ("full-time equivalents", "FTE"),
    ("whole-time equivalent", "FTE"),
    ("children looked after", "looked after children"),
    ("WTEs", "FTE"),
];

/// Words that may stand between a number and its noun.
pub(super) const QUALIFIERS: [&str; 47] = [
    "active",
    "additional",
    "adult",
    "affordable",
    "agency",
    "available",
    "consecutive",
    "council",
    "council-run",
    "current",
    "different",
    "disabled",
    "emergency",
    "existing",
    "experienced",
    "external",
    "extra",
    "full-time",
    "further",
    "in-house",
    "independent",
    "interim",
    "internal",
    "local",
    "locum",
    "more",
    "new",
    "newly",
    "older",
    "open",
    "other",
    "part-time",
    "permanent",
    "primary",
    "qualified",
    "registered",
    "residential",
    "secondary",
    "secure",
    "separate",
    "special",
    "specialist",
    "supported",
    "temporary",
    "unfilled",
    "vacant",
    "vulnerable",
];

/// Matches any of the nouns, the longest first.
pub(super) fn pattern() -> String {
    let mut nouns: Vec<&str> =
        TIME.iter().chain(&COUNTED).chain(&ALSO).flat_map(|(one, many)| [*one, *many]).collect();
    nouns.sort_by_key(|noun| std::cmp::Reverse(noun.len()));
    let spaced = |noun: &str| {
        let noun = regex::escape(&noun.replace('-', " "));
        noun.replace('\'', "['’]").replace(' ', r"[- \u00a0]")
    };
    nouns.into_iter().map(spaced).collect::<Vec<_>>().join("|")
}

/// The unit of a printed noun.
pub(super) fn unit(printed: &str) -> Option<&'static str> {
    find(printed, COUNTED.iter().chain(&ALSO).chain(&TIME))
}

/// Whether a printed noun is of one thing: "post", not "posts" or "staff".
pub(super) fn is_single(printed: &str) -> bool {
    let printed = printed.to_lowercase().replace('’', "'");
    COUNTED.iter().any(|(one, many)| one != many && *one == printed)
}

/// The unit of a printed noun of time.
pub(super) fn duration(printed: &str) -> Option<&'static str> {
    find(printed, TIME.iter())
}

fn find<'a>(
    printed: &str,
    mut nouns: impl Iterator<Item = &'a (&'static str, &'static str)>,
) -> Option<&'static str> {
    let plain = |noun: &str| {
        let noun = noun.replace(['-', '\u{a0}', '\n', '\t'], " ").replace('’', "'");
        noun.to_lowercase()
    };
    let printed = plain(printed);
    nouns.find(|(one, many)| plain(one) == printed || plain(many) == printed).map(|(_, many)| *many)
}
