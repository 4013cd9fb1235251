//! `Link` headers (RFC 8288): the headers of a page flow in, the URL of the page after it flows out.

use http::HeaderMap;
use http::header::LINK;

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
