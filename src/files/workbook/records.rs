//! The binary .xls of Excel 97 to 2003 (MS-XLS, "BIFF8"): a stream of records.

use super::super::package::Fault;
use super::super::table::{CellKind, Table};
use super::Book;
use super::compound::{Compound, f64_at, u16_at, u32_at};
use super::formats::{Format, written};
use super::sheet::Sheet;
use crate::order;
use crate::problem::{Code, Problem};

/// Numbers of records (MS-XLS 2.3).
mod kind {
    pub(super) const FORMULA: u16 = 0x06;
    pub(super) const EOF: u16 = 0x0A;
    pub(super) const DATE_1904: u16 = 0x22;
    pub(super) const FILE_PASS: u16 = 0x2F;
    pub(super) const CONTINUE: u16 = 0x3C;
    pub(super) const BOUND_SHEET: u16 = 0x85;
    pub(super) const MUL_RK: u16 = 0xBD;
    pub(super) const XF: u16 = 0xE0;
    pub(super) const MERGE_CELLS: u16 = 0xE5;
    pub(super) const SST: u16 = 0xFC;
    pub(super) const LABEL_SST: u16 = 0xFD;
    pub(super) const NUMBER: u16 = 0x203;
    pub(super) const LABEL: u16 = 0x204;
    pub(super) const BOOL_ERR: u16 = 0x205;
    pub(super) const STRING: u16 = 0x207;
    pub(super) const RK: u16 = 0x27E;
    pub(super) const FORMAT: u16 = 0x41E;
    pub(super) const BOF: u16 = 0x809;
}

/// The version that is read.
const BIFF8: u16 = 0x600;

/// Reads every visible sheet.
pub(super) fn read(bytes: &[u8], book: &mut Book<'_>) -> Result<(), Fault> {
    let file = Compound::open(bytes)?;
    // Newer files with a password are compound files too.
    if file.has("EncryptedPackage") {
        book.unsupported("xlsx + password");
        return Ok(());
    }
    if !file.has("Workbook") {
        // Excel 95 and before; anything else is no workbook.
        if file.has("Book") {
            book.problems.push(Problem::of_file(Code::LegacyXls, book.file));
        } else {
            book.unsupported("doc / wps");
        }
        return Ok(());
    }
    let stream = file.stream("Workbook")?;
    let globals = Globals::read(&stream)?;
    if globals.version != BIFF8 {
        book.problems.push(Problem::of_file(Code::LegacyXls, book.file));
        return Ok(());
    }
    if globals.locked {
        book.unsupported("xls + password");
        return Ok(());
    }
    for listed in &globals.sheets {
        if listed.hidden {
            book.hidden(&listed.name);
            continue;
        }
        let mut cells = Cells::default();
        let outcome = cells.read(&stream, listed.offset, &globals);
        let read = cells.fill(Sheet::new(&listed.name, &mut book.left), &globals, outcome);
        book.add(read)?;
    }
    Ok(())
}

/// A record: its number and what is in it.
#[derive(Clone, Copy)]
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
}

/// The record at a place, and the place after it.
fn record(stream: &[u8], at: usize) -> Result<(Record<'_>, usize), Fault> {
    let (kind, length) = (u16_at(stream, at)?, u16_at(stream, at + 2)? as usize);
    let data = stream.get(at + 4..at + 4 + length).ok_or(Fault::Damaged)?;
    Ok((Record { kind, data }, at + 4 + length))
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    offset: usize,
    hidden: bool,
}

/// What stands before the sheets.
#[derive(Default)]
struct Globals {
    version: u16,
    locked: bool,
    since_1904: bool,
    sheets: Vec<Listed>,
    /// The format of each style of cells.
    formats: Vec<Format>,
    texts: Vec<String>,
}

impl Globals {
    /// Reads up to the first sheet.
    fn read(stream: &[u8]) -> Result<Self, Fault> {
        let mut globals = Self::default();
        let mut own: Vec<(u32, Format)> = Vec::new();
        let mut styles = Vec::new();
        let mut at = 0;
        loop {
            let (Record { kind, data }, mut next) = record(stream, at)?;
            match kind {
                kind::BOF => globals.version = u16_at(data, 0)?,
                kind::FILE_PASS => {
                    globals.locked = true;
                    return Ok(globals);
                }
                kind::DATE_1904 => globals.since_1904 = u16_at(data, 0)? == 1,
                // Type 0 is a sheet of cells; others are charts and macros.
                kind::BOUND_SHEET if data.get(5) == Some(&0) => {
                    let length = *data.get(6).ok_or(Fault::Damaged)?;
                    let mut text = Pieces::new(vec![data.get(7..).unwrap_or_default()]);
                    let wide = text.byte()? & 1 == 1;
                    globals.sheets.push(Listed {
                        name: text.characters(usize::from(length), wide)?,
                        offset: u32_at(data, 0)? as usize,
                        hidden: data.get(4).is_some_and(|state| state & 3 != 0),
                    });
                }
                kind::FORMAT => {
                    let code = Pieces::new(vec![data.get(2..).unwrap_or_default()]).string()?;
                    own.push((u32::from(u16_at(data, 0)?), Format::parse(&code)));
                }
                kind::XF => styles.push(u32::from(u16_at(data, 2)?)),
                kind::SST => {
                    let mut pieces = vec![data.get(8..).ok_or(Fault::Damaged)?];
                    while let Ok((more, after)) = record(stream, next)
                        && more.kind == kind::CONTINUE
                    {
                        pieces.push(more.data);
                        next = after;
                    }
                    globals.read_texts(Pieces::new(pieces), u32_at(data, 4)?)?;
                }
                kind::EOF => break,
                _ => {}
            }
            // Excel 95 writes everything else in another way.
            if globals.version != BIFF8 {
                return Ok(globals);
            }
            at = next;
        }
        let known = |id: u32| {
            let own = own.iter().find(|(other, _)| *other == id);
            own.map_or_else(|| Format::builtin(id), |(_, format)| *format)
        };
        globals.formats = styles.into_iter().map(known).collect();
        Ok(globals)
    }

