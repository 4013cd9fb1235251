//! Parameters that a style spells (OpenAPI 3.0.3, "Style Values"): a description and values flow in from generated code, text
//! flows out into the path, the query, a header or a cookie.

use http::HeaderValue;
use http::header::COOKIE;

use crate::runtime::api::QueryEncoding;
use crate::runtime::call::RawCall;
use crate::runtime::error::RequestFault;
use crate::runtime::parameters::encoding::{
    append_cookie, append_pair, append_path, append_query, append_reserved, remove_query,
};
use crate::runtime::parameters::values::{Shape, Values, nested, parts};

/// The location and encoding of a parameter.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'n> {
    name: &'n str,
    place: Place,
    style: Style,
    required: bool,
    reserved: bool,
}

/// The encoding of arrays and objects; exploded styles give each element a separate place.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `blue,black` and `R,100,G,200`
    Simple,
    /// `blue,black` and `R=100,G=200`
    SimpleExploded,
    /// `.blue.black` and `.R.100.G.200`
    Label,
    /// `.blue.black` and `.R=100.G=200`
    LabelExploded,
    /// `;color=blue,black` and `;color=R,100,G,200`
    Matrix,
    /// `;color=blue;color=black` and `;R=100;G=200`
    MatrixExploded,
    /// `color=blue,black` and `color=R,100,G,200`
    Form,
    /// `color=blue&color=black` and `R=100&G=200`
    FormExploded,
    /// `color=blue%20black` and `color=R%20100%20G%20200`, or another character between; a URL has it escaped.
    Separated(char),
    /// `color%5BR%5D=100&color%5BG%5D=200`: bare brackets are no part of a query.
    DeepObject,
    /// `color=blue,black`, nothing escaped
    Cookie,
    /// `color=blue; color=black` and `R=100; G=200`, nothing escaped
    CookieExploded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Path,
    Query,
    Header,
    Cookie,
    QueryString,
}

impl Parameter<'static> {
    /// Describes a parameter of the path.
    pub const fn path(name: &'static str, style: Style) -> Self {
        Self { name, place: Place::Path, style, required: true, reserved: false }
    }

    /// Describes a parameter of the query.
    pub const fn query(name: &'static str, style: Style) -> Self {
        Self { name, place: Place::Query, style, required: false, reserved: false }
    }

    /// Describes a header.
    pub const fn header(name: &'static str, style: Style) -> Self {
        Self { name, place: Place::Header, style, required: false, reserved: false }
    }

    /// Describes a cookie.
    pub const fn cookie(name: &'static str, style: Style) -> Self {
        Self { name, place: Place::Cookie, style, required: false, reserved: false }
    }

    /// Describes a parameter that is the whole query.
    pub const fn query_string(name: &'static str, style: Style) -> Self {
        Self { name, place: Place::QueryString, style, required: false, reserved: false }
    }

    /// Makes it a fault to send nothing.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Keeps reserved characters that a value may contain.
    #[must_use]
    pub const fn reserved(mut self) -> Self {
        self.reserved = true;
        self
    }
}

