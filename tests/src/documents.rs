//! The small documents under `tests/corpus`, and the requests that generate from them.

use std::path::{Path, PathBuf};

use signet::Request;
use signet::source::{Input, Root};

/// The folder of the small documents.
#[must_use]
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// Says whether a file is an overlay and no document.
#[must_use]
pub fn is_overlay(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".overlay.yaml")
}

/// All documents that generate, in order.
#[must_use]
pub fn valid() -> Vec<PathBuf> {
    let mut found = yaml(&corpus().join("valid"));
    // Parts of documents end in `yml`.
    found.retain(|path| path.extension().is_some_and(|extension| extension == "yaml") && !is_overlay(path));
    found
}

/// All files of YAML below a folder, in order.
#[must_use]
pub fn yaml(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Names a document by its place: `schemas/objects.yaml` is `schemas-objects`.
#[must_use]
pub fn name(path: &Path) -> String {
    let path = path.strip_prefix(corpus().join("valid")).unwrap_or(path);
    path.with_extension("").to_string_lossy().replace(['/', '\\', '_'], "-")
}

/// Asks for the crate of a document, with the overlay that stands beside it. References may lead to a folder `common` beside
/// the document's own.
#[must_use]
pub fn request(path: &Path) -> Request {
    let shown = |path: &Path| {
        let shown = path.strip_prefix(corpus()).unwrap_or(path).to_string_lossy().replace('\\', "/");
        Input { name: shown, ..Input::file(path) }
    };
    let overlay = path.with_extension("overlay.yaml");
    Request {
        inputs: vec![shown(path)],
        overlays: overlay.exists().then(|| shown(&overlay)).into_iter().collect(),
        roots: path
            .parent()
            .map(|folder| folder.join("../common"))
            .filter(|folder| folder.is_dir())
            .map(Root::folder)
            .into_iter()
            .collect(),
        name: Some(format!("t-{}", name(path))),
        ..Request::default()
    }
}
