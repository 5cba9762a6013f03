//! What goes back to people: matches in the order of their own rows, the cleaned records, the directory
//! with the source of every cell, problems, the facts that are missing, the graph.
//!
//! Everything here is made from the records and from the results as they were written, so that the page,
//! whose engine is another module, and the command line write the same bytes.

mod cell;
mod directory;
pub mod graphml;
mod lists;
mod matches;
mod problems;
mod supplement;

use serde_json::Value;

use crate::files::write::Workbook;
use crate::message::{Argument, Arguments, Language};
use crate::model::Dataset;

/// What can be exported as a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// One line for every row of the surveys, with the best candidates, reasons and decisions.
    Matches,
    /// Every list of records, cleaned, as it can be read again.
    Records,
    /// The organizations, and on a second sheet where each cell comes from.
    Directory,
    /// What could not be taken over as written.
    Problems,
    /// The facts that are missing and decide something: to be filled in and given back.
    Supplement,
}

impl What {
    /// Every kind of export.
    pub const ALL: [Self; 5] =
        [Self::Matches, Self::Records, Self::Directory, Self::Problems, Self::Supplement];

    /// Its name in requests.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Matches => "matches",
            Self::Records => "records",
            Self::Directory => "directory",
            Self::Problems => "problems",
            Self::Supplement => "supplement",
        }
    }

    /// The kind of that name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == word)
    }
}

/// What an export is made from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The records.
    pub dataset: &'a Dataset,
    /// Results of a route, as JSON: for [`What::Matches`] those of every query, for
    /// [`What::Supplement`] those of `organization-call`.
    pub results: &'a [Value],
    /// Problems, as JSON.
    pub problems: &'a [Value],
    /// The language of headers and sentences.
    pub language: Language,
    /// Are contacts to be written too? Only where a person ticked it.
    pub contacts: bool,
}

impl Source<'_> {
    /// The workbook.
    pub fn workbook(&self, what: What) -> Workbook {
        let sheets = match what {
            What::Matches => vec![matches::sheet(self), matches::about(self)],
            What::Records => lists::sheets(self),
            What::Directory => directory::sheets(self),
            What::Problems => vec![problems::sheet(self)],
            What::Supplement => vec![supplement::sheet(self), supplement::about(self)],
        };
        Workbook { sheets }
    }

    /// A word or sentence without arguments.
    fn word(&self, key: &str) -> String {
        self.language.sentence(key, &Arguments::new())
    }

    /// The header of a key of a record.
    fn header(&self, key: &str) -> String {
        let name = format!("field.{key}");
        let known = self.language.table().contains_key(&name);
        if known { self.word(&name) } else { key.to_owned() }
    }

    /// The sentence of a message in a result: `{code, args}` in a family.
    fn say(&self, family: &str, message: &Value) -> String {
        let Some(code) = message.get("code").and_then(Value::as_str) else { return String::new() };
        let mut arguments = Arguments::new();
        for (name, value) in message.get("args").and_then(Value::as_object).into_iter().flatten() {
            if let Some(argument) = argument(value) {
                arguments.insert(name.clone().into(), argument);
            }
        }
        self.language.sentence(&format!("{family}.{code}"), &arguments)
    }
}

/// An argument of a message, from JSON.
fn argument(value: &Value) -> Option<Argument> {
    match value {
        Value::Number(number) => number.as_i64().map(Argument::Number),
        Value::String(text) => Some(Argument::Text(text.clone())),
        Value::Array(items) => {
            let words = items.iter().map(|item| item.as_str().map(str::to_owned));
            words.collect::<Option<Vec<String>>>().map(Argument::List)
        }
        _ => None,
    }
}

/// A text member of an object; empty where there is none.
fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The items of a list member of an object.
fn items<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}
