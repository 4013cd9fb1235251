//! Every document that is shown is compiled too: as a crate of a workspace, linted, with the versions of this workspace.

#![allow(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use std::path::Path;
use std::process::Command;

use signet::diagnostics::Diagnostics;
use signet_tests::documents;

#[test]
fn every_valid_document_compiles_without_a_warning() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents");
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (mut last_tags, mut sizes) = (Vec::new(), Vec::new());
    for path in documents::valid() {
        let (_, generated) = signet::generate(&documents::request(&path), &mut Diagnostics::new());
        let folder = root.join(documents::name(&path));
        // What another version of the generator left there is nobody's work.
        if signet::output::check(&generated.as_ref().unwrap().files, &folder).is_err() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        let generated = generated.unwrap();
        sizes.push((documents::name(&path), generated.size_assertions(&format!("t-{}", documents::name(&path)))));
        let files = generated.files;
        signet::output::sync(&files, &folder).unwrap();
        last_tags.extend(last_tag(&String::from_utf8_lossy(files.get("Cargo.toml").unwrap())));
    }
    let members: Vec<String> = documents::valid().iter().map(|path| format!("\"{}\"", documents::name(path))).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}, \"sizes\"]\n", members.join(", "));
    write_sizes(&root.join("sizes"), &sizes);
    std::fs::write(root.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    let last_tags = last_tags.join(",");
    // The check of sizes takes the crates with their default features, which others would then have too.
    let features = [
        &["--no-default-features", "--exclude", "sizes"][..],
        &["--no-default-features", "--features", &last_tags, "--exclude", "sizes"],
        &["--features", "mock"],
    ];
    for features in features {
        let output = Command::new(env!("CARGO"))
            .args(["clippy", "--quiet", "--workspace", "--all-targets"])
            .args(features)
            // What a caller gets has a name that the caller can write.
            .args(["--", "-D", "warnings", "-D", "unnameable-types"])
            .current_dir(&root)
            .env("CARGO_TARGET_DIR", root.join("target"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{features:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let output = Command::new(env!("CARGO"))
        .args(["doc", "--quiet", "--workspace", "--no-deps"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(output.status.success(), "rustdoc:\n{}", String::from_utf8_lossy(&output.stderr));
}

/// Writes a crate that does not compile if a type of another one is larger than was computed.
fn write_sizes(folder: &Path, sizes: &[(String, String)]) {
    std::fs::create_dir_all(folder.join("src")).unwrap();
    let dependencies: Vec<String> =
        sizes.iter().map(|(name, _)| format!("t-{name} = {{ path = \"../{name}\" }}\n")).collect();
    let dependencies = dependencies.concat();
    let manifest = format!(
        "[package]\nname = \"sizes\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let modules: Vec<String> =
        sizes.iter().map(|(name, text)| format!("mod {} {{\n{text}}}\n", name.replace('-', "_"))).collect();
    std::fs::write(folder.join("src/lib.rs"), modules.concat()).unwrap();
}

/// The feature of the last tag of a crate, where it has tags: alone, it needs what it shares with others.
fn last_tag(manifest: &str) -> Option<String> {
    let name = manifest.lines().find_map(|line| line.strip_prefix("name = "))?;
    let tags =
        manifest.lines().zip(manifest.lines().skip(1)).filter(|(docs, _)| docs.starts_with("# The operations of"));
    let (feature, _) = tags.last()?.1.split_once(" = ")?;
    Some(format!("{}/{}", name.trim_matches('"'), feature.trim_matches('"')))
}
