//! Damaged text: what can be restored is restored and listed, with what stood there before.
//!
//! The caller keeps the original; every repair says where in it something was changed, so that a person
//! can compare. Text without damage comes back byte for byte.

mod characters;
mod half_byte;
mod lexicon;
mod mojibake;
mod pinyin;
mod spun;

use std::sync::OnceLock;

use serde_json::Value;

use super::traced::{Edit, Traced};
use crate::problem::{Code, Problem};

pub use mojibake::{Restored, mojibake};
pub use spun::{Alias, aliases};

/// What was repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RepairKind {
    /// The whole text was in a wrong encoding.
    Mojibake {
        /// The encoding that it is in.
        from: &'static str,
        /// The encoding as which it was read.
        to: &'static str,
    },
    /// A stretch that was read half a character late.
    HalfByte,
    /// A pinyin note after a character.
    Pinyin,
    /// Two marks where there is one.
    DoubledMark,
}

/// One repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What was repaired.
    pub kind: RepairKind,
    /// Where, in code points of the original: the first, and one past the last.
    pub span: [u32; 2],
    /// What stood there.
    pub before: String,
    /// What stands there now; empty if it was removed.
    pub after: String,
}

/// A text as far as it could be restored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// The text.
    pub text: String,
    /// What was changed, in the order of the original.
    pub repairs: Vec<Repair>,
    /// Stretches of the restored text whose characters are lost for good, in code points.
    pub lost: Vec<[u32; 2]>,
}

/// Restores a text as far as that is possible without doubt. Linear in its length.
///
/// ```
/// use matchgraph::files::repair::repair;
/// assert_eq!(repair("市婦(fù)聯(lián)積極,、穩步").text, "市婦聯積極、穩步");
/// assert_eq!(repair("幸?！し伞ぜ摇薄败岳蚪憬慵沂螺o").text, "幸福·飞·家”“茉莉姐姐家事輔");
/// ```
pub fn repair(text: &str) -> Repaired {
    let mut repairs = Vec::new();
    let restored = mojibake(text);
    let mut traced = Traced::new(text);
    if let Some(restored) = restored {
        let length = traced.chars().len();
        let kind = RepairKind::Mojibake { from: restored.from, to: restored.to };
        let whole = Edit { start: 0, end: length, text: restored.text };
        apply(&mut traced, text, &[whole], kind, &mut repairs);
    }
    let edits = half_byte::edits(traced.chars());
    apply(&mut traced, text, &edits, RepairKind::HalfByte, &mut repairs);
    let edits = pinyin::edits(traced.chars());
    apply(&mut traced, text, &edits, RepairKind::Pinyin, &mut repairs);
    let edits = doubled_marks(traced.chars());
    apply(&mut traced, text, &edits, RepairKind::DoubledMark, &mut repairs);
    repairs.sort_by_key(|repair| (repair.span, repair.kind));
    let lost = lost_characters(traced.chars());
    let text = if repairs.is_empty() { text.to_owned() } else { traced.text() };
    Repaired { text, repairs, lost }
}

/// Makes the changes and lists them.
fn apply(
    traced: &mut Traced,
    original: &str,
    edits: &[Edit],
    kind: RepairKind,
    repairs: &mut Vec<Repair>,
) {
    let before: Vec<String> = edits
        .iter()
        .map(|edit| traced.chars().get(edit.start..edit.end).unwrap_or_default().iter().collect())
        .collect();
    let whole = matches!(kind, RepairKind::Mojibake { .. });
    let spans = traced.replace(edits);
    for ((edit, span), before) in edits.iter().zip(spans).zip(before) {
        let before = if whole { original.to_owned() } else { before };
        repairs.push(Repair { kind, span, before, after: edit.text.clone() });
    }
}

/// A comma before another mark is a leftover of copying: `,、` `,。`.
fn doubled_marks(text: &[char]) -> Vec<Edit> {
    let pairs = text.windows(2).enumerate();
    pairs
        .filter(|(_, pair)| {
            matches!(pair, [',' | '，', '、' | '。' | '；' | '：'] | ['、', '，' | '。'])
        })
        .map(|(at, _)| Edit { start: at, end: at + 1, text: String::new() })
        .collect()
}

/// Stretches that hold U+FFFD or 锟斤拷, which is what two of them become when they are read as GBK.
fn lost_characters(text: &[char]) -> Vec<[u32; 2]> {
    let mut lost: Vec<[u32; 2]> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let length = match text[at..] {
            ['\u{fffd}', ..] => 1,
            ['锟', '斤', '拷', ..] => 3,
            _ => 0,
        };
        if length > 0 {
            let (start, end) = (at as u32, (at + length) as u32);
            match lost.last_mut() {
                Some(last) if last[1] == start => last[1] = end,
                _ => lost.push([start, end]),
            }
        }
        at += length.max(1);
    }
    lost
}

impl Repaired {
    /// The problems of a row that it makes: notes are counted in one, and half a character, a wrong
    /// encoding and what is lost are named one by one. Doubled marks are too small to be told.
    pub fn problems(&self, file: &str, row: u32, column: &str) -> Vec<Problem> {
        let problem = |code| Problem::of_row(code, file, row).at(column);
        let mut problems = Vec::new();
        for repair in &self.repairs {
            match repair.kind {
                RepairKind::Mojibake { from, to } => {
                    problems.push(problem(Code::Mojibake).with("from", from).with("to", to));
                }
                RepairKind::HalfByte => problems.push(
                    problem(Code::TextRepaired)
                        .with("before", repair.before.as_str())
                        .with("after", repair.after.as_str()),
                ),
                RepairKind::Pinyin | RepairKind::DoubledMark => {}
            }
        }
        let notes = self.repairs.iter().filter(|repair| repair.kind == RepairKind::Pinyin).count();
        if notes > 0 {
            problems.push(problem(Code::PinyinNotes).with("count", notes));
        }
        if !self.lost.is_empty() {
            problems.push(problem(Code::LostCharacters).with("text", self.text.as_str()));
        }
        problems
    }
}

/// What `data/repair.json` says.
#[derive(Debug, Default)]
struct Data {
    common_words: Vec<String>,
    syllables: Vec<String>,
    not_notes: Vec<String>,
}

/// The file, read once. It is part of the program and a test reads it; a broken one repairs nothing.
fn data() -> &'static Data {
    static DATA: OnceLock<Data> = OnceLock::new();
    DATA.get_or_init(|| {
        let file = include_str!("../../../data/repair.json");
        let file: Value = serde_json::from_str(file).unwrap_or_default();
        let list = |name: &str| {
            let items = file.get(name).and_then(Value::as_array).into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        Data {
            common_words: list("common_words"),
            syllables: list("syllables"),
            not_notes: list("not_notes"),
        }
    })
}

#[cfg(test)]
mod tests;
