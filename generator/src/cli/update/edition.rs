//! The new documents of a folder: settings and sources in, a request with the documents in memory and the files that
//! are to be written out.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use crate::digest::sha256;
use crate::fetch::{Fetcher, is_http_url};
use crate::job::{Job, join};
use crate::record::Record;
use crate::request::Request;
use crate::settings::{Document, SETTINGS, Settings};
use crate::source::page;
use crate::spec_folder::SpecFolder;
use crate::toml_file::{self, TomlError};

use super::Failure;

/// The state after the update, in memory.
pub(super) struct Edition {
    /// Generates from the new documents.
    pub(super) request: Request,
    /// The new files of the spec folder.
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

/// A document as it is written to disk.
struct Fetched {
    text: String,
    /// The digest of the page that it was cut out of, if it was.
    page: Option<String>,
}

impl Edition {
    /// Fetches the documents that have a source; `offline`, those with a URL stay as they are.
    pub(super) fn fetch(
        spec: &SpecFolder,
        settings: &Settings,
        job: &Job,
        fetcher: &Fetcher<'_>,
        offline: bool,
    ) -> Result<Self, Failure> {
        let name = spec.name(SETTINGS);
        let mut request = job.request.clone();
        let mut files = BTreeMap::new();
        let text = toml_file::text(&name, &spec.place.join(SETTINGS))?;
        let mut text = text.ok_or_else(|| TomlError::new(&name, "no such file"))?;
        for (document, input) in settings.documents.iter().zip(&mut request.inputs) {
            let Some(source) = &document.source else { continue };
            let path = join(Path::new(""), document.path.as_str());
            if !path.components().all(|part| matches!(part, Component::Normal(_))) {
                let message = format!("`{}` has a `source` and is outside of the folder; move it there", document.path);
                return Err(TomlError::new(&name, message).into());
            }
            let is_url = is_http_url(source.as_str());
            if offline && is_url {
                if !input.path.exists() {
                    return Err(Failure(format!(
                        "`{}` does not exist and is not fetched with `--offline`",
                        input.name
                    )));
                }
                continue;
            }
            let body = if is_url {
                let headers = document.headers.iter();
                let headers = headers.map(|(header, variable)| (header.to_string(), variable.to_string())).collect();
                fetcher.url(source.as_str(), &headers)?
            } else {
                fetcher.file(&spec.name(source.as_str()), &join(&spec.place, source.as_str()))?
            };
            let Fetched { text: body, page } = cut(document, source.as_str(), body)?;
            let digest = sha256(body.as_bytes());
            let known = |digest: &str, known: Option<&crate::settings::Digest>| {
                known.is_some_and(|known| known.as_str() == digest)
            };
            let is_known = known(&digest, document.sha256.as_ref())
                && page.as_deref().is_none_or(|page| known(page, document.page_sha256.as_ref()));
            if !is_known {
                let record = Record { path: document.path.as_str(), source: None, page, sha256: digest };
                (text, _) = record.update(&name, &text)?;
            }
            files.insert(crate::job::show(&path), body.clone().into_bytes());
            input.text = Some(body);
        }
        files.insert(SETTINGS.to_owned(), text.into_bytes());
        Ok(Self { request, files })
    }
}

/// Takes the document out of a page, unless the page itself is kept.
fn cut(document: &Document, source: &str, text: String) -> Result<Fetched, Failure> {
    let source = source.split(['?', '#']).next().unwrap_or_default();
    let is_page = document.page_sha256.is_some() || page::is_name(source);
    if !is_page || page::is_name(document.path.as_str()) {
        return Ok(Fetched { text, page: None });
    }
    let yaml = page::extract(&text).map_err(|error| Failure(format!("`{source}`: {error}")))?.yaml.to_owned();
    Ok(Fetched { text: yaml, page: Some(sha256(text.as_bytes())) })
}
