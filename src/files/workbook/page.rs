//! Web pages saved as .xls, as many platforms export them: every table of the page, tolerantly.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::super::package::{Fault, LARGEST_PART};
use super::super::table::CellKind;
use super::Book;
use super::sheet::{MOST_COLUMNS, MOST_ROWS, Sheet};

/// How far a page is searched for its encoding, in bytes.
const HEAD: usize = 4096;

/// Reads every table that is not inside another.
pub(super) fn read(bytes: &[u8], book: &mut Book<'_>) -> Result<(), Fault> {
    if bytes.len() as u64 > LARGEST_PART {
        return Err(Fault::bytes(bytes.len() as u64, LARGEST_PART));
    }
    let text = decoded(bytes);
    let mut pieces = Pieces { rest: &text };
    let mut found = false;
    let mut number = 0;
    while let Some(piece) = pieces.next() {
        let Piece::Tag { name: "table", closes: false, .. } = piece else { continue };
        found = true;
        number += 1;
        let mut sheet = Sheet::new(&number.to_string(), &mut book.left);
        let outcome = fill(&mut pieces, &mut sheet);
        let read = sheet.finish(outcome);
        book.add(read)?;
    }
    if let [only] = book.tables.as_mut_slice() {
        only.sheet.clear();
    }
    if found { Ok(()) } else { Err(Fault::Damaged) }
}

/// The text: by its mark, by what the page says, as UTF-8 if it is, or else as GB18030.
fn decoded(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let said = head.split_once("charset=").and_then(|(_, label)| {
        let label = label.trim_start_matches(['"', '\'']);
        let end = label.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        Encoding::for_label(label.get(..end?)?.as_bytes())
    });
    let valid = std::str::from_utf8(bytes).is_ok();
    // Pages that were saved again often still say what they were.
    let encoding =
        if valid { UTF_8 } else { said.filter(|said| *said != UTF_8).unwrap_or(GB18030) };
    encoding.decode(bytes).0.into_owned()
}

/// A piece of a page.
#[derive(Debug, PartialEq)]
enum Piece<'a> {
    /// A tag with its attributes as written.
    Tag { name: &'a str, closes: bool, attributes: &'a str },
    /// Text as written.
    Text(&'a str),
}

/// A page cut into tags and text.
struct Pieces<'a> {
    rest: &'a str,
}

/// Names of the tags that matter here, longest first among equals.
const TAGS: [&str; 11] =
    ["table", "script", "style", "tr", "td", "th", "br", "p", "div", "li", "title"];

impl<'a> Pieces<'a> {
    /// The next piece; comments, scripts and styles are left out.
    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(inside) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                return Some(Piece::Text(self.take(end)));
            };
            if inside.starts_with("!--") {
                let end = self.rest.find("-->").map_or(self.rest.len(), |end| end + 3);
                self.take(end);
                continue;
            }
            let named = inside.trim_start_matches('/');
            if !named.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
                // A lone bracket: text.
                let end = inside.find('<').map_or(self.rest.len(), |end| end + 1);
                return Some(Piece::Text(self.take(end)));
            }
            let closes = named.len() < inside.len();
            let end = end_of_tag(self.rest);
            let tag = self.take(end);
            let tag = tag.trim_start_matches(['<', '/']).trim_end_matches(['>', '/']);
            let cut = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
            let (name, attributes) = tag.split_at(cut);
            let name = TAGS.into_iter().find(|known| known.eq_ignore_ascii_case(name));
            let Some(name) = name else { continue };
            if matches!(name, "script" | "style" | "title") && !closes {
                self.skip(name);
                continue;
            }
            return Some(Piece::Tag { name, closes, attributes });
        }
    }

    fn take(&mut self, end: usize) -> &'a str {
        let (piece, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        piece
    }

    /// Goes on behind the end of an element that holds no text.
    fn skip(&mut self, name: &str) {
        while let Some(at) = self.rest.find("</") {
            self.take(at + 2);
            let found = self.rest.get(..name.len());
            if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                self.take(self.rest.find('>').map_or(self.rest.len(), |end| end + 1));
                return;
            }
        }
        self.rest = "";
    }
}

/// Where a tag ends: brackets inside quotes do not end it.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that is never closed.
    text.find('>').map_or(text.len(), |end| end + 1)
}

/// A span of rows or columns; 1 if the attributes say nothing sensible.
fn span(attributes: &str, name: &str) -> u32 {
    let lower = attributes.to_ascii_lowercase();
    let value = lower.split_once(name).map_or("", |(_, value)| value);
    let value = value.trim_start().trim_start_matches('=').trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    value.get(..digits).and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, MOST_ROWS)
}

