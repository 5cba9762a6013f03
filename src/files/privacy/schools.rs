//! The school and class of a child, where they are named.

use super::words::Words;
use super::{Found, PersonalData};
use crate::files::traced::is_han;

/// Longest name of a school that is looked for, in characters.
const LONGEST: usize = 20;

/// Reports them all.
pub(super) fn find(text: &[char], words: &Words, report: &mut impl FnMut(Found)) {
    for end in 1..=text.len() {
        if let Some(length) = words.schools.ends(&text[..end]) {
            // 第一中学 ends once, 中心小学分校 later: the longest name of this place is wanted.
            let goes_on = (end + 1..=text.len().min(end + 2)).any(|later| {
                words.schools.ends(&text[..later]).is_some_and(|next| later - next < end)
            });
            if !goes_on && let Some(found) = school(text, end - length, end, words) {
                report(found);
            }
        }
    }
}

/// The school whose word (小学) stands at `word..end`.
fn school(text: &[char], word: usize, end: usize, words: &Words) -> Option<Found> {
    let is_name = |c: char| is_han(c) || c.is_ascii_alphanumeric();
    let limit = word.saturating_sub(LONGEST);
    let mut from = word;
    let mut attending = false;
    while from > limit && is_name(text[from - 1]) {
        let before = &text[..from];
        if words.attending.ends(before).is_some() {
            attending = true;
            break;
        }
        if words.school_before.ends(before).is_some() {
            break;
        }
        from -= 1;
    }
    let class = class(&text[end..]);
    let after = &text[end + class..];
    let learns = class > 0 || grade(&text[end..]) || words.school_after.begins(after).is_some();
    let named = attending || learns && words.school_before.ends(&text[..from]).is_some();
    if !named {
        return None;
    }
    // The place stays: 福州市鼓楼区 | 实验小学.
    let place = text[from..word].iter().rposition(|c| "省市区县镇乡村".contains(*c));
    let start = from + place.map_or(0, |at| at + 1);
    let name = &text[start..word];
    let plain = name.is_empty() && end - word < 4
        || name.ends_with(&['的'])
        || name.starts_with(&['这'])
        || name.starts_with(&['该'])
        || words.any_school.is(name);
    (!plain).then_some(Found { kind: PersonalData::School, start, end: end + class })
}

/// Does a grade begin the text: 三年级?
fn grade(text: &[char]) -> bool {
    let text = text.strip_prefix(&['读']).unwrap_or(text);
    let number = text.iter().take(2).take_while(|c| is_number(**c)).count();
    number > 0 && text[number..].starts_with(&['年'])
}

/// The length of the class that begins the text: 三年级2班, 大二班; 0 if none does.
fn class(text: &[char]) -> usize {
    let fits = |c: &&char| {
        is_number(**c)
            || matches!(c, '年' | '级' | '(' | ')' | '（' | '）' | '大' | '中' | '小' | '第')
    };
    let length = text.iter().take(9).take_while(fits).count();
    let numbered = text[..length].iter().any(|c| is_number(*c));
    if length > 0 && numbered && text.get(length) == Some(&'班') { length + 1 } else { 0 }
}

/// A digit, Chinese or not.
fn is_number(character: char) -> bool {
    character.is_ascii_digit() || "一二三四五六七八九十".contains(character)
}
