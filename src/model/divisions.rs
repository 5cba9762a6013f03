//! Names of places: the built-in table of GB/T 2260 (province to county) and what a dataset adds below.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::{Place, PlaceLevel};
use crate::order;
use crate::packed;
use crate::text::fold;

/// Endings that people leave out: 鼓楼 for 鼓楼区, 恩施 for 恩施土家族苗族自治州.
const ENDINGS: [&str; 13] = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "街道",
    "省",
    "市",
    "县",
    "区",
    "盟",
];

/// Peoples in the names of autonomous places, longest first where one begins another.
const PEOPLES: &str = "壮族 回族 维吾尔 土家族 苗族 藏族 羌族 彝族 哈尼族 傣族 白族 景颇族 傈僳族 \
    朝鲜族 蒙古族 蒙古 哈萨克 柯尔克孜 布依族 侗族 瑶族 黎族 满族 畲族 仡佬族 水族 佤族 拉祜族 布朗族 \
    独龙族 怒族 普米族 纳西族 毛南族 仫佬族 各族 达斡尔族 东乡族 保安族 撒拉族 裕固族 土族 锡伯";

/// What a place is called.
#[derive(Clone, Debug)]
struct Name {
    /// As it is shown.
    written: String,
    /// Folded, for comparing.
    full: String,
    /// Folded and without ending; equal to `full` where dropping it would leave one character.
    short: String,
}

/// Which places exist, what they are called, and what lies above them.
#[derive(Clone, Debug, Default)]
pub struct Divisions {
    names: BTreeMap<Place, Name>,
    /// Places that the records of the dataset use: preferred where a name is ambiguous.
    used: BTreeSet<Place>,
}

impl Divisions {
    /// The built-in table.
    pub fn builtin() -> Self {
        static BUILTIN: OnceLock<Divisions> = OnceLock::new();
        BUILTIN
            .get_or_init(|| {
                let mut divisions = Self::default();
                divisions.add(Place::NATION, "全国");
                for (code, name) in packed::divisions() {
                    if let Some(place) = Place::parse(&format!("{code:06}")) {
                        divisions.add(place, &name);
                    }
                }
                divisions
            })
            .clone()
    }

    /// Adds a place, or gives it another name.
    pub fn add(&mut self, place: Place, name: &str) {
        let full = fold(name);
        let short = short_name(&full);
        self.names.insert(place, Name { written: name.to_owned(), full, short });
    }

    /// Notes that the dataset uses a place and those above it.
    pub fn mark_used(&mut self, place: Place) {
        let mut next = Some(place);
        while let Some(place) = next {
            if !self.used.insert(place) {
                break;
            }
            next = place.parent();
        }
    }

    /// Does the dataset use the place, or one inside it?
    pub fn is_used(&self, place: Place) -> bool {
        self.used.contains(&place)
    }

    /// Can a record stand here? Down to the county the place or one inside it must be in the table
    /// (110100 is the sum of Beijing's districts and has no name of its own); below, it is enough that
    /// the county is: towns and villages come from the user's own columns.
    pub fn exists(&self, place: Place) -> bool {
        let known = place.at(PlaceLevel::County);
        // Below a county there must be a county; Dongguan and three other cities have towns only.
        if place.level() > PlaceLevel::County && known.level() < PlaceLevel::Prefecture {
            return false;
        }
        self.names.range(known..).next().is_some_and(|(next, _)| known.covers(*next))
    }

    /// The place's own name; for a town without a name, `None`.
    pub fn name(&self, place: Place) -> Option<&str> {
        self.names.get(&place).map(|name| name.written.as_str())
    }

    /// The nearest place above that has a name; `None` above a province.
    pub fn parent(&self, place: Place) -> Option<Place> {
        let mut next = place.parent();
        while let Some(parent) = next {
            if parent != Place::NATION && self.names.contains_key(&parent) {
                return Some(parent);
            }
            next = parent.parent();
        }
        None
    }

