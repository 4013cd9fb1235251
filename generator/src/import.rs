//! Takes the document out of a documentation page into a spec folder. A page in; `openapi.yaml`, byte for byte as
//! published, and `signet.toml` out.

use std::fmt;
use std::fs;
use std::path::Path;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use crate::crate_name;
use crate::digest;
use crate::job::{join, normalized, show};
use crate::output::{self, OutputError};
use crate::record::Record;
use crate::settings::{SETTINGS, Settings};
use crate::source::page;
use crate::spec_folder;
use crate::toml_file::{self, TomlError};

/// The name under which the document is kept.
pub(crate) const DOCUMENT: &str = "openapi.yaml";

/// Says what an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Imported {
    /// Whether the document is new or has changed.
    pub(crate) document: bool,
    pub(crate) settings: Change,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Created,
    Updated,
    Unchanged,
}

/// Says why nothing was imported.
#[derive(Debug)]
pub(crate) enum ImportError {
    Page {
        name: String,
        reason: String,
    },
    /// The document in the folder is not the one that was imported before.
    Edited {
        name: String,
    },
    Settings(TomlError),
    Output(OutputError),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page { name, reason } => write!(f, "{name}: {reason}"),
            Self::Edited { name } => write!(
                f,
                "{name}: the document was edited after the import, or was not imported; move the file, and describe changes in an overlay"
            ),
            Self::Settings(error) => error.fmt(f),
            Self::Output(error) => error.fmt(f),
        }
    }
}

impl From<TomlError> for ImportError {
    fn from(error: TomlError) -> Self {
        Self::Settings(error)
    }
}

impl From<OutputError> for ImportError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

/// Imports the page into the folder; `source` is where the page came from, for the record.
pub(crate) fn import(root: &Path, page: &Path, into: &Path, source: Option<&str>) -> Result<Imported, ImportError> {
    let page_name = show(page);
    let page_error = |reason: String| ImportError::Page { name: page_name.clone(), reason };
    let bytes = fs::read(join(root, page)).map_err(|error| page_error(format!("cannot read the file: {error}")))?;
    let text = str::from_utf8(&bytes).map_err(|_| page_error("not valid UTF-8".to_owned()))?;
    let document = page::extract(text).map_err(|error| page_error(error.to_string()))?.yaml.as_bytes();

    let folder = join(root, into);
    // From reading the settings to writing them.
    let _held = output::hold(&folder, || ())?;
    spec_folder::refuse_pending(&folder, &show(into))?;
    let name = show(&normalized(into.join(SETTINGS)));
    let path = folder.join(SETTINGS);
    let before = toml_file::text(&name, &path)?;
    let (page, sha256) = (Some(digest::sha256(&bytes)), digest::sha256(document));
    let record = Record { path: DOCUMENT, source, page, sha256 };
    let (after, recorded) = match &before {
        Some(text) => record.update(&name, text)?,
        None => (create(&folder, &record), None),
    };
    // Checked before anything is written: what is left behind must be a folder that can be generated from.
    Settings::parse(&name, &after)?;
    let target = folder.join(DOCUMENT);
    if let Ok(old) = fs::read(&target)
        && old != document
        && recorded != Some(digest::sha256(&old))
    {
        return Err(ImportError::Edited { name: show(&normalized(into.join(DOCUMENT))) });
    }
    // The document first: with the settings of the old one it is refused, and importing again mends it.
    let document = output::replace(&target, document)?;
    let changed = output::replace(&path, after.as_bytes())?;
    let settings = match before {
        None => Change::Created,
        Some(_) if changed => Change::Updated,
        Some(_) => Change::Unchanged,
    };
    Ok(Imported { document, settings })
}

