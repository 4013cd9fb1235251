//! `signet.toml`, the settings of a spec folder. Its text in, [`Settings`] out.
//!
//! All paths in it are relative to the folder that holds it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::crate_name;
use crate::file_name;
use crate::source::Limits;
use crate::toml_file::{self, TomlError};

/// Declares a string of the settings that is checked where it stands, so that the error points there.
macro_rules! checked_string {
    ($(#[$docs:meta])* $name:ident, $check:expr) => {
        $(#[$docs])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        #[serde(try_from = "String")]
        pub(crate) struct $name(String);

        impl $name {
            /// Returns the text.
            pub(crate) fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                let check: fn(&str) -> Result<(), String> = $check;
                check(&text).map(|()| Self(text))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

mod accept;
mod document;
mod package;

pub(crate) use accept::{Acceptance, Acceptances};
pub(crate) use document::{Digest, Document, Source};
pub use package::Package;
pub(crate) use package::{OLDEST_RUST, Publish, check_license};

/// The file's name.
pub(crate) const SETTINGS: &str = "signet.toml";

/// Says what is generated from a folder, and where to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// The name of the generated crate.
    #[serde(rename = "crate")]
    pub(crate) name: CrateName,
    /// The folder that the crate is written to.
    pub(crate) output: RelativePath,
    /// The version of the generated crate; without it, the first one.
    pub(crate) version: Option<Version>,
    /// The revision of git with the state that was published last.
    pub(crate) released: Option<Revision>,
    /// What else its manifest says of it.
    #[serde(default)]
    pub(crate) package: Package,
    /// The overlays, in the order in which they are applied.
    #[serde(default)]
    pub(crate) overlays: Vec<RelativePath>,
    /// The folders outside of this one that references may lead to.
    #[serde(default)]
    pub(crate) roots: Vec<RelativePath>,
    /// The operations that are generated, by tag, `operationId` or path; all where there is none.
    #[serde(default)]
    pub(crate) include: Vec<String>,
    /// The operations that are not.
    #[serde(default)]
    pub(crate) exclude: Vec<String>,
    /// How large a document may be.
    #[serde(default)]
    pub(crate) limits: Limits,
    /// Rust programs that are copied into the crate's `examples/`.
    #[serde(default)]
    pub(crate) examples: Vec<RelativePath>,
    /// The documents, which are merged into one.
    #[serde(rename = "document")]
    pub(crate) documents: Vec<Document>,
    /// The changes of an update that are accepted.
    #[serde(default)]
    pub(crate) accept: Vec<Spanned<Acceptance>>,
    /// The text that they are read from, in which entries are pointed at.
    #[serde(skip)]
    text: String,
}

/// Says which version the crate gets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum Version {
    /// The one that `signet update` counted from the changes since the release, which is in the lock.
    Auto,
    /// This one, which cargo takes.
    Fixed(String),
}

impl TryFrom<String> for Version {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        crate_name::check_version(&text).map(|()| Self::Fixed(text))
    }
}

impl Settings {
    /// Reads the settings of a folder; `name` is what errors call the file.
    pub(crate) fn read(name: &str, path: &Path) -> Result<Self, TomlError> {
        let text = toml_file::text(name, path)?.ok_or_else(|| TomlError::new(name, "no such file"))?;
        Self::parse(name, &text)
    }

    /// The changes that are accepted; `name` is what warnings call the file.
    pub(crate) fn acceptances(&self, name: &str) -> Acceptances {
        Acceptances { name: name.to_owned(), text: self.text.clone(), entries: self.accept.clone() }
    }

    /// Reads settings from their text.
    pub(crate) fn parse(name: &str, text: &str) -> Result<Self, TomlError> {
        let mut settings: Self = toml_file::parse(name, text)?;
        text.clone_into(&mut settings.text);
        if settings.documents.is_empty() {
            return Err(TomlError::new(name, "missing `[[document]]`"));
        }
        if !settings.package.include.is_empty() && !settings.package.exclude.is_empty() {
            let message = "cargo ignores `exclude` beside `include`: set one of the two below `[package]`";
            return Err(TomlError::new(name, message));
        }
        document::check(&settings.documents).map_err(|message| TomlError::new(name, message))?;
        let mut examples = BTreeMap::new();
        for path in &settings.examples {
            if let Some(reason) = file_name::refused(path.file_name()) {
                return Err(TomlError::new(name, format!("invalid file name of the example `{path}`: {reason}")));
            }
            if let Some(other) = examples.insert(path.file_name().to_lowercase(), path) {
                return Err(TomlError::new(
                    name,
                    format!("the examples `{other}` and `{path}` have the same file name"),
                ));
            }
        }
        Ok(settings)
    }
}

checked_string!(
    /// Holds a name that cargo and crates.io take for a package.
    CrateName,
    crate_name::check
);
checked_string!(
    /// Holds the name of a revision of git: a tag or a commit.
    Revision,
    |text| {
        let is_name = |letter: char| letter.is_ascii_graphic() && !":~^?*[\\\"".contains(letter);
        if !text.is_empty() && !text.starts_with('-') && text.chars().all(is_name) {
            return Ok(());
        }
        Err(format!("invalid revision `{}`: expected a tag or a commit, such as `v1.2.0`", text.escape_debug()))
    }
);
checked_string!(
    /// Holds a path that is not empty, with `/` between its parts.
    RelativePath,
    |text| {
        let file = text.rsplit('/').next().unwrap_or_default();
        match text {
            "" => Err("empty path".to_owned()),
            _ if text.starts_with('/') || text.contains(':') => Err(format!("`{text}` is not a relative path")),
            _ if text.contains('\\') => Err("use `/` as the path separator".to_owned()),
            _ if text.contains('\0') || file.is_empty() => Err(format!("invalid path `{}`", text.escape_debug())),
            _ => Ok(()),
        }
    }
);
impl RelativePath {
    /// Returns the last part.
    pub(crate) fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    fn error(text: &str) -> String {
        Settings::parse("spec/pets/signet.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn reads_all_keys() {
        let digest = "0".repeat(64);
        let text = format!(
            "crate = \"pets\"\noutput = \"../../generated/pets\"\nversion = \"1.2.3\"\noverlays = [\"a.yaml\", \"b.yaml\"]\nexamples = [\"examples/list.rs\"]\nroots = [\"../common\"]\nlimits = {{ depth = 600 }}\n\
             [[document]]\npath = \"openapi.yaml\"\nsource = \"https://example.com\"\npage_sha256 = \"{digest}\"\nsha256 = \"{digest}\"\ntrust-extensions = true\n\
             [[document]]\npath = \"more.json\"\n"
        );
        let settings = Settings::parse("signet.toml", &text).unwrap();
        assert_eq!(settings.name.as_str(), "pets");
        assert_eq!(settings.limits, Limits { depth: 600, ..Limits::default() });
        assert_eq!(settings.overlays.len(), 2);
        assert_eq!(settings.roots[0].as_str(), "../common");
        assert_eq!(settings.examples[0].file_name(), "list.rs");
        assert!(settings.documents[0].trust_extensions && !settings.documents[1].trust_extensions);
    }

    #[test]
    fn points_at_what_is_wrong() {
        assert_snapshot!(error("crate = \"pets\"\noutput = \"x\"\n[[document]]\npath = \"a\"\ntrust = true\n"), @r#"
        spec/pets/signet.toml:5:1: unknown field `trust`, expected one of `path`, `source`, `links`, `headers`, `page_sha256`, `sha256`, `trust-extensions`
          |
        5 | trust = true
          | ^^^^^
        "#);
        assert_snapshot!(error("crate = \"pets\"\noutputs = \"x\"\n"), @r#"
        spec/pets/signet.toml:2:1: unknown field `outputs`, expected one of `crate`, `output`, `version`, `released`, `package`, `overlays`, `roots`, `include`, `exclude`, `limits`, `examples`, `document`, `accept`
          |
        2 | outputs = "x"
          | ^^^^^^^
        "#);
        assert_snapshot!(error("crate = \"7 pets\"\n"), @r#"
        spec/pets/signet.toml:1:9: invalid crate name `7 pets`: expected at most 64 letters, digits, `-` and `_`, beginning with a letter
          |
        1 | crate = "7 pets"
          |         ^^^^^^^^
        "#);
        assert_snapshot!(error("crate = \"proc_macro\"\n"), @r#"
        spec/pets/signet.toml:1:9: the name `proc_macro` is reserved by cargo or crates.io
          |
        1 | crate = "proc_macro"
          |         ^^^^^^^^^^^^
        "#);
        assert_snapshot!(error("crate = \"pets\"\noutput = \"x\"\nversion = \"1.2\"\n"), @r#"
        spec/pets/signet.toml:3:11: invalid version `1.2`: unexpected end of input while parsing minor version number; expected three numbers, such as `1.2.0`
          |
        3 | version = "1.2"
          |           ^^^^^
        "#);
        assert_snapshot!(error("crate = \"pets\"\noutput = \"/tmp\"\n"), @r#"
        spec/pets/signet.toml:2:10: `/tmp` is not a relative path
          |
        2 | output = "/tmp"
          |          ^^^^^^
        "#);
        assert_snapshot!(error("crate = \"pets\"\noutput = [1]\n"), @r#"
        spec/pets/signet.toml:2:10: invalid type: sequence, expected a string
          |
        2 | output = [1]
          |          ^^^
        "#);
        assert_snapshot!(error("crate = \"pets\"\noutput = \"x\n"), @r#"
        spec/pets/signet.toml:2:12: invalid basic string, expected `"`
          |
        2 | output = "x
          |            ^
        "#);
        assert_snapshot!(error("crate = \"pets\"\noutput = \"x\"\n[[document]]\npath = \"a\"\nsha256 = \"ABC\"\n"), @r#"
        spec/pets/signet.toml:5:10: expected a SHA-256: 64 lower-case hexadecimal digits
          |
        5 | sha256 = "ABC"
          |          ^^^^^
        "#);
    }

    #[test]
    fn points_at_entries_that_accept_nothing() {
        let error = |rule: &str, fingerprint: &str, more: &str| {
            let head = "crate = \"pets\"\noutput = \"x\"\n[[document]]\npath = \"a\"\n";
            error(&format!(
                "{head}[[accept]]\nrule = \"{rule}\"\npointer = \"/a\"\nfingerprint = \"{fingerprint}\"\n{more}"
            ))
        };
        let fingerprint = "0123456789abcdef";
        assert_snapshot!(error("type-chnged", fingerprint, ""), @r#"
        spec/pets/signet.toml:6:8: no rule is called `type-chnged`; `signet diff --rules` lists all
          |
        6 | rule = "type-chnged"
          |        ^^^^^^^^^^^^^
        "#);
        assert_snapshot!(error("type-changed", fingerprint, ""), @r"
        spec/pets/signet.toml:5:1: missing field `reason`
          |
        5 | [[accept]]
          | ^^^^^^^^^^
        ");
        assert_snapshot!(error("type-changed", fingerprint, "reason = \" \"\n"), @r#"
        spec/pets/signet.toml:9:10: empty reason
          |
        9 | reason = " "
          |          ^^^
        "#);
        assert_snapshot!(error("type-changed", "0123", ""), @r#"
        spec/pets/signet.toml:8:15: expected a fingerprint: 16 lower-case hexadecimal digits
          |
        8 | fingerprint = "0123"
          |               ^^^^^^
        "#);
        assert_snapshot!(error("type-changed", fingerprint, "reason = \"x\"\nuntil = \"soon\"\n"), @r#"
        spec/pets/signet.toml:10:9: expected a date such as 2027-01-31
           |
        10 | until = "soon"
           |         ^^^^^^
        "#);
        assert_snapshot!(error("type-changed", fingerprint, "reason = \"x\"\nuntil = \"2027-02-30\"\n"), @r#"
        spec/pets/signet.toml:10:9: expected a date such as 2027-01-31
           |
        10 | until = "2027-02-30"
           |         ^^^^^^^^^^^^
        "#);
        assert_snapshot!(error("type-changed", fingerprint, "reason = \"x\"\nuntil = 2027-01-31T00:00:00Z\n"), @r"
        spec/pets/signet.toml:10:9: expected a date such as 2027-01-31
           |
        10 | until = 2027-01-31T00:00:00Z
           |         ^^^^^^^^^^^^^^^^^^^^
        ");
        assert_snapshot!(error("type-changed", fingerprint, "reason = \"x\"\nuntil = 2027-13-31\n"), @r"
        spec/pets/signet.toml:10:9: invalid date, expected month between 01 and 12
           |
        10 | until = 2027-13-31
           |         ^^^^^^^^^^
        ");
    }

    #[test]
    fn names_what_is_missing() {
        assert_snapshot!(error("crate = \"pets\"\noutput = \"x\"\n"), @"spec/pets/signet.toml: missing field `document`");
        assert_snapshot!(error("crate = \"pets\"\noutput = \"x\"\ndocument = []\n"), @"spec/pets/signet.toml: missing `[[document]]`");
        assert_snapshot!(error(""), @"spec/pets/signet.toml: missing field `crate`");
        assert_snapshot!(error("crate = \"p\"\noutput = \"x\"\nexamples = [\"a/x.rs\", \"b/X.rs\"]\n[[document]]\npath = \"a\"\n"), @"spec/pets/signet.toml: the examples `a/x.rs` and `b/X.rs` have the same file name");
    }

    #[test]
    fn refuses_names_that_cargo_refuses() {
        for name in ["", "1a", "a b", "a/b", "é", "-a", "test", "a\"\n[dependencies]", &"a".repeat(65)] {
            assert!(CrateName::try_from(name.to_owned()).is_err(), "{name}");
        }
        for name in ["a", "pets-v2", "A_b"] {
            assert!(CrateName::try_from(name.to_owned()).is_ok(), "{name}");
        }
    }
}
