//! References: a node that says `$ref` goes in, the node it means comes out.

use std::collections::HashSet;

use crate::diagnostics::{Code, Diagnostic, Origin};

use super::tree::{Tree, unescape};
use super::view::View;

impl Tree {
    /// Follows `$ref` from a node until there is none; a node without one is returned as it is.
    pub fn follow<'a>(&'a self, view: &View<'a>) -> Result<View<'a>, Diagnostic> {
        let mut current = view.clone();
        let mut passed: HashSet<*const super::Node> = HashSet::new();
        while let Some(reference) = current.get("$ref").filter(View::is_string) {
            let text = reference.as_str().unwrap_or_default();
            if !passed.insert(std::ptr::from_ref(current.node())) {
                return Err(Diagnostic::error(Code::CyclicReference, "a reference leads back to itself")
                    .at(&reference.origin(), "following this never ends")
                    .cost("what refers to it is left out"));
            }
            current = self.resolve(text, &reference.origin())?;
        }
        Ok(current)
    }

    /// Finds the node that a reference means; `origin` is where the reference is written.
    pub fn resolve(&self, reference: &str, origin: &Origin) -> Result<View<'_>, Diagnostic> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let owner = if file.is_empty() { self.files.owner(origin.source) } else { self.files.find(file, origin)? };
        let pointer = percent_decode(fragment);
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return Err(Diagnostic::error(
                Code::ReferenceKind,
                "a reference names an anchor, and only JSON pointers are understood",
            )
            .at(origin, "`#/…` is expected here")
            .cost("what refers to it is left out"));
        }
        let mut view = self.root_of(owner);
        for (depth, step) in pointer.split('/').skip(1).enumerate() {
            let key = unescape(step);
            let Some(next) = view.step(&key) else {
                return Err(dangling(&view, reference, &pointer, depth, &key, origin));
            };
            view = next;
        }
        Ok(view)
    }
}

fn dangling(view: &View<'_>, reference: &str, pointer: &str, depth: usize, key: &str, origin: &Origin) -> Diagnostic {
    let found: Vec<_> = pointer.split('/').skip(1).take(depth).collect();
    let place = if found.is_empty() { "#".to_owned() } else { format!("#/{}", found.join("/")) };
    let diagnostic = Diagnostic::error(Code::DanglingReference, format!("the reference `{reference}` leads nowhere"))
        .at(origin, format!("`{place}` has no `{key}`"))
        .cost("what refers to it is left out");
    match super::nearest::nearest(key, view.entries().map(|(known, _)| known)) {
        Some(names) => diagnostic.help(format!("there is {names}")),
        None => diagnostic,
    }
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
        assert_eq!(dangling.help.as_deref(), Some("there is `/x~y`"));
    }

    #[test]
    fn escapes_are_undone_and_other_percents_kept() {
        assert_eq!(percent_decode("/a%20b/100%/%zz/%C3%B6"), "/a b/100%/%zz/ö");
        assert_eq!(percent_decode("/%ff"), "/%ff");
    }
}
