//! Numbers that identify: telephones, identity cards, bank cards.

use super::words::Words;
use super::{Found, PersonalData};
use crate::files::credit_code;

/// A run of digits.
#[derive(Clone, Copy)]
struct Group {
    start: usize,
    end: usize,
    /// Only a space, a hyphen or a dot stands before the next run.
    joined: bool,
}

/// Characters before a number in which a word that explains it is looked for.
const LABEL: usize = 8;

/// Reports every number of a person. The work for each run of digits is bounded.
pub(super) fn find(text: &[char], words: &Words, report: &mut impl FnMut(Found)) {
    let groups = groups(text);
    let mut at = 0;
    while at < groups.len() {
        at = match recognise(text, &groups, at, words) {
            (Some(found), next) => {
                report(found);
                next
            }
            (None, next) => next,
        };
    }
    chinese(text, report);
}

/// All runs of digits.
fn groups(text: &[char]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !text[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while text.get(at).is_some_and(char::is_ascii_digit) {
            at += 1;
        }
        if let Some(last) = groups.last_mut() {
            let between = &text[last.end..start];
            last.joined = between.len() <= 2 && between.iter().all(|c| is_separator(*c));
        }
        groups.push(Group { start, end: at, joined: false });
    }
    groups
}

/// What people write between the digits of one number.
fn is_separator(character: char) -> bool {
    matches!(character, ' ' | '-' | '–' | '—' | '−' | '.' | '·' | '_' | '\u{2011}' | '\u{2009}')
}

/// Digits of the runs from `at` on, if exactly `count` of them end with a run. Gives one past the last run.
fn digits(text: &[char], groups: &[Group], at: usize, count: usize) -> Option<(Vec<u32>, usize)> {
    let mut digits = Vec::with_capacity(count);
    let mut next = at;
    loop {
        let group = groups.get(next)?;
        if digits.len() + (group.end - group.start) > count {
            return None;
        }
        digits.extend(text[group.start..group.end].iter().filter_map(|c| c.to_digit(10)));
        next += 1;
        if digits.len() == count {
            return Some((digits, next));
        }
        if !group.joined {
            return None;
        }
    }
}

/// Are the runs parts of one number, as 138 0013 8000 is and "15 20 18" is not?
fn is_one_number(groups: &[Group]) -> bool {
    let lengths = || groups.iter().map(|group| group.end - group.start);
    groups.len() == 1 || lengths().all(|length| length >= 3) || lengths().all(|length| length == 1)
}

/// Looks at the number that begins with the run `at`. Gives what it is, and the next run to look at.
fn recognise(text: &[char], groups: &[Group], at: usize, words: &Words) -> (Option<Found>, usize) {
    let group = groups[at];
    let before = &text[group.start.saturating_sub(LABEL)..group.start];
    let found = |kind, from: usize, next: usize| {
        let end = groups.get(next - 1).map_or(group.end, |last| last.end);
        (Some(Found { kind, start: from, end }), next)
    };
    if let Some((end, next)) = identity(text, groups, at, words) {
        return (Some(Found { kind: PersonalData::Identity, start: group.start, end }), next);
    }
    let whole: String = text[group.start..group.end].iter().collect();
    if whole.len() == 18 && credit_code::is_valid(&whole) {
        return (None, at + 1);
    }
    // 400 and 800 are numbers of services.
    if (whole.starts_with("400") || whole.starts_with("800"))
        && let Some((_, next)) = digits(text, groups, at, 10)
    {
        return (None, next);
    }
    for (count, prefix) in [(11, ""), (13, "86"), (15, "0086"), (12, "0")] {
        if let Some((number, next)) = digits(text, groups, at, count)
            && is_one_number(&groups[at + usize::from(prefix == whole)..next])
            && starts_with(&number, prefix)
            && is_mobile(&number[prefix.len()..])
        {
            return found(PersonalData::Phone, group.start, next);
        }
    }
    if whole.len() >= 22
        && whole.len().is_multiple_of(11)
        && values(&whole).chunks(11).all(is_mobile)
    {
        return found(PersonalData::Phone, group.start, at + 1);
    }
    let labelled = words.card_labels.inside(before);
    for count in (if labelled { 12 } else { 16 }..=19).rev() {
        if let Some((number, next)) = digits(text, groups, at, count)
            && is_one_number(&groups[at..next])
            && (labelled || is_card(&number))
        {
            return found(PersonalData::BankCard, group.start, next);
        }
    }
    match landline(text, groups, at, words, before) {
        Some((start, end, next)) => (Some(Found { kind: PersonalData::Phone, start, end }), next),
        None => (None, at + 1),
    }
}

/// The values of digits.
fn values(digits: &str) -> Vec<u32> {
    digits.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// Do the digits begin so?
fn starts_with(digits: &[u32], prefix: &str) -> bool {
    digits.starts_with(&values(prefix))
}

/// Eleven digits of a mobile telephone.
fn is_mobile(digits: &[u32]) -> bool {
    matches!(digits, [1, 3..=9, ..]) && digits.len() == 11
}

/// A number of a payment card: it begins with 3–6 and passes the check of Luhn (ISO/IEC 7812-1, annex B).
fn is_card(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| match (index % 2, digit * 2) {
            (0, _) => *digit,
            (_, double) => double / 10 + double % 10,
        })
        .sum();
    matches!(digits.first(), Some(3..=6)) && sum.is_multiple_of(10)
}

