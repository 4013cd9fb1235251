//! Everything decided: an API and its names go in, a crate comes out that only has to be written down.
//!
//! The only room that sees both the wire's shapes and Rust's.

mod argument;
mod check;
mod client;
mod constraints;
mod docs;
mod enumeration;
mod error;
mod example;
mod example_value;
mod form;
mod group;
mod header;
mod manifest;
mod oauth2;
mod object;
mod operation;
mod output;
mod package;
mod pagination;
mod profile;
mod program;
mod query;
mod reach;
mod rust_type;
mod style;
mod token;
mod type_file;
mod types;
mod union;
mod webhook;

pub use argument::{Argument, BodyForm, BodyPlan, FixedParameter, Setter, Styled, Target, TextForm, ValuesForm};
pub use check::CheckPlan;
pub use client::{ClientPlan, Credential, CredentialKind, QueryPlan, ServerPlan, VariablePlan};
pub use docs::Docs;
pub(crate) use docs::{is_hidden, markdown_code, markdown_text, visible};
pub use enumeration::{Enumeration, ValuesPlan};
pub use error::ErrorEnum;
pub use example::ExamplePlan;
pub use form::{FixedPart, PartPlan, PartValue, PartsPlan};
pub use group::Group;
pub use header::HeaderReader;
pub use manifest::{Manifest, dependencies};
pub use oauth2::OAuth2Plan;
pub use object::{Accepts, AdditionalPlan, ConstantPlan, ConstructorPlan, FieldPlan, Holding, Struct};
pub use operation::{
    DocumentedPlan, FormPlan, IdempotencyPlan, KeyPlacePlan, OperationPlan, PathPiece, Repeated, StatusPlan,
};
pub use output::{ContentPlan, OutputEnum, OutputPlan, StreamPlan};
pub use package::{LONGEST_DESCRIPTION, Package, Publish};
pub use pagination::{ConventionPlan, NextPlan, PaginationPlan, Step};
pub use profile::{HeaderPlan, ProfilePlan};
pub use program::{CredentialUse, ProgramCall, ProgramPlan, Proof, Sample, ServerUse};
pub use rust_type::{Format, RustType, Scalar};
pub use style::StylePlan;
pub use token::TokensPlan;
pub use type_file::TypeFile;
pub use types::{Alias, TypeItem};
pub use union::{Conversion, DispatchPlan, EventArm, ShapeArm, UnionPlan, UnionVariant, WrittenTag};
pub use webhook::{VerificationPlan, WebhooksPlan};

use crate::ir::Frozen;
pub use crate::ir::{Algorithm, JsonKind, Location, Piece, ProofValue, RequestValue, ResponseValue, Timestamp};
use crate::names::Table;

/// A crate, ready to be written down.
#[derive(Debug)]
pub struct Crate {
    /// Name, version, features.
    pub manifest: Manifest,
    /// The API's title.
    pub title: String,
    /// The API's version.
    pub api_version: String,
    /// The API's description, as doc text.
    pub description: Docs,
    /// The names of the examples that are copied into it.
    pub examples: Vec<String>,
    /// The client: environments, credentials, how queries are written.
    pub client: ClientPlan,
    /// Whether all names are in ASCII.
    pub is_ascii: bool,
    /// Whether a name is one that clippy takes for a placeholder.
    pub has_placeholders: bool,
    /// The types that requests and responses carry, by the files that hold them.
    pub types: Vec<TypeFile>,
    /// The error types of tags.
    pub errors: Vec<ErrorEnum>,
    /// The tags with their operations; the group without a view holds the operations without a tag.
    pub groups: Vec<Group>,
    /// The signing profiles.
    pub profiles: Vec<ProfilePlan>,
    /// How responses are checked.
    pub check: Option<CheckPlan>,
    /// What the API sends by itself.
    pub webhooks: Option<WebhooksPlan>,
    /// The program on its first page.
    pub program: ProgramPlan,
}

impl Crate {
    /// Says whether the crate verifies who sent a webhook.
    #[must_use]
    pub fn verifies_webhooks(&self) -> bool {
        self.webhooks.as_ref().is_some_and(|webhooks| webhooks.verification.is_some())
    }
}

/// What a crate is called and what comes with it.
#[derive(Clone, Copy, Debug)]
pub struct Identity<'i> {
    /// Its name.
    pub name: &'i str,
    /// Its version.
    pub version: &'i str,
    /// The names of the examples that are copied into it.
    pub examples: &'i [String],
    /// What its manifest says of it.
    pub package: &'i Package,
}

/// Decides what the crate of an API looks like.
#[must_use]
pub fn plan(api: &Frozen, names: &Table, identity: &Identity<'_>) -> Crate {
    let groups = group::groups(api, names);
    let profiles = profile::profiles(api, names);
    let client = client::client(api, names, &groups, profiles.len());
    let reach = reach::Reach::of(api, names);
    let types = type_file::files(api, names, &reach);
    let manifest = manifest::manifest(api, identity, &groups);
    let program = program::program(&client, &groups, &types, &profiles);
    Crate {
        manifest,
        title: api.info.title.clone(),
        api_version: api.info.version.clone(),
        description: Docs::description(api.info.description.as_deref()),
        examples: identity.examples.to_vec(),
        client,
        is_ascii: names.is_ascii(),
        has_placeholders: names.has_placeholders(),
        types,
        errors: error::enums(api, names, &groups),
        groups,
        profiles,
        check: api.response_check.as_ref().map(check::checked),
        webhooks: webhook::webhooks(api, names),
        program,
    }
}
