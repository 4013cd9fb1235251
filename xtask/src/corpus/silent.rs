//! Finds types that are `RawJson` although the document describes the value, whether the generator reports it or not.
//!
//! This compares the generated types with the tree of the document: it uses neither the generator's tables of keywords nor its
//! reasons, since it looks for what these lack. Of each type that has others, and of each operation, it looks up the schemas
//! of those that hold any JSON.

use std::collections::{BTreeMap, BTreeSet};

use signet::diagnostics::Diagnostics;
use signet::ir::{Api, Kind, Operation, StatusPattern, TypeId, Why};
use signet::source::{Input, Limits, Root, Tree, View, load_within};

/// Keywords that say what values are, whatever stands there.
const TELLING: [&str; 25] = [
    "$dynamicRef",
    "$recursiveRef",
    "const",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "uniqueItems",
];

/// How many schemas deep a schema is searched for what it says.
const DEEPEST: usize = 16;

/// What the comparison of a document with its types gives.
#[derive(Default)]
pub struct Comparison {
    /// How many types hold any JSON though the document says more.
    pub told: usize,
    /// The places of those that the generator does not report, by the keyword that says more.
    pub unreported: BTreeMap<String, Vec<String>>,
    /// The places of types that the generator reports, though nothing was found to be said there.
    pub unseen: Vec<String>,
}

/// Compares a document with its types.
pub fn compare(document: Input, root: Option<Root>, api: &Api) -> Comparison {
    let roots: Vec<Root> = root.into_iter().collect();
    let (_, tree) = load_within(&Limits::default(), &[document], &[], &roots, &mut Diagnostics::new());
    let Some(tree) = tree else { return Comparison::default() };
    let mut walk = Walk { tree: &tree, api, told: BTreeMap::new() };
    for operation in api.operations.values() {
        walk.operation(operation);
    }
    for ty in api.types.values().filter(|ty| ty.usage.is_carried()) {
        if let Some(schema) = tree.placed(&ty.origin) {
            walk.children(&ty.kind, &walk.whole(&schema));
        }
    }
    let told = walk.told;
    let mut comparison = Comparison { told: told.len(), ..Comparison::default() };
    let anys = api.types.iter().filter(|(_, ty)| ty.usage.is_carried());
    for (id, ty) in anys {
        match (&ty.kind, told.get(&id)) {
            (Kind::Any(Why::Unsaid), Some((keyword, place))) => {
                let reason = format!("`{keyword}` is not read, and not reported");
                comparison.unreported.entry(reason).or_default().push(place.clone());
            }
            (Kind::Any(Why::Lost(_) | Why::Reported), None) => comparison.unseen.push(ty.origin.to_string()),
            _ => {}
        }
    }
    comparison
}

struct Walk<'a> {
    tree: &'a Tree,
    api: &'a Api,
    /// The types that hold any JSON though the document says more, with the keyword that does and its place.
    told: BTreeMap<TypeId, (String, String)>,
}

impl<'a> Walk<'a> {
    /// Compares what a call sends and receives.
    fn operation(&mut self, operation: &Operation) {
        for parameter in &operation.parameters {
            let Some(place) = self.tree.placed(&parameter.origin) else { continue };
            let media = self.get(&place, "content").into_iter().flat_map(|content| content.entries());
            let media: Vec<_> = media.filter_map(|(_, media)| self.get(&media, "schema")).collect();
            // In 2.0, the fields of a parameter are those of its schema.
            let schemas = if media.is_empty() { vec![self.get(&place, "schema").unwrap_or(place)] } else { media };
            self.look(parameter.ty, &schemas);
        }
        let Some(place) = self.tree.placed(&operation.origin) else { return };
        for media in operation.request_body.iter().flat_map(|body| &body.media) {
            let body = self.get(&place, "requestBody").or_else(|| self.body_parameter(&place));
            let schemas = body.map(|body| self.bodies(&body, &media.content_type)).unwrap_or_default();
            media.ty.into_iter().for_each(|ty| self.look(ty, &schemas));
            for part in &media.parts {
                let declared = schemas.iter().flat_map(|schema| self.whole(schema));
                let declared: Vec<_> = declared.filter_map(|schema| property(&schema, &part.name)).collect();
                self.look(part.ty, &declared);
            }
        }
        let Some(responses) = self.get(&place, "responses") else { return };
        let by_status = operation.responses.by_status.iter().map(|(pattern, response)| (Some(*pattern), response));
        for (pattern, response) in by_status.chain(operation.responses.default.iter().map(|default| (None, default))) {
            let key = match pattern {
                Some(StatusPattern::Exact(status)) => status.to_string(),
                Some(StatusPattern::Class(class)) => format!("{class}XX"),
                None => "default".to_owned(),
            };
            let Some(source) = self.get(&responses, &key) else { continue };
            for media in &response.media {
                let schemas = self.bodies(&source, &media.content_type);
                media.ty.into_iter().for_each(|ty| self.look(ty, &schemas));
            }
            for header in &response.headers {
                let own = self.get(&source, "headers").and_then(|headers| self.get(&headers, &header.name));
                let schema = own.map(|own| self.get(&own, "schema").unwrap_or(own));
                self.look(header.ty, &schema.into_iter().collect::<Vec<_>>());
            }
        }
    }

