//! Values of rule cards: words, numbers, amounts, dates. What cannot be read is `None`, never a guess.

use serde_json::Value;

use crate::model::choice::OrganizationType;
use crate::model::{Date, Decimal, Money};

/// One word or a list of at least one word.
#[inline(never)]
pub(super) fn words(value: &Value) -> Option<Vec<&str>> {
    let words = match value {
        Value::String(_) => std::slice::from_ref(value),
        Value::Array(words) if !words.is_empty() => words.as_slice(),
        _ => return None,
    };
    let mut read = Vec::with_capacity(words.len());
    for word in words {
        read.push(word.as_str()?);
    }
    Some(read)
}

/// Words of a closed vocabulary, in their canonical form. `canonical` reads one of them.
#[inline(never)]
pub(super) fn choices(
    value: &Value,
    canonical: fn(&str) -> Option<&'static str>,
) -> Option<Vec<&'static str>> {
    let mut read = Vec::new();
    for word in words(value)? {
        read.push(canonical(word)?);
    }
    Some(read)
}

/// A number that is not negative, also written as text.
#[inline(never)]
pub(super) fn number(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::Number(number) => number.as_str(),
        Value::String(text) => text.trim(),
        _ => return None,
    };
    Decimal::read(text).filter(|number| !number.is_negative())
}

/// A whole number.
#[inline(never)]
pub(super) fn count(value: &Value) -> Option<u32> {
    number(value)?.whole()
}

/// A whole number, by itself or under a key of an object.
#[inline(never)]
pub(super) fn count_of(value: &Value, key: &str) -> Option<u32> {
    if value.is_object() {
        return only(value, &[key, "on"]).and_then(|value| count(value.get(key)?));
    }
    count(value)
}

/// Yuan.
#[inline(never)]
pub(super) fn money(value: &Value) -> Option<Money> {
    Money::from_yuan(&number(value)?)
}

/// Two ends, `[from, to]` or an object with the two keys; a missing or null one is open. `None` for any
/// other form.
#[inline(never)]
pub(super) fn ends<'a>(value: &'a Value, keys: [&str; 2]) -> Option<[Option<&'a Value>; 2]> {
    let ends = match value {
        Value::Array(ends) => match ends.as_slice() {
            [from, to] => [Some(from), Some(to)],
            _ => return None,
        },
        Value::Object(_) => {
            let object = only(value, &keys)?;
            [object.get(keys[0]), object.get(keys[1])]
        }
        _ => return None,
    };
    Some(ends.map(|end| end.filter(|end| !end.is_null())))
}

/// A date.
#[inline(never)]
pub(super) fn date(value: &Value) -> Option<Date> {
    Date::parse(value.as_str()?.trim())
}

/// The object itself, if it has no other keys: one that is not read might change what is asked.
#[inline(never)]
pub(super) fn only<'a>(value: &'a Value, keys: &[&str]) -> Option<&'a Value> {
    let object = value.as_object()?;
    object.keys().all(|key| keys.contains(&key.as_str())).then_some(value)
}

/// Is this the word for "there is known to be none"?
pub(super) fn says_none(text: &str) -> bool {
    matches!(text.trim(), "无" | "無" | "没有" | "暂无" | "否")
}

/// Does a text contain one of these words?
#[inline(never)]
pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
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
    #[inline(never)]
    pub(super) fn read(value: &Value) -> Option<Self> {
        use OrganizationType::{Association, Foundation, ServiceAgency};
        let mut types = Self { known: Vec::new(), whole: true };
        for word in words(value)? {
            match OrganizationType::from_word(word) {
                Some(kind) => types.known.push(kind),
                // What civil affairs offices register.
                None if word.trim() == "社会组织" => {
                    types.known.extend_from_slice(&[Association, ServiceAgency, Foundation]);
                }
                None => types.whole = false,
            }
        }
        (!types.known.is_empty()).then_some(types)
    }
}
