//! Tables for people: what is to be written as data, and from it .xlsx or CSV, the same bytes everywhere.
//!
//! Nothing that is written can run: text is a text cell in a workbook, whatever it starts with, and gets
//! an apostrophe in CSV.

use std::borrow::Cow;

use rust_xlsxwriter as writer;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, FormatAlign, FormatBorder, XlsxError,
};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::model::Date;

/// Most UTF-16 units of a cell.
const CELL: usize = 32_767;
/// Most UTF-16 units of the name of a sheet.
const SHEET_NAME: usize = 31;
/// Rows of a sheet, the header included.
const ROWS: usize = 1_048_576;
/// Columns of a sheet.
const COLUMNS: usize = 16_384;
/// Digits of a number that a spreadsheet keeps.
const DIGITS: usize = 15;
/// Rows that get the drop-downs of a column, where there are fewer.
const ROWS_TO_FILL: usize = 2_000;

/// What a workbook is to hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    /// Its sheets, in their order.
    pub sheets: Vec<Sheet>,
}

/// What a sheet is to hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    /// Its name. What names may not have is replaced, and a name that is there already gets a number.
    pub name: String,
    /// Its columns; their titles are the header.
    pub columns: Vec<Column>,
    /// Its rows: texts by column. Cells beyond the columns are written too.
    pub rows: Vec<Vec<String>>,
    /// Sentences below the table.
    pub notes: Vec<String>,
    /// Does the header stay when one scrolls?
    pub frozen: bool,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Column {
    /// The header.
    pub title: String,
    /// Width in characters, a Chinese one being two; 0 for the usual width.
    pub width: u16,
    /// What its cells are.
    pub kind: Kind,
    /// Words that its cells offer; others can be typed all the same.
    pub options: Vec<String>,
}

/// What the cells of a column are. A cell that is not what its column says is written as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Text: codes and telephone numbers keep all their digits.
    #[default]
    Text,
    /// A number with up to 15 digits.
    Number,
    /// A day as ISO 8601; months and years are written as text.
    Date,
    /// Yuan.
    Money,
}

/// The workbook as an .xlsx file. What is too long for a cell ends with `…`; the whole of it is in the
/// project file. Nothing of it depends on the day or the machine.
///
/// Fails with `too_many_rows` where a sheet has more rows than spreadsheets have.
pub fn xlsx(workbook: &Workbook) -> Result<Vec<u8>, Failure> {
    for sheet in &workbook.sheets {
        let rows = sheet.rows.len() + sheet.notes.len() + 2;
        if rows > ROWS {
            let failure = Failure::new("too_many_rows").with("sheet", sheet.name.as_str());
            return Err(failure.with("rows", rows).with("limit", ROWS));
        }
    }
    write(workbook).map_err(|error| Failure::new("not_written").with("text", error.to_string()))
}

/// Writes the file. What the writer refuses is taken out before.
fn write(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut file = writer::Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    file.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let mut names: Vec<String> = Vec::new();
    for sheet in &workbook.sheets {
        let name = sheet_name(&sheet.name, &names);
        write_sheet(file.add_worksheet().set_name(&name)?, sheet)?;
        names.push(name);
    }
    file.save_to_buffer()
}

/// Writes a sheet.
fn write_sheet(to: &mut writer::Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let header = writer::Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(0x00E8_EEF7)
        .set_border_bottom(FormatBorder::Thin);
    // Text as text: a code that is typed in keeps its digits.
    let text = writer::Format::new().set_num_format("@").set_text_wrap();
    let text = text.set_align(FormatAlign::Top);
    let formats = Formats {
        number: plain_format("General"),
        date: plain_format("yyyy-mm-dd"),
        money: plain_format("#,##0.##;-#,##0.##"),
        whole_money: plain_format("#,##0"),
        text,
    };
    for (number, column) in (0u16..).zip(sheet.columns.iter().take(COLUMNS)) {
        if column.width > 0 {
            to.set_column_width(number, column.width.min(255))?;
        }
        // Number formats of a whole column would show up in every empty cell that is typed into.
        if matches!(column.kind, Kind::Text) {
            to.set_column_format(number, &formats.text)?;
        }
        to.write_string_with_format(0, number, cut(&column.title), &header)?;
        let last = sheet.rows.len().max(ROWS_TO_FILL) as u32;
        if let Some(options) = drop_down(&column.options)? {
            to.add_data_validation(1, number, last, number, &options)?;
        }
    }
    let mut row = u32::from(!sheet.columns.is_empty());
    for cells in &sheet.rows {
        for (number, cell) in (0u16..).zip(cells.iter().take(COLUMNS)) {
            let kind = sheet.columns.get(usize::from(number)).map_or(Kind::Text, |one| one.kind);
            write_cell(to, (row, number), cell, kind, &formats)?;
        }
        row += 1;
    }
    for note in &sheet.notes {
        row += 1;
        to.write_string(row, 0, cut(note))?;
    }
    if sheet.frozen {
        to.set_freeze_panes(1, 0)?;
    }
    Ok(())
}

