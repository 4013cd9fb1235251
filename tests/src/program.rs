//! Programs that use generated crates: their text in, what they print out.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Request, generate, output};

/// Generates a crate of each document, with the overlay beside it, under the name given with it, and runs a program that depends on them.
///
/// `temporary` is the folder for what tests write; the crates share theirs with those of `compiled.rs`, so that what they
/// depend on is built once. Returns the lines that the program prints.
#[must_use]
pub fn run(temporary: &str, name: &str, documents: &[(&str, PathBuf)], main: &str) -> Vec<String> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = Path::new(temporary).join(name);
    fs::create_dir_all(root.join("src")).unwrap();
    let mut dependencies = String::new();
    for (package, document) in documents {
        let _ = fs::remove_dir_all(root.join(package));
        let shown = document.file_name().unwrap().to_string_lossy().into_owned();
        let overlay = document.with_extension("overlay.yaml");
        let request = Request {
            inputs: vec![Input { name: shown, ..Input::file(document) }],
            overlays: overlay.exists().then(|| Input::file(&overlay)).into_iter().collect(),
            name: Some((*package).to_owned()),
            ..Request::default()
        };
        let mut diagnostics = Diagnostics::new();
        let (_, generated) = generate(&request, &mut diagnostics);
        assert!(!diagnostics.has_errors(), "{diagnostics:?}");
        output::sync(&generated.unwrap().files, &root.join(package)).unwrap();
        let _ = writeln!(dependencies, "{package} = {{ path = \"{package}\", features = [\"mock\"] }}");
    }
    fs::write(root.join("src/main.rs"), main).unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n"
    );
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", Path::new(temporary).join("documents/target"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}
