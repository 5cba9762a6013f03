//! Rows of a survey that became no need of their own. They are kept, with personal data removed, so that
//! what goes back into a spreadsheet has every row at its place.

use serde::Serialize;
use serde_json::Value;

/// One such row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct OtherRow {
    /// Name of the file, with the sheet where there are several.
    pub file: String,
    /// Row as a spreadsheet shows it.
    pub row: u32,
    /// What became of it: `no_need` or `merged`.
    pub fate: String,
    /// Which kind of answer without a need (`empty`, `none`, `praise`, `test`, `off-topic`), or the row
    /// into which it went.
    pub note: String,
    /// What was written, without personal data.
    pub text: String,
}

impl OtherRow {
    /// Reads one back. `None` if a part is missing.
    pub fn from_json(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            file: text("file")?,
            row: value.get("row").and_then(Value::as_u64)? as u32,
            fate: text("fate")?,
            note: text("note")?,
            text: text("text")?,
        })
    }
}
