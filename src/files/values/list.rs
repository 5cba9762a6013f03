//! Several items in one cell, divided by 、，；/ or line breaks; not inside brackets or quotes.

/// The items of a cell, each once, in order.
pub(crate) fn items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut depth, mut start) = (0_u32, 0);
    let address = text.contains("://");
    for (at, character) in text.char_indices() {
        match character {
            '（' | '(' | '《' | '“' | '「' | '【' | '[' => depth += 1,
            '）' | ')' | '》' | '”' | '」' | '】' | ']' => depth = depth.saturating_sub(1),
            '\n' | '\r' => {
                // A bracket that is never closed does not reach beyond its line.
                depth = 0;
                push(&mut items, &text[start..at]);
                start = at + 1;
            }
            '/' if address => {}
            '、' | '，' | ',' | '；' | ';' | '/' | '／' | '|' | '┋' | '\t' if depth == 0 => {
                push(&mut items, &text[start..at]);
                start = at + character.len_utf8();
            }
            _ => {}
        }
    }
    push(&mut items, &text[start..]);
    items
}

/// Adds an item that says something and is not there yet.
fn push<'a>(items: &mut Vec<&'a str>, item: &'a str) {
    let item = item.trim().trim_end_matches(['。', '；', ';']);
    if !item.is_empty() && !matches!(item, "等" | "-" | "—") && !items.contains(&item) {
        items.push(item);
    }
}

#[cfg(test)]
mod tests {
    use super::items;

    #[test]
    fn every_usual_mark_divides_items() {
        assert_eq!(
            items("家庭教育、心理健康；法律维权，托管/养老\n助残"),
            ["家庭教育", "心理健康", "法律维权", "托管", "养老", "助残"]
        );
        assert_eq!(items(" 甲 ;; 甲;"), ["甲"]);
        assert!(items(" 、 ").is_empty());
    }

    #[test]
    fn brackets_and_quotes_hold_items_together() {
        assert_eq!(items("《办法（试行）、说明》、申报书"), ["《办法（试行）、说明》", "申报书"]);
        assert_eq!(items("“爱、陪伴”项目、乙"), ["“爱、陪伴”项目", "乙"]);
        assert_eq!(items("https://example.invalid/a"), ["https://example.invalid/a"]);
        assert_eq!(items("甲（乙\n丙、丁"), ["甲（乙", "丙", "丁"]);
    }
}
