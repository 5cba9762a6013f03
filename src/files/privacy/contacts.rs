//! E-mail addresses, accounts and the plates of cars.

use super::words::Words;
use super::{Found, PersonalData};

/// Longest local part and longest domain of an address (RFC 5321, 4.5.3.1).
const LONGEST_LOCAL: usize = 64;
/// See [`LONGEST_LOCAL`].
const LONGEST_DOMAIN: usize = 255;

/// Reports them all. The text is in half width and upper case.
pub(super) fn find(text: &[char], words: &Words, report: &mut impl FnMut(Found)) {
    for at in 0..text.len() {
        let found = match text[at] {
            '@' => email(text, at),
            character if words.plates.contains(&character) => plate(text, at),
            _ => None,
        };
        if let Some(found) = found.or_else(|| account(text, at, words)) {
            report(found);
        }
    }
}

/// The address around an `@`.
fn email(text: &[char], at: usize) -> Option<Found> {
    let is_local = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let is_domain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let local = text[..at].iter().rev().take(LONGEST_LOCAL).take_while(|c| is_local(c)).count();
    let mut domain =
        text[at + 1..].iter().take(LONGEST_DOMAIN).take_while(|c| is_domain(c)).count();
    while domain > 0 && !text[at + domain].is_ascii_alphanumeric() {
        domain -= 1;
    }
    let domain = &text[at + 1..at + 1 + domain];
    let dot = domain.iter().rposition(|c| *c == '.')?;
    let ending = &domain[dot + 1..];
    if local == 0 || dot == 0 || ending.len() < 2 || !ending.iter().all(char::is_ascii_alphabetic) {
        return None;
    }
    let end = at + 1 + domain.len();
    Some(Found { kind: PersonalData::Email, start: at - local, end })
}

/// The plate that begins here (GA 36-2018): province, letter, five or six letters and digits.
fn plate(text: &[char], at: usize) -> Option<Found> {
    let letter = text.get(at + 1)?;
    if !letter.is_ascii_uppercase() || matches!(letter, 'I' | 'O') {
        return None;
    }
    let start = at + 2 + usize::from(matches!(text.get(at + 2), Some('·' | '.' | '-' | ' ')));
    let rest = text.get(start..)?;
    let length = rest.iter().take(8).take_while(|c| c.is_ascii_alphanumeric()).count();
    let digits = rest[..length].iter().filter(|c| c.is_ascii_digit()).count();
    let found = Found { kind: PersonalData::Plate, start: at, end: start + length };
    ((5..=6).contains(&length) && digits >= 2).then_some(found)
}

/// The account after a word that begins here.
fn account(text: &[char], at: usize, words: &Words) -> Option<Found> {
    let rest = &text[at..];
    let (kind, word) = match (words.wechat.begins(rest), words.qq.begins(rest)) {
        (Some(length), _) => (PersonalData::Wechat, length),
        (_, Some(length)) => (PersonalData::Qq, length),
        _ => return None,
    };
    // WX inside of a longer word is no word.
    let latin = rest.first().is_some_and(char::is_ascii_alphabetic);
    if latin && at > 0 && text[at - 1].is_ascii_alphanumeric() {
        return None;
    }
    let is_between = |c: &char| {
        matches!(
            c,
            '号' | '码'
                | '群'
                | '是'
                | '为'
                | ':'
                | '='
                | ' '
                | '('
                | '"'
                | '“'
                | '加'
                | '同'
                | '也'
        )
    };
    let gap = rest[word..].iter().take(6).take_while(|c| is_between(c)).count();
    let between = &rest[word..word + gap];
    let announced = between.iter().any(|c| matches!(c, '号' | '码' | ':' | '=' | '是' | '为'));
    let start = word + gap;
    let is_account = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let length = rest[start..].iter().take(32).take_while(|c| is_account(c)).count();
    let token = &rest[start..start + length];
    let digits = token.iter().filter(|c| c.is_ascii_digit()).count();
    let fits = match kind {
        PersonalData::Qq => digits == length && (5..=11).contains(&length),
        // A service number such as 12338 has five digits.
        _ if digits == length => (announced && length > 5) || length > 6,
        // A word in Latin letters after 微信 may be anything; one with digits is an account.
        _ => (5..=20).contains(&length) && (announced || digits > 0) && (!latin || gap > 0),
    };
    let found = Found { kind, start: at + start, end: at + start + length };
    (fits && length <= 20).then_some(found)
}
