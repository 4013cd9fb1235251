//! The text of a lock: read from the file and written back, one name per line.

use std::path::Path;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::toml_file::{self, TomlError};

use super::Lock;

/// The file's name.
pub(crate) const LOCK: &str = "signet.lock";

/// The version of the format that is written.
const FORMAT: u32 = 2;

const HEAD: &str = "\
# Written by signet: the public names and orders of the generated crate, as released. Commit this file with the crate.
# Each name stays with what it names. To have a name made anew, remove its line.
";

/// The version of the format: in memory it is always the present one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Format;

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(FORMAT)
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u32::deserialize(deserializer).map(|_| Self)
    }
}

impl Lock {
    /// Reads a lock file; one that does not exist locks nothing. `name` is what errors call the file.
    pub fn read(name: &str, path: &Path) -> Result<Self, TomlError> {
        match toml_file::text(name, path)? {
            Some(text) => Self::parse(name, &text),
            None => Ok(Self::default()),
        }
    }

    /// Reads a lock from its text, in the present format or in an earlier one.
    pub fn parse(name: &str, text: &str) -> Result<Self, TomlError> {
        /// Reads the version only, since the keys depend on the format.
        #[derive(Deserialize)]
        struct Version {
            version: u32,
        }
        let broken = |error: TomlError| error.help(remedy(name, text));
        match toml_file::parse::<Version>(name, text).map_err(broken)?.version {
            FORMAT => toml_file::parse(name, text).map_err(broken),
            1 => Ok(Self { format_1: Some(toml_file::parse(name, text).map_err(broken)?), ..Self::default() }),
            other => Err(TomlError::new(
                name,
                format!(
                    "unsupported format {other}: expected {FORMAT} or 1; use the version of signet that wrote the file, or a later one"
                ),
            )),
        }
    }

    /// Returns the lock as text, the same for the same lock.
    pub fn text(&self) -> String {
        // Only maps with keys that are not strings cannot be written, and there are none.
        format!("{HEAD}{}", toml::to_string(self).unwrap_or_default())
    }
}

/// What to do about a lock that cannot be read.
fn remedy(name: &str, text: &str) -> String {
    if text.lines().any(|line| line.starts_with(CONFLICT)) {
        return format!(
            "two branches changed the file: keep the lines of both, or take it from one with `git checkout --ours -- {name}`, and generate again"
        );
    }
    format!("restore the file with `git checkout -- {name}`")
}

