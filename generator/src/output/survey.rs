//! Looks at a folder before anything in it is changed. A file set and a folder in; what to write, keep and remove out,
//! or the reason to touch nothing.

use std::fs;
use std::io;
use std::path::Path;

use super::error::OutputError;
use super::listing::{Listing, listing_path};
use crate::digest;
use crate::files::FileSet;

/// Says what has to be done to a folder.
#[derive(Debug)]
pub(super) struct Survey {
    /// What the listing on disk claims; empty when there is none.
    pub(super) before: Listing,
    /// Its text, if there is one.
    pub(super) before_text: Option<Vec<u8>>,
    /// What the listing will claim.
    pub(super) after: Listing,
    pub(super) write: Vec<String>,
    pub(super) unchanged: usize,
    /// Listed files that are on disk, as we left them, and generated no more.
    pub(super) remove: Vec<String>,
}

/// Compares the folder with the file set.
pub(super) fn survey(files: &FileSet, folder: &Path) -> Result<Survey, OutputError> {
    let before_text = read_listing(folder)?;
    let before = parse_listing(before_text.as_deref(), folder)?;
    let mut survey =
        Survey { before, before_text, after: Listing::default(), write: Vec::new(), unchanged: 0, remove: Vec::new() };
    let (mut foreign, mut edited) = (Vec::new(), Vec::new());

    for (path, bytes) in files.iter() {
        survey.after.insert(path, digest::sha256(bytes));
        match find(folder, path)? {
            Found::Nothing => survey.write.push(path.to_owned()),
            // Also when the file is not listed: a listing that got lost is found again this way.
            Found::File(content) if content == bytes => survey.unchanged += 1,
            Found::File(content) => match survey.before.digests(path) {
                Some(digests) if digests.contains(&digest::sha256(&content)) => survey.write.push(path.to_owned()),
                Some(_) => edited.push(path.to_owned()),
                None => foreign.push(path.to_owned()),
            },
            Found::Obstacle(obstacle) => return Err(obstacle),
        }
    }
    for path in survey.before.paths().filter(|path| !files.contains(path)) {
        match find(folder, path)? {
            Found::File(content)
                if survey.before.digests(path).is_some_and(|digests| digests.contains(&digest::sha256(&content))) =>
            {
                survey.remove.push(path.to_owned());
            }
            Found::File(_) => edited.push(path.to_owned()),
            // Whatever took the place of a file that we no longer need is not ours.
            Found::Nothing | Found::Obstacle(_) => {}
        }
    }
    if !foreign.is_empty() {
        return Err(OutputError::Foreign { folder: folder.to_owned(), paths: foreign });
    }
    if !edited.is_empty() {
        return Err(OutputError::Edited { folder: folder.to_owned(), paths: edited });
    }
    Ok(survey)
}

/// The entry at a path inside the folder.
pub(super) enum Found {
    Nothing,
    File(Vec<u8>),
    Obstacle(OutputError),
}

/// Looks at a path and at the folders that lead to it, and follows no link: through one, a file outside the folder
/// would be overwritten.
pub(super) fn find(folder: &Path, path: &str) -> Result<Found, OutputError> {
    let mut place = folder.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        let needed = if parts.peek().is_some() { "a folder" } else { "a file" };
        let kind = match fs::symlink_metadata(&place) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(OutputError::io(&place, "read")(error)),
        };
        let found = match (kind.is_dir(), kind.is_file()) {
            (true, _) if needed == "a folder" => continue,
            (_, true) if needed == "a file" => {
                let content = fs::read(&place).map_err(OutputError::io(&place, "read"))?;
                return Ok(Found::File(content));
            }
            (true, _) => "a folder",
            (_, true) => "a file",
            _ if kind.is_symlink() => "a symbolic link",
            _ => "a special file",
        };
        return Ok(Found::Obstacle(OutputError::Obstacle { path: place, found, needed }));
    }
    Ok(Found::Nothing)
}

/// Says whether the output folder exists. It may be a link, since the user named it.
pub(super) fn exists(folder: &Path) -> Result<bool, OutputError> {
    match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => Ok(true),
        Ok(_) => Err(OutputError::Obstacle { path: folder.to_owned(), found: "a file", needed: "the output folder" }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(OutputError::io(folder, "read")(error)),
    }
}

/// Reads the listing of the folder, which need not exist yet.
pub(super) fn read_listing(folder: &Path) -> Result<Option<Vec<u8>>, OutputError> {
    if !exists(folder)? {
        return Ok(None);
    }
    match find(folder, super::LISTING)? {
        Found::Nothing => Ok(None),
        Found::File(bytes) => Ok(Some(bytes)),
        Found::Obstacle(obstacle) => Err(obstacle),
    }
}

pub(super) fn parse_listing(bytes: Option<&[u8]>, folder: &Path) -> Result<Listing, OutputError> {
    let path = listing_path(folder);
    match bytes.map(str::from_utf8) {
        None => Ok(Listing::default()),
        Some(Ok(text)) => Listing::parse(text, &path),
        Some(Err(_)) => Err(OutputError::Listing { path, line: 1, reason: "not UTF-8".to_owned() }),
    }
}
