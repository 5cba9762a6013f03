//! Pinyin notes after characters, as some mirrors put them into Traditional text: `聯(lián)`, `婦 (fù)`.

use super::data;
use crate::files::traced::{Edit, half_width, is_han};

/// Notes without a tone that a text must have before they are taken for notes.
const SEVERAL: usize = 3;

/// A note.
struct Note {
    start: usize,
    end: usize,
    toned: bool,
    /// It stands inside of running text and is no word of another language.
    plain: bool,
}

/// What removes the notes of a text.
pub(super) fn edits(text: &[char]) -> Vec<Edit> {
    let notes: Vec<Note> =
        (1..text.len()).filter(|at| is_han(text[at - 1])).filter_map(|at| note(text, at)).collect();
    let several = notes.len() >= SEVERAL;
    notes
        .iter()
        .filter(|note| note.toned || note.plain || several)
        .map(|note| Edit { start: note.start, end: note.end, text: String::new() })
        .collect()
}

/// The note that begins at `at`, after a Chinese character: perhaps a space, a bracket, one syllable, a
/// bracket.
fn note(text: &[char], at: usize) -> Option<Note> {
    let space = usize::from(text.get(at) == Some(&' '));
    if half_width(*text.get(at + space)?) != '(' {
        return None;
    }
    let inside = at + space + 1;
    // The longest syllable has six letters, each perhaps with a mark of its own.
    let length = text[inside..].iter().take(14).position(|c| half_width(*c) == ')')?;
    let (syllable, toned) = plain(&text[inside..inside + length])?;
    if !data().syllables.contains(&syllable) || (syllable.chars().count() == 1 && !toned) {
        return None;
    }
    let end = inside + length + 1;
    let goes_on = text.get(end).is_some_and(|c| is_han(*c));
    let foreign = data().not_notes.contains(&syllable);
    Some(Note { start: at, end, toned, plain: goes_on && !foreign })
}

/// A syllable without its tone, and whether it had one. `None` if it is written in other characters.
fn plain(text: &[char]) -> Option<(String, bool)> {
    let (mut syllable, mut toned) = (String::new(), false);
    let trimmed: Vec<char> = text.iter().map(|c| half_width(*c)).filter(|c| *c != ' ').collect();
    for (index, character) in trimmed.iter().enumerate() {
        let (letter, tone) = match character {
            'a'..='z' | 'ü' => (*character, false),
            'ā' | 'á' | 'ǎ' | 'à' | 'ă' => ('a', true),
            'ē' | 'é' | 'ě' | 'è' | 'ĕ' => ('e', true),
            'ī' | 'í' | 'ǐ' | 'ì' | 'ĭ' => ('i', true),
            'ō' | 'ó' | 'ǒ' | 'ò' | 'ŏ' => ('o', true),
            'ū' | 'ú' | 'ǔ' | 'ù' | 'ŭ' => ('u', true),
            'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => ('ü', true),
            'ɡ' => ('g', false),
            // Marks that combine with the letter before.
            '\u{304}' | '\u{301}' | '\u{30c}' | '\u{300}' if index > 0 => {
                toned = true;
                continue;
            }
            '\u{308}' if syllable.pop() == Some('u') => ('ü', false),
            '1'..='4' if index + 1 == trimmed.len() && index > 0 => {
                toned = true;
                continue;
            }
            _ => return None,
        };
        syllable.push(letter);
        toned |= tone;
    }
    (!syllable.is_empty()).then_some((syllable, toned))
}
