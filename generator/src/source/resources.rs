//! The schemas that `$id`, `$anchor` and `$dynamicAnchor` name (JSON Schema 2020-12, section 8.2), by their URIs.
//!
//! They are looked for when the first reference is resolved, and only in documents that have such keywords.

use std::collections::{BTreeMap, HashMap};

use super::dynamic::RECURSIVE;
use super::files::Owner;
use super::tree::Tree;
use super::uri;
use super::view::View;

/// The keywords that name a schema or the document, or that only make sense where one is named.
const IDENTIFYING: [&str; 7] =
    ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef", "$self"];

/// Tells whether a key is one of them.
pub(super) fn is_identifying(key: &str) -> bool {
    IDENTIFYING.contains(&key)
}

/// Keywords that hold data, and no schemas.
const DATA: [&str; 7] = ["const", "default", "enum", "example", "examples", "mapping", "value"];

/// Keywords that hold schemas or other objects by names, which are not keywords themselves.
const NAMED: [&str; 20] = [
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependencies",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "mediaTypes",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "webhooks",
];

/// How many schemas may have a `$dynamicAnchor`: each asks which references lead to it.
pub(super) const MOST_DYNAMIC: usize = 256;

/// Where a schema stands: in which text, and under which JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Spot {
    pub(super) owner: Owner,
    pub(super) pointer: String,
}

/// The schemas with an identifier. An identifier of several schemas is listed with all of them.
#[derive(Debug, Default)]
pub(super) struct Resources {
    /// By URI, without a fragment.
    ids: HashMap<String, Vec<Spot>>,
    /// By the URI of what they stand in, and by name.
    anchors: HashMap<String, BTreeMap<String, Vec<Spot>>>,
    /// Those of `$dynamicAnchor`, and of `$recursiveAnchor`.
    dynamic: HashMap<String, BTreeMap<String, Spot>>,
}

impl Resources {
    /// Finds the schemas of a document and of the files that it refers to.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut found = Self::default();
        if tree.root.as_object().is_some_and(|root| root.get("$self").is_some_and(|own| own.as_str().is_some())) {
            let document = Spot { owner: Owner::Root, pointer: String::new() };
            found.ids.insert(tree.uri(Owner::Root), vec![document]);
        }
        for (owner, root) in tree.roots() {
            keyword_objects(root, |view| found.add(tree, owner, view));
        }
        found
    }

    fn add(&mut self, tree: &Tree, owner: Owner, view: &View<'_>) {
        let id = id(view);
        let mut anchors = anchors(view).peekable();
        if id.is_none() && anchors.peek().is_none() {
            return;
        }
        let base = tree.base(view);
        let spot = Spot { owner, pointer: view.pointer() };
        for name in anchors {
            self.anchors.entry(base.clone()).or_default().entry(name.to_owned()).or_default().push(spot.clone());
        }
        if let Some(name) = text(view, "$dynamicAnchor") {
            self.dynamic.entry(base.clone()).or_default().entry(name.to_owned()).or_insert_with(|| spot.clone());
        }
        if id.is_some() && is_recursive(view) {
            self.dynamic.entry(base.clone()).or_default().entry(RECURSIVE.to_owned()).or_insert_with(|| spot.clone());
        }
        if id.is_some() {
            self.ids.entry(base).or_default().push(spot);
        }
    }

    /// Tells whether there are so many of `$dynamicAnchor` that what each reference means would take too long to find.
    pub(super) fn has_too_many_dynamic(&self) -> bool {
        self.dynamic.values().map(BTreeMap::len).sum::<usize>() > MOST_DYNAMIC
    }

    /// Tells whether there is a `$dynamicAnchor`.
    pub(super) fn are_dynamic(&self) -> bool {
        !self.dynamic.is_empty()
    }

    /// The schemas with this `$dynamicAnchor`, wherever they stand.
    pub(super) fn dynamic(&self, name: &str) -> impl Iterator<Item = &Spot> {
        self.dynamic.values().filter_map(move |anchors| anchors.get(name))
    }

    /// The schemas with a `$dynamicAnchor` in what has this URI.
    pub(super) fn dynamic_anchors(&self, uri: &str) -> impl Iterator<Item = (&str, &Spot)> {
        self.dynamic.get(uri).into_iter().flatten().map(|(name, spot)| (name.as_str(), spot))
    }

    /// The schemas with this URI.
    pub(super) fn identified(&self, uri: &str) -> &[Spot] {
        self.ids.get(uri).map_or(&[], Vec::as_slice)
    }

    /// The schemas with this anchor in what has this URI.
    pub(super) fn anchored(&self, uri: &str, name: &str) -> &[Spot] {
        self.anchors.get(uri).and_then(|anchors| anchors.get(name)).map_or(&[], Vec::as_slice)
    }

    /// The anchors in what has this URI.
    pub(super) fn anchors(&self, uri: &str) -> impl Iterator<Item = &str> {
        self.anchors.get(uri).into_iter().flat_map(BTreeMap::keys).map(String::as_str)
    }
}

