//! Servers as documents publish them.

/// A place under which an API is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its base URL, with `{variables}`, all of which are declared.
    pub url: String,
    /// The variables, in the URL's order.
    pub variables: Vec<ServerVariable>,
}

/// A part of a URL that callers may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// What it is unless it is chosen.
    pub default: String,
    /// What it may be; empty: anything.
    pub values: Vec<String>,
    /// What it means, in Markdown.
    pub description: Option<String>,
}

/// Returns the one way to write the URL of a server (RFC 3986, sections 6.2.2 and 6.2.3): scheme and host in lower case, without a
/// default port and a slash at the end. Names of variables have a case.
pub(crate) fn normal_url(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.trim_end_matches('/').to_owned() };
    let (authority, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
    let scheme = lower(scheme);
    let port = match scheme.as_str() {
        "https" => ":443",
        "http" => ":80",
        _ => "",
    };
    let host = authority.strip_suffix(port).unwrap_or(authority);
    format!("{scheme}://{}{}", lower(host), path.trim_end_matches('/'))
}

/// Lowers the case of what is not a name of a variable.
fn lower(text: &str) -> String {
    let mut is_name = false;
    let letters = text.chars().map(|letter| {
        is_name = letter == '{' || (is_name && letter != '}');
        if is_name { letter } else { letter.to_ascii_lowercase() }
    });
    letters.collect()
}

impl Server {
    /// The URL with all variables at their defaults.
    #[must_use]
    pub fn filled(&self) -> String {
        let fill =
            |url: String, variable: &ServerVariable| url.replace(&format!("{{{}}}", variable.name), &variable.default);
        self.variables.iter().fold(self.url.clone(), fill)
    }
}

#[cfg(test)]
mod tests {
    use super::normal_url;

    #[test]
    fn urls_of_one_place_are_one() {
        for (url, normal) in [
            ("https://API.example.com:443/", "https://api.example.com"),
            ("HTTP://example.com:80", "http://example.com"),
            ("https://example.com:80/V1/", "https://example.com:80/V1"),
            ("http://example.com:443", "http://example.com:443"),
            ("https://[::1]:443/v1", "https://[::1]/v1"),
            ("https://{Region}.Example.com:{port}/{Version}", "https://{Region}.example.com:{port}/{Version}"),
            ("{Scheme}://Example.com:443", "{Scheme}://example.com:443"),
            ("/v1/", "/v1"),
        ] {
            assert_eq!(normal_url(url), normal);
            assert_eq!(normal_url(normal), normal);
        }
    }
}
