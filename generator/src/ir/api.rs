//! The whole API: what a document says, without how it says it.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::{
    Environment, ErrorSet, ErrorSetId, GivenNames, IndexVec, Operation, OperationId, Reading, ResponseCheck,
    SecurityScheme, Server, Type, TypeId, Webhooks, normal_url, without_names,
};

/// Everything that is known of an API.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// Its title, version and description.
    pub info: Info,
    /// Where it is served, as published.
    pub servers: Vec<Server>,
    /// The URL of the server that was called when nothing else was said, as released.
    pub released_server: Option<String>,
    /// The places under which it is served, with names.
    pub environments: Vec<Environment>,
    /// How requests prove who sends them, by the scheme's name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// How responses prove who sent them.
    pub response_check: Option<ResponseCheck>,
    /// How responses are read that do not fit the document.
    pub reading: Reading,
    /// What it sends by itself.
    pub webhooks: Option<Webhooks>,
    /// The groups of operations, in the document's order.
    pub tags: Vec<Tag>,
    /// The places of all operations that the document has, also of those that are left out.
    pub declared: BTreeSet<String>,
    /// The calls.
    pub operations: IndexVec<OperationId, Operation>,
    /// The sets of error bodies that operations document. Filled by the errors pass.
    pub error_sets: IndexVec<ErrorSetId, ErrorSet>,
    /// What they carry.
    pub types: IndexVec<TypeId, Type>,
    /// The names that overlays give.
    pub given: GivenNames,
    /// The places of inline schemas that are one type, which may have the place of none of them. Filled by the sharing pass.
    pub shared: BTreeMap<String, TypeId>,
    /// The places of references to types that the document names.
    pub references: BTreeMap<String, TypeId>,
    /// The places of responses, bodies, parameters and headers that stand elsewhere in the document, each with that place.
    pub parts: BTreeMap<String, String>,
}

impl Api {
    /// The type that a chain of other names ends at.
    #[must_use]
    pub fn resolved(&self, id: TypeId) -> TypeId {
        self.types.resolved(id)
    }

    /// The places of the operations that the document has and that are left out, without the names of path parameters.
    #[must_use]
    pub fn left_out(&self) -> BTreeSet<String> {
        let present: BTreeSet<String> = self.operations.values().map(Operation::place).collect();
        self.declared.difference(&present).map(|place| without_names(place)).collect()
    }

    /// The server that is called when nothing else is said: the one that was released as such, else the only one that an
    /// API publishes which names none.
    #[must_use]
    pub fn default_server(&self) -> Option<&Server> {
        if !self.environments.is_empty() {
            return None;
        }
        let released = self.released_server.as_deref().map(normal_url);
        let found = self.servers.iter().find(|server| released == Some(normal_url(&server.url)));
        found.or(match self.servers.as_slice() {
            [only] => Some(only),
            _ => None,
        })
    }
}

/// Title, version and description of an API.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// The title.
    pub title: String,
    /// The version of the API, not of the OpenAPI specification.
    pub version: String,
    /// The description, in Markdown.
    pub description: Option<String>,
}

/// A group of operations.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The name, as operations say it.
    pub name: String,
    /// The description, in Markdown.
    pub description: Option<String>,
}

/// An [`Api`] that no longer changes.
#[derive(Clone, Debug)]
pub struct Frozen(Api);

impl Frozen {
    /// Declares that the passes are done.
    #[must_use]
    pub(crate) const fn new(api: Api) -> Self {
        Self(api)
    }
}

impl std::ops::Deref for Frozen {
    type Target = Api;
    fn deref(&self) -> &Api {
        &self.0
    }
}
