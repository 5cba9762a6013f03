//! What a file is, by its content. A name only decides where contents cannot: between a table and a
//! text.

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Nothing, or nothing but white space.
    Empty,
    /// JSON, JSON lines, or a project file: the import reads it.
    Json,
    /// Cells divided by a character.
    Separated,
    /// Sentences: visit notes, minutes, a call for proposals.
    Text,
    /// A workbook: xlsx, xls, or a web page saved as one.
    Workbook,
    /// A text document: docx.
    Document,
    /// Something else; the word says what it looks like.
    Other(&'static str),
}

/// The first bytes of formats that are not read, and what users call them.
const SIGNATURES: [(&[u8], &str); 14] = [
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM6", "BMP 图片"),
    (b"RIFF", "媒体文件"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"{\\rtf", "RTF"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
    (b"SQLite format 3", "SQLite"),
    (b"\x00\x00\x00\x18ftyp", "视频"),
];

/// Names of streams inside a compound file (MS-CFB), in UTF-16, by what they make of it.
const STREAMS: [(&str, Format); 4] = [
    ("Workbook", Format::Workbook),
    ("Book", Format::Workbook),
    ("WordDocument", Format::Other("doc / wps")),
    ("PowerPoint Document", Format::Other("ppt / dps")),
];

/// Bytes at the beginning that are looked at to tell what a text is.
const BEGINNING: usize = 4096;

impl Format {
    /// The word for it in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Json => "json",
            Self::Separated => "separated",
            Self::Text => "text",
            Self::Workbook => "workbook",
            Self::Document => "document",
            Self::Other(_) => "other",
        }
    }

    /// Finds out what a file is.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0)
            || matches!(bytes, b"\xef\xbb\xbf" | b"\xff\xfe" | b"\xfe\xff")
        {
            return Self::Empty;
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return zip(bytes);
        }
        if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return compound(name, bytes);
        }
        if let Some((_, word)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
            return Self::Other(word);
        }
        let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        let beginning = &body[..body.len().min(BEGINNING)];
        let ending = ending(name);
        if matches!(ending.as_str(), "json" | "jsonl" | "ndjson") || looks_like_json(beginning) {
            return Self::Json;
        }
        if beginning.starts_with(b"<") && is_page(beginning) {
            return Self::Workbook;
        }
        if ending == "txt" || ending == "md" { Self::Text } else { Self::Separated }
    }
}

/// The ending of a name in lower case; empty if it has none.
pub fn ending(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// What a zip archive holds, by the names in it. A part of a file is enough: names stand before
/// contents.
fn zip(bytes: &[u8]) -> Format {
    let holds = |word: &[u8]| find(bytes, word);
    if holds(b"xl/") {
        Format::Workbook
    } else if holds(b"word/") {
        Format::Document
    } else if holds(b"ppt/") {
        Format::Other("pptx")
    } else if holds(b"opendocument.spreadsheet") {
        Format::Other("ods")
    } else if holds(b"opendocument.text") {
        Format::Other("odt")
    } else if holds(b"[Content_Types].xml") {
        Format::Workbook
    } else {
        Format::Other("zip 压缩包")
    }
}

/// What a compound file holds. The name helps where WPS uses the streams of another program.
fn compound(name: &str, bytes: &[u8]) -> Format {
    match ending(name).as_str() {
        "et" => return Format::Other("et"),
        "wps" => return Format::Other("wps"),
        _ => {}
    }
    for (stream, format) in STREAMS {
        let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        if find(bytes, &wide) {
            return format;
        }
    }
    Format::Other("doc / wps")
}

/// Do bytes stand somewhere in others?
fn find(bytes: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(bytes, word).is_some()
}

/// Does a text begin as JSON? `[备注]` in a table does not.
fn looks_like_json(beginning: &[u8]) -> bool {
    let next = |skip: usize| {
        beginning[skip.min(beginning.len())..].iter().find(|byte| !byte.is_ascii_whitespace())
    };
    match beginning.first() {
        Some(b'{') => matches!(next(1), Some(b'"' | b'}')),
        Some(b'[') => matches!(next(1), Some(b'{' | b']' | b'[')),
        _ => false,
    }
}

/// Is it a web page or the XML of an old spreadsheet?
fn is_page(beginning: &[u8]) -> bool {
    let text = beginning.to_ascii_lowercase();
    [&b"<html"[..], b"<table", b"<!doctype html", b"<head", b"<meta", b"urn:schemas-microsoft-com"]
        .iter()
        .any(|word| find(&text, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_its_content() {
        let cases: [(&str, &[u8], Format); 14] = [
            ("a.csv", b" \r\n\t\n", Format::Empty),
            ("a.csv", b"\xef\xbb\xbf", Format::Empty),
            ("a.csv", b"PK\x03\x04....xl/workbook.xml", Format::Workbook),
            ("a.xlsx", b"PK\x03\x04....word/document.xml", Format::Document),
            ("a.xlsx", b"PK\x03\x04....photo.jpg", Format::Other("zip 压缩包")),
            ("a.xls", b"<html><body><table><tr>", Format::Workbook),
            ("a.csv", "<script>,名称".as_bytes(), Format::Separated),
            ("a.csv", b"\x89PNG\r\n", Format::Other("PNG 图片")),
            ("a.csv", b"%PDF-1.7", Format::Other("PDF")),
            ("a.txt", b"{\"id\": 1}", Format::Json),
            ("a.csv", "[备注],名称".as_bytes(), Format::Separated),
            ("a.csv", b"a,b", Format::Separated),
            ("a.TXT", b"a,b", Format::Text),
            ("x.jsonl", b"rubbish", Format::Json),
        ];
        for (name, bytes, format) in cases {
            assert_eq!(Format::of(name, bytes), format, "{name}");
        }
    }

    #[test]
    fn old_office_files_are_told_apart_by_their_streams() {
        let file = |stream: &str| {
            let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1........".to_vec();
            bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        assert_eq!(Format::of("a.xls", &file("Workbook")), Format::Workbook);
        assert_eq!(Format::of("a.et", &file("Workbook")), Format::Other("et"));
        assert_eq!(Format::of("a.xls", &file("WordDocument")), Format::Other("doc / wps"));
    }
}
