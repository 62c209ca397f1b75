//! A record as documents of the index.

use jiff::civil::Date;
use model::record::{Item, Paper, PaperDate, Passage, PassageKind, Precision};
use model::{PaperId, Sha256, Vocabularies, normal};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

use crate::analyser::Analyser;
use crate::expressions::{Expressions, main_terms};
use crate::query::in_hundredths;
use crate::schema::{Fields, doc, standing};
use crate::values;
use crate::withdrawal::Placed;

/// Makes the documents of papers.
#[derive(Clone, Copy)]
pub(crate) struct Documents<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) vocabularies: &'a Vocabularies,
    pub(crate) stemmed: &'a Analyser,
    pub(crate) expressions: &'a Expressions,
}

/// Fewer letters and digits than this do not make two passages the same.
const MIN_SAME_CHARS: usize = 60;

impl Documents<'_> {
    /// The documents of a paper: itself, then its passages in order. `state` is kept with it.
    pub(crate) fn of_paper(
        &self,
        Placed { mut paper, places }: Placed,
        state: &[u8],
    ) -> Result<Vec<TantivyDocument>, serde_json::Error> {
        let passages = std::mem::take(&mut paper.passages);
        let mut head = self.bare(&paper.id, doc::PAPER, 0);
        head.add_bytes(self.fields.record, &serde_json::to_vec(&paper)?);
        head.add_bytes(self.fields.state, state);
        if let Some(title) = &paper.title {
            head.add_text(self.fields.whole_title, title);
        }
        let mut documents = Vec::with_capacity(passages.len() + 1);
        documents.push(head);
        for (passage, place) in passages.iter().zip(places) {
            let mut document = self.of_passage(&paper, passage)?;
            document.add_u64(self.fields.place, u64::from(place));
            documents.push(document);
        }
        Ok(documents)
    }

    /// The document that answers for an id whose place another paper took.
    pub(crate) fn of_replaced(&self, old: &PaperId, by: &PaperId) -> TantivyDocument {
        let mut document = self.bare(old, doc::REPLACED, 0);
        document.add_bytes(self.fields.record, by.as_str().as_bytes());
        document
    }

    fn bare(&self, paper: &PaperId, kind: u64, seq: u64) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_u64(self.fields.doc, kind);
        document.add_u64(self.fields.paper, paper.as_u64());
        document.add_u64(self.fields.seq, seq);
        document
    }

    fn of_passage(
        &self,
        paper: &Paper,
        passage: &Passage,
    ) -> Result<TantivyDocument, serde_json::Error> {
        let fields = self.fields;
        let mut document = self.bare(&paper.id, doc::PASSAGE, u64::from(passage.n));
        document.add_bytes(fields.record, &serde_json::to_vec(passage)?);
        document.add_u64(fields.page, passage.page.map_or(0, u64::from));
        self.add_words(&mut document, fields.body, &passage.text);
        document.add_text(fields.exact, &passage.text);
        document.add_text(fields.is, passage.kind.as_str());
        document.add_u64(fields.standing, standing_of(paper, passage));
        document.add_u64(fields.text_hash, text_hash(&passage.text));
        self.add_paper_labels(&mut document, paper);
        self.add_places(&mut document, paper, passage);
        self.add_speakers(&mut document, paper, passage);
        for amount in &passage.amounts {
            let field = match amount.unit.as_str() {
                "GBP" => fields.money,
                "percent" => fields.percent,
                _ => fields.number,
            };
            let ends = std::iter::once(&amount.value).chain(&amount.upto);
            let ends = ends.filter_map(|value| in_hundredths(value.as_f64()?));
            ends.for_each(|value| document.add_i64(field, value));
        }
        for topic in values::topics(passage) {
            document.add_text(fields.topic, topic);
        }
        Ok(document)
    }

    /// Adds text to a field of words, and to the field that has them all.
    fn add_words(&self, document: &mut TantivyDocument, field: Field, text: &str) {
        document.add_text(field, text);
        document.add_text(self.fields.words, text);
        for expression in self.expressions.found_in(&main_terms(self.stemmed, text)) {
            document.add_text(self.fields.expression, expression);
        }
    }

    fn add_paper_labels(&self, document: &mut TantivyDocument, paper: &Paper) {
        let fields = self.fields;
        document.add_text(fields.authority, values::authority(paper));
        document.add_text(fields.committee, values::committee(paper));
        document.add_text(fields.kind, paper.kind.as_str());
        document.add_text(fields.year, values::year(paper));
        for authority in &paper.joint_authorities {
            document.add_text(fields.joint, &authority.id);
        }
        for text in paper.title.iter().chain(&paper.committee) {
            self.add_words(document, fields.title, text);
        }
        if let Some((first, last)) = paper.date.as_ref().and_then(days) {
            document.add_i64(fields.date, first);
            document.add_i64(fields.date_to, last);
        }
    }

    fn add_places(&self, document: &mut TantivyDocument, paper: &Paper, passage: &Passage) {
        let fields = self.fields;
        if let Some(heading) = &passage.heading {
            self.add_words(document, fields.heading, heading);
        }
        if let Some(number) = &passage.item {
            let item = item_of(paper, passage);
            let agenda_number = item.and_then(|item| item.agenda_item.as_ref());
            for number in std::iter::once(number).chain(agenda_number) {
                document.add_text(fields.item, place_term(number));
            }
            let title = item.map(|item| &item.title);
            if let Some(title) = title.filter(|title| passage.heading.as_ref() != Some(title)) {
                self.add_words(document, fields.heading, title);
            }
        }
        for label in passage.label.iter().chain(&passage.label_path) {
            document.add_text(fields.para, place_term(label));
        }
    }

    fn add_speakers(&self, document: &mut TantivyDocument, paper: &Paper, passage: &Passage) {
        let fields = self.fields;
        for value in values::speakers(paper, passage, self.vocabularies) {
            document.add_text(fields.speaker, &value.value);
        }
        for speaker in &passage.speakers {
            let role = speaker.role.as_deref().and_then(|id| self.vocabularies.roles.by_id(id));
            let printed = [&speaker.as_minuted, &speaker.resolved, &speaker.name];
            for text in printed.into_iter().flatten().chain(role.map(|role| &role.name)) {
                self.add_words(document, fields.speaker_text, text);
            }
        }
    }
}

