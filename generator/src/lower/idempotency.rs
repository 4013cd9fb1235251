//! `x-signet-idempotency`: the header or property by which a server knows a request that arrives twice.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Codec, Idempotency, KeyPlace, Kind, Location, Method, Object, Operation, Primitive, Repeat, TypeId};
use crate::openapi::Extensions;
use crate::source::{View, nearest};

use super::{Lowering, settings};

const KEY: &str = "x-signet-idempotency";

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    header: Option<String>,
    property: Option<String>,
    #[serde(default)]
    repeat: RepeatEntry,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RepeatEntry {
    #[default]
    SameResponse,
    Rejected,
}

impl From<RepeatEntry> for Repeat {
    fn from(entry: RepeatEntry) -> Self {
        match entry {
            RepeatEntry::SameResponse => Self::SameResponse,
            RepeatEntry::Rejected => Self::Rejected,
        }
    }
}

/// Why an operation has no key of a name.
enum Missing {
    /// There is none of this name among the known ones.
    Unknown(Vec<String>),
    /// There is one, and it holds no text.
    NotText,
}

impl Lowering<'_, '_> {
    /// Reads the key of one operation, which has to have it.
    pub(super) fn own_idempotency(&mut self, view: &View<'_>, operation: &mut Operation) {
        let Some(value) = view.value(KEY) else { return };
        let Some(key) = self.read_key(&value) else { return };
        match self.find(&key, operation) {
            Ok(()) => operation.idempotency = Some(key),
            Err(Missing::NotText) => self.refuse_key(&value, &key, "is not a string", None),
            Err(Missing::Unknown(known)) => {
                let wrong = format!("does not exist in `{}`", operation.key());
                self.refuse_key(&value, &key, &wrong, nearest(name(&key), known.iter().map(String::as_str)));
            }
        }
    }

    /// Gives the key of the whole API to each operation that has it, needs it and names no other.
    pub(super) fn idempotency(&mut self, extensions: &Extensions<'_>) {
        let Some(view) = &extensions.idempotency else { return };
        let Some(key) = self.read_key(view) else { return };
        let mut operations = std::mem::take(&mut self.api.operations);
        let (mut is_used, mut holds_no_text, mut known) = (false, false, BTreeSet::new());
        for operation in operations.values_mut().filter(|each| matches!(each.method, Method::Post | Method::Patch)) {
            match self.find(&key, operation) {
                Ok(()) => {
                    is_used = true;
                    operation.idempotency.get_or_insert_with(|| key.clone());
                }
                Err(Missing::NotText) => holds_no_text = true,
                Err(Missing::Unknown(names)) => known.extend(names),
            }
        }
        self.api.operations = operations;
        if holds_no_text {
            self.refuse_key(view, &key, "is not a string", None);
        } else if !is_used {
            let help = nearest(name(&key), known.iter().map(String::as_str));
            self.refuse_key(view, &key, "does not exist in any POST or PATCH operation", help);
        }
    }

    fn read_key(&mut self, view: &View<'_>) -> Option<Idempotency> {
        let Entry { header, property, repeat } = settings::read(view, KEY, self.diagnostics)?;
        let place = match (header, property) {
            (Some(header), None) => Some(KeyPlace::Header(header)),
            (None, Some(property)) => Some(KeyPlace::Property(property)),
            _ => {
                self.diagnostics.push(
                    Diagnostic::new(Code::Extension, format!("`{KEY}` needs either `header` or `property`"))
                        .at(&view.origin(), "this value")
                        .help("see docs/overlay.md for the schema of the key"),
                );
                None
            }
        };
        Some(Idempotency { place: place?, repeat: repeat.into() })
    }

    /// Says at the place of a key what is wrong with it.
    fn refuse_key(&mut self, view: &View<'_>, key: &Idempotency, wrong: &str, nearest: Option<String>) {
        let (kind, field) = match key.place {
            KeyPlace::Header(_) => ("header parameter", "header"),
            KeyPlace::Property(_) => ("property of the JSON body", "property"),
        };
        let place = view.get(field).map_or_else(|| view.origin(), |value| value.origin());
        let message = format!("the {kind} `{}` {wrong}", name(key));
        let diagnostic = Diagnostic::new(Code::Extension, message).at(&place, "this name");
        self.diagnostics.push(match nearest {
            Some(names) => diagnostic.help(format!("did you mean {names}?")),
            None => diagnostic,
        });
    }

    fn find(&self, key: &Idempotency, operation: &Operation) -> Result<(), Missing> {
        let (found, known): (Vec<TypeId>, Vec<String>) = match &key.place {
            KeyPlace::Header(header) => {
                let headers = operation.parameters.iter().filter(|each| each.location == Location::Header);
                let found = headers.clone().filter(|each| each.name.eq_ignore_ascii_case(header));
                (found.map(|each| each.ty).collect(), headers.map(|each| each.name.clone()).collect())
            }
            KeyPlace::Property(property) => {
                let body = operation.request_body.as_ref().and_then(|body| body.preferred());
                let ty = body.filter(|media| media.codec == Codec::Json).and_then(|media| media.ty);
                let objects = ty.map(|ty| self.objects(ty)).unwrap_or_default();
                let found: Vec<_> = objects.iter().filter_map(|object| object.fields.get(property)).collect();
                // Each alternative of a body has to have it, since any of them may be sent.
                let is_everywhere = found.len() == objects.len();
                let names = objects.iter().flat_map(|object| object.fields.keys().cloned()).collect();
                (found.into_iter().filter(|_| is_everywhere).map(|field| field.ty).collect(), names)
            }
        };
        if found.is_empty() {
            return Err(Missing::Unknown(known));
        }
        if found.into_iter().all(|ty| self.is_text(ty)) { Ok(()) } else { Err(Missing::NotText) }
    }

    /// Lists the objects that a body may be; none if it may be something else.
    pub(super) fn objects(&self, ty: TypeId) -> Vec<&Object> {
        let (mut objects, mut open, mut seen) = (Vec::new(), vec![ty], BTreeSet::new());
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            match &self.api.types[id].kind {
                Kind::Object(object) => objects.push(object),
                Kind::Newtype(inner) => open.push(*inner),
                Kind::Union(union) => open.extend(union.variants.iter().map(|variant| variant.ty)),
                _ => return Vec::new(),
            }
        }
        objects
    }

    fn is_text(&self, ty: TypeId) -> bool {
        let (mut id, mut seen) = (ty, BTreeSet::new());
        while let Kind::Newtype(inner) = &self.api.types[id].kind {
            if !seen.insert(id) {
                return false;
            }
            id = *inner;
        }
        matches!(self.api.types[id].kind, Kind::Primitive(Primitive::String | Primitive::Uuid))
    }
}

fn name(key: &Idempotency) -> &str {
    match &key.place {
        KeyPlace::Header(name) | KeyPlace::Property(name) => name,
    }
}
