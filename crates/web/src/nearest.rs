//! The nearest known word to a mistyped one.

/// The known word with the fewest changed letters, if they are few for its length.
///
/// The first of equals wins, so that the answer does not change between runs.
pub(crate) fn nearest<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    let typed: Vec<char> = typed.chars().take(40).collect();
    let distances = known.iter().map(|word| (changes(&typed, word), *word));
    let (changed, word) = distances.min_by_key(|(changed, _)| *changed)?;
    (changed <= 1 + word.len() / 4).then_some(word)
}

/// How many letters have to be put in, left out or replaced.
fn changes(typed: &[char], word: &str) -> usize {
    let mut row: Vec<usize> = (0..=typed.len()).collect();
    for (i, letter) in word.chars().enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, other) in typed.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Option<&str>) {
        assert_eq!(nearest(typed, &["q", "authority", "year", "limit"]), expected);
    }

    #[test]
    fn the_nearest_word_is_offered() {
        check("autority", Some("authority"));
        check("authorities", Some("authority"));
        check("limits", Some("limit"));
        check("", Some("q"));
        check("colour", None);
    }
}
