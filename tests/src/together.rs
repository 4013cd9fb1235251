//! Generated crates as modules of one crate with one copy of the runtime, which is most of what a small crate costs to compile.
//!
//! All that tells such a module from the crate: paths lead into the module, features of the document have the module's name
//! before theirs, and so have the methods that each document adds to the same types of the runtime.
//!
//! The programs that READMEs show are examples of the crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use signet::FileSet;
use toml::{Table, Value};

/// The name of the crate.
pub const NAME: &str = "together";

/// The types of the runtime to which documents add methods.
const SHARED: [&str; 3] = ["Client", "ClientBuilder", "MockServer"];

/// How the root of the crate begins.
const ROOT: &str = "//! Documents, each in a module.

#[allow(dead_code, unused_imports, reason = \"each document needs some of it\")]
mod runtime;
";

/// A crate of several documents.
#[derive(Clone, Debug)]
pub struct Together {
    /// The text of each file.
    files: BTreeMap<String, String>,
    modules: Vec<String>,
    /// The programs, by their modules.
    programs: BTreeMap<String, String>,
    /// The manifest of the runtime, to which features are added.
    manifest: Table,
    /// The features of the runtime.
    shared: BTreeSet<String>,
}

impl Together {
    /// Makes a crate with the runtime alone.
    #[must_use]
    pub fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let read = |path: &str| fs::read_to_string(root.join(path)).unwrap().parse::<Table>().unwrap();
        let (workspace, runtime) = (read("Cargo.toml"), read("templates/runtime/Cargo.toml"));
        let known = workspace["workspace"]["dependencies"].as_table().unwrap();
        let dependencies = runtime["dependencies"].as_table().unwrap();
        let dependencies: Table =
            dependencies.iter().map(|(name, value)| (name.clone(), dependency(&known[name], value))).collect();
        let mut features = runtime["features"].as_table().unwrap().clone();
        let shared = features.keys().cloned().collect();
        features.insert("default".to_owned(), Value::Array(vec!["runtime".into()]));
        let package = [
            ("name", NAME.into()),
            ("version", "0.0.0".into()),
            ("edition", "2024".into()),
            // As that of generated crates: clippy proposes nothing newer.
            ("rust-version", "1.85".into()),
            ("autoexamples", false.into()),
        ];
        let package: Table = package.into_iter().map(|(key, value): (&str, Value)| (key.to_owned(), value)).collect();
        let tables = [("package", package), ("features", features), ("dependencies", dependencies)];
        let manifest = tables.into_iter().map(|(name, table)| (name.to_owned(), Value::Table(table))).collect();
        let files = signet_runtime::SOURCES.iter();
        let files = files.map(|(path, text)| (format!("src/runtime/{path}"), (*text).to_owned())).collect();
        Self { files, modules: Vec::new(), programs: BTreeMap::new(), manifest, shared }
    }

    /// Adds a generated crate, unless it has an attribute that is only good for a whole crate.
    pub fn add(&mut self, name: &str, files: &FileSet) -> bool {
        let text = |path: &str| String::from_utf8_lossy(files.get(path).unwrap()).into_owned();
        if text("src/lib.rs").lines().any(|line| line.starts_with("#![allow(")) {
            return false;
        }
        let module = name.replace('-', "_");
        let own = self.add_features(&module, &text("Cargo.toml"));
        let sources: Vec<_> = files
            .iter()
            .filter_map(|(path, bytes)| {
                let path = path.strip_prefix("src/").filter(|path| !path.starts_with("runtime/"))?;
                Some((path, String::from_utf8_lossy(bytes)))
            })
            .collect();
        let methods: BTreeSet<_> = sources.iter().flat_map(|(_, text)| methods(text)).collect();
        for (inside, text) in &sources {
            let mut text = renamed(text, &methods, &module).replace("crate::", &format!("crate::{module}::"));
            for feature in &own {
                text = text.replace(&format!("feature = \"{feature}\""), &format!("feature = \"{module}-{feature}\""));
            }
            let inside = if *inside == "lib.rs" {
                text = text.replace("#![forbid(unsafe_code)]\n", "").replace("mod runtime;", "use crate::runtime;");
                "mod.rs"
            } else {
                inside
            };
            self.files.insert(format!("src/{module}/{inside}"), text);
        }
        if let Some(program) = program(&text("README.md")) {
            let package = format!("use t_{module}::");
            let text = program.replace(&package, &format!("use {NAME}::{module}::"));
            self.programs
                .insert(module.clone(), methods.iter().fold(text, |text, method| with_calls(&text, method, &module)));
        }
        self.modules.push(module);
        true
    }

    /// Adds the features of a document, and returns those that are its own.
    fn add_features(&mut self, module: &str, manifest: &str) -> Vec<String> {
        let manifest: Table = manifest.parse().unwrap();
        let features = manifest["features"].as_table().unwrap();
        let is_own = |name: &str| !self.shared.contains(name);
        let named = |name: &Value| match name.as_str().unwrap() {
            name if features.contains_key(name) && is_own(name) => Value::from(format!("{module}-{name}")),
            name => Value::from(name),
        };
        let all = self.manifest["features"].as_table_mut().unwrap();
        let default = all["default"].as_array_mut().unwrap();
        for name in features["default"].as_array().unwrap().iter().map(named) {
            if !default.contains(&name) {
                default.push(name);
            }
        }
        let own: Vec<String> = features.keys().filter(|name| is_own(name)).cloned().collect();
        for name in &own {
            let values = features[name].as_array().unwrap().iter().map(named).collect();
            all.insert(format!("{module}-{name}"), Value::Array(values));
        }
        own
    }

    /// Returns the text of each file of a document, by its path.
    pub fn files_of(&self, name: &str) -> impl Iterator<Item = (&str, &str)> {
        let folder = format!("src/{}/", name.replace('-', "_"));
        let all = self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        all.filter(move |(path, _)| path.starts_with(&folder))
    }

    /// Lets the rest of the crate look into all modules of the documents.
    pub fn open(&mut self) {
        for (path, text) in &mut self.files {
            if !path.starts_with("src/runtime/") {
                *text = text
                    .replace("\nmod ", "\npub(crate) mod ")
                    .replace("\nuse crate::runtime;", "\npub(crate) use crate::runtime;");
            }
        }
    }

    /// Adds a module that is no document.
    pub fn add_module(&mut self, name: &str, text: String) {
        self.files.insert(format!("src/{name}.rs"), text);
        self.modules.push(name.to_owned());
    }

    /// Returns the number of documents with a program.
    #[must_use]
    pub fn programs(&self) -> usize {
        self.programs.len()
    }

    /// Writes the crate into a folder. A file that is as it was is not written again, and what is no file of the crate goes.
    pub fn write(mut self, folder: &Path) {
        let modules = self.modules.iter().map(|module| format!("pub mod {module};\n"));
        let root = std::iter::once(ROOT.to_owned()).chain(modules).collect();
        self.files.insert("src/lib.rs".to_owned(), root);
        let mut examples = Vec::new();
        for (module, program) in self.programs {
            let features = Value::Array(vec!["default".into()]);
            examples.push(Value::Table(Table::from_iter([
                ("name".to_owned(), module.as_str().into()),
                ("required-features".to_owned(), features),
            ])));
            self.files.insert(format!("examples/{module}.rs"), program);
        }
        self.manifest.insert("example".to_owned(), Value::Array(examples));
        let tokio: Table = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }".parse().unwrap();
        self.manifest.insert("dev-dependencies".to_owned(), Value::Table(tokio));
        self.files.insert("Cargo.toml".to_owned(), self.manifest.to_string());
        remove_others(&self.files, folder, "src");
        remove_others(&self.files, folder, "examples");
        for (path, text) in self.files {
            let path = folder.join(path);
            if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
        }
    }
}

