//! When an answer came in, and how long it took, as survey platforms and spreadsheets write it.

use crate::model::Date;

/// A date read from a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::files) enum Moment {
    /// A day, ISO 8601.
    Day(String),
    /// A day that a spreadsheet had turned into a number.
    Serial(String),
    /// What was written; no day that exists.
    Unread(String),
}

/// Reads `2025/3/3 9:44:15`, `2025-03-03`, `2025年3月3日`, `2025.3.3`, or the serial number of a
/// spreadsheet (days since 1899-12-30).
pub(in crate::files) fn moment(text: &str) -> Moment {
    let text = text.trim();
    if let Some(day) = serial(text) {
        return Moment::Serial(day);
    }
    let day = text.split([' ', 'T', '\u{3000}']).next().unwrap_or(text);
    let numbers: Vec<u32> = day
        .split(|character: char| !character.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map_while(|digits| digits.parse().ok())
        .collect();
    if let [year, month, date] = numbers.as_slice() {
        let written = format!("{year:04}-{month:02}-{date:02}");
        if Date::parse(&written).is_some() {
            return Moment::Day(written);
        }
    }
    Moment::Unread(day.to_owned())
}

/// The day of a serial number between 2000 and 2100.
fn serial(text: &str) -> Option<String> {
    let days: f64 = text.parse().ok()?;
    if !(36_526.0..73_050.0).contains(&days) {
        return None;
    }
    // Days since 0000-03-01 (H. Hinnant, chrono-compatible low-level date algorithms, civil_from_days).
    let days = days as i64 - 25_569 + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Seconds: `123秒`, `2分3秒`, `1小时2分`, `00:02:03`, `123`.
pub(super) fn seconds(text: &str) -> Option<u32> {
    let mut total: u32 = 0;
    let mut number: Option<u32> = None;
    let mut colons = false;
    for character in text.trim().chars() {
        if let Some(digit) = character.to_digit(10) {
            number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
            continue;
        }
        let unit = match character {
            '时' | 'h' => 3600,
            '分' | 'm' => 60,
            '秒' | 's' => 1,
            ':' | '：' => {
                colons = true;
                total = total.checked_add(number.take()?)?.checked_mul(60)?;
                continue;
            }
            '小' | '钟' | ' ' => continue,
            _ => return None,
        };
        total = total.checked_add(number.take()?.checked_mul(unit)?)?;
    }
    match number {
        Some(rest) if colons || total == 0 => total.checked_add(rest),
        Some(_) => None,
        None => (!text.trim().is_empty()).then_some(total),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_platforms_write_them() {
        for text in ["2025/3/3 9:44:15", "2025-03-03T09:44", "2025年3月3日", "2025.3.3"] {
            assert_eq!(moment(text), Moment::Day("2025-03-03".into()), "{text}");
        }
        assert_eq!(moment("45721.39"), Moment::Serial("2025-03-05".into()));
        assert_eq!(moment("36526"), Moment::Serial("2000-01-01".into()));
        assert_eq!(moment("2025年13月40日"), Moment::Unread("2025年13月40日".into()));
    }

    #[test]
    fn durations_are_seconds() {
        for (text, expected) in
            [("123秒", 123), ("2分3秒", 123), ("1小时", 3600), ("00:02:03", 123), ("123", 123)]
        {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
        assert_eq!(seconds("很快"), None);
        assert_eq!(seconds(""), None);
    }
}
