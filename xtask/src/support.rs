//! `cargo xtask support`: the generator's table of constructs in, `SUPPORT.md` out.

use std::fs;
use std::io;
use std::process::ExitCode;

const PAGE: &str = "SUPPORT.md";

/// Writes the page, or looks whether it is what would be written.
pub fn run(check: bool) -> io::Result<ExitCode> {
    let page = signet::support::markdown();
    if fs::read_to_string(PAGE).is_ok_and(|committed| committed == page) {
        return Ok(ExitCode::SUCCESS);
    }
    if check {
        eprintln!("error: `{PAGE}` is stale: run `cargo xtask support` and commit the result");
        return Ok(ExitCode::FAILURE);
    }
    fs::write(PAGE, page)?;
    eprintln!("wrote {PAGE}");
    Ok(ExitCode::SUCCESS)
}
