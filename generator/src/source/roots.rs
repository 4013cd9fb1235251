//! Folders outside of a document's own that references may lead to, since the caller names them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Origin, Place};

use super::sources::Sources;

/// A folder that references may lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The folder.
    pub path: PathBuf,
    /// The name shown in diagnostics.
    pub name: String,
}

impl Root {
    /// Names a folder, shown by its path.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.to_string_lossy().replace('\\', "/");
        Self { path, name }
    }
}

/// The folders of all roots, links resolved.
#[derive(Clone, Debug, Default)]
pub(super) struct Roots(Vec<PathBuf>);

impl Roots {
    /// Finds the folders. A root that is not a folder is reported as an error: the caller means another one.
    pub(super) fn open(roots: &[Root], sources: &mut Sources, diagnostics: &mut Diagnostics) -> Self {
        let mut folders = Vec::new();
        for root in roots {
            let why = match fs::canonicalize(&root.path) {
                Ok(path) if path.is_dir() => {
                    folders.push(path);
                    continue;
                }
                Ok(_) => format!("the root `{}` is not a folder", root.name),
                Err(error) => format!("the root `{}` cannot be read: {error}", root.name),
            };
            let origin = Origin::root(sources.add(&root.name, String::new()));
            diagnostics.push(
                Diagnostic::new(Code::Root, why)
                    .label(&origin, Place::Whole, "")
                    .help("name an existing folder by `--root DIR`, or by `roots` in signet.toml"),
            );
        }
        Self(folders)
    }

    /// Tells whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether a path without links is inside of a root.
    pub(super) fn hold(&self, path: &Path) -> bool {
        self.0.iter().any(|root| path.starts_with(root))
    }
}
