//! Chosen options: what joins them in a cell, what was filled in freely, and which are known.

use std::collections::BTreeMap;

use crate::files::table::Row;
use crate::model::Theme;
use crate::text::fold;

use super::declaration::declaration;
use super::quality::{Quality, is_missing, quality};
use super::questions::{Layout, Question};

/// Options of one cell that are looked at; nobody ticks more.
const MOST: usize = 200;

/// One chosen option.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    /// The option as written, without what was filled in.
    pub label: String,
    /// What was filled in: 其他〖自填内容〗.
    pub own_words: Option<String>,
}

/// What was chosen in answer to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    pub chosen: Vec<Chosen>,
    /// What joined the options where it was not the sign of the export.
    pub separator: Option<&'static str>,
    /// They are numbers of options, whose texts the file does not hold.
    pub numbers: bool,
}

/// Options that are known, folded, with the theme they stand for.
#[derive(Debug, Default)]
pub(super) struct KnownOptions(BTreeMap<String, String>);

impl KnownOptions {
    /// The options of a vocabulary of themes, or those of the declaration where it has none;
    /// `organizations` for a survey among organizations.
    pub(super) fn new(themes: &[Theme], organizations: bool) -> Self {
        let mut known = BTreeMap::new();
        if organizations {
            for option in &declaration().organization_options {
                known.insert(fold(option), option.clone());
            }
            return Self(known);
        }
        for theme in themes {
            if let Some(option) = &theme.survey_option {
                known.insert(fold(option), theme.zh.clone());
            }
        }
        if known.is_empty() {
            for option in &declaration().options {
                known.insert(fold(&option.option), option.theme.clone());
            }
        }
        Self(known)
    }

    /// The theme of an option.
    pub(super) fn theme(&self, option: &str) -> Option<&str> {
        self.0.get(&fold(option)).map(String::as_str)
    }
}

/// Reads what a row says to a question.
pub(super) fn read(question: &Question, row: &Row, known: &KnownOptions) -> Choice {
    let mut choice = Choice::default();
    for (at, part) in &question.columns {
        let cell = row.cell(*at).trim();
        let Some(part) = part else {
            if !is_missing(cell) {
                read_cell(cell, question.several, known, &mut choice);
            }
            continue;
        };
        let folded = fold(cell);
        let words = declaration();
        let yes = match question.layout {
            Layout::Matrix => words.answers_of_a_matrix.contains(&folded),
            _ => !is_missing(cell) && !words.not_ticked.contains(&folded),
        };
        if yes {
            // 其他〖自填内容〗 stands in the cell, not in the header.
            let written = if cell.contains('〖') { cell } else { part };
            choice.chosen.push(chosen(written));
        }
    }
    choice.chosen.truncate(MOST);
    choice
}

/// Reads one cell with all options.
fn read_cell(cell: &str, several: bool, known: &KnownOptions, choice: &mut Choice) {
    let pieces: Vec<&str> = if cell.contains('┋') {
        cell.split('┋').collect()
    } else if cell.contains('→') {
        cell.split('→').collect()
    } else if several && known.theme(cell).is_none() {
        let (pieces, separator) = split_otherwise(cell, known);
        choice.separator = separator;
        pieces
    } else {
        vec![cell]
    };
    let pieces: Vec<&str> =
        pieces.into_iter().map(str::trim).filter(|piece| !is_missing(piece)).take(MOST).collect();
    choice.numbers = !pieces.is_empty()
        && pieces
            .iter()
            .all(|piece| piece.len() <= 2 && piece.bytes().all(|byte| byte.is_ascii_digit()));
    choice.chosen.extend(pieces.into_iter().map(chosen));
}

/// Splits at another sign: one that options never contain, or one between options that are all known.
fn split_otherwise<'a>(
    cell: &'a str,
    known: &KnownOptions,
) -> (Vec<&'a str>, Option<&'static str>) {
    for (rank, separator) in declaration().separators.iter().enumerate() {
        let pieces: Vec<&str> = cell
            .split(separator.as_str())
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
            .take(MOST)
            .collect();
        let all_known = pieces.iter().all(|piece| known.theme(piece).is_some() || is_other(piece));
        if pieces.len() > 1 && (rank < SURE_SEPARATORS || all_known) {
            return (pieces, Some(separator));
        }
    }
    (vec![cell], None)
}

/// The first so many separators never stand inside an option.
const SURE_SEPARATORS: usize = 3;

/// Takes one option apart.
fn chosen(written: &str) -> Chosen {
    let Some((label, own)) = written.split_once('〖') else {
        return Chosen { label: written.trim().to_owned(), own_words: None };
    };
    let own = own.trim_end().trim_end_matches('〗').trim();
    let own_words = (!is_missing(own)).then(|| own.to_owned());
    Chosen { label: label.trim().to_owned(), own_words }
}

/// Is it the option that is filled in freely?
pub(super) fn is_other(label: &str) -> bool {
    let folded = fold(label);
    declaration().other.iter().any(|word| {
        folded
            .strip_prefix(word.as_str())
            .is_some_and(|rest| rest.chars().next().is_none_or(|next| !next.is_alphanumeric()))
    })
}

/// Own words that say something.
pub(super) fn telling(own_words: &str) -> bool {
    let folded = fold(own_words);
    !declaration().vague.contains(&folded) && quality(own_words) == Quality::Ok
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::table::{CellKind, Table};

    fn cell(text: &str, several: bool) -> Choice {
        let mut table = Table::new("");
        table.push(text, CellKind::Text);
        table.end_row(2);
        let question = Question {
            key: "wanted",
            written: String::new(),
            limit: None,
            several,
            layout: Layout::One,
            columns: vec![(0, None)],
        };
        read(&question, &table.row(0), &KnownOptions::new(&[], false))
    }

    fn labels(choice: &Choice) -> Vec<&str> {
        choice.chosen.iter().map(|one| one.label.as_str()).collect()
    }

    #[test]
    fn options_are_split_at_the_sign_of_the_export() {
        let choice = cell("家庭教育指导┋其他〖想学开车〗┋", true);
        assert_eq!(labels(&choice), ["家庭教育指导", "其他"]);
        assert_eq!(choice.chosen[1].own_words.as_deref(), Some("想学开车"));
        assert_eq!(choice.separator, None);
        assert_eq!(labels(&cell("养老→托管", true)), ["养老", "托管"]);
        assert!(cell("（跳过）", true).chosen.is_empty());
    }

    #[test]
    fn other_signs_split_only_where_they_are_no_part_of_an_option() {
        let choice = cell("家庭教育指导;心理咨询与情绪疏导", true);
        assert_eq!((choice.chosen.len(), choice.separator), (2, Some(";")));
        assert_eq!(cell("家庭教育指导，法律咨询与维权", true).chosen.len(), 2);
        assert_eq!(cell("妇女健康（两癌筛查、更年期等）", true).chosen.len(), 1);
        assert_eq!(cell("孩子，老人", true).chosen.len(), 1);
        assert_eq!(cell("孩子;老人", false).chosen.len(), 1);
    }

    #[test]
    fn numbers_of_options_are_told_from_texts() {
        assert!(cell("1┋3┋5", true).numbers && cell("2", false).numbers);
        assert!(!cell("家庭教育指导", true).numbers && !cell("-3", false).numbers);
    }

    #[test]
    fn own_words_count_if_they_say_something() {
        assert!(is_other("其他") && is_other("其他：") && !is_other("其他人员"));
        assert!(telling("想学开车") && !telling("都需要") && !telling("无"));
    }
}
