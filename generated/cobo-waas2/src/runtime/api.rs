//! The constants of an API that a client uses.

/// `Api` describes the API that a generated crate speaks.
#[derive(Debug)]
pub struct Api {
    /// The API's name, for `Debug` and traces.
    pub name: &'static str,
    /// The version of the API's document.
    pub version: &'static str,
    /// The `User-Agent` that requests carry unless the builder sets another.
    pub user_agent: &'static str,
    /// How query parameters become text.
    pub query: QueryEncoding,
}

/// How names and values of query parameters are encoded.
///
/// Both encodings keep `A-Z a-z 0-9 - . _ ~`, and write other bytes of the UTF-8 string as `%XX` with upper-case
/// digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryEncoding {
    /// RFC 6570: a space is `%20`, and an empty value is sent as `name=`.
    Rfc6570,
    /// `application/x-www-form-urlencoded`: a space is `+`.
    FormUrlencoded {
        /// Whether a parameter with an empty value is left out altogether.
        drop_empty: bool,
    },
}

impl QueryEncoding {
    /// Tells whether an empty value is left out.
    pub(crate) fn drops_empty(self) -> bool {
        matches!(self, Self::FormUrlencoded { drop_empty: true })
    }
}
