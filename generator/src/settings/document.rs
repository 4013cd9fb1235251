//! The documents of a folder: where each is, where it comes from, and what is recorded of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{RelativePath, SETTINGS};
use crate::digest;
use crate::fetch;
use crate::job;
use crate::lock::LOCK;
use crate::pending;

/// Describes one OpenAPI document of a folder.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document {
    /// Where it is.
    pub(crate) path: RelativePath,
    /// Where it comes from: `signet update` fetches it from there.
    pub(crate) source: Option<Source>,
    /// The links of the source that lead to documents, where it is an index of pages; `path` is the folder of the pages.
    pub(crate) links: Option<Links>,
    /// The headers that are sent to the source, each with the environment variable that has its value.
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    /// The digest of the documentation page that the document was cut out of.
    pub page_sha256: Option<Digest>,
    /// The digest of the document; one that was changed is not generated from.
    pub sha256: Option<Digest>,
    /// Whether the document's own `x-signet-*` keys are honoured; set it only for documents that you wrote.
    #[serde(default, rename = "trust-extensions")]
    pub(crate) trust_extensions: bool,
}

impl Document {
    fn has_url(&self) -> bool {
        self.source.as_ref().is_some_and(|source| fetch::is_http_url(source.as_str()))
    }

    /// Checks what the keys of the document say together.
    fn check(&self) -> Result<(), String> {
        if !self.headers.is_empty() && !self.has_url() {
            return Err(format!("`headers` of the document `{}` need a URL as `source`", self.path));
        }
        // Checked here, since an error that points at the line would show a value that may be a secret.
        self.headers.iter().try_for_each(|(header, variable)| check_header(header, variable))?;
        let is_folder = self.has_url() && self.page_sha256.is_none() && !self.path.as_str().starts_with('.');
        if self.links.is_some() && !is_folder {
            return Err(format!(
                "`links` of the document `{}` need a URL as `source`, a folder as `path`, and no `page_sha256`",
                self.path
            ));
        }
        Ok(())
    }
}

/// Checks each document, and that no two have the same path.
pub(super) fn check(documents: &[Document]) -> Result<(), String> {
    documents.iter().try_for_each(Document::check)?;
    let mut paths = BTreeSet::new();
    for Document { path, .. } in documents {
        let place = job::normalized(path.as_str());
        if let Some(own) = [SETTINGS, LOCK, pending::FOLDER].into_iter().find(|own| place.starts_with(own)) {
            return Err(format!("the document `{path}` cannot be at `{own}`, which signet writes"));
        }
        if !paths.insert(place) {
            return Err(format!("two documents have the path `{path}`"));
        }
    }
    Ok(())
}

checked_string!(
    /// Holds the URL of a document, or its path.
    Source,
    |text| {
        if fetch::is_http_url(text) {
            return fetch::refused_url(text).map_or(Ok(()), |reason| Err(reason.to_owned()));
        }
        RelativePath::try_from(text.to_owned()).map(|_| ()).map_err(|reason| format!("expected an `https://` URL or a path: {reason}"))
    }
);
checked_string!(
    /// Holds a pattern of URLs: `*` matches any characters.
    Links,
    |text| match text.split('*').next() {
        Some(start) if fetch::is_http_url(start) && text.contains('*') => Ok(()),
        _ => Err("expected a URL with `*`, such as `https://example.com/docs/*.md`".to_owned()),
    }
);
checked_string!(
    /// Holds a SHA-256 in lower-case hexadecimal.
    Digest,
    |text| if digest::is_sha256(text) { Ok(()) } else { Err("expected a SHA-256: 64 lower-case hexadecimal digits".to_owned()) }
);

/// Checks the name of a header, and that its value is the name of an environment variable.
fn check_header(header: &str, variable: &str) -> Result<(), String> {
    let is_token = |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
    let header_shown = header.escape_debug();
    if header.is_empty() || !header.chars().all(is_token) {
        return Err(format!("invalid name of a header `{header_shown}`"));
    }
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    if variable.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') && variable.chars().all(is_name)
    {
        return Ok(());
    }
    // It may be the credentials themselves, which are not shown.
    Err(format!(
        "the value of the header `{header_shown}` is not the name of an environment variable: ASCII letters, digits and `_`"
    ))
}

#[cfg(test)]
mod tests {
    use super::super::Settings;

    #[test]
    fn documents_have_places_of_their_own() {
        let with = |paths: &[&str]| {
            let documents = paths.iter().map(|path| format!("[[document]]\npath = \"{path}\"\n"));
            format!("crate = \"pets\"\noutput = \"out\"\n{}", documents.collect::<String>())
        };
        let error = |text: &str| Settings::parse("spec/pets/signet.toml", text).unwrap_err().to_string();
        for (paths, message) in [
            (&["a.yaml", "b.yaml", "./x/../a.yaml"][..], "two documents have the path `./x/../a.yaml`"),
            (&["signet.lock"], "the document `signet.lock` cannot be at `signet.lock`, which signet writes"),
            (&["./signet.toml"], "the document `./signet.toml` cannot be at `signet.toml`, which signet writes"),
            (&[".signet-update"], "cannot be at `.signet-update`"),
            (&["a/../.signet-update/files/a.yaml"], "cannot be at `.signet-update`"),
        ] {
            let error = error(&with(paths));
            assert!(error.starts_with("spec/pets/signet.toml: ") && error.contains(message), "{error}");
        }
        assert!(Settings::parse("", &with(&["a.yaml", "x/a.yaml", "x/signet.toml", "signet.lock.yaml"])).is_ok());
    }
}
