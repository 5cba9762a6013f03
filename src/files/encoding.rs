//! How the characters of a text are written: by its mark, as strict UTF-8, or by which encoding makes
//! common characters of its bytes.
//!
//! Programs for spreadsheets in China write GB18030 without saying so, in Taiwan and Hong Kong Big5.
//! Most Big5 bytes are valid GB18030 as well, but give rare characters: both standards have their
//! common characters in blocks of their own (GB 2312 rows 16–55; Big5 rows A4–C6), and the share of
//! pairs inside them tells the two apart.

use std::borrow::Cow;

use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use serde::{Deserialize, Serialize};

use super::repair::mojibake;

/// An encoding that a user can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8.
    #[serde(rename = "UTF-8")]
    Utf8,
    /// GB18030, which contains GBK and GB 2312.
    #[serde(rename = "GB18030")]
    Gb18030,
    /// Big5 with the Hong Kong supplement.
    #[serde(rename = "Big5")]
    Big5,
    /// UTF-16, least significant byte first.
    #[serde(rename = "UTF-16LE")]
    Utf16Le,
    /// UTF-16, most significant byte first.
    #[serde(rename = "UTF-16BE")]
    Utf16Be,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: [Self; 5] =
        [Self::Utf8, Self::Gb18030, Self::Big5, Self::Utf16Le, Self::Utf16Be];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    /// The tables that decode it.
    fn decoder(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Big5 => BIG5,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        }
    }

    /// The text; invalid bytes become U+FFFD.
    fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        self.decoder().decode_without_bom_handling(bytes).0
    }
}

/// A text, and how it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded<'a> {
    /// The characters, without a byte order mark.
    pub text: Cow<'a, str>,
    /// The encoding of most of it.
    pub encoding: Encoding,
    /// How likely each other encoding is, in thousandths, most likely first; those with 0 are left out.
    pub alternatives: Vec<(Encoding, u32)>,
    /// The text had been read in a wrong encoding and saved again, and was restored: the encoding that
    /// it was in, and that as which it was read.
    pub restored: Option<(&'static str, &'static str)>,
    /// Byte offsets in `text` of lines that were written in another encoding, with that encoding.
    pub changes: Vec<(usize, Encoding)>,
    /// The text ends inside a character.
    pub truncated: bool,
}

/// Bytes that are looked at to guess an encoding.
const LOOKED_AT: usize = 256 * 1024;
/// Lines in another encoding that are noted.
const MOST_CHANGES: usize = 200;

/// Decodes a text, as told or as guessed.
pub fn decode(bytes: &[u8], told: Option<Encoding>) -> Decoded<'_> {
    let (mark, rest) = byte_order_mark(bytes);
    if let Some(encoding) = told.or(mark) {
        return as_told(rest, encoding);
    }
    let mut decoded = match std::str::from_utf8(rest) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), ..empty(Encoding::Utf8) },
        Err(error) => {
            let cut = error.error_len().is_none();
            match std::str::from_utf8(&rest[..error.valid_up_to()]) {
                Ok(text) if cut && !text.is_ascii() => {
                    Decoded { text: Cow::Borrowed(text), truncated: true, ..empty(Encoding::Utf8) }
                }
                _ => guess(rest),
            }
        }
    };
    if decoded.encoding == Encoding::Utf8
        && decoded.changes.is_empty()
        && let Some((text, from, to)) = restore(&decoded.text)
    {
        decoded.text = Cow::Owned(text);
        decoded.restored = Some((from, to));
    }
    decoded
}

/// Nothing yet in an encoding.
fn empty(encoding: Encoding) -> Decoded<'static> {
    Decoded {
        text: Cow::Borrowed(""),
        encoding,
        alternatives: Vec::new(),
        restored: None,
        changes: Vec::new(),
        truncated: false,
    }
}

/// The encoding that a mark at the beginning names, and the bytes behind it.
fn byte_order_mark(bytes: &[u8]) -> (Option<Encoding>, &[u8]) {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (None, rest),
        [0xff, 0xfe, rest @ ..] => (Some(Encoding::Utf16Le), rest),
        [0xfe, 0xff, rest @ ..] => (Some(Encoding::Utf16Be), rest),
        _ => (None, bytes),
    }
}

/// Decodes as told.
fn as_told(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    let mut decoded = Decoded { text: encoding.decode(bytes), ..empty(encoding) };
    let wide = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    decoded.truncated = wide && !bytes.len().is_multiple_of(2);
    decoded
}

