//! Stop words: characters and phrases that stand in every text and tell nothing apart.

use crate::order;
use crate::packed;
use std::sync::OnceLock;

/// What the stop list says about one character of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It may carry meaning.
    Content,
    /// It is a function character (的, 我, 在), which may still be half of a word.
    Character,
    /// It is a function character within a word that the list keeps (就 in 就业): by itself it says
    /// nothing, as part of the word it counts.
    Kept,
    /// It belongs to an empty phrase (希望, 有没有).
    Phrase,
}

/// What the stop list knows about one character of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whether the character counts.
    pub stop: Stop,
    /// Where the listed word that it belongs to begins, a kept one or a phrase; none outside of one.
    pub word: Option<u32>,
}

impl Mark {
    /// Whether the character, taken alone, says nothing.
    pub fn is_stopped(self) -> bool {
        self.stop != Stop::Content
    }

    /// Whether two characters belong to one occurrence of a listed word.
    pub fn is_one_word_with(self, other: Self) -> bool {
        self.word.is_some() && self.word == other.word
    }
}

/// The list of `data/stop_words.txt`.
struct StopWords {
    /// Sorted.
    characters: Vec<char>,
    /// Each phrase and whether it is kept instead of stopped. Sorted, so that all phrases with the
    /// same first character are neighbours.
    phrases: Vec<(Vec<char>, bool)>,
}

impl StopWords {
    /// Reads words separated by white space; `#` begins a comment that runs to the end of the line,
    /// `=` stands before a word that is kept.
    fn parse(source: &str) -> Self {
        let mut words = Self { characters: Vec::new(), phrases: Vec::new() };
        for line in source.lines() {
            let line = line.split('#').next().unwrap_or_default();
            for word in line.split_whitespace() {
                let (word, kept) = match word.strip_prefix('=') {
                    Some(word) => (word, true),
                    None => (word, false),
                };
                let word: Vec<char> = word.chars().collect();
                match word[..] {
                    [] => {}
                    [character] => words.characters.push(character),
                    _ => words.phrases.push((word, kept)),
                }
            }
        }
        order::sort(&mut words.characters);
        order::sort(&mut words.phrases);
        words
    }

    /// The length of the longest phrase that `text` begins with, and whether it is kept.
    fn phrase_at(&self, text: &[char]) -> Option<(usize, bool)> {
        let first = text.first()?;
        let start = self.phrases.partition_point(|(phrase, _)| phrase[0] < *first);
        self.phrases[start..]
            .iter()
            .take_while(|(phrase, _)| phrase[0] == *first)
            .filter(|(phrase, _)| text.starts_with(phrase))
            .map(|(phrase, kept)| (phrase.len(), *kept))
            .max()
    }
}

static STOP_WORDS: OnceLock<StopWords> = OnceLock::new();

/// Marks each character of a folded text.
///
/// Listed words are found from the left, the longest first, and do not overlap.
pub fn marks(text: &[char]) -> Vec<Mark> {
    let words = STOP_WORDS.get_or_init(|| StopWords::parse(&packed::STOP_WORDS.text()));
    let mut marks = Vec::with_capacity(text.len());
    while marks.len() < text.len() {
        let at = marks.len();
        let listed = words.phrase_at(&text[at..]);
        let length = listed.map_or(1, |(length, _)| length);
        let word = listed.map(|_| at as u32);
        marks.extend(text[at..at + length].iter().map(|character| {
            let function = words.characters.binary_search(character).is_ok();
            let stop = match listed {
                Some((_, false)) => Stop::Phrase,
                Some((_, true)) if function => Stop::Kept,
                None if function => Stop::Character,
                _ => Stop::Content,
            };
            Mark { stop, word }
        }));
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn stops(text: &str) -> Vec<Stop> {
        let text: Vec<char> = text.chars().collect();
        marks(&text).into_iter().map(|mark| mark.stop).collect()
    }

    #[test]
    fn the_longest_phrase_wins_and_characters_are_single() {
        use Stop::{Character, Content, Phrase};
        assert_eq!(stops("有没有托管的"), [Phrase, Phrase, Phrase, Content, Content, Character]);
        assert_eq!(stops(""), []);
    }

    #[test]
    fn a_kept_word_is_not_cut_by_a_phrase() {
        use Stop::{Content, Kept, Phrase};
        assert_eq!(stops("大家庭大家"), [Kept, Content, Content, Phrase, Phrase]);
    }

    #[test]
    fn characters_of_one_word_are_known_as_such() {
        let text: Vec<char> = "就业就业班".chars().collect();
        let marks = marks(&text);
        assert!(marks[0].is_one_word_with(marks[1]));
        assert!(!marks[1].is_one_word_with(marks[2]));
        assert!(!marks[4].is_one_word_with(marks[4]));
    }

    #[test]
    fn comments_and_groups_are_read() {
        let words = StopWords::parse("# a comment\n的 了 # so is this\n\n希望 =希望能");
        assert_eq!(words.characters, ['了', '的']);
        assert_eq!(words.phrase_at(&['希', '望', '能', '学']), Some((3, true)));
        assert_eq!(words.phrase_at(&['希', '望', '学']), Some((2, false)));
        assert_eq!(words.phrase_at(&['希']), None);
    }

    #[test]
    fn the_list_is_written_as_texts_are_folded_and_says_nothing_twice() {
        let source = packed::STOP_WORDS.text();
        let words = StopWords::parse(&source);
        assert!(words.characters.len() > 50 && words.phrases.len() > 50);
        assert!(words.characters.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(words.phrases.windows(2).all(|pair| pair[0].0 != pair[1].0));
        for (phrase, _) in &words.phrases {
            let phrase: String = phrase.iter().collect();
            assert_eq!(fold(&phrase), phrase);
        }
    }
}
