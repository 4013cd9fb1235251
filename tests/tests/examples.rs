//! The examples that a mock server answers with are read by the client that calls it: each is taken from the generated text and
//! decoded by the operation that it belongs to.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use signet::FileSet;
use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet_tests::{documents, program};

const TEMPORARY: &str = env!("CARGO_TARGET_TMPDIR");

/// The types that the generated text names, with which it decodes instead of answering.
const MOCK: &str = "
    pub mod mock {
        use CRATE::operation::{Content, ErrorBody, Op};
        pub struct MockExample(pub u16, pub &'static str, pub &'static str);
        impl MockExample {
            pub const fn new(status: u16, content_type: &'static str, body: &'static str) -> Self {
                Self(status, content_type, body)
            }
        }
        pub struct MockOperation { pub read: fn(&MockExample) -> bool, pub id: &'static str, pub examples: &'static [MockExample] }
        impl MockOperation {
            pub const fn of<O: Op>(examples: &'static [MockExample]) -> Self {
                Self { read: read::<O>, id: O::OPERATION.id, examples }
            }
        }
        fn read<O: Op>(example: &MockExample) -> bool {
            let body = example.2.as_bytes().to_vec().into();
            if (200..300).contains(&example.0) {
                let mut bodies = O::OPERATION.success.iter();
                return if example.1.is_empty() { O::absent().is_some() } else { bodies.any(|body_of| O::decode(body_of.2, &mut Content::strict(&body)).is_ok()) };
            }
            let errors = O::OPERATION.errors;
            errors.is_empty() || errors.iter().any(|body_of| O::Error::decode(body_of.2, &mut Content::strict(&body)).is_ok())
        }
    }
    pub fn all() {
        for operation in OPERATIONS {
            for example in operation.examples {
                let is_read = (operation.read)(example);
                println!(\"{} {} {} {}\", if is_read { \"read\" } else { \"UNREAD\" }, operation.id, example.0, example.2);
            }
        }
    }
";

fn generated(input: Input, overlay: Option<PathBuf>, name: &str) -> FileSet {
    let overlays = overlay.into_iter().filter(|path| path.exists()).map(Input::file).collect();
    let request = signet::Request { inputs: vec![input], overlays, name: Some(name.to_owned()), ..Default::default() };
    signet::generate(&request, &mut Diagnostics::new()).1.unwrap().files
}

/// Cuts the operations out of the text of a mock, for a module of the program.
fn module(name: &str, files: &FileSet) -> String {
    let text = String::from_utf8_lossy(files.get("src/mock.rs").unwrap()).into_owned();
    let start = text.find("operations: &[").unwrap() + "operations: ".len();
    let end = text.find("    seal: ").unwrap();
    let operations: String = text[start..end].lines().filter(|line| !line.trim().starts_with("#[cfg(")).fold(
        String::new(),
        |mut text, line| {
            let _ = writeln!(text, "{}", line.replace("crate::ops::", &format!("{name}::ops::")));
            text
        },
    );
    let operations = operations.trim_end().trim_end_matches(',');
    format!(
        "mod {name}_examples {{ static OPERATIONS: &[mock::MockOperation] = {operations}; {} }}\n",
        MOCK.replace("CRATE", name)
    )
}

/// Reads the examples of these crates, and returns how many there are.
fn read(program_name: &str, crates: &[(String, FileSet)]) -> usize {
    let mut main = String::new();
    for (name, files) in crates {
        main += &module(name, files);
    }
    let calls: String =
        crates.iter().fold(String::new(), |calls, (name, _)| calls + &format!("{name}_examples::all();\n"));
    let _ = writeln!(main, "fn main() {{ {calls} }}");
    let crates: Vec<_> = crates.iter().map(|(name, files)| (name.as_str(), files)).collect();
    let output = Command::new(program::build(TEMPORARY, program_name, &crates, &main)).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let unread: Vec<&str> = printed.lines().filter(|line| !line.starts_with("read ")).collect();
    assert!(output.status.success() && unread.is_empty(), "{}", unread.join("\n"));
    printed.lines().count()
}

#[test]
#[ignore = "takes minutes; `.ci/run` runs it"]
fn every_example_of_the_corpus_is_read() {
    let wanted = ["custody", "petstore", "operations-answers", "operations-examples", "pages-token"];
    let chosen = documents::valid().into_iter().filter(|path| {
        let name = documents::name(path);
        name.starts_with("schemas-") || wanted.contains(&name.as_str())
    });
    let crates: Vec<_> = chosen
        .map(|path| {
            let name = format!("t_{}", documents::name(&path).replace('-', "_"));
            let files = generated(Input::file(&path), Some(path.with_extension("overlay.yaml")), &name);
            (name, files)
        })
        .collect();
    assert!(crates.len() >= 20, "{}", crates.len());
    let count = read("example_bodies", &crates);
    assert!(count >= 50, "{count}");
}

#[test]
#[ignore = "takes minutes; `.ci/run` runs it"]
fn every_example_of_the_whole_document_is_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let path = root.join("../shared/cobo/openapi-full.yaml");
    if !path.exists() {
        eprintln!("not run: the whole document is not at ../shared/cobo/openapi-full.yaml");
        return;
    }
    let files = generated(Input::file(&path), Some(root.join("spec/cobo-waas2/overlay.yaml")), "t_whole_examples");
    let count = read("whole_examples", &[("t_whole_examples".to_owned(), files)]);
    assert!(count >= 700, "{count}");
}
