//! A table in memory: cells as slices of one text, rows numbered as a spreadsheet shows them.
//!
//! A list of 100,000 rows has millions of cells; one allocation each would be too many.

/// What a cell was in the file. Text files know only text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// Text, or nothing.
    #[default]
    Text,
    /// A number of a workbook, written without an exponent, at most 15 digits if it is not whole.
    Number,
    /// A date of a workbook, written as ISO 8601.
    Date,
    /// A formula of a workbook; its text is the cached value, never the formula.
    Formula,
}

/// One cell: where its text ends, and what it was.
#[derive(Clone, Copy, Debug)]
struct Cell {
    end: u32,
    kind: CellKind,
}

/// One row: its number, and where its cells end.
#[derive(Clone, Copy, Debug)]
struct Line {
    number: u32,
    end: u32,
}

/// Rows of cells. Blank rows are rows too.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Name of the sheet; empty for a text file.
    pub sheet: String,
    /// Cells that a workbook merged, as (first row, first column, last row, last column): rows as
    /// numbered, columns from 0.
    pub merged: Vec<(u32, u32, u32, u32)>,
    text: String,
    cells: Vec<Cell>,
    lines: Vec<Line>,
}

impl Table {
    /// Largest text of one table, in bytes: positions are 32 bits, and a browser has less.
    pub const LARGEST: usize = 1 << 30;

    /// An empty table.
    pub fn new(sheet: &str) -> Self {
        Self { sheet: sheet.to_owned(), ..Self::default() }
    }

    /// Appends a cell to the row that is being written. False, and nothing is appended, if the table
    /// would become larger than [`LARGEST`](Self::LARGEST).
    pub fn push(&mut self, text: &str, kind: CellKind) -> bool {
        if self.text.len() + text.len() > Self::LARGEST || self.cells.len() >= Self::LARGEST {
            return false;
        }
        self.text.push_str(text);
        self.cells.push(Cell { end: self.text.len() as u32, kind });
        true
    }

    /// Ends the row that is being written; `number` is what a spreadsheet shows beside it, from 1.
    pub fn end_row(&mut self, number: u32) {
        self.lines.push(Line { number, end: self.cells.len() as u32 });
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The row at a position, from 0; an empty one beyond the end.
    pub fn row(&self, at: usize) -> Row<'_> {
        let Some(line) = self.lines.get(at) else {
            return Row { table: self, number: 0, first: 0, end: 0 };
        };
        let first = at.checked_sub(1).and_then(|before| self.lines.get(before));
        Row {
            table: self,
            number: line.number,
            first: first.map_or(0, |before| before.end as usize),
            end: line.end as usize,
        }
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|at| self.row(at))
    }
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    table: &'a Table,
    /// What a spreadsheet shows beside it, from 1.
    pub number: u32,
    first: usize,
    end: usize,
}

impl<'a> Row<'a> {
    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.end - self.first
    }

    /// Has it none?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Is there nothing in it but white space?
    pub fn is_blank(&self) -> bool {
        self.cells().all(|text| text.trim().is_empty())
    }

    /// The text of a cell as written; empty beyond the last.
    pub fn cell(&self, column: usize) -> &'a str {
        if column >= self.len() {
            return "";
        }
        let at = self.first + column;
        let start = at.checked_sub(1).and_then(|before| self.table.cells.get(before));
        let start = start.map_or(0, |before| before.end as usize);
        let end = self.table.cells.get(at).map_or(start, |cell| cell.end as usize);
        self.table.text.get(start..end).unwrap_or_default()
    }

    /// What a cell was.
    pub fn kind(&self, column: usize) -> CellKind {
        let known = (column < self.len()).then(|| self.table.cells.get(self.first + column));
        known.flatten().map(|cell| cell.kind).unwrap_or_default()
    }

    /// The texts of all cells.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let row = *self;
        (0..row.len()).map(move |column| row.cell(column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_put_in() {
        let mut table = Table::new("一");
        assert!(table.push("机构名称", CellKind::Text) && table.push("", CellKind::Text));
        table.end_row(1);
        table.end_row(2);
        assert!(table.push("12.5", CellKind::Number));
        table.end_row(5);
        assert_eq!(table.len(), 3);
        assert_eq!(table.row(0).cells().collect::<Vec<_>>(), ["机构名称", ""]);
        assert!(table.row(1).is_blank() && !table.row(2).is_blank());
        assert_eq!((table.row(2).number, table.row(2).cell(0)), (5, "12.5"));
        assert_eq!(
            (table.row(2).kind(0), table.row(2).kind(9)),
            (CellKind::Number, CellKind::Text)
        );
        assert_eq!((table.row(2).cell(1), table.row(9).len()), ("", 0));
    }
}
