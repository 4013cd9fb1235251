//! Parameters: those that are sent beside a body, those that are one, and those of which a form is made.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::openapi::fields::{flag, malformed, text};
use crate::openapi::objects::Object;
use crate::openapi::schema::client_name;
use crate::openapi::{Dialect, Location, Parameter, ParameterContent, Separator, Style};
use crate::source::View;

use super::Reader;

/// What an operation takes, by where it is sent.
#[derive(Default)]
pub(super) struct Taken<'a> {
    /// In the path, the query and headers.
    pub(super) parameters: Vec<Parameter<'a>>,
    /// As properties of a form.
    pub(super) form: Vec<Parameter<'a>>,
    /// As the body.
    pub(super) body: Option<Body<'a>>,
}

/// The parameter that is the body.
pub(super) struct Body<'a> {
    /// The name under which the document keeps it, where it is referred to.
    pub(super) component: Option<String>,
    /// The parameter itself, references followed.
    pub(super) view: View<'a>,
    /// Where the document has it: the same, or a reference to it.
    pub(super) entry: View<'a>,
}

/// The values of `in` that mean a body; `Location` has the others.
const BODY: &str = "body";
const FORM_DATA: &str = "formData";

impl<'a> Reader<'a> {
    /// Joins the parameters of a path with those of an operation, which win.
    pub(super) fn parameters(
        self,
        item: &View<'a>,
        operation: &View<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Taken<'a>, Diagnostic> {
        let mut joined: Vec<((&str, &str), View<'a>, View<'a>)> = Vec::new();
        for level in [item, operation] {
            for entry in level.get("parameters").iter().flat_map(View::items) {
                let view = self.tree.follow(&entry)?;
                let (Some(name), Some(place)) = (text(&view, "name"), text(&view, "in")) else {
                    return Err(malformed(&view, Object::Parameter, "missing field `name` or `in`", COST));
                };
                let found = ((name, place), entry, view);
                // Names of headers have no case.
                let is_same = |(known, _): &(&str, &str)| match place {
                    "header" => known.eq_ignore_ascii_case(name),
                    _ => *known == name,
                };
                match joined.iter_mut().find(|(key, ..)| key.1 == place && is_same(key)) {
                    Some(known) => *known = found,
                    None => joined.push(found),
                }
            }
        }
        let mut taken = Taken::default();
        for ((name, place), entry, view) in joined {
            match place {
                BODY => {
                    if let Some(other) = &taken.body {
                        return Err(two_bodies(&other.view, &view));
                    }
                    let reference = text(&entry, "$ref").and_then(|reference| reference.rsplit('/').next());
                    taken.body = Some(Body { component: reference.map(str::to_owned), view, entry });
                }
                FORM_DATA => match array_of_arrays(&view) {
                    Some(inner) if flag(&view, "required") == Some(true) => {
                        return Err(refused(Code::Parameter, name, &inner).cost(COST));
                    }
                    Some(inner) => {
                        diagnostics
                            .push(refused(Code::Dropped, name, &inner).cost("the optional parameter is ignored"));
                    }
                    None => taken.form.push(parameter((name, place), (entry, view), diagnostics)?),
                },
                _ => taken.parameters.push(parameter((name, place), (entry, view), diagnostics)?),
            }
        }
        match (&taken.body, taken.form.first()) {
            (Some(body), Some(property)) => Err(Diagnostic::new(
                Code::Malformed,
                "an operation has both a `body` parameter and `formData` parameters",
            )
            .at(&body.view.origin(), "describes the whole body")
            .at(&property.view.origin(), "describes a property of a form")
            .help("remove the parameters that the server does not read")
            .cost(COST)),
            _ => Ok(taken),
        }
    }
}

const COST: &str = "the operations with this parameter are skipped";

fn two_bodies(first: &View<'_>, second: &View<'_>) -> Diagnostic {
    Diagnostic::new(Code::Malformed, "an operation has two `body` parameters")
        .at(&second.origin(), "the second")
        .at(&first.origin(), "the first")
        .help("describe the body with one parameter")
        .cost(COST)
}

