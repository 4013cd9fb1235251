//! Operations.

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{Docs, Method, Operation, Pages, RequiredScheme, Requirement};
use crate::openapi;

use super::Lowering;

impl<'a> Lowering<'a, '_> {
    pub(super) fn operation(&mut self, source: &openapi::Operation<'a>) -> Option<Operation> {
        let method = Method::named(&source.method);
        let id = source.id.clone().unwrap_or_else(|| made_up_id(&source.method, source.path));
        let path = self.path_template(source)?;
        let mut parameters = self.parameters(source, &id)?;
        self.place_parameters(source, &path, &mut parameters);
        self.dropped(source);
        let request_body = match &source.request_body {
            Some(body) => Some(self.request_body(body, &id, &source.view)?),
            None => None,
        };
        let mut responses = self.responses(&source.responses, &id)?;
        if method == Method::Head {
            responses.drop_bodies();
        }
        let security = self.requirements(source)?;
        let server = self.own_server(source);
        let mut operation = Operation {
            id,
            has_id: source.id.is_some(),
            method,
            path,
            template: source.path.to_owned(),
            tags: source.tags.clone(),
            parameters,
            request_body,
            responses,
            released_tag: None,
            error_set: None,
            security,
            server,
            idempotency: None,
            pagination: Pages::Unsaid,
            deprecated: source.deprecated,
            docs: Docs {
                summary: source.summary.map(str::to_owned),
                description: source.description.map(str::to_owned),
            },
            origin: source.view.origin(),
        };
        self.take_names(source, &operation);
        self.own_idempotency(&source.view, &mut operation);
        self.own_pagination(&source.view, &mut operation);
        Some(operation)
    }

    /// Says what of an operation is ignored.
    fn dropped(&mut self, source: &openapi::Operation<'a>) {
        if let Some(part) = &source.callbacks {
            self.diagnostics.push(
                Diagnostic::new(Code::Dropped, "`callbacks` of an operation is not supported")
                    .at(&part.origin(), "ignored"),
            );
        }
    }

    /// Keeps the alternatives that a caller can be given; an operation that accepts no other cannot be called.
    fn requirements(&mut self, source: &openapi::Operation<'a>) -> Option<Vec<Requirement>> {
        let mut requirements = Vec::new();
        for alternative in &source.security {
            let mut usable = true;
            let carried = alternative.iter().filter(|scheme| !self.transported.contains(scheme.name));
            let carried: Vec<_> = carried.collect();
            for scheme in carried.iter().map(|scheme| scheme.name) {
                let known = self.api.security_schemes.contains_key(scheme);
                usable &= known;
                if !known && !self.unusable.contains(scheme) {
                    self.diagnostics.push(
                        Diagnostic::new(Code::UnknownScheme, format!("undeclared security scheme `{scheme}`"))
                            .at(&source.view.origin(), "required by this operation")
                            .help(format!("declare the scheme in `{}`", self.dialect.security_schemes()))
                            .cost("the operations that require this scheme are skipped"),
                    );
                }
            }
            if usable {
                let required = |scheme: &openapi::RequiredScheme<'_>| RequiredScheme {
                    name: scheme.name.to_owned(),
                    scopes: scheme.scopes.iter().map(|scope| (*scope).to_owned()).collect(),
                };
                requirements.push(Requirement(carried.into_iter().map(required).collect()));
            }
        }
        (source.security.is_empty() || !requirements.is_empty()).then_some(requirements)
    }
}

/// Makes an id for an operation without one: the method and the words of the path.
pub(super) fn made_up_id(method: &str, path: &str) -> String {
    let mut id = method.to_lowercase();
    for part in path.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        id.push('_');
        id.push_str(part);
    }
    id
}
