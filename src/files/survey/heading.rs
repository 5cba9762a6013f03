//! The heading of a question: its number, its words, the option or row of a matrix behind it, and how
//! many options may be chosen.

use crate::text::fold;

use super::declaration::declaration;

/// A heading, taken apart. Texts are folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// Number of the question.
    pub number: Option<u32>,
    /// The question; empty where only its number is named (第3题(选项)).
    pub stem: String,
    /// Option or row of a matrix, as written.
    pub part: Option<String>,
    /// At most so many options may be chosen.
    pub limit: Option<u32>,
    /// It says that several options may be chosen.
    pub several: bool,
}

impl Heading {
    /// Takes a heading apart: `1、…`, `1：…`, `1:…`, `1. …`, `Q1 …`, `第3题(选项)`, `3、题干—行`.
    pub(super) fn read(written: &str) -> Self {
        let written = written.trim();
        let (number, rest) = numbered(written);
        let folded = fold(rest);
        let several =
            declaration().choice_heading.iter().any(|word| folded.contains(word.as_str()));
        let mut heading = Self { number, limit: limit(&folded), several, ..Self::default() };
        let (stem, part) = part(rest, number.is_some() && is_numbered_only(written));
        heading.stem = fold(stem);
        heading.part = part.map(str::to_owned);
        heading
    }
}

/// Is it `第3题…`, where the question itself is not written?
fn is_numbered_only(written: &str) -> bool {
    written.starts_with('第')
}

/// The number before a question, and what follows.
fn numbered(written: &str) -> (Option<u32>, &str) {
    let start = written.strip_prefix(['第', 'Q', 'q']).unwrap_or(written);
    let digits = start.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = start.split_at(digits);
    let Ok(number) = number.parse() else { return (None, written) };
    if digits > 3 {
        return (None, written);
    }
    let marked =
        rest.strip_prefix('题').or_else(|| rest.strip_prefix(['、', '：', ':', '.', '．', ' ']));
    match marked {
        Some(rest) => (Some(number), rest.trim_start_matches(['、', '：', ':', '.', ' ']).trim()),
        None if start.len() < written.len() => (Some(number), rest.trim()),
        // `12个月` is no number of a question.
        None => (None, written),
    }
}

/// Stem and option: `第3题(选项)` has no stem; `题干(选项)` only counts where the brackets are no remark;
/// `题干—行` and `题干:行`.
fn part(text: &str, only_option: bool) -> (&str, Option<&str>) {
    if only_option {
        let inner = text.trim().trim_start_matches(['(', '（']).trim_end_matches([')', '）']);
        return ("", (!inner.is_empty()).then_some(inner));
    }
    if let Some((stem, row)) = text.rsplit_once("—") {
        // A dash inside a range (1—5分) stands between digits.
        let digit = |character: Option<char>| character.is_some_and(|one| one.is_ascii_digit());
        if !digit(stem.chars().last()) && !digit(row.chars().next()) && !row.trim().is_empty() {
            return (stem.trim_end_matches('—').trim(), Some(row.trim()));
        }
    }
    let Some(before) = text.strip_suffix([')', '）']) else { return (text, None) };
    let Some((stem, inner)) = split_last_bracket(before) else { return (text, None) };
    let question = stem.trim_end().ends_with(['?', '？', ':', '：', ')', '）']);
    let key = fold(inner);
    let marks = |words: &[String]| words.iter().any(|word| key.contains(word.as_str()));
    let remark = marks(&declaration().choice_heading) || marks(&declaration().remarks);
    if question && !remark { (stem.trim(), Some(inner.trim())) } else { (text, None) }
}

/// Splits at the bracket that opens what ends here, brackets inside counted.
fn split_last_bracket(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_u32;
    for (at, character) in text.char_indices().rev() {
        match character {
            ')' | '）' => depth += 1,
            '(' | '（' if depth == 0 => {
                return Some((&text[..at], &text[at + character.len_utf8()..]));
            }
            '(' | '（' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// How many options may be chosen: 最多选5项, 限选3项, 最多2项.
fn limit(folded: &str) -> Option<u32> {
    let (_, after) = ["最多选", "限选", "最多"].iter().find_map(|word| folded.split_once(word))?;
    let after = after.trim_start_matches("择").trim_start();
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    let numeral = || "一二三四五六七八九".chars().position(|one| after.starts_with(one));
    digits.parse().ok().or_else(|| numeral().map(|at| at as u32 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_numbering_is_read() {
        for text in [
            "6、需要哪些？",
            "6：需要哪些？",
            "6:需要哪些？",
            "Q6 需要哪些？",
            "6. 需要哪些？",
            "Q6、需要哪些？",
        ] {
            let heading = Heading::read(text);
            assert_eq!((heading.number, heading.stem.as_str()), (Some(6), "需要哪些?"), "{text}");
        }
        assert_eq!(Heading::read("12个月内").number, None);
        assert_eq!(Heading::read("2025年度").number, None);
    }

    #[test]
    fn options_and_rows_of_a_matrix_stand_behind_the_question() {
        let part = |text: &str| Heading::read(text).part;
        assert_eq!(part("第3题(法律咨询)").as_deref(), Some("法律咨询"));
        assert_eq!(
            part("6、需要哪些服务？(妇女健康（两癌筛查）)").as_deref(),
            Some("妇女健康（两癌筛查）")
        );
        assert_eq!(part("7、满意度—托管").as_deref(), Some("托管"));
        assert_eq!(part("9、满意程度（1—5分）："), None);
        assert_eq!(part("5、有哪些情况？（可多选）"), None);
    }

    #[test]
    fn the_heading_says_how_many_may_be_chosen() {
        assert_eq!(Heading::read("6、哪些服务？（最多选5项）").limit, Some(5));
        assert_eq!(Heading::read("6、哪些服务？（限选三项）").limit, Some(3));
        assert_eq!(Heading::read("6、哪些服务？（可多选）").limit, None);
        assert!(Heading::read("6、哪些服务？（可多选）").several);
    }
}
