//! Turns an OpenAPI description into a Rust crate: typed requests, responses and errors, and a client that signs what it sends.
//!
//! The stages, one function an arrow:
//!
//! ```text
//! bytes ─source::load─▶ Tree ─openapi::read─▶ Document ─lower::lower─▶ ir::Api
//!       ─names::follow_operations─▶ Lock ─passes::settle─▶ ir::Api ─names::follow─▶ Lock ─passes::finish─▶ ir::Frozen
//!       ─names::assign─▶ names::Table ─plan::plan─▶ plan::Crate ─emit::emit─▶ FileSet ─output::sync─▶ disk
//! ```

// Hidden: the tests and commands of this repository look into the stages, and they change with every release.
#[doc(hidden)]
pub mod cli;
pub mod diagnostics;
#[doc(hidden)]
pub mod emit;
#[doc(hidden)]
pub mod evolution;
#[doc(hidden)]
pub mod ir;
#[doc(hidden)]
pub mod lower;
#[doc(hidden)]
pub mod names;
#[doc(hidden)]
pub mod openapi;
#[doc(hidden)]
pub mod output;
#[doc(hidden)]
pub mod passes;
#[doc(hidden)]
pub mod plan;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod support;

mod builder;
mod compiled;
mod crate_name;
mod digest;
mod fetch;
mod file_name;
mod files;
mod import;
mod job;
mod line_ends;
mod lock;
mod package;
mod pages;
mod pending;
mod record;
mod request;
mod settings;
mod spec_folder;
mod stack;
mod toml_file;

pub use builder::{GenerateError, Generator, Output, Written};
pub use output::{OutputError, Report};
pub use plan::dependencies;
pub use request::Summary;
pub use source::Limits;
pub use toml_file::TomlError;

#[doc(hidden)]
pub use compiled::Compiled;
#[doc(hidden)]
pub use files::{FileSet, PathError};
#[doc(hidden)]
pub use lock::{
    Additional, Lock, LockedConstructor, LockedErrors, LockedOperation, LockedPackage, LockedRequired, LockedTag,
    LockedVariable, Names, Nullable,
};
#[doc(hidden)]
pub use openapi::Selection;
#[doc(hidden)]
pub use request::{Form, Generated, Request};
#[doc(hidden)]
pub use settings::Package;

use diagnostics::{Code, Diagnostic, Diagnostics, Origin, SourceId};
use source::Sources;

/// Generates a crate or module in memory, and pushes errors and warnings to `diagnostics`.
///
/// The sources are returned in any case, since diagnostics are shown with them.
#[must_use]
#[doc(hidden)]
pub fn generate(request: &Request, diagnostics: &mut Diagnostics) -> (Sources, Option<Generated>) {
    on_deep_stack(|deepest| {
        let (sources, compiled) = compile_within(request, deepest, diagnostics);
        let generated = compiled.and_then(|compiled| {
            let files = files(&compiled, request, diagnostics)?;
            Some(compiled.generated(files))
        });
        (sources, generated)
    })
}

/// Writes down, in memory, what was compiled from the request.
pub(crate) fn write(compiled: &Compiled, request: &Request, diagnostics: &mut Diagnostics) -> Option<FileSet> {
    on_deep_stack(|_| files(compiled, request, diagnostics))
}

fn files(compiled: &Compiled, request: &Request, diagnostics: &mut Diagnostics) -> Option<FileSet> {
    let files = compiled.files(request).map_err(|error| {
        let origin = Origin::root(SourceId(0));
        let diagnostic = Diagnostic::new(Code::Internal, error.to_string());
        diagnostics.push(diagnostic.at(&origin, "generated from this document"));
    });
    files.ok()
}

/// Compiles documents to a planned crate, without writing it down: two of them are compared to tell what an update of a
/// document changes.
#[must_use]
#[doc(hidden)]
pub fn compile(request: &Request, diagnostics: &mut Diagnostics) -> (Sources, Option<Compiled>) {
    on_deep_stack(|deepest| compile_within(request, deepest, diagnostics))
}

/// Lists what the actions of the overlays match in the documents.
pub(crate) fn matches(request: &Request) -> Vec<source::Match> {
    on_deep_stack(|deepest| {
        let limits = request.limits.clone().clamped(deepest);
        let (mut matches, mut diagnostics) = (Vec::new(), Diagnostics::new());
        let Request { inputs, overlays, roots, .. } = request;
        source::load_matching(&limits, inputs, overlays, roots, &mut matches, &mut diagnostics);
        matches
    })
}

/// Works on a stack that the deepest document fits on; `work` is given how deep a document may be.
fn on_deep_stack<T: Send>(mut work: impl FnMut(usize) -> T + Send) -> T {
    let deep = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("signet".to_owned()).stack_size(stack::SIZE);
        Some(thread.spawn_scoped(scope, || work(Limits::DEEPEST)).ok()?.join())
    });
    match deep {
        Some(Ok(done)) => done,
        Some(Err(panic)) => std::panic::resume_unwind(panic),
        // A system that has no room for such a stack: most documents are shallow and need none.
        None => work(SHALLOW),
    }
}

/// How deep a document may be on a stack that is not of our making.
const SHALLOW: usize = 100;

fn compile_within(request: &Request, deepest: usize, diagnostics: &mut Diagnostics) -> (Sources, Option<Compiled>) {
    let limits = request.limits.clone().clamped(deepest);
    let (sources, tree) = source::load_within(&limits, &request.inputs, &request.overlays, &request.roots, diagnostics);
    let compiled = tree.and_then(|tree| from_tree(&tree, request, &limits, diagnostics));
    (sources, compiled)
}

fn from_tree(
    tree: &source::Tree,
    request: &Request,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Option<Compiled> {
    if let Err(reason) = request.check_identity() {
        diagnostics.push(Diagnostic::new(Code::CrateName, reason));
        return None;
    }
    let document = openapi::read(tree, &request.selection, diagnostics)?;
    let mut api = lower::lower(tree, &document, limits, diagnostics);
    api.released_server.clone_from(&request.lock.server);
    let lock = names::follow_operations(&api, &request.lock);
    let api = passes::settle(api, &lock, diagnostics);
    let lock = names::follow(&api, &lock, diagnostics);
    let api = passes::finish(api, &lock, diagnostics);
    if api.operations.is_empty() && document.declared > 0 {
        let diagnostic = Diagnostic::new(Code::NothingLeft, "no operation can be generated");
        diagnostics.push(diagnostic.at(&tree.root().origin(), "every operation of this document is skipped"));
    }
    if diagnostics.stop() {
        return None;
    }
    let (names, lock) = names::assign(&api, &lock, diagnostics);
    // A name that an overlay gives and that is taken.
    if diagnostics.stop() {
        return None;
    }
    let name = request.name.clone().unwrap_or_else(|| crate_name::derived(&names::crate_name(&api.info.title)));
    let version = request.version.as_deref().unwrap_or(DEFAULT_VERSION);
    let package = package::chosen(&request.package, &document.info, tree);
    let package = package.map_err(|diagnostic| diagnostics.push(*diagnostic)).ok()?;
    let identity = plan::Identity { name: &name, version, examples: &request.examples(), package: &package };
    let plan = plan::plan(&api, &names, &identity);
    let skipped = document.declared.saturating_sub(api.operations.len());
    Some(Compiled { api, names, plan, lock, skipped })
}

/// The default version of a crate.
pub(crate) const DEFAULT_VERSION: &str = "0.1.0";
