//! The public API of a generated crate as lines of text, read from its files without compiling it.
//!
//! A line names one item and says what a caller relies on: a signature, the type of a field, a variant, a trait. It also
//! says what the item is on the wire where the code shows that: a field with another name on the wire is another field.

mod modules;
mod wire;

use std::collections::BTreeSet;
use std::io;

use quote::ToTokens;
use signet::FileSet;
use syn::{Fields, ImplItem, Item, Signature, Type, Visibility};

/// The public items of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicApi {
    /// One line for each item, member, trait and wire name.
    pub lines: BTreeSet<String>,
    /// The paths of its structs and enums, below `crate::`.
    pub types: Vec<String>,
    /// The constructor of a type that takes the most arguments: how many, and its path.
    pub longest_constructor: (usize, String),
}

impl PublicApi {
    /// Reads the API from the files of a crate. The runtime is left out: it is the same for every document.
    pub fn read(files: &FileSet) -> io::Result<Self> {
        let mut api = Self::default();
        for module in modules::read(files)? {
            for item in &module.file.items {
                api.item(&module.path, item);
            }
        }
        let manifest = files.get("Cargo.toml").map(String::from_utf8_lossy).unwrap_or_default();
        let features = manifest.split("\n[").find_map(|table| table.strip_prefix("features]")).unwrap_or_default();
        let names =
            features.lines().filter_map(|line| line.split_once(" = ")).filter(|(name, _)| !name.starts_with('#'));
        api.lines.extend(names.map(|(name, _)| format!("feature {name}")));
        Ok(api)
    }

    fn add(&mut self, line: impl AsRef<str>) {
        self.lines.insert(line.as_ref().to_owned());
    }

