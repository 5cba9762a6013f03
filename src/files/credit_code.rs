//! 统一社会信用代码 (GB 32100-2015) with the organization code (GB 11714-1997) inside: checks, suggestions.
//!
//! A code has 18 characters: registering department, kind, six digits of the registering place, eight
//! characters and a check character of the organization code, and a check character over all. Nothing is
//! repaired silently but case, width and spaces; a suggestion must pass both checks.

use std::sync::OnceLock;

use crate::model::{Divisions, choice::OrganizationType};
use crate::problem::{Code, Problem};

/// The characters of codes by their values 0–30 (GB 32100-2015, table 2): no I, O, S, V, Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Weights of characters 1–17: powers of 3 modulo 31 (GB 32100-2015, table 3).
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// Weights of the eight characters of an organization code (GB 11714-1997).
const ORGANIZATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
/// Characters that are typed for others, as codes have no such letters.
const LOOKALIKES: [(u8, u8); 5] =
    [(b'O', b'0'), (b'I', b'1'), (b'Z', b'2'), (b'S', b'5'), (b'V', b'U')];
/// Digits that a spreadsheet keeps of a number.
const KEPT: usize = 15;
/// What people write where there is no code.
const NOTHING: [&str; 10] =
    ["无", "暂无", "没有", "未登记", "未办理", "-", "—", "/", "NULL", "N/A"];

/// What there is to say about a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Case, width or spaces were changed.
    Normalized,
    /// It has this many characters instead of 18.
    Length(usize),
    /// A character that codes never have.
    Charset {
        /// Where, from 1.
        position: usize,
        /// The character.
        character: char,
        /// The code with all such characters replaced by what they look like, if it then passes both checks.
        suggestion: Option<String>,
    },
    /// Character 18 should be this one.
    CheckDigit(char),
    /// Character 17 should be this one.
    OrganizationCheck(char),
    /// A spreadsheet wrote it as a power of ten; digits are lost.
    Scientific,
    /// A spreadsheet kept 15 digits. The codes that it can have been, ascending: one to five.
    Cut(Vec<String>),
    /// The department (character 1) does not register this type.
    Department {
        /// The character.
        character: char,
        /// The type as written.
        written: String,
    },
    /// The kind (character 2) is not that of this type.
    Kind {
        /// The character.
        character: char,
        /// The type as written.
        written: String,
    },
    /// Characters 3–8 begin with a province that never was.
    Division(String),
}

impl Finding {
    /// Its public code.
    pub fn code(&self) -> Code {
        match self {
            Self::Normalized => Code::CreditNormalized,
            Self::Length(_) => Code::CreditLength,
            Self::Charset { .. } => Code::CreditCharset,
            Self::CheckDigit(_) => Code::CreditCheckDigit,
            Self::OrganizationCheck(_) => Code::CreditOrgCheck,
            Self::Scientific => Code::CreditScientific,
            Self::Cut(_) => Code::CreditCut,
            Self::Department { .. } => Code::CreditDepartment,
            Self::Kind { .. } => Code::CreditKind,
            Self::Division(_) => Code::CreditDivision,
        }
    }

    /// The problem of a row that it makes.
    pub fn problem(&self, file: &str, row: u32, column: &str) -> Problem {
        let problem = Problem::of_row(self.code(), file, row).at(column);
        match self {
            Self::Normalized | Self::Scientific => problem,
            Self::Length(length) => problem.with("length", *length),
            Self::Charset { position, character, suggestion } => problem
                .with("position", *position)
                .with("char", character.to_string())
                .with("suggestion", suggestion.as_deref().unwrap_or("—")),
            Self::CheckDigit(want) | Self::OrganizationCheck(want) => {
                problem.with("want", want.to_string())
            }
            Self::Cut(candidates) => problem.with("candidates", candidates.clone()),
            Self::Department { character, written } | Self::Kind { character, written } => {
                problem.with("char", character.to_string()).with("type", written.as_str())
            }
            Self::Division(division) => problem.with("division", division.as_str()),
        }
    }
}

/// A code as it may be kept, and what there is to say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// In upper case, half width, without spaces; empty where the text says that there is none. A code
    /// with errors is kept too: what cannot be checked is never thrown away.
    pub code: String,
    /// In the order of the characters that they speak of.
    pub findings: Vec<Finding>,
}

