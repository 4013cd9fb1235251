//! Names of crates: what cargo and crates.io take, and one that they take for any title.

/// Names that cargo, rustc or crates.io keep for themselves, with `-` for `_`.
const KEPT: [&str; 46] = [
    "alloc",
    "arena",
    "ast",
    "build",
    "builtins",
    "cargo",
    "collections",
    "compiler-builtins",
    "compiler-rt",
    "compiletest",
    "core",
    "coretest",
    "debug",
    "deps",
    "driver",
    "examples",
    "flate",
    "fmt-macros",
    "grammar",
    "graphviz",
    "incremental",
    "macro",
    "macros",
    "proc-macro",
    "rbml",
    "rust-installer",
    "rustbook",
    "rustc",
    "rustc-back",
    "rustc-borrowck",
    "rustc-driver",
    "rustc-llvm",
    "rustc-resolve",
    "rustc-trans",
    "rustc-typeck",
    "rustdoc",
    "rustllvm",
    "rustuv",
    "serialize",
    "std",
    "std-unicode",
    "syntax",
    "term",
    "test",
    "tests",
    "unicode",
];

/// The longest name that crates.io takes.
const LONGEST: usize = 64;

/// Says why cargo or crates.io does not take a name for a package, if so.
pub(crate) fn check(name: &str) -> Result<(), String> {
    let shown = name.escape_debug();
    let tail = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) || !name.chars().all(tail) || name.len() > LONGEST {
        return Err(format!(
            "invalid crate name `{shown}`: expected at most 64 letters, digits, `-` and `_`, beginning with a letter"
        ));
    }
    let plain = name.to_ascii_lowercase().replace('_', "-");
    if KEPT.contains(&plain.as_str()) {
        return Err(format!("the name `{shown}` is reserved by cargo or crates.io"));
    }
    if crate::file_name::refused(&plain).is_some() {
        return Err(format!("the name `{shown}` is reserved by Windows for a device"));
    }
    if crate::names::is_keyword(&name.replace('-', "_")) {
        return Err(format!("the name `{shown}` is a Rust keyword"));
    }
    Ok(())
}

/// Says why cargo does not take a version, if so.
pub(crate) fn check_version(version: &str) -> Result<(), String> {
    let explained = |error: semver::Error| {
        format!("invalid version `{}`: {error}; expected three numbers, such as `1.2.0`", version.escape_debug())
    };
    semver::Version::parse(version).map(|_| ()).map_err(explained)
}

/// Makes a name that `check` takes of a title or of the name of a folder.
pub(crate) fn derived(text: &str) -> String {
    let kept = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    let mut name = String::new();
    for letter in text.chars().map(kept) {
        if letter != '-' || !name.ends_with('-') {
            name.push(letter);
        }
    }
    name.truncate(LONGEST - "api-".len());
    let name = name.trim_matches('-');
    match (check(name), name) {
        (Ok(()), _) => name.to_owned(),
        (Err(_), "") => "api".to_owned(),
        (Err(_), _) if name.starts_with(|first: char| first.is_ascii_alphabetic()) => format!("{name}-api"),
        (Err(_), _) => format!("api-{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{check, derived};

    #[test]
    fn names_that_cannot_be_published_are_refused() {
        for name in
            ["", "1x", "a b", "é", "test", "Test", "proc_macro", "std", "nul", "COM1", "fn", "async", &"x".repeat(65)]
        {
            assert!(check(name).is_err(), "{name} was taken");
        }
        for name in ["pets", "a", "tester", "core2", &"x".repeat(64)] {
            assert_eq!(check(name), Ok(()));
        }
    }

    #[test]
    fn any_text_gives_a_name_that_is_taken() {
        for (text, name) in [
            ("pets", "pets"),
            ("Pets API", "pets-api"),
            ("3scale", "api-3scale"),
            ("", "api"),
            ("é", "api"),
            ("日本", "api"),
            ("Test", "test-api"),
            ("con", "con-api"),
            ("fn", "fn-api"),
            ("--", "api"),
            ("a  /  b", "a-b"),
        ] {
            assert_eq!(derived(text), name);
            assert_eq!(check(&derived(text)), Ok(()));
        }
        assert_eq!(check(&derived(&"x".repeat(300))), Ok(()));
    }
}
