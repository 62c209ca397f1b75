//! The nearest of several words.

/// How many single letters must be put in, left out, changed or swapped with their neighbour to
/// turn one word into the other.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let mut before = vec![0; other.len() + 1];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let changed = last[j] + usize::from(a != b);
            let mut best = changed.min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && one[i - 1] == *b && other[j - 1] == *a;
            if swapped {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[other.len()]
}

/// The nearest of `choices` that is near enough to be a slip of `word`: up to a third of its
/// letters, three at most. The first of several as near.
pub(crate) fn nearest<'c>(
    word: &str,
    choices: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let most = (word.chars().count() / 3).clamp(1, 3);
    let near = |choice: &&str| choice.chars().count().abs_diff(word.chars().count()) <= most;
    let choices = choices.into_iter().filter(near).map(|choice| (distance(word, choice), choice));
    choices.filter(|(far, _)| *far <= most).min_by_key(|(far, _)| *far).map(|(_, choice)| choice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (one, other, expected) in
            [("autority", "authority", 1), ("yaer", "year", 1), ("", "ab", 2), ("é", "e", 1)]
        {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn nearest_is_near() {
        assert_eq!(nearest("autority", ["year", "authority"]), Some("authority"));
        assert_eq!(nearest("https", ["year", "authority"]), None);
    }
}
