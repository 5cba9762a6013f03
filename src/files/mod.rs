//! Files as people have them, read as far as rows of the contract: tables, surveys, notes, texts.
//!
//! The way through, one module after the other: what a file is ([`detect`]) and how its characters are
//! written ([`encoding`]); cells ([`separated`], [`table`]); where the header is ([`shape`]); which
//! column means what ([`columns`]); values ([`values`]); rows. What comes out is [`Prepared`], which the
//! import takes like JSON lines, and a [`Report`] of what was found and guessed.
//!
//! This module is a wasm of its own (feature `files`), loaded when the first such file is opened.

pub mod article;
mod cells;
pub mod columns;
pub mod credit_code;
pub mod detect;
pub mod document;
pub mod encoding;
pub mod limits;
pub mod notes;
mod package;
pub mod privacy;
mod reader;
pub mod repair;
pub mod report;
mod rows;
mod safety;
pub mod seal;
pub mod separated;
pub mod shape;
pub mod survey;
pub mod table;
pub mod template;
pub mod traced;
mod values;
mod word_list;
pub mod workbook;
pub mod write;
mod xml;

use crate::import::Prepared;
use detect::Format;
pub use report::{Choices, Report, Surroundings};

/// A file that was read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Its rows, for the import.
    pub prepared: Prepared,
    /// What was found.
    pub report: Report,
}

/// Does this module read a file? JSON is the import's own.
pub fn is_ours(name: &str, bytes: &[u8]) -> bool {
    Format::of(name, bytes) != Format::Json
}

/// Reads a file into rows. Nothing fails as a whole: what cannot be read is among the problems.
pub fn read(name: &str, bytes: &[u8], choices: &Choices, surroundings: &Surroundings) -> Reading {
    let mut reading = Reading::default();
    name.clone_into(&mut reading.prepared.name);
    reader::Reader { name, choices, surroundings, reading: &mut reading }.read(bytes);
    reading.report.summarise(&reading.prepared.problems);
    reading
}
