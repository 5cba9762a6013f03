//! Which documents share words with a text, how much does each word tell, and where does it stand?
//!
//! The score is BM25F (Robertson and Zaragoza): the occurrences of a term are added over the fields,
//! each with its weight and its own correction for length, and only then saturate. What a document
//! gains from a term is computed once, when the index is built, and kept as an integer, so that
//! asking is only adding integers and gives the same answer on every machine.
//!
//! All statistics come from the whole index, never from the candidates of one question. The order
//! in which documents are given changes their numbers and nothing else.

mod bytes;
mod evidence;
mod parameters;
#[cfg(test)]
mod tests;

pub use bytes::{ByteReader, write_block};
pub use evidence::TextEvidence;
pub use parameters::{Bm25f, FieldParameters};

use crate::order;
use crate::text::fold::Folded;
use crate::text::tokens::{Term, tokens};
use rustc_hash::FxHashMap;

/// A piece of a document's text.
#[derive(Clone, Copy, Debug)]
pub struct FieldText<'a> {
    /// The number of the field, from [`Bm25f::field`].
    pub field: u32,
    /// The position in the field's list; 0 where the field is one text.
    pub item: u32,
    /// The text as written.
    pub text: &'a str,
}

/// The text of one document. Its number is its position in the list that the index is built from.
#[derive(Clone, Debug, Default)]
pub struct DocumentText<'a> {
    /// The pieces in any order.
    pub fields: Vec<FieldText<'a>>,
}

/// A score of 1.0 is this much in impacts and raw scores.
const SCALE: f64 = 1000.0;

/// Documents by their terms, ready to be asked.
#[derive(Clone, Debug)]
pub struct TextIndex {
    parameters: Bm25f,
    documents: u32,
    /// What a pair of characters tells that stands in one document only, in thousandths: the measure
    /// by which scores of small and large indexes compare.
    unit: u32,
    /// From a term to its number. Only looked up, never iterated.
    terms: FxHashMap<Term, u32>,
    /// For each term number, how often the term stands in the index, stopped or not.
    occurrences: Vec<u32>,
    /// For each term number, what a perfect document would gain: 1000 · idf · weight of the kind.
    weights: Vec<u32>,
    /// For each term number, where its postings begin; one more entry than there are terms.
    offsets: Vec<u32>,
    /// The document of each posting, ascending within a term.
    posting_documents: Vec<u32>,
    /// What the document gains from the term, in thousandths.
    posting_impacts: Vec<u16>,
}

/// A term of a question that the index knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueryTerm {
    /// Number of the term in the index.
    number: u32,
    /// The most that a document can gain from the term, in thousandths.
    pub weight: u32,
    /// Where it stands first, in characters of the folded text.
    pub start: u32,
    /// One past its last character there.
    pub end: u32,
}

/// A question: its terms, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextQuery {
    /// The terms known to the index, in the order in which they first stand in the text.
    pub terms: Vec<QueryTerm>,
    /// What no document can exceed: the sum of the weights of the terms, in thousandths.
    pub ideal: u32,
}

/// How often a term stands in a field of a document.
struct Count {
    term: u32,
    document: u32,
    field: u32,
    times: u32,
}

