//! Finding many words at once in a folded text.

use crate::order;

/// A list of words, ready to be found in a text: the tree of their characters. Nodes are numbered
/// level by level from the root, 0, so that those below a node follow each other.
pub(crate) struct WordFinder {
    /// The character of each node but the root, ascending below each node.
    characters: Vec<char>,
    /// Where in `characters` the nodes below each node begin, and at last where they all end.
    below: Vec<u32>,
    /// The word that ends at each node, counted from one; 0 where none does.
    ends: Vec<u32>,
    /// Which words have ASCII letters or digits at both ends: they must not be part of a longer run.
    ascii: Vec<bool>,
    longest: usize,
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
    /// Takes different folded words in ascending order, none of them empty.
    pub(crate) fn new(texts: &[String]) -> Self {
        let words: Vec<Vec<char>> = texts.iter().map(|text| text.chars().collect()).collect();
        let latin = |at: Option<&char>| at.is_some_and(char::is_ascii_alphanumeric);
        let mut finder = Self {
            characters: Vec::new(),
            below: Vec::new(),
            ends: Vec::new(),
            ascii: words.iter().map(|word| latin(word.first()) && latin(word.last())).collect(),
            longest: words.iter().map(Vec::len).max().unwrap_or(0),
        };
        // The words below each node, and how many of their characters lead to it.
        let mut nodes = vec![(0, words.len(), 0)];
        let mut node = 0;
        while let Some(&(mut from, to, depth)) = nodes.get(node) {
            node += 1;
            finder.below.push(finder.characters.len() as u32);
            let ends = from < to && words[from].len() == depth;
            from += usize::from(ends);
            finder.ends.push(if ends { from as u32 } else { 0 });
            while from < to {
                let character = words[from][depth];
                let same = words[from..to].partition_point(|word| word[depth] == character);
                finder.characters.push(character);
                nodes.push((from, from + same, depth + 1));
                from += same;
            }
        }
        finder.below.push(finder.characters.len() as u32);
        finder
    }

    /// The node below a node.
    fn step(&self, node: usize, character: char) -> Option<usize> {
        let (from, to) = (self.below[node] as usize, self.below[node + 1] as usize);
        let place = self.characters[from..to].binary_search(&character).ok()?;
        Some(from + place + 1)
    }

    /// Length of the longest word, in characters.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }

    /// All words in a text, also those inside others, in order of their end; of those with the same
    /// end, the longest first.
    pub(crate) fn find(&self, chars: &[char]) -> Vec<Hit> {
        let latin = |at: Option<&char>| at.is_some_and(char::is_ascii_alphanumeric);
        let mut hits = Vec::new();
        for start in 0..chars.len() {
            let (mut node, mut end) = (0, start);
            while let Some(next) = chars.get(end).and_then(|it| self.step(node, *it)) {
                (node, end) = (next, end + 1);
                let Some(word) = (self.ends[node] as usize).checked_sub(1) else { continue };
                let inside = start.checked_sub(1).is_some_and(|before| latin(chars.get(before)))
                    || latin(chars.get(end));
                if !(self.ascii[word] && inside) {
                    hits.push(Hit { word, start, end });
                }
            }
        }
        order::sort_by_key(&mut hits, |hit| (hit.end, hit.start));
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
    use proptest::prelude::*;

    fn found(words: &[&str], text: &str) -> Vec<(usize, usize, usize)> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let chars: Vec<char> = text.chars().collect();
        let hits = WordFinder::new(&words).find(&chars);
        hits.iter().map(|hit| (hit.word, hit.start, hit.end)).collect()
    }

    #[test]
    fn words_inside_words_are_found_too() {
        assert_eq!(found(&["托管", "托管班", "管"], "有托管班"), [(0, 1, 3), (2, 2, 3), (1, 1, 4)]);
        assert_eq!(found(&["托管"], ""), []);
        assert_eq!(found(&[], "托管"), []);
    }

    #[test]
    fn latin_words_are_whole() {
        assert_eq!(found(&["ai"], "ai课,email,ai"), [(0, 0, 2), (0, 10, 12)]);
    }

    proptest! {
        #[test]
        fn every_place_of_every_word_is_found(
            words in prop::collection::btree_set("[ab一二]{1,4}", 0..8),
            text in "[ab一二]{0,20}",
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let chars: Vec<char> = text.chars().collect();
            let mut expected = Vec::new();
            for end in 1..=chars.len() {
                for start in 0..end {
                    let piece: String = chars[start..end].iter().collect();
                    let latin = |at: usize| chars.get(at).is_some_and(char::is_ascii);
                    let run = latin(start) && latin(end - 1)
                        && (latin(end) || start > 0 && latin(start - 1));
                    let number = words.iter().position(|word| *word == piece);
                    expected.extend(number.filter(|_| !run).map(|number| (number, start, end)));
                }
            }
            prop_assert_eq!(found(&words, &text), expected);
        }
    }

    #[test]
    fn blanks_go_except_between_latin_words() {
        let chars: Vec<char> = "他 打 我 help me".chars().collect();
        let kept: String = unspaced(&chars).into_iter().map(|at| chars[at]).collect();
        assert_eq!(kept, "他打我help me");
    }
}
