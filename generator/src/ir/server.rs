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

impl Server {
    /// The URL with all variables at their defaults.
    #[must_use]
    pub fn filled(&self) -> String {
        let fill =
            |url: String, variable: &ServerVariable| url.replace(&format!("{{{}}}", variable.name), &variable.default);
        self.variables.iter().fold(self.url.clone(), fill)
    }
}
