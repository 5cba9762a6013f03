//! Compound files (MS-CFB): a file system in a file, in which old workbooks lie.

use super::super::package::Fault;

/// Sector numbers from here on mean something else than a sector.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
/// Size of a directory entry.
const ENTRY: usize = 128;
/// Size of a sector of the small streams.
const SMALL: usize = 64;

/// An open compound file.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// The sector after each sector.
    next: Vec<u32>,
    /// The same for small streams, which lie together in one stream.
    next_small: Vec<u32>,
    small: Vec<u8>,
    /// Streams smaller than this are small.
    smallest: u64,
    directory: Vec<u8>,
}

impl<'a> Compound<'a> {
    /// Opens it.
    ///
    /// Fails if the tables of sectors are not whole.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let shift = u16_at(bytes, 30)?;
        if !matches!(shift, 9 | 12) {
            return Err(Fault::Damaged);
        }
        let mut file = Self {
            bytes,
            sector: 1 << shift,
            next: Vec::new(),
            next_small: Vec::new(),
            small: Vec::new(),
            smallest: u64::from(u32_at(bytes, 56)?),
            directory: Vec::new(),
        };
        for sector in file.table_sectors()? {
            let piece = whole(file.sector(sector)?, file.sector)?;
            file.next.extend(piece.chunks_exact(4).filter_map(|four| u32_at(four, 0).ok()));
        }
        file.directory = file.chain(u32_at(bytes, 48)?)?;
        whole(&file.directory, file.sector)?;
        let small = file.chain(u32_at(bytes, 60)?)?;
        file.next_small = small.chunks_exact(4).filter_map(|four| u32_at(four, 0).ok()).collect();
        file.small = file.chain(u32_at(&file.directory, 116).unwrap_or(LAST_SECTOR))?;
        Ok(file)
    }

    /// Is there a stream or folder of that name?
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// A stream by its name, whatever folder it is in.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>, Fault> {
        let entry = self.entry(name).ok_or(Fault::Damaged)?;
        let start = u32_at(entry, 116)?;
        // The upper half is rubbish in the files of some writers.
        let size = u64::from(u32_at(entry, 120)?);
        let mut stream = if size < self.smallest {
            let piece = |number: u32| {
                let start = number as usize * SMALL;
                self.small.get(start..start + SMALL)
            };
            follow(start, &self.next_small, piece)?
        } else {
            self.chain(start)?
        };
        if (stream.len() as u64) < size {
            return Err(Fault::Damaged);
        }
        stream.truncate(size as usize);
        Ok(stream)
    }

    /// The directory entry of a name.
    fn entry(&self, name: &str) -> Option<&[u8]> {
        self.directory.chunks_exact(ENTRY).find(|entry| {
            let length = u16_at(entry, 64).map_or(0, usize::from).clamp(2, 64);
            let units = entry.get(..length - 2).unwrap_or_default().chunks_exact(2);
            let units = units.filter_map(|two| u16_at(two, 0).ok());
            char::decode_utf16(units).map(Result::ok).eq(name.chars().map(Some))
        })
    }

    /// The sectors in which the table of sectors lies.
    fn table_sectors(&self) -> Result<Vec<u32>, Fault> {
        let most = self.bytes.len() / self.sector;
        let mut found = Vec::new();
        let mut take = |piece: &[u8]| {
            let numbers = piece.chunks_exact(4).filter_map(|four| u32_at(four, 0).ok());
            found.extend(numbers.filter(|number| *number < LAST_SECTOR));
        };
        take(self.bytes.get(76..512).ok_or(Fault::Damaged)?);
        let mut at = u32_at(self.bytes, 68)?;
        let mut steps = 0;
        while at < LAST_SECTOR {
            let (numbers, next) =
                self.sector(at)?.split_at_checked(self.sector - 4).ok_or(Fault::Damaged)?;
            take(numbers);
            at = u32_at(next, 0)?;
            steps += 1;
            if steps > most {
                return Err(Fault::Damaged);
            }
        }
        if found.len() > most { Err(Fault::Damaged) } else { Ok(found) }
    }

    /// A sector; the last of a file may be cut short.
    fn sector(&self, number: u32) -> Result<&'a [u8], Fault> {
        let start = (number as usize + 1).checked_mul(self.sector).ok_or(Fault::Damaged)?;
        let end = start.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(start..end).filter(|piece| !piece.is_empty()).ok_or(Fault::Damaged)
    }

    /// What lies in a chain of sectors.
    fn chain(&self, start: u32) -> Result<Vec<u8>, Fault> {
        follow(start, &self.next, |number| self.sector(number).ok())
    }
}

/// The bytes, if they are whole sectors.
fn whole(bytes: &[u8], sector: usize) -> Result<&[u8], Fault> {
    if bytes.len().is_multiple_of(sector) { Ok(bytes) } else { Err(Fault::Damaged) }
}

/// Joins the pieces of a chain; one that turns back on itself is longer than its table.
fn follow<'p>(
    start: u32,
    next: &[u32],
    piece: impl Fn(u32) -> Option<&'p [u8]>,
) -> Result<Vec<u8>, Fault> {
    let (mut out, mut at, mut steps) = (Vec::new(), start, 0);
    while at < LAST_SECTOR {
        out.extend_from_slice(piece(at).ok_or(Fault::Damaged)?);
        at = *next.get(at as usize).ok_or(Fault::Damaged)?;
        steps += 1;
        if steps > next.len() {
            return Err(Fault::Damaged);
        }
    }
    Ok(out)
}

/// Sixteen bits at a place.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Fault> {
    let two = bytes.get(at..).and_then(|rest| rest.first_chunk());
    two.map(|two| u16::from_le_bytes(*two)).ok_or(Fault::Damaged)
}

/// Thirty-two bits at a place.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Fault> {
    let four = bytes.get(at..).and_then(|rest| rest.first_chunk());
    four.map(|four| u32::from_le_bytes(*four)).ok_or(Fault::Damaged)
}

/// A floating-point number at a place.
pub(super) fn f64_at(bytes: &[u8], at: usize) -> Result<f64, Fault> {
    let eight = bytes.get(at..).and_then(|rest| rest.first_chunk());
    eight.map(|eight| f64::from_le_bytes(*eight)).ok_or(Fault::Damaged)
}