/// Returns settings for a folder that has none.
fn create(folder: &Path, record: &Record<'_>) -> String {
    let canonical = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = crate_name::derived(&canonical.file_name().unwrap_or_default().to_string_lossy());
    let in_spec = canonical.parent().and_then(Path::file_name).is_some_and(|parent| parent == "spec");
    let output = if in_spec { format!("../../generated/{name}") } else { "generated".to_owned() };

    let mut document = DocumentMut::new();
    document.insert("crate", toml_edit::value(&name));
    document.insert("output", toml_edit::value(output));
    if folder.join("overlay.yaml").is_file() {
        document.insert("overlays", toml_edit::value(["overlay.yaml"].into_iter().collect::<toml_edit::Array>()));
    }
    let mut table = Table::new();
    record.write(&mut table);
    document.insert("document", Item::ArrayOfTables(ArrayOfTables::from_iter([table])));
    format!("# Settings of `signet generate` for this folder. Paths are relative to it.\n{document}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://example.com/pets.md";

    fn page(version: &str) -> String {
        format!(
            "# Pets\n\n```yaml\nsetting: 1\n```\n\n````yaml get /pets\nopenapi: 3.1.0\ninfo:\n  title: Pets # {version}\n````\n"
        )
    }

    fn yaml(version: &str) -> String {
        format!("openapi: 3.1.0\ninfo:\n  title: Pets # {version}\n")
    }

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }
        fn write(&self, path: &str, text: &str) {
            output::replace(&self.0.path().join(path), text.as_bytes()).unwrap();
        }
        fn read(&self, path: &str) -> String {
            fs::read_to_string(self.0.path().join(path)).unwrap()
        }
        fn import(&self, source: Option<&str>) -> Result<Imported, ImportError> {
            import(self.0.path(), Path::new("page.md"), Path::new("spec/Pets API"), source)
        }
    }

    #[test]
    fn makes_a_folder_to_generate_from() {
        let folder = Folder::new();
        folder.write("page.md", &page("1"));
        assert_eq!(folder.import(Some(URL)).unwrap(), Imported { document: true, settings: Change::Created });
        let text = folder.read("spec/Pets API/signet.toml");
        let settings = Settings::parse("", &text).unwrap();
        assert!(text.contains("crate = \"pets-api\"\noutput = \"../../generated/pets-api\"\n"), "{text}");
        assert_eq!(settings.documents[0].source.as_ref().unwrap().as_str(), URL);
        assert_eq!(
            settings.documents[0].sha256.as_ref().unwrap().as_str(),
            digest::sha256(folder.read("spec/Pets API/openapi.yaml").as_bytes())
        );
        assert_eq!(settings.documents[0].page_sha256.as_ref().unwrap().as_str(), digest::sha256(page("1").as_bytes()));
        assert_eq!(folder.read("spec/Pets API/openapi.yaml"), yaml("1"));
        // Again, with and without saying where it came from.
        for source in [None, Some(URL)] {
            assert_eq!(folder.import(source).unwrap(), Imported { document: false, settings: Change::Unchanged });
            assert_eq!(folder.read("spec/Pets API/signet.toml"), text);
        }
    }

    #[test]
    fn keeps_what_people_wrote_into_the_settings() {
        let folder = Folder::new();
        folder.write("page.md", &page("1"));
        let written = "# Ours.\ncrate = \"own\" # not derived\noutput = \"x\"\n\n# Another.\n[[document]]\npath = \"more.yaml\"\n\n# The main one.\n[[document]]\n\
                       path = \"openapi.yaml\" # kept\nsha256 = \"0000000000000000000000000000000000000000000000000000000000000000\" # of last year\ntrust-extensions = true\n";
        folder.write("spec/Pets API/signet.toml", written);
        assert_eq!(folder.import(Some(URL)).unwrap(), Imported { document: true, settings: Change::Updated });
        let text = folder.read("spec/Pets API/signet.toml");
        let expected = format!(
            "{}source = \"{URL}\"\npage_sha256 = \"{}\"\n",
            written.replace(&"0".repeat(64), &digest::sha256(yaml("1").as_bytes())),
            digest::sha256(page("1").as_bytes())
        );
        assert_eq!(text, expected);

        // The page grows: document and digests follow.
        folder.write("page.md", &page("2"));
        assert_eq!(folder.import(None).unwrap(), Imported { document: true, settings: Change::Updated });
        assert!(folder.read("spec/Pets API/signet.toml").contains(&digest::sha256(yaml("2").as_bytes())));
        // Settings without the document get one.
        let other = Folder::new();
        other.write("page.md", &page("1"));
        other.write("spec/Pets API/signet.toml", "crate = \"own\"\noutput = \"x\"\n");
        other.import(None).unwrap();
        assert!(
            other
                .read("spec/Pets API/signet.toml")
                .starts_with("crate = \"own\"\noutput = \"x\"\n\n[[document]]\npath = \"openapi.yaml\"\n")
        );
    }

    #[test]
    fn never_writes_over_what_was_edited() {
        let folder = Folder::new();
        folder.write("page.md", &page("1"));
        folder.write("spec/Pets API/openapi.yaml", "openapi: 3.0.0 # by hand");
        assert!(matches!(folder.import(None), Err(ImportError::Edited { .. })));
        assert!(!folder.0.path().join("spec/Pets API/signet.toml").exists());
        folder.write("spec/Pets API/openapi.yaml", &yaml("1"));
        assert_eq!(folder.import(None).unwrap(), Imported { document: false, settings: Change::Created });
        folder.write("spec/Pets API/openapi.yaml", "openapi: 3.0.0 # by hand");
        folder.write("page.md", &page("2"));
        let error = folder.import(None).unwrap_err().to_string();
        assert!(error.starts_with("spec/Pets API/openapi.yaml: the document was edited"), "{error}");
    }

    #[test]
    fn refuses_pages_and_settings_that_it_cannot_read() {
        let folder = Folder::new();
        let error = folder.import(None).unwrap_err().to_string();
        assert!(error.starts_with("page.md: cannot read the file"), "{error}");
        folder.write("page.md", "# No document");
        assert!(folder.import(None).unwrap_err().to_string().starts_with("page.md: "));
        folder.write("page.md", &page("1"));
        for settings in [
            "crate = ",
            "crate = \"x\"\noutput = \"y\"\nspeling = 1\n",
            "crate = \"x\"\noutput = \"y\"\ndocument = 1\n",
        ] {
            folder.write("spec/Pets API/signet.toml", settings);
            let error = folder.import(None).unwrap_err().to_string();
            assert!(error.starts_with("spec/Pets API/signet.toml:"), "{error}");
            assert_eq!(folder.read("spec/Pets API/signet.toml"), settings);
            assert!(!folder.0.path().join("spec/Pets API/openapi.yaml").exists());
        }
    }
}
