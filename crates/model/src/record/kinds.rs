//! The words for kinds of papers and of passages, as records and queries use them.

use super::{PaperKind, PassageKind};

impl PassageKind {
    /// Every kind, in the order of the contract.
    pub const ALL: [PassageKind; 12] = [
        PassageKind::Heading,
        PassageKind::Statement,
        PassageKind::Question,
        PassageKind::Response,
        PassageKind::Decision,
        PassageKind::Action,
        PassageKind::Attendance,
        PassageKind::Procedural,
        PassageKind::ListItem,
        PassageKind::Table,
        PassageKind::Caption,
        PassageKind::Boilerplate,
    ];

    /// The kind with this word.
    ///
    /// ```
    /// use model::record::PassageKind;
    /// assert!(PassageKind::ALL.iter().all(|kind| PassageKind::from_word(kind.as_str()) == Some(*kind)));
    /// ```
    pub fn from_word(word: &str) -> Option<PassageKind> {
        PassageKind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The word that records and queries use.
    pub fn as_str(self) -> &'static str {
        match self {
            PassageKind::Heading => "heading",
            PassageKind::Statement => "statement",
            PassageKind::Question => "question",
            PassageKind::Response => "response",
            PassageKind::Decision => "decision",
            PassageKind::Action => "action",
            PassageKind::Attendance => "attendance",
            PassageKind::Procedural => "procedural",
            PassageKind::ListItem => "list-item",
            PassageKind::Table => "table",
            PassageKind::Caption => "caption",
            PassageKind::Boilerplate => "boilerplate",
        }
    }
}

impl PaperKind {
    /// Every kind, in the order of the contract.
    pub const ALL: [PaperKind; 14] = [
        PaperKind::Minutes,
        PaperKind::Agenda,
        PaperKind::Report,
        PaperKind::ReportsPack,
        PaperKind::Decision,
        PaperKind::QuestionAndAnswers,
        PaperKind::InspectionReport,
        PaperKind::Budget,
        PaperKind::EqualityImpactAssessment,
        PaperKind::Newsletter,
        PaperKind::Form,
        PaperKind::Letter,
        PaperKind::WebListing,
        PaperKind::Other,
    ];

    /// The word that records and queries use.
    ///
    /// ```
    /// use model::record::PaperKind;
    /// assert!(PaperKind::ALL.iter().all(|kind| PaperKind::from_word(kind.as_str()) == Some(*kind)));
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            PaperKind::Minutes => "minutes",
            PaperKind::Agenda => "agenda",
            PaperKind::Report => "report",
            PaperKind::ReportsPack => "reports-pack",
            PaperKind::Decision => "decision",
            PaperKind::QuestionAndAnswers => "question-and-answers",
            PaperKind::InspectionReport => "inspection-report",
            PaperKind::Budget => "budget",
            PaperKind::EqualityImpactAssessment => "equality-impact-assessment",
            PaperKind::Newsletter => "newsletter",
            PaperKind::Form => "form",
            PaperKind::Letter => "letter",
            PaperKind::WebListing => "web-listing",
            PaperKind::Other => "other",
        }
    }

    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<PaperKind> {
        PaperKind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}
