//! Whole texts that were saved in a wrong encoding.

use encoding_rs::{GB18030, WINDOWS_1252};

use super::characters::Characters;

/// A text as it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The text.
    pub text: String,
    /// The encoding that it is in.
    pub from: &'static str,
    /// The encoding as which it was read.
    pub to: &'static str,
}

/// Points a character, in tenths, that a restored text must have.
const COMMON: i32 = 10;
/// Points a character, in tenths, by which it must be better.
const BETTER: i32 = 15;
/// Fewest characters beyond ASCII by which one can tell.
const FEWEST: usize = 4;

/// The text as it was before it was read in a wrong encoding and saved; `None` if it is sound or cannot
/// be restored. Tried are UTF-8 read as GBK, UTF-8 read as Windows-1252 or Latin-1, and GBK read so.
///
/// ```
/// use matchgraph::files::repair::mojibake;
/// let restored = mojibake("æœºæž„å\u{90}\u{8d}ç§°").unwrap();
/// assert_eq!((restored.text.as_str(), restored.from), ("机构名称", "UTF-8"));
/// assert_eq!(mojibake("机构名称"), None);
/// ```
pub fn mojibake(text: &str) -> Option<Restored> {
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    if beyond < FEWEST {
        return None;
    }
    // Text that is common as it stands needs no second look.
    let before = Characters::get().tenths(text);
    if before >= COMMON {
        return None;
    }
    let latin = latin_bytes(text);
    let candidates = [
        utf8(gbk_bytes(text)).map(|text| (text, "UTF-8", "GBK")),
        latin.clone().and_then(utf8).map(|text| (text, "UTF-8", "Windows-1252")),
        latin.as_deref().and_then(gbk).map(|text| (text, "GBK", "Windows-1252")),
    ];
    candidates.into_iter().flatten().find_map(|(text, from, to)| {
        let after = Characters::get().tenths(&text);
        (after >= COMMON && after >= before + BETTER).then_some(Restored { text, from, to })
    })
}

/// The bytes that a text has in GBK. What was lost is 0xFF, which no encoding has.
fn gbk_bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        match (character, Characters::get().bytes(character)) {
            ('\u{fffd}', _) => bytes.push(0xff),
            // A lone 0x80 is read as the sign of the euro.
            ('€', _) => bytes.push(0x80),
            (_, Some(pair)) => bytes.extend(pair),
            _ if character.is_ascii() => bytes.push(character as u8),
            _ => bytes.extend_from_slice(&GB18030.encode(character.encode_utf8(&mut [0; 4])).0),
        }
    }
    bytes
}

/// The bytes that a text has in Windows-1252 or Latin-1; `None` if it has other characters than those.
fn latin_bytes(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        if let Ok(byte) = u8::try_from(u32::from(character)) {
            bytes.push(byte);
            continue;
        }
        let mut buffer = [0; 4];
        let (encoded, _, lost) = WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
        match (&*encoded, lost) {
            ([byte], false) => bytes.push(*byte),
            _ if character == '\u{fffd}' => bytes.push(0xff),
            _ => return None,
        }
    }
    Some(bytes)
}

/// Bytes as UTF-8, if nearly all of them are. A no-break space that became a space is one again.
fn utf8(mut bytes: Vec<u8>) -> Option<String> {
    for at in 1..bytes.len() {
        let open = |byte: u8| matches!(byte, 0xe0..=0xef);
        let second = at >= 2 && open(bytes[at - 2]) && bytes[at - 1] >= 0x80;
        if bytes[at] == b' ' && (open(bytes[at - 1]) || second) {
            bytes[at] = 0xa0;
        }
    }
    let text = String::from_utf8_lossy(&bytes);
    let lost = text.chars().filter(|c| *c == '\u{fffd}').count();
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    (beyond > 1 && lost * 8 <= beyond).then(|| text.into_owned())
}

/// Bytes as GBK, if all of them are.
fn gbk(bytes: &[u8]) -> Option<String> {
    let (text, lost) = GB18030.decode_without_bom_handling(bytes);
    (!lost).then(|| text.into_owned())
}
