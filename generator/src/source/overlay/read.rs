//! The shape of an overlay: what the specification asks for, checked before anything is applied.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};

use super::super::nearest::nearest;
use super::super::node::Kind;
use super::super::view::View;

/// An overlay, taken apart.
pub(super) struct Overlay<'a> {
    /// The document that it is for.
    pub(super) extends: Option<View<'a>>,
    /// What is to be done, in order.
    pub(super) actions: Vec<Action<'a>>,
}

/// One change.
pub(super) struct Action<'a> {
    /// Where: a JSONPath.
    pub(super) target: View<'a>,
    /// What is merged into it.
    pub(super) update: Option<View<'a>>,
    /// Whether it is taken out instead; this wins over an update.
    pub(super) remove: bool,
}

/// Reads an overlay. Nothing of it is applied after an error: half an overlay may leave out what makes the rest safe.
pub(super) fn read<'a>(root: &View<'a>, diagnostics: &mut Diagnostics) -> Option<Overlay<'a>> {
    let mut shape = Shape { diagnostics, sound: true };
    shape.fields(root, &["overlay", "info", "extends", "actions"]);
    if let Some(version) = shape.required(root, "overlay", Kind::String, "the version of the Overlay Specification") {
        let text = version.as_str().unwrap_or_default();
        if text != "1.0" && !text.starts_with("1.0.") {
            shape.wrong(&version, "expected version 1.0.0 of the Overlay Specification");
        }
    }
    if let Some(info) = shape.required(root, "info", Kind::Object, "an object with `title` and `version`") {
        shape.fields(&info, &["title", "version"]);
        shape.required(&info, "title", Kind::String, "a string");
        shape.required(&info, "version", Kind::String, "a string");
    }
    let extends = shape.optional(root, "extends", Kind::String, "the name of a document");
    let mut actions = Vec::new();
    if let Some(list) = shape.required(root, "actions", Kind::Array, "an array of actions") {
        if list.is_empty() {
            shape.wrong(&list, "expected at least one action");
        }
        actions.extend(list.items().filter_map(|action| shape.action(&action)));
    }
    shape.sound.then_some(Overlay { extends, actions })
}

struct Shape<'d> {
    diagnostics: &'d mut Diagnostics,
    sound: bool,
}

impl Shape<'_> {
    fn action<'a>(&mut self, view: &View<'a>) -> Option<Action<'a>> {
        if !view.is_object() {
            self.wrong(view, "expected an object with `target`");
            return None;
        }
        self.fields(view, &["target", "description", "update", "remove"]);
        self.optional(view, "description", Kind::String, "a string");
        let remove = self.optional(view, "remove", Kind::Boolean, "`true` or `false`");
        let remove = remove.and_then(|remove| remove.as_bool()).unwrap_or(false);
        let update = view.get("update");
        let target = self.required(view, "target", Kind::String, "a JSONPath")?;
        if update.is_none() && !remove {
            self.wrong(view, "expected `update` or `remove: true`");
            return None;
        }
        Some(Action { target, update, remove })
    }

    /// Reports fields that the specification does not know.
    fn fields(&mut self, view: &View<'_>, known: &[&str]) {
        for (key, _) in view.entries() {
            if known.contains(&key) || key.starts_with("x-") {
                continue;
            }
            let diagnostic = Diagnostic::new(Code::OverlayField, format!("unknown field `{key}` in an overlay"))
                .at_key(&view.key_origin(key), "not a field of this object");
            self.report(match nearest(key, known.iter().copied()) {
                Some(names) => diagnostic.help(format!("did you mean {names}?")),
                None => diagnostic,
            });
        }
    }

    fn required<'a>(&mut self, view: &View<'a>, key: &str, kind: Kind, what: &str) -> Option<View<'a>> {
        if view.get(key).is_none() {
            self.report(
                Diagnostic::new(Code::OverlayShape, format!("missing field `{key}` in an overlay"))
                    .at(&view.origin(), format!("expected `{key}` with {what}")),
            );
        }
        self.optional(view, key, kind, what)
    }

    fn optional<'a>(&mut self, view: &View<'a>, key: &str, kind: Kind, what: &str) -> Option<View<'a>> {
        let child = view.get(key)?;
        // `overlay: 1.0` and `version: 1.1` without quotes are numbers, and the meaning is plain all the same.
        if child.kind() == kind {
            return Some(child);
        }
        self.wrong(&child, &format!("expected {what}, found a value of type `{}`", child.kind()));
        None
    }

    fn wrong(&mut self, view: &View<'_>, label: &str) {
        let diagnostic = Diagnostic::new(Code::OverlayShape, "invalid overlay");
        self.report(diagnostic.at(&view.origin(), label));
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.sound = false;
        self.diagnostics.push(diagnostic);
    }
}