/// The number of an identity card that begins with the run `at`: one past its last character, and the
/// next run.
fn identity(text: &[char], groups: &[Group], at: usize, words: &Words) -> Option<(usize, usize)> {
    let group = groups.get(at)?;
    let before = &text[group.start.saturating_sub(LABEL)..group.start];
    if let Some((digits, next)) = digits(text, groups, at, 18) {
        let end = groups.get(next - 1)?.end;
        let checks = identity_check(&digits) == digits.get(17).copied();
        let code: String = digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect();
        let is_code = credit_code::is_valid(&code) && (!checks || words.code_labels.inside(before));
        let plain = has_birth(&digits, 6, true) && (next == at + 1 || checks);
        return (plain && !is_code).then_some((end, next));
    }
    if let Some((digits, next)) = digits(text, groups, at, 17) {
        // The check character X, perhaps after a space.
        let last = groups.get(next - 1)?;
        let mut end = last.end;
        if text.get(end).is_some_and(|c| is_separator(*c)) && next > at + 1 {
            end += 1;
        }
        let alone = text.get(end + 1).is_none_or(|c| !c.is_ascii_alphanumeric());
        let is_number = text.get(end) == Some(&'X') && alone && has_birth(&digits, 6, true);
        return is_number.then_some((end + 1, next));
    }
    let (digits, next) = digits(text, groups, at, 15)?;
    let plain = next == at + 1 && has_birth(&digits, 6, false);
    let registered = words.register_labels.inside(before);
    (plain && !registered).then_some((group.end, next))
}

/// Do the digits begin with a province, and is there a day of birth at `at`? With a century, of 1900–2099.
fn has_birth(digits: &[u32], at: usize, century: bool) -> bool {
    let number = |from: usize, to: usize| {
        let digits = digits.get(from..to).unwrap_or_default();
        digits.iter().fold(0, |number, digit| number * 10 + digit)
    };
    let province = matches!(number(0, 2),
        11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91);
    let (month, year_is) = if century {
        (at + 4, (1900..=2099).contains(&number(at, at + 4)))
    } else {
        (at + 2, true)
    };
    let days = match number(month, month + 2) {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 29,
        _ => 0,
    };
    province && year_is && (1..=days).contains(&number(month + 2, month + 4))
}

/// The check digit for 17 digits: Σ digit · 2^(17 − i) mod 11 (GB 11643-1999, ISO 7064 MOD 11-2). `None`
/// where it is X.
fn identity_check(digits: &[u32]) -> Option<u32> {
    let sum = digits.iter().take(17).fold(0, |sum, digit| (sum + digit) * 2 % 11);
    let value = (12 - sum) % 11;
    (value < 10).then_some(value)
}

/// A fixed telephone that begins with the run `at`: start, end, next run.
fn landline(
    text: &[char],
    groups: &[Group],
    at: usize,
    words: &Words,
    before: &[char],
) -> Option<(usize, usize, usize)> {
    let group = groups.get(at)?;
    let length = group.end - group.start;
    let is_area = text.get(group.start) == Some(&'0')
        && text.get(group.start + 1).is_some_and(|c| ('1'..='9').contains(c));
    let opened = before.last().is_some_and(|c| matches!(c, '(' | '〔' | '['));
    let start = group.start - usize::from(opened && text.get(group.end) == Some(&')'));
    let next = if is_area && (10..=12).contains(&length) {
        at + 1
    } else if is_area && (3..=4).contains(&length) {
        let following = groups.get(at + 1)?;
        let between = &text[group.end..following.start];
        let close = between.len() <= 3 && between.iter().all(|c| is_separator(*c) || *c == ')');
        local(text, groups, at + 1).filter(|_| close)?
    } else if words.phone_labels.inside(&before[before.len().saturating_sub(6)..]) {
        local(text, groups, at)?
    } else {
        return None;
    };
    let mut end = groups.get(next - 1)?.end;
    let mut after = next;
    // An extension.
    if let Some(extension) = groups.get(next)
        && extension.end - extension.start <= 5
        && matches!(text[end..extension.start], ['-' | '转'])
    {
        end = extension.end;
        after = next + 1;
    }
    Some((start, end, after))
}

/// Seven or eight digits of a local number, in one run or as 8765 4321. Gives the next run.
fn local(text: &[char], groups: &[Group], at: usize) -> Option<usize> {
    let first = groups.get(at)?;
    if !text.get(first.start).is_some_and(|c| ('2'..='9').contains(c)) {
        return None;
    }
    [8, 7].into_iter().find_map(|count| {
        let (_, next) = digits(text, groups, at, count)?;
        is_one_number(&groups[at..next]).then_some(next)
    })
}

/// The value of a Chinese digit.
fn chinese_digit(character: char) -> Option<u32> {
    "〇一二三四五六七八九"
        .chars()
        .position(|digit| digit == character)
        .map(|value| value as u32)
        .or(match character {
            '零' | '○' => Some(0),
            '幺' => Some(1),
            '两' => Some(2),
            _ => None,
        })
}

/// Mobile telephones and identity numbers in Chinese digits.
fn chinese(text: &[char], report: &mut impl FnMut(Found)) {
    let mut digits: Vec<u32> = Vec::new();
    for at in 0..=text.len() {
        if let Some(digit) = text.get(at).and_then(|c| chinese_digit(*c)) {
            digits.push(digit);
            continue;
        }
        let kind = if is_mobile(&digits) {
            Some(PersonalData::Phone)
        } else {
            (digits.len() == 18 && has_birth(&digits, 6, true)).then_some(PersonalData::Identity)
        };
        if let Some(kind) = kind {
            report(Found { kind, start: at - digits.len(), end: at });
        }
        digits.clear();
    }
}
