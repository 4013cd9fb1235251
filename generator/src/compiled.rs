//! What documents become before anything is written down: the API, its names, and the crate that is planned.

use crate::emit;
use crate::files::FileSet;
use crate::ir;
use crate::lock::Lock;
use crate::names;
use crate::plan;
use crate::request::{Form, Generated, Request, Summary};

/// Holds the result of all stages but the last.
///
/// Two of them are what the versions of a document are compared by: [`api`](Self::api) says what is on the wire, and
/// [`names`](Self::names) and [`plan`](Self::plan) what a program sees of it.
#[derive(Debug)]
pub struct Compiled {
    /// The API as it is on the wire.
    pub api: ir::Frozen,
    /// Its Rust names.
    pub names: names::Table,
    /// The crate.
    pub plan: plan::Crate,
    /// The names as they are from now on.
    pub lock: Lock,
    /// How many operations the documents have and the API has not; each has a diagnostic.
    pub skipped: usize,
}

impl Compiled {
    /// The names without those of what the documents no longer have.
    #[must_use]
    pub fn pruned_lock(&self) -> Lock {
        names::locked(&self.api, &self.names)
    }

    /// Writes down the crate, or the module, that was asked for.
    pub fn files(&self, request: &Request) -> Result<FileSet, emit::EmitError> {
        let mut files = emit::emit(&self.plan)?;
        if request.form == Form::Module {
            return emit::module(&self.plan, &files);
        }
        if let Some(readme) = &request.readme {
            files.replace("README.md", readme.as_slice());
        }
        for (path, bytes) in &request.extras {
            files.insert(path.as_str(), bytes.as_slice())?;
        }
        Ok(files)
    }

    /// Gives the crate another version than that of the request.
    pub(crate) fn set_version(&mut self, version: &str) {
        version.clone_into(&mut self.plan.manifest.version);
    }

    /// Counts what it has.
    pub(crate) fn summary(&self) -> Summary {
        Summary {
            operations: self.api.operations.len(),
            types: self.plan.types.iter().map(|file| file.items.len()).sum(),
            skipped: self.skipped,
            anys: self.any(true).count(),
            open: self.any(false).count(),
        }
    }

    /// Goes with its files.
    pub(crate) fn generated(self, files: FileSet) -> Generated {
        let summary = self.summary();
        let sizes = self.names.types.iter().filter_map(|(id, name)| {
            let ty = &self.api.types[*id];
            matches!(ty.kind, ir::Kind::Object(_) | ir::Kind::Union(_)).then(|| (name.pascal(), ty.size))
        });
        let sizes = sizes.collect();
        Generated { files, lock: self.lock, summary, sizes, api: self.api }
    }

    /// Lists the types that hold any JSON: because the document says no more, or though it says more.
    fn any(&self, lost: bool) -> impl Iterator<Item = &ir::Type> {
        let carried = self.api.types.values().filter(|ty| ty.usage.is_carried());
        carried.filter(move |ty| matches!(&ty.kind, ir::Kind::Any(why) if (*why != ir::Why::Unsaid) == lost))
    }
}
