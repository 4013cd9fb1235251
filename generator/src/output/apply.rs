//! Carries out what a survey found. The survey in, a changed folder and a report out.
//!
//! The order makes a crash at any point harmless:
//! 1. all new content is written into a staging folder beside the files, so that a full disk is noticed while nothing
//!    has changed;
//! 2. the listing is replaced by one that claims the old and the new state of each file: it must never claim less than
//!    is on disk, or the next run would mistake generated files for others or for edited ones;
//! 3. the files are moved into place one by one, atomically, and `Cargo.toml` last: until then the old manifest finds
//!    all of its old files, and from then on the new one finds all of its new files. A manifest that names a file that
//!    is not there would stop cargo, and with it `cargo xtask`. A folder that is new is moved with all that is in it;
//! 4. what is generated no more is removed, for the same reason only now;
//! 5. the listing is narrowed to what is there.
//!
//! What a crash leaves behind is a staging folder, which a later run removes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use super::error::OutputError;
use super::listing::Listing;
use super::replace::PART;
use super::survey::Survey;
use super::{LISTING, Report};
use crate::files::FileSet;

const MANIFEST: &str = "Cargo.toml";
/// How the names of staging folders begin.
pub(crate) const STAGING: &str = ".signet-staging-";
/// How long after its last change a staging folder is one that no run uses: a run takes seconds.
const STALE: Duration = Duration::from_hours(1);

/// The new files of a folder, on disk but not in place.
pub struct Prepared<'f> {
    folder: &'f Path,
    /// `None`: the folder is as it should be.
    staged: Option<Staged>,
    report: Report,
}

impl Prepared<'_> {
    /// Puts the files in place, and removes those that are generated no more.
    pub fn put(&self) -> Result<Report, OutputError> {
        for step in self.staged.iter().flat_map(|staged| &staged.steps) {
            step.run(self.folder)?;
        }
        Ok(self.report.clone())
    }

    /// Says whether [`put`](Self::put) changes anything.
    pub fn changes(&self) -> bool {
        self.staged.is_some()
    }
}

/// Writes down beside the files what the survey says.
pub(super) fn prepare<'f>(files: &FileSet, folder: &'f Path, survey: Survey) -> Result<Prepared<'f>, OutputError> {
    let same_listing = survey.before_text.as_deref() == Some(survey.after.text().as_bytes());
    let staged = if survey.write.is_empty() && survey.remove.is_empty() && same_listing {
        None
    } else {
        // First, so that a full disk has room again.
        remove_stale(folder);
        Some(stage(files, folder, &survey)?)
    };
    let report = Report { written: survey.write, unchanged: survey.unchanged, removed: survey.remove };
    Ok(Prepared { folder, staged, report })
}

/// Removes the staging folders and files that killed runs left behind, but none that a run beside this one may be using.
///
/// An entry that cannot be read or removed stays: it does no harm.
pub(crate) fn remove_stale(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        // Neither follows a link, so that nothing outside the folder is removed.
        let (name, kind) = (entry.file_name(), entry.file_type().ok());
        let is_named = |start: &str| name.to_string_lossy().starts_with(start);
        let is_part = is_named(PART) && kind.is_some_and(|kind| kind.is_file());
        let is_staging = is_named(STAGING) && kind.is_some_and(|kind| kind.is_dir());
        let changed = entry.metadata().and_then(|metadata| metadata.modified()).ok();
        // A time in the future is no age.
        let age = changed.and_then(|changed| changed.elapsed().ok());
        if (is_part || is_staging) && age.is_some_and(|age| age > STALE) {
            let path = entry.path();
            let _ = if is_part { fs::remove_file(path) } else { fs::remove_dir_all(path) };
        }
    }
}

/// Holds the new content, on disk but not in place, and the steps that put it there; dropping it removes what was not
/// put.
struct Staged {
    steps: Vec<Step>,
    _folder: TempDir,
}

/// One change of the folder that a reader sees whole or not at all.
enum Step {
    /// A file, or a folder that is new.
    Put {
        staged: PathBuf,
        place: PathBuf,
    },
    Remove {
        path: String,
    },
}

fn stage(files: &FileSet, folder: &Path, survey: &Survey) -> Result<Staged, OutputError> {
    fs::create_dir_all(folder).map_err(OutputError::io(folder, "create"))?;
    let staging =
        tempfile::Builder::new().prefix(STAGING).tempdir_in(folder).map_err(OutputError::io(folder, "write to"))?;
    let listing = |name: &str, listing: &Listing| {
        let staged = staging.path().join(name);
        fs::write(&staged, listing.text()).map_err(OutputError::io(&staged, "write"))?;
        Ok(Step::Put { staged, place: folder.join(LISTING) })
    };

    let mut steps = vec![listing("interim", &survey.before.union(&survey.after))?];
    let tree = staging.path().join("files");
    let (mut made, mut present, mut moved) = (BTreeSet::new(), BTreeMap::new(), BTreeSet::new());
    let (manifest, others): (Vec<_>, Vec<_>) = survey.write.iter().partition(|path| *path == MANIFEST);
    for path in others.into_iter().chain(manifest) {
        let staged = tree.join(path);
        if let Some(parent) = staged.parent()
            && made.insert(parent.to_owned())
        {
            fs::create_dir_all(parent).map_err(OutputError::io(parent, "create"))?;
        }
        fs::write(&staged, files.get(path).unwrap_or_default()).map_err(OutputError::io(&staged, "write"))?;
        let whole = topmost_new(folder, path, &mut present);
        if moved.insert(whole) {
            steps.push(Step::Put { staged: tree.join(whole), place: folder.join(whole) });
        }
    }
    steps.extend(survey.remove.iter().map(|path| Step::Remove { path: path.clone() }));
    steps.push(listing("final", &survey.after)?);
    Ok(Staged { steps, _folder: staging })
}

/// Cuts a path behind its first folder that is not there yet; `present` remembers which are.
fn topmost_new<'p>(folder: &Path, path: &'p str, present: &mut BTreeMap<&'p str, bool>) -> &'p str {
    let ancestors = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
    ancestors
        .into_iter()
        .find(|ancestor| !*present.entry(ancestor).or_insert_with(|| folder.join(ancestor).exists()))
        .unwrap_or(path)
}

impl Step {
    fn run(&self, folder: &Path) -> Result<(), OutputError> {
        match self {
            Self::Put { staged, place } => fs::rename(staged, place).map_err(OutputError::io(place, "write")),
            Self::Remove { path } => remove(folder, path),
        }
    }
}

/// Removes a file, and the folders that it leaves empty.
fn remove(folder: &Path, path: &str) -> Result<(), OutputError> {
    let place = folder.join(path);
    match fs::remove_file(&place) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(OutputError::io(&place, "remove")(error)),
    }
    for parent in place.ancestors().skip(1).take_while(|parent| *parent != folder) {
        // A folder that holds something else stays.
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::output::survey::survey;

    /// Stops after so many steps, as a crash would; returns whether there were more.
    pub(in crate::output) fn crash_after(steps: usize, files: &FileSet, folder: &Path) -> bool {
        let survey = survey(files, folder).unwrap();
        let mut staged = stage(files, folder, &survey).unwrap();
        let more = staged.steps.len() > steps;
        staged.steps.truncate(steps);
        for step in &staged.steps {
            step.run(folder).unwrap();
        }
        // A crash leaves the staging folder behind, too.
        std::mem::forget(staged);
        more
    }
}
