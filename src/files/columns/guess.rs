//! The most likely meaning of every column, and of the table.

use std::collections::BTreeMap;

use super::dictionary::{Dictionary, Kind, ListColumns, Word, header_key};
use super::{Mapping, fingerprint};
use crate::files::values::fits;

/// A header that is a word of the dictionary.
const EXACT: u32 = 1000;
/// The same but for what stands in brackets.
const WITHOUT_BRACKETS: u32 = 950;
/// A word that other lists use as well.
const WEAK: u32 = 500;
/// A header that ends or begins with a word.
const PART: u32 = 600;
/// A column whose header says nothing, but whose cells do.
const BY_CELLS: u32 = 400;
/// Shortest word, in characters, that is looked for inside headers.
const SHORTEST_PART: usize = 3;
/// What a fitting name of file or sheet counts.
const NAME: u32 = 900;
/// What it counts that no required column is missing.
const COMPLETE: u32 = 500;
/// From this sum on it is said which column is missing; below, that the table is not recognised.
const RECOGNISED: u32 = 1500;

/// What one column is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its header as written; joined where the header has several rows.
    pub header: String,
    /// The key; `None` where it is not recognised.
    pub key: Option<String>,
    /// How its cells are read.
    pub kind: Kind,
    /// How sure that is, in thousandths; 1000 for what a person chose.
    pub score: u32,
    /// The column repeats the header of an earlier one.
    pub repeats: Option<usize>,
}

/// What a table is taken for.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The list; `None` where no list fits.
    pub list: Option<&'static ListColumns>,
    /// How sure that is, in thousandths of the columns' scores.
    pub score: u32,
    /// Every column, in order.
    pub columns: Vec<Column>,
    /// Required keys for which there is no column.
    pub missing: Vec<&'static str>,
    /// Names the row of headers for a saved mapping.
    pub fingerprint: String,
}

/// What a person chose.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told<'a> {
    /// The list.
    pub list: Option<&'a str>,
    /// Key by header; `None` for a column that is left aside.
    pub columns: Option<&'a BTreeMap<String, Option<String>>>,
    /// Mappings that were saved.
    pub mappings: &'a [Mapping],
}

/// Is a text a word that headers use, in any list?
pub fn is_header_word(text: &str) -> bool {
    words(text).next().is_some()
}

/// Is it one that says by itself what is meant?
pub fn is_telling_word(text: &str) -> bool {
    words(text).any(|word| !word.weak)
}

/// What a header is in every list that has it.
fn words(text: &str) -> impl Iterator<Item = &'static Word> {
    let key = if text.len() > 90 { String::new() } else { header_key(text) };
    let bare = without_brackets(&key);
    let lists = &Dictionary::builtin().lists;
    lists.iter().filter_map(move |list| list.word(&key).or_else(|| list.word(&bare)))
}

/// Finds the meaning of columns. `hints` are the names of file and sheet; `samples` are the first
/// cells of each column.
pub fn guess(headers: &[String], samples: &[Vec<&str>], hints: &[&str], told: Told) -> Columns {
    let fingerprint = fingerprint(headers);
    let saved = told.mappings.iter().find(|mapping| mapping.fingerprint == fingerprint);
    let told = Told {
        list: told.list.or(saved.map(|mapping| mapping.list.as_str())),
        columns: told.columns.or(saved.map(|mapping| &mapping.columns)),
        ..told
    };
    let dictionary = Dictionary::builtin();
    let chosen = told.list.and_then(|name| dictionary.list(name));
    let keys: Vec<String> = headers.iter().map(|header| header_key(header)).collect();
    let mut best: Option<Columns> = None;
    for list in &dictionary.lists {
        if chosen.is_some_and(|chosen| chosen.list != list.list) {
            continue;
        }
        let columns = columns(list, headers, &keys, samples, told.columns);
        let present = |key: &str| columns.iter().any(|column| column.key.as_deref() == Some(key));
        let missing: Vec<&str> =
            list.required.iter().map(String::as_str).filter(|key| !present(key)).collect();
        let mut score: u32 = columns.iter().map(|column| column.score).sum();
        if score > 0 {
            let folded: Vec<String> = hints.iter().map(|hint| header_key(hint)).collect();
            let named = list.words.iter().any(|word| folded.iter().any(|hint| hint.contains(word)));
            score += if named { NAME } else { 0 };
            score += if missing.is_empty() { COMPLETE } else { 0 };
        }
        if best.as_ref().is_none_or(|known| score > known.score) {
            best = Some(Columns {
                list: Some(list),
                score,
                columns,
                missing,
                fingerprint: fingerprint.clone(),
            });
        }
    }
    let mut best = best.unwrap_or_else(|| Columns {
        list: None,
        score: 0,
        columns: Vec::new(),
        missing: Vec::new(),
        fingerprint,
    });
    let sure = best.columns.iter().any(|column| column.score > WEAK);
    if chosen.is_none() && (best.score < RECOGNISED || !sure) && !best.missing.is_empty() {
        best.list = None;
    }
    best
}

