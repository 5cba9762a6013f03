//! What speaks for two organizations being the same, and what against.
//!
//! Both are sums in thousandths of a character of a 字号, and the score is for ÷ (for + against + doubt):
//! more agreement always raises it, any difference lowers it, and it never reaches one, so that pairs
//! keep an order.
//!
//! The figures below, and the threshold with them, were set by trial on lists of one thousand to a
//! hundred thousand names made from the sample with the noise that lists have; `tests/duplicates.rs`
//! makes such a list and holds them against it.

use super::alignment::{Agreement, Aligner};
use super::name::Name;
use super::prepared::Prepared;
use crate::model::{Place, PlaceLevel};

/// What would have to agree before anything is believed.
const DOUBT: u32 = 450;
/// By how much differences count for more with each doubling of a list over a thousand, in thousandths:
/// the longer the list, the more have alike names by chance.
const EACH_DOUBLING: f64 = 140.0;
/// Forms of different classes: a 协会 and a 中心 of one 字号 are two bodies.
const OTHER_CLASS: u32 = 900;
/// Forms of one class of which neither is the other in short: 发展中心 and 服务中心.
const OTHER_FORM: u32 = 500;
/// One is a unit of the other, or they are differently numbered units.
const OTHER_UNIT: u32 = 5_000;
/// The names say places of which neither lies in the other.
const OTHER_NAMED_PLACE: u32 = 2_500;
/// The one name says the city, the other a county inside: registered by different offices.
const NARROWER_NAMED_PLACE: u32 = 1_000;
/// The same county or closer.
const SAME_COUNTY: u32 = 700;
/// The one's place lies in the other's city.
const SAME_AREA: u32 = 350;
/// Two counties of one city.
const OTHER_COUNTY: u32 = 2_500;
/// Two cities.
const OTHER_CITY: u32 = 4_000;
/// It is not known where one of them is.
const UNKNOWN_PLACE: u32 = 200;
/// Two types of organization in the records.
const OTHER_TYPE: u32 = 500;
/// The same credit code.
const SAME_CODE: u32 = 40_000;
/// Credit codes that differ as slips of the pen and spreadsheets make them differ.
const NEAR_CODE: u32 = 4_000;
/// Two credit codes: in law, two bodies.
const OTHER_CODE: u32 = 4_000;
/// Characters of a code that a spreadsheet keeps when it takes the code for a number.
const KEPT_DIGITS: usize = 15;

/// How two places lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nearness {
    Unknown,
    Same,
    Within,
    OtherCounty,
    OtherCity,
}

/// How two credit codes compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codes {
    Unknown,
    Same,
    Near,
    Other,
}

/// What was found when two organizations were compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comparison {
    /// How sure it is that they are one, in millionths.
    pub score: u32,
    /// Which spelling of the first fits best,
    pub first: usize,
    /// and which of the second.
    pub second: usize,
    pub nearness: Nearness,
    pub codes: Codes,
}

/// How much differences count in a list of `count` organizations, in thousandths.
pub(super) fn strictness(count: usize) -> u32 {
    let doublings = libm::log2((count as f64 / 1_000.0).max(1.0));
    1_000 + (EACH_DOUBLING * doublings) as u32
}

