//! Two types that stand for each other.

use std::collections::BTreeSet;

use crate::ir::{Api, Constraint, Enumeration, Kind, Primitive, Type, TypeId, Usage, Values};

use super::change::Draft;
use super::replaced::{self, Defined};
use super::words::{described, differing};
use super::{Comparison, Rule, Spot, constraints, object, rust_api, union};

/// Two types, with other names for them followed, and what is known of where they stand.
pub(super) struct Compared<'a> {
    /// The two as places refer to them.
    alias: (TypeId, TypeId),
    pub(super) old_id: TypeId,
    pub(super) new_id: TypeId,
    pub(super) old: &'a Type,
    pub(super) new: &'a Type,
    pub(super) usage: Usage,
    /// Names the type in both versions.
    pub(super) key: String,
    /// Whether it stands elsewhere than in properties and unions, which say themselves whether they may be `null`.
    pub(super) is_item: bool,
    /// Whether the old type is still defined, and a place refers to the new one instead.
    pub(super) is_replaced: bool,
}

impl Compared<'_> {
    /// Reports a change of the type, or of a member of it.
    pub(super) fn report(
        &self,
        comparison: &mut Comparison<'_>,
        rule: Rule,
        member: Option<&str>,
        old: Option<&str>,
        new: Option<&str>,
    ) {
        let draft = self.draft(rule, member).carried(self.usage);
        let spot = |ty: &Type, text: Option<&str>| text.map(|text| Spot::new(&ty.origin, text));
        comparison.drafts.add(draft.between(spot(self.old, old), spot(self.new, new)));
    }

    /// Starts a change of the type, or of a member of it.
    pub(super) fn draft(&self, rule: Rule, member: Option<&str>) -> Draft {
        let (key, place) = match member {
            Some(member) => (format!("{}\n{member}", self.key), format!("{}: {member}", self.key)),
            None => (self.key.clone(), self.key.clone()),
        };
        Draft::new(rule, key, place)
    }
}

/// Compares the types of all pairs.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old_api, new_api) = (comparison.old.api, comparison.new.api);
    let defined = Defined::of(new_api);
    for at in 0..comparison.pairs.all.len() {
        let Some(pair) = comparison.pairs.all.get(at) else { continue };
        let (old_id, new_id, usage) = (old_api.resolved(pair.old), new_api.resolved(pair.new), pair.usage);
        let nullable = (is_nullable(old_api, pair.old), is_nullable(new_api, pair.new));
        let (key, is_replaced) = defined.key(old_api, new_api, pair);
        let (old, new) = (&old_api.types[old_id], &new_api.types[new_id]);
        let alias = (pair.old, pair.new);
        let compared = Compared { alias, old_id, new_id, old, new, usage, key, is_item: pair.is_item, is_replaced };
        if is_replaced {
            replaced(comparison, &defined, at, &compared);
        }
        let count = comparison.drafts.count();
        pair_of(comparison, &compared, nullable);
        // Most pairs are equal: what they reach is found only when there is something to report.
        if comparison.drafts.count() > count {
            let reached = comparison.pairs.reached(at);
            comparison.drafts.reach(count, &reached);
        }
    }
}

/// Reports a type that another one stands for in places, where the Rust types have names or are of different kinds.
fn replaced(comparison: &mut Comparison<'_>, defined: &Defined, at: usize, compared: &Compared<'_>) {
    let (old, new) = (comparison.old, comparison.new);
    let is_named = old.names.types.contains_key(&compared.old_id) && new.names.types.contains_key(&compared.new_id);
    let (rule, texts) = match step(comparison, compared) {
        Some(rule) => (rule, (described(old.api, compared.old_id), described(new.api, compared.new_id))),
        None if is_named => (Rule::TypeReplaced, (compared.old.hint.key(), compared.new.hint.key())),
        None => return,
    };
    replaced::report(comparison, defined, at, rule, (&texts.0, &texts.1));
}

fn is_nullable(api: &Api, id: TypeId) -> bool {
    api.types[id].nullable || api.types[api.resolved(id)].nullable
}

