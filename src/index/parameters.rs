//! What may be set about the text index, without touching code.

use serde::Deserialize;

/// Settings of the text index, as `data/text.json` gives them. All numbers are thousandths.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(try_from = "Bm25fSource")]
pub struct Bm25f {
    k1: u32,
    character_weight: u32,
    fields: Vec<FieldParameters>,
    plain: bool,
}

/// One field of the documents. Its number is its position in the list.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct FieldParameters {
    /// The key of the record that the field is read from.
    pub name: String,
    /// How much a word in this field counts beside the same word in another. Raise it where a word
    /// says more (a name), 0 leaves the field out. At most 100 000.
    pub weight: u32,
    /// How far a long field is held against its words: 0 not at all, 1000 in full proportion.
    pub b: u32,
}

/// The file as written, before its ranges are checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bm25fSource {
    k1: u32,
    character_weight: u32,
    fields: Vec<FieldParameters>,
}

impl TryFrom<Bm25fSource> for Bm25f {
    type Error = String;

    fn try_from(source: Bm25fSource) -> Result<Self, String> {
        Self::new(source.k1, source.character_weight, source.fields)
    }
}

impl Bm25f {
    /// Checks the settings.
    ///
    /// `k1` says how soon repeating a word stops to count (1 to 10 000), `character_weight` how much
    /// a single character counts beside a pair (0 to 1000). Says which setting is out of its range
    /// or which field is named twice.
    pub fn new(
        k1: u32,
        character_weight: u32,
        fields: Vec<FieldParameters>,
    ) -> Result<Self, String> {
        if !(1..=10_000).contains(&k1) {
            return Err(format!("k1 is {k1}, must be 1 to 10000"));
        }
        if character_weight > 1000 {
            return Err(format!("character_weight is {character_weight}, must be 0 to 1000"));
        }
        for (index, field) in fields.iter().enumerate() {
            if field.weight > 100_000 {
                return Err(format!("weight of {} must be 0 to 100000", field.name));
            }
            if field.b > 1000 {
                return Err(format!("b of {} must be 0 to 1000", field.name));
            }
            if fields[..index].iter().any(|earlier| earlier.name == field.name) {
                return Err(format!("field {} is there twice", field.name));
            }
        }
        Ok(Self { k1, character_weight, fields, plain: false })
    }

    /// Settings of a plain index: BM25 as published over one field, pairs of characters and words, a
    /// character only where it stands alone, no stop words. The ranges are those of [`Self::new`].
    pub fn plain(k1: u32, b: u32) -> Result<Self, String> {
        let field = FieldParameters { name: "text".to_owned(), weight: 1000, b };
        Ok(Self { plain: true, ..Self::new(k1, 1000, vec![field])? })
    }

    /// Are these settings of a plain index?
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// The number of a field, by the key of the record; none when it is not indexed.
    pub fn field(&self, name: &str) -> Option<u32> {
        self.fields.iter().position(|field| field.name == name).map(|number| number as u32)
    }

    /// The fields in the order of their numbers.
    pub fn fields(&self) -> &[FieldParameters] {
        &self.fields
    }

    /// Thousandths: how soon repeating a word stops to count.
    pub fn k1(&self) -> u32 {
        self.k1
    }

    /// Thousandths: how much a single character counts beside a pair of characters or a word.
    pub fn character_weight(&self) -> u32 {
        self.character_weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Result<Bm25f, String> {
        serde_json::from_str(source).map_err(|error| error.to_string())
    }

    #[test]
    fn the_file_of_the_product_is_valid() {
        let parameters = read(include_str!("../../data/text.json")).unwrap();
        for (number, name) in
            ["name", "aliases", "fields", "beneficiaries", "skills", "description", "past_projects"]
                .into_iter()
                .enumerate()
        {
            assert_eq!(parameters.field(name), Some(number as u32));
        }
        assert_eq!(parameters.field("phone"), None);
    }

    #[test]
    fn settings_out_of_range_are_named() {
        let field = r#"{"name":"name","weight":1000,"b":500}"#;
        let with = |k1: u32, weight: u32, fields: &str| {
            read(&format!(r#"{{"k1":{k1},"character_weight":{weight},"fields":[{fields}]}}"#))
        };
        assert!(with(1200, 500, field).is_ok());
        assert!(with(0, 500, field).unwrap_err().contains("k1 is 0"));
        assert!(with(1200, 1001, field).unwrap_err().contains("character_weight"));
        let twice = with(1200, 500, &format!("{field},{field}"));
        assert!(twice.unwrap_err().contains("name is there twice"));
        assert!(with(1200, 500, &field.replace("500", "1001")).unwrap_err().contains("b of name"));
        assert!(with(1200, 500, &field.replace("1000", "100001")).unwrap_err().contains("weight"));
        assert!(with(1200, 500, &field.replace("\"b\"", "\"c\"")).is_err());
    }
}
