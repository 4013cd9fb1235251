//! Bodies as `application/x-www-form-urlencoded`: the properties of a value flow in, pairs flow into the body of a call.

use crate::runtime::api::QueryEncoding;
use crate::runtime::call::RawCall;
use crate::runtime::error::RequestFault;
use crate::runtime::parameter::{Style, pairs};
use crate::runtime::values::{Shape, Values, parts};

/// How forms are written: a space is `+`, and an empty value is sent.
const FORM: QueryEncoding = QueryEncoding::FormUrlencoded { drop_empty: false };

impl RawCall {
    /// Sets a body made of the properties of a value; `styles` names those that are not exploded forms, with `None` for JSON,
    /// and with whether reserved characters stay as they are.
    pub fn form(&mut self, values: &Values, styles: &[(&str, Option<Style>, bool)]) {
        let Some(Shape::Object(members)) = values.shape() else {
            self.fail(RequestFault::Parameter("body"));
            return;
        };
        let mut body = String::new();
        for (name, member) in members {
            let own = styles.iter().find(|(styled, ..)| styled == name);
            let (style, reserved) =
                own.map_or((Some(Style::FormExploded), false), |(_, style, reserved)| (*style, *reserved));
            let shape = match style {
                Some(_) => parts(member),
                None => Shape::Text(member.text.clone()),
            };
            for (key, value) in pairs(name, style.unwrap_or(Style::Form), reserved, &shape, FORM) {
                if !body.is_empty() {
                    body.push('&');
                }
                body.push_str(&key);
                body.push('=');
                body.push_str(&value);
            }
        }
        self.body("application/x-www-form-urlencoded", body.into_bytes());
    }
}
