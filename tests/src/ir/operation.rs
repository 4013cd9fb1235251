//! Operations: what each takes and what it returns.

use signet::diagnostics::Origin;
use signet::ir::{
    Content, Convention, Docs, ErrorSet, FormPart, Idempotency, KeyPlace, Location, MediaType, Operation, Pages,
    Pagination, Parameter, PartContent, PathSegment, PathTemplate, PropertyEncoding, Repeat, RequestBody,
    RequiredScheme, Requirement, Response, ResponseHeader, Responses, StatusPattern, Usage,
};

use super::Page;
use super::facts::{Facts, list, name, short};

const SENT: Usage = Usage { request: true, response: false };
const RECEIVED: Usage = Usage { request: false, response: true };

impl Page<'_> {
    pub(super) fn operation(&mut self, operation: &Operation) {
        let Operation {
            id,
            method,
            path,
            has_id: _,
            template,
            tags,
            parameters,
            request_body,
            responses,
            released_tag,
            error_set,
            security,
            server,
            idempotency,
            pagination,
            deprecated,
            docs: Docs { summary, description },
            origin,
        } = operation;
        let path = self::path(path);
        let facts = Facts::default()
            .value("written", (path != *template).then(|| name(template)))
            .flag(*deprecated, "deprecated")
            .docs(summary.as_ref())
            .docs(description.as_ref());
        self.line(0, "");
        self.line(0, &facts.after(&format!("{} {path}: {}, {}", method.as_str(), name(id), place(origin))));
        let errors = error_set.map(|set| tag(self.api.error_sets[set].tag.as_ref()));
        let around = Facts::default()
            .value("tags", (!tags.is_empty()).then(|| list(tags)))
            .value("released tag", released_tag.as_ref().map(|tag| name(tag)))
            .value("errors of", errors)
            .value("security", (!security.is_empty()).then(|| requirements(security)))
            .value("server", server.as_ref())
            .value("idempotency", idempotency.as_ref().map(key));
        self.line(1, &around.joined());
        match pagination {
            Pages::Unsaid => self.line(1, "pages unknown"),
            Pages::None => {}
            Pages::By(pages) => self.line(1, &format!("pages by {}", self::pages(pages))),
        }
        for parameter in parameters {
            self.parameter(parameter);
        }
        if let Some(RequestBody { required, taken, media, released, description }) = request_body {
            let facts =
                Facts::default().flag(*taken, "taken").text("released", released.as_ref()).docs(description.as_ref());
            let presence = if *required { "required" } else { "optional" };
            self.media(&format!("body: {presence}"), media, SENT, &facts);
        }
        let Responses { by_status, default } = responses;
        for (pattern, response) in by_status {
            let status = match pattern {
                StatusPattern::Exact(status) => status.to_string(),
                StatusPattern::Class(class) => format!("{class}XX"),
            };
            self.response(&status, response);
        }
        if let Some(response) = default {
            self.response("default", response);
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let Parameter {
            name: word,
            hint,
            location,
            style,
            explode,
            nested,
            allow_reserved,
            required,
            taken,
            ty,
            constant,
            replaceable,
            description,
            example,
            deprecated,
            origin: _,
        } = parameter;
        let presence = match (location, required) {
            (Location::Path, true) => "",
            (_, true) => "required ",
            (_, false) => "optional ",
        };
        let facts = Facts::default()
            .fact(format!("{style:?}"))
            .flag(*explode, "explode")
            .value("nested by", (!nested.is_empty()).then(|| nested.iter().collect::<String>()))
            .flag(*allow_reserved, "reserved characters")
            .text("proposed name", hint.as_ref())
            .flag(*taken, "taken")
            .text(if *replaceable { "unless set" } else { "always" }, constant.as_ref())
            .flag(*deprecated, "deprecated")
            .json("example", example.as_ref())
            .docs(description.as_ref());
        let ty = self.expression(*ty, SENT);
        self.line(1, &facts.after(&format!("{} {}: {presence}{ty}", location.key(), name(word))));
    }

    fn response(&mut self, status: &str, response: &Response) {
        let Response { description, media, unread, headers } = response;
        let types: Vec<&str> = unread.iter().map(|media| media.content_type.as_str()).collect();
        let facts = Facts::default().value("unread", (!types.is_empty()).then(|| types.join(", ")));
        self.media(&format!("{status}:"), media, RECEIVED, &facts.docs(description.as_ref()));
        for ResponseHeader { name: word, ty, description, deprecated } in headers {
            let facts = Facts::default().flag(*deprecated, "deprecated").docs(description.as_ref());
            let ty = self.expression(*ty, RECEIVED);
            self.line(2, &facts.after(&format!("header {}: {ty}", name(word))));
        }
    }

    /// Writes the forms of a body: in the line of the body where there is one form, else each in a line.
    fn media(&mut self, subject: &str, media: &[MediaType], usage: Usage, facts: &Facts) {
        match media {
            [only] => {
                let form = self.form(only, usage);
                self.line(1, &facts.after(&format!("{subject} {form}")));
                self.inside_form(2, only);
            }
            several => {
                self.line(1, [subject, &facts.joined()].join(" ").trim_end());
                for each in several {
                    let form = self.form(each, usage);
                    self.line(2, &form);
                    self.inside_form(3, each);
                }
            }
        }
    }

    fn form(&mut self, media: &MediaType, usage: Usage) -> String {
        let MediaType { content_type, codec, ty, encoding: _, parts: _, example } = media;
        let ty = ty.map(|ty| format!(" {}", self.expression(ty, usage))).unwrap_or_default();
        let facts = Facts::default().json("example", example.as_ref());
        facts.after(&format!("{content_type} as {codec:?}{ty}"))
    }

    fn inside_form(&mut self, depth: usize, media: &MediaType) {
        for PropertyEncoding { name: word, style, explode, allow_reserved } in &media.encoding {
            let facts = Facts::default().flag(*explode, "explode").flag(*allow_reserved, "reserved characters");
            self.line(depth, &facts.after(&format!("encoding {}: {style:?}", name(word))));
        }
        for FormPart { name: word, ty, content, required, constant, content_type, headers, hint, given } in &media.parts
        {
            let presence = if *required { "required" } else { "optional" };
            let content = match content {
                PartContent::File | PartContent::Files | PartContent::Value | PartContent::Json => {
                    format!("{content:?}")
                }
                PartContent::Joined(style) => format!("joined as {style:?}"),
            };
            let facts = Facts::default()
                .text("always", constant.as_ref())
                .text("content type", content_type.as_ref())
                .value("headers", (!headers.is_empty()).then(|| list(headers)))
                .text("proposed name", hint.as_ref())
                .text("called", given.as_ref().map(|given| &given.name));
            let ty = self.expression(*ty, SENT);
            self.line(depth, &facts.after(&format!("part {}: {presence} {content} {ty}", name(word))));
        }
    }

    pub(super) fn errors(&mut self, set: &ErrorSet) {
        let ErrorSet { tag, bodies, recognized } = set;
        self.line(0, "");
        self.line(0, &format!("errors of {}", self::tag(tag.as_ref())));
        for (position, (key, content)) in bodies.iter().enumerate() {
            let content = match content {
                Content::Typed(ty) => self.expression(*ty, RECEIVED),
                Content::Text => "text".to_owned(),
                Content::Bytes => "bytes".to_owned(),
            };
            let facts = Facts::default().flag(position < *recognized, "recognized by its shape");
            self.line(1, &facts.after(&format!("{}: {content}", name(key))));
        }
    }
}

