//! What is to be read: a file on disk, or a text at hand.

use std::path::PathBuf;

use super::page;

/// One document, page or overlay to read.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file to read; empty if the text is at hand.
    pub path: PathBuf,
    /// The name shown in diagnostics: relative, with `/`. Its extension says what the text is.
    pub name: String,
    /// Whether the document may carry keys for the generator, as overlays always may.
    pub trust_extensions: bool,
    /// Whether an overlay's actions that match nothing are left out, instead of being errors.
    pub is_lenient: bool,
    /// The text, if it is at hand.
    pub text: Option<String>,
}

impl Input {
    /// Names a file, shown by its path.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.to_string_lossy().replace('\\', "/");
        Self { path, name, trust_extensions: false, is_lenient: false, text: None }
    }

    /// Takes a text that is at hand; nothing is read from disk.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: PathBuf::new(),
            name: name.into(),
            trust_extensions: false,
            is_lenient: false,
            text: Some(text.into()),
        }
    }

    /// Lets the document carry keys for the generator.
    #[must_use]
    pub fn trusted(mut self) -> Self {
        self.trust_extensions = true;
        self
    }

    /// Returns the last part of the name.
    pub(super) fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }

    /// Tells whether it is a Markdown page with a document inside.
    pub(super) fn is_page(&self) -> bool {
        page::is_name(&self.name)
    }

    /// Tells whether it is JSON; anything else is YAML.
    pub(super) fn is_json(&self) -> bool {
        self.extension() == "json"
    }

    fn extension(&self) -> String {
        match self.file_name().rsplit_once('.') {
            Some((_, extension)) => extension.to_ascii_lowercase(),
            None => String::new(),
        }
    }
}
