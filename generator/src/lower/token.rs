//! `x-signet-token-source`: the operations that issue the tokens of a bearer scheme.

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Kind, Operation, Primitive, SecurityKind, TokenSource, TypeId};
use crate::openapi::Document;
use crate::source::{View, nearest};

use super::{Lowering, settings};

const KEY: &str = "x-signet-token-source";

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    get: String,
    refresh: Option<String>,
    access_token: String,
    lifetime: Option<String>,
    refresh_token: Option<String>,
    #[serde(default)]
    beside: Vec<String>,
}

impl<'a> Lowering<'a, '_> {
    /// Reads the key of the one scheme whose tokens are issued by operations. Operations that are not selected issue none.
    pub(super) fn token_source(&mut self, document: &Document<'a>) {
        let declared = document
            .security_schemes
            .iter()
            .filter_map(|(name, scheme)| Some((name, scheme.as_ref()?.view.value(KEY)?)));
        let mut is_found = false;
        for (name, view) in declared.collect::<Vec<_>>() {
            let Some(entry) = settings::read::<Entry>(&view, KEY, self.diagnostics) else { continue };
            if is_found {
                self.refuse_source(&view, "another security scheme already has `x-signet-token-source`", None);
            } else if self.fits(name, &view, &entry, &document.operation_ids) {
                let Entry { get, refresh, access_token, lifetime, refresh_token, beside } = entry;
                let source = TokenSource { get, refresh, access_token, lifetime, refresh_token, beside };
                is_found = true;
                if let Some(scheme) = self.api.security_schemes.get_mut(*name) {
                    scheme.token_source = Some(source);
                }
            }
        }
    }

    fn fits(&mut self, scheme: &str, view: &View<'_>, entry: &Entry, declared: &[String]) -> bool {
        let is_bearer =
            self.api.security_schemes.get(scheme).is_some_and(|each| matches!(each.kind, SecurityKind::Bearer));
        if !is_bearer {
            self.refuse_source(view, "`x-signet-token-source` needs a security scheme with bearer tokens: OAuth 2, OpenID Connect or HTTP `bearer`", None);
            return false;
        }
        if entry.refresh.is_some() != entry.refresh_token.is_some() {
            self.refuse_source(view, "`refresh` and `refresh-token` need each other", None);
            return false;
        }
        for (index, other) in entry.beside.iter().enumerate() {
            if other == scheme || !self.api.security_schemes.contains_key(other) {
                let place = view.get("beside").and_then(|list| list.items().nth(index));
                let known = self.api.security_schemes.keys().map(String::as_str).filter(|name| *name != scheme);
                let help = nearest(other, known);
                let message = format!("`{other}` is not another security scheme");
                self.refuse_source(&place.unwrap_or_else(|| view.clone()), &message, help);
                return false;
            }
        }
        let calls = [("get", Some(&entry.get)), ("refresh", entry.refresh.as_ref())];
        calls.into_iter().all(|(field, id)| id.is_none_or(|id| self.grants(view, field, id, entry, declared)))
    }

    /// Says whether an operation answers with what the entry says.
    fn grants(&mut self, view: &View<'_>, field: &str, id: &str, entry: &Entry, declared: &[String]) -> bool {
        let place = |field: &str| view.get(field).unwrap_or_else(|| view.clone());
        let Some(operation) = self.api.operations.values().find(|operation| operation.id == id) else {
            let is_declared = declared.iter().any(|known| known == id);
            if !is_declared {
                let help = nearest(id, declared.iter().map(String::as_str));
                self.refuse_source(&place(field), &format!("no operation `{id}`"), help);
            }
            return is_declared;
        };
        let answer = self.answer(operation);
        let text: fn(Primitive) -> bool = |primitive| primitive == Primitive::String;
        let seconds: fn(Primitive) -> bool = |primitive| {
            matches!(
                primitive,
                Primitive::Int8
                    | Primitive::Int16
                    | Primitive::Uint8
                    | Primitive::Uint16
                    | Primitive::Int32
                    | Primitive::Int64
                    | Primitive::Uint32
                    | Primitive::Uint64
            )
        };
        let properties = [
            ("access-token", Some(&entry.access_token), text, "a string"),
            ("lifetime", entry.lifetime.as_ref(), seconds, "an integer"),
            ("refresh-token", entry.refresh_token.as_ref(), text, "a string"),
        ];
        for (key, property, fits, kind) in properties {
            let Some(property) = property else { continue };
            let found = answer.iter().find(|(name, _)| name == property);
            let (message, help) = match found {
                Some((_, ty)) if self.primitive(*ty).is_some_and(fits) => continue,
                Some(_) => (format!("the property `{property}` in the response of `{id}` is not {kind}"), None),
                None => (
                    format!("no property `{property}` in the response of `{id}`"),
                    nearest(property, answer.iter().map(|(name, _)| name.as_str())),
                ),
            };
            self.refuse_source(&place(key), &message, help);
            return false;
        }
        true
    }

    /// Lists the properties that each success of an operation has.
    fn answer(&self, operation: &Operation) -> Vec<(String, TypeId)> {
        let bodies: Vec<_> = operation.responses.successes().filter_map(|(_, response)| response.preferred()).collect();
        let objects: Vec<_> = bodies.iter().filter_map(|media| media.ty).flat_map(|ty| self.objects(ty)).collect();
        let Some((first, others)) = objects.split_first() else { return Vec::new() };
        let is_everywhere = |name: &String| others.iter().all(|object| object.fields.contains_key(name));
        let shared = first.fields.iter().filter(|(name, _)| is_everywhere(name));
        shared.map(|(name, field)| (name.clone(), field.ty)).collect()
    }

    /// The single value that a type is, under whatever names.
    pub(super) fn primitive(&self, ty: TypeId) -> Option<Primitive> {
        match self.api.types[self.api.resolved(ty)].kind {
            Kind::Primitive(primitive) => Some(primitive),
            _ => None,
        }
    }

    fn refuse_source(&mut self, view: &View<'_>, message: &str, nearest: Option<String>) {
        let diagnostic = Diagnostic::new(Code::Extension, message.to_owned()).at(&view.origin(), "this value");
        self.diagnostics.push(match nearest {
            Some(names) => diagnostic.help(format!("did you mean {names}?")),
            None => diagnostic,
        });
    }
}
