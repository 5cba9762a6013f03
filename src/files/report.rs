//! What is told about a file that was read, and what a person may choose differently.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::columns::Mapping;
use super::encoding::Encoding;
use crate::message::Argument;
use crate::model::{Dataset, Divisions, Place};
use crate::problem::{Code, Problem};

/// What a person chose. Everything that is absent is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// The list that the file holds: `organizations`, `needs`, …
    pub list: Option<String>,
    /// How its characters are written.
    pub encoding: Option<Encoding>,
    /// Key by header; `null` for a column that is left aside.
    pub columns: Option<BTreeMap<String, Option<String>>>,
    /// Code of the county to which towns and villages without one belong.
    pub county: Option<String>,
    /// The only sheet to read.
    pub sheet: Option<String>,
}

impl Choices {
    /// The county as a place.
    pub(super) fn county(&self) -> Option<Place> {
        self.county.as_deref().and_then(Place::parse)
    }
}

/// What is known besides the file.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Known places.
    pub divisions: Divisions,
    /// Mappings of columns that were saved.
    pub mappings: Vec<Mapping>,
    /// The data that the file joins, if it is at hand: its vocabulary of fields, its organizations.
    pub dataset: Option<Dataset>,
}

impl Surroundings {
    /// A file alone: the built-in places.
    pub fn none() -> Self {
        Self { divisions: Divisions::builtin(), ..Self::default() }
    }

    /// A file beside records that are opened with it.
    pub fn of(dataset: Dataset) -> Self {
        Self { divisions: dataset.divisions.clone(), dataset: Some(dataset), ..Self::default() }
    }

    /// Has the data a vocabulary of fields of its own? Then the import compares with it.
    pub(super) fn has_themes(&self) -> bool {
        self.dataset.as_ref().is_some_and(|dataset| !dataset.themes.is_empty())
    }
}

/// What was found in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// What it is: `separated`, `workbook`, `json`, …
    pub format: &'static str,
    /// How its characters are written.
    pub encoding: Option<Encoding>,
    /// How likely each other encoding is, in thousandths.
    pub alternatives: Vec<(Encoding, u32)>,
    /// Its tables.
    pub tables: Vec<TableReport>,
    /// Columns that were dropped at the door: IP addresses, sources.
    pub dropped: Vec<String>,
    /// Personal data that was taken out.
    pub removed: Vec<Removed>,
    /// Texts that were repaired.
    pub repaired: Vec<Repaired>,
    /// Rows name towns or villages, but no county: it should be asked once.
    pub asks_county: bool,
}

impl Report {
    /// Lists what the problems say about columns that were dropped, personal data, and repairs.
    pub(super) fn summarise(&mut self, problems: &[Problem]) {
        for problem in problems {
            let text = |name: &str| match problem.args.get(name) {
                Some(Argument::Text(text)) => text.clone(),
                _ => String::new(),
            };
            let row = problem.row.unwrap_or(0);
            let column = || problem.column.clone().unwrap_or_default();
            match problem.code {
                Code::DroppedColumn => self.dropped.push(column()),
                Code::PersonalDataRemoved => {
                    let kinds = match problem.args.get("kinds") {
                        Some(Argument::List(kinds)) => kinds.clone(),
                        _ => Vec::new(),
                    };
                    self.removed.push(Removed { row, column: column(), kinds });
                }
                Code::TextRepaired | Code::PinyinNotes => self.repaired.push(Repaired {
                    row,
                    column: column(),
                    before: text("before"),
                    after: text("after"),
                    kind: problem.code.as_str(),
                }),
                _ => {}
            }
        }
    }
}

/// What was found in one table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TableReport {
    /// The sheet; empty for a text file.
    pub sheet: String,
    /// Number of the (last) row of the header.
    pub header_row: u32,
    /// What kind of table: `list`, `survey` or `notes`.
    pub kind: Option<&'static str>,
    /// The list it was taken for.
    pub list: Option<String>,
    /// How sure that is: the sum of the columns' scores and a little for the name.
    pub score: u32,
    /// Names the row of headers, to save a mapping for it.
    pub fingerprint: String,
    /// Its columns.
    pub columns: Vec<ColumnReport>,
    /// Rows that became a record, or several.
    pub rows: u32,
}

/// What one column was taken for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ColumnReport {
    /// Its header.
    pub header: String,
    /// The key; `None` where it is not used for matching.
    pub key: Option<String>,
    /// How sure that is, in thousandths.
    pub score: u32,
    /// The first cells that are not blank, at most three, without what is personal.
    pub samples: Vec<String>,
}

/// Personal data that was taken out of a cell. What it was is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// Row as numbered.
    pub row: u32,
    /// The header.
    pub column: String,
    /// What kinds of data, as in `personal.KIND` of the messages.
    pub kinds: Vec<String>,
}

/// A text that was repaired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repaired {
    /// Row as numbered.
    pub row: u32,
    /// The header.
    pub column: String,
    /// As it stood.
    pub before: String,
    /// As it is now.
    pub after: String,
    /// What kind of damage: the code of its problem.
    pub kind: &'static str,
}
