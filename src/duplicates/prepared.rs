//! Organizations made ready for comparing: names read and weighed, places and codes normalised.

use super::alignment::{Signature, Weighted};
use super::blocking::Key;
use super::gazetteer::Gazetteer;
use super::name::Name;
use super::organizations::Organization;
use super::vocabulary::Vocabulary;
use super::weights::Rarity;
use crate::hash::Fnv64;
use crate::model::choice::OrganizationType;
use crate::model::{Place, PlaceLevel};
use crate::text::fold;

/// Names of one organization that are looked at: the first ones.
const SPELLINGS: usize = 8;
/// Pairs of characters of a name by which others are found: the rarest ones.
const RAREST: usize = 4;
/// Cores up to this length are also found by single characters: one slip leaves no pair whole.
const SHORT: usize = 4;

/// One name of an organization.
#[derive(Clone, Debug)]
pub(super) struct Spelling<'a> {
    /// As it is written.
    pub text: &'a str,
    pub name: Name,
    pub weighted: Vec<Weighted>,
    pub signature: Signature,
}

/// An organization, ready.
#[derive(Clone, Debug)]
pub(super) struct Prepared<'a> {
    pub id: &'a str,
    /// The name, then the aliases.
    pub spellings: Vec<Spelling<'a>>,
    /// Where it is by its record, or else by its name.
    pub place: Option<Place>,
    /// The credit code without spaces, in upper case.
    pub code: Option<String>,
    pub r#type: Option<OrganizationType>,
}

/// Makes organizations ready, with the keys by which pairs are found.
pub(super) fn prepare<'a>(
    organizations: &[Organization<'a>],
    vocabulary: &Vocabulary,
    gazetteer: &Gazetteer,
) -> (Vec<Prepared<'a>>, Vec<Key>) {
    let mut rarity = Rarity::default();
    let mut prepared: Vec<Prepared<'a>> = organizations
        .iter()
        .map(|one| {
            let texts = std::iter::once(one.name).chain(one.aliases.iter().map(String::as_str));
            let read = |text: &'a str| {
                let name = Name::parse(text, one.place, vocabulary, gazetteer);
                Spelling { text, name, weighted: Vec::new(), signature: Signature::default() }
            };
            let spellings: Vec<Spelling<'a>> = texts
                .take(SPELLINGS)
                .map(read)
                .filter(|spelling| !spelling.name.characters.is_empty())
                .collect();
            let named = spellings.iter().find_map(|spelling| spelling.name.place);
            let code = one.credit_code.map(normal_code).filter(|code| !code.is_empty());
            Prepared { id: one.id, spellings, place: one.place.or(named), code, r#type: one.r#type }
        })
        .collect();
    for spelling in prepared.iter().flat_map(|one| &one.spellings) {
        rarity.count(&spelling.name);
    }
    let mut keys = Vec::new();
    for (record, one) in (0..).zip(&mut prepared) {
        for spelling in &mut one.spellings {
            spelling.weighted = rarity.weigh(&spelling.name);
            spelling.signature = Signature::new(&spelling.weighted);
        }
        add_keys(&mut keys, record, one, &rarity);
    }
    (prepared, keys)
}

/// A code without spaces, in upper case and half width; the letters that the standard leaves out
/// because they look like digits (GB 32100-2015) as these digits.
fn normal_code(code: &str) -> String {
    let characters = fold(code).chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    characters.to_ascii_uppercase().replace('O', "0").replace('I', "1")
}

/// The keys of one organization.
fn add_keys(keys: &mut Vec<Key>, record: u32, one: &Prepared, rarity: &Rarity) {
    let at = |level: PlaceLevel| one.place.map_or(0, |place| code_of(place.at(level)));
    // A record of a province may be anywhere in it.
    let city = match one.place {
        Some(place) if place.level() >= PlaceLevel::Prefecture => at(PlaceLevel::Prefecture),
        _ => 0,
    };
    let mut add = |value: u64, area: u64| keys.push(Key { value, area, record });
    for spelling in &one.spellings {
        let name = &spelling.name;
        for bigram in rarity.rarest(name, RAREST) {
            add(bigram, city);
        }
        let core: Vec<char> = name.core().map(|(character, _)| character).collect();
        if core.len() <= SHORT {
            for character in &core {
                add(u64::from(u32::from(*character)), city);
            }
        }
        // The whole name finds its like in any place.
        let mut hash = Fnv64::new();
        for character in &name.characters {
            hash.write(&u32::from(*character).to_le_bytes());
        }
        add(hash.finish() | 1 << 63, 0);
    }
    if let Some(code) = &one.code {
        for part in [code.as_str(), code.get(..15).unwrap_or(code)] {
            let mut hash = Fnv64::new();
            hash.write(part.as_bytes());
            add(hash.finish() | 1 << 63, 0);
        }
    }
}

/// A place as a number, not 0.
fn code_of(place: Place) -> u64 {
    place.to_string().parse().unwrap_or(0)
}
