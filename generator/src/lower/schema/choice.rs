//! Which alternatives schemas leave: parts that hold together go in, the lists that say something of the wire come out.

use crate::openapi::schema::Type;
use crate::openapi::{Keyword, Role, Schema, SchemaList};

use super::Lowering;
use super::parts::Parts;
use super::union::says_more;

impl<'a> Lowering<'a, '_> {
    /// Finds the union among parts that hold together, with its alternatives.
    pub(super) fn alternatives(&self, parts: &Parts<'a>) -> Option<(Schema<'a>, SchemaList<'a>)> {
        parts.all.iter().find_map(|part| Some((part.clone(), self.choices(part, parts).into_iter().next()?)))
    }

    /// The lists of a part that are still to be chosen from.
    ///
    /// A list that leads back to what it stands in (a base that lists its heirs, a union of which one alternative is being
    /// made) adds nothing, and one whose subschemas only require other properties does not affect the wire format.
    pub(super) fn choices(&self, part: &Schema<'a>, parts: &Parts<'a>) -> Vec<SchemaList<'a>> {
        let lists = self.lists(part).filter(|(_, targets)| !targets.iter().any(|target| parts.have_passed(target)));
        let choices = lists.filter(|(list, targets)| targets.len() != list.len() || !targets.iter().all(is_condition));
        choices.map(|(list, _)| list).collect()
    }

    /// Says whether a list only lets a schema be `null` as well.
    pub(in crate::lower) fn is_option(&self, list: &SchemaList<'a>) -> bool {
        self.dialect.has_json_schema() && list.len() > 1 && self.valued(list).count() == 1
    }

    /// The subschemas of a list that have values besides `null`.
    pub(super) fn valued(&self, list: &SchemaList<'a>) -> impl Iterator<Item = Schema<'a>> {
        let is_null = |each: &Schema<'a>| each.follow(self.tree).is_ok_and(|target| target.stands_for_null());
        list.items().filter(move |each| !is_null(each))
    }

    /// The schema that a schema lets be `null` as well, where it is written there and says all that there is to say.
    pub(in crate::lower) fn optional(&self, schema: &Schema<'a>) -> Option<Schema<'a>> {
        let mut lists = schema.choices();
        let list = lists.next().filter(|list| !list.is_enumeration() && self.is_option(list))?;
        let is_all = lists.next().is_none() && schema.all_of().is_empty() && !says_more(schema, schema);
        let value = self.valued(&list).next().filter(|_| is_all)?;
        (value.is_object() && !value.refers()).then_some(value)
    }

    /// Says whether one of a schema's alternatives is among these parts, so that it was chosen already.
    pub(super) fn is_chosen(&self, schema: &Schema<'a>, parts: &Parts<'a>) -> bool {
        schema.follow(self.tree).is_ok_and(|target| {
            self.lists(&target).any(|(_, targets)| targets.iter().any(|target| parts.have_passed(target)))
        })
    }

    /// The lists of alternatives of a schema that are not empty, each with what the alternatives lead to.
    fn lists(&self, schema: &Schema<'a>) -> impl Iterator<Item = (SchemaList<'a>, Vec<Schema<'a>>)> {
        schema.choices().filter(|list| !list.is_empty() && !list.is_enumeration()).map(|list| {
            let targets = list.items().filter_map(|each| each.follow(self.tree).ok()).collect();
            (list, targets)
        })
    }
}

/// Says whether an alternative only asks for properties that are declared elsewhere.
fn is_condition(target: &Schema<'_>) -> bool {
    let asks = |(name, _): (&str, _)| {
        Keyword::named(name).is_some_and(|keyword| {
            matches!(keyword, Keyword::Required | Keyword::Type)
                || matches!(keyword.role(target.dialect()), Role::Words | Role::Condition)
        })
    };
    let is_object = || target.types().only() == Some(Type::Object) && target.entries().nth(1).is_some();
    target.is_object() && target.entries().all(asks) && (!target.has(Keyword::Type) || is_object())
}
