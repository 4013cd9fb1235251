//! Which optional fields tell a missing value from `null`, and which did when they were released.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Direction, Field, Frozen, Kind, Presence, Type};
use crate::lock::{Lock, Nullable};

use super::keys::Keys;
use super::table::Table;

/// Settles the form of each field. Who only reads has no use for two kinds of nothing; but a field keeps the form it was
/// released with, since every program that names its value would have to change.
pub(super) fn settle(api: &Frozen, keys: &Keys, lock: &Lock, table: &mut Table, diagnostics: &mut Diagnostics) {
    for (id, ty) in api.types.iter().filter(|(_, ty)| ty.usage.is_carried()) {
        let Kind::Object(object) = &ty.kind else { continue };
        let key = keys.of_type(api, id);
        let (known, fields) = (lock.nullable.get(&key), lock.members.get(&key));
        let mut forms = BTreeMap::new();
        for (wire_name, field) in object.fields.iter().filter(|(_, field)| field.presence == Presence::OptionalNullable)
        {
            let wanted = form(field, ty);
            let released = match known.and_then(|known| known.get(wire_name)) {
                Some(released) => Some(*released),
                // An optional field that could not be `null` when it was released.
                None if lock.format_1.is_none() && fields.is_some_and(|fields| fields.contains_key(wire_name)) => {
                    Some(Nullable::Option)
                }
                None => None,
            };
            if (released, wanted) == (Some(Nullable::Option), Nullable::Patch) {
                diagnostics.push(kept(&key, wire_name, ty, table.types.get(&id).map(super::Name::pascal)));
            }
            forms.insert(wire_name.clone(), released.unwrap_or(wanted));
        }
        if !forms.is_empty() {
            table.nullable.insert(id, forms);
        }
    }
}

/// The form of a field that was not released yet.
const fn form(field: &Field, of: &Type) -> Nullable {
    if of.usage.request && !matches!(field.direction, Direction::Response) { Nullable::Patch } else { Nullable::Option }
}

fn kept(key: &str, wire_name: &str, ty: &Type, name: Option<String>) -> Diagnostic {
    let name = name.unwrap_or_default();
    let toml = |text: &str| toml_edit::Key::new(text).to_string();
    let message = format!("the released field `{wire_name}` of `{name}` stays an `Option`, which cannot send `null`");
    let help = format!(
        "to change it to `Patch`, which breaks programs that use the field, add `{} = \"patch\"` to `[nullable.{}]` in signet.lock",
        toml(wire_name),
        toml(key)
    );
    Diagnostic::new(Code::KeptForm, message).at(&ty.origin, "released with a field of type `Option`").help(help)
}
