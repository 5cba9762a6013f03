//! Number formats of workbooks: which numbers are dates, and how a number reads as text.

/// Days from 1 January 1900, counted as 1, to the day on which the system of 1904 counts 0.
const DAYS_TO_1904: f64 = 1462.0;
/// Days from 1 January 1970 back to 31 December 1899.
const DAYS_TO_1970: i64 = 25_568;
/// 31 December 9999: there are no dates after it.
const LAST_DAY: f64 = 2_958_466.0;
/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// What a number format makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// A number as it is.
    #[default]
    General,
    /// A number with leading zeros to so many digits: codes.
    Padded(u8),
    /// A date, as far as it is shown.
    Date(Shown),
    /// A time of the day, or a duration.
    Time,
}

/// How much of a date is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// The year.
    Year,
    /// Year and month.
    Month,
    /// The day; perhaps without its year, which the number has all the same.
    Day,
    /// Day and time of the day.
    Moment,
}

impl Format {
    /// The format with a built-in number (ISO/IEC 29500-1, 18.8.30; those of the Chinese editions too).
    pub(super) fn builtin(id: u32) -> Self {
        match id {
            14..=16 | 28..=31 | 50 | 51 | 53 | 54 | 56 | 58 => Self::Date(Shown::Day),
            17 | 27 | 36 | 52 | 55 | 57 => Self::Date(Shown::Month),
            22 => Self::Date(Shown::Moment),
            18..=21 | 32..=35 | 45..=47 => Self::Time,
            _ => Self::General,
        }
    }

    /// The format that a format code says.
    pub(super) fn parse(code: &str) -> Self {
        let (mut year, mut month, mut day, mut time) = (false, false, false, false);
        let mut zeros = Some(0u8);
        let mut characters = code.chars().peekable();
        while let Some(character) = characters.next() {
            let mut zero = false;
            match character.to_ascii_lowercase() {
                // Only the first section: the others are for negative numbers, nothing and text.
                ';' => break,
                '"' => while characters.next().is_some_and(|quoted| quoted != '"') {},
                '\\' | '_' | '*' => drop(characters.next()),
                '[' => {
                    let inside: String =
                        characters.by_ref().take_while(|inside| *inside != ']').collect();
                    let inside = inside.to_ascii_lowercase();
                    // A duration: `[h]:mm`. Other brackets are colours, languages, conditions.
                    time |= matches!(inside.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
                }
                // `General`, and the exponent of a number.
                'g' if code.to_ascii_lowercase().starts_with("general") => return Self::General,
                'e' if matches!(characters.peek(), Some('+' | '-')) => return Self::General,
                'y' | 'e' => year = true,
                // Minutes beside hours or seconds, otherwise months: settled below.
                'm' => month = true,
                'd' => day = true,
                'h' | 's' => time = true,
                '0' => zero = true,
                '@' => return Self::General,
                _ => {}
            }
            zeros = if zero { zeros.and_then(|count| count.checked_add(1)) } else { None };
        }
        match zeros {
            _ if day && time => Self::Date(Shown::Moment),
            _ if day => Self::Date(Shown::Day),
            _ if year && month => Self::Date(Shown::Month),
            _ if year => Self::Date(Shown::Year),
            _ if time => Self::Time,
            _ if month => Self::Date(Shown::Day),
            Some(digits @ 2..) => Self::Padded(digits),
            _ => Self::General,
        }
    }
}

/// A number as text, and whether it became a date. `since_1904` tells the two systems of dates apart.
pub(super) fn written(number: f64, format: Format, since_1904: bool) -> (String, bool) {
    let dated = match format {
        Format::Date(shown) => date(number, shown, since_1904),
        Format::Time => return (clock(number).unwrap_or_else(|| plain(number)), false),
        Format::Padded(digits) if number >= 0.0 && number.fract() == 0.0 => {
            return (format!("{:0>1$}", plain(number), usize::from(digits)), false);
        }
        _ => None,
    };
    let is_date = dated.is_some();
    (dated.unwrap_or_else(|| plain(number)), is_date)
}

/// A decimal number without an exponent: a whole one in the shortest way that reads back the same, another
/// as a spreadsheet shows it in full.
fn plain(number: f64) -> String {
    // Only hostile files have numbers with hundreds of digits.
    if number != 0.0 && !(1e-20..1e24).contains(&number.abs()) {
        return format!("{number:E}");
    }
    // Spreadsheets calculate with 17 digits and show 15: 0.1 + 0.2 is 0.3. Whole numbers may be codes.
    let shown = if number.fract() == 0.0 { Ok(number) } else { format!("{number:.14e}").parse() };
    // Minus zero is zero.
    (shown.unwrap_or(number) + 0.0).to_string()
}

/// A serial number as an ISO 8601 date, or as the month or year that is shown of it.
fn date(serial: f64, shown: Shown, since_1904: bool) -> Option<String> {
    let serial = if since_1904 { serial + DAYS_TO_1904 } else { serial };
    if !(1.0..LAST_DAY).contains(&serial) {
        return None;
    }
    let mut days = serial.floor() as i64;
    // A time that nobody can see is a rest of a calculation.
    let mut seconds = ((serial - serial.floor()) * DAY).round() as i64;
    if seconds == DAY as i64 && shown == Shown::Moment {
        (days, seconds) = (days + 1, 0);
    }
    // The 29 February 1900, day 60, never was; the systems of dates count it all the same.
    let (year, month, day) = civil(days - DAYS_TO_1970 - i64::from(days >= 60));
    Some(match shown {
        Shown::Year => format!("{year:04}"),
        Shown::Month => format!("{year:04}-{month:02}"),
        Shown::Day => format!("{year:04}-{month:02}-{day:02}"),
        Shown::Moment => {
            let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
        }
    })
}

/// Year, month and day of a number of days since 1970 (H. Hinnant, "chrono-compatible low-level date
/// algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_year - (153 * from_march + 2) / 5 + 1)
}

