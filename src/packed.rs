//! The declarations that come with the program, unpacked from the form in which it carries them.
//!
//! `build.rs` packs them: every character is one or two bytes, its rank among all characters of all
//! these texts, and the bytes are the arithmetic code of what the [`model`] did not foretell. They are
//! unpacked once, when the first is asked for.

use std::sync::OnceLock;

use model::{Interval, Model};

mod model;

/// The packed bytes.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packed.bin"));

/// Where a part begins and ends among the unpacked bytes.
#[derive(Clone, Copy)]
pub(crate) struct Part(usize, usize);

include!(concat!(env!("OUT_DIR"), "/packed.rs"));

/// Characters that take one byte; a first byte from here on announces a second.
const SINGLES: usize = 192;

impl Part {
    /// The bytes of the part.
    fn bytes(self) -> &'static [u8] {
        &unpacked()[self.0..self.1]
    }

    /// The part as text.
    pub(crate) fn text(self) -> String {
        let ranks = ranks();
        let mut text = String::with_capacity((self.1 - self.0) * 2);
        let mut bytes = self.bytes().iter().map(|byte| usize::from(*byte));
        while let Some(first) = bytes.next() {
            let rank = if first < SINGLES {
                first
            } else {
                SINGLES + ((first - SINGLES) << 8) + bytes.next().unwrap_or(0)
            };
            text.extend(ranks.get(rank));
        }
        text
    }
}

/// All packed bytes: they change when a declaration does.
pub(crate) fn bytes() -> &'static [u8] {
    PACKED
}

/// The table of characters, then the parts.
fn unpacked() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let (mut model, mut interval) = (Model::new(), Interval::new());
        // The code is followed by zeros as far as needed.
        let mut rest = PACKED.iter().copied().chain(std::iter::repeat(0));
        let mut code = 0;
        for byte in rest.by_ref().take(4) {
            code = code << 8 | u32::from(byte);
        }
        let mut bytes = Vec::with_capacity(LENGTH);
        while bytes.len() < LENGTH {
            let mut byte = 0;
            for _ in 0..8 {
                let split = interval.split(model.foretell());
                let bit = code <= split;
                interval.narrow(split, bit);
                model.learn(bit);
                while interval.shift().is_some() {
                    code = code << 8 | u32::from(rest.next().unwrap_or(0));
                }
                byte = byte << 1 | u8::from(bit);
            }
            bytes.push(byte);
        }
        bytes
    })
}

/// The characters by their ranks.
fn ranks() -> &'static [char] {
    static RANKS: OnceLock<Vec<char>> = OnceLock::new();
    RANKS.get_or_init(|| {
        let mut numbers = Numbers(&unpacked()[..TABLE_END]);
        let mut ranks = Vec::new();
        while let Some(count) = numbers.next() {
            let mut code = 0;
            for step in numbers.by_ref().take(count as usize) {
                code += step;
                ranks.extend(char::from_u32(code));
            }
        }
        ranks
    })
}

/// Numbers in groups of seven bits, the lowest first.
pub(crate) struct Numbers<'a>(pub(crate) &'a [u8]);

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 127) << shift;
            if byte < 128 || shift > 20 {
                return Some(number);
            }
            shift += 7;
        }
    }
}

/// Traditional characters, ascending, each with its Simplified one.
pub(crate) fn simplified() -> Vec<(char, char)> {
    let mut numbers = Numbers(SIMPLIFIED.bytes());
    let count = numbers.next().unwrap_or(0) as usize;
    let mut code = 0;
    let from: Vec<u32> = numbers
        .by_ref()
        .take(count)
        .map(|step| {
            code += step;
            code
        })
        .collect();
    let (high, low) = numbers.0.split_at(numbers.0.len() / 2);
    let to = high.iter().zip(low).map(|(high, low)| u32::from(*high) << 8 | u32::from(*low));
    let pairs = from.into_iter().zip(to);
    pairs.filter_map(|(from, to)| Some((char::from_u32(from)?, char::from_u32(to)?))).collect()
}

/// Codes and names of places, ascending.
pub(crate) fn divisions() -> Vec<(u32, String)> {
    let names = DIVISION_NAMES.text();
    let mut code = 0;
    let codes = Numbers(DIVISION_CODES.bytes()).map(|step| {
        code += step;
        code
    });
    codes.zip(names.lines().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn what_was_packed_is_what_people_edit() {
        assert_eq!(STOP_WORDS.text(), include_str!("../data/stop_words.txt"));
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let edited = |text: &str| without_about(read(text));
        assert_eq!(read(&RISK.text()), edited(include_str!("../data/risk.json")));
        assert_eq!(read(&TAXONOMY.text()), edited(include_str!("../data/taxonomy.json")));
    }

    /// A declaration without what it says to its readers.
    fn without_about(value: Value) -> Value {
        match value {
            Value::Array(items) => items.into_iter().map(without_about).collect(),
            Value::Object(members) => members
                .into_iter()
                .filter(|(key, _)| key != "about")
                .map(|(key, value)| (key, without_about(value)))
                .collect(),
            other => other,
        }
    }

    #[test]
    fn the_tables_of_codes_are_whole() {
        let rows = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
        let divisions: Vec<String> =
            divisions().into_iter().map(|(code, name)| format!("{code:06}\t{name}")).collect();
        assert!(rows(include_str!("../data/divisions.tsv")).eq(divisions));
        let mut pairs: Vec<(char, char)> = rows(include_str!("../data/t2s.tsv"))
            .flat_map(|row| {
                let (to, from) = row.split_once('\t').unwrap();
                let to = to.chars().next().unwrap();
                from.chars().map(move |from| (from, to))
            })
            .collect();
        pairs.sort_unstable();
        assert_eq!(simplified(), pairs);
    }
}
