//! `[package]` of a `signet.toml`: what the generated manifest says of the crate. Each value is held to the rules of cargo
//! and crates.io where it stands, so that nothing is written that cannot be published.

use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::RelativePath;
use crate::plan::LONGEST_DESCRIPTION;

/// The oldest Rust that generated code compiles with.
pub(crate) const OLDEST_RUST: (u64, u64) = (1, 85);

/// Holds the fields of a generated manifest's `[package]` that a person chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Package {
    /// One sentence on the crate.
    pub(crate) description: Option<Description>,
    /// The license, as an expression of SPDX.
    pub(crate) license: Option<License>,
    /// The URL of the repository.
    pub(crate) repository: Option<Url>,
    /// The URL of the homepage.
    pub(crate) homepage: Option<Url>,
    /// The URL of the documentation, if it is not docs.rs.
    pub(crate) documentation: Option<Url>,
    /// Who made the crate.
    pub(crate) authors: Vec<Author>,
    /// The words by which crates.io finds the crate.
    #[serde(deserialize_with = "few")]
    pub(crate) keywords: Vec<Keyword>,
    /// The categories of crates.io.
    #[serde(deserialize_with = "few")]
    pub(crate) categories: Vec<Category>,
    /// A file that takes the place of the generated README.
    pub(crate) readme: Option<RelativePath>,
    /// The oldest Rust that is supported.
    pub(crate) rust_version: Option<RustVersion>,
    /// The files that are packaged.
    pub(crate) include: Vec<FilePattern>,
    /// The files that are not packaged.
    pub(crate) exclude: Vec<FilePattern>,
    /// Where the crate may be published.
    pub(crate) publish: Option<Publish>,
}

checked_string!(
    /// Holds a description that crates.io takes.
    Description,
    |text| match text.chars().count() {
        0 => Err("empty description".to_owned()),
        1..=LONGEST_DESCRIPTION => no_control_characters(text),
        length => Err(format!("{length} characters; crates.io accepts at most {LONGEST_DESCRIPTION}")),
    }
);
checked_string!(
    /// Holds an expression of SPDX, such as `MIT OR Apache-2.0`.
    License,
    check_license
);
checked_string!(
    /// Holds a URL of the web.
    Url,
    check_url
);
checked_string!(
    /// Holds a name, and perhaps an address in angle brackets.
    Author,
    |text| match text.trim() {
        "" => Err("empty name of an author".to_owned()),
        _ => no_control_characters(text),
    }
);
checked_string!(
    /// Holds a keyword of crates.io.
    Keyword,
    |text| {
        let tail = |letter: char| letter.is_ascii_alphanumeric() || "-_+".contains(letter);
        let fits = text.starts_with(|first: char| first.is_ascii_alphanumeric()) && text.chars().all(tail);
        match (fits, text.len()) {
            (true, ..=20) => Ok(()),
            (true, length) => Err(format!("the keyword `{text}` has {length} characters; crates.io accepts at most 20")),
            (false, _) => Err(format!(
                "invalid keyword `{}`: expected ASCII letters, digits, `-`, `_` and `+`, beginning with a letter or digit",
                text.escape_debug()
            )),
        }
    }
);
checked_string!(
    /// Holds the slug of a category of crates.io.
    Category,
    |text| {
        let is_word = |word: &str| {
            word.starts_with(|first: char| first.is_ascii_lowercase())
                && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
        };
        if text.split("::").all(is_word) {
            return Ok(());
        }
        Err(format!(
            "invalid category `{}`: expected a slug of https://crates.io/category_slugs, such as `api-bindings` or \
             `web-programming::http-client`",
            text.escape_debug()
        ))
    }
);
checked_string!(
    /// Holds a version of Rust that generated code compiles with.
    RustVersion,
    |text| {
        let numbers: Option<Vec<u64>> = text.split('.').map(|number| number.parse().ok()).collect();
        match numbers.as_deref() {
            Some(&[major, minor] | &[major, minor, _]) if (major, minor) >= OLDEST_RUST => Ok(()),
            Some([_, _] | [_, _, _]) => {
                let (major, minor) = OLDEST_RUST;
                Err(format!("generated code needs Rust {major}.{minor} or newer, not {text}"))
            }
            _ => Err(format!("invalid Rust version `{}`: expected two or three numbers, such as `1.85`", text.escape_debug())),
        }
    }
);
checked_string!(
    /// Holds a pattern of files, as `.gitignore` has them.
    FilePattern,
    |text| {
        let known = |letter: char| letter.is_ascii_alphanumeric() || "/._- *?!".contains(letter);
        if text.is_empty() || !text.chars().all(known) {
            let shown = text.escape_debug();
            return Err(format!("invalid file pattern `{shown}`: expected letters, digits and `/`, `.`, `_`, `-`, `*`, `?`, `!`"));
        }
        Ok(())
    }
);
checked_string!(
    /// Holds the name of a registry of cargo's configuration.
    Registry,
    |text| {
        let fits = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
        if text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.chars().all(fits) {
            return Ok(());
        }
        Err(format!("invalid registry name `{}`: expected letters, digits, `-` and `_`, beginning with a letter", text.escape_debug()))
    }
);

/// How many keywords, and how many categories, crates.io takes.
const MOST: usize = 5;

/// Reads a list of no more values than crates.io takes.
fn few<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let values = Vec::deserialize(deserializer)?;
    match values.len() {
        ..=MOST => Ok(values),
        count => Err(D::Error::custom(format!("{count} values; crates.io accepts at most {MOST}"))),
    }
}

