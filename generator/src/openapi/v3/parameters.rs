//! Parameters and headers.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::openapi::fields::{entries, flag, text};
use crate::openapi::{Header, Location, Parameter, ParameterContent, Style};
use crate::source::View;

use super::Reader;
use super::part::Part;

impl<'a> Reader<'a> {
    /// Joins the parameters of a path with those of an operation, which win.
    pub(super) fn parameters(self, item: &View<'a>, operation: &View<'a>) -> Result<Vec<Parameter<'a>>, Diagnostic> {
        let mut joined: Vec<Parameter<'a>> = Vec::new();
        for level in [item, operation] {
            for entry in level.get("parameters").iter().flat_map(View::items) {
                let parameter = self.parameter(&entry)?;
                match joined.iter_mut().find(|known| known.is_same(&parameter)) {
                    Some(known) => *known = parameter,
                    None => joined.push(parameter),
                }
            }
        }
        Ok(joined)
    }

    fn parameter(self, entry: &View<'a>) -> Result<Parameter<'a>, Diagnostic> {
        let Part { view, description } = self.part(entry)?;
        let (Some(name), Some(location)) = (text(&view, "name"), text(&view, "in")) else {
            return Err(Diagnostic::new(Code::Malformed, "a parameter has no `name` or no `in`")
                .at(&view.origin(), "expected `name` and `in`")
                .cost("the operations with this parameter are skipped"));
        };
        Ok(Parameter {
            name,
            client_name: None,
            location: Location::named(location, self.dialect),
            required: flag(&view, "required").unwrap_or(false),
            deprecated: flag(&view, "deprecated").unwrap_or(false),
            description,
            content: self.parameter_content(&view)?,
            style: text(&view, "style").map(|name| Style::named(name, self.dialect)),
            explode: flag(&view, "explode"),
            nested: Vec::new(),
            allow_reserved: flag(&view, "allowReserved").unwrap_or(false),
            example: view.value("example"),
            view,
            entry: entry.clone(),
        })
    }

    /// Reads the headers of a response, but for that of its content type, which its media types describe. One that leads
    /// nowhere is reported and left out.
    pub(super) fn headers(self, response: &View<'a>, diagnostics: &mut Diagnostics) -> Vec<Header<'a>> {
        let declared = entries(response, "headers").filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        let header = |(name, entry): (&'a str, View<'a>)| {
            let read = self.header(name, &entry);
            read.map_err(|diagnostic| diagnostics.push(diagnostic.spared("the header is skipped"))).ok()
        };
        declared.filter_map(header).collect()
    }

    fn header(self, name: &'a str, entry: &View<'a>) -> Result<Header<'a>, Diagnostic> {
        let Part { view, description } = self.part(entry)?;
        let deprecated = flag(&view, "deprecated").unwrap_or(false);
        Ok(Header {
            name,
            content: self.parameter_content(&view)?,
            deprecated,
            description,
            view,
            entry: entry.clone(),
        })
    }

    /// Reads what a parameter or header holds.
    fn parameter_content(self, view: &View<'a>) -> Result<ParameterContent<'a>, Diagnostic> {
        Ok(match (view.get("schema"), view.get("content")) {
            (Some(schema), _) => ParameterContent::Schema(schema),
            (None, Some(content)) => ParameterContent::Media(self.media_types(&content)?),
            (None, None) => ParameterContent::Unsaid,
        })
    }
}
