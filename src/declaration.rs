//! Reading a JSON object key by key: a fault names its path, and a key that nobody asks for is one.
//!
//! Declarations and requests are read this way. Deriving the readers would compile each type's own
//! parser; together these were a twentieth of the wasm.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::order;

/// What is wrong with an object, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// JSON path.
    pub path: String,
    /// What must be there, in English.
    pub text: String,
}

impl Fault {
    /// The path and what is wrong there.
    pub fn sentence(&self) -> String {
        format!("{} {}", self.path, self.text)
    }
}

/// Parses JSON. The fault says where it is broken.
pub(crate) fn parse(json: &str) -> Result<Value, Fault> {
    serde_json::from_str(json).map_err(|error| Fault {
        path: "$".to_owned(),
        text: format!("is not JSON at line {} column {}", error.line(), error.column()),
    })
}

/// An object whose keys are taken out one by one.
pub(crate) struct Object {
    keys: Map<String, Value>,
    path: String,
}

impl Object {
    /// Takes a value that must be an object. Faults name paths that begin with `path`.
    pub(crate) fn new(value: Value, path: &str) -> Result<Self, Fault> {
        match value {
            Value::Object(keys) => Ok(Self { keys, path: path.to_owned() }),
            _ => Err(Fault { path: path.to_owned(), text: "must be an object".to_owned() }),
        }
    }

    /// A fault at a key.
    pub(crate) fn fault(&self, key: &str, text: &str) -> Fault {
        Fault { path: format!("{}.{key}", self.path), text: text.to_owned() }
    }

    /// The value of a key; none where it is absent or null.
    pub(crate) fn optional(&mut self, key: &str) -> Option<Value> {
        self.keys.remove(key).filter(|value| !value.is_null())
    }

    /// A text, if it is there.
    pub(crate) fn optional_text(&mut self, key: &str) -> Result<Option<String>, Fault> {
        match self.optional(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.fault(key, "must be text")),
        }
    }

    /// A text.
    pub(crate) fn text(&mut self, key: &str) -> Result<String, Fault> {
        self.optional_text(key)?.ok_or_else(|| self.fault(key, "is missing"))
    }

    /// A whole number, if it is there.
    pub(crate) fn optional_number(&mut self, key: &str, most: u32) -> Result<Option<u32>, Fault> {
        let Some(value) = self.optional(key) else { return Ok(None) };
        self.whole(key, &value, most).map(Some)
    }

    /// A whole number.
    pub(crate) fn number(&mut self, key: &str, most: u32) -> Result<u32, Fault> {
        self.optional_number(key, most)?.ok_or_else(|| self.fault(key, "is missing"))
    }

    fn whole(&self, key: &str, value: &Value, most: u32) -> Result<u32, Fault> {
        let number = value.as_u64().filter(|number| *number <= u64::from(most));
        let fault = || self.fault(key, &format!("must be a whole number up to {most}"));
        number.map(|number| number as u32).ok_or_else(fault)
    }

    /// Yes or no; `absent` where it is not there.
    pub(crate) fn flag(&mut self, key: &str, absent: bool) -> Result<bool, Fault> {
        match self.optional(key) {
            None => Ok(absent),
            Some(Value::Bool(yes)) => Ok(yes),
            Some(_) => Err(self.fault(key, "must be true or false")),
        }
    }

    /// A list; empty where it is not there.
    pub(crate) fn list(&mut self, key: &str) -> Result<Vec<Value>, Fault> {
        match self.optional(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Err(self.fault(key, "must be a list")),
        }
    }

    /// A list of texts; empty where it is not there.
    pub(crate) fn texts(&mut self, key: &str) -> Result<Vec<String>, Fault> {
        let items = self.list(key)?;
        texts(items).ok_or_else(|| self.fault(key, "must be a list of texts"))
    }

    /// Objects in a list, each read by `read` to its last key; empty where it is not there.
    pub(crate) fn objects<T>(
        &mut self,
        key: &str,
        mut read: impl FnMut(&mut Self) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        let mut all = Vec::new();
        for (number, item) in self.list(key)?.into_iter().enumerate() {
            let mut object = Self::new(item, &format!("{}.{key}[{number}]", self.path))?;
            all.push(read(&mut object)?);
            object.finish()?;
        }
        Ok(all)
    }

    /// An object of its own, which must be there.
    pub(crate) fn object(&mut self, key: &str) -> Result<Self, Fault> {
        let value = self.optional(key).unwrap_or_default();
        Self::new(value, &format!("{}.{key}", self.path))
    }

    /// An object of whole numbers; empty where it is not there.
    pub(crate) fn numbers(&mut self, key: &str) -> Result<BTreeMap<String, u32>, Fault> {
        let Some(value) = self.optional(key) else { return Ok(BTreeMap::new()) };
        let inner = Self::new(value, &format!("{}.{key}", self.path))?;
        let mut numbers = Vec::new();
        for (name, value) in &inner.keys {
            numbers.push((name.clone(), inner.whole(name, value, u32::MAX)?));
        }
        Ok(order::map(numbers))
    }

    /// An object of texts, which must be there.
    pub(crate) fn named_texts(&mut self, key: &str) -> Result<BTreeMap<String, String>, Fault> {
        let inner = self.object(key)?;
        let mut texts = Vec::new();
        for (name, value) in &inner.keys {
            let text = value.as_str().ok_or_else(|| inner.fault(name, "must be text"))?;
            texts.push((name.clone(), text.to_owned()));
        }
        Ok(order::map(texts))
    }

    /// Nothing may be left over: a misspelt key must not pass unnoticed.
    pub(crate) fn finish(&self) -> Result<(), Fault> {
        match self.keys.keys().next() {
            Some(key) => Err(self.fault(key, "is not a known key")),
            None => Ok(()),
        }
    }
}

