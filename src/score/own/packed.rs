//! Columns that are looked up together, for asking many queries of many candidates.
//!
//! Per query every distinct value of a column is measured once. Per candidate it remains to look the
//! results up and to add them. That is done in floats, four at a time, and says which candidates may be
//! among the best; these alone are then summed exactly, so the result is that of the exact sums.

use std::borrow::Cow;

use matchgraph_kernel::{
    BLOCK, Scores, Shares, Table, add_codes, add_saturating, levels, next_at_least, no_scores,
    no_shares, shares, weigh, weigh_coded,
};

use super::column::{Cell, Column, bits};
use super::measure::part;
use super::{Measure, Own, OwnFeatures, folded, saturating, stated, stated_of};
use crate::attributes::Attributes;
use crate::fixed::Fixed;
use crate::index::TextIndex;

/// Combinations of values that are looked up together at most: their table should stay in the cache.
const MOST_COMBINATIONS: usize = 2048;

/// How far a sum in floats may lie from the exact one: fewer than a hundred roundings of numbers up to one.
const MARGIN: f32 = 1e-5;

/// Columns whose values are looked up together.
#[derive(Clone, Debug)]
struct Group {
    /// Positions of their features in the route.
    features: Vec<usize>,
    /// For each feature its code in every combination that occurs; empty for one feature alone.
    combinations: Vec<Vec<u16>>,
    /// Which combination each candidate has.
    codes: Vec<u16>,
}

/// The columns of a route all of whose features are its own.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    groups: Vec<Group>,
    /// Number of candidates.
    candidates: u32,
    /// The shares of small sets.
    shares: Box<Shares>,
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

/// What every distinct value of the candidates is worth to one of the query, what unknown is worth
/// included.
fn worths(
    measure: &Measure,
    asked: &Cell,
    candidates: &Column,
    missing: u32,
    table: &Shares,
    values: &mut Vec<u32>,
) {
    let cells = candidates.cells();
    values.clear();
    match (measure, asked) {
        (Measure::Shared { .. }, Cell::Set(_)) if !candidates.sets().is_empty() => {
            if let Some(asked) = bits(asked) {
                values.resize(cells.len(), 0);
                shares(candidates.sets(), asked, table, values);
            }
        }
        (Measure::Levels { province, prefecture, county, .. }, Cell::Place(asked))
            if !candidates.places().is_empty() =>
        {
            values.resize(cells.len(), 0);
            // What the asked place has not, nobody has in common with it.
            let asked = asked.map(|code| if code == 0 { u32::MAX } else { code });
            let worth = [*province, *prefecture, *county];
            levels(candidates.places(), asked, worth, values);
        }
        _ => {}
    }
    if values.is_empty() {
        values.extend(cells.iter().map(|cell| measure.worth(asked, cell).unwrap_or(missing)));
    } else {
        // The first cell stands for what is not said.
        values[0] = missing;
    }
}

/// One query, ready to be compared with all candidates.
struct Asked<'a> {
    own: &'a OwnFeatures,
    /// Weights in millionths, by feature.
    weights: &'a [u32],
    words: Option<(&'a TextIndex, u32, u32, Cow<'a, [u32]>)>,
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
        let mut shares = no_shares();
        for (both, row) in shares.iter_mut().enumerate() {
            for (all, share) in row.iter_mut().enumerate() {
                *share = part(both as u64, all as u64);
            }
        }
        Some(Self { groups, candidates: candidates as u32, shares })
    }
}

impl Group {
    /// One column alone.
    fn new(feature: usize, codes: &[u32]) -> Self {
        let codes = codes.iter().map(|code| *code as u16).collect();
        Self { features: vec![feature], combinations: Vec::new(), codes }
    }

    /// Together with one more column, if that makes few enough combinations.
    fn with(&self, feature: usize, codes: &[u32]) -> Option<Self> {
        let pairs = self.codes.iter().zip(codes);
        let pairs: Vec<u64> =
            pairs.map(|(before, code)| u64::from(*before) << 32 | u64::from(*code)).collect();
        let mut order = pairs.clone();
        crate::order::sort(&mut order);
        order.dedup();
        if order.len() > MOST_COMBINATIONS {
            return None;
        }
        let number = |pair: &u64| order.binary_search(pair).unwrap_or(0) as u16;
        let numbers = pairs.iter().map(number).collect();
        let earlier = order.iter().map(|pair| (pair >> 32) as u16);
        let before = |column: &Vec<u16>| -> Vec<u16> {
            earlier.clone().filter_map(|at| column.get(usize::from(at)).copied()).collect()
        };
        let mut combinations: Vec<Vec<u16>> = self.combinations.iter().map(before).collect();
        if combinations.is_empty() {
            combinations.push(earlier.collect());
        }
        combinations.push(order.iter().map(|pair| *pair as u16).collect());
        let features = self.features.iter().copied().chain([feature]).collect();
        Some(Self { features, combinations, codes: numbers })
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
        let scores = scores.get_or_insert_with(no_scores);
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
            let mut from = 0;
            while let Some(position) = next_at_least(sums, from, floor.to_f64() as f32 - MARGIN) {
                from = position + 1;
                let number = (start + position) as u32;
                let score = asked.score(number, scores[position], values, missing);
                if score >= floor {
                    floor = meet(number, score);
                }
            }
        }
        Some(())
    }

    fn prepare<'a>(&'a self, query: &Attributes, weights: &'a [u32]) -> Asked<'a> {
        let mut asked = Asked { own: self, weights, words: None, stated: Vec::new() };
        for (feature, weight) in self.features.iter().zip(weights) {
            match feature {
                Some(Own::Words(index, half, known)) => {
                    let known = query.position.and_then(|at| known.get(at as usize));
                    let terms = known.map_or_else(
                        || Cow::Owned(index.query(&folded(query)).numbers()),
                        |terms| Cow::Borrowed(&**terms),
                    );
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
            if let Some(Own::Compared { measure, queries, candidates }) = feature {
                let asked = queries.cell(query.position);
                worths(measure, asked, candidates, missing, &packed.shares, values);
            }
        }
        let wanted = packed.groups.len().next_multiple_of(2);
        while tables.len() < wanted {
            // Not as an array first: the stack of the browser's core is small.
            let Ok(table) = vec![0.0; 1 << 16].into_boxed_slice().try_into() else { return };
            tables.push(table);
        }
        for (group, table) in packed.groups.iter().zip(tables) {
            if let [feature] = group.features[..] {
                weigh(&values[feature], self.weights[feature], table.as_mut_slice());
                continue;
            }
            for (at, (feature, codes)) in group.features.iter().zip(&group.combinations).enumerate()
            {
                if at == 0 {
                    table[..codes.len()].fill(0.0);
                }
                weigh_coded(codes, &values[*feature], self.weights[*feature], table.as_mut_slice());
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
                Some(Own::Words(_, half, _)) => saturating(raw, *half),
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
