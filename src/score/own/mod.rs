//! Features that a route declares for itself: how a key of the query is compared with one of the candidate.
//!
//! The built-in features know what the records of this program mean; a route of a user's own may weigh
//! whatever its data have. What all records say under a key is a column: each distinct value once, and for
//! each record the number of its value. So a query is compared with every distinct value, not with every
//! record.

mod column;
mod measure;
mod packed;

pub use measure::{Declared, Measure};
pub use packed::Buffers;
use packed::Packed;

use serde_json::Value;

use super::WeightedFeature;
use crate::attributes::Attributes;
use crate::failure::Failure;
use crate::index::{Bm25f, DocumentText, FieldText, TextIndex};
use crate::model::{Dataset, Kind};
use crate::order;
use crate::text::Folded;
use column::{Column, Columns, decimal};

/// The features of a route, prepared for the records of a dataset.
#[derive(Clone, Debug)]
pub struct OwnFeatures {
    /// In the order of the route; `None` where the feature is built in.
    features: Vec<Option<Own>>,
    /// The same for many queries, where all features allow it.
    packed: Option<Packed>,
}

/// One feature.
#[derive(Clone, Debug)]
enum Own {
    /// An index over the candidates' texts, the score that is worth half, and for each query the numbers
    /// of its terms.
    Words(TextIndex, u32, Vec<Box<[u32]>>),
    /// What the queries and the candidates say.
    Compared { measure: Measure, queries: Column, candidates: Column },
    /// For each query, candidates by their number and what is said of them in millionths.
    Stated(Vec<Vec<(u32, u32)>>),
}

/// One query, as the features of a route's own see it.
#[derive(Clone, Debug, Default)]
pub struct Question<'a> {
    /// In the order of the route.
    sides: Vec<Asked<'a>>,
}

/// What one feature says of all candidates.
#[derive(Clone, Debug)]
enum Asked<'a> {
    /// The feature is built in.
    Builtin,
    /// Raw scores by candidate, and the raw score that is worth half.
    Words(Vec<u32>, u32),
    /// The value of each distinct value of the column, and which of them each candidate has.
    Compared(Vec<Option<u32>>, &'a [u32]),
    /// Candidates by ascending number.
    Stated(&'a [(u32, u32)]),
}

impl OwnFeatures {
    /// Prepares the features of a route from one kind of record to another, whose attributes are given.
    /// `None` if all of them are built in. Fails where an index cannot be set as declared.
    pub fn build(
        features: &[WeightedFeature],
        dataset: &Dataset,
        (from, to): (Kind, Kind),
        (queries, candidates): (&[Attributes], &[Attributes]),
    ) -> Result<Option<Self>, Failure> {
        if features.iter().all(|feature| feature.measure.is_none()) {
            return Ok(None);
        }
        let measures = || features.iter().filter_map(WeightedFeature::own);
        let asked = Columns::of(dataset, from, measures().filter_map(Measure::query_key));
        let offered = Columns::of(dataset, to, measures().filter_map(Measure::candidate_key));
        let build = |feature: &WeightedFeature| {
            let Some(measure) = feature.own() else { return Ok(None) };
            Ok(Some(match measure {
                Measure::Words { keys, k1, b, half } => {
                    let index = index(keys, *k1, *b, candidates)?;
                    let half = u64::from(*half) * u64::from(index.scale()) / 1000;
                    let terms = |query: &Attributes| index.query(&folded(query)).numbers().into();
                    let terms = queries.iter().map(terms).collect();
                    Own::Words(index, half.clamp(1, u64::from(u32::MAX)) as u32, terms)
                }
                Measure::Stated { query } => {
                    let rows = asked.values(query).map(|value| stated_row(dataset, to, value));
                    Own::Stated(rows.collect())
                }
                _ => {
                    // Words are numbered for both columns together.
                    let mut words = column::Words::new();
                    let mut column = |columns: &Columns, key: Option<&str>| {
                        let values = columns.values(key.unwrap_or_default());
                        Column::new(values, |value| measure.read(value, &mut words))
                    };
                    let queries = column(&asked, measure.query_key());
                    let candidates = column(&offered, measure.candidate_key());
                    Own::Compared { measure: measure.clone(), queries, candidates }
                }
            }))
        };
        let features: Result<Vec<Option<Own>>, Failure> = features.iter().map(build).collect();
        let features = features?;
        let packed = Packed::new(&features, candidates.len());
        Ok(Some(Self { features, packed }))
    }

    /// Asks all features for one query.
    pub fn ask(&self, query: &Attributes) -> Question<'_> {
        let sides = self.features.iter().map(|feature| match feature {
            None => Asked::Builtin,
            Some(Own::Words(index, half, _)) => {
                Asked::Words(index.scores(&index.query(&folded(query))), *half)
            }
            Some(Own::Compared { measure, queries, candidates }) => {
                let asked = queries.cell(query.position);
                let values = candidates.cells().iter().map(|cell| measure.worth(asked, cell));
                Asked::Compared(values.collect(), candidates.codes())
            }
            Some(Own::Stated(rows)) => Asked::Stated(stated(rows, query)),
        });
        Question { sides: sides.collect() }
    }
}

