//! The runtime's modules, and which of them a crate has: those that its code names, and those that these name in turn.

mod index;
mod mention;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use signet_runtime::SOURCES;

use crate::dependencies::{DEPENDENCIES, Dependency};
use crate::features::{FEATURES, Feature};

use index::{Index, Named};
use mention::{Mentions, leaves};

/// The part of the runtime that a crate has.
#[derive(Debug, Default)]
pub struct Runtime {
    /// Its files that are no indexes, by their path below `src/runtime/`.
    files: BTreeSet<&'static str>,
}

impl Runtime {
    /// Adds the modules that a file of the crate names, and those that these name in turn.
    pub fn add(&mut self, code: &str) {
        let mentions = Mentions::of(code, &GRAPH.passed_on);
        // What belongs to a package is in the module of the runtime that passes it on.
        let packages = mentions.packages.iter().map(|package| vec![*package]);
        let paths = mentions.runtime.iter().flat_map(|path| leaves(path)).chain(packages);
        let mut open: Vec<&'static str> = paths.filter_map(|path| GRAPH.file("", &path)).collect();
        while let Some(file) = open.pop() {
            if self.files.insert(file) {
                open.extend(GRAPH.modules.get(file).iter().flat_map(|module| &module.leads_to));
            }
        }
    }

    /// Says whether the crate has a file of the runtime that is no index.
    #[must_use]
    pub fn has(&self, file: &str) -> bool {
        self.files.contains(file)
    }

    /// Lists the files, by their path below `src/runtime/`.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, Cow<'static, str>)> {
        SOURCES.iter().filter_map(|(path, text)| match GRAPH.indexes.get(path) {
            Some(index) => Some((*path, Cow::Owned(self.lines(index)?))),
            None => self.has(path).then_some((*path, Cow::Borrowed(*text))),
        })
    }

    /// Returns the lines of an index that lead to modules of the crate.
    fn lines(&self, index: &Index) -> Option<String> {
        index.kept(|named, name| match named {
            Named::Module => {
                let path = child(index.folder, name);
                path.is_some_and(|path| {
                    self.has(path) || GRAPH.indexes.get(path).is_some_and(|inner| self.lines(inner).is_some())
                })
            }
            Named::Path { .. } => GRAPH.named(index, named, name, &[]).is_some_and(|file| self.has(file)),
        })
    }

    /// Lists the packages that the crate depends on.
    pub fn dependencies(&self) -> impl Iterator<Item = &'static Dependency> {
        let modules = self.files.iter().filter_map(|file| GRAPH.modules.get(file));
        let names: BTreeSet<&str> = modules.flat_map(|module| &module.packages).copied().collect();
        DEPENDENCIES.iter().filter(move |each| names.contains(rust_name(each).as_str()))
    }

    /// Lists the cargo features that the crate has for its runtime.
    pub fn features(&self) -> impl Iterator<Item = &'static Feature> {
        let texts: Vec<Cow<'static, str>> = self.files().map(|(_, text)| text).collect();
        FEATURES.iter().filter(move |each| {
            let asked = format!("feature = \"{}\"", each.name);
            texts.iter().any(|text| text.contains(&asked))
        })
    }
}

/// How modules of the runtime lead to each other.
struct Graph {
    /// The indexes, by their path.
    indexes: BTreeMap<&'static str, Index>,
    /// All other files, by their path.
    modules: BTreeMap<&'static str, Module>,
    /// The packages that a module of the runtime passes on, as Rust names them.
    passed_on: Vec<&'static str>,
}

/// What a file of the runtime needs.
#[derive(Default)]
struct Module {
    /// Other files, by their path.
    leads_to: BTreeSet<&'static str>,
    /// Packages, by their Rust names.
    packages: BTreeSet<&'static str>,
}

static GRAPH: LazyLock<Graph> = LazyLock::new(|| {
    let packages: Vec<String> = DEPENDENCIES.iter().map(rust_name).collect();
    let packages: Vec<&str> = packages.iter().map(String::as_str).collect();
    let mut graph = Graph { indexes: BTreeMap::new(), modules: BTreeMap::new(), passed_on: Vec::new() };
    for (path, text) in SOURCES {
        match Index::read(folder(path), text) {
            Some(index) => {
                graph.indexes.insert(path, index);
            }
            None => {
                graph.modules.insert(path, Module::default());
            }
        }
    }
    for (path, text) in SOURCES.iter().filter(|(path, _)| !graph.indexes.contains_key(path)) {
        let mentions = Mentions::of(text, &packages);
        let named = mentions.runtime.iter().flat_map(|path| leaves(path)).filter_map(|path| graph.file("", &path));
        // Children of a file that is no index are a part of it.
        let children = text.lines().filter_map(|line| child(folder(path), declared(line)?));
        let leads_to = named.chain(children).collect();
        graph.modules.insert(path, Module { leads_to, packages: mentions.packages.into_iter().collect() });
    }
    let passed_on = packages.iter().filter_map(|package| graph.indexes.get("mod.rs")?.passed_on(package));
    graph.passed_on = passed_on.collect();
    graph
});

impl Graph {
    /// Finds the file that a path leads to from a folder.
    fn file(&self, folder: &'static str, path: &[&str]) -> Option<&'static str> {
        let (name, rest) = path.split_first()?;
        let index = self.indexes.values().find(|index| index.folder == folder)?;
        self.named(index, &index.named(name)?, name, rest)
    }

    /// Finds the file that a name of an index leads to; `rest` are the steps after it.
    fn named(&self, index: &Index, named: &Named<'_>, name: &str, rest: &[&str]) -> Option<&'static str> {
        match named {
            Named::Module => {
                let path = child(index.folder, name)?;
                let inner = self.indexes.get(path);
                inner.map_or(Some(path), |inner| self.file(inner.folder, rest))
            }
            Named::Path { from_root, steps } => self.file(if *from_root { "" } else { index.folder }, steps),
        }
    }
}

/// The folder of the modules that a file declares.
fn folder(path: &'static str) -> &'static str {
    match path.strip_suffix("mod.rs") {
        Some(folder) => folder.trim_end_matches('/'),
        None => path.trim_end_matches(".rs"),
    }
}

/// The file of a module in a folder.
fn child(folder: &str, module: &str) -> Option<&'static str> {
    let parent = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let (file, index) = (format!("{parent}{module}.rs"), format!("{parent}{module}/mod.rs"));
    SOURCES.iter().map(|(path, _)| *path).find(|path| *path == file || *path == index)
}

/// The module that a line declares.
fn declared(line: &str) -> Option<&str> {
    let line = line.trim_start_matches("pub ").trim_start_matches("pub(crate) ");
    line.strip_prefix("mod ")?.strip_suffix(';')
}

/// The name of a package in Rust code.
fn rust_name(dependency: &Dependency) -> String {
    dependency.name.replace('-', "_")
}
