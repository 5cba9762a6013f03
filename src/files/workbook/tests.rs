//! Workbooks built part by part: what people have, and what a hostile sender would send.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::super::package::LARGEST_PART;
use super::super::table::CellKind::{self, Date, Formula, Number, Text};
use super::*;
use crate::message::Argument;

const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A zip file of these parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with these sheets: name, state, what is inside `worksheet`.
fn xlsx(properties: &str, sheets: &[(&str, &str, &str)], more: &[(&str, &str)]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{DOCUMENT}/{kind}" Target="{target}"/>"#)
    };
    let (mut listed, mut relations, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, (name, state, inside)) in sheets.iter().enumerate() {
        let tag = format!(r#"<sheet name="{name}" sheetId="{at}" state="{state}" r:id="r{at}"/>"#);
        listed.push_str(&tag);
        relations += &relation(&format!("r{at}"), "worksheet", &format!("worksheets/s{at}.xml"));
        parts
            .push((format!("xl/worksheets/s{at}.xml"), format!("<worksheet>{inside}</worksheet>")));
    }
    relations += &relation("st", "styles", "styles.xml");
    relations += &relation("ss", "sharedStrings", "/xl/sharedStrings.xml");
    let main = format!(
        r#"<workbook xmlns:r="{DOCUMENT}">{properties}<sheets>{listed}</sheets></workbook>"#
    );
    let root = relation("1", "officeDocument", "xl/workbook.xml");
    parts.push(("_rels/.rels".into(), format!("<Relationships>{root}</Relationships>")));
    parts.push(("xl/workbook.xml".into(), main));
    let relations = format!("<Relationships>{relations}</Relationships>");
    parts.push(("xl/_rels/workbook.xml.rels".into(), relations));
    parts.extend(more.iter().map(|(name, xml)| ((*name).to_owned(), (*xml).to_owned())));
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    zipped(&parts)
}

fn read(bytes: &[u8]) -> (Vec<Table>, Vec<Problem>) {
    let mut problems = Vec::new();
    let tables = tables("名单.xlsx", bytes, &mut problems);
    (tables, problems)
}

fn cells(table: &Table, row: usize) -> Vec<(&str, CellKind)> {
    let row = table.row(row);
    (0..row.len()).map(|column| (row.cell(column), row.kind(column))).collect()
}

/// The only problem: its code and what it says.
fn only(problems: &[Problem]) -> (Code, String) {
    let [problem] = problems else { panic!("{problems:?}") };
    let said = problem.args.values().map(|value| match value {
        Argument::Text(text) => text.clone(),
        other => format!("{other:?}"),
    });
    (problem.code, said.collect::<Vec<_>>().join(" "))
}

const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d;@"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="57"/></cellXfs></styleSheet>"#;
const TEXTS: &str = r#"<sst><si><t>机构名称</t></si><si><r><t>满</t></r><r><t xml:space="preserve">天星 </t></r>
    <rPh><t>まん</t></rPh></si></sst>"#;

