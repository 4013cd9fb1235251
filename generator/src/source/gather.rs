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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{Limits, Tree, load_within};
    use super::*;

    /// Writes files, reads the first, and lists what became of the reference at `#/a`.
    fn read(folder: &Path, files: &[(&str, &str)], limits: &Limits) -> (Tree, Vec<String>) {
        for (name, text) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let input = Input { name: "api/root.yaml".to_owned(), ..Input::file(folder.join("api/root.yaml")) };
        let mut diagnostics = Diagnostics::new();
        let (sources, tree) = load_within(limits, &[input], &[], &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        (tree.unwrap(), sources.files().map(name).collect())
    }

    fn code(tree: &Tree, pointer: &str) -> Option<Code> {
        tree.follow(&tree.at(pointer).unwrap()).err().map(|diagnostic| diagnostic.code)
    }

    #[test]
    fn a_file_is_read_once_whatever_it_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let files = [
            (
                "api/root.yaml",
                "a: {$ref: b/x.yml}\nc: {$ref: './b/../b/x.yml#/d'}\nown: {$ref: 'root.yaml#/e'}\ne: 1\n",
            ),
            ("api/b/x.yml", "d: {$ref: ../y.json}\nback: {$ref: '../root.yaml#/e'}\n"),
            ("api/y.json", r#"{"$ref": "b/x.yml#/back"}"#),
        ];
        let (tree, read) = read(folder.path(), &files, &Limits::default());
        assert_eq!(read, ["root.yaml", "x.yml", "y.json"]);
        for pointer in ["/c", "/own"] {
            let found = tree.follow(&tree.at(pointer).unwrap()).unwrap();
            assert_eq!((found.pointer(), found.as_i64()), ("/e".to_owned(), Some(1)), "{pointer}");
        }
        let file = tree.follow(&tree.at("/a").unwrap()).unwrap();
        assert_eq!(tree.file_name(file.get("d").unwrap().origin().source), Some("b/x.yml"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_of_the_folder_alone() {
        let folder = tempfile::tempdir().unwrap();
        let link = |to: &str, name: &str| {
            fs::create_dir_all(folder.path().join("api")).unwrap();
            std::os::unix::fs::symlink(folder.path().join(to), folder.path().join("api").join(name)).unwrap();
        };
        link("secret.yml", "out.yml");
        link("elsewhere", "folder");
        link("api/real.yml", "in.yml");
        let files = [
            ("secret.yml", "b: 1"),
            ("elsewhere/x.yml", "b: 1"),
            ("api/real.yml", "b: 1"),
            (
                "api/root.yaml",
                "a: {$ref: out.yml}\nb: {$ref: folder/x.yml}\nc: {$ref: in.yml}\nd: {$ref: real.yml}\ne: {$ref: folder}\n",
            ),
        ];
        let (tree, read) = read(folder.path(), &files, &Limits::default());
        assert_eq!(read, ["root.yaml", "real.yml"]);
        for pointer in ["/a", "/b", "/e"] {
            assert_eq!(code(&tree, pointer), Some(Code::ForeignReference), "{pointer}");
        }
        let node = |pointer| std::ptr::from_ref(tree.follow(&tree.at(pointer).unwrap()).unwrap().node());
        assert_eq!(node("/c"), node("/d"));
    }

    #[test]
    fn files_and_bytes_are_limited() {
        let files = [("api/root.yaml", "a: {$ref: b.yml}\nc: {$ref: d.yml}\n"), ("api/b.yml", "1"), ("api/d.yml", "2")];
        for limits in [Limits { files: 2, ..Limits::default() }, Limits { bytes: 35, ..Limits::default() }] {
            let folder = tempfile::tempdir().unwrap();
            let (tree, _) = read(folder.path(), &files, &limits);
            assert_eq!((code(&tree, "/a"), code(&tree, "/c")), (None, Some(Code::TooManyFiles)));
        }
    }

    #[test]
    fn a_text_without_a_folder_refers_to_nothing_and_one_with_a_path_does() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("b.yml"), "1").unwrap();
        let text = "a: {$ref: b.yml}\n";
        let named = Input { path: folder.path().join("root.yaml"), ..Input::text("root.yaml", text) };
        for (input, expected) in [(Input::text("root.yaml", text), Some(Code::ForeignReference)), (named, None)] {
            let mut diagnostics = Diagnostics::new();
            let (_, tree) = load_within(&Limits::default(), &[input], &[], &mut diagnostics);
            assert_eq!(code(&tree.unwrap(), "/a"), expected);
        }
    }

    #[test]
    fn keys_for_the_generator_are_taken_from_files_too() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("root.yaml"), "a: {$ref: b.yml}").unwrap();
        fs::write(folder.path().join("b.yml"), "x-signet-secret: true").unwrap();
        for trusted in [false, true] {
            let input = Input { trust_extensions: trusted, ..Input::file(folder.path().join("root.yaml")) };
            let mut diagnostics = Diagnostics::new();
            let (_, tree) = load_within(&Limits::default(), &[input], &[], &mut diagnostics);
            let tree = tree.unwrap();
            let kept = tree.follow(&tree.at("/a").unwrap()).unwrap().get("x-signet-secret").is_some();
            assert_eq!((kept, diagnostics.is_empty()), (trusted, trusted));
        }
    }
}
