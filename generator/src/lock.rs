//! `signet.lock`: the names and the order of arguments as they were released. Its text in, [`Lock`] out, and back.
//!
//! `names` takes what it finds here before it makes new names, so that a document which grows never renames or
//! reorders what callers already use. One entry is one line of the file, so that a reviewer sees what a new document
//! adds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use crate::toml_file::{self, TomlError};

/// The file's name.
pub(crate) const LOCK: &str = "signet.lock";

/// The version of the format that this signet reads and writes.
const FORMAT: u32 = 1;

const HEAD: &str = "\
# Written by signet: names and the order of arguments as released. Commit this file with the crate that was generated with it.
# What stands here is kept; remove a line to have its name made anew.
";

/// Holds the names that were given before, by what they name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// Operations by method and path: `GET /oauth/token`.
    pub operations: BTreeMap<String, LockedOperation>,
    /// Types by where they stand in the document.
    pub types: BTreeMap<String, String>,
    /// Tags by their name in the document.
    pub tags: BTreeMap<String, String>,
    /// Fields and variants, by their type's key in `types` and their own name or value in the document.
    pub members: BTreeMap<String, BTreeMap<String, String>>,
    /// The fields and variants whose values are held on the heap, by their type's key and their own.
    pub boxed: BTreeMap<String, BTreeSet<String>>,
    /// How objects are made, by their type's key.
    pub constructors: BTreeMap<String, LockedConstructor>,
    /// The structs of the parts that bodies require, by operation.
    pub required_parts: BTreeMap<String, String>,
}

/// Says how an object is made from what it requires.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockedConstructor {
    /// From arguments: the properties, in order.
    Arguments(Vec<String>),
    /// From a struct of this name.
    Required(String),
}

/// Holds what callers of an operation rely on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockedOperation {
    /// The method's name.
    pub name: String,
    /// The names of the positional arguments, in their order.
    #[serde(default)]
    pub arguments: Vec<String>,
    /// The methods for other forms of its body, by the word for each form.
    #[serde(default)]
    pub forms: BTreeMap<String, String>,
    /// The names of the parts that its body of parts must have, in their order.
    #[serde(default)]
    pub parts: Vec<String>,
}

/// The file as it is read; in memory the version is always ours.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(default)]
    operations: BTreeMap<String, LockedOperation>,
    #[serde(default)]
    types: BTreeMap<String, String>,
    #[serde(default)]
    tags: BTreeMap<String, String>,
    #[serde(default)]
    members: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    boxed: BTreeMap<String, BTreeSet<String>>,
    #[serde(default)]
    constructors: BTreeMap<String, LockedConstructor>,
    #[serde(default)]
    required_parts: BTreeMap<String, String>,
}

impl Lock {
    /// Reads a lock file; one that does not exist locks nothing. `name` is what errors call the file.
    pub fn read(name: &str, path: &Path) -> Result<Self, TomlError> {
        match toml_file::text(name, path)? {
            Some(text) => Self::parse(name, &text),
            None => Ok(Self::default()),
        }
    }

    /// Reads a lock from its text.
    pub fn parse(name: &str, text: &str) -> Result<Self, TomlError> {
        /// Reads the version alone, since a later format may have keys that this one does not know.
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let Version { version } = toml_file::parse(name, text)?;
        if version != FORMAT {
            return Err(TomlError::new(
                name,
                format!(
                    "has format {version}, this signet reads {FORMAT}; use the signet that wrote it, or a later one"
                ),
            ));
        }
        let File { _version: _, operations, types, tags, members, boxed, constructors, required_parts } =
            toml_file::parse(name, text)?;
        Ok(Self { operations, types, tags, members, boxed, constructors, required_parts })
    }

    /// Returns the lock as text, the same for the same lock.
    pub fn text(&self) -> String {
        let mut document = DocumentMut::new();
        document.insert("version", toml_edit::value(i64::from(FORMAT)));
        let operations = self.operations.iter().map(|(key, operation)| {
            let mut entry = InlineTable::new();
            entry.insert("name", operation.name.as_str().into());
            for (key, names) in [("arguments", &operation.arguments), ("parts", &operation.parts)] {
                if !names.is_empty() {
                    entry.insert(key, Value::Array(names.iter().map(String::as_str).collect::<Array>()));
                }
            }
            if !operation.forms.is_empty() {
                entry.insert("forms", Value::InlineTable(strings(&operation.forms).collect()));
            }
            (key, Value::InlineTable(entry))
        });
        document.insert("operations", table(operations));
        document.insert("types", table(strings(&self.types)));
        document.insert("tags", table(strings(&self.tags)));
        let members = self.members.iter().map(|(key, names)| (key, Value::InlineTable(strings(names).collect())));
        document.insert("members", table(members));
        let boxed =
            self.boxed.iter().map(|(key, names)| (key, Value::Array(names.iter().map(String::as_str).collect())));
        document.insert("boxed", table(boxed));
        let constructors = self.constructors.iter().map(|(key, constructor)| {
            let entry = match constructor {
                LockedConstructor::Arguments(names) => {
                    ("arguments", names.iter().map(String::as_str).collect::<Value>())
                }
                LockedConstructor::Required(name) => ("required", name.as_str().into()),
            };
            (key, Value::InlineTable(InlineTable::from_iter([entry])))
        });
        document.insert("constructors", table(constructors));
        document.insert("required_parts", table(strings(&self.required_parts)));
        document.retain(|_, item| item.as_table().is_none_or(|table| !table.is_empty()));
        format!("{HEAD}{document}")
    }
}