impl Default for Together {
    fn default() -> Self {
        Self::new()
    }
}

/// The program that a README shows.
fn program(readme: &str) -> Option<String> {
    let program = readme.split("\n```rust,no_run\n").nth(1)?.split("\n```\n").next()?;
    Some(format!("{program}\n"))
}

/// Renames a method of the client and its builder where a program calls it.
fn with_calls(program: &str, method: &str, module: &str) -> String {
    let built = program.find(".build()?").unwrap_or_default();
    let mut renamed = String::new();
    let mut rest = 0;
    for call in [format!(".{method}("), format!("::{method}(")].iter().flat_map(|call| program.match_indices(call)) {
        let (position, call) = call;
        if position >= rest && (position < built || program[..position].trim_end().ends_with("client")) {
            let end = position + call.len() - 1;
            let start = end - method.len();
            renamed.push_str(&program[rest..start]);
            renamed.push_str(&of_module(method, module));
            rest = end;
        }
    }
    renamed + &program[rest..]
}

/// Removes the files below a path that are none of these.
fn remove_others(files: &BTreeMap<String, String>, folder: &Path, below: &str) {
    for entry in fs::read_dir(folder.join(below)).into_iter().flatten().flatten() {
        let path = format!("{below}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            remove_others(files, folder, &path);
        } else if !files.contains_key(&path) {
            fs::remove_file(entry.path()).unwrap();
        }
    }
}

