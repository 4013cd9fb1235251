//! Clients in a browser: what a crate depends on there, and that it compiles where the toolchain can.

use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// Features that ask for nothing that a browser lacks; `keygen` wants a random number generator that a program chooses.
const FEATURES: [&str; 4] = ["", "oauth", "oauth,mock,tracing", "oauth,ecdsa-secp256k1,pem"];

fn cargo(command: &str, features: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    cargo.args([command, "--offline", "--locked", "--target", TARGET, "--package", "cobo-waas2"]);
    cargo.args(["--no-default-features", "--features", features]);
    cargo
}

#[test]
fn no_runtime_and_no_socket_is_among_the_dependencies() {
    for features in FEATURES {
        let output = cargo("tree", features).args(["--edges", "normal", "--prefix", "none"]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let tree = String::from_utf8_lossy(&output.stdout).into_owned();
        let packages: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(packages.contains(&"http"), "{tree}");
        for package in ["tokio", "mio", "reqwest", "hyper", "socket2", "ring", "getrandom"] {
            assert!(!packages.contains(&package), "{package} comes with `{features}`:\n{tree}");
        }
    }
}

#[test]
fn crates_compile_where_the_target_is_installed() {
    let output = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output().unwrap();
    let libraries = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    if !libraries.exists() {
        println!("not run: the target {TARGET} is not installed");
        return;
    }
    for features in FEATURES {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wasm");
        let output = cargo("check", features).env("CARGO_TARGET_DIR", folder).output().unwrap();
        assert!(output.status.success(), "`{features}`: {}", String::from_utf8_lossy(&output.stderr));
    }
}
