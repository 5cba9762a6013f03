//! Numbers with units: 近20万元, 1000余人次, 3—5万元, as intervals where they are about.
//!
//! 多 and 余 are up to one unit of the last place more; 近 is 90–100 %; 约 and 左右 ±10 %; 超 and 以上
//! have no upper end; 不超过 and 以内 no lower one. 人次 is never 人.

use serde::Serialize;

use super::names::Found;
use super::vocabulary::Vocabulary;
use super::{Page, Span};

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Smallest value in units, as a decimal; `None` if there is no lower end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Largest value in units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The unit: 元, 人, 人次, 户, …
    pub unit: String,
    /// As written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Its sentence.
    pub sentence: Span,
}

/// Thousandths of a unit: 3.5小时 is a figure too.
const SCALE: i64 = 1000;

/// All figures outside of names, ascending.
pub(super) fn find(page: &Page, names: &[Found], vocabulary: &Vocabulary) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < page.key.len() {
        let fresh = at == 0 || !is_number(page.key[at - 1]);
        let figure = if fresh { figure(page, at, vocabulary) } else { None };
        let Some(figure) = figure else {
            at += 1;
            continue;
        };
        let [start, end] = figure.span.map(|place| place as usize);
        if !names.iter().any(|one| one.start <= start && end <= one.end) {
            found.push(figure);
        }
        at = end.max(at + 1);
    }
    found
}

/// A digit of either kind.
fn is_number(character: char) -> bool {
    character.is_ascii_digit() || "一二三四五六七八九十百千两".contains(character)
}

/// A number: value in thousandths, the worth of its last place, length.
struct Number {
    value: i64,
    place: i64,
    length: usize,
    more: bool,
}

/// The figure whose number begins at `at`.
fn figure(page: &Page, at: usize, vocabulary: &Vocabulary) -> Option<Figure> {
    let text = &page.key;
    let first = number(&text[at..])?;
    let mut end = at + first.length;
    let mut last = None;
    if matches!(text.get(end), Some('-' | '—' | '–' | '~' | '至' | '到')) {
        let skip = if text.get(end..end + 2) == Some(&['—', '—'][..]) { 2 } else { 1 };
        if let Some(second) = number(&text[end + skip..]) {
            end += skip + second.length;
            last = Some(second);
        }
    }
    let rest = text.get(end..)?;
    let (word, unit) = vocabulary.units.iter().find(|(word, _)| rest.starts_with(word))?;
    end += word.len();
    // 个月 and 个 before a measure are no counts of things; 一个 is an article.
    if word.as_slice() == ['个']
        && matches!(text.get(end), Some('月' | '小' | '多' | '工' | '百' | '星' | '一'))
    {
        return None;
    }
    let small = matches!(
        unit.as_str(),
        "个" | "次"
            | "家"
            | "项"
            | "人"
            | "名"
            | "条"
            | "场"
            | "期"
            | "对"
            | "组"
            | "件"
            | "支"
            | "所"
            | "份"
    );
    if first.value <= SCALE && small && !text[at].is_ascii_digit() {
        return None;
    }
    // 第三期, 三十二条: an ordinal is no count.
    if at > 0 && text[at - 1] == '第' {
        return None;
    }
    let mut more = first.more || last.as_ref().is_some_and(|last| last.more);
    if matches!(text.get(end), Some('多' | '余')) {
        more = true;
        end += 1;
    }
    let before = &text[at.saturating_sub(3)..at];
    let after = &text[end..text.len().min(end + 2)];
    let (mut from, mut to) = match &last {
        // 3—5万元: the first shares the second's places.
        Some(last)
            if first.place == SCALE
                && last.place > SCALE
                && first.value * 10 <= last.value * SCALE =>
        {
            (Some(first.value / SCALE * last.place.max(SCALE)), Some(last.value))
        }
        Some(last) => (Some(first.value), Some(last.value)),
        None => (Some(first.value), Some(first.value)),
    };
    let mut start = at;
    let about = before.ends_with(&['约']) || after == ['左', '右'];
    if before.ends_with(&['不', '超', '过']) || after.starts_with(&['以', '内']) {
        from = None;
        start -= if before.ends_with(&['过']) { 3 } else { 0 };
    } else if before.ends_with(&['近']) {
        from = from.map(|value| value / 10 * 9);
        start -= 1;
    } else if about {
        from = from.map(|value| value / 10 * 9);
        to = to.map(|value| value / 10 * 11);
        start -= usize::from(before.ends_with(&['约']));
    } else if before.ends_with(&['超', '过']) || after == ['以', '上'] {
        to = None;
        start -= if before.ends_with(&['过']) { 2 } else { 0 };
    } else if before.ends_with(&['超']) || before.ends_with(&['逾']) {
        to = None;
        start -= 1;
    } else if more {
        let place = last.as_ref().map_or(first.place, |last| last.place);
        to = to.map(|value| value + place);
    }
    if matches!(after, ['左', '右'] | ['以', '内' | '上']) {
        end += 2;
    }
    Some(Figure {
        from: from.map(decimal),
        to: to.map(decimal),
        unit: unit.clone(),
        text: page.text(start, end),
        span: [start as u32, end as u32],
        sentence: page.sentence(at),
    })
}

