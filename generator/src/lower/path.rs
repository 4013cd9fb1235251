//! Path templates: the key of a path goes in, its text and the places of its parameters come out.

use std::fmt::Write as _;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Hint, Kind, Location, Parameter, PathSegment, PathTemplate, Primitive, Style, Type, TypeId};
use crate::openapi;

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    /// Splits a path into text and the places of parameters; braces must pair. What is behind a question mark goes into
    /// the query.
    pub(super) fn path_template(&mut self, source: &openapi::Operation<'a>) -> Option<PathTemplate> {
        let path = source.path;
        if !path.starts_with('/') {
            return self.broken(source, "a path begins with `/`");
        }
        let (sent, fragment) = split(path, '#');
        if !fragment.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(Code::Fragment, format!("the path `{path}` has a fragment"))
                    .at(&source.view.origin(), "an operation of this path")
                    .cost("the fragment identifies the operation, and is not sent"),
            );
        }
        let (path, query) = split(sent, '?');
        let mut segments = self.pieces(source, path)?;
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let written = match self.pieces(source, value)?.as_slice() {
                _ if key.contains(['{', '}']) => None,
                [PathSegment::Parameter(name)] => {
                    Some(PathSegment::QueryParameter { key: key.to_owned(), name: name.clone() })
                }
                [] | [PathSegment::Literal(_)] => Some(PathSegment::Query(escaped(pair, QUERY))),
                _ => None,
            };
            let Some(written) = written else {
                return self.broken(source, "a parameter in a query must be a whole value, as in `?key={name}`");
            };
            segments.push(written);
        }
        Some(PathTemplate(segments))
    }

    fn pieces(&mut self, source: &openapi::Operation<'a>, text: &str) -> Option<Vec<PathSegment>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((literal, after)) = rest.split_once('{') {
            let Some((expression, tail)) = after.split_once('}') else {
                return self.broken(source, "unclosed `{`");
            };
            if literal.contains('}') || expression.is_empty() || expression.contains('{') {
                return self.broken(source, "expected a name between `{` and `}`");
            }
            push_literal(&mut pieces, literal);
            pieces.push(PathSegment::Parameter(name(source, expression).to_owned()));
            rest = tail;
        }
        if rest.contains('}') {
            return self.broken(source, "unexpected `}`");
        }
        push_literal(&mut pieces, rest);
        Some(pieces)
    }

    /// Brings a path and its parameters together. A parameter that the path has no place for cannot be sent and is left out;
    /// a place that no parameter fills takes a text, since nothing but texts can stand there.
    pub(super) fn place_parameters(
        &mut self,
        source: &openapi::Operation<'a>,
        path: &PathTemplate,
        parameters: &mut Vec<Parameter>,
    ) {
        for segment in &path.0 {
            let (PathSegment::Parameter(name) | PathSegment::QueryParameter { name, .. }) = segment else { continue };
            let fills = |parameter: &Parameter| match segment {
                PathSegment::QueryParameter { key, .. } if parameter.location == Location::Query => {
                    parameter.name == *name || parameter.name == *key
                }
                _ => parameter.name == *name && parameter.location == Location::Path,
            };
            if !parameters.iter().any(fills) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::PathParameter,
                        format!("undeclared path parameter `{name}` in `{}`", source.path),
                    )
                    .at(&source.view.origin(), "not declared in this operation")
                    .cost("the parameter becomes a required string"),
                );
                let ty = self.text(source, name);
                parameters.push(undeclared(source, name, ty));
            }
            if let PathSegment::QueryParameter { key, .. } = segment
                && let Some(parameter) = parameters.iter_mut().find(|parameter| fills(parameter))
            {
                if parameter.location == Location::Path && parameter.style != Style::Json {
                    parameter.style = Style::Form;
                }
                parameter.location = Location::Query;
                parameter.name.clone_from(key);
            }
        }
        parameters.retain(|parameter| {
            let placed = path.0.contains(&PathSegment::Parameter(parameter.name.clone()));
            if parameter.location == Location::Path && !placed {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::PathParameter,
                        format!("the path `{}` does not contain the path parameter `{}`", source.path, parameter.name),
                    )
                    .at(&parameter.origin, "this parameter")
                    .cost("the parameter is ignored")
                    .help(format!("add `{{{}}}` to the path, or remove the parameter", parameter.name)),
                );
            }
            parameter.location != Location::Path || placed
        });
    }

    fn text(&mut self, source: &openapi::Operation<'a>, name: &str) -> TypeId {
        let hint = Hint::inline(vec![source.path.to_owned(), name.to_owned()]);
        self.api.types.push(Type { kind: Kind::Primitive(Primitive::String), ..Type::any(hint, source.view.origin()) })
    }

    fn broken<T>(&mut self, source: &openapi::Operation<'a>, why: &str) -> Option<T> {
        self.diagnostics.push(
            Diagnostic::new(Code::PathTemplate, format!("invalid path template `{}`: {why}", source.path))
                .at(&source.view.origin(), "an operation of this path")
                .cost("the operation is skipped"),
        );
        None
    }
}

