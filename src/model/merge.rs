//! Two rows that were found to be the same: which one stays, what the other added, and the other itself,
//! so that a person can look at both and take them apart again.

use serde::Serialize;
use serde_json::{Map, Value};

use super::record::WrittenRecord;
use crate::hash::Fnv64;

/// A record that went into another one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Merge {
    /// Name of the list, as of its file.
    pub list: String,
    /// Id of the record that stays.
    pub kept: String,
    /// Why they are the same: `same-id`, `same-name` or `script`, where only the script, the width or
    /// a note in brackets differs; `supplement` where a person filled in what was missing.
    pub why: String,
    /// Name of the file of the other row.
    pub file: String,
    /// The other row.
    pub row: u32,
    /// Keys that only the other row had; the record that stays has them from there.
    pub filled: Vec<String>,
    /// Keys in which both say something and not the same; the record that stays keeps its own.
    pub differs: Vec<String>,
    /// What the record that stays said before a sheet of missing facts said something else.
    pub replaced: Map<String, Value>,
    /// Names this merge where a person takes it apart: FNV-1a 64 of the other row.
    pub fingerprint: String,
    /// The other row.
    pub record: Map<String, Value>,
}

impl Merge {
    /// [`why`](Self::why) of a row in which a person filled in what was missing.
    pub const SUPPLEMENT: &'static str = "supplement";

    /// What names a record where it is taken out of another.
    pub fn fingerprint(record: &WrittenRecord) -> String {
        let mut hash = Fnv64::new();
        hash.write(record.text().as_bytes());
        hash.hexadecimal()
    }

    /// Reads one as it stands in a project file. `None` if a part is missing.
    pub fn from_json(value: Value) -> Option<Self> {
        let Value::Object(mut object) = value else { return None };
        let mut text = |key: &str| match object.remove(key) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let (list, kept, why) = (text("list")?, text("kept")?, text("why")?);
        let (file, fingerprint) = (text("file")?, text("fingerprint")?);
        let row = object.get("row").and_then(Value::as_u64)? as u32;
        let words = |value: Option<&Value>| -> Vec<String> {
            let items = value.and_then(Value::as_array).into_iter().flatten();
            items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
        };
        let (filled, differs) = (words(object.get("filled")), words(object.get("differs")));
        let Some(Value::Object(replaced)) = object.remove("replaced") else { return None };
        let Some(Value::Object(record)) = object.remove("record") else { return None };
        Some(Self { list, kept, why, file, row, filled, differs, replaced, fingerprint, record })
    }
}
