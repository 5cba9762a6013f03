//! Which documents share words with a text, how much does each word tell, and where does it stand?
//!
//! The score is BM25F (Robertson and Zaragoza): the occurrences of a term are added over the fields,
//! each with its weight and its own correction for length, and only then saturate. What a document
//! gains from a term is computed once, when the index is built, and kept as an integer, so that
//! asking is only adding integers and gives the same answer on every machine.
//!
//! All statistics come from the whole index, never from the candidates of one question. The order
//! in which documents are given changes their numbers and nothing else.
//!
//! Postings lie in blocks of [`BLOCK`] documents, so that the scores of a block stay in the first cache
//! while the lists of a question are added to them.

mod bytes;
mod evidence;
mod parameters;
#[cfg(test)]
mod tests;

pub use bytes::{ByteReader, write_block};
pub use evidence::{Side, TextEvidence};
pub use parameters::{Bm25f, FieldParameters};

use crate::order;
use crate::text::fold::Folded;
use crate::text::tokens::{Term, Token, plain_tokens, tokens};
use matchgraph_kernel::{BLOCK, MOST_GAIN, MOST_LISTS, Scores, add_postings, no_scores, posting};
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

/// A score of 1.0 is this much in impacts and raw scores; in a plain index see [`TextIndex::scale`].
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
    /// For each block of documents and in it each term number, where the postings begin; then one
    /// entry for the end.
    offsets: Vec<u32>,
    /// Each posting: the document's position in its block, ascending within a term, and what it gains
    /// from the term, in parts of the scale.
    postings: Vec<u32>,
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

impl TextQuery {
    /// The numbers of the terms in the index.
    pub fn numbers(&self) -> Vec<u32> {
        self.terms.iter().map(|term| term.number).collect()
    }
}

