use super::*;
use model::Vocabularies;

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let tagger = Tagger::new(&Vocabularies::shipped().topics);
    let tags = tagger.tags(text, &tagger.scan(text), Fields::default());
    let seen: Vec<_> = tags.iter().map(|tag| (tag.id.as_str(), tag.because[0].as_str())).collect();
    assert_eq!(seen, expected, "{text}");
}

#[test]
fn triggers_are_whole_words_and_say_why() {
    check("The vacancy rates fell", &[("workforce-recruitment-retention", "vacancy rates")]);
    check("a vacancy rated high", &[]);
    check("ASYE posts", &[("asye-career", "ASYE")]);
    check("asye posts", &[]);
}

/// Words that name a topic elsewhere and mean something else here.
#[test]
fn words_of_other_meanings_prove_nothing() {
    for text in [
        "A diversion will be in place while the road is closed.",
        "The club offers grooming and riding to its members.",
        "A gang of men changed the odometers of cars.",
        "The allocation of the grant was agreed.",
        "Potholes of intervention level are repaired in a month.",
        "Councillor Dale was thanked for her attendance.",
        "The settlement was announced in December.",
        "The promise was kept.",
        "There was no crisis.",
        "The letting agency had been fined.",
        "The duty is that of fostering good relations.",
        "Members adopted the strategy.",
        "The Commissioner for Transport replied.",
        "All members were invited.",
        "The hub of the wheel was worn.",
        "Respite for adults with dementia was reviewed.",
        "The High Court quashed the decision of the Mayor of Eastmere.",
        "The applicant served notice under Regulation 24 of the Environmental Impact Assessment Regulations.",
        "The shop has a wide catchment.",
        "Members asked for the inclusion of an appendix.",
        "Firms want a fair transition to a green economy by 2040.",
        "Eastmere Dental Health CIC was registered in May.",
        "The diversity of the borough is its strength.",
        "Each report follows the two-year management cycle.",
        "The board's work programme is reviewed each year.",
        "Governance arrangements between the partners are clear.",
        "Care planning and pathway planning were timely.",
        "A viability assessment of the aunt's home was made.",
        "The grant was paid in May.",
    ] {
        let tagger = Tagger::new(&Vocabularies::shipped().topics);
        let tags = tagger.tags(text, &tagger.scan(text), Fields::default());
        let seen: Vec<_> = tags.iter().map(|tag| (&tag.id, &tag.because)).collect();
        assert!(seen.is_empty(), "{text}: {seen:?}");
    }
}

/// Words that lead to the wrong topic unless they are read with what stands beside them.
#[test]
fn words_beside_others_prove_only_what_they_say() {
    for (text, not) in [
        ("Staff keep in touch with care leavers in prison.", "workforce-recruitment-retention"),
        ("The council knows of four children in private fostering arrangements.", "fostering"),
        ("Teachers and foster carers met the pupils.", "fostering"),
        ("The plan was shared with her allocated social worker.", "caseloads-practice"),
        ("The LSCB met on Tuesday.", "practice-reviews"),
        ("They were matched by fostering for adoption.", "fostering"),
        ("Senior leaders saw that the workforce had stability.", "leadership-staffing"),
        ("Flats were damp, and the LSCB moved its office.", "practice-reviews"),
        ("The viability assessment of her uncle was positive.", "housing-planning"),
        ("Pathway plans are reviewed and scrutinised by managers.", "scrutiny-governance"),
        ("The record is held at reports.ofsted.gov.uk.", "ofsted-inspection"),
        ("Practice in this area requires improvement.", "improvement-intervention"),
        ("The senior leadership team read the plan.", "leadership-staffing"),
        ("New permanent homes were found for the children.", "housing-planning"),
        ("The diversity of young people in the justice system was noted.", "climate-transport"),
        ("A diversion round the youth club is signed.", "youth-justice"),
        ("Her transition from primary to secondary school went well.", "transitions"),
    ] {
        let seen = topics_of(text);
        assert!(!seen.iter().any(|id| id == not), "{text}: {seen:?}");
    }
}

/// What the same words do prove where they are used of the topic.
#[test]
fn words_of_the_topic_still_prove_it() {
    for (text, wanted) in [
        ("Few social workers leave the authority.", "workforce-recruitment-retention"),
        ("Eastmere recruited nine foster carers and lost two.", "fostering"),
        ("Children had too many changes of social worker.", "caseloads-practice"),
        ("The LSCB published its annual report.", "practice-reviews"),
        ("The Scrutiny Commission added a topic to its work programme.", "scrutiny-governance"),
        ("The service was judged to require improvement by Ofsted.", "ofsted-inspection"),
        ("The Improvement Board meets monthly.", "improvement-intervention"),
        ("The leadership team has been stable for two years.", "leadership-staffing"),
        ("Forty new affordable homes were built.", "housing-planning"),
        ("A cycle lane is proposed in Mill Road.", "climate-transport"),
        ("Young people were diverted from custody.", "youth-justice"),
        ("A placement under Regulation 24 was approved.", "kinship-guardianship"),
        ("Parents of disabled children asked for respite.", "disabled-short-breaks"),
        ("The High Court authorised a deprivation of liberty.", "unregistered-dol"),
    ] {
        let seen = topics_of(text);
        assert!(seen.iter().any(|id| id == wanted), "{text}: {seen:?}");
    }
}

/// A hint counts in one of its fields only, and the field alone is no topic.
#[test]
fn hints_count_inside_a_field_only() {
    let noise = "The noise and the overlooking would be slight.";
    assert!(topics_of(noise).is_empty());
    let tagger = Tagger::new(&Vocabularies::shipped().topics);
    let around = tagger.scan("The planning application for Mill Road").fields;
    let scan = tagger.scan(noise);
    let tags = tagger.tags(noise, &scan, around);
    assert_eq!(tags.iter().map(|tag| tag.id.as_str()).collect::<Vec<_>>(), ["housing-planning"]);
    let thanks = "The officer was thanked.";
    assert!(tagger.tags(thanks, &tagger.scan(thanks), around).is_empty());
    let elsewhere = tagger.scan("Traffic management in Mill Road").fields;
    let storeys = "Three storeys are proposed.";
    assert!(tagger.tags(storeys, &tagger.scan(storeys), elsewhere).is_empty());
}

fn topics_of(text: &str) -> Vec<String> {
    let tagger = Tagger::new(&Vocabularies::shipped().topics);
    let tags = tagger.tags(text, &tagger.scan(text), Fields::default());
    tags.into_iter().map(|tag| tag.id).collect()
}
