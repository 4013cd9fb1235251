//! Writes `docs/diagnostics.md`: all codes, what each stands for, and what to do.

use std::fmt::Write as _;

use super::Code;

const HEAD: &str = "<!-- Written by `cargo xtask support` from the table in `generator/src/diagnostics/codes.rs`. -->

# Diagnostics

Each error, warning and note of Signet has a code, which stays the same in later versions. `signet explain CODE` prints its row of this
table.

- `E`: an error. What the message names is skipped, such as an operation; with `--strict`, or if nothing can be generated without it,
  no file is written.
- `W`: a warning. Code is generated, but something is ignored, assumed or breaks programs. With `--strict`, no file is written.
- `N`: a note about a decision. `--strict` ignores it.

Documents are corrected where they are written, or in an [overlay](overlay.md). What a single message says is more precise than this table.

| code | meaning | what to do |
|---|---|---|
";

/// Writes the page.
#[must_use]
pub fn page() -> String {
    let mut text = HEAD.to_owned();
    for code in Code::ALL {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| `{code}` | {} | {} |", code.title(), code.help());
    }
    text
}
