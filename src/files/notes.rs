//! Notes of visits and lists of calls become needs: when, where, what was said, what was done about it.
//!
//! As text, a note begins with its number, a date and a place (`二、10月14日　永泰县嵩口镇　…`); what is not
//! repeated in a date is taken from the note before. As a table, columns are known by their headers
//! (`data/survey.json`). A remark such as （已转区妇联权益部，勿外发） is kept apart from what was said.

use std::collections::BTreeMap;

use serde_json::Map;

use super::privacy::deidentify;
use super::survey::{self, Known, Places, Quality, Source, declaration, is_missing, quality};
use super::values::date;
use crate::import::{Prepared, PreparedPart};
use crate::model::Date;
use crate::problem::{Code, Problem};
use crate::text::fold;

/// Characters of the longest word for who speaks, before a colon.
const LONGEST_SPEAKER: usize = 16;
/// Characters of the longest remark in brackets at the end.
const LONGEST_REMARK: usize = 60;
/// Columns of a list that are not understood; with more it is some other list.
const MOST_UNKNOWN: usize = 3;

/// One note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Note {
    /// Its rows or lines, the first one first.
    rows: Vec<u32>,
    date: Option<String>,
    /// Place as written.
    place: String,
    text: String,
    handling: Option<String>,
    respondent: Option<String>,
}

/// Which column of a list is what.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    date: Option<usize>,
    place: Option<usize>,
    content: Option<usize>,
    handling: Option<usize>,
    respondent: Option<usize>,
    unknown: usize,
}

impl Columns {
    fn of(header: &[&str]) -> Self {
        let words = &declaration().notes;
        let mut columns = Self::default();
        for (at, written) in header.iter().enumerate() {
            let key = fold(written);
            let slots = [
                (&words.date, &mut columns.date),
                (&words.place, &mut columns.place),
                (&words.content, &mut columns.content),
                (&words.handling, &mut columns.handling),
                (&words.respondent, &mut columns.respondent),
            ];
            let known =
                slots.into_iter().find(|(words, slot)| slot.is_none() && words.contains(&key));
            match known {
                Some((_, slot)) => *slot = Some(at),
                None if declaration().columns.number.contains(&key) || key.is_empty() => {}
                None => columns.unknown += 1,
            }
        }
        columns
    }

    /// The keys of a need, with their columns.
    fn keys(&self) -> [(&'static str, Option<usize>); 5] {
        [
            ("date", self.date),
            ("division", self.place),
            ("text", self.content),
            ("handling", self.handling),
            ("respondent", self.respondent),
        ]
    }

    /// Is a column read?
    fn uses(&self, column: usize) -> bool {
        self.keys().iter().any(|(_, at)| *at == Some(column))
    }
}

/// Is this the header of a list of visits or calls? It says where and what.
pub fn is_notes(header: &[&str]) -> bool {
    let columns = Columns::of(header);
    columns.content.is_some() && columns.place.is_some() && columns.unknown <= MOST_UNKNOWN
}

/// What each column is taken for: the key of a need.
pub fn columns(header: &[&str]) -> Vec<Option<&'static str>> {
    let columns = Columns::of(header);
    let keys = columns.keys();
    let key = |at| keys.iter().find(|(_, column)| *column == Some(at)).map(|(key, _)| *key);
    (0..header.len()).map(key).collect()
}

