//! .xlsx (ISO/IEC 29500-1, part `SpreadsheetML`): sheets are streamed, only shared texts are held.

use super::super::package::{Fault, Package, Part};
use super::super::table::CellKind;
use super::super::xml::{Item, Tag};
use super::formats::{Format, written};
use super::sheet::{MOST_TEXT, Sheet, parse_address};
use super::{Book, Table};

/// Reads every visible sheet.
pub(super) fn read(bytes: &[u8], book: &mut Book<'_>) -> Result<(), Fault> {
    let mut package = Package::open(bytes)?;
    let document = package.relations("")?.into_iter();
    let main = document
        .filter(|relation| relation.kind.ends_with("/officeDocument"))
        .map(|relation| relation.target)
        .find(|target| package.has(target))
        .unwrap_or_else(|| "xl/workbook.xml".to_owned());
    if package.has("xl/workbook.bin") {
        book.unsupported("xlsb");
        return Ok(());
    }
    let relations = package.relations(&main)?;
    let part = |kind: &str| {
        relations.iter().find(|one| one.kind.ends_with(kind)).map(|one| one.target.as_str())
    };
    let (sheets, since_1904) = sheets(package.part(&main)?.ok_or(Fault::Damaged)?)?;
    let mut shared = Shared { since_1904, ..Shared::default() };
    if let Some(xml) = package.part(part("/styles").unwrap_or("xl/styles.xml"))? {
        shared.formats = formats(xml)?;
    }
    if let Some(xml) = package.part(part("/sharedStrings").unwrap_or("xl/sharedStrings.xml"))? {
        shared.texts = Texts::read(xml)?;
    }
    for sheet in sheets {
        let Some(relation) = relations.iter().find(|one| one.id == sheet.relation) else {
            return Err(Fault::Damaged);
        };
        // Charts and dialogs may have a sheet of their own; there is nothing to read in it.
        if !relation.kind.ends_with("/worksheet") {
            continue;
        }
        if sheet.hidden {
            book.hidden(&sheet.name);
            continue;
        }
        let xml = package.part(&relation.target)?.ok_or(Fault::Damaged)?;
        let read = fill(xml, Sheet::new(&sheet.name, &mut book.left), &shared);
        book.add(read)?;
    }
    Ok(())
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    hidden: bool,
}

/// The sheets in their order, and whether dates count from 1904.
fn sheets(mut xml: Part<'_, '_>) -> Result<(Vec<Listed>, bool), Fault> {
    let (mut sheets, mut since_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Item::Open(tag) => match tag.name() {
                "workbookPr" => {
                    since_1904 = tag.attribute("date1904").is_some_and(|value| is_true(&value));
                }
                "sheet" => sheets.push(Listed {
                    name: unescaped(tag.attribute("name").unwrap_or_default()),
                    relation: tag.attribute("id").unwrap_or_default(),
                    hidden: tag.attribute("state").is_some_and(|state| state != "visible"),
                }),
                _ => {}
            },
            Item::End => return Ok((sheets, since_1904)),
            _ => {}
        }
    }
}

/// A truth value of XML Schema.
fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// What cells refer to.
#[derive(Default)]
struct Shared {
    formats: Vec<Format>,
    texts: Texts,
    since_1904: bool,
}

/// The format of each style of cells.
fn formats(mut xml: Part<'_, '_>) -> Result<Vec<Format>, Fault> {
    let mut own: Vec<(u32, Format)> = Vec::new();
    let (mut formats, mut in_cells) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Item::Open(tag) => match tag.name() {
                "numFmt" => {
                    let code = tag.attribute("formatCode").unwrap_or_default();
                    own.push((number(&tag, "numFmtId"), Format::parse(&code)));
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = number(&tag, "numFmtId");
                    let known = own.iter().find(|(other, _)| *other == id);
                    formats.push(known.map_or_else(|| Format::builtin(id), |(_, format)| *format));
                }
                _ => {}
            },
            Item::Close(name) if name.as_str() == "cellXfs" => in_cells = false,
            Item::End => return Ok(formats),
            _ => {}
        }
    }
}

/// A number in an attribute; 0 if there is none.
fn number(tag: &Tag<'_>, name: &str) -> u32 {
    tag.attribute(name).and_then(|value| value.parse().ok()).unwrap_or_default()
}

/// Texts by number, one after the other in one string.
#[derive(Default)]
struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Reads the shared texts: pieces with formats are joined, readings of characters left out.
    fn read(mut xml: Part<'_, '_>) -> Result<Self, Fault> {
        let mut texts = Self::default();
        let (mut in_text, mut in_reading, mut current) = (false, false, String::new());
        loop {
            match xml.next()? {
                Item::Open(tag) => match tag.name() {
                    "t" => in_text = !in_reading,
                    "rPh" => in_reading = true,
                    _ => {}
                },
                Item::Text(text) if in_text => current.push_str(&text),
                Item::Close(name) => match name.as_str() {
                    "t" => in_text = false,
                    "rPh" => in_reading = false,
                    "si" => {
                        texts.text.push_str(&unescaped(std::mem::take(&mut current)));
                        texts.ends.push(texts.text.len() as u32);
                        if texts.text.len() > MOST_TEXT {
                            return Err(Fault::bytes(texts.text.len() as u64, MOST_TEXT as u64));
                        }
                    }
                    _ => {}
                },
                Item::End => return Ok(texts),
                Item::Text(_) => {}
            }
        }
    }

    /// A text by its number.
    fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)? as usize;
        let before = number.checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(before.map_or(0, |before| *before as usize)..end)
    }
}

