//! `cargo-semver-checks` finds nothing that `signet diff` does not report as breaking.
//!
//! The two versions of a part of the pairs are modules of two crates, which the tool compares as one crate and its release.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use signet::diagnostics::Diagnostics;
use signet::evolution::{Rule, Verdict};
use signet::source::Input;
use signet::{Form, Lock, Request};

use super::{changes, compiled, pairs};

/// One of so many pairs is compared: each contains its own copy of the runtime, and all together need too much memory.
const ONE_OF: usize = 3;

fn write(folder: &Path, number: usize, text: &str, lock: Lock) {
    let input = Input::text("pets.yaml", text).trusted();
    let request = Request { inputs: vec![input], lock, form: Form::Module, ..Request::default() };
    let (_, generated) = signet::generate(&request, &mut Diagnostics::new());
    for (path, bytes) in generated.unwrap().files.iter() {
        let path = folder.join(format!("src/p{number}")).join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

fn manifest(folder: &Path, modules: usize) {
    let manifest = format!(
        "[package]\nname = \"pairs\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{}",
        signet::dependencies()
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let mut root = "//! Pairs.\n#![allow(warnings)]\n".to_owned();
    for number in 0..modules {
        writeln!(root, "pub mod p{number};").unwrap();
    }
    std::fs::write(folder.join("src/lib.rs"), root).unwrap();
}

/// The lints that failed, by the number of the pair whose file they name.
fn findings(output: &str) -> BTreeMap<usize, BTreeSet<String>> {
    let mut found: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    let mut lint = "";
    for line in output.lines() {
        if let Some(failure) = line.strip_prefix("--- failure ") {
            lint = failure.split(':').next().unwrap_or_default();
        }
        let number = line.split_once("/src/p").and_then(|(_, rest)| rest.split('/').next()?.parse().ok());
        if let Some(number) = number {
            found.entry(number).or_default().insert(format!("{lint}: {}", line.trim()));
        }
    }
    found
}

#[test]
#[ignore = "takes minutes, and needs cargo-semver-checks"]
fn what_the_tool_finds_is_reported() {
    if !Command::new("cargo-semver-checks").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: `cargo install cargo-semver-checks` installs what this test needs");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("semver");
    let _ = std::fs::remove_dir_all(&folder);
    let (old, new) = (folder.join("old"), folder.join("new"));
    let pairs: Vec<_> = pairs::locked().into_iter().step_by(ONE_OF).collect();
    for (number, pair) in pairs.iter().enumerate() {
        write(&old, number, &pair.old, Lock::default());
        write(&new, number, &pair.new, compiled(&pair.old, Lock::default()).lock);
    }
    manifest(&old, pairs.len());
    manifest(&new, pairs.len());
    let mut tool = Command::new("cargo-semver-checks");
    tool.args(["semver-checks", "--color", "never", "--release-type", "minor", "--manifest-path"])
        .arg(new.join("Cargo.toml"));
    let output = tool.arg("--baseline-root").arg(&old).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(text.contains(" checks: "), "{text}");
    let found = findings(&text);
    let mut missed = Vec::new();
    let mut unseen: BTreeSet<&str> = BTreeSet::new();
    for (number, pair) in pairs.iter().enumerate() {
        let reported: Vec<Rule> = changes(&pair.old, &pair.new)
            .into_iter()
            .filter(|change| change.verdicts.rust == Verdict::Breaking)
            .map(|change| change.rule)
            .collect();
        match found.get(&number) {
            Some(lints) if reported.is_empty() => missed.push(format!("p{number} {}: {lints:#?}", pair.rule.id())),
            None if !reported.is_empty() => drop(unseen.insert(pair.rule.id())),
            Some(_) | None => {}
        }
    }
    println!("{} of {} pairs have findings; breaking rules without any: {unseen:?}", found.len(), pairs.len());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