/// Checks a code. `kind` is the type of the organization as written, empty if unknown: the department
/// and the kind inside the code are compared with it.
///
/// ```
/// use matchgraph::files::credit_code::{Finding, check};
/// assert!(check("91350100M000100Y43", "企业").findings.is_empty());
/// assert_eq!(check("91350100M000100Y44", "").findings, [Finding::CheckDigit('3')]);
/// ```
pub fn check(text: &str, kind: &str) -> Checked {
    let code = normalized(text);
    if NOTHING.contains(&code.as_str()) || code.is_empty() {
        return Checked::default();
    }
    let mut findings = Vec::new();
    if code != text {
        findings.push(Finding::Normalized);
    }
    match numeric(&code) {
        Some(Finding::Cut(candidates)) => {
            findings.push(Finding::Cut(candidates));
            return Checked { code, findings };
        }
        Some(finding) => {
            // What stands there is no code in another spelling; nothing was normalised.
            return Checked { code, findings: vec![finding] };
        }
        None => {}
    }
    findings.extend(faults(&code, kind));
    Checked { code, findings }
}

/// Is this a code that passes both checks? Eighteen characters, in upper case and half width.
pub fn is_valid(code: &str) -> bool {
    values(code).is_some_and(|values| check_value(&values) == values[17])
        && organization_check(code) == code.chars().nth(16)
}

/// Upper case, half width, without spaces, hyphens and the apostrophe that makes a cell text.
fn normalized(text: &str) -> String {
    let kept = text.chars().filter(|c| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '\'' | '’' | '‘' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
    });
    let half = kept.map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    });
    let code: String = half.flat_map(char::to_uppercase).collect();
    let hyphen = |c: char| matches!(c, '-' | '–' | '—');
    if code.chars().any(|c| !hyphen(c) && !c.is_ascii_alphanumeric()) || code.chars().all(hyphen) {
        return code;
    }
    code.replace(hyphen, "")
}

/// What is wrong with a code that went through a number, if it did.
fn numeric(code: &str) -> Option<Finding> {
    // A program between may have printed the number with a fraction of nothing.
    let whole = code.strip_suffix(".00").or_else(|| code.strip_suffix(".0")).unwrap_or(code);
    if whole.len() == 18 && whole.ends_with("000") && !is_valid(whole) {
        let candidates = candidates(whole.get(..KEPT)?);
        if !candidates.is_empty() {
            return Some(Finding::Cut(candidates));
        }
    }
    let (mantissa, exponent) = code.split_once('E')?;
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let (first, rest) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if first.len() != 1 || exponent.is_empty() || exponent.len() > 2 {
        return None;
    }
    if !digits(first) || !digits(rest) || !digits(exponent) {
        return None;
    }
    // `5E10…` may begin a code; a number has a point or a sign.
    if !code.contains(['.', '+']) {
        return None;
    }
    let candidates = if exponent == "17" && rest.len() == KEPT - 1 {
        candidates(&format!("{first}{rest}"))
    } else {
        Vec::new()
    };
    Some(if candidates.is_empty() { Finding::Scientific } else { Finding::Cut(candidates) })
}

