//! Two processes that generate into one folder at once: the folder holds what one of them writes, never a mixture.

#![allow(clippy::unwrap_used, reason = "a test's functions fail the test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A document with many types, so that writing takes a while.
fn document(word: &str) -> String {
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: { title: Pets, version: '1' }\npaths:\n  /all:\n    get:\n      operationId: all\n      \
         responses:\n        '200':\n          description: All\n          content:\n            application/json:\n              \
         schema: { $ref: '#/components/schemas/All' }\ncomponents:\n  schemas:\n    All:\n      type: object\n      properties:\n",
    );
    for number in 0..150 {
        writeln!(text, "        p{number}: {{ $ref: '#/components/schemas/T{number}' }}").unwrap();
    }
    for number in 0..150 {
        writeln!(text, "    T{number}:\n      type: object\n      properties: {{ {word}: {{ type: string }} }}")
            .unwrap();
    }
    text
}

fn signet(root: &Path, word: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_signet"));
    let input = format!("{word}.yaml");
    command.current_dir(root).args(["generate", "--input", &input, "--output", "out", "--lock", "out.lock"]);
    command
}

#[test]
fn two_runs_into_one_folder_leave_no_mixture() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path();
    for word in ["one", "two"] {
        fs::write(root.join(format!("{word}.yaml")), document(word)).unwrap();
    }
    for round in 0..8 {
        let runs =
            ["one", "two"].map(|word| signet(root, word).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
        let failures: Vec<String> = runs
            .into_iter()
            .map(|run| run.wait_with_output().unwrap())
            .filter(|output| !output.status.success())
            .map(|output| String::from_utf8(output.stderr).unwrap())
            .collect();
        // Only a run whose lock file was replaced while it generated may fail, and it has written nothing.
        assert!(failures.len() < 2, "round {round}: {failures:?}");
        for failure in &failures {
            assert!(failure.contains("another run changed `out.lock`"), "round {round}: {failure}");
        }
        let texts: String = (0..150)
            .map(|number| fs::read_to_string(root.join(format!("out/src/types/t{number}.rs"))).unwrap())
            .collect();
        let [one, two] = ["pub one:", "pub two:"].map(|field| texts.matches(field).count());
        assert!((one, two) == (150, 0) || (one, two) == (0, 150), "round {round}: {one} and {two}");
        assert_eq!(fs::read_dir(root).unwrap().count(), 4, "nothing is left beside the folder and the lock file");
    }
    for word in ["one", "two"] {
        let output = signet(root, word).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}
