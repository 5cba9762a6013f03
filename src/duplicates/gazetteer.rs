//! Names of places at the beginning of a name of an organization.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::vocabulary::Vocabulary;
use crate::model::{Divisions, Place, PlaceLevel};

/// One way to write a place.
#[derive(Debug)]
struct Spelling {
    characters: Vec<char>,
    place: Place,
    /// With its ending (鼓楼区), not without (鼓楼).
    full: bool,
    /// Is an organization of the data there?
    used: bool,
}

/// A place that a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// How many characters of the name.
    pub length: usize,
    /// Which place; `None` if several bear the name, or none that is known.
    pub place: Option<Place>,
    /// Is it surely a place, and not the beginning of a 字号 such as 安康?
    pub sure: bool,
}

/// The places of the table, found by how they begin.
#[derive(Debug)]
pub(super) struct Gazetteer {
    by_start: FxHashMap<(char, char), Vec<Spelling>>,
}

impl Gazetteer {
    /// Takes in every place down to the county; towns and villages are part of the 字号. `homes` are the
    /// places where the organizations of the data are.
    pub(super) fn new(divisions: &Divisions, homes: impl Iterator<Item = Place>) -> Self {
        let homes: BTreeSet<Place> = homes.map(|place| place.at(PlaceLevel::County)).collect();
        let mut by_start: FxHashMap<(char, char), Vec<Spelling>> = FxHashMap::default();
        for (place, full, short) in divisions.spellings() {
            if place == Place::NATION || place.level() > PlaceLevel::County {
                continue;
            }
            let used = homes.range(place..).next().is_some_and(|home| place.covers(*home));
            let mut add = |text: &str, full: bool| {
                let characters: Vec<char> = text.chars().collect();
                if let [first, second, ..] = characters[..] {
                    let spelling = Spelling { characters, place, full, used };
                    by_start.entry((first, second)).or_default().push(spelling);
                }
            };
            add(full, true);
            if short != full {
                add(short, false);
            }
        }
        Self { by_start }
    }

    /// The place with which `text` begins, inside `outer` if the name has named one already. `home` is
    /// where the record says that the organization is: it decides between places of the same name, and
    /// whether a short form is a place at all.
    pub(super) fn read(
        &self,
        text: &[char],
        outer: Option<Place>,
        home: Option<Place>,
        vocabulary: &Vocabulary,
    ) -> Option<Named> {
        let [first, second, ..] = text else { return None };
        let at = |one: &&Spelling| text.starts_with(&one.characters);
        let inside = |one: &&Spelling| {
            outer.is_none_or(|outer| outer.covers(one.place) && outer != one.place)
        };
        let found: Vec<&Spelling> = self
            .by_start
            .get(&(*first, *second))
            .into_iter()
            .flatten()
            .filter(at)
            .filter(inside)
            .collect();
        let longest = found.iter().map(|one| one.characters.len()).max();
        let Some(longest) = longest else { return unlisted(text, vocabulary) };
        let found: Vec<&Spelling> =
            found.into_iter().filter(|one| one.characters.len() == longest).collect();
        let near = |one: &&&Spelling| {
            home.is_some_and(|home| home.covers(one.place) || one.place.covers(home))
        };
        // 长沙 is the city before it is the county inside; the list ascends.
        let used = |one: &&&Spelling| home.is_none() && one.used;
        let chosen = found
            .iter()
            .find(near)
            .or_else(|| found.iter().find(used))
            .or_else(|| found.first())?;
        let alone = found.iter().all(|one| chosen.place.covers(one.place));
        // Without a home of its own, a place where others of the data are.
        let supported = near(&chosen) || outer.is_some() || home.is_none() && chosen.used;
        let mut length = longest;
        let mut sure = found.iter().any(|one| one.full) || supported;
        if !chosen.full && text.get(length).is_some_and(|next| vocabulary.ends_place(*next)) {
            // 余姚县 for 余姚市: people mix the endings up.
            length += 1;
            sure = true;
        }
        if !sure && chosen.place.level() > PlaceLevel::Prefecture {
            // A county without ending, somewhere else: far more often a 字号 (同心, 和平).
            return unlisted(text, vocabulary);
        }
        let place = (alone || supported).then_some(chosen.place);
        Some(Named { length, place, sure })
    }
}

/// A place that the table does not have: two or three characters and an ending, as in 高新区.
fn unlisted(text: &[char], vocabulary: &Vocabulary) -> Option<Named> {
    let length = (3..=4).find(|length| {
        text.len() > length + 1
            && vocabulary.ends_place(text[length - 1])
            && !vocabulary.ends_in_no_place(&text[..*length])
    })?;
    Some(Named { length, place: None, sure: false })
}
