//! Values of the whole document: read by the crate and written again.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use signet::Generated;
use signet_tests::codec::{Codec, meaning};
use signet_tests::examples;

use super::{Whole, rust_type};

/// Returns the schemas with required properties that are never declared, and those properties.
pub fn undeclared(document: &Value) -> BTreeMap<String, Vec<String>> {
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let missing = schemas.iter().map(|(name, schema)| {
        let (properties, required) = examples::members(document, schema);
        let missing = required.into_iter().filter(|name| !properties.contains_key(*name) && !properties.is_empty());
        (name.clone(), missing.map(str::to_owned).collect::<Vec<_>>())
    });
    missing.filter(|(_, missing)| !missing.is_empty()).collect()
}

/// Tells whether a type keeps properties that the document does not declare.
pub fn sends_more(generated: &Generated, schema: &str) -> bool {
    let path = format!("src/types/{}.rs", generated.lock.types[schema]);
    let file = generated.files.iter().find(|(name, _)| *name == path);
    file.is_some_and(|(_, text)| String::from_utf8_lossy(text).contains("pub fn additional_property("))
}

/// The crate's codec, running.
pub struct Values<'w> {
    whole: &'w Whole,
    codec: &'w mut Codec,
}

impl<'w> Values<'w> {
    pub fn new(whole: &'w Whole, codec: &'w mut Codec) -> Self {
        Self { whole, codec }
    }

    fn schema(&self, name: &str) -> &'w Value {
        &self.whole.document["components"]["schemas"][name]
    }

    /// Reads and writes a value, which must come back as it went in; returns the variant it was read as.
    fn through(&mut self, schema: &str, value: &Value) -> String {
        let ty = rust_type(&self.whole.generated, schema);
        let (variant, written) =
            self.codec.again(&ty, value).unwrap_or_else(|error| panic!("{schema}: {error}\n{value}"));
        assert_eq!(meaning(&written), meaning(value), "{schema}");
        variant
    }

    pub fn unions(&mut self) {
        let schemas = self.whole.document["components"]["schemas"].as_object().unwrap();
        let unions: Vec<String> =
            schemas.iter().filter(|(_, schema)| schema.get("oneOf").is_some()).map(|(name, _)| name.clone()).collect();
        assert_eq!(unions.len(), 44);
        for name in &unions {
            let schema = self.schema(name).clone();
            let tags: Vec<(String, String)> = examples::variants(&self.whole.document, &schema)
                .into_iter()
                .map(|(tag, reference)| (tag.to_owned(), reference.trim_end_matches(':').to_owned()))
                .collect();
            let mut variants = BTreeMap::new();
            for (tag, reference) in &tags {
                let value = examples::variant(&self.whole.document, &schema, tag, reference);
                let variant = self.through(name, &value);
                assert_ne!(variant, "Unknown", "{name}: {tag}");
                let known = variants.entry(reference).or_insert_with(|| variant.clone());
                assert_eq!(*known, variant, "{name}: {tag}");
            }
            // Each schema leads to a variant of its own.
            assert_eq!(variants.values().collect::<BTreeSet<_>>().len(), variants.len(), "{name}");
            let property = schema["discriminator"]["propertyName"].as_str().unwrap();
            let tomorrow = json!({ property: "of tomorrow", "more": [1, null, { "x": "y" }] });
            assert_eq!(self.through(name, &tomorrow), "Unknown", "{name}");
        }
    }

    pub fn enums(&mut self) {
        let schemas = self.whole.document["components"]["schemas"].as_object().unwrap().clone();
        let mut integers = 0;
        for (name, schema) in &schemas {
            let Some(values) = schema["enum"].as_array() else { continue };
            let mut variants = BTreeSet::new();
            for value in values {
                let variant = self.through(name, value);
                assert_ne!(variant, "Unknown", "{name}: {value}");
                variants.insert(variant);
            }
            assert_eq!(variants.len(), values.iter().map(Value::to_string).collect::<BTreeSet<_>>().len(), "{name}");
            integers += usize::from(values[0].is_i64());
            let tomorrow = if values[0].is_i64() { json!(77_777) } else { json!("of {tomorrow}") };
            assert_eq!(self.through(name, &tomorrow), "Unknown", "{name}");
        }
        assert_eq!(integers, 6);
    }

    /// What is required and never declared is not missed when reading, and can be set where it is sent.
    pub fn undeclared(&mut self) -> usize {
        let mut set = 0;
        for (name, missing) in undeclared(&self.whole.document) {
            let mut value = examples::example(&self.whole.document, self.schema(&name));
            self.through(&name, &value);
            let ty = rust_type(&self.whole.generated, &name);
            for property in missing.iter().filter(|_| sends_more(&self.whole.generated, &name)) {
                let before = value.clone();
                value[property] = json!("set");
                let (_, written) = self.codec.again(&format!("{ty}.{property}"), &before).unwrap();
                assert_eq!(meaning(&written), meaning(&value), "{name}");
                value = before;
                set += 1;
            }
        }
        set
    }

    /// Transactions in transactions, three levels deep.
    pub fn recursion(&mut self) {
        let mut value = json!({ "method": "transfer" });
        for level in 0..3 {
            let inner = json!([{ "operation": "0", "to": format!("0x{level}"), "data_decoded": value }]);
            value =
                json!({ "method": "multiSend", "parameters": [{ "name": "transactions", "value_decoded": inner }] });
        }
        self.through("SafeTxDecodedData", &value);
    }
}