/// Guesses the encoding of bytes that are not UTF-8.
fn guess(bytes: &[u8]) -> Decoded<'_> {
    let sample = &bytes[..bytes.len().min(LOOKED_AT)];
    let wide = [
        (Encoding::Utf16Le, share_of_wide(sample, u16::from_le_bytes)),
        (Encoding::Utf16Be, share_of_wide(sample, u16::from_be_bytes)),
    ];
    if let Some((encoding, _)) = wide.into_iter().find(|(_, share)| *share > 900) {
        let decoded = as_told(bytes, encoding);
        return Decoded { alternatives: shares(sample, encoding), ..decoded };
    }
    let narrow = narrow(sample);
    // Where some lines are UTF-8 and others are not, each line is read for itself.
    let strict = |line: &[u8]| std::str::from_utf8(line).is_ok();
    let lines = || bytes.split_inclusive(|byte| *byte == b'\n');
    let is_mixed = lines().any(|line| !line.is_ascii() && strict(line));
    if !is_mixed {
        let decoded = Decoded { text: narrow.decode(bytes), ..empty(narrow) };
        return Decoded { alternatives: shares(sample, narrow), ..decoded };
    }
    by_line(bytes, narrow)
}

/// Reads line by line: UTF-8 where a line is, otherwise the other encoding.
fn by_line(bytes: &[u8], other: Encoding) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 4);
    let mut runs: Vec<(usize, Encoding)> = Vec::new();
    let (mut utf8, mut others, mut truncated) = (0_usize, 0_usize, false);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let start = text.len();
        let encoding = match std::str::from_utf8(line) {
            Ok(line) => {
                text.push_str(line);
                if line.is_ascii() {
                    continue;
                }
                utf8 += 1;
                Encoding::Utf8
            }
            Err(error) if error.error_len().is_none() && !line.ends_with(b"\n") => {
                text.push_str(String::from_utf8_lossy(line).trim_end_matches('\u{fffd}'));
                truncated = true;
                Encoding::Utf8
            }
            Err(_) => {
                text.push_str(&other.decode(line));
                others += 1;
                other
            }
        };
        if runs.last().is_none_or(|(_, last)| *last != encoding) {
            runs.push((start, encoding));
        }
    }
    let encoding = if utf8 >= others { Encoding::Utf8 } else { other };
    // What is told are the places where the encoding changes, not the one in which the text begins.
    let begins = runs.first().map(|(_, encoding)| *encoding);
    let mut changes: Vec<(usize, Encoding)> = runs.into_iter().skip(1).collect();
    changes.truncate(MOST_CHANGES);
    let encoding = begins.filter(|_| utf8 == others).unwrap_or(encoding);
    Decoded { text: Cow::Owned(text), changes, truncated, ..empty(encoding) }
}

/// GB18030 or Big5, whichever makes more common characters of the pairs of bytes.
fn narrow(sample: &[u8]) -> Encoding {
    if common_pairs(sample, Encoding::Big5) > common_pairs(sample, Encoding::Gb18030) {
        Encoding::Big5
    } else {
        Encoding::Gb18030
    }
}

/// How likely each encoding but one is, most likely first.
fn shares(sample: &[u8], chosen: Encoding) -> Vec<(Encoding, u32)> {
    let mut shares = vec![
        (Encoding::Gb18030, common_pairs(sample, Encoding::Gb18030)),
        (Encoding::Big5, common_pairs(sample, Encoding::Big5)),
        (Encoding::Utf16Le, share_of_wide(sample, u16::from_le_bytes)),
        (Encoding::Utf16Be, share_of_wide(sample, u16::from_be_bytes)),
    ];
    shares.retain(|(encoding, share)| *encoding != chosen && *share > 0);
    shares.sort_by_key(|(encoding, share)| (std::cmp::Reverse(*share), *encoding));
    shares
}

/// Of all pairs of bytes, how many are common characters or punctuation, in thousandths.
fn common_pairs(sample: &[u8], encoding: Encoding) -> u32 {
    let (mut common, mut all) = (0_u64, 0_u64);
    let mut bytes = sample.iter().copied();
    while let Some(lead) = bytes.next() {
        if lead < 0x80 {
            continue;
        }
        all += 1;
        let Some(trail) = bytes.next() else { break };
        let is_common = match encoding {
            Encoding::Big5 => {
                let valid = matches!(trail, 0x40..=0x7e | 0xa1..=0xfe);
                valid && matches!(lead, 0xa1 | 0xa2 | 0xa4..=0xc6)
            }
            _ => {
                // Rows 1 to 3 hold punctuation, signs and full-width letters; 16 to 55 the characters.
                (0xa1..0xff).contains(&trail) && matches!(lead, 0xa1..=0xa3 | 0xb0..=0xd7)
            }
        };
        common += u64::from(is_common);
    }
    (common * 1000).checked_div(all).unwrap_or(0) as u32
}

