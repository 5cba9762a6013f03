//! Columns that are looked up together, for asking many queries of many candidates.
//!
//! Per query every distinct value of a column is measured once. Per candidate it remains to look the
//! results up and to add them. That is done in floats, four at a time, and says which candidates may be
//! among the best; these alone are then summed exactly, so the result is that of the exact sums.

use std::collections::BTreeMap;

use matchgraph_kernel::{BLOCK, CHUNK, Scores, Table, add_codes, add_saturating, largest};

use super::{Own, OwnFeatures, folded, saturating, stated, stated_of};
use crate::attributes::Attributes;
use crate::fixed::Fixed;
use crate::index::{TextIndex, TextQuery};

/// Combinations of values that are looked up together at most: their table should stay in the cache.
const MOST_COMBINATIONS: usize = 2048;

/// How far a sum in floats may lie from the exact one: a handful of roundings of numbers up to one.
const MARGIN: f32 = 4e-6;

/// Columns whose values are looked up together.
#[derive(Clone, Debug)]
struct Group {
    /// Positions of their features in the route.
    features: Vec<usize>,
    /// For each combination that occurs, the code of each feature.
    combinations: Vec<Vec<u32>>,
    /// Which combination each candidate has.
    codes: Vec<u16>,
}

/// The columns of a route all of whose features are its own.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    groups: Vec<Group>,
    /// Number of candidates.
    candidates: u32,
}

/// Memory that is used again from query to query.
#[derive(Default)]
pub struct Buffers {
    tables: Vec<Box<Table>>,
    /// By feature, the value of each distinct value of its column.
    values: Vec<Vec<u32>>,
    scores: Option<Box<Scores>>,
    sums: Vec<f32>,
}

