//! Servers: URLs with variables go in; what a client can call comes out, or why it cannot.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Server, ServerVariable};
use crate::openapi;

use super::Lowering;
use super::environment::is_base_url;

impl<'a> Lowering<'a, '_> {
    /// The servers of the document that have an absolute URL.
    pub(super) fn servers(&mut self, servers: &[openapi::Server<'a>]) {
        self.api.servers = servers.iter().filter_map(|server| self.server(server)).collect();
        if let (Some(first), true) = (servers.first(), self.api.servers.is_empty()) {
            self.diagnostics.push(
                Diagnostic::new(Code::RelativeServer, "no server has an absolute URL")
                    .at(&first.view.origin(), "relative to the location of the document, which is unknown")
                    .help("set the server by `base_url` in the client, or by `x-signet-environments` in an overlay"),
            );
        }
    }

    /// The server of an operation, or of its path: the first one that can be called, its variables at their defaults.
    pub(super) fn own_server(&mut self, source: &openapi::Operation<'a>) -> Option<String> {
        let found = source.servers.iter().find_map(|server| self.server(server));
        if let (None, Some(first)) = (&found, source.servers.first()) {
            self.diagnostics.push(
                Diagnostic::new(Code::Server, "a server of an operation has no absolute URL")
                    .at(&first.view.origin(), "relative to the location of the document, which is unknown")
                    .cost("the operation is sent to the base URL of the client")
                    .help("set the server by `with_base_url` on the call"),
            );
        }
        found.map(|server| server.filled())
    }

    /// Reads a server; `None` for one without a host, and for one that is reported.
    fn server(&mut self, source: &openapi::Server<'a>) -> Option<Server> {
        let url = source.url.trim_end_matches('/');
        let mut variables: Vec<ServerVariable> = Vec::new();
        let mut rest = url;
        while let Some((_, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else {
                return self.uncallable(source, "unclosed `{` in its URL");
            };
            rest = tail;
            if variables.iter().any(|variable| variable.name == name) {
                continue;
            }
            let Some((_, declared)) = source.variables.iter().find(|(known, _)| *known == name) else {
                return self.uncallable(source, &format!("undeclared variable `{name}`"));
            };
            if !declared.values.is_empty() && !declared.values.contains(&declared.default) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::Server,
                        format!("the default of the server variable `{name}` is not one of the values in `enum`"),
                    )
                    .at(&source.view.origin(), "this server")
                    .cost("the default is used nevertheless"),
                );
            }
            variables.push(ServerVariable {
                name: name.to_owned(),
                default: declared.default.clone(),
                values: declared.values.clone(),
                description: declared.description.map(str::to_owned),
            });
        }
        let server = Server { url: url.to_owned(), variables };
        let filled = server.filled();
        if is_base_url(&filled) {
            return Some(server);
        }
        if filled.contains("://") {
            return self.uncallable(source, "expected `https://`, a host and an optional path");
        }
        None
    }

    fn uncallable<T>(&mut self, source: &openapi::Server<'a>, why: &str) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::new(Code::Server, format!("invalid server: {why}"))
                .at(&source.view.origin(), "ignored")
                .help("set another server by `base_url` in the client"),
        );
        None
    }
}
