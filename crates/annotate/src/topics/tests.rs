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
    ] {
        let tagger = Tagger::new(&Vocabularies::shipped().topics);
        let tags = tagger.tags(text, &tagger.scan(text), Fields::default());
        let seen: Vec<_> = tags.iter().map(|tag| (&tag.id, &tag.because)).collect();
        assert!(seen.is_empty(), "{text}: {seen:?}");
    }
}
