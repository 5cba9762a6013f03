//! Cutting a folded text into terms: pairs of Chinese characters, single ones, Latin words.
//!
//! Chinese is written without spaces. Pairs of neighbouring characters need no dictionary and find
//! most words; single characters find the words that people shorten or take apart (妈 for 妈妈).

use super::fold::Folded;
use super::stop::{Mark, Stop, marks};
use crate::hash::Fnv64;

/// What is looked up: one character, a pair of characters, or a Latin word, in eight bytes.
///
/// Words are kept as a hash; characters and pairs as they are, so these never collide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(pub(crate) u64);

/// Marks a term as the hash of a word. Characters and pairs use the low 42 bits only.
const WORD: u64 = 1 << 63;
/// How many bits a character takes.
const CHARACTER_BITS: u32 = 21;

impl Term {
    /// A single character.
    pub fn character(character: char) -> Self {
        Self(u64::from(u32::from(character)))
    }

    /// Two characters that stand side by side.
    pub fn pair(first: char, second: char) -> Self {
        Self((u64::from(u32::from(first)) << CHARACTER_BITS) | u64::from(u32::from(second)))
    }

    /// A Latin word or a number, by the FNV-1a hash of its folded characters.
    pub fn word(word: &[char]) -> Self {
        let mut hash = Fnv64::new();
        for &character in word {
            hash.write(&u32::from(character).to_le_bytes());
        }
        Self(hash.finish() | WORD)
    }

    /// Whether the term is a single character.
    pub fn is_character(self) -> bool {
        self.0 >> CHARACTER_BITS == 0
    }
}

/// A term and where it stands in the folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The term.
    pub term: Term,
    /// Index of its first character in [`Folded::chars`].
    pub start: u32,
    /// One past its last character.
    pub end: u32,
    /// Whether it says nothing: a function character, two of them, or a part of an empty phrase.
    pub stopped: bool,
}

/// What a text is made of before pairs are formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitKind {
    /// One Chinese character.
    Character,
    /// A run of Latin letters and digits.
    Word,
    /// Anything else: punctuation and spaces, which no term crosses.
    Break,
}

/// One character, one word or one break of a folded text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub(crate) kind: UnitKind,
    pub(crate) term: Term,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) mark: Mark,
}

/// Characters of one text that are cut into terms. The rest is left out, so that one broken record
/// (a whole file in one cell) cannot use up the memory of a browser tab.
const LONGEST_TEXT: usize = 100_000;

/// Cuts a folded text into units; together they cover it from the first to the last character.
pub(crate) fn units(text: &Folded) -> Vec<Unit> {
    let chars = &text.chars[..text.chars.len().min(LONGEST_TEXT)];
    let marks = marks(chars);
    let mut units: Vec<Unit> = Vec::with_capacity(chars.len());
    let mut start = 0;
    while start < chars.len() {
        let (kind, length) = if is_chinese(chars[start]) {
            (UnitKind::Character, 1)
        } else {
            match chars[start..].iter().position(|&character| !is_word_part(character)) {
                Some(0) => (UnitKind::Break, 1),
                Some(length) => (UnitKind::Word, length),
                None => (UnitKind::Word, chars.len() - start),
            }
        };
        let end = start + length;
        let (term, mark) = match kind {
            UnitKind::Word => (Term::word(&chars[start..end]), word_mark(&chars[start..end])),
            UnitKind::Character | UnitKind::Break => (Term::character(chars[start]), marks[start]),
        };
        units.push(Unit { kind, term, start: start as u32, end: end as u32, mark });
        start = end;
    }
    units
}

/// The pair that two neighbouring units form, and whether it is stopped; none unless both are
/// Chinese characters.
pub(crate) fn pair(text: &Folded, first: &Unit, second: &Unit) -> Option<(Term, bool)> {
    if first.kind != UnitKind::Character || second.kind != UnitKind::Character {
        return None;
    }
    let term = Term::pair(text.chars[first.start as usize], text.chars[second.start as usize]);
    // A function character can be half of a word (就业), so one of them stops nothing. An empty
    // phrase was recognised as a whole, so what hangs over its edge is no word.
    let stopped = match (first.mark.stop, second.mark.stop) {
        (Stop::Phrase, _) | (_, Stop::Phrase) => true,
        (Stop::Kept, Stop::Kept) => false,
        _ => first.mark.is_stopped() && second.mark.is_stopped(),
    };
    Some((term, stopped))
}

/// All terms of a folded text in the order of where they begin, a character before its pair.
pub fn tokens(text: &Folded) -> Vec<Token> {
    let units = units(text);
    let mut tokens = Vec::with_capacity(2 * units.len());
    for (index, unit) in units.iter().enumerate() {
        if unit.kind == UnitKind::Break {
            continue;
        }
        let Unit { term, start, end, mark, .. } = *unit;
        tokens.push(Token { term, start, end, stopped: mark.is_stopped() });
        if let Some(next) = units.get(index + 1)
            && let Some((term, stopped)) = pair(text, unit, next)
        {
            tokens.push(Token { term, start, end: next.end, stopped });
        }
    }
    tokens
}

