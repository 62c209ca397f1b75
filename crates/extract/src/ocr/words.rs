//! Tesseract's table: one row a page, block, paragraph, line and word.

use super::OcrError;

/// A word with its box, in pixels from the top left.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    pub(crate) text: String,
    /// Block, paragraph and line that it stands in.
    pub(crate) line: [u32; 3],
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// How sure the program is, from 0 to 100.
    pub(crate) confidence: f32,
}

/// The level of rows that are words.
const WORD: &str = "5";

/// The words of a table, in its order.
pub(super) fn of_table(table: &str) -> Result<Vec<Word>, OcrError> {
    let mut rows = table.lines();
    if !rows.next().is_some_and(|head| head.starts_with("level\t")) {
        return Err(OcrError::Failed("it gave no table of words".to_owned()));
    }
    Ok(rows.filter_map(word).collect())
}

/// `level page block par line word left top width height conf text`.
fn word(row: &str) -> Option<Word> {
    let mut cells = row.splitn(12, '\t');
    if cells.next()? != WORD {
        return None;
    }
    let cells: Vec<&str> = cells.collect();
    let [_, block, paragraph, line, _, left, top, width, height, confidence, text] = cells[..]
    else {
        return None;
    };
    let number = |cell: &str| cell.parse::<f32>().ok().filter(|n| n.is_finite() && *n >= 0.0);
    let text = model::normal::spaces(text);
    (!text.is_empty()).then_some(Word {
        text,
        line: [block.parse().ok()?, paragraph.parse().ok()?, line.parse().ok()?],
        left: number(left)?,
        top: number(top)?,
        width: number(width)?,
        height: number(height)?,
        confidence: number(confidence).unwrap_or(0.0).min(100.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext";

    #[test]
    fn words_are_read_and_other_rows_left() {
        let table = format!(
            "{HEAD}\n4\t1\t1\t1\t1\t0\t10\t20\t90\t12\t-1\t\n\
             5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t96.5\tPanel\n5\t1\t1\t1\t1\t2\t50\t20\t9\t12\t3\t \n"
        );
        let words = of_table(&table).expect("a table");
        assert_eq!(words.len(), 1);
        assert_eq!((words[0].text.as_str(), words[0].confidence), ("Panel", 96.5));
        assert_eq!((words[0].line, words[0].left), ([1, 1, 1], 10.0));
    }

    #[test]
    fn what_is_no_table_is_refused_and_damaged_rows_are_left() {
        assert!(of_table("").is_err());
        assert!(of_table("Usage: tesseract").is_err());
        let damaged = format!("{HEAD}\n5\t1\t1\n5\t1\tx\t1\t1\t1\t1\t1\t1\t1\t90\tword\n");
        assert_eq!(of_table(&damaged).expect("a table"), []);
    }
}
