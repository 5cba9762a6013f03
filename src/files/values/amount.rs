//! Numbers as people write them: 136万元, 600多万, 近20万元, 不超过8万元, 3—5万元, 约50人, 93万多人次.
//!
//! An approximate number is an interval (FIELD of the project, D5): 多 and 余 reach up to one more unit
//! of the last place, 近 down to nine tenths, 约 and 左右 a tenth each way, 不超过 from nothing. What a
//! record gets is the number that was said.

use crate::text::fold;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Nothing was said.
    None,
    /// Yuan.
    Yuan,
    /// 人、名、位.
    Persons,
    /// 人次: times somebody was served, which is not persons.
    Times,
    /// 户、家庭.
    Households,
    /// 个、家、支、项, and everything else.
    Things,
}

/// A number with what was said around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Amount {
    /// The number that was said; the lower one of a range.
    pub(crate) said: f64,
    /// The least it can be.
    pub(crate) from: f64,
    /// The most it can be.
    pub(crate) to: f64,
    /// What it counts.
    pub(crate) unit: Unit,
    /// Was it said roughly?
    pub(crate) approximate: bool,
    /// Are there two numbers: 3—5万元?
    pub(crate) range: bool,
    /// Was a scale said: 万, 千, 亿?
    pub(crate) scaled: bool,
}

