//! What a generated crate shows to its callers: a line for each item, so that a change of it is seen.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test's helpers fail the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use signet::FileSet;
use signet::diagnostics::Diagnostics;
use signet_tests::documents;
use syn::{Attribute, File, ImplItem, Item, TraitItem, Type, UseTree, Visibility};

#[test]
fn the_crate_of_a_small_document() {
    let path = documents::corpus().join("valid/petstore.yaml");
    let (_, generated) = signet::generate(&documents::request(&path), &mut Diagnostics::new());
    insta::assert_snapshot!(Crate::read(&generated.unwrap().files).show());
}

/// A crate, parsed.
struct Crate {
    /// Its files, by the path of their modules.
    modules: BTreeMap<String, File>,
    /// What is defined, with its variants or methods: by the first step of its module, and its name.
    items: BTreeMap<(String, String), String>,
    /// The public methods of types, by the same.
    methods: BTreeMap<(String, String), BTreeSet<String>>,
}

impl Crate {
    fn read(files: &FileSet) -> Self {
        let mut modules: BTreeMap<String, File> = BTreeMap::new();
        for (path, text) in files.iter() {
            let Some(path) = path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")) else { continue };
            let path = path.trim_end_matches("/mod").replace('/', "::");
            let path = if path == "lib" { String::new() } else { path };
            modules.insert(path, syn::parse_file(std::str::from_utf8(text).unwrap()).unwrap());
        }
        let (mut defined_items, mut methods_of) = (BTreeMap::new(), BTreeMap::<_, BTreeSet<String>>::new());
        let items = || modules.iter().flat_map(|(module, file)| file.items.iter().map(move |item| (module, item)));
        for (module, item) in items() {
            if let Some((name, kind)) = defined(item).filter(|_| is_public(item)) {
                defined_items.insert((first(module), name), kind);
            }
        }
        for (module, item) in items() {
            let Item::Impl(item) = item else { continue };
            let (None, Type::Path(own)) = (&item.trait_, &*item.self_ty) else { continue };
            if is_hidden(&item.attrs) {
                continue;
            }
            let own = own.path.segments.last().unwrap().ident.to_string();
            // What is not defined there is a type of the runtime.
            let own = (first(module), own);
            let own = if defined_items.contains_key(&own) { own } else { ("runtime".to_owned(), own.1) };
            let methods = item.items.iter().filter_map(|item| match item {
                ImplItem::Fn(method) if is_shown(&method.vis, &method.attrs) => Some(method.sig.ident.to_string()),
                _ => None,
            });
            methods_of.entry(own).or_default().extend(methods);
        }
        Self { modules, items: defined_items, methods: methods_of }
    }

    fn show(&self) -> String {
        let mut lines = BTreeMap::new();
        self.walk("", "", &mut lines);
        let mut text = String::new();
        for (path, line) in lines {
            let _ = writeln!(text, "{path}{line}");
        }
        text
    }

    /// Adds what a module has that others see, as it is seen under `place`.
    fn walk(&self, module: &str, place: &str, lines: &mut BTreeMap<String, String>) {
        for item in &self.modules[module].items {
            match item {
                Item::Mod(item) if is_shown(&item.vis, &item.attrs) => {
                    let (module, place) = (join(module, &item.ident.to_string()), join(place, &item.ident.to_string()));
                    lines.insert(place.clone(), format!(": mod{}", gate(&item.attrs)));
                    self.walk(&module, &place, lines);
                }
                Item::Use(item) if is_shown(&item.vis, &item.attrs) => {
                    for path in leaves(&item.tree) {
                        self.pass_on(module, place, &path, &gate(&item.attrs), lines);
                    }
                }
                item => {
                    if let Some((name, _)) = defined(item).filter(|_| is_public(item)) {
                        self.add(&first(module), place, &name, "", lines);
                    }
                }
            }
        }
    }

    /// Adds what a `pub use` passes on.
    fn pass_on(&self, module: &str, place: &str, path: &[String], gate: &str, lines: &mut BTreeMap<String, String>) {
        let (name, before) = path.split_last().unwrap();
        let from_root = before.first().is_some_and(|first| first == "crate");
        let before: Vec<&str> =
            before.iter().map(String::as_str).filter(|step| !["crate", "self"].contains(step)).collect();
        let module = if from_root { before.join("::") } else { join(module, &before.join("::")) };
        let whole = join(&module, name);
        if name == "*" {
            self.walk(&module, place, lines);
        } else if before.is_empty() {
            lines.insert(join(place, name), format!(": crate{gate}"));
        } else if self.modules.contains_key(&whole) {
            lines.insert(join(place, name), format!(": mod{gate}"));
            self.walk(&whole, &join(place, name), lines);
        } else {
            self.add(&first(&module), place, name, gate, lines);
        }
    }

