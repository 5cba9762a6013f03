//! Numbers of houses, buildings and rooms. The road and the town stay: matching needs the place.

use super::words::Words;
use super::{Found, PersonalData};
use crate::files::traced::is_han;

/// Characters before a number in which it is looked for whether somebody lives there.
const NEAR: usize = 14;

/// What a number of a chain counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// 号, alone: a house, or anything.
    Number,
    /// 栋, 幢, 座, 号楼
    Building,
    /// 单元
    Entrance,
    /// 室, 房, 户, or the bare number after a building
    Room,
    /// 楼, 层
    Floor,
    /// The numbers of 3-2-501.
    Hyphen,
}

/// A chain such as 12号3栋502室.
struct Chain {
    end: usize,
    units: Vec<Unit>,
}

impl Chain {
    fn has(&self, unit: Unit) -> bool {
        self.units.contains(&unit)
    }
}

/// Reports them all. Each position is looked at once: a chain is skipped as a whole.
pub(super) fn find(text: &[char], words: &Words, report: &mut impl FnMut(Found)) {
    let mut at = 0;
    while at < text.len() {
        let starts = number(&text[at..]) > 0 && (at == 0 || number(&text[at - 1..at]) == 0);
        match starts.then(|| chain(text, at, words)).flatten() {
            Some(chain) => {
                if is_home(text, at, &chain, words) {
                    report(Found { kind: PersonalData::House, start: at, end: chain.end });
                }
                at = chain.end;
            }
            None => at += 1,
        }
    }
}

/// The length of the number that begins the text: `12`, `3A`, `十二`; 0 if none does.
fn number(text: &[char]) -> usize {
    let is_chinese = |c: &&char| "〇零一二三四五六七八九十百".contains(**c);
    let digits = text.iter().take(6).take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let letter = text.get(digits).is_some_and(char::is_ascii_uppercase)
            && text.get(digits + 1).is_some_and(|c| is_han(*c));
        return if digits <= 5 { digits + usize::from(letter) } else { 0 };
    }
    text.iter().take(5).take_while(is_chinese).count()
}

/// Reads numbers with their units from a position on.
fn chain(text: &[char], start: usize, words: &Words) -> Option<Chain> {
    let mut chain = Chain { end: start, units: Vec::new() };
    let mut at = start;
    loop {
        let later = !chain.units.is_empty();
        let gap = usize::from(later && matches!(text.get(at), Some(' ' | '-' | '附' | '之')));
        let length = number(text.get(at + gap..).unwrap_or_default());
        if length == 0 {
            break;
        }
        let after = at + gap + length;
        let rest = text.get(after..).unwrap_or_default();
        let (unit, word) = if let Some(word) = words.residence_units.begins(rest) {
            (
                if rest.starts_with(&['号']) && word == 1 { Unit::Number } else { Unit::Building },
                word,
            )
        } else if let Some(word) = words.room_units.begins(rest) {
            let unit = match rest.first() {
                Some('单') => Unit::Entrance,
                Some('楼' | '层') => Unit::Floor,
                _ => Unit::Room,
            };
            (unit, word)
        } else if later && !chain.has(Unit::Hyphen) && (3..=4).contains(&length) {
            // 3栋502
            chain.units.push(Unit::Room);
            chain.end = after;
            break;
        } else if rest.first() == Some(&'-')
            || chain.has(Unit::Hyphen) && text.get(at) == Some(&'-')
        {
            // 3-2-501: the hyphen is the unit.
            (Unit::Hyphen, 0)
        } else {
            break;
        };
        at = after + word;
        chain.units.push(unit);
        chain.end = at;
    }
    (!chain.units.is_empty()).then_some(chain)
}

/// Does the chain say where somebody lives?
fn is_home(text: &[char], start: usize, chain: &Chain, words: &Words) -> bool {
    let before = &text[..start];
    let near = &before[before.len().saturating_sub(NEAR)..];
    let clause =
        near.rsplit(|c| matches!(c, '，' | ',' | '。' | ';' | '；' | '!' | '?' | '\n')).next();
    let lives = clause.is_some_and(|clause| words.living.inside(clause));
    let after = text.get(chain.end..).unwrap_or_default();
    if chain.units.iter().all(|unit| *unit == Unit::Hyphen) {
        // 2025-03-05 after 湾 is a date and no flat.
        let year = matches!(text.get(start..chain.end), Some(['1', '9', ..] | ['2', '0', ..]));
        let home = lives || words.residences.ends(before).is_some();
        return chain.units.len() >= 3 && home && !year;
    }
    let is_day = chain.units == [Unit::Number] && words.after_day.begins(after).is_some();
    let house = matches!(chain.units.first(), Some(Unit::Number | Unit::Building)) && !is_day;
    if house && words.roads.ends(before).is_some() && words.not_roads.ends(before).is_none() {
        return true;
    }
    let labelled = before.ends_with(&['门', '牌']) || before.ends_with(&['门', '牌', '号']);
    let (building, entrance, room) =
        (chain.has(Unit::Building), chain.has(Unit::Entrance), chain.has(Unit::Room));
    let bare = chain.units == [Unit::Number, Unit::Room] || building || entrance;
    bare && room
        || building && entrance
        || labelled
        || lives && (building || entrance || room || house)
}
