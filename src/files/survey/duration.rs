//! How long it took to answer, as survey platforms write it.

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
