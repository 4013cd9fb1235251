//! The modules of a crate by the path under which callers reach their items.

use std::collections::BTreeMap;
use std::io;

use signet::FileSet;
use syn::{Item, UseTree};

/// A file, parsed, and the nearest public module that its items are seen in.
pub(super) struct Module {
    pub path: String,
    pub file: syn::File,
}

/// Parses all files but those of the runtime.
///
/// Private modules are re-exported by the module that has them, and nothing public stands in those that are not.
pub(super) fn read(files: &FileSet) -> io::Result<Vec<Module>> {
    let mut parsed: BTreeMap<String, syn::File> = BTreeMap::new();
    for (path, bytes) in files.iter() {
        let Some(module) = path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")) else { continue };
        if module == "runtime" || module.starts_with("runtime/") {
            continue;
        }
        let file = syn::parse_file(&String::from_utf8_lossy(bytes))
            .map_err(|error| io::Error::other(format!("`{path}` is not Rust: {error}")))?;
        let module = module.strip_suffix("/mod").unwrap_or(module);
        parsed.insert(if module == "lib" { String::new() } else { module.to_owned() }, file);
    }
    let paths: Vec<String> = parsed.keys().map(|module| public_path(module, &parsed)).collect();
    Ok(paths.into_iter().zip(parsed.into_values()).map(|(path, file)| Module { path, file }).collect())
}

fn public_path(module: &str, parsed: &BTreeMap<String, syn::File>) -> String {
    let mut path = String::new();
    let mut parent = String::new();
    for step in module.split('/').filter(|step| !step.is_empty()) {
        let declared = parsed.get(&parent).into_iter().flat_map(|file| &file.items);
        let public = declared.into_iter().any(|item| {
            matches!(item, Item::Mod(item) if super::is_public(&item.vis) && item.ident.to_string().trim_start_matches("r#") == step)
        });
        if public {
            path = super::join(&path, step);
        }
        parent = if parent.is_empty() { step.to_owned() } else { format!("{parent}/{step}") };
    }
    path
}

/// The names that a `use` brings, but for globs, whose items are read where they stand.
pub(super) fn leaves(tree: &UseTree) -> Vec<String> {
    match tree {
        UseTree::Path(path) => leaves(&path.tree),
        UseTree::Name(name) => vec![name.ident.to_string()],
        UseTree::Rename(rename) => vec![rename.rename.to_string()],
        UseTree::Glob(_) => Vec::new(),
        UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
    }
}
