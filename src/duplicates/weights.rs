//! How much each character of a name tells organizations apart.
//!
//! The 字号 strongest, field, form and division weakly (民政部令第69号, article 8): two thousand centres
//! for social work share their form. And what is rare in the data more than what is common there, after
//! inverse document frequency (Spärck Jones 1972), over pairs of neighbouring characters.

use super::alignment::Weighted;
use super::blocking::{Frequencies, bigram};
use super::name::{Name, Part};

/// What a character of a part weighs where it is rare, in thousandths.
fn of_part(part: Part) -> u32 {
    match part {
        Part::Division => 100,
        Part::Form => 150,
        Part::Field => 350,
        Part::Perhaps => 250,
        Part::Brand => 1_000,
    }
}

/// What a character of the field weighs in a name without 字号.
const FIELD_ALONE: u32 = 600;
/// What a Latin letter or a digit weighs in a 字号: it says less than a Chinese character.
const LATIN: u32 = 350;

/// What all characters of the part weigh together at most: it is left out as a whole.
fn most_of_part(part: Part) -> u32 {
    match part {
        Part::Division => 300,
        Part::Form => 450,
        Part::Field | Part::Perhaps | Part::Brand => u32::MAX,
    }
}

/// How common pairs of characters are in the names of the data.
#[derive(Debug, Default)]
pub(super) struct Rarity {
    frequencies: Frequencies,
    names: usize,
}

impl Rarity {
    /// Counts the pairs of characters of a name.
    pub(super) fn count(&mut self, name: &Name) {
        self.names += 1;
        let mut keys = bigrams(name);
        keys.sort_unstable();
        keys.dedup();
        self.frequencies.count(keys);
    }

    /// The `number` rarest pairs of neighbouring characters in the core of a name.
    pub(super) fn rarest(&self, name: &Name, number: usize) -> Vec<u64> {
        let mut keys = bigrams(name);
        self.frequencies.rarest(&mut keys, number);
        keys
    }

    /// The characters of a name with their weights. A character of the 字号 is as rare as the pairs of
    /// 字号 characters that it stands in are on average.
    pub(super) fn weigh(&self, name: &Name) -> Vec<Weighted> {
        let pair = |at: usize| {
            let (first, second) = (name.characters.get(at)?, name.characters.get(at + 1)?);
            let inside = name.parts[at] == Part::Brand && name.parts[at + 1] == Part::Brand;
            inside.then(|| self.frequencies.share(bigram(*first, *second), self.names))
        };
        // 社会团体 have no 字号: their field tells them apart.
        let has_brand = name.has_brand();
        let weigh = |at: usize, part: Part| {
            if part == Part::Field && !has_brand {
                return FIELD_ALONE;
            }
            if part != Part::Brand {
                let count = name.parts.iter().filter(|it| **it == part).count() as u32;
                return of_part(part).min(most_of_part(part) / count.max(1));
            }
            let shares = [at.checked_sub(1).and_then(pair), pair(at)];
            let known: Vec<u32> = shares.into_iter().flatten().collect();
            let rarity = known.iter().sum::<u32>().checked_div(known.len() as u32);
            let whole = if name.characters[at].is_ascii() { LATIN } else { of_part(part) };
            whole * rarity.unwrap_or(1_000) / 1_000
        };
        let characters = name.characters.iter().zip(&name.parts).enumerate();
        characters
            .map(|(at, (character, part))| Weighted {
                character: *character,
                weight: weigh(at, *part),
            })
            .collect()
    }
}

/// The pairs of neighbouring characters in the core of a name.
fn bigrams(name: &Name) -> Vec<u64> {
    let core: Vec<char> = name.core().map(|(character, _)| character).collect();
    core.windows(2).map(|pair| bigram(pair[0], pair[1])).collect()
}
