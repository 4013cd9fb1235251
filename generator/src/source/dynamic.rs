//! `$dynamicRef`: a schema leaves a part of itself to those who refer to it, as a page of any items does (JSON Schema
//! 2020-12, sections 7.1 and 8.2.3.2). `$recursiveRef`, its predecessor in draft 2019-09, does so with the whole schema: a
//! `$recursiveAnchor` is a dynamic anchor that needs no name.
//!
//! A view remembers by which references it was reached, as far as that changes what is below it. By the letter, the outermost
//! schema on the way decides, even in values of values: a page of pets would make pages of toys in its pets pages of pets. So
//! a schema that only binds an anchor, and has no `$dynamicRef` to it, decides for its own values.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use crate::diagnostics::{Code, Diagnostic};

use super::node::Node;
use super::reference::percent_decode;
use super::resources::{self, Resources, Spot, keyword_objects};
use super::tree::Tree;
use super::view::View;

/// What `$recursiveAnchor: true` is called among the dynamic anchors, which have names without `$`.
pub(super) const RECURSIVE: &str = "$recursiveAnchor";

/// The keywords that refer to a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Referring {
    /// `$ref`
    Static,
    /// `$dynamicRef`
    Dynamic,
    /// `$recursiveRef`
    Recursive,
}

impl Referring {
    const ALL: [Self; 3] = [Self::Static, Self::Dynamic, Self::Recursive];

    pub(super) const fn keyword(self) -> &'static str {
        match self {
            Self::Static => "$ref",
            Self::Dynamic => "$dynamicRef",
            Self::Recursive => "$recursiveRef",
        }
    }

    /// The dynamic anchor that a reference names.
    fn anchor(self, reference: &str) -> Option<String> {
        match self {
            Self::Static => None,
            Self::Dynamic => Some(anchor(reference)),
            Self::Recursive => Some(RECURSIVE.to_owned()),
        }
    }
}

/// The schemas that dynamic anchors mean, by the anchors' names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope(Rc<BTreeMap<String, Spot>>);

type Nodes = Rc<HashSet<*const Node>>;

/// All references of a document, for the question which schemas lead to a `$dynamicRef`.
#[derive(Debug)]
pub(super) struct References {
    sites: Vec<Site>,
    /// The URI and the anchor of each dynamic reference.
    open: HashSet<(String, String)>,
    /// Positions of those that lead to a node.
    leading_to: HashMap<*const Node, Vec<usize>>,
    /// The nodes from which a `$dynamicRef` is reached, by its anchor and the URI of what binds it.
    reaching: RefCell<HashMap<(String, String), Nodes>>,
}

/// A reference.
#[derive(Debug)]
struct Site {
    /// The URI of the schema that it stands in.
    resource: String,
    /// Whether it is the schema of another value than that of the schema that it stands in.
    is_inner: bool,
    /// The nodes that it stands in, innermost first.
    way: Vec<*const Node>,
    /// The anchor of a `$dynamicRef`.
    anchor: Option<String>,
}

impl References {
    pub(super) fn of(tree: &Tree) -> Self {
        let mut found =
            Self { sites: Vec::new(), open: HashSet::new(), leading_to: HashMap::new(), reaching: RefCell::default() };
        for (_, root) in tree.roots() {
            keyword_objects(root, |view| {
                for referring in Referring::ALL {
                    let reference = view.get(referring.keyword()).filter(View::is_string);
                    found.add(tree, view, reference.as_ref(), referring);
                }
            });
        }
        found
    }

