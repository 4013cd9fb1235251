//! Arguments: their types in a signature, and the statements that write them into a call.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::plan::{
    Argument, BodyForm, BodyPlan, FixedParameter, Format, Location, RustType, StylePlan, Styled, Target, TextForm,
    ValuesForm,
};

use super::format::{File, ident};
use super::rust_type;

/// The type that an argument has in a signature: borrowed, unless it is a few bytes that are copied as easily.
pub(super) fn taken(argument: &Argument, file: &mut File) -> TokenStream {
    held(argument, &TokenStream::new(), file)
}

/// The same type in a field of a struct that borrows for `lifetime`.
pub(super) fn held(argument: &Argument, lifetime: &TokenStream, file: &mut File) -> TokenStream {
    match &argument.target {
        Target::Path(_, form) | Target::Query(_, form, _) | Target::Header(_, form) => text(form, lifetime, file),
        Target::Styled(styled) => match &styled.values {
            ValuesForm::Text(form) => text(form, lifetime, file),
            ValuesForm::Texts => quote! { &#lifetime [&#lifetime str] },
            ValuesForm::List(inner) => {
                let inner = outside(inner, file);
                quote! { &#lifetime [#inner] }
            }
            ValuesForm::Parts(ty) | ValuesForm::Json(ty) => {
                let ty = outside(ty, file);
                quote! { &#lifetime #ty }
            }
        },
        Target::Body(body) => match &body.form {
            BodyForm::Json(RustType::Nullable(ty)) => {
                let ty = body_type(ty, lifetime, file);
                quote! { Option<#ty> }
            }
            BodyForm::Text => body_type(&RustType::String, lifetime, file),
            BodyForm::Json(ty) => body_type(ty, lifetime, file),
            BodyForm::Pairs(ty, _) => {
                let ty = outside(ty, file);
                quote! { &#lifetime #ty }
            }
            BodyForm::Multipart(Some((name, _))) => {
                file.import("crate::ops");
                let name = ident(name);
                quote! { &#lifetime ops::#name }
            }
            BodyForm::Multipart(None) => {
                file.import("crate::runtime");
                quote! { &#lifetime runtime::Multipart }
            }
            BodyForm::Bytes(_) => {
                file.import("crate::runtime");
                quote! { runtime::RequestBody }
            }
        },
    }
}

/// The type of an argument that is written as JSON.
fn body_type(ty: &RustType, lifetime: &TokenStream, file: &mut File) -> TokenStream {
    match ty {
        RustType::String => quote! { &#lifetime str },
        RustType::List(inner) => {
            let inner = outside(inner, file);
            quote! { &#lifetime [#inner] }
        }
        ty => {
            let ty = outside(ty, file);
            quote! { &#lifetime #ty }
        }
    }
}

pub(super) fn text(form: &TextForm, lifetime: &TokenStream, file: &mut File) -> TokenStream {
    match form {
        TextForm::Text => quote! { &#lifetime str },
        TextForm::Secret => {
            file.import("crate::runtime::Secret");
            quote! { &#lifetime Secret }
        }
        TextForm::Shown(scalar) => rust_type::scalar(*scalar),
        TextForm::Formatted(format) => {
            let ty = outside(&RustType::Formatted(*format), file);
            if *format == Format::Base64 {
                quote! { &#lifetime #ty }
            } else {
                ty
            }
        }
        TextForm::Enumeration(name) => {
            file.import("crate::types");
            let name = ident(name);
            quote! { &#lifetime types::#name }
        }
        TextForm::Integers(name) => {
            file.import("crate::types");
            let name = ident(name);
            quote! { types::#name }
        }
    }
}

/// Says how a statement has the call that it writes to.
#[derive(Clone, Copy)]
pub(super) enum Call {
    /// As a variable.
    Own,
    /// By reference.
    Borrowed,
}

/// The statement that writes an argument into the call.
pub(super) fn written(argument: &Argument, call: Call, file: &mut File) -> TokenStream {
    let name = ident(&argument.name);
    match &argument.target {
        Target::Path(_, form) | Target::Query(_, form, _) | Target::Header(_, form) => {
            let value = as_text(&quote! { #name }, form, file);
            written_text(&argument.target, &value, file)
        }
        Target::Styled(styled) => {
            let values = match &styled.values {
                ValuesForm::Text(form) => {
                    let value = as_text(&quote! { #name }, form, file);
                    return written_text(&argument.target, &value, file);
                }
                ValuesForm::Texts => quote! { texts(#name) },
                ValuesForm::List(_) => quote! { list(#name) },
                ValuesForm::Parts(_) => quote! { of(#name) },
                ValuesForm::Json(_) => quote! { json(#name) },
            };
            let parameter = described(styled, file);
            let nested = &styled.nested;
            let joined = (!nested.is_empty()).then(|| quote! { .joined(&[#(#nested),*]) });
            quote! { call.parameter(&#parameter, &runtime::Values::#values #joined); }
        }
        Target::Body(body) => written_body(&name, body, call, file),
    }
}

/// The statement that writes a parameter of which there is only one value.
pub(super) fn always_written(parameter: &FixedParameter, file: &mut File) -> TokenStream {
    let text = &parameter.text;
    written_text(&parameter.target, &quote! { #text }, file)
}

/// The statement that writes a text to where it goes.
fn written_text(target: &Target, value: &TokenStream, file: &mut File) -> TokenStream {
    match target {
        Target::Path(wire_name, _) => quote! { call.path_parameter(#wire_name, #value); },
        Target::Query(wire_name, _, true) => quote! { call.required_query(#wire_name, #value); },
        Target::Query(wire_name, _, false) => quote! { call.query(#wire_name, #value); },
        Target::Header(wire_name, _) => quote! { call.header(#wire_name, #value); },
        Target::Styled(styled) => {
            let parameter = described(styled, file);
            quote! { call.parameter(&#parameter, &runtime::Values::text(#value)); }
        }
        Target::Body(body) => {
            let content_type = &body.content_type;
            quote! { call.body(#content_type, #value.as_bytes().to_vec()); }
        }
    }
}

/// The text of a single value.
pub(super) fn as_text(value: &TokenStream, form: &TextForm, file: &mut File) -> TokenStream {
    match form {
        TextForm::Text => quote! { #value },
        TextForm::Secret => quote! { #value.expose() },
        TextForm::Formatted(Format::DateTime) => {
            file.import("crate::runtime");
            quote! { &runtime::rfc3339(#value) }
        }
        TextForm::Shown(_) | TextForm::Integers(_) | TextForm::Formatted(_) => quote! { &#value.to_string() },
        TextForm::Enumeration(_) => quote! { #value.as_str() },
    }
}

fn written_body(name: &Ident, body: &BodyPlan, call: Call, file: &mut File) -> TokenStream {
    let content_type = &body.content_type;
    match &body.form {
        BodyForm::Json(ty) => {
            let write = match ty {
                RustType::String => quote! { call.json(&#name.to_owned()); },
                RustType::List(_) => quote! { call.json(&#name.to_vec()); },
                RustType::Nullable(ty) if matches!(**ty, RustType::String | RustType::List(_)) => {
                    quote! { call.json(&#name.map(ToOwned::to_owned)); }
                }
                RustType::Nullable(_) => quote! { call.json_or_null(#name.map(|value| value as _)); },
                RustType::Null
                | RustType::Scalar(_)
                | RustType::Secret
                | RustType::Formatted(_)
                | RustType::Tuple(..)
                | RustType::Map(_)
                | RustType::Patch(_)
                | RustType::Boxed(_)
                | RustType::Named(_)
                | RustType::Raw => quote! { call.json(#name); },
            };
            let header =
                (content_type != "application/json").then(|| quote! { call.header("content-type", #content_type); });
            quote! {
                #write
                #header
            }
        }
        BodyForm::Pairs(_, styles) => {
            file.import("crate::runtime");
            let styles = styles.iter().map(|(name, style, reserved)| match style {
                Some(style) => {
                    let style = self::style(*style);
                    quote! { (#name, Some(runtime::Style::#style), #reserved) }
                }
                None => quote! { (#name, None, #reserved) },
            });
            let call = match call {
                Call::Own => quote! { &mut call },
                Call::Borrowed => quote! { call },
            };
            quote! { runtime::form(#call, &runtime::Values::of(#name), &[#(#styles),*]); }
        }
        BodyForm::Multipart(Some((_, order))) => {
            quote! { call.multipart(#content_type, &#name.0, &[#(#order),*]); }
        }
        BodyForm::Multipart(None) => quote! { call.multipart(#content_type, #name, &[]); },
        BodyForm::Text => quote! { call.body(#content_type, #name.as_bytes().to_vec()); },
        BodyForm::Bytes(documented) => quote! { call.request_body(&[#(#documented),*], #name); },
    }
}

/// The runtime's description of a parameter.
fn described(styled: &Styled, file: &mut File) -> TokenStream {
    // By way of the module, since operations and tags may be called `Values` or `Style`.
    file.import("crate::runtime");
    let (place, style, wire_name) = (place(styled.place), style(styled.style), &styled.wire_name);
    let required = styled.required.then(|| quote! { .required() });
    let reserved = styled.reserved.then(|| quote! { .reserved() });
    quote! { runtime::Parameter::#place(#wire_name, runtime::Style::#style) #required #reserved }
}

/// The runtime's function for a parameter in a place.
fn place(location: Location) -> TokenStream {
    match location {
        Location::Path => quote! { path },
        Location::Query => quote! { query },
        Location::Header => quote! { header },
        Location::Cookie => quote! { cookie },
        Location::QueryString => quote! { query_string },
    }
}

/// The variant of the runtime's `Style`.
fn style(style: StylePlan) -> TokenStream {
    match style {
        StylePlan::Simple => quote! { Simple },
        StylePlan::SimpleExploded => quote! { SimpleExploded },
        StylePlan::Label => quote! { Label },
        StylePlan::LabelExploded => quote! { LabelExploded },
        StylePlan::Matrix => quote! { Matrix },
        StylePlan::MatrixExploded => quote! { MatrixExploded },
        StylePlan::Form => quote! { Form },
        StylePlan::FormExploded => quote! { FormExploded },
        StylePlan::Separated(separator) => quote! { Separated(#separator) },
        StylePlan::DeepObject => quote! { DeepObject },
        StylePlan::Cookie => quote! { Cookie },
        StylePlan::CookieExploded => quote! { CookieExploded },
    }
}

/// A type outside the `types` module, with what it needs imported.
pub(super) fn outside(ty: &RustType, file: &mut File) -> TokenStream {
    for path in rust_type::imports(ty) {
        file.import(path);
    }
    rust_type::from_outside(ty)
}
