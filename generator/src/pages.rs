//! A folder of pages that together are one document of the settings.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use crate::digest::sha256;

/// Reads the pages by their names; a folder that does not exist has none.
pub(crate) fn read(folder: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut pages = BTreeMap::new();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(pages),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        // A page may be a symbolic link.
        if entry.path().is_file() {
            pages.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
        }
    }
    Ok(pages)
}

/// The digest of all pages and their names.
pub(crate) fn digest(pages: &BTreeMap<String, Vec<u8>>) -> String {
    let mut text = String::new();
    for (name, bytes) in pages {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}  {name}", sha256(bytes));
    }
    sha256(text.as_bytes())
}
