//! The labels that a query can name.

/// A label that a query can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The authority, by a whole name, former name, short name, code or id.
    Authority,
    /// The committee, by words of its name.
    Committee,
    /// The year of the meeting or publication.
    Year,
    /// The date of the meeting or publication.
    Date,
    /// The topic, by its id or label.
    Topic,
    /// Who speaks: words as minuted, of the name or of the office.
    Speaker,
    /// The office of who speaks, by id, title or abbreviation.
    Role,
    /// The kind of paper.
    Kind,
    /// The kind of passage.
    Is,
    /// The number of the agenda item.
    Item,
    /// The printed number of the passage.
    Para,
    /// Words of the paper's title.
    Title,
    /// An amount of money, a percentage or a count, as its value.
    Amount,
    /// Whether acronyms and synonyms are searched too.
    Expand,
}

impl Field {
    /// Every field, in the order of the documentation.
    pub const ALL: [Field; 14] = [
        Field::Authority,
        Field::Committee,
        Field::Year,
        Field::Date,
        Field::Topic,
        Field::Speaker,
        Field::Role,
        Field::Kind,
        Field::Is,
        Field::Item,
        Field::Para,
        Field::Title,
        Field::Amount,
        Field::Expand,
    ];

    /// As it is typed before the colon.
    pub fn name(self) -> &'static str {
        match self {
            Field::Authority => "authority",
            Field::Committee => "committee",
            Field::Year => "year",
            Field::Date => "date",
            Field::Topic => "topic",
            Field::Speaker => "speaker",
            Field::Role => "role",
            Field::Kind => "kind",
            Field::Is => "is",
            Field::Item => "item",
            Field::Para => "para",
            Field::Title => "title",
            Field::Amount => "amount",
            Field::Expand => "expand",
        }
    }

    /// The field with this name, in any case.
    ///
    /// ```
    /// use minutebook::query::Field;
    /// assert_eq!(Field::from_name("Year"), Some(Field::Year));
    /// ```
    pub fn from_name(name: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// A value to show as an example.
    pub(super) fn example(self) -> &'static str {
        match self {
            Field::Authority => "hackney",
            Field::Committee => "cabinet",
            Field::Year => "2023",
            Field::Date => "2023-04",
            Field::Topic => "budget",
            Field::Speaker => "chair",
            Field::Role => "chief-executive",
            Field::Kind => "minutes",
            Field::Is => "response",
            Field::Item => "4",
            Field::Para => "4.14",
            Field::Title => "budget",
            Field::Amount => ">1m",
            Field::Expand => "no",
        }
    }
}
