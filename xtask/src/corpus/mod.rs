//! `cargo xtask corpus`: generates a crate from each document in a folder, and prints a table of the results.
//!
//! ```text
//! documents ─find─▶ one process each (task: generate, compile) ─▶ record ─▶ table
//! ```
//!
//! Each document has a separate process, so that a panic, a hang or a lack of memory affects that document only, and so that the
//! system counts its cost. Documents run one after the other unless `--jobs` is given: compilers that run at once distort the times.
//!
//! An interrupted run can continue: unchanged crates that compiled are generated, but not compiled again.

mod compile;
pub mod find;
pub mod jobs;
mod record;
mod silent;
mod sizes;
mod table;
mod task;
mod usage;

use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use regex_lite::Regex;

use find::Document;
use record::{Outcome, Record};
pub use task::Task;

/// A document that takes longer is stopped.
const PATIENCE: Duration = Duration::from_mins(30);

/// Selects the documents and the steps.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder, searched with all folders below it.
    folder: PathBuf,
    /// Compile each crate with `cargo check`.
    #[arg(long, conflicts_with = "clippy")]
    check: bool,
    /// Compile each crate with `cargo clippy`.
    #[arg(long)]
    clippy: bool,
    /// Select the documents whose path matches this regular expression.
    #[arg(long, value_name = "RE")]
    filter: Option<Regex>,
    /// Also write the results to this file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The number of documents at a time, each in a separate target folder. More than one distorts the times.
    #[arg(long, value_name = "N", default_value = "1")]
    jobs: NonZeroUsize,
}

impl Arguments {
    /// Makes paths independent of the folder that the work is done in.
    pub fn absolute(self) -> Self {
        let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
        Self { folder: absolute(self.folder), json: self.json.map(absolute), ..self }
    }

    fn compiler(&self) -> Option<&'static str> {
        match (self.check, self.clippy) {
            (_, true) => Some("clippy"),
            (true, false) => Some("check"),
            (false, false) => None,
        }
    }
}

/// Does all documents; fails when the generator fell over one or a compiler complained. A refused document is no fault.
pub fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    let mut documents = find::documents(&arguments.folder)?;
    if let Some(filter) = &arguments.filter {
        documents.retain(|document| filter.is_match(&document.name));
    }
    let work = Path::new("target").join("corpus");
    let compiler = arguments.compiler();
    let target = |worker| work.join(target_name(worker));
    // No more than there are documents, since each is warmed up.
    let jobs = arguments.jobs.min(NonZeroUsize::new(documents.len()).unwrap_or(NonZeroUsize::MIN));
    if let Some(compiler) = compiler {
        eprintln!("compiling what every crate depends on");
        for worker in 0..jobs.get() {
            compile::warm_up(&work, &target(worker), compiler)?;
        }
    }
    let mut records = Vec::new();
    let count = documents.len();
    let work = |worker: usize, position: usize| {
        let start = Instant::now();
        let document = documents.get(position).ok_or_else(|| io::Error::other("more work than documents"))?;
        Ok((one(document, &work, &target(worker), compiler)?, start.elapsed().as_secs_f64()))
    };
    jobs::run(count, jobs, work, |position, (record, seconds): (Record, f64)| {
        eprintln!("[{:>3}/{count}] {} {} ({seconds:.1} s)", position + 1, record.outcome.word(), record.document);
        records.push(record);
        // Written each time, so that a run that is stopped leaves what it found.
        match &arguments.json {
            Some(path) => std::fs::write(path, serde_json::to_string_pretty(&records)?),
            None => Ok(()),
        }
    })?;
    print!("{}", table::table(&records));
    let fell = records.iter().any(|record| record.outcome.is_fault());
    Ok(if fell { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The name of a worker's target folder. One job has the first, whether others work beside it or not.
fn target_name(worker: usize) -> String {
    if worker == 0 { "target".to_owned() } else { format!("target-{}", worker + 1) }
}

/// Runs one document in a separate process, and reads its record.
fn one(document: &Document, work: &Path, target: &Path, compiler: Option<&str>) -> io::Result<Record> {
    let folder = work.join("documents").join(&document.id);
    std::fs::create_dir_all(&folder)?;
    let said = std::fs::File::create(folder.join("said.txt"))?;
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("corpus-document").arg(&document.path).arg(&document.name).arg(&document.id).arg(&folder).arg(target);
    command.args(compiler);
    let mut child = command.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said).spawn()?;
    let start = Instant::now();
    let outcome = loop {
        if let Some(status) = child.try_wait()? {
            match Record::read(&folder, compiler) {
                Some(record) if status.success() => return Ok(record),
                _ => break Outcome::Fell,
            }
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            break Outcome::Hung;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    Ok(Record { document: document.name.clone(), outcome, ..Record::default() })
}
