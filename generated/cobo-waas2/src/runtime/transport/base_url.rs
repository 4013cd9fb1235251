//! Where requests go: the text that the builder was given flows in, a URL that paths can be appended to flows out.

use std::net::IpAddr;

use crate::runtime::error::BuildError;
use crate::runtime::parameters::encoding::has_dot_segment;

/// A scheme, an authority, and a path without a trailing slash.
///
/// URL parsers leave its path unchanged, so that the signed path can be the sent path.
#[derive(Debug, Clone)]
pub(crate) struct BaseUrl {
    pub(crate) text: String,
    pub(crate) is_https: bool,
    pub(crate) is_loopback: bool,
}

impl BaseUrl {
    /// Reads and checks a base URL, which may be plain http to this machine only, unless that is allowed.
    pub(crate) fn checked(text: &str, allow_plain_http: bool) -> Result<Self, BuildError> {
        let base_url = Self::parse(text)?;
        if base_url.is_https || base_url.is_loopback || allow_plain_http {
            return Ok(base_url);
        }
        Err(BuildError::PlainHttp)
    }

    /// Reads and checks a base URL.
    pub(crate) fn parse(text: &str) -> Result<Self, BuildError> {
        let invalid = |reason| Err(BuildError::InvalidBaseUrl(reason));
        let Some((scheme, rest)) = text.split_once("://") else {
            return invalid("has no scheme, such as `https://`");
        };
        let is_https = scheme.eq_ignore_ascii_case("https");
        if !is_https && !scheme.eq_ignore_ascii_case("http") {
            return invalid("is neither https nor http");
        }
        if rest.contains('#') {
            return invalid("has a fragment");
        }
        if rest.contains('?') {
            return invalid("has a query");
        }
        let (authority, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        if authority.contains('@') {
            return invalid("has a user name or a password");
        }
        let Some(host) = authority.parse().ok().and_then(|authority: http::uri::Authority| host(&authority)) else {
            return invalid("has no valid host");
        };
        let path = path.trim_end_matches('/');
        if !path.bytes().all(is_path_byte) {
            return invalid("has a path with characters that must be percent-encoded");
        }
        if has_dot_segment(path) {
            return invalid("has a path with a `.` or `..` in it");
        }
        let scheme = if is_https { "https" } else { "http" };
        Ok(Self { text: format!("{scheme}://{authority}{path}"), is_https, is_loopback: is_loopback(&host) })
    }
}

/// Replaces the variables of a server's URL by the given values, or else by their defaults.
///
/// A value cannot change the host: it can neither end the host, nor continue it, nor begin another one.
pub(crate) fn fill(
    template: &str,
    variables: &[(&'static str, &'static str)],
    chosen: &[(&'static str, String)],
) -> Result<String, BuildError> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((literal, name, tail)) = split_at_variable(rest) {
        filled.push_str(literal);
        if let Some((name, default)) = variables.iter().find(|(known, _)| *known == name) {
            let chosen = chosen.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
            let in_host = filled.split_once("://").is_some_and(|(_, host)| !host.contains('/'));
            let starts_path =
                (default.is_empty() || default.starts_with('/')) && (tail.is_empty() || tail.starts_with('/'));
            let fits = |value: &str| match (in_host, starts_path) {
                (true, true) => value.is_empty() || value.starts_with('/'),
                (true, false) => !value.contains(['/', '\\', '?', '#', '@']),
                (false, _) => true,
            };
            if !chosen.is_none_or(fits) {
                return Err(BuildError::InvalidServerVariable(name));
            }
            filled.push_str(chosen.unwrap_or(default));
        }
        rest = tail;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// Splits a template at its first variable: the text before it, its name, and the text after it.
fn split_at_variable(template: &str) -> Option<(&str, &str, &str)> {
    let (literal, after) = template.split_once('{')?;
    let (name, tail) = after.split_once('}')?;
    Some((literal, name, tail))
}

/// Returns the host, if both it and the port are ones.
fn host(authority: &http::uri::Authority) -> Option<String> {
    let port = authority.as_str().strip_prefix(authority.host())?;
    let is_port = port.is_empty() || authority.port_u16().is_some();
    (is_port && !authority.host().is_empty()).then(|| authority.host().to_ascii_lowercase())
}

/// Tells whether a host, in lower case, is this machine by its name or address.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host == "localhost" || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// The characters of RFC 3986's paths, of which URL parsers rewrite none.
fn is_path_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:@/".contains(&byte)
}
