//! Where messages go. Diagnostics and texts in; standard output and standard error, or their stand-ins in tests, out.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use crate::diagnostics::{Diagnostics, Texts, render};

/// What does not stop the run is counted beyond these of one kind, and not shown: a large document repeats itself.
const SHOWN: usize = 10;

/// Prints results and complaints, each to its stream.
pub struct Console<'a> {
    out: Box<dyn Write + 'a>,
    err: Box<dyn Write + 'a>,
    color: bool,
    width: u16,
    /// What kept the result from being written.
    failed: Option<io::Error>,
    /// Whether all diagnostics are shown, also those that repeat others.
    pub verbose: bool,
}

impl Console<'static> {
    /// Prints to the process's own streams, in colour where a person reads them.
    pub fn standard() -> Self {
        let color = io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let width =
            env::var("COLUMNS").ok().and_then(|text| text.parse().ok()).filter(|width| *width >= 40).unwrap_or(120);
        Self { out: Box::new(io::stdout()), err: Box::new(io::stderr()), color, width, failed: None, verbose: false }
    }
}

impl<'a> Console<'a> {
    /// Prints to these writers, without colour and 80 columns wide.
    pub fn new(out: impl Write + 'a, err: impl Write + 'a) -> Self {
        Self { out: Box::new(out), err: Box::new(err), color: false, width: 80, failed: None, verbose: false }
    }

    /// Prints a line of the result.
    pub(super) fn say(&mut self, line: impl Display) {
        let written = writeln!(self.out, "{line}");
        self.note(written);
    }

    /// Keeps the first error of the result. A reader that has gone away is no error of ours.
    fn note(&mut self, written: io::Result<()>) {
        let error = written.err().filter(|error| error.kind() != io::ErrorKind::BrokenPipe);
        self.failed = self.failed.take().or(error);
    }

    /// Writes out what is left, and says whether all of the result was written; why not is printed.
    pub(super) fn finish(&mut self) -> bool {
        let written = self.out.flush();
        self.note(written);
        let failed = self.failed.take();
        if let Some(error) = &failed {
            self.complain(format_args!("cannot write to standard output: {error}"));
        }
        failed.is_none()
    }

    /// Prints text of the result as it is.
    pub(super) fn print(&mut self, text: &str) {
        let written = self.out.write_all(text.as_bytes());
        self.note(written);
    }

    /// Prints an error.
    pub(super) fn complain(&mut self, error: impl Display) {
        let (start, end) = if self.color { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        let _ = writeln!(self.err, "{start}error{end}: {error}");
    }

    /// Prints a warning.
    pub(super) fn warn(&mut self, warning: impl Display) {
        let (start, end) = if self.color { ("\u{1b}[1;33m", "\u{1b}[0m") } else { ("", "") };
        let _ = writeln!(self.err, "{start}warning{end}: {warning}");
    }

    /// Prints the diagnostics in order, and the number of omitted ones. A diagnostic that stops the run is never omitted.
    pub(super) fn show(&mut self, diagnostics: &Diagnostics, texts: &dyn Texts) {
        let mut seen = BTreeMap::new();
        for diagnostic in diagnostics {
            let count = seen.entry((diagnostic.stops(), diagnostic.code)).or_insert(0_usize);
            *count += 1;
            if self.verbose || *count <= SHOWN || diagnostic.stops() {
                let _ = writeln!(self.err, "{}\n", render(diagnostic, texts, self.width, self.color).trim_end());
            }
        }
        for ((stops, code), count) in seen {
            if !self.verbose && !stops && count > SHOWN {
                let _ = writeln!(
                    self.err,
                    "... and {} more {code}: {} (`--verbose` shows all)",
                    count - SHOWN,
                    code.title()
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails with an error of this kind.
    struct Broken(io::ErrorKind);

    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn a_result_that_is_lost_is_an_error_unless_its_reader_left() {
        for (kind, is_written) in [(io::ErrorKind::BrokenPipe, true), (io::ErrorKind::StorageFull, false)] {
            let mut err = Vec::new();
            let mut console = Console::new(Broken(kind), &mut err);
            console.say("result");
            assert_eq!(console.finish(), is_written);
            drop(console);
            let err = String::from_utf8(err).unwrap();
            assert_eq!(err.contains("error: cannot write to standard output: "), !is_written, "{err}");
        }
    }
}
