//! Words that carry grammar, not matter: a passage may lack them.

const FUNCTION_WORDS: [&str; 152] = [
    "a", "about", "above", "across", "after", "against", "all", "along", "alongside", "also",
    "although", "am", "amid", "among", "amongst", "an", "and", "any", "anyone", "anything", "are",
    "around", "as", "at", "be", "because", "been", "before", "behind", "being", "below", "beneath",
    "beside", "between", "beyond", "both", "but", "by", "can", "could", "despite", "did", "do",
    "does", "doing", "during", "each", "either", "every", "everyone", "everything", "for", "from",
    "had", "has", "have", "having", "he", "her", "here", "hers", "herself", "himself", "his", "how",
    "i", "if", "in", "inside", "into", "is", "it", "its", "itself", "me", "my", "neither", "no",
    "nobody", "nor", "not", "of", "off", "on", "onto", "or", "other", "others", "our", "ours",
    "ourselves", "out", "over", "per", "put", "said", "say", "she", "should", "since", "so", "some",
    "someone", "something", "such", "than", "that", "the", "their", "theirs", "them", "themselves",
    "then", "there", "these", "they", "this", "those", "though", "through", "throughout", "to",
    "told", "toward", "towards", "under", "unless", "until", "up", "upon", "via", "was", "we",
    "were", "what", "when", "where", "whereas", "whether", "which", "while", "who", "whom", "why",
    "will", "with", "within", "without", "would", "you", "your", "yours",
];

/// Whether a folded word (lower case, no accents) is one.
///
/// Decided by grammar alone: words such as "need", "care" or "more" carry matter in council
/// papers and stay out of the list.
pub(crate) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert!(is_function_word("the") && !is_function_word("care"));
    }
}