#[test]
fn cells_of_every_kind_are_read() {
    let sheet = r#"<sheetData>
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>电话</t></is></c></row>
        <row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5"><v>5.2350102000090003E+17</v></c>
            <c t="b"><v>1</v></c><c r="E5" s="1"><v>45000</v></c><c r="F5" s="2"><v>45017</v></c>
            <c r="G5"><f>SUM(A1)</f><v>12.50</v></c><c r="H5" t="str"><f>A1</f><v>a_x000D_b</v></c>
            <c r="I5" t="e"><v>#N/A</v></c><c r="J5"><f>B2</f></c></row>
        <row r="6"><c><v>523501020000900181</v></c></row><row r="9"><c r="A9" s="1"/></row></sheetData>
        <mergeCells><mergeCell ref="A2:B3"/></mergeCells>"#;
    let more = [("xl/styles.xml", STYLES), ("xl/sharedStrings.xml", TEXTS)];
    let (tables, problems) = read(&xlsx("", &[("机构", "visible", sheet)], &more));
    assert_eq!(problems, []);
    let [table] = tables.as_slice() else { panic!("{tables:?}") };
    assert_eq!((table.sheet.as_str(), table.merged.as_slice()), ("机构", &[(2, 0, 3, 1)][..]));
    // Blank rows count, those below the last cell do not.
    assert_eq!(table.rows().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert_eq!(cells(table, 5), [("523501020000900181", Number)]);
    assert!(table.row(0).is_blank());
    assert_eq!(cells(table, 1), [("机构名称", Text), ("", Text), ("电话", Text)]);
    assert_eq!(
        cells(table, 4),
        [
            ("满天星 ", Text),
            ("523501020000900030", Number),
            ("TRUE", Text),
            ("", Text),
            ("2023-03-15", Date),
            ("2023-04", Date),
            ("12.5", Formula),
            ("a\rb", Formula),
            ("#N/A", Text),
            ("", Formula)
        ]
    );
}

#[test]
fn dates_of_1904_several_sheets_and_hidden_ones() {
    let sheet = r#"<sheetData><row><c s="1"><v>43538</v></c><c><v>7</v></c></row></sheetData>"#;
    let sheets = [
        ("一", "visible", sheet),
        ("藏", "hidden", sheet),
        ("底", "veryHidden", sheet),
        ("三", "visible", sheet),
    ];
    let properties = r#"<workbookPr date1904="1"/>"#;
    let (tables, problems) = read(&xlsx(properties, &sheets, &[("xl/styles.xml", STYLES)]));
    assert_eq!(tables.iter().map(|table| table.sheet.as_str()).collect::<Vec<_>>(), ["一", "三"]);
    assert_eq!(cells(&tables[0], 0), [("2023-03-15", Date), ("7", Number)]);
    let hidden: Vec<_> = problems.iter().map(|one| (one.code, one.args["sheet"].clone())).collect();
    let name = |name: &str| (Code::HiddenSheet, Argument::Text(name.into()));
    assert_eq!(hidden, [name("藏"), name("底")]);
}

#[test]
fn a_file_that_was_cut_off_is_damaged() {
    let whole = xlsx("", &[("一", "visible", "<sheetData/>")], &[]);
    for length in [2, 30, 200, whole.len() / 2, whole.len() - 1] {
        let (tables, problems) = read(&whole[..length]);
        assert!(tables.is_empty());
        assert_eq!(only(&problems), (Code::DamagedFile, "xlsx".into()), "{length}");
    }
    assert_eq!(read(&whole).1, []);
}

#[test]
fn what_was_read_before_the_damage_stays() {
    let sheet = r#"<sheetData><row r="1"><c><v>1</v></c></row><row r="2"><c><v>2</v></x></row>"#;
    let (tables, problems) = read(&xlsx("", &[("一", "visible", sheet)], &[]));
    assert_eq!((tables.len(), tables[0].len()), (1, 1));
    assert_eq!(only(&problems).0, Code::DamagedFile);
}

#[test]
fn hostile_xml_is_not_expanded() {
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>
        <sst><si><t>&b;</t></si></sst>"#;
    let bytes = xlsx("", &[("一", "visible", "")], &[("xl/sharedStrings.xml", laughs)]);
    assert_eq!(only(&read(&bytes).1).0, Code::DamagedFile);
    // Half a surrogate pair is no character, in either way of writing it.
    let sheet = r#"<sheetData><row><c t="inlineStr"><is><t>_xD800_&#xDFFF;&lol;</t></is></c></row></sheetData>"#;
    let (tables, problems) = read(&xlsx("", &[("一", "visible", sheet)], &[]));
    assert_eq!((cells(&tables[0], 0), problems.len()), (vec![("\u{fffd}\u{fffd}&lol;", Text)], 0));
}

#[test]
fn columns_and_rows_have_limits() {
    let sheet = |address: &str, row: u64| {
        format!(
            r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="{address}" s="0"/></row><row r="{row}"><c r="{address}"><v>2</v></c></row></sheetData>"#
        )
    };
    // A formatted cell far out is not there; one with something in it is too much.
    for (address, row, far) in [("XFD1", 1, "XFD1"), ("B9999999", 9_999_999, "B9999999")] {
        let (tables, problems) = read(&xlsx("", &[("一", "visible", &sheet(address, row))], &[]));
        assert_eq!(tables[0].len(), 1);
        assert_eq!(only(&problems), (Code::TooLarge, format!("AMJ{MOST_ROWS} {far}")));
    }
}

#[test]
fn one_text_in_many_cells_has_a_limit() {
    let text = "长".repeat(1 << 20);
    let shared = format!("<sst><si><t>{text}</t></si></sst>");
    let rows = r#"<row><c t="s"><v>0</v></c></row>"#.repeat(200);
    let sheet = format!("<sheetData>{rows}</sheetData>");
    let bytes = xlsx("", &[("一", "visible", &sheet)], &[("xl/sharedStrings.xml", &shared)]);
    let (tables, problems) = read(&bytes);
    assert_eq!(only(&problems).0, Code::TooLarge);
    assert_eq!(tables[0].len(), MOST_TEXT / text.len());
}

#[test]
fn a_zip_bomb_ends_at_the_limit_whatever_it_declares() {
    let bomb = vec![b' '; LARGEST_PART as usize + 1];
    let mut bytes = zipped(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &bomb)]);
    drop(bomb);
    assert!(bytes.len() < 2 << 20);
    assert_eq!(only(&read(&bytes).1), (Code::TooLarge, "256 MB 257 MB".into()));
    // The same with a lie in the directory about how much comes out.
    let size = (LARGEST_PART as u32 + 1).to_le_bytes();
    let places: Vec<usize> =
        (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == size).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bytes[at..at + 4].copy_from_slice(&9u32.to_le_bytes());
    }
    let (_, problems) = read(&bytes);
    assert!(matches!(only(&problems).0, Code::TooLarge | Code::DamagedFile), "{problems:?}");
    // A directory that declares a gigabyte is believed at once.
    let mut bytes = zipped(&[("xl/workbook.xml", b"<workbook/>")]);
    let directory = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    bytes[directory + 24..directory + 28].copy_from_slice(&(1u32 << 30).to_le_bytes());
    assert_eq!(only(&read(&bytes).1), (Code::TooLarge, "256 MB 1024 MB".into()));
}

