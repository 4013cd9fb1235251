//! References: a node that says `$ref` goes in, the node it means comes out.

use std::collections::HashSet;

use crate::diagnostics::{Code, Diagnostic, Origin};

use super::dynamic::{self, Referring};
use super::resources::Spot;
use super::tree::{Tree, unescape};
use super::uri;
use super::view::View;

impl Tree {
    /// Follows references from a node until there is none; a node without one is returned as it is.
    pub fn follow<'a>(&'a self, view: &View<'a>) -> Result<View<'a>, Diagnostic> {
        let mut current = view.clone();
        let mut passed: HashSet<*const super::Node> = HashSet::new();
        let mut last = None;
        let is_inner = self.identified && dynamic::is_inner(view);
        while let Some((reference, referring)) = self.reference(&current) {
            if !passed.insert(std::ptr::from_ref(current.node())) {
                return Err(cyclic(&reference.origin(), last.as_ref().map(View::origin)));
            }
            current = self.step(&current, (&reference, referring), is_inner)?;
            last = Some(reference);
        }
        Ok(current)
    }

    /// Follows the reference of a node that was followed to its end once, one step; `None` for a node without one. `start` is
    /// the node where the references begin.
    pub(crate) fn followed_once<'a>(
        &'a self,
        view: &View<'a>,
        start: &View<'a>,
    ) -> Option<Result<View<'a>, Diagnostic>> {
        let (reference, referring) = self.reference(view)?;
        Some(self.step(view, (&reference, referring), self.identified && dynamic::is_inner(start)))
    }

    fn step<'a>(
        &'a self,
        view: &View<'a>,
        (reference, referring): (&View<'a>, Referring),
        is_inner: bool,
    ) -> Result<View<'a>, Diagnostic> {
        let text = reference.as_str().unwrap_or_default();
        let resolved = match referring {
            Referring::Static => self.resolve(text, reference),
            Referring::Dynamic => self.resolve_dynamic(text, reference),
            Referring::Recursive => self.resolve_recursive(text, reference),
        };
        Ok(self.enter(resolved?, view, is_inner))
    }

    /// The reference that a node is, with its keyword.
    fn reference<'a>(&self, view: &View<'a>) -> Option<(View<'a>, Referring)> {
        let written = |referring: Referring| {
            let reference = view.get(referring.keyword()).filter(View::is_string)?;
            Some((reference, referring))
        };
        let dynamic = || written(Referring::Dynamic).or_else(|| written(Referring::Recursive));
        written(Referring::Static).or_else(|| self.identified.then(dynamic).flatten())
    }

    /// Finds the node that a reference means; `from` is where the reference is written.
    pub fn resolve(&self, reference: &str, from: &View<'_>) -> Result<View<'_>, Diagnostic> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decode(fragment);
        let resource = match self.resource(reference, file, from)? {
            Some(resource) => resource,
            None if file.is_empty() => self.root_of(self.owner(from)),
            // Files stand where they are found, whatever the URI of a schema that refers to them.
            None => self.root_of(self.files.find(file, &from.origin())?),
        };
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return self.anchored(reference, &resource, &fragment, &from.origin());
        }
        walk(&resource, &fragment).or_else(|missing| {
            // Many schemas have an `$id` for documentation, and refer to the components of the whole document.
            let whole = resource.parent().map(|_| self.root_of(self.owner(&resource)));
            let found = whole.and_then(|whole| whole.below(&fragment));
            found.ok_or_else(|| missing.diagnostic(reference, &fragment, &from.origin()))
        })
    }

    /// Finds the schema with an `$id` that a reference means, or whose part it means.
    fn resource(&self, reference: &str, file: &str, from: &View<'_>) -> Result<Option<View<'_>>, Diagnostic> {
        if !self.identified {
            return Ok(None);
        }
        let uri = uri::resolve(&self.base(from), file);
        self.only(self.resources().identified(&uri), reference, &from.origin())
    }

    /// Finds the schema with an anchor.
    fn anchored(
        &self,
        reference: &str,
        resource: &View<'_>,
        name: &str,
        origin: &Origin,
    ) -> Result<View<'_>, Diagnostic> {
        if !self.identified {
            let diagnostic = Diagnostic::new(Code::ReferenceKind, "the reference is not a JSON pointer");
            return Err(diagnostic
                .at(origin, "expected `#/…`")
                .help(
                    "OpenAPI 3.1 and later support `$anchor`; in this version, refer to the schema by its JSON pointer",
                )
                .cost(COST));
        }
        let uri = self.base(resource);
        if let Some(found) = self.only(self.resources().anchored(&uri, name), reference, origin)? {
            return Ok(found);
        }
        let label = format!("no schema in that document has the anchor `{}`", name.escape_debug());
        let diagnostic = nowhere(reference, origin, label, name, self.resources().anchors(&uri));
        Err(match diagnostic.help {
            Some(_) => diagnostic,
            None => diagnostic
                .help("add `$anchor` or `$dynamicAnchor` to the schema, or refer to it by its JSON pointer, `#/…`"),
        })
    }

    /// The one schema that has a name.
    pub(super) fn only(
        &self,
        spots: &[Spot],
        reference: &str,
        origin: &Origin,
    ) -> Result<Option<View<'_>>, Diagnostic> {
        let mut views = spots.iter().filter_map(|spot| self.spotted(spot));
        let (Some(first), second) = (views.next(), views.next()) else { return Ok(None) };
        let Some(second) = second else { return Ok(Some(first)) };
        let message = format!("the reference `{}` has several targets", reference.escape_debug());
        Err(Diagnostic::new(Code::AmbiguousReference, message)
            .at(origin, "ambiguous reference")
            .at(&first.origin(), "the first target")
            .at(&second.origin(), "another target")
            .help("make each `$id`, and each anchor below an `$id`, unique")
            .cost(COST))
    }
}

