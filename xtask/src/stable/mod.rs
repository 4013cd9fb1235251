//! `cargo xtask stable`: a folder of documents in, what an edit of each changes in the public API of its crate out.
//!
//! Each document is generated three times with its lock, and then, with the lock of the first run,
//!
//! - in another order: nothing may change;
//! - with unrelated things added: what was there may not change, unless the generator reports the change;
//! - without them again, with the lock of the longer document: nothing may change, but aliases may be new;
//! - with things removed: what is left may not change.
//!
//! All edits follow from a seed, so that a failure can be repeated.

mod edits;
mod run;
mod sites;
mod value;

use std::collections::BTreeSet;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use regex_lite::Regex;
use signet::Lock;
use signet::diagnostics::Diagnostics;
use signet::source::Input;

use crate::corpus::find::{self, Document};
use crate::corpus::jobs;

use edits::Edit;
use run::{Difference, Run};
use value::Value;

/// The number of edits of each kind that are made at once.
const EDITS: usize = 3;

/// The number of lines of a difference that are shown.
const SHOWN: usize = 12;

/// Selects the documents and the number of edits.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder, searched with all folders below it.
    folder: PathBuf,
    /// Select the documents whose path matches this regular expression.
    #[arg(long, value_name = "RE")]
    filter: Option<Regex>,
    /// The number of times that each document is edited.
    #[arg(long, value_name = "N", default_value = "1")]
    rounds: u64,
    /// The seed of the first round.
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
    /// The number of documents at a time.
    #[arg(long, value_name = "N", default_value = "1")]
    jobs: NonZeroUsize,
    /// Show all lines that changed.
    #[arg(long, short)]
    verbose: bool,
}

impl Arguments {
    /// Makes the path independent of the folder that the work is done in.
    pub fn absolute(self) -> Self {
        Self { folder: std::path::absolute(&self.folder).unwrap_or(self.folder), ..self }
    }
}

/// A difference that an edit caused.
#[derive(Debug)]
struct Failure {
    /// The edit: `repeat`, `shuffle`, …
    edit: String,
    lines: Vec<String>,
}

/// The result for one document.
#[derive(Debug)]
struct Verdict {
    name: String,
    refused: bool,
    failures: Vec<Failure>,
    reported: usize,
}

/// Does all documents; fails if the API of one changed. A refused document is no fault.
pub fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    let mut documents = find::documents(&arguments.folder)?;
    documents.retain(|document| arguments.filter.as_ref().is_none_or(|filter| filter.is_match(&document.name)));
    let (mut stable, mut refused, mut reported, mut failed) = (0, 0, 0, 0);
    let work = |_, position: usize| {
        let document = documents.get(position).ok_or_else(|| io::Error::other("more work than documents"))?;
        check(document, arguments)
    };
    jobs::run(documents.len(), arguments.jobs, work, |_, verdict: Verdict| {
        let outcome = match (verdict.refused, verdict.failures.is_empty()) {
            (true, _) => "refused",
            (_, true) => "stable ",
            (_, false) => "CHANGED",
        };
        println!("{outcome} {}", verdict.name);
        for failure in &verdict.failures {
            println!("    {}: {} lines", failure.edit, failure.lines.len());
            let shown = if arguments.verbose { usize::MAX } else { SHOWN };
            failure.lines.iter().take(shown).for_each(|line| println!("        {line}"));
        }
        refused += usize::from(verdict.refused);
        stable += usize::from(!verdict.refused && verdict.failures.is_empty());
        failed += usize::from(!verdict.failures.is_empty());
        reported += verdict.reported;
        Ok(())
    })?;
    println!("\n{stable} stable, {failed} changed, {refused} refused; {reported} changes were reported");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn check(document: &Document, arguments: &Arguments) -> io::Result<Verdict> {
    let mut verdict = Verdict { name: document.name.clone(), refused: true, failures: Vec::new(), reported: 0 };
    let Some(value) = read(&document.path) else { return Ok(verdict) };
    let path = &document.path;
    let Ok(first) = run::generate(path, &value, &Lock::default())? else { return Ok(verdict) };
    verdict.refused = false;
    let mut earlier = first.lock.clone();
    for edit in ["second run", "third run"] {
        match run::generate(path, &value, &earlier)? {
            Ok(again) => {
                let file = first.first_other_file(&again).map(|file| format!("`{file}` is written otherwise"));
                let lines = file.into_iter().chain(first.changed_in(&again).silent).collect();
                verdict.note(edit.to_owned(), Difference { silent: lines, reported: 0 });
                earlier = again.lock;
            }
            Err(error) => verdict.refuse(edit.to_owned(), &error),
        }
    }
    for seed in (arguments.seed..).take(usize::try_from(arguments.rounds).unwrap_or(usize::MAX)) {
        let mut shuffled = value.clone();
        sites::shuffle(&mut shuffled, &mut fastrand::Rng::with_seed(seed));
        let later = run::generate(path, &shuffled, &first.lock)?;
        verdict.compare(format!("shuffle, seed {seed}"), later, |later| first.changed_in(later));
        added(&mut verdict, path, &value, &first, seed)?;
        let with = |kinds: &[Edit]| edited(&value, kinds, seed, Edit::remove);
        // What an overlay needs may be gone, and the error says so.
        if run::generate(path, &with(&Edit::ALL), &first.lock)?.is_err() {
            verdict.reported += 1;
        } else {
            attribute(&mut verdict, "remove", seed, path, &first.lock, with, |later| first.new_in(later))?;
        }
    }
    Ok(verdict)
}