    /// Names of the places above, from the province down.
    pub fn path(&self, place: Place) -> Vec<String> {
        let mut path = Vec::new();
        let mut next = self.parent(place);
        while let Some(parent) = next {
            path.extend(self.name(parent).map(str::to_owned));
            next = self.parent(parent);
        }
        path.reverse();
        path
    }

    /// The name that says most in little room: the place's own, or that of the nearest named place
    /// above, or the code.
    pub fn label(&self, place: Place) -> String {
        self.name(place)
            .or_else(|| self.parent(place).and_then(|parent| self.name(parent)))
            .map_or_else(|| place.to_string(), str::to_owned)
    }

    /// The name with those above it, without a break: `福建省福州市鼓楼区`.
    pub fn full_name(&self, place: Place) -> String {
        let mut name = self.path(place).concat();
        name.push_str(self.name(place).unwrap_or_default());
        name
    }

    /// The places that `text` names exactly: a code, a full name, or a name without its ending, alone
    /// or after the names of places above it (`福州市鼓楼区`, `福州鼓楼`, `鼓楼`). Where several
    /// bear the name, those that the dataset uses come alone. Ascending code.
    pub fn find(&self, text: &str) -> Vec<Place> {
        let text: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(place) = Place::parse(&text) {
            return if self.exists(place) { vec![place] } else { Vec::new() };
        }
        if text.is_empty() {
            return Vec::new();
        }
        let found: Vec<Place> = self
            .names
            .iter()
            .filter(|(place, name)| self.is_named(**place, name, &text))
            .map(|(place, _)| *place)
            .collect();
        // 长沙 is the city, not the county of that name inside it.
        if let Some(outer) = found.iter().find(|outer| found.iter().all(|one| outer.covers(*one))) {
            return vec![*outer];
        }
        let used: Vec<Place> = found.iter().copied().filter(|place| self.is_used(*place)).collect();
        if used.is_empty() { found } else { used }
    }

    /// Is `text` the name of this place, possibly after names of places above it?
    fn is_named(&self, place: Place, name: &Name, text: &str) -> bool {
        [&name.full, &name.short].into_iter().any(|own| {
            text.strip_suffix(own.as_str())
                .is_some_and(|before| before.is_empty() || self.are_above(place, before))
        })
    }

    /// Does `text` consist of names of places above `place`, in order, some perhaps left out?
    fn are_above(&self, place: Place, mut text: &str) -> bool {
        let mut next = self.parent(place);
        while let Some(parent) = next {
            if let Some(name) = self.names.get(&parent) {
                let before =
                    text.strip_suffix(&name.full).or_else(|| text.strip_suffix(&name.short));
                text = before.unwrap_or(text);
            }
            next = self.parent(parent);
        }
        text.is_empty()
    }

    /// Places to suggest while a name is being typed: exact names first, then names that begin so, then
    /// names that contain it; used places before others; ascending code. At most `limit`.
    pub fn suggest(&self, text: &str, limit: usize) -> Vec<Place> {
        let key: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
        if key.is_empty() {
            return Vec::new();
        }
        let mut ranked: Vec<(u8, bool, Place)> = self
            .names
            .iter()
            .filter_map(|(place, name)| {
                let rank = if self.is_named(*place, name, &key) || place.to_string() == key {
                    0
                } else if name.full.starts_with(&key) || place.to_string().starts_with(&key) {
                    1
                } else if name.full.contains(&key) {
                    2
                } else {
                    return None;
                };
                Some((rank, !self.is_used(*place), *place))
            })
            .collect();
        // What the dataset uses is what she means, as long as the name fits at all.
        order::sort_by_key(&mut ranked, |(rank, unused, place)| {
            (*rank > 1, *unused, *rank, *place)
        });
        ranked.into_iter().take(limit).map(|(_, _, place)| place).collect()
    }

    /// Every place with its folded name, with and without its ending; both are the same where dropping
    /// it would leave one character. Ascending code.
    pub fn spellings(&self) -> impl Iterator<Item = (Place, &str, &str)> {
        self.names.iter().map(|(place, name)| (*place, name.full.as_str(), name.short.as_str()))
    }

