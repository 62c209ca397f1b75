//! Tab-separated tables with a header row.

/// A mistake in a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {problem}; {cure}")]
pub struct VocabularyError {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub cure: String,
}

impl VocabularyError {
    pub(super) fn new(
        file: &str,
        line: usize,
        problem: impl Into<String>,
        cure: impl Into<String>,
    ) -> VocabularyError {
        VocabularyError { file: file.to_owned(), line, problem: problem.into(), cure: cure.into() }
    }
}

/// One row of a table: its line number and its cells.
pub(super) struct Row<'a> {
    pub(super) line: usize,
    pub(super) cells: Vec<&'a str>,
}

impl Row<'_> {
    pub(super) fn text(&self, column: usize) -> String {
        self.cells[column].to_owned()
    }

    pub(super) fn optional(&self, column: usize) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// The cell's values, divided by `|`.
    pub(super) fn list(&self, column: usize) -> Vec<String> {
        let values = self.cells[column].split('|').map(str::trim);
        values.filter(|value| !value.is_empty()).map(str::to_owned).collect()
    }
}

/// Reads a table whose header must be exactly `columns`; the first cell of every row is filled
/// and unique.
pub(super) fn rows<'a>(
    file: &str,
    text: &'a str,
    columns: &[&str],
) -> Result<Vec<Row<'a>>, VocabularyError> {
    let mut lines = text.lines().enumerate().map(|(i, line)| (i + 1, line.trim_end_matches('\r')));
    let header = lines.next().map_or("", |(_, line)| line);
    if header.split('\t').ne(columns.iter().copied()) {
        return Err(VocabularyError::new(
            file,
            1,
            format!("the header is `{}`", header.replace('\t', ", ")),
            format!("it must be `{}`, divided by tabs", columns.join(", ")),
        ));
    }
    let mut seen = std::collections::HashMap::new();
    let mut out = Vec::new();
    for (line, content) in lines.filter(|(_, content)| !content.trim().is_empty()) {
        let cells: Vec<&str> = content.split('\t').map(str::trim).collect();
        if cells.len() != columns.len() {
            return Err(VocabularyError::new(
                file,
                line,
                format!("{} cells where the header has {}", cells.len(), columns.len()),
                "divide the cells by single tabs, empty ones included",
            ));
        }
        if cells[0].is_empty() {
            let cure = format!("fill the column `{}`", columns[0]);
            return Err(VocabularyError::new(file, line, "the first cell is empty", cure));
        }
        if let Some(first) = seen.insert(cells[0], line) {
            return Err(VocabularyError::new(
                file,
                line,
                format!("`{}` stands already on line {first}", cells[0]),
                "keep one of them",
            ));
        }
        out.push(Row { line, cells });
    }
    Ok(out)
}
