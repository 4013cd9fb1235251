//! `[package]` of a generated manifest: what `signet.toml` and the document say of the crate.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's functions fail the test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use insta::assert_snapshot;

const SETTINGS: &str =
    "crate = \"pets\"\noutput = \"../../generated/pets\"\ndocument = [{ path = \"openapi.yaml\" }]\n";

/// Runs `signet generate` over a spec folder with these lines of `info` and `[package]`.
fn generate(root: &Path, info: &str, package: &str) -> Output {
    let folder = root.join("spec/pets");
    fs::create_dir_all(&folder).unwrap();
    let document = format!(
        "openapi: 3.1.0\ninfo: {{ title: 'Pets \"and\" more', version: '1'{info} }}\npaths:\n  /pets:\n    get:\n      \
         operationId: list\n      responses: {{ '204': {{ description: None }} }}\n"
    );
    fs::write(folder.join("openapi.yaml"), document).unwrap();
    fs::write(folder.join("README.md"), "# Ours\n").unwrap();
    fs::write(folder.join("signet.toml"), format!("{SETTINGS}[package]\n{package}\n")).unwrap();
    Command::new(env!("CARGO_BIN_EXE_signet")).current_dir(root).arg("generate").output().unwrap()
}

/// Returns what a manifest says above its features.
fn package(root: &Path, info: &str, package: &str) -> String {
    let output = generate(root, info, package);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let manifest = fs::read_to_string(root.join("generated/pets/Cargo.toml")).unwrap();
    manifest.split_once("\n\n").unwrap().1.split_once("[lib]").unwrap().0.trim_end().to_owned()
}

#[test]
fn a_manifest_says_what_the_settings_say() {
    let root = tempfile::tempdir().unwrap();
    let settings = r#"
        description = "Keeps \"pets\" \\ in order."
        license = "MIT OR Apache-2.0"
        repository = "https://example.com/pets.git"
        homepage = "https://example.com/"
        documentation = "https://docs.example.com/pets"
        authors = ["Ann <ann@example.com>", "Ben \"]\" {{ name }}"]
        keywords = ["pets", "api"]
        categories = ["api-bindings", "web-programming::http-client"]
        readme = "README.md"
        rust-version = "1.88"
        exclude = ["/tests/*"]
        publish = ["ours"]"#;
    assert_snapshot!(package(root.path(), ", license: { name: Theirs }", settings), @r#"
    [package]
    name = "pets"
    version = "0.1.0"
    edition = "2024"
    rust-version = "1.88"
    authors = ["Ann <ann@example.com>", "Ben \"]\" {{ name }}"]
    description = "Keeps \"pets\" \\ in order."
    documentation = "https://docs.example.com/pets"
    readme = "README.md"
    homepage = "https://example.com/"
    repository = "https://example.com/pets.git"
    license = "MIT OR Apache-2.0"
    keywords = ["pets", "api"]
    categories = ["api-bindings", "web-programming::http-client"]
    exclude = ["/tests/*"]
    publish = ["ours"]

    [package.metadata.docs.rs]
    all-features = true
    "#);
    assert_eq!(fs::read_to_string(root.path().join("generated/pets/README.md")).unwrap(), "# Ours\n");

    let manifest = fs::read_to_string(root.path().join("generated/pets/Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    assert_eq!(manifest["package"]["description"].as_str(), Some("Keeps \"pets\" \\ in order."));
    assert_eq!(manifest["package"]["authors"][1].as_str(), Some("Ben \"]\" {{ name }}"));
}

#[test]
fn a_license_comes_from_the_document_too() {
    let root = tempfile::tempdir().unwrap();
    let info = ", license: { name: 'The Apache License, Version 2.0' }";
    assert_snapshot!(package(root.path(), info, ""), @r#"
    [package]
    name = "pets"
    version = "0.1.0"
    edition = "2024"
    rust-version = "1.85"
    description = "A client for Pets \"and\" more"
    readme = "README.md"
    license = "Apache-2.0"

    [package.metadata.docs.rs]
    all-features = true
    "#);
    let long = format!("Pets {}", "x".repeat(2000));
    let told = package(root.path(), &format!(", description: {long}, license: {{ name: Ours, identifier: MIT }}"), "");
    assert!(told.contains("\nlicense = \"MIT\"\n"), "{told}");
}

#[test]
fn a_crate_without_a_license_is_not_published() {
    let root = tempfile::tempdir().unwrap();
    let info = ", license: { name: Proprietary }";
    assert_snapshot!(package(root.path(), info, ""), @r#"
    [package]
    name = "pets"
    version = "0.1.0"
    edition = "2024"
    rust-version = "1.85"
    description = "A client for Pets \"and\" more"
    readme = "README.md"
    # No license is known: set `license` below `[package]` in signet.toml, and the crate can be published.
    publish = false

    [package.metadata.docs.rs]
    all-features = true
    "#);
    let told = package(root.path(), info, "publish = [\"ours\"]");
    assert!(told.contains("\npublish = [\"ours\"]\n") && !told.contains('#'), "{told}");
    let told = package(root.path(), ", license: { name: MIT }", "publish = false");
    assert!(told.contains("\nlicense = \"MIT\"\npublish = false\n") && !told.contains('#'), "{told}");
}

#[test]
fn a_crate_that_is_to_be_published_needs_a_license() {
    for publish in ["publish = true", "publish = [\"crates-io\", \"ours\"]"] {
        let root = tempfile::tempdir().unwrap();
        let output = generate(root.path(), ", license: { name: Proprietary }", publish);
        assert!(!output.status.success());
        let told = String::from_utf8(output.stderr).unwrap();
        insta::allow_duplicates!(assert_snapshot!(told, @r#"
        error[E0702]: `publish` is set, but crates.io requires a license
         --> spec/pets/openapi.yaml:2:1
          |
        2 | info: { title: 'Pets "and" more', version: '1', license: { name: Proprietary } }
          | ^^^^ its license `Proprietary` is not an SPDX expression
          |
          = help: set `license` below `[package]` in signet.toml, such as `license = "MIT OR Apache-2.0"`

        error: cannot generate `generated/pets`
        "#));
        assert!(!root.path().join("generated").exists(), "something was written");
    }
}

#[test]
fn the_command_line_has_a_version() {
    let output = Command::new(env!("CARGO_BIN_EXE_signet")).arg("--version").output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("signet {}\n", env!("CARGO_PKG_VERSION")));
}
