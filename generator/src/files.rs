//! The files of a generated crate, in memory: `emit` fills the set, `output` brings a folder in line with it.
//!
//! A leaf, so that neither of the two needs to see the other.

use std::collections::BTreeMap;
use std::fmt;

use crate::file_name;

/// Where `output` writes down which files of a folder are its own.
pub const LISTING: &str = ".signet-files";

/// Holds the files of one crate or module by their `/`-separated relative path, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSet {
    files: BTreeMap<String, Vec<u8>>,
    /// Paths and their folders in lower case, as file systems that ignore case see them, with their entries.
    taken: BTreeMap<String, Taken>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Taken {
    File(String),
    Folder(String),
}

impl FileSet {
    /// Returns a set without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file; an unusable path, or one that meets another file's (also on a file system that ignores case), is
    /// an error.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Result<(), PathError> {
        let path = path.into();
        // A listing may have names that earlier versions wrote; new ones are refused.
        let refused = || path.split('/').find_map(file_name::refused).map_or(Ok(()), Err);
        if let Err(reason) = check_path(&path).and_then(|()| refused()) {
            return Err(PathError { path, reason: reason.to_owned() });
        }
        for (end, _) in path.match_indices('/') {
            let folder = path.get(..end).unwrap_or_default();
            let clash = match self.taken.get(&folder.to_lowercase()) {
                Some(Taken::Folder(other)) => {
                    (other != folder).then(|| format!("the folder `{other}` differs only in case"))
                }
                Some(Taken::File(other)) => Some(format!("`{other}` is a file")),
                None => None,
            };
            if let Some(reason) = clash {
                return Err(PathError { path, reason });
            }
        }
        match self.taken.get(&path.to_lowercase()) {
            Some(Taken::File(other)) if *other == path => {
                return Err(PathError { path, reason: "the path is already used".to_owned() });
            }
            Some(Taken::File(other)) => {
                let reason = format!("`{other}` differs only in case");
                return Err(PathError { path, reason });
            }
            Some(Taken::Folder(_)) => {
                return Err(PathError { path, reason: "the path is a folder of other files".to_owned() });
            }
            None => {}
        }
        for (end, _) in path.match_indices('/') {
            let folder = path.get(..end).unwrap_or_default();
            self.taken.insert(folder.to_lowercase(), Taken::Folder(folder.to_owned()));
        }
        self.taken.insert(path.to_lowercase(), Taken::File(path.clone()));
        self.files.insert(path, bytes.into());
        Ok(())
    }

    /// Gives a file of the set other content.
    pub(crate) fn replace(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        if let Some(content) = self.files.get_mut(path) {
            *content = bytes.into();
        }
    }

    /// Returns the content of one file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Tells whether the set holds a file of this path.
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Lists the files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Tells whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Says why a path cannot be a file of the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// The path as it was given.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` cannot be the path of a generated file: {}", self.path.escape_debug(), self.reason)
    }
}

impl std::error::Error for PathError {}

/// Checks that a path stays inside its folder on every system.
pub(crate) fn check_path(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("the path is empty");
    }
    if path.starts_with('/') {
        return Err("the path is absolute");
    }
    if path.chars().any(|c| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')) {
        return Err("the path contains a character that some file systems do not allow");
    }
    for part in path.split('/') {
        if matches!(part, "" | "." | "..") {
            return Err("a component is empty, `.` or `..`");
        }
    }
    let first = path.split('/').next().unwrap_or_default();
    if first.eq_ignore_ascii_case("target")
        || first.eq_ignore_ascii_case(".git")
        || path.eq_ignore_ascii_case("Cargo.lock")
    {
        return Err("the path is reserved for cargo or git");
    }
    if first.to_ascii_lowercase().starts_with(".signet-") {
        return Err("the name is reserved for signet");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_ordinary_paths_in_order() {
        let mut files = FileSet::new();
        for path in ["src/lib.rs", "Cargo.toml", "src/types/a.rs", ".gitattributes"] {
            files.insert(path, path).unwrap();
        }
        assert_eq!(
            files.iter().map(|(path, _)| path).collect::<Vec<_>>(),
            [".gitattributes", "Cargo.toml", "src/lib.rs", "src/types/a.rs"]
        );
        assert_eq!(files.get("Cargo.toml"), Some(b"Cargo.toml".as_slice()));
        assert_eq!(files.len(), 4);
    }

    #[test]
    fn refuses_paths_that_leave_the_folder_or_mean_something_else_elsewhere() {
        let hostile = [
            "",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a//b",
            "./a",
            "a/.",
            "a/",
            "C:/x",
            "C:x",
            "a\\..\\b",
            "a\0b",
            "a\nb",
            "a.",
            "a ",
            "target/x",
            "Cargo.lock",
            ".signet-files",
            ".Signet-Files",
            ".git/config",
            ".GIT/hooks/x",
            "Target/x",
            "src/aux.rs",
            "Con/x.rs",
            "src/nul.tar.gz",
            "a /b",
        ];
        let long = format!("src/{}.rs", "x".repeat(98));
        for path in hostile.into_iter().chain([long.as_str()]) {
            assert!(FileSet::new().insert(path, "").is_err(), "{path:?} was taken");
        }
    }

    #[test]
    fn refuses_two_files_for_one_place() {
        let mut files = FileSet::new();
        files.insert("src/Foo.rs", "").unwrap();
        for path in ["src/Foo.rs", "src/foo.rs", "src", "SRC", "src/foo.rs/x.rs", "Src/bar.rs"] {
            assert!(files.insert(path, "").is_err(), "{path:?} was taken");
        }
        assert_eq!(files.len(), 1);
        files.insert("src/bar.rs", "").unwrap();
    }
}
