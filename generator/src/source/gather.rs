//! References to other files go in, the files come out: each read once, and those that it refers to as well.
//!
//! A file that cannot be read is no error yet: the reference to it may not be needed. The reason is kept for its use.

use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceId};

use super::extensions;
use super::files::{Files, Owner, Place, refused};
use super::input::Input;
use super::load::{Reader, Text};
use super::roots::Roots;

/// Reads all files that documents and overlays refer to. `wanted` are the references met so far, and where they stand.
pub(super) fn gather(
    mut wanted: Vec<(Box<str>, SourceId)>,
    files: &mut Files,
    inputs: &[Input],
    reader: &mut Reader<'_>,
    diagnostics: &mut Diagnostics,
) {
    // The files that were read, by their real path.
    let paths = inputs.iter().filter_map(|input| fs::canonicalize(&input.path).ok());
    let mut read: HashMap<PathBuf, Owner> = paths.map(|path| (path, Owner::Root)).collect();
    let trusted = inputs.iter().all(|input| input.trust_extensions);
    let mut next = 0;
    while let Some((reference, source)) = wanted.get(next) {
        next += 1;
        let file = reference.split('#').next().unwrap_or_default();
        if file.is_empty() {
            continue;
        }
        let Some(place) = files.unknown(file, *source) else { continue };
        let path = match follow(&place, &files.roots) {
            Ok(path) => path,
            Err(why) => {
                files.fail(&place, why.cost(COST));
                continue;
            }
        };
        if let Some(owner) = read.get(&path) {
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
                read.insert(path, owner);
            }
            None => {
                let why = found.into_iter().next_back().unwrap_or_else(|| unreadable(&place, "unknown error"));
                files.fail(&place, why.cost(COST));
            }
        }
    }
}

const COST: &str = "the object with this reference is skipped";

/// Reads the file of a name. Links are followed as long as they stay inside the folder and the roots.
fn follow(place: &Place, roots: &Roots) -> Result<PathBuf, Diagnostic> {
    let Some(folder) = place.folder.as_deref() else { return Err(unreadable(place, "its folder is unknown")) };
    let allowed =
        |path: &Path| folder.real.as_deref().is_some_and(|folder| path.starts_with(folder)) || roots.hold(path);
    let path = fs::canonicalize(folder.path.join(&place.name)).map_err(|error| {
        // A document does not learn what exists outside.
        let named = folder.real.as_deref().unwrap_or(&folder.path).join(&place.name);
        if place.is_outside() && !allowed(&cleaned(&named)) { refused(place) } else { unreadable(place, error) }
    })?;
    if !allowed(&path) {
        return Err(refused(place));
    }
    // A pipe or a device would be read for ever.
    if !path.is_file() {
        return Err(unreadable(place, "not a file"));
    }
    Ok(path)
}