/// What each column is in one list.
fn columns(
    list: &'static ListColumns,
    headers: &[String],
    keys: &[String],
    samples: &[Vec<&str>],
    told: Option<&BTreeMap<String, Option<String>>>,
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(headers.len());
    for (at, header) in headers.iter().enumerate() {
        let key = &keys[at];
        let mut column =
            Column { header: header.clone(), key: None, kind: Kind::Text, score: 0, repeats: None };
        let choice = told.and_then(|told| {
            told.iter().find(|(known, _)| *known == header || header_key(known) == *key)
        });
        if let Some((_, choice)) = choice {
            if let Some(entry) = choice.as_ref().and_then(|key| list.entry(key)) {
                column.key = Some(entry.key.clone());
                column.kind = entry.kind;
                column.score = EXACT;
            }
        } else if !key.is_empty() {
            column.repeats = keys[..at].iter().position(|other| other == key);
            if column.repeats.is_none() {
                let cells = samples.get(at).map(Vec::as_slice).unwrap_or_default();
                fill(&mut column, list, key, cells);
            }
        }
        columns.push(column);
    }
    settle(&mut columns);
    columns
}

/// Fills in what a header and its cells say.
fn fill(column: &mut Column, list: &ListColumns, key: &str, cells: &[&str]) {
    let Some((entry, score)) = by_header(list, key) else {
        by_cells(column, list, cells);
        return;
    };
    let entry = &list.entries[entry];
    let fit = fits(entry.kind, cells);
    // A part of a header is weak: cells that look otherwise outweigh it.
    if score == PART && fit < 300 {
        return;
    }
    column.key = Some(entry.key.clone());
    column.kind = entry.kind;
    column.score = score * (600 + fit * 4 / 10) / 1000;
}

/// The entry that a header announces, and how surely.
fn by_header(list: &ListColumns, key: &str) -> Option<(usize, u32)> {
    let score = |weak, score| if weak { WEAK.min(score) } else { score };
    if let Some(word) = list.word(key) {
        return Some((word.entry, score(word.weak, EXACT)));
    }
    let bare = without_brackets(key);
    if let Some(word) = list.word(&bare) {
        return Some((word.entry, score(word.weak, WITHOUT_BRACKETS)));
    }
    // The last part of a header of several rows says most; the group, who is meant.
    if let Some((group, last)) = bare.rsplit_once('/')
        && let Some(word) = list.word(last).filter(|word| !word.weak).or_else(|| list.word(group))
    {
        return Some((word.entry, score(word.weak, WITHOUT_BRACKETS)));
    }
    let length = |word: &str| word.chars().count();
    let parts = list.vocabulary.iter().filter(|word| {
        length(&word.text) >= SHORTEST_PART
            && !word.weak
            && !word.text.is_ascii()
            && (bare.ends_with(&word.text) || bare.starts_with(&word.text))
    });
    let longest = parts.max_by_key(|word| (length(&word.text), bare.ends_with(&word.text)))?;
    // A long sentence that ends in a word is no header for it.
    (length(&bare) <= 3 * length(&longest.text)).then_some((longest.entry, PART))
}