/// Thousandths as a decimal.
fn decimal(value: i64) -> String {
    let (whole, rest) = (value / SCALE, value % SCALE);
    if rest == 0 {
        return whole.to_string();
    }
    format!("{whole}.{rest:03}").trim_end_matches('0').to_owned()
}

/// What a word multiplies by.
fn factor(character: char) -> Option<i64> {
    match character {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// The number that begins the text: `1,200`, `3.5万`, `三百二十`, `600多万`. At most a hundred million million.
fn number(text: &[char]) -> Option<Number> {
    let first = *text.first()?;
    let mut at = 0;
    let (mut value, mut place);
    if first.is_ascii_digit() {
        let (mut digits, mut decimals) = (0_i64, None::<u32>);
        while let Some(character) = text.get(at) {
            match (character.to_digit(10), character) {
                (Some(digit), _) if at < 18 => {
                    digits = digits.checked_mul(10)?.checked_add(i64::from(digit))?;
                    decimals = decimals.map(|count| count + 1);
                }
                (None, '.')
                    if decimals.is_none() && text.get(at + 1).is_some_and(char::is_ascii_digit) =>
                {
                    decimals = Some(0);
                }
                (None, ',') if decimals.is_none() && is_group(&text[at + 1..]) => {}
                _ => break,
            }
            at += 1;
        }
        let decimals = decimals.unwrap_or(0);
        if decimals > 3 {
            return None;
        }
        let scale = SCALE / 10_i64.pow(decimals);
        value = digits.checked_mul(scale)?;
        // 1000余: the last place that is not zero counts.
        place = scale;
        let mut rest = digits;
        while decimals == 0 && rest > 0 && rest % 10 == 0 {
            rest /= 10;
            place *= 10;
        }
    } else {
        (value, place, at) = chinese(text)?;
    }
    let mut more = false;
    loop {
        match text.get(at) {
            Some('多' | '余') if !more => {
                more = true;
                at += 1;
            }
            Some(character)
                if matches!(character, '百' | '千' | '万' | '亿') && first.is_ascii_digit()
                    || matches!(character, '万' | '亿') =>
            {
                let factor = factor(*character)?;
                value = value.checked_mul(factor)?;
                place = place.checked_mul(factor)?;
                at += 1;
            }
            _ => break,
        }
    }
    (value < 100_000_000_000_000 * SCALE).then_some(Number { value, place, length: at, more })
}

/// Three digits and then no digit: what follows a comma between thousands.
fn is_group(text: &[char]) -> bool {
    text.len() >= 3
        && text[..3].iter().all(char::is_ascii_digit)
        && !text.get(3).is_some_and(char::is_ascii_digit)
}

/// A number in Chinese digits below ten thousand: value and last place in thousandths, length.
fn chinese(text: &[char]) -> Option<(i64, i64, usize)> {
    let digit = |c: char| {
        "零一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .and_then(|value| i64::try_from(value).ok())
            .or((c == '两').then_some(2))
    };
    let (mut total, mut pending, mut place, mut at) = (0_i64, None::<i64>, SCALE, 0);
    while let Some(character) = text.get(at).filter(|_| at < 9) {
        if let Some(value) = digit(*character) {
            if pending.is_some_and(|pending| pending > 0) {
                // 二三百: two digits in a row are no number of this kind.
                return None;
            }
            pending = Some(value);
            place = SCALE;
        } else if let Some(unit) = factor(*character).filter(|unit| *unit <= 1000) {
            total += pending.take().filter(|value| *value > 0).unwrap_or(1) * unit;
            place = unit * SCALE;
        } else {
            break;
        }
        at += 1;
    }
    total += pending.unwrap_or(0);
    (at > 0 && total > 0).then_some((total * SCALE, place, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures of a text as `from–to unit`.
    fn figures(text: &str) -> Vec<String> {
        find(&Page::new(text), &[], Vocabulary::get())
            .into_iter()
            .map(|one| {
                let end = |value: Option<String>| value.unwrap_or_else(|| "*".to_owned());
                format!("{}–{} {}", end(one.from), end(one.to), one.unit)
            })
            .collect()
    }

    #[test]
    fn numbers_as_they_are_written() {
        assert_eq!(
            figures(
                "136万元，600多万元，近20万元，1000余万元，不超过8万元，3—5万元，93万多人次，约50人，\
                 1,200户，三百二十家，十二个组织，超过3000名，1.5亿元，3.5小时，200人左右，30余场"
            ),
            [
                "1360000–1360000 元",
                "6000000–7000000 元",
                "180000–200000 元",
                "10000000–20000000 元",
                "*–80000 元",
                "30000–50000 元",
                "930000–940000 人次",
                "45–55 人",
                "1200–1200 户",
                "320–320 家",
                "12–12 个",
                "3000–* 人",
                "150000000–150000000 元",
                "3.5–3.5 小时",
                "180–220 人",
                "30–40 场",
            ]
        );
    }

    #[test]
    fn what_is_no_count_is_left() {
        assert_eq!(
            figures("2023年，第三期，一个，三个月，4月18日，一家人，12338"),
            Vec::<String>::new()
        );
    }
}
