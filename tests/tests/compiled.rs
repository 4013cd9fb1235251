//! Every document that is shown is compiled too, linted, with the versions of this workspace: most of them as modules of one
//! crate, and some as the crates that users have.

#![allow(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use signet::Generated;
use signet::diagnostics::Diagnostics;
use signet_tests::documents;
use signet_tests::together::{self, Together};

/// A generated document: its name, and what is generated of it.
type Document = (String, Generated);

fn generated() -> Vec<Document> {
    let generate = |path: PathBuf| {
        let (_, generated) = signet::generate(&documents::request(&path), &mut Diagnostics::new());
        (documents::name(&path), generated.unwrap())
    };
    documents::valid().into_iter().map(generate).collect()
}

/// The features of the last tag of each document, alone: they need what they share with others.
fn last_tags<'d>(documents: impl Iterator<Item = &'d Document>, named: impl Fn(&str, &str) -> String) -> String {
    let last = |(name, generated): &Document| {
        let manifest = String::from_utf8_lossy(generated.files.get("Cargo.toml").unwrap()).into_owned();
        let tags = manifest.lines().zip(manifest.lines().skip(1));
        let (_, line) = tags.filter(|(docs, _)| docs.starts_with("# The operations of")).last()?;
        let (feature, _) = line.split_once(" = ")?;
        Some(named(name, feature.trim_matches('"')))
    };
    documents.filter_map(last).collect::<Vec<_>>().join(",")
}

/// What a caller gets has a name that the caller can write. The crate of all documents has modules of the runtime that none of
/// them names, which a crate of one has not.
const NAMEABLE: &[&str] = &["-D", "unnameable-types"];

/// A workspace of crates, beside the one that has the sizes of their types.
struct Workspace(PathBuf);

impl Workspace {
    /// Writes the workspace, but for its members: each has a path to its types, and their sizes.
    fn write(folder: &str, members: &BTreeSet<&str>, sizes: &[(String, String)]) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
        let members: Vec<_> = members.iter().copied().collect();
        let dependencies: Vec<_> =
            members.iter().map(|member| format!("{member} = {{ path = \"../{member}\" }}\n")).collect();
        let dependencies = dependencies.concat();
        let manifest = format!(
            "[package]\nname = \"sizes\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
        );
        let modules: Vec<_> =
            sizes.iter().map(|(name, text)| format!("mod {} {{\n{text}}}\n", name.replace('-', "_"))).collect();
        std::fs::create_dir_all(root.join("sizes/src")).unwrap();
        std::fs::write(root.join("sizes/Cargo.toml"), manifest).unwrap();
        std::fs::write(root.join("sizes/src/lib.rs"), modules.concat()).unwrap();
        let members: Vec<_> = members.iter().chain(&["sizes"]).map(|member| format!("\"{member}\"")).collect();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
        std::fs::write(root.join("Cargo.toml"), manifest).unwrap();
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        std::fs::copy(lock, root.join("Cargo.lock")).unwrap();
        Self(root)
    }

    /// Writes a member that is a generated crate.
    fn write_crate(&self, name: &str, generated: &Generated) {
        let folder = self.0.join(name);
        // What another version of the generator left there is nobody's work.
        if signet::output::check(&generated.files, &folder).is_err() {
            let _ = std::fs::remove_dir_all(&folder);
        }
        signet::output::sync(&generated.files, &folder).unwrap();
    }

    /// Lints all members with these features. The check of sizes takes those that the crates have by default.
    fn lint(&self, features: &[&str], lints: &[&str]) {
        let exclude = if features.contains(&"--no-default-features") { &["--exclude", "sizes"][..] } else { &[] };
        let common = ["clippy", "--quiet", "--workspace", "--all-targets"];
        self.cargo(&[&common[..], features, exclude, &["--", "-D", "warnings"], lints].concat());
    }

    fn document(&self) {
        self.cargo(&["doc", "--quiet", "--workspace", "--no-deps"]);
    }

    fn cargo(&self, arguments: &[&str]) {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents/target"))
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Writes the crate of all documents that can be in one, and returns the features of their last tags.
fn write_together() -> (Workspace, String) {
    let documents = generated();
    let mut crate_ = Together::new();
    let together: Vec<_> = documents.iter().filter(|(name, generated)| crate_.add(name, &generated.files)).collect();
    assert!(together.len() + 8 > documents.len(), "{} of {}", together.len(), documents.len());
    let sizes = |(name, generated): &&Document| {
        let path = format!("{}::{}", together::NAME, name.replace('-', "_"));
        (name.clone(), generated.size_assertions(&path))
    };
    let sizes: Vec<_> = together.iter().map(sizes).collect();
    let workspace = Workspace::write("together", &BTreeSet::from([together::NAME]), &sizes);
    crate_.write(&workspace.0.join(together::NAME));
    let last_tags = last_tags(together.into_iter(), |name, feature| {
        format!("{}/{}-{feature}", together::NAME, name.replace('-', "_"))
    });
    (workspace, last_tags)
}

#[test]
fn documents_compile_without_a_warning() {
    write_together().0.lint(&["--features", "mock"], &[]);
}

#[test]
#[ignore = "takes a minute; `.ci/run` runs it"]
fn documents_compile_with_few_features() {
    let (workspace, last_tags) = write_together();
    workspace.lint(&["--no-default-features", "--features", "runtime"], &[]);
    workspace.lint(&["--no-default-features", "--features", &format!("runtime,{last_tags}")], &[]);
    workspace.document();
}

/// One document of each kind, and those that cannot be modules of a crate.
#[test]
#[ignore = "takes minutes; `.ci/run` runs it"]
fn documents_compile_as_crates() {
    let documents = generated();
    let mut together = Together::new();
    let mut kinds = BTreeSet::new();
    let mut is_chosen = |(name, generated): &&Document| {
        let is_first = kinds.insert(name.split('-').next().map(str::to_owned));
        !together.add(name, &generated.files) || is_first
    };
    let chosen: Vec<_> = documents.iter().filter(&mut is_chosen).collect();
    let names: Vec<_> = chosen.iter().map(|(name, _)| format!("t-{name}")).collect();
    let sizes =
        chosen.iter().zip(&names).map(|((name, generated), path)| (name.clone(), generated.size_assertions(path)));
    let members = names.iter().map(String::as_str).collect();
    let workspace = Workspace::write("documents", &members, &sizes.collect::<Vec<_>>());
    for ((_, generated), name) in chosen.iter().zip(&names) {
        workspace.write_crate(name, generated);
    }
    let last_tags = last_tags(chosen.into_iter(), |name, feature| format!("t-{name}/{feature}"));
    workspace.lint(&["--no-default-features"], NAMEABLE);
    workspace.lint(&["--no-default-features", "--features", &last_tags], NAMEABLE);
    workspace.lint(&["--features", "mock"], NAMEABLE);
    workspace.document();
}
