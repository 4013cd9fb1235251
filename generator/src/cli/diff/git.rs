//! Files of a revision, read through `git`.

use std::fs;
use std::path::{Component, Path};
use std::process::Command;

use crate::job::{join, show};

/// How many files a folder may have.
const MOST_FILES: usize = 10_000;

/// What a revision has at a path.
pub(in crate::cli) enum Found {
    /// A document.
    Document(String),
    /// A folder, copied.
    Folder(tempfile::TempDir),
}

/// Reads `REV:PATH`; the path is relative to `root`.
pub(in crate::cli) fn read(root: &Path, name: &str) -> Result<Found, String> {
    let (revision, path) = name.split_once(':').ok_or("expected `git:REV:PATH`")?;
    if revision.is_empty() || revision.starts_with('-') || path.is_empty() || name.contains('\0') {
        return Err("expected `git:REV:PATH` with the name of a revision and a path".to_owned());
    }
    if !is_inside(path) {
        return Err(format!("the path `{path}` is not relative, or leads out of the folder"));
    }
    // Relative to the folder that `git` runs in.
    found(root, revision, &format!("./{path}"), path)
}

/// Reads what a revision has at a path beside a folder of a checkout. The path may lead out of the folder, and must not
/// lead out of the repository.
pub(in crate::cli) fn read_beside(folder: &Path, revision: &str, path: &str) -> Result<Found, String> {
    let whole = whole(folder, path)?;
    found(folder, revision, from_top(&whole), &whole)
}

/// Copies a folder that a revision has beside a folder of a checkout to its place in the repository, of which `into` becomes a
/// part, and returns that place. Paths from one copied folder to another are as in the repository.
pub(in crate::cli) fn copy_beside(folder: &Path, revision: &str, path: &str, into: &Path) -> Result<String, String> {
    let whole = whole(folder, path)?;
    let (object, kind) = object(folder, revision, from_top(&whole))?;
    if kind != "tree" {
        return Err(format!("`{whole}` is a {kind}, not a folder"));
    }
    copy(folder, &object, &into.join(&whole))?;
    Ok(whole)
}

/// A path beside a folder of a checkout, from the top of the repository.
fn whole(folder: &Path, path: &str) -> Result<String, String> {
    let prefix = text(git(folder, &["rev-parse", "--show-prefix"])?)?;
    let prefix = prefix.strip_suffix('\n').unwrap_or(&prefix);
    let whole = show(&join(Path::new(prefix), path));
    if !is_inside(&whole) {
        return Err(format!("the path `{path}` leads out of the repository"));
    }
    Ok(whole)
}

/// Names a path from the top of the repository, which has no name itself.
fn from_top(whole: &str) -> &str {
    if whole == "." { "" } else { whole }
}

/// Reads an object; `shown` is what messages call it.
fn found(root: &Path, revision: &str, path: &str, shown: &str) -> Result<Found, String> {
    let (object, kind) = object(root, revision, path)?;
    match kind.as_str() {
        "blob" => Ok(Found::Document(text(git(root, &["cat-file", "blob", &object])?)?)),
        "tree" => {
            let into = tempfile::tempdir().map_err(|error| error.to_string())?;
            copy(root, &object, into.path())?;
            Ok(Found::Folder(into))
        }
        other => Err(format!("`{shown}` is a {other}, not a file or folder")),
    }
}

/// Names what a revision has at a path, and says what it is.
fn object(root: &Path, revision: &str, path: &str) -> Result<(String, String), String> {
    let commit = format!("{revision}^{{commit}}");
    let commit = text(git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?)?;
    // From here on, arguments start with the digits of a commit or of an object.
    let object = format!("{}:{path}", commit.trim());
    let kind = text(git(root, &["cat-file", "-t", &object])?)?.trim().to_owned();
    Ok((object, kind))
}

/// Copies a folder. Links are not followed, and what would be written outside is refused.
fn copy(root: &Path, object: &str, into: &Path) -> Result<(), String> {
    let listing = text(git(root, &["ls-tree", "-r", "-z", "--full-tree", object])?)?;
    for (number, entry) in listing.split('\0').filter(|entry| !entry.is_empty()).enumerate() {
        if number >= MOST_FILES {
            return Err(format!("the folder has more than {MOST_FILES} files"));
        }
        // `100644 blob 257cc56…<tab>path`
        let Some((head, path)) = entry.split_once('\t') else { continue };
        let [mode, "blob", hash] = head.split(' ').collect::<Vec<_>>()[..] else { continue };
        if !mode.starts_with("100") || !is_inside(path) {
            continue;
        }
        let target = into.join(path);
        let bytes = git(root, &["cat-file", "blob", hash])?;
        let write = || {
            target.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&target, &bytes)
        };
        write().map_err(|error| format!("cannot copy `{path}`: {error}"))?;
    }
    Ok(())
}

/// Tells whether a path stays below where it starts.
fn is_inside(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

fn git(root: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let folder = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let output = Command::new("git").current_dir(folder).args(arguments).output();
    let output = output.map_err(|error| format!("cannot run `git`: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(if said.is_empty() { "git knows no such revision".to_owned() } else { crate::plan::visible(&said) })
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}