/// The terms of a folded text as most search programs cut Chinese: pairs of characters, a character that
/// stands alone, and words; nothing is stopped.
pub fn plain_tokens(text: &Folded) -> Vec<Token> {
    let chars = &text.chars[..text.chars.len().min(LONGEST_TEXT)];
    let mut tokens = Vec::with_capacity(chars.len());
    let mut start = 0;
    while start < chars.len() {
        let chinese = is_chinese(chars[start]);
        let belongs = |one: &char| if chinese { is_chinese(*one) } else { is_word_part(*one) };
        let length = chars[start..].iter().take_while(|one| belongs(one)).count();
        let run = &chars[start..start + length];
        let mut push = |term, first: usize, length: usize| {
            let (start, end) = ((start + first) as u32, (start + first + length) as u32);
            tokens.push(Token { term, start, end, stopped: false });
        };
        match (chinese, run) {
            (_, []) => {}
            (false, word) => push(Term::word(word), 0, length),
            (true, [alone]) => push(Term::character(*alone), 0, 1),
            (true, run) => {
                for (first, pair) in run.windows(2).enumerate() {
                    push(Term::pair(pair[0], pair[1]), first, 2);
                }
            }
        }
        start += length.max(1);
    }
    tokens
}

/// Single letters and short numbers (ages, years, head counts) meet by chance and mean nothing;
/// from five digits on a number is a name (a help line, a code).
fn word_mark(word: &[char]) -> Mark {
    let number = word.iter().all(char::is_ascii_digit);
    let empty = word.len() < 2 || (number && word.len() < 5);
    Mark { stop: if empty { Stop::Character } else { Stop::Content }, word: None }
}

/// Scripts that are written without spaces.
fn is_chinese(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_word_part(character: char) -> bool {
    !is_chinese(character) && character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The terms that count, as text.
    fn content(text: &str) -> Vec<String> {
        let folded = Folded::new(text);
        tokens(&folded)
            .iter()
            .filter(|token| !token.stopped)
            .map(|token| folded.chars[token.start as usize..token.end as usize].iter().collect())
            .collect()
    }

    #[test]
    fn characters_pairs_and_words() {
        assert_eq!(content("托管班"), ["托", "托管", "管", "管班", "班"]);
        assert_eq!(content("打HPV疫苗"), ["打", "hpv", "疫", "疫苗", "苗"]);
        assert_eq!(content("托管,接送"), ["托", "托管", "管", "接", "接送", "送"]);
        assert_eq!(content("拨打12338或110"), ["拨", "拨打", "打", "12338"]);
        assert_eq!(content(""), [""; 0]);
    }

    #[test]
    fn stop_words_do_not_count_but_words_with_a_function_character_do() {
        assert_eq!(content("希望托管"), ["托", "托管", "管"]);
        assert_eq!(content("托管希望"), ["托", "托管", "管"]);
        assert_eq!(content("我们的"), [""; 0]);
        assert!(content("想就业").contains(&"就业".to_owned()));
        assert!(!content("想就业").contains(&"就".to_owned()));
    }

    #[test]
    fn plain_tokens_are_pairs_lone_characters_and_words() {
        let folded = Folded::new("成立于2020年，HPV疫苗。");
        let tokens = plain_tokens(&folded);
        let words = tokens
            .iter()
            .map(|token| folded.chars[token.start as usize..token.end as usize].iter().collect());
        let words: Vec<String> = words.collect();
        assert_eq!(words, ["成立", "立于", "2020", "年", "hpv", "疫苗"]);
        assert!(plain_tokens(&Folded::new("，")).is_empty());
    }

    #[test]
    fn terms_of_different_kinds_differ() {
        assert_ne!(Term::pair('a', 'b'), Term::word(&['a', 'b']));
        assert_ne!(Term::pair('一', '二'), Term::pair('二', '一'));
        assert!(Term::character(char::MAX).is_character());
        assert!(!Term::pair('\u{1}', 'b').is_character());
        assert!(!Term::word(&['a']).is_character());
    }

    proptest! {
        #[test]
        fn tokens_stay_inside_and_ascend(text in any::<String>()) {
            let folded = Folded::new(&text);
            let tokens = tokens(&folded);
            prop_assert!(tokens.iter().all(|token| token.start < token.end));
            prop_assert!(tokens.iter().all(|token| token.end as usize <= folded.chars.len()));
            prop_assert!(tokens.is_sorted_by_key(|token| (token.start, token.end)));
        }

        #[test]
        fn traditional_and_simplified_give_the_same_tokens(text in "[婦女兒童學習權益離婚托管a1，]{0,12}") {
            let folded = Folded::new(&text);
            prop_assert_eq!(tokens(&folded), tokens(&Folded::new(&folded.text())));
        }
    }
}
