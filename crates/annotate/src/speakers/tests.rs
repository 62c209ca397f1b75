use super::*;
use model::Vocabularies;
use model::record::PersonKind;

fn person(name: &str, role: Option<&str>, kind: PersonKind) -> Person {
    Person::new(Some(name.into()), role.map(str::to_owned), kind, name.into())
}

/// The speakers of one passage in the minutes of a panel of Ashmere.
#[track_caller]
fn check(text: &str, kind: PassageKind, expected: &[(&str, SpeakerClass, Option<&str>)]) {
    let people = [
        person("Ada Byrne", Some("Chair"), PersonKind::Member),
        person("T Okoro", Some("Cabinet Member for Care"), PersonKind::Member),
        person("Pia Ghosh", Some("Director of Education"), PersonKind::Officer),
        person("Jo Marsh", None, PersonKind::Member),
        person("Sam Marsh", None, PersonKind::Member),
    ];
    let abbreviations = BTreeMap::from([(
        "CDCS".to_owned(),
        "Corporate Director for Children's Services".to_owned(),
    )]);
    let cast = Cast {
        people: &people,
        abbreviations: &abbreviations,
        roles: &Vocabularies::shipped().roles,
        committee: Some("Children's Panel"),
        is_minuted: true,
    };
    let block = model::Block { text: text.to_owned(), ..model::Block::default() };
    let mut drafts = crate::cut::cut(&model::ExtractedPaper {
        blocks: vec![block],
        ..model::ExtractedPaper::default()
    });
    drafts[0].kind = kind;
    attribute(&mut drafts, &cast);
    let seen: Vec<_> = drafts[0]
        .speakers
        .iter()
        .map(|s| (s.as_minuted.as_deref().unwrap_or("-"), s.class, s.name.as_deref()))
        .collect();
    assert_eq!(seen, expected, "{text}");
}

use PassageKind::{Response, Statement};
use SpeakerClass::{Collective, Named, Outside, Role, Unattributed};

#[test]
fn a1_a8_titled_names() {
    check("Cllr Byrne asked why.", Statement, &[("Cllr Byrne", Named, Some("Ada Byrne"))]);
    check("Mr Okoro confirmed the sum.", Statement, &[("Mr Okoro", Named, Some("T Okoro"))]);
    check("Cllr Marsh spoke.", Statement, &[("Cllr Marsh", Named, None)]);
}

#[test]
fn a2_a3_names_with_offices() {
    check(
        "Pia Ghosh, Director of Education, introduced the report.",
        Statement,
        &[("Pia Ghosh, Director of Education", Named, Some("Pia Ghosh"))],
    );
    check(
        "Pia Ghosh (Director of Education) said that places were short.",
        Statement,
        &[("Pia Ghosh (Director of Education)", Named, Some("Pia Ghosh"))],
    );
}

#[test]
fn a4_a5_offices_and_abbreviations() {
    check(
        "The Director of Education reported a rise.",
        Statement,
        &[("Director of Education", Role, None)],
    );
    check("The CDCS replied that it would.", Statement, &[("CDCS", Role, None)]);
    check("The Chair thanked the team.", Statement, &[("Chair", Role, Some("Ada Byrne"))]);
}

#[test]
fn a6_a22_tags() {
    check("(DCSC)The service was ready.", Response, &[("DCSC", Role, None)]);
    check("The service was ready. (HoS)", Response, &[("HoS", Role, None)]);
    check(
        "(Ashmere of Tomorrow) We want homes.",
        Response,
        &[("Ashmere of Tomorrow", Outside, None)],
    );
    check("(see Appendix 1) The service was ready.", Response, &[("-", Unattributed, None)]);
}

#[test]
fn a10_a11_two_speakers() {
    check(
        "In response to a question from Councillor Okoro, the Director of Education advised that it would.",
        Response,
        &[("Councillor Okoro", Named, Some("T Okoro")), ("Director of Education", Role, None)],
    );
    check(
        "A Member asked why. Ms Ghosh said that rents rose.",
        Response,
        &[("A Member", Collective, None), ("Ms Ghosh", Named, Some("Pia Ghosh"))],
    );
}

#[test]
fn a16_a18_a19_bodies_and_nobody() {
    check("Members welcomed the report.", Statement, &[("Members", Collective, None)]);
    check("The Panel noted the rise.", Statement, &[("Panel", Collective, None)]);
    check("Officers explained the delay.", Statement, &[("Officers", Collective, None)]);
    check("It was noted that costs rose.", Statement, &[("-", Unattributed, None)]);
    check("The report set out the options.", Statement, &[("-", Unattributed, None)]);
}