/// How often a term stands in a field of a document.
#[derive(Clone, Copy)]
struct Count {
    term: u32,
    field: u16,
    times: u16,
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
            postings: Vec::new(),
        };
        // The counts of each document behind one another, by term and field.
        let mut counts: Vec<Count> = Vec::new();
        let mut ends: Vec<usize> = Vec::with_capacity(documents.len());
        let mut lengths = vec![0_u32; documents.len() * field_count];
        // By term number: what its kind counts, and how many documents have it.
        let mut kind_weights: Vec<f64> = Vec::new();
        let mut holders: Vec<u32> = Vec::new();
        let mut found: Vec<(u32, u32)> = Vec::new();
        for (document, text) in documents.iter().enumerate() {
            found.clear();
            for piece in text.fields.iter().filter(|piece| (piece.field as usize) < field_count) {
                for token in index.terms_of(&Folded::new(piece.text)) {
                    let term = index.number_or_new(token.term);
                    if term as usize == kind_weights.len() {
                        kind_weights.push(index.kind_weight(token.term));
                        holders.push(0);
                    }
                    index.occurrences[term as usize] += 1;
                    if !token.stopped {
                        found.push((term, piece.field));
                        lengths[document * field_count + piece.field as usize] += 1;
                    }
                }
            }
            found.sort_unstable();
            let mut last = None;
            for same in found.chunk_by(|left, right| left == right) {
                let (term, field) = same[0];
                holders[term as usize] += u32::from(last != Some(term));
                last = Some(term);
                let times = same.len().min(usize::from(u16::MAX)) as u16;
                counts.push(Count { term, field: field as u16, times });
            }
            ends.push(counts.len());
        }
        let weights = index.weigh(&kind_weights, &holders);
        let factors = length_factors(&index.parameters, &lengths);
        index.fill_postings(&weights, &counts, &ends, &factors);
        index
    }

    /// Cuts a text as the settings say.
    fn terms_of(&self, text: &Folded) -> Vec<Token> {
        if self.parameters.is_plain() { plain_tokens(text) } else { tokens(text) }
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

    /// How much a score of 1.0 is in impacts. In a plain index as much as a posting holds, at most
    /// 16,000: its values are compared with those of other programs.
    pub fn scale(&self) -> u32 {
        if !self.parameters.is_plain() {
            return SCALE as u32;
        }
        let most = information(f64::from(self.documents), 1.0) * self.peak();
        (f64::from(MOST_GAIN) / most.max(1.0)).min(16_000.0) as u32
    }

    /// What the part of a score approaches that comes from repeating a term. A plain index keeps the
    /// factor `k1 + 1` of the formula as published, which makes it one for a single occurrence in a
    /// text of mean length; otherwise it is left out, for it changes no order.
    fn peak(&self) -> f64 {
        if self.parameters.is_plain() { f64::from(self.parameters.k1()) / SCALE + 1.0 } else { 1.0 }
    }

    /// What each term gains at most, in parts of the scale, before it is rounded; keeps the rounded ones.
    fn weigh(&mut self, kind_weights: &[f64], holders: &[u32]) -> Vec<f64> {
        let scale = f64::from(self.scale());
        let weight = |(kind_weight, holders): (&f64, &u32)| {
            let information = information(f64::from(self.documents), f64::from(*holders));
            scale * kind_weight * information
        };
        let exact: Vec<f64> = kind_weights.iter().zip(holders).map(weight).collect();
        let known = exact.iter().zip(holders);
        let rounded =
            known.map(|(weight, holders)| if *holders == 0 { 0 } else { weight.round() as u32 });
        self.weights = rounded.collect();
        exact
    }

    /// Turns counts into postings, block by block. `ends` has where the counts of each document end,
    /// `factors` what one occurrence counts for, by document and field.
    fn fill_postings(
        &mut self,
        weights: &[f64],
        counts: &[Count],
        ends: &[usize],
        factors: &[f64],
    ) {
        let field_count = self.parameters.fields().len();
        let (k1, peak) = (f64::from(self.parameters.k1()) / SCALE, self.peak());
        let mut start = 0;
        // Of one block: term and posting, by document.
        let mut gained: Vec<(u32, u32)> = Vec::new();
        for (block, ends) in ends.chunks(BLOCK).enumerate() {
            gained.clear();
            for (position, end) in ends.iter().enumerate() {
                let cells = (block * BLOCK + position) * field_count;
                for same in counts[start..*end].chunk_by(|left, right| left.term == right.term) {
                    let term = same[0].term as usize;
                    let frequency: f64 = same
                        .iter()
                        .map(|count| {
                            f64::from(count.times) * factors[cells + usize::from(count.field)]
                        })
                        .sum();
                    let gain = weights[term] * frequency / (k1 + frequency);
                    let impact = (gain * peak).round();
                    if impact >= 1.0 {
                        let impact = impact.min(f64::from(MOST_GAIN)) as u32;
                        gained.push((term as u32, posting(position, impact)));
                    }
                }
                start = *end;
            }
            self.add_block(weights.len(), &gained);
        }
        self.offsets.push(self.postings.len() as u32);
    }

    /// Appends the postings of a block by term; those of a term stay in their order.
    fn add_block(&mut self, terms: usize, gained: &[(u32, u32)]) {
        let first = self.postings.len();
        let mut next = vec![0_u32; terms + 1];
        for (term, _) in gained {
            next[*term as usize + 1] += 1;
        }
        for term in 0..terms {
            next[term + 1] += next[term];
        }
        self.offsets.extend(next[..terms].iter().map(|offset| first as u32 + offset));
        self.postings.resize(first + gained.len(), 0);
        for (term, posting) in gained {
            let place = &mut next[*term as usize];
            self.postings[first + *place as usize] = *posting;
            *place += 1;
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
        let mut terms: Vec<QueryTerm> = self
            .terms_of(text)
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
        terms.truncate(MOST_LISTS);
        let ideal = terms.iter().fold(0, |sum: u32, term| sum.saturating_add(term.weight));
        TextQuery { terms, ideal }
    }

    /// The number of a term that the index knows.
    fn number(&self, term: Term) -> Option<u32> {
        self.terms.get(&term).copied()
    }

    /// How many blocks the documents lie in.
    pub fn block_count(&self) -> usize {
        (self.documents as usize).div_ceil(BLOCK)
    }

    /// The raw scores of the documents of one block: the sum of what each gains from terms, given by the
    /// numbers that [`TextQuery::numbers`] has; 0 for documents that have none of them.
    pub fn score_block(&self, terms: &[u32], block: usize, scores: &mut Scores) {
        scores.fill(0);
        let first = block * self.weights.len();
        for term in terms {
            let at = first + *term as usize;
            let list = self.offsets[at] as usize..self.offsets[at + 1] as usize;
            add_postings(&self.postings[list], scores);
        }
    }

    /// The raw scores of all documents, by their number.
    pub fn scores(&self, query: &TextQuery) -> Vec<u32> {
        let mut all = Vec::with_capacity(self.documents as usize);
        let terms = query.numbers();
        let mut scores = no_scores();
        for block in 0..self.block_count() {
            self.score_block(&terms, block, &mut scores);
            let rest = self.documents as usize - all.len();
            all.extend_from_slice(&scores[..rest.min(BLOCK)]);
        }
        all
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
