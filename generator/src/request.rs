//! What goes into [`generate`](crate::generate) and what comes out of it.

use std::collections::BTreeMap;

use crate::crate_name;
use crate::files::FileSet;
use crate::ir::Frozen;
use crate::lock::Lock;
use crate::openapi::Selection;
use crate::settings::Package;
use crate::source::{Input, Limits, Root};

/// Says what is to be generated; everything that the result depends on is in here or in the files it names.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The documents, which are merged into one.
    pub inputs: Vec<Input>,
    /// The overlays, in the order in which they are applied.
    pub overlays: Vec<Input>,
    /// The folders, beside those of the documents, that references may lead to.
    pub roots: Vec<Root>,
    /// Which operations of the documents are generated.
    pub selection: Selection,
    /// The name of the crate; by default it is made from the title of the document.
    pub name: Option<String>,
    /// The version of the crate, unless the generator shall choose it.
    pub version: Option<String>,
    /// Other fields of the crate's manifest.
    pub package: Package,
    /// The README of the crate, which replaces the generated one.
    pub readme: Option<Vec<u8>>,
    /// Whether a crate is made or a module.
    pub form: Form,
    /// The names as released.
    pub lock: Lock,
    /// How large a document may be.
    pub limits: Limits,
    /// More files of the crate, by their path in it: examples.
    pub extras: Vec<(String, Vec<u8>)>,
}

impl Request {
    /// Checks the name and version of a crate that are given.
    pub(crate) fn check_identity(&self) -> Result<(), String> {
        match self.form {
            Form::Crate => {
                self.name.as_deref().map_or(Ok(()), crate_name::check)?;
                self.version.as_deref().map_or(Ok(()), crate_name::check_version)
            }
            Form::Module => Ok(()),
        }
    }

    /// Lists the names of the example programs among the files that are copied.
    pub(crate) fn examples(&self) -> Vec<String> {
        let names = self.extras.iter().filter_map(|(path, _)| path.strip_prefix("examples/")?.strip_suffix(".rs"));
        names.filter(|name| !name.contains('/')).map(str::to_owned).collect()
    }
}

/// Says in which form the code is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A crate, with a manifest.
    #[default]
    Crate,
    /// A module that a program takes in with `include!`, often from a build script's `OUT_DIR`.
    Module,
}

/// Holds what was generated, in memory.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files of the crate or module.
    pub files: FileSet,
    /// The names as they are from now on.
    pub lock: Lock,
    /// How much it is.
    pub summary: Summary,
    /// The structs and unions of the `types` module with the size, in bytes, that a value of each has at most on a 64-bit
    /// platform.
    pub sizes: BTreeMap<String, usize>,
    /// The API as it is on the wire.
    pub api: Frozen,
}

impl Generated {
    /// Returns the type with the largest values, and their size in bytes.
    #[must_use]
    pub fn largest(&self) -> Option<(&str, usize)> {
        self.sizes.iter().map(|(name, size)| (name.as_str(), *size)).max_by_key(|(_, size)| *size)
    }

    /// Writes the text of a library that does not compile if a type of the crate is larger than [`sizes`](Self::sizes) says.
    #[must_use]
    pub fn size_assertions(&self, crate_name: &str) -> String {
        let path = crate_name.replace('-', "_");
        let assertions = self.sizes.iter().map(|(name, size)| {
            format!("const _: () = assert!(size_of::<{path}::types::{name}>() <= {size}, \"{name}\");\n")
        });
        std::iter::once("#![allow(deprecated, clippy::absurd_extreme_comparisons)]\n".to_owned())
            .chain(assertions)
            .collect()
    }
}

/// Counts what was generated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The operations that can be called.
    pub operations: usize,
    /// The types.
    pub types: usize,
    /// The operations that the document has and the code has not; each has a diagnostic.
    pub skipped: usize,
    /// The types that hold any JSON though the document says more; each has a diagnostic.
    pub anys: usize,
    /// The types that hold any JSON because the document says no more.
    pub open: usize,
}