#[test]
fn pages_saved_as_workbooks_are_read() {
    let page = "<html><head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">
        <title><table></title><style>td{}</style></head><body><table border=1>
        <tr><td colspan=3>2024年名单</td></tr><tr><th>名称<th>地区</th><th>备注</th></tr>
        <tr><td>甲&amp;乙&nbsp;社</td><td rowspan='2'>鼓楼区</td><td>一<br>二<table><tr><td>内</td></tr></table></td></tr>
        <tr><TD x:str>丙社</TD><td>三 < 四</td></tr></table><p>完</p><table><tr><td>附</table></body></html>";
    let (bytes, _, _) = encoding_rs::GB18030.encode(page);
    for bytes in [&*bytes, page.as_bytes()] {
        let (tables, problems) = read(bytes);
        assert_eq!(problems, []);
        let [table, second] = tables.as_slice() else { panic!("{tables:?}") };
        assert_eq!(cells(table, 1), [("名称", Text), ("地区", Text), ("备注", Text)]);
        assert_eq!(table.row(2).cells().collect::<Vec<_>>(), ["甲&乙 社", "鼓楼区", "一\n二\n内"]);
        assert_eq!(table.row(3).cells().collect::<Vec<_>>(), ["丙社", "", "三 < 四"]);
        assert_eq!(table.merged, [(1, 0, 1, 2), (3, 1, 4, 1)]);
        assert_eq!((second.sheet.as_str(), second.row(0).cell(0)), ("2", "附"));
    }
}

