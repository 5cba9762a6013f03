//! Which words do two texts share, in a form that people recognise as words?
//!
//! The score adds up characters and pairs; shown one by one these would be scraps (女儿 out of
//! 妇女儿童). So evidence is found anew, for the few documents that are shown: the longest stretches
//! that stand in both texts, cut back at both ends until they begin and end where words do. There is
//! no dictionary; how firmly two characters hold together is read from the index.

use super::{FieldText, TextIndex};
use crate::order;
use crate::text::fold::Folded;
use crate::text::stop::Stop;
use crate::text::tokens::{Term, Unit, UnitKind, pair, units};

/// A stretch of words that stands in both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEvidence {
    /// Where it stands in the question, in code points of the original text.
    pub from: [u32; 2],
    /// The field of the document.
    pub field: u32,
    /// The position in the field's list.
    pub item: u32,
    /// Where it stands in that piece, in code points of the original text.
    pub to: [u32; 2],
    /// The shared words, folded.
    pub via: String,
}

/// A function character is taken for a part of a word when its neighbour stands beside it at least
/// once in so many times.
const WORD_SHARE: u64 = 3;

/// Characters, words and breaks of a text that are searched for evidence. The rest of a longer
/// text still counts in the score.
const SEARCHED_UNITS: usize = 2000;

/// A text as evidence sees it: cut once, compared with many.
#[derive(Clone, Debug)]
pub struct Side {
    folded: Folded,
    units: Vec<Unit>,
}

impl Side {
    /// Cuts a folded text.
    pub fn new(folded: Folded) -> Self {
        let mut units = units(&folded);
        units.truncate(SEARCHED_UNITS);
        Self { folded, units }
    }
}

/// The same units in both texts.
#[derive(Clone, Copy)]
struct Run {
    /// Index of the first unit in the question.
    query: usize,
    /// Index of the first unit in the piece.
    piece: usize,
    length: usize,
}

