//! Amounts of money in yuan, kept in whole fen so that sums are exact.

use std::fmt;

/// An amount in yuan. Inside: whole fen, at most 10¹⁴, so that a sum of thousands cannot overflow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    fen: i64,
}

impl Money {
    /// The largest amount that is read, a million million yuan: more is a slip of the pen.
    const LARGEST_YUAN: f64 = 1e12;

    /// From a number of yuan, rounded to the fen. `None` if negative, not finite or over a million
    /// million.
    pub fn from_yuan(yuan: f64) -> Option<Self> {
        (0.0..=Self::LARGEST_YUAN)
            .contains(&yuan)
            .then(|| Self { fen: (yuan * 100.0 + 0.5).floor() as i64 })
    }

    /// Whole fen.
    pub fn fen(self) -> i64 {
        self.fen
    }
}

impl fmt::Display for Money {
    /// Yuan, with decimals only where there are fen.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.fen % 100 == 0 {
            write!(formatter, "{}", self.fen / 100)
        } else {
            write!(formatter, "{}.{:02}", self.fen / 100, self.fen % 100)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_keep_their_fen() {
        for (yuan, text) in [(80_000.0, "80000"), (0.1, "0.10"), (1234.56, "1234.56")] {
            assert_eq!(Money::from_yuan(yuan).unwrap().to_string(), text);
        }
    }

    #[test]
    fn absurd_amounts_are_refused() {
        for yuan in [-1.0, f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(Money::from_yuan(yuan), None);
        }
    }
}
