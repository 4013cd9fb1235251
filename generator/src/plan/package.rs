//! What the manifest says of the crate, beside its name and version.

use super::docs::visible_on_one_line;

/// The fields of `[package]` that people read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// One sentence on the crate; `None` names the API.
    pub description: Option<String>,
    /// The license, as an expression of SPDX.
    pub license: Option<String>,
    /// The URL of the repository.
    pub repository: Option<String>,
    /// The URL of the homepage.
    pub homepage: Option<String>,
    /// The URL of the documentation.
    pub documentation: Option<String>,
    /// Who made the crate.
    pub authors: Vec<String>,
    /// The words by which crates.io finds it.
    pub keywords: Vec<String>,
    /// The categories of crates.io.
    pub categories: Vec<String>,
    /// The oldest Rust that is supported.
    pub rust_version: String,
    /// The files that are packaged; all where there is none.
    pub include: Vec<String>,
    /// The files that are not.
    pub exclude: Vec<String>,
    /// Where it may be published.
    pub publish: Publish,
}

/// Says where a crate may be published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Publish {
    /// In any registry.
    #[default]
    Anywhere,
    /// In these registries.
    In(Vec<String>),
    /// Nowhere, by the settings.
    Nowhere,
    /// Nowhere, since no license is known.
    Unlicensed,
}

/// The longest description that crates.io takes, in characters.
pub const LONGEST_DESCRIPTION: usize = 1000;

impl Package {
    /// Returns the same with a description: of the API of this title, where there is none.
    pub(super) fn described(&self, title: &str) -> Self {
        // Cargo passes it on in the environment, which holds no NUL.
        let of_title =
            || format!("A client for {}", visible_on_one_line(title)).chars().take(LONGEST_DESCRIPTION).collect();
        Self { description: Some(self.description.clone().unwrap_or_else(of_title)), ..self.clone() }
    }
}
