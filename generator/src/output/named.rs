//! Writes files that a user named on the command line, such as reports. A path and bytes in; the file, device or pipe that
//! is there gets them.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use super::error::OutputError;
use super::replace::{parent, replace};

/// What a path of the user names.
enum Named {
    /// A regular file, or nothing yet: replaced atomically.
    File,
    /// A link, or a device, pipe or socket: it stays, and what it leads to is written into.
    Other,
}

impl Named {
    fn find(path: &Path) -> Result<Self, OutputError> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_dir() => Err(directory(path)),
            Ok(found) if found.is_file() => Ok(Self::File),
            Ok(_) if path.is_dir() => Err(directory(path)),
            Ok(_) => Ok(Self::Other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::File),
            Err(error) => Err(OutputError::io(path, "write")(error)),
        }
    }
}

fn directory(path: &Path) -> OutputError {
    OutputError::io(path, "write")(io::ErrorKind::IsADirectory.into())
}

/// Writes a file that the user named: a regular file is replaced, anything else is written into.
pub fn write_named(path: &Path, content: &[u8]) -> Result<(), OutputError> {
    match Named::find(path)? {
        Named::File => replace(path, content).map(|_| ()),
        Named::Other => {
            let open = || File::options().write(true).create(true).truncate(true).open(path);
            open().and_then(|mut file| file.write_all(content)).map_err(OutputError::io(path, "write"))
        }
    }
}

/// Checks, before any work is done, that a file that the user named can be written; nothing is changed.
pub fn check_named(path: &Path) -> Result<(), OutputError> {
    match Named::find(path)? {
        Named::File => {
            let folder = parent(path);
            // A file without a name, which is gone at once.
            tempfile::tempfile_in(folder).map(|_| ()).map_err(OutputError::io(path, "write"))
        }
        // Opening a pipe would wait for its reader.
        Named::Other => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_replaced_where_they_can_be() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.md");
        check_named(&path).unwrap();
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
        write_named(&path, b"long").unwrap();
        write_named(&path, b"1").unwrap();
        check_named(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"1");
        for wrong in [root.path().to_owned(), root.path().join("none/a.md"), path.join("a.md")] {
            assert!(check_named(&wrong).unwrap_err().to_string().starts_with("cannot write `"), "{}", wrong.display());
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_and_devices_stay() {
        use std::os::unix::fs::{FileTypeExt as _, symlink};
        use std::os::unix::net::UnixListener;

        let root = tempfile::tempdir().unwrap();
        let place = |name: &str| root.path().join(name);
        fs::write(place("target"), "long before").unwrap();
        for (link, target) in [("link", "target"), ("dangling", "new"), ("null", "/dev/null")] {
            symlink(target, place(link)).unwrap();
            check_named(&place(link)).unwrap();
            write_named(&place(link), b"text").unwrap();
            assert!(fs::symlink_metadata(place(link)).unwrap().is_symlink(), "{link}");
        }
        assert_eq!(fs::read(place("target")).unwrap(), b"text");
        assert_eq!(fs::read(place("new")).unwrap(), b"text");
        symlink(root.path(), place("folder")).unwrap();
        assert!(check_named(&place("folder")).is_err() && write_named(&place("folder"), b"").is_err());
        // What cannot be written into is an error, and stays, too.
        let _listener = UnixListener::bind(place("socket")).unwrap();
        assert!(write_named(&place("socket"), b"text").is_err());
        assert!(fs::symlink_metadata(place("socket")).unwrap().file_type().is_socket());
    }
}
