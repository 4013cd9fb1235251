//! Files in, what the compiler says of them out. All crates of a worker share one target folder, so that dependencies are
//! built once.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Output};

use signet::FileSet;
use signet::Request;
use signet::diagnostics::Diagnostics;
use signet::source::Input;

use super::record::{Outcome, Record};
use super::usage;

/// How much of a compiler's complaints is kept.
const KEPT: usize = 20;

/// Compiles a crate of almost nothing, so that no document is charged for the dependencies.
pub fn warm_up(work: &Path, target: &Path, compiler: &str) -> io::Result<()> {
    let document = "openapi: 3.0.3\ninfo: { title: Warm up, version: '1' }\npaths: {}\n";
    let request = Request {
        inputs: vec![Input::text("warm-up.yaml", document)],
        name: Some("c-warm-up".to_owned()),
        ..Request::default()
    };
    let (_, generated) = signet::generate(&request, &mut Diagnostics::new());
    let generated = generated.ok_or_else(|| io::Error::other("a document without operations cannot be generated"))?;
    let folder = work.join("documents").join("c-warm-up");
    fs::create_dir_all(&folder)?;
    let mut record = Record::default();
    compile(compiler, &generated.files, &folder, target, &mut record)?;
    if record.errors > 0 { Err(io::Error::other(record.compiler.join("\n"))) } else { Ok(()) }
}

/// Writes a crate below the folder, compiles it there, and notes what that took and what was said.
pub fn compile(compiler: &str, files: &FileSet, folder: &Path, target: &Path, record: &mut Record) -> io::Result<()> {
    let package = folder.join("crate");
    // Files of another version of the generator are not edits.
    if signet::output::check(files, &package).is_err() && package.exists() {
        fs::remove_dir_all(&package)?;
    }
    signet::output::sync(files, &package).map_err(|error| io::Error::other(error.to_string()))?;
    let before = usage::children();
    let output = cargo(compiler, &["crate"], folder, target)?;
    let after = usage::children();
    record.compile_seconds = after.seconds - before.seconds;
    record.compile_megabytes = after.megabytes;
    let said = String::from_utf8_lossy(&output.stderr);
    for line in said.lines() {
        let error = line.contains(": error");
        let warning = line.contains(": warning: ");
        record.errors += usize::from(error);
        record.warnings += usize::from(warning);
        if (error || warning || line.starts_with("error")) && record.compiler.len() < KEPT {
            record.compiler.push(line.to_owned());
        }
    }
    // Cargo itself failed: no error of a crate, and no success either.
    record.errors = record.errors.max(usize::from(!output.status.success()));
    if record.errors + record.warnings > 0 {
        record.outcome = Outcome::Complaint;
    }
    Ok(())
}

/// Runs a command of cargo over packages of a folder, in a separate workspace; the versions are this repository's.
pub fn cargo(command: &str, members: &[&str], folder: &Path, target: &Path) -> io::Result<Output> {
    fs::write(folder.join("Cargo.toml"), format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"))?;
    fs::copy("Cargo.lock", folder.join("Cargo.lock"))?;
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([command, "--message-format", "short", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", std::path::absolute(target)?)
        // A compiler that is started from cargo must not take this package's settings for its own.
        .env_remove("CARGO_MANIFEST_DIR")
        .output()
}
