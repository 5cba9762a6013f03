//! Workbooks become tables: .xlsx, the binary .xls, and web pages saved as .xls.
//!
//! Read here rather than by a library for three reasons: the date formats of the Chinese editions have to
//! be known, a cell has to say whether it was a formula, and a hostile file must not cost more memory
//! than the limits below, whatever it declares.

mod compound;
mod formats;
mod page;
mod records;
mod sheet;
mod xlsx;

use super::package::Fault;
use super::table::Table;
use crate::problem::{Code, Problem};
pub use sheet::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT};

/// What a zip file starts with, and so every .xlsx.
const ZIP: &[u8] = b"PK";
/// What a compound file starts with, and so every .xls.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Reads every visible sheet of a workbook, whatever the name of the file ends with. Rows are numbered as
/// a spreadsheet shows them; blank rows above the last count.
///
/// What cannot be read becomes a problem: `damaged_file`, `too_large`, `legacy_xls`, `unsupported_format`
/// (with a password), `hidden_sheet`.
pub fn tables(name: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Vec<Table> {
    let mut book = Book { file: name, problems, tables: Vec::new(), left: sheet::Left::default() };
    let (format, outcome) = if bytes.starts_with(ZIP) {
        ("xlsx", xlsx::read(bytes, &mut book))
    } else if bytes.starts_with(COMPOUND) {
        ("xls", records::read(bytes, &mut book))
    } else if is_bare(bytes) {
        book.problems.push(Problem::of_file(Code::LegacyXls, name));
        ("xls", Ok(()))
    } else {
        ("xls (HTML)", page::read(bytes, &mut book))
    };
    let Book { tables, .. } = book;
    if let Err(fault) = outcome {
        problems.push(fault.problem(name, format));
    }
    tables
}

/// Are these the records of Excel 95 or before without a compound file around them, as old exporters write
/// them?
fn is_bare(bytes: &[u8]) -> bool {
    matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, 0x04..=0x10, 0x00, ..])
}

/// The tables read so far, and what is still allowed.
struct Book<'a> {
    file: &'a str,
    problems: &'a mut Vec<Problem>,
    tables: Vec<Table>,
    left: sheet::Left,
}

impl Book<'_> {
    /// Says that a sheet is hidden.
    fn hidden(&mut self, sheet: &str) {
        let problem = Problem::of_file(Code::HiddenSheet, self.file).with("sheet", sheet);
        self.problems.push(problem);
    }

    /// Says that the file is of a kind that is not read.
    fn unsupported(&mut self, format: &str) {
        let problem = Problem::of_file(Code::UnsupportedFormat, self.file).with("format", format);
        self.problems.push(problem);
    }

    /// Takes over a sheet that was read, or as much of it as could be read.
    fn add(&mut self, read: (Table, Result<(), Fault>)) -> Result<(), Fault> {
        let (table, outcome) = read;
        if !table.is_empty() {
            self.tables.push(table);
        }
        outcome
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