/// The formats of cells.
struct Formats {
    text: writer::Format,
    number: writer::Format,
    date: writer::Format,
    money: writer::Format,
    whole_money: writer::Format,
}

/// A format of numbers.
fn plain_format(code: &str) -> writer::Format {
    writer::Format::new().set_num_format(code).set_align(FormatAlign::Top)
}

/// Writes a cell as what its column says, or as text.
fn write_cell(
    to: &mut writer::Worksheet,
    (row, column): (u32, u16),
    cell: &str,
    kind: Kind,
    formats: &Formats,
) -> Result<(), XlsxError> {
    if cell.is_empty() {
        return Ok(());
    }
    let number = number(cell);
    let date = Date::parse(cell).filter(|date| date.is_day());
    match (kind, number, date) {
        (Kind::Number, Some(number), _) => {
            to.write_number_with_format(row, column, number, &formats.number)?;
        }
        (Kind::Money, Some(number), _) => {
            let whole = number.fract() == 0.0;
            let format = if whole { &formats.whole_money } else { &formats.money };
            to.write_number_with_format(row, column, number, format)?;
        }
        (Kind::Date, _, Some(_)) => {
            let day = ExcelDateTime::parse_from_str(cell)?;
            to.write_datetime_with_format(row, column, &day, &formats.date)?;
        }
        _ => {
            to.write_string_with_format(row, column, cut(cell), &formats.text)?;
        }
    }
    Ok(())
}

/// A number that a spreadsheet keeps as it is: no code, no telephone, nothing with a zero before it.
fn number(cell: &str) -> Option<f64> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let padded = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    (plain && !padded && (1..=DIGITS).contains(&count)).then(|| cell.parse().ok()).flatten()
}

/// A text that fits into a cell.
fn cut(text: &str) -> String {
    let mut units = 0;
    let over = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > CELL
    });
    if over.is_none() {
        return text.to_owned();
    }
    let mut units = 1;
    let fits = text.chars().take_while(|character| {
        units += character.len_utf16();
        units <= CELL
    });
    fits.chain(['…']).collect()
}

/// A name that a sheet can have and no other has.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let allowed = |character: char| {
        !matches!(character, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !character.is_control()
    };
    let clean: String = wanted.chars().map(|one| if allowed(one) { one } else { '_' }).collect();
    let clean = match clean.trim().trim_matches('\'') {
        "" => "Sheet",
        clean => clean,
    };
    let with = |ending: &str| {
        let mut units = ending.encode_utf16().count();
        let start = clean.chars().take_while(|character| {
            units += character.len_utf16();
            units <= SHEET_NAME
        });
        start.chain(ending.chars()).collect::<String>()
    };
    let is_free =
        |name: &String| taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    let numbered = (2..).map(|number| with(&format!(" {number}")));
    std::iter::once(with("")).chain(numbered).find(is_free).unwrap_or_default()
}

/// The options of a column as a drop-down: as many as a spreadsheet takes. Other words can be typed.
fn drop_down(options: &[String]) -> Result<Option<DataValidation>, XlsxError> {
    let mut units = 0;
    let fitting: Vec<&str> = options
        .iter()
        .map(String::as_str)
        .filter(|option| !option.is_empty() && !option.contains(','))
        .take_while(|option| {
            units += option.encode_utf16().count() + 1;
            units <= 256
        })
        .collect();
    if fitting.is_empty() {
        return Ok(None);
    }
    let validation = DataValidation::new().allow_list_strings(&fitting)?;
    Ok(Some(validation.show_error_message(false)))
}

/// The sheet as CSV: UTF-8 with a byte order mark, as spreadsheets in China need it, lines ending in CR LF
/// (RFC 4180). Notes stand below, after an empty line.
pub fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    let titles = sheet.columns.iter().map(|column| column.title.as_str());
    if !sheet.columns.is_empty() {
        line(&mut out, titles);
    }
    for row in &sheet.rows {
        line(&mut out, row.iter().map(String::as_str));
    }
    if !sheet.notes.is_empty() {
        out.push_str("\r\n");
    }
    for note in &sheet.notes {
        line(&mut out, [note.as_str()].into_iter());
    }
    out.into_bytes()
}

/// Appends a line of cells.
fn line<'a>(out: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        let cell = guarded(cell);
        if cell.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// Text that a spreadsheet will not take for a formula when it reads CSV; a negative number is none.
