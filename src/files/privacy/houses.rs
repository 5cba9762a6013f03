//! Numbers of houses, buildings and rooms. The road and the town stay: matching needs the place.

use super::words::Words;
use super::{Found, PersonalData};
use crate::files::traced::is_han;

/// Characters before a number in which it is looked for whether somebody lives there.
const NEAR: usize = 14;

/// A chain such as 12号3栋502室.
struct Chain {
    end: usize,
    /// How many numbers it has.
    numbers: usize,
    building: bool,
    room: bool,
    unit: bool,
    /// Its first unit is 号, alone.
    number_first: bool,
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
    let mut chain = Chain {
        end: start,
        numbers: 0,
        building: false,
        room: false,
        unit: false,
        number_first: false,
    };
    let mut at = start;
    loop {
        let gap =
            usize::from(chain.numbers > 0 && matches!(text.get(at), Some(' ' | '-' | '附' | '之')));
        let length = number(text.get(at + gap..).unwrap_or_default());
        if length == 0 {
            break;
        }
        let after = at + gap + length;
        let rest = text.get(after..).unwrap_or_default();
        if let Some(unit) = words.residence_units.begins(rest) {
            chain.number_first |= chain.numbers == 0 && rest.starts_with(&['号']);
            // 号 alone may count anything; 号楼 and 栋 count buildings.
            chain.building |= unit > 1 || rest.first() != Some(&'号') || chain.building;
            at = after + unit;
        } else if let Some(unit) = words.room_units.begins(rest) {
            chain.unit |= unit > 1;
            chain.room |= matches!(rest.first(), Some('室' | '房' | '户' | '门'));
            at = after + unit;
        } else if chain.numbers > 0 && text[at + gap..after].len() >= 3 && length <= 4 {
            // 3栋502
            chain.room |= chain.building || chain.unit || chain.number_first;
            at = after;
            chain.numbers += 1;
            chain.end = at;
            break;
        } else if matches!(rest.first(), Some('-')) && text[at + gap].is_ascii_digit() {
            // 3-2-501: the hyphen is the unit.
            at = after;
        } else if gap == 1 && text[at] == '-' && chain.numbers > 0 {
            at = after;
        } else {
            break;
        }
        chain.numbers += 1;
        chain.end = at;
    }
    (chain.numbers > 0).then_some(chain)
}

/// Does the chain say where somebody lives?
fn is_home(text: &[char], start: usize, chain: &Chain, words: &Words) -> bool {
    let before = &text[..start];
    let near = &before[before.len().saturating_sub(NEAR)..];
    let clause =
        near.rsplit(|c| matches!(c, '，' | ',' | '。' | ';' | '；' | '!' | '?' | '\n')).next();
    let lives = clause.is_some_and(|clause| words.living.inside(clause));
    let after = text.get(chain.end..).unwrap_or_default();
    let is_day =
        chain.numbers == 1 && chain.number_first && words.after_day.begins(after).is_some();
    let labelled = before.ends_with(&['门', '牌']) || before.ends_with(&['门', '牌', '号']);
    let only_number = chain.number_first && !is_day;
    if words.roads.ends(before).is_some() && words.not_roads.ends(before).is_none() && only_number {
        return true;
    }
    let hyphens =
        chain.numbers >= 3 && !chain.building && !chain.unit && !chain.room && !chain.number_first;
    if hyphens {
        // 2025-03-05 after 湾 is a date and no flat; a flat ends with its room.
        return (lives || words.residences.ends(before).is_some())
            && !text.get(start..chain.end).unwrap_or_default().starts_with(&['2', '0'])
            && !text.get(start..chain.end).unwrap_or_default().starts_with(&['1', '9']);
    }
    (chain.building || chain.unit) && chain.room
        || chain.building && chain.unit
        || labelled
        || lives && (chain.building || chain.room || chain.unit || only_number)
}
