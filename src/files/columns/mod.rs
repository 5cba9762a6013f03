//! Which column means what: headers to keys of a list, with how sure that is.
//!
//! The words are data (`data/columns.json`). A header counts by how well it fits a word, and less where
//! the cells below it do not look like what the key holds. What a person chose always wins, and a
//! mapping that was saved is taken where the same headers come again.

mod dictionary;
mod guess;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use dictionary::{Dictionary, Kind, ListColumns, header_key};
pub use guess::{Column, Columns, Told, guess, is_header_word, is_telling_word};

/// What a person said a table's columns mean, to be used again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// [`fingerprint`] of the headers it is for.
    pub fingerprint: String,
    /// The list.
    pub list: String,
    /// Key by header; `null` for a column that is left aside.
    pub columns: BTreeMap<String, Option<String>>,
}

/// A short name for a row of headers, the same for the same headers in any spelling of width, case or
/// script.
pub fn fingerprint(headers: &[String]) -> String {
    let mut hash = crate::hash::Fnv64::new();
    for header in headers {
        hash.write(header_key(header).as_bytes());
        hash.write(b"\x1f");
    }
    hash.hexadecimal()
}
