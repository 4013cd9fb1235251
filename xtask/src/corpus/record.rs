//! What became of one document: written by the process that did it, read by the one that waits.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
    /// How many types hold any JSON though the document says more, as a comparison with the document finds.
    pub told: usize,
    /// The places of types that hold any JSON and are reported, though the comparison found no more to be said there.
    pub unseen: Vec<String>,
    /// The lines that were written, without the runtime.
    pub lines: usize,
    /// The bytes of the longest name of a file.
    pub file_name: usize,
    /// How many arguments the longest constructor of a type takes.
    pub arguments: usize,
    /// That constructor.
    pub constructor: String,
    /// The size of the largest type in bytes; 0 where nothing was compiled.
    pub size: usize,
    /// That type.
    pub largest: String,
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
    /// The digest of what was generated: what is the same and was good is not compiled again.
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

/// The file of a record: one for each way of compiling, so that none takes another's away.
fn file(folder: &Path, compiler: Option<&str>) -> PathBuf {
    folder.join(format!("record-{}.json", compiler.unwrap_or("none")))
}

impl Record {
    /// Reads the record that a process left, if it did; one that was not written to its end is none.
    pub fn read(folder: &Path, compiler: Option<&str>) -> Option<Self> {
        serde_json::from_slice(&fs::read(file(folder, compiler)).ok()?).ok()
    }

    /// Writes the record, for the waiting process and for later runs.
    pub fn write(&self, folder: &Path, compiler: Option<&str>) -> io::Result<()> {
        fs::write(file(folder, compiler), serde_json::to_vec(self)?)
    }

    /// Says whether what is compiled to this digest need not be compiled again.
    pub fn stands_for(&self, digest: &str) -> bool {
        self.outcome == Outcome::Good && self.digest == digest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_the_same_and_was_good_is_resumed() {
        let good = Record { digest: "a".to_owned(), ..Record::default() };
        assert!(good.stands_for("a"));
        assert!(!good.stands_for("b"));
        for outcome in [Outcome::Refused, Outcome::Complaint, Outcome::Fell, Outcome::Hung] {
            assert!(!Record { outcome, ..good.clone() }.stands_for("a"), "{outcome:?}");
        }
    }

    #[test]
    fn faults_are_what_a_document_cannot_help() {
        let faults = [Outcome::Good, Outcome::Refused, Outcome::Complaint, Outcome::Fell, Outcome::Hung];
        assert_eq!(faults.map(Outcome::is_fault), [false, false, true, true, true]);
    }

    #[test]
    fn a_record_is_kept_for_each_way_of_compiling() {
        let folder = std::env::temp_dir().join(format!("signet-record-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let checked = Record { digest: "a".to_owned(), compile_seconds: 1.5, ..Record::default() };
        checked.write(&folder, Some("check")).unwrap();
        Record::default().write(&folder, None).unwrap();
        assert_eq!(Record::read(&folder, Some("check")).unwrap().digest, "a");
        assert_eq!(Record::read(&folder, None).unwrap().digest, "");
        assert!(Record::read(&folder, Some("clippy")).is_none());
        // A process that was stopped while it wrote.
        fs::write(file(&folder, Some("check")), b"{\"document\":").unwrap();
        assert!(Record::read(&folder, Some("check")).is_none());
        fs::remove_dir_all(&folder).unwrap();
    }
}
