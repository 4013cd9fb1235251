//! Links to the next page: headers and URLs that a server gave flow in, a call of the same server flows out.

use http::HeaderMap;
use http::header::LINK;

use crate::runtime::call::CallParts;
use crate::runtime::error::PagingError;

/// Points a call to a URL that its server gave, if that is one of the same server: credentials go there too.
pub(crate) fn follow(call: &mut CallParts, reference: &str) -> Result<(), PagingError> {
    let reference = reference.split('#').next().unwrap_or_default();
    let host = call.url.find("://").map_or(0, |scheme| scheme + "://".len());
    let length = call.url.get(host..).and_then(|rest| rest.find('/')).map_or(call.url.len(), |slash| host + slash);
    let (origin, path) = call.url.split_at(length);
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
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let url = format!("{origin}{}", if path.is_empty() { "/" } else { path });
    (call.base, call.url, call.query) = (length, url, query.to_owned());
    Ok(())
}

/// Finds the URL of the next page in `Link` headers (RFC 8288).
pub(crate) fn next_link(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(links)
        .find(|(_, relations)| relations.split(' ').any(|each| each.eq_ignore_ascii_case("next")))
        .map(|(url, _)| url.to_owned())
}

/// Splits a `Link` header into URLs and their relations.
fn links(value: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = value;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once('<')?;
        let (url, parameters) = after.split_once('>')?;
        // A comma in quotes ends no link.
        let mut is_quoted = false;
        let end = parameters.find(|letter| {
            is_quoted ^= letter == '"';
            letter == ',' && !is_quoted
        });
        let (parameters, others) = parameters.split_at(end.unwrap_or(parameters.len()));
        rest = others;
        let mut pairs = parameters.split(';').filter_map(|pair| pair.split_once('='));
        let relations = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("rel"));
        Some((url.trim(), relations.map_or("", |(_, relations)| relations.trim().trim_matches('"'))))
    })
}