/// Adds, compares, and takes back.
fn added(verdict: &mut Verdict, path: &Path, value: &Value, first: &Run, seed: u64) -> io::Result<()> {
    let names: Vec<&str> = first.api.types.iter().filter_map(|path| path.rsplit("::").next()).collect();
    let with = |kinds: &[Edit]| edited(value, kinds, seed, |kind, value, random| kind.add(value, &names, random));
    let before = verdict.failures.len();
    attribute(verdict, "add", seed, path, &first.lock, with, |later| first.lost_in(later))?;
    // What adding changed is changed in the longer lock too.
    if verdict.failures.len() == before
        && let Ok(longer) = run::generate(path, &with(&Edit::ALL), &first.lock)?
        && !longer.splits
    {
        let back = run::generate(path, value, &longer.lock)?;
        verdict.compare(format!("take back, seed {seed}"), back, |back| first.changed_but_for_aliases(back));
    }
    Ok(())
}

/// Makes all edits at once; where that changes something, each kind by itself, to say which does.
fn attribute(
    verdict: &mut Verdict,
    word: &str,
    seed: u64,
    path: &Path,
    lock: &Lock,
    with: impl Fn(&[Edit]) -> Value,
    compare: impl Fn(&Run) -> Difference,
) -> io::Result<()> {
    let before = verdict.failures.len();
    let later = run::generate(path, &with(&Edit::ALL), lock)?;
    verdict.compare(format!("{word}, seed {seed}"), later, &compare);
    if verdict.failures.len() == before {
        return Ok(());
    }
    let together = verdict.failures.split_off(before);
    for kind in Edit::ALL {
        let later = run::generate(path, &with(&[kind]), lock)?;
        verdict.compare(format!("{word} {}, seed {seed}", kind.word()), later, &compare);
    }
    let singles = verdict.failures.iter().skip(before);
    let explained: BTreeSet<&String> = singles.flat_map(|failure| &failure.lines).collect();
    let mut rest = together;
    for failure in &mut rest {
        failure.lines.retain(|line| !explained.contains(line));
    }
    verdict.failures.extend(rest.into_iter().filter(|failure| !failure.lines.is_empty()));
    Ok(())
}

/// Makes edits of each kind, each from a separate seed.
fn edited(
    value: &Value,
    kinds: &[Edit],
    seed: u64,
    edit: impl Fn(Edit, &mut Value, &mut fastrand::Rng) -> Option<()>,
) -> Value {
    let mut value = value.clone();
    for kind in kinds {
        let mut random = fastrand::Rng::with_seed(seed << 8 | *kind as u64);
        for _ in 0..EDITS {
            // A document without a place for it goes without.
            let _ = edit(*kind, &mut value, &mut random);
        }
    }
    value
}

/// Reads a document with the overlay that stands beside it.
fn read(path: &Path) -> Option<Value> {
    let overlay = path.with_extension("overlay.yaml");
    let overlays: Vec<Input> = overlay.exists().then(|| Input::file(overlay)).into_iter().collect();
    let (_, tree) = signet::source::load(&[Input::file(path)], &overlays, &mut Diagnostics::new());
    Some(Value::from(tree?.root().node()))
}

impl Verdict {
    fn compare(&mut self, edit: String, later: Result<Run, String>, compare: impl Fn(&Run) -> Difference) {
        match later {
            Ok(later) => self.note(edit, compare(&later)),
            Err(error) => self.refuse(edit, &error),
        }
    }

    fn note(&mut self, edit: String, difference: Difference) {
        self.reported += difference.reported;
        if !difference.silent.is_empty() {
            self.failures.push(Failure { edit, lines: difference.silent });
        }
    }

    fn refuse(&mut self, edit: String, error: &str) {
        self.failures.push(Failure { edit, lines: vec![format!("refused: {error}")] });
    }
}
