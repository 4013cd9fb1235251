//! The rules of the house that a compiler does not know.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's helpers fail the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() && path.file_name().is_none_or(|name| name != "target") {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no Rust below {}", folder.display());
    found
}

/// Which rooms of the generator each room may look into; `lib.rs`, `cli` and what stands around the stages may use them all.
const ROOMS: [(&str, &[&str]); 10] = [
    ("diagnostics", &[]),
    ("source", &["diagnostics"]),
    ("openapi", &["diagnostics", "source"]),
    ("lower", &["diagnostics", "source", "openapi", "ir"]),
    ("ir", &["diagnostics", "digest"]),
    ("passes", &["diagnostics", "ir", "lock"]),
    ("names", &["diagnostics", "ir", "lock", "file_name"]),
    ("plan", &["ir", "names"]),
    // Above the plan, and never text.
    ("evolution", &["diagnostics", "digest", "ir", "names", "plan"]),
    // The kinds of security schemes and files are the only things that are not planned.
    ("emit", &["plan", "files", "stack"]),
];

#[test]
fn a_room_looks_only_where_it_may() {
    let source = root().join("generator/src");
    for (room, allowed) in ROOMS {
        for file in rust_files(&source.join(room)) {
            let text = fs::read_to_string(&file).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            for (position, _) in text.match_indices("crate::") {
                // What is emitted speaks of another crate.
                if text[..position].ends_with('"') || text[..position].ends_with('$') {
                    continue;
                }
                let other: String = text[position + 7..]
                    .chars()
                    .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                    .collect();
                let fits = other == room || allowed.contains(&other.as_str()) || other.is_empty();
                let emitted = room == "emit"
                    && ["runtime", "types", "errors", "ops", "signing", "environment", "server", "tags", "Client"]
                        .contains(&other.as_str());
                assert!(fits || emitted, "{} looks into `{other}`", file.display());
            }
        }
    }
}

/// The generator knows no API: what is said of one stands in `spec/`.
#[test]
fn no_name_of_an_api_stands_in_the_generator() {
    for folder in ["generator/src", "templates", "xtask"] {
        for file in rust_files(&root().join(folder)) {
            let text = fs::read_to_string(&file).unwrap().to_lowercase();
            for name in ["cobo", "biz-", "biz_", "waas"] {
                assert!(!text.contains(name), "`{name}` stands in {}", file.display());
            }
        }
    }
}

/// What a keyword of a schema means in each version of OpenAPI is known in one room.
#[test]
fn schemas_are_read_by_their_typed_view() {
    for file in rust_files(&root().join("generator/src/lower/schema")) {
        let text = fs::read_to_string(&file).unwrap();
        for read in ["get(\"", "value(\"", "View::get"] {
            assert!(!text.contains(read), "{} reads keywords by their names", file.display());
        }
    }
}

/// Docs have a type that quotes what comes from a document, and one function writes them.
#[test]
fn docs_are_written_by_one_function() {
    for file in rust_files(&root().join("generator/src/emit")) {
        if !file.ends_with("format.rs") {
            let text = fs::read_to_string(&file).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            assert!(!text.contains("#[doc = #"), "{} writes docs by itself", file.display());
        }
    }
}

/// A file is a room: beyond this length it is several.
#[test]
fn files_are_short() {
    for folder in ["generator/src", "templates", "xtask", "tests/src"] {
        for file in rust_files(&root().join(folder)) {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let inside = file.strip_prefix(root()).unwrap();
            if name == "tests.rs"
                || inside.components().skip(1).any(|part| part.as_os_str() == "tests" || part.as_os_str() == "benches")
            {
                continue;
            }
            let text = fs::read_to_string(&file).unwrap();
            let lines = text.split("#[cfg(test)]\nmod tests").next().unwrap().lines().count();
            assert!(lines <= 400, "{} has {lines} lines", file.display());
        }
    }
}

/// Whoever lists the runtime's files by hand lists all of them.
#[test]
fn every_file_of_the_runtime_is_listed() {
    let folder = root().join("templates/runtime/src/runtime");
    let on_disk: BTreeSet<String> = rust_files(&folder)
        .iter()
        .map(|path| path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/"))
        .collect();
    let listed: BTreeSet<String> = signet_templates::RUNTIME.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(on_disk, listed, "templates/runtime/src/sources.rs lists other files than there are");
}

/// Generated crates are tested with the versions that they ask for.
#[test]
fn generated_manifests_ask_for_the_versions_of_the_workspace() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for dependency in &signet_templates::DEPENDENCIES {
        let line = dependency.line();
        let version = format!("\"{}\"", dependency.version);
        let known = manifest.lines().filter(|known| known.starts_with(&format!("{} = ", dependency.name)));
        assert!(known.clone().any(|known| known.contains(&version)), "{line} beside {:?}", known.collect::<Vec<_>>());
    }
}

