//! Writes and removes files of a folder that people may have replaced by symbolic links. Nothing outside of the folder is
//! written or removed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::OutputError;
use super::replace::replace;

/// Gives a file of the folder this content, as [`replace`] does; a link stays, and the file that it leads to gets the content.
pub(crate) fn replace_within(folder: &Path, path: &str, content: &[u8]) -> Result<(), OutputError> {
    match target(folder, path, content)? {
        Some(target) => replace(&target, content).map(|_| ()),
        None => Ok(()),
    }
}

/// Checks, before anything is changed, that a file of the folder can be given this content.
pub(crate) fn check_within(folder: &Path, path: &str, content: &[u8]) -> Result<(), OutputError> {
    target(folder, path, content).map(|_| ())
}

/// Removes a file of the folder, if it is there; a link is removed itself, not the file that it leads to.
pub(crate) fn remove_within(folder: &Path, path: &str) -> Result<(), OutputError> {
    check_removable(folder, path)?;
    let place = folder.join(path);
    match fs::remove_file(&place) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(OutputError::io(&place, "remove")(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Checks, before anything is changed, that a file of the folder can be removed.
pub(crate) fn check_removable(folder: &Path, path: &str) -> Result<(), OutputError> {
    let place = folder.join(path);
    led(folder, place.parent().unwrap_or(folder), &place).map(|_| ())
}

/// Finds the file to be written; none, if it has this content already. What does not exist is created in the nearest folder
/// that does.
fn target(folder: &Path, path: &str, content: &[u8]) -> Result<Option<PathBuf>, OutputError> {
    check_removable(folder, path)?;
    let place = folder.join(path);
    if fs::read(&place).is_ok_and(|before| before == content) {
        return Ok(None);
    }
    let (nearest, target) = led(folder, &place, &place)?;
    Ok(Some(if nearest == place { target } else { place }))
}

/// Follows the links of a place, or of the nearest folder around it that exists, and refuses to leave the folder. The error
/// names `file`.
fn led<'p>(folder: &'p Path, place: &'p Path, file: &Path) -> Result<(&'p Path, PathBuf), OutputError> {
    let leads = |place: &Path| fs::canonicalize(place);
    let root = leads(folder).map_err(OutputError::io(folder, "read"))?;
    let nearest = place.ancestors().find(|place| fs::symlink_metadata(place).is_ok()).unwrap_or(folder);
    let refused = |target: Option<PathBuf>| Err(OutputError::Link { path: file.to_owned(), target });
    match leads(nearest) {
        Ok(target) if !target.starts_with(&root) => refused(Some(target)),
        Ok(target) => Ok((nearest, target)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => refused(None),
        Err(error) => Err(OutputError::io(file, "read")(error)),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_stay_and_lead_to_files_of_the_folder() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("spec");
        let text = |path: &str| fs::read_to_string(root.path().join(path)).unwrap();
        replace(&folder.join("versions/1.yaml"), b"1").unwrap();
        replace(&root.path().join("shared/a.yaml"), b"1").unwrap();
        for (target, link) in [
            ("versions/1.yaml", "api.yaml"),
            ("versions", "pages"),
            ("../shared/a.yaml", "shared.yaml"),
            ("../shared", "shared"),
            ("none.yaml", "none"),
        ] {
            symlink(target, folder.join(link)).unwrap();
        }
        for path in ["api.yaml", "pages/2.yaml", "new/3.yaml"] {
            check_within(&folder, path, b"2").unwrap();
            replace_within(&folder, path, b"2").unwrap();
            assert_eq!(text(&format!("spec/{path}")), "2");
        }
        assert_eq!((text("spec/versions/1.yaml"), text("spec/versions/2.yaml")), ("2".into(), "2".into()));
        assert!(fs::symlink_metadata(folder.join("api.yaml")).unwrap().is_symlink());
        for (path, why) in [
            ("shared.yaml", "shared.yaml` is a symbolic link that leads out of its folder, to `"),
            ("shared/b.yaml", "shared/b.yaml` is a symbolic link that leads out of its folder, to `"),
            ("none", "none` is a symbolic link to a file that does not exist"),
        ] {
            let error = replace_within(&folder, path, b"2").unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
            assert_eq!(check_within(&folder, path, b"2").unwrap_err().to_string(), error);
        }
        // Nor is a file removed there; a link goes, and what it leads to stays.
        let error = remove_within(&folder, "shared/a.yaml").unwrap_err().to_string();
        assert!(error.contains("shared/a.yaml` is a symbolic link that leads out of its folder"), "{error}");
        remove_within(&folder, "none").unwrap();
        remove_within(&folder, "pages/none.yaml").unwrap();
        assert!(check_within(&folder, "shared/a.yaml", b"1").is_err());
        assert_eq!(text("shared/a.yaml"), "1");
        // What is there already is not written.
        replace_within(&folder, "shared.yaml", b"1").unwrap();
    }
}
