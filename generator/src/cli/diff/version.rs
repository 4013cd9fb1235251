//! One of the two versions: a file, a folder with settings, or either of a revision of git.

use std::path::{Path, PathBuf};

use crate::job::{join, normalized, show};
use crate::request::Request;
use crate::settings::Acceptances;
use crate::source::Input;
use crate::spec_folder;

use super::git;

/// A version, ready to be compiled.
pub(super) struct Version {
    pub(super) request: Request,
    /// The changes that are accepted; none: the version is no folder, and has no settings.
    pub(super) accepted: Option<Acceptances>,
    /// The files of a revision, until they are read.
    _files: Option<tempfile::TempDir>,
}

impl Version {
    /// Opens a version. A document beside a folder takes the place of the folder's documents, whose settings stay.
    pub(super) fn open(
        root: &Path,
        name: &str,
        beside: Option<&Request>,
        overlays: &[PathBuf],
    ) -> Result<Self, String> {
        let (mut request, accepted, files) = match name.strip_prefix("git:") {
            Some(revision) => match git::read(root, revision)? {
                git::Found::Document(text) => (document(Input::text(name, text), beside), None, None),
                git::Found::Folder(files) => {
                    let job = spec_folder::open(files.path(), Path::new(".")).map_err(|error| error.to_string())?;
                    let mut request = job.request;
                    for input in request.inputs.iter_mut().chain(&mut request.overlays) {
                        input.name = format!("{name}/{}", input.name);
                    }
                    let mut accepted = job.accepted;
                    accepted.name = format!("{name}/{}", accepted.name);
                    (request, Some(accepted), Some(files))
                }
            },
            None => {
                let path = join(root, name);
                if path.is_dir() {
                    let job = spec_folder::open(root, Path::new(name)).map_err(|error| error.to_string())?;
                    (job.request, Some(job.accepted), None)
                } else if path.is_file() {
                    (document(file(root, Path::new(name)), beside), None, None)
                } else {
                    return Err("no such file or folder".to_owned());
                }
            }
        };
        request.overlays.extend(overlays.iter().map(|path| file(root, path)));
        Ok(Self { request, accepted, _files: files })
    }
}

fn file(root: &Path, path: &Path) -> Input {
    let mut input = Input::file(join(root, path));
    input.name = show(&normalized(path));
    input
}

fn document(input: Input, beside: Option<&Request>) -> Request {
    let settings = beside.filter(|request| request.name.is_some());
    let mut request = settings.cloned().unwrap_or_default();
    request.lock = crate::lock::Lock::default();
    request.inputs = vec![input];
    request
}
