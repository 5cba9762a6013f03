//! Where an answer comes from: the county and the town that were filled in. Never the address of the
//! device.
//!
//! A name that several counties bear is read as the one whose city the other answers come from, if
//! they leave no doubt; otherwise it stays a name, and the import asks.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::files::values::place;
use crate::import::PreparedPart;
use crate::model::{Divisions, Place, PlaceLevel};
use crate::text::fold;

use super::declaration::declaration;

/// Answers from one city that settle which county of a repeated name is meant …
const ENOUGH_ANSWERS: usize = 10;
/// … if they name at least so many of its other counties.
const ENOUGH_COUNTIES: usize = 2;
/// Characters of the longest name of a county with the names above it.
const LONGEST: usize = 24;

/// What a name of a county was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// One place.
    Known(Place),
    /// One of several, by the other answers.
    ByContext(Place),
    /// None, or several.
    Unclear,
}

/// Names of places, read together.
pub(in crate::files) struct Places<'a> {
    found: BTreeMap<String, Found>,
    towns: place::Places<'a>,
}

impl<'a> Places<'a> {
    /// Reads all names of counties at once; `county` is the one that the user named as hers.
    pub(in crate::files) fn new<'t>(
        divisions: &'a Divisions,
        names: impl Iterator<Item = &'t str>,
        county: Option<Place>,
    ) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for name in names {
            *counts.entry(clean(name)).or_default() += 1;
        }
        let mut candidates: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        // Answers and counties of each city.
        let mut cities: BTreeMap<Place, (usize, usize)> = BTreeMap::new();
        for (name, count) in &counts {
            let places = divisions.find(name);
            if let [place] = places.as_slice()
                && place.level() >= PlaceLevel::Prefecture
            {
                let city = cities.entry(place.at(PlaceLevel::Prefecture)).or_default();
                city.0 += count;
                city.1 += usize::from(place.level() >= PlaceLevel::County);
            }
            candidates.insert(name.clone(), places);
        }
        let settle = |places: Vec<Place>| settle(&places, &cities, county);
        let found = candidates.into_iter().map(|(name, places)| (name, settle(places))).collect();
        Self { found, towns: place::Places::new(divisions, county) }
    }

    /// Writes a place into a need: a code where the name of the county is clear, otherwise the name, about
    /// which the import asks. `town` is a header and the town or village under it; what of it has no code
    /// is kept as written.
    pub(in crate::files) fn write(
        &mut self,
        county: &str,
        town: Option<&(String, String)>,
        row: u32,
        need: &mut Map<String, Value>,
    ) {
        let place = match self.county(county) {
            Found::Known(place) => Some(place),
            Found::ByContext(place) => {
                need.insert("inferred".into(), vec!["division"].into());
                Some(place)
            }
            Found::Unclear if county.is_empty() => self.towns.county_of(None),
            Found::Unclear => {
                need.insert("division".into(), clean(county).into());
                None
            }
        };
        let below = town.and_then(|(_, town)| self.towns.below(place?, town, row));
        if let Some(place) = below.or(place) {
            need.insert("division".into(), place.to_string().into());
        }
        if let (None, Some((header, town))) = (below, town) {
            let mut words = Map::new();
            words.insert(header.clone(), town.clone().into());
            need.insert("as_written".into(), words.into());
        }
    }

    /// The towns and villages that no table has, as rows of their own.
    pub(in crate::files) fn added(&self, place: &str) -> Option<PreparedPart> {
        let rows = self.towns.added();
        (!rows.is_empty()).then(|| PreparedPart {
            list: "divisions".into(),
            place: place.to_owned(),
            headers: BTreeMap::new(),
            rows,
            ..PreparedPart::default()
        })
    }

    /// What a name of a county was read as.
    fn county(&self, name: &str) -> Found {
        self.found.get(&clean(name)).copied().unwrap_or(Found::Unclear)
    }
}

/// Takes a place as it is spoken apart: the longest beginning that names a county or city, and the rest
/// (永泰县清凉镇 → 永泰县, 清凉镇). `known` remembers beginnings that were looked up.
pub(in crate::files) fn split_place<'t>(
    text: &'t str,
    divisions: &Divisions,
    known: &mut BTreeMap<String, bool>,
) -> (&'t str, &'t str) {
    let text = text.trim();
    let ends: Vec<usize> = text
        .char_indices()
        .take(LONGEST)
        .filter(|(_, character)| "县縣区區市州旗省".contains(*character))
        .map(|(at, character)| at + character.len_utf8())
        .collect();
    for end in ends.into_iter().rev() {
        let (name, rest) = text.split_at(end);
        let is_place =
            known.entry(name.to_owned()).or_insert_with(|| !divisions.find(name).is_empty());
        if *is_place {
            return (name, rest.trim());
        }
    }
    ("", text)
}