/// Reads a list of visits or calls: adds a part of needs to `prepared`, problems, and the counts of rows
/// that became no need.
pub fn read_table(source: &Source, known: &Known, prepared: &mut Prepared) {
    let header: Vec<&str> = source.table.row(source.header).cells().collect();
    let columns = Columns::of(&header);
    let mut notes = Vec::new();
    let table = survey::cleaned(source, |column| columns.uses(column), &mut prepared.problems);
    for row in table.rows() {
        let cell = |column: Option<usize>| {
            let text = column.map_or("", |column| row.cell(column).trim());
            if is_missing(text) { "" } else { text }
        };
        let word = |column| Some(cell(column)).filter(|text| !text.is_empty()).map(str::to_owned);
        let date = word(columns.date).map(|written| {
            let Some(read) = date::read(&written) else { return written };
            if read.serial {
                let name = columns.date.and_then(|at| header.get(at)).copied().unwrap_or_default();
                let problem = Problem::of_row(Code::ExcelSerialDate, source.place, row.number);
                let problem = problem.at(name).with("value", written);
                prepared.problems.push(problem.with("date", read.iso.clone()));
            }
            read.iso
        });
        let (text, remark) = take_remark(cell(columns.content));
        notes.push(Note {
            rows: vec![row.number],
            date,
            place: cell(columns.place).to_owned(),
            text: text.to_owned(),
            handling: word(columns.handling).or(remark),
            respondent: word(columns.respondent),
        });
    }
    let written = |at: Option<usize>| at.and_then(|at| header.get(at)).map(|text| text.trim());
    let headers = columns.keys().into_iter().filter_map(|(key, at)| Some((key, written(at)?)));
    let headers = headers.map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
    let is_hotline = is_hotline(header.iter().copied().chain([source.survey]));
    write(source.place, notes, is_hotline, headers, known, prepared);
}

/// Does a text look like notes of visits? At least two lines begin as a note does.
pub fn looks_like_notes(text: &str, known: &Known) -> bool {
    let mut places = BTreeMap::new();
    let starts = text.lines().filter(|line| {
        let start = Start::of(line, known, &mut places);
        (start.number.is_some() || start.date.is_some()) && !start.place.is_empty()
    });
    starts.take(2).count() == 2
}

/// Reads notes of visits from a text: adds a part of needs to `prepared`, problems, and the fate of every
/// line. Lines that continue a note are merged into its first.
pub fn read_text(name: &str, text: &str, known: &Known, prepared: &mut Prepared) {
    let mut notes: Vec<Note> = Vec::new();
    let mut titles = Vec::new();
    let mut places = BTreeMap::new();
    let mut number = None;
    let mut last_date: Option<Date> = None;
    let mut pending = 0;
    for (row, line) in (1_u32..).zip(text.lines()) {
        if line.trim().is_empty() {
            pending += 1;
            continue;
        }
        // Blank lines at the end are no rows.
        prepared.blank += std::mem::take(&mut pending);
        prepared.total = row;
        let start = Start::of(line, known, &mut places);
        let follows =
            start.number.is_some() && start.number == number.map(|number: u32| number + 1);
        let is_start = follows
            || (!start.place.is_empty() && (start.number.is_some() || start.date.is_some()));
        if is_start {
            number = start.number.or(number);
            last_date = start.date.and_then(|date| date.after(last_date)).or(last_date);
            notes.push(Note {
                rows: vec![row],
                date: last_date.map(|date| date.to_string()),
                place: start.place.to_owned(),
                text: start.rest.to_owned(),
                ..Note::default()
            });
        } else if let Some(note) = notes.last_mut() {
            note.rows.push(row);
            prepared.merged += 1;
            if !note.text.is_empty() {
                note.text.push('\n');
            }
            note.text.push_str(line.trim());
        } else {
            titles.push(line);
            prepared.apart += 1;
            prepared.problems.push(Problem::of_row(Code::NoteRow, name, row));
        }
    }
    for note in &mut notes {
        let (text, remark) = take_remark(&note.text);
        let speaker = text.split_once(['：', ':']).map(|(speaker, _)| speaker.trim());
        note.respondent = speaker
            .filter(|word| word.chars().count() <= LONGEST_SPEAKER && !word.contains(['。', '，']))
            .filter(|word| !word.is_empty())
            .map(str::to_owned);
        note.handling = remark;
        note.text = text.to_owned();
    }
    let is_hotline = is_hotline(titles.into_iter().chain([name]));
    write(name, notes, is_hotline, BTreeMap::new(), known, prepared);
}

/// Do these words say that a list comes from a hotline?
fn is_hotline<'t>(mut words: impl Iterator<Item = &'t str>) -> bool {
    words.any(|text| {
        let key = fold(text);
        declaration().notes.hotline.iter().any(|word| key.contains(word.as_str()))
    })
}

