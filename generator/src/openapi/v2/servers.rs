//! Servers: schemes, a host and a path go in, URLs come out.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::openapi::Server;
use crate::openapi::fields::text;
use crate::source::View;

use super::Reader;

/// The schemes that a client calls, in the order in which it prefers them.
const CALLED: [&str; 2] = ["https", "http"];

impl<'a> Reader<'a> {
    /// The servers of the document: one with a URL for each scheme, or one that is relative where there is no host.
    pub(super) fn servers(self, diagnostics: &mut Diagnostics) -> Vec<Server<'a>> {
        let root = self.tree.root();
        if self.host().is_none() && text(&root, "basePath").is_none() {
            return Vec::new();
        }
        if let Some(host) = root.get("host").filter(|_| self.scheme_of_host().is_some()) {
            diagnostics.push(
                Diagnostic::new(Code::Server, "the host has a scheme")
                    .at(&host.origin(), "expected a name, and perhaps a port")
                    .cost("the scheme is used if the document has no `schemes`"),
            );
        }
        let schemes = self.schemes(&root);
        if schemes.is_empty() {
            diagnostics.push(
                Diagnostic::new(Code::Server, "the document has no supported scheme")
                    .at(&root.key_origin("schemes"), "expected `https` or `http`")
                    .help("set the server by `base_url` in the client, or by `x-signet-environments` in an overlay"),
            );
        }
        self.at(&schemes, &root)
    }

    /// The servers of an operation, where its schemes are others than those of the document.
    pub(super) fn own_servers(self, operation: &View<'a>) -> Result<Vec<Server<'a>>, Diagnostic> {
        let declared = operation.get("schemes").filter(|schemes| !schemes.is_empty());
        let Some(declared) = declared else { return Ok(Vec::new()) };
        let schemes = self.schemes(operation);
        if schemes.is_empty() {
            return Err(Diagnostic::new(Code::NoScheme, "an operation has no supported scheme")
                .at(&declared.origin(), "expected `https` or `http`")
                .cost("the operation is skipped"));
        }
        let differs = self.host().is_some() && schemes != self.schemes(&self.tree.root());
        Ok(if differs { self.at(&schemes, operation) } else { Vec::new() })
    }

    fn host(self) -> Option<&'a str> {
        let host = text(&self.tree.root(), "host")?;
        let host = host.split_once("://").map_or(host, |(_, host)| host.trim_end_matches('/'));
        (!host.is_empty()).then_some(host)
    }

    /// The scheme that some documents write before the host.
    fn scheme_of_host(self) -> Option<&'a str> {
        Some(text(&self.tree.root(), "host")?.split_once("://")?.0)
    }

    /// The schemes that an operation or the document lists and a client calls; one that lists none is called by that of the
    /// host, else by `https`.
    fn schemes(self, level: &View<'a>) -> Vec<&'static str> {
        let Some(declared) = level.get("schemes").filter(|schemes| !schemes.is_empty()) else {
            let of_host = CALLED.into_iter().find(|scheme| self.scheme_of_host() == Some(scheme));
            return vec![of_host.unwrap_or("https")];
        };
        let lists = |scheme: &&str| declared.items().any(|item| item.as_str() == Some(scheme));
        CALLED.into_iter().filter(lists).collect()
    }

    fn at(self, schemes: &[&str], view: &View<'a>) -> Vec<Server<'a>> {
        let root = self.tree.root();
        let path = text(&root, "basePath").unwrap_or_default();
        let slash = if path.is_empty() || path.starts_with('/') { "" } else { "/" };
        let server = |url: String| Server { url, variables: Vec::new(), view: view.clone() };
        match self.host() {
            Some(host) => schemes.iter().map(|scheme| server(format!("{scheme}://{host}{slash}{path}"))).collect(),
            None => vec![server(path.to_owned())],
        }
    }
}
