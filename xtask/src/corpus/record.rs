//! What became of one document: written by the process that did it, read by the one that waits.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// One row of the table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Record {
    /// The path of the document below the folder.
    pub document: String,
    /// How it ended.
    pub outcome: Outcome,
    /// How many operations can be called.
    pub operations: usize,
    /// How many cannot.
    pub skipped: usize,
    /// How many types there are.
    pub types: usize,
    /// How many types hold any JSON though the document says more.
    pub anys: usize,
    /// How many types hold any JSON because the document says no more.
    pub open: usize,
    /// The lines that were written, without the runtime.
    pub lines: usize,
    /// What the compiler refused.
    pub errors: usize,
    /// What the compiler warned of.
    pub warnings: usize,
    /// The time of generating, in seconds.
    pub generate_seconds: f64,
    /// The memory of generating at its peak, in MB.
    pub generate_megabytes: u64,
    /// The CPU time of compiling, in seconds.
    pub compile_seconds: f64,
    /// The memory of the largest compiler at its peak, in MB.
    pub compile_megabytes: u64,
    /// What generating said: errors by number and message.
    pub reasons: BTreeMap<String, usize>,
    /// The places of the types that hold any JSON though the document says more, by what is lost.
    pub losses: BTreeMap<String, Vec<String>>,
    /// The first lines of what the compiler said.
    pub compiler: Vec<String>,
    /// The digest of what was generated, and how it was compiled: what is the same and was good is not compiled again.
    pub digest: String,
}

/// How a document ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Generated, and compiled without a complaint where that was asked for.
    #[default]
    Good,
    /// Refused with a diagnostic.
    Refused,
    /// The compiler complained.
    Complaint,
    /// The process ended early: a panic, or no memory.
    Fell,
    /// The process did not end.
    Hung,
}

impl Outcome {
    /// The word for it, of one width.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good     ",
            Self::Refused => "refused  ",
            Self::Complaint => "COMPLAINT",
            Self::Fell => "FELL     ",
            Self::Hung => "HUNG     ",
        }
    }

    /// Whether it is a fault of the generator.
    pub fn is_fault(self) -> bool {
        !matches!(self, Self::Good | Self::Refused)
    }
}

const FILE: &str = "record.json";

impl Record {
    /// Reads the record that an earlier process left, if it did.
    pub fn read(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(folder.join(FILE)).ok()?).ok()
    }

    /// Leaves the record for whoever waits.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::write(folder.join(FILE), serde_json::to_vec(self)?)
    }

    /// Takes the record of an earlier run away, so that it is not taken for this one's.
    pub fn forget(folder: &Path) -> io::Result<Option<Self>> {
        let earlier = Self::read(folder);
        match fs::remove_file(folder.join(FILE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(earlier),
        }
    }
}
