//! What `signet diff` says of the crate's API is what a compiler says: a program that uses all of the old crate compiles with
//! the new one, unless a change is breaking.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test's helpers fail the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use signet::diagnostics::Diagnostics;
use signet::evolution::{Rule, Side, Verdict, compare};
use signet::source::Input;
use signet::{Compiled, FileSet, Lock, Request};
use signet_tests::together::{self, Together};
use signet_tests::uses;

#[allow(dead_code, reason = "the other program that has them looks at all parts of a pair")]
#[path = "../../generator/tests/evolution/pairs/mod.rs"]
mod pairs;

/// Where a compiler says less or more than the verdict, and why.
const EXCEPTIONS: [(Rule, &str); 2] = [
    (Rule::ArgumentsChanged, "arguments of one type are swapped without an error"),
    (
        Rule::SigningAlgorithmRemoved,
        "a program that has a key of this algorithm no longer compiles, and this one has no key",
    ),
];

fn compiled(text: &str, lock: Lock) -> (Compiled, FileSet) {
    let input = Input::text("pets.yaml", text).trusted();
    let request = Request { inputs: vec![input], lock, ..Request::default() };
    let (_, compiled) = signet::compile(&request, &mut Diagnostics::new());
    let compiled = compiled.unwrap();
    let files = compiled.files(&request).unwrap();
    (compiled, files)
}

/// A pair whose new crate is in the workspace, and the program that uses its old one.
struct Case {
    name: String,
    rule: Rule,
    is_breaking: bool,
    program: String,
}

#[test]
#[ignore = "takes a minute; `.ci/run` runs it"]
fn programs_compile_unless_a_change_is_breaking() {
    let mut crates = Together::new();
    let mut cases = Vec::new();
    let locked = pairs::locked().into_iter().map(|pair| (pair, true));
    for (number, (pair, is_locked)) in locked.chain(pairs::unlocked().into_iter().map(|pair| (pair, false))).enumerate()
    {
        let (old, old_files) = compiled(&pair.old, Lock::default());
        let (new, new_files) = compiled(&pair.new, if is_locked { old.lock.clone() } else { Lock::default() });
        let changes = compare(side(&old), side(&new)).unwrap();
        let name = format!("pair_{number}");
        let mut before = Together::new();
        if !before.add(&name, &old_files) || !crates.add(&name, &new_files) {
            continue;
        }
        cases.push(Case {
            rule: pair.rule,
            is_breaking: changes.iter().any(|change| change.verdicts.rust == Verdict::Breaking),
            program: uses::module(&name, before.files_of(&name)),
            name,
        });
    }
    assert!(cases.len() > 100, "{} pairs", cases.len());
    crates.open();
    let broken = broken(&crates, &cases);
    let mut exceptions: BTreeMap<Rule, &str> = BTreeMap::from(EXCEPTIONS);
    let mut wrong = Vec::new();
    for case in &cases {
        let is_broken = broken.contains(&case.name);
        if case.is_breaking != is_broken && exceptions.remove(&case.rule).is_none() {
            let found = if is_broken { "is not breaking and does not compile" } else { "is breaking and compiles" };
            wrong.push(format!("{} {}: {found}", case.name, case.rule.id()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(exceptions.is_empty(), "no exceptions: {exceptions:?}");
}

fn side(compiled: &Compiled) -> Side<'_> {
    Side { api: &compiled.api, names: &compiled.names, plan: &compiled.plan }
}

/// The names of the cases whose programs do not compile. A compiler stops at the first kind of errors, so that programs with
/// errors are taken out until there are none.
fn broken(crates: &Together, cases: &[Case]) -> BTreeSet<String> {
    let mut broken = BTreeSet::new();
    loop {
        let mut together = crates.clone();
        for case in cases.iter().filter(|case| !broken.contains(&case.name)) {
            together.add_module(&format!("uses_{}", case.name), case.program.clone());
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("evolution");
        together.write(&folder.join(together::NAME));
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\"{}\"]\n", together::NAME);
        std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
        let found = errors(&folder);
        if found.is_empty() {
            return broken;
        }
        broken.extend(found);
    }
}

/// The names of the cases in whose programs a compiler finds errors.
fn errors(folder: &Path) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--features", "mock", "--message-format", "json"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents/target"))
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let errors = messages.filter(|line| line["message"]["level"] == "error");
    let mut found = BTreeSet::new();
    for error in errors {
        let Some(file) = error["message"]["spans"][0]["file_name"].as_str() else { continue };
        let case = file.split_once("src/uses_").and_then(|(_, name)| name.strip_suffix(".rs"));
        let case = case.unwrap_or_else(|| panic!("{file}: {}", error["message"]["rendered"]));
        found.insert(case.to_owned());
    }
    assert!(output.status.success() || !found.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    found
}