/// Characters that XML cannot hold are written as `_x000D_`; half a surrogate pair is no character.
fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let (mut out, mut rest) = (String::new(), text.as_str());
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from.get(2..6).filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if let Some(code) = code.and_then(|code| u32::from_str_radix(code, 16).ok()) {
            out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            rest = &from[7..];
        } else {
            out.push_str("_x");
            rest = &from[2..];
        }
    }
    out.push_str(rest);
    out
}

/// What is known of a cell before it ends.
#[derive(Default)]
struct Cell {
    row: u32,
    column: u32,
    kind: String,
    style: usize,
    formula: bool,
    value: String,
}

/// Fills a sheet; what was read before a fault stays.
fn fill(
    mut xml: Part<'_, '_>,
    mut sheet: Sheet<'_>,
    shared: &Shared,
) -> (Table, Result<(), Fault>) {
    let outcome = fill_rows(&mut xml, &mut sheet, shared);
    sheet.finish(outcome)
}

/// Reads cells and merged ranges.
fn fill_rows(xml: &mut Part<'_, '_>, sheet: &mut Sheet<'_>, shared: &Shared) -> Result<(), Fault> {
    let mut cell = Cell::default();
    // The cell after the last one, for those that do not say where they are.
    let (mut row, mut column) = (0u32, 0u32);
    let (mut in_value, mut in_reading) = (false, false);
    loop {
        match xml.next()? {
            Item::Open(tag) => match tag.name() {
                "row" => {
                    let given = tag.attribute("r").and_then(|row| row.parse().ok());
                    row = given.unwrap_or(row.saturating_add(1));
                    column = 0;
                }
                "c" => {
                    let address = tag.attribute("r");
                    let (_, given) = address.as_deref().map_or((None, None), parse_address);
                    column = given.unwrap_or(column);
                    cell.row = row;
                    cell.column = column;
                    cell.kind = tag.attribute("t").unwrap_or_default();
                    cell.style = number(&tag, "s") as usize;
                    cell.formula = false;
                    cell.value.clear();
                    column = column.saturating_add(1);
                }
                "f" => cell.formula = true,
                "rPh" => in_reading = true,
                "v" | "t" => in_value = !in_reading,
                "mergeCell" => {
                    if let Some(range) = tag.attribute("ref").as_deref().and_then(range) {
                        sheet.merge(range);
                    }
                }
                _ => {}
            },
            Item::Text(text) if in_value => cell.value.push_str(&text),
            Item::Close(name) => match name.as_str() {
                "v" | "t" => in_value = false,
                "rPh" => in_reading = false,
                "c" => put(&mut cell, sheet, shared)?,
                _ => {}
            },
            Item::End => return Ok(()),
            Item::Text(_) => {}
        }
    }
}

/// Puts a cell into the sheet.
fn put(cell: &mut Cell, sheet: &mut Sheet<'_>, shared: &Shared) -> Result<(), Fault> {
    let value = std::mem::take(&mut cell.value);
    let mut kind = CellKind::Text;
    let text = match cell.kind.as_str() {
        "s" => {
            let text = value.trim().parse().ok().and_then(|number| shared.texts.get(number));
            let text = text.ok_or(Fault::Damaged)?;
            return sheet.cell(cell.row, cell.column, text, as_read(cell, CellKind::Text));
        }
        "inlineStr" | "str" => unescaped(value),
        "b" => if is_true(value.trim()) { "TRUE" } else { "FALSE" }.to_owned(),
        "e" => value,
        "d" => {
            kind = CellKind::Date;
            value
        }
        // Some programs write long codes as numbers, with all their digits.
        _ if value.len() > 15 && value.bytes().all(|byte| byte.is_ascii_digit()) => {
            kind = CellKind::Number;
            value
        }
        _ => match value.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => {
                let format = shared.formats.get(cell.style).copied().unwrap_or_default();
                let (text, is_date) = written(number, format, shared.since_1904);
                kind = if is_date { CellKind::Date } else { CellKind::Number };
                text
            }
            _ => value,
        },
    };
    sheet.cell(cell.row, cell.column, &text, as_read(cell, kind))
}

/// A formula is one whatever its value.
fn as_read(cell: &Cell, kind: CellKind) -> CellKind {
    if cell.formula { CellKind::Formula } else { kind }
}

/// A range such as `A1:B2`; `None` where it is not one.
fn range(text: &str) -> Option<(u32, u32, u32, u32)> {
    let (first, last) = text.split_once(':')?;
    let ((Some(top), Some(left)), (Some(bottom), Some(right))) =
        (parse_address(first), parse_address(last))
    else {
        return None;
    };
    (top <= bottom && left <= right).then_some((top, left, bottom, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_characters_come_back() {
        let read = |text: &str| unescaped(text.to_owned());
        assert_eq!(read("a_x000D_b_x4E2D_"), "a\rb中");
        assert_eq!(read("_xD800_x"), "\u{fffd}x");
        assert_eq!(read("_x_x00_ _x005F_x000D_"), "_x_x00_ _x000D_");
    }

    #[test]
    fn ranges_are_read_and_nonsense_is_not() {
        assert_eq!(range("A2:C4"), Some((2, 0, 4, 2)));
        assert_eq!((range("C4:A2"), range("A1"), range("A:B")), (None, None, None));
    }
}