/// One query, ready to be compared with all candidates.
struct Asked<'a> {
    own: &'a OwnFeatures,
    /// Weights in millionths, by feature.
    weights: &'a [u32],
    words: Option<(&'a TextIndex, u32, u32, TextQuery)>,
    stated: Vec<(u32, &'a [(u32, u32)])>,
}

impl Packed {
    /// Packs the columns of a route. `None` if a feature is built in, if two of them look for words, or
    /// if a column has more distinct values than 16 bits tell apart.
    pub(super) fn new(features: &[Option<Own>], candidates: usize) -> Option<Self> {
        let mut columns: Vec<(usize, usize, &[u32])> = Vec::new();
        let mut words = 0;
        for (number, feature) in features.iter().enumerate() {
            match feature.as_ref()? {
                Own::Words(..) => words += 1,
                Own::Stated(_) => {}
                Own::Compared { candidates, .. } => {
                    columns.push((candidates.cells().len(), number, candidates.codes()));
                }
            }
        }
        if words > 1 || columns.iter().any(|(cells, ..)| *cells > 1 << 16) {
            return None;
        }
        // The smallest first: they go together.
        crate::order::sort_by_key(&mut columns, |(cells, number, _)| (*cells, *number));
        let mut groups: Vec<Group> = Vec::new();
        for (_, number, codes) in columns {
            let joined = groups.last().and_then(|group| group.with(number, codes));
            match joined {
                Some(joined) => {
                    groups.pop();
                    groups.push(joined);
                }
                None => groups.push(Group::new(number, codes)),
            }
        }
        Some(Self { groups, candidates: candidates as u32 })
    }
}

impl Group {
    /// One column alone.
    fn new(feature: usize, codes: &[u32]) -> Self {
        let most = codes.iter().max().map_or(0, |most| most + 1);
        Self {
            features: vec![feature],
            combinations: (0..most).map(|code| vec![code]).collect(),
            codes: codes.iter().map(|code| *code as u16).collect(),
        }
    }

    /// Together with one more column, if that makes few enough combinations.
    fn with(&self, feature: usize, codes: &[u32]) -> Option<Self> {
        let mut known: BTreeMap<(u16, u32), u16> = BTreeMap::new();
        let mut joined = Self {
            features: self.features.iter().copied().chain([feature]).collect(),
            combinations: Vec::new(),
            codes: Vec::with_capacity(codes.len()),
        };
        for (before, code) in self.codes.iter().zip(codes) {
            let next = joined.combinations.len();
            let number = *known.entry((*before, *code)).or_insert_with(|| {
                let before = self.combinations.get(usize::from(*before)).into_iter().flatten();
                joined.combinations.push(before.copied().chain([*code]).collect());
                next as u16
            });
            if joined.combinations.len() > MOST_COMBINATIONS {
                return None;
            }
            joined.codes.push(number);
        }
        Some(joined)
    }
}

impl OwnFeatures {
    /// Compares a query with all candidates and calls `meet` with those that may be among the best, in
    /// their order, each with its exact score. `meet` answers with the score that a candidate must reach
    /// from now on. `weights` are millionths by feature; `missing` is the value of what is unknown.
    ///
    /// `None` if the features cannot be compared in this way; nothing has been met then.
    pub fn meet_all(
        &self,
        query: &Attributes,
        weights: &[u32],
        missing: u32,
        buffers: &mut Buffers,
        mut meet: impl FnMut(u32, Fixed) -> Fixed,
    ) -> Option<()> {
        let packed = self.packed.as_ref()?;
        let asked = self.prepare(query, weights);
        asked.measure(query, missing, packed, buffers);
        let Buffers { tables, values, scores, sums } = buffers;
        let scores = scores.get_or_insert_with(|| Box::new([0; BLOCK]));
        sums.resize(BLOCK, 0.0);
        let mut floor = Fixed::default();
        let mut stated = asked.stated_candidates().into_iter().peekable();
        for (block, start) in (0..packed.candidates as usize).step_by(BLOCK).enumerate() {
            let length = (packed.candidates as usize - start).min(BLOCK);
            let sums = &mut sums[..length];
            sums.fill(0.0);
            for (groups, tables) in packed.groups.chunks(2).zip(tables.chunks(2)) {
                if let ([first, rest @ ..], [one, other @ ..]) = (groups, tables) {
                    // Where there is no second column, the table of the first is followed by an empty one.
                    let second = rest.first().unwrap_or(first);
                    let Some(other) = other.first() else { continue };
                    let columns = [first, second].map(|group| &group.codes[start..start + length]);
                    add_codes(columns, [one, other], sums);
                }
            }
            if let Some((index, half, weight, terms)) = &asked.words {
                index.score_block(terms, block, scores);
                let weight = *weight as f32 / 1e6;
                add_saturating(&scores[..length], weight, *half as f32, sums);
            }
            for (number, points) in std::iter::from_fn(|| {
                stated.next_if(|(number, _)| (*number as usize) < start + length)
            }) {
                sums[number as usize - start] += points;
            }
            for (chunk, sums) in sums.chunks(CHUNK).enumerate() {
                if largest(sums) + MARGIN < floor.to_f64() as f32 {
                    continue;
                }
                for (position, sum) in sums.iter().enumerate() {
                    if sum + MARGIN >= floor.to_f64() as f32 {
                        let position = chunk * CHUNK + position;
                        let number = (start + position) as u32;
                        let score = asked.score(number, scores[position], values, missing);
                        if score >= floor {
                            floor = meet(number, score);
                        }
                    }
                }
            }
        }
        Some(())
    }

    fn prepare<'a>(&'a self, query: &Attributes, weights: &'a [u32]) -> Asked<'a> {
        let mut asked = Asked { own: self, weights, words: None, stated: Vec::new() };
        for (feature, weight) in self.features.iter().zip(weights) {
            match feature {
                Some(Own::Words(index, half)) => {
                    let terms = index.query(&folded(query));
                    asked.words = Some((index, *half, *weight, terms));
                }
                Some(Own::Stated(rows)) => asked.stated.push((*weight, stated(rows, query))),
                Some(Own::Compared { .. }) | None => {}
            }
        }
        asked
    }
}

impl Asked<'_> {
    /// Measures every distinct value, and adds up what the combinations are worth.
    fn measure(&self, query: &Attributes, missing: u32, packed: &Packed, buffers: &mut Buffers) {
        let Buffers { tables, values, .. } = buffers;
        values.resize_with(self.own.features.len(), Vec::new);
        for (feature, values) in self.own.features.iter().zip(values.iter_mut()) {
            values.clear();
            if let Some(Own::Compared { measure, queries, candidates }) = feature {
                let asked = queries.cell(query.position);
                let cells = candidates.cells().iter();
                values.extend(cells.map(|cell| measure.worth(asked, cell).unwrap_or(missing)));
            }
        }
        let empty = || -> Box<Table> { Box::new([0.0; 1 << 16]) };
        tables.resize_with(packed.groups.len().next_multiple_of(2), empty);
        for (group, table) in packed.groups.iter().zip(tables) {
            for (combination, points) in group.combinations.iter().zip(table.iter_mut()) {
                let features = group.features.iter().zip(combination);
                let points_of = |(feature, code): (&usize, &u32)| {
                    u64::from(values[*feature][*code as usize]) * u64::from(self.weights[*feature])
                };
                *points = (features.map(points_of).sum::<u64>() as f64 / 1e12) as f32;
            }
        }
    }

    /// Candidates of whom the query states something, ascending, each with what it adds.
    fn stated_candidates(&self) -> Vec<(u32, f32)> {
        let mut all: Vec<(u32, f32)> = Vec::new();
        for (weight, row) in &self.stated {
            let points = |value: u32| (f64::from(value) * f64::from(*weight) / 1e12) as f32;
            all.extend(row.iter().map(|(number, value)| (*number, points(*value))));
        }
        crate::order::sort_by_key(&mut all, |(number, _)| *number);
        all
    }

    /// The exact score of one candidate.
    fn score(&self, number: u32, raw: u32, values: &[Vec<u32>], missing: u32) -> Fixed {
        let mut score = Fixed::default();
        for (feature, (own, weight)) in self.own.features.iter().zip(self.weights).enumerate() {
            let value = match own {
                Some(Own::Words(_, half)) => saturating(raw, *half),
                Some(Own::Compared { candidates, .. }) => {
                    let code = candidates.codes().get(number as usize).copied().unwrap_or(0);
                    values[feature].get(code as usize).copied().unwrap_or(missing)
                }
                Some(Own::Stated(_)) | None => 0,
            };
            score = score.plus(Fixed::millionths(value).times(*weight));
        }
        for (weight, row) in &self.stated {
            score = score.plus(Fixed::millionths(stated_of(row, number)).times(*weight));
        }
        score
    }
}
