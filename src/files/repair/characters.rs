//! How common a character is, and its two bytes in GBK: what decides whether text is damaged.
//!
//! The score of a character is small and whole: common in Chinese text 3, in the first level of GB 2312
//! (3,755 characters by reading) 1, in the second −2, any other −3. Traditional characters count as their
//! Simplified ones. Text has some two points a character; what a wrong encoding makes of it has less than none.

use std::sync::OnceLock;

use encoding_rs::GB18030;

use crate::text::fold;

/// What is known of the characters of the basic plane.
pub(super) struct Characters {
    /// The two bytes in GBK by code point; 0 where there are not two.
    bytes: Vec<u16>,
    /// The character by its two bytes.
    character: Vec<char>,
    /// The score by code point.
    score: Vec<i8>,
}

/// Characters of the basic plane.
const PLANE: usize = 0x1_0000;
/// Marks that are as common as the text around them.
const MARKS: &str = "，。、；：？！“”‘’（）《》〈〉【】—…·～";

impl Characters {
    /// The tables, made when they are first asked for.
    pub(super) fn get() -> &'static Self {
        static CHARACTERS: OnceLock<Characters> = OnceLock::new();
        CHARACTERS.get_or_init(|| {
            let common = include_str!("../../../data/common_characters.txt");
            let mut tables = Self {
                bytes: vec![0; PLANE],
                character: vec!['\u{fffd}'; PLANE],
                score: vec![-3; PLANE],
            };
            let (mut buffer, mut codes) = ([0; 4], vec![0_u16; PLANE]);
            for character in '\u{80}'..='\u{ffff}' {
                let text: &str = character.encode_utf8(&mut buffer);
                if let [lead, trail] = *GB18030.encode(text).0 {
                    let code = u16::from_be_bytes([lead, trail]);
                    codes[character as usize] = code;
                    tables.character[usize::from(code)] = character;
                }
            }
            tables.bytes.copy_from_slice(&codes);
            for character in ('\u{80}'..='\u{ffff}').filter(|c| codes[*c as usize] > 0) {
                let text: &str = character.encode_utf8(&mut buffer);
                let simple = fold(text).chars().next().unwrap_or(character);
                let lead = codes.get(simple as usize).copied().unwrap_or_default() >> 8;
                let trail = codes.get(simple as usize).copied().unwrap_or_default() & 255;
                tables.score[character as usize] = if MARKS.contains(character) {
                    1
                } else if common.contains(simple) {
                    3
                } else if trail < 0xa1 {
                    -3
                } else {
                    match lead {
                        0xb0..=0xd7 => 1,
                        0xd8..=0xf7 => -2,
                        _ => -3,
                    }
                };
            }
            tables
        })
    }

    /// How common the character is.
    pub(super) fn score(&self, character: char) -> i32 {
        self.score.get(character as usize).map_or(-3, |score| i32::from(*score))
    }

    /// Its two bytes in GBK.
    pub(super) fn bytes(&self, character: char) -> Option<[u8; 2]> {
        let code = *self.bytes.get(character as usize)?;
        (code > 0).then_some(code.to_be_bytes())
    }

    /// The character of two bytes in GBK.
    pub(super) fn character(&self, lead: u8, trail: u8) -> Option<char> {
        let character = *self.character.get(usize::from(u16::from_be_bytes([lead, trail])))?;
        (character != '\u{fffd}').then_some(character)
    }

    /// Points for each character beyond ASCII, in tenths; 0 without any.
    pub(super) fn tenths(&self, text: &str) -> i32 {
        let (mut sum, mut count) = (0_i64, 0_i64);
        for character in text.chars().filter(|c| !c.is_ascii()) {
            sum += i64::from(self.score(character));
            count += 1;
        }
        if count == 0 { 0 } else { (sum * 10 / count) as i32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_characters_score_high_and_strange_ones_low() {
        let characters = Characters::get();
        assert_eq!(
            "的婦級，爻鼉し".chars().map(|c| characters.score(c)).collect::<Vec<_>>(),
            [3, 3, 3, 1, -2, -2, -3]
        );
        assert_eq!(characters.bytes('婦'), Some([0x8b, 0x44]));
        assert_eq!(characters.character(0xb8, 0xa3), Some('福'));
        assert_eq!((characters.bytes('a'), characters.bytes('😀')), (None, None));
        assert!(characters.tenths("基地成立近兩年來") > 20 && characters.tenths("爻闪⒔鼉赡陙") < 0);
    }
}
