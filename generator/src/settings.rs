//! `signet.toml`, the settings of a spec folder. Its text in, [`Settings`] out.
//!
//! All paths in it are relative to the folder that holds it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::crate_name;
use crate::digest;
use crate::fetch;
use crate::file_name;
use crate::job;
use crate::lock::LOCK;
use crate::pending;
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
mod package;

pub(crate) use accept::{Acceptance, Acceptances};
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

/// Describes one OpenAPI document of a folder.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document {
    /// Where it is.
    pub(crate) path: RelativePath,
    /// Where it comes from: `signet update` fetches it from there.
    pub(crate) source: Option<Source>,
    /// The links of the source that lead to documents, where it is an index of pages; `path` is the folder of the pages.
    pub(crate) links: Option<Links>,
    /// The headers that are sent to the source, each with the environment variable that has its value.
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    /// The digest of the documentation page that the document was cut out of.
    pub page_sha256: Option<Digest>,
    /// The digest of the document; one that was changed is not generated from.
    pub sha256: Option<Digest>,
    /// Whether the document's own `x-signet-*` keys are honoured; set it only for documents that you wrote.
    #[serde(default, rename = "trust-extensions")]
    pub(crate) trust_extensions: bool,
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
        for document in settings.documents.iter().filter(|document| !document.headers.is_empty()) {
            if !document.source.as_ref().is_some_and(|source| fetch::is_http_url(source.as_str())) {
                let message = format!("`headers` of the document `{}` need a URL as `source`", document.path);
                return Err(TomlError::new(name, message));
            }
            // Checked here, since an error that points at the line would show a value that may be a secret.
            for (header, variable) in &document.headers {
                check_header(header, variable).map_err(|message| TomlError::new(name, message))?;
            }
        }
        for document in settings.documents.iter().filter(|document| document.links.is_some()) {
            let is_url = document.source.as_ref().is_some_and(|source| fetch::is_http_url(source.as_str()));
            if !is_url || document.page_sha256.is_some() || document.path.as_str().starts_with('.') {
                let message = format!(
                    "`links` of the document `{}` need a URL as `source`, a folder as `path`, and no `page_sha256`",
                    document.path
                );
                return Err(TomlError::new(name, message));
            }
        }
        let mut paths = BTreeSet::new();
        for document in &settings.documents {
            let (path, plain) = (&document.path, job::join(Path::new(""), document.path.as_str()));
            if let Some(own) = [SETTINGS, LOCK, pending::FOLDER].into_iter().find(|own| plain.starts_with(own)) {
                let message = format!("the document `{path}` cannot be at `{own}`, which signet writes");
                return Err(TomlError::new(name, message));
            }
            if !paths.insert(plain) {
                return Err(TomlError::new(name, format!("two documents have the path `{path}`")));
            }
        }
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
checked_string!(
    /// Holds the URL of a document, or its path.
    Source,
    |text| {
        if fetch::is_http_url(text) {
            return fetch::refused_url(text).map_or(Ok(()), |reason| Err(reason.to_owned()));
        }
        RelativePath::try_from(text.to_owned()).map(|_| ()).map_err(|reason| format!("expected an `https://` URL or a path: {reason}"))
    }
);
checked_string!(
    /// Holds a pattern of URLs: `*` matches any characters.
    Links,
    |text| match text.split('*').next() {
        Some(start) if fetch::is_http_url(start) && text.contains('*') => Ok(()),
        _ => Err("expected a URL with `*`, such as `https://example.com/docs/*.md`".to_owned()),
    }
);
checked_string!(
    /// Holds a SHA-256 in lower-case hexadecimal.
    Digest,
    |text| if digest::is_sha256(text) { Ok(()) } else { Err("expected a SHA-256: 64 lower-case hexadecimal digits".to_owned()) }
);

/// Checks the name of a header, and that its value is the name of an environment variable.
fn check_header(header: &str, variable: &str) -> Result<(), String> {
    let is_token = |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
    let header_shown = header.escape_debug();
    if header.is_empty() || !header.chars().all(is_token) {
        return Err(format!("invalid name of a header `{header_shown}`"));
    }
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    if variable.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') && variable.chars().all(is_name)
    {
        return Ok(());
    }
    // It may be the credentials themselves, which are not shown.
    Err(format!(
        "the value of the header `{header_shown}` is not the name of an environment variable: ASCII letters, digits and `_`"
    ))
}

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
    fn documents_have_places_of_their_own() {
        let with = |paths: &[&str]| {
            let documents = paths.iter().map(|path| format!("[[document]]\npath = \"{path}\"\n"));
            format!("crate = \"pets\"\noutput = \"out\"\n{}", documents.collect::<String>())
        };
        for (paths, message) in [
            (&["a.yaml", "b.yaml", "./x/../a.yaml"][..], "two documents have the path `./x/../a.yaml`"),
            (&["signet.lock"], "the document `signet.lock` cannot be at `signet.lock`, which signet writes"),
            (&["./signet.toml"], "the document `./signet.toml` cannot be at `signet.toml`, which signet writes"),
            (&[".signet-update"], "cannot be at `.signet-update`"),
            (&["a/../.signet-update/files/a.yaml"], "cannot be at `.signet-update`"),
        ] {
            let error = error(&with(paths));
            assert!(error.starts_with("spec/pets/signet.toml: ") && error.contains(message), "{error}");
        }
        assert!(Settings::parse("", &with(&["a.yaml", "x/a.yaml", "x/signet.toml", "signet.lock.yaml"])).is_ok());
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
