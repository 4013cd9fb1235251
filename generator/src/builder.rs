//! Generating from a program, most often a build script. Paths in; files on disk, or an error that prints as the
//! command line would, out.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostics, Severity, Texts, render};
use crate::job::{self, Job, join, normalized, show};
use crate::openapi::Selection;
use crate::output::{OutputError, Report};
use crate::request::{Form, Generated, Request, Summary};
use crate::settings::Acceptances;
use crate::source::{Input, Limits, Root, Sources};
use crate::toml_file::TomlError;

/// Says what is written, and into which folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// A crate with a manifest.
    Crate(PathBuf),
    /// A module to `include!`; what it depends on is for the including crate to declare, see
    /// [`dependencies`](crate::dependencies).
    Module(PathBuf),
}

/// Collects what to generate from, and generates.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), signet::GenerateError> {
///     let out = std::env::var_os("OUT_DIR").unwrap_or_default();
///     let folder = std::path::Path::new(&out).join("pets");
///     signet::Generator::new().input("openapi.yaml").overlay("overlay.yaml").write(signet::Output::Module(folder))?;
///     Ok(())
/// }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is generated until `write` is called"]
pub struct Generator {
    inputs: Vec<Input>,
    overlays: Vec<Input>,
    roots: Vec<Root>,
    selection: Selection,
    name: Option<String>,
    lock: Option<PathBuf>,
    limits: Limits,
}

impl Generator {
    /// Starts without documents.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a document: YAML, JSON, or a Markdown page that holds one. Several are merged.
    pub fn input(mut self, path: impl AsRef<Path>) -> Self {
        self.inputs.push(Input::file(path.as_ref()));
        self
    }

    /// Adds a document whose own `x-signet-*` keys are honoured: one that you wrote.
    pub fn trusted_input(mut self, path: impl AsRef<Path>) -> Self {
        self.inputs.push(Input::file(path.as_ref()).trusted());
        self
    }

    /// Adds an overlay; they are applied in the order in which they are added.
    pub fn overlay(mut self, path: impl AsRef<Path>) -> Self {
        self.overlays.push(Input::file(path.as_ref()));
        self
    }

    /// Lets references lead into a folder outside of the document's own; see `--root` of the command line.
    pub fn root(mut self, path: impl AsRef<Path>) -> Self {
        self.roots.push(Root::folder(path.as_ref()));
        self
    }

    /// Generates only the operations that match a pattern, or those of several patterns: a tag, an
    /// `operationId` or a path, in which `*` stands for any text.
    pub fn include(mut self, pattern: impl Into<String>) -> Self {
        self.selection.include.push(pattern.into());
        self
    }

    /// Leaves out the operations that match a pattern, also those that are included.
    pub fn exclude(mut self, pattern: impl Into<String>) -> Self {
        self.selection.exclude.push(pattern.into());
        self
    }

    /// Names the crate, which otherwise is named after the document's title.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Keeps names and the order of arguments in this file, so that they stay as they are when the document grows.
    pub fn lock(mut self, path: impl Into<PathBuf>) -> Self {
        self.lock = Some(path.into());
        self
    }

    /// Sets how large a document may be.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Generates, and writes what changed; in a build script, tells cargo when to run it again.
    pub fn write(self, output: Output) -> Result<Written, GenerateError> {
        let in_build_script = env::var_os("OUT_DIR").is_some() && env::var_os("TARGET").is_some();
        if in_build_script {
            // Before anything can fail: the script must run again when the input is mended.
            let files = self.inputs.iter().chain(&self.overlays).map(|input| &input.path).chain(&self.lock);
            for path in files {
                println!("cargo:rerun-if-changed={}", path.display());
            }
        }
        let job = self.into_job(output)?;
        let mut diagnostics = Diagnostics::new();
        let (sources, generated) = crate::generate(&job.request, &mut diagnostics);
        if in_build_script {
            // Those that documents refer to are known only now; naming a file twice does no harm.
            sources.files().for_each(|path| println!("cargo:rerun-if-changed={}", path.display()));
        }
        let written = finish(&job, generated.as_ref(), &diagnostics, &sources)?;
        if in_build_script {
            for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity() != Severity::Note) {
                println!("cargo:warning={}: {}", diagnostic.code, diagnostic.message.replace('\n', " "));
            }
        }
        Ok(written)
    }

    pub(crate) fn into_job(self, output: Output) -> Result<Job, TomlError> {
        let (form, folder) = match output {
            Output::Crate(folder) => (Form::Crate, folder),
            Output::Module(folder) => (Form::Module, folder),
        };
        let lock = job::read_lock(self.lock.as_deref())?;
        let request = Request {
            inputs: self.inputs,
            overlays: self.overlays,
            roots: self.roots,
            selection: self.selection,
            name: self.name,
            form,
            lock,
            limits: self.limits,
            ..Request::default()
        };
        Ok(Job { request, folder: normalized(folder), lock: self.lock, accepted: Acceptances::default() })
    }

    /// Makes paths relative to `root`, and messages call the files as before.
    pub(crate) fn relative_to(mut self, root: &Path) -> Self {
        for input in self.inputs.iter_mut().chain(&mut self.overlays) {
            input.name = show(&normalized(&input.path));
            input.path = join(root, &input.path);
        }
        for folder in &mut self.roots {
            folder.name = show(&normalized(&folder.path));
            folder.path = join(root, &folder.path);
        }
        self.lock = self.lock.map(|path| join(root, path));
        self
    }
}

fn finish(
    job: &Job,
    generated: Option<&Generated>,
    diagnostics: &Diagnostics,
    sources: &Sources,
) -> Result<Written, GenerateError> {
    let rendered = |worst: Severity| {
        let shown = diagnostics.iter().filter(|diagnostic| diagnostic.severity() <= worst);
        shown.map(|diagnostic| render(diagnostic, sources as &dyn Texts, 100, false)).collect::<Vec<_>>()
    };
    let Some(generated) = generated else {
        return Err(GenerateError::Diagnosed(rendered(Severity::Error).join("\n\n")));
    };
    let (report, _) = job.write(generated, || ())?;
    Ok(Written { summary: generated.summary, report, messages: rendered(Severity::Warning) })
}

/// Says what was generated and written.
#[derive(Clone, Debug)]
pub struct Written {
    /// How much was generated.
    pub summary: Summary,
    /// What changed on disk.
    pub report: Report,
    /// The errors that cost an operation, and the warnings, as the command line shows them.
    pub messages: Vec<String>,
}

/// Says why nothing was generated or written.
pub enum GenerateError {
    /// The input is at fault; holds the rendered diagnostics.
    Diagnosed(String),
    /// The lock file cannot be read.
    Lock(TomlError),
    /// The output cannot be written.
    Output(OutputError),
}

impl From<TomlError> for GenerateError {
    fn from(error: TomlError) -> Self {
        Self::Lock(error)
    }
}

impl From<OutputError> for GenerateError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Diagnosed(text) => f.write_str(text),
            Self::Lock(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
        }
    }
}

/// The same text: a `main` that returns this error prints it by `Debug`, and quoted lines would be hard to read.
impl fmt::Debug for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for GenerateError {}
