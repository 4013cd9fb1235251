//! Writes single files beside the generated ones: settings, locks, imported documents. A path and bytes in; whether
//! the file changed out.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::error::OutputError;

/// How the names of files start that are not in place yet.
pub(super) const PART: &str = ".signet-part-";

/// Gives a file this content, atomically; one that has it already is not touched.
pub fn replace(path: &Path, content: &[u8]) -> Result<bool, OutputError> {
    match fs::read(path) {
        Ok(before) if before == content => return Ok(false),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(OutputError::io(path, "read")(error)),
    }
    let parent = parent(path);
    fs::create_dir_all(parent).map_err(OutputError::io(parent, "create"))?;
    let write = || {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PART);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As for any new file, less what the user's umask takes; a temporary file would be its owner's alone.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.tempfile_in(parent)?;
        file.write_all(content)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(OutputError::io(path, "write"))?;
    Ok(true)
}

/// Returns the folder of a file.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_a_file_only_when_it_must() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.toml");
        assert!(replace(&path, b"1").unwrap());
        assert!(!replace(&path, b"1").unwrap());
        assert!(replace(&path, b"2").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"2");
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o600, 0o600);
        }
        assert!(replace(&folder.path().join("a"), b"").is_err());
    }
}