    fn add(&mut self, tree: &Tree, view: &View<'_>, reference: Option<&View<'_>>, referring: Referring) {
        let Some((reference, text)) = reference.and_then(|reference| Some((reference, reference.as_str()?))) else {
            return;
        };
        let anchor = referring.anchor(text);
        let target = match referring {
            Referring::Static | Referring::Dynamic => tree.resolve(text, reference),
            Referring::Recursive => tree.surrounding(text, reference),
        };
        let mut targets: Vec<View<'_>> = target.into_iter().collect();
        if let Some(anchor) = &anchor {
            targets.extend(tree.resources().dynamic(anchor).filter_map(|spot| tree.spotted(spot)));
        }
        for target in targets {
            self.leading_to.entry(std::ptr::from_ref(target.node())).or_default().push(self.sites.len());
        }
        let resource = tree.base(view);
        self.open.extend(anchor.clone().map(|anchor| (resource.clone(), anchor)));
        let mut way = Vec::new();
        let mut next = Some(view.clone());
        while let Some(here) = next {
            way.push(std::ptr::from_ref(here.node()));
            next = here.parent();
        }
        self.sites.push(Site { resource, is_inner: is_inner(view), way, anchor });
    }

    /// Tells whether the schema with a URI has an anchor and no `$dynamicRef` to it.
    fn only_binds(&self, uri: &str, anchor: &str, resources: &Resources) -> bool {
        resources.dynamic_anchors(uri).any(|(name, _)| name == anchor)
            && !self.open.contains(&(uri.to_owned(), anchor.to_owned()))
    }

    /// The nodes from which a `$dynamicRef` to an anchor is reached, but not by way of the schema with this URI, which would
    /// bind the anchor again.
    fn reaching(&self, anchor: &str, binder: &str, resources: &Resources) -> Nodes {
        let key = (anchor.to_owned(), binder.to_owned());
        if let Some(known) = self.reaching.borrow().get(&key) {
            return Rc::clone(known);
        }
        let mut nodes = HashSet::new();
        let mut open: Vec<&Site> = self
            .sites
            .iter()
            .filter(|site| site.anchor.as_deref() == Some(anchor) && site.resource != binder)
            .collect();
        while let Some(site) = open.pop() {
            let binds = self.only_binds(&site.resource, anchor, resources);
            for node in &site.way {
                if !nodes.insert(*node) {
                    break;
                }
                let leading = self.leading_to.get(node).into_iter().flatten();
                let sites = leading.filter_map(|position| self.sites.get(*position));
                open.extend(sites.filter(|site| site.resource != binder && !(binds && site.is_inner)));
            }
        }
        let nodes = Rc::new(nodes);
        self.reaching.borrow_mut().insert(key, Rc::clone(&nodes));
        nodes
    }
}