/// The agenda item that a passage stands under.
pub(crate) fn item_of<'p>(paper: &'p Paper, passage: &Passage) -> Option<&'p Item> {
    let number = passage.item.as_ref()?;
    let with = |item: &&Item| item.number.as_ref() == Some(number);
    let on_agenda = |item: &&Item| item.agenda_item.as_ref() == Some(number);
    paper.items.iter().find(with).or_else(|| paper.items.iter().find(on_agenda))
}

fn standing_of(paper: &Paper, passage: &Passage) -> u64 {
    match passage.kind {
        PassageKind::Boilerplate => standing::BOILERPLATE,
        PassageKind::Attendance | PassageKind::Procedural => standing::STANDING,
        _ if item_of(paper, passage).is_some_and(|item| item.standing) => standing::STANDING,
        _ => standing::SUBSTANCE,
    }
}

/// The term of an item's or paragraph's number: lower case, single spaces, no final full stop.
pub(crate) fn place_term(number: &str) -> String {
    normal::spaces(number).trim_end_matches('.').to_lowercase()
}

/// What two printings of one passage share; 0 where it is too short to say.
pub(crate) fn text_hash(text: &str) -> u64 {
    let letters = normal::for_identity(text);
    if letters.chars().nth(MIN_SAME_CHARS - 1).is_none() {
        return 0;
    }
    PaperId::from(Sha256::of(letters.as_bytes())).as_u64()
}

/// The first and last day of a date, in days since 1970-01-01; `None` where its words are none.
pub(crate) fn days(date: &PaperDate) -> Option<(i64, i64)> {
    let value = date.value.as_str();
    let first: Date = match date.precision {
        Precision::Day => value.parse().ok()?,
        Precision::Month => format!("{value}-01").parse().ok()?,
        Precision::Year => format!("{value}-01-01").parse().ok()?,
    };
    let last = match date.precision {
        Precision::Day => first,
        Precision::Month => first.last_of_month(),
        Precision::Year => first.last_of_year(),
    };
    Some((days_since_epoch(first)?, days_since_epoch(last)?))
}

/// Days since 1970-01-01.
pub(crate) fn days_since_epoch(date: Date) -> Option<i64> {
    let since = date.since(jiff::civil::date(1970, 1, 1)).ok()?;
    Some(i64::from(since.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::record::From;

    #[track_caller]
    fn check_days(value: &str, precision: Precision, expected: Option<(i64, i64)>) {
        let (value, evidence) = (value.to_owned(), String::new());
        let date = PaperDate { value, precision, from: From::Text, confidence: 1.0, evidence };
        assert_eq!(days(&date), expected);
    }

    #[test]
    fn dates_are_days() {
        check_days("1970-01-02", Precision::Day, Some((1, 1)));
        check_days("2024-02", Precision::Month, Some((19_754, 19_782)));
        check_days("2024", Precision::Year, Some((19_723, 20_088)));
        check_days("1969-12-31", Precision::Day, Some((-1, -1)));
        check_days("soon", Precision::Year, None);
    }

    #[test]
    fn same_words_have_the_same_hash_when_they_are_enough() {
        let long =
            "4.3 The Director said that the vacancy rate had fallen to one in ten posts this year.";
        assert_ne!(text_hash(long), 0);
        assert_eq!(text_hash(long), text_hash(&long.replace(' ', "  ").to_uppercase()));
        assert_ne!(text_hash(long), text_hash(&long.replace("4.3", "4.4")));
        assert_eq!(text_hash("RESOLVED: that the report be noted."), 0);
    }

    #[test]
    fn place_terms_are_plain() {
        assert_eq!(place_term(" 4.3. "), "4.3");
        assert_eq!(place_term("(A)  bullet 2"), "(a) bullet 2");
    }
}
