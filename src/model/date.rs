//! Dates as people give them: a year, a month, or a day. No clock: "today" is always an argument.

use std::fmt;

/// A day of the Gregorian calendar, or a whole month or year (`2025-03`, `2025`).
///
/// ```
/// use matchgraph::model::Date;
/// assert_eq!(Date::parse("2025-03").unwrap().to_string(), "2025-03");
/// assert_eq!(Date::parse("2025-02-29"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    /// 1–12, or 0 for the whole year.
    month: u8,
    /// 1–31, or 0 for the whole month.
    day: u8,
}

impl Date {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (ISO 8601). `None` if there is no such date.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map_or(Some(0), |part| number(part, 2).filter(|&m| m >= 1))?;
        let day = parts.next().map_or(Some(0), |part| number(part, 2).filter(|&d| d >= 1))?;
        let valid = parts.next().is_none()
            && (1900..=2200).contains(&year)
            && month <= 12
            && day <= days_in(year, month);
        valid.then_some(Self { year, month: month as u8, day: day as u8 })
    }

    /// The last day of the month or year; a day itself.
    #[must_use]
    pub fn latest(self) -> Self {
        let month = if self.month == 0 { 12 } else { self.month };
        let last = days_in(self.year, u16::from(month)) as u8;
        Self { month, day: if self.day == 0 { last } else { self.day }, ..self }
    }

    /// Is it a day, not a month or a year?
    pub fn is_day(self) -> bool {
        self.day > 0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if self.month > 0 {
            write!(formatter, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(formatter, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// A number of exactly `width` digits.
fn number(text: &str, width: usize) -> Option<u16> {
    (text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// Days of a month; 0 for month 0.
fn days_in(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_dates_are_read_and_written_back() {
        for text in ["2025", "2025-03", "2025-03-31", "2024-02-29", "2000-02-29"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn dates_that_do_not_exist_are_refused() {
        for text in
            ["", "25", "2025-13", "2025-00", "2025-04-31", "2100-02-29", "2025-3-1", "2025-03-01-1"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_lasts_to_its_last_day() {
        let latest = |text| Date::parse(text).unwrap().latest().to_string();
        assert_eq!(latest("2024-02"), "2024-02-29");
        assert_eq!(latest("2025"), "2025-12-31");
        assert_eq!(latest("2025-03-05"), "2025-03-05");
    }

    #[test]
    fn dates_sort_by_time() {
        let read = |text| Date::parse(text).unwrap();
        assert!(read("2024-12-31") < read("2025-01-01"));
        assert!(read("2025-01") < read("2025-01-01"));
    }
}