impl TextIndex {
    /// The words that a question shares with a document, the most informative first, at most
    /// `limit`. No word is told twice and no two of them overlap in the question.
    ///
    /// `fields` are the pieces of the one document, as they were given to [`TextIndex::build`].
    pub fn evidence(
        &self,
        query: &Side,
        fields: &[FieldText<'_>],
        limit: usize,
    ) -> Vec<TextEvidence> {
        let mut found: Vec<(u64, TextEvidence)> = Vec::new();
        for piece in fields {
            let Some(parameters) = self.parameters().fields().get(piece.field as usize) else {
                continue;
            };
            let side = Side::new(Folded::new(piece.text));
            for run in common_runs(&query.units, &side.units) {
                let Some(run) = self.whole_words(run, query, &side) else { continue };
                let gain = self.gain(query, run) * u64::from(parameters.weight);
                if gain > 0 {
                    let from = span(query, run.query, run.length);
                    let to = span(&side, run.piece, run.length);
                    let via = text(query, run.query, run.length);
                    let (field, item) = (piece.field, piece.item);
                    found.push((gain, TextEvidence { from, field, item, to, via }));
                }
            }
        }
        order::sort_by(&mut found, |(gain, one), (other_gain, other)| {
            let place = |evidence: &TextEvidence| {
                (evidence.from, evidence.field, evidence.item, evidence.to)
            };
            other_gain.cmp(gain).then_with(|| place(one).cmp(&place(other)))
        });
        let mut told: Vec<TextEvidence> = Vec::new();
        for (_, evidence) in found {
            if told.len() == limit {
                break;
            }
            let again = told.iter().any(|earlier| {
                earlier.via.contains(&evidence.via)
                    || (earlier.from[0] < evidence.from[1] && evidence.from[0] < earlier.from[1])
            });
            if !again {
                told.push(evidence);
            }
        }
        told
    }

    /// Cuts a run back to whole words; none when nothing worth telling is left.
    fn whole_words(&self, mut run: Run, query: &Side, piece: &Side) -> Option<Run> {
        while run.length > 0 {
            let (length, last) = (run.length, run.length - 1);
            let front =
                self.cut(query, run.query, -1, length) || self.cut(piece, run.piece, -1, length);
            let back = || {
                self.cut(query, run.query + last, 1, length)
                    || self.cut(piece, run.piece + last, 1, length)
            };
            if front {
                run.query += 1;
                run.piece += 1;
            } else if !back() {
                break;
            }
            run.length -= 1;
        }
        let word = query.units.get(run.query).is_some_and(|unit| unit.kind == UnitKind::Word);
        (run.length > 1 || (run.length == 1 && word)).then_some(run)
    }

    /// Whether the unit at one end of a run does not belong to it: it says nothing, or it holds more
    /// firmly to its neighbour outside than to the one inside. `outward` is the step to the former:
    /// -1 at the front, 1 at the back.
    fn cut(&self, side: &Side, end: usize, outward: isize, length: usize) -> bool {
        let unit = &side.units[end];
        let neighbour = |step| end.checked_add_signed(step).and_then(|index| side.units.get(index));
        let outer = neighbour(outward);
        let inner = if length > 1 { neighbour(-outward) } else { None };
        if unit.mark.stop == Stop::Phrase
            || outer.is_some_and(|outer| outer.mark.is_one_word_with(unit.mark))
        {
            return true;
        }
        if inner.is_some_and(|inner| inner.mark.is_one_word_with(unit.mark)) {
            return false;
        }
        let inside = inner.map_or(0, |inner| self.bond(side, unit, inner));
        if unit.mark.stop == Stop::Character {
            let alone = inner.map_or(0, |inner| self.occurrences_of(inner.term));
            if inside < 2 || inside * WORD_SHARE < alone {
                return true;
            }
        }
        // What says nothing itself holds nothing back: 的服 is no word, however often it stands.
        outer.is_some_and(|outer| {
            matches!(outer.mark.stop, Stop::Content | Stop::Kept)
                && self.bond(side, unit, outer) > inside
        })
    }

    /// How firmly two neighbouring units, given in any order, hold together: how often they stand
    /// side by side in the index. 0 where they are no pair.
    fn bond(&self, side: &Side, one: &Unit, other: &Unit) -> u64 {
        let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
        pair(&side.folded, first, second).map_or(0, |(term, _)| self.occurrences_of(term))
    }

    fn occurrences_of(&self, term: Term) -> u64 {
        self.number(term).map_or(0, |number| u64::from(self.occurrences[number as usize]))
    }

    /// What the terms of a run can gain in the score, in thousandths.
    fn gain(&self, query: &Side, run: Run) -> u64 {
        let weight = |term: Term, stopped: bool| match self.number(term) {
            Some(number) if !stopped => u64::from(self.weights[number as usize]),
            _ => 0,
        };
        let units = &query.units[run.query..run.query + run.length];
        let single: u64 = units.iter().map(|unit| weight(unit.term, unit.mark.is_stopped())).sum();
        let paired = units.windows(2).filter_map(|two| pair(&query.folded, &two[0], &two[1]));
        single + paired.map(|(term, stopped)| weight(term, stopped)).sum::<u64>()
    }
}

/// All runs of equal units that can be made longer at neither end, by where they end.
fn common_runs(query: &[Unit], piece: &[Unit]) -> Vec<Run> {
    let mut runs = Vec::new();
    // lengths[column + 1]: how long the run is that ends at this row and column.
    let mut lengths = vec![0_usize; query.len() + 1];
    for row in 0..piece.len() {
        // From the right, so that the cell to the left still holds the row before.
        for column in (0..query.len()).rev() {
            let same = piece[row].kind != UnitKind::Break
                && piece[row].kind == query[column].kind
                && piece[row].term == query[column].term;
            let length = if same { lengths[column] + 1 } else { 0 };
            lengths[column + 1] = length;
            let goes_on = match (piece.get(row + 1), query.get(column + 1)) {
                (Some(below), Some(right)) => {
                    below.kind != UnitKind::Break && below.term == right.term
                }
                _ => false,
            };
            if length > 0 && !goes_on {
                runs.push(Run { query: column + 1 - length, piece: row + 1 - length, length });
            }
        }
    }
    runs
}

/// The range of the folded text that some units cover.
fn range(side: &Side, first: usize, length: usize) -> (usize, usize) {
    (side.units[first].start as usize, side.units[first + length - 1].end as usize)
}

fn span(side: &Side, first: usize, length: usize) -> [u32; 2] {
    let (start, end) = range(side, first, length);
    side.folded.span(start, end)
}

fn text(side: &Side, first: usize, length: usize) -> String {
    let (start, end) = range(side, first, length);
    side.folded.chars[start..end].iter().collect()
}
