//! Elements of event streams: what the data of each event hold, told apart by the names of the events.
//!
//! `itemSchema` describes the event as it is parsed: an object of `data`, `event`, `id` and `retry` (OpenAPI 3.2.0,
//! "Special Considerations for Server-Sent Events").

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Alternative, Dispatch, EventVariant, Hint, Kind, Primitive, TagPlace, Type, TypeId, Union};
use crate::openapi::{Keyword, Schema};
use crate::source::View;

use super::Lowering;

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
            [Event { data: Data::Text, .. }] => Some(self.plain_text(hint, item)),
            [Event { data: Data::Json(schema), .. }] => self.schema(schema, hint),
            several => self.several_events(several, item, hint),
        }
    }

    /// The events that a schema describes; none: it describes no events, but their data.
    fn described_events(&mut self, item: &Schema<'a>) -> Option<Vec<Event<'a>>> {
        let target = item.follow(self.tree).ok()?;
        let list = target.choices().find(|list| !list.is_empty());
        match list {
            None => Some(vec![self.described_event(&[target])?]),
            Some(list) => {
                list.items().map(|alternative| self.described_event(&[target.clone(), alternative])).collect()
            }
        }
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
        let property = |wanted: &str| {
            let found = properties.iter().rev().find(|(name, _)| *name == wanted);
            found.and_then(|(_, schema)| schema.follow(self.tree).ok())
        };
        let data = property("data").map_or(Data::Text, |data| self.described_data(data));
        Some(Event { names: property("event").map(|event| texts(&event)).unwrap_or_default(), data })
    }

    fn described_data(&self, data: Schema<'a>) -> Data<'a> {
        let content = data.get(Keyword::ContentSchema);
        match content.map(|content| Schema::new(content, self.dialect)) {
            Some(schema) => Data::Json(schema),
            None if data.may_be_string() => Data::Text,
            // Not a string, as the data of an event are, so that JSON is meant.
            None => Data::Json(data),
        }
    }

    /// A union of what several events hold: by their names, or by the data where they have none.
    fn several_events(&mut self, events: &[Event<'a>], item: &Schema<'a>, hint: Hint) -> Option<TypeId> {
        let has_names = events.iter().any(|event| !event.names.is_empty());
        if !has_names && events.iter().any(|event| matches!(event.data, Data::Text)) {
            return Some(self.plain_text(hint, item));
        }
        let mut variants: Vec<Alternative> = Vec::new();
        let mut tags: Vec<EventVariant> = Vec::new();
        for (position, event) in events.iter().enumerate() {
            let mut names = if event.names.is_empty() { vec![UNNAMED.to_owned()] } else { event.names.clone() };
            // The same in whichever order the document lists them.
            names.sort();
            let name = match &event.data {
                _ if has_names => names.first().cloned().unwrap_or_default(),
                Data::Json(schema) => schema.reference_name().unwrap_or_else(|| format!("data {}", position + 1)),
                Data::Text => UNNAMED.to_owned(),
            };
            let is_taken = if has_names {
                tags.iter().any(|tag| tag.names.iter().any(|known| names.contains(known)))
            } else {
                variants.iter().any(|known| known.key == name)
            };
            if is_taken {
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
            let (hint, key) = (name.clone(), name);
            variants.push(Alternative { ty, hint, name: None, key, tag: TagPlace::Declared, boxed: false });
        }
        let dispatch = if has_names { Dispatch::Event(tags) } else { Dispatch::Choice };
        let kind = Kind::Union(Union { variants, dispatch, ..Union::new() });
        Some(self.api.types.push(Type { kind, ..Type::any(hint, item.origin()) }))
    }

    fn plain_text(&mut self, hint: Hint, item: &Schema<'a>) -> TypeId {
        self.api.types.push(Type { kind: Kind::Primitive(Primitive::String), ..Type::any(hint, item.origin()) })
    }
}

/// The texts that a schema lists.
fn texts(schema: &Schema<'_>) -> Vec<String> {
    if let Some(text) = schema.only_text() {
        return vec![text.to_owned()];
    }
    let listed = schema.get(Keyword::Enum);
    listed.iter().flat_map(View::items).filter_map(|value| value.as_str().map(str::to_owned)).collect()
}