    /// Reads the shared texts. What the table declares is not believed: it ends where the bytes end.
    fn read_texts(&mut self, mut pieces: Pieces<'_>, declared: u32) -> Result<(), Fault> {
        for _ in 0..declared {
            if pieces.is_done() {
                break;
            }
            self.texts.push(pieces.string()?);
        }
        Ok(())
    }

    /// A number in the format of its style.
    fn written(&self, number: f64, style: u16) -> (String, CellKind) {
        let format = self.formats.get(usize::from(style)).copied().unwrap_or_default();
        let (text, is_date) = written(number, format, self.since_1904);
        (text, if is_date { CellKind::Date } else { CellKind::Number })
    }
}

/// The bytes of a record and of those that continue it.
struct Pieces<'a> {
    pieces: std::vec::IntoIter<&'a [u8]>,
    current: &'a [u8],
}

impl<'a> Pieces<'a> {
    fn new(pieces: Vec<&'a [u8]>) -> Self {
        let mut pieces = pieces.into_iter();
        let current = pieces.next().unwrap_or_default();
        Self { pieces, current }
    }

    /// Goes on in the next piece if this one is at its end. True if it did.
    fn turn(&mut self) -> Result<bool, Fault> {
        if !self.current.is_empty() {
            return Ok(false);
        }
        self.current = self.pieces.next().ok_or(Fault::Damaged)?;
        Ok(true)
    }

    fn is_done(&self) -> bool {
        self.current.is_empty() && self.pieces.as_slice().iter().all(|piece| piece.is_empty())
    }

    fn byte(&mut self) -> Result<u8, Fault> {
        while self.turn()? {}
        let (first, rest) = self.current.split_first().ok_or(Fault::Damaged)?;
        self.current = rest;
        Ok(*first)
    }