/// A path without `..`, taken as text.
fn cleaned(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

fn unreadable(place: &Place, why: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, format!("cannot read `{}`: {why}", place.shown()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{Limits, Root, Tree, load_within};
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
        let (sources, tree) = load_within(limits, &[input], &[], &[], &mut diagnostics);
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

    /// Reads `api/v1/root.yaml` with these roots, and lists what was said of it.
    fn with_roots(folder: &Path, files: &[(&str, &str)], roots: &[&str]) -> (Option<Tree>, Vec<Code>) {
        for (name, text) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let input = Input::file(folder.join("api/v1/root.yaml"));
        let roots: Vec<Root> = roots.iter().map(|root| Root::folder(folder.join(root))).collect();
        let mut diagnostics = Diagnostics::new();
        let (_, tree) = load_within(&Limits::default(), &[input], &[], &roots, &mut diagnostics);
        (tree, diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
    }

    const ABOVE: [(&str, &str); 4] = [
        (
            "api/v1/root.yaml",
            "a: {$ref: '../../common/a.yml#/a'}\nb: {$ref: '../../common/x/../a.yml#/b'}\nc: {$ref: ../../other/c.yml}\nown: 1\n\
             d: {$ref: ../../none.yml}\ne: {$ref: ../../common}\nf: {$ref: '../../../../../../../../../../../../etc/passwd'}\n",
        ),
        ("common/a.yml", "a: {$ref: b.yml}\nb: {$ref: '../api/v1/root.yaml#/own'}\n"),
        ("common/b.yml", "{$ref: ../api/v1/here.yml}"),
        ("api/v1/here.yml", "here: {$ref: ../../other/c.yml}"),
    ];

    #[test]
    fn references_lead_into_named_roots_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("other")).unwrap();
        fs::write(folder.path().join("other/c.yml"), "c: 1").unwrap();
        let (tree, said) = with_roots(folder.path(), &ABOVE, &["common"]);
        assert!(said.is_empty(), "{said:?}");
        let tree = tree.unwrap();
        let a = tree.follow(&tree.at("/a").unwrap()).unwrap();
        assert_eq!(
            tree.file_name(a.origin().source),
            Some("here.yml"),
            "a file of the folder, wherever the reference is"
        );
        assert_eq!(tree.follow(&tree.at("/b").unwrap()).unwrap().pointer(), "/own");
        let names: Vec<_> = tree.files().filter_map(|file| tree.file_name(file.origin().source)).collect();
        assert_eq!(names, ["../../common/a.yml", "../../common/b.yml", "here.yml"]);
        // What is outside is refused in the same way, whether or not it exists.
        for pointer in ["/c", "/d", "/f"] {
            assert_eq!(code(&tree, pointer), Some(Code::ForeignReference), "{pointer}");
        }
        assert_eq!(code(&tree, "/e"), Some(Code::Unreadable));

        let (tree, _) = with_roots(folder.path(), &[], &["common", "other"]);
        let tree = tree.unwrap();
        assert_eq!((code(&tree, "/c"), code(&tree, "/d")), (None, Some(Code::ForeignReference)));
        let (tree, _) = with_roots(folder.path(), &[], &[]);
        assert_eq!(code(&tree.unwrap(), "/a"), Some(Code::ForeignReference));
    }

    #[cfg(unix)]
    #[test]
    fn links_leave_a_root_no_more_than_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let link = |to: &str, name: &str| {
            let name = folder.path().join(name);
            fs::create_dir_all(name.parent().unwrap()).unwrap();
            std::os::unix::fs::symlink(folder.path().join(to), name).unwrap();
        };
        link("secret.yml", "common/out.yml");
        link("", "common/up");
        link("real", "linked");
        link("common/a.yml", "api/v1/in.yml");
        let files = [
            ("secret.yml", "b: 1"),
            ("common/a.yml", "b: 1"),
            ("real/a.yml", "b: 1"),
            (
                "api/v1/root.yaml",
                "a: {$ref: ../../common/out.yml}\nb: {$ref: ../../common/up/secret.yml}\nc: {$ref: ../../linked/a.yml}\nd: {$ref: in.yml}\n",
            ),
        ];
        let (tree, said) = with_roots(folder.path(), &files, &["common", "linked"]);
        assert!(said.is_empty(), "{said:?}");
        let tree = tree.unwrap();
        for (pointer, expected) in
            [("/a", Some(Code::ForeignReference)), ("/b", Some(Code::ForeignReference)), ("/c", None), ("/d", None)]
        {
            assert_eq!(code(&tree, pointer), expected, "{pointer}");
        }
    }

    #[test]
    fn a_root_is_an_existing_folder() {
        let folder = tempfile::tempdir().unwrap();
        let files = [("api/v1/root.yaml", "a: 1"), ("file.yml", "b: 1")];
        for root in ["none", "file.yml", "file.yml/x"] {
            let (tree, said) = with_roots(folder.path(), &files, &[root]);
            assert_eq!((tree.is_none(), said), (true, vec![Code::Root]), "{root}");
        }
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
            let (_, tree) = load_within(&Limits::default(), &[input], &[], &[], &mut diagnostics);
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
            let (_, tree) = load_within(&Limits::default(), &[input], &[], &[], &mut diagnostics);
            let tree = tree.unwrap();
            let kept = tree.follow(&tree.at("/a").unwrap()).unwrap().get("x-signet-secret").is_some();
            assert_eq!((kept, diagnostics.is_empty()), (trusted, trusted));
        }
    }
}
