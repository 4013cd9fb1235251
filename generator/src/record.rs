//! What `signet.toml` remembers of documents: the text of the settings and a record in, the text with the record out.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::line_ends::LineEnds;
use crate::toml_file::{self, TomlError};

/// What is remembered of one document.
pub(crate) struct Record<'a> {
    /// The document's path, which names it.
    pub(crate) path: &'a str,
    /// Where it came from; `None` keeps what is there.
    pub(crate) source: Option<&'a str>,
    /// The digest of the page that it was cut out of, if it was.
    pub(crate) page: Option<String>,
    /// The digest of the document.
    pub(crate) sha256: String,
}

impl Record<'_> {
    /// Writes it into the document's table.
    pub(crate) fn write(&self, table: &mut Table) {
        set(table, "path", self.path);
        if let Some(source) = self.source {
            set(table, "source", source);
        }
        if let Some(page) = &self.page {
            set(table, "page_sha256", page);
        }
        set(table, "sha256", &self.sha256);
    }

    /// Returns the settings with the new record, and the document's digest in the old one.
    pub(crate) fn update(&self, name: &str, text: &str) -> Result<(String, Option<String>), TomlError> {
        // Read by the same parser as settings are, for its error with a place.
        toml_file::parse::<toml::Table>(name, text)?;
        let ends = LineEnds::of(text);
        let mut document: DocumentMut =
            ends.removed(text).parse().map_err(|error: toml_edit::TomlError| TomlError::new(name, error.message()))?;
        let tables = document
            .entry("document")
            .or_insert(Item::ArrayOfTables(ArrayOfTables::new()))
            .as_array_of_tables_mut()
            .ok_or_else(|| TomlError::new(name, "expected each document as a table `[[document]]`"))?;
        let known = tables.iter().position(|table| table.get("path").and_then(Item::as_str) == Some(self.path));
        let recorded = if let Some(table) = known.and_then(|index| tables.get_mut(index)) {
            let recorded = table.get("sha256").and_then(Item::as_str).map(str::to_owned);
            self.write(table);
            recorded
        } else {
            let mut table = Table::new();
            self.write(&mut table);
            tables.push(table);
            None
        };
        Ok((ends.restored(document.to_string()), recorded))
    }
}

/// Sets a key and keeps the comments around it.
fn set(table: &mut Table, key: &str, text: &str) {
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(value) if value.as_str() == Some(text) => {}
        Some(value) => {
            let decor = value.decor().clone();
            *value = Value::from(text);
            *value.decor_mut() = decor;
        }
        None => {
            table.insert(key, toml_edit::value(text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_ends() {
        let text = "# Ours\ncrate = \"pets\" # a\n\n[[document]]\npath = \"a.yaml\"\nsha256 = \"1\" # b\n\n# End\n";
        for path in ["a.yaml", "b.yaml"] {
            let record = Record { path, source: Some("https://a"), page: None, sha256: "2".to_owned() };
            let (expected, recorded) = record.update("signet.toml", text).unwrap();
            let crlf = record.update("signet.toml", &text.replace('\n', "\r\n")).unwrap();
            assert_eq!(crlf, (expected.replace('\n', "\r\n"), recorded));
        }
    }
}
