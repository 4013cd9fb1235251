//! Small APIs for the tests of passes.

use indexmap::IndexMap;

use crate::diagnostics::{Origin, SourceId};
use crate::ir::{
    Api, Codec, Docs, Field, Hint, Kind, Location, MediaType, Method, Object, Operation, Pages, Parameter,
    PathTemplate, Presence, Primitive, Response, Responses, StatusPattern, Style, Type, TypeId,
};

/// An API of some types.
#[derive(Default)]
pub(super) struct Fixture(pub(super) Api);

impl Fixture {
    /// Adds a type that the document names.
    pub(super) fn named(&mut self, name: &str, kind: Kind) -> TypeId {
        let ty = Type::any(Hint::Component(name.to_owned()), origin());
        self.0.types.push(Type { kind, ..ty })
    }

    pub(super) fn primitive(&mut self, primitive: Primitive) -> TypeId {
        self.named("single", Kind::Primitive(primitive))
    }

    pub(super) fn list(&mut self, of: TypeId) -> TypeId {
        self.named("list", Kind::Array(of))
    }

    /// Adds an object; a property whose name ends in `!` is required.
    pub(super) fn object(&mut self, name: &str, properties: &[(&str, TypeId)]) -> TypeId {
        self.named(name, Kind::Object(Object { fields: fields(properties), ..Object::default() }))
    }

    /// Adds a `GET` that answers with a type.
    pub(super) fn get(&mut self, parameters: Vec<Parameter>, page: TypeId) {
        let media = MediaType {
            content_type: "application/json".to_owned(),
            codec: Codec::Json,
            ty: Some(page),
            encoding: Vec::new(),
            parts: Vec::new(),
            example: None,
        };
        let response = Response { media: vec![media], ..Response::default() };
        self.0.operations.push(Operation {
            id: "list".to_owned(),
            has_id: true,
            method: Method::Get,
            template: "/items".to_owned(),
            path: PathTemplate(Vec::new()),
            tags: Vec::new(),
            parameters,
            request_body: None,
            responses: Responses { by_status: vec![(StatusPattern::Exact(200), response)], default: None },
            released_tag: None,
            error_set: None,
            security: Vec::new(),
            server: None,
            idempotency: None,
            pagination: Pages::Unsaid,
            deprecated: false,
            docs: Docs::default(),
            origin: origin(),
        });
    }
}

/// An optional parameter of the query.
pub(super) fn query(name: &str, ty: TypeId) -> Parameter {
    Parameter {
        name: name.to_owned(),
        hint: None,
        location: Location::Query,
        style: Style::Form,
        explode: true,
        nested: Vec::new(),
        allow_reserved: false,
        required: false,
        taken: false,
        ty,
        constant: None,
        replaceable: false,
        description: None,
        example: None,
        deprecated: false,
        origin: origin(),
    }
}

fn fields(properties: &[(&str, TypeId)]) -> IndexMap<String, Field> {
    let field = |(name, ty): &(&str, TypeId)| {
        let presence = if name.ends_with('!') { Presence::Required } else { Presence::Optional };
        let field = Field {
            hint: None,
            ty: *ty,
            presence,
            direction: crate::ir::Direction::Both,
            boxed: false,
            tag: None,
            released: crate::ir::Released::Nothing,
        };
        (name.trim_end_matches('!').to_owned(), field)
    };
    properties.iter().map(field).collect()
}

fn origin() -> Origin {
    Origin::root(SourceId(0))
}
