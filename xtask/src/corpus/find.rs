//! A folder in, the documents in it out: files that say `openapi` or `swagger`, not the ones that these refer to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use regex_lite::Regex;
use sha2::Digest as _;

/// One document.
#[derive(Debug)]
pub struct Document {
    /// The file.
    pub path: PathBuf,
    /// Its path below the folder, with `/`.
    pub name: String,
    /// The name of its crate and of its folder among the results.
    pub id: String,
}

/// Finds all documents, sorted.
pub fn documents(root: &Path) -> io::Result<Vec<Document>> {
    // A pattern of this file; a test compiles it.
    let version = version_key().map_err(io::Error::other)?;
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if is_document(&path, &version) {
                let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                let id = id(&name);
                found.push(Document { path, name, id });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn is_document(path: &Path, version: &Regex) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    ["json", "yaml", "yml"].contains(&extension.as_str())
        && fs::read(path).is_ok_and(|bytes| version.is_match(&String::from_utf8_lossy(&bytes)))
}

/// The key with the version: at the start of a line in YAML, anywhere in JSON, which may be one line.
fn version_key() -> Result<Regex, regex_lite::Error> {
    Regex::new(r#"(?m)(^(openapi|swagger)\s*:|[{,]\s*"(openapi|swagger)"\s*:\s*"?[0-9])"#)
}

fn id(name: &str) -> String {
    let words: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let id = format!("c-{}", words.trim_matches('-'));
    // The longest name of a crate has 64 characters.
    match id.get(..47) {
        Some(start) if id.len() > 64 => {
            let digest = sha2::Sha256::digest(name.as_bytes());
            let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
            format!("{start}-{number:016x}")
        }
        _ => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_documents_from_their_parts() {
        let version = version_key().unwrap();
        for document in ["a: 1\nopenapi: 3.0.0\n", "{\"openapi\": \"3.0.0\"}", "{\"a\":{},\"swagger\":\"2.0\"}"] {
            assert!(version.is_match(document), "{document}");
        }
        for part in ["type: object\n", "  openapi: 3.0.0\n", "{\"type\": \"openapi\"}"] {
            assert!(!version.is_match(part), "{part}");
        }
    }

    #[test]
    fn ids_name_crates() {
        assert_eq!(id("real/a_b v2.1.yaml"), "c-real-a-b-v2-1-yaml");
        assert_eq!(id(&format!("{}.yaml", "a".repeat(90))).len(), 64);
    }
}