/// Scales behind a number.
const SCALES: [(&str, f64); 9] = [
    ("千万", 1e7),
    ("百万", 1e6),
    ("十万", 1e5),
    ("万", 1e4),
    ("亿", 1e8),
    ("千", 1e3),
    ("百", 1e2),
    ("k", 1e3),
    ("w", 1e4),
];
/// Units, longer ones first.
const UNITS: [(&str, Unit); 22] = [
    ("人次", Unit::Times),
    ("人.次", Unit::Times),
    ("余次", Unit::Times),
    ("场次", Unit::Times),
    ("次", Unit::Times),
    ("人民币", Unit::Yuan),
    ("元", Unit::Yuan),
    ("块钱", Unit::Yuan),
    ("块", Unit::Yuan),
    ("rmb", Unit::Yuan),
    ("人", Unit::Persons),
    ("名", Unit::Persons),
    ("位", Unit::Persons),
    ("户", Unit::Households),
    ("家庭", Unit::Households),
    ("个家庭", Unit::Households),
    ("个", Unit::Things),
    ("家", Unit::Things),
    ("支", Unit::Things),
    ("项", Unit::Things),
    ("件", Unit::Things),
    ("套", Unit::Things),
];
/// Words before a number: how they bound it.
const BEFORE: [(&str, Bound); 18] = [
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("最多", Bound::AtMost),
    ("最高", Bound::AtMost),
    ("至多", Bound::AtMost),
    ("<=", Bound::AtMost),
    ("≤", Bound::AtMost),
    ("不少于", Bound::AtLeast),
    ("不低于", Bound::AtLeast),
    ("至少", Bound::AtLeast),
    ("最少", Bound::AtLeast),
    ("最低", Bound::AtLeast),
    (">=", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    ("将近", Bound::Nearly),
    ("近", Bound::Nearly),
    ("大约", Bound::About),
    ("约", Bound::About),
];
/// Words behind a number.
const BEHIND: [(&str, Bound); 9] = [
    ("左右", Bound::About),
    ("上下", Bound::About),
    ("以内", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("之内", Bound::AtMost),
    ("封顶", Bound::AtMost),
    ("以上", Bound::AtLeast),
    ("起", Bound::AtLeast),
    ("不等", Bound::About),
];

/// How a number is bounded by the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Exact,
    AtMost,
    AtLeast,
    Nearly,
    About,
}

/// Reads a number; `None` if the text is something else or says more than a number.
pub(crate) fn read(text: &str) -> Option<Amount> {
    if let Some(plain) = plain(text) {
        return Some(plain);
    }
    let folded: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
    let (bound, rest) = strip(&folded, &BEFORE, |text, word| text.strip_prefix(word));
    let (behind, rest) = strip(rest, &BEHIND, |text, word| text.strip_suffix(word));
    let bound = if bound == Bound::Exact { behind } else { bound };
    if let Some((low, high)) = halves(rest) {
        return range(low, high);
    }
    let mut amount = one(rest)?;
    bounded(&mut amount, bound);
    Some(amount)
}

/// Digits and a decimal point: what most cells hold.
fn plain(text: &str) -> Option<Amount> {
    let text = text.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let said: f64 = if digits && text.len() < 16 { text.parse().ok()? } else { return None };
    Some(exactly(said, Unit::None))
}

/// A number that was said exactly.
fn exactly(said: f64, unit: Unit) -> Amount {
    Amount { said, from: said, to: said, unit, approximate: false, range: false, scaled: false }
}

/// Takes a word off a text.
fn strip<'a>(
    text: &'a str,
    words: &[(&str, Bound)],
    strip: fn(&'a str, &str) -> Option<&'a str>,
) -> (Bound, &'a str) {
    words
        .iter()
        .find_map(|(word, bound)| strip(text, word).map(|rest| (*bound, rest)))
        .unwrap_or((Bound::Exact, text))
}

/// The two numbers of a range.
fn halves(text: &str) -> Option<(&str, &str)> {
    let dash = ['—', '–', '-', '~', '至', '到', '－'];
    let at = text.find(dash).filter(|at| *at > 0)?;
    let low = text[..at].trim_end_matches(dash);
    let high = text[at..].trim_start_matches(dash);
    // 1e-5 is one number.
    (!low.ends_with('e') && !high.is_empty()).then_some((low, high))
}

/// A range; a scale said once holds for both ends: 3—5万元.
fn range(low: &str, high: &str) -> Option<Amount> {
    let high = one(high)?;
    let mut low = one(low)?;
    if !low.scaled && high.scaled && low.said < high.said {
        let scale = scale_of(high)?;
        if low.said * scale <= high.said {
            low.said *= scale;
        }
    }
    if low.said > high.said || (low.unit != Unit::None && low.unit != high.unit) {
        return None;
    }
    Some(Amount {
        from: low.said,
        to: high.said,
        said: low.said,
        approximate: true,
        range: true,
        ..high
    })
}

/// The scale that a number was said with.
fn scale_of(amount: Amount) -> Option<f64> {
    [1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 1e2].into_iter().find(|scale| amount.said >= *scale)
}

/// One number with scale and unit.
fn one(text: &str) -> Option<Amount> {
    let (mut unit, mut rest) = (Unit::None, text.trim_start_matches(['¥', '￥', '$']));
    if let Some((body, found)) =
        UNITS.iter().find_map(|(word, unit)| rest.strip_suffix(word).map(|body| (body, *unit)))
    {
        (unit, rest) = (found, body.trim_end_matches("个").trim_end_matches("人民币"));
    }
    let length = rest
        .bytes()
        .enumerate()
        .take_while(|(at, byte)| match byte {
            b'0'..=b'9' | b'.' | b',' => true,
            b'e' => *at > 0,
            b'+' | b'-' => *at > 0 && rest.as_bytes()[at - 1] == b'e',
            _ => false,
        })
        .count();
    let (said, tail) =
        if length > 0 { (digits(&rest[..length])?, &rest[length..]) } else { chinese(rest)? };
    let (more, tail) = more(tail);
    let (scale, tail) = SCALES
        .iter()
        .find_map(|(word, scale)| tail.strip_prefix(word).map(|tail| (Some(*scale), tail)))
        .unwrap_or((None, tail));
    let (more_behind, tail) = self::more(tail);
    if !tail.is_empty() {
        return None;
    }
    let scaled = cents(said * scale.unwrap_or(1.0));
    let mut amount = exactly(scaled, unit);
    amount.scaled = scale.is_some();
    if more || more_behind {
        // One more unit of the last place: 600多万 is below 601万 only in theory, below 700万 in use.
        amount.to = scaled + step(said) * scale.unwrap_or(1.0);
        amount.approximate = true;
    }
    Some(amount)
}

/// Takes off a word that says that it is somewhat more.
fn more(text: &str) -> (bool, &str) {
    let rest = ["多", "余"].iter().find_map(|word| text.strip_prefix(word));
    (rest.is_some(), rest.unwrap_or(text))
}

/// The unit of the last place that is not zero: 100 for 600, 1 for 93.
fn step(said: f64) -> f64 {
    let mut step = 1.0;
    while said >= 10.0 * step && said % (10.0 * step) == 0.0 {
        step *= 10.0;
    }
    step
}

/// A number in digits, with thousands separators or an exponent.
fn digits(text: &str) -> Option<f64> {
    let plain = if text.contains(',') {
        let mut groups = text.split('.').next().unwrap_or(text).split(',');
        let first = groups.next()?;
        let grouped = !first.is_empty() && first.len() <= 3 && groups.all(|one| one.len() == 3);
        let ten_thousands = !first.is_empty() && text.split(',').skip(1).all(|one| one.len() == 4);
        if !grouped && !ten_thousands {
            return None;
        }
        text.replace(',', "")
    } else {
        text.to_owned()
    };
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A number in Chinese characters up to 99: 三, 十二, 两, 三十.
fn chinese(text: &str) -> Option<(f64, &str)> {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|known| known == c);
    let value = |c: char| if c == '两' { Some(2) } else { digit(c) };
    let length = text.chars().take_while(|c| *c == '十' || value(*c).is_some()).count();
    let word: Vec<char> = text.chars().take(length).collect();
    let rest = &text[word.iter().map(|c| c.len_utf8()).sum::<usize>()..];
    let number = match word.as_slice() {
        [one] if *one != '十' => value(*one)?,
        ['十'] => 10,
        ['十', ones] => 10 + value(*ones)?,
        [tens, '十'] => 10 * value(*tens)?,
        [tens, '十', ones] => 10 * value(*tens)? + value(*ones)?,
        _ => return None,
    };
    // 十万 is a scale with nothing before it, and is left to words.
    Some((number as f64, rest))
}

/// Rounded to the fen, so that 1.1 times ten thousand is eleven thousand.
fn cents(number: f64) -> f64 {
    if number.abs() < 1e12 { (number * 100.0).round() / 100.0 } else { number }
}

/// Applies a bound.
fn bounded(amount: &mut Amount, bound: Bound) {
    let said = amount.said;
    (amount.from, amount.to) = match bound {
        Bound::Exact => return,
        Bound::AtMost => (0.0, amount.to),
        Bound::AtLeast => (said, f64::INFINITY),
        Bound::Nearly => (cents(said * 0.9), said),
        Bound::About => (cents(said * 0.9), cents(said * 1.1)),
    };
    amount.approximate = true;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        let cases: [(&str, f64, f64, f64, Unit); 24] = [
            ("136万元", 1_360_000.0, 1_360_000.0, 1_360_000.0, Unit::Yuan),
            ("600多万", 6e6, 6e6, 7e6, Unit::None),
            ("近20万元", 200_000.0, 180_000.0, 200_000.0, Unit::Yuan),
            ("1000余万元", 1e7, 1e7, 2e7, Unit::Yuan),
            ("不超过8万元", 80_000.0, 0.0, 80_000.0, Unit::Yuan),
            ("3—5万元", 30_000.0, 30_000.0, 50_000.0, Unit::Yuan),
            ("3万-5万", 30_000.0, 30_000.0, 50_000.0, Unit::None),
            ("30000~50000元", 30_000.0, 30_000.0, 50_000.0, Unit::Yuan),
            ("约50人", 50.0, 45.0, 55.0, Unit::Persons),
            ("50人左右", 50.0, 45.0, 55.0, Unit::Persons),
            ("93万多人次", 930_000.0, 930_000.0, 940_000.0, Unit::Times),
            ("30万元以内", 300_000.0, 0.0, 300_000.0, Unit::Yuan),
            ("1,200", 1200.0, 1200.0, 1200.0, Unit::None),
            ("１，２００．５元", 1200.5, 1200.5, 1200.5, Unit::Yuan),
            ("5人", 5.0, 5.0, 5.0, Unit::Persons),
            ("12 名", 12.0, 12.0, 12.0, Unit::Persons),
            ("1.1万", 11_000.0, 11_000.0, 11_000.0, Unit::None),
            ("1.2E+5", 120_000.0, 120_000.0, 120_000.0, Unit::None),
            ("三人", 3.0, 3.0, 3.0, Unit::Persons),
            ("十二", 12.0, 12.0, 12.0, Unit::None),
            ("两个", 2.0, 2.0, 2.0, Unit::Things),
            ("1.5亿元", 150_000_000.0, 150_000_000.0, 150_000_000.0, Unit::Yuan),
            ("20戶", 20.0, 20.0, 20.0, Unit::Households),
            ("0", 0.0, 0.0, 0.0, Unit::None),
        ];
        for (text, said, from, to, unit) in cases {
            let amount = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((amount.said, amount.from, amount.to), (said, from, to), "{text}");
            assert_eq!(amount.unit, unit, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_left_to_words() {
        for text in [
            "",
            "十来个",
            "若干",
            "手册3套、视频3类",
            "-3",
            "5万/年",
            "12,34",
            "3人2户",
            "1.2.3",
            "元",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_number_or_not(text in "[0-9约近万元人次多余,.eE+\\-—一二十两 ]{0,12}") {
            if let Some(amount) = read(&text) {
                prop_assert!(amount.from <= amount.said && amount.said <= amount.to);
            }
        }
    }
}
