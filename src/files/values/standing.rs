//! What an organization can show: its rating, its annual checks, what it can carry; and the dates at
//! which a project entered its stages.

use serde_json::{Map, Value};

use super::{amount, date};
use crate::model::choice::{Grade, ProjectStage};
use crate::text::fold;

/// Longest span of years that a range of checks covers.
const LONGEST_SPAN: u16 = 30;

/// Reads a rating with its date and authority: `4A（2021-11-30，福州市民政局）`. `None` where there is
/// no grade, or more than that.
pub(crate) fn rating(text: &str) -> Option<Value> {
    let folded = fold(text);
    if Grade::from_word(&folded).is_some() || !folded.contains(['(', ',', ' ', ':', ';', '、']) {
        return None;
    }
    let (mut grade, mut object) = (None, Map::new());
    for part in folded.split(['(', ')', ',', ';', '、', ':', ' ']).map(str::trim) {
        if part.is_empty() {
            continue;
        }
        let word = ["级社会组织", "级", "等级"].iter().find_map(|added| part.strip_suffix(added));
        if let Some(found) = Grade::from_word(part).or_else(|| Grade::from_word(word?)) {
            if grade.replace(found).is_some() {
                return None;
            }
        } else if let Some(until) = part.strip_prefix("有效期至").or(part.strip_prefix("至")) {
            object.insert("valid_until".into(), date::read(until)?.iso.into());
        } else if let Some(date) =
            date::read(part.trim_end_matches("评定").trim_end_matches("获评"))
        {
            object.entry("date").or_insert_with(|| date.iso.into());
        } else if object.contains_key("authority") {
            return None;
        } else {
            object.insert("authority".into(), original(text, part).into());
        }
    }
    object.insert("grade".into(), grade?.as_str().into());
    Some(Value::Object(object))
}

/// A part of a folded text as it was written.
fn original(text: &str, part: &str) -> String {
    let folded = crate::text::Folded::new(text);
    let key: Vec<char> = part.chars().collect();
    let start = folded.chars.windows(key.len().max(1)).position(|window| window == key.as_slice());
    let Some(start) = start else { return part.to_owned() };
    let [from, to] = folded.span(start, start + key.len());
    text.chars().skip(from as usize).take((to - from) as usize).collect()
}

/// Reads results of annual checks: `2022年合格、2023年基本合格`, `2022—2024年均合格`; `year` is the
/// year in the header. `None` if something is left over.
pub(crate) fn checks(text: &str, year: Option<u16>) -> Option<Map<String, Value>> {
    let folded: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
    let mut results = Map::new();
    let mut pending: Vec<u16> = year.into_iter().collect();
    let mut span = false;
    let mut rest = folded.as_str();
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let year = match digits {
                4 => rest[..4].parse().ok()?,
                2 => 2000 + rest[..2].parse::<u16>().ok()?,
                _ => return None,
            };
            match pending.last() {
                Some(first) if span => {
                    let first = *first;
                    if year <= first || year - first > LONGEST_SPAN {
                        return None;
                    }
                    pending.extend(first + 1..=year);
                }
                _ => pending.push(year),
            }
            span = false;
            rest = &rest[digits..];
            continue;
        }
        let result =
            [("基本合格", "基本合格"), ("不合格", "不合格"), ("合格", "合格"), ("通过", "合格")]
                .into_iter()
                .find_map(|(word, result)| rest.strip_prefix(word).map(|rest| (result, rest)));
        if let Some((result, after)) = result {
            if pending.is_empty() {
                return None;
            }
            for year in pending.drain(..) {
                results.insert(year.to_string(), result.into());
            }
            rest = after;
            continue;
        }
        let word = ["年度", "年检", "年", "均为", "均", "都", "检查", "结果", "结论", "为"]
            .into_iter()
            .find_map(|word| rest.strip_prefix(word));
        if let Some(after) = word {
            rest = after;
            continue;
        }
        let mark = rest.chars().next()?;
        span |= matches!(mark, '—' | '–' | '-' | '~' | '至' | '到');
        if !span && !matches!(mark, '、' | ',' | ';' | ':' | '(' | ')' | '。' | '/' | '和' | '及')
        {
            return None;
        }
        rest = &rest[mark.len_utf8()..];
    }
    (!results.is_empty() && pending.is_empty()).then_some(results)
}

/// The year that a header names: `2023年年检`.
pub(crate) fn year_of(header: &str) -> Option<u16> {
    let folded = fold(header);
    let at = folded.find("20").filter(|at| folded.is_char_boundary(at + 2))?;
    let digits = folded[at..].bytes().take_while(u8::is_ascii_digit).count();
    (digits == 4).then(|| folded[at..at + 4].parse().ok())?
}

