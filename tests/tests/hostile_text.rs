//! Text of a document that is made to harm: wherever it reaches a generated file, it runs nothing and becomes no HTML.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test's helpers fail the test")]

mod hostile;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{Event, Options, Parser, Tag};
use signet::diagnostics::{Diagnostics, render_all};
use signet::source::Input;
use signet::{FileSet, Form, Request};

use hostile::{MARK, document, overlay, payloads, written};

/// The name of the crate, which goes on with the form of a copy.
const NAME: &str = "t-hostile-text";

fn generated(form: Form) -> FileSet {
    let request = Request {
        inputs: vec![Input::text("hostile.json", document())],
        overlays: vec![Input::text("hostile.overlay.json", overlay())],
        name: Some(NAME.to_owned()),
        form,
        ..Request::default()
    };
    let mut diagnostics = Diagnostics::new();
    let (sources, generated) = signet::generate(&request, &mut diagnostics);
    let told = render_all(&diagnostics, &sources, 120, false);
    // Each payload has an operation of its own, so that none is lost with another.
    assert_eq!(generated.as_ref().map(|each| each.summary.operations), Some(payloads().len()), "{told}");
    generated.unwrap().files
}

/// The files that hold text of the document, by their path.
fn texts(files: &FileSet) -> BTreeMap<String, String> {
    let own = files.iter().filter(|(path, _)| !path.contains("runtime/"));
    own.map(|(path, bytes)| (path.to_owned(), String::from_utf8(bytes.to_vec()).unwrap())).collect()
}

#[test]
fn no_file_holds_hidden_characters() {
    for form in [Form::Crate, Form::Module] {
        for (path, text) in texts(&generated(form)) {
            let hidden = |letter: &char| {
                letter.is_control() && *letter != '\n'
                    || matches!(letter, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            };
            assert_eq!(text.chars().find(hidden), None, "{path}");
        }
    }
}

#[test]
fn the_manifest_says_what_it_would_say_of_any_document() {
    let files = generated(Form::Crate);
    let manifest: toml::Table = texts(&files)["Cargo.toml"].parse().unwrap();
    let sections: Vec<&str> = manifest.keys().map(String::as_str).collect();
    assert_eq!(sections, ["dependencies", "features", "lib", "package"]);
    assert_eq!(manifest["package"]["name"].as_str(), Some(NAME));
    assert_eq!(manifest["lib"]["doctest"].as_bool(), Some(false));
    let words = ["description", "edition", "metadata", "name", "publish", "readme", "rust-version", "version"];
    let package: Vec<&str> = manifest["package"].as_table().unwrap().keys().map(String::as_str).collect();
    assert_eq!(package, words);
}

#[test]
fn the_readme_holds_no_html_and_no_link_of_the_document() {
    let files = generated(Form::Crate);
    let readme = &texts(&files)["README.md"];
    for event in Parser::new_ext(readme, Options::ENABLE_TABLES) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML in the README: {html:?}"),
            Event::Start(Tag::Link { dest_url, .. }) => panic!("a link in the README: {dest_url:?}"),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("a picture in the README: {dest_url:?}"),
            _ => {}
        }
    }
    let rows = readme.lines().filter(|line| line.starts_with("| ") && line.contains("`client.")).count();
    assert!(rows > payloads().len() / 2, "{rows} rows:\n{readme}");
}

/// Writes a crate of the workspace; files that are there stay as they are, so that cargo compiles what changed.
fn write(folder: &Path, files: impl Iterator<Item = (String, Vec<u8>)>) {
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if fs::read(&path).ok().as_deref() != Some(&*bytes) {
            fs::write(path, bytes).unwrap();
        }
    }
}