/// Chooses among the places of one name.
fn settle(
    places: &[Place],
    cities: &BTreeMap<Place, (usize, usize)>,
    county: Option<Place>,
) -> Found {
    if let [place] = places {
        return Found::Known(*place);
    }
    let one = |of: &dyn Fn(&Place) -> bool| {
        let mut fitting = places.iter().filter(|place| of(place));
        fitting.next().copied().filter(|_| fitting.next().is_none())
    };
    if let Some(county) = county {
        let city = county.at(PlaceLevel::Prefecture);
        if let Some(place) =
            one(&|place| *place == county).or_else(|| one(&|place| city.covers(*place)))
        {
            return Found::Known(place);
        }
    }
    let answers =
        |place: &Place| cities.get(&place.at(PlaceLevel::Prefecture)).copied().unwrap_or_default();
    let Some(place) = one(&|place| answers(place).0 > 0) else { return Found::Unclear };
    let (count, counties) = answers(&place);
    if count >= ENOUGH_ANSWERS && counties >= ENOUGH_COUNTIES {
        Found::ByContext(place)
    } else {
        Found::Unclear
    }
}

/// A name without what says that the city itself is meant.
fn clean(name: &str) -> String {
    let folded = fold(name);
    let mut words = declaration().whole_city.iter();
    let cut = words.find_map(|word| folded.strip_suffix(word.as_str()));
    cut.unwrap_or(&folded).trim_matches([' ', '。', '.', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(names: &[&str], county: Option<&str>) -> Vec<String> {
        let divisions = Divisions::builtin();
        let county = county.and_then(Place::parse);
        let places = Places::new(&divisions, names.iter().copied(), county);
        let mut codes: Vec<String> = Vec::new();
        for name in names {
            codes.push(match places.county(name) {
                Found::Known(place) => place.to_string(),
                Found::ByContext(place) => format!("({place})"),
                Found::Unclear => "?".to_owned(),
            });
        }
        codes.dedup();
        codes
    }

    #[test]
    fn a_repeated_name_is_settled_by_many_other_answers_or_by_the_user() {
        let few = ["鼓楼区", "仓山区", "台江区", "台江区"];
        assert_eq!(codes(&few, None)[0], "?");
        let mut many = vec!["鼓楼区"];
        many.extend(["仓山区"; 6]);
        many.extend(["台江区"; 6]);
        assert_eq!(codes(&many, None), ["(350102)", "350104", "350103"]);
        many.extend(["南京市玄武区"]);
        assert_eq!(codes(&many, None)[0], "?", "one answer from another city leaves a doubt");
        assert_eq!(codes(&["鼓楼区"], Some("350103")), ["350102"]);
    }

    #[test]
    fn a_city_itself_may_be_meant() {
        assert_eq!(codes(&["福州市（市直）"], None), ["350100"]);
        assert_eq!(codes(&["外星球"], None), ["?"]);
    }

    #[test]
    fn places_as_spoken_are_taken_apart() {
        let divisions = Divisions::builtin();
        let mut known = BTreeMap::new();
        let mut split = |text| split_place(text, &divisions, &mut known);
        assert_eq!(split("永泰县清凉镇"), ("永泰县", "清凉镇"));
        assert_eq!(split("福州市鼓楼区水部街道"), ("福州市鼓楼区", "水部街道"));
        assert_eq!(split("村口"), ("", "村口"));
    }

    #[test]
    fn towns_have_the_codes_of_the_dataset_or_rows_of_their_own() {
        let mut divisions = Divisions::builtin();
        divisions.add(Place::parse("350102008").unwrap(), "水部街道");
        let mut places = Places::new(&divisions, ["鼓楼区", "永泰县"].into_iter(), None);
        let mut write = |county: &str, town: &str| {
            let (mut need, town) = (Map::new(), ("乡镇".to_owned(), town.to_owned()));
            places.write(county, Some(&town), 2, &mut need);
            need
        };
        assert_eq!(
            write("福州市鼓楼区", "水部街道")["division"],
            "福州市鼓楼区",
            "not among the names"
        );
        assert_eq!(write("鼓楼区", "水部街道")["as_written"]["乡镇"], "水部街道", "which of four?");
        let need = write("永泰县", "嵩口镇");
        assert!(need["division"].as_str().unwrap().starts_with("350125"));
        assert_eq!(need["division"].as_str().unwrap().len(), 9);
        assert_eq!(write("永泰县", "山里头")["as_written"]["乡镇"], "山里头");
        let added = places.added("a.csv").unwrap();
        assert_eq!((added.rows.len(), &added.rows[0].1["name"]), (1, &"嵩口镇".into()));
    }
}
