//! The manifest: the name of the crate and the cargo features of its tags. What it has of the runtime and depends on follows
//! from the code.

use crate::ir::{Frozen, Webhooks};

use super::Identity;
use super::docs::markdown_code;
use super::group::Group;
use super::package::Package;
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
    /// Its features beside those of the runtime, `default` first.
    pub features: Vec<Feature>,
}

impl Manifest {
    /// Returns the name of the crate in Rust.
    #[must_use]
    pub fn library(&self) -> String {
        self.name.replace('-', "_")
    }

    /// Returns what requests say of the program that makes them.
    #[must_use]
    pub fn user_agent(&self) -> String {
        format!("{}/{}", self.name, self.version)
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

pub(super) fn manifest(api: &Frozen, identity: &Identity<'_>, groups: &[Group]) -> Manifest {
    Manifest {
        name: identity.name.to_owned(),
        version: identity.version.to_owned(),
        package: identity.package.described(&api.info.title),
        features: features(groups, api.webhooks.as_ref()),
    }
}

fn features(groups: &[Group], webhooks: Option<&Webhooks>) -> Vec<Feature> {
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
            Some(_) => "Verifies and decodes webhooks.",
            None => "Decodes webhooks.",
        };
        tags.push(Feature { name: WEBHOOK.to_owned(), enables: Vec::new(), docs: docs.to_owned() });
    }
    tags.sort_by(|a, b| a.name.cmp(&b.name));
    let transport = ["reqwest", "rustls"].map(str::to_owned);
    let default = Feature {
        name: "default".to_owned(),
        enables: tags.iter().map(|feature| feature.name.clone()).chain(transport).collect(),
        docs: String::new(),
    };
    std::iter::once(default).chain(tags).collect()
}

/// The lines of `[dependencies]` that a program needs which takes in a module generated for an API of any kind.
#[must_use]
pub fn dependencies() -> String {
    let wanted = signet_templates::DEPENDENCIES.iter().filter(|each| each.for_modules);
    let lines: Vec<String> = wanted.map(|each| each.line_for_modules() + "\n").collect();
    lines.concat()
}
