//! Office packages: zip files of XML parts, opened within stated limits.
//!
//! A few kilobytes can unfold into gigabytes, so no part is ever inflated whole: parts are streamed, what
//! the directory declares is checked before, and what really comes out is counted while it comes.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::xml::{Item, Xml};
use crate::problem::{Code, Problem};

/// Largest XML part, inflated, in bytes. A list of 100,000 rows and 30 columns has about half of it.
pub(super) const LARGEST_PART: u64 = 256 << 20;
/// All XML that is read of one file, inflated, in bytes.
pub(super) const LARGEST_SUM: u64 = 2 * LARGEST_PART;

/// Why a file could not be read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Incomplete, or not what it says it is.
    Damaged,
    /// Over a limit: how large, and how large it may be.
    TooLarge(String, String),
}

impl Fault {
    /// More bytes than the limit.
    pub(super) fn bytes(size: u64, limit: u64) -> Self {
        Self::TooLarge(format!("{} MB", size.div_ceil(1 << 20)), format!("{} MB", limit >> 20))
    }

    /// The problem of a file of that format.
    pub(super) fn problem(self, file: &str, format: &str) -> Problem {
        match self {
            Self::Damaged => Problem::of_file(Code::DamagedFile, file).with("format", format),
            Self::TooLarge(size, limit) => {
                Problem::of_file(Code::TooLarge, file).with("size", size).with("limit", limit)
            }
        }
    }
}

/// A relation of a part: id, type, and the part that it leads to.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) target: String,
}

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts by name in lower case: names of parts differ only in more than case (ISO/IEC 29500-2).
    parts: BTreeMap<String, usize>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens it and looks at the sizes that its directory declares.
    ///
    /// Fails if there is no directory, as in a file that was cut off, or a part is declared too large.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Damaged)?;
        let mut parts = BTreeMap::new();
        let mut sum = 0;
        for at in 0..archive.len() {
            let Ok(entry) = archive.by_index_raw(at) else { continue };
            let Ok(name) = entry.name() else { continue };
            let name = name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase();
            if matches!(name.rsplit_once('.'), Some((_, "xml" | "rels"))) {
                sum += entry.size().min(u64::from(u32::MAX));
                if entry.size() > LARGEST_PART {
                    return Err(Fault::bytes(entry.size(), LARGEST_PART));
                }
            }
            parts.entry(name).or_insert(at);
        }
        if sum > LARGEST_SUM {
            return Err(Fault::bytes(sum, LARGEST_SUM));
        }
        Ok(Self { archive, parts, left: LARGEST_SUM })
    }

    /// Is there such a part?
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_ascii_lowercase())
    }

    /// A part, to be read from its start; `None` if there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_, 'a>>, Fault> {
        let Some(at) = self.parts.get(&name.to_ascii_lowercase()) else { return Ok(None) };
        let entry = self.archive.by_index(*at).map_err(|_| Fault::Damaged)?;
        let counted = Counted { entry, part: LARGEST_PART, left: &mut self.left };
        Ok(Some(Xml::new(BufReader::with_capacity(1 << 16, counted))))
    }

    /// What a part leads to; nothing if it says nothing.
    pub(super) fn relations(&mut self, name: &str) -> Result<Vec<Relation>, Fault> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let of = format!("{folder}/_rels/{file}.rels");
        let mut relations = Vec::new();
        let Some(mut xml) = self.part(of.trim_start_matches('/'))? else { return Ok(relations) };
        loop {
            match xml.next()? {
                Item::Open(tag) if tag.name() == "Relationship" => relations.push(Relation {
                    id: tag.attribute("Id").unwrap_or_default(),
                    kind: tag.attribute("Type").unwrap_or_default(),
                    target: resolve(folder, &tag.attribute("Target").unwrap_or_default()),
                }),
                Item::End => return Ok(relations),
                _ => {}
            }
        }
    }
}

/// A part that is being read.
pub(super) type Part<'p, 'a> = Xml<BufReader<Counted<'p, 'a>>>;

/// Counts what comes out of the archive and stops at the limit.
pub(super) struct Counted<'p, 'a> {
    entry: ZipFile<'p, Cursor<&'a [u8]>>,
    part: u64,
    left: &'p mut u64,
}

impl Read for Counted<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.entry.read(buffer)?;
        let count = read as u64;
        if count > self.part || count > *self.left {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.part -= count;
        *self.left -= count;
        Ok(read)
    }
}

/// The name of a part as seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl/worksheets", "../styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("", "../../word/document.xml"), "word/document.xml");
    }
}