    /// The parameter of 2.0 that is the body.
    fn body_parameter(&self, operation: &View<'a>) -> Option<View<'a>> {
        let places = [Some(operation.clone()), operation.parent()];
        let lists = places.into_iter().flatten().filter_map(|place| place.get("parameters"));
        let mut parameters = lists.flat_map(|list| list.items()).filter_map(|own| self.tree.follow(&own).ok());
        parameters.find(|own| own.get("in").is_some_and(|location| location.as_str() == Some("body")))
    }

    /// The schemas of a content type of a body.
    fn bodies(&self, body: &View<'a>, content_type: &str) -> Vec<View<'a>> {
        let media = self.get(body, "content").and_then(|content| self.get(&content, content_type));
        let media = media.unwrap_or_else(|| body.clone());
        self.get(&media, "itemSchema").or_else(|| media.get("schema")).into_iter().collect()
    }

    /// Compares the parts of a type with those of the schemas that describe it.
    fn children(&mut self, kind: &Kind, schemas: &[View<'a>]) {
        let below = |keys: &[&str]| -> Vec<View<'a>> {
            let found = |schema: &View<'a>| keys.iter().find_map(|key| schema.get(key));
            schemas.iter().filter_map(found).collect()
        };
        let additional = || {
            let own = below(&["additionalProperties", "unevaluatedProperties"]);
            let patterns = below(&["patternProperties"]);
            if own.is_empty() { patterns.iter().flat_map(View::entries).map(|(_, value)| value).collect() } else { own }
        };
        match kind {
            Kind::Array(items) => self.look(*items, &below(&["items"])),
            Kind::Map(values) => self.look(*values, &additional()),
            Kind::Object(object) => {
                for (name, field) in &object.fields {
                    let declared: Vec<_> = schemas.iter().filter_map(|schema| property(schema, name)).collect();
                    self.look(field.ty, &declared);
                }
                object.additional.into_iter().for_each(|ty| self.look(ty, &additional()));
            }
            Kind::Tuple(tuple) => {
                let first: Vec<_> = below(&["prefixItems", "items"]).iter().flat_map(View::items).collect();
                for (element, schema) in tuple.elements.iter().zip(first) {
                    self.look(*element, &[schema]);
                }
                let rest = below(&["items", "additionalItems", "unevaluatedItems"]);
                let rest: Vec<_> = rest.into_iter().filter(|rest| !rest.is_array()).collect();
                tuple.rest.into_iter().for_each(|ty| self.look(ty, &rest));
            }
            Kind::Union(union) => {
                let all: Vec<_> = schemas.iter().flat_map(members).collect();
                for variant in &union.variants {
                    let origin = &self.api.types[self.api.resolved(variant.ty)].origin;
                    let is_own = |schema: &&View<'a>| {
                        schema.origin() == *origin || self.tree.follow(schema).is_ok_and(|own| own.origin() == *origin)
                    };
                    let own: Vec<_> = all.iter().filter(is_own).cloned().collect();
                    self.look(variant.ty, &own);
                }
            }
            Kind::Primitive(_) | Kind::Enumeration(_) | Kind::Newtype(_) | Kind::Any(_) => {}
        }
    }

    /// Notes a type that holds any JSON where one of its schemas says more.
    fn look(&mut self, ty: TypeId, schemas: &[View<'a>]) {
        let id = self.api.resolved(ty);
        if matches!(self.api.types[id].kind, Kind::Any(_))
            && let Some((keyword, schema)) = schemas.iter().find_map(|own| Some((self.telling(own, DEEPEST)?, own)))
        {
            self.told.entry(id).or_insert_with(|| (keyword, schema.origin().to_string()));
        }
    }

    /// A schema, with those that it refers to or combines.
    fn whole(&self, schema: &View<'a>) -> Vec<View<'a>> {
        let mut all: Vec<View<'a>> = Vec::new();
        let mut open = vec![schema.clone()];
        let mut passed = BTreeSet::new();
        while let Some(schema) = open.pop() {
            if !passed.insert(std::ptr::from_ref(schema.node())) {
                continue;
            }
            open.extend(self.tree.follow(&schema).ok());
            open.extend(schema.get("allOf").into_iter().flat_map(|list| list.items()));
            all.push(schema);
        }
        all
    }

    /// The keyword by which a schema says what its values are.
    fn telling(&self, schema: &View<'a>, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let told = |(key, value): &(&str, View<'a>)| match *key {
            "type" => names_types(value),
            "enum" => !value.is_empty(),
            "allOf" => value.items().any(|each| self.telling(&each, depth).is_some()),
            "additionalItems" | "additionalProperties" | "unevaluatedItems" | "unevaluatedProperties" => {
                self.telling(value, depth).is_some()
            }
            key => TELLING.contains(&key) && !value.is_null(),
        };
        let target = self.tree.follow(schema).ok().filter(|target| target.origin() != schema.origin());
        let referred = target.and_then(|target| self.telling(&target, depth));
        let own = || schema.entries().find(told).map(|(key, _)| key.to_owned());
        let chosen = || {
            let members: Vec<_> = members(schema).collect();
            // Any JSON is one of several, or the only one beside `null`.
            let all = members.iter().all(|each| self.telling(each, depth).is_some());
            (all && !members.is_empty()).then(|| "oneOf or anyOf".to_owned())
        };
        referred.or_else(own).or_else(chosen)
    }

    /// A field of an object, with a reference in its place followed.
    fn get(&self, view: &View<'a>, key: &str) -> Option<View<'a>> {
        let view = self.tree.follow(view).ok()?;
        self.tree.follow(&view.get(key)?).ok()
    }
}

fn property<'a>(schema: &View<'a>, name: &str) -> Option<View<'a>> {
    schema.get("properties")?.get(name)
}

/// The schemas of which a value fits one or several, without `null`.
fn members<'a>(schema: &View<'a>) -> impl Iterator<Item = View<'a>> + use<'a> {
    let lists = ["oneOf", "anyOf"].map(|key| schema.get(key)).into_iter().flatten();
    let is_null = |member: &View<'a>| member.get("type").is_some_and(|ty| ty.as_str() == Some("null"));
    lists.flat_map(|list| list.items()).filter(move |member| !is_null(member))
}