/// Reads what an organization can carry: `同时3个项目，单项30万元以内`. `None` if a part is neither.
pub(crate) fn capacity(text: &str) -> Option<Value> {
    let folded = fold(text);
    let mut object = Map::new();
    for part in folded.split([',', ';', '、', '。']).map(str::trim).filter(|part| !part.is_empty())
    {
        let mut part = part;
        for word in [
            "可", "能", "最多", "同时", "承接", "承担", "单项", "每项", "单个", "每个", "项目",
            "资金",
        ] {
            part = part.strip_prefix(word).unwrap_or(part).trim();
        }
        if let Some(count) = part.strip_suffix("项目") {
            let count = amount::read(count)?;
            object.insert("max_projects".into(), whole(count.said)?);
            continue;
        }
        let amount = amount::read(part)?;
        let money = amount.unit == amount::Unit::Yuan || amount.scaled;
        let said = if amount.to.is_finite() { amount.to } else { amount.said };
        let key = if money { "max_budget" } else { "max_projects" };
        if object.insert(key.into(), whole(said)?).is_some() {
            return None;
        }
    }
    (!object.is_empty()).then_some(Value::Object(object))
}

/// A number that is whole, as JSON.
pub(crate) fn whole(number: f64) -> Option<Value> {
    (number.fract() == 0.0 && (0.0..1e15).contains(&number)).then(|| Value::from(number as u64))
}

/// Reads the dates of stages: `立项 2025-10-20；发布 2025-11-25`. `None` if a part is something else.
pub(crate) fn stages(text: &str) -> Option<Map<String, Value>> {
    let folded = fold(text);
    let mut dates = Map::new();
    for part in folded.split([';', ',', '、']).map(str::trim).filter(|part| !part.is_empty()) {
        let at = part.find(|c: char| c.is_ascii_digit())?;
        let stage = ProjectStage::from_word(part[..at].trim_end_matches([':', ' ']))?;
        dates.insert(stage.as_str().to_owned(), date::read(&part[at..])?.iso.into());
    }
    (!dates.is_empty()).then_some(dates)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn ratings_have_grade_date_and_authority() {
        assert_eq!(
            rating("4A（2021-11-30，福州市民政局）"),
            Some(json!({"grade": "4A", "date": "2021-11-30", "authority": "福州市民政局"}))
        );
        assert_eq!(rating("AAA級（2023年12月）"), Some(json!({"grade": "3A", "date": "2023-12"})));
        assert_eq!(
            rating("3A（有效期至2026年12月）"),
            Some(json!({"grade": "3A", "valid_until": "2026-12"}))
        );
        assert_eq!(rating("3A（2022，福州市民政局，復評）"), None);
        // What the import reads itself, or nobody can.
        for text in ["3A", "AAA", "未评估", "6A", ""] {
            assert_eq!(rating(text), None, "{text}");
        }
    }

    #[test]
    fn checks_are_read_by_year() {
        let read = |text, year| checks(text, year).map(Value::Object);
        let expected = json!({"2022": "合格", "2023": "基本合格", "2024": "不合格"});
        assert_eq!(read("2022年合格、2023年基本合格；2024年不合格", None), Some(expected));
        let all = json!({"2022": "合格", "2023": "合格", "2024": "合格"});
        assert_eq!(read("2022—2024年均合格", None), Some(all.clone()));
        assert_eq!(read("2022、2023、2024年度年检合格", None), Some(all));
        assert_eq!(read("合格", Some(2023)), Some(json!({"2023": "合格"})));
        for text in ["合格", "近三年合格", "2022年", "", "2022—9999年合格"] {
            assert_eq!(read(text, None), None, "{text}");
        }
        assert_eq!(year_of("2023年度年检结果"), Some(2023));
        assert_eq!(year_of("年检"), None);
    }

    #[test]
    fn capacities_are_projects_and_money() {
        let read = |text| capacity(text);
        assert_eq!(
            read("同时3个项目，单项30万元以内"),
            Some(json!({"max_projects": 3, "max_budget": 300_000}))
        );
        assert_eq!(read("可承接2个项目"), Some(json!({"max_projects": 2})));
        assert_eq!(read("50万元以下"), Some(json!({"max_budget": 500_000})));
        assert_eq!(read("3"), Some(json!({"max_projects": 3})));
        assert_eq!(read("看情况"), None);
    }

    #[test]
    fn stages_have_dates() {
        let expected = json!({"立项": "2025-10-20", "发布": "2025-11-25"});
        assert_eq!(stages("立项 2025-10-20；发布 2025-11-25").map(Value::Object), Some(expected));
        assert_eq!(stages("立项 明年"), None);
    }
}