/// Says where a crate may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Publish {
    /// In any registry.
    Anywhere,
    /// In these registries.
    In(Vec<Registry>),
    /// Nowhere.
    Nowhere,
}

impl<'de> Deserialize<'de> for Publish {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reads;

        impl<'de> Visitor<'de> for Reads {
            type Value = Publish;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true`, `false` or a list of registries")
            }

            fn visit_bool<E>(self, anywhere: bool) -> Result<Publish, E> {
                Ok(if anywhere { Publish::Anywhere } else { Publish::Nowhere })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<Publish, A::Error> {
                let mut registries = Vec::new();
                while let Some(name) = names.next_element()? {
                    registries.push(name);
                }
                Ok(if registries.is_empty() { Publish::Nowhere } else { Publish::In(registries) })
            }
        }

        deserializer.deserialize_any(Reads)
    }
}

fn no_control_characters(text: &str) -> Result<(), String> {
    if text.contains(char::is_control) {
        return Err(format!("`{}` contains a control character; expected one line", text.escape_debug()));
    }
    Ok(())
}

/// Says why crates.io does not take a license, if so.
pub(crate) fn check_license(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("empty license".to_owned());
    }
    let mode = spdx::ParseMode { allow_deprecated: true, allow_slash_as_or_operator: true, ..spdx::ParseMode::STRICT };
    let known = spdx::Expression::parse_mode(text, mode)
        .is_ok_and(|parsed| parsed.requirements().all(|each| each.req.license.id().is_some()));
    if known && text.is_ascii() {
        return Ok(());
    }
    Err(format!(
        "invalid license `{}`: expected identifiers of https://spdx.org/licenses joined by `AND` and `OR`, such as \
         `MIT OR Apache-2.0`",
        text.escape_debug()
    ))
}

fn check_url(text: &str) -> Result<(), String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default()).unwrap_or_default();
    let is_host = |letter: char| letter.is_ascii_alphanumeric() || ".-_:[]".contains(letter);
    let is_plain = |letter: char| letter.is_ascii_graphic() && !"\"<>\\^`{|}".contains(letter);
    if host.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '[')
        && host.chars().all(is_host)
        && text.chars().all(is_plain)
    {
        return Ok(());
    }
    Err(format!("invalid URL `{}`: expected `https://`, a host and perhaps a path", text.escape_debug()))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::settings::Settings;

    const HEAD: &str = "crate = \"pets\"\noutput = \"x\"\ndocument = [{ path = \"a\" }]\n[package]\n";

    fn error(line: &str) -> String {
        Settings::parse("signet.toml", &format!("{HEAD}{line}\n")).unwrap_err().to_string()
    }

    #[test]
    fn points_at_what_crates_io_refuses() {
        let mut shown = String::new();
        let long = format!("description = \"{}\"", "x".repeat(1001));
        for line in [
            "keywords = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]",
            "keywords = [\"pets\", \"pet store\"]",
            "keywords = [\"twenty-one-characters\"]",
            "keywords = [\"-pets\"]",
            "categories = [\"API bindings\"]",
            "categories = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]",
            "license = \"Apache\"",
            "license = \"MIT OR\"",
            "license = \"LicenseRef-ours\"",
            "license = \"\"",
            "description = \"\"",
            &long,
            "repository = \"github.com/pets\"",
            "homepage = \"https://\"",
            "documentation = \"javascript://example.com/%0aalert(1)\"",
            "repository = \"https://example.com/a b\"",
            "authors = [\"\"]",
            "authors = [\"a\\nb\"]",
            "rust-version = \"1.84\"",
            "rust-version = \"^1.85\"",
            "include = [\"[a\"]",
            "publish = \"yes\"",
            "publish = [\"my registry\"]",
            "readme = \"../README.md/\"",
            "licence = \"MIT\"",
        ] {
            shown += &error(line);
            shown += "\n\n";
        }
        assert_snapshot!(shown.replace(&"x".repeat(1001), "…").replace(&"^".repeat(1003), "^^^"));
    }

    #[test]
    fn takes_what_crates_io_takes() {
        let settings = Settings::parse(
            "signet.toml",
            &format!(
                "{HEAD}description = \"Pets.\"\nlicense = \"MIT/Apache-2.0\"\nrepository = \"https://example.com/pets.git\"\n\
                 homepage = \"http://[::1]:80\"\ndocumentation = \"https://example.com/?a#b\"\nauthors = [\"Ann <ann@example.com>\"]\n\
                 keywords = [\"pets\", \"c++\", \"0\", \"a_b-c\", \"twenty-characters-ok\"]\ncategories = [\"api-bindings\", \"web-programming::http-client\"]\n\
                 readme = \"docs/README.md\"\nrust-version = \"1.90.0\"\ninclude = [\"/src/**/*.rs\"]\nexclude = []\npublish = [\"ours\"]\n"
            ),
        )
        .unwrap();
        let package = settings.package;
        assert_eq!(package.keywords.len(), 5);
        assert_eq!(package.publish, Some(Publish::In(vec![Registry("ours".to_owned())])));
        for (text, publish) in [("true", Publish::Anywhere), ("false", Publish::Nowhere), ("[]", Publish::Nowhere)] {
            let settings = Settings::parse("signet.toml", &format!("{HEAD}publish = {text}\n")).unwrap();
            assert_eq!(settings.package.publish, Some(publish));
        }
    }
}
