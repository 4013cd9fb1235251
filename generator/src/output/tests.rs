//! What happens to files that are ours, were ours, were edited, or never were ours.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::apply::tests::crash_after;
use super::*;

fn set(files: &[(&str, &str)]) -> FileSet {
    let mut set = FileSet::new();
    for (path, text) in files {
        set.insert(*path, *text).unwrap();
    }
    set
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Reads everything in a folder but what a crash left in a staging folder.
fn disk(folder: &Path) -> BTreeMap<String, String> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if name.starts_with(".signet-staging-") || name == LISTING {
            } else if path.is_dir() {
                walk(root, &path, found);
            } else {
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

fn held(files: &FileSet) -> BTreeMap<String, String> {
    files.iter().map(|(path, bytes)| (path.to_owned(), String::from_utf8(bytes.to_vec()).unwrap())).collect()
}

#[test]
fn writes_into_a_folder_that_is_not_there_yet() {
    let root = folder();
    let out = root.path().join("a/b");
    let files = set(&[("Cargo.toml", "[package]"), ("src/lib.rs", "//!"), ("src/types/a.rs", "")]);

    let report = sync(&files, &out).unwrap();
    assert_eq!(report.written, ["Cargo.toml", "src/lib.rs", "src/types/a.rs"]);
    assert_eq!(disk(&out), held(&files));
    let listing = fs::read_to_string(out.join(LISTING)).unwrap();
    assert!(listing.lines().all(|line| line.len() > 66));
    assert_eq!(
        listing.lines().map(|line| &line[66..]).collect::<Vec<_>>(),
        ["Cargo.toml", "src/lib.rs", "src/types/a.rs"]
    );
    assert!(check(&files, &out).unwrap().is_empty());
    assert_eq!(fs::read_dir(&out).unwrap().count(), 3, "the staging folder is gone");
}

#[test]
fn leaves_files_alone_that_are_right() {
    let root = folder();
    let files = set(&[("Cargo.toml", "1"), ("src/lib.rs", "1")]);
    sync(&files, root.path()).unwrap();
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    for path in ["Cargo.toml", "src/lib.rs", LISTING] {
        fs::File::options().append(true).open(root.path().join(path)).unwrap().set_modified(long_ago).unwrap();
    }

    let report = sync(&files, root.path()).unwrap();
    assert_eq!((report.written.len(), report.unchanged, report.removed.len()), (0, 2, 0));
    for path in ["Cargo.toml", "src/lib.rs", LISTING] {
        assert_eq!(fs::metadata(root.path().join(path)).unwrap().modified().unwrap(), long_ago, "{path}");
    }
    let report = sync(&set(&[("Cargo.toml", "1"), ("src/lib.rs", "2")]), root.path()).unwrap();
    assert_eq!(report.written, ["src/lib.rs"]);
    assert_eq!(fs::metadata(root.path().join("Cargo.toml")).unwrap().modified().unwrap(), long_ago);
}

#[test]
fn removes_what_is_generated_no_more_and_nothing_else() {
    let root = folder();
    sync(&set(&[("a/b/c.rs", "1"), ("a/d/e.rs", "1"), ("f.rs", "1"), ("gone.rs", "1")]), root.path()).unwrap();
    fs::write(root.path().join("a/d/mine.txt"), "mine").unwrap();
    fs::remove_file(root.path().join("gone.rs")).unwrap();

    let files = set(&[("f.rs", "1")]);
    let stale = check(&files, root.path()).unwrap();
    assert_eq!(
        stale.iter().map(|file| (file.kind, file.path.as_str())).collect::<Vec<_>>(),
        [(StaleKind::Differs, LISTING), (StaleKind::Extra, "a/b/c.rs"), (StaleKind::Extra, "a/d/e.rs"),]
    );
    let report = sync(&files, root.path()).unwrap();
    assert_eq!(report.removed, ["a/b/c.rs", "a/d/e.rs"]);
    assert!(!root.path().join("a/b").exists(), "an emptied folder goes with its last file");
    assert_eq!(disk(root.path()).keys().collect::<Vec<_>>(), ["a/d/mine.txt", "f.rs"]);
}

#[test]
fn brings_back_files_that_are_missing() {
    let root = folder();
    let files = set(&[("Cargo.toml", "1"), ("src/lib.rs", "1")]);
    sync(&files, root.path()).unwrap();
    fs::remove_dir_all(root.path().join("src")).unwrap();
    assert_eq!(
        check(&files, root.path()).unwrap(),
        [Stale { path: "src/lib.rs".to_owned(), kind: StaleKind::Missing }]
    );
    assert_eq!(sync(&files, root.path()).unwrap().written, ["src/lib.rs"]);
}

#[test]
fn never_touches_files_that_it_did_not_generate() {
    let root = folder();
    fs::create_dir(root.path().join("src")).unwrap();
    fs::write(root.path().join("src/lib.rs"), "mine").unwrap();
    fs::write(root.path().join("notes.txt"), "mine").unwrap();

    let error = sync(&set(&[("Cargo.toml", "1"), ("src/lib.rs", "1")]), root.path()).unwrap_err();
    assert!(matches!(&error, OutputError::Foreign { paths, .. } if paths == &["src/lib.rs"]), "{error}");
    assert!(error.to_string().contains("contains files that signet did not generate"), "{error}");
    assert_eq!(disk(root.path()).keys().collect::<Vec<_>>(), ["notes.txt", "src/lib.rs"], "nothing was written");
    assert!(!root.path().join(LISTING).exists());

    // One that says what would be written is as good as ours: a lost listing is made again.
    sync(&set(&[("src/lib.rs", "mine")]), root.path()).unwrap();
    sync(&set(&[("src/lib.rs", "1")]), root.path()).unwrap();
}

#[test]
fn never_touches_files_that_were_edited() {
    let root = folder();
    let (first, second) = (set(&[("a.rs", "1"), ("b.rs", "1"), ("c.rs", "1")]), set(&[("a.rs", "2"), ("c.rs", "2")]));
    sync(&first, root.path()).unwrap();
    for (path, text) in [("a.rs", "edited"), ("b.rs", "edited"), ("c.rs", "2")] {
        fs::write(root.path().join(path), text).unwrap();
    }
    let error = sync(&second, root.path()).unwrap_err();
    assert!(matches!(&error, OutputError::Edited { paths, .. } if paths == &["a.rs", "b.rs"]), "{error}");
    assert_eq!(check(&first, root.path()).unwrap().len(), 3);
    fs::write(root.path().join("a.rs"), "1").unwrap();
    fs::remove_file(root.path().join("b.rs")).unwrap();
    // `c.rs` was edited into what it should be.
    assert_eq!(sync(&second, root.path()).unwrap().written, ["a.rs"]);
}

#[test]
fn refuses_a_listing_that_it_cannot_trust() {
    let outer = folder();
    let root = outer.path().join("out");
    fs::create_dir(&root).unwrap();
    fs::write(outer.path().join("victim"), "").unwrap();
    let digest = crate::digest::sha256(b"");
    let victim = outer.path().join("victim").to_str().unwrap().to_owned();
    let listings = [
        format!("{digest}  ../victim\n"),
        format!("{digest}  {victim}\n"),
        format!("{digest}  Cargo.lock\n"),
        "<<<<<<< HEAD\n".to_owned(),
        "\u{e9}  x\n".to_owned(),
    ];
    for text in listings {
        fs::write(root.join(LISTING), &text).unwrap();
        let error = sync(&set(&[]), &root).unwrap_err();
        assert!(matches!(error, OutputError::Listing { line: 1, .. }), "{text}: {error}");
        assert!(check(&set(&[]), &root).is_err());
    }
    fs::write(root.join(LISTING), b"\xff").unwrap();
    assert!(sync(&set(&[]), &root).is_err());
    assert!(outer.path().join("victim").exists());
}

#[test]
fn reads_a_listing_that_git_gave_other_line_ends() {
    let root = folder();
    sync(&set(&[("a.rs", "1")]), root.path()).unwrap();
    let text = fs::read_to_string(root.path().join(LISTING)).unwrap().replace('\n', "\r\n");
    fs::write(root.path().join(LISTING), text).unwrap();
    assert_eq!(sync(&set(&[("a.rs", "2")]), root.path()).unwrap().written, ["a.rs"]);
    assert!(!fs::read_to_string(root.path().join(LISTING)).unwrap().contains('\r'));
}

#[test]
fn refuses_obstacles() {
    let root = folder();
    fs::write(root.path().join("file"), "").unwrap();
    let error = sync(&set(&[("a.rs", "")]), &root.path().join("file")).unwrap_err();
    assert!(error.to_string().contains("is a file, expected the output folder"), "{error}");
    assert!(sync(&set(&[("a.rs", "")]), &root.path().join("file/below")).is_err());
    assert!(check(&set(&[("a.rs", "")]), &root.path().join("file")).is_err());

    let error = sync(&set(&[("file/a.rs", "")]), root.path()).unwrap_err();
    assert!(error.to_string().contains("is a file, expected a folder"), "{error}");
    fs::create_dir(root.path().join("a.rs")).unwrap();
    let error = sync(&set(&[("a.rs", "")]), root.path()).unwrap_err();
    assert!(error.to_string().contains("is a folder, expected a file"), "{error}");
    assert_eq!(check(&set(&[("a.rs", "")]), root.path()).unwrap()[1].kind, StaleKind::Differs);
}

#[cfg(unix)]
#[test]
fn follows_no_link_out_of_the_folder() {
    use std::os::unix::fs::symlink;

    let outer = folder();
    let root = outer.path().join("out");
    fs::create_dir_all(outer.path().join("elsewhere")).unwrap();
    fs::create_dir(&root).unwrap();
    fs::write(outer.path().join("elsewhere/lib.rs"), "1").unwrap();
    symlink(outer.path().join("elsewhere"), root.join("src")).unwrap();
    symlink(outer.path().join("elsewhere/lib.rs"), root.join("a.rs")).unwrap();
    symlink("nowhere", root.join("b.rs")).unwrap();

    for path in ["src/lib.rs", "src/new.rs", "a.rs", "b.rs"] {
        let error = sync(&set(&[(path, "1")]), &root).unwrap_err();
        assert!(error.to_string().contains("is a symbolic link"), "{path}: {error}");
        assert_eq!(check(&set(&[(path, "1")]), &root).unwrap()[1].kind, StaleKind::Differs);
    }
    // A listed file behind a link that was put there later is not removed either.
    fs::write(root.join(LISTING), format!("{}  src/lib.rs\n", crate::digest::sha256(b"1"))).unwrap();
    sync(&set(&[]), &root).unwrap();
    assert!(outer.path().join("elsewhere/lib.rs").exists());
    // The listing as a link, and the folder itself as one, which the user chose.
    fs::rename(root.join(LISTING), outer.path().join("listing")).unwrap();
    symlink(outer.path().join("listing"), root.join(LISTING)).unwrap();
    assert!(sync(&set(&[]), &root).is_err());
    symlink(outer.path().join("elsewhere"), outer.path().join("link")).unwrap();
    sync(&set(&[("x.rs", "1")]), &outer.path().join("link")).unwrap();
    assert!(outer.path().join("elsewhere/x.rs").exists());
}

#[test]
fn a_crash_at_any_step_is_mended_by_the_next_run() {
    let old = set(&[("Cargo.toml", "old"), ("src/a.rs", "old"), ("src/same.rs", "same"), ("src/stale/x.rs", "old")]);
    let new = set(&[("Cargo.toml", "new"), ("src/a.rs", "new"), ("src/b.rs", "new"), ("src/same.rs", "same")]);
    // What comes after the crash: the same again, going back, or a third state.
    let third = set(&[("Cargo.toml", "third"), ("src/b.rs", "third"), ("src/stale/x.rs", "third")]);
    for next in [&new, &old, &third] {
        for start in [&old, &set(&[])] {
            for steps in 0.. {
                let root = folder();
                sync(start, root.path()).unwrap();
                let more = crash_after(steps, &new, root.path());
                let manifest = disk(root.path()).get("Cargo.toml").cloned();
                let there = disk(root.path());
                let complete = |files: &FileSet| files.iter().all(|(path, _)| there.contains_key(path));
                match manifest.as_deref() {
                    Some("new") => assert!(complete(&new), "the new manifest stands before its files do"),
                    Some("old") => assert!(complete(&old), "the old manifest has lost its files"),
                    _ => {}
                }
                sync(next, root.path()).unwrap_or_else(|error| panic!("after {steps} steps: {error}"));
                assert_eq!(disk(root.path()), held(next), "after {steps} steps");
                assert!(check(next, root.path()).unwrap().is_empty());
                if !more {
                    break;
                }
            }
        }
    }
}

/// Removes what killed runs left, and keeps what may belong to a concurrent run or to the user.
#[cfg(unix)]
#[test]
fn staging_folders_of_killed_runs_are_removed_an_hour_later() {
    use std::os::unix::fs::symlink;

    let age = |path: &Path, minutes: u64| {
        let changed = std::time::SystemTime::now() - std::time::Duration::from_mins(minutes);
        fs::File::open(path).unwrap().set_modified(changed).unwrap();
    };
    let names = |folder: &Path| {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        names
    };
    let outer = folder();
    let root = outer.path().join("out");
    let files = set(&[("a.rs", "1")]);
    sync(&files, &root).unwrap();
    crash_after(0, &set(&[("a.rs", "2"), ("b/c.rs", "2")]), &root);
    let left: Vec<_> = names(&root).into_iter().filter(|name| name.starts_with(".signet-staging-")).collect();
    assert_eq!(left.len(), 1);
    age(&root.join(&left[0]), 61);
    for (name, minutes) in [(".signet-staging-late", 59), ("x.signet-staging-", 61), ("b/.signet-staging-deep", 61)] {
        fs::create_dir_all(root.join(name)).unwrap();
        age(&root.join(name), minutes);
    }
    fs::write(root.join(".signet-staging-file"), "mine").unwrap();
    age(&root.join(".signet-staging-file"), 61);
    for (name, minutes) in [(".signet-part-old", 61), (".signet-part-late", 59)] {
        fs::write(root.join(name), "half").unwrap();
        age(&root.join(name), minutes);
    }
    let elsewhere = outer.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("mine"), "mine").unwrap();
    age(&elsewhere, 61);
    symlink(&elsewhere, root.join(".signet-staging-link")).unwrap();

    let before = names(&root);
    sync(&files, &root).unwrap();
    assert_eq!(names(&root), before, "a run that writes nothing removes nothing");
    sync(&set(&[("a.rs", "3")]), &root).unwrap();
    let kept: Vec<_> = before.into_iter().filter(|name| *name != left[0] && name != ".signet-part-old").collect();
    assert_eq!(names(&root), kept);
    assert!(root.join("b/.signet-staging-deep").exists() && elsewhere.join("mine").exists());
}

#[test]
fn an_edit_after_a_crash_is_still_an_edit() {
    let root = folder();
    sync(&set(&[("a.rs", "1")]), root.path()).unwrap();
    crash_after(1, &set(&[("a.rs", "2")]), root.path());
    fs::write(root.path().join("a.rs"), "edited").unwrap();
    assert!(matches!(sync(&set(&[("a.rs", "2")]), root.path()), Err(OutputError::Edited { .. })));
}
