//! Links to the next page, in headers and URLs.
//!
//! A link may omit what it shares with the page that contains it, so each is resolved against that page.

use http::HeaderMap;
use http::header::LINK;

use crate::runtime::call::CallParts;
use crate::runtime::error::PagingError;
use crate::runtime::parameters::encoding::escaped;

/// Points a call to a URL that its server gave, if that is one of the same server: credentials go there too.
pub(crate) fn follow(call: &mut CallParts, reference: &str) -> Result<(), PagingError> {
    let (origin, path) = split(&call.url);
    let target = escaped(&resolved(origin, path, reference)?);
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    (call.base, call.url, call.query) = (origin.len(), format!("{origin}{path}"), query.to_owned());
    Ok(())
}

/// Completes a link that a page gave, so that it leads from any page of the server to the same place.
///
/// The page is a link that the first page's URL completes; none: that is the page.
pub(crate) fn complete(first: &str, page: Option<&str>, reference: &str) -> Result<String, PagingError> {
    let (origin, path) = split(first);
    let page = page.map(|page| resolved(origin, path, page)).transpose()?;
    let path = page.as_deref().map_or(path, |page| page.split('?').next().unwrap_or_default());
    let target = resolved(origin, path, reference)?;
    // Two slashes would start the name of another server.
    Ok(if target.starts_with("//") { format!("{origin}{target}") } else { target })
}

/// Splits a URL where its path starts.
fn split(url: &str) -> (&str, &str) {
    let host = url.find("://").map_or(0, |scheme| scheme + "://".len());
    let path = url.get(host..).and_then(|rest| rest.find('/')).map_or(url.len(), |slash| host + slash);
    url.split_at(path)
}

/// Resolves a reference on a page with this path to path and query.
fn resolved(origin: &str, path: &str, reference: &str) -> Result<String, PagingError> {
    let reference = reference.split('#').next().unwrap_or_default();
    let target = if reference.starts_with("//") {
        return Err(PagingError::OtherServer);
    } else if reference.contains("://") && !reference.starts_with(['/', '?']) {
        let (start, rest) = reference.split_at_checked(origin.len()).ok_or(PagingError::OtherServer)?;
        if !start.eq_ignore_ascii_case(origin) || !rest.starts_with(['/', '?']) {
            return Err(PagingError::OtherServer);
        }
        rest.to_owned()
    } else if reference.starts_with('/') {
        reference.to_owned()
    } else if reference.starts_with('?') {
        format!("{path}{reference}")
    } else {
        let folder = path.rfind('/').and_then(|slash| path.get(..=slash)).unwrap_or("/");
        format!("{folder}{reference}")
    };
    Ok(if target.starts_with('/') { target } else { format!("/{target}") })
}

/// Finds the URL of the next page in `Link` headers (RFC 8288).
pub(crate) fn next_link(headers: &HeaderMap) -> Option<String> {
    // What is not ASCII is a title mostly, and may be of any encoding.
    let values = headers.get_all(LINK).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    values.into_iter().find_map(|value| {
        let next = links(&value).find(|(_, parameters)| leads_on(parameters));
        next.map(|(url, _)| url.to_owned())
    })
}

/// Splits a `Link` header into URLs and their parameters.
fn links(value: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = value;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once('<')?;
        let (url, parameters) = after.split_once('>')?;
        let (parameters, others) = cut(parameters, ',');
        rest = others;
        Some((url.trim(), parameters))
    })
}

/// Tells whether one of the relations of a link is `next`. Only the first `rel` counts (section 3.3).
fn leads_on(mut parameters: &str) -> bool {
    while !parameters.is_empty() {
        let (parameter, rest) = cut(parameters, ';');
        parameters = rest;
        let Some((name, value)) = parameter.split_once('=') else { continue };
        if name.trim().eq_ignore_ascii_case("rel") {
            let relations = value.trim().trim_matches('"');
            return relations.split_ascii_whitespace().any(|each| each.eq_ignore_ascii_case("next"));
        }
    }
    false
}

/// Splits a string at a separator outside of quotes, where a backslash escapes a character.
fn cut(text: &str, separator: char) -> (&str, &str) {
    let (mut is_quoted, mut is_escaped) = (false, false);
    let end = text.find(|letter| {
        if !std::mem::take(&mut is_escaped) {
            is_quoted ^= letter == '"';
            is_escaped = is_quoted && letter == '\\';
        }
        letter == separator && !is_quoted
    });
    let (head, tail) = text.split_at(end.unwrap_or(text.len()));
    (head, tail.strip_prefix(separator).unwrap_or_default())
}
