//! The programs of README.md compile, and the first one prints what the README says.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's helpers fail the test")]

use std::fs;
use std::path::{Path, PathBuf};

use signet_tests::{documents, program};

const TEMPORARY: &str = env!("CARGO_TARGET_TMPDIR");

/// Returns the code blocks of the README in a language.
fn blocks(language: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn the_first_program_prints_what_the_readme_says() {
    let document = documents::corpus().join("valid/petstore.yaml");
    let printed = program::run(TEMPORARY, "readme-petstore", &[("petstore", document)], &blocks("rust")[0]);
    assert_eq!(printed, blocks("text")[0].lines().collect::<Vec<_>>());
}

#[test]
fn the_program_for_cobo_compiles() {
    let cobo = root().join("generated/cobo-waas2").canonicalize().unwrap();
    let dependency = format!("cobo-waas2 = {{ path = {cobo:?} }}\n");
    let _ = program::build_with(TEMPORARY, "readme-cobo", &[], &dependency, &blocks("rust")[1]);
}