/// A part of a day as hours, minutes and seconds.
fn clock(number: f64) -> Option<String> {
    if !(0.0..LAST_DAY).contains(&number) {
        return None;
    }
    let seconds = (number * DAY).round() as i64;
    Some(format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Format = Format::Date(Shown::Day);

    #[test]
    fn format_codes_say_what_is_a_date() {
        let month = Format::Date(Shown::Month);
        let both = Format::Date(Shown::Moment);
        for (code, format) in [
            ("General", Format::General),
            ("0.00E+00", Format::General),
            ("#,##0.00\"元\"", Format::General),
            ("[Red]0.00", Format::General),
            ("\"day\"0", Format::General),
            ("@", Format::General),
            ("000000", Format::Padded(6)),
            ("yyyy-mm-dd", DAY),
            ("yyyy\"年\"m\"月\"d\"日\";@", DAY),
            ("[$-804]yyyy/m/d", DAY),
            ("m\"月\"d\"日\"", DAY),
            ("yyyy\"年\"m\"月\"", month),
            ("yyyy", Format::Date(Shown::Year)),
            ("yyyy/m/d h:mm", both),
            ("h:mm AM/PM", Format::Time),
            ("[h]:mm", Format::Time),
            ("[mm]:ss", Format::Time),
        ] {
            assert_eq!(Format::parse(code), format, "{code}");
        }
        assert_eq!((Format::builtin(31), Format::builtin(57)), (DAY, month));
        assert_eq!(Format::builtin(2), Format::General);
    }

    #[test]
    fn serials_become_dates_in_both_systems() {
        let day = |serial| written(serial, DAY, false);
        assert_eq!(day(1.0), ("1900-01-01".into(), true));
        assert_eq!(day(59.0).0, "1900-02-28");
        assert_eq!(day(61.0).0, "1900-03-01");
        assert_eq!(day(45_000.0).0, "2023-03-15");
        assert_eq!(day(2_958_465.0).0, "9999-12-31");
        assert_eq!(written(0.0, DAY, true).0, "1904-01-01");
        assert_eq!(written(43_538.0, DAY, true).0, "2023-03-15");
        for serial in [-1.0, 0.5, 1e9, f64::NAN] {
            assert!(!day(serial).1, "{serial}");
        }
    }

    #[test]
    fn only_what_is_shown_of_a_date_is_read() {
        let month = Format::Date(Shown::Month);
        assert_eq!(written(45_017.0, month, false).0, "2023-04");
        let both = Format::Date(Shown::Moment);
        assert_eq!(written(45_000.5, both, false).0, "2023-03-15T12:00:00");
        assert_eq!(written(45_000.999_999_9, both, false).0, "2023-03-16T00:00:00");
        assert_eq!(written(45_000.7, DAY, false).0, "2023-03-15");
        assert_eq!(written(1.5, Format::Time, false), ("36:00:00".into(), false));
    }

    #[test]
    fn numbers_are_written_in_full() {
        let plain = |number| written(number, Format::General, false).0;
        assert_eq!(plain(5.235_010_200_009e17), "523501020000900000");
        assert_eq!(plain(13_800_138_000.0), "13800138000");
        assert_eq!(plain(0.1 + 0.2), "0.3");
        assert_eq!(plain(-0.0), "0");
        assert_eq!(plain(1e300), "1E300");
        assert_eq!(written(7123.0, Format::Padded(6), false).0, "007123");
    }
}