/// Writes notes as needs.
fn write(
    place: &str,
    notes: Vec<Note>,
    is_hotline: bool,
    headers: BTreeMap<String, String>,
    known: &Known,
    prepared: &mut Prepared,
) {
    let mut looked_up = BTreeMap::new();
    let split: Vec<(String, String)> = notes
        .iter()
        .map(|note| {
            let (county, rest) = survey::split_place(&note.place, known.divisions, &mut looked_up);
            (county.to_owned(), rest.to_owned())
        })
        .collect();
    let names = split.iter().map(|(county, _)| county.as_str()).filter(|name| !name.is_empty());
    let mut places = Places::new(known.divisions, names, known.county);
    let mut part = PreparedPart {
        list: "needs".into(),
        place: place.to_owned(),
        headers,
        ..PreparedPart::default()
    };
    for (note, (county, locality)) in notes.into_iter().zip(split) {
        let Some(row) = note.rows.first().copied() else { continue };
        let found = quality(&note.text);
        // A remark on what was done says that there was something to do.
        if found != Quality::Ok && (note.handling.is_none() || found == Quality::Empty) {
            prepared.no_need += 1;
            let problem = Problem::of_row(Code::NoNeed, place, row);
            prepared.problems.push(problem.with("kind", found.as_str()));
            continue;
        }
        let mut need = Map::new();
        let texts = [
            ("text", Some(note.text)),
            ("date", note.date),
            ("handling", note.handling),
            ("respondent", note.respondent),
            ("channel", Some(if is_hotline { "热线" } else { "走访" }.to_owned())),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                let done = deidentify(&text);
                let column = part.headers.get(key).map_or("-", String::as_str);
                prepared.problems.extend(done.problem(place, row, column));
                need.insert(key.to_owned(), done.text.into());
            }
        }
        need.insert("rows".into(), note.rows.into());
        let header = part.headers.get("division").map_or("地点", String::as_str);
        let locality = deidentify(&locality);
        prepared.problems.extend(locality.problem(place, row, header));
        let town = Some((header.to_owned(), locality.text)).filter(|(_, town)| !town.is_empty());
        places.write(&county, town.as_ref(), row, &mut need);
        part.rows.push((row, need));
    }
    prepared.parts.extend(places.added(place));
    prepared.parts.push(part);
}

/// Takes a remark on what became of the matter off the end: text and remark.
fn take_remark(text: &str) -> (&str, Option<String>) {
    let whole = (text.trim(), None);
    let Some(before) = whole.0.strip_suffix(['）', ')']) else { return whole };
    let Some((at, open)) = before.rmatch_indices(['（', '(']).next() else { return whole };
    let inner = before.get(at + open.len()..).unwrap_or_default().trim();
    let key = fold(inner);
    let is_remark = inner.chars().count() <= LONGEST_REMARK
        && declaration().notes.flags.iter().any(|word| key.contains(word.as_str()));
    if is_remark {
        (before.get(..at).unwrap_or_default().trim(), Some(inner.to_owned()))
    } else {
        whole
    }
}

/// A date in which the year may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PartialDate {
    year: Option<u16>,
    month: u8,
    day: u8,
}

impl PartialDate {
    /// The day, with the year of an earlier one where it is missing. `None` if there is no such day.
    fn after(self, earlier: Option<Date>) -> Option<Date> {
        let year = self.year.or_else(|| earlier.map(Date::year))?;
        Date::parse(&format!("{year:04}-{:02}-{:02}", self.month, self.day))
    }
}

/// How a line begins.
#[derive(Clone, Copy, Debug)]
struct Start<'t> {
    number: Option<u32>,
    date: Option<PartialDate>,
    place: &'t str,
    rest: &'t str,
}

impl<'t> Start<'t> {
    /// Reads number, date and place off the beginning of a line, as far as they are there.
    fn of(line: &'t str, known: &Known, places: &mut BTreeMap<String, bool>) -> Self {
        let (number, rest) = take_number(line.trim());
        let (date, rest) = take_date(without_label(rest, &declaration().notes.date));
        let labelled = without_label(rest, &declaration().notes.place);
        let end = labelled
            .find(|one: char| one.is_whitespace() || "：:，,".contains(one))
            .unwrap_or(labelled.len());
        let (place, after) = labelled.split_at(end);
        let is_place = !place.is_empty()
            && (labelled.len() < rest.len()
                || !survey::split_place(place, known.divisions, places).0.is_empty());
        if !is_place {
            return Self { number, date, place: "", rest: rest.trim() };
        }
        let rest =
            after.trim_start_matches(|one: char| one.is_whitespace() || "：:，,".contains(one));
        Self { number, date, place, rest: rest.trim() }
    }
}