    fn add(&self, first: &str, place: &str, name: &str, gate: &str, lines: &mut BTreeMap<String, String>) {
        let key = (first.to_owned(), name.to_owned());
        let kind = self.items.get(&key).map_or("crate", String::as_str);
        let methods: Vec<&str> = self.methods.get(&key).into_iter().flatten().map(String::as_str).collect();
        let methods = if methods.is_empty() { String::new() } else { format!(" fn {}", methods.join(" ")) };
        lines.insert(join(place, name), format!(": {kind}{methods}{gate}"));
    }
}

/// The name of an item, and what it is.
fn defined(item: &Item) -> Option<(String, String)> {
    Some(match item {
        Item::Const(item) => (item.ident.to_string(), "const".to_owned()),
        Item::Enum(item) => {
            let variants: Vec<String> = item.variants.iter().map(|variant| variant.ident.to_string()).collect();
            (item.ident.to_string(), format!("enum {}", variants.join(" ")))
        }
        Item::Fn(item) => (item.sig.ident.to_string(), "fn".to_owned()),
        Item::Struct(item) => {
            let fields = item.fields.iter().filter(|field| is_shown(&field.vis, &field.attrs));
            let fields: Vec<String> =
                fields.map(|field| field.ident.as_ref().map_or("0".to_owned(), ToString::to_string)).collect();
            let fields = if fields.is_empty() { String::new() } else { format!(" {}", fields.join(" ")) };
            (item.ident.to_string(), format!("struct{fields}"))
        }
        Item::Trait(item) => {
            let methods = item.items.iter().filter_map(|item| match item {
                TraitItem::Fn(method) if !is_hidden(&method.attrs) => Some(method.sig.ident.to_string()),
                TraitItem::Type(ty) => Some(ty.ident.to_string()),
                _ => None,
            });
            (item.ident.to_string(), format!("trait {}", methods.collect::<Vec<_>>().join(" ")))
        }
        Item::Type(item) => (item.ident.to_string(), "type".to_owned()),
        _ => return None,
    })
}

fn is_public(item: &Item) -> bool {
    match item {
        Item::Const(item) => is_shown(&item.vis, &item.attrs),
        Item::Enum(item) => is_shown(&item.vis, &item.attrs),
        Item::Fn(item) => is_shown(&item.vis, &item.attrs),
        Item::Struct(item) => is_shown(&item.vis, &item.attrs),
        Item::Trait(item) => is_shown(&item.vis, &item.attrs),
        Item::Type(item) => is_shown(&item.vis, &item.attrs),
        _ => false,
    }
}

fn is_shown(visibility: &Visibility, attributes: &[Attribute]) -> bool {
    matches!(visibility, Visibility::Public(_)) && !is_hidden(attributes)
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    let is_hidden = |attribute: &&Attribute| {
        attribute.path().is_ident("doc") && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "hidden")
    };
    attributes.iter().any(|attribute| is_hidden(&attribute))
}

/// The features that an item is compiled with.
fn gate(attributes: &[Attribute]) -> String {
    let gates = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    let gates = gates.map(|gate| format!(" if {}", gate.meta.require_list().unwrap().tokens));
    gates.collect::<Vec<_>>().concat()
}

/// The paths that a `use` passes on.
fn leaves(tree: &UseTree) -> Vec<Vec<String>> {
    match tree {
        UseTree::Path(path) => {
            let inner = leaves(&path.tree);
            inner.into_iter().map(|rest| [vec![path.ident.to_string()], rest].concat()).collect()
        }
        UseTree::Name(name) => vec![vec![name.ident.to_string()]],
        UseTree::Glob(_) => vec![vec!["*".to_owned()]],
        UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
        UseTree::Rename(_) => panic!("a new name"),
    }
}

/// The first step of the path of a module.
fn first(module: &str) -> String {
    module.split("::").next().unwrap_or_default().to_owned()
}

fn join(module: &str, name: &str) -> String {
    match (module, name) {
        ("", name) => name.to_owned(),
        (module, "") => module.to_owned(),
        (module, name) => format!("{module}::{name}"),
    }
}
