//! A text cut at its highlights, so that a template can mark them and escape everything.

/// A run of a text that is marked or is not.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run<'a> {
    pub(crate) text: &'a str,
    pub(crate) marked: bool,
}

/// Cuts `text` at `highlights`, half-open byte ranges.
///
/// Ranges that overlap one before, lie outside the text or split a character are left out: the
/// words matter more than their marks.
pub(crate) fn runs<'a>(text: &'a str, highlights: &[[usize; 2]]) -> Vec<Run<'a>> {
    let mut runs = Vec::new();
    let mut at = 0;
    for [start, end] in highlights {
        let (Some(before), Some(marked)) = (text.get(at..*start), text.get(*start..*end)) else {
            continue;
        };
        if marked.is_empty() {
            continue;
        }
        runs.push(Run { text: before, marked: false });
        runs.push(Run { text: marked, marked: true });
        at = *end;
    }
    runs.push(Run { text: text.get(at..).unwrap_or_default(), marked: false });
    runs.retain(|run| !run.text.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marked runs are written in brackets.
    #[track_caller]
    fn check(text: &str, highlights: &[[usize; 2]], expected: &str) {
        let shown = runs(text, highlights).iter().fold(String::new(), |shown, run| {
            if run.marked { format!("{shown}[{}]", run.text) } else { shown + run.text }
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn highlights_mark_what_they_cover() {
        check("foster care", &[[0, 6]], "[foster] care");
        check("foster care", &[[0, 6], [7, 11]], "[foster] [care]");
        check("foster care", &[], "foster care");
        check("", &[], "");
    }

    #[test]
    fn highlights_that_do_not_fit_are_left_out() {
        check("£5 care", &[[1, 2], [4, 8]], "£5 [care]");
        check("foster care", &[[0, 6], [3, 9]], "[foster] care");
        check("foster care", &[[7, 99], [9, 7], [3, 3]], "foster care");
    }
}