/// Fills a sheet up to the end of the table.
fn fill(pieces: &mut Pieces<'_>, sheet: &mut Sheet<'_>) -> Result<(), Fault> {
    let (mut row, mut column, mut depth) = (0u32, 0u32, 1u32);
    // For each column the last row that a cell above reaches into.
    let mut reached: Vec<u32> = Vec::new();
    let mut open: Option<(u32, u32)> = None;
    let mut text = String::new();
    loop {
        let piece = pieces.next();
        // A cell ends with itself, with the next one, with its row, or with the table.
        let ends = match &piece {
            Some(Piece::Tag { name, closes, .. }) if depth == 1 => {
                matches!(*name, "td" | "th" | "tr") || (*name == "table" && *closes)
            }
            Some(_) => false,
            None => true,
        };
        if ends && let Some((row, column)) = open.take() {
            sheet.cell(row, column, &tidy(&text), CellKind::Text)?;
            text.clear();
        }
        match piece {
            None => return Ok(()),
            Some(Piece::Text(piece)) => {
                if open.is_some() {
                    push_text(&mut text, piece);
                }
            }
            Some(Piece::Tag { name: "table", closes, .. }) => {
                depth = if closes { depth - 1 } else { depth + 1 };
                if depth == 0 {
                    return Ok(());
                }
            }
            Some(Piece::Tag { name: "tr", closes: false, .. }) if depth == 1 => {
                row = row.saturating_add(1);
                column = 0;
            }
            Some(Piece::Tag { name: "td" | "th", closes: false, attributes }) if depth == 1 => {
                row = row.max(1);
                while reached.get(column as usize).is_some_and(|last| *last >= row) {
                    column += 1;
                }
                let (rows, columns) = (span(attributes, "rowspan"), span(attributes, "colspan"));
                let (last, right) = (row.saturating_add(rows - 1), column.saturating_add(columns));
                let right = right.min(MOST_COLUMNS);
                if reached.len() < right as usize {
                    reached.resize(right as usize, 0);
                }
                for column in column..right {
                    if let Some(reached) = reached.get_mut(column as usize) {
                        *reached = last;
                    }
                }
                if last > row || right > column + 1 {
                    sheet.merge((row, column, last, right.saturating_sub(1)));
                }
                open = Some((row, column));
                column = right.max(column.saturating_add(1));
            }
            Some(Piece::Tag { name: "tr" | "td" | "th", closes: true, .. }) if depth == 1 => {}
            // Breaks, paragraphs, and the cells of a table inside.
            Some(Piece::Tag { .. }) => {
                if open.is_some() {
                    text.push('\n');
                }
            }
        }
    }
}

/// Appends text: white space of the source is one space, and references become characters.
fn push_text(out: &mut String, mut text: &str) {
    while let Some(character) = text.chars().next() {
        if character == '&'
            && let Some((character, length)) = reference(text)
        {
            out.push(character);
            text = text.get(length..).unwrap_or_default();
            continue;
        }
        text = text.get(character.len_utf8()..).unwrap_or_default();
        if character.is_ascii_whitespace() {
            if !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        } else {
            out.push(character);
        }
    }
}

/// A character that is written by its name or number, and how long that is.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let character = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        char::from_u32(code.ok()?).unwrap_or(char::REPLACEMENT_CHARACTER)
    } else {
        let known = [
            ("amp", '&'),
            ("lt", '<'),
            ("gt", '>'),
            ("quot", '"'),
            ("apos", '\''),
            ("nbsp", ' '),
            ("middot", '·'),
            ("mdash", '—'),
            ("ndash", '–'),
            ("hellip", '…'),
            ("ldquo", '“'),
            ("rdquo", '”'),
            ("lsquo", '‘'),
            ("rsquo", '’'),
        ];
        known.into_iter().find(|(known, _)| *known == name)?.1
    };
    Some((character, end + 1))
}

/// Lines without white space around them; none are empty.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_text() {
        let mut pieces =
            Pieces { rest: "<!-- <td> --><TD title='a>b'>1 < 2<script>x<td></script></td>" };
        assert_eq!(
            pieces.next(),
            Some(Piece::Tag { name: "td", closes: false, attributes: " title='a>b'" })
        );
        assert_eq!(pieces.next(), Some(Piece::Text("1 ")));
        assert_eq!(pieces.next(), Some(Piece::Text("< 2")));
        assert_eq!(pieces.next(), Some(Piece::Tag { name: "td", closes: true, attributes: "" }));
        assert_eq!(pieces.next(), None);
    }

    #[test]
    fn references_become_characters_once() {
        let mut out = String::new();
        push_text(&mut out, "a&amp;lt;&nbsp;&#20013;&#xD800; &lol; & \n\t b");
        assert_eq!(out, "a&lt; 中\u{fffd} &lol; & b");
    }
}
