//! The program on the first page of a crate: a client with its credential, a call, the typed error, and a list.

mod sample;

use crate::ir::Algorithm;

use super::argument::Argument;
use super::client::{ClientPlan, Credential, CredentialKind};
use super::group::Group;
use super::operation::OperationPlan;
use super::output::{ContentPlan, OutputPlan};
use super::profile::ProfilePlan;
use super::type_file::TypeFile;

pub use sample::Sample;
use sample::Samples;

/// The program.
#[derive(Debug)]
pub struct ProgramPlan {
    /// Where it calls.
    pub server: ServerUse,
    /// Its credentials: of each the builder's method, and what that takes.
    pub credentials: Vec<CredentialUse>,
    /// The call whose response and error it prints.
    pub call: Option<ProgramCall>,
    /// The list whose items it prints.
    pub list: Option<ProgramCall>,
}

/// Where a program calls.
#[derive(Debug)]
pub enum ServerUse {
    /// An environment of this name.
    Environment(String),
    /// The server of the document.
    Default,
    /// A base URL, since the document has no server.
    BaseUrl {
        /// Whether responses are signed, so that the program needs a key that verifies them.
        responses_signed: bool,
    },
}

/// A credential of a program.
#[derive(Debug)]
pub struct CredentialUse {
    /// The builder's method.
    pub method: String,
    /// What the method takes.
    pub proof: Proof,
}

/// What the builder's method for a credential takes. Secrets come from environment variables.
#[derive(Debug, PartialEq, Eq)]
pub enum Proof {
    /// A signer for Ed25519 with a key in hexadecimal.
    Ed25519,
    /// A secret.
    Secret,
    /// A user and a password.
    Basic,
}

/// A call in a program.
#[derive(Debug)]
pub struct ProgramCall {
    /// The method of the client that leads to the operations, where these have a tag.
    pub view: Option<String>,
    /// The method.
    pub method: String,
    /// What it takes, by name.
    pub arguments: Vec<(String, Sample)>,
    /// The struct that holds all of that, where the method takes one.
    pub request: Option<String>,
    /// Whether a success holds nothing.
    pub is_empty: bool,
}

/// An operation that a program may call, with what is simplest first.
struct Candidate<'p> {
    group: &'p Group,
    operation: &'p OperationPlan,
    arguments: Vec<(String, Sample)>,
}

/// Plans the program: of the operations whose arguments it can write, one that reads and takes little. Which one depends on no
/// order in the document.
pub(super) fn program(
    client: &ClientPlan,
    groups: &[Group],
    types: &[TypeFile],
    profiles: &[ProfilePlan],
) -> ProgramPlan {
    let samples = Samples::new(types);
    let mut candidates: Vec<Candidate<'_>> = groups
        .iter()
        .flat_map(|group| group.operations.iter().filter_map(|each| candidate(group, each, &samples)))
        .collect();
    candidates.sort_by_cached_key(Candidate::rank);
    let is_list = |candidate: &&Candidate<'_>| {
        candidate.operation.pagination.as_ref().is_some_and(|pagination| pagination.items.is_some())
    };
    let list = candidates.iter().find(is_list);
    // Another operation than the list, which shows more of the API, unless there is none that is as simple.
    let call = candidates.iter().find(|each| !is_list(each) && each.is_simple()).or(candidates.first());
    let secured = call.or(list).map(|each| each.operation);
    ProgramPlan {
        server: server(client),
        credentials: credentials(client, groups, secured, profiles),
        call: call.map(Candidate::call),
        list: list.map(Candidate::call),
    }
}

fn candidate<'p>(group: &'p Group, operation: &'p OperationPlan, samples: &Samples<'_>) -> Option<Candidate<'p>> {
    if operation.deprecated || matches!(operation.output, OutputPlan::Stream(_)) {
        return None;
    }
    let value_of = |argument: &Argument| Some((argument.name.clone(), samples.argument(argument)?));
    let arguments = operation.arguments.iter().map(value_of).collect::<Option<_>>()?;
    Some(Candidate { group, operation, arguments })
}

impl Candidate<'_> {
    /// What a call costs to read. Operations that only read come before others, and those with a value before those without.
    fn rank(&self) -> (bool, bool, usize, usize, String, String) {
        let OperationPlan { http_method, path, .. } = self.operation;
        let size = self.arguments.iter().map(|(_, sample)| sample.size()).sum();
        (!self.reads(), !self.has_output(), size, path.matches('/').count(), path.clone(), http_method.clone())
    }

    fn reads(&self) -> bool {
        self.operation.http_method == "GET"
    }

    fn is_simple(&self) -> bool {
        self.reads() && self.has_output() && self.arguments.len() <= 1
    }

    fn has_output(&self) -> bool {
        match &self.operation.output {
            OutputPlan::One(contents, _) => contents.iter().any(|content| matches!(content, ContentPlan::Value(_))),
            OutputPlan::Several(_) => true,
            OutputPlan::Nothing | OutputPlan::Stream(_) => false,
        }
    }

    fn call(&self) -> ProgramCall {
        ProgramCall {
            view: self.group.view.as_ref().map(|_| self.group.module.clone()),
            method: self.operation.method.clone(),
            arguments: self.arguments.clone(),
            request: self.operation.request.clone(),
            is_empty: matches!(self.operation.output, OutputPlan::Nothing),
        }
    }
}

fn server(client: &ClientPlan) -> ServerUse {
    match (client.environments.first(), &client.default_server) {
        (Some(environment), _) => ServerUse::Environment(environment.name.clone()),
        (None, Some(_)) if !client.responses_signed => ServerUse::Default,
        _ => ServerUse::BaseUrl { responses_signed: client.responses_signed },
    }
}

/// The credentials that an operation requires; where it requires none, those that the first operation with any does.
fn credentials(
    client: &ClientPlan,
    groups: &[Group],
    operation: Option<&OperationPlan>,
    profiles: &[ProfilePlan],
) -> Vec<CredentialUse> {
    let mut all: Vec<&OperationPlan> = groups.iter().flat_map(|group| &group.operations).collect();
    all.sort_by(|a, b| (&a.path, &a.http_method).cmp(&(&b.path, &b.http_method)));
    let of = |operation: &OperationPlan| {
        let mut alternatives = operation.security.iter().filter(|schemes| !schemes.is_empty());
        alternatives
            .find_map(|schemes| schemes.iter().map(|scheme| used(client, scheme, profiles)).collect::<Option<Vec<_>>>())
    };
    operation.into_iter().chain(all).find_map(of).unwrap_or_default()
}

fn used(client: &ClientPlan, scheme: &str, profiles: &[ProfilePlan]) -> Option<CredentialUse> {
    let credential: &Credential = client.credentials.iter().find(|each| each.scheme == scheme)?;
    let proof = match &credential.kind {
        CredentialKind::Signature => {
            let profile = profiles.iter().find(|profile| profile.scheme == scheme)?;
            // The signers of other algorithms need a feature that is off by default.
            profile.algorithms.contains(&Algorithm::Ed25519).then_some(Proof::Ed25519)?
        }
        CredentialKind::HeaderKey(_)
        | CredentialKind::QueryKey(_)
        | CredentialKind::CookieKey(_)
        | CredentialKind::Bearer
        | CredentialKind::Token { .. } => Proof::Secret,
        CredentialKind::Basic => Proof::Basic,
    };
    Some(CredentialUse { method: credential.method.clone(), proof })
}
