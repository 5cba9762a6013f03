//! Does an answer ask for anything? Empty, none, praise, tests and other offices' matters are counted
//! and not matched.
//!
//! Where in doubt it does: an answer wrongly kept costs a glance, one wrongly dropped leaves somebody
//! without help. A text with a word of risk is always kept, and so is one in which a single clause is
//! not made of phrases that ask for nothing (都挺好，就是托管太贵).

use super::declaration::{Phrases, declaration};
use crate::risk;
use crate::taxonomy::{Axis, Taxonomy};
use crate::text::{Folded, fold};

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// It asks for something, or may.
    Ok,
    /// Nothing was written.
    Empty,
    /// It says that there is nothing to say.
    None,
    /// It praises or thanks.
    Praise,
    /// It tries out the form.
    Test,
    /// It is a matter of other offices.
    OffTopic,
}

impl Quality {
    /// The word in problems and in judged data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Empty => "empty",
            Self::None => "none",
            Self::Praise => "praise",
            Self::Test => "test",
            Self::OffTopic => "off_topic",
        }
    }

    /// The quality of that name.
    fn from_word(word: &str) -> Self {
        [Self::Empty, Self::None, Self::Praise, Self::Test, Self::OffTopic]
            .into_iter()
            .find(|quality| quality.as_str() == word)
            .unwrap_or(Self::Ok)
    }
}

/// Characters of the longest text that can be without a need; longer ones are kept unread.
const LONGEST: usize = 120;
/// Characters of a name behind thanks.
const LONGEST_NAME: usize = 6;

/// Is a cell one of those that stand for nothing?
pub(in crate::files) fn is_missing(text: &str) -> bool {
    let text = fold(text);
    text.is_empty() || declaration().missing.contains(&text)
}

/// What an answer is, by its text alone.
///
/// ```
/// use matchgraph::files::survey::Quality;
/// use matchgraph::files::survey::quality;
/// assert_eq!(quality("没什么困难，妇联做得很好"), Quality::Praise);
/// assert_eq!(quality("都挺好，就是托管太贵"), Quality::Ok);
/// ```
pub fn quality(text: &str) -> Quality {
    if is_missing(text) {
        return Quality::Empty;
    }
    let folded = Folded::new(text);
    if folded.chars.len() > LONGEST || risk::assess(text, false).is_some() {
        return Quality::Ok;
    }
    let clauses: Vec<&[char]> = folded
        .chars
        .split(|character| !character.is_alphanumeric())
        .filter(|clause| !clause.is_empty())
        .collect();
    if clauses.is_empty() {
        let pictures = folded.chars.iter().any(|character| is_picture(*character));
        return if pictures { Quality::Test } else { Quality::None };
    }
    // A word alone may be written with signs between: n/a.
    let whole = clauses.concat();
    if is_typed_at_random(&whole) {
        return Quality::Test;
    }
    if let Some(quality) = covered(&whole) {
        return quality;
    }
    let mut found = Quality::Ok;
    for clause in clauses {
        let Some(quality) = covered(clause) else {
            return if is_off_topic(&folded) { Quality::OffTopic } else { Quality::Ok };
        };
        found = found.max(quality);
    }
    found
}

/// Is it an emoji or another small picture?
fn is_picture(character: char) -> bool {
    matches!(u32::from(character), 0x2190..=0x2BFF | 0x1F000..=0x1FBFF)
}

/// Digits alone, one character again and again, or keys that lie side by side.
fn is_typed_at_random(text: &[char]) -> bool {
    if !text.iter().all(char::is_ascii) {
        return false;
    }
    let all_digits = text.iter().all(char::is_ascii_digit);
    let all_same = text.len() > 1 && text.windows(2).all(|pair| pair[0] == pair[1]);
    let side_by_side = |pair: &[char]| {
        declaration().keyboard.iter().any(|row| {
            let at = |key: char| row.chars().position(|known| known == key);
            at(pair[0]).zip(at(pair[1])).is_some_and(|(one, other)| one.abs_diff(other) <= 1)
        })
    };
    all_digits || all_same || (text.len() > 2 && text.windows(2).all(side_by_side))
}

/// What a clause is that consists of nothing but phrases of one kind, with one that counts among them.
fn covered(clause: &[char]) -> Option<Quality> {
    let phrases = declaration().phrases.iter();
    let mut found = phrases.filter(|phrases| covers(phrases, clause));
    found.next().map(|phrases| Quality::from_word(&phrases.quality))
}

