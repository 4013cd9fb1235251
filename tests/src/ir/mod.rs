//! Writes the IR of a document as text: a line for each parameter, response and field, so that a reviewer can read a change.
//!
//! Every struct is taken apart without `..`: a field that is added to the IR does not compile here until it is written, or
//! left out on purpose. Left out are positions in the document of anything but operations and named types, and all but
//! the beginning and the length of long texts, which the generated files show in full.

mod facts;
mod operation;
mod security;
mod types;

use std::collections::HashSet;

use signet::ir::{Api, Environment, Given, Info, Reading, Server, ServerVariable, Tag, TypeId};

use facts::{Facts, list, name};

/// Writes an API.
#[must_use]
pub fn shown(api: &Api) -> String {
    let mut page = Page { api, names: types::names(api), shown: HashSet::new(), open: Vec::new(), text: String::new() };
    page.api();
    page.text
}

/// A text that is being written.
struct Page<'a> {
    api: &'a Api,
    /// What each type with a block of its own is called.
    names: types::Names,
    /// The types that were written.
    shown: HashSet<TypeId>,
    /// The types that are being written.
    open: Vec<TypeId>,
    text: String,
}

impl Page<'_> {
    /// Adds a line.
    fn line(&mut self, depth: usize, text: &str) {
        self.text.extend(std::iter::repeat_n("  ", depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn api(&mut self) {
        let Api {
            info: Info { title, version, description },
            servers,
            released_server,
            environments,
            security_schemes,
            response_check,
            reading,
            webhooks,
            tags,
            declared: _,
            operations,
            error_sets,
            types,
            given,
            shared,
            references: _,
            parts: _,
        } = self.api;
        let heading =
            Facts::default().text("title", Some(title)).text("version", Some(version)).docs(description.as_ref());
        self.line(0, &heading.joined());
        for server in servers {
            self.server(server);
        }
        if let Some(url) = released_server {
            self.line(0, &format!("released server {url}"));
        }
        for Environment { name: word, server, response_key, description } in environments {
            let facts = Facts::default().text("response key", response_key.as_ref()).docs(description.as_ref());
            self.line(0, &facts.after(&format!("environment {}: {server}", name(word))));
        }
        for (word, scheme) in security_schemes {
            self.scheme(word, scheme);
        }
        if let Some(check) = response_check {
            self.line(0, "response check:");
            self.check(1, check);
        }
        match reading {
            Reading::Strict => {}
            Reading::Lenient => self.line(0, "reading lenient"),
        }
        if let Some(webhooks) = webhooks {
            self.webhooks(webhooks);
        }
        for Tag { name: word, description } in tags {
            self.line(0, &Facts::default().docs(description.as_ref()).after(&format!("tag {}", name(word))));
        }
        for (named, Given { name: word, origin: _ }) in given {
            self.line(0, &format!("given name {word} to {named:?}"));
        }
        for (place, id) in shared {
            let ty = self.names.get(id).cloned().unwrap_or_default();
            self.line(0, &format!("shared {}: {ty}", name(place)));
        }
        for operation in operations.values() {
            self.operation(operation);
        }
        for set in error_sets.values() {
            self.errors(set);
        }
        self.types();
        assert_eq!(self.shown.len(), types.len(), "some types are not in the text");
    }

    fn server(&mut self, server: &Server) {
        let Server { url, variables } = server;
        self.line(0, &format!("server {url}"));
        for ServerVariable { name: word, default, values, description } in variables {
            let values = (!values.is_empty()).then(|| list(values));
            let facts = Facts::default()
                .text("default", Some(default))
                .value("one of", values.as_ref())
                .docs(description.as_ref());
            self.line(1, &facts.after(&name(word)));
        }
    }
}
