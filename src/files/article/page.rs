//! What of a copied page is the article: lines of navigation, contacts and headlines are left out.

use serde::Serialize;

use super::vocabulary::Vocabulary;

/// Lines that were left out, with the reason and without their words: they may name persons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// `furniture`, `headlines`, `reporter` or `too_long`.
    pub reason: &'static str,
    /// How many characters.
    pub characters: usize,
}

/// Longest line that can be furniture, in characters: a paragraph that mentions a hotline stays.
const FURNITURE: usize = 70;
/// Longest headline.
const HEADLINE: usize = 45;
/// Headlines in a row at the end that make a list of them.
const HEADLINES: usize = 3;

/// The article without what surrounds it, and what was left out.
pub(super) fn body(text: &str, vocabulary: &Vocabulary) -> (String, Vec<LeftOut>) {
    let mut left_out = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    let mut in_list = false;
    for line in text.lines() {
        let (line, reporter) = without_reporter(line);
        if reporter > 0 {
            left_out.push(LeftOut { reason: "reporter", characters: reporter });
        }
        let length = line.trim().chars().count();
        let whole = is_sentence(&line);
        // A list of headlines goes on until a paragraph comes.
        in_list = in_list && !whole;
        if length <= HEADLINE
            && vocabulary.headline_lists.iter().any(|word| line.contains(word.as_str()))
        {
            in_list = true;
        }
        let upper = line.to_uppercase();
        let furniture = length <= FURNITURE
            && vocabulary.furniture.iter().any(|word| upper.contains(word.as_str()))
            && !(whole && length > HEADLINE && !begins(&upper, vocabulary));
        if length > 0 && (in_list || furniture) {
            let reason = if in_list { "headlines" } else { "furniture" };
            left_out.push(LeftOut { reason, characters: length });
            continue;
        }
        lines.push(line);
    }
    // Short lines without a full stop after the last paragraph are headlines of other pages.
    let tail = lines.iter().rev().take_while(|line| !is_sentence(line)).count();
    let named = lines.iter().rev().take(tail).filter(|line| !line.trim().is_empty()).count();
    if tail < lines.len() && named >= HEADLINES {
        for line in lines.drain(lines.len() - tail..) {
            let characters = line.trim().chars().count();
            if characters > 0 {
                left_out.push(LeftOut { reason: "headlines", characters });
            }
        }
    }
    (lines.join("\n"), left_out)
}

/// Does the line begin with a word of furniture?
fn begins(line: &str, vocabulary: &Vocabulary) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    vocabulary.furniture.iter().any(|word| line.starts_with(word.as_str()))
}

/// Is it a sentence, or long enough to be a paragraph?
fn is_sentence(line: &str) -> bool {
    line.contains(['。', '！', '？', '；']) || line.trim().chars().count() > HEADLINE
}

/// The line without brackets that name reporters, and how many characters went.
fn without_reporter(line: &str) -> (String, usize) {
    let (mut kept, mut rest, mut gone) = (String::new(), line, 0);
    while let Some(open) = rest.find(['（', '(']) {
        let Some(length) = rest[open..].find(['）', ')']) else { break };
        let closing = rest[open + length..].chars().next().map_or(0, char::len_utf8);
        let inside = &rest[open..open + length + closing];
        kept.push_str(&rest[..open]);
        if ["记者", "記者", "通讯员", "通訊員", "摄影", "供稿"]
            .iter()
            .any(|word| inside.contains(word))
        {
            gone += inside.chars().count();
        } else {
            kept.push_str(inside);
        }
        rest = &rest[open + length + closing..];
    }
    kept.push_str(rest);
    (kept, gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_headlines_and_reporters_go_and_the_article_stays() {
        let text = "标题一行\n来源：某网 2023-05-01\n本报讯（记者 张三 通讯员 李四）近日，市妇联举办活动。\n\
            热线12338每天接听，欢迎来电咨询，志愿者都会认真回复每一位来电的姐妹，并把问题转给社区。\n\
            责任编辑：王五\n相关阅读\n某地召开会议\n某地举行典礼\n联系电话：0591-87654321";
        let (body, left_out) = body(text, Vocabulary::get());
        assert_eq!(
            body,
            "标题一行\n本报讯近日，市妇联举办活动。\n\
             热线12338每天接听，欢迎来电咨询，志愿者都会认真回复每一位来电的姐妹，并把问题转给社区。"
        );
        assert_eq!(left_out.len(), 7);
    }

    #[test]
    fn a_tail_of_headlines_goes_without_any_heading() {
        let (body, _) = body("正文到此为止。\n甲地新闻\n乙地新闻\n丙地新闻", Vocabulary::get());
        assert_eq!(body, "正文到此为止。");
    }
}
