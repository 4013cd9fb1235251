//! The properties of an object.

use crate::diagnostics::Origin;
use crate::ir::{Api, Direction, Field, Object, Presence, Type, Usage};
use crate::names::{Constructor, Nullable};

use super::types::Compared;
use super::words::described;
use super::{Comparison, Rule, Side, Spot, Verdict};

pub(super) fn compare(comparison: &mut Comparison<'_>, compared: &Compared<'_>, old: &Object, new: &Object) {
    for (name, field) in &old.fields {
        let usage = travels(compared.usage, field.direction);
        match new.fields.get(name) {
            Some(other) => both(comparison, compared, name, (field, other)),
            None => {
                let required = field.presence.is_required();
                let rule = if required { Rule::RequiredPropertyRemoved } else { Rule::OptionalPropertyRemoved };
                let spot = spot(comparison.old.api, compared.old, name, field, described(comparison.old.api, field.ty));
                comparison.drafts.add(compared.draft(rule, Some(name)).carried(usage).between(Some(spot), None));
            }
        }
    }
    for (name, field) in new.fields.iter().filter(|(name, _)| !old.fields.contains_key(*name)) {
        let required = field.presence.is_required();
        let rule = if required { Rule::RequiredPropertyAdded } else { Rule::OptionalPropertyAdded };
        let api = comparison.new.api;
        let spot = spot(api, compared.new, name, field, described(api, field.ty));
        let draft = compared.draft(rule, Some(name)).carried(travels(compared.usage, field.direction));
        // A property with one value is no argument.
        let draft = if is_fixed(api, field) { draft.rust(Verdict::Compatible) } else { draft };
        comparison.drafts.add(draft.between(None, Some(spot)));
    }
    let missing = |one: &'_ Object, other: &Object| -> Vec<String> {
        let is_known = |name: &&String| other.undeclared.contains(*name) || other.fields.contains_key(*name);
        one.undeclared.iter().filter(|name| !is_known(name)).cloned().collect()
    };
    for name in missing(new, old) {
        compared.report(comparison, Rule::UndeclaredRequired, Some(&name), None, Some(&name));
    }
    for name in missing(old, new) {
        compared.report(comparison, Rule::UndeclaredOptional, Some(&name), Some(&name), None);
    }
    match (old.additional, new.additional) {
        (None, Some(_)) => {
            compared.report(comparison, Rule::AdditionalPropertiesAdded, None, None, Some("additionalProperties"));
        }
        (Some(_), None) => {
            compared.report(comparison, Rule::AdditionalPropertiesRemoved, None, Some("additionalProperties"), None);
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
}

/// Says whether a property has one value, which `new` puts there.
fn is_fixed(api: &Api, field: &Field) -> bool {
    field.tag.is_some() || api.constant(field).is_some()
}

/// Which ways a property travels of an object that travels these ways.
fn travels(usage: Usage, direction: Direction) -> Usage {
    match direction {
        Direction::Both => usage,
        Direction::Request => Usage { request: usage.request, response: false },
        Direction::Response => Usage { request: false, response: usage.response },
    }
}

pub(super) fn spot(api: &Api, object: &Type, name: &str, field: &Field, text: String) -> Spot {
    let ty = &api.types[field.ty];
    let is_named = ty.hint.is_given();
    let origin: Origin = if is_named { object.origin.child("properties").child(name) } else { ty.origin.clone() };
    Spot::new(&origin, text)
}

fn both(comparison: &mut Comparison<'_>, compared: &Compared<'_>, name: &str, (old, new): (&Field, &Field)) {
    let (was, is) = (facts(old.presence), facts(new.presence));
    let usage = Usage {
        request: travels(compared.usage, old.direction).request || travels(compared.usage, new.direction).request,
        response: travels(compared.usage, old.direction).response || travels(compared.usage, new.direction).response,
    };
    let rust = rust(comparison, compared, name, (old, new));
    let spots = |comparison: &Comparison<'_>, text: fn(&Field) -> &'static str| {
        let one = spot(comparison.old.api, compared.old, name, old, text(old).to_owned());
        let other = spot(comparison.new.api, compared.new, name, new, text(new).to_owned());
        (Some(one), Some(other))
    };
    let mut add = |rule: Rule, text: fn(&Field) -> &'static str, wire: Option<Verdict>| {
        let (one, other) = spots(comparison, text);
        let draft = compared.draft(rule, Some(name)).carried(usage).rust(rust).between(one, other);
        comparison.drafts.add(match wire {
            Some(wire) => draft.wire(wire),
            None => draft,
        });
    };
    match (was.0, is.0) {
        (false, true) => add(Rule::PropertyBecameRequired, presence, None),
        (true, false) => add(Rule::PropertyBecameOptional, presence, None),
        (true, true) | (false, false) => {}
    }
    match (was.1, is.1) {
        // The released crate reads `null` as a missing value.
        (false, true) => add(Rule::BecameNullable, presence, (!was.0).then_some(Verdict::Compatible)),
        (true, false) => add(Rule::NoLongerNullable, presence, None),
        (true, true) | (false, false) => {}
    }
    let is_only = |field: &Field, direction: Direction| field.direction == direction;
    match (is_only(old, Direction::Response), is_only(new, Direction::Response)) {
        (false, true) => add(Rule::BecameReadOnly, direction, None),
        (true, false) => add(Rule::NoLongerReadOnly, direction, None),
        (true, true) | (false, false) => {}
    }
    match (is_only(old, Direction::Request), is_only(new, Direction::Request)) {
        (false, true) => add(Rule::BecameWriteOnly, direction, None),
        (true, false) => add(Rule::NoLongerWriteOnly, direction, None),
        (true, true) | (false, false) => {}
    }
    // A struct that another one replaced is compared as a whole.
    if compared.is_replaced {
        return;
    }
    if was == is && rust == Verdict::Breaking {
        let one = held(comparison.old, compared.old_id, name, old);
        let other = held(comparison.new, compared.new_id, name, new);
        let (rule, text): (_, fn(&Held) -> &'static str) = if one.form == other.form {
            (Rule::ConstructorChanged, |held| if held.is_argument { "an argument" } else { "no argument" })
        } else {
            (Rule::NullableFormChanged, |held| if held.form == Form::Patch { "Patch" } else { "Option" })
        };
        compared.report(comparison, rule, Some(name), Some(text(&one)), Some(text(&other)));
    }
    if old.boxed != new.boxed {
        let text = |boxed: bool| if boxed { "on the heap" } else { "in place" };
        compared.report(comparison, Rule::BoxingChanged, Some(name), Some(text(old.boxed)), Some(text(new.boxed)));
    }
}