/// Takes a label such as `走访时间：` off, and white space before it.
fn without_label<'t>(text: &'t str, labels: &[String]) -> &'t str {
    let text = text.trim_start_matches(|one: char| one.is_whitespace() || "，,；;".contains(one));
    let Some((label, rest)) = text.split_once(['：', ':']) else { return text };
    if labels.contains(&fold(label)) { rest.trim_start() } else { text }
}

/// Takes a number off: `一、`, `十二、`, `3.`, `（4）`.
fn take_number(text: &str) -> (Option<u32>, &str) {
    let inner = text.strip_prefix(['（', '(', '第']).unwrap_or(text);
    let length: usize = inner
        .chars()
        .take_while(|one| one.is_ascii_digit() || "一二三四五六七八九十".contains(*one))
        .take(3)
        .map(char::len_utf8)
        .sum();
    let (digits, rest) = inner.split_at(length);
    let Some(rest) = rest.strip_prefix(['、', '.', '．', '）', ')', '条']) else {
        return (None, text);
    };
    match number(digits) {
        Some(number) => (Some(number), rest.trim_start_matches(['、', ' ', '：', '\u{3000}'])),
        None => (None, text),
    }
}

/// A number below 100 in figures or Chinese numerals.
fn number(digits: &str) -> Option<u32> {
    if let Ok(number) = digits.parse() {
        return Some(number);
    }
    let one = |text: &str| {
        let first = text.chars().next()?;
        let rest = text.chars().nth(1);
        let at = "一二三四五六七八九".chars().position(|known| known == first)?;
        rest.is_none().then_some(at as u32 + 1)
    };
    match digits.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { one(tens)? };
            let ones = if ones.is_empty() { 0 } else { one(ones)? };
            Some(tens * 10 + ones)
        }
        None => one(digits),
    }
}