fn tag(tag: Option<&String>) -> String {
    tag.map_or_else(|| "no tag".to_owned(), |tag| name(tag))
}

/// Writes where something stands: the number of the text unless it is the first, and the pointer.
pub(super) fn place(origin: &Origin) -> String {
    let Origin { source, pointer } = origin;
    if source.0 == 0 { format!("#{pointer}") } else { format!("text {} #{pointer}", source.0) }
}

fn path(path: &PathTemplate) -> String {
    let PathTemplate(segments) = path;
    let mut mark = "?";
    let mut text = Vec::new();
    for segment in segments {
        if matches!(segment, PathSegment::Query(_) | PathSegment::QueryParameter { .. }) {
            text.push(mark.to_owned());
            mark = "&";
        }
        text.push(match segment {
            PathSegment::Literal(part) | PathSegment::Query(part) if part.contains(['{', '}']) => short(part),
            PathSegment::Literal(part) | PathSegment::Query(part) => part.clone(),
            PathSegment::Parameter(name) => format!("{{{name}}}"),
            PathSegment::QueryParameter { key, name } => format!("{key}={{{name}}}"),
        });
    }
    text.concat()
}

fn requirements(alternatives: &[Requirement]) -> String {
    let one = |Requirement(schemes): &Requirement| match schemes.as_slice() {
        [] => "nothing".to_owned(),
        schemes => schemes.iter().map(required).collect::<Vec<_>>().join(" and "),
    };
    alternatives.iter().map(one).collect::<Vec<_>>().join(" or ")
}

fn required(RequiredScheme { name: word, scopes }: &RequiredScheme) -> String {
    match scopes.as_slice() {
        [] => name(word),
        scopes => format!("{} with {}", name(word), list(scopes)),
    }
}

fn key(idempotency: &Idempotency) -> String {
    let Idempotency { place, repeat } = idempotency;
    let place = match place {
        KeyPlace::Header(header) => format!("header {}", name(header)),
        KeyPlace::Property(property) => format!("property {}", name(property)),
    };
    match repeat {
        Repeat::SameResponse => place,
        Repeat::Rejected => format!("{place} and refused when repeated"),
    }
}

fn pages(pagination: &Pagination) -> String {
    let way = |way: &Vec<String>| format!("/{}", way.join("/"));
    let Pagination { convention, items, more } = pagination;
    let convention = match convention {
        Convention::Cursor { parameter, next } => format!("cursor {} from {}", name(parameter), way(next)),
        Convention::LastItem { parameter, key } => {
            format!("{} from {} of the last item", name(parameter), way(key))
        }
        Convention::Offset { parameter, first } => format!("offset {} from {first}", name(parameter)),
        Convention::Page { parameter, first } => format!("number {} from {first}", name(parameter)),
        Convention::Link => "link header".to_owned(),
        Convention::NextUrl { next } => format!("URL at {}", way(next)),
    };
    let facts = Facts::default().value("items", items.as_ref().map(way)).value("more", more.as_ref().map(way));
    facts.after(&convention)
}