impl Question<'_> {
    /// What the feature at a position of the route says of a candidate, 0 to 1,000,000; `None` where the
    /// candidate's data says nothing.
    pub fn value(&self, feature: usize, candidate: u32) -> Option<u32> {
        match self.sides.get(feature)? {
            Asked::Builtin => None,
            Asked::Words(scores, half) => {
                Some(saturating(scores.get(candidate as usize).copied().unwrap_or(0), *half))
            }
            Asked::Compared(values, codes) => {
                *values.get(*codes.get(candidate as usize)? as usize)?
            }
            Asked::Stated(row) => Some(stated_of(row, candidate)),
        }
    }
}

/// A raw score as a value: `raw / (raw + half)` in millionths, rounded to the nearest.
fn saturating(raw: u32, half: u32) -> u32 {
    let (raw, sum) = (u64::from(raw), u64::from(raw) + u64::from(half));
    ((raw * 1_000_000 + sum / 2) / sum.max(1)) as u32
}

/// What one record states of others of a kind, by their ids.
fn stated_row(dataset: &Dataset, to: Kind, value: Option<&Value>) -> Vec<(u32, u32)> {
    let stated = value.and_then(Value::as_object).into_iter().flatten();
    let known = stated.filter_map(|(id, value)| {
        let found = dataset.find(id).filter(|found| found.kind == to)?;
        Some((found.position, decimal(&value.to_string(), 6)?.min(1_000_000) as u32))
    });
    let mut row: Vec<(u32, u32)> = known.collect();
    order::sort(&mut row);
    row
}

/// What a query states of the candidates; nothing where it is no record.
fn stated<'a>(rows: &'a [Vec<(u32, u32)>], query: &Attributes) -> &'a [(u32, u32)] {
    query.position.and_then(|at| rows.get(at as usize)).map_or(&[], Vec::as_slice)
}

/// What a row states of one candidate, in millionths.
fn stated_of(row: &[(u32, u32)], candidate: u32) -> u32 {
    let found = row.binary_search_by_key(&candidate, |(number, _)| *number);
    found.ok().and_then(|at| row.get(at)).map_or(0, |(_, value)| *value)
}

/// A plain index over some texts of the candidates.
fn index(
    keys: &[String],
    k1: u32,
    b: u32,
    candidates: &[Attributes],
) -> Result<TextIndex, Failure> {
    let settings = Bm25f::plain(k1, b)
        .map_err(|text| Failure::new("bad_route").with("path", "words").with("text", text))?;
    let documents: Vec<DocumentText> = candidates
        .iter()
        .map(|candidate| {
            let texts = candidate.texts.iter();
            let texts = texts.filter(|piece| keys.iter().any(|key| key == piece.field));
            let pieces = texts.map(|piece| FieldText { field: 0, item: 0, text: &piece.text });
            DocumentText { fields: pieces.collect() }
        })
        .collect();
    Ok(TextIndex::build(settings, &documents))
}

/// The texts of a query behind one another. Other names of a record say again what its name says.
fn folded(query: &Attributes) -> Folded {
    let mut text = String::new();
    for piece in query.texts.iter().filter(|piece| piece.field != "aliases") {
        text.push_str(&piece.text);
        text.push('\n');
    }
    Folded::new(&text)
}
