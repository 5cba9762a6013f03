//! A value of a record as the text of a cell: what a person reads, and what is read back.

use serde_json::Value;

use crate::model::{Divisions, Place};

/// Keys whose values are places.
const PLACES: [&str; 2] = ["division", "service_area"];

/// The text of a value of a key.
pub(super) fn text(key: &str, value: &Value, divisions: &Divisions) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "是".to_owned(),
        Value::Bool(false) => "否".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(word) if PLACES.contains(&key) => place(word, divisions),
        Value::String(word) => word.clone(),
        Value::Array(items) => {
            let words: Vec<String> = items.iter().map(|item| text(key, item, divisions)).collect();
            words.join("、")
        }
        Value::Object(_) => object(key, value),
    }
}

/// The full name of a place; the code where there is no name.
fn place(code: &str, divisions: &Divisions) -> String {
    let place = Place::parse(code).filter(|place| divisions.name(*place).is_some());
    place.map_or_else(|| code.to_owned(), |place| divisions.full_name(place))
}

/// The objects of the contract in the words of lists: a rating with its date, checks by year.
fn object(key: &str, value: &Value) -> String {
    let member = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    match (key, value.as_object()) {
        ("rating", _) if !member("grade").is_empty() => {
            let date = member("date");
            if date.is_empty() {
                member("grade").to_owned()
            } else {
                format!("{}（{date}）", member("grade"))
            }
        }
        ("annual_checks", Some(years)) => {
            let words = years.iter().filter_map(|(year, result)| {
                result.as_str().map(|result| format!("{year}{result}"))
            });
            words.collect::<Vec<_>>().join("、")
        }
        (_, Some(members)) => {
            let words = members.iter().map(|(name, value)| {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                format!("{name}：{value}")
            });
            words.collect::<Vec<_>>().join("；")
        }
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_written_as_lists_have_them() {
        let divisions = Divisions::builtin();
        let written = |key: &str, value: Value| text(key, &value, &divisions);
        assert_eq!(
            written("service_area", json!(["350102", "430121"])),
            "福建省福州市鼓楼区、湖南省长沙市长沙县"
        );
        assert_eq!(
            written("rating", json!({"grade": "3A", "date": "2023-12-01"})),
            "3A（2023-12-01）"
        );
        assert_eq!(
            written("annual_checks", json!({"2022": "合格", "2023": "基本合格"})),
            "2022合格、2023基本合格"
        );
        assert_eq!(written("hub", json!(true)), "是");
        assert_eq!(written("credit_code", json!("52350102XXXX90018J")), "52350102XXXX90018J");
    }
}