/// Says whether a `type` names other types than `null`.
fn names_types(ty: &View<'_>) -> bool {
    let mut names = ty.as_str().into_iter().chain(ty.items().filter_map(|item| item.as_str()));
    names.any(|name| name != "null")
}

#[cfg(test)]
mod tests {
    use signet::Request;
    use signet::diagnostics::Diagnostics;
    use signet::ir::{Api, Kind, Why};
    use signet::source::Input;

    use super::compare;

    const DOCUMENT: &str = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\nservers: [{ url: 'https://a.example' }]\n\
        paths: { /a: { get: { operationId: a, responses: { '200': { description: A, content: { application/json: { schema: \
        { properties: { open: {}, number: { type: number }, map: { additionalProperties: {} }, \
        list: { type: array, items: { type: [string, 'null'] } }, either: { anyOf: [{ type: string }, {}] }, \
        circle: { $ref: '#/components/schemas/Circle' } } } } } } } } } }\n\
        components: { schemas: { Circle: { type: array, items: { $ref: '#/components/schemas/Circle' } } } }\n";

    fn compiled(document: &str) -> Api {
        let request = Request { inputs: vec![Input::text("a.yaml", document)], ..Request::default() };
        let (_, generated) = signet::generate(&request, &mut Diagnostics::new());
        (*generated.unwrap().api).clone()
    }

    #[test]
    fn what_the_generator_reports_is_found_in_the_document() {
        let api = compiled(DOCUMENT);
        let found = compare(Input::text("a.yaml", DOCUMENT), None, &api);
        assert_eq!(found.unreported, [].into());
        assert_eq!(found.unseen, [""; 0]);
        assert_eq!(found.told, 1);
    }

    /// As if the generator had found nothing that it knows in the schemas of single values and lists.
    #[test]
    fn what_is_lost_without_a_report_is_found() {
        let mut api = compiled(DOCUMENT);
        for ty in api.types.values_mut().filter(|ty| !matches!(ty.kind, Kind::Object(_) | Kind::Map(_))) {
            ty.kind = Kind::Any(Why::Unsaid);
        }
        let found = compare(Input::text("a.yaml", DOCUMENT), None, &api);
        let places = found.unreported.values().flatten().filter_map(|place| place.rsplit('/').next());
        assert_eq!(places.collect::<Vec<_>>(), ["number", "list", "circle"]);
    }
}
