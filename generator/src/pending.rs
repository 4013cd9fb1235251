//! Puts the files of an update in place at once: new content in; old files or new ones out, also if the process is killed.
//!
//! The new documents, settings, lock and changelog are written into a folder beside the old ones, which is then renamed
//! to `.signet-update`. Until then a crash leaves everything as it was; from then on the update is decided: the next
//! `signet update` completes it, and no other command reads the folder before. The crate follows from these files.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::output::{self, OutputError};

/// The folder with the files of an update that is decided.
pub(crate) const FOLDER: &str = ".signet-update";
/// Its part with the files of the spec folder.
const FILES: &str = "files";
/// Its part with what the spec folder had in their place.
const BEFORE: &str = "before";
/// Its file that belongs into the output folder.
pub(crate) const CHANGELOG: &str = "CHANGELOG.md";

/// What an update writes beside the generated files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pending {
    /// Files of the spec folder by their path in it, with `/`.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The changelog of the crate, if it is to be written.
    pub(crate) changelog: Option<Vec<u8>>,
    /// What the spec folder had before, as far as it is replaced or removed: a run that completes the update compares
    /// with it.
    pub(crate) before: BTreeMap<String, Vec<u8>>,
}

/// Says whether an update of this folder was decided and not completed.
pub(crate) fn exists(folder: &Path) -> bool {
    folder.join(FOLDER).is_dir()
}

impl Pending {
    /// Says whether anything on disk differs.
    pub(crate) fn changes(&self, folder: &Path, output: &Path) -> bool {
        self.places(folder, output).any(|(place, bytes)| fs::read(place).ok().as_deref() != Some(bytes))
    }

    fn places<'a>(&'a self, folder: &'a Path, output: &'a Path) -> impl Iterator<Item = (PathBuf, &'a [u8])> {
        let files = self.files.iter().map(|(path, bytes)| (folder.join(path), bytes.as_slice()));
        files.chain(self.changelog.iter().map(|bytes| (output.join(CHANGELOG), bytes.as_slice())))
    }

    /// Checks that the files of the spec folder can be put in place, and the old ones removed.
    pub(crate) fn check(&self, folder: &Path) -> Result<(), OutputError> {
        self.files.iter().try_for_each(|(path, bytes)| output::check_within(folder, path, bytes))?;
        let mut removed = self.before.keys().filter(|path| !self.files.contains_key(*path));
        removed.try_for_each(|path| output::check_removable(folder, path))
    }

    /// Decides the update: from here on it is completed.
    pub(crate) fn decide(&self, folder: &Path) -> Result<(), OutputError> {
        output::remove_stale(folder);
        let staged = tempfile::Builder::new().prefix(output::STAGING).tempdir_in(folder);
        let staged = staged.map_err(OutputError::io(folder, "write to"))?;
        let changelog = self.changelog.iter().map(|bytes| (staged.path().join(CHANGELOG), bytes));
        let files = self.files.iter().map(|(path, bytes)| (staged.path().join(FILES).join(path), bytes));
        let before = self.before.iter().map(|(path, bytes)| (staged.path().join(BEFORE).join(path), bytes));
        for (place, bytes) in files.chain(before).chain(changelog) {
            output::replace(&place, bytes)?;
        }
        let place = folder.join(FOLDER);
        fs::rename(staged.path(), &place).map_err(OutputError::io(&place, "write"))?;
        // Its folder has another name now, and is no longer removed.
        let _ = staged.keep();
        Ok(())
    }

    /// Reads an update that is decided, if there is one.
    pub(crate) fn read(folder: &Path) -> Result<Option<Self>, OutputError> {
        if !exists(folder) {
            return Ok(None);
        }
        let place = folder.join(FOLDER);
        let mut pending = Self::default();
        let changelog = place.join(CHANGELOG);
        match fs::read(&changelog) {
            Ok(bytes) => pending.changelog = Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(OutputError::io(&changelog, "read")(error)),
        }
        pending.files = files(&place.join(FILES))?;
        let before = place.join(BEFORE);
        pending.before = if before.exists() { files(&before)? } else { BTreeMap::new() };
        Ok(Some(pending))
    }

    /// Gives the spec folder the files that it had before; those that are new are removed.
    pub(crate) fn restore(&self, folder: &Path) -> Result<(), OutputError> {
        for path in self.files.keys().filter(|path| !self.before.contains_key(*path)) {
            output::remove_within(folder, path)?;
        }
        for (path, bytes) in &self.before {
            output::replace_within(folder, path, bytes)?;
        }
        Ok(())
    }

    /// Puts the files of the spec folder in place.
    pub(crate) fn put(&self, folder: &Path) -> Result<(), OutputError> {
        self.files.iter().try_for_each(|(path, bytes)| output::replace_within(folder, path, bytes))
    }

    /// Removes the pages of a folder that the new documents do not have.
    pub(crate) fn remove_others(&self, folder: &Path, pages: &str) -> Result<(), OutputError> {
        let is_kept = |name: &str| self.files.contains_key(&format!("{pages}/{name}"));
        let is_new = self.files.keys().any(|path| path.strip_prefix(pages).is_some_and(|rest| rest.starts_with('/')));
        let place = folder.join(pages);
        let before =
            if is_new { crate::pages::read(&place).map_err(OutputError::io(&place, "read"))? } else { BTreeMap::new() };
        for name in before.keys().filter(|name| !is_kept(name)) {
            output::remove_within(folder, &format!("{pages}/{name}"))?;
        }
        Ok(())
    }

    /// Puts the changelog in place, and ends the update: the last step, when the crate is in place, too.
    pub(crate) fn complete(&self, folder: &Path, output: &Path) -> Result<(), OutputError> {
        if let Some(bytes) = &self.changelog {
            output::replace(&output.join(CHANGELOG), bytes)?;
        }
        let place = folder.join(FOLDER);
        // Renamed first: half of it must not be taken for an update.
        let rest = tempfile::Builder::new().prefix(output::STAGING).tempdir_in(folder);
        let rest = rest.map_err(OutputError::io(folder, "write to"))?;
        fs::rename(&place, rest.path().join("done")).map_err(OutputError::io(&place, "remove"))
    }
}