impl Parameter<'_> {
    fn append(&self, out: &mut String, text: &str, encoding: QueryEncoding) {
        match self.place {
            Place::Path => append_path(out, text),
            Place::Query if self.reserved => append_reserved(out, text, encoding),
            Place::Query | Place::QueryString => append_query(out, text, encoding),
            Place::Header => out.push_str(text),
            Place::Cookie if self.is_plain() => out.push_str(text),
            Place::Cookie => append_cookie(out, text),
        }
    }

    /// Tells whether values are sent as they are, without escapes.
    const fn is_plain(&self) -> bool {
        matches!(self.style, Style::Cookie | Style::CookieExploded)
    }

    fn encoded(&self, text: &str, encoding: QueryEncoding) -> String {
        let mut out = String::with_capacity(text.len());
        self.append(&mut out, text, encoding);
        out
    }

    /// Encodes the values: the strings between commas, dots or semicolons.
    fn pieces(&self, shape: &Shape, encoding: QueryEncoding) -> Vec<String> {
        let exploded = matches!(self.style, Style::SimpleExploded | Style::LabelExploded | Style::MatrixExploded);
        match shape {
            Shape::Text(text) => vec![self.encoded(text, encoding)],
            Shape::List(items) => items.iter().map(|item| self.encoded(&item.text, encoding)).collect(),
            Shape::Object(members) if exploded => {
                let pair = |key: &str, text: &str| self.encoded(key, encoding) + "=" + &self.encoded(text, encoding);
                members.iter().map(|(key, member)| pair(key, &member.text)).collect()
            }
            Shape::Object(members) => members
                .iter()
                .flat_map(|(key, member)| [key, &member.text])
                .map(|text| self.encoded(text, encoding))
                .collect(),
        }
    }

    /// Spells a parameter of the path or a header.
    fn expanded(&self, shape: &Shape, encoding: QueryEncoding) -> String {
        let pieces = self.pieces(shape, encoding);
        let named = |piece: &str| {
            let equals = if piece.is_empty() { "" } else { "=" };
            format!(";{}{equals}{piece}", self.encoded(self.name, encoding))
        };
        match self.style {
            Style::Label | Style::LabelExploded => ".".to_owned() + &pieces.join("."),
            Style::MatrixExploded if matches!(shape, Shape::Object(_)) => ";".to_owned() + &pieces.join(";"),
            Style::MatrixExploded => pieces.iter().map(|piece| named(piece)).collect(),
            Style::Matrix => named(&pieces.join(",")),
            _ => pieces.join(&self.separator(encoding)),
        }
    }

    /// The separator between the values of a list: as it is in a header, escaped in a URL.
    fn separator(&self, encoding: QueryEncoding) -> String {
        match self.style {
            Style::Separated(separator) => self.encoded(separator.encode_utf8(&mut [0; 4]), encoding),
            _ => ",".to_owned(),
        }
    }

    /// Spells a parameter of the query or a cookie, as pairs of name and value.
    fn pairs(&self, shape: &Shape, encoding: QueryEncoding) -> Vec<(String, String)> {
        let name = || self.encoded(self.name, encoding);
        match (self.style, shape) {
            (Style::DeepObject, Shape::List(_) | Shape::Object(_)) => {
                let pairs = nested(self.name, shape).into_iter();
                pairs.map(|(key, text)| (self.encoded(&key, encoding), self.encoded(&text, encoding))).collect()
            }
            (Style::FormExploded | Style::CookieExploded, Shape::List(items)) => {
                items.iter().map(|item| (name(), self.encoded(&item.text, encoding))).collect()
            }
            (Style::FormExploded | Style::CookieExploded, Shape::Object(members)) => {
                let pair = |key: &str, text: &str| (self.encoded(key, encoding), self.encoded(text, encoding));
                let pairs = members.iter().flat_map(|(key, member)| match parts(member) {
                    // A list repeats its key, as a list parameter does.
                    Shape::List(items) => items.iter().map(|item| pair(key, &item.text)).collect(),
                    Shape::Text(_) | Shape::Object(_) => vec![pair(key, &member.text)],
                });
                pairs.collect()
            }
            _ => vec![(name(), self.pieces(shape, encoding).join(&self.separator(encoding)))],
        }
    }

    /// Encodes a query parameter, without the pairs that the API omits.
    fn sent_pairs(&self, shape: &Shape, encoding: QueryEncoding) -> Vec<(String, String)> {
        let mut pairs = self.pairs(shape, encoding);
        if encoding.drops_empty() {
            pairs.retain(|(_, value)| !value.is_empty());
        }
        pairs
    }
}

/// Spells a property of a form as pairs of name and value.
pub(crate) fn pairs(
    name: &str,
    style: Style,
    reserved: bool,
    shape: &Shape,
    encoding: QueryEncoding,
) -> Vec<(String, String)> {
    Parameter { name, place: Place::Query, style, required: false, reserved }.pairs(shape, encoding)
}

