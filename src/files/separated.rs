//! Cells divided by a character (RFC 4180 and what programs really write): quotes, line breaks inside
//! cells, any kind of line ending, commas, tabs, semicolons, full-width commas.
//!
//! A reader of its own, because rows are numbered as a spreadsheet shows them (blank ones count), and
//! because a quote that is never closed must not swallow the rest of a list.

use super::limits;
use super::table::{CellKind, Table};

/// Characters that may divide cells, preferred first.
const DELIMITERS: [&str; 5] = [",", "\t", ";", "|", "，"];
/// Lines at the beginning that are looked at to find the delimiter.
const LOOKED_AT: usize = 30;

/// A text as a table, with what was odd about it.
#[derive(Clone, Debug, Default)]
pub struct Separated {
    /// The cells.
    pub table: Table,
    /// What divides them.
    pub delimiter: &'static str,
    /// Cells (row as numbered, column from 0) with a quote that is never closed. They were read as if
    /// the quote were a character like any other.
    pub unclosed: Vec<(u32, u32)>,
    /// Rows end with a carriage return alone, as on old systems.
    pub carriage_returns: bool,
    /// Rows that are over a limit, with the limit and their size: cut off, not to be taken over.
    pub oversized: Vec<(u32, &'static str, usize)>,
    /// There are more rows than are read.
    pub too_many_rows: bool,
}

/// What divides the cells of a text; `None` if nothing does so regularly, so that it is one column or
/// no table at all.
pub fn delimiter(text: &str) -> Option<&'static str> {
    let lines: Vec<&str> =
        text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).take(LOOKED_AT).collect();
    let mut best: Option<(usize, usize, &'static str)> = None;
    for delimiter in DELIMITERS {
        let counts: Vec<usize> = lines.iter().map(|line| count(line, delimiter)).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        if most == 0 {
            continue;
        }
        let with = counts.iter().filter(|count| **count > 0).count();
        let usual = mode(&counts);
        let regular = counts.iter().filter(|count| **count == usual).count();
        // A full-width comma is punctuation first: it divides only where every line has as many.
        let fits = match delimiter {
            "，" => regular == lines.len() && usual > 0,
            "|" | ";" => with * 2 > lines.len() && usual > 0,
            _ => true,
        };
        // Columns decide: a list has many, and sentences in cells have commas here and there.
        let score = if usual > 0 { regular * usual.min(12) } else { 0 };
        if fits && best.is_none_or(|(known, with_known, _)| (score, with) > (known, with_known)) {
            best = Some((score, with, delimiter));
        }
    }
    best.map(|(_, _, delimiter)| delimiter)
}

/// Is a text of sentences and lines divided so regularly that it is a table?
pub fn is_table(text: &str) -> bool {
    let Some(delimiter) = delimiter(text) else { return false };
    let lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).take(LOOKED_AT);
    let counts: Vec<usize> = lines.map(|line| count(line, delimiter)).collect();
    let usual = mode(&counts);
    let regular = counts.iter().filter(|count| **count == usual).count();
    usual > 0 && counts.len() > 1 && regular * 5 >= counts.len() * 4
}

/// How often a delimiter stands outside quotes.
fn count(line: &str, delimiter: &str) -> usize {
    line.split('"').step_by(2).map(|part| part.matches(delimiter).count()).sum()
}

/// The most frequent number; of several the largest.
fn mode(counts: &[usize]) -> usize {
    let times = |count: usize| counts.iter().filter(|other| **other == count).count();
    counts.iter().copied().max_by_key(|count| (times(*count), *count)).unwrap_or(0)
}

/// Reads a text into cells.
pub fn read(text: &str, delimiter: &'static str) -> Separated {
    let mut result = Separated { delimiter, ..Separated::default() };
    let bytes = text.as_bytes();
    result.carriage_returns =
        memchr::memchr(b'\r', bytes).is_some() && memchr::memchr(b'\n', bytes).is_none();
    let mut reader = Reader { text, delimiter: delimiter.as_bytes(), at: 0, cell: String::new() };
    let mut row = 0;
    while reader.at < bytes.len() {
        row += 1;
        if row > limits::ROWS {
            result.too_many_rows = true;
            break;
        }
        reader.row(row, &mut result);
        result.table.end_row(row);
    }
    result
}