fn guarded(cell: &str) -> Cow<'_, str> {
    let start = cell.trim_start().chars().next();
    let formula = matches!(start, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
        || cell.starts_with(['\t', '\r']);
    if formula && number(cell).is_none() {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::table::CellKind;
    use super::super::workbook;
    use super::*;

    fn column(title: &str, kind: Kind, options: &[&str]) -> Column {
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        Column { title: title.into(), width: 20, kind, options }
    }

    fn texts(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    fn sample() -> Workbook {
        let columns = vec![
            column("代码", Kind::Text, &[]),
            column("人数", Kind::Number, &[]),
            column("日期", Kind::Date, &[]),
            column("金额（元）", Kind::Money, &["1", "a,b"]),
        ];
        let rows = vec![
            texts(&["523501020000900181", "12.5", "2026-01-31", "80000"]),
            texts(&["=1+1", "013800138000", "2026-01", "-3"]),
            texts(&["", "13800138000138000", "31", "八万", "多出来的"]),
        ];
        let sheet = Sheet {
            name: "机构".into(),
            columns,
            rows,
            notes: vec!["注：已去标识".into()],
            frozen: true,
        };
        let other = Sheet { name: "机构".into(), rows: vec![texts(&["x"])], ..Sheet::default() };
        Workbook { sheets: vec![sheet, other] }
    }

    #[test]
    fn what_is_written_can_be_read_and_nothing_runs() {
        let bytes = xlsx(&sample()).unwrap();
        assert_eq!(xlsx(&sample()).unwrap(), bytes);
        let mut problems = Vec::new();
        let tables = workbook::tables("a.xlsx", &bytes, &mut problems);
        assert_eq!(problems, []);
        let names: Vec<&str> = tables.iter().map(|table| table.sheet.as_str()).collect();
        assert_eq!(names, ["机构", "机构 2"]);
        let cells = |row: usize| {
            let row = tables[0].row(row);
            (0..row.len()).map(|at| (row.cell(at), row.kind(at))).collect::<Vec<_>>()
        };
        let (text, number) = (CellKind::Text, CellKind::Number);
        assert_eq!(
            cells(1),
            [
                ("523501020000900181", text),
                ("12.5", number),
                ("2026-01-31", CellKind::Date),
                ("80000", number)
            ]
        );
        assert_eq!(
            cells(2),
            [("=1+1", text), ("013800138000", text), ("2026-01", text), ("-3", number)]
        );
        assert_eq!(
            cells(3)[1..],
            [("13800138000138000", text), ("31", text), ("八万", text), ("多出来的", text)]
        );
        assert_eq!((cells(4), cells(5)), (vec![], vec![("注：已去标识", text)]));
    }

    #[test]
    fn csv_is_quoted_and_guarded() {
        let mut sheet = sample().sheets.swap_remove(0);
        sheet.rows.push(texts(&["一,二", "说\"好\"\n三", " @x", "\t1", "-3.5", "－1", "+86"]));
        let written = String::from_utf8(csv(&sheet)).unwrap();
        assert!(
            written.starts_with("\u{feff}代码,人数,日期,金额（元）\r\n523501020000900181,12.5,")
        );
        assert!(written.contains("\r\n'=1+1,013800138000,2026-01,-3\r\n"));
        assert!(written.contains(
            "\r\n\"一,二\",\"说\"\"好\"\"\n三\",' @x,'\t1,-3.5,'－1,'+86\r\n\r\n注：已去标识\r\n"
        ));
    }

    #[test]
    fn long_texts_and_names_are_cut_to_what_fits() {
        assert_eq!(cut("短"), "短");
        let long = cut(&"😀".repeat(20_000));
        assert!(long.ends_with('…') && long.encode_utf16().count() <= CELL);
        let taken = [sheet_name("a/b:c", &[]), sheet_name(&"长".repeat(40), &[])];
        assert_eq!((taken[0].as_str(), taken[1].chars().count()), ("a_b_c", 31));
        assert_eq!(sheet_name("A/B:C", &taken), "A_B_C 2");
        assert_eq!(sheet_name(&"长".repeat(40), &taken), format!("{} 2", "长".repeat(29)));
        assert_eq!(sheet_name(" '' ", &[]), "Sheet");
        let rows = vec![Vec::new(); ROWS];
        let sheet = Sheet { name: "多".into(), rows, ..Sheet::default() };
        let failure = xlsx(&Workbook { sheets: vec![sheet] }).unwrap_err();
        assert_eq!(failure.code(), "too_many_rows");
    }

    #[test]
    fn a_description_travels_as_json() {
        let json = r#"{"sheets":[{"name":"一","columns":[{"title":"甲","kind":"money","options":["无"]}],"rows":[["1"]]}]}"#;
        let read: Workbook = serde_json::from_str(json).unwrap();
        assert_eq!((read.sheets[0].columns[0].kind, read.sheets[0].frozen), (Kind::Money, false));
        let again = serde_json::to_string(&read).unwrap();
        assert_eq!(serde_json::from_str::<Workbook>(&again).unwrap(), read);
    }
}
