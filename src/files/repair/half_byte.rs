//! Text in GBK that lost one byte: from there on it was read half a character late.
//!
//! The run is written in GBK again and read once more, where one byte may be left out: the reading with
//! the most common characters wins, if it is far better. Exact but for the character that lost its byte;
//! that one is found where it makes a word with its neighbour, and else stays lost.

use super::characters::Characters;
use super::lexicon::Lexicon;
use crate::files::traced::{Edit, is_han};

/// What leaving out a byte costs, in points of [`Characters`]; where a mark of a loss stands before, less.
const LEFT_OUT: i32 = 8;
/// See [`LEFT_OUT`].
const MARKED: i32 = 3;
/// How much better the new reading must be.
const BETTER: i32 = 6;
/// The new reading has at least so many tenths of a point a character.
const COMMON: i32 = 13;
/// Shortest stretch that is read anew.
const SHORTEST: usize = 3;
/// What stands for a character that cannot be found again.
const LOST: char = '\u{fffd}';

/// What mends the text.
pub(super) fn edits(text: &[char]) -> Vec<Edit> {
    let characters = Characters::get();
    let mut edits = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let fits = |c: &&char| **c == LOST || characters.bytes(**c).is_some();
        let run = text[at..].iter().take_while(fits).count();
        // Hardly any run of damaged text is without a rare character.
        let strange = text[at..at + run].iter().any(|c| characters.score(*c) < 0);
        let edit =
            if strange && run >= SHORTEST { mend(text, at, at + run) } else { single(text, at) };
        let next = at + run.max(1);
        at = match edit {
            Some(edit) => {
                let end = edit.end;
                edits.push(edit);
                next.max(end)
            }
            None => next,
        };
    }
    edits
}

/// Is it a mark that a decoder leaves where it lost something?
fn is_mark(character: char) -> bool {
    matches!(character, '?' | LOST)
}

/// One step of a reading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Two bytes are a character.
    Pair,
    /// One byte is an ASCII character.
    Single,
    /// One byte is what is left of a character.
    LeftOut,
}

/// The bytes of a run. What a decoder could not read were mostly two.
fn bytes(run: &[char]) -> Vec<Option<u8>> {
    let pair = |c: &char| match Characters::get().bytes(*c) {
        Some([lead, trail]) => [Some(lead), Some(trail)],
        None => [None, None],
    };
    run.iter().flat_map(pair).collect()
}

/// The character of two bytes; [`LOST`] where one is not known or they are none.
fn character(lead: Option<u8>, trail: Option<u8>) -> char {
    let known = lead.zip(trail).and_then(|(lead, trail)| Characters::get().character(lead, trail));
    known.unwrap_or(LOST)
}

/// Points of a character; what cannot be read says nothing for or against a reading.
fn score(character: char) -> i32 {
    if character == LOST { -1 } else { Characters::get().score(character) }
}

/// Reads the run `start..end` anew.
fn mend(text: &[char], start: usize, end: usize) -> Option<Edit> {
    let mut bytes = bytes(&text[start..end]);
    let own = bytes.len();
    let marks =
        text[..start].iter().rev().take(2).take_while(|c| c.is_ascii_punctuation() || **c == LOST);
    let marks = marks.count();
    let marked = text[start - marks..start].iter().any(|c| is_mark(*c));
    // The trail byte of the last character may have been read as a letter.
    let letter = text.get(end).filter(|c| ('@'..='~').contains(*c)).copied();
    bytes.extend(letter.map(|c| u8::try_from(c).ok()));
    let lost_end = text.get(end).is_some_and(|c| is_mark(*c));

    let mut best: Vec<(i32, Step)> = vec![(i32::MIN / 2, Step::Pair); bytes.len() + 1];
    best[0] = (0, Step::Pair);
    for at in 0..bytes.len() {
        let (points, _) = best[at];
        let mut offer = |to: usize, points: i32, step: Step| {
            if points > best[to].0 {
                best[to] = (points, step);
            }
        };
        let cheap = (at == 0 && marked) || (at + 1 == own && lost_end);
        let cost = match bytes[at] {
            // It was one byte that could not be read.
            None => 1,
            Some(_) if cheap => MARKED,
            Some(_) => LEFT_OUT,
        };
        offer(at + 1, points - cost, Step::LeftOut);
        if bytes[at].is_some_and(|byte| byte.is_ascii()) {
            // The letter after the run is itself for nothing.
            offer(at + 1, points - i32::from(at < own), Step::Single);
        }
        if let Some(trail) = bytes.get(at + 1) {
            let character = character(bytes[at], *trail);
            // Two known bytes that are no character would not have been read as two characters.
            if character != LOST || bytes[at].is_none() || trail.is_none() {
                offer(at + 2, points + score(character), Step::Pair);
            }
        }
    }
    let as_it_is: i32 = text[start..end].iter().map(|c| score(*c)).sum();
    if best[bytes.len()].0 < as_it_is + BETTER {
        return None;
    }
    let mut steps = Vec::new();
    let mut at = bytes.len();
    while at > 0 {
        let step = best[at].1;
        at -= if step == Step::Pair { 2 } else { 1 };
        steps.push((step, at));
    }
    steps.reverse();
    let reading = Reading { text, start, end, bytes: &bytes, steps: &steps, marks };
    reading.is_sound().then(|| reading.edit(letter.is_some(), marked, lost_end))
}

