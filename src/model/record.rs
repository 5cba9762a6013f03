//! What all records share, and the declaration that makes one from a list of keys.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::Date;
use super::field::{Context, Field};
use crate::problem::Code;

/// Which row of which file a record came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// Position of the file in [`Dataset::files`](super::Dataset::files).
    pub file: u32,
    /// Row in it, from 1.
    pub row: u32,
}

/// Where the content of a record comes from. Every record may carry it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// Where the facts were found.
    pub source: Option<String>,
    /// When somebody last vouched for them.
    pub assured_on: Option<Date>,
    /// Invented, for demonstration.
    pub illustrative: Option<bool>,
    /// Names of keys whose values were guessed.
    pub inferred: Vec<String>,
    /// By the header of its column, the words of a cell that say more than the value taken from them,
    /// or from which no value could be taken.
    pub as_written: BTreeMap<String, Value>,
    /// Names of keys of which something could not be read. Not written: the problems say what.
    pub unread: Vec<String>,
}

/// A kind of record of the data contract.
pub trait Record: Sized {
    /// Name of its file without extension, and of its array in a project file.
    const FILE: &'static str;
    /// Keys of the contract.
    const KEYS: &'static [&'static str];

    /// Reads a record. `None` if a required value is missing; the reason is among the problems.
    fn read(object: Map<String, Value>, context: &mut Context) -> Option<Self>;
    /// The record as it is written back: canonical values, known keys first, then the unknown ones.
    fn write(&self) -> WrittenRecord;
    /// Where it came from.
    fn origin(&self) -> Origin;
}

/// Keys and values in the order in which they are written.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenRecord(pub Vec<(String, Value)>);

impl WrittenRecord {
    /// Is this the same content? (Order of keys does not matter, being canonical.)
    pub fn text(&self) -> String {
        // Values that came out of JSON can always go back into it.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for WrittenRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// The key of a Rust field name: `r#type` is `type`.
pub(super) const fn key(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// Appends a field to a record that is being written.
#[inline(never)]
pub(super) fn push<F: Field>(pairs: &mut Vec<(String, Value)>, key: &str, field: &F) {
    if let Some(value) = field.write() {
        pairs.push((key.to_owned(), value));
    }
}

/// Reads what every record may carry, and reports the keys that are left.
pub(super) fn read_provenance(
    object: &mut Map<String, Value>,
    context: &mut Context,
    provenance: &mut Provenance,
) {
    // All of these are optional: none can refuse the record.
    context.fill(object, "source", &mut provenance.source);
    context.fill(object, "assured_on", &mut provenance.assured_on);
    context.fill(object, "illustrative", &mut provenance.illustrative);
    context.fill(object, "inferred", &mut provenance.inferred);
    context.fill(object, "as_written", &mut provenance.as_written);
    provenance.unread = std::mem::take(&mut context.unread);
    object.retain(|_, value| !value.is_null());
    // Of a table it was said once which columns are not known.
    let reported = if context.from_table { &Map::new() } else { &*object };
    for key in reported.keys() {
        key.clone_into(&mut context.column);
        context.report(Code::UnknownField, &[("key", key)]);
    }
}

/// Completes a record that is being written with what every record may carry and the unknown keys.
pub(super) fn finish(
    mut pairs: Vec<(String, Value)>,
    provenance: &Provenance,
    extra: &Map<String, Value>,
) -> WrittenRecord {
    push(&mut pairs, "source", &provenance.source);
    push(&mut pairs, "assured_on", &provenance.assured_on);
    push(&mut pairs, "illustrative", &provenance.illustrative);
    push(&mut pairs, "inferred", &provenance.inferred);
    push(&mut pairs, "as_written", &provenance.as_written);
    pairs.extend(extra.iter().map(|(key, value)| (key.clone(), value.clone())));
    WrittenRecord(pairs)
}

/// Declares a record: its file, its keys and their types. The type says how a key is read: `String`
/// is required text, `Option` is optional, `Vec` is a list, `BTreeMap` an object of values.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident in $file:literal {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// Where the content comes from.
            pub provenance: Provenance,
            /// Which row of which file it was.
            pub origin: Origin,
            /// Keys beyond the contract, kept and written back.
            pub extra: Map<String, Value>,
        }

        impl Record for $name {
            const FILE: &'static str = $file;
            const KEYS: &'static [&'static str] = &[$(record::key(stringify!($field)),)*];

            fn read(mut object: Map<String, Value>, context: &mut Context) -> Option<Self> {
                let mut read = Self::default();
                context.unread.clear();
                // Every key is read even when one before it was refused: all problems of a row show at once.
                let mut whole = true;
                $(whole &=
                    context.fill(&mut object, record::key(stringify!($field)), &mut read.$field);)*
                record::read_provenance(&mut object, context, &mut read.provenance);
                read.origin = Origin { file: context.file_number, row: context.row };
                read.extra = object;
                whole.then_some(read)
            }

            fn write(&self) -> WrittenRecord {
                let mut pairs = Vec::new();
                $(record::push(&mut pairs, record::key(stringify!($field)), &self.$field);)*
                record::finish(pairs, &self.provenance, &self.extra)
            }

            fn origin(&self) -> Origin {
                self.origin
            }
        }
    )*};
}

pub(super) use records;
