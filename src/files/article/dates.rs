//! Dates of an article: 2023年4月18日, 2023年4月, 2023年, 2023-04-18.

use serde::Serialize;

use super::{Page, Span};

/// A date, as exact as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// ISO 8601: `2023`, `2023-04`, `2023-04-18`; without a year `--04-18`.
    pub date: String,
    /// As written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// All dates, ascending.
pub(super) fn find(page: &Page) -> Vec<Moment> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < page.key.len() {
        let fresh = at == 0 || !page.key[at - 1].is_ascii_digit();
        match fresh.then(|| date(&page.key[at..])).flatten() {
            Some((date, length)) => {
                let span = [at as u32, (at + length) as u32];
                found.push(Moment { date, text: page.text(at, at + length), span });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// A number of at most `digits` digits that begins the text, and its length.
fn number(text: &[char], digits: usize) -> Option<(u32, usize)> {
    let length = text.iter().take(digits + 1).take_while(|c| c.is_ascii_digit()).count();
    let value = text[..length.min(digits)].iter().filter_map(|c| c.to_digit(10));
    (1..=digits)
        .contains(&length)
        .then(|| (value.fold(0, |value, digit| value * 10 + digit), length))
}

/// The date that begins the text, and its length.
fn date(text: &[char]) -> Option<(String, usize)> {
    let (first, length) = number(text, 4)?;
    let year = (length == 4 && (1949..=2099).contains(&first)).then_some(first);
    match (year, text.get(length)?) {
        (Some(year), '年') => {
            let start = length + 1;
            let date = |rest: &[char]| {
                month(rest).map(|(month, used)| (format!("{year}{}", &month[1..]), used))
            };
            Some(
                date(&text[start..])
                    .map_or((year.to_string(), start), |(date, used)| (date, start + used)),
            )
        }
        (Some(year), mark @ ('-' | '.' | '/')) => {
            let (month, used) = number(&text[length + 1..], 2)?;
            let next = length + 1 + used;
            let (day, last) =
                number(text.get(next + 1..).filter(|_| text.get(next) == Some(mark))?, 2)?;
            let real = (1..=12).contains(&month) && (1..=31).contains(&day);
            real.then(|| (format!("{year}-{month:02}-{day:02}"), next + 1 + last))
        }
        (None, '月') => {
            let (date, used) = month(text)?;
            date.matches('-').count().eq(&3).then_some((date, used))
        }
        _ => None,
    }
}

/// `4月` or `4月18日` as `--04` or `--04-18`, and its length.
fn month(text: &[char]) -> Option<(String, usize)> {
    let (month, length) = number(text, 2)?;
    if text.get(length) != Some(&'月') || !(1..=12).contains(&month) {
        return None;
    }
    let start = length + 1;
    let day = number(&text[start..], 2).filter(|(day, used)| {
        (1..=31).contains(day) && matches!(text.get(start + used), Some('日' | '号'))
    });
    Some(match day {
        Some((day, used)) => (format!("--{month:02}-{day:02}"), start + used + 1),
        None => (format!("--{month:02}"), start),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_they_are_written() {
        let page = Page::new(
            "2017年以来，2023年4月18日至20日，2022年5月，3月8日，2021-10-14，13月1日，12人",
        );
        let dates: Vec<String> = find(&page).into_iter().map(|one| one.date).collect();
        assert_eq!(dates, ["2017", "2023-04-18", "2022-05", "--03-08", "2021-10-14"]);
    }
}