/// A new reading of a run.
struct Reading<'a> {
    text: &'a [char],
    start: usize,
    end: usize,
    bytes: &'a [Option<u8>],
    /// Each with the byte at which it begins.
    steps: &'a [(Step, usize)],
    /// Signs before the run that belong to the loss.
    marks: usize,
}

impl Reading<'_> {
    /// The character of a step.
    fn character(&self, step: Step, at: usize) -> char {
        let byte = self.bytes.get(at).copied().flatten();
        match step {
            Step::Pair => character(byte, self.bytes.get(at + 1).copied().flatten()),
            Step::Single => byte.map_or(LOST, char::from),
            Step::LeftOut => LOST,
        }
    }

    /// Is what is read half a character late long enough, and made of common characters, and was it not
    /// before?
    fn is_sound(&self) -> bool {
        let late = || self.steps.iter().filter(|(step, at)| *step == Step::Pair && at % 2 == 1);
        let read: Vec<i32> = late()
            .map(|(step, at)| self.character(*step, *at))
            .filter(|character| *character != LOST)
            .map(score)
            .collect();
        let before = late().filter_map(|(_, at)| self.text.get(self.start + at / 2));
        let before: i32 = before.map(|character| score(*character)).sum();
        let (after, count) =
            (read.iter().sum::<i32>(), i32::try_from(read.len()).unwrap_or(i32::MAX / 100));
        read.len() >= SHORTEST
            && after * 10 >= count * COMMON
            && (after - before) * 10 >= count * COMMON
    }

    /// What replaces the run with the marks around it.
    fn edit(&self, letter: bool, marked: bool, lost_end: bool) -> Edit {
        let (mut mended, mut start) = (String::new(), self.start);
        let mut end = self.end + usize::from(letter);
        let lexicon = Lexicon::get();
        for (index, (step, at)) in self.steps.iter().enumerate() {
            if *step != Step::LeftOut {
                mended.push(self.character(*step, *at));
                continue;
            }
            // A byte that is not known stands for no character of its own.
            let Some(byte) = self.bytes.get(*at).copied().flatten() else { continue };
            let first = index == 0 && marked;
            let before = if first {
                self.text[..self.start - self.marks].last().copied()
            } else {
                mended.chars().last().or(self.text[..self.start].last().copied())
            };
            let after = self.steps.get(index + 1).map(|(step, at)| self.character(*step, *at));
            if first && self.marks == 2 {
                // Two characters lost: of the first perhaps the lower bits of a byte are left.
                let signs: Vec<u8> = self.text[self.start - 2..self.start]
                    .iter()
                    .filter(|c| !is_mark(**c))
                    .filter_map(|c| u8::try_from(*c).ok())
                    .collect();
                let word = lexicon.word(|one, two| {
                    two[1] == byte && signs.iter().all(|sign| one.iter().any(|b| b & 0x7f == *sign))
                });
                start = self.start - 2;
                mended.extend(word.unwrap_or([LOST, LOST]));
                continue;
            }
            if first {
                start = self.start - self.marks;
            }
            let last = index + 1 == self.steps.len() && lost_end;
            let known = lexicon.between(before, after.filter(|_| !last), |bytes| {
                if last {
                    bytes[0] == byte
                } else if first {
                    bytes[1] == byte
                } else {
                    bytes.contains(&byte)
                }
            });
            mended.push(known.unwrap_or(LOST));
            end = if last { self.end + 1 } else { end };
        }
        Edit { start, end, text: mended }
    }
}

/// One character whose first byte is lost and whose second was read as a letter: `?D聯` for 婦聯. What is
/// left of a note may stand between.
fn single(text: &[char], at: usize) -> Option<Edit> {
    if !is_mark(*text.get(at)?) || !text.get(at.checked_sub(1)?).is_some_and(|c| is_han(*c)) {
        return None;
    }
    let rest = &text[at + 1..];
    let is_note = |c: &&char| c.is_alphabetic() && !is_han(**c) && !c.is_ascii_uppercase();
    let note = rest.iter().take(8).take_while(is_note).count();
    let note = if rest.get(note) == Some(&')') { note + 1 } else { 0 };
    let letter = u8::try_from(*rest.get(note)?).ok().filter(|byte| (0x40..0x7f).contains(byte))?;
    let after = *rest.get(note + 1).filter(|c| is_han(**c))?;
    let character = Lexicon::get().between(None, Some(after), |bytes| bytes[1] == letter)?;
    Some(Edit { start: at, end: at + note + 2, text: character.to_string() })
}
