//! A spec folder: `signet.toml`, what it names, and `signet.lock`. The folder in, a [`Job`] out.

use std::fs;
use std::path::{Path, PathBuf};

use crate::digest;
use crate::job::{self, Job, join, normalized, show};
use crate::lock::LOCK;
use crate::openapi::Selection;
use crate::pages;
use crate::pending;
use crate::request::{Form, Request};
use crate::settings::{Document, RelativePath, SETTINGS, Settings, Version};
use crate::source::{Input, Root};
use crate::toml_file::TomlError;

/// Reads what a folder wants generated. `root` is what `folder` is relative to; names in messages are relative to it
/// as well.
pub(crate) fn open(root: &Path, folder: &Path) -> Result<Job, TomlError> {
    let folder = SpecFolder::find(root, folder)?;
    refuse_pending(&folder.place, &show(&folder.shown))?;
    let settings = folder.settings()?;
    folder.job(&settings)
}

/// Refuses a folder whose files are not all of one version.
pub(crate) fn refuse_pending(place: &Path, shown: &str) -> Result<(), TomlError> {
    if pending::exists(place) {
        let message = format!("an update of this folder was interrupted; `signet update {shown}` completes it");
        return Err(TomlError::new(shown, message));
    }
    Ok(())
}

/// A folder that has settings.
pub(crate) struct SpecFolder {
    pub(crate) place: PathBuf,
    /// The folder relative to the root, for messages.
    shown: PathBuf,
}

impl SpecFolder {
    /// Finds the folder and its settings, which are not read.
    pub(crate) fn find(root: &Path, folder: &Path) -> Result<Self, TomlError> {
        let place = join(root, folder);
        let shown = normalized(folder);
        if place.file_name().is_some_and(|name| name == SETTINGS) {
            let folder = shown.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let message = format!("expected a folder, found a file: use `signet generate {}`", show(folder));
            return Err(TomlError::new(&show(&shown), message));
        }
        if place.is_file() {
            let shown = show(&shown);
            let message = format!(
                "expected a folder that contains a {SETTINGS}, found a file\n  \
                 to generate from a document alone: `signet generate --input {shown} --output DIR`"
            );
            return Err(TomlError::new(&shown, message));
        }
        if !place.is_dir() {
            return Err(TomlError::new(&show(&shown), "no such folder"));
        }
        if !place.join(SETTINGS).exists() {
            return Err(TomlError::new(
                &show(&shown),
                format!(
                    "the folder contains no {SETTINGS}; `signet import` creates one\n  \
                     to generate without one: `signet generate --input FILE --output DIR`"
                ),
            ));
        }
        Ok(Self { place, shown })
    }

    /// Returns what messages call something in the folder.
    pub(crate) fn name(&self, path: &str) -> String {
        show(&join(&self.shown, path))
    }

    /// Reads the settings.
    pub(crate) fn settings(&self) -> Result<Settings, TomlError> {
        Settings::read(&self.name(SETTINGS), &self.place.join(SETTINGS))
    }

    /// Names a file of the folder.
    pub(crate) fn input(&self, path: &str) -> Input {
        let mut input = Input::file(join(&self.place, path));
        input.name = self.name(path);
        input
    }

    /// Lists the files of a document, which must be those that are recorded: one, or all in the folder of an index.
    pub(crate) fn inputs(&self, document: &Document) -> Result<Vec<Input>, TomlError> {
        let (path, name) = (&document.path, self.name(SETTINGS));
        let place = join(&self.place, path.as_str());
        let (mut inputs, found) = if document.links.is_some() {
            let pages = pages::read(&place);
            let pages = pages.map_err(|error| TomlError::new(&name, format!("cannot read `{path}`: {error}")))?;
            let inputs = pages.keys().map(|page| self.input(&format!("{path}/{page}"))).collect();
            (inputs, (!pages.is_empty()).then(|| pages::digest(&pages)))
        } else {
            // A file that cannot be read is reported where it is loaded.
            (vec![self.input(path.as_str())], fs::read(&place).ok().map(|bytes| digest::sha256(&bytes)))
        };
        if let (Some(recorded), Some(found)) = (&document.sha256, found)
            && found != recorded.as_str()
        {
            return Err(TomlError::new(
                &name,
                format!(
                    "`{path}` is not the document whose `sha256` is recorded\n  found {found}\n  changes to a published document belong into an overlay; \
                     if this is a new edition of it, run `signet import` again or record the digest above"
                ),
            ));
        }
        for input in &mut inputs {
            input.trust_extensions = document.trust_extensions;
        }
        Ok(inputs)
    }

