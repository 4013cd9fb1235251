//! Objects and maps.

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Direction, Field, Hint, Kind, Object, Presence, Released, TypeId, Why};
use crate::openapi::schema::Additional;
use crate::openapi::{Keyword, Schema};

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    /// `properties`, `required` and `additionalProperties` of schemas that hold at once; mostly there is one.
    pub(super) fn object(&mut self, parts: &[Schema<'a>], hint: &Hint) -> Option<Kind> {
        let mut properties: IndexMap<&'a str, Vec<Schema<'a>>> = IndexMap::new();
        for all in parts.iter().filter_map(Schema::properties) {
            // A text is no schema: this is a reference, and no property of that name.
            let Some(all) = self.found(all.follow(self.tree)) else { return Some(Kind::Any(Why::Reported)) };
            // A property that no value fits is never there.
            for (name, property) in all.entries().filter(|(_, property)| !property.never()) {
                properties.entry(name).or_default().push(property);
            }
        }
        let said: Vec<Additional<'a>> = parts.iter().filter_map(Schema::additional).collect();
        let patterns: Vec<_> =
            parts.iter().filter_map(Schema::pattern_properties).flat_map(|all| all.entries()).collect();
        let allowed = Extra::of(&said, patterns);
        let (required, undeclared) = self.required(parts, &properties);
        // An object without declared properties may have any; one that allows none has none.
        if properties.is_empty() && (allowed.is_some() || said.is_empty()) {
            return self.additional(parts, &allowed.unwrap_or(Extra::Unsaid), hint.inside("value")).map(Kind::Map);
        }
        let mut fields = IndexMap::new();
        for (name, declared) in properties {
            for property in &declared {
                self.take_member_name(property, hint, name);
            }
            let ty = self.merged(&declared, hint.inside(name))?;
            // Whether it may be `null` is known when all types are: this one may lead to an object that is still being made.
            let presence = if required.contains(&name) { Presence::Required } else { Presence::Optional };
            let direction = self.direction(&declared);
            let hint = declared.iter().find_map(Schema::client_name).map(str::to_owned);
            fields.insert(
                name.to_owned(),
                Field { hint, ty, presence, direction, boxed: false, tag: None, released: Released::Nothing },
            );
        }
        let additional = match allowed {
            Some(extra) => Some(self.additional(parts, &extra, hint.inside("additional property"))?),
            None => None,
        };
        Some(Kind::Object(Object { fields, additional, undeclared }))
    }

    /// The type of undeclared properties.
    fn additional(&mut self, parts: &[Schema<'a>], extra: &Extra<'a>, inline: Hint) -> Option<TypeId> {
        match extra {
            Extra::Unsaid => Some(self.any(parts, inline)),
            Extra::Any => {
                let place = parts.last().map_or_else(|| self.tree.root(), |part| part.view().clone());
                Some(self.without_schema(&place, Why::Unsaid, inline))
            }
            Extra::Of(schemas) => match schemas.as_slice() {
                [(_, only)] => self.schema(only, inline),
                several => self.any_of(several, &inline),
            },
        }
    }

    /// `readOnly` and `writeOnly` of a property, wherever its schemas say it.
    fn direction(&mut self, declared: &[Schema<'a>]) -> Direction {
        let parts = self.parts(declared);
        let says = |keyword| parts.all.iter().any(|part| part.flag(keyword));
        match (says(Keyword::ReadOnly), says(Keyword::WriteOnly)) {
            (true, false) => Direction::Response,
            (false, true) => Direction::Request,
            (false, false) => Direction::Both,
            (true, true) => {
                if let Some(place) = declared.first() {
                    self.diagnostics.push(
                        Diagnostic::new(Code::Schema, "a property is both `readOnly` and `writeOnly`")
                            .at(&place.origin(), "this property")
                            .cost("the property is sent and received"),
                    );
                }
                Direction::Both
            }
        }
    }

    /// `required`: the names that are declared, and the ones that are not. Those are reported and not enforced when reading,
    /// since servers are known to leave such out.
    fn required(
        &mut self,
        parts: &[Schema<'a>],
        properties: &IndexMap<&'a str, Vec<Schema<'a>>>,
    ) -> (Vec<&'a str>, Vec<String>) {
        let mut required = Vec::new();
        let mut undeclared: Vec<String> = Vec::new();
        for entry in parts.iter().flat_map(Schema::required) {
            let Some(name) = entry.as_str() else { continue };
            if properties.contains_key(name) {
                required.push(name);
            } else if !undeclared.iter().any(|known| known == name) {
                undeclared.push(name.to_owned());
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::UndeclaredRequired,
                        format!("the required property `{name}` is not declared"),
                    )
                    .at(&entry.origin(), "not found in `properties`")
                    .cost("the property is an additional property, and may be missing"),
                );
            }
        }
        (required, undeclared)
    }
}

/// The undeclared properties that are allowed.
enum Extra<'a> {
    /// Any: the document does not mention them.
    Unsaid,
    /// Any, as the document says.
    Any,
    /// Values of one of these schemas, each with what tells it from the others.
    Of(Vec<(&'a str, Schema<'a>)>),
}

impl<'a> Extra<'a> {
    /// Takes together what is said of properties by patterns of their names, and of all others; none: there are none.
    fn of(said: &[Additional<'a>], patterns: Vec<(&'a str, Schema<'a>)>) -> Option<Self> {
        let mut schemas: Vec<_> = patterns.into_iter().filter(|(_, schema)| !schema.never()).collect();
        let allowed = said.iter().find(|additional| !matches!(additional, Additional::Never));
        match allowed {
            Some(Additional::Always) => return Some(Self::Any),
            Some(Additional::Schema(schema)) => schemas.push((OTHERS, schema.clone())),
            Some(Additional::Never) | None => {}
        }
        (!schemas.is_empty()).then_some(Self::Of(schemas))
    }
}

/// What tells the schema of properties without a pattern from the others.
const OTHERS: &str = "";
