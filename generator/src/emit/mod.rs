//! Writing a planned crate down: quote and prettyplease for Rust, minijinja for the manifest and the README, bytes for the
//! runtime. No decision is made here.
//!
//! Functions are `#[inline]`, so that compiling a crate of a thousand types makes code of none of them, and a program that of
//! those that it uses.

mod argument;
mod client;
mod codec;
mod complexity;
mod constructor;
mod credentials;
mod enumeration;
mod environment;
mod errors;
mod escape;
mod form;
mod format;
mod groups;
mod imports;
mod jobs;
mod link;
mod manifest;
mod mock;
mod module;
mod object;
mod operation;
mod output;
mod pagination;
mod print;
mod program;
mod root;
mod runtime;
mod rust_type;
mod server;
mod signing;
mod skeleton;
mod tokens;
mod union;
mod webhook;

pub use module::module;

use crate::files::{FileSet, PathError};
use crate::plan::{Alias, Crate, Docs, TypeFile, TypeItem};

use format::{File, Malformed};
use jobs::Jobs;

/// Writes down a crate.
pub fn emit(plan: &Crate) -> Result<FileSet, EmitError> {
    let mut files = FileSet::new();
    let program = program::program(plan)?;
    let mut jobs = Jobs::default();
    groups::files(plan, &mut jobs);
    types(plan, &mut jobs);
    errors::files(plan, &mut jobs);
    jobs.add("src/mock.rs", || mock::file(plan));
    jobs.add("src/client.rs", || client::file(plan));
    if signing::is_needed(plan) {
        jobs.add("src/signing.rs", || signing::file(plan));
    }
    if let Some(webhooks) = &plan.webhooks {
        jobs.add("src/webhook.rs", || webhook::file(webhooks, plan));
    }
    if !plan.client.environments.is_empty() {
        jobs.add("src/environment.rs", || environment::file(plan));
    }
    if server::is_needed(plan) {
        jobs.add("src/server.rs", || server::file(plan));
    }
    jobs.run(&mut files)?;
    let mut runtime = runtime::needed_by(&files);
    // The root needs more of the runtime. Its docs list features, which follow from all that is needed.
    runtime.add(&root::file(plan, Docs::default()).render("src/lib.rs")?);
    let page = skeleton::docs(plan, &runtime, program.as_deref())?;
    files.insert("src/lib.rs", root::file(plan, page).render("src/lib.rs")?)?;
    runtime::files(&runtime, &mut files)?;
    // What the crate depends on follows from all that is there.
    skeleton::files(plan, &runtime, program.as_deref(), &mut files)?;
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
            Self::Malformed(error) => write!(f, "the generated code is not valid Rust: {error}"),
            Self::Path(error) => error.fmt(f),
            Self::Template(error) => write!(f, "cannot render a template: {error:#}"),
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

/// The `types` module.
fn types<'p>(plan: &'p Crate, jobs: &mut Jobs<'p>) {
    if plan.types.is_empty() {
        return;
    }
    for planned in &plan.types {
        jobs.add(format!("src/types/{}.rs", planned.module), move || type_file(planned));
    }
    jobs.add("src/types.rs", || {
        let mut index = File::new("The types of requests and responses.");
        for planned in &plan.types {
            index.child(&planned.module, &planned.names(), &planned.features);
        }
        index
    });
}

fn type_file(planned: &TypeFile) -> File {
    let mut file = File::new("");
    for item in &planned.items {
        file.join(match item {
            TypeItem::Struct(item) => object::file(item),
            TypeItem::Enumeration(item) => enumeration::file(item),
            TypeItem::Alias(item) => alias(item),
            TypeItem::Union(item) => union::file(item),
        });
    }
    file.defines(&planned.names());
    file
}

fn alias(item: &Alias) -> File {
    let mut file = File::new("");
    let (name, docs, ty) = (format::ident(&item.name), format::docs(&item.docs), rust_type::tokens(&item.ty));
    file.types(&item.ty, &item.name);
    let old = item.renamed.then(|| {
        let note = format!("renamed to `{ty}`");
        quote::quote! { #[deprecated(note = #note)] }
    });
    file.item(quote::quote! { #docs #old pub type #name = #ty; });
    file
}
