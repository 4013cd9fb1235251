//! A signing profile as data: what is signed, how, and where the signature goes.

use indexmap::IndexMap;

/// How requests are signed.
#[derive(Clone, Debug)]
pub struct Signing {
    /// The algorithms that the server accepts; each caller has a key of one of them.
    pub algorithms: Vec<Algorithm>,
    /// The text that is signed.
    pub message: Vec<Piece<RequestValue>>,
    /// What happens to the text before the key sees it.
    pub prehash: Vec<Prehash>,
    /// The moment of signing, as text.
    pub timestamp: Timestamp,
    /// How key and signature become text.
    pub encoding: Encoding,
    /// The headers that carry the proof.
    pub headers: IndexMap<String, Vec<Piece<ProofValue>>>,
    /// How query parameters become text.
    pub query: QueryRule,
}

/// How responses are checked.
#[derive(Clone, Debug)]
pub struct ResponseCheck {
    /// The algorithm of the server's key.
    pub algorithm: Algorithm,
    /// The text that was signed.
    pub message: Vec<Piece<ResponseValue>>,
    /// What happens to the text before it is checked.
    pub prehash: Vec<Prehash>,
    /// How the signature is written.
    pub encoding: Encoding,
    /// The spellings of the header that has the signature.
    pub signature_headers: Vec<String>,
    /// The spellings of the header that has the timestamp.
    pub timestamp_headers: Vec<String>,
    /// The statuses that something in front of the API may answer, unsigned.
    pub unsigned: Vec<u16>,
}

/// A signature algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// ECDSA on secp256k1: DER, low S, deterministic nonce (RFC 6979).
    EcdsaSecp256k1,
}

/// A piece of a template, whose values are of one of the kinds below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<V> {
    /// Text as it stands.
    Literal(String),
    /// The value differs from request to request.
    Value(V),
}

/// A value in the text of a request that is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestValue {
    /// The method, in capitals.
    Method,
    /// The path as sent, the server's part included.
    Path,
    /// The query as sent, without `?`.
    Query,
    /// The body as sent.
    Body,
    /// The moment of signing.
    Timestamp,
}

/// A value in a header that carries the proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofValue {
    /// The public key, encoded.
    Key,
    /// The moment of signing.
    Timestamp,
    /// The signature, encoded.
    Signature,
}

/// A value in the text of a response that is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseValue {
    /// The body as received.
    Body,
    /// The text of the timestamp's header.
    Timestamp,
}

/// A step between text and key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prehash {
    /// SHA-256 (FIPS 180-4).
    Sha256,
}

/// How a moment becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timestamp {
    /// Milliseconds since 1970, in decimal.
    UnixMilliseconds,
    /// Seconds since 1970, in decimal.
    UnixSeconds,
}

/// How bytes become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal, in lower case.
    Hex,
}

/// How query parameters become text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueryRule {
    /// Which bytes stay as they are.
    pub encoding: QueryEncoding,
    /// What happens to an empty value.
    pub empty: Empty,
}

/// Which bytes of a query stay as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueryEncoding {
    /// RFC 6570: a space is `%20`.
    #[default]
    Rfc6570,
    /// `application/x-www-form-urlencoded`: a space is `+`.
    FormUrlencoded,
}

/// What happens to a parameter whose value is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Empty {
    /// It is sent as `name=`.
    #[default]
    Keep,
    /// It is not sent.
    Drop,
}
