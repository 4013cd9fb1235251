//! References to other files go in, the files come out: each read once, and those that it refers to as well.
//!
//! A file that cannot be had is no error here: perhaps nobody needs what refers to it. Why it cannot is kept for whoever does.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceId};

use super::extensions;
use super::files::{Files, Folder, Owner, Place, leaves_by_link};
use super::input::Input;
use super::load::{Reader, Text};

/// Reads all files that documents and overlays refer to. `wanted` are the references met so far, and where they stand.
pub(super) fn gather(
    mut wanted: Vec<(Box<str>, SourceId)>,
    files: &mut Files,
    inputs: &[Input],
    reader: &mut Reader<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut links = Links::new(inputs);
    let trusted = inputs.iter().all(|input| input.trust_extensions);
    let mut next = 0;
    while let Some((reference, source)) = wanted.get(next) {
        next += 1;
        let file = reference.split('#').next().unwrap_or_default();
        if file.is_empty() {
            continue;
        }
        let Some(place) = files.unknown(file, *source) else { continue };
        let path = match links.follow(&place) {
            Ok(path) => path,
            Err(why) => {
                files.fail(&place, why.cost(COST));
                continue;
            }
        };
        if let Some(owner) = links.read.get(&path) {
            files.same(&place, *owner);
            continue;
        }
        let mut input = Input::file(path.clone());
        input.name = place.shown();
        let mut found = Diagnostics::new();
        match reader.read(&input, &mut found) {
            Some(Text { source, mut root, extended, references }) => {
                if extended && !trusted {
                    extensions::strip(&mut root, source, &mut found);
                }
                diagnostics.extend(found);
                wanted.extend(references.into_iter().map(|reference| (reference, source)));
                let owner = files.add(place, source, root);
                links.read.insert(path, owner);
            }
            None => {
                let why = found.into_iter().next_back().unwrap_or_else(|| unreadable(&place, "nobody knows why"));
                files.fail(&place, why.cost(COST));
            }
        }
    }
}

const COST: &str = "what refers to it is left out";

/// What stands behind names: links followed, as long as they stay inside of the folder.
struct Links {
    folders: HashMap<PathBuf, Option<PathBuf>>,
    /// The files that were read, by their real path.
    read: HashMap<PathBuf, Owner>,
}

impl Links {
    fn new(inputs: &[Input]) -> Self {
        let paths = inputs.iter().filter_map(|input| fs::canonicalize(&input.path).ok());
        Self { folders: HashMap::new(), read: paths.map(|path| (path, Owner::Root)).collect() }
    }

    fn follow(&mut self, place: &Place) -> Result<PathBuf, Diagnostic> {
        let Some(folder) = place.folder.as_deref() else { return Err(unreadable(place, "there is no folder")) };
        let path = fs::canonicalize(folder.path.join(&place.name)).map_err(|error| unreadable(place, error))?;
        if !self.real(folder).is_some_and(|folder| path.starts_with(folder)) {
            return Err(leaves_by_link());
        }
        // A pipe or a device would be read for ever.
        if !path.is_file() {
            return Err(unreadable(place, "it is no file"));
        }
        Ok(path)
    }

    fn real(&mut self, folder: &Folder) -> Option<&Path> {
        let known = self.folders.entry(folder.path.clone());
        known.or_insert_with(|| fs::canonicalize(&folder.path).ok()).as_deref()
    }
}

fn unreadable(place: &Place, why: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(Code::Unreadable, format!("the file `{}` cannot be read: {why}", place.shown()))
}