/// The texts of a list that holds nothing else.
pub(crate) fn texts(items: Vec<Value>) -> Option<Vec<String>> {
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        let Value::String(text) = item else { return None };
        texts.push(text);
    }
    Some(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(json: &str) -> Object {
        Object::new(parse(json).unwrap(), "$").unwrap()
    }

    #[test]
    fn keys_are_read_by_their_types() {
        let mut read = object(
            r#"{"text":"a","gone":null,"number":3,"yes":true,"list":["b","c"],
                "numbers":{"x":1},"texts":{"y":"z"},"objects":[{"id":"d"}]}"#,
        );
        assert_eq!(read.text("text").unwrap(), "a");
        assert_eq!(read.optional_text("gone").unwrap(), None);
        assert_eq!(read.optional_number("number", 3).unwrap(), Some(3));
        assert!(read.flag("yes", false).unwrap() && !read.flag("no", false).unwrap());
        assert_eq!(read.texts("list").unwrap(), ["b", "c"]);
        assert_eq!(read.numbers("numbers").unwrap()["x"], 1);
        assert_eq!(read.named_texts("texts").unwrap()["y"], "z");
        assert_eq!(read.objects("objects", |inner| inner.text("id")).unwrap(), ["d"]);
        read.finish().unwrap();
    }

    #[test]
    fn faults_name_their_paths() {
        let fault = |read: fn(&mut Object) -> Fault| {
            read(&mut object(r#"{"a":[{"b":"x","c":5000000000}],"d":7}"#)).sentence()
        };
        let inner = |object: &mut Object, read: fn(&mut Object) -> Fault| {
            object.objects("a", |inner| -> Result<(), _> { Err(read(inner)) }).unwrap_err()
        };
        assert_eq!(fault(|it| it.text("d").unwrap_err()), "$.d must be text");
        assert_eq!(fault(|it| it.text("e").unwrap_err()), "$.e is missing");
        assert_eq!(fault(|it| it.flag("d", true).unwrap_err()), "$.d must be true or false");
        assert_eq!(fault(|it| it.texts("a").unwrap_err()), "$.a must be a list of texts");
        assert_eq!(fault(|it| it.finish().unwrap_err()), "$.a is not a known key");
        let most = "$.a[0].c must be a whole number up to 4294967295";
        let number = |it: &mut Object| it.number("c", u32::MAX).unwrap_err();
        assert_eq!(inner(&mut object(r#"{"a":[{"c":5000000000}]}"#), number).sentence(), most);
        let left = |it: &mut Object| it.objects("a", |inner| inner.text("b")).unwrap_err();
        assert_eq!(fault(left), "$.a[0].c is not a known key");
        assert_eq!(parse("{\n!").unwrap_err().sentence(), "$ is not JSON at line 2 column 1");
    }
}
