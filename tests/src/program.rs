//! Programs that use generated crates: their text in, what they print out.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{FileSet, Request, generate, output};

use crate::skip;

/// Generates a crate of each document, with the overlay beside it, under the name given with it, and runs a program that
/// depends on them.
///
/// `temporary` is the folder for what tests write. Returns the lines that the program prints.
#[must_use]
pub fn run(temporary: &str, name: &str, documents: &[(&str, PathBuf)], main: &str) -> Vec<String> {
    let crates: Vec<_> = documents
        .iter()
        .map(|(package, document)| {
            let shown = document.file_name().unwrap().to_string_lossy().into_owned();
            let overlay = document.with_extension("overlay.yaml");
            let request = Request {
                overlays: overlay.exists().then(|| Input::file(&overlay)).into_iter().collect(),
                inputs: vec![Input { name: shown, ..Input::file(document) }],
                name: Some((*package).to_owned()),
                ..Request::default()
            };
            let mut diagnostics = Diagnostics::new();
            let (_, generated) = generate(&request, &mut diagnostics);
            assert!(!diagnostics.has_errors(), "{diagnostics:?}");
            (*package, generated.unwrap().files)
        })
        .collect();
    let crates: Vec<_> = crates.iter().map(|(package, files)| (*package, files)).collect();
    output_of(temporary, name, &crates, main)
}

/// Runs a program that depends on generated crates. Returns the lines that it prints.
#[must_use]
pub fn output_of(temporary: &str, name: &str, crates: &[(&str, &FileSet)], main: &str) -> Vec<String> {
    let output = Command::new(build(temporary, name, crates, main)).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// Builds a program that depends on generated crates, and returns where it is.
///
/// It shares the folder for what is built with `compiled.rs`, so that what the crates depend on is built once; a crate that is
/// as it was is not written again.
#[must_use]
pub fn build(temporary: &str, name: &str, crates: &[(&str, &FileSet)], main: &str) -> PathBuf {
    build_with(temporary, name, crates, "", main)
}

/// Builds a program that depends on more than generated crates: `more` is lines of its manifest.
#[must_use]
pub fn build_with(temporary: &str, name: &str, crates: &[(&str, &FileSet)], more: &str, main: &str) -> PathBuf {
    let root = write(temporary, name, crates, more, main);
    built(temporary, &root)
}

/// Builds a program that depends on packages which the workspace does not have. The error says why they cannot be fetched.
pub fn build_outside(temporary: &str, name: &str, more: &str, main: &str) -> Result<PathBuf, String> {
    if skip::is_ci() {
        return Err("`CI` is set".to_owned());
    }
    let root = write(temporary, name, &[], more, main);
    let output = Command::new(env!("CARGO")).args(["fetch", "--quiet"]).current_dir(&root).output();
    let output = output.map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    Ok(built(temporary, &root))
}

fn write(temporary: &str, name: &str, crates: &[(&str, &FileSet)], more: &str, main: &str) -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = Path::new(temporary).join(name);
    fs::create_dir_all(root.join("src")).unwrap();
    let mut dependencies = more.to_owned();
    for (package, files) in crates {
        let folder = root.join(package);
        // What another version of the generator left there is nobody's work.
        if output::check(files, &folder).is_err() {
            let _ = fs::remove_dir_all(&folder);
        }
        output::sync(files, &folder).unwrap();
        let _ = writeln!(dependencies, "{package} = {{ path = \"{package}\", features = [\"blocking\", \"mock\"] }}");
    }
    fs::write(root.join("src/main.rs"), main).unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}tokio = {{ version = \"1\", features = [\"macros\", \"rt\", \"rt-multi-thread\"] }}\n"
    );
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    root
}

fn built(temporary: &str, root: &Path) -> PathBuf {
    cargo(temporary, root, &["build", "--quiet"]);
    Path::new(temporary).join("documents/target/debug").join(root.file_name().unwrap())
}

/// Runs cargo in a folder, with the shared folder for what is built.
pub fn cargo(temporary: &str, folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(temporary).join("documents/target"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}:\n{}", String::from_utf8_lossy(&output.stderr));
}
