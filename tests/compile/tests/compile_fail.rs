//! What must compile and what must not: programs flow in, and the compiler says what stands beside them.
//!
//! Messages change from compiler to compiler, so they are compared only with the one that the workspace names.
//! `TRYBUILD=overwrite cargo test -p signet-compile-tests` writes them anew.

use std::io::Write as _;
use std::process::Command;

#[test]
fn programs() {
    let programs = trybuild::TestCases::new();
    programs.pass("pass/*.rs");
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(compiler).arg("--version").output().unwrap().stdout;
    let named = format!("rustc {}.", env!("CARGO_PKG_RUST_VERSION"));
    if version.starts_with(named.as_bytes()) {
        programs.compile_fail("fail/*.rs");
    } else {
        // Not `eprintln!`, which is shown for tests that fail only.
        let _ = writeln!(std::io::stderr(), "skipped: messages are compared with {named}x only");
    }
}
