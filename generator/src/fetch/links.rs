//! The pages of an index such as `llms.txt`: its text and a pattern in, the URLs that match and names for their files out.

use std::collections::BTreeMap;

use crate::file_name;
use crate::openapi::matches;
use crate::source::resolve_uri;

/// How many pages an index may have.
const MOST_PAGES: usize = 5_000;

/// Lists the links of a Markdown text that match, by the names of their files: what differs in the URLs, with `-` for `/`.
pub(crate) fn links(text: &str, base: &str, pattern: &str) -> Result<BTreeMap<String, String>, String> {
    let start = pattern.split('*').next().unwrap_or_default();
    let mut found = BTreeMap::new();
    for (position, sign) in text.match_indices("](") {
        let rest = text.get(position + sign.len()..).unwrap_or_default();
        let link = rest.split([')', '#']).next().unwrap_or_default().trim();
        let url = resolve_uri(base, link.split_whitespace().next().unwrap_or_default());
        if !matches(pattern, &url) {
            continue;
        }
        let name = url.strip_prefix(start).unwrap_or(&url).replace('/', "-");
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        if name.is_empty() || name.starts_with('.') || !name.chars().all(is_plain) {
            return Err(format!("`{}` gives no file name", crate::plan::visible(&url)));
        }
        if let Some(reason) = file_name::refused(&name) {
            return Err(format!("`{}` gives no file name: {reason}", crate::plan::visible(&url)));
        }
        match found.insert(name, url.clone()) {
            Some(other) if other != url => {
                let (url, other) = (crate::plan::visible(&url), crate::plan::visible(&other));
                return Err(format!("`{url}` and `{other}` have the same file name"));
            }
            _ => {}
        }
        if found.len() > MOST_PAGES {
            return Err(format!("more than {MOST_PAGES} links match"));
        }
    }
    if found.is_empty() { Err(format!("no link matches `{pattern}`")) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://example.com/docs/llms.txt";

    #[test]
    fn lists_what_matches() {
        let text = "# Pets\n- [List](https://example.com/docs/api/pets/list.md): Lists\n- [Make](api/make.md#x \"Make\")\n\
                    - [Make](/docs/api/make.md)\n- [Guide](guide.md)\n- [Other](https://other.example/docs/api/x.md)\n](";
        let found = links(text, BASE, "https://example.com/docs/api/*.md").unwrap();
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [
                ("make.md".to_owned(), "https://example.com/docs/api/make.md".to_owned()),
                ("pets-list.md".to_owned(), "https://example.com/docs/api/pets/list.md".to_owned()),
            ]
        );
    }

    #[test]
    fn refuses_names_that_are_none() {
        for (text, message) in [
            ("", "no link matches"),
            ("[a](api/a%2fb.md)", "gives no file name"),
            ("[a](api/.a.md)", "gives no file name"),
            ("[a](api/con.md)", "gives no file name: a component is reserved"),
            ("[a](api/a-b.md) [a](api/a/b.md)", "have the same file name"),
        ] {
            let error = links(text, BASE, "https://example.com/docs/api/*.md").unwrap_err();
            assert!(error.contains(message), "{text}: {error}");
        }
    }
}
