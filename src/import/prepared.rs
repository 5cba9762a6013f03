//! What the module `files` makes of a table or a text: rows of the contract, which remember where they
//! stood, and what became of the other rows.
//!
//! In the browser it travels as JSON from the second wasm module to the core; natively it is handed over
//! as it is. Either way the rest of the import treats its rows like those of JSON lines.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::List;
use super::json_lines::Row;
use crate::message::{Argument, Arguments};
use crate::model::OtherRow;
use crate::problem::{Code, Level, Problem};

/// Rows of one list that stood in one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PreparedPart {
    /// Name of the list, as of its file: `organizations`, `needs`, …
    pub list: String,
    /// Name of the table in problems: that of the file, with the sheet where there are several.
    pub place: String,
    /// Do its rows complete records that are there already? Then what they say wins, and none is added.
    pub supplement: bool,
    /// The header of each key, as written: problems name the column that the user knows.
    pub headers: BTreeMap<String, String>,
    /// Objects of the contract with their row. Several objects of one row follow each other.
    pub rows: Vec<(u32, Map<String, Value>)>,
}

/// One file, read as far as rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prepared {
    /// Name of the file.
    pub name: String,
    /// Its rows by list.
    pub parts: Vec<PreparedPart>,
    /// What could not be taken over as written.
    pub problems: Vec<Problem>,
    /// Rows of a survey that became no need of their own, for what goes back into a spreadsheet.
    pub other_rows: Vec<OtherRow>,
    /// Rows up to the last that is not blank, of all tables of the file.
    pub total: u32,
    /// Rows that were refused; each has a problem.
    pub refused: u32,
    /// Rows that repeated an earlier one.
    pub merged: u32,
    /// Rows without anything.
    pub blank: u32,
    /// Rows that are no records: titles, headers, totals, notes.
    pub apart: u32,
    /// Answers in which nobody asks for anything: empty, none, praise, a test.
    pub no_need: u32,
}

impl Prepared {
    /// The JSON in which it travels.
    pub fn to_json(&self) -> Vec<u8> {
        let parts: Vec<Value> = self
            .parts
            .iter()
            .map(|part| {
                json!({
                    "list": part.list,
                    "place": part.place,
                    "supplement": part.supplement,
                    "headers": part.headers,
                    "rows": part.rows,
                })
            })
            .collect();
        let value = json!({
            "name": self.name,
            "parts": parts,
            "problems": self.problems,
            "other_rows": self.other_rows,
            "counts": [
                self.total, self.refused, self.merged, self.blank, self.apart, self.no_need,
            ],
        });
        value.to_string().into_bytes()
    }

    /// Reads it back. `None` if it is something else.
    pub fn from_json(bytes: &[u8]) -> Option<Self> {
        let Value::Object(mut object) = serde_json::from_slice(bytes).ok()? else { return None };
        let mut prepared = Self { name: text(object.get("name"))?, ..Self::default() };
        let counts = object.get("counts")?.as_array()?;
        let count = |at: usize| counts.get(at).and_then(Value::as_u64).map(|count| count as u32);
        prepared.total = count(0)?;
        prepared.refused = count(1)?;
        prepared.merged = count(2)?;
        prepared.blank = count(3)?;
        prepared.apart = count(4)?;
        prepared.no_need = count(5)?;
        for part in list(object.remove("parts"))? {
            prepared.parts.push(read_part(part)?);
        }
        for row in list(object.remove("other_rows"))? {
            prepared.other_rows.push(OtherRow::from_json(&row)?);
        }
        for problem in list(object.remove("problems"))? {
            prepared.problems.push(read_problem(&problem)?);
        }
        Some(prepared)
    }