/// Whether a property is required, and whether it may be `null`.
const fn facts(presence: Presence) -> (bool, bool) {
    (presence.is_required(), matches!(presence, Presence::RequiredNullable | Presence::OptionalNullable))
}

const fn presence(field: &Field) -> &'static str {
    match field.presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::RequiredNullable => "required, may be null",
        Presence::OptionalNullable => "optional, may be null",
    }
}

const fn direction(field: &Field) -> &'static str {
    match field.direction {
        Direction::Both => "in requests and responses",
        Direction::Request => "in requests",
        Direction::Response => "in responses",
    }
}

/// How the struct holds a property, and whether `new` takes it.
#[derive(PartialEq, Eq)]
struct Held {
    form: Form,
    is_argument: bool,
}

#[derive(PartialEq, Eq)]
enum Form {
    Value,
    Option,
    Patch,
}

fn rust(comparison: &Comparison<'_>, compared: &Compared<'_>, name: &str, (old, new): (&Field, &Field)) -> Verdict {
    let was = held(comparison.old, compared.old_id, name, old);
    let is = held(comparison.new, compared.new_id, name, new);
    if was == is { Verdict::Compatible } else { Verdict::Breaking }
}

fn held(side: Side<'_>, id: crate::ir::TypeId, name: &str, field: &Field) -> Held {
    let form = match field.presence {
        Presence::Required => Form::Value,
        Presence::Optional | Presence::RequiredNullable => Form::Option,
        Presence::OptionalNullable => match side.names.nullable(id, name) {
            Nullable::Patch => Form::Patch,
            Nullable::Option => Form::Option,
        },
    };
    let crate::ir::Kind::Object(object) = &side.api.types[id].kind else { return Held { form, is_argument: false } };
    let is_argument = match side.names.constructors.get(&id) {
        Some(Constructor::Arguments(order)) => {
            object.fields.get_index_of(name).is_some_and(|position| order.contains(&position))
        }
        Some(Constructor::Required(_)) => field.presence.is_required() && !is_fixed(side.api, field),
        None => false,
    };
    Held { form, is_argument }
}