fn pair_of(comparison: &mut Comparison<'_>, compared: &Compared<'_>, nullable: (bool, bool)) {
    let (old, new) = (compared.old, compared.new);
    if let Some(rule) = step(comparison, compared) {
        // The places that refer to the other type are reported.
        if !compared.is_replaced {
            let texts =
                (described(comparison.old.api, compared.old_id), described(comparison.new.api, compared.new_id));
            compared.report(comparison, rule, None, Some(&texts.0), Some(&texts.1));
        }
        return;
    }
    if let (Kind::Object(one), Kind::Object(other)) = (&old.kind, &new.kind) {
        object::compare(comparison, compared, one, other);
    }
    if let (Kind::Union(one), Kind::Union(other)) = (&old.kind, &new.kind) {
        union::compare(comparison, compared, one, other);
    }
    if let (Kind::Enumeration(one), Kind::Enumeration(other)) = (&old.kind, &new.kind) {
        values(comparison, compared, one, other);
    }
    if compared.is_item {
        match nullable {
            (false, true) => {
                compared.report(comparison, Rule::BecameNullable, None, Some("not null"), Some("may be null"));
            }
            (true, false) => {
                compared.report(comparison, Rule::NoLongerNullable, None, Some("may be null"), Some("not null"));
            }
            (true, true) | (false, false) => {}
        }
    }
    for (rule, one, other) in constraints::compare(&limits(old), &limits(new)) {
        let member = one.as_ref().or(other.as_ref()).and_then(|text| text.split(' ').next());
        compared.report(comparison, rule, member, one.as_deref(), other.as_deref());
    }
    match (&old.default, &new.default) {
        (None, Some(is)) => compared.report(comparison, Rule::DefaultAdded, None, None, Some(&is.0)),
        (Some(was), None) => compared.report(comparison, Rule::DefaultRemoved, None, Some(&was.0), None),
        (Some(was), Some(is)) if !constraints::is_same_value(was, is) => {
            compared.report(comparison, Rule::DefaultChanged, None, Some(&was.0), Some(&is.0));
        }
        (Some(_), Some(_)) | (None, None) => {}
    }
    match (old.secret, new.secret) {
        (false, true) => compared.report(comparison, Rule::BecameSecret, None, Some("shown"), Some("secret")),
        (true, false) => compared.report(comparison, Rule::NoLongerSecret, None, Some("secret"), Some("shown")),
        (true, true) | (false, false) => {}
    }
    // What else differs between two types is no change of either.
    if compared.is_replaced {
        return;
    }
    match (old.deprecated, new.deprecated) {
        (false, true) => compared.report(comparison, Rule::Deprecated, None, None, Some("deprecated")),
        (true, false) => compared.report(comparison, Rule::Undeprecated, None, Some("deprecated"), None),
        (true, true) | (false, false) => {}
    }
    if (&old.title, &old.description, &old.example) != (&new.title, &new.description, &new.example) {
        let texts = |ty: &Type| {
            let example = ty.example.as_ref().map(|example| example.0.clone());
            [&ty.description, &ty.title, &example].map(|text| text.clone().unwrap_or_default())
        };
        let (one, other) = (texts(old), texts(new));
        let (one, other) = differing(&one, &other);
        compared.report(comparison, Rule::DocsChanged, None, Some(one), Some(other));
    }
    rust_api::types(comparison, compared);
}

/// The limits of a type, without those that exclude nothing, and without the only value of an enumeration, whose values are
/// compared themselves.
fn limits(ty: &Type) -> Vec<Constraint> {
    let is_listed = |one: &&Constraint| matches!((one, &ty.kind), (Constraint::Constant(_), Kind::Enumeration(_)));
    ty.constraints.iter().filter(|one| !is_listed(one) && !constraints::is_empty(one)).cloned().collect()
}