    fn item(&mut self, module: &str, item: &Item) {
        let path = |name: &syn::Ident| join(module, &name.to_string());
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let path = path(&item.ident);
                self.add(format!("struct {path}{}", text(&item.generics)));
                self.derives(&path, &item.attrs);
                self.fields(&path, &item.fields);
                self.types.extend(item.generics.params.is_empty().then_some(path));
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let path = path(&item.ident);
                self.add(format!("enum {path}{}", text(&item.generics)));
                self.derives(&path, &item.attrs);
                for variant in &item.variants {
                    let fields = text(&variant.fields);
                    self.add(format!("variant {path}::{}{fields}", variant.ident));
                }
                self.types.extend(item.generics.params.is_empty().then_some(path));
            }
            Item::Type(item) if is_public(&item.vis) => {
                self.add(format!("type {} = {}", path(&item.ident), text(&item.ty)));
            }
            Item::Const(item) if is_public(&item.vis) => {
                self.add(format!("const {}: {}", path(&item.ident), text(&item.ty)));
            }
            Item::Static(item) if is_public(&item.vis) => {
                self.add(format!("static {}: {}", path(&item.ident), text(&item.ty)));
            }
            Item::Fn(item) if is_public(&item.vis) => self.function(module, &item.sig),
            Item::Mod(item) if is_public(&item.vis) => {
                let path = path(&item.ident);
                self.add(format!("mod {path}"));
                for item in item.content.iter().flat_map(|(_, items)| items) {
                    self.item(&path, item);
                }
            }
            Item::Impl(item) => self.implementation(module, item),
            Item::Use(item) if is_public(&item.vis) => {
                for name in modules::leaves(&item.tree) {
                    self.add(format!("use {}", join(module, &name)));
                }
            }
            _ => {}
        }
    }

    fn fields(&mut self, path: &str, fields: &Fields) {
        for (position, field) in fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
            let name = field.ident.as_ref().map_or_else(|| position.to_string(), ToString::to_string);
            self.add(format!("field {path}.{name}: {}", text(&field.ty)));
        }
    }

    fn derives(&mut self, path: &str, attributes: &[syn::Attribute]) {
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
            let _ = attribute.parse_nested_meta(|meta| {
                self.add(format!("impl {} for {path}", text(&meta.path)));
                Ok(())
            });
        }
    }

    fn function(&mut self, owner: &str, signature: &Signature) {
        let path = join(owner, &signature.ident.to_string());
        if signature.receiver().is_none() && signature.inputs.len() > self.longest_constructor.0 {
            self.longest_constructor = (signature.inputs.len(), path.clone());
        }
        self.add(format!("fn {path} {}", text(signature)));
    }

    fn implementation(&mut self, module: &str, item: &syn::ItemImpl) {
        let target = owner(module, &item.self_ty);
        // Elsewhere, what a call sends stands in the body of its method.
        let is_value = ["environment", "errors", "server", "types"].iter().any(|values| module.starts_with(values));
        match &item.trait_ {
            Some((_, path, _)) => {
                self.add(format!("impl {} for {target}", text(path)));
                for item in &item.items {
                    match item {
                        ImplItem::Type(item) => self.add(format!("type {target}::{} = {}", item.ident, text(&item.ty))),
                        ImplItem::Const(item) => {
                            self.lines.extend(wire::operation(&target, &item.expr));
                        }
                        ImplItem::Fn(item) => self.lines.extend(wire::names(&target, &item.block)),
                        _ => {}
                    }
                }
            }
            None => {
                for item in &item.items {
                    match item {
                        ImplItem::Fn(item) if is_public(&item.vis) => {
                            self.function(&target, &item.sig);
                            if is_value {
                                self.lines.extend(wire::names(&target, &item.block));
                            } else {
                                self.add(format!("body {target}::{} {}", item.sig.ident, sent(&text(&item.block))));
                            }
                        }
                        ImplItem::Const(item) if is_public(&item.vis) => {
                            self.add(format!("const {target}::{}: {}", item.ident, text(&item.ty)));
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

/// What the body of a method sends, without the orders that follow the document: that of the parts and
/// media types of a body, and that of the alternatives of credentials and their headers, which the builder checks.
fn sent(body: &str) -> String {
    let mut kept = sorted_parts(body);
    let starts = [
        "call.multipart(",
        "runtime::form(",
        "call.request_body(",
        ".requirements(",
        ".bearer_schemes(",
        ".scheme_headers(",
    ];
    for start in starts {
        if let Some(at) = kept.find(start) {
            kept.truncate(at);
        }
    }
    kept.trim_end_matches('}').to_owned()
}

/// Sorts the parts that a new form has from the beginning.
fn sorted_parts(body: &str) -> String {
    const SET: &str = "form.set(";
    let mut pieces = body.split(SET);
    let start = pieces.next().unwrap_or_default();
    let mut parts: Vec<&str> = pieces.collect();
    let last = parts.pop().unwrap_or_default();
    let (last, end) = last.rsplit_once(';').unwrap_or(("", last));
    let parts = parts.into_iter().map(|part| part.trim_end_matches(';')).chain((!last.is_empty()).then_some(last));
    let mut parts: Vec<String> = parts.map(|part| [SET, part, ";"].concat()).collect();
    parts.sort_unstable();
    [start, &parts.concat(), end].concat()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The path of a type that is implemented: of this module, unless it names another.
fn owner(module: &str, ty: &Type) -> String {
    let ty = text(ty);
    if ty.contains("::") { ty } else { join(module, &ty) }
}

fn join(module: &str, name: &str) -> String {
    if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") }
}

/// Writes tokens with spaces only where names would run together.
fn text(tokens: &impl ToTokens) -> String {
    let spaced = tokens.to_token_stream().to_string();
    let mut text = String::with_capacity(spaced.len());
    let mut letters = spaced.chars().peekable();
    while let Some(letter) = letters.next() {
        let word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let apart =
            letter != ' ' || text.chars().next_back().is_some_and(word) && letters.peek().copied().is_some_and(word);
        if apart {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn api(files: &[(&str, &str)]) -> PublicApi {
        let mut set = FileSet::new();
        for (path, content) in files {
            set.insert(*path, *content).unwrap();
        }
        PublicApi::read(&set).unwrap()
    }

    #[test]
    fn items_stand_where_callers_find_them() {
        let api = api(&[
            ("Cargo.toml", "[package]\nname = \"a\"\n\n[features]\n# Pets.\npets = []\n"),
            ("src/lib.rs", "mod hidden;\npub mod types;\npub use hidden::*;\npub use types::Pet as Animal;"),
            ("src/hidden.rs", "pub struct Seen<'a> { pub a: &'a str, b: u8 }\nstruct Unseen;"),
            ("src/types.rs", "mod pet;\npub use self::pet::Pet;"),
            (
                "src/types/pet.rs",
                "#[derive(Clone)] pub struct Pet { pub old_name: Option<String> }
                 impl Pet { pub fn new(a: &str, b: &str) -> Self { todo!() } fn private() {} }
                 impl json::Json for Pet { fn write(&self, writer: &mut Writer) { writer.optional(\"oldName\", &self.old_name); } }",
            ),
            ("src/runtime/mod.rs", "pub struct Left;"),
        ]);
        let lines: Vec<&str> = api.lines.iter().map(String::as_str).collect();
        assert_eq!(
            lines,
            [
                "feature pets",
                "field Seen.a: &'a str",
                "field types::Pet.old_name: Option<String>",
                "fn types::Pet::new fn new(a:&str,b:&str)->Self",
                "impl Clone for types::Pet",
                "impl json::Json for types::Pet",
                "mod types",
                "struct Seen<'a>",
                "struct types::Pet",
                "use Animal",
                "use types::Pet",
                "wire types::Pet.old_name \"oldName\"",
            ]
        );
        assert_eq!(api.types, ["types::Pet"]);
        assert_eq!(api.longest_constructor, (2, "types::Pet::new".to_owned()));
    }

    #[test]
    fn operations_and_enums_say_what_they_are_on_the_wire() {
        let api = api(&[
            ("src/lib.rs", "pub mod ops;\npub mod types;"),
            (
                "src/ops.rs",
                "pub struct Get; impl Op for Get { type Output = (); const OPERATION: &'static Operation = &Operation { method: \"GET\", path: \"/a\", errors: &[] }; }
                 impl Call<ops::Get> { pub fn limit(self, limit: i32) -> Self { self.query(\"Limit\", limit) } }",
            ),
            (
                "src/types.rs",
                "pub enum Kind { Big } impl Kind { pub fn as_str(&self) -> &str { match self { Self::Big => \"BIG\" } } }
                 impl From<&str> for Kind { fn from(text: &str) -> Self { match text { \"BIG\" => Self::Big } } }",
            ),
        ]);
        let wire: Vec<&str> = api
            .lines
            .iter()
            .map(String::as_str)
            .filter(|line| line.starts_with("wire") || line.starts_with("body"))
            .collect();
        assert_eq!(
            wire,
            [
                "body Call<ops::Get>::limit {self.query(\"Limit\",limit)",
                "wire ops::Get GET /a",
                "wire types::Kind.Big \"BIG\"",
            ]
        );
    }

    #[test]
    fn the_order_of_the_parts_of_a_form_is_none_of_its_api() {
        let body = |parts: &str| super::sent(&format!("{{let mut form=f();{parts}Self(form)}}"));
        let (one, other) = ("form.set(\"a\",vec![b]);", "form.set(\"c\",vec![d(\";\")]);");
        assert_eq!(body(&[other, one].concat()), body(&[one, other].concat()));
        assert_eq!(body(one), "{let mut form=f();form.set(\"a\",vec![b]);Self(form)");
        assert_eq!(body(""), "{let mut form=f();Self(form)");
    }
}
