//! Turns an OpenAPI description into a Rust crate: typed requests, responses and errors, and a client that signs what it sends.
//!
//! The stages, one function an arrow:
//!
//! ```text
//! bytes ─source::load─▶ Tree ─openapi::read─▶ Document ─lower::lower─▶ ir::Api ─passes::run─▶ ir::Frozen
//!       ─names::assign─▶ names::Table ─plan::plan─▶ plan::Crate ─emit::emit─▶ FileSet ─output::sync─▶ disk
//! ```

pub mod cli;
pub mod diagnostics;
pub mod emit;
pub mod ir;
pub mod lower;
pub mod names;
pub mod openapi;
pub mod output;
pub mod passes;
pub mod plan;
pub mod source;
pub mod support;

mod builder;
mod crate_name;
mod digest;
mod file_name;
mod files;
mod import;
mod job;
mod lock;
mod package;
mod request;
mod settings;
mod spec_folder;
mod stack;
mod toml_file;

pub use builder::{GenerateError, Generator, Output, Written};
pub use files::{FileSet, PathError};
pub use lock::{
    Additional, Lock, LockedConstructor, LockedErrors, LockedOperation, LockedRequired, LockedTag, LockedVariable,
    Names, Nullable,
};
pub use openapi::Selection;
pub use plan::dependencies;
pub use request::{Form, Generated, Request, Summary};
pub use settings::Package;
pub use toml_file::TomlError;

use diagnostics::{Code, Diagnostic, Diagnostics, Origin, SourceId};
pub use source::Limits;
use source::Sources;

/// Generates a crate or module in memory, and pushes errors and warnings to `diagnostics`.
///
/// The sources come back in any case, since diagnostics are shown with them.
#[must_use]
pub fn generate(request: &Request, diagnostics: &mut Diagnostics) -> (Sources, Option<Generated>) {
    let deep = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("signet".to_owned()).stack_size(stack::SIZE);
        Some(thread.spawn_scoped(scope, || stages(request, Limits::DEEPEST, diagnostics)).ok()?.join())
    });
    match deep {
        Some(Ok(done)) => done,
        Some(Err(panic)) => std::panic::resume_unwind(panic),
        // A system that has no room for such a stack: most documents are shallow and need none.
        None => stages(request, SHALLOW, diagnostics),
    }
}

/// How deep a document may be on a stack that is not of our making.
const SHALLOW: usize = 100;

fn stages(request: &Request, deepest: usize, diagnostics: &mut Diagnostics) -> (Sources, Option<Generated>) {
    let limits = request.limits.clone().clamped(deepest);
    let (sources, tree) = source::load_within(&limits, &request.inputs, &request.overlays, &request.roots, diagnostics);
    let generated = tree.and_then(|tree| from_tree(&tree, request, &limits, diagnostics));
    (sources, generated)
}

fn from_tree(
    tree: &source::Tree,
    request: &Request,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Option<Generated> {
    if let Err(reason) = identity(request) {
        diagnostics.push(Diagnostic::new(Code::CrateName, reason));
        return None;
    }
    let document = openapi::read(tree, &request.selection, diagnostics)?;
    let mut api = lower::lower(tree, &document, limits, diagnostics);
    api.released_server.clone_from(&request.lock.server);
    let api = passes::run(api, &request.lock, diagnostics);
    if api.operations.is_empty() && document.declared > 0 {
        let diagnostic = Diagnostic::new(Code::NothingLeft, "no operation can be generated");
        diagnostics.push(diagnostic.at(&tree.root().origin(), "every operation of this document is skipped"));
    }
    if diagnostics.stop() {
        return None;
    }
    let (names, lock) = names::assign(&api, &request.lock, diagnostics);
    // A name that an overlay gives and that is taken.
    if diagnostics.stop() {
        return None;
    }
    let name = request.name.clone().unwrap_or_else(|| crate_name::derived(&names::crate_name(&api.info.title)));
    let version = request.version.as_deref().unwrap_or(DEFAULT_VERSION);
    let package = package::chosen(&request.package, &document.info, tree);
    let package = package.map_err(|diagnostic| diagnostics.push(*diagnostic)).ok()?;
    let identity = plan::Identity { name: &name, version, examples: &examples(request), package: &package };
    let plan = plan::plan(&api, &names, &identity);
    let files = written(&plan, request).map_err(|error| {
        let origin = Origin::root(SourceId(0));
        diagnostics
            .push(Diagnostic::new(Code::Internal, error.to_string()).at(&origin, "generated from this document"));
    });
    let skipped = document.declared.saturating_sub(api.operations.len());
    let any = |lost: bool| {
        let carried = api.types.values().filter(|ty| ty.usage.is_carried());
        carried.filter(move |ty| matches!(&ty.kind, ir::Kind::Any(why) if (*why != ir::Why::Unsaid) == lost))
    };
    let open: Vec<Origin> = any(false).map(|ty| ty.origin.clone()).collect();
    let summary = Summary {
        operations: api.operations.len(),
        types: plan.types.len(),
        skipped,
        anys: any(true).count(),
        open: open.len(),
    };
    let sizes = names.types.iter().filter_map(|(id, name)| {
        let ty = &api.types[*id];
        matches!(ty.kind, ir::Kind::Object(_) | ir::Kind::Union(_)).then(|| (name.pascal(), ty.size))
    });
    let sizes = sizes.collect();
    Some(Generated { files: files.ok()?, lock, summary, sizes, open })
}

/// Checks the name and version of a crate that are given.
fn identity(request: &Request) -> Result<(), String> {
    match request.form {
        Form::Crate => {
            request.name.as_deref().map_or(Ok(()), crate_name::check)?;
            request.version.as_deref().map_or(Ok(()), crate_name::check_version)
        }
        Form::Module => Ok(()),
    }
}

/// The default version of a crate.
const DEFAULT_VERSION: &str = "0.1.0";

/// Writes a plan down in the form that is asked for.
fn written(plan: &plan::Crate, request: &Request) -> Result<FileSet, emit::EmitError> {
    let mut files = emit::emit(plan)?;
    if request.form == Form::Module {
        return emit::module(plan, &files);
    }
    if let Some(readme) = &request.readme {
        files.replace("README.md", readme.as_slice());
    }
    for (path, bytes) in &request.extras {
        files.insert(path.as_str(), bytes.as_slice())?;
    }
    Ok(files)
}

/// The names of the example programs among the files that are copied.
fn examples(request: &Request) -> Vec<String> {
    let names = request.extras.iter().filter_map(|(path, _)| path.strip_prefix("examples/")?.strip_suffix(".rs"));
    names.filter(|name| !name.contains('/')).map(str::to_owned).collect()
}
