//! What is what in a table: titles, headers of one or several rows, records, totals, notes.

use super::columns::{header_key, is_header_word, is_telling_word};
use super::table::{Row, Table};
use crate::text::fold;

/// Rows at the beginning among which the header is looked for.
const LOOKED_AT: usize = 30;
/// Longest group name or lower header, in characters.
const LONGEST_HEADER: usize = 24;
/// Longest row of totals: characters of the cell that says so.
const LONGEST_TOTAL: usize = 12;
/// Words that say that a row sums up others.
const TOTALS: [&str; 7] = ["合计", "小计", "总计", "共计", "累计", "总数", "total"];
/// How notes below a table begin.
const NOTES: [&str; 14] = [
    "注:",
    "备注:",
    "说明:",
    "填表说明",
    "填报说明",
    "注意",
    "附注",
    "数据来源",
    "填表人",
    "填报人",
    "制表",
    "审核人",
    "联系人:",
    "单位负责人",
];

/// How the rows begin that show how a template is filled in.
const EXAMPLE: &str = "示例(请删除)";

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// Nothing in it.
    Blank,
    /// Above the header.
    Title,
    /// A row of the header.
    Header,
    /// The header once more.
    Repeated,
    /// A sum of others; the column in which it says so.
    Total(u32),
    /// A remark.
    Note,
    /// Something to take over.
    Record,
}

/// Where everything is in a table.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// The header of each column; several rows are joined by `/`. Empty where a column has none.
    pub headers: Vec<String>,
    /// Position of the last row of the header.
    pub header_at: usize,
    /// Its number.
    pub header_number: u32,
    /// How many rows the header has.
    pub header_rows: u32,
    /// What each row is, up to the last that is not blank.
    pub rows: Vec<RowKind>,
}

/// Finds out what the rows of a table are. `None` if there is nothing in it.
pub fn shape(table: &Table) -> Option<Shape> {
    let last = (0..table.len()).rev().find(|at| !table.row(*at).is_blank())?;
    let best = header_row(table, last);
    let (first, headers, end) = join_headers(table, best, last);
    let header_number = table.row(end).number;
    let mut shape = Shape {
        headers,
        header_at: end,
        header_number,
        header_rows: (end - first + 1) as u32,
        rows: Vec::with_capacity(last + 1),
    };
    let width = shape.headers.iter().filter(|header| !header.is_empty()).count();
    let keys: Vec<String> = table.row(end).cells().map(header_key).collect();
    for at in 0..=last {
        let row = table.row(at);
        let kind = if row.is_blank() {
            RowKind::Blank
        } else if at < first {
            RowKind::Title
        } else if at <= end {
            RowKind::Header
        } else {
            kind_of(row, &keys, width)
        };
        shape.rows.push(kind);
    }
    Some(shape)
}

/// The row that has the most words of headers; without any, the first that fills most of the width.
fn header_row(table: &Table, last: usize) -> usize {
    let rows = || (0..=last.min(LOOKED_AT - 1)).map(|at| (at, table.row(at)));
    let words = |row: Row| row.cells().filter(|cell| is_header_word(cell.trim())).count();
    let scored = rows().map(|(at, row)| (words(row), at));
    // Of equals the first: a header that is repeated is a header once.
    let best = scored.max_by_key(|(score, at)| (*score, std::cmp::Reverse(*at)));
    match best {
        Some((score, at)) if score > 1 => at,
        Some((1, at)) if filled(table.row(at)) == 1 || at == 0 => at,
        _ => {
            let widest = rows().map(|(_, row)| filled(row)).max().unwrap_or(0);
            let wide = |(_, row): &(usize, Row)| filled(*row) * 2 > widest;
            rows().find(wide).map_or(0, |(at, _)| at)
        }
    }
}

/// Cells that are not blank.
fn filled(row: Row) -> usize {
    row.cells().filter(|cell| !cell.trim().is_empty()).count()
}

