//! `cargo xtask corpus`: a folder of documents in, a table of what became of each out.
//!
//! ```text
//! documents ─find─▶ one process each (task: generate, compile) ─▶ record ─▶ table
//! ```
//!
//! A process each, so that one that panics, hangs or eats the memory costs that document only, and since the system then
//! knows what it took. One after the other: two compilers at once would measure each other.

mod compile;
mod find;
mod record;
mod table;
mod task;
mod usage;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use regex_lite::Regex;

use find::Document;
use record::{Outcome, Record};
pub use task::Task;

/// A document that takes longer hangs.
const PATIENCE: Duration = Duration::from_mins(30);

/// Says which documents are done and how far.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder; documents are looked for in all folders below it.
    folder: PathBuf,
    /// Compile each crate with `cargo check`.
    #[arg(long, conflicts_with = "clippy")]
    check: bool,
    /// Compile each crate with `cargo clippy`.
    #[arg(long)]
    clippy: bool,
    /// Do only the documents whose path matches.
    #[arg(long, value_name = "RE")]
    filter: Option<Regex>,
    /// Also write the results to a file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
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

/// Does all documents; fails when the generator or a compiler fell over one.
pub fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    let mut documents = find::documents(&arguments.folder)?;
    if let Some(filter) = &arguments.filter {
        documents.retain(|document| filter.is_match(&document.name));
    }
    let work = Path::new("target").join("corpus");
    let compiler = arguments.compiler();
    if let Some(compiler) = compiler {
        eprintln!("compiling what every crate depends on");
        compile::warm_up(&work, compiler)?;
    }
    let mut records = Vec::new();
    let count = documents.len();
    for (position, document) in documents.iter().enumerate() {
        let start = Instant::now();
        let record = one(document, &work, compiler)?;
        let seconds = start.elapsed().as_secs_f64();
        eprintln!("[{:>3}/{count}] {} {} ({seconds:.1} s)", position + 1, record.outcome.word(), document.name);
        records.push(record);
        // Written each time, so that a run that is stopped leaves what it found.
        if let Some(path) = &arguments.json {
            std::fs::write(path, serde_json::to_string_pretty(&records)?)?;
        }
    }
    print!("{}", table::table(&records));
    let fell = records.iter().any(|record| record.outcome.is_fault());
    Ok(if fell { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Does one document in a process of its own, and reads the record that it leaves.
fn one(document: &Document, work: &Path, compiler: Option<&str>) -> io::Result<Record> {
    let folder = work.join("documents").join(&document.id);
    std::fs::create_dir_all(&folder)?;
    let said = std::fs::File::create(folder.join("said.txt"))?;
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("corpus-document").arg(&document.path).arg(&document.name).arg(&document.id).arg(&folder);
    command.args(compiler);
    let mut child = command.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said).spawn()?;
    let start = Instant::now();
    let outcome = loop {
        if let Some(status) = child.try_wait()? {
            match Record::read(&folder) {
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
