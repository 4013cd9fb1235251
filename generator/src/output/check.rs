//! Compares a folder with a file set and writes nothing. A file set and a folder in, the files that differ out.

use std::fmt;
use std::path::Path;

use super::LISTING;
use super::error::OutputError;
use super::listing::Listing;
use super::survey::{Found, find, parse_listing, read_listing};
use crate::digest;
use crate::files::FileSet;

/// Names a file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stale {
    /// The path, relative to the folder.
    pub path: String,
    /// What is wrong with it.
    pub kind: StaleKind,
}

/// Says in which way a file is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StaleKind {
    /// It would be generated and is not there.
    Missing,
    /// It holds something else than would be generated, or is no ordinary file.
    Differs,
    /// It was generated once and would not be now.
    Extra,
}

impl fmt::Display for StaleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Missing => "missing",
            Self::Differs => "differs",
            Self::Extra => "extra",
        })
    }
}

/// Lists the files that [`sync`](super::sync) would change, sorted by path; files that were never ours are not looked
/// at.
pub fn check(files: &FileSet, folder: &Path) -> Result<Vec<Stale>, OutputError> {
    let on_disk = read_listing(folder)?;
    let before = parse_listing(on_disk.as_deref(), folder)?;
    let mut stale = Vec::new();
    let mut report = |path: &str, kind| stale.push(Stale { path: path.to_owned(), kind });
    let mut after = Listing::default();

    for (path, bytes) in files.iter() {
        after.insert(path, digest::sha256(bytes));
        match find(folder, path)? {
            Found::Nothing => report(path, StaleKind::Missing),
            Found::File(content) if content == bytes => {}
            Found::File(_) | Found::Obstacle(_) => report(path, StaleKind::Differs),
        }
    }
    for path in before.paths().filter(|path| !files.contains(path)) {
        if !matches!(find(folder, path)?, Found::Nothing) {
            report(path, StaleKind::Extra);
        }
    }
    match on_disk {
        None => report(LISTING, StaleKind::Missing),
        Some(bytes) if bytes == after.text().as_bytes() => {}
        Some(_) => report(LISTING, StaleKind::Differs),
    }
    stale.sort();
    Ok(stale)
}
