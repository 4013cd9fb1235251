//! Files in, what the compiler says of them out. All crates of a worker share one target folder, so that dependencies are
//! built once.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Generated, Request};

use super::record::{Outcome, Record};
use super::usage;

/// How much of a compiler's complaints is kept.
const KEPT: usize = 20;

/// Compiles a crate of almost nothing, so that no document is charged for the dependencies.
pub fn warm_up(work: &Path, target: &Path, compiler: &str) -> io::Result<()> {
    let document = "openapi: 3.0.3\ninfo: { title: Warm up, version: '1' }\npaths: {}\n";
    let name = "c-warm-up";
    let request = Request {
        inputs: vec![Input::text("warm-up.yaml", document)],
        name: Some(name.to_owned()),
        ..Request::default()
    };
    let (_, generated) = signet::generate(&request, &mut Diagnostics::new());
    let generated = generated.ok_or_else(|| io::Error::other("a document without operations cannot be generated"))?;
    let folder = work.join("documents").join(name);
    fs::create_dir_all(&folder)?;
    let mut record = Record::default();
    compile(compiler, (&generated, name), &folder, target, &mut record)?;
    if record.errors > 0 { Err(io::Error::other(record.compiler.join("\n"))) } else { Ok(()) }
}

/// Writes a crate below the folder, compiles it there with a check of the sizes of its types, and notes what that took and what
/// was said.
pub fn compile(
    compiler: &str,
    (generated, name): (&Generated, &str),
    folder: &Path,
    target: &Path,
    record: &mut Record,
) -> io::Result<()> {
    let files = &generated.files;
    let package = folder.join("crate");
    // What another version of the generator left there is nobody's work.
    if signet::output::check(files, &package).is_err() && package.exists() {
        fs::remove_dir_all(&package)?;
    }
    signet::output::sync(files, &package).map_err(|error| io::Error::other(error.to_string()))?;
    // A workspace of its own keeps it out of this repository's; the versions are this repository's.
    fs::write(folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"crate\", \"sizes\"]\n")?;
    let sizes = folder.join("sizes");
    fs::create_dir_all(sizes.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"sizes\"\nedition = \"2024\"\n\n[dependencies]\n{name} = {{ path = \"../crate\" }}\n"
    );
    fs::write(sizes.join("Cargo.toml"), manifest)?;
    fs::write(sizes.join("src/lib.rs"), generated.size_assertions(name))?;
    fs::copy("Cargo.lock", folder.join("Cargo.lock"))?;
    let before = usage::children();
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([compiler, "--message-format", "short", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", std::path::absolute(target)?)
        // A compiler that is started from cargo must not take this package's settings for its own.
        .env_remove("CARGO_MANIFEST_DIR")
        .output()?;
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
