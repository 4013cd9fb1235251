//! `.signet-files`: which files of a folder are ours, and what they held when they were written. Text in, [`Listing`]
//! out, and back.
//!
//! A line is `sha256  path`, as `sha256sum --check` reads it; lines are sorted by path. While a run is under way a
//! path has two lines, the digest it had and the one it is about to have: whichever of the two a crash leaves behind
//! is known to be ours.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::LISTING;
use super::error::OutputError;
use crate::digest;
use crate::files::check_path;

/// Holds the digests that each of our files may have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listing(BTreeMap<String, BTreeSet<String>>);

impl Listing {
    /// Reads the listing's text; `path` is for the error only.
    pub(super) fn parse(text: &str, path: &Path) -> Result<Self, OutputError> {
        let mut listing = Self::default();
        for (index, line) in text.lines().enumerate() {
            let error = |reason: String| OutputError::Listing { path: path.to_owned(), line: index + 1, reason };
            let (digest, file) = line
                .split_once("  ")
                .filter(|(digest, _)| digest::is_sha256(digest))
                .ok_or_else(|| error("expected `sha256  path`".to_owned()))?;
            // The listing says what may be removed, so that a path in it must not leave the folder either.
            check_path(file).map_err(|reason| {
                error(format!("`{}` is not the path of a generated file: {reason}", file.escape_debug()))
            })?;
            listing.insert(file, digest.to_owned());
        }
        Ok(listing)
    }

    /// Returns the listing as text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (path, digests) in &self.0 {
            for digest in digests {
                text.push_str(digest);
                text.push_str("  ");
                text.push_str(path);
                text.push('\n');
            }
        }
        text
    }

    pub(super) fn insert(&mut self, path: &str, digest: String) {
        self.0.entry(path.to_owned()).or_default().insert(digest);
    }

    /// Returns the digests that a file of ours may have, or nothing when the file is not ours.
    pub(super) fn digests(&self, path: &str) -> Option<&BTreeSet<String>> {
        self.0.get(path)
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Returns a listing that claims what either of the two claims.
    pub(super) fn union(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (path, digests) in &other.0 {
            both.0.entry(path.clone()).or_default().extend(digests.iter().cloned());
        }
        both
    }
}

/// Returns the path of a folder's listing.
pub(super) fn listing_path(folder: &Path) -> std::path::PathBuf {
    folder.join(LISTING)
}