impl Tree {
    /// Finds the schema that a `$dynamicRef` means: that of the outermost schema on the way with such an anchor, else what a
    /// `$ref` would mean.
    pub(super) fn resolve_dynamic(&self, reference: &str, from: &View<'_>) -> Result<View<'_>, Diagnostic> {
        self.check_dynamic(from)?;
        let found = self.resolve(reference, from);
        let anchor = anchor(reference);
        let is_dynamic = |view: &View<'_>| view.get("$dynamicAnchor").is_some_and(|own| own.as_str() == Some(&*anchor));
        let bound = from.scope().and_then(|scope| self.spotted(scope.0.get(&anchor)?));
        // One that occurs twice in the schema that binds it is ambiguous.
        let bound = bound.map(|bound| self.only_bound(&anchor, bound, reference, from)).transpose()?;
        match (found, bound) {
            (Ok(found), Some(bound)) if is_dynamic(&found) => Ok(bound),
            (Err(missing), Some(bound)) if missing.code == Code::DanglingReference => Ok(bound),
            (found, _) => found,
        }
    }

    /// Finds the schema that a `$recursiveRef` means: the outermost schema on the way that has a `$recursiveAnchor`, if the
    /// schema around it has one, else that schema.
    pub(super) fn resolve_recursive<'a>(&'a self, reference: &str, from: &View<'a>) -> Result<View<'a>, Diagnostic> {
        self.check_dynamic(from)?;
        let found = self.surrounding(reference, from)?;
        let bound = from.scope().filter(|_| resources::is_recursive(&found));
        Ok(bound.and_then(|scope| self.spotted(scope.0.get(RECURSIVE)?)).unwrap_or(found))
    }

    /// The schema around a `$recursiveRef`: the nearest with an `$id`, as the specification says, or with a
    /// `$recursiveAnchor`, since the whole document around the schemas of OpenAPI is none.
    fn surrounding<'a>(&'a self, reference: &str, from: &View<'a>) -> Result<View<'a>, Diagnostic> {
        if reference != "#" {
            return self.resolve(reference, from);
        }
        let mut next = from.parent();
        while let Some(here) = next {
            if resources::id(&here).is_some() || resources::is_recursive(&here) {
                return Ok(here);
            }
            next = here.parent();
        }
        Err(Diagnostic::new(Code::DanglingReference, "the target of `$recursiveRef` does not exist")
            .at(&from.origin(), "no schema around it has an `$id` or `$recursiveAnchor: true`")
            .help("refer to the schema by its JSON pointer: `$ref: '#/…'`")
            .cost("the object with this reference is skipped"))
    }

    /// Refuses a document in which what each reference means would take too long to find.
    fn check_dynamic(&self, from: &View<'_>) -> Result<(), Diagnostic> {
        if !self.resources().has_too_many_dynamic() {
            return Ok(());
        }
        let message = format!("the document has more than {} dynamic anchors", resources::MOST_DYNAMIC);
        Err(Diagnostic::new(Code::TooLarge, message)
            .at(&from.origin(), "the target depends on all dynamic anchors")
            .cost("the object with this reference is skipped"))
    }

    /// Checks that the schema with an anchor is the only one of its resource.
    fn only_bound<'a>(
        &'a self,
        anchor: &str,
        bound: View<'a>,
        reference: &str,
        from: &View<'_>,
    ) -> Result<View<'a>, Diagnostic> {
        let equal = self.resources().anchored(&self.base(&bound), anchor);
        Ok(self.only(equal, reference, &from.origin())?.unwrap_or(bound))
    }

    /// Lets what a reference leads to remember the dynamic anchors of those on the way.
    pub(super) fn enter<'a>(&'a self, target: View<'a>, from: &View<'_>, inner: bool) -> View<'a> {
        if !self.identified || !self.resources().are_dynamic() || self.resources().has_too_many_dynamic() {
            return target;
        }
        let mut bound = from.scope().map(|scope| BTreeMap::clone(&scope.0)).unwrap_or_default();
        for (name, spot) in self.resources().dynamic_anchors(&self.base(from)) {
            bound.entry(name.to_owned()).or_insert_with(|| spot.clone());
        }
        let node = std::ptr::from_ref(target.node());
        let entered = self.base(&target);
        bound.retain(|anchor, spot| {
            let binder = self.spotted(spot).map(|schema| self.base(&schema)).unwrap_or_default();
            let (references, resources) = (self.references(), self.resources());
            references.reaching(anchor, &binder, resources).contains(&node)
                && !(inner && references.only_binds(&entered, anchor, resources))
        });
        target.with_scope((!bound.is_empty()).then(|| Scope(Rc::new(bound))))
    }

    /// Finds the schemas that decide what dynamic anchors mean in this one; none where they mean what they say.
    pub fn binders<'a>(&'a self, view: &View<'_>) -> Vec<View<'a>> {
        let mut binders: Vec<View<'a>> = Vec::new();
        for spot in view.scope().iter().flat_map(|scope| scope.0.values()) {
            let Some(mut here) = self.spotted(spot) else { continue };
            while let Some(parent) = here.parent().filter(|_| resources::id(&here).is_none()) {
                here = parent;
            }
            if !binders.iter().any(|known| std::ptr::eq(known.node(), here.node())) {
                binders.push(here);
            }
        }
        binders
    }
}