/// Takes a date off: `2025年10月14日`, `10月14日`, `2025-10-14`, `2025/10/14`, `10.14`.
fn take_date(text: &str) -> (Option<PartialDate>, &str) {
    let mut numbers: Vec<u16> = Vec::new();
    let mut rest = text;
    while numbers.len() < 3 {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Ok(number) = rest[..length].parse() else { break };
        numbers.push(number);
        rest = &rest[length..];
        let Some(after) = rest.strip_prefix(['年', '月', '日', '-', '/', '.']) else { break };
        let ended = rest.starts_with('日');
        rest = after;
        if ended {
            break;
        }
    }
    let date = match *numbers.as_slice() {
        [year, month, day] if year >= 1900 => Some((Some(year), month, day)),
        [month, day] => Some((None, month, day)),
        _ => None,
    };
    match date {
        Some((year, month @ 1..=12, day @ 1..=31)) => {
            (Some(PartialDate { year, month: month as u8, day: day as u8 }), rest)
        }
        _ => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::files::table::{CellKind, Table};
    use crate::model::{Divisions, Place};

    fn needs(prepared: &Prepared) -> Vec<&Map<String, Value>> {
        let parts = prepared.parts.iter().filter(|part| part.list == "needs");
        parts.flat_map(|part| part.rows.iter().map(|(_, need)| need)).collect()
    }

    fn read(text: &str) -> Prepared {
        let divisions = Divisions::builtin();
        let known = Known { divisions: &divisions, dataset: None, county: None };
        let mut prepared = Prepared::default();
        read_text("走访.txt", text, &known, &mut prepared);
        prepared
    }

    fn word<'n>(need: &'n Map<String, Value>, key: &str) -> &'n str {
        need.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    #[test]
    fn notes_carry_date_place_and_words() {
        let prepared = read(
            "走访记录\n\n一、走访时间：2025年10月14日　地点：永泰县清凉镇\n娃娃放假就往溪里钻。\n\
             二、10月15日　闽清县塔庄镇　养鸡户，腿脚不好：没人把料送上来。\n三、没有困难\n\n",
        );
        let needs = needs(&prepared);
        assert_eq!(needs.len(), 2);
        assert_eq!(word(needs[0], "text"), "娃娃放假就往溪里钻。");
        assert_eq!(needs[0]["rows"], serde_json::json!([3, 4]));
        assert!(
            word(needs[0], "division").starts_with("350125")
                && prepared.parts[0].list == "divisions"
        );
        assert_eq!((word(needs[1], "date"), word(needs[1], "channel")), ("2025-10-15", "走访"));
        assert_eq!(word(needs[1], "text"), "养鸡户，腿脚不好：没人把料送上来。");
        let counts = (prepared.total, prepared.apart, prepared.blank, prepared.merged);
        assert_eq!((counts, prepared.no_need), ((6, 1, 1, 1), 1));
    }

    #[test]
    fn a_remark_is_kept_apart_from_what_was_said() {
        let prepared = read(
            "1. 2025-10-20 福州市仓山区建新镇 社区干部：有户人家夜里常吵。（已转区妇联权益部，勿外发）\n\
             2. 10月21日 福州市台江区宁化街道 老人两口子（都八十了）",
        );
        let needs = needs(&prepared);
        assert_eq!(word(needs[0], "handling"), "已转区妇联权益部，勿外发");
        assert_eq!(word(needs[0], "text"), "社区干部：有户人家夜里常吵。");
        assert_eq!(word(needs[0], "respondent"), "社区干部");
        assert_eq!(
            (word(needs[1], "text"), word(needs[1], "handling")),
            ("老人两口子（都八十了）", "")
        );
        assert_eq!(word(needs[1], "date"), "2025-10-21");
    }

    #[test]
    fn a_hotline_list_is_read_by_its_headers() {
        let rows = [
            ["序号", "来电时间", "来电地区", "来电内容", "处理情况"],
            ["1", "2025/11/3 10:12", "永泰县嵩口镇", "孩子放学没人接", "已转镇妇联"],
            ["2", "45964", "闽清县", "无", ""],
        ];
        let mut table = Table::new("");
        for (at, row) in rows.iter().enumerate() {
            for cell in row {
                table.push(cell, CellKind::Text);
            }
            table.end_row(at as u32 + 1);
        }
        assert!(is_notes(&rows[0]) && !is_notes(&["机构", "日期", "类型", "内容"]));
        let divisions = Divisions::builtin();
        let known = Known { divisions: &divisions, dataset: None, county: None };
        let source =
            Source {
                place: "热线.csv", survey: "热线", table: &table, header: 0, body: &[1, 2]
            };
        let mut prepared = Prepared::default();
        read_table(&source, &known, &mut prepared);
        let needs = needs(&prepared);
        assert_eq!((needs.len(), prepared.no_need), (1, 1));
        assert_eq!((word(needs[0], "channel"), word(needs[0], "date")), ("热线", "2025-11-03"));
        assert_eq!(word(needs[0], "handling"), "已转镇妇联");
    }

    #[test]
    fn without_a_place_the_county_of_the_user_is_taken() {
        let divisions = Divisions::builtin();
        let county = Place::parse("350125");
        let known = Known { divisions: &divisions, dataset: None, county };
        let mut prepared = Prepared::default();
        let text = "1、2025年10月14日 地点：上洋村 没人看孩子\n2、想学剪纸";
        assert!(!looks_like_notes(text, &known));
        read_text("a.txt", text, &known, &mut prepared);
        let needs = needs(&prepared);
        assert!(word(needs[0], "division").starts_with("350125"));
        assert_eq!((word(needs[1], "division"), word(needs[1], "text")), ("350125", "想学剪纸"));
    }

    #[test]
    fn numbers_and_dates_are_read_in_every_way() {
        for (text, expected) in
            [("十二、a", 12), ("二十、a", 20), ("3. a", 3), ("（4）a", 4), ("十、a", 10)]
        {
            assert_eq!(take_number(text).0, Some(expected), "{text}");
        }
        assert_eq!(take_number("一家人"), (None, "一家人"));
        for text in ["2025年10月14日", "2025-10-14", "2025/10/14"] {
            let date = take_date(text).0.and_then(|date| date.after(None));
            assert_eq!(date.map(|date| date.to_string()).as_deref(), Some("2025-10-14"), "{text}");
        }
        assert_eq!(take_date("13月40日"), (None, "13月40日"));
        assert_eq!(take_date("3个孩子").0, None);
    }
}
