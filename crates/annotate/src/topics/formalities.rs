//! Passages that name a matter and say nothing of it.

use std::sync::LazyLock;

use regex::Regex;

/// Whether a passage only notes a paper ("RESOLVED that the fostering report be noted"), only says
/// who introduced it, or declares an interest: what it names is no topic of it.
pub(super) fn is_formality(text: &str) -> bool {
    static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let paper = r"(?:report|update|minutes|contents|presentation|paper|position|letter|information|correspondence)s?";
        let approved = r"(?:agreed|approved|confirmed|received|accepted|signed|taken\s+as\s+read)";
        let forms = [
            format!(r"^[^.;:]{{0,80}}\bnot(?:e|ed)\s+(?:the|this|that\s+the)\s+(?:[^\s.;]+\s+){{0,8}}?{paper}(?:\s+(?:on|of|from|about|for)\b[^.;]{{0,120}})?[.;]?$"),
            format!(r"^[^.;]{{0,200}}\b{paper}\b[^.;]{{0,120}}\b(?:be|is|are|was|were)\s+(?:duly\s+|otherwise\s+)?noted[.;]?$"),
            format!(r"^[^.;]{{0,240}}\b(?:introduced|presented)\s+(?:the|this|his|her|their)\s+(?:{paper}|item)(?:\s+to\s+the\s+\w+)?\.?$"),
            format!(r"^[^.;]{{0,300}}\bminutes of\b[^.;]{{0,300}}\b(?:be|was|were|are|is)\s+(?:duly\s+|unanimously\s+)?{approved}\b"),
            r"^(?:[^.]|\b(?:Cllrs?|Mrs?|Ms|Dr)\.){0,200}\b(?:declared|disclosed|indicated|registered)\s+(?:(?:an?|the\s+following|his|her|their)\s+)?(?:[\w-]+\s+){0,4}interests?\b".to_owned(),
        ];
        forms.iter().map(|form| Regex::new(&format!("(?is){form}")).expect("fixed")).collect()
    });
    static ACTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:and|to|also)\s+(?:agree|approve|adopt|endorse|recommend|delegate|refer|support|request|ask|authorise)")
            .expect("fixed")
    });
    let text = text.trim();
    text.chars().count() < 600
        && !ACTS.is_match(text)
        && FORMS.iter().any(|form| form.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formalities_say_nothing_of_what_they_name() {
        for (text, expected) in [
            ("RESOLVED that the fostering annual report be noted.", true),
            ("RESOLVED: That the report on adoption be noted.", true),
            ("Members noted the update on youth justice.", true),
            ("The Committee noted the contents of the report.", true),
            ("Ms Lee, the council's lead for fostering, introduced the report.", true),
            ("Cllr Byrne declared a personal interest as a foster carer.", true),
            ("Cllr. Byrne declared an Other Interest in respect of Planning Application 3.", true),
            ("RESOLVED that the minutes of the Housing Panel held on 4 May be approved.", true),
            ("Cllr Dale declared an interest in Planning Application E/1.", true),
            ("Cllr Dale disclosed a non-pecuniary interest as a leaseholder.", true),
            ("RESOLVED that the Panel note the report and approve nine new homes.", false),
            ("RESOLVED that the Panel note the report on housing and agree nine homes.", false),
            ("It was noted that nine foster carers had left.", false),
            ("The Panel noted the rise in knife crime.", false),
            ("Ms Lee introduced the report on fostering.", false),
            ("Ms Lee presented the report. Nine foster carers had left.", false),
            ("Residents showed an interest in fostering.", false),
        ] {
            assert_eq!(is_formality(text), expected, "{text}");
        }
    }
}
