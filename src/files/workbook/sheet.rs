//! A sheet while it is read: cells come with their addresses and become rows, within limits.

use super::super::package::Fault;
use super::super::table::{CellKind, Table};
use crate::order;

/// Rows of a sheet: as many as spreadsheets have.
pub const MOST_ROWS: u32 = 1_048_576;
/// Columns of a sheet with something in them. Spreadsheets have 16,384, people a few dozen; a list with
/// more is something else turned on its side.
pub const MOST_COLUMNS: u32 = 1024;
/// Cells of all sheets, empty ones between others included.
pub const MOST_CELLS: usize = 20_000_000;
/// Text of all sheets, in bytes. One text can stand in many cells, so that the size of the file says little.
pub const MOST_TEXT: usize = 256 << 20;

/// What is still allowed.
#[derive(Debug)]
pub(super) struct Left {
    cells: usize,
    text: usize,
}

impl Default for Left {
    fn default() -> Self {
        Self { cells: MOST_CELLS, text: MOST_TEXT }
    }
}

/// A cell of the row that is being read.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    column: u32,
    kind: CellKind,
    start: usize,
    end: usize,
}

/// A table that is being filled from top to bottom.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    left: &'a mut Left,
    table: Table,
    row: u32,
    waiting: Vec<Waiting>,
    text: String,
    merged: Vec<(u32, u32, u32, u32)>,
}

impl<'a> Sheet<'a> {
    /// An empty sheet.
    pub(super) fn new(name: &str, left: &'a mut Left) -> Self {
        Self {
            left,
            table: Table::new(name),
            row: 1,
            waiting: Vec::new(),
            text: String::new(),
            merged: Vec::new(),
        }
    }

    /// Puts in a cell; rows from 1, columns from 0. In a row the order is free, and the last of two in one
    /// place stays.
    ///
    /// Fails if it lies above the last one, or beyond the limits.
    pub(super) fn cell(
        &mut self,
        row: u32,
        column: u32,
        text: &str,
        kind: CellKind,
    ) -> Result<(), Fault> {
        // A formatted cell without content is not there: some files have millions.
        if text.is_empty() && kind != CellKind::Formula {
            return Ok(());
        }
        if row > MOST_ROWS || column >= MOST_COLUMNS {
            let last = address(MOST_ROWS, MOST_COLUMNS - 1);
            return Err(Fault::TooLarge(address(row, column), last));
        }
        if row != self.row {
            if row < self.row {
                return Err(Fault::Damaged);
            }
            self.end_row()?;
            for number in self.row + 1..row {
                self.table.end_row(number);
            }
            self.row = row;
        }
        if text.len() > self.left.text {
            return Err(Fault::bytes(MOST_TEXT as u64 + 1, MOST_TEXT as u64));
        }
        self.left.text -= text.len();
        let start = self.text.len();
        self.text.push_str(text);
        self.waiting.push(Waiting { column, kind, start, end: self.text.len() });
        Ok(())
    }

    /// Notes merged cells: first row, first column, last row, last column.
    pub(super) fn merge(&mut self, range: (u32, u32, u32, u32)) {
        self.merged.push(range);
    }

    /// Writes the waiting cells as a row.
    fn end_row(&mut self) -> Result<(), Fault> {
        // Nearly always in order already; the sort is stable.
        if !self.waiting.is_sorted_by_key(|cell| cell.column) {
            order::sort_by_key(&mut self.waiting, |cell| cell.column);
        }
        let width = self.waiting.last().map_or(0, |last| last.column as usize + 1);
        if width > self.left.cells {
            let limit = MOST_CELLS.to_string();
            return Err(Fault::TooLarge(format!("> {limit}"), limit));
        }
        self.left.cells -= width;
        let mut next = 0;
        for (at, cell) in self.waiting.iter().enumerate() {
            if self.waiting.get(at + 1).is_some_and(|after| after.column == cell.column) {
                continue;
            }
            while next < cell.column {
                self.table.push("", CellKind::Text);
                next += 1;
            }
            let text = self.text.get(cell.start..cell.end).unwrap_or_default();
            self.table.push(text, cell.kind);
            next += 1;
        }
        self.table.end_row(self.row);
        self.waiting.clear();
        self.text.clear();
        Ok(())
    }

