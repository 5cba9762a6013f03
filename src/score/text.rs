//! The words that a query and a candidate share: what they are worth, and where they stand.

use std::cell::OnceCell;

use serde::{Serialize, Serializer};

use crate::attributes::Attributes;
use crate::failure::Failure;
use crate::hash::Fnv64;
use crate::index::{Bm25f, ByteReader, DocumentText, FieldText, Side, TextIndex, TextQuery};
use crate::packed;
use crate::text::Folded;

/// Settings of the text index: field weights and the constants of BM25F.
static SETTINGS: &str = include_str!("../../data/text.json");

/// How sure a piece of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceKind {
    /// The words stand there; for a concept, words that name it stand in both texts.
    Shown,
    /// The texts name two concepts that are close to each other.
    Inferred,
}

/// Words that stand in both texts, or that name a concept in each. Spans are in code points of the original texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Where in the query; written as a bare span in the text of a need.
    #[serde(serialize_with = "short_in_text")]
    pub from: Location,
    /// Where in the candidate.
    pub to: Location,
    /// The words, folded; for a concept, its id.
    pub via: String,
    /// For two concepts that are close, the id of the candidate's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<String>,
    /// How sure it is.
    pub kind: EvidenceKind,
}

/// A span in one text of a record; written as `["description", 12, 18]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Key, with the position in its list behind a point: `description`, `skills.2`.
    pub field: String,
    /// First and past the last code point.
    pub span: [u32; 2],
}

impl Serialize for Location {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.field, self.span[0], self.span[1]).serialize(serializer)
    }
}

/// Writes a place in the text of a need as `[12, 18]`: it has no other text to confuse it with.
fn short_in_text<S: Serializer>(location: &Location, serializer: S) -> Result<S::Ok, S::Error> {
    if location.field == "text" {
        location.span.serialize(serializer)
    } else {
        location.serialize(serializer)
    }
}

/// The text index over all candidates of one kind.
#[derive(Clone, Debug)]
pub struct Words {
    index: TextIndex,
}

/// A query as the index sees it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Cut when the first evidence is asked for.
    side: OnceCell<Side>,
    folded: Folded,
    query: TextQuery,
    /// For each piece of the query, where it begins among all of them in code points, and its path.
    pieces: Vec<(u32, String)>,
}

impl Asked {
    /// The piece of the query in which a span of the joined text stands.
    fn locate(&self, span: [u32; 2]) -> Option<Location> {
        let (start, field) = self.pieces.iter().rev().find(|(start, _)| *start <= span[0])?;
        Some(Location { field: field.clone(), span: [span[0] - start, span[1] - start] })
    }

    /// How many different terms of the query the index knows.
    pub fn terms(&self) -> usize {
        self.query.terms.len()
    }
}

impl Words {
    /// Indexes the texts of all candidates.
    pub fn build(candidates: &[Attributes]) -> Result<Self, Failure> {
        let settings = settings()?;
        let documents: Vec<DocumentText> = candidates
            .iter()
            .map(|candidate| DocumentText { fields: pieces(&settings, candidate).collect() })
            .collect();
        let index = TextIndex::build(settings, &documents);
        Ok(Self { index })
    }

    /// Appends the index as bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        self.index.write(out);
    }

    /// Reads an index over the same candidates. `None` if the bytes are not one.
    pub fn read(candidates: &[Attributes], bytes: &[u8]) -> Option<Self> {
        let index = TextIndex::read(settings().ok()?, &mut ByteReader::new(bytes))?;
        (index.document_count() as usize == candidates.len()).then_some(Self { index })
    }

    /// Takes everything into a hash that an index depends on beside the records.
    pub fn hash_declarations(hash: &mut Fnv64) {
        hash.write(SETTINGS.as_bytes());
        hash.write(packed::bytes());
    }

    /// Looks up the words of a record's texts. Words in `hushed` (folded) neither score nor show: the service
    /// that they name must not be sent.
    pub fn ask(&self, query: &Attributes, hushed: &[String]) -> Asked {
        let (mut text, mut length, mut pieces) = (String::new(), 0, Vec::new());
        // Other names of a record say again what its name says.
        for piece in query.texts.iter().filter(|piece| piece.field != "aliases") {
            pieces.push((length, piece.path()));
            text.push_str(&piece.text);
            text.push('\n');
            length += piece.text.chars().count() as u32 + 1;
        }
        let mut folded = Folded::new(&text);
        for word in hushed {
            let word: Vec<char> = word.chars().collect();
            let mut start = 0;
            while start + word.len() <= folded.chars.len() && !word.is_empty() {
                if folded.chars[start..start + word.len()] == word[..] {
                    folded.chars[start..start + word.len()].fill(' ');
                }
                start += 1;
            }
        }
        let query = self.index.query(&folded);
        Asked { side: OnceCell::new(), folded, query, pieces }
    }

    /// The raw score of the words that each candidate shares, by its number.
    pub fn scores(&self, asked: &Asked) -> Vec<u32> {
        self.index.scores(&asked.query)
    }

    /// What a raw score is worth, in millionths.
    pub fn value(&self, raw: u32, asked: &Asked) -> u32 {
        self.index.value(raw, &asked.query)
    }

    /// The words that one candidate shares, most telling first, at most `limit`.
    pub fn evidence(&self, asked: &Asked, candidate: &Attributes, limit: usize) -> Vec<Evidence> {
        let fields: Vec<FieldText> = pieces(self.index.parameters(), candidate).collect();
        let side = asked.side.get_or_init(|| Side::new(asked.folded.clone()));
        let found = self.index.evidence(side, &fields, limit).into_iter();
        let names = self.index.parameters().fields();
        found
            .filter_map(|evidence| {
                let name = names.get(evidence.field as usize)?.name.as_str();
                let piece = candidate.texts.iter().find(|piece| {
                    piece.field == name && piece.item.unwrap_or(0) == evidence.item
                })?;
                Some(Evidence {
                    from: asked.locate(evidence.from)?,
                    to: Location { field: piece.path(), span: evidence.to },
                    via: evidence.via,
                    near: None,
                    kind: EvidenceKind::Shown,
                })
            })
            .collect()
    }
}

/// The settings of the index.
fn settings() -> Result<Bm25f, Failure> {
    serde_json::from_str(SETTINGS).map_err(|error| {
        Failure::new("bad_route").with("path", "text.json").with("text", error.to_string())
    })
}

/// The indexed texts of a candidate.
fn pieces<'s, 'a>(
    settings: &'s Bm25f,
    candidate: &'a Attributes,
) -> impl Iterator<Item = FieldText<'a>> + use<'s, 'a> {
    candidate.texts.iter().filter_map(|piece| {
        let field = settings.field(piece.field)?;
        Some(FieldText { field, item: piece.item.unwrap_or(0), text: &piece.text })
    })
}