#[test]
fn old_workbooks_are_read() {
    // Written by xlwt 1.3.0: a merged title, a blank row, dates, formulas, a hidden sheet, and more text
    // than one record holds.
    let bytes = include_bytes!("../../../tests/data/files/old.xls");
    let (tables, problems) = read(bytes);
    assert_eq!(only(&problems), (Code::HiddenSheet, "隐藏".into()));
    let [table, long] = tables.as_slice() else { panic!("{tables:?}") };
    assert_eq!((table.sheet.as_str(), table.merged.as_slice()), ("机构", &[(1, 0, 1, 5)][..]));
    assert_eq!(table.rows().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert_eq!(
        cells(table, 3),
        [
            ("鼓楼区茉语家事服务中心", Text),
            ("52350102MJB0000001", Text),
            ("2018-04-05", Date),
            ("12", Number),
            ("", Formula),
            ("一", Text)
        ]
    );
    assert_eq!(cells(table, 4)[3], ("2.5", Number));
    assert_eq!(
        cells(table, 5),
        [("", Text), ("523501020000900030", Number), ("", Text), ("TRUE", Text)]
    );
    assert_eq!(long.len(), 40);
    for (at, row) in long.rows().enumerate() {
        let piece = if at % 3 == 0 { "abc, " } else { "孩子放学后没人管，" };
        assert_eq!(row.cell(0), format!("第{at}条：{}", piece.repeat(20)));
    }
    // Wherever it is cut off, or a byte is wrong, it ends in rows or in a problem.
    for cut in (0..bytes.len()).step_by(97) {
        let (tables, problems) = read(&bytes[..cut]);
        let damaged = problems.iter().any(|one| one.code == Code::DamagedFile);
        assert!(damaged || tables.len() == 2, "{cut}");
    }
    for at in (0..bytes.len()).step_by(61) {
        let mut bytes = bytes.to_vec();
        bytes[at] ^= 0xFF;
        read(&bytes);
    }
}

#[test]
fn something_else_is_named() {
    assert_eq!(only(&read(b"<p>none</p>").1), (Code::DamagedFile, "xls (HTML)".into()));
    assert_eq!(only(&read(COMPOUND).1), (Code::DamagedFile, "xls".into()));
    assert_eq!(only(&read(&[9, 8, 8, 0, 0, 5, 16, 0]).1).0, Code::LegacyXls);
    let binary = zipped(&[("xl/workbook.bin", b"x")]);
    assert_eq!(only(&read(&binary).1), (Code::UnsupportedFormat, "xlsb".into()));
}

/// What mutations start from.
fn seeds() -> Vec<Vec<u8>> {
    let sheet = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45000.5</v></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><r><t>甲</t></r></is></c><c r="C3"><f>1+1</f><v>2</v></c></row>
        </sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>"#;
    let page = "<meta charset=gbk><table><tr><td rowspan=2 colspan='3'>a&nbsp;<b>1</b></td></tr><tr><th>b</table>";
    vec![
        sheet.as_bytes().to_vec(),
        STYLES.as_bytes().to_vec(),
        TEXTS.as_bytes().to_vec(),
        page.as_bytes().to_vec(),
        include_bytes!("../../../tests/data/files/old.xls").to_vec(),
        xlsx("", &[("一", "visible", sheet)], &[("xl/sharedStrings.xml", TEXTS)]),
    ]
}

proptest! {
    #[test]
    fn nothing_panics_and_rows_stay_in_order(
        seed in 0usize..6,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0usize..40, 0u8..4), 1..12),
    ) {
        let mut bytes = seeds().swap_remove(seed);
        for (at, byte, length, what) in edits {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            let end = (at + length).min(bytes.len());
            match what {
                0 => bytes[at..end].fill(byte),
                1 => drop(bytes.drain(at..end)),
                2 => bytes.insert(at, byte),
                _ => {
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        // The parts of a workbook go back into one; the others are files as they are.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let file = match seed {
            0 => xlsx("", &[("一", "visible", &text)], &[("xl/styles.xml", STYLES), ("xl/sharedStrings.xml", TEXTS)]),
            1 | 2 => {
                let part = if seed == 1 { "xl/styles.xml" } else { "xl/sharedStrings.xml" };
                let sheet = r#"<sheetData><row><c t="s" s="1"><v>1</v></c><c s="1"><v>9</v></c></row></sheetData>"#;
                xlsx("", &[("一", "visible", sheet)], &[(part, &text)])
            }
            _ => bytes,
        };
        let (tables, problems) = read(&file);
        for table in &tables {
            let numbers: Vec<u32> = table.rows().map(|row| row.number).collect();
            prop_assert!((1..).zip(&numbers).all(|(want, number)| want == *number));
        }
        prop_assert!(problems.iter().all(|one| one.file == "名单.xlsx"));
    }
}
