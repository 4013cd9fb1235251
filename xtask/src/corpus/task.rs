//! One document in a separate process: generates, compiles, and writes a [`Record`].

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;
use std::time::Instant;

use sha2::{Digest as _, Sha256};
use signet::diagnostics::{Code, Diagnostics, Severity};
use signet::source::{Input, Root};
use signet::{FileSet, Request};

use crate::public_api::PublicApi;

use super::record::{Outcome, Record};
use super::{compile, silent, sizes, usage};

/// Says which document is done, and how far.
#[derive(Debug, clap::Args)]
pub struct Task {
    document: PathBuf,
    name: String,
    id: String,
    folder: PathBuf,
    target: PathBuf,
    compiler: Option<String>,
}

impl Task {
    /// Does it.
    pub fn run(&self) -> io::Result<()> {
        let compiler = self.compiler.as_deref();
        let start = Instant::now();
        let mut found = Diagnostics::new();
        let request = Request {
            inputs: vec![Input::file(&self.document)],
            roots: self.root().into_iter().collect(),
            name: Some(self.id.clone()),
            ..Request::default()
        };
        let (_, generated) = signet::generate(&request, &mut found);
        let mut record = Record {
            document: self.name.clone(),
            generate_seconds: start.elapsed().as_secs_f64(),
            generate_megabytes: usage::own_megabytes(),
            ..Record::default()
        };
        for error in found.iter().filter(|found| found.severity() == Severity::Error) {
            *record.reasons.entry(format!("{} {}", error.code, error.message)).or_default() += 1;
        }
        match generated {
            None => record.outcome = Outcome::Refused,
            Some(generated) => {
                record.operations = generated.summary.operations;
                record.skipped = generated.summary.skipped;
                record.types = generated.summary.types;
                record.anys = generated.summary.anys;
                record.open = generated.summary.open;
                record.losses = losses(&found);
                let compared = silent::compare(Input::file(&self.document), self.root(), &generated.api);
                let count: usize = compared.unreported.values().map(Vec::len).sum();
                (record.anys, record.open) = (record.anys + count, record.open.saturating_sub(count));
                record.losses.extend(compared.unreported);
                (record.told, record.unseen) = (compared.told, compared.unseen);
                record.lines = lines(&generated.files);
                record.digest = digest(&generated.files);
                let api = PublicApi::read(&generated.files)?;
                (record.arguments, record.constructor) = api.longest_constructor;
                let names = generated.files.iter().filter_map(|(path, _)| path.rsplit('/').next());
                record.file_name = names.map(str::len).max().unwrap_or_default();
                if let Some(compiler) = compiler {
                    match Record::read(&self.folder, Some(compiler))
                        .filter(|earlier| earlier.stands_for(&record.digest))
                    {
                        Some(earlier) => {
                            record.compile_seconds = earlier.compile_seconds;
                            record.compile_megabytes = earlier.compile_megabytes;
                            (record.size, record.largest) = (earlier.size, earlier.largest);
                        }
                        None => {
                            compile::compile(compiler, &generated.files, &self.folder, &self.target, &mut record)?;
                            sizes::measure(compiler, &self.id, &api.types, &self.folder, &self.target, &mut record)?;
                        }
                    }
                }
            }
        }
        record.write(&self.folder, compiler)
    }

    /// The subfolder of the corpus that the document is in, at any depth: what belongs to one API lies there, and documents
    /// refer to files above their own folder.
    fn root(&self) -> Option<Root> {
        let depth = self.name.matches('/').count();
        self.document.ancestors().nth(depth).filter(|_| depth > 0).map(Root::folder)
    }
}

fn digest(files: &FileSet) -> String {
    let mut digest = Sha256::new();
    for (path, bytes) in files.iter() {
        digest.update(path);
        digest.update(bytes.len().to_le_bytes());
        digest.update(bytes);
    }
    digest.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The places where a type keeps less than the document says, by what is lost.
fn losses(found: &Diagnostics) -> BTreeMap<String, Vec<String>> {
    let mut losses: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for loss in found.iter().filter(|found| found.code == Code::KeptAsAny) {
        let reason = loss.message.split_once(": ").map_or(loss.message.as_str(), |(_, reason)| reason);
        let places = loss.labels.first().map(|label| label.origin.to_string());
        losses.entry(reason.to_owned()).or_default().extend(places);
    }
    losses
}

/// Counts the lines that were written for this document: the runtime is the same for all.
fn lines(files: &FileSet) -> usize {
    let own = files.iter().filter(|(path, _)| path.starts_with("src/") && !path.starts_with("src/runtime/"));
    own.map(|(_, bytes)| bytes.split(|byte| *byte == b'\n').count()).sum()
}