/// The name of a method with that of its module. An underscore that tells it from a keyword is not needed then.
fn of_module(method: &str, module: &str) -> String {
    format!("{}_of_{module}", method.trim_end_matches('_'))
}

/// A dependency with what the workspace says of it.
fn dependency(known: &Value, asked: &Value) -> Value {
    let mut found = match known {
        Value::Table(table) => table.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    };
    for (key, value) in asked.as_table().unwrap().iter().filter(|(key, _)| *key != "workspace") {
        match (found.get_mut(key), value) {
            (Some(Value::Array(items)), Value::Array(more)) => items.extend(more.clone()),
            _ => drop(found.insert(key.clone(), value.clone())),
        }
    }
    Value::Table(found)
}

/// The name of the method that begins in a line of an `impl`.
fn method(line: &str) -> Option<&str> {
    let (_, rest) = line.strip_prefix("    pub ")?.split_once("fn ")?;
    rest.split(['(', '<']).next()
}

/// The lines of a text, each with whether it is in an `impl` of a type of the runtime to which documents add methods.
fn lines(text: &str) -> impl Iterator<Item = (bool, &str)> {
    text.lines().scan(false, |inside, line| {
        if let Some(ty) = line.strip_prefix("impl ").and_then(|rest| rest.strip_suffix(" {")) {
            *inside = SHARED.contains(&ty.rsplit("::").next().unwrap_or(ty));
        } else if line == "}" {
            *inside = false;
        }
        Some((*inside, line))
    })
}

/// The names of the methods that a document adds to types of the runtime.
fn methods(text: &str) -> Vec<String> {
    lines(text).filter(|(inside, _)| *inside).filter_map(|(_, line)| method(line)).map(str::to_owned).collect()
}

/// Gives those methods the name of the module, where they are defined, called or linked to.
fn renamed(text: &str, methods: &BTreeSet<String>, module: &str) -> String {
    let mut renamed = String::new();
    for (inside, line) in lines(text) {
        let mut line = line.to_owned();
        for method in methods {
            for (ty, end) in SHARED.iter().flat_map(|ty| ['`', ')'].map(|end| (ty, end))) {
                let named = of_module(method, module);
                line = line.replace(&format!("{ty}::{method}{end}"), &format!("{ty}::{named}{end}"));
            }
            if inside {
                for end in ['`', ')'] {
                    line = line
                        .replace(&format!("Self::{method}{end}"), &format!("Self::{}{end}", of_module(method, module)));
                }
                for (before, after) in [(" fn ", "("), (" fn ", "<"), ("self.", "(")] {
                    let named = format!("{before}{}{after}", of_module(method, module));
                    line = line.replace(&format!("{before}{method}{after}"), &named);
                }
            }
        }
        renamed += &line;
        renamed.push('\n');
    }
    renamed
}
