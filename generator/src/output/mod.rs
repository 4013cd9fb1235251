//! Brings a folder on disk in line with a file set, or says what differs. A [`FileSet`] and a folder in; a [`Report`]
//! or a list of [`Stale`] files out.
//!
//! A folder may hold more than generated files, so `.signet-files` in it lists those that are ours, each with its
//! SHA-256. Nothing else is ever replaced or removed, and not even these once they were edited. Everything is
//! looked at before anything is changed: see `survey`, then `apply`.

mod apply;
mod check;
mod error;
mod hold;
mod listing;
mod named;
mod replace;
mod survey;
mod within;

use std::path::Path;

pub use crate::files::{FileSet, LISTING, PathError};
pub use apply::Prepared;
pub(crate) use apply::{STAGING, remove_stale};
pub use check::{Stale, StaleKind, check};
pub use error::OutputError;
pub use hold::{Held, hold};
pub use named::{check_named, write_named};
pub use replace::replace;
pub(crate) use within::{check_removable, check_within, remove_within, replace_within};

/// Says what [`sync`] did; its paths are relative to the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The files that were new or had changed, sorted.
    pub written: Vec<String>,
    /// The number of files that were as they should be and were not touched.
    pub unchanged: usize,
    /// The files of an earlier run that are generated no more, sorted.
    pub removed: Vec<String>,
}

/// Returns the text of the listing that a folder with these files has.
pub fn listing(files: &FileSet) -> String {
    let mut listing = listing::Listing::default();
    for (path, bytes) in files.iter() {
        listing.insert(path, crate::digest::sha256(bytes));
    }
    listing.text()
}

/// Makes the folder hold the files of the set, as [`Held::sync`] does, as soon as no other run writes into it.
pub fn sync(files: &FileSet, folder: &Path) -> Result<Report, OutputError> {
    hold(folder, || ())?.sync(files)
}

#[cfg(test)]
mod tests;
