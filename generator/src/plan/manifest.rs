//! The manifest: parts of the runtime in use, the dependencies they bring, cargo features.

use std::collections::BTreeSet;

use signet_templates::{Dependency, Part};

use crate::ir::{Algorithm, Frozen, Kind, SecurityKind, Webhooks};

use super::Identity;
use super::argument::{BodyForm, Target};
use super::client::{ClientPlan, CredentialKind};
use super::docs::markdown_code;
use super::group::Group;
use super::object::Holding;
use super::operation::OperationPlan;
use super::output::{OutputPlan, StreamPlan};
use super::package::Package;
use super::rust_type::{Format, RustType, scalar};
use super::types::TypeItem;
use super::webhook::WEBHOOK;

/// What `Cargo.toml` says.
#[derive(Debug)]
pub struct Manifest {
    /// The name of the crate.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What is said of it.
    pub package: Package,
    /// The parts of the runtime that it has.
    pub parts: Vec<&'static Part>,
    /// Its dependencies, by name.
    pub dependencies: Vec<&'static Dependency>,
    /// Its features, `default` first.
    pub features: Vec<Feature>,
}

impl Manifest {
    /// Says whether the crate has a part of the runtime.
    #[must_use]
    pub fn has(&self, part: &str) -> bool {
        self.parts.iter().any(|each| each.name == part)
    }
}

/// A cargo feature.
#[derive(Clone, Debug)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// What it enables.
    pub enables: Vec<String>,
    /// What it is for, in one line of Markdown.
    pub docs: String,
}

pub(super) fn manifest(
    api: &Frozen,
    identity: &Identity<'_>,
    groups: &[Group],
    client: &ClientPlan,
    types: &[TypeItem],
) -> Manifest {
    let parts = parts(api, groups, client, types);
    let names: BTreeSet<&str> = parts.iter().flat_map(|part| part.dependencies).copied().collect();
    let dependencies = signet_templates::DEPENDENCIES.iter().filter(|each| names.contains(each.name)).collect();
    Manifest {
        name: identity.name.to_owned(),
        version: identity.version.to_owned(),
        package: identity.package.described(&api.info.title),
        dependencies,
        features: features(&parts, groups, api.webhooks.as_ref()),
        parts,
    }
}

