//! A place: a GB/T 2260 code, extended by town and village digits.

use std::fmt;

/// How deep a place lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceLevel {
    /// 全国, written 000000.
    Nation,
    /// 省、自治区、直辖市, two digits.
    Province,
    /// 地级市、州、盟, four digits.
    Prefecture,
    /// 县、区、县级市, six digits.
    County,
    /// 乡、镇、街道, nine digits.
    Town,
    /// 村、社区, twelve digits.
    Village,
}

/// What a code is divided by to keep only the digits of a level.
const DIVISORS: [(PlaceLevel, u64); 6] = [
    (PlaceLevel::Nation, 1_000_000_000_000),
    (PlaceLevel::Province, 10_000_000_000),
    (PlaceLevel::Prefecture, 100_000_000),
    (PlaceLevel::County, 1_000_000),
    (PlaceLevel::Town, 1_000),
    (PlaceLevel::Village, 1),
];

/// A place in China, by its code of 6, 9 or 12 digits (GB/T 2260, and the statistical extension to
/// towns and villages). The code without its trailing zero groups is a prefix of every code it covers.
///
/// ```
/// use matchgraph::model::Place;
/// let changsha = Place::parse("430100").unwrap();
/// let county = Place::parse("430121").unwrap();
/// assert!(changsha.covers(county) && !county.covers(changsha));
/// assert_eq!(county.to_string(), "430121");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u64);

impl Place {
    /// The whole country.
    pub const NATION: Self = Self(0);

    /// Reads a code of 6, 9 or 12 digits. `None` for anything else; whether the place exists is the
    /// question of [`Divisions`](super::Divisions).
    pub fn parse(code: &str) -> Option<Self> {
        if !matches!(code.len(), 6 | 9 | 12) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits: u64 = code.parse().ok()?;
        Some(Self(digits * 10_u64.pow(12 - code.len() as u32)))
    }

    /// How deep the place lies: the last level whose digits are not all zero.
    pub fn level(self) -> PlaceLevel {
        DIVISORS
            .iter()
            .find(|(_, divisor)| self.0.is_multiple_of(*divisor))
            .map_or(PlaceLevel::Village, |(level, _)| *level)
    }

    /// The place cut down to a level; itself if it does not lie deeper.
    #[must_use]
    pub fn at(self, level: PlaceLevel) -> Self {
        let divisor = DIVISORS[level as usize].1;
        Self(self.0 / divisor * divisor)
    }

    /// Is `other` this place or inside it?
    pub fn covers(self, other: Self) -> bool {
        other.at(self.level()) == self
    }

    /// The deepest level on which both places are the same, for example [`PlaceLevel::Prefecture`]
    /// for two districts of one city.
    pub fn common_level(self, other: Self) -> PlaceLevel {
        let mut common = PlaceLevel::Nation;
        for (level, _) in &DIVISORS[1..] {
            if *level > self.level()
                || *level > other.level()
                || self.at(*level) != other.at(*level)
            {
                break;
            }
            if *level == PlaceLevel::Prefecture && self.is_direct() {
                if self.at(PlaceLevel::County) == other.at(PlaceLevel::County) {
                    continue;
                }
                break;
            }
            common = *level;
        }
        common
    }

    /// The province, the prefecture and the county that the place lies in, as far down as it goes. A
    /// county directly under a province lies in no prefecture.
    pub fn divisions(self) -> [Option<Self>; 3] {
        let at = |level| (self.level() >= level).then(|| self.at(level));
        let prefecture = at(PlaceLevel::Prefecture).filter(|place| !place.is_direct());
        [at(PlaceLevel::Province), prefecture, at(PlaceLevel::County)]
    }

    /// Does its code say xx90xx? These are counties directly under a province, no prefecture in common.
    fn is_direct(self) -> bool {
        self.at(PlaceLevel::Prefecture).0 / 100_000_000 % 100 == 90
    }

    /// The code one level up; `None` above the country.
    pub fn parent(self) -> Option<Self> {
        let level = self.level();
        (level > PlaceLevel::Nation).then(|| self.at(DIVISORS[level as usize - 1].0))
    }
}

impl fmt::Display for Place {
    /// The shortest code: 6 digits down to the county, then 9 or 12.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level() {
            PlaceLevel::Village => write!(formatter, "{:012}", self.0),
            PlaceLevel::Town => write!(formatter, "{:09}", self.0 / 1_000),
            _ => write!(formatter, "{:06}", self.0 / 1_000_000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(code: &str) -> Place {
        Place::parse(code).unwrap()
    }

    #[test]
    fn levels_follow_the_zero_groups() {
        let levels = ["000000", "430000", "430100", "430121", "430121101", "430121101203"];
        let found: Vec<_> = levels.iter().map(|code| place(code).level()).collect();
        assert_eq!(found, DIVISORS.map(|(level, _)| level));
        for code in levels {
            assert_eq!(place(code).to_string(), code);
        }
    }

    #[test]
    fn an_area_covers_what_lies_below() {
        assert!(place("000000").covers(place("350102008")));
        assert!(place("350000").covers(place("350102")));
        assert!(place("350102").covers(place("350102008")));
        assert!(!place("350102008").covers(place("350102")));
        assert!(!place("350100").covers(place("350200")));
    }

    #[test]
    fn common_levels() {
        assert_eq!(place("350102").common_level(place("350103")), PlaceLevel::Prefecture);
        assert_eq!(place("350102").common_level(place("350100")), PlaceLevel::Prefecture);
        assert_eq!(place("350102").common_level(place("350200")), PlaceLevel::Province);
        assert_eq!(place("350102").common_level(place("430102")), PlaceLevel::Nation);
        assert_eq!(place("429004").common_level(place("429005")), PlaceLevel::Province);
        assert_eq!(place("429004").common_level(place("429004001")), PlaceLevel::County);
    }

    #[test]
    fn divisions_go_as_far_down_as_the_place() {
        let divisions =
            |code: &str| place(code).divisions().map(|one| one.map(|it| it.to_string()));
        let some = |code: &str| Some(code.to_owned());
        let whole = [some("350000"), some("350100"), some("350102")];
        assert_eq!(divisions("350102008"), whole);
        assert_eq!(divisions("350000"), [some("350000"), None, None]);
        assert_eq!(divisions("429004"), [some("420000"), None, some("429004")]);
        assert_eq!(divisions("000000"), [None, None, None]);
    }

    #[test]
    fn parents_go_up_to_the_country() {
        assert_eq!(place("350102008").parent(), Some(place("350102")));
        assert_eq!(place("350000").parent(), Some(Place::NATION));
        assert_eq!(Place::NATION.parent(), None);
    }

    #[test]
    fn other_lengths_are_no_codes() {
        for code in ["", "35", "35010", "3501020", "35010a", "３５０１０２", "-35010"] {
            assert_eq!(Place::parse(code), None, "{code}");
        }
    }
}
