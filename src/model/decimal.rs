//! Numbers in decimal digits, read exactly: an amount never passes through a float, and the tables
//! for reading floats, ten kilobytes that do not compress, stay out of the wasm.

/// A finite decimal number that was read from text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    /// The digits from the first to the last that is not zero.
    digits: Vec<u8>,
    /// How many digits stand before the point; negative if zeros follow it.
    point: i64,
}

impl Decimal {
    /// More digits before the point are no number of anything: the largest 64-bit float has 309.
    const LARGEST_POINT: i64 = 309;

    /// Reads a number as JSON and people write it: `12`, `+12.50`, `.5`, `1e3`. `None` for anything
    /// else, and for a number that is too large for a float.
    pub fn read(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix(['-', '+']) {
            Some(unsigned) => (text.starts_with('-'), unsigned),
            None => (false, text),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits = [whole, decimals].concat().into_bytes();
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        digits.drain(..zeros);
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        if digits.is_empty() {
            return Some(Self { negative, digits, point: 0 });
        }
        let point = exponent + i64::try_from(whole.len()).ok()? - i64::try_from(zeros).ok()?;
        (point <= Self::LARGEST_POINT).then_some(Self { negative, digits, point })
    }

    /// Is it below zero?
    pub fn is_negative(&self) -> bool {
        self.negative && !self.digits.is_empty()
    }

    /// Its amount if it is whole and not too large, whatever the sign.
    pub fn whole(&self) -> Option<u32> {
        let is_whole = usize::try_from(self.point).is_ok_and(|point| self.digits.len() <= point);
        u32::try_from(self.shifted(0)?).ok().filter(|_| is_whole)
    }

    /// Is its amount one or less, whatever the sign?
    pub fn is_at_most_one(&self) -> bool {
        self.point <= 0 || self.whole() == Some(1)
    }

    /// Its amount in units of so many decimals, half a unit rounded up, whatever the sign. `None`
    /// where that has more than eighteen digits.
    pub fn rounded(&self, decimals: u8) -> Option<i64> {
        let decimals = i64::from(decimals);
        let next = usize::try_from(self.point + decimals).ok().and_then(|at| self.digits.get(at));
        Some(self.shifted(decimals)? + i64::from(next.is_some_and(|digit| *digit >= b'5')))
    }

    /// The number times ten to a power, without what is then behind the point.
    fn shifted(&self, places: i64) -> Option<i64> {
        let kept = usize::try_from((self.point + places).max(0)).ok()?;
        if kept > 18 && !self.digits.is_empty() {
            return None;
        }
        let digits = self.digits.iter().copied().chain(std::iter::repeat(b'0')).take(kept);
        Some(digits.fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
    }
}

/// A whole exponent. One that is out of every range stays out of it.
fn read_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let far = if text.starts_with('-') { -1_000_000_000 } else { 1_000_000_000 };
    Some(text.parse::<i32>().map_or(far, i64::from).clamp(-1_000_000_000, 1_000_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms_that_people_and_programs_write() {
        for (text, whole, hundredths) in [
            ("12", Some(12), 1200),
            ("+012.50", None, 1250),
            (".5", None, 50),
            ("5.", Some(5), 500),
            ("1e3", Some(1000), 100_000),
            ("1200E-2", Some(12), 1200),
            ("-3", Some(3), 300),
            ("0.005", None, 1),
            ("0.00499999999999999999999", None, 0),
            ("0e999999999999", Some(0), 0),
            ("4294967295", Some(u32::MAX), 429_496_729_500),
            ("4294967296", None, 429_496_729_600),
            ("1e-999999999999", None, 0),
        ] {
            let decimal = Decimal::read(text).unwrap();
            assert_eq!((decimal.whole(), decimal.rounded(2)), (whole, Some(hundredths)), "{text}");
        }
        assert_eq!(Decimal::read("1e300").unwrap().rounded(2), None);
        assert!(Decimal::read("1.0").unwrap().is_at_most_one());
        assert!(!Decimal::read("1.0000001").unwrap().is_at_most_one());
        assert!(Decimal::read("-0.01").unwrap().is_negative());
        assert!(!Decimal::read("-0").unwrap().is_negative());
    }

    #[test]
    fn what_is_no_number() {
        for text in
            ["", ".", "-", "e5", "1e", "1e+", "1.2.3", "1,5", "一", "inf", "NaN", "1e400", "0x1"]
        {
            assert_eq!(Decimal::read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn reads_what_floats_print(number in 0.0..1e12) {
            let decimal = Decimal::read(&format!("{number:?}")).unwrap();
            let hundredths: f64 = decimal.rounded(2).unwrap() as f64;
            let exact: f64 = number * 100.0;
            prop_assert!((hundredths - exact).abs() <= 0.5 + number * 1e-13);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[-+]?[0-9.]{0,30}(e[-+]?[0-9]{0,20})?") {
            let finite = text.parse::<f64>().ok().filter(|number| number.is_finite());
            let read = Decimal::read(&text);
            prop_assert_eq!(read.is_some(), finite.is_some());
            if let Some(decimal) = read {
                let _ = (decimal.whole(), decimal.rounded(2));
            }
        }
    }
}