/// Fills in what the cells alone say: codes are not mistaken for anything else.
fn by_cells(column: &mut Column, list: &ListColumns, cells: &[&str]) {
    let Some(entry) = list.entries.iter().find(|entry| entry.kind == Kind::Credit) else { return };
    if cells.len() > 1 && fits(Kind::Credit, cells) >= 800 {
        column.key = Some(entry.key.clone());
        column.kind = entry.kind;
        column.score = BY_CELLS;
    }
}

/// Leaves each key to the column that fits it best; contacts and years of checks may be several.
fn settle(columns: &mut [Column]) {
    for at in 0..columns.len() {
        let Some(key) = columns[at].key.clone() else { continue };
        if matches!(columns[at].kind, Kind::Contact | Kind::Checks | Kind::Sequence) {
            continue;
        }
        let better = columns.iter().enumerate().any(|(other, column)| {
            column.key.as_ref() == Some(&key)
                && (column.score > columns[at].score
                    || column.score == columns[at].score && other < at)
        });
        if better {
            columns[at].key = None;
            columns[at].kind = Kind::Text;
            columns[at].score = 0;
        }
    }
}

/// A key without what stands in brackets.
fn without_brackets(key: &str) -> String {
    let mut depth = 0_u32;
    key.chars()
        .filter(|c| match c {
            '(' | '[' | '【' | '〔' | '<' => {
                depth += 1;
                false
            }
            ')' | ']' | '】' | '〕' | '>' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(headers: &[&str], told: Told) -> (Option<String>, Vec<Option<String>>) {
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        let samples = vec![Vec::new(); headers.len()];
        let columns = guess(&headers, &samples, &[], told);
        let keys = columns.columns.into_iter().map(|column| column.key).collect();
        (columns.list.map(|list| list.list.clone()), keys)
    }

    #[test]
    fn headers_in_every_script_mean_the_same() {
        for headers in [
            ["机构名称", "所在区划", "服务领域"],
            ["*機構名稱（全稱）", "所在區劃", "服務領域"],
            ["Organization name", "District", "Fields of Work"],
        ] {
            let (list, keys) = keys(&headers, Told::default());
            assert_eq!(list, Some("organizations".to_owned()), "{headers:?}");
            assert_eq!(keys[..2], [Some("name".to_owned()), Some("division".to_owned())]);
        }
    }

    #[test]
    fn what_a_person_chose_wins() {
        let choices = BTreeMap::from([
            ("甲".to_owned(), Some("name".to_owned())),
            ("服务领域".to_owned(), None),
        ]);
        let told = Told { list: Some("organizations"), columns: Some(&choices), mappings: &[] };
        let (_, keys) = keys(&["甲", "服务领域"], told);
        assert_eq!(keys, [Some("name".to_owned()), None]);
    }

    #[test]
    fn a_saved_mapping_is_recognised() {
        let headers = ["甲".to_owned(), "乙".to_owned()];
        let mapping = Mapping {
            fingerprint: fingerprint(&headers),
            list: "needs".into(),
            columns: BTreeMap::from([("甲".to_owned(), Some("text".to_owned()))]),
        };
        let told = Told { mappings: &[mapping], ..Told::default() };
        assert_eq!(
            keys(&["甲", "乙"], told),
            (Some("needs".to_owned()), vec![Some("text".to_owned()), None])
        );
    }

    #[test]
    fn strangers_are_not_recognised() {
        assert_eq!(keys(&["甲", "乙", "丙"], Told::default()).0, None);
    }

    #[test]
    fn a_key_goes_to_the_column_that_fits_best() {
        let (_, keys) = keys(&["机构名称", "地址", "所在区划"], Told::default());
        assert_eq!(keys, [Some("name".to_owned()), None, Some("division".to_owned())]);
    }
}
