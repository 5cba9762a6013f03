//! Every list of records as a sheet, in the words of the templates, so that it can be read again.

use serde_json::Value;

use super::{Source, cell};
use crate::files::write::{Column, Kind, Sheet};
use crate::model::WrittenRecord;
use crate::risk;

/// Keys that are written only where a person ticked it.
const CONTACTS: &str = "contacts";

/// The lists that are not empty.
pub(super) fn sheets(source: &Source) -> Vec<Sheet> {
    let lists = source.dataset.written_lists().into_iter();
    lists
        .filter(|(_, records)| !records.is_empty())
        .map(|(name, records)| sheet(source, &source.word(&format!("list.{name}")), &records))
        .collect()
}

/// One list: a column for every key that a record has.
pub(super) fn sheet(source: &Source, name: &str, records: &[WrittenRecord]) -> Sheet {
    let mut keys: Vec<&str> = Vec::new();
    for (key, _) in records.iter().flat_map(|record| &record.0) {
        if !keys.contains(&key.as_str()) && (source.contacts || key != CONTACTS) {
            keys.push(key);
        }
    }
    // The id last, as people expect the name first.
    if let Some(at) = keys.iter().position(|key| *key == "id") {
        let id = keys.remove(at);
        keys.push(id);
    }
    let columns = keys.iter().map(|key| column(source, key)).collect();
    let rows = records.iter().map(|record| row(source, &keys, record)).collect();
    Sheet { name: name.to_owned(), columns, rows, frozen: true, ..Sheet::default() }
}

/// The column of a key.
fn column(source: &Source, key: &str) -> Column {
    let kind = match key {
        "budget" | "grant_min" | "grant_max" | "own_funds" => Kind::Money,
        "staff" | "volunteers" | "people" | "person_times" | "respondents" => Kind::Number,
        _ => Kind::Text,
    };
    let width = match key {
        "text" | "description" | "rules_text" => 48,
        "name" | "division" | "service_area" | "past_projects" | "skills" => 26,
        _ => 14,
    };
    Column { title: source.header(key), width, kind, ..Column::default() }
}

/// The cells of a record. What somebody in danger wrote stays out of spreadsheets.
fn row(source: &Source, keys: &[&str], record: &WrittenRecord) -> Vec<String> {
    let value = |key: &str| record.0.iter().find(|(name, _)| name == key).map(|(_, value)| value);
    let divisions = &source.dataset.divisions;
    let is_critical = |text: &str| risk::assess(text, false).is_some_and(|risk| risk.is_critical());
    let cell = |key: &&str| {
        let text = cell::text(key, value(key).unwrap_or(&Value::Null), divisions);
        if *key == "text" && is_critical(&text) { source.word("export.referred") } else { text }
    };
    keys.iter().map(cell).collect()
}