/// Tells whether the keys of an object are names: those of `properties` are, unless it is a property called so.
pub(super) fn holds_names(view: &View<'_>) -> bool {
    let mut names: Vec<Option<&str>> = Vec::new();
    let mut next = Some(view.clone());
    while let Some(here) = next {
        names.push(here.name());
        next = here.parent();
    }
    let step = |by_name: bool, name: Option<&str>| !by_name && name.is_some_and(|name| NAMED.contains(&name));
    names.into_iter().rev().fold(false, step)
}

/// Goes through the objects whose keys are keywords, without data and without objects of names.
pub(super) fn keyword_objects<'a>(root: View<'a>, mut visit: impl FnMut(&View<'a>)) {
    let mut open = vec![(root, false)];
    while let Some((view, by_name)) = open.pop() {
        if !by_name && view.is_object() {
            visit(&view);
        }
        for (key, child) in view.entries() {
            if by_name || !(DATA.contains(&key) || key.starts_with("x-")) {
                open.push((child, !by_name && NAMED.contains(&key)));
            }
        }
        open.extend(view.items().map(|item| (item, false)));
    }
}

impl Tree {
    /// The URI against which the references of a node are resolved.
    pub(super) fn base(&self, view: &View<'_>) -> String {
        let mut ids = Vec::new();
        let mut next = Some(view.clone());
        while let Some(here) = next {
            ids.extend(id(&here));
            next = here.parent();
        }
        let document = self.uri(self.owner(view));
        ids.into_iter().rev().fold(document, |base, id| uri::resolve(&base, id))
    }

    /// The URI of a text: where it was read, or what `$self` of the document says.
    fn uri(&self, owner: Owner) -> String {
        let root = self.root_of(owner);
        let place = self.files.uri(root.source());
        let own = root.get("$self").filter(|_| owner == Owner::Root);
        own.and_then(|own| own.as_str()).map_or(place.clone(), |own| uri::resolve(&place, without_fragment(own)))
    }

    /// The node at a spot.
    pub(super) fn spotted(&self, spot: &Spot) -> Option<View<'_>> {
        self.root_of(spot.owner).below(&spot.pointer)
    }
}

/// The `$id` of a schema that names a resource: one that is only a fragment is an anchor.
pub(super) fn id<'a>(view: &View<'a>) -> Option<&'a str> {
    let id = without_fragment(text(view, "$id")?);
    (!id.is_empty()).then_some(id)
}

/// Tells whether a schema says `$recursiveAnchor: true`.
pub(super) fn is_recursive(view: &View<'_>) -> bool {
    view.get(RECURSIVE).and_then(|anchor| anchor.as_bool()) == Some(true)
}

fn anchors<'a>(view: &View<'a>) -> impl Iterator<Item = &'a str> {
    let fragment = text(view, "$id").and_then(|id| id.strip_prefix('#'));
    [text(view, "$anchor"), text(view, "$dynamicAnchor"), fragment].into_iter().flatten()
}

fn text<'a>(view: &View<'a>, key: &str) -> Option<&'a str> {
    view.get(key)?.as_str()
}