    /// The table. Rows below the last cell are not there, nor are merged cells beyond it.
    pub(super) fn finish(mut self, outcome: Result<(), Fault>) -> (Table, Result<(), Fault>) {
        let outcome = match (self.waiting.is_empty(), outcome) {
            (true, outcome) => outcome,
            (false, outcome) => self.end_row().and(outcome),
        };
        let last = self.table.len() as u32;
        self.merged.retain(|range| range.0 <= last && range.1 < MOST_COLUMNS);
        for range in &mut self.merged {
            range.2 = range.2.min(last);
            range.3 = range.3.min(MOST_COLUMNS - 1);
        }
        order::sort(&mut self.merged);
        self.table.merged = self.merged;
        (self.table, outcome)
    }
}

/// A cell as spreadsheets name it: row 7, column 1 is `B7`.
fn address(row: u32, column: u32) -> String {
    let (mut letters, mut rest) = (Vec::new(), u64::from(column) + 1);
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    format!("{}{row}", letters.iter().rev().collect::<String>())
}

/// Row and column of an address: `B7` is row 7, column 1. Either may be left out and is then `None`.
pub(super) fn parse_address(text: &str) -> (Option<u32>, Option<u32>) {
    let text = text.trim_start_matches('$');
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (letters, digits) = text.split_at(letters);
    let column = letters.bytes().try_fold(0u32, |sum, letter| {
        let value = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        sum.checked_mul(26)?.checked_add(value)
    });
    let row = digits.trim_start_matches('$').parse().ok().filter(|row| *row > 0);
    (row, column.and_then(|column| column.checked_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_go_both_ways() {
        for (row, column, text) in
            [(1, 0, "A1"), (7, 25, "Z7"), (9, 26, "AA9"), (3, 16_383, "XFD3")]
        {
            assert_eq!(address(row, column), text);
            assert_eq!(parse_address(text), (Some(row), Some(column)));
        }
        assert_eq!(parse_address("$B$7"), (Some(7), Some(1)));
        assert_eq!(parse_address("7"), (Some(7), None));
        assert_eq!(parse_address("ZZZZZZZZZZ99999999999"), (None, None));
    }

    #[test]
    fn rows_keep_their_numbers_and_blank_ones_count() {
        let mut left = Left::default();
        let mut sheet = Sheet::new("一", &mut left);
        for (row, column, text) in [(2, 1, "b"), (2, 0, "a"), (2, 1, "c"), (5, 2, "d"), (9, 9, "")]
        {
            assert_eq!(sheet.cell(row, column, text, CellKind::Text), Ok(()));
        }
        assert_eq!(sheet.cell(4, 0, "x", CellKind::Text), Err(Fault::Damaged));
        sheet.merge((2, 0, 99, 1));
        sheet.merge((50, 0, 51, 1));
        let (table, outcome) = sheet.finish(Ok(()));
        assert_eq!(outcome, Ok(()));
        assert_eq!(table.rows().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert_eq!(table.row(1).cells().collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(table.row(4).cells().collect::<Vec<_>>(), ["", "", "d"]);
        assert_eq!(table.merged, [(2, 0, 5, 1)]);
    }

    #[test]
    fn what_lies_beyond_the_limits_is_named() {
        let mut left = Left { cells: 3, text: 5 };
        let mut sheet = Sheet::new("", &mut left);
        let too_large = |size: &str, limit: &str| Err(Fault::TooLarge(size.into(), limit.into()));
        assert_eq!(sheet.cell(1, 1024, "a", CellKind::Text), too_large("AMK1", "AMJ1048576"));
        assert_eq!(
            sheet.cell(1_048_577, 0, "a", CellKind::Text),
            too_large("A1048577", "AMJ1048576")
        );
        assert_eq!(sheet.cell(1, 0, "123456", CellKind::Text), too_large("257 MB", "256 MB"));
        assert_eq!(sheet.cell(1, 3, "1234", CellKind::Text), Ok(()));
        assert_eq!(sheet.finish(Ok(())).1, too_large("> 20000000", "20000000"));
    }
}