/// Reads all files below a folder.
fn files(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, OutputError> {
    let (mut files, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(OutputError::io(&folder, "read"))? {
            let entry = entry.map_err(OutputError::io(&folder, "read"))?;
            let (path, kind) = (entry.path(), entry.file_type().map_err(OutputError::io(&folder, "read"))?);
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                let bytes = fs::read(&path).map_err(OutputError::io(&path, "read"))?;
                let name = path.strip_prefix(root).unwrap_or(&path);
                files.insert(crate::job::show(name), bytes);
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_as_it_was_decided() {
        let root = tempfile::tempdir().unwrap();
        let (folder, output) = (root.path().join("spec"), root.path().join("out"));
        output::replace(&folder.join("signet.toml"), b"old").unwrap();
        let files = [("signet.toml", "new"), ("pages/a.yaml", "a")];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let before = [("signet.toml".to_owned(), b"old".to_vec())].into();
        let pending = Pending { files: files.into(), changelog: Some(b"log".to_vec()), before };
        assert!(pending.changes(&folder, &output));
        assert_eq!(Pending::read(&folder).unwrap(), None);

        pending.decide(&folder).unwrap();
        assert_eq!(fs::read(folder.join("signet.toml")).unwrap(), b"old");
        assert_eq!(Pending::read(&folder).unwrap().as_ref(), Some(&pending));
        pending.put(&folder).unwrap();
        pending.restore(&folder).unwrap();
        assert_eq!(fs::read(folder.join("signet.toml")).unwrap(), b"old");
        assert!(!folder.join("pages/a.yaml").exists());
        // Again, as after a crash.
        pending.restore(&folder).unwrap();
        pending.put(&folder).unwrap();
        pending.put(&folder).unwrap();
        assert!(exists(&folder));
        pending.complete(&folder, &output).unwrap();
        assert!(!exists(&folder) && !pending.changes(&folder, &output));
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["pages", "signet.toml"]);
    }
}