/// The all-digit codes that begin with these 15 digits, ascending. Each digit at position 16 leaves one
/// character 17 and one character 18; those that are letters would not have become a number.
pub fn candidates(kept: &str) -> Vec<String> {
    if kept.len() != KEPT || !kept.bytes().all(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let complete = |digit: char| {
        let mut code = format!("{kept}{digit}");
        code.push(organization_check(&code)?);
        code.push(check_character(&code)?);
        code.bytes().all(|byte| byte.is_ascii_digit()).then_some(code)
    };
    ('0'..='9').filter_map(complete).collect()
}

/// What is wrong with a text that should be a code.
fn faults(code: &str, kind: &str) -> Vec<Finding> {
    let length = code.chars().count();
    if length != 18 {
        return vec![Finding::Length(length)];
    }
    let strange = |c: char| u8::try_from(c).map_or(true, |byte| !ALPHABET.contains(&byte));
    if let Some((index, character)) = code.chars().enumerate().find(|(_, c)| strange(*c)) {
        let suggestion =
            Some(code.chars().map(lookalike).collect()).filter(|code: &String| is_valid(code));
        return vec![Finding::Charset { position: index + 1, character, suggestion }];
    }
    let mut findings = Vec::new();
    let wrong =
        |want: Option<char>, at: usize| want.filter(|want| code.chars().nth(at) != Some(*want));
    findings.extend(wrong(organization_check(code), 16).map(Finding::OrganizationCheck));
    findings.extend(wrong(check_character(code), 17).map(Finding::CheckDigit));
    if findings.is_empty() {
        // With a wrong check nobody knows which character is wrong: the others are not judged.
        findings.extend(type_fault(code, kind));
        let division = code.get(2..8).unwrap_or_default();
        if !was_division(division) {
            findings.push(Finding::Division(division.to_owned()));
        }
    }
    findings
}

/// What a character that codes never have was probably meant to be.
fn lookalike(character: char) -> char {
    let known = LOOKALIKES.iter().find(|(typed, _)| char::from(*typed) == character);
    known.map_or(character, |(_, meant)| char::from(*meant))
}

/// Does the department or the kind contradict the type? Only where the standard leaves no doubt: civil
/// affairs registers associations, service agencies and foundations; nobody else does.
fn type_fault(code: &str, written: &str) -> Option<Finding> {
    let mut characters = code.chars();
    let (department, kind) = (characters.next()?, characters.next()?);
    let (want_department, want_kind) = match OrganizationType::from_word(written.trim())? {
        OrganizationType::Association => ('5', Some('1')),
        OrganizationType::ServiceAgency => ('5', Some('2')),
        OrganizationType::Foundation => ('5', Some('3')),
        OrganizationType::Company => ('9', None),
        OrganizationType::LawFirm => ('3', None),
        OrganizationType::PublicInstitution => ('1', Some('2')),
        _ => return None,
    };
    let written = written.trim().to_owned();
    if department != want_department {
        return Some(Finding::Department { character: department, written });
    }
    // 9 is "other": no contradiction.
    want_kind
        .filter(|want| *want != kind && kind != '9')
        .map(|_| Finding::Kind { character: kind, written })
}

/// Can a registering office have stood there? Codes of counties come and go and stay in codes for ever;
/// only a province that never was is a mistake. The ministry itself registers under 100000.
fn was_division(division: &str) -> bool {
    static PROVINCES: OnceLock<Vec<String>> = OnceLock::new();
    let provinces = PROVINCES.get_or_init(|| {
        let divisions = Divisions::builtin();
        let mut provinces = vec!["10".to_owned()];
        for (place, _) in divisions.iter() {
            let province: String = place.to_string().chars().take(2).collect();
            if province != "00" && !provinces.contains(&province) {
                provinces.push(province);
            }
        }
        provinces
    });
    division.bytes().all(|byte| byte.is_ascii_digit())
        && provinces.iter().any(|province| division.starts_with(province.as_str()))
}

/// The value of a character of a code.
fn value(byte: u8) -> Option<u32> {
    ALPHABET.iter().position(|known| *known == byte).map(|value| value as u32)
}

/// The values of all 18 characters.
fn values(code: &str) -> Option<[u32; 18]> {
    let values: Vec<u32> = code.bytes().map(value).collect::<Option<_>>()?;
    values.try_into().ok()
}

/// The value of character 18: 31 − (Σ value · weight mod 31), where 31 counts as 0.
fn check_value(values: &[u32]) -> u32 {
    let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    (31 - sum % 31) % 31
}

/// Character 18 for the first 17 characters.
fn check_character(code: &str) -> Option<char> {
    let values: Vec<u32> = code.bytes().take(17).map(value).collect::<Option<_>>()?;
    ALPHABET.get(check_value(&values) as usize).map(|byte| char::from(*byte))
}

/// Character 17 for characters 9–16: 11 − (Σ value · weight mod 11); 10 is X, 11 is 0 (GB 11714-1997;
/// there letters count from A = 10, without gaps).
fn organization_check(code: &str) -> Option<char> {
    let body = code.as_bytes().get(8..16)?;
    let values = body.iter().map(|byte| char::from(*byte).to_digit(36));
    let sum = values
        .zip(ORGANIZATION_WEIGHTS)
        .try_fold(0, |sum, (value, weight)| Some(sum + value? * weight));
    match (11 - sum? % 11) % 11 {
        10 => Some('X'),
        value => char::from_digit(value, 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(text: &str, kind: &str) -> Vec<&'static str> {
        check(text, kind).findings.iter().map(|finding| finding.code().as_str()).collect()
    }

    #[test]
    fn published_codes_pass() {
        for code in ["91110108551385082Q", "91350100M000100Y43", "91110000600037341L"] {
            assert_eq!(check(code, "").findings, [], "{code}");
            assert!(is_valid(code));
        }
        // Random but for its last character, whose value is 31 and which is written 0.
        let random = check("5243010071T3ENLL10", "");
        assert_eq!(random.findings, [Finding::OrganizationCheck('5')]);
    }

    #[test]
    fn every_line_of_the_list_of_bad_codes_is_named() {
        let kind = "民办非企业单位";
        let wrong = |want| vec![Finding::CheckDigit(want)];
        assert_eq!(check("52350102XXXX900181", kind).findings, wrong('J'));
        assert_eq!(check("52350102XXXX90018", kind).findings, [Finding::Length(17)]);
        assert_eq!(
            check("52350102XXXX9O018J", kind).findings,
            [Finding::Charset {
                position: 14,
                character: 'O',
                suggestion: Some("52350102XXXX90018J".into())
            }]
        );
        for (text, code) in [
            ("52350104xxxx90085d", "52350104XXXX90085D"),
            ("５２３５０１０３ＸＸＸＸ９００３４Ｎ", "52350103XXXX90034N"),
            (" 523501 11XXXX900424 ", "52350111XXXX900424"),
        ] {
            let checked = check(text, kind);
            assert_eq!(
                (checked.code.as_str(), checked.findings),
                (code, vec![Finding::Normalized])
            );
        }
        assert_eq!(codes("5.2350102E+17", kind), ["credit_scientific"]);
        assert_eq!(codes("91350102XXXX90050W", kind), ["credit_department"]);
        assert_eq!(codes("51350102XXXX90069X", kind), ["credit_kind"]);
        assert_eq!(
            check("52999999XXXX90077P", kind).findings,
            [Finding::Division("999999".into())]
        );
        for nothing in ["", " ", "无", "—", "/"] {
            assert_eq!(check(nothing, kind), Checked::default());
        }
    }

    #[test]
    fn what_is_no_code_is_kept_and_named() {
        assert_eq!(check("551385082", "").findings, [Finding::Length(9)]);
        assert_eq!(check("福州示例机构", "").code, "福州示例机构");
        assert_eq!(codes("福州市鼓楼区榕小伴儿童成长服务中心站", ""), ["credit_charset"]);
        // A letter that no repair explains.
        assert!(matches!(
            check("52350102XXXX9Z018J", "").findings.as_slice(),
            [Finding::Charset { suggestion: None, .. }]
        ));
    }

    #[test]
    fn a_wrong_organization_check_is_named_alone_when_the_last_character_fits() {
        let mut code = "52350102XXXX90017".to_owned();
        code.push(check_character(&code).unwrap());
        assert_eq!(check(&code, "").findings, [Finding::OrganizationCheck('8')]);
    }

    #[test]
    fn old_and_ministerial_places_are_fine() {
        let with_place = |place: &str| {
            let mut code = format!("52{place}XXXX90018");
            code.push(check_character(&code).unwrap());
            codes(&code, "")
        };
        // 平果县 until 2019, 华亭县 until 2018, the ministry.
        for place in ["451023", "620824", "100000"] {
            assert!(with_place(place).is_empty(), "{place}");
        }
        assert_eq!(with_place("990102"), ["credit_division"]);
    }

    #[test]
    fn types_that_nobody_can_judge_are_left_alone() {
        for kind in ["", "社区备案", "群团", "其他", "有限责任公司"] {
            assert!(codes("91350100M000100Y43", kind).is_empty(), "{kind}");
        }
        assert_eq!(codes("91350100M000100Y43", "基金会"), ["credit_department"]);
    }

    #[test]
    fn numbers_of_spreadsheets_are_seen_in_every_dress() {
        let code = valid("52", "350102", "0000900", 'n');
        let kept = &code[..15];
        for text in [
            format!("{kept}000"),
            format!("{kept}000.0"),
            format!("{}.{}E+17", &kept[..1], &kept[1..]),
        ] {
            assert_eq!(
                check(&text, "").findings.last(),
                Some(&Finding::Cut(candidates(kept))),
                "{text}"
            );
        }
        assert_eq!(codes("5.2E17", ""), ["credit_scientific"]);
    }

    #[test]
    fn problems_fill_their_sentences() {
        use crate::message::Language;
        for (text, kind) in [
            ("52350102XXXX900181", "民办非企业单位"),
            ("52350102XXXX9O018J", "民办非企业单位"),
            ("52350102XXXX9Z018J", "民办非企业单位"),
            ("52350102XXXX9001", ""),
            ("51350102XXXX90069X", "民非"),
            ("91350102XXXX90050W", "民非"),
            ("52999999XXXX90077P", ""),
        ] {
            for finding in check(text, kind).findings {
                let problem = finding.problem("a.csv", 2, "代码");
                let key = format!("problem.{}", problem.code.as_str());
                let sentence = Language::Chinese.sentence(&key, &problem.args);
                assert!(!sentence.contains('{'), "{sentence}");
            }
        }
    }

    /// A valid code; with 'n' as its mark one of digits only, its body counted up until it is one.
    fn valid(head: &str, place: &str, body: &str, mark: char) -> String {
        ('0'..='9')
            .filter_map(|digit| {
                let mut code = format!("{head}{place}{body}{digit}");
                code.push(organization_check(&code)?);
                code.push(check_character(&code)?);
                Some(code)
            })
            .find(|code| mark != 'n' || code.bytes().all(|byte| byte.is_ascii_digit()))
            .unwrap_or_default()
    }

    proptest! {
        #[test]
        fn every_valid_code_passes(
            head in "5[123]", place in "(35|43|11|65)[0-9]{4}", body in "[0-9A-HJ-NPQRTUWXY]{7}"
        ) {
            let code = valid(&head, &place, &body, 'a');
            prop_assert_eq!(check(&code, "").findings, []);
        }

        #[test]
        fn substitutions_and_swaps_are_caught(
            body in "[0-9A-HJ-NPQRTUWXY]{7}", at in 0_usize..18, other in "[0-9A-HJ-NPQRTUWXY]", place in "35[0-9]{4}"
        ) {
            let code = valid("52", &place, &body, 'a');
            let mut changed: Vec<char> = code.chars().collect();
            changed[at] = other.chars().next().unwrap();
            let changed: String = changed.into_iter().collect();
            prop_assert_eq!(is_valid(&changed), changed == code);
            let mut swapped: Vec<char> = code.chars().collect();
            if at < 17 {
                swapped.swap(at, at + 1);
                let swapped: String = swapped.into_iter().collect();
                prop_assert_eq!(is_valid(&swapped), swapped == code);
            }
        }

        #[test]
        fn the_true_code_is_among_the_candidates(body in "[0-9]{7}", place in "35[0-9]{4}") {
            let code = valid("52", &place, &body, 'n');
            prop_assume!(!code.is_empty());
            let found = candidates(&code[..15]);
            prop_assert!((1..=5).contains(&found.len()), "{} candidates", found.len());
            prop_assert!(found.contains(&code));
            let cut = format!("{}000", &code[..15]);
            if cut != code && !is_valid(&cut) {
                prop_assert_eq!(check(&cut, "").findings, [Finding::Cut(found)]);
            }
        }

        #[test]
        fn any_text_is_answered(text in any::<String>(), kind in any::<String>()) {
            let checked = check(&text, &kind);
            prop_assert!(checked.findings.len() <= 4);
        }
    }

    #[test]
    fn a_check_of_zero_is_common_enough_to_be_tested() {
        let zeros = (0..1000)
            .filter(|number| valid("52", "350102", &format!("XXX{number:04}"), 'a').ends_with('0'));
        assert!(zeros.count() > 10);
    }
}