/// What git writes before the lines of the first branch, where two changed the same.
const CONFLICT: &str = "<<<<<<<";

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::super::{
        Additional, LockedConstructor, LockedErrors, LockedOperation, LockedRequired, LockedTag, LockedVariable, Names,
        Nullable,
    };
    use super::*;

    fn names(pairs: &[(&str, &str)]) -> Names {
        pairs.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect()
    }

    fn example() -> Lock {
        let root = LockedOperation {
            method: "root".to_owned(),
            marker: "root".to_owned(),
            error: "root_error".to_owned(),
            ..LockedOperation::default()
        };
        let pet = LockedOperation {
            content: Some("multipart/form-data".to_owned()),
            method: "get_pet".to_owned(),
            marker: "get_pet".to_owned(),
            id: Some("pets/get".to_owned()),
            error: "get_pet_error".to_owned(),
            tag: Some("Pets & more".to_owned()),
            output: Some("get_pet_output".to_owned()),
            request: Some("get_pet_request".to_owned()),
            form: Some("get_pet_form".to_owned()),
            form_required: Some("get_pet_form_required".to_owned()),
            accepts: vec!["text/csv".to_owned()],
            constants: names(&[("query kind", "cat")]),
            arguments: vec!["path 1".to_owned(), "body".to_owned()],
            required_parts: vec!["file".to_owned()],
            parameters: names(&[("path 1", "id"), ("body", "body")]),
            setters: names(&[("query limit", "limit")]),
            parts: names(&[("file", "file")]),
            bodies: names(&[("form", "get_pet_form")]),
            returns: vec!["<nothing>".to_owned(), "Pet".to_owned(), "Ship".to_owned()],
            outputs: names(&[("Pet", "pet"), ("<nothing>", "empty")]),
            headers: names(&[("x-next", "x_next")]),
        };
        let variable = LockedVariable {
            setter: "server_region".to_owned(),
            choice: "region".to_owned(),
            values: names(&[("eu", "eu")]),
        };
        let additional =
            Additional { field: "additional_properties".to_owned(), setter: "additional_property".to_owned() };
        let errors = |name: &str| LockedErrors { name: name.to_owned(), variants: names(&[("Problem", "problem")]) };
        let tag = |module: &str| LockedTag { module: module.to_owned(), view: module.to_owned() };
        Lock {
            server: Some("https://api.example.com".to_owned()),
            tags: [("Pets & more".to_owned(), tag("pets_more")), ("é=[x]".to_owned(), tag("e_x"))].into(),
            operations: [("GET /pets/{id}".to_owned(), pet), ("GET /".to_owned(), root)].into(),
            errors: [("Pets & more".to_owned(), errors("pets_more_error"))].into(),
            untagged_errors: Some(errors("api_error_body")),
            types: names(&[("Pet", "Pet"), ("a\"b\\c\n'd", "Abcd")]),
            members: [("Pet".to_owned(), names(&[("+1", "plus_1"), ("-1", "minus_1")]))].into(),
            additional: [("Pet".to_owned(), additional)].into(),
            boxed: [("Pet".to_owned(), ["-1".to_owned(), "+1".to_owned()].into())].into(),
            constructors: [
                ("Move".to_owned(), LockedConstructor::Arguments(vec!["to".to_owned(), "count".to_owned()])),
                (
                    "Transfer".to_owned(),
                    LockedConstructor::Required(LockedRequired {
                        name: "transfer_required".to_owned(),
                        properties: vec!["amount".to_owned(), "to".to_owned()],
                    }),
                ),
            ]
            .into(),
            nullable: [("Pet".to_owned(), [("owner".to_owned(), Nullable::Patch)].into())].into(),
            schemes: names(&[("bearerAuth", "bearer_auth")]),
            environments: names(&[("production", "production")]),
            variables: [("region".to_owned(), variable)].into(),
            ..Lock::default()
        }
    }

    #[test]
    fn writes_a_name_per_line() {
        assert_snapshot!(example().text());
    }

    #[test]
    fn reads_what_it_writes() {
        let text = example().text();
        assert_eq!(Lock::parse("signet.lock", &text).unwrap(), example());
        assert_eq!(Lock::parse("signet.lock", &text).unwrap().text(), text);
        assert_eq!(Lock::parse("signet.lock", &Lock::default().text()).unwrap(), Lock::default());
    }

    #[test]
    fn reads_format_1() {
        let text = "version = 1\n[operations]\n\"GET /\" = { name = \"root\", arguments = [\"id\"] }\n[types]\nPet = \"pet\"\n";
        let old = Lock::parse("signet.lock", text).unwrap().format_1.unwrap();
        assert_eq!(old.types, names(&[("Pet", "pet")]));
        assert_eq!(old.operations["GET /"].arguments, ["id"]);
    }

    #[test]
    fn says_what_it_cannot_read() {
        let error = |text: &str| Lock::parse("spec/pets/signet.lock", text).unwrap_err().to_string();
        assert_snapshot!(error("version = 3\nnew = 1\n"), @"spec/pets/signet.lock: unsupported format 3: expected 2 or 1; use the version of signet that wrote the file, or a later one");
        assert_snapshot!(error(""), @r"
        spec/pets/signet.lock: missing field `version`
          restore the file with `git checkout -- spec/pets/signet.lock`
        ");
        assert_snapshot!(error("version = 2\n<<<<<<< HEAD\n"), @r"
        spec/pets/signet.lock:2:9: key with no value, expected `=`
          |
        2 | <<<<<<< HEAD
          |         ^
          two branches changed the file: keep the lines of both, or take it from one with `git checkout --ours -- spec/pets/signet.lock`, and generate again
        ");
        assert_snapshot!(error("version = 2\n[types]\nA = 1\n"), @r"
        spec/pets/signet.lock:3:5: invalid type: integer `1`, expected a string
          |
        3 | A = 1
          |     ^
          restore the file with `git checkout -- spec/pets/signet.lock`
        ");
        assert!(error("version = 2\n[typos]\n").contains("2:2: unknown field `typos`, expected one of `version`"));
        let nowhere = std::env::temp_dir().join("signet-no-such-folder/signet.lock");
        assert_eq!(Lock::read("signet.lock", &nowhere).unwrap(), Lock::default());
    }
}
