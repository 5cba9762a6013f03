//! What a cell may hide: formulas, tags, characters nobody sees, characters that were lost. Text is
//! kept as text; only what cannot be seen is taken out.

use std::borrow::Cow;

use crate::problem::{Code, Problem};

/// What a byte may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Suspect {
    No,
    /// An ASCII control, or DEL.
    Control,
    /// The beginning of a tag, or the colon of a script link.
    Mark,
    /// The first of several bytes, some of which are looked at.
    Lead,
}

/// Which bytes are looked at more closely: nearly all cells have none.
const SUSPECTS: [Suspect; 256] = {
    let mut table = [Suspect::No; 256];
    let mut byte = 0;
    while byte < 0x20 {
        if !matches!(byte as u8, b'\t' | b'\n' | b'\r') {
            table[byte] = Suspect::Control;
        }
        byte += 1;
    }
    table[0x7f] = Suspect::Control;
    table[b'<' as usize] = Suspect::Mark;
    table[b':' as usize] = Suspect::Mark;
    // C1 controls and soft hyphens; Arabic marks; general punctuation, enclosed and radical
    // characters; enclosed and square CJK; 锟; compatibility characters, marks and U+FFFD.
    table[0xc2] = Suspect::Lead;
    table[0xd8] = Suspect::Lead;
    table[0xe1] = Suspect::Lead;
    table[0xe2] = Suspect::Lead;
    table[0xe3] = Suspect::Lead;
    table[0xe9] = Suspect::Lead;
    table[0xef] = Suspect::Lead;
    table
};

/// What was found in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Findings {
    controls: u32,
    bidi: u32,
    zero_width: u32,
    compatibility: bool,
    lost: bool,
    markup: bool,
}

/// Characters that are not seen, by what they do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unseen {
    Control,
    Bidi,
    ZeroWidth,
}

/// The text of a cell without characters that cannot be seen, and without blanks around it. `report`
/// gets a problem for everything that was found; it adds where the cell stands.
pub(crate) fn clean(text: &str, mut report: impl FnMut(Problem)) -> Cow<'_, str> {
    let cleaned = if is_suspect(text) {
        let findings = look(text);
        let counts = [
            (Code::ControlCharacter, findings.controls),
            (Code::BidiControl, findings.bidi),
            (Code::ZeroWidth, findings.zero_width),
        ];
        for (code, count) in counts {
            if count > 0 {
                report(Problem::of_file(code, "").with("count", count));
            }
        }
        let others = [
            (Code::CompatCharacters, findings.compatibility),
            (Code::LostCharacters, findings.lost),
            (Code::Markup, findings.markup),
        ];
        for (code, found) in others {
            if found {
                let problem = Problem::of_file(code, "");
                let quotes = code == Code::LostCharacters;
                report(if quotes { problem.with("text", text) } else { problem });
            }
        }
        if findings.controls + findings.bidi + findings.zero_width > 0 {
            let seen: String = text.chars().filter(|c| unseen(*c).is_none()).collect();
            Cow::Owned(seen.trim().to_owned())
        } else {
            Cow::Borrowed(text.trim())
        }
    } else {
        Cow::Borrowed(text.trim())
    };
    if let Some((code, sign)) = formula(&cleaned) {
        report(Problem::of_file(code, "").with("char", sign.to_string()));
    }
    cleaned
}

/// May there be something in a text? Cheap: most cells are only looked at here.
fn is_suspect(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| match SUSPECTS[usize::from(*byte)] {
        Suspect::No => false,
        Suspect::Control | Suspect::Mark => true,
        Suspect::Lead => match (byte, bytes.get(at + 1)) {
            (0xc2, Some(second)) => *second <= 0x9f || *second == 0xad,
            (0xd8, Some(second)) => *second == 0x9c,
            (0xe1, Some(second)) => *second == 0xa0,
            (0xe2, Some(second)) => match second {
                // Dashes and quotes are in this block too: E2 80 90 to E2 80 A7.
                0x80 => bytes.get(at + 2).is_some_and(|third| !(0x90..=0xa7).contains(third)),
                0x81 => bytes.get(at + 2).is_some_and(|third| *third >= 0xa0),
                0x91..=0x93 | 0xba..=0xbf => true,
                _ => false,
            },
            (0xe3, Some(second)) => (0x88..=0x8f).contains(second),
            (0xe9, Some(second)) => *second == 0x94,
            (0xef, Some(second)) => match (second, bytes.get(at + 2)) {
                (0xa4..=0xac | 0xbe, _) => true,
                (0xbb, Some(third)) => *third == 0xbf,
                (0xbd, Some(third)) => *third >= 0xa1,
                (0xbf, Some(third)) => *third <= 0x9c || *third == 0xbd,
                _ => false,
            },
            _ => false,
        },
    })
}

/// Looks at every character.
fn look(text: &str) -> Findings {
    let mut findings = Findings {
        lost: text.contains('\u{fffd}') || text.contains("锟斤拷"),
        markup: is_markup(text),
        ..Findings::default()
    };
    for character in text.chars() {
        match unseen(character) {
            Some(Unseen::Control) => findings.controls += 1,
            Some(Unseen::Bidi) => findings.bidi += 1,
            Some(Unseen::ZeroWidth) => findings.zero_width += 1,
            None => findings.compatibility |= is_compatibility(character),
        }
    }
    findings
}

