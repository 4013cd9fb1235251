//! `signet lock`: what the locks of spec folders contain that their documents no longer have.

use std::path::{Path, PathBuf};

use super::{Console, Failed, summary};
use crate::diagnostics::Diagnostics;
use crate::job::{Job, show_from};
use crate::spec_folder;

/// Lists what the documents no longer have; with `prune`, removes it from the locks. Paths are relative to `root`.
pub fn lock_folders(root: &Path, folders: &[PathBuf], prune: bool, console: &mut Console<'_>) -> Result<(), Failed> {
    let found = if folders.is_empty() { spec_folder::all(root) } else { folders.to_vec() };
    if found.is_empty() {
        console.complain(spec_folder::NO_FOLDER);
        return Err(Failed);
    }
    let mut result = Ok(());
    for folder in found {
        let done = match spec_folder::open(root, &folder) {
            Ok(job) => lock(root, &job, prune, console),
            Err(error) => {
                console.complain(error);
                Err(Failed)
            }
        };
        result = result.and(done);
    }
    result
}

fn lock(root: &Path, job: &Job, prune: bool, console: &mut Console<'_>) -> Result<(), Failed> {
    let mut diagnostics = Diagnostics::new();
    let (sources, compiled) = crate::compile(&job.request, &mut diagnostics);
    let (Some(compiled), Some(path)) = (compiled, &job.lock) else {
        console.show(&diagnostics, &sources);
        console.complain(format_args!("cannot generate `{}`", show_from(root, &job.folder)));
        return Err(Failed);
    };
    let pruned = compiled.pruned_lock();
    let gone = compiled.lock.missing_in(&pruned);
    let shown = show_from(root, path);
    if prune && !gone.is_empty() {
        let waiting = || console.warn(format_args!("waiting for another run that writes to `{shown}`"));
        if let Err(error) = job.write_lock(&pruned, waiting) {
            console.complain(error);
            return Err(Failed);
        }
    }
    let (count, verb) = (summary::count(gone.len(), "item"), if prune { "removed" } else { "not in the document" });
    console.say(format_args!("{shown}: {count} {verb}"));
    for key in gone {
        console.say(format_args!("  {key}"));
    }
    Ok(())
}
