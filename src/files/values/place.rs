//! Names of places to codes, with what else the row says, and towns and villages out of the user's own
//! columns.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use crate::hash::Fnv64;
use crate::model::{Divisions, Place, PlaceLevel};
use crate::text::fold;

/// What a name was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// This place.
    Place(Place),
    /// This place, and words behind its name that say more: a street, a house.
    Within(Place, String),
    /// None, or several.
    Unclear,
}

/// Codes that are given to towns (and villages in a town) that no table has: above those that the
/// statistics office gives.
const OWN_CODES: std::ops::Range<u64> = 500..1000;
/// Endings of the names of towns and villages.
const ENDINGS: [&str; 9] = ["街道", "镇", "乡", "苏木", "社区", "村", "居委会", "村委会", "地区"];
/// Longest name of a place with all above it, in bytes: no text beyond is looked up as a whole.
const LONGEST_NAME: usize = 120;
/// Longest name of a town or village, in characters.
const LONGEST: usize = 20;

/// Finds places, and remembers what it found.
pub(crate) struct Places<'a> {
    divisions: &'a Divisions,
    /// The county that a person said is hers.
    county: Option<Place>,
    found: FxHashMap<String, Found>,
    named: FxHashMap<String, Option<Place>>,
    /// Towns and villages that were added, by code.
    added: BTreeMap<Place, (String, u32)>,
    /// Their codes by place above and name.
    by_name: FxHashMap<(Place, String), Place>,
}

impl<'a> Places<'a> {
    /// Finds places in these divisions; names below a county are those of `county` where the row names
    /// none.
    pub(crate) fn new(divisions: &'a Divisions, county: Option<Place>) -> Self {
        Self {
            divisions,
            county,
            found: FxHashMap::default(),
            named: FxHashMap::default(),
            added: BTreeMap::new(),
            by_name: FxHashMap::default(),
        }
    }

    /// The place of a name. `above` is what the row says of places above it; `near` a place of the row
    /// that decides between several of one name.
    pub(crate) fn find(&mut self, text: &str, above: &str, near: Option<Place>, row: u32) -> Found {
        if text.len() > LONGEST_NAME {
            return self.look(text, above, near, row);
        }
        let key = cache_key(text, above, near);
        if let Some(found) = self.found.get(&key) {
            return found.clone();
        }
        let found = self.look(text, above, near, row);
        self.found.insert(key, found.clone());
        found
    }

    fn look(&mut self, text: &str, above: &str, near: Option<Place>, row: u32) -> Found {
        if let Some(place) = self.named(text, above, near) {
            return Found::Place(place);
        }
        // A longer text: the longest beginning that names a place, and what stands behind it.
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).skip(2).collect();
        for end in ends.into_iter().rev().take(40) {
            let (beginning, rest) = text.split_at(end);
            if !beginning.ends_with(['省', '市', '区', '區', '县', '縣', '旗', '州', '盟'])
            {
                continue;
            }
            if let Some(place) = self.named(beginning, above, near) {
                let rest = rest.trim();
                return match self.below(place, rest, row) {
                    Some(town) => Found::Place(town),
                    None => Found::Within(place, rest.to_owned()),
                };
            }
        }
        let county = near.or(self.county).filter(|place| place.level() == PlaceLevel::County);
        match county.and_then(|county| self.below(county, text, row)) {
            Some(town) if is_town(text) => Found::Place(town),
            _ => Found::Unclear,
        }
    }

    /// The one place that bears a name. A list has few of them, and many addresses that begin so.
    fn named(&mut self, text: &str, above: &str, near: Option<Place>) -> Option<Place> {
        if text.len() > LONGEST_NAME {
            return None;
        }
        let key = cache_key(text, above, near);
        if let Some(place) = self.named.get(&key) {
            return *place;
        }
        let place = self.look_up(text, above, near);
        self.named.insert(key, place);
        place
    }

    fn look_up(&self, text: &str, above: &str, near: Option<Place>) -> Option<Place> {
        if !above.is_empty()
            && let [place] = self.divisions.find(&format!("{above}{text}")).as_slice()
        {
            return Some(*place);
        }
        let found = self.divisions.find(text);
        if let [place] = found.as_slice() {
            return Some(*place);
        }
        // Of several of one name, the one nearest to what else is known.
        let near = near.or(self.county)?;
        for level in [PlaceLevel::County, PlaceLevel::Prefecture, PlaceLevel::Province] {
            let around = near.at(level);
            let inside: Vec<Place> =
                found.iter().copied().filter(|place| around.covers(*place)).collect();
            if let [place] = inside.as_slice() {
                return Some(*place);
            }
        }
        None
    }

    /// The county that a row's own place lies in, or the one that a person named.
    pub(crate) fn county_of(&self, place: Option<Place>) -> Option<Place> {
        let county = place.or(self.county)?.at(PlaceLevel::County);
        (county.level() == PlaceLevel::County).then_some(county)
    }

    /// A town or village by its name in a county or town; it is added where no table has it.
    pub(crate) fn below(&mut self, above: Place, name: &str, row: u32) -> Option<Place> {
        let name = name.trim();
        let level = above.level();
        let length = name.chars().count();
        if !(2..=LONGEST).contains(&length)
            || !matches!(level, PlaceLevel::County | PlaceLevel::Town)
        {
            return None;
        }
        // 水部街道金斗社区 is a town and a village in it.
        if level == PlaceLevel::County
            && let Some((town, village)) = split_town(name)
        {
            let town = self.below(above, town, row)?;
            return self.below(town, village, row).or(Some(town));
        }
        if !is_town(name) {
            return None;
        }
        if let Some(place) = self.by_name.get(&(above, name.to_owned())) {
            return Some(*place);
        }
        let known = self.divisions.find(name);
        let place = known.into_iter().find(|place| place.parent() == Some(above));
        let place = place.or_else(|| self.add(above, name, row))?;
        self.by_name.insert((above, name.to_owned()), place);
        Some(place)
    }

    /// Gives a code to a town or village: made from its name, so that it is the same in every file.
    fn add(&mut self, above: Place, name: &str, row: u32) -> Option<Place> {
        let mut hash = Fnv64::new();
        hash.write(fold(name).as_bytes());
        let first = u64::from_str_radix(&hash.hexadecimal(), 16).unwrap_or(0);
        let count = OWN_CODES.end - OWN_CODES.start;
        let code = (0..count).map(|step| OWN_CODES.start + (first + step) % count);
        let mut places = code.filter_map(|code| Place::parse(&format!("{above}{code:03}")));
        let place = places.find(|place| {
            !self.added.contains_key(place) && self.divisions.name(*place).is_none()
        })?;
        self.added.insert(place, (name.to_owned(), row));
        Some(place)
    }

    /// The rows of `divisions` for what was added, with the row that named each first.
    pub(crate) fn added(&self) -> Vec<(u32, Map<String, Value>)> {
        let row = |(place, (name, row)): (&Place, &(String, u32))| {
            let level = if place.level() == PlaceLevel::Town { "乡镇" } else { "村" };
            let parent = place.parent().map(|parent| parent.to_string());
            let value = json!({
                "code": place.to_string(), "name": name, "level": level, "parent": parent,
            });
            match value {
                Value::Object(object) => (*row, object),
                _ => (*row, Map::new()),
            }
        };
        let mut rows: Vec<(u32, Map<String, Value>)> = self.added.iter().map(row).collect();
        rows.sort_by_key(|(row, _)| *row);
        rows
    }
}

