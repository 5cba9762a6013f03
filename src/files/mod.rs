//! Files as people have them, read as far as rows of the contract: tables, surveys, notes, texts.
//!
//! The way through, one module after the other: what a file is ([`detect`]) and how its characters are
//! written ([`encoding`]); cells ([`separated`], [`table`]); where the header is ([`shape`]); which
//! column means what ([`columns`]); values ([`values`]); rows. What comes out is [`Prepared`], which the
//! import takes like JSON lines, and a [`Report`] of what was found and guessed.
//!
//! This module is a wasm of its own (feature `files`), loaded when the first such file is opened.

mod cells;
pub mod columns;
pub mod detect;
pub mod document;
pub mod encoding;
pub mod limits;
mod package;
pub mod report;
mod rows;
mod safety;
pub mod separated;
pub mod shape;
pub mod table;
pub mod template;
mod values;
pub mod workbook;
pub mod write;
mod xml;

use crate::import::Prepared;
use crate::problem::{Code, Problem};
use detect::Format;
pub use report::{Choices, Report, Surroundings};
use table::Table;

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
pub fn read(
    name: &str,
    bytes: &[u8],
    choices: &Choices,
    surroundings: &Surroundings,
) -> Reading {
    let mut reading = Reading::default();
    name.clone_into(&mut reading.prepared.name);
    if bytes.len() > limits::FILE {
        let size = format!("{} MB", bytes.len() / 1024 / 1024);
        let problem = Problem::of_file(Code::TooLarge, name).with("limit", limits::FILE_WORDS);
        reading.prepared.problems.push(problem.with("size", size));
        return reading;
    }
    let format = Format::of(name, bytes);
    let mut reader = Reader { name, choices, surroundings, reading: &mut reading };
    match format {
        Format::Empty => reader.refuse(Code::EmptyFile),
        Format::Separated => reader.characters(bytes, false),
        Format::Text => reader.characters(bytes, true),
        Format::Workbook | Format::Document => reader.unsupported("xlsx / docx"),
        Format::Json => reader.unsupported("JSON"),
        Format::Other(word) => reader.unsupported(word),
    }
    reading
}

/// Reads one file.
struct Reader<'a> {
    name: &'a str,
    choices: &'a Choices,
    surroundings: &'a Surroundings,
    reading: &'a mut Reading,
}

impl Reader<'_> {
    /// Reports a problem of the whole file.
    fn refuse(&mut self, code: Code) {
        self.reading.prepared.problems.push(Problem::of_file(code, self.name));
    }

    /// Says that a format is not read, and what it looks like.
    fn unsupported(&mut self, format: &str) {
        let problem = Problem::of_file(Code::UnsupportedFormat, self.name);
        self.reading.prepared.problems.push(problem.with("format", format));
    }

    /// Reads a file of characters: a table, or notes.
    fn characters(&mut self, bytes: &[u8], is_text: bool) {
        let decoded = encoding::decode(bytes, self.choices.encoding);
        self.reading.report.encoding = Some(decoded.encoding);
        self.reading.report.alternatives.clone_from(&decoded.alternatives);
        if decoded.encoding != encoding::Encoding::Utf8 {
            let problem = Problem::of_file(Code::EncodingDetected, self.name);
            let problem = problem.with("encoding", decoded.encoding.as_str());
            self.reading.prepared.problems.push(problem);
        }
        if decoded.text.trim().is_empty() {
            return self.refuse(Code::EmptyFile);
        }
        if is_text && !separated::is_table(&decoded.text) {
            return self.unsupported("txt");
        }
        self.separated(&decoded);
    }

    /// Reads divided cells.
    fn separated(&mut self, decoded: &encoding::Decoded) {
        self.reading.report.format = "separated";
        let delimiter = separated::delimiter(&decoded.text).unwrap_or(",");
        let separated = separated::read(&decoded.text, delimiter);
        let problems = &mut self.reading.prepared.problems;
        let of_row = |code, row| Problem::of_row(code, self.name, row);
        match delimiter {
            "," => {}
            "，" => problems.push(of_row(Code::DelimiterFullwidth, 1)),
            other => {
                let problem = Problem::of_file(Code::DelimiterDetected, self.name);
                let shown = if other == "\t" { "Tab" } else { other };
                problems.push(problem.with("delimiter", shown));
            }
        }
        if separated.carriage_returns {
            let problem = Problem::of_file(Code::LineEndings, self.name);
            problems.push(problem.with("rows", separated.table.len()));
        }
        if decoded.restored {
            let problem = of_row(Code::Mojibake, 1).with("from", "UTF-8");
            problems.push(problem.with("to", "Windows-1252"));
        }
        let offsets: Vec<usize> = decoded.changes.iter().map(|(offset, _)| *offset).collect();
        let rows = separated::rows_at(&decoded.text, delimiter, &offsets);
        for ((_, encoding), row) in decoded.changes.iter().zip(rows) {
            let problem = of_row(Code::BadEncoding, row).with("encoding", encoding.as_str());
            problems.push(problem.with("fate", "read"));
        }
        if decoded.truncated {
            let last = (0..separated.table.len()).rev().map(|at| separated.table.row(at));
            let last = last.filter(|row| !row.is_blank()).map(|row| row.number).next();
            problems.push(of_row(Code::TruncatedFile, last.unwrap_or(1)));
        }
        for (row, limit, size) in &separated.oversized {
            let problem = of_row(Code::TooLarge, *row).with("limit", *limit);
            problems.push(problem.with("size", *size));
        }
        if separated.too_many_rows {
            let problem = Problem::of_file(Code::TooLarge, self.name);
            let problem = problem.with("limit", limits::ROWS);
            problems.push(problem.with("size", format!("> {}", limits::ROWS)));
            return;
        }
        let Some(shape) = shape::shape(&separated.table) else {
            return self.refuse(Code::EmptyFile);
        };
        for (row, column) in &separated.unclosed {
            let header = shape.headers.get(*column as usize).map_or("", String::as_str);
            let problem = of_row(Code::UnclosedQuote, *row);
            let problem = if header.is_empty() { problem } else { problem.at(header) };
            self.reading.prepared.problems.push(problem);
        }
        let mut oversized: Vec<u32> = separated.oversized.iter().map(|(row, ..)| *row).collect();
        oversized.dedup();
        self.table(&separated.table, &shape, self.name, true, &oversized);
    }

    /// Reads one table.
    fn table(
        &mut self,
        table: &Table,
        shape: &shape::Shape,
        place: &str,
        ragged: bool,
        oversized: &[u32],
    ) {
        let task = rows::Task {
            file: self.name,
            place,
            choices: self.choices,
            surroundings: self.surroundings,
            ragged,
            oversized,
        };
        let Reading { prepared, report } = &mut *self.reading;
        rows::read(table, shape, task, prepared, report);
    }
}
