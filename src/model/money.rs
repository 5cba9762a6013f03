//! Amounts of money in yuan, kept in whole fen so that sums are exact.

use std::fmt;

use super::Decimal;

/// An amount in yuan. Inside: whole fen, at most 10¹⁴, so that a sum of thousands cannot overflow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    fen: i64,
}

impl Money {
    /// The largest amount that is read, a million million yuan: more is a slip of the pen.
    const LARGEST_FEN: i64 = 100_000_000_000_000;

    /// From a number of yuan, rounded to the fen. `None` if negative or over a million million.
    pub fn from_yuan(yuan: &Decimal) -> Option<Self> {
        let fen = yuan.rounded(2).filter(|fen| *fen <= Self::LARGEST_FEN)?;
        (!yuan.is_negative()).then_some(Self { fen })
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
        for (yuan, text) in [
            ("80000.0", "80000"),
            ("0.1", "0.10"),
            ("1234.56", "1234.56"),
            ("1.005", "1.01"),
            ("1e12", "1000000000000"),
        ] {
            let yuan = Decimal::read(yuan).unwrap();
            assert_eq!(Money::from_yuan(&yuan).unwrap().to_string(), text);
        }
    }

    #[test]
    fn absurd_amounts_are_refused() {
        for yuan in ["-1", "1000000000000.01", "1e300"] {
            assert_eq!(Money::from_yuan(&Decimal::read(yuan).unwrap()), None);
        }
    }
}
