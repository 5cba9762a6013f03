//! Numbers that are exact in every file they are printed to.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// A number between 0 and a few, in millionths of millionths (10⁻¹²).
///
/// A value and a weight are whole millionths, so their product is a whole number of this unit, and
/// points add up to the score without any rounding. Printed with six decimals, and more only where
/// they are needed.
///
/// ```
/// use matchgraph::fixed::Fixed;
/// let points = Fixed::millionths(820_000).times(350_000);
/// assert_eq!(points.to_string(), "0.287000");
/// assert_eq!(Fixed::millionths(333_333).times(350_000).to_string(), "0.11666655");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fixed(u64);

impl Fixed {
    /// One.
    pub const ONE: Self = Self(1_000_000_000_000);

    /// From whole millionths.
    pub const fn millionths(millionths: u32) -> Self {
        Self(millionths as u64 * 1_000_000)
    }

    /// This number, which must be whole millionths, times a weight in millionths.
    #[must_use]
    pub const fn times(self, weight: u32) -> Self {
        Self(self.0 / 1_000_000 * weight as u64)
    }

    /// The sum.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Appends the digits: those before the point, and of those behind it six, or as many as are needed.
    pub fn push_to(self, text: &mut String) {
        let mut digits = [b'0'; 20];
        let mut rest = self.0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        let (whole, decimals) = digits.split_at(8);
        let first = whole.iter().position(|digit| *digit != b'0').unwrap_or(7);
        let last = decimals.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
        text.extend(whole[first..].iter().map(|digit| char::from(*digit)));
        text.push('.');
        text.extend(decimals[..last.max(6)].iter().map(|digit| char::from(*digit)));
    }

    /// The number as a float, for measures that need one.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1e12
    }
}

impl fmt::Display for Fixed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(20);
        self.push_to(&mut text);
        formatter.pad(&text)
    }
}

impl Serialize for Fixed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Digits, a point and digits are always JSON.
        RawValue::from_string(self.to_string())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_digit() {
        let parts = [(333_333, 350_000), (1, 1), (999_999, 649_999)];
        let sum = parts.iter().fold(Fixed::default(), |sum, (value, weight)| {
            sum.plus(Fixed::millionths(*value).times(*weight))
        });
        assert_eq!(sum.to_string(), "0.766664900002");
        assert_eq!(serde_json::to_string(&sum).unwrap(), "0.766664900002");
    }

    #[test]
    fn digits_are_written_as_they_are() {
        for (number, digits) in [
            (0, "0.000000"),
            (1, "0.000000000001"),
            (1_000_000, "0.000001"),
            (12_345_678_900_000, "12.3456789"),
            (u64::MAX, "18446744.073709551615"),
        ] {
            assert_eq!(Fixed(number).to_string(), digits);
        }
    }

    #[test]
    fn one_is_one() {
        assert_eq!(Fixed::millionths(1_000_000).times(1_000_000), Fixed::ONE);
        assert_eq!(Fixed::ONE.to_string(), "1.000000");
    }
}
