//! Keeps two runs from writing into one folder at once: the later one waits until the earlier one is done.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use super::error::OutputError;
use super::survey::{exists, survey};
use super::{Prepared, Report, apply};
use crate::files::FileSet;

/// An output folder that no other run writes into until this is dropped.
#[derive(Debug)]
pub struct Held<'f> {
    folder: &'f Path,
    /// The system releases it with the process, also with one that is killed.
    _lock: Option<File>,
}

/// Waits until no other run writes into the folder, which is created if it does not exist. `waiting` is called before
/// the wait, if there is one.
pub fn hold(folder: &Path, waiting: impl FnOnce()) -> Result<Held<'_>, OutputError> {
    if !exists(folder)? {
        fs::create_dir_all(folder).map_err(OutputError::io(folder, "create"))?;
    }
    let lock = lockable(folder).map_err(OutputError::io(folder, "lock"))?;
    let held = match lock.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => {
            waiting();
            wait(&lock).map_err(OutputError::io(folder, "lock"))?;
            true
        }
        // A file system without locks, such as some that are shared over a network.
        Err(TryLockError::Error(_)) => false,
    };
    Ok(Held { folder, _lock: held.then_some(lock) })
}

impl Held<'_> {
    /// Makes the folder hold the files of the set, and of an earlier run only those.
    ///
    /// Files that are right keep their modification time, so that cargo does not compile them again.
    pub fn sync(&self, files: &FileSet) -> Result<Report, OutputError> {
        self.prepare(files)?.put()
    }

    /// Does the part of [`sync`](Self::sync) after which little can fail: the folder is looked at, and the new files are
    /// on disk beside the old ones.
    pub fn prepare(&self, files: &FileSet) -> Result<Prepared<'_>, OutputError> {
        let survey = survey(files, self.folder)?;
        apply::prepare(files, self.folder, survey)
    }
}

/// Opens what is locked for the folder: the folder itself, so that no file is left in it.
#[cfg(unix)]
fn lockable(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Opens what is locked for the folder: a file outside of it, where the system cannot lock folders.
#[cfg(not(unix))]
fn lockable(folder: &Path) -> io::Result<File> {
    let name = crate::digest::sha256(fs::canonicalize(folder)?.as_os_str().as_encoded_bytes());
    File::options().create(true).append(true).open(std::env::temp_dir().join(format!("signet-{name}.lock")))
}

fn wait(lock: &File) -> io::Result<()> {
    loop {
        match lock.lock() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_second_run_waits_for_the_first_one() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("new");
        let first = hold(&folder, || panic!("nothing to wait for")).unwrap();
        let (sender, receiver) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                let held = hold(&folder, || sender.send("waits").unwrap()).unwrap();
                sender.send("held").unwrap();
                drop(held);
            });
            assert_eq!(receiver.recv().unwrap(), "waits");
            assert!(receiver.recv_timeout(Duration::from_millis(50)).is_err());
            drop(first);
            assert_eq!(receiver.recv().unwrap(), "held");
        });
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }
}