/// Tells whether a schema describes another value than the schema that it stands in: that of a property, say.
pub(super) fn is_inner(view: &View<'_>) -> bool {
    let mut here = view.clone();
    loop {
        if resources::id(&here).is_some() {
            return false;
        }
        let Some(parent) = here.parent() else { return false };
        let schema = match (here.name(), parent.name()) {
            (None, Some("allOf" | "anyOf" | "oneOf")) => parent.parent(),
            (Some(_), Some("dependentSchemas")) if resources::holds_names(&parent) => parent.parent(),
            // A schema with a name describes whatever refers to it.
            (Some(_), Some("$defs" | "definitions" | "schemas")) if resources::holds_names(&parent) => return false,
            (Some("if" | "then" | "else" | "not"), _) if !resources::holds_names(&parent) => Some(parent),
            _ => return true,
        };
        match schema {
            Some(schema) => here = schema,
            None => return false,
        }
    }
}

/// The anchor that a reference names.
fn anchor(reference: &str) -> String {
    percent_decode(reference.split_once('#').unwrap_or_default().1)
}

#[cfg(test)]
mod tests {
    use super::super::{Input, Tree, View, load};
    use crate::diagnostics::{Code, Diagnostics};

    const TEXT: &str = "
openapi: 3.1.0
components:
  schemas:
    Page:
      $id: page
      properties:
        items: { type: array, items: { $dynamicRef: '#item' } }
        cursor: { $ref: '#/$defs/Cursor' }
      $defs: { Any: { $dynamicAnchor: item }, Cursor: { type: string } }
    PetPage: { $id: pet-page, $ref: page, $defs: { Pet: { $dynamicAnchor: item, $ref: '#/components/schemas/Pet' } } }
    ToyPage: { $id: toy-page, $ref: page, $defs: { Toy: { $dynamicAnchor: item, title: Toy } } }
    Pet: { properties: { friends: { $ref: pet-page }, toys: { $ref: toy-page }, name: { $ref: '#/components/schemas/Name' } } }
    Name: { type: string }
    Tree: { $id: tree, $dynamicAnchor: node, properties: { children: { items: { $dynamicRef: '#node' } } } }
    Strict: { $id: strict, $dynamicAnchor: node, $ref: tree }
    Stricter: { $id: stricter, $dynamicAnchor: node, $ref: strict }
    Static: { $ref: '#/components/schemas/Stricter', $anchor: node }
    None: { $dynamicRef: '#none' }
    Plain: { $dynamicRef: '#/components/schemas/Name' }
";

    fn tree() -> Tree {
        load(&[Input::text("api.yaml", TEXT)], &[], &mut Diagnostics::new()).1.unwrap()
    }

