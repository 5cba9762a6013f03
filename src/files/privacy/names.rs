//! Names of persons beside a word that announces one. 张某某, 王女士 and 李阿姨 are no names and stay.

use super::words::Words;
use super::{Found, PersonalData};
use crate::files::traced::is_han;

/// How sure the word before makes us that a name follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sureness {
    /// `姓名：` A name stands here whatever it looks like.
    Label,
    /// 我叫 A surname must follow.
    Called,
    /// 主席, 记者 A surname must follow, and then what follows names.
    Role,
    /// 我是, 女儿 Only a name that is nothing else.
    Beside,
}

/// Reports them all.
pub(super) fn find(text: &[char], words: &Words, report: &mut impl FnMut(Found)) {
    for at in 0..text.len() {
        let rest = &text[at..];
        for (list, sureness) in [
            (&words.labels, Sureness::Label),
            (&words.called, Sureness::Called),
            (&words.beside, Sureness::Beside),
            (&words.roles, Sureness::Role),
        ] {
            let Some(word) = list.begins(rest) else { continue };
            let gap = gap(&rest[word..]);
            let colon =
                rest[word..word + gap].iter().any(|c| matches!(c, ':' | '是' | '为' | '叫'));
            if sureness == Sureness::Label && !colon {
                continue;
            }
            let start = at + word + gap;
            if let Some(length) = name(&text[start..], sureness, words) {
                report(Found { kind: PersonalData::Name, start, end: start + length });
                if sureness == Sureness::Label {
                    others(text, start + length, words, report);
                }
                break;
            }
        }
    }
}

/// Reports the names that follow a labelled one in a list: `出席：甲、乙、丙`.
fn others(text: &[char], mut end: usize, words: &Words, report: &mut impl FnMut(Found)) {
    while matches!(text.get(end), Some('、' | ',' | ' ')) {
        let start = end + 1;
        let Some(length) = name(&text[start..], Sureness::Role, words) else { break };
        end = start + length;
        report(Found { kind: PersonalData::Name, start, end });
    }
}

/// The length of what may stand between the word and the name.
fn gap(text: &[char]) -> usize {
    let fits = |c: &&char| matches!(c, ':' | '是' | '为' | '叫' | ' ' | '"' | '“' | '(' | '、');
    text.iter().take(4).take_while(fits).count()
}

/// The length of the name that begins the text.
fn name(text: &[char], sureness: Sureness, words: &Words) -> Option<usize> {
    if words.not_names.begins(text).is_some() || words.no_name.begins(text).is_some() {
        return None;
    }
    let run = text.iter().take(16).take_while(|c| is_han(**c) || **c == '·').count();
    let run = &text[..run];
    // 阿依古丽·买买提
    if run.contains(&'·') && sureness != Sureness::Beside {
        let plain = run.iter().any(|c| words.not_in_given.contains(c) || *c == '由');
        return (run.len() >= 4 && !plain).then_some(run.len());
    }
    let compound = words.compound_surnames.begins(run);
    let surname = compound.unwrap_or(1);
    let first = run.first()?;
    let clear = compound.is_some() || words.clear_surnames.contains(first);
    let known = clear || words.ambiguous_surnames.contains(first);
    let given = run.get(surname..).unwrap_or_default();
    if given.is_empty() || words.titles.begins(given).is_some() {
        return None;
    }
    if !known || (sureness == Sureness::Beside && !clear) {
        let bare = sureness == Sureness::Label && (2..=4).contains(&run.len());
        let titled = (1..run.len()).any(|at| words.titles.is(&run[at..]));
        return (bare && !titled && !run.iter().any(|c| words.not_in_given.contains(c)))
            .then_some(run.len());
    }
    let follows = |at: usize| {
        given.get(at..).is_some_and(|rest| rest.is_empty() || words.follow.begins(rest).is_some())
    };
    let length =
        if given.len() >= 2 && follows(2) && !(given.len() > 2 && strong(&given[1..], words)) {
            2
        } else if follows(1) {
            1
        } else if sureness == Sureness::Beside {
            return None;
        } else {
            given.len().min(2)
        };
    let chosen = &given[..length];
    let odd = |c: &char| {
        words.not_in_given.contains(c)
            || matches!(sureness, Sureness::Beside | Sureness::Role) && words.not_beside.contains(c)
    };
    (!chosen.iter().any(odd)).then_some(surname + length)
}

/// Does a word of two characters that follows names begin the text: 今年?
fn strong(text: &[char], words: &Words) -> bool {
    words.follow.begins(text).is_some_and(|length| length >= 2)
}