/// Writes two crates: one whose manifest does not switch doctests off, and one around the module.
fn workspace() -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let _ = fs::remove_file(written());
    let files = generated(Form::Crate);
    let all = files.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
    // What is run as a test is not nothing because nothing is.
    let canary = "\n/// ```\n/// assert!(true);\n/// ```\npub fn canary() {}\n";
    let tested = all.map(|(path, bytes)| {
        let text = String::from_utf8(bytes).unwrap();
        let text = match path.as_str() {
            "Cargo.toml" => text.replace("doctest = false", "doctest = true"),
            "src/lib.rs" => text + canary,
            _ => text,
        };
        (path, text.into_bytes())
    });
    write(&root.join("tested"), tested);
    let module = generated(Form::Module);
    write(&root.join("module/src/api"), module.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())));
    let manifest = format!(
        "[package]\nname = \"{NAME}-module\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}",
        signet::dependencies()
    );
    let library = format!("pub mod api {{\n    include!(\"api/mod.rs\");\n}}\n{canary}");
    let own = [("Cargo.toml", manifest), ("src/lib.rs", library)];
    write(&root.join("module"), own.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())));
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"tested\", \"module\"]\n";
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), root.join("Cargo.lock")).unwrap();
    root
}

fn cargo(root: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root)
        // What they depend on is what other documents do.
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents/target"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("RUST_TEST_THREADS")
        .output()
        .unwrap();
    let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{arguments:?}:\n{out}\n{errors}");
    format!("{out}\n{errors}")
}

#[test]
#[ignore = "takes minutes; `.ci/run` runs it"]
fn nothing_of_a_document_runs_or_becomes_html() {
    let root = workspace();
    let told = cargo(&root, &["test", "--doc", "--workspace"]);
    // One test in each of the two crates that have doctests: the one that was put there.
    let run: Vec<&str> = told.lines().filter(|line| line.starts_with("test ") && line.contains(" - ")).collect();
    assert_eq!(run.len(), 2, "{told}");
    assert!(run.iter().all(|line| line.contains("canary")), "{told}");
    assert!(!written().exists(), "a document ran code");

    cargo(&root, &["doc", "--no-deps", "-p", NAME]);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents/target/doc").join(NAME.replace('-', "_"));
    let mut pages = 0;
    let mut open = vec![folder];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            // What is said of the runtime's items is not the document's.
            if path.ends_with("runtime") {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                pages += 1;
                check_page(&path, &fs::read_to_string(&path).unwrap());
            }
        }
    }
    assert!(pages > payloads().len(), "{pages} pages");
}

/// Elements that docs may hold, and those that rustdoc sets around them.
const ELEMENTS: [&str; 36] = [
    "a",
    "blockquote",
    "br",
    "button",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "wbr",
];

/// Looks at the elements of a page's main part.
fn check_page(path: &Path, html: &str) {
    let main = html.split_once("<main>").map_or("", |(_, main)| main);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    // What rustdoc says of a trait in its own words.
    let own = main.split_once("<div class=\"dyn-compatibility-info\">");
    let own = own.and_then(|(before, rest)| rest.split_once("</div>").map(|(_, after)| [before, after].concat()));
    let main = own.unwrap_or_else(|| main.to_owned());
    for tag in main.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        // The toolbar of rustdoc itself, and its scripts.
        let own = [
            "rustdoc-",
            "/rustdoc-",
            "script src=\"../",
            "script type=\"text/json\" id=\"notable-traits-data\"",
            "/script",
        ];
        let is_own = own.iter().any(|own| tag.starts_with(own));
        assert!(is_own || ELEMENTS.contains(&name), "<{tag}> in {}", path.display());
        // Links to items have the names of items, in which a tag's letters may be.
        let attributes = tag.split_once(' ').map_or("", |(_, attributes)| attributes);
        for attribute in attributes.split_inclusive("\" ") {
            let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            let value = value.trim().trim_matches('"');
            assert!(!name.trim().starts_with("on"), "<{tag}> in {}", path.display());
            assert!(!value.to_lowercase().starts_with("javascript"), "<{tag}> in {}", path.display());
            assert!(!["style", "srcset", MARK].contains(&name.trim()), "<{tag}> in {}", path.display());
        }
    }
}
