//! Where the name of a type comes from: from where its schema stands, whatever refers to it first.

use crate::ir::Hint;
use crate::openapi::{Schema, reference_name};

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    /// Finds the hint of what a schema leads to; `inline` is that of who refers to it.
    pub(super) fn hint(&mut self, schema: &Schema<'a>, target: &Schema<'a>, inline: Hint) -> Hint {
        let hint = self.own_hint(schema, target, inline);
        let hint = self.bound(target, hint);
        self.take_type_name(target, &hint);
        hint
    }

    fn own_hint(&mut self, schema: &Schema<'a>, target: &Schema<'a>, inline: Hint) -> Hint {
        let node: *const _ = target.node();
        if let Some(component) = self.components.get(&node) {
            return Hint::Component(component.clone());
        }
        let (pointer, source) = (target.view().pointer(), target.origin().source);
        let file = self.tree.file_name(source);
        let is_reference = !schema.is_same(target);
        // In a file, only what is referred to is known to be named.
        let is_named = file.is_none() || is_reference;
        let name = reference_name(&format!("{}#{pointer}", file.unwrap_or_default()));
        match (name.filter(|_| is_named), file) {
            (Some(name), Some(file)) => return Hint::File { name, place: format!("{file}#{pointer}") },
            (Some(name), None) => return Hint::Component(name),
            (None, _) => {}
        }
        let place = self.place(target.view());
        let deep = if is_reference && place.words.is_none() { self.deep_words(target.view()) } else { None };
        match inline {
            Hint::Inline { words, .. } => {
                Hint::Inline { words: place.words.or(deep).unwrap_or(words), place: place.key }
            }
            Hint::Component(_) | Hint::File { .. } => inline,
        }
    }

    /// Names a schema whose dynamic anchors another one binds after that one: the page of `PetPage` is a `PetPage`, and what
    /// differs in it is a `PetPage` of something.
    fn bound(&mut self, target: &Schema<'a>, hint: Hint) -> Hint {
        let binders = self.tree.binders(target.view());
        let Some(first) = binders.first() else { return hint };
        let mut words = self.place(first).words.unwrap_or_default();
        let is_whole = binders
            .iter()
            .any(|binder| self.tree.follow(binder).is_ok_and(|whole| std::ptr::eq(whole.node(), target.node())));
        if !is_whole || words.is_empty() {
            words.extend(hint.words().into_iter().map(str::to_owned));
        }
        let places: Vec<String> = binders.iter().map(|binder| self.place(binder).key).collect();
        let key = format!("{}<{}>", places.join("&"), hint.key());
        if hint.is_given() {
            return Hint::File { name: words.join(" "), place: key };
        }
        Hint::Inline { words, place: key }
    }
}