fn undeclared(source: &openapi::Operation<'_>, name: &str, ty: TypeId) -> Parameter {
    Parameter {
        name: name.to_owned(),
        hint: None,
        location: Location::Path,
        style: Style::Simple,
        explode: false,
        nested: Vec::new(),
        allow_reserved: false,
        required: true,
        taken: false,
        ty,
        constant: None,
        replaceable: false,
        description: None,
        example: None,
        deprecated: false,
        origin: source.view.origin(),
    }
}

/// The name in braces. Some write the parameter's style beside it, as URI templates do: `{;id*}`; what counts is the style
/// that the parameter says.
fn name<'t>(source: &openapi::Operation<'_>, expression: &'t str) -> &'t str {
    let is_declared = |name: &str| source.parameters.iter().any(|parameter| parameter.name == name);
    let bare = expression.trim_start_matches(['.', ';', '?', '&', '+', '#', '/']).trim_end_matches('*');
    if !is_declared(expression) && is_declared(bare) { bare } else { expression }
}

/// Splits a path before a character that stands outside of braces.
fn split(path: &str, at: char) -> (&str, &str) {
    let mut inside = false;
    for (index, letter) in path.char_indices() {
        match letter {
            '{' => inside = true,
            '}' => inside = false,
            letter if letter == at && !inside => {
                let (before, after) = path.split_at(index);
                return (before, after.get(at.len_utf8()..).unwrap_or_default());
            }
            _ => {}
        }
    }
    (path, "")
}

/// What may stand in a path beside letters and digits (RFC 3986); `%` is the escape that a document has written already.
const PATH: &str = "-._~!$&'()*+,;=:@/%";
/// What may stand in a query; an apostrophe is escaped, since URL parsers would escape it after the request is signed.
const QUERY: &str = "-._~!$&()*+,;=:@/%?";

/// Escapes what a URL cannot hold as it stands.
fn escaped(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || kept.contains(letter) {
            out.push(letter);
        } else {
            for byte in letter.to_string().bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

fn push_literal(pieces: &mut Vec<PathSegment>, text: &str) {
    if !text.is_empty() {
        pieces.push(PathSegment::Literal(escaped(text, PATH)));
    }
}

#[cfg(test)]
mod tests {
    use super::{PATH, QUERY, escaped, split};

    #[test]
    fn paths_are_split_outside_of_braces() {
        for (path, before, after) in
            [("/a?b=c", "/a", "b=c"), ("/{?a}", "/{?a}", ""), ("/{?a}?b", "/{?a}", "b"), ("/a?", "/a", "")]
        {
            assert_eq!(split(path, '?'), (before, after), "{path}");
        }
    }

    #[test]
    fn what_a_url_cannot_hold_is_escaped_once() {
        assert_eq!(escaped("/a b/é/%20/\"", PATH), "/a%20b/%C3%A9/%20/%22");
        assert_eq!(escaped("$filter=name eq 'x'", QUERY), "$filter=name%20eq%20%27x%27");
    }
}