    fn schema<'a>(tree: &'a Tree, name: &str) -> View<'a> {
        tree.follow(&tree.at(&format!("/components/schemas/{name}")).unwrap()).unwrap()
    }

    fn step<'a>(tree: &'a Tree, from: &View<'a>, path: &str) -> View<'a> {
        tree.follow(&from.below(path).unwrap()).unwrap()
    }

    #[test]
    fn a_page_holds_what_those_who_refer_to_it_say() {
        let tree = tree();
        let items = |page: &View<'_>| step(&tree, page, "/properties/items/items").pointer();
        for (page, held) in [
            ("Page", "/components/schemas/Page/$defs/Any"),
            ("PetPage", "/components/schemas/Pet"),
            ("ToyPage", "/components/schemas/ToyPage/$defs/Toy"),
        ] {
            assert_eq!(items(&schema(&tree, page)), held, "{page}");
        }
        let page = schema(&tree, "PetPage");
        assert_eq!(page.pointer(), "/components/schemas/Page");
        assert_ne!(page.scope(), schema(&tree, "ToyPage").scope());
        assert_eq!(tree.binders(&page).first().unwrap().pointer(), "/components/schemas/PetPage");
    }

    #[test]
    fn too_many_anchors_are_reported() {
        let anchor = |at: u16| format!("    S{at}: {{ $id: s{at}, $dynamicAnchor: item }}\n");
        let anchors = (0..300).map(anchor).collect::<Vec<_>>().concat();
        let text = format!("openapi: 3.1.0\na: {{ $dynamicRef: '#item' }}\ncomponents:\n  schemas:\n{anchors}");
        let tree = load(&[Input::text("a.yaml", &text)], &[], &mut Diagnostics::new()).1.unwrap();
        assert_eq!(tree.follow(&tree.at("/a").unwrap()).unwrap_err().code, Code::TooLarge);
    }

    #[test]
    fn only_what_depends_on_it_remembers_the_way() {
        let tree = tree();
        let page = schema(&tree, "PetPage");
        assert!(page.scope().is_some());
        assert!(step(&tree, &page, "/properties/cursor").scope().is_none());
        assert!(schema(&tree, "Pet").scope().is_none());
        // Pages of pets in a pet are the same ones.
        // And pages of toys are not pages of pets, though these are the outermost.
        let toys = step(&tree, &schema(&tree, "Pet"), "/properties/toys");
        assert_eq!(step(&tree, &toys, "/properties/items/items").pointer(), "/components/schemas/ToyPage/$defs/Toy");
        let pet = step(&tree, &page, "/properties/items/items");
        assert!(pet.scope().is_none());
        let friends = step(&tree, &schema(&tree, "Pet"), "/properties/friends");
        assert!(std::ptr::eq(friends.node(), page.node()));
        assert_eq!(friends.scope(), page.scope());
    }

    #[test]
    fn the_outermost_schema_decides() {
        let tree = tree();
        for (name, held) in [("Tree", "Tree"), ("Strict", "Strict"), ("Stricter", "Stricter"), ("Static", "Stricter")] {
            let found = schema(&tree, name);
            let child = found.below("/properties/children/items").unwrap();
            let bound = tree.resolve_dynamic("#node", &child.get("$dynamicRef").unwrap()).unwrap();
            assert_eq!(bound.pointer(), format!("/components/schemas/{held}"), "{name}");
        }
    }

    const RECURSIVE: &str = "
openapi: 3.1.0
components:
  schemas:
    Tree: { $id: tree, $recursiveAnchor: true, properties: { children: { items: { $recursiveRef: '#' } } } }
    Strict: { $id: strict, $recursiveAnchor: true, $ref: tree }
    Fixed: { $id: fixed, properties: { children: { items: { $recursiveRef: '#' } } } }
    Extended: { $id: extended, $recursiveAnchor: true, $ref: fixed }
    Plain: { $recursiveAnchor: true, properties: { children: { items: { $recursiveRef: '#' } } } }
    Nothing: { properties: { children: { items: { $recursiveRef: '#' } } } }
";

    #[test]
    fn a_recursive_reference_means_the_outermost_schema_that_allows_it() {
        let tree = load(&[Input::text("api.yaml", RECURSIVE)], &[], &mut Diagnostics::new()).1.unwrap();
        let child = |name| schema(&tree, name).below("/properties/children/items").unwrap();
        for (name, held) in
            [("Tree", "Tree"), ("Strict", "Strict"), ("Fixed", "Fixed"), ("Extended", "Fixed"), ("Plain", "Plain")]
        {
            let found = child(name);
            let bound = tree.resolve_recursive("#", &found.get("$recursiveRef").unwrap()).unwrap();
            assert_eq!(bound.pointer(), format!("/components/schemas/{held}"), "{name}");
        }
        assert_eq!(tree.follow(&child("Nothing")).unwrap_err().code, Code::DanglingReference);
    }

    #[test]
    fn one_without_an_anchor_is_reported_and_one_with_a_pointer_is_plain() {
        let tree = tree();
        let none = tree.follow(&tree.at("/components/schemas/None").unwrap()).unwrap_err();
        assert_eq!((none.code, none.help.is_some()), (Code::DanglingReference, true));
        assert_eq!(schema(&tree, "Plain").pointer(), "/components/schemas/Name");
    }
}