/// What it means that one kind of type became another; none: it is the same.
fn step(comparison: &Comparison<'_>, compared: &Compared<'_>) -> Option<Rule> {
    let (old_api, new_api) = (comparison.old.api, comparison.new.api);
    match (&compared.old.kind, &compared.new.kind) {
        (Kind::Primitive(one), Kind::Primitive(other)) => primitive(*one, *other),
        (Kind::Array(_), Kind::Array(_))
        | (Kind::Map(_), Kind::Map(_))
        | (Kind::Any(_), Kind::Any(_))
        | (Kind::Object(_), Kind::Object(_))
        | (Kind::Union(_), Kind::Union(_)) => None,
        (Kind::Enumeration(one), Kind::Enumeration(other)) if one.values == other.values => None,
        (Kind::Tuple(one), Kind::Tuple(other)) => {
            let is_same = (one.elements.len(), one.least, one.rest.is_some())
                == (other.elements.len(), other.least, other.rest.is_some());
            (!is_same).then_some(Rule::TypeChanged)
        }
        (_, Kind::Any(_)) => Some(Rule::TypeWidened),
        (Kind::Any(_), _) => Some(Rule::TypeNarrowed),
        (Kind::Enumeration(one), Kind::Primitive(other)) if holds(*other, one.values) => Some(Rule::TypeWidened),
        (Kind::Primitive(one), Kind::Enumeration(other)) if holds(*one, other.values) => Some(Rule::TypeNarrowed),
        (_, Kind::Union(union)) if union::variant((new_api, union), (old_api, compared.alias.0)).is_some() => {
            Some(Rule::TypeWidened)
        }
        (Kind::Union(union), _) if union::variant((old_api, union), (new_api, compared.alias.1)).is_some() => {
            Some(Rule::TypeNarrowed)
        }
        _ => Some(Rule::TypeChanged),
    }
}

/// Says whether a type has the values of an enumeration.
const fn holds(primitive: Primitive, values: Values) -> bool {
    match values {
        Values::Texts => matches!(primitive, Primitive::String),
        Values::Integers => matches!(primitive, Primitive::Int64 | Primitive::Double),
        Values::Literals => false,
    }
}

fn primitive(old: Primitive, new: Primitive) -> Option<Rule> {
    if old == new {
        return None;
    }
    Some(match (range(old), range(new)) {
        (Some(one), Some(other)) if other.0 <= one.0 && one.1 <= other.1 => Rule::TypeWidened,
        (Some(one), Some(other)) if one.0 <= other.0 && other.1 <= one.1 => Rule::TypeNarrowed,
        _ if old.is_text() && new == Primitive::String => Rule::TypeWidened,
        _ if old == Primitive::String && new.is_text() => Rule::TypeNarrowed,
        _ => Rule::TypeChanged,
    })
}

/// How many bits a number has below and above zero.
const fn range(primitive: Primitive) -> Option<(i16, i16)> {
    match primitive {
        Primitive::Int8 => Some((-7, 7)),
        Primitive::Int16 => Some((-15, 15)),
        Primitive::Int32 => Some((-31, 31)),
        Primitive::Int64 => Some((-63, 63)),
        Primitive::Uint8 => Some((0, 8)),
        Primitive::Uint16 => Some((0, 16)),
        Primitive::Uint32 => Some((0, 32)),
        Primitive::Uint64 => Some((0, 64)),
        Primitive::Double => Some((-1_024, 1_024)),
        Primitive::Null
        | Primitive::Boolean
        | Primitive::String
        | Primitive::Date
        | Primitive::DateTime
        | Primitive::Uuid
        | Primitive::Base64 => None,
    }
}

fn values(comparison: &mut Comparison<'_>, compared: &Compared<'_>, old: &Enumeration, new: &Enumeration) {
    let of = |values: &'_ Enumeration| -> BTreeSet<String> {
        values.variants.iter().map(|variant| variant.wire_name.clone()).collect()
    };
    let (old, new) = (of(old), of(new));
    let shown = |value: &String| if value.is_empty() { "\"\"".to_owned() } else { value.clone() };
    for value in old.difference(&new) {
        let value = shown(value);
        compared.report(comparison, Rule::EnumValueRemoved, Some(&value), Some(&value), None);
    }
    for value in new.difference(&old) {
        let value = shown(value);
        compared.report(comparison, Rule::EnumValueAdded, Some(&value), None, Some(&value));
    }
}
