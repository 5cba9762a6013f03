//! Dates as people write them, as ISO 8601: 2023年4月5日, 2023.4, 2023/4/5, 20230405, serial numbers.

use crate::model::Date;
use crate::text::fold;

/// A date, and how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub(crate) iso: String,
    /// It was the serial number of a spreadsheet.
    pub(crate) serial: bool,
}

/// Serial numbers that are dates: 1954 to 2119. Years and numbers of people are smaller.
const SERIALS: std::ops::RangeInclusive<i64> = 20_000..=80_000;

/// Reads a date; `None` if it is none, or does not exist.
pub(crate) fn read(text: &str) -> Option<Read> {
    let text = text.trim();
    if let Some(date) = Date::parse(text) {
        return Some(Read { iso: date.to_string(), serial: false });
    }
    if let Some(iso) = serial(text) {
        return Some(Read { iso, serial: true });
    }
    parts(text).map(|iso| Read { iso, serial: false })
}

/// The day of a serial number (days since 30 December 1899, as 1900 was taken for a leap year).
fn serial(text: &str) -> Option<String> {
    let (days, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if days.len() != 5 || !digits(days) || !digits(fraction) {
        return None;
    }
    let days: i64 = days.parse().ok().filter(|days| SERIALS.contains(days))?;
    Some(civil(days - 25_569))
}

/// The day so many days after 1 January 1970 (H. Hinnant, "chrono-compatible low-level date
/// algorithms").
fn civil(days: i64) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day divided by anything usual; a time behind them is left out.
fn parts(text: &str) -> Option<String> {
    let folded = fold(text);
    let text = chinese_digits(&folded);
    let mut numbers: Vec<&str> = Vec::new();
    let mut rest = text.as_str();
    for (number, ends) in [(0, &['年', '-', '/', '.', '、'][..]), (1, &['月', '-', '/', '.'])] {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            break;
        }
        numbers.push(&rest[..length]);
        rest = rest[length..].trim_start();
        let end = rest.chars().next().filter(|c| ends.contains(c));
        rest = end.map_or(rest, |end| rest[end.len_utf8()..].trim_start());
        if end.is_none() {
            // Twenty-three digits in a row are no year.
            return if number == 0 { compact(numbers[0], rest) } else { finish(&numbers, rest) };
        }
    }
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    if length > 0 && numbers.len() == 2 {
        numbers.push(&rest[..length]);
        rest = rest[length..].trim_start_matches(['日', '号']);
    }
    finish(&numbers, rest)
}

/// Eight, six or four digits in a row.
fn compact(digits: &str, rest: &str) -> Option<String> {
    match digits.len() {
        8 => finish(&[&digits[..4], &digits[4..6], &digits[6..]], rest),
        6 => finish(&[&digits[..4], &digits[4..]], rest),
        4 => finish(&[digits], rest),
        _ => None,
    }
}

/// Puts the parts together if the date exists and nothing strange follows.
fn finish(numbers: &[&str], rest: &str) -> Option<String> {
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('t').unwrap_or(rest);
    let is_time = rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':');
    let is_vague = ["上旬", "中旬", "下旬", "初", "底", "末", "度", "份", "起", "前后", "左右"]
        .contains(&rest);
    if !(rest.is_empty() || is_time || is_vague) {
        return None;
    }
    let [year, after @ ..] = numbers else { return None };
    if year.len() != 4 || after.iter().any(|number| number.len() > 2) {
        return None;
    }
    let mut iso = (*year).to_owned();
    for number in after {
        iso.push('-');
        if number.len() == 1 {
            iso.push('0');
        }
        iso.push_str(number);
    }
    Date::parse(&iso).map(|date| date.to_string())
}

/// 二〇二三年四月 with the digits that everyone else uses; other texts stay.
fn chinese_digits(text: &str) -> String {
    const DIGITS: &str = "〇一二三四五六七八九";
    let value = |c: char| match c {
        '零' | '○' | 'o' => Some(0),
        c => DIGITS.chars().position(|known| known == c),
    };
    let year: Vec<char> = text.chars().take(5).collect();
    if year.len() < 5 || year[4] != '年' || !year[..4].iter().all(|c| value(*c).is_some()) {
        return text.to_owned();
    }
    let mut out: String =
        year[..4].iter().filter_map(|c| value(*c)).map(|digit| digit.to_string()).collect();
    out.push('年');
    let mut number = 0;
    for c in text.chars().skip(5) {
        match (c, value(c)) {
            ('十', _) => number = if number == 0 { 10 } else { number * 10 },
            (_, Some(digit)) => number += digit,
            ('月' | '日' | '号', _) => {
                out.push_str(&number.to_string());
                out.push(c);
                number = 0;
            }
            (c, None) => out.push(c),
        }
    }
    out
}

/// The two ends of a period: 2026年4月至2027年3月, 2026.4-2027.3.
pub(crate) fn period(text: &str) -> Option<(String, String)> {
    let folded = fold(text);
    for dash in ["至", "到", "—", "–", "~", "-"] {
        let mut ends = folded.splitn(2, dash);
        let (Some(from), Some(to)) = (ends.next(), ends.next()) else { continue };
        let to = to.trim_start_matches(dash);
        if let (Some(from), Some(to)) = (read(from), read(&complete(to, from))) {
            return Some((from.iso, to.iso));
        }
    }
    None
}

/// A last day without its year has that of the first: 2026年4月至11月.
fn complete(to: &str, from: &str) -> String {
    let to = to.trim();
    let has_year = to.bytes().take_while(u8::is_ascii_digit).count() == 4;
    match from.split_once('年') {
        Some((year, _)) if !has_year => format!("{}年{to}", year.trim()),
        _ => to.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (text, iso) in [
            ("2023-04-05", "2023-04-05"),
            ("2023/4/5", "2023-04-05"),
            ("2023年4月5日", "2023-04-05"),
            ("2023年4月", "2023-04"),
            ("2023.4", "2023-04"),
            ("2023.4.5", "2023-04-05"),
            ("２０２３年１２月", "2023-12"),
            ("2023年", "2023"),
            ("2023年度", "2023"),
            ("20230405", "2023-04-05"),
            ("202304", "2023-04"),
            ("2025/3/3 9:44:15", "2025-03-03"),
            ("2023-04-05T10:00:00", "2023-04-05"),
            ("2023年8月中旬", "2023-08"),
            ("二〇二三年四月五日", "2023-04-05"),
            ("二零二三年十二月", "2023-12"),
            ("45721.39", "2025-03-05"),
            ("45721", "2025-03-05"),
        ] {
            assert_eq!(read(text).map(|read| read.iso).as_deref(), Some(iso), "{text}");
        }
        assert!(read("45721").unwrap().serial);
    }

    #[test]
    fn what_is_no_date_is_left_to_words() {
        for text in [
            "",
            "2025年13月40日",
            "去年",
            "2023-04-31",
            "4/5/2023",
            "1.2.3",
            "12345678901",
            "近三年",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn periods_have_two_ends() {
        let ends = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(period("2026年4月至2027年3月"), ends("2026-04", "2027-03"));
        assert_eq!(period("2026.4-2027.3"), ends("2026-04", "2027-03"));
        assert_eq!(period("2026年4月—11月"), ends("2026-04", "2026-11"));
        assert_eq!(period("一年"), None);
    }

    proptest! {
        #[test]
        fn a_date_that_is_read_exists(text in "[0-9年月日./\\- :]{0,14}") {
            if let Some(read) = read(&text) {
                prop_assert!(Date::parse(&read.iso).is_some(), "{}", read.iso);
            }
        }
    }
}