/// Can the clause be cut into these phrases? Behind a word of thanks a short name may end it.
fn covers(phrases: &Phrases, clause: &[char]) -> bool {
    // What is reached: without, and with, a phrase that counts.
    let mut reached = vec![[false, false]; clause.len() + 1];
    reached[0][0] = true;
    for at in 0..clause.len() {
        if reached[at] == [false, false] {
            continue;
        }
        for (words, counts) in [(&phrases.say, true), (&phrases.with, false)] {
            for word in words {
                let Some(end) = match_word(clause, at, word) else { continue };
                let before = reached[at];
                reached[end][1] |= before[1] || counts;
                reached[end][0] |= before[0] && !counts;
            }
        }
        let is_named =
            |word: &String| match_word(clause, at, word).is_some_and(|end| is_name(&clause[end..]));
        if phrases.thanks.iter().any(is_named) {
            return true;
        }
    }
    reached[clause.len()][1]
}

/// Where a word ends that stands at a position.
fn match_word(clause: &[char], at: usize, word: &str) -> Option<usize> {
    let mut end = at;
    for character in word.chars() {
        if clause.get(end) != Some(&character) {
            return None;
        }
        end += 1;
    }
    (end > at).then_some(end)
}

/// Could this be the name of somebody who is thanked? It is short and asks for nothing.
fn is_name(rest: &[char]) -> bool {
    let text: String = rest.iter().collect();
    (1..=LONGEST_NAME).contains(&rest.len())
        && !declaration().need_words.iter().any(|word| text.contains(word.as_str()))
        && !has_concept(&Folded::new(&text), &[Axis::Service])
}

/// Does the text speak of a service or of people whom the federation serves?
fn has_concept(text: &Folded, axes: &[Axis]) -> bool {
    let taxonomy = Taxonomy::builtin();
    taxonomy.tag(text).iter().any(|hit| axes.contains(&taxonomy.concept(hit.concept).axis))
}

/// A matter of other offices, and of nobody whom the federation serves.
fn is_off_topic(text: &Folded) -> bool {
    let key = text.text();
    let has = |words: &[String]| words.iter().any(|word| key.contains(word.as_str()));
    has(&declaration().off_topic) && !has(&declaration().family) && !has_concept(text, &Axis::ALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(expected: Quality, texts: &[&str]) {
        for text in texts {
            assert_eq!(quality(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_nothing_in_every_spelling() {
        all(Quality::Empty, &["", "  ", "(空)", "（空）", "（跳过）", "-3"]);
        all(
            Quality::None,
            &[
                "无",
                "沒有",
                "没啥",
                "暂无。",
                "没什么困难",
                "N/A",
                "不知道",
                "——",
                "暂时没有什么建议",
                "都没有",
            ],
        );
    }

    #[test]
    fn thanks_and_good_wishes_ask_for_nothing() {
        all(
            Quality::Praise,
            &[
                "挺好的",
                "感谢",
                "谢谢社区王主任",
                "希望越来越好",
                "希望妇联工作越来越好！",
                "没有意见，很满意",
                "辛苦了❤",
                "妇联的姐姐们做得很好",
            ],
        );
    }

    #[test]
    fn trying_out_the_form_is_a_test() {
        all(
            Quality::Test,
            &["测试", "test", "123", "1111", "asdf", "qwer", "测试一下，请忽略", "aaa"],
        );
    }

    #[test]
    fn matters_of_other_offices_are_off_topic_unless_somebody_is_in_need() {
        all(Quality::OffTopic, &["小区停车太乱", "地铁什么时候开通"]);
        all(
            Quality::Ok,
            &[
                "路灯坏了，老人晚上摔了两回",
                "我送外卖，跑单高峰正好撞上接孩子的点",
                "小区太吵，他就发火",
            ],
        );
    }

    #[test]
    fn a_need_behind_praise_or_denial_is_kept() {
        all(
            Quality::Ok,
            &[
                "都挺好，就是托管太贵",
                "没有工作",
                "没有钱",
                "没人",
                "不满意",
                "不知道怎么办",
                "希望妇联支持我们",
                "没有好的服务",
                "给我们工作，谢谢",
                "感谢妇联，想学电脑",
                "无家可归",
                "谢谢，他又打我",
                "没什么，就是不想活了",
                "没地方去",
                "要钱",
                "想学车，谢谢",
                "孩子没人管谢谢",
            ],
        );
    }

    #[test]
    fn long_texts_are_kept() {
        assert_eq!(quality(&"很好".repeat(100)), Quality::Ok);
    }
}