fn without_fragment(uri: &str) -> &str {
    uri.split('#').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{Input, Tree, load};
    use crate::diagnostics::{Code, Diagnostics};

    fn tree(version: &str, text: &str) -> Tree {
        let text = format!("openapi: {version}\n{text}");
        let (_, tree) = load(&[Input::text("api.yaml", text)], &[], &mut Diagnostics::new());
        tree.unwrap()
    }

    fn target(tree: &Tree, pointer: &str) -> Result<String, Code> {
        let found = tree.follow(&tree.at(pointer).unwrap());
        found.map(|view| view.pointer()).map_err(|diagnostic| diagnostic.code)
    }

    const TEXT: &str = "
refs:
  anchor: { $ref: '#pet' }
  id: { $ref: 'https://example.com/pets/owner' }
  within: { $ref: 'https://example.com/pets/owner#/properties/name' }
  nested: { $ref: 'https://example.com/pets/address#city' }
  relative: { $ref: schemas/toy }
  none: { $ref: '#pett' }
  twice: { $ref: '#twice' }
  example: { $ref: '#example' }
  property: { $ref: '#property' }
components:
  schemas:
    Pet: { $anchor: pet, properties: { $anchor: { $anchor: property }, example: { $dynamicAnchor: example } } }
    Owner:
      $id: https://example.com/pets/owner
      properties:
        name: { type: string }
        own: { $ref: '#/properties/name' }
        address: { $ref: address }
        whole: { $ref: '#/components/schemas/Pet' }
        pet: { $ref: '#pet' }
      $defs: { Address: { $id: address, $defs: { City: { $anchor: city } } } }
    Toy: { $id: schemas/toy, example: { $anchor: example, $id: https://example.com/pets/owner } }
    A: { $anchor: twice }
    B: { $anchor: twice }
";

    #[test]
    fn identifiers_and_anchors_are_found() {
        let tree = tree("3.1.0", TEXT);
        let owner = "/components/schemas/Owner";
        for (reference, found) in [
            ("/refs/anchor", "/components/schemas/Pet".to_owned()),
            ("/refs/id", owner.to_owned()),
            ("/refs/within", format!("{owner}/properties/name")),
            ("/refs/nested", format!("{owner}/$defs/Address/$defs/City")),
            ("/refs/relative", "/components/schemas/Toy".to_owned()),
            ("/refs/example", "/components/schemas/Pet/properties/example".to_owned()),
            ("/refs/property", "/components/schemas/Pet/properties/$anchor".to_owned()),
            ("/components/schemas/Owner/properties/own", format!("{owner}/properties/name")),
            ("/components/schemas/Owner/properties/address", format!("{owner}/$defs/Address")),
            ("/components/schemas/Owner/properties/whole", "/components/schemas/Pet".to_owned()),
        ] {
            assert_eq!(target(&tree, reference), Ok(found), "{reference}");
        }
        assert_eq!(target(&tree, "/refs/none"), Err(Code::DanglingReference));
        assert_eq!(target(&tree, "/refs/twice"), Err(Code::AmbiguousReference));
        // An anchor belongs to the schema whose `$id` it stands below.
        assert_eq!(target(&tree, "/components/schemas/Owner/properties/pet"), Err(Code::DanglingReference));
        let none = tree.follow(&tree.at("/refs/none").unwrap()).unwrap_err();
        assert_eq!(none.help.as_deref(), Some("did you mean `pet`?"));
    }

    #[test]
    fn they_are_nothing_before_openapi_3_1() {
        for version in ["3.0.3", "3.0"] {
            let tree = tree(version, TEXT);
            assert_eq!(target(&tree, "/refs/anchor"), Err(Code::ReferenceKind));
            assert_eq!(target(&tree, "/refs/id"), Err(Code::ForeignReference));
            assert_eq!(
                target(&tree, "/components/schemas/Owner/properties/whole"),
                Ok("/components/schemas/Pet".to_owned())
            );
        }
        assert_eq!(target(&tree("3.2", TEXT), "/refs/anchor"), Ok("/components/schemas/Pet".to_owned()));
    }

    #[test]
    fn the_document_has_a_uri_of_its_own() {
        let text = "
$self: https://example.com/api/openapi
whole: { $ref: 'https://example.com/api/openapi#/components/schemas/Pet' }
relative: { $ref: 'openapi#/components/schemas/Pet' }
beside: { $ref: pet }
anchor: { $ref: 'openapi#pet' }
components: { schemas: { Pet: { $anchor: pet }, Other: { $id: pet } } }
";
        let tree = tree("3.2.0", text);
        for (reference, found) in [("/whole", "Pet"), ("/relative", "Pet"), ("/anchor", "Pet"), ("/beside", "Other")] {
            assert_eq!(target(&tree, reference), Ok(format!("/components/schemas/{found}")), "{reference}");
        }
    }

    #[test]
    fn files_have_identifiers_and_anchors_too() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write(
            "api.yaml",
            "openapi: 3.1.0\na: { $ref: 'b.yml#here' }\nb: { $ref: https://example.com/b }\nc: { $ref: 'b.yml#/c' }\nd: { $ref: c.yml }\n",
        );
        write("b.yml", "$id: https://example.com/b\nb: { $anchor: here }\nc: { $ref: c.yml }\n");
        write("c.yml", "$ref: 'https://example.com/b#here'\n");
        let input = Input::file(folder.path().join("api.yaml"));
        let tree = load(&[input], &[], &mut Diagnostics::new()).1.unwrap();
        for (reference, found) in [("/a", "/b"), ("/b", ""), ("/c", "/b"), ("/d", "/b")] {
            assert_eq!(target(&tree, reference), Ok(found.to_owned()), "{reference}");
        }
    }
}
