//! One request and where its result goes: what the command line and build scripts have in common.

use std::path::{Component, Path, PathBuf};

use crate::lock::Lock;
use crate::output::{self, OutputError, Report, Stale, StaleKind};
use crate::request::{Generated, Request};
use crate::settings::Acceptances;

/// Says what is generated and where it is written.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) request: Request,
    /// The output folder.
    pub(crate) folder: PathBuf,
    /// The lock file that is written when the folder is.
    pub(crate) lock: Option<PathBuf>,
    /// The changes of an update that are accepted.
    pub(crate) accepted: Acceptances,
}

impl Job {
    /// Brings the folder and the lock file in line, and says in the report what changed in the folder. `waiting` is
    /// called if another run writes into the folder, before this one waits for it.
    ///
    /// The lock comes last: names are released by being written.
    pub(crate) fn write(&self, generated: &Generated, waiting: impl FnOnce()) -> Result<(Report, bool), OutputError> {
        let folder = output::hold(&self.folder, waiting)?;
        self.check_lock(&generated.lock)?;
        let report = folder.sync(&generated.files)?;
        let locked = match &self.lock {
            Some(path) => output::replace(path, generated.lock.text().as_bytes())?,
            None => false,
        };
        Ok((report, locked))
    }

    /// Replaces the lock file alone. `waiting` is called if another run writes into the folder, before this one waits for
    /// it.
    pub(crate) fn write_lock(&self, lock: &Lock, waiting: impl FnOnce()) -> Result<(), OutputError> {
        let _folder = output::hold(&self.folder, waiting)?;
        self.check_lock(lock)?;
        match &self.lock {
            Some(path) => output::replace(path, lock.text().as_bytes()).map(|_| ()),
            None => Ok(()),
        }
    }

    /// Refuses to write a lock if another run has released other names since this one read the file.
    pub(crate) fn check_lock(&self, lock: &Lock) -> Result<(), OutputError> {
        match self.lock.as_deref().filter(|path| self.is_overtaken(path, lock)) {
            Some(path) => Err(OutputError::Overtaken { path: path.to_owned() }),
            None => Ok(()),
        }
    }

    /// Says whether another run has released names since this one read the lock file.
    fn is_overtaken(&self, path: &Path, lock: &Lock) -> bool {
        match read_lock(Some(path)) {
            Ok(found) => found != self.request.lock && found != *lock,
            Err(_) => true,
        }
    }

    /// Lists what [`Job::write`] would change; nothing is written.
    pub(crate) fn check(&self, generated: &Generated) -> Result<Vec<Stale>, OutputError> {
        let mut stale = output::check(&generated.files, &self.folder)?;
        for file in &mut stale {
            file.path = show(&join(&self.folder, &file.path));
        }
        if let Some(path) = &self.lock {
            let kind = match std::fs::read(path) {
                Ok(bytes) if bytes == generated.lock.text().as_bytes() => None,
                Ok(_) => Some(StaleKind::Differs),
                Err(_) => Some(StaleKind::Missing),
            };
            stale.extend(kind.map(|kind| Stale { path: show(path), kind }));
        }
        Ok(stale)
    }
}

/// Reads the lock file of a job, if it has one.
pub(crate) fn read_lock(path: Option<&Path>) -> Result<Lock, crate::toml_file::TomlError> {
    path.map_or_else(|| Ok(Lock::default()), |path| Lock::read(&show(path), path))
}

/// Joins paths as text, so that messages don't show `spec/pets/../../generated/pets`.
pub(crate) fn join(base: &Path, path: impl AsRef<Path>) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in base.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    if plain.as_os_str().is_empty() { PathBuf::from(".") } else { plain }
}

/// Returns a path without the parts that lead nowhere.
pub(crate) fn normalized(path: impl AsRef<Path>) -> PathBuf {
    join(Path::new(""), path)
}

/// Returns a path as messages show it on every system.
pub(crate) fn show(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// Returns a path relative to `root`, for messages.
pub(crate) fn show_from(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    if inside.as_os_str().is_empty() { ".".to_owned() } else { show(inside) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_as_text() {
        for (base, path, joined) in [
            ("spec/pets", "../../generated/pets", "generated/pets"),
            ("", "spec", "spec"),
            (".", "./a/../b", "b"),
            ("a", "..", "."),
            ("a", "../..", ".."),
            ("a", "../../../b", "../../b"),
            ("/a", "../../b", "/../b"),
            ("a", "/b", "/b"),
        ] {
            assert_eq!(join(Path::new(base), path), Path::new(joined), "{base} {path}");
        }
    }
}
