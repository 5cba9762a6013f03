//! XML of office packages, one piece after the other. Entities are never expanded: office files declare
//! none, and a file that does is damaged or hostile.

use std::borrow::Cow;
use std::io::{self, BufRead};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::package::{Fault, LARGEST_PART};

/// A piece of XML.
#[derive(Debug)]
pub(super) enum Item<'a> {
    /// An element begins; an empty one begins and ends.
    Open(Tag<'a>),
    /// The element of that name ends.
    Close(Name),
    /// Characters; long ones come in several pieces.
    Text(Cow<'a, str>),
    /// Nothing more.
    End,
}

/// The local name of an element that ends, as far as it matters: names of office formats are short.
#[derive(Debug)]
pub(super) struct Name(String);

impl Name {
    /// The name.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// An attribute by its name without the prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false);
        let found = attributes.flatten().find(|one| local(one.key.into_inner()) == name)?;
        let value = found.normalized_value(XmlVersion::default());
        Some(value.map_or_else(|_| found.value.clone().into_owned(), Cow::into_owned))
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

/// A document that is being read.
pub(super) struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
}

impl<R: BufRead> Xml<R> {
    /// Reads from the start.
    pub(super) fn new(source: R) -> Self {
        let mut reader = Reader::from_reader(source);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, buffer: Vec::new() }
    }

    /// The next piece.
    ///
    /// Fails if the XML is broken, declares a document type, or is larger than the limit.
    pub(super) fn next(&mut self) -> Result<Item<'_>, Fault> {
        // A piece borrows the buffer: what is of no interest is left out before.
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(fault)?;
            match event {
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::DocType(_) => return Err(Fault::Damaged),
                event => return Ok(item(event.into_owned())),
            }
        }
    }
}

/// A piece that is of interest.
fn item(event: Event<'static>) -> Item<'static> {
    match event {
        Event::Start(tag) | Event::Empty(tag) => Item::Open(Tag(tag)),
        Event::End(tag) => Item::Close(Name(local(tag.name().into_inner()).to_owned())),
        Event::Text(text) => Item::Text(text.into_inner()),
        Event::CData(text) => Item::Text(text.into_inner()),
        Event::GeneralRef(name) => Item::Text(Cow::Owned(referred(&name))),
        _ => Item::End,
    }
}

/// What a reference stands for. Half a surrogate pair is no character; an unknown name stays as written.
fn referred(name: &BytesRef<'_>) -> String {
    if name.is_char_ref() {
        let character = name.resolve_char_ref().ok().flatten();
        return character.unwrap_or(char::REPLACEMENT_CHARACTER).to_string();
    }
    let name: &str = name;
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => format!("&{other};"),
    }
}

/// What went wrong.
fn fault(error: quick_xml::Error) -> Fault {
    match error {
        quick_xml::Error::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Fault::bytes(LARGEST_PART + 1, LARGEST_PART)
        }
        _ => Fault::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> Result<String, Fault> {
        let mut xml = Xml::new(xml.as_bytes());
        let mut out = String::new();
        loop {
            match xml.next()? {
                Item::Text(text) => out.push_str(&text),
                Item::End => return Ok(out),
                _ => {}
            }
        }
    }

    #[test]
    fn references_become_characters_and_nothing_is_expanded() {
        assert_eq!(
            text("<a>1 &lt; 2 &#x4e2d;&#20013;<![CDATA[<b>]]></a>"),
            Ok("1 < 2 中中<b>".into())
        );
        assert_eq!(text("<a>&#xD800;x &lol; A & B</a>"), Ok("\u{fffd}x &lol; A & B".into()));
        let laughs = r#"<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><z>&b;</z>"#;
        assert_eq!(text(laughs), Err(Fault::Damaged));
        assert_eq!(text("<a><b></a>"), Err(Fault::Damaged));
    }

    #[test]
    fn names_and_attributes_are_local() {
        let mut xml = Xml::new(&br#"<x:row r="3" m:id='a&amp;b'/>"#[..]);
        let Ok(Item::Open(tag)) = xml.next() else { panic!("no tag") };
        assert_eq!((tag.name(), tag.attribute("id").as_deref()), ("row", Some("a&b")));
        assert_eq!(tag.attribute("s"), None);
    }
}
