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

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The first day of the month or year; a day itself.
    #[must_use]
    pub fn earliest(self) -> Self {
        Self { year: self.year, month: self.month.max(1), day: self.day.max(1) }
    }

    /// The corresponding day so many months later, or the last day of a month that has no such day
    /// (Civil Code, article 202): a year after 29 February is 28 February. Counts from the first day of
    /// a month or year. Stays in the year 9999 however many months are asked for.
    ///
    /// ```
    /// use matchgraph::model::Date;
    /// let date = |text| Date::parse(text).unwrap();
    /// assert_eq!(date("2024-02-29").plus_months(12), date("2025-02-28"));
    /// assert_eq!(date("2025-08-31").plus_months(6), date("2026-02-28"));
    /// ```
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let from = self.earliest();
        let months = u32::from(from.year) * 12 + u32::from(from.month - 1) + months.min(120_000);
        let year = (months / 12).min(9999) as u16;
        let month = (months % 12) as u8 + 1;
        let day = from.day.min(days_in(year, u16::from(month)) as u8);
        Self { year, month, day }
    }

    /// Did this certainly come no later than `other`? `None` where a month or year leaves it open.
    pub fn is_by(self, other: Self) -> Option<bool> {
        if self.latest() <= other.earliest() {
            return Some(true);
        }
        (self.earliest() > other.latest()).then_some(false)
    }

    /// Have so many months gone by from here until `on`? `None` where a month or year leaves it open.
    pub fn has_passed(self, months: u32, on: Self) -> Option<bool> {
        if self.latest().plus_months(months) <= on.earliest() {
            return Some(true);
        }
        (self.earliest().plus_months(months) > on.latest()).then_some(false)
    }

    /// Is `on` still within so many months from here, the corresponding day included? `None` where a
    /// month or year leaves it open.
    pub fn is_within(self, months: u32, on: Self) -> Option<bool> {
        if on.latest() <= self.earliest().plus_months(months) {
            return Some(true);
        }
        (on.earliest() > self.latest().plus_months(months)).then_some(false)
    }

    /// Whole months from here until `later`, from first day to last; 0 if it is not later.
    pub fn months_until(self, later: Self) -> u32 {
        let (from, to) = (self.earliest(), later.latest());
        let count = |date: Self| i64::from(date.year) * 12 + i64::from(date.month);
        let months = u32::try_from(count(to) - count(from)).unwrap_or(0);
        // The day of the month decides whether the last one is whole.
        if months > 0 && from.plus_months(months) > to { months - 1 } else { months }
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
    use proptest::prelude::*;

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
    fn a_month_lasts_to_its_latest() {
        let latest = |text| Date::parse(text).unwrap().latest().to_string();
        assert_eq!(latest("2024-02"), "2024-02-29");
        assert_eq!(latest("2025"), "2025-12-31");
        assert_eq!(latest("2025-03-05"), "2025-03-05");
    }

    #[test]
    fn months_later_is_the_corresponding_day() {
        let later = |text: &str, months| Date::parse(text).unwrap().plus_months(months).to_string();
        assert_eq!(later("2024-02-29", 12), "2025-02-28");
        assert_eq!(later("2024-02-29", 48), "2028-02-29");
        assert_eq!(later("2023-12-31", 2), "2024-02-29");
        assert_eq!(later("2025-12-01", 1), "2026-01-01");
        assert_eq!(later("2025-03", 0), "2025-03-01");
        assert_eq!(later("2025-03-31", u32::MAX), "9999-03-31");
    }

    #[test]
    fn a_month_begins_on_its_earliest() {
        let earliest = |text| Date::parse(text).unwrap().earliest().to_string();
        assert_eq!(earliest("2024-02"), "2024-02-01");
        assert_eq!(earliest("2025"), "2025-01-01");
        assert_eq!(earliest("2025-03-05"), "2025-03-05");
    }

    #[test]
    fn coarse_dates_leave_open_what_they_leave_open() {
        let read = |text| Date::parse(text).unwrap();
        let passed = |from, on| read(from).has_passed(24, read(on));
        assert_eq!(passed("2024-01-31", "2026-01-31"), Some(true));
        assert_eq!(passed("2024-02-01", "2026-01-31"), Some(false));
        assert_eq!(passed("2024-01", "2026-01-31"), Some(true));
        assert_eq!(passed("2024-01", "2026-01-30"), None);
        assert_eq!(passed("2024", "2026-01-31"), None);
        assert_eq!(passed("2024-02-29", "2026-02-28"), Some(true));
        let within = |from, on| read(from).is_within(60, read(on));
        assert_eq!(within("2021-01-31", "2026-01-31"), Some(true));
        assert_eq!(within("2021-01-30", "2026-01-31"), Some(false));
        assert_eq!(within("2021-01", "2026-01-31"), None);
        assert_eq!(within("2021", "2026-01-01"), Some(true));
        let by = |one, other| read(one).is_by(read(other));
        assert_eq!(by("2026-10", "2026-10-31"), Some(true));
        assert_eq!(by("2026-10-31", "2026-10"), None);
        assert_eq!(by("2026-11", "2026-10-31"), Some(false));
    }

    #[test]
    fn whole_months_between_two_days() {
        let between =
            |one, other| Date::parse(one).unwrap().months_until(Date::parse(other).unwrap());
        assert_eq!(between("2024-01-31", "2024-02-29"), 1);
        assert_eq!(between("2024-01-30", "2025-01-29"), 11);
        assert_eq!(between("2024-01-30", "2025-01-30"), 12);
        assert_eq!(between("2025-01-30", "2024-01-30"), 0);
        assert_eq!(between("2025-01-01", "2025-01-31"), 0);
    }

    proptest! {
        #[test]
        fn a_date_that_is_known_better_never_says_the_opposite(
            month in 1_u8..=12, day in 1_u8..=28, later in 0_u32..60, months in 0_u32..48,
        ) {
            let exact = Date { year: 2022, month, day };
            let on = Date::parse("2022-01-01").unwrap().plus_months(later);
            for coarse in [Date { day: 0, ..exact }, Date { month: 0, day: 0, ..exact }] {
                if let Some(said) = coarse.has_passed(months, on) {
                    prop_assert_eq!(exact.has_passed(months, on), Some(said));
                }
                if let Some(said) = coarse.is_within(months, on) {
                    prop_assert_eq!(exact.is_within(months, on), Some(said));
                }
            }
        }
    }

    #[test]
    fn dates_sort_by_time() {
        let read = |text| Date::parse(text).unwrap();
        assert!(read("2024-12-31") < read("2025-01-01"));
        assert!(read("2025-01") < read("2025-01-01"));
    }
}