    /// Reads the folder as the settings say.
    pub(crate) fn job(&self, settings: &Settings) -> Result<Job, TomlError> {
        let (place, name) = (&self.place, self.name(SETTINGS));
        let input = |path: &RelativePath| self.input(path.as_str());
        let root_folder =
            |path: &RelativePath| Root { path: join(place, path.as_str()), name: self.name(path.as_str()) };
        let mut request = Request {
            name: Some(settings.name.as_str().to_owned()),
            package: settings.package.clone(),
            selection: Selection { include: settings.include.clone(), exclude: settings.exclude.clone() },
            form: Form::Crate,
            limits: settings.limits.clone(),
            ..Request::default()
        };
        for document in &settings.documents {
            request.inputs.extend(self.inputs(document)?);
        }
        request.overlays = settings.overlays.iter().map(input).collect();
        request.roots = settings.roots.iter().map(root_folder).collect();
        for example in &settings.examples {
            let bytes = fs::read(join(place, example.as_str()))
                .map_err(|error| TomlError::new(&name, format!("cannot read the example `{example}`: {error}")))?;
            request.extras.push((format!("examples/{}", example.file_name()), bytes));
        }
        if let Some(path) = &settings.package.readme {
            let bytes = fs::read(join(place, path.as_str()))
                .map_err(|error| TomlError::new(&name, format!("the readme `{path}` cannot be read: {error}")))?;
            request.readme = Some(bytes);
        }
        let lock = place.join(LOCK);
        request.lock = job::read_lock(Some(&lock))?;
        request.version = match &settings.version {
            Some(Version::Auto) => request.lock.package.as_ref().map(|package| package.version.clone()),
            Some(Version::Fixed(version)) => Some(version.clone()),
            None => None,
        };
        let accepted = settings.acceptances(&name);
        Ok(Job { request, folder: join(place, settings.output.as_str()), lock: Some(lock), accepted })
    }
}

/// What is wrong where no folder was named and none was found.
pub(crate) const NO_FOLDER: &str = "no folder in `spec` contains a signet.toml; name a folder";

/// Lists the folders of `spec` that have settings, sorted.
pub(crate) fn all(root: &Path) -> Vec<PathBuf> {
    let spec = Path::new("spec");
    let entries = fs::read_dir(join(root, spec)).into_iter().flatten().flatten();
    let mut folders: Vec<_> = entries
        .filter(|entry| entry.path().join(SETTINGS).is_file())
        .map(|entry| spec.join(entry.file_name()))
        .collect();
    folders.sort();
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    const HEAD: &str = "crate = \"pets\"\noutput = \"../../generated/pets\"\n";

    #[test]
    fn turns_settings_into_a_request() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let digest = digest::sha256(b"openapi: 3.1.0");
        write(root, "spec/pets/openapi.yaml", "openapi: 3.1.0");
        write(root, "spec/pets/examples/list.rs", "fn main() {}");
        write(root, "spec/pets/signet.lock", "version = 2\n[tags.Pets]\nmodule = \"pets\"\nview = \"pets\"\n");
        write(root, "spec/none/readme", "");
        let settings = format!(
            "{HEAD}version = \"2.0.0\"\ninclude = [\"Pets\"]\nexclude = [\"/pets/*\"]\noverlays = [\"o.yaml\"]\nexamples = [\"examples/list.rs\"]\n[[document]]\npath = \"openapi.yaml\"\nsha256 = \"{digest}\"\n\
             [[document]]\npath = \"../more.yaml\"\ntrust-extensions = true\n"
        );
        write(root, "spec/pets/signet.toml", &settings);

        assert_eq!(all(root), [Path::new("spec/pets")]);
        let job = open(root, Path::new("./spec/pets/")).unwrap();
        assert_eq!(job.folder, root.join("generated/pets"));
        assert_eq!(job.lock.as_deref(), Some(root.join("spec/pets/signet.lock").as_path()));
        let request = job.request;
        assert_eq!(request.name.as_deref(), Some("pets"));
        assert_eq!(
            request.inputs.iter().map(|input| (input.name.as_str(), input.trust_extensions)).collect::<Vec<_>>(),
            [("spec/pets/openapi.yaml", false), ("spec/more.yaml", true),]
        );
        assert_eq!(request.overlays[0].path, root.join("spec/pets/o.yaml"));
        assert_eq!(request.extras, [("examples/list.rs".to_owned(), b"fn main() {}".to_vec())]);
        assert_eq!(request.lock.tags["Pets"].module, "pets");
        assert_eq!(
            (request.selection.include, request.selection.exclude),
            (vec!["Pets".to_owned()], vec!["/pets/*".to_owned()])
        );
    }

    #[test]
    fn says_what_is_wrong_with_a_folder() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        let error = |folder: &str| open(root, Path::new(folder)).unwrap_err().to_string();
        assert_eq!(error("spec/pets"), "spec/pets: no such folder");
        fs::create_dir_all(root.join("spec/pets")).unwrap();
        assert!(error("spec/pets").starts_with("spec/pets: the folder contains no signet.toml"));
        write(root, "spec/pets/signet.toml", "names = 1\n");
        assert!(error("spec/pets").starts_with("spec/pets/signet.toml:1:1: unknown field `names`"));
        write(root, "spec/pets/openapi.yaml", "edited");
        write(
            root,
            "spec/pets/signet.toml",
            &format!("{HEAD}[[document]]\npath = \"openapi.yaml\"\nsha256 = \"{}\"\n", "0".repeat(64)),
        );
        assert!(
            error("spec/pets")
                .starts_with("spec/pets/signet.toml: `openapi.yaml` is not the document whose `sha256` is recorded")
        );
        write(
            root,
            "spec/pets/signet.toml",
            &format!("{HEAD}examples = [\"no.rs\"]\n[[document]]\npath = \"openapi.yaml\"\n"),
        );
        assert!(error("spec/pets").contains("cannot read the example `no.rs`"));
        write(root, "spec/pets/signet.toml", &format!("{HEAD}[[document]]\npath = \"openapi.yaml\"\n"));
        write(root, "spec/pets/signet.lock", "version = 9\n");
        assert!(error("spec/pets").contains("signet.lock: unsupported format 9"));
        assert!(all(root.join("nowhere").as_path()).is_empty());
    }
}
