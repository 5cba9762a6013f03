//! FNV-1a 64, the hash whose values may leave the process (Fowler, Noll, Vo; RFC 9923).

/// A running hash.
///
/// ```
/// use matchgraph::hash::Fnv64;
/// let mut hash = Fnv64::new();
/// hash.write(b"a");
/// assert_eq!(hash.hexadecimal(), "af63dc4c8601ec8c");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Fnv64(u64);

impl Default for Fnv64 {
    fn default() -> Self {
        Self::new()
    }
}

impl Fnv64 {
    /// The hash of no bytes.
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Takes in bytes.
    pub fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// The value so far.
    pub fn finish(self) -> u64 {
        self.0
    }

    /// The value so far as 16 hexadecimal digits.
    pub fn hexadecimal(self) -> String {
        format!("{:016x}", self.0)
    }
}
