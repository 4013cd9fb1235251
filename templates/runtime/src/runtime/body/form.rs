//! Bodies as `application/x-www-form-urlencoded`: the properties of a value flow in, pairs flow into the body of a call.

use crate::runtime::api::QueryEncoding;
use crate::runtime::call::RawCall;
use crate::runtime::error::RequestFault;
use crate::runtime::parameters::encoding::append_pair;
use crate::runtime::parameters::parameter::{Style, pairs};
use crate::runtime::parameters::values::{Shape, Values, parts};

/// How forms are written: a space is `+`, and an empty value is sent.
const FORM: QueryEncoding = QueryEncoding::FormUrlencoded { drop_empty: false };

/// Sets the body of a call to a form of the properties of a value.
///
/// `styles` lists the properties for which the document gives a style, with `None` for JSON, and with whether reserved
/// characters are kept. Without a style, a property is encoded by its content type (OpenAPI 3.0.4, Encoding Object): an
/// object as JSON, an array as one pair for each item.
pub fn form(call: &mut RawCall, values: &Values, styles: &[(&str, Option<Style>, bool)]) {
    let Some(Shape::Object(members)) = values.shape() else {
        call.fail(RequestFault::Parameter("body"));
        return;
    };
    let mut body = String::new();
    for (name, member) in members {
        let json = || Shape::Text(member.text.clone());
        let (style, reserved, shape) = match styles.iter().find(|(styled, ..)| styled == name) {
            Some((_, Some(style), reserved)) => (*style, *reserved, parts(member)),
            Some((_, None, reserved)) => (Style::Form, *reserved, json()),
            None => match parts(member) {
                Shape::Object(_) => (Style::Form, false, json()),
                shape @ (Shape::Text(_) | Shape::List(_)) => (Style::FormExploded, false, shape),
            },
        };
        for (key, value) in pairs(name, style, reserved, &shape, FORM) {
            append_pair(&mut body, &key, &value);
        }
    }
    call.body("application/x-www-form-urlencoded", body.into_bytes());
}
