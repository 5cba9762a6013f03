//! Finding many words at once in a folded text.

use daachorse::CharwiseDoubleArrayAhoCorasick;

/// A list of words, ready to be found in one pass over a text.
pub(crate) struct WordFinder {
    /// None where there is no word.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    words: Vec<Shape>,
}

/// What the pass must know of a word.
struct Shape {
    /// Number of characters.
    length: usize,
    /// First and last character are ASCII letters or digits: it must not be part of a longer run.
    ascii: bool,
}

/// One word at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Its number in the list.
    pub(crate) word: usize,
    /// Index of its first character.
    pub(crate) start: usize,
    /// One past its last character.
    pub(crate) end: usize,
}

impl WordFinder {
    /// Takes different folded words.
    pub(crate) fn new(texts: &[String]) -> Result<Self, String> {
        let shape = |text: &String| Shape {
            length: text.chars().count(),
            ascii: [text.chars().next(), text.chars().next_back()]
                .iter()
                .flatten()
                .all(char::is_ascii_alphanumeric),
        };
        let words: Vec<Shape> = texts.iter().map(shape).collect();
        let automaton = CharwiseDoubleArrayAhoCorasick::new(texts)
            .map_err(|error| format!("words cannot be indexed: {error}"))?;
        Ok(Self { automaton: Some(automaton), words })
    }

    /// Finds nothing.
    pub(crate) fn empty() -> Self {
        Self { automaton: None, words: Vec::new() }
    }

    /// Length of the longest word, in characters.
    pub(crate) fn longest(&self) -> usize {
        self.words.iter().map(|word| word.length).max().unwrap_or(0)
    }

    /// All words in a text, also those inside others, in order of their end.
    pub(crate) fn find(&self, chars: &[char]) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let text: String = chars.iter().collect();
        let mut end = 0;
        let mut end_in_bytes = 0;
        let mut hits = Vec::new();
        for found in automaton.find_overlapping_iter(&text) {
            while end_in_bytes < found.end() {
                end_in_bytes += chars[end].len_utf8();
                end += 1;
            }
            let word = found.value() as usize;
            let start = end - self.words[word].length;
            let is_latin = |at: Option<&char>| at.is_some_and(char::is_ascii_alphanumeric);
            let inside_latin = start.checked_sub(1).is_some_and(|at| is_latin(chars.get(at)))
                || is_latin(chars.get(end));
            if !(self.words[word].ascii && inside_latin) {
                hits.push(Hit { word, start, end });
            }
        }
        hits
    }
}

/// Positions of all characters of a folded text but blanks, which hide words inside Chinese (他 打
/// 我); a blank between two Latin words stays.
pub(crate) fn unspaced(chars: &[char]) -> Vec<usize> {
    let latin = |at: Option<&char>| at.is_some_and(char::is_ascii_alphanumeric);
    let is_kept = |at: usize| {
        chars[at] != ' ' || (at > 0 && latin(chars.get(at - 1)) && latin(chars.get(at + 1)))
    };
    (0..chars.len()).filter(|&at| is_kept(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<(usize, usize, usize)> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let chars: Vec<char> = text.chars().collect();
        let hits = WordFinder::new(&words).unwrap().find(&chars);
        hits.iter().map(|hit| (hit.word, hit.start, hit.end)).collect()
    }

    #[test]
    fn words_inside_words_are_found_too() {
        assert_eq!(found(&["托管", "托管班", "管"], "有托管班"), [(0, 1, 3), (2, 2, 3), (1, 1, 4)]);
        assert_eq!(found(&["托管"], ""), []);
    }

    #[test]
    fn latin_words_are_whole() {
        assert_eq!(found(&["ai"], "ai课,email,ai"), [(0, 0, 2), (0, 10, 12)]);
    }

    #[test]
    fn blanks_go_except_between_latin_words() {
        let chars: Vec<char> = "他 打 我 help me".chars().collect();
        let kept: String = unspaced(&chars).into_iter().map(|at| chars[at]).collect();
        assert_eq!(kept, "他打我help me");
    }
}