fn parameter<'a>(
    (name, place): (&'a str, &'a str),
    (entry, view): (View<'a>, View<'a>),
    diagnostics: &mut Diagnostics,
) -> Result<Parameter<'a>, Diagnostic> {
    // Not where Swagger has a schema, but documents that were on their way to 3.0 have one here all the same.
    let content = match view.get("schema").filter(|_| view.get("type").is_none()) {
        Some(schema) => ParameterContent::Schema(schema),
        None if text(&view, "type").is_none() => {
            return Err(malformed(&view, Object::Parameter, "missing field `type`", COST));
        }
        None => ParameterContent::Own,
    };
    if text(&view, "type") == Some("file") && place != FORM_DATA {
        return Err(Diagnostic::new(Code::Parameter, format!("the parameter `{name}` is a file outside of a form"))
            .at(&view.origin(), format!("`type: file` is not allowed in `{place}`"))
            .help("use `in: formData`, which sends the file as a part of the body")
            .cost(COST));
    }
    let list = view.get("items").is_some() || text(&view, "type") == Some("array");
    let (style, explode) = match list.then(|| style(&view, place, diagnostics)) {
        Some((style, explode)) => (Some(style), Some(explode)),
        None => (None, None),
    };
    Ok(Parameter {
        name,
        client_name: client_name(&view),
        location: Location::named(place, Dialect::V20),
        required: flag(&view, "required").unwrap_or(false),
        deprecated: false,
        description: text(&view, "description"),
        content,
        style,
        explode,
        nested: nested(&view, diagnostics),
        allow_reserved: false,
        example: None,
        view,
        entry,
    })
}

/// The items of the inner list, where a parameter is a list of lists.
fn array_of_arrays<'a>(view: &View<'a>) -> Option<View<'a>> {
    view.get("items")?.get("items")
}

/// Reports a list of lists in a form.
fn refused(code: Code, name: &str, inner: &View<'_>) -> Diagnostic {
    let message = format!("the form parameter `{name}` is an array of arrays, which is not supported");
    Diagnostic::new(code, message).at(&inner.origin(), "the items of the inner array")
}

/// Reads how the items of lists in a list are separated.
fn nested(view: &View<'_>, diagnostics: &mut Diagnostics) -> Vec<Separator> {
    let mut separators = Vec::new();
    let mut next = view.get("items");
    while let Some(list) = next.filter(|items| items.get("items").is_some()) {
        let declared = list.get("collectionFormat");
        let known = declared.as_ref().map(|format| Separator::named(format.as_str().unwrap_or_default()));
        if let (Some(declared), Some(None)) = (&declared, known) {
            diagnostics.push(
                Diagnostic::new(Code::ParameterStyle, "unknown `collectionFormat` of items")
                    .at(&declared.origin(), "expected one of `csv`, `ssv`, `tsv`, `pipes`")
                    .cost("the items are separated by commas"),
            );
        }
        separators.push(known.flatten().unwrap_or(Separator::Comma));
        next = list.get("items");
    }
    separators
}

/// Reads how the items of a list are separated, and whether each is sent by itself.
fn style(view: &View<'_>, place: &str, diagnostics: &mut Diagnostics) -> (Style<'static>, bool) {
    let commas = (Style::Separated(Separator::Comma), false);
    let Some(declared) = view.get("collectionFormat") else { return commas };
    let name = declared.as_str().unwrap_or_default();
    if let Some(separator) = Separator::named(name) {
        return (Style::Separated(separator), false);
    }
    let (message, label) = match (name, ["query", FORM_DATA].contains(&place)) {
        ("multi", true) => return (Style::Form, true),
        ("multi", false) => (
            format!("`collectionFormat: multi` is not allowed in `{}`", place.escape_debug()),
            "`multi` is for `query` and `formData`",
        ),
        _ => ("unknown `collectionFormat`".to_owned(), "expected one of `csv`, `ssv`, `tsv`, `pipes`, `multi`"),
    };
    diagnostics.push(
        Diagnostic::new(Code::ParameterStyle, message)
            .at(&declared.origin(), label)
            .cost("the items are separated by commas"),
    );
    commas
}