const COST: &str = "the object with this reference is skipped";

/// A step of a pointer without a target.
pub(super) struct Missing<'a> {
    view: View<'a>,
    depth: usize,
    key: String,
}

/// Takes the steps of a JSON pointer.
pub(super) fn walk<'a>(start: &View<'a>, pointer: &str) -> Result<View<'a>, Missing<'a>> {
    let mut view = start.clone();
    for (depth, step) in pointer.split('/').skip(1).enumerate() {
        let key = unescape(step);
        match view.step(&key) {
            Some(next) => view = next,
            None => return Err(Missing { view, depth, key }),
        }
    }
    Ok(view)
}

impl Missing<'_> {
    fn diagnostic(&self, reference: &str, pointer: &str, origin: &Origin) -> Diagnostic {
        let Self { view, depth, key } = self;
        let found: Vec<_> = pointer.split('/').skip(1).take(*depth).collect();
        let place = if found.is_empty() { "#".to_owned() } else { format!("#/{}", found.join("/")) };
        let known = view.entries().map(|(known, _)| known);
        nowhere(reference, origin, format!("`{place}` has no `{key}`"), key, known)
    }
}

fn nowhere<'t>(
    reference: &str,
    origin: &Origin,
    label: String,
    name: &str,
    known: impl Iterator<Item = &'t str>,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::DanglingReference, format!("the target of `{reference}` does not exist"))
        .at(origin, label)
        .cost(COST);
    match super::nearest::nearest(name, known) {
        Some(names) => diagnostic.help(format!("did you mean {names}?")),
        None => diagnostic,
    }
}

/// Reports a reference that leads back to itself, with the last reference on the way.
fn cyclic(origin: &Origin, last: Option<Origin>) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::CyclicReference, "the reference leads back to itself").at(origin, "the reference");
    let last = last.filter(|last| last != origin);
    last.into_iter().fold(diagnostic, |diagnostic, last| diagnostic.at(&last, "leads back to it")).cost(COST)
}

/// Undoes `%XX`; what is no such escape stays as it is, since documents write keys with `%` unescaped too.
#[must_use]
pub fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if let (b'%', [high, low, after @ ..]) = (*first, tail)
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            bytes.push(high * 16 + low);
            rest = after;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn digit(byte: u8) -> Option<u8> {
    u8::try_from(char::from(byte).to_digit(16)?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Input, Tree, load};
    use super::percent_decode;
    use crate::diagnostics::{Code, Diagnostics};

    fn tree() -> Tree {
        let text = "a: {$ref: '#/b'}\nb: {$ref: '#/c/~1x~0y/%7Bid%7D/0'}\nc: {/x~y: {'{id}': [{d: 1}]}}\nself: {$ref: 'a.yaml#/c'}\n\
                    loop: {$ref: '#/pool'}\npool: {$ref: '#/loop'}\nnone: {$ref: '#/c/~1x~0z'}\nfile: {$ref: 'other.yaml#/c'}\n\
                    anchor: {$ref: '#name'}\nproperty: {$ref: {type: string}}\n";
        load(&[Input::text("a.yaml", text)], &[], &mut Diagnostics::new()).1.unwrap()
    }

    #[test]
    fn references_are_followed_to_the_end() {
        let tree = tree();
        assert_eq!(tree.follow(&tree.at("/a").unwrap()).unwrap().pointer(), "/c/~1x~0y/{id}/0");
        assert_eq!(tree.follow(&tree.at("/self").unwrap()).unwrap().pointer(), "/c");
        assert_eq!(tree.follow(&tree.at("/property").unwrap()).unwrap().pointer(), "/property");
    }

    #[test]
    fn a_long_chain_of_references_is_no_circle() {
        let link = |link: usize| format!("l{link}: {{$ref: '#/l{}'}}", link + 1);
        let links: Vec<String> = (0..1_000).map(link).collect();
        let text = format!("{}\nl1000: {{d: 1}}\n", links.join("\n"));
        let tree = load(&[Input::text("a.yaml", text)], &[], &mut Diagnostics::new()).1.unwrap();
        assert_eq!(tree.follow(&tree.at("/l0").unwrap()).unwrap().pointer(), "/l1000");
    }

    #[test]
    fn references_that_lead_nowhere_say_why() {
        let tree = tree();
        for (pointer, code) in [
            ("/loop", Code::CyclicReference),
            ("/none", Code::DanglingReference),
            ("/file", Code::ForeignReference),
            ("/anchor", Code::ReferenceKind),
        ] {
            assert_eq!(tree.follow(&tree.at(pointer).unwrap()).unwrap_err().code, code, "{pointer}");
        }
        let dangling = tree.follow(&tree.at("/none").unwrap()).unwrap_err();
        assert_eq!(dangling.help.as_deref(), Some("did you mean `/x~y`?"));
    }

    #[test]
    fn escapes_are_undone_and_other_percents_kept() {
        assert_eq!(percent_decode("/a%20b/100%/%zz/%C3%B6"), "/a b/100%/%zz/ö");
        assert_eq!(percent_decode("/%ff"), "/%ff");
    }
}