    /// Its rows as the import takes them; parts of a list that does not exist are left out.
    pub(super) fn into_parts(self) -> impl Iterator<Item = (List, PreparedRows)> {
        self.parts.into_iter().filter_map(|part| {
            let list = List::named(&part.list)?;
            let objects = part.rows.into_iter().map(|(row, object)| Row { row, object }).collect();
            let PreparedPart { place, supplement, headers, .. } = part;
            Some((list, PreparedRows { place, supplement, headers, objects }))
        })
    }
}

/// Rows of one list, ready to become records.
pub(super) struct PreparedRows {
    /// Name in problems.
    pub place: String,
    /// Do they complete records?
    pub supplement: bool,
    /// Headers by key.
    pub headers: BTreeMap<String, String>,
    /// The objects.
    pub objects: Vec<Row>,
}

/// A string.
fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}

/// The items of an array.
fn list(value: Option<Value>) -> Option<Vec<Value>> {
    match value {
        Some(Value::Array(items)) => Some(items),
        _ => None,
    }
}

/// Reads one part.
fn read_part(value: Value) -> Option<PreparedPart> {
    let Value::Object(mut object) = value else { return None };
    let Some(Value::Object(headers)) = object.remove("headers") else { return None };
    let mut part = PreparedPart {
        list: text(object.get("list"))?,
        place: text(object.get("place"))?,
        supplement: object.get("supplement")?.as_bool()?,
        ..PreparedPart::default()
    };
    for (key, header) in headers {
        part.headers.insert(key, text(Some(&header))?);
    }
    for row in list(object.remove("rows"))? {
        let Value::Array(pair) = row else { return None };
        let mut pair = pair.into_iter();
        let (Some(row), Some(Value::Object(object))) = (pair.next(), pair.next()) else {
            return None;
        };
        part.rows.push((row.as_u64()? as u32, object));
    }
    Some(part)
}

/// Reads one problem.
fn read_problem(value: &Value) -> Option<Problem> {
    let code = Code::from_name(value.get("code")?.as_str()?)?;
    let mut args = Arguments::new();
    for (name, value) in value.get("args")?.as_object()? {
        args.insert(name.clone().into(), argument(value)?);
    }
    Some(Problem {
        code,
        level: Level::from_name(value.get("level")?.as_str()?)?,
        file: text(value.get("file"))?,
        row: value.get("row")?.as_u64().map(|row| row as u32),
        column: text(value.get("column")),
        args,
    })
}

/// Reads one argument.
fn argument(value: &Value) -> Option<Argument> {
    match value {
        Value::Number(number) => number.as_i64().map(Argument::Number),
        Value::String(text) => Some(Argument::Text(text.clone())),
        Value::Array(items) => {
            let words = items.iter().map(|item| text(Some(item)));
            words.collect::<Option<Vec<String>>>().map(Argument::List)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_prepared_travels_as_json() {
        let object = json!({"name": "甲"}).as_object().cloned().unwrap_or_default();
        let problem = Problem::of_row(Code::BadDate, "a.csv", 3).at("成立时间");
        let prepared = Prepared {
            name: "a.csv".into(),
            parts: vec![PreparedPart {
                list: "organizations".into(),
                place: "a.csv".into(),
                supplement: true,
                headers: [("name".to_owned(), "机构名称".to_owned())].into(),
                rows: vec![(2, object)],
            }],
            problems: vec![problem.with("text", "去年").with("candidates", vec!["x".to_owned()])],
            other_rows: vec![OtherRow {
                file: "a.csv".into(),
                row: 4,
                fate: "no_need".into(),
                note: "praise".into(),
                text: "挺好的".into(),
            }],
            total: 5,
            refused: 0,
            merged: 1,
            blank: 1,
            apart: 1,
            no_need: 1,
        };
        assert_eq!(Prepared::from_json(&prepared.to_json()), Some(prepared));
    }

    #[test]
    fn something_else_is_refused() {
        for text in ["", "[]", "{}", r#"{"name":"a","parts":[1],"problems":[],"counts":[0]}"#] {
            assert_eq!(Prepared::from_json(text.as_bytes()), None);
        }
    }
}
