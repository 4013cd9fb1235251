//! Elements of event streams: what the data of each event hold, told apart by the names of the events.
//!
//! `itemSchema` describes the event as it is parsed: an object of `data`, `event`, `id` and `retry` (OpenAPI 3.2.0,
//! "Special Considerations for Server-Sent Events").

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Alternative, Dispatch, EventVariant, Hint, Kind, Primitive, TagPlace, Type, TypeId, Union};
use crate::openapi::{Keyword, Schema};
use crate::source::View;

use super::Lowering;
use super::schema::Called;

/// The properties of an event.
const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// The name of an event that the server gives none.
const UNNAMED: &str = "message";

/// What a schema says of an event.
struct Event<'a> {
    /// Its names; none: any.
    names: Vec<String>,
    /// What its data hold.
    data: Data<'a>,
}

enum Data<'a> {
    /// Text.
    Text,
    /// JSON of a schema.
    Json(Schema<'a>),
}

impl<'a> Lowering<'a, '_> {
    /// The type of what the data of events hold; text, where that is all that the schema says.
    pub(super) fn events(&mut self, item: &Schema<'a>, hint: Hint) -> Option<TypeId> {
        let Some(events) = self.described_events(item) else { return self.element(item, hint) };
        match events.as_slice() {
            [Event { names, data: Data::Text }] if names.is_empty() => Some(self.plain_text(hint, item)),
            [Event { names, data: Data::Json(schema) }] if names.is_empty() => self.schema(schema, hint),
            // One with a name too: a server may send others later.
            events => self.several_events(events, item, hint),
        }
    }

    /// The events that a schema describes; none: it describes no events, but their data.
    fn described_events(&mut self, item: &Schema<'a>) -> Option<Vec<Event<'a>>> {
        let target = item.follow(self.tree).ok()?;
        let list = target.choices().find(|list| !list.is_empty());
        let Some(list) = list else { return Some(vec![self.described_event(&[target])?]) };
        let mut events = Vec::new();
        for alternative in list.items() {
            // A reference without a target is reported, and its events are unknown.
            if self.followed(&alternative).is_some() {
                events.push(self.described_event(&[target.clone(), alternative])?);
            }
        }
        (!events.is_empty()).then_some(events)
    }

    fn described_event(&mut self, schemas: &[Schema<'a>]) -> Option<Event<'a>> {
        let parts = self.parts(schemas).all;
        let properties: Vec<(&str, Schema<'a>)> =
            parts.iter().filter_map(Schema::properties).flat_map(|properties| properties.entries()).collect();
        let is_event = properties.iter().all(|(name, _)| FIELDS.contains(name))
            && properties.iter().any(|(name, _)| ["data", "event"].contains(name));
        if !is_event {
            return None;
        }
        // What a subschema says comes last, and says more.
        let property =
            |wanted: &str| properties.iter().rev().find(|(name, _)| *name == wanted).map(|(_, schema)| schema);
        let data = property("data").map_or(Data::Text, |data| self.described_data(data));
        let names = property("event").and_then(|event| self.followed(event)).map(|event| texts(&event));
        Some(Event { names: names.unwrap_or_default(), data })
    }

    fn described_data(&self, data: &Schema<'a>) -> Data<'a> {
        // Data that lead nowhere are reported where their type is made.
        let Ok(target) = data.follow(self.tree) else { return Data::Json(data.clone()) };
        match target.content_schema() {
            Some(schema) => Data::Json(schema),
            None if target.may_be_string() => Data::Text,
            // Not a string, as the data of an event are, so that JSON is meant.
            None => Data::Json(data.clone()),
        }
    }

    /// A union of what events hold: by their names, or by the data where they have none.
    fn several_events(&mut self, events: &[Event<'a>], item: &Schema<'a>, hint: Hint) -> Option<TypeId> {
        let has_names = events.iter().any(|event| !event.names.is_empty());
        if !has_names {
            return self.unnamed_events(events, item, hint);
        }
        let mut variants: Vec<Alternative> = Vec::new();
        let mut tags: Vec<EventVariant> = Vec::new();
        for event in events {
            let mut names = if event.names.is_empty() { vec![UNNAMED.to_owned()] } else { event.names.clone() };
            // The same in whichever order the document lists them.
            names.sort();
            let name = names.first().cloned().unwrap_or_default();
            if tags.iter().any(|tag| tag.names.iter().any(|known| names.contains(known))) {
                self.diagnostics.push(
                    Diagnostic::new(Code::Ambiguous, format!("two events are named `{}`", name.escape_debug()))
                        .at(&item.origin(), "this stream")
                        .cost("the first event is used"),
                );
                continue;
            }
            let inside = hint.inside(&name);
            let ty = match &event.data {
                Data::Text => self.plain_text(inside, item),
                Data::Json(schema) => self.schema(schema, inside)?,
            };
            tags.push(EventVariant { names, is_text: matches!(event.data, Data::Text) });
            variants.push(alternative(ty, name.clone(), name));
        }
        let kind = Kind::Union(Union { variants, dispatch: Dispatch::Event(tags), ..Union::new() });
        Some(self.api.types.push(Type { kind, ..Type::any(hint, item.origin()) }))
    }

    /// A union of what events without names hold, each called by what it is; text, where any of them is text.
    fn unnamed_events(&mut self, events: &[Event<'a>], item: &Schema<'a>, hint: Hint) -> Option<TypeId> {
        let mut data = Vec::new();
        for event in events {
            let Data::Json(schema) = &event.data else { return Some(self.plain_text(hint, item)) };
            data.push(schema.clone());
        }
        let mut variants: Vec<Alternative> = Vec::new();
        for (schema, Called { word, key }) in data.iter().zip(self.called(&data)) {
            let ty = self.schema(schema, hint.inside(&word))?;
            if !variants.iter().any(|known| known.ty == ty) {
                variants.push(alternative(ty, word, key));
            }
        }
        let kind = match variants.as_slice() {
            [only] => Kind::Newtype(only.ty),
            _ => Kind::Union(Union { variants, ..Union::new() }),
        };
        Some(self.api.types.push(Type { kind, ..Type::any(hint, item.origin()) }))
    }

    fn plain_text(&mut self, hint: Hint, item: &Schema<'a>) -> TypeId {
        self.api.types.push(Type { kind: Kind::Primitive(Primitive::String), ..Type::any(hint, item.origin()) })
    }
}

fn alternative(ty: TypeId, hint: String, key: String) -> Alternative {
    Alternative { ty, hint, name: None, key, tag: TagPlace::Declared, boxed: false }
}

/// The texts that a schema lists.
fn texts(schema: &Schema<'_>) -> Vec<String> {
    if let Some(text) = schema.only_text() {
        return vec![text.to_owned()];
    }
    let listed = schema.get(Keyword::Enum);
    listed.iter().flat_map(View::items).filter_map(|value| value.as_str().map(str::to_owned)).collect()
}