impl RawCall {
    /// Writes the values of a parameter, which replace earlier ones; an empty array or object is not sent.
    pub fn parameter(&mut self, parameter: &Parameter<'static>, values: &Values) {
        let Some(shape) = values.shape() else {
            self.fail(RequestFault::Parameter(parameter.name));
            return;
        };
        let empty = match shape {
            Shape::Text(_) => false,
            Shape::List(items) => items.is_empty(),
            Shape::Object(members) => members.is_empty(),
        };
        match parameter.place {
            Place::Path => self.expand_path(parameter, shape, empty),
            Place::Query => self.pair_query(parameter, shape, empty),
            Place::QueryString => self.whole_query(parameter, shape, empty),
            Place::Header | Place::Cookie if empty => {}
            Place::Header => {
                let text = parameter.expanded(shape, QueryEncoding::Rfc6570);
                self.header(parameter.name, &text);
            }
            Place::Cookie => self.pair_cookie(parameter, shape),
        }
    }

    fn expand_path(&mut self, parameter: &Parameter<'static>, shape: &Shape, empty: bool) {
        let text = parameter.expanded(shape, QueryEncoding::Rfc6570);
        if empty || text.is_empty() {
            self.fail(RequestFault::EmptyPathParameter(parameter.name));
        }
        self.0.url.push_str(&text);
    }

    fn pair_query(&mut self, parameter: &Parameter<'static>, shape: &Shape, empty: bool) {
        let encoding = self.0.client.api().query;
        let pairs = if empty { Vec::new() } else { parameter.sent_pairs(shape, encoding) };
        if pairs.is_empty() && parameter.required {
            self.fail(RequestFault::EmptyQueryParameter(parameter.name));
        }
        let query = &mut self.0.query;
        remove_query(query, &parameter.encoded(parameter.name, encoding));
        for (name, _) in &pairs {
            remove_query(query, name);
        }
        for (name, value) in pairs {
            append_pair(query, &name, &value);
        }
    }

    fn whole_query(&mut self, parameter: &Parameter<'static>, shape: &Shape, empty: bool) {
        let encoding = self.0.client.api().query;
        self.0.query.clear();
        if parameter.style == Style::FormExploded {
            for (name, value) in parameter.sent_pairs(shape, encoding) {
                append_pair(&mut self.0.query, &name, &value);
            }
        } else {
            self.0.query.push_str(&parameter.expanded(shape, encoding));
        }
        if parameter.required && (empty || self.0.query.is_empty()) {
            self.fail(RequestFault::EmptyQueryParameter(parameter.name));
        }
    }

    fn pair_cookie(&mut self, parameter: &Parameter<'static>, shape: &Shape) {
        let pairs = parameter.pairs(shape, QueryEncoding::Rfc6570);
        if parameter.is_plain()
            && !pairs.iter().all(|(name, value)| is_cookie(name) && !name.contains('=') && is_cookie(value))
        {
            self.fail(RequestFault::Parameter(parameter.name));
            return;
        }
        // In the style of forms, the pairs of one parameter stand in one cookie, joined as the specification's table shows
        // them.
        let own: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let own = if parameter.is_plain() { own } else { vec![own.join("&")] };
        let key = |cookie: &str| cookie.split('=').next().map(str::to_owned);
        let headers = &mut self.0.headers;
        let earlier = headers.get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let is_other = |cookie: &&str| !cookie.is_empty() && !own.iter().any(|own| key(own) == key(cookie));
        let others = earlier.split("; ").filter(is_other);
        let text = others.chain(own.iter().map(String::as_str)).collect::<Vec<_>>().join("; ");
        match HeaderValue::from_str(&text) {
            Ok(mut value) => {
                value.set_sensitive(true);
                headers.insert(COOKIE, value);
            }
            Err(_) => self.fail(RequestFault::HeaderValue(COOKIE.as_str().into())),
        }
    }
}

/// Returns whether a string needs no escapes in a cookie. RFC 6265 does not allow a comma, but the style separates
/// items with commas, and servers accept them.
fn is_cookie(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\";\\".contains(&byte))
}
