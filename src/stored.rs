//! Records and their indexes as one file: versioned bytes that open without building anything.
//!
//! `MATCHGRAPH-INDEX`, a format number, the hash of the declarations that the indexes were built with,
//! the project file, then each index behind the name of its kind. Numbers are little-endian.

use std::collections::BTreeMap;

use crate::failure::Failure;
use crate::hash::Fnv64;
use crate::index::{ByteReader, write_block};
use crate::score::Words;

/// How every stored file begins.
const MAGIC: &[u8] = b"MATCHGRAPH-INDEX";
/// The format that is written, and the only one that is read: an index is made again in seconds.
const FORMAT: u64 = 2;

/// The parts of a stored file.
pub struct Stored<'a> {
    /// The project file.
    pub project: &'a [u8],
    /// The index of each kind.
    pub sides: BTreeMap<&'a str, &'a [u8]>,
}

/// Does the file begin as a stored one?
pub fn is_stored(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The hash of everything that an index depends on beside the records.
fn declarations() -> String {
    let mut hash = Fnv64::new();
    hash.write(env!("CARGO_PKG_VERSION").as_bytes());
    Words::hash_declarations(&mut hash);
    hash.hexadecimal()
}

/// Writes a project file and its indexes.
pub fn write<'a>(project: &str, sides: impl Iterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend_from_slice(&FORMAT.to_le_bytes());
    write_block(&mut out, declarations().as_bytes());
    write_block(&mut out, project.as_bytes());
    for (name, bytes) in sides {
        write_block(&mut out, name.as_bytes());
        write_block(&mut out, &bytes);
    }
    out
}

impl<'a> Stored<'a> {
    /// Takes a stored file apart. It is refused, with what to do, if it is damaged or if the program
    /// that wrote it had other declarations.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Failure> {
        let damaged = || Failure::new("damaged_index");
        let body = bytes.strip_prefix(MAGIC).ok_or_else(damaged)?;
        let mut reader = ByteReader::new(body);
        let format = reader.number().ok_or_else(damaged)?;
        let hash = reader.block().filter(|_| format == FORMAT);
        if hash != Some(declarations().as_bytes()) {
            return Err(Failure::new("outdated_index"));
        }
        let project = reader.block().ok_or_else(damaged)?;
        let mut sides = BTreeMap::new();
        while let Some(name) = reader.block() {
            let name = std::str::from_utf8(name).map_err(|_| damaged())?;
            sides.insert(name, reader.block().ok_or_else(damaged)?);
        }
        Ok(Self { project, sides })
    }
}
