//! Which URLs documents are fetched from: `https`, and `http` on this machine only.

use std::net::IpAddr;

/// How many redirects are followed.
pub(super) const MOST_REDIRECTS: usize = 10;

/// Tells whether a source is a URL and not a path.
pub(crate) fn is_http_url(source: &str) -> bool {
    scheme(source).is_some()
}

/// Says why a URL is refused, if it is.
pub(crate) fn refused_url(url: &str) -> Option<&'static str> {
    let Some((is_secure, rest)) = scheme(url) else { return Some("expected a URL that starts with `https://`") };
    let authority = authority(rest);
    if authority.contains('@') {
        return Some("a URL must not contain credentials; name a variable below `headers` of the document");
    }
    if !url.chars().all(|letter| letter.is_ascii_graphic() && !"\"<>\\^`{|}".contains(letter)) {
        return Some("the URL has characters that must be percent-encoded");
    }
    if host(authority).is_empty() {
        return Some("the URL has no host");
    }
    if !is_secure && !is_loopback(authority) {
        return Some("`http://` is allowed for this machine only; use `https://`");
    }
    None
}

/// Says why a redirect is not followed, if so.
pub(super) fn refused_redirect(from: &str, to: &str) -> Option<&'static str> {
    let is_secure = |url| scheme(url).is_some_and(|(is_secure, _)| is_secure);
    if is_secure(from) && !is_secure(to) {
        return Some("it leads from `https://` to another scheme");
    }
    refused_url(to)
}

/// Tells whether two URLs have one origin: credentials are sent to no other.
pub(super) fn have_one_origin(one: &str, other: &str) -> bool {
    let origin = |url| {
        let (is_secure, rest) = scheme(url)?;
        Some((is_secure, authority(rest).to_ascii_lowercase()))
    };
    origin(one).is_some() && origin(one) == origin(other)
}

/// Tells whether a URL leads to this machine, where no proxy is asked.
pub(super) fn is_local(url: &str) -> bool {
    scheme(url).is_some_and(|(_, rest)| is_loopback(authority(rest)))
}

/// Splits off the scheme, and tells whether it is the secure one.
fn scheme(url: &str) -> Option<(bool, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    match scheme.to_ascii_lowercase().as_str() {
        "https" => Some((true, rest)),
        "http" => Some((false, rest)),
        _ => None,
    }
}

fn authority(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

fn host(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}

fn is_loopback(authority: &str) -> bool {
    let host = host(authority);
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_secure_and_local_urls_are_fetched() {
        for url in [
            "https://example.com",
            "HTTPS://example.com/a?b#c",
            "http://127.0.0.1:8080/a.yaml",
            "http://localhost/a",
            "http://[::1]:1/a",
        ] {
            assert_eq!(refused_url(url), None, "{url}");
        }
        for url in [
            "http://example.com",
            "http://127.0.0.1.example.com/",
            "http://localhost@example.com/",
            "https://user:password@example.com/",
            "ftp://example.com",
            "file:///etc/passwd",
            "openapi.yaml",
            "https://",
            "https:///a",
            "https://example.com/a b",
            "https://example.com/\n",
        ] {
            assert!(refused_url(url).is_some(), "{url}");
        }
    }

    #[test]
    fn redirects_lead_to_secure_urls_only() {
        assert_eq!(refused_redirect("https://a.example", "https://b.example/c"), None);
        assert_eq!(refused_redirect("http://localhost", "http://localhost/c"), None);
        assert!(refused_redirect("https://a.example", "http://localhost/c").is_some());
        assert!(refused_redirect("http://localhost", "http://a.example").is_some());
        assert!(have_one_origin("https://A.example/x", "https://a.example?y"));
        assert!(!have_one_origin("https://a.example", "https://a.example:444"));
        assert!(!have_one_origin("https://a.example", "http://a.example"));
    }
}
