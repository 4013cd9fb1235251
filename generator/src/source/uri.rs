//! Relative references of URIs, resolved against a base (RFC 3986, section 5.2).

use std::fmt::Write as _;

/// The parts of a URI before its fragment.
#[derive(Clone, Copy, Default)]
struct Parts<'t> {
    scheme: Option<&'t str>,
    authority: Option<&'t str>,
    path: &'t str,
    query: Option<&'t str>,
}

/// Resolves a reference without a fragment against a base without one.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    let (base, reference) = (split(base), split(reference));
    if reference.scheme.is_some() {
        return join(reference, &without_dots(reference.path));
    }
    let parts = Parts { scheme: base.scheme, ..reference };
    if reference.authority.is_some() {
        return join(parts, &without_dots(reference.path));
    }
    let parts = Parts { authority: base.authority, ..parts };
    if reference.path.is_empty() {
        return join(Parts { query: reference.query.or(base.query), ..parts }, base.path);
    }
    if reference.path.starts_with('/') {
        return join(parts, &without_dots(reference.path));
    }
    let folder = match base.path.rfind('/') {
        Some(last) => base.path.get(..=last).unwrap_or_default(),
        None if base.authority.is_some() => "/",
        None => "",
    };
    join(parts, &without_dots(&format!("{folder}{}", reference.path)))
}

/// Escapes what a path of a file may have and that of a URI may not, `:` too, which would end a scheme.
pub(super) fn encode_path(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=@/".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

/// Takes a URI apart (RFC 3986, appendix B).
fn split(text: &str) -> Parts<'_> {
    let (scheme, rest) = match text.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
        _ => (None, text),
    };
    let (rest, query) = match rest.split_once('?') {
        Some((rest, query)) => (rest, Some(query)),
        None => (rest, None),
    };
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            (Some(authority), path)
        }
        None => (None, rest),
    };
    Parts { scheme, authority, path, query }
}

/// Tells whether this is the scheme of a URI.
pub(super) fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
}

fn join(parts: Parts<'_>, path: &str) -> String {
    let mut text = String::new();
    if let Some(scheme) = parts.scheme {
        text.push_str(scheme);
        text.push(':');
    }
    if let Some(authority) = parts.authority {
        text.push_str("//");
        text.push_str(authority);
    }
    text.push_str(path);
    if let Some(query) = parts.query {
        text.push('?');
        text.push_str(query);
    }
    text
}

/// Removes `.` and `..` from a path (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    let mut ends_in_folder = false;
    for part in path.split('/').skip(usize::from(rooted)) {
        ends_in_folder = matches!(part, "." | "..");
        match part {
            "." => {}
            ".." => drop(kept.pop()),
            part => kept.push(part),
        }
    }
    let start = if rooted { "/" } else { "" };
    let end = if ends_in_folder && !kept.is_empty() { "/" } else { "" };
    format!("{start}{}{end}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{encode_path, resolve};

    #[test]
    fn paths_of_files_become_paths_of_uris() {
        assert_eq!(encode_path("a b/c:d#?%é.yaml"), "a%20b/c%3Ad%23%3F%25%C3%A9.yaml");
    }

    /// The examples of RFC 3986, section 5.4, but for fragments.
    #[test]
    fn references_are_resolved_as_the_standard_shows() {
        for (reference, resolved) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            (";x", "http://a/b/c/;x"),
            ("g;x", "http://a/b/c/g;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
            ("http:g", "http:g"),
        ] {
            assert_eq!(resolve("http://a/b/c/d;p?q", reference), resolved, "{reference}");
        }
        assert_eq!(resolve("http://a", "g"), "http://a/g");
        assert_eq!(resolve("urn:example:a", "urn:example:b"), "urn:example:b");
    }
}