/// Is a character one that is not seen and takes no room?
fn unseen(character: char) -> Option<Unseen> {
    Some(match character {
        '\t' | '\n' | '\r' => return None,
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{180e}' => {
            Unseen::ZeroWidth
        }
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' => {
            Unseen::Bidi
        }
        character if character.is_control() => Unseen::Control,
        _ => return None,
    })
}

/// Enclosed, square, half-width and compatibility characters: folded for searching.
fn is_compatibility(character: char) -> bool {
    matches!(character,
        '\u{2460}'..='\u{24ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3200}'..='\u{33ff}'
        | '\u{f900}'..='\u{faff}' | '\u{fb00}'..='\u{fb06}' | '\u{ff61}'..='\u{ffdc}')
}

/// Are there tags, or links that run something?
fn is_markup(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        let mut rest = text[at + 1..].chars();
        let starts = rest.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '/' || c == '!');
        starts && text[at..].contains('>')
    });
    if tag || !text.contains(':') {
        return tag;
    }
    let lower = text.to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:text/html"].iter().any(|link| lower.contains(link))
}

/// Would a spreadsheet run this cell, or only stumble over its sign? With the sign, in half width.
fn formula(text: &str) -> Option<(Code, char)> {
    let mut rest = text.chars();
    let sign = match rest.next()? {
        '＝' => '=',
        '＋' => '+',
        '－' => '-',
        '＠' => '@',
        sign @ ('=' | '+' | '-' | '@') => sign,
        _ => return None,
    };
    if matches!(sign, '=' | '@') {
        return Some((Code::FormulaCell, sign));
    }
    let rest = rest.as_str();
    // A number with a sign is a number; a dash alone says that there is nothing.
    if rest.trim().is_empty()
        || rest.trim().parse::<f64>().is_ok()
        || rest.chars().all(|c| c == '-')
    {
        return None;
    }
    let operators = ['(', '（', '|', '!', '！', '+', '-', '*', '/', '^', '&', '=', '＋', '＝'];
    let code = if rest.contains(operators) { Code::FormulaCell } else { Code::FormulaLikeText };
    Some((code, sign))
}

/// Marks with which people say that there is nothing.
pub(crate) fn is_nothing(text: &str) -> bool {
    text.chars().count() <= 3
        && text.chars().all(|c| matches!(c, '-' | '—' | '–' | '/' | '\\' | '－'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> (String, Vec<&'static str>) {
        let mut codes = Vec::new();
        let cleaned = clean(text, |problem| codes.push(problem.code.as_str())).into_owned();
        (cleaned, codes)
    }

    #[test]
    fn formulas_are_named_and_kept() {
        for text in
            ["=1+1", "+1+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "\t=1", "＝A1", "\r=1", "+(1)"]
        {
            assert_eq!(found(text).1, ["formula_cell"], "{text:?}");
        }
        assert_eq!(found("-18℃冷库共用").1, ["formula_like_text"]);
        for text in ["-3", "+12.5", "-", "--", "a=b", "——"] {
            assert!(found(text).1.is_empty(), "{text:?}");
        }
    }

    #[test]
    fn tags_and_links_that_run_are_named() {
        for text in ["<script>x</script>甲", "甲<img src=x>", "javascript:alert(1)"] {
            assert_eq!(found(text).1, ["markup"], "{text}");
        }
        assert!(found("a < b, c > d；时间：8:00").1.is_empty());
    }

    #[test]
    fn unseen_characters_are_taken_out() {
        assert_eq!(found("示例\u{202e}心\u{202c}"), ("示例心".into(), vec!["bidi_control"]));
        assert_eq!(found("零\u{200b}宽\u{feff}"), ("零宽".into(), vec!["zero_width"]));
        assert_eq!(found("响\u{7}铃\0"), ("响铃".into(), vec!["control_character"]));
        assert_eq!(found("㈱①"), ("㈱①".into(), vec!["compat_characters"]));
        assert_eq!(found("锟斤拷\u{fffd}").1, ["lost_characters"]);
    }

    #[test]
    fn usual_text_is_left_alone() {
        for text in [
            "“爱陪伴”——项目…",
            "（示例），第一：甲；乙！",
            "a·b",
            " 家庭教育\n托管 ",
            "１２３ＡＢＣ",
        ] {
            let (cleaned, codes) = found(text);
            assert_eq!((cleaned.as_str(), codes), (text.trim(), vec![]), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_quick_look_misses_nothing(text in "[a\u{0}-\u{9f}\u{ad}\u{61c}\u{180e}\u{2000}-\u{206f}\u{2460}\u{2f00}\u{3231}\u{f900}\u{fb01}\u{ff71}\u{ffda}\u{feff}\u{fffd}\u{4e2d}]{0,6}") {
            let findings = look(&text);
            prop_assert!(findings == Findings::default() || is_suspect(&text), "{text:?} {findings:?}");
        }
    }
}
