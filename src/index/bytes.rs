//! The index as bytes: arrays of little-endian numbers, each behind its length.
//!
//! Building an index over many records takes seconds, reading it back milliseconds. The settings are
//! not written: whoever stores the bytes stores a hash of the declarations beside them.

use rustc_hash::FxHashMap;

use matchgraph_kernel::{BLOCK, position};

use super::parameters::Bm25f;
use super::{Term, TextIndex, unit};
use crate::order;

/// Reads bytes from the front; every read may fail, none may panic.
pub struct ByteReader<'a>(&'a [u8]);

impl<'a> ByteReader<'a> {
    /// Reads from the front of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next bytes, or `None` if there are not as many.
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// The next number of eight bytes.
    pub fn number(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    /// The bytes behind their length.
    pub fn block(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        self.take(length)
    }

    /// An array of numbers of `N` bytes, behind its length in bytes.
    fn array<const N: usize, T>(&mut self, read: fn([u8; N]) -> T) -> Option<Vec<T>> {
        let block = self.block()?;
        let (chunks, rest) = block.as_chunks::<N>();
        rest.is_empty().then(|| chunks.iter().map(|chunk| read(*chunk)).collect())
    }
}

/// Appends bytes behind their length.
pub fn write_block(out: &mut Vec<u8>, block: &[u8]) {
    out.extend_from_slice(&(block.len() as u64).to_le_bytes());
    out.extend_from_slice(block);
}

/// Appends an array of numbers behind its length in bytes.
fn write_array<const N: usize>(out: &mut Vec<u8>, numbers: impl ExactSizeIterator<Item = [u8; N]>) {
    out.extend_from_slice(&((numbers.len() * N) as u64).to_le_bytes());
    for number in numbers {
        out.extend_from_slice(&number);
    }
}

impl TextIndex {
    /// Appends the index to `out`. The same index gives the same bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        let mut terms: Vec<(u64, u32)> = Vec::with_capacity(self.terms.len());
        // Sorted below: the order of the map does not reach the bytes.
        #[allow(clippy::iter_over_hash_type)]
        for (term, number) in &self.terms {
            terms.push((term.0, *number));
        }
        order::sort_by_key(&mut terms, |(_, number)| *number);
        out.extend_from_slice(&u64::from(self.documents).to_le_bytes());
        write_array(out, terms.iter().map(|(term, _)| term.to_le_bytes()));
        let numbers = |out: &mut Vec<u8>, list: &[u32]| {
            write_array(out, list.iter().map(|number| number.to_le_bytes()));
        };
        numbers(out, &self.occurrences);
        numbers(out, &self.weights);
        numbers(out, &self.offsets);
        numbers(out, &self.postings);
    }

    /// Reads an index that was written with the same settings. `None` if the bytes are not one: every
    /// number that is used as a position is checked.
    pub fn read(parameters: Bm25f, reader: &mut ByteReader<'_>) -> Option<Self> {
        let documents = u32::try_from(reader.number()?).ok()?;
        let listed = reader.array(u64::from_le_bytes)?;
        let index = Self {
            parameters,
            documents,
            unit: unit(f64::from(documents)),
            terms: FxHashMap::default(),
            occurrences: reader.array(u32::from_le_bytes)?,
            weights: reader.array(u32::from_le_bytes)?,
            offsets: reader.array(u32::from_le_bytes)?,
            postings: reader.array(u32::from_le_bytes)?,
        };
        let (terms, blocks) = (listed.len(), index.block_count());
        let fits = index.occurrences.len() == terms
            && index.weights.len() == terms
            && terms.checked_mul(blocks).is_some_and(|lists| index.offsets.len() == lists + 1)
            && index.offsets.is_sorted()
            && index.offsets.first() == Some(&0)
            && index.offsets.last().is_some_and(|last| *last as usize == index.postings.len())
            && (0..blocks).all(|block| index.block_fits(block, terms));
        let numbered = listed.into_iter().zip(0_u32..).map(|(term, number)| (Term(term), number));
        fits.then(|| Self { terms: numbered.collect(), ..index })
    }

    /// Is every document of a block's postings one of the block?
    fn block_fits(&self, block: usize, terms: usize) -> bool {
        let documents = (self.documents as usize - block * BLOCK).min(BLOCK);
        let (start, end) = (self.offsets[block * terms], self.offsets[(block + 1) * terms]);
        let postings = &self.postings[start as usize..end as usize];
        postings.iter().all(|posting| position(*posting) < documents)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DocumentText, FieldParameters, FieldText};
    use super::*;
    use crate::text::Folded;

    fn index() -> TextIndex {
        let field = FieldParameters { name: "text".into(), weight: 1000, b: 500 };
        let parameters = Bm25f::new(1200, 600, vec![field]).unwrap();
        let documents = ["放学后托管", "老人助餐 abc", ""]
            .map(|text| DocumentText { fields: vec![FieldText { field: 0, item: 0, text }] });
        TextIndex::build(parameters, &documents)
    }

    #[test]
    fn what_was_written_answers_the_same() {
        let index = index();
        let mut bytes = Vec::new();
        index.write(&mut bytes);
        let parameters = index.parameters().clone();
        let again = TextIndex::read(parameters, &mut ByteReader::new(&bytes)).unwrap();
        let asked = Folded::new("孩子放学没人托管 abc");
        assert_eq!(index.query(&asked), again.query(&asked));
        assert_eq!(index.scores(&index.query(&asked)), again.scores(&again.query(&asked)));
        let mut twice = Vec::new();
        again.write(&mut twice);
        assert_eq!(bytes, twice);
    }

    #[test]
    fn broken_bytes_are_refused() {
        let index = index();
        let mut bytes = Vec::new();
        index.write(&mut bytes);
        let read = |bytes: &[u8]| {
            TextIndex::read(index.parameters().clone(), &mut ByteReader::new(bytes)).is_some()
        };
        for length in 0..bytes.len() {
            assert!(!read(&bytes[..length]), "{length}");
        }
        for position in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[position] ^= 0x80;
            // Either refused, or harmless to ask.
            let parameters = index.parameters().clone();
            if let Some(index) = TextIndex::read(parameters, &mut ByteReader::new(&changed)) {
                index.scores(&index.query(&Folded::new("放学后托管老人")));
            }
        }
    }
}
