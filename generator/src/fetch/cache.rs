//! Keeps fetched documents with their validators, so that a document that did not change is not transferred again.
//!
//! The folder is none of the spec folder's: a server that changes an `ETag` without need changes no file that is committed.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::digest::sha256;
use crate::output::{self, OutputError};

/// Where fetched documents are kept.
#[derive(Clone, Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
}

/// What a server says to tell a later version from this one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct Validators {
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

/// A document as it was fetched.
pub(super) struct Cached {
    pub(super) validators: Validators,
    pub(super) bytes: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Record {
    sha256: String,
    validators: Validators,
}

impl Cache {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn paths(&self, url: &str) -> (PathBuf, PathBuf) {
        let name = sha256(url.as_bytes());
        (self.folder.join(format!("{name}.body")), self.folder.join(format!("{name}.toml")))
    }

    /// Returns what is kept of a URL, if it is whole.
    pub(super) fn get(&self, url: &str) -> Option<Cached> {
        let (body, record) = self.paths(url);
        let record: Record = toml::from_str(&fs::read_to_string(record).ok()?).ok()?;
        let bytes = fs::read(body).ok()?;
        (sha256(&bytes) == record.sha256).then_some(Cached { validators: record.validators, bytes })
    }

    /// Keeps a document that has validators.
    pub(super) fn put(&self, url: &str, validators: &Validators, bytes: &[u8]) -> Result<(), OutputError> {
        if *validators == Validators::default() {
            return Ok(());
        }
        let (body, path) = self.paths(url);
        let record = Record { sha256: sha256(bytes), validators: validators.clone() };
        output::replace(&body, bytes)?;
        // Only strings are written.
        output::replace(&path, toml::to_string(&record).unwrap_or_default().as_bytes())?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_only_whole_documents() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path());
        let url = "https://example.com/a.yaml";
        let validators = Validators { etag: Some("\"1\"".to_owned()), last_modified: None };
        assert!(cache.get(url).is_none());
        cache.put(url, &Validators::default(), b"a").unwrap();
        assert!(cache.get(url).is_none());
        cache.put(url, &validators, b"a").unwrap();
        let cached = cache.get(url).unwrap();
        assert_eq!((cached.validators, cached.bytes.as_slice()), (validators, &b"a"[..]));
        fs::write(cache.paths(url).0, "b").unwrap();
        assert!(cache.get(url).is_none());
        assert!(cache.get("https://example.com/b.yaml").is_none());
    }
}