fn strings(names: &BTreeMap<String, String>) -> impl Iterator<Item = (&String, Value)> {
    names.iter().map(|(key, name)| (key, name.as_str().into()))
}

fn table<'a>(entries: impl Iterator<Item = (&'a String, Value)>) -> Item {
    let mut table = Table::new();
    for (key, value) in entries {
        table.insert(key, Item::Value(value));
    }
    Item::Table(table)
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn names(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect()
    }

    fn example() -> Lock {
        let operation = |name: &str, arguments: &[&str]| LockedOperation {
            name: name.to_owned(),
            arguments: arguments.iter().map(|name| (*name).to_owned()).collect(),
            forms: arguments.iter().map(|name| ("form".to_owned(), format!("{name}_form"))).collect(),
            parts: arguments.iter().map(|name| format!("{name}_part")).collect(),
        };
        let operations = [("GET /pets/{id}", operation("get_pet", &["id"])), ("GET /", operation("root", &[]))];
        Lock {
            operations: operations.into_iter().map(|(key, operation)| (key.to_owned(), operation)).collect(),
            types: names(&[("#/components/schemas/Pet", "Pet"), ("#/components/schemas/a\"b\\c\n'd", "Abcd")]),
            tags: names(&[("Pets & more", "pets_more"), ("", "untagged"), ("é=[x]", "e_x")]),
            members: [("#/components/schemas/Pet".to_owned(), names(&[("+1", "plus_1"), ("-1", "minus_1")]))].into(),
            boxed: [("#/components/schemas/Pet".to_owned(), ["-1".to_owned(), "+1".to_owned()].into())].into(),
            constructors: [
                ("Move".to_owned(), LockedConstructor::Arguments(vec!["to".to_owned(), "count".to_owned()])),
                ("Transfer".to_owned(), LockedConstructor::Required("transfer_required".to_owned())),
            ]
            .into(),
            required_parts: names(&[("POST /pets", "add_pet_form_required")]),
        }
    }

    #[test]
    fn writes_an_entry_a_line() {
        assert_snapshot!(example().text(), @r##"
        # Written by signet: names and the order of arguments as released. Commit this file with the crate that was generated with it.
        # What stands here is kept; remove a line to have its name made anew.
        version = 1

        [operations]
        "GET /" = { name = "root" }
        "GET /pets/{id}" = { name = "get_pet", arguments = ["id"], parts = ["id_part"], forms = { form = "id_form" } }

        [types]
        "#/components/schemas/Pet" = "Pet"
        "#/components/schemas/a\"b\\c\n'd" = "Abcd"

        [tags]
        "" = "untagged"
        "Pets & more" = "pets_more"
        "é=[x]" = "e_x"

        [members]
        "#/components/schemas/Pet" = { "+1" = "plus_1", -1 = "minus_1" }

        [boxed]
        "#/components/schemas/Pet" = ["+1", "-1"]

        [constructors]
        Move = { arguments = ["to", "count"] }
        Transfer = { required = "transfer_required" }

        [required_parts]
        "POST /pets" = "add_pet_form_required"
        "##);
    }

    #[test]
    fn reads_what_it_writes() {
        let text = example().text();
        assert_eq!(Lock::parse("signet.lock", &text).unwrap(), example());
        assert_eq!(Lock::parse("signet.lock", &text).unwrap().text(), text);
        assert_eq!(Lock::parse("signet.lock", &Lock::default().text()).unwrap(), Lock::default());
    }

    #[test]
    fn says_what_it_cannot_read() {
        let error = |text: &str| Lock::parse("spec/pets/signet.lock", text).unwrap_err().to_string();
        assert_snapshot!(error("version = 2\nnew = 1\n"), @"spec/pets/signet.lock: has format 2, this signet reads 1; use the signet that wrote it, or a later one");
        assert_snapshot!(error(""), @"spec/pets/signet.lock: missing field `version`");
        assert_snapshot!(error("version = 1\n<<<<<<< HEAD\n"), @r#"
        spec/pets/signet.lock:2:9: key with no value, expected `=`
          |
        2 | <<<<<<< HEAD
          |         ^
        "#);
        assert_snapshot!(error("version = 1\n[types]\nA = 1\n"), @r#"
        spec/pets/signet.lock:3:5: invalid type: integer `1`, expected a string
          |
        3 | A = 1
          |     ^
        "#);
        let nowhere = std::env::temp_dir().join("signet-no-such-folder/signet.lock");
        assert_eq!(Lock::read("signet.lock", &nowhere).unwrap(), Lock::default());
    }
}
