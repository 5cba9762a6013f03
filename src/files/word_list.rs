//! Lists of words that are looked up at every position of a text.

use rustc_hash::FxHashMap;
use serde_json::Value;

/// Words by their first and by their last character, the longest first.
#[derive(Debug, Default)]
pub(super) struct WordList {
    by_first: FxHashMap<char, Vec<Vec<char>>>,
    by_last: FxHashMap<char, Vec<Vec<char>>>,
}

impl WordList {
    /// The words of a list in a data file; none where it has no such list.
    pub(super) fn read(file: &Value, name: &str) -> Self {
        let items = file.get(name).and_then(Value::as_array).into_iter().flatten();
        Self::new(items.filter_map(Value::as_str))
    }

    /// These words.
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut words: Vec<Vec<char>> = words.map(|word| word.chars().collect()).collect();
        // The longest first: 就读于 before 就读.
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let mut list = Self::default();
        for word in words {
            if let (Some(first), Some(last)) = (word.first(), word.last()) {
                list.by_first.entry(*first).or_default().push(word.clone());
                list.by_last.entry(*last).or_default().push(word);
            }
        }
        list
    }

    /// The length of the longest word that begins the text.
    pub(super) fn begins(&self, text: &[char]) -> Option<usize> {
        let words = self.by_first.get(text.first()?)?;
        words.iter().find(|word| text.starts_with(word)).map(Vec::len)
    }

    /// The length of the longest word that ends the text.
    pub(super) fn ends(&self, text: &[char]) -> Option<usize> {
        let words = self.by_last.get(text.last()?)?;
        words.iter().find(|word| text.ends_with(word)).map(Vec::len)
    }

    /// Does a word stand in the text?
    pub(super) fn inside(&self, text: &[char]) -> bool {
        (0..text.len()).any(|at| self.begins(&text[at..]).is_some())
    }

    /// Is the text one of the words?
    pub(super) fn is(&self, text: &[char]) -> bool {
        let words = text.first().and_then(|first| self.by_first.get(first));
        words.is_some_and(|words| words.iter().any(|word| word == text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_found_from_both_ends() {
        let list = WordList::new(["就读", "就读于", "读于"].into_iter());
        let text: Vec<char> = "就读于".chars().collect();
        assert_eq!((list.begins(&text), list.ends(&text)), (Some(3), Some(3)));
        assert!(list.is(&text[..2]) && !list.is(&text[..1]) && list.inside(&text));
        assert_eq!((list.begins(&[]), list.ends(&['于'])), (None, None));
    }
}
