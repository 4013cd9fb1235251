//! The new documents of a folder: settings and sources in, a request with the documents in memory and the files that
//! are to be written out.

use std::collections::BTreeMap;
use std::path::Component;

use crate::digest::sha256;
use crate::fetch::{FetchLimits, Fetcher, is_http_url, links};
use crate::job::{Job, join, normalized, show};
use crate::pages;
use crate::record::Record;
use crate::request::Request;
use crate::settings::{Digest, Document, SETTINGS, Settings, Source};
use crate::source::{Input, page};
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
    /// Its files by their paths in the folder.
    files: BTreeMap<String, String>,
    /// What tells it from others.
    sha256: String,
    /// The digest of the page that it was cut out of, if it was.
    page: Option<String>,
}

/// Fetches the documents of a folder.
struct Fetching<'a> {
    spec: &'a SpecFolder,
    fetcher: &'a Fetcher<'a>,
    offline: bool,
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
        let (mut request, mut files) = (job.request.clone(), BTreeMap::new());
        let text = toml_file::text(&name, &spec.place.join(SETTINGS))?;
        let mut text = text.ok_or_else(|| TomlError::new(&name, "no such file"))?;
        let fetching = Fetching { spec, fetcher, offline };
        request.inputs.clear();
        for document in &settings.documents {
            let Some(new) = fetching.document(document)? else {
                request.inputs.extend(spec.inputs(document)?);
                continue;
            };
            let Fetched { files: bodies, sha256, page } = new;
            let is = |known: Option<&Digest>, digest: &str| known.is_some_and(|known| known.as_str() == digest);
            let is_known = is(document.sha256.as_ref(), &sha256)
                && page.as_deref().is_none_or(|page| is(document.page_sha256.as_ref(), page));
            if !is_known {
                let record = Record { path: document.path.as_str(), source: None, page, sha256 };
                (text, _) = record.update(&name, &text)?;
            }
            for (path, body) in bodies {
                files.insert(path.clone(), body.clone().into_bytes());
                let trust_extensions = document.trust_extensions;
                request.inputs.push(Input { text: Some(body), trust_extensions, ..spec.input(&path) });
            }
        }
        files.insert(SETTINGS.to_owned(), text.into_bytes());
        Ok(Self { request, files })
    }
}

impl Fetching<'_> {
    /// Fetches a document; nothing, if it stays as it is.
    fn document(&self, document: &Document) -> Result<Option<Fetched>, Failure> {
        let (Some(source), spec) = (&document.source, self.spec) else { return Ok(None) };
        let path = normalized(document.path.as_str());
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            let message = format!("`{}` has a `source` and is outside of the folder; move it there", document.path);
            return Err(TomlError::new(&spec.name(SETTINGS), message).into());
        }
        let is_url = is_http_url(source.as_str());
        if self.offline && is_url {
            let name = spec.name(document.path.as_str());
            let missing = || Failure(format!("`{name}` does not exist and is not fetched with `--offline`"));
            return if spec.place.join(&path).exists() { Ok(None) } else { Err(missing()) };
        }
        let (path, source) = (show(&path), source.as_str());
        let headers = &document.headers;
        let text = if is_url {
            self.fetcher.url(source, source, headers)?
        } else {
            self.fetcher.file(&spec.name(source), &join(&spec.place, source))?
        };
        let fetched = match &document.links {
            Some(pattern) => self.pages(document, &path, &links(&text, source, pattern.as_str()), headers)?,
            None => {
                let (body, page) = cut(document, source, text)?;
                let sha256 = sha256(body.as_bytes());
                Fetched { files: [(path, body)].into(), sha256, page }
            }
        };
        Ok(Some(fetched))
    }

    /// Fetches the pages of an index: all of them, or none.
    fn pages(
        &self,
        document: &Document,
        folder: &str,
        links: &Result<BTreeMap<String, String>, String>,
        headers: &BTreeMap<String, String>,
    ) -> Result<Fetched, Failure> {
        let source = document.source.as_ref().map_or("", Source::as_str);
        let links = links.as_ref().map_err(|reason| Failure(format!("`{source}`: {reason}")))?;
        if document.sha256.is_none() && !pages::read(&self.spec.place.join(folder))?.is_empty() {
            let message = format!("`{folder}` contains files that signet did not fetch; name another folder");
            return Err(TomlError::new(&self.spec.name(SETTINGS), message).into());
        }
        let (mut files, mut bytes) = (BTreeMap::new(), BTreeMap::new());
        let mut left = self.fetcher.limits.bytes;
        for (name, url) in links {
            let limits = FetchLimits { bytes: left, ..self.fetcher.limits };
            let text = Fetcher { limits, cache: self.fetcher.cache }.url(url, source, headers)?;
            left = left.saturating_sub(u64::try_from(text.len()).unwrap_or(u64::MAX));
            bytes.insert(name.clone(), text.clone().into_bytes());
            files.insert(format!("{folder}/{name}"), text);
        }
        Ok(Fetched { files, sha256: pages::digest(&bytes), page: None })
    }
}

/// Takes the document out of a page, unless the page itself is kept; the digest is that of the page.
fn cut(document: &Document, source: &str, text: String) -> Result<(String, Option<String>), Failure> {
    let source = source.split(['?', '#']).next().unwrap_or_default();
    let is_page = document.page_sha256.is_some() || page::is_name(source);
    if !is_page || page::is_name(document.path.as_str()) {
        return Ok((text, None));
    }
    let yaml = page::extract(&text).map_err(|error| Failure(format!("`{source}`: {error}")))?.yaml.to_owned();
    Ok((yaml, Some(sha256(text.as_bytes()))))
}
