//! Common words of two characters, to find a character of which one byte is left.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::characters::Characters;
use super::data;
use crate::packed;
use crate::text::fold;

/// Words by their first and by their last character, and the Traditional forms of characters.
pub(super) struct Lexicon {
    after: FxHashMap<char, Vec<char>>,
    before: FxHashMap<char, Vec<char>>,
    words: Vec<[char; 2]>,
    traditional: FxHashMap<char, Vec<char>>,
}

impl Lexicon {
    /// From `data/repair.json`.
    pub(super) fn get() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut lexicon = Self {
                after: FxHashMap::default(),
                before: FxHashMap::default(),
                words: Vec::new(),
                traditional: FxHashMap::default(),
            };
            for word in &data().common_words {
                if let [first, last] = word.chars().collect::<Vec<char>>()[..] {
                    lexicon.after.entry(first).or_default().push(last);
                    lexicon.before.entry(last).or_default().push(first);
                    lexicon.words.push([first, last]);
                }
            }
            for (from, to) in packed::simplified() {
                lexicon.traditional.entry(to).or_default().push(from);
            }
            lexicon
        })
    }

    /// The one character beside `before` or `after` that makes a word and whose bytes fit; `None` if
    /// there are none or several.
    pub(super) fn between(
        &self,
        before: Option<char>,
        after: Option<char>,
        fits: impl Fn([u8; 2]) -> bool,
    ) -> Option<char> {
        let following = before.and_then(|c| self.after.get(&simple(c)));
        let preceding = after.and_then(|c| self.before.get(&simple(c)));
        let mut found: Option<char> = None;
        for character in following.into_iter().chain(preceding).flatten() {
            for form in self.forms(*character) {
                if Characters::get().bytes(form).is_some_and(&fits) {
                    if found.is_some_and(|found| found != form) {
                        return None;
                    }
                    found = Some(form);
                }
            }
        }
        found
    }

    /// The one word whose characters' bytes fit; `None` if there are none or several.
    pub(super) fn word(&self, fits: impl Fn([u8; 2], [u8; 2]) -> bool) -> Option<[char; 2]> {
        let bytes = |c| Characters::get().bytes(c);
        let mut found = None;
        for [first, last] in &self.words {
            for first in self.forms(*first) {
                for last in self.forms(*last) {
                    if bytes(first).zip(bytes(last)).is_some_and(|(one, two)| fits(one, two)) {
                        if found.is_some_and(|found| found != [first, last]) {
                            return None;
                        }
                        found = Some([first, last]);
                    }
                }
            }
        }
        found
    }

    /// A character and its Traditional forms.
    fn forms(&self, character: char) -> impl Iterator<Item = char> + '_ {
        let others = self.traditional.get(&character).into_iter().flatten().copied();
        std::iter::once(character).chain(others)
    }
}

/// The Simplified form of a character.
fn simple(character: char) -> char {
    fold(character.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(character)
}
