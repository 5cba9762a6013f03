//! Texts of calls, visits and articles: .docx (ISO/IEC 29500-1, part `WordprocessingML`) and plain text
//! become paragraphs.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::package::{Fault, LARGEST_PART, Package};
use super::xml::{Item, Xml};
use crate::problem::{Code, Problem};

/// What a zip file starts with, and so every .docx.
const ZIP: &[u8] = b"PK";
/// What the old .doc and .wps start with.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Reads the paragraphs of a document; those without text are left out. A row of a table is one
/// paragraph with a tab between its cells, and a line break inside stays one.
///
/// What cannot be read becomes a problem: `damaged_file`, `too_large`, `unsupported_format`.
pub fn paragraphs(name: &str, bytes: &[u8], problems: &mut Vec<Problem>) -> Vec<String> {
    let (format, outcome) = if bytes.starts_with(ZIP) {
        ("docx", document(bytes))
    } else if bytes.starts_with(COMPOUND) {
        let problem = Problem::of_file(Code::UnsupportedFormat, name);
        problems.push(problem.with("format", "doc / wps"));
        return Vec::new();
    } else {
        ("txt", text(bytes))
    };
    outcome.unwrap_or_else(|fault| {
        problems.push(fault.problem(name, format));
        Vec::new()
    })
}

/// The lines of a plain text.
fn text(bytes: &[u8]) -> Result<Vec<String>, Fault> {
    if bytes.len() as u64 > LARGEST_PART {
        return Err(Fault::bytes(bytes.len() as u64, LARGEST_PART));
    }
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| {
        let valid = std::str::from_utf8(bytes).is_ok();
        (if valid { UTF_8 } else { GB18030 }, 0)
    });
    let bytes = bytes.get(mark..).unwrap_or_default();
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    Ok(lines.map(str::to_owned).collect())
}

/// The paragraphs of a .docx.
fn document(bytes: &[u8]) -> Result<Vec<String>, Fault> {
    let mut package = Package::open(bytes)?;
    let main = package.relations("")?.into_iter();
    let main = main
        .filter(|relation| relation.kind.ends_with("/officeDocument"))
        .map(|relation| relation.target)
        .find(|target| package.has(target))
        .unwrap_or_else(|| "word/document.xml".to_owned());
    read(package.part(&main)?.ok_or(Fault::Damaged)?)
}

/// Where the reader stands.
#[derive(Default)]
struct Place {
    /// Tables around it.
    tables: u32,
    /// Elements around it that say again, for old programs, what was said before.
    repeats: u32,
    in_text: bool,
}

/// Reads the paragraphs of the main part.
fn read<R: std::io::BufRead>(mut xml: Xml<R>) -> Result<Vec<String>, Fault> {
    let (mut paragraphs, mut current, mut row) = (Vec::new(), String::new(), Vec::new());
    let mut place = Place::default();
    loop {
        match xml.next()? {
            Item::Open(tag) => match tag.name() {
                "Fallback" => place.repeats += 1,
                _ if place.repeats > 0 => {}
                "tbl" => {
                    place.tables += 1;
                    // A text may stand open around a table: that of a text box.
                    if place.tables == 1 {
                        end(&mut paragraphs, &mut current);
                    }
                }
                // A paragraph inside another is the one of a text box.
                "p" if place.tables == 0 => end(&mut paragraphs, &mut current),
                "t" => place.in_text = true,
                "tab" | "ptab" if !current.is_empty() => current.push('\t'),
                "br" | "cr" if !current.is_empty() => current.push('\n'),
                "noBreakHyphen" => current.push('-'),
                _ => {}
            },
            Item::Text(text) if place.in_text && place.repeats == 0 => current.push_str(&text),
            Item::Close(name) => match name.as_str() {
                "Fallback" => place.repeats = place.repeats.saturating_sub(1),
                _ if place.repeats > 0 => {}
                "t" => place.in_text = false,
                "p" if place.tables == 0 => end(&mut paragraphs, &mut current),
                "p" if !current.ends_with('\n') && !current.is_empty() => current.push('\n'),
                "tc" if place.tables == 1 => {
                    // Tabs are between cells, not inside.
                    row.push(current.trim().replace('\t', " "));
                    current.clear();
                }
                "tr" if place.tables == 1 => {
                    current = row.join("\t");
                    row.clear();
                    end(&mut paragraphs, &mut current);
                }
                "tbl" => place.tables = place.tables.saturating_sub(1),
                _ => {}
            },
            Item::Text(_) => {}
            Item::End => {
                end(&mut paragraphs, &mut current);
                return Ok(paragraphs);
            }
        }
    }
}

/// Ends a paragraph.
fn end(paragraphs: &mut Vec<String>, current: &mut String) {
    if !current.trim().is_empty() {
        paragraphs.push(current.trim_end().to_owned());
    }
    current.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_tables_and_text_boxes() {
        let xml = r#"<w:document><w:body>
            <w:p><w:r><w:t>一、</w:t></w:r><w:r><w:t xml:space="preserve">申报 </w:t><w:tab/><w:t>条件</w:t><w:br/><w:t>见下</w:t></w:r></w:p>
            <w:p/><w:p><w:r><w:delText>旧</w:delText><w:instrText>PAGE</w:instrText></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>时间</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5月</w:t></w:r></w:p>
            <w:p><w:r><w:t>6月</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc>
            <w:tc><w:p><w:r><w:t>层</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>
            <w:p><w:r><w:t>前</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice>
            <mc:Fallback><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent><w:t>后</w:t></w:r></w:p>
            </w:body></w:document>"#;
        assert_eq!(
            read(Xml::new(xml.as_bytes())),
            Ok(["一、申报 \t条件\n见下", "时间\t5月\n6月", "\t内\n层", "前", "框", "后"]
                .map(str::to_owned)
                .to_vec())
        );
    }

    #[test]
    fn plain_text_is_read_in_its_encoding() {
        let mut problems = Vec::new();
        let mut read = |bytes: &[u8]| paragraphs("走访.txt", bytes, &mut problems);
        let lines = ["走访记录".to_owned(), "孩子没人管".to_owned()];
        assert_eq!(read("走访记录\r\n\r\n孩子没人管\n".as_bytes()), lines);
        assert_eq!(read(&GB18030.encode("走访记录\n孩子没人管").0), lines);
        let wide = "\u{feff}走访记录\n孩子没人管".encode_utf16().flat_map(u16::to_le_bytes);
        assert_eq!(read(&wide.collect::<Vec<u8>>()), lines);
        assert_eq!(problems, []);
    }

    #[test]
    fn what_is_no_document_is_named() {
        for (bytes, code) in
            [(&b"PK\x03\x04rest"[..], Code::DamagedFile), (COMPOUND, Code::UnsupportedFormat)]
        {
            let mut problems = Vec::new();
            assert!(paragraphs("a.docx", bytes, &mut problems).is_empty());
            assert_eq!(problems.iter().map(|one| one.code).collect::<Vec<_>>(), [code]);
        }
    }
}