    /// Every place with its name, ascending code.
    pub fn iter(&self) -> impl Iterator<Item = (Place, &str)> {
        self.names.iter().map(|(place, name)| (*place, name.written.as_str()))
    }
}

/// The name without its ending, and without the peoples of an autonomous place.
fn short_name(full: &str) -> String {
    let Some(mut short) = ENDINGS.iter().find_map(|ending| full.strip_suffix(ending)) else {
        return full.to_owned();
    };
    if full.contains("自治") {
        while let Some(before) = PEOPLES.split(' ').find_map(|people| short.strip_suffix(people)) {
            if before.is_empty() {
                break;
            }
            short = before;
        }
    }
    if short.chars().count() < 2 { full.to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(places: &[Place]) -> Vec<String> {
        places.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_table_holds_every_province_and_no_statistical_zone() {
        let divisions = Divisions::builtin();
        let provinces = divisions.iter().filter(|(place, _)| place.level() == PlaceLevel::Province);
        assert_eq!(provinces.count(), 34);
        let counties = divisions.iter().filter(|(place, _)| place.level() == PlaceLevel::County);
        assert!((2_800..3_000).contains(&counties.count()));
        assert!(divisions.iter().all(|(_, name)| !name.ends_with("开发区") && !name.is_empty()));
    }

    #[test]
    fn every_county_hangs_on_a_place() {
        let divisions = Divisions::builtin();
        for (place, name) in divisions.iter() {
            if place.level() > PlaceLevel::Province {
                assert!(divisions.parent(place).is_some(), "{place} {name}");
            }
        }
    }

    #[test]
    fn names_are_found_in_every_form() {
        let divisions = Divisions::builtin();
        for text in ["350102", "福州市鼓楼区", "福建省福州市鼓楼区", "福州鼓楼", "福州 鼓樓區"]
        {
            assert_eq!(codes(&divisions.find(text)), ["350102"], "{text}");
        }
        assert_eq!(codes(&divisions.find("余姚")), ["330281"]);
        let county = divisions.find("乾县");
        assert_eq!(codes(&county), ["610424"]);
        assert_eq!(divisions.name(county[0]), Some("乾县"), "shown as written, not folded");
        assert_eq!(codes(&divisions.find("长沙")), ["430100"]);
        assert_eq!(codes(&divisions.find("长沙县")), ["430121"]);
        assert_eq!(codes(&divisions.find("恩施州")), Vec::<String>::new());
        assert_eq!(codes(&divisions.find("火星市环形山区")), Vec::<String>::new());
    }

    #[test]
    fn a_repeated_name_gives_all_places_until_the_data_says_which() {
        let mut divisions = Divisions::builtin();
        let all = divisions.find("鼓楼区");
        assert_eq!(codes(&all), ["320106", "320302", "350102", "410204"]);
        divisions.mark_used(Place::parse("350102008").unwrap());
        assert_eq!(codes(&divisions.find("鼓楼区")), ["350102"]);
        assert_eq!(codes(&divisions.find("南京鼓楼区")), ["320106"]);
    }

    #[test]
    fn suggestions_begin_with_what_the_data_uses() {
        let mut divisions = Divisions::builtin();
        divisions.mark_used(Place::parse("350102").unwrap());
        assert_eq!(divisions.suggest("鼓楼", 1), [Place::parse("350102").unwrap()]);
        assert_eq!(divisions.suggest("鼓", 3).len(), 3);
        assert!(divisions.suggest(" ", 3).is_empty());
    }

    #[test]
    fn paths_begin_at_the_province() {
        let divisions = Divisions::builtin();
        let town = Place::parse("350102008").unwrap();
        assert_eq!(divisions.path(town), ["福建省", "福州市", "鼓楼区"]);
        assert_eq!(divisions.label(town), "鼓楼区");
    }
}
