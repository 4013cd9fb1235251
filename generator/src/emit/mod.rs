//! Writing a planned crate down: quote and a printer for what comes from the document, minijinja for the skeleton,
//! bytes for the runtime. No decision is made here.
//!
//! Functions are `#[inline]`, so that compiling a crate of a thousand types makes code of none of them, and a program that of
//! those that it uses.

mod argument;
mod codec;
mod complexity;
mod constructor;
mod enumeration;
mod errors;
mod escape;
mod form;
mod format;
mod groups;
mod layout;
mod link;
mod manifest;
mod mock;
mod module;
mod object;
mod operation;
mod output;
mod pagination;
mod rust_type;
mod signing;
mod skeleton;
mod union;
mod webhook;

pub use module::module;

use crate::files::{FileSet, PathError};
use crate::plan::{Alias, Crate, TypeItem};

use format::{File, Malformed};

/// Writes down a crate.
pub fn emit(plan: &Crate) -> Result<FileSet, EmitError> {
    let mut files = FileSet::new();
    types(plan, &mut files)?;
    groups::files(plan, &mut files)?;
    errors::files(plan, &mut files)?;
    if let Some(file) = signing::file(plan) {
        file.write("src/signing.rs".to_owned(), &mut files)?;
    }
    mock::file(plan).write("src/mock.rs".to_owned(), &mut files)?;
    if let Some(file) = webhook::file(plan) {
        file.write("src/webhook.rs".to_owned(), &mut files)?;
    }
    skeleton::files(plan, &mut files)?;
    Ok(files)
}

/// What goes wrong only when this generator does.
#[derive(Debug)]
pub enum EmitError {
    /// Tokens that are not Rust.
    Malformed(Malformed),
    /// A path that no file can have.
    Path(PathError),
    /// A template that does not render.
    Template(minijinja::Error),
}

impl std::fmt::Display for EmitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Malformed(error) => write!(f, "the generator wrote something that is not Rust: {error}"),
            Self::Path(error) => error.fmt(f),
            Self::Template(error) => write!(f, "a template does not render: {error:#}"),
        }
    }
}

impl std::error::Error for EmitError {}

impl From<Malformed> for EmitError {
    fn from(error: Malformed) -> Self {
        Self::Malformed(error)
    }
}

impl From<PathError> for EmitError {
    fn from(error: PathError) -> Self {
        Self::Path(error)
    }
}

impl From<minijinja::Error> for EmitError {
    fn from(error: minijinja::Error) -> Self {
        Self::Template(error)
    }
}

/// The `types` module: a file a type.
fn types(plan: &Crate, files: &mut FileSet) -> Result<(), EmitError> {
    if plan.types.is_empty() {
        return Ok(());
    }
    let mut index = File::new("What requests and responses carry.");
    for item in &plan.types {
        let file = match item {
            TypeItem::Struct(item) => object::file(item),
            TypeItem::Enumeration(item) => enumeration::file(item),
            TypeItem::Alias(item) => alias(item),
            TypeItem::Union(item) => union::file(item),
        };
        file.write(format!("src/types/{}.rs", item.module()), files)?;
        index.child(item.module(), item.name(), item.features());
        if let Some(beside) = item.beside() {
            index.also(beside);
        }
    }
    index.write("src/types.rs".to_owned(), files)?;
    Ok(())
}

fn alias(item: &Alias) -> File {
    let mut file = File::new("");
    let (name, docs, ty) = (format::ident(&item.name), format::docs(&item.docs), rust_type::tokens(&item.ty));
    file.types(&item.ty, &item.name);
    file.item(quote::quote! { #docs pub type #name = #ty; });
    file
}