/// A file of tests that no program names would never run.
#[test]
fn every_file_of_tests_is_in_a_program() {
    for (folder, programs) in [("tests/tests", &["all", "programs"][..]), ("templates/runtime/tests", &["all"])] {
        let folder = root().join(folder);
        let mut named = BTreeSet::new();
        for program in programs {
            let text = fs::read_to_string(folder.join(program).with_extension("rs")).unwrap();
            let modules = text.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'));
            named.extend(modules.map(str::to_owned));
        }
        let is_module = |path: &PathBuf| {
            path.extension().is_some_and(|extension| extension == "rs") || path.join("mod.rs").is_file()
        };
        let paths = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path()).filter(is_module);
        let stems = paths.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned());
        let files: BTreeSet<String> = stems.filter(|name| !programs.contains(&name.as_str())).collect();
        assert_eq!(files, named, "in {}", folder.display());
    }
}

/// What the library promises to keep: items of its root that are not hidden. The stages are for this repository only.
#[test]
fn the_library_shows_little() {
    let text = fs::read_to_string(root().join("generator/src/lib.rs")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let shown: Vec<&str> = lines
        .windows(2)
        .filter(|pair| pair[1].starts_with("pub ") && pair[0] != "#[doc(hidden)]")
        .map(|pair| pair[1])
        .collect();
    assert_eq!(
        shown,
        [
            "pub mod diagnostics;",
            "pub use builder::{GenerateError, Generator, Output, Written};",
            "pub use output::{OutputError, Report};",
            "pub use plan::dependencies;",
            "pub use request::Summary;",
            "pub use source::Limits;",
            "pub use toml_file::TomlError;",
        ]
    );
}

/// Phrases that hide what a sentence is about, or that have a plain term. Everything that people read avoids them.
const PHRASES: [&str; 21] = [
    "as it came",
    "as they came",
    "are had",
    "goes by",
    "honour",
    "is had",
    "kept as any json",
    "leads nowhere",
    "must be here",
    "nobody",
    "not understood",
    "of its own",
    "of somebody",
    "of tomorrow",
    "passed over",
    "say nothing",
    "says nothing",
    "somebody",
    "what stands",
    "whoever",
    "without a word",
];

/// Words of pages and of the command line for which there is a better term: response, attempt, string.
const WORDS: [&str; 8] = ["answers", "answered", "each try", "is told", "texts", "tries", "values of tomorrow", "want"];

/// Tells whether a text contains a phrase as whole words.
fn contains(text: &str, phrase: &str) -> bool {
    let letter = |found: Option<char>| found.is_some_and(char::is_alphanumeric);
    text.match_indices(phrase).any(|(start, found)| {
        !letter(text[..start].chars().next_back()) && !letter(text[start + found.len()..].chars().next())
    })
}

/// Documentation, diagnostics and comments are plain technical English.
#[test]
fn words_are_plain() {
    let mut found = Vec::new();
    let mut look = |file: &Path, phrases: &[&str]| {
        let text = fs::read_to_string(file).unwrap();
        for (number, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            for phrase in phrases.iter().filter(|phrase| contains(&line, phrase)) {
                found.push(format!("{}:{}: {phrase}", file.display(), number + 1));
            }
        }
    };
    for folder in ["generator/src", "templates", "xtask/src"] {
        let is_read = |file: &PathBuf| !file.components().any(|part| part.as_os_str() == "tests");
        rust_files(&root().join(folder)).iter().filter(|file| is_read(file)).for_each(|file| look(file, &PHRASES));
    }
    for page in ["README.md", "SUPPORT.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"] {
        look(&root().join(page), &PHRASES);
        look(&root().join(page), &WORDS);
    }
    for page in fs::read_dir(root().join("docs")).unwrap().flatten().map(|entry| entry.path()) {
        if page.extension().is_some_and(|extension| extension == "md") {
            look(&page, &PHRASES);
            look(&page, &WORDS);
        }
    }
    for file in ["generator/src/cli/arguments.rs", "generator/src/diagnostics/codes.rs"] {
        look(&root().join(file), &WORDS);
    }
    assert!(found.is_empty(), "phrases that CONTRIBUTING.md asks to avoid:\n{}", found.join("\n"));
}