/// Compares two organizations: their best-fitting names, their places, codes and types. `strictness` is
/// what [`strictness`] says of the list. `None` if the score is below `least` millionths.
pub(super) fn compare(
    one: &Prepared,
    other: &Prepared,
    strictness: u32,
    least: u32,
    aligner: &mut Aligner,
) -> Option<Comparison> {
    let (mut shared, mut against) = (0, 0);
    let nearness = nearness(one.place, other.place);
    match nearness {
        Nearness::Unknown => against += UNKNOWN_PLACE,
        Nearness::Same => shared += SAME_COUNTY,
        Nearness::Within => shared += SAME_AREA,
        Nearness::OtherCounty => against += OTHER_COUNTY,
        Nearness::OtherCity => against += OTHER_CITY,
    }
    let codes = codes(one.code.as_deref(), other.code.as_deref());
    match codes {
        Codes::Unknown => {}
        Codes::Same => shared += SAME_CODE,
        Codes::Near => shared += NEAR_CODE,
        Codes::Other => against += OTHER_CODE,
    }
    if let (Some(one), Some(other)) = (one.r#type, other.r#type)
        && one != other
    {
        against += OTHER_TYPE;
    }
    let mut best: Option<Comparison> = None;
    for (first, left) in one.spellings.iter().enumerate() {
        for (second, right) in other.spellings.iter().enumerate() {
            let least = best.map_or(least, |best| best.score + 1);
            let unlike = names_apart(&left.name, &right.name);
            let score = |agreement: Agreement| {
                let against = (against + unlike + agreement.differing).saturating_mul(strictness);
                ratio(shared + agreement.shared, DOUBT + against / 1_000)
            };
            // Most pairs are told apart by what is missing at first sight.
            if score(right.signature.bounds(&left.weighted)) < least
                || score(left.signature.bounds(&right.weighted)) < least
            {
                continue;
            }
            let score = score(aligner.agreement(&left.weighted, &right.weighted));
            if score >= least {
                best = Some(Comparison { score, first, second, nearness, codes });
            }
        }
    }
    best
}

/// For ÷ (for + against), in millionths.
pub(super) fn ratio(shared: u32, against: u32) -> u32 {
    let (shared, against) = (u64::from(shared), u64::from(against));
    (shared * 1_000_000).checked_div(shared + against).unwrap_or(0) as u32
}

/// What speaks against two names meaning the same besides their characters.
fn names_apart(one: &Name, other: &Name) -> u32 {
    // Where there is no 字号, form and place are what tells them apart.
    let has_brand = one.has_brand() || other.has_brand();
    let mut against = 0;
    if let (Some(class), Some(another)) = (one.class, other.class) {
        let (form, longer) = (one.form(), other.form());
        if class != another {
            against += if has_brand { OTHER_CLASS } else { 2 * OTHER_CLASS };
        } else if !form.ends_with(longer) && !longer.ends_with(form) {
            against += OTHER_FORM;
        }
    }
    if are_other_units(one, other) {
        against += OTHER_UNIT;
    }
    if let (Some(place), Some(another)) = (one.place, other.place)
        && place != another
    {
        let nested = place.covers(another) || another.covers(place);
        let told_apart = !nested || !has_brand;
        against += if told_apart { OTHER_NAMED_PLACE } else { NARROWER_NAMED_PLACE };
    }
    against
}

/// Is the one a unit of the other, or are they two units of something?
pub(super) fn are_other_units(one: &Name, other: &Name) -> bool {
    one.numbers != other.numbers || one.unit_name() != other.unit_name()
}

/// How two places lie to each other.
pub(super) fn nearness(one: Option<Place>, other: Option<Place>) -> Nearness {
    let (Some(one), Some(other)) = (one, other) else { return Nearness::Unknown };
    let common = one.common_level(other);
    if common >= PlaceLevel::County {
        return Nearness::Same;
    }
    match (one.covers(other) || other.covers(one), common) {
        (true, PlaceLevel::Nation | PlaceLevel::Province) if one != other => Nearness::Unknown,
        (true, _) => {
            if one == other {
                Nearness::Same
            } else {
                Nearness::Within
            }
        }
        (false, PlaceLevel::Prefecture) => Nearness::OtherCounty,
        (false, _) => Nearness::OtherCity,
    }
}

/// How two codes compare.
fn codes(one: Option<&str>, other: Option<&str>) -> Codes {
    let (Some(one), Some(other)) = (one, other) else { return Codes::Unknown };
    if one == other {
        return Codes::Same;
    }
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let differing = one.iter().zip(other).filter(|(one, other)| one != other).count();
    let is_slip = one.len() == other.len() && differing == 1;
    // A number keeps fifteen digits; the rest became zeros.
    let is_cut =
        |code: &[u8]| code.get(KEPT_DIGITS..).is_some_and(|rest| rest.iter().all(|it| *it == b'0'));
    let cut = one.get(..KEPT_DIGITS).is_some_and(|kept| other.get(..KEPT_DIGITS) == Some(kept))
        && (is_cut(one) || is_cut(other));
    if is_slip || cut { Codes::Near } else { Codes::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_agreement_is_more_and_never_all() {
        assert!(ratio(2_000, DOUBT) < ratio(3_000, DOUBT));
        assert!(ratio(u32::MAX / 2, DOUBT) < 1_000_000);
        assert_eq!(ratio(0, 0), 0);
    }

    #[test]
    fn places_lie_in_each_other_or_apart() {
        let near = |one: &str, other: &str| nearness(Place::parse(one), Place::parse(other));
        assert_eq!(near("350102", "350102008"), Nearness::Same);
        assert_eq!(near("350100", "350100"), Nearness::Same);
        assert_eq!(near("350100", "350102"), Nearness::Within);
        assert_eq!(near("350102", "350103"), Nearness::OtherCounty);
        assert_eq!(near("350100", "430100"), Nearness::OtherCity);
        assert_eq!(near("350000", "350102"), Nearness::Unknown);
        assert_eq!(near("350102", ""), Nearness::Unknown);
        // Counties directly under a province share no city.
        assert_eq!(near("429004", "429005"), Nearness::OtherCity);
    }

    #[test]
    fn codes_are_the_same_nearly_or_not() {
        let with = |one: &str, other: &str| codes(Some(one), Some(other));
        assert_eq!(with("5243010071T3ENLL10", "5243010071T3ENLL10"), Codes::Same);
        assert_eq!(with("5243010071T3ENLL10", "5243010071T3ENLL1O"), Codes::Near);
        assert_eq!(with("524301007123456789", "524301007123456000"), Codes::Near);
        assert_eq!(with("524301007123456789", "514301007123456780"), Codes::Other);
        assert_eq!(codes(None, Some("5243010071T3ENLL10")), Codes::Unknown);
    }
}
