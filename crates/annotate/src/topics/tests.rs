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
