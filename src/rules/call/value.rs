//! Values of rule cards: words, numbers, amounts, dates. What cannot be read is `None`, never a guess.

use serde_json::Value;

use crate::model::choice::OrganizationType;
use crate::model::{Date, Money};

/// One word or a list of at least one word.
pub(super) fn words(value: &Value) -> Option<Vec<&str>> {
    let words: Option<Vec<&str>> = match value {
        Value::String(word) => Some(vec![word]),
        Value::Array(words) => words.iter().map(Value::as_str).collect(),
        _ => None,
    };
    words.filter(|words| !words.is_empty())
}

/// A number that is not negative, also written as text.
pub(super) fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite() && *number >= 0.0)
}

/// A whole number.
pub(super) fn count(value: &Value) -> Option<u32> {
    let number = number(value)?;
    (number.fract() == 0.0 && number <= f64::from(u32::MAX)).then_some(number as u32)
}

/// A whole number, by itself or as the only key of an object.
pub(super) fn count_of(value: &Value, key: &str) -> Option<u32> {
    if value.is_object() {
        return only(value, &[key, "on"]).and_then(|value| count(value.get(key)?));
    }
    count(value)
}

/// Yuan.
pub(super) fn money(value: &Value) -> Option<Money> {
    Money::from_yuan(number(value)?)
}

/// A date.
pub(super) fn date(value: &Value) -> Option<Date> {
    Date::parse(value.as_str()?.trim())
}

/// The object itself, if it has no other keys: one that is not read might change what is asked.
pub(super) fn only<'a>(value: &'a Value, keys: &[&str]) -> Option<&'a Value> {
    let object = value.as_object()?;
    object.keys().all(|key| keys.contains(&key.as_str())).then_some(value)
}

/// Is this the word for "there is known to be none"?
pub(super) fn says_none(text: &str) -> bool {
    matches!(text.trim(), "无" | "無" | "没有" | "暂无" | "否")
}

/// Types of organizations that a card lists.
pub(super) struct Types {
    /// Those whose words are known.
    pub(super) known: Vec<OrganizationType>,
    /// Were all words known?
    pub(super) whole: bool,
}

impl Types {
    /// Reads the words; `None` if none of them is known.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let mut types = Self { known: Vec::new(), whole: true };
        for word in words(value)? {
            match OrganizationType::from_word(word) {
                Some(kind) => types.known.push(kind),
                // What civil affairs offices register.
                None if word.trim() == "社会组织" => types.known.extend([
                    OrganizationType::Association,
                    OrganizationType::ServiceAgency,
                    OrganizationType::Foundation,
                ]),
                None => types.whole = false,
            }
        }
        (!types.known.is_empty()).then_some(types)
    }
}
