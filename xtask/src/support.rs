//! `cargo xtask support`: the generator's tables of constructs and of diagnostics in, pages for people out.

use std::fs;
use std::io;
use std::process::ExitCode;

type Page = (&'static str, fn() -> String);

const PAGES: [Page; 2] =
    [("SUPPORT.md", signet::support::markdown), ("docs/diagnostics.md", signet::diagnostics::page)];

/// Writes the pages, or looks whether they are what would be written.
pub fn run(check: bool) -> io::Result<ExitCode> {
    let mut is_stale = false;
    for (path, text) in PAGES {
        let text = text();
        if fs::read_to_string(path).is_ok_and(|committed| committed == text) {
            continue;
        }
        if check {
            eprintln!("error: `{path}` is stale: run `cargo xtask support` and commit the result");
            is_stale = true;
        } else {
            fs::write(path, text)?;
            eprintln!("wrote {path}");
        }
    }
    Ok(if is_stale { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