/// The rows in which positions of a text stand; ascending positions.
pub fn rows_at(text: &str, delimiter: &'static str, offsets: &[usize]) -> Vec<u32> {
    let mut result = Separated::default();
    let mut reader = Reader { text, delimiter: delimiter.as_bytes(), at: 0, cell: String::new() };
    let (mut rows, mut row) = (Vec::with_capacity(offsets.len()), 0);
    for offset in offsets {
        while reader.at <= *offset && reader.at < text.len() {
            row += 1;
            reader.row(row, &mut result);
        }
        rows.push(row.max(1));
    }
    rows
}

/// Where a text is being read.
struct Reader<'a> {
    text: &'a str,
    delimiter: &'a [u8],
    at: usize,
    /// A quoted cell without its quotes.
    cell: String,
}

/// Why a cell that begins with a quote is no quoted cell.
enum NotQuoted {
    /// Characters follow the closing quote: the quotes belong to the text.
    Literal,
    /// The quote is not closed in its row.
    Unclosed,
}

impl Reader<'_> {
    /// Reads a row up to and with its line ending.
    fn row(&mut self, number: u32, result: &mut Separated) {
        let bytes = self.text.as_bytes();
        let mut column = 0_u32;
        // A line with nothing on it has no cells.
        if self.line_ending() {
            return;
        }
        loop {
            let quoted = if bytes.get(self.at) == Some(&b'"') { self.quoted() } else { Ok(false) };
            let end = match quoted {
                Ok(true) => self.at,
                other => {
                    if matches!(other, Err(NotQuoted::Unclosed)) {
                        result.unclosed.push((number, column));
                    }
                    self.plain_end()
                }
            };
            let cell =
                if end > self.at { self.text.get(self.at..end) } else { Some(self.cell.as_str()) };
            let cell = cell.unwrap_or_default();
            if cell.len() > limits::CELL {
                result.oversized.push((number, "10 MB", cell.len()));
                result.table.push("", CellKind::Text);
            } else if column < limits::COLUMNS {
                result.table.push(cell, CellKind::Text);
            } else if column == limits::COLUMNS {
                result.oversized.push((number, "16384", 0));
            }
            column += 1;
            self.at = end;
            self.cell.clear();
            if !bytes[self.at..].starts_with(self.delimiter) {
                break;
            }
            self.at += self.delimiter.len();
        }
        for (row, _, size) in result.oversized.iter_mut().rev() {
            if *row == number && *size == 0 {
                *size = column as usize;
            }
        }
        self.line_ending();
    }

    /// Passes over a line ending, if one stands here.
    fn line_ending(&mut self) -> bool {
        let length = match self.text.as_bytes()[self.at..] {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => return false,
        };
        self.at += length;
        true
    }

    /// Where a cell without quotes ends.
    fn plain_end(&self) -> usize {
        let bytes = self.text.as_bytes();
        let mut from = self.at;
        while let Some(found) = memchr::memchr3(self.delimiter[0], b'\n', b'\r', &bytes[from..]) {
            let at = from + found;
            if bytes[at] == b'\n' || bytes[at] == b'\r' || bytes[at..].starts_with(self.delimiter) {
                return at;
            }
            from = at + 1;
        }
        bytes.len()
    }

    /// Reads a quoted cell into `cell` and stands behind it. Otherwise nothing has moved.
    fn quoted(&mut self) -> Result<bool, NotQuoted> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let (mut from, mut lines) = (start, false);
        loop {
            let found = memchr::memchr(b'"', &bytes[from..]).map(|found| from + found);
            let Some(at) = found.filter(|at| at - start <= limits::CELL) else {
                self.cell.clear();
                return Err(NotQuoted::Unclosed);
            };
            lines |= memchr::memchr2(b'\n', b'\r', &bytes[from..at]).is_some();
            self.cell.push_str(self.text.get(from..at).unwrap_or_default());
            if bytes.get(at + 1) == Some(&b'"') {
                self.cell.push('"');
                from = at + 2;
                continue;
            }
            let mut after = at + 1;
            while bytes.get(after) == Some(&b' ') {
                after += 1;
            }
            let rest = &bytes[after..];
            if rest.is_empty()
                || matches!(rest[0], b'\n' | b'\r')
                || rest.starts_with(self.delimiter)
            {
                self.at = after;
                return Ok(true);
            }
            self.cell.clear();
            return Err(if lines { NotQuoted::Unclosed } else { NotQuoted::Literal });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let separated = read(text, delimiter(text).unwrap_or(","));
        separated.table.rows().map(|row| row.cells().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn quotes_hold_delimiters_quotes_and_line_breaks() {
        let text = "a,b\n\"1,2\",\"x\"\"y\"\n\"l1\r\nl2\",z\n";
        assert_eq!(cells(text), [["a", "b"], ["1,2", "x\"y"], ["l1\r\nl2", "z"]]);
    }

    #[test]
    fn empty_cells_and_blank_rows_are_kept() {
        let rows = cells("a,b,\n\n,,\n\"\",x\r\n");
        assert_eq!(rows[0], ["a", "b", ""]);
        assert!(rows[1].is_empty());
        assert_eq!(rows[2], ["", "", ""]);
        assert_eq!(rows[3], ["", "x"]);
        assert_eq!(rows.len(), 4);
    }

    #[test]
    fn every_usual_delimiter_is_found() {
        let found = |text| delimiter(text);
        assert_eq!(found("甲,乙\n一,二，三\n"), Some(","));
        assert_eq!(found("甲;乙;丙\n一;二;三，四\n"), Some(";"));
        assert_eq!(found("甲\t乙\n一，二,三\t四\n"), Some("\t"));
        assert_eq!(found("甲，乙，丙\n一，二，三\n"), Some("，"));
        assert_eq!(found("名称\n甲，乙\n丙\n"), None);
        assert_eq!(found(""), None);
    }

    #[test]
    fn sentences_are_no_table() {
        assert!(!is_table("走访记录\n村口的阿婆说，娃娃放假，就往溪里钻。\n烘干要排队。\n"));
        assert!(is_table("名称\t地区\n甲\t鼓楼\n"));
    }

    #[test]
    fn an_unclosed_quote_swallows_nothing() {
        let text = "名称,简介\n甲,\"没有收尾\n乙,正常\n丙,\"又一格\"\n";
        let separated = read(text, ",");
        assert_eq!(separated.unclosed, [(2, 1)]);
        assert_eq!(cells(text)[1..3], [["甲", "\"没有收尾"], ["乙", "正常"]]);
        assert_eq!(cells(text)[3], ["丙", "又一格"]);
        assert_eq!(cells("\"某某\"中心,x\n")[0], ["\"某某\"中心", "x"]);
    }

    #[test]
    fn old_line_endings_are_seen() {
        let separated = read("a,b\r1,2\r", ",");
        assert!(separated.carriage_returns);
        assert_eq!(separated.table.len(), 2);
    }

    #[test]
    fn rows_and_cells_over_the_limit_are_noted() {
        let wide = format!("a,b\n{}\n1,2\n", ",".repeat(20_000));
        let separated = read(&wide, ",");
        assert_eq!(separated.oversized, [(2, "16384", 20_001)]);
        assert_eq!(separated.table.row(2).cell(1), "2");
        let long = format!("a,b\n{},x\n", "y".repeat(limits::CELL + 1));
        assert_eq!(read(&long, ",").oversized.len(), 1);
    }

    proptest! {
        #[test]
        fn what_is_written_with_quotes_comes_back(
            rows in prop::collection::vec(prop::collection::vec("[a\"\n,\r 中]{0,5}", 2..4), 1..6)
        ) {
            let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let line = |row: &Vec<String>| row.iter().map(quote).collect::<Vec<_>>().join(",");
            let text = rows.iter().map(line).collect::<Vec<_>>().join("\n");
            let separated = read(&text, ",");
            let back: Vec<Vec<String>> = separated
                .table
                .rows()
                .map(|row| row.cells().map(str::to_owned).collect())
                .collect();
            prop_assert_eq!(back, rows);
        }

        #[test]
        fn any_text_is_read(text in "[\\PC\n\r\",;\t]{0,80}") {
            let separated = read(&text, delimiter(&text).unwrap_or(","));
            prop_assert!(separated.table.len() <= text.len());
        }
    }
}
