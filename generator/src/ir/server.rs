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

impl super::Api {
    /// Makes the server that all operations have of their own the API's, where it has none.
    pub(crate) fn share_server(&mut self) {
        let mut servers = self.operations.values().map(|operation| operation.server.as_ref());
        if let (true, Some(Some(first))) = (self.servers.is_empty(), servers.next())
            && servers.all(|server| server == Some(first))
        {
            self.servers.push(Server { url: first.clone(), variables: Vec::new() });
        }
    }
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