    fn u16(&mut self) -> Result<u16, Fault> {
        Ok(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Result<u32, Fault> {
        Ok(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Result<(), Fault> {
        while count > 0 {
            while self.turn()? {}
            let step = count.min(self.current.len());
            self.current = self.current.get(step..).unwrap_or_default();
            count -= step;
        }
        Ok(())
    }

    /// A text with its length before it (MS-XLS 2.5.293), without its formats and readings.
    fn string(&mut self) -> Result<String, Fault> {
        let count = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) * 4 } else { 0 };
        let readings = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let text = self.characters(count, flags & 1 == 1)?;
        self.skip(runs.saturating_add(readings))?;
        Ok(text)
    }

    /// So many UTF-16 units, of one or two bytes each. Where a text goes on in another record, that
    /// begins by saying which; half a pair of units is no character.
    fn characters(&mut self, count: usize, mut wide: bool) -> Result<String, Fault> {
        let mut units = Vec::new();
        while units.len() < count {
            while self.turn()? {
                wide = self.byte()? & 1 == 1;
            }
            let unit = if wide { self.u16()? } else { u16::from(self.byte()?) };
            units.push(unit);
        }
        Ok(String::from_utf16_lossy(&units))
    }
}

/// A cell, until all are there: some writers put them down in the order in which they were filled.
struct Cell {
    row: u32,
    column: u32,
    kind: CellKind,
    text: Text,
}

/// The text of a cell.
enum Text {
    Own(String),
    Shared(u32),
}

/// The cells of a sheet.
#[derive(Default)]
struct Cells {
    cells: Vec<Cell>,
    merged: Vec<(u32, u32, u32, u32)>,
}

impl Cells {
    /// Reads the records of a sheet. Charts inside it have a beginning and an end of their own.
    fn read(&mut self, stream: &[u8], offset: usize, globals: &Globals) -> Result<(), Fault> {
        let (mut at, mut depth) = (offset, 0u32);
        loop {
            let (Record { kind, data }, next) = record(stream, at)?;
            match kind {
                kind::BOF => depth += 1,
                kind::EOF if depth <= 1 => return Ok(()),
                kind::EOF => depth -= 1,
                _ if depth != 1 => {}
                kind::MERGE_CELLS => {
                    for range in data.get(2..).unwrap_or_default().chunks_exact(8) {
                        let at = |place: usize| u16_at(range, place).map(u32::from);
                        self.merged.push((at(0)? + 1, at(4)?, at(2)? + 1, at(6)?));
                    }
                }
                kind::STRING => {
                    let text = Pieces::new(vec![data]).string();
                    // The value of the formula before it.
                    if let Some(cell) = self.cells.last_mut()
                        && cell.kind == CellKind::Formula
                    {
                        cell.text = Text::Own(text?);
                    }
                }
                kind::NUMBER
                | kind::RK
                | kind::LABEL
                | kind::LABEL_SST
                | kind::BOOL_ERR
                | kind::MUL_RK
                | kind::FORMULA => self.add(kind, data, globals)?,
                _ => {}
            }
            at = next;
        }
    }

    /// Adds what a record of cells says.
    fn add(&mut self, kind: u16, data: &[u8], globals: &Globals) -> Result<(), Fault> {
        let (row, column) = (u32::from(u16_at(data, 0)?) + 1, u32::from(u16_at(data, 2)?));
        if kind == kind::MUL_RK {
            let pairs = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
            for (pair, column) in pairs.chunks_exact(6).zip(column..) {
                let (text, kind) = globals.written(rk(u32_at(pair, 2)?), u16_at(pair, 0)?);
                self.cells.push(Cell { row, column, kind, text: Text::Own(text) });
            }
            return Ok(());
        }
        let style = u16_at(data, 4)?;
        let own = |(text, kind): (String, CellKind)| (Text::Own(text), kind);
        let (text, kind) = match kind {
            kind::NUMBER => own(globals.written(f64_at(data, 6)?, style)),
            kind::RK => own(globals.written(rk(u32_at(data, 6)?), style)),
            kind::LABEL_SST => (Text::Shared(u32_at(data, 6)?), CellKind::Text),
            kind::LABEL => {
                let text = Pieces::new(vec![data.get(6..).unwrap_or_default()]).string()?;
                own((text, CellKind::Text))
            }
            kind::BOOL_ERR => {
                let (value, is_error) = (byte_at(data, 6)?, byte_at(data, 7)? != 0);
                own((truth_or_error(value, is_error).to_owned(), CellKind::Text))
            }
            // A formula: a number, or two bytes set say that it is something else.
            _ if u16_at(data, 12)? == 0xFFFF => {
                let value = byte_at(data, 8)?;
                let text = match byte_at(data, 6)? {
                    1 => truth_or_error(value, false),
                    2 => truth_or_error(value, true),
                    _ => "",
                };
                own((text.to_owned(), CellKind::Formula))
            }
            _ => (Text::Own(globals.written(f64_at(data, 6)?, style).0), CellKind::Formula),
        };
        self.cells.push(Cell { row, column, kind, text });
        Ok(())
    }

    /// Fills a sheet from top to bottom.
    fn fill(
        mut self,
        mut sheet: Sheet<'_>,
        globals: &Globals,
        outcome: Result<(), Fault>,
    ) -> (Table, Result<(), Fault>) {
        // Nearly always in order already; the sort is stable.
        let place = |cell: &Cell| (cell.row, cell.column);
        if !self.cells.is_sorted_by_key(place) {
            order::sort_by_key(&mut self.cells, place);
        }
        let filled = self.cells.iter().try_for_each(|cell| {
            let text = match &cell.text {
                Text::Own(text) => text.as_str(),
                Text::Shared(number) => {
                    globals.texts.get(*number as usize).map(String::as_str).ok_or(Fault::Damaged)?
                }
            };
            sheet.cell(cell.row, cell.column, text, cell.kind)
        });
        for range in self.merged {
            sheet.merge(range);
        }
        sheet.finish(filled.and(outcome))
    }
}

/// A byte at a place.
fn byte_at(data: &[u8], at: usize) -> Result<u8, Fault> {
    data.get(at).copied().ok_or(Fault::Damaged)
}

/// A truth value, or the text of an error.
fn truth_or_error(value: u8, is_error: bool) -> &'static str {
    match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0F) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    }
}

/// A number in four bytes (MS-XLS 2.5.122): a whole number, or the upper part of a floating-point one,
/// perhaps in hundredths.
fn rk(bits: u32) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_four_bytes() {
        assert_eq!(rk(((-7i32).cast_unsigned() << 2) | 2).to_string(), "-7");
        assert_eq!(rk((12_345 << 2) | 3).to_string(), "123.45");
        assert_eq!(rk(0x3FF0_0000).to_string(), "1");
    }

    #[test]
    fn a_text_may_change_its_width_where_a_record_ends() {
        let first: &[u8] = &[3, 0, 0, b'a'];
        let second: &[u8] = &[1, 0x2D, 0x4E, 0x00, 0xD8];
        let mut pieces = Pieces::new(vec![first, second]);
        assert_eq!(pieces.string(), Ok("a中\u{fffd}".to_owned()));
        assert_eq!(Pieces::new(vec![&[9, 0, 1][..]]).string(), Err(Fault::Damaged));
    }
}