/// Joins the row with the words of headers and those above and below that belong to it: first row,
/// headers, last row.
fn join_headers(table: &Table, at: usize, last: usize) -> (usize, Vec<String>, usize) {
    let row = table.row(at);
    let own: Vec<&str> = row.cells().map(str::trim).collect();
    if at < last && is_lower(table, at) {
        let below = table.row(at + 1);
        return (at, joined(table, at, &own, below), at + 1);
    }
    if let Some(above) = at.checked_sub(1)
        && is_upper(table.row(above), row)
    {
        let upper: Vec<&str> = table.row(above).cells().map(str::trim).collect();
        return (above, joined(table, above, &upper, row), at);
    }
    (at, own.iter().map(|cell| clean(cell)).collect(), at)
}

/// A header on one line.
fn clean(header: &str) -> String {
    header.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Does the row below continue a header? It fills gaps of it with words, and leaves blank what
/// stands alone.
fn is_lower(table: &Table, at: usize) -> bool {
    let (row, below) = (table.row(at), table.row(at + 1));
    if below.is_blank() {
        return false;
    }
    let (mut gaps, mut alone, mut words) = (0_usize, 0_usize, 0_usize);
    for column in 0..row.len().max(below.len()) {
        let (own, other) = (row.cell(column).trim(), below.cell(column).trim());
        if other.is_empty() {
            alone += usize::from(!own.is_empty());
            continue;
        }
        if !is_label(other) {
            return false;
        }
        words += usize::from(is_header_word(other));
        gaps += usize::from(own.is_empty());
    }
    gaps > 0 && alone > 0 && words > 0
}

/// Is the row above a part of the header: names of groups, or headers that stand over blank cells?
fn is_upper(above: Row, row: Row) -> bool {
    if filled(above) < 2 {
        return false;
    }
    let mut gaps = 0_usize;
    for column in 0..above.len().max(row.len()) {
        let (upper, own) = (above.cell(column).trim(), row.cell(column).trim());
        if !upper.is_empty() && !is_label(upper) {
            return false;
        }
        gaps += usize::from(upper.is_empty() && !own.is_empty());
    }
    gaps > 0
}

/// Could a text be a header? Short, no sentence, no number.
fn is_label(text: &str) -> bool {
    text.chars().count() <= LONGEST_HEADER
        && !text.contains(['：', '。', ':'])
        && text.parse::<f64>().is_err()
        && text.chars().any(char::is_alphabetic)
}

/// Headers of two rows. The upper one covers the columns to its right that have none of their own.
fn joined(table: &Table, at: usize, upper: &[&str], lower: Row) -> Vec<String> {
    let number = table.row(at).number;
    let width = upper.len().max(lower.len());
    let mut headers = Vec::with_capacity(width);
    let mut group = "";
    for column in 0..width {
        let own = upper.get(column).copied().unwrap_or_default();
        let low = lower.cell(column).trim();
        if !own.is_empty() {
            group = own;
        } else if low.is_empty() || is_outside_of_merged(table, number, column) {
            group = "";
        }
        headers.push(match (group, low) {
            (group, "") => clean(group),
            ("", low) => clean(low),
            // The lower header alone where it says enough.
            (_, low) if is_telling_word(low) => clean(low),
            (group, low) => format!("{}/{}", clean(group), clean(low)),
        });
    }
    headers
}

/// Does a workbook say that a column of a row belongs to no merged cell that begins further left?
fn is_outside_of_merged(table: &Table, row: u32, column: usize) -> bool {
    let column = column as u32;
    !table.merged.is_empty()
        && !table.merged.iter().any(|(first_row, first, last_row, last)| {
            (*first_row..=*last_row).contains(&row) && (*first..=*last).contains(&column)
        })
}

/// What a row below the header is.
fn kind_of(row: Row, header: &[String], width: usize) -> RowKind {
    let mut cells = row.cells().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
    let Some((column, first)) = cells.next() else { return RowKind::Blank };
    let first = first.trim();
    if header.get(column).is_some_and(|known| *known == header_key(first))
        && is_repeated(row, header)
    {
        return RowKind::Repeated;
    }
    if first.len() <= 3 * LONGEST_TOTAL && is_total(first) {
        return RowKind::Total(column as u32);
    }
    if first.starts_with("示例") && fold(first).starts_with(EXAMPLE) {
        return RowKind::Note;
    }
    let alone = cells.next().is_none();
    if (alone || column == 0) && is_note(first, alone && width > 2) {
        return RowKind::Note;
    }
    RowKind::Record
}

/// Does a row say the same as the header?
fn is_repeated(row: Row, header: &[String]) -> bool {
    let (mut same, mut all) = (0_usize, 0_usize);
    for (column, cell) in row.cells().enumerate() {
        if !cell.trim().is_empty() {
            all += 1;
            same += usize::from(header.get(column).is_some_and(|key| *key == header_key(cell)));
        }
    }
    same * 5 >= all * 4
}

/// Does a cell say that its row sums up others: 合计, 鼓楼区小计, 共计86家?
fn is_total(text: &str) -> bool {
    if !text.contains(['计', '計', '数', '數', 'o', 'O']) {
        return false;
    }
    let text: String = fold(text).chars().filter(|c| !c.is_whitespace() && *c != ':').collect();
    let says = |word: &str| {
        text.strip_prefix(word).is_some_and(|rest| {
            // 合计 with a figure, but not an organization whose name begins so.
            rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        }) || (text.ends_with(word) && text.chars().count() <= LONGEST_TOTAL)
    };
    TOTALS.iter().any(|word| says(word))
}

/// Is a cell a remark? One that stands alone in a wide table may also be the title of a section.
fn is_note(text: &str, alone: bool) -> bool {
    let start: String = fold(&text.chars().take(8).collect::<String>());
    if NOTES.iter().any(|note| start.starts_with(note)) {
        return true;
    }
    let numbered = start
        .starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '('])
        && (start.contains('、') || start.contains(')'));
    alone && (numbered || text.contains('。') || text.chars().count() > 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::separated;

    fn of(text: &str) -> Shape {
        shape(&separated::read(text, ",").table).unwrap()
    }

    #[test]
    fn titles_totals_notes_and_repeated_headers_are_told_from_records() {
        use RowKind::{Blank, Header, Note, Record, Repeated, Title, Total};
        let shape = of(
            "2025年名录（示例）,,\n填表单位：示例妇联,,日期：2025年3月\n机构名称,所在区划,服务领域\n\
                        甲中心,鼓楼区,家庭教育\n,,\n机构名称,所在区划,服务领域\n二、台江区,,\n乙中心,台江区,\n小 计,2,\n\
                        注：以上为示例,,\n,,\n",
        );
        let expected =
            [Title, Title, Header, Record, Blank, Repeated, Note, Record, Total(0), Note];
        assert_eq!(shape.rows, expected);
        assert_eq!((shape.header_number, shape.header_rows), (3, 1));
    }

    #[test]
    fn headers_of_two_rows_are_joined() {
        let shape =
            of("名录,,,,\n序号,机构名称,所在区划,联系方式,\n,,,姓名,电话\n1,甲中心,鼓楼区,某,1\n");
        assert_eq!(shape.headers, ["序号", "机构名称", "所在区划", "联系方式/姓名", "电话"]);
        assert_eq!(shape.rows[3], RowKind::Record);
        let shape = of(
            "基本情况,,,年检情况,\n机构名称,所在区划,服务领域,2023,2024\n甲,鼓楼区,x,合格,合格\n",
        );
        assert_eq!(shape.headers[..3], ["机构名称", "所在区划", "服务领域"]);
    }

    #[test]
    fn names_that_only_sound_like_totals_stay_records() {
        for name in ["合计划生育协会", "小计算机协会", "会计师事务所"] {
            let shape = of(&format!("机构名称,所在区划\n{name},鼓楼区\n"));
            assert_eq!(shape.rows[1], RowKind::Record, "{name}");
        }
    }

    #[test]
    fn nothing_has_no_shape() {
        assert!(shape(&separated::read(",,\n\n", ",").table).is_none());
    }
}
