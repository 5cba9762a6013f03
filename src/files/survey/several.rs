//! One answer that speaks of several matters: cut only where it counts them up itself, and only where
//! each part asks for something of its own.

use crate::risk;
use crate::taxonomy::{Axis, Taxonomy};
use crate::text::{Folded, fold};

use super::declaration::declaration;
use super::quality::{Quality, quality};

/// Most matters of one answer.
const MOST: usize = 9;
/// Characters of the shortest matter.
const SHORTEST: usize = 4;

/// The parts of an answer that are needs of their own, as ranges of bytes of the text. One range where
/// it is not clearly several. A text with a sign of danger stays whole: a person reads it.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let whole = text.trim();
    if risk::assess(whole, false).is_some() {
        return vec![whole];
    }
    let cut = counted(whole).or_else(|| besides(whole));
    match cut {
        Some(parts) if are_needs(&parts) => parts,
        _ => vec![whole],
    }
}

/// Does each part ask for something, and for something else than the others?
fn are_needs(parts: &[&str]) -> bool {
    let taxonomy = Taxonomy::builtin();
    let mut seen: Vec<Vec<u16>> = Vec::new();
    for part in parts {
        let folded = Folded::new(part);
        let mut services: Vec<u16> = taxonomy
            .tag(&folded)
            .iter()
            .map(|hit| hit.concept)
            .filter(|concept| taxonomy.concept(*concept).axis == Axis::Service)
            .collect();
        services.sort_unstable();
        services.dedup();
        if folded.chars.len() < SHORTEST
            || quality(part) != Quality::Ok
            || services.is_empty()
            || !asks(&folded.text())
            || seen.contains(&services)
        {
            return false;
        }
        seen.push(services);
    }
    parts.len() > 1
}

/// Does a text ask for something, or say what is lacking?
fn asks(folded: &str) -> bool {
    declaration().several.asks.iter().any(|word| folded.contains(word.as_str()))
}

/// Cuts at `1. 2.`, `①②`, `一是 二是`, `第一 第二`, `(1)(2)`, `一、二、`: marks that begin a line or a
/// clause and count from one on.
fn counted(text: &str) -> Option<Vec<&str>> {
    let mut marks: Vec<(usize, usize)> = Vec::new();
    let mut style = None;
    let mut at_start = true;
    for (at, character) in text.char_indices() {
        if marks.len() < MOST
            && let Some((found, length)) = mark(&text[at..], marks.len() + 1)
            && (at_start || IN_A_LINE.contains(&found))
            && *style.get_or_insert(found) == found
        {
            marks.push((at, at + length));
        }
        at_start = character.is_whitespace() || "。；;，,、：:！？!?．.".contains(character);
    }
    let (first, _) = *marks.first()?;
    // Words before the first matter would get lost.
    if marks.len() < 2 || !is_lead(&text[..first]) {
        return None;
    }
    let ends = marks.iter().skip(1).map(|(start, _)| *start).chain([text.len()]);
    let parts = marks.iter().zip(ends).filter_map(|((_, start), end)| text.get(*start..end));
    Some(parts.map(trim).collect())
}

/// Words before a list that say nothing of their own: nothing, or a short clause ending in a colon.
fn is_lead(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || (text.ends_with([':', '：']) && text.chars().count() <= 12)
}

/// Styles of marks that mean nothing else, so that they may stand anywhere.
const IN_A_LINE: [u8; 2] = [2, 5];

/// The mark of a number at the start of a text: its style, and its length in bytes.
fn mark(text: &str, number: usize) -> Option<(u8, usize)> {
    let numeral = declaration().several.ordinals.get(number - 1)?;
    let circled = char::from_u32(0x245F + number as u32)?;
    let forms = [
        (1, format!("{number}、")),
        (1, format!("{number}.")),
        (1, format!("{number}．")),
        (1, format!("{number})")),
        (1, format!("{number}）")),
        (2, circled.to_string()),
        (3, format!("{numeral}是")),
        (4, format!("第{numeral}，")),
        (4, format!("第{numeral},")),
        (4, format!("第{numeral}、")),
        (5, format!("({number})")),
        (5, format!("（{number}）")),
        (6, format!("{numeral}、")),
    ];
    let (style, form) = forms.iter().find(|(_, form)| text.starts_with(form.as_str()))?;
    // 3.5公里 is a number, not a third matter.
    let rest = &text[form.len()..];
    (!rest.starts_with(|next: char| next.is_ascii_digit())).then_some((*style, form.len()))
}

/// Cuts before 另外 and its like, where a sentence ends before it.
fn besides(text: &str) -> Option<Vec<&str>> {
    for word in &declaration().several.besides {
        for (at, end) in text
            .match_indices(['。', '；', ';', '\n', '！'])
            .map(|(at, sign)| (at, at + sign.len()))
        {
            let rest = text[end..].trim_start();
            if fold(rest).starts_with(word.as_str()) {
                let rest = rest.get(word.len()..).unwrap_or_default();
                return Some(vec![trim(&text[..at]), trim(rest)]);
            }
        }
    }
    None
}

/// Without the signs that only join.
fn trim(text: &str) -> &str {
    text.trim_matches(|character: char| {
        character.is_whitespace() || "；;，,、：:".contains(character)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matters_that_are_counted_up_are_cut() {
        let expected = ["孩子放学没人接，想要托管", "婆婆瘫痪在床，想请人上门照护"];
        for text in [
            "1、孩子放学没人接，想要托管\n2、婆婆瘫痪在床，想请人上门照护",
            "1.孩子放学没人接，想要托管；2.婆婆瘫痪在床，想请人上门照护",
            "一是孩子放学没人接，想要托管；二是婆婆瘫痪在床，想请人上门照护",
            "①孩子放学没人接，想要托管②婆婆瘫痪在床，想请人上门照护",
            "主要困难：（1）孩子放学没人接，想要托管（2）婆婆瘫痪在床，想请人上门照护",
            "孩子放学没人接，想要托管；另外，婆婆瘫痪在床，想请人上门照护",
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_one_matter_stays_whole() {
        for text in [
            "1、工作压力太大，晚上心慌\n2、去医院说没病",
            "孩子放学没人接，婆婆又瘫痪",
            "离学校3.5公里，孩子没人接",
            "一是孩子放学没人接",
            "1. 托管 2. 托管",
            "",
        ] {
            assert_eq!(parts(text), [text.trim()], "{text}");
        }
    }

    #[test]
    fn a_text_with_a_sign_of_danger_stays_whole() {
        let text = "1、孩子放学没人接，想要托管\n2、他喝了酒就打我";
        assert_eq!(parts(text), [text]);
    }
}