/// Of all pairs of bytes as UTF-16, how many are Chinese or ASCII, in thousandths; 0 where there is no
/// line break or comma among them, which every table has.
fn share_of_wide(sample: &[u8], read: fn([u8; 2]) -> u16) -> u32 {
    let (mut likely, mut all, mut ascii) = (0_u64, 0_u64, 0_u64);
    for pair in sample.chunks_exact(2) {
        let unit = read([pair[0], pair[1]]);
        all += 1;
        let is_ascii = matches!(unit, 0x09 | 0x0a | 0x0d | 0x20..=0x7e);
        let chinese =
            matches!(unit, 0x3000..=0x303f | 0x4e00..=0x9fff | 0xff00..=0xffef | 0x2000..=0x206f);
        ascii += u64::from(is_ascii);
        likely += u64::from(is_ascii || chinese);
    }
    if ascii * 50 < all {
        return 0;
    }
    (likely * 1000).checked_div(all).unwrap_or(0) as u32
}

/// Characters at the beginning by which a text that was encoded twice is known.
const BEGINNING: usize = 2000;

/// A text that was saved in a wrong encoding, as it was; line by line where a part of it is lost.
fn restore(text: &str) -> Option<(String, &'static str, &'static str)> {
    let end = text.char_indices().nth(BEGINNING).map_or(text.len(), |(at, _)| at);
    let known = mojibake(&text[..end])?;
    let restored = mojibake(text).map_or_else(
        || {
            let line = |line| mojibake(line).map_or_else(|| line.to_owned(), |it| it.text);
            text.split_inclusive('\n').map(line).collect()
        },
        |whole| whole.text,
    );
    Some((restored, known.from, known.to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "机构名称,所在区划,简介\n示例编码服务中心,福建省福州市鼓楼区,测试行\n";
    const TRADITIONAL: &str = "機構名稱,統一社會信用代碼,服務領域\n示例繁體服務中心,,家庭教育\n";

    #[test]
    fn an_encoding_is_known_by_what_its_characters_are() {
        let gb = GB18030.encode(TEXT).0;
        let big5 = BIG5.encode(TRADITIONAL).0;
        let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wide_be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cases: [(&[u8], Encoding, &str); 5] = [
            (TEXT.as_bytes(), Encoding::Utf8, TEXT),
            (&gb, Encoding::Gb18030, TEXT),
            (&big5, Encoding::Big5, TRADITIONAL),
            (&wide, Encoding::Utf16Le, TEXT),
            (&wide_be, Encoding::Utf16Be, TEXT),
        ];
        for (bytes, encoding, text) in cases {
            let decoded = decode(bytes, None);
            assert_eq!((decoded.encoding, &*decoded.text), (encoding, text));
        }
        // Traditional characters in GB18030, as a Simplified system saves them.
        let gb = GB18030.encode(TRADITIONAL).0;
        assert_eq!(decode(&gb, None).text, TRADITIONAL);
        assert_eq!(decode(&gb, Some(Encoding::Gb18030)).text, TRADITIONAL);
    }

    #[test]
    fn a_text_that_changes_its_encoding_is_read_line_by_line() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.extend_from_slice(&GB18030.encode("示例混编,福州,测试\n").0);
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.text, format!("{TEXT}示例混编,福州,测试\n"));
        assert_eq!(decoded.encoding, Encoding::Utf8);
        assert_eq!(decoded.changes, [(TEXT.len(), Encoding::Gb18030)]);
    }

    #[test]
    fn half_a_character_at_the_end_is_noticed() {
        let bytes = &TEXT.as_bytes()[..TEXT.len() - 2];
        let decoded = decode(bytes, None);
        assert!(decoded.truncated && decoded.text.ends_with("测试"));
    }

    #[test]
    fn text_that_was_encoded_twice_is_restored() {
        let twice: String = TEXT.bytes().map(char::from).collect();
        let decoded = decode(twice.as_bytes(), None);
        assert!(decoded.restored.is_some());
        assert_eq!(decoded.text, TEXT);
        let french = "nom,ville\nécole élémentaire,Orléans\ncafé théâtre,Besançon\n";
        assert_eq!(decode(french.as_bytes(), None).restored, None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_decoded(bytes: Vec<u8>, choice in 0_usize..6) {
            let told = Encoding::ALL.get(choice).copied();
            let decoded = decode(&bytes, told);
            for (at, _) in &decoded.changes {
                prop_assert!(decoded.text.is_char_boundary(*at));
            }
        }
    }
}