impl TextIndex {
    /// Builds the index. Pieces whose field number is not in the parameters are left out.
    pub fn build(parameters: Bm25f, documents: &[DocumentText<'_>]) -> Self {
        let field_count = parameters.fields().len();
        let mut index = Self {
            parameters,
            documents: documents.len() as u32,
            unit: unit(documents.len() as f64),
            terms: FxHashMap::default(),
            occurrences: Vec::new(),
            weights: Vec::new(),
            offsets: Vec::new(),
            posting_documents: Vec::new(),
            posting_impacts: Vec::new(),
        };
        let mut counts: Vec<Count> = Vec::new();
        let mut lengths = vec![0_u32; documents.len() * field_count];
        // By term number: what its kind counts.
        let mut kind_weights: Vec<f64> = Vec::new();
        let mut found: Vec<(u32, u32)> = Vec::new();
        for (document, text) in documents.iter().enumerate() {
            found.clear();
            for piece in text.fields.iter().filter(|piece| (piece.field as usize) < field_count) {
                for token in tokens(&Folded::new(piece.text)) {
                    let term = index.number_or_new(token.term);
                    if term as usize == kind_weights.len() {
                        kind_weights.push(index.kind_weight(token.term));
                    }
                    index.occurrences[term as usize] += 1;
                    if !token.stopped {
                        found.push((term, piece.field));
                        lengths[document * field_count + piece.field as usize] += 1;
                    }
                }
            }
            found.sort_unstable();
            for same in found.chunk_by(|left, right| left == right) {
                let (term, field) = same[0];
                let document = document as u32;
                counts.push(Count { term, document, field, times: same.len() as u32 });
            }
        }
        counts.sort_unstable_by_key(|count| (count.term, count.document, count.field));
        let factors = length_factors(&index.parameters, &lengths);
        index.fill_postings(&kind_weights, &counts, &factors);
        index
    }

    fn number_or_new(&mut self, term: Term) -> u32 {
        let next = self.occurrences.len() as u32;
        let number = *self.terms.entry(term).or_insert(next);
        if number == next {
            self.occurrences.push(0);
        }
        number
    }

    /// What a term of this kind counts beside a pair of characters.
    fn kind_weight(&self, term: Term) -> f64 {
        if term.is_character() {
            f64::from(self.parameters.character_weight()) / SCALE
        } else {
            1.0
        }
    }

    /// Turns counts, sorted by term, document and field, into postings. `factors` has what one
    /// occurrence counts for, by document and field.
    fn fill_postings(&mut self, kind_weights: &[f64], counts: &[Count], factors: &[f64]) {
        let field_count = self.parameters.fields().len();
        let k1 = f64::from(self.parameters.k1()) / SCALE;
        let mut rest = counts;
        self.offsets.push(0);
        for (term, kind_weight) in kind_weights.iter().enumerate() {
            let length = rest.partition_point(|count| count.term as usize == term);
            let (of_term, others) = rest.split_at(length);
            rest = others;
            let holders = of_term.chunk_by(|left, right| left.document == right.document);
            let frequency = holders.clone().count() as f64;
            let weight = SCALE * kind_weight * information(f64::from(self.documents), frequency);
            self.weights.push(if of_term.is_empty() { 0 } else { weight.round() as u32 });
            for holder in holders {
                let document = holder[0].document;
                let frequency: f64 = holder
                    .iter()
                    .map(|count| {
                        let cell = document as usize * field_count + count.field as usize;
                        f64::from(count.times) * factors[cell]
                    })
                    .sum();
                let impact = (weight * frequency / (k1 + frequency)).round();
                if impact >= 1.0 {
                    self.posting_documents.push(document);
                    self.posting_impacts.push(impact.min(f64::from(u16::MAX)) as u16);
                }
            }
            self.offsets.push(self.posting_documents.len() as u32);
        }
    }

    /// How many documents the index has.
    pub fn document_count(&self) -> u32 {
        self.documents
    }

    /// The settings that the index was built with.
    pub fn parameters(&self) -> &Bm25f {
        &self.parameters
    }

    /// Looks up the terms of a folded text. Stop words and terms that no document has are left out.
    pub fn query(&self, text: &Folded) -> TextQuery {
        let mut terms: Vec<QueryTerm> = tokens(text)
            .into_iter()
            .filter(|token| !token.stopped)
            .filter_map(|token| {
                let number = self.number(token.term)?;
                let weight = self.weights[number as usize];
                let (start, end) = (token.start, token.end);
                (weight > 0).then_some(QueryTerm { number, weight, start, end })
            })
            .collect();
        order::sort_by_key(&mut terms, |term| (term.number, term.start));
        terms.dedup_by_key(|term| term.number);
        order::sort_by_key(&mut terms, |term| (term.start, term.end));
        let ideal = terms.iter().fold(0, |sum: u32, term| sum.saturating_add(term.weight));
        TextQuery { terms, ideal }
    }

    /// The number of a term that the index knows.
    fn number(&self, term: Term) -> Option<u32> {
        self.terms.get(&term).copied()
    }

    /// The documents that share a term with the question, by ascending number, each with its raw
    /// score: the sum of what it gains from the terms, in thousandths.
    pub fn scores(&self, query: &TextQuery) -> Vec<(u32, u32)> {
        self.scores_with(query, &mut Vec::new())
    }

    /// As [`TextIndex::scores`], with a buffer that is kept from question to question.
    pub fn scores_with(&self, query: &TextQuery, buffer: &mut Vec<u32>) -> Vec<(u32, u32)> {
        buffer.clear();
        buffer.resize(self.documents as usize, 0);
        for term in &query.terms {
            let number = term.number as usize;
            let postings = self.offsets[number] as usize..self.offsets[number + 1] as usize;
            let documents = &self.posting_documents[postings.clone()];
            for (&document, &impact) in documents.iter().zip(&self.posting_impacts[postings]) {
                let score = &mut buffer[document as usize];
                *score = score.saturating_add(u32::from(impact));
            }
        }
        let numbered = (0_u32..).zip(buffer.iter().copied());
        numbered.filter(|&(_, score)| score > 0).collect()
    }

    /// A raw score as a feature value, 0 to 1 000 000, that compares between questions.
    ///
    /// A raw score grows with the length of the question and with the size of the index, so a
    /// threshold on it would mean something else each time. The value is `raw / (raw + half)`, where
    /// `half` is a quarter of what the question can gain at most and of three rare words on top. So
    /// one chance word of a long question stays low, and so does the only word of a question of one
    /// word. It depends on the pair alone and never falls when the raw score rises.
    pub fn value(&self, raw: u32, query: &TextQuery) -> u32 {
        let raw = u64::from(raw);
        let half = (u64::from(query.ideal) + 3 * u64::from(self.unit)) / 4;
        if raw == 0 { 0 } else { (raw * 1_000_000 / (raw + half)) as u32 }
    }
}

/// What a term tells that stands in one of so many documents, in thousandths.
fn unit(documents: f64) -> u32 {
    (SCALE * information(documents, 1.0)).round().max(0.0) as u32
}

/// How much a term tells that `frequency` of `documents` documents have: its idf, never negative
/// for a term that stands in the index.
fn information(documents: f64, frequency: f64) -> f64 {
    libm::log1p((documents - frequency + 0.5) / (frequency + 0.5))
}

/// What one occurrence counts for, by document and field: the weight of the field, corrected for
/// how the length of the field compares with the mean over the documents that have the field.
fn length_factors(parameters: &Bm25f, lengths: &[u32]) -> Vec<f64> {
    let fields = parameters.fields();
    let means: Vec<f64> = (0..fields.len())
        .map(|field| {
            let of_field = || lengths.iter().skip(field).step_by(fields.len());
            let holders = of_field().filter(|&&length| length > 0).count().max(1);
            of_field().map(|&length| f64::from(length)).sum::<f64>() / holders as f64
        })
        .collect();
    let cells = lengths.iter().enumerate().map(|(cell, &length)| {
        let field = cell % fields.len();
        let weight = f64::from(fields[field].weight) / SCALE;
        let b = f64::from(fields[field].b) / SCALE;
        let relative = if length == 0 { 1.0 } else { f64::from(length) / means[field] };
        weight / (1.0 - b + b * relative)
    });
    cells.collect()
}