/// What a name was looked up with.
fn cache_key(text: &str, above: &str, near: Option<Place>) -> String {
    let near = near.map(|near| near.to_string()).unwrap_or_default();
    [above, "\u{1f}", text, "\u{1f}", &near].concat()
}

/// Is it the name of a town or a village?
fn is_town(name: &str) -> bool {
    let folded = fold(name);
    folded.chars().count() > 1 && ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// The name of a town and that of a village behind it.
fn split_town(name: &str) -> Option<(&str, &str)> {
    ["街道", "镇", "鎮", "乡", "鄉"].iter().find_map(|ending| {
        let at = name.find(ending)? + ending.len();
        let (town, village) = name.split_at(at);
        (town.chars().count() > 1 && is_town(village)).then_some((town, village))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(code: &str) -> Place {
        Place::parse(code).unwrap()
    }

    #[test]
    fn what_else_the_row_says_decides_between_places_of_one_name() {
        let divisions = Divisions::builtin();
        let mut places = Places::new(&divisions, None);
        assert_eq!(places.find("鼓楼区", "", None, 1), Found::Unclear);
        assert_eq!(places.find("鼓楼区", "福州市", None, 1), Found::Place(place("350102")));
        let near = Some(place("320100"));
        assert_eq!(places.find("鼓楼区", "", near, 1), Found::Place(place("320106")));
        assert_eq!(places.find("火星市环形山区", "", None, 1), Found::Unclear);
        let mut hers = Places::new(&divisions, Some(place("350103")));
        assert_eq!(hers.find("鼓楼区", "", None, 1), Found::Place(place("350102")));
    }

    #[test]
    fn towns_and_villages_come_from_the_rows() {
        let divisions = Divisions::builtin();
        let mut places = Places::new(&divisions, None);
        let Found::Place(town) = places.find("福建省福州市鼓楼区水部街道", "", None, 4)
        else {
            panic!("no place");
        };
        assert_eq!(town.parent(), Some(place("350102")));
        assert_eq!(places.below(place("350102"), "水部街道", 5), Some(town));
        let village = places.below(town, "金斗社区", 6).unwrap();
        assert_eq!(village.parent(), Some(town));
        let both = places.below(place("350102"), "水部街道金斗社区", 7);
        assert_eq!(both, Some(village));
        let rows = places.added();
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].0, &rows[0].1["name"]), (4, &"水部街道".into()));
        let mut again = Places::new(&divisions, None);
        assert_eq!(again.below(place("350102"), "水部街道", 1), Some(town));
    }

    #[test]
    fn an_address_gives_its_county() {
        let divisions = Divisions::builtin();
        let mut places = Places::new(&divisions, None);
        let found = places.find("福州市鼓楼区东街88号", "", None, 1);
        assert_eq!(found, Found::Within(place("350102"), "东街88号".into()));
    }
}
