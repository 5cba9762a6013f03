//! Folding: one spelling for all the ways in which the same word is typed.
//!
//! The steps, for one character at a time:
//!
//! - characters that are not seen are dropped: controls, zero-width and direction marks, soft
//!   hyphens, variation selectors;
//! - white space of any kind and length becomes one space, and none at either end;
//! - full width becomes half width (`ＡＢＣ，１` → `abc,1`);
//! - upper case becomes lower case;
//! - Traditional becomes Simplified, and the radicals that copying from a PDF puts in the place of
//!   characters become the characters (`⼥` → `女`), by `data/t2s.tsv`.
//!
//! Folding what is folded changes nothing, so a key may be folded again without harm.

use crate::packed;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The matching key of a text, with the way back to the text as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The characters of the key.
    pub chars: Vec<char>,
    /// For each character of the key, the index (in Unicode code points) of the character of the
    /// original text that it came from. As long as `chars`, never descending.
    pub origin: Vec<u32>,
}

impl Folded {
    /// Folds a text of any kind and length.
    pub fn new(text: &str) -> Self {
        let mut folded = Self::default();
        // A space is written when the next visible character comes, so that none ends the key.
        let mut space: Option<u32> = None;
        for (index, character) in text.chars().enumerate() {
            let index = index as u32;
            if character.is_whitespace() {
                space = space.or(Some(index));
                continue;
            }
            // Chinese characters are most of all text; none of them is invisible, wide or of a case.
            let is_chinese = (FIRST_CHINESE..=LAST_COMMON).contains(&character);
            if !is_chinese && is_invisible(character) {
                continue;
            }
            if let Some(at) = space.take()
                && !folded.chars.is_empty()
            {
                folded.push(' ', at);
            }
            if character.is_ascii() {
                folded.push(character.to_ascii_lowercase(), index);
                continue;
            }
            if is_chinese {
                folded.push(simplified(character), index);
                continue;
            }
            for lower in half_width(character).to_lowercase() {
                folded.push(simplified(lower), index);
            }
        }
        folded
    }

    /// The key as a string.
    pub fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// Where a part of the key stands in the original text.
    ///
    /// `start..end` is a range of the key; the answer is the first and one past the last code point
    /// of the original. An empty range, or one outside the key, gives `[0, 0]`.
    pub fn span(&self, start: usize, end: usize) -> [u32; 2] {
        let first = self.origin.get(start);
        let last = end.checked_sub(1).and_then(|last| self.origin.get(last));
        match (first, last) {
            (Some(&first), Some(&last)) if start < end => [first, last + 1],
            _ => [0, 0],
        }
    }

    fn push(&mut self, character: char, origin: u32) {
        self.chars.push(character);
        self.origin.push(origin);
    }
}

/// The matching key of a text as a string; see [`Folded`] for the way back.
pub fn fold(text: &str) -> String {
    Folded::new(text).text()
}

/// Characters that take part in no word and that nobody sees.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Full width letters, digits and punctuation to half width.
fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0),
        _ => None,
    }
    .unwrap_or(character)
}

/// Where the blocks of Chinese characters and their radicals begin.
const FIRST_CHINESE: char = '\u{2e80}';

/// Where the common block of Chinese characters ends.
const LAST_COMMON: char = '\u{9fff}';

/// The Simplified form of a character; itself where there is none.
fn simplified(character: char) -> char {
    if character < FIRST_CHINESE {
        return character;
    }
    let table = SIMPLIFIED.get_or_init(|| packed::simplified().into_iter().collect());
    table.get(&character).copied().unwrap_or(character)
}

/// From `data/t2s.tsv`.
static SIMPLIFIED: OnceLock<FxHashMap<char, char>> = OnceLock::new();

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling_for_width_case_and_script() {
        assert_eq!(fold("ＡＰＰ，１２３３８"), "app,12338");
        assert_eq!(fold("婦女權益、離婚協議"), "妇女权益、离婚协议");
        assert_eq!(fold("HPV疫苗"), "hpv疫苗");
        assert_eq!(fold("⼥童"), "女童");
        // 薴 is written 苧 in between: the table leads to the end of the chain.
        assert_eq!(fold("薴麻"), fold("苎麻"));
    }

    #[test]
    fn unseen_characters_go_and_spaces_become_one() {
        assert_eq!(fold("\u{feff}家\u{200b}暴\u{202e}"), "家暴");
        assert_eq!(fold("葛\u{e0100}女士"), "葛女士");
        assert_eq!(fold(" \u{3000}托管\r\n\t 接送\u{a0}"), "托管 接送");
        assert_eq!(fold("托管\u{200b} \u{200b} 接送"), "托管 接送");
        assert_eq!(fold(" \n"), "");
    }

    #[test]
    fn spans_lead_back_to_the_original() {
        let folded = Folded::new("  想\u{200b}學ＡＩ İ");
        assert_eq!(folded.text(), "想学ai i\u{307}");
        assert_eq!(folded.span(0, 2), [2, 5]);
        assert_eq!(folded.span(2, 4), [5, 7]);
        // One capital letter became two characters: both lead back to it.
        assert_eq!(folded.span(5, 7), [8, 9]);
        assert_eq!(folded.span(6, 7), [8, 9]);
        assert_eq!(folded.span(3, 3), [0, 0]);
        assert_eq!(folded.span(3, 99), [0, 0]);
    }

    #[test]
    fn every_character_folds_to_something_folded() {
        for character in '\u{0}'..=char::MAX {
            let once = fold(character.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(character));
        }
    }

    #[test]
    fn the_table_has_nothing_that_is_looked_up_in_vain() {
        let table: FxHashMap<char, char> = packed::simplified().into_iter().collect();
        assert!(table.len() > 3000);
        assert!(table.keys().all(|&character| character >= FIRST_CHINESE));
        assert!(table.values().all(|simple| !table.contains_key(simple)));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn mixed_noise_folds_once(text in "[ \\s\u{200b}-\u{200f}\u{3000}ＡＺａ婦女薴⼥İΣa]{0,20}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn origins_ascend_and_stay_inside(text in any::<String>()) {
            let folded = Folded::new(&text);
            let length = text.chars().count() as u32;
            prop_assert_eq!(folded.chars.len(), folded.origin.len());
            prop_assert!(folded.origin.is_sorted());
            prop_assert!(folded.origin.iter().all(|&origin| origin < length));
            if !folded.chars.is_empty() {
                let [start, end] = folded.span(0, folded.chars.len());
                prop_assert!(start < end && end <= length);
            }
        }
    }
}