/// The parts of the runtime that an API needs.
fn parts(api: &Frozen, groups: &[Group], client: &ClientPlan, types: &[TypeItem]) -> Vec<&'static Part> {
    let mut names = BTreeSet::from(["core"]);
    let operations = groups.iter().flat_map(|group| &group.operations);
    for argument in operations.flat_map(OperationPlan::given) {
        match &argument.target {
            Target::Styled(_) => names.extend(["parameters"]),
            Target::Body(body) => match &body.form {
                BodyForm::Pairs(..) => names.extend(["parameters"]),
                BodyForm::Multipart(_) => names.extend(["multipart"]),
                BodyForm::Json(_) | BodyForm::Text | BodyForm::Bytes(_) => {}
            },
            Target::Path(..) | Target::Query(..) | Target::Header(..) => {}
        }
    }
    for ty in api.types.values().filter(|ty| ty.usage.is_carried()) {
        let Kind::Primitive(primitive) = ty.kind else { continue };
        if let RustType::Formatted(format) = scalar(primitive, ty.secret) {
            names.insert(match format {
                Format::Date | Format::DateTime => "dates",
                Format::Uuid => "uuids",
                Format::Base64 => "base64",
            });
        }
    }
    for operation in groups.iter().flat_map(|group| &group.operations) {
        if operation.parts.is_some() {
            names.insert("multipart");
        }
        if operation.pagination.is_some() {
            names.insert("pager");
        }
        if !operation.headers.is_empty() {
            names.insert("response headers");
        }
        let beside = operation.stream.as_ref().map(|(stream, _)| stream);
        match (&operation.output, beside) {
            (OutputPlan::Stream(StreamPlan::Events(_)), _) | (_, Some(StreamPlan::Events(_))) => {
                names.extend(["typed streams", "events"]);
            }
            (OutputPlan::Stream(StreamPlan::Lines(_)), _) | (_, Some(StreamPlan::Lines(_))) => {
                names.extend(["typed streams", "lines"]);
            }
            _ => {}
        }
    }
    for credential in &client.credentials {
        names.insert(match &credential.kind {
            CredentialKind::Signature => "signing",
            CredentialKind::HeaderKey(_) | CredentialKind::QueryKey(_) | CredentialKind::CookieKey(_) => "keys",
            CredentialKind::Bearer => "core",
            CredentialKind::Token { .. } => "tokens",
            CredentialKind::Basic => "basic",
        });
        if let Some(SecurityKind::Signing(signing)) =
            api.security_schemes.get(&credential.scheme).map(|each| &each.kind)
        {
            names.extend(signing.algorithms.iter().map(|algorithm| match algorithm {
                Algorithm::Ed25519 => "ed25519",
                Algorithm::EcdsaSecp256k1 => "secp256k1",
            }));
        }
    }
    if client.tokens.is_some() {
        names.insert("tokens");
    }
    if client.oauth2.is_some() {
        names.extend(["basic", "oauth2", "tokens"]);
    }
    let mut structs = types.iter().filter_map(|item| match item {
        TypeItem::Struct(item) => Some(item),
        _ => None,
    });
    if structs.any(|item| item.fields.iter().any(|field| field.holding == Holding::Patch)) {
        names.insert("patch");
    }
    if api.response_check.is_some() {
        names.insert("verification");
    }
    if let Some(webhooks) = &api.webhooks {
        names.insert("webhook events");
        if webhooks.verification.is_some() {
            names.extend(["verification", "webhooks"]);
        }
    }
    if names.contains("ed25519") || names.contains("secp256k1") {
        names.insert("key-files");
    }
    if names.contains("signing") || names.contains("verification") {
        names.extend(["digests", "mock seal"]);
    }
    if names.contains("ed25519") || names.contains("verification") {
        names.insert("mock ed25519");
    }
    signet_templates::PARTS.iter().filter(|part| names.contains(part.name)).collect()
}

fn features(parts: &[&'static Part], groups: &[Group], webhooks: Option<&Webhooks>) -> Vec<Feature> {
    let mut tags: Vec<Feature> = groups
        .iter()
        .filter_map(|group| {
            let name = group.feature.clone()?;
            let docs = format!("The operations of {}.", markdown_code(&group.tag));
            Some(Feature { name, enables: Vec::new(), docs })
        })
        .collect();
    if let Some(webhooks) = webhooks {
        let docs = match webhooks.verification {
            Some(_) => "What the API sends by itself: checks it and reads it.",
            None => "What the API sends by itself: reads it.",
        };
        tags.push(Feature { name: WEBHOOK.to_owned(), enables: Vec::new(), docs: docs.to_owned() });
    }
    tags.sort_by(|a, b| a.name.cmp(&b.name));
    let own = parts.iter().flat_map(|part| part.features).map(|feature| Feature {
        name: feature.name.to_owned(),
        enables: feature.enables.iter().map(|each| (*each).to_owned()).collect(),
        docs: feature.docs.to_owned(),
    });
    let transport = ["reqwest", "rustls"].map(str::to_owned);
    let default = Feature {
        name: "default".to_owned(),
        enables: tags.iter().map(|feature| feature.name.clone()).chain(transport).collect(),
        docs: String::new(),
    };
    std::iter::once(default).chain(tags.clone()).chain(own).collect()
}

/// The lines of `[dependencies]` that a program needs which takes in a module generated for an API of any kind.
#[must_use]
pub fn dependencies() -> String {
    let wanted = signet_templates::DEPENDENCIES.iter().filter(|each| each.for_modules);
    let lines: Vec<String> = wanted.map(|each| each.line_for_modules() + "\n").collect();
    lines.concat()
}
