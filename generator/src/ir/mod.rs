//! What is on the wire, in OpenAPI's words.
//!
//! `lower` fills an [`Api`]; `passes` finishes it and hands it on as [`Frozen`], after which nothing changes.
//! No Rust identifier, token or raw schema stands in here, so that names and Rust's shapes stay decisions of later stages.

mod api;
mod body;
mod constraints;
mod content;
mod environment;
mod given;
mod hint;
mod idempotency;
mod index;
mod operation;
mod owner;
mod pagination;
mod parameter;
mod place;
mod reach;
mod reading;
mod response;
mod security;
mod server;
mod signing;
mod token;
mod tuple;
mod types;
mod union;
mod webhook;

pub use api::{Api, Frozen, Info, Tag};
pub use body::{Codec, FormPart, MediaType, PartContent, PropertyEncoding, RequestBody};
pub(crate) use body::{USUAL_CONTENT_TYPE, essence};
pub use constraints::{Bound, Constant, Constraint};
pub use content::{BYTES, Content, JSON, NOTHING, STREAM, STRING, TEXT};
pub use environment::Environment;
pub use given::{Given, GivenNames, Named};
pub use hint::Hint;
pub use idempotency::{Idempotency, KeyPlace, Repeat};
pub use index::{ErrorSetId, Index, IndexVec, OperationId, TypeId};
pub use operation::{Docs, Method, Operation, PathSegment, PathTemplate};
pub use owner::Owner;
pub use pagination::{Convention, Pages, Pagination};
pub(crate) use place::{ADDITIONAL, ITEMS, PART, SUBSCHEMA, escaped, shortened, without_names};

pub use parameter::{Location, Parameter, Style};
pub use reading::Reading;
pub use response::{ErrorSet, Response, ResponseHeader, Responses, StatusPattern};
pub use security::{RequiredScheme, Requirement, SecurityKind, SecurityScheme};
pub(crate) use server::normal_url;
pub use server::{Server, ServerVariable};
pub use signing::{
    Algorithm, Empty, Encoding, Piece, Prehash, ProofValue, QueryEncoding, QueryRule, RequestValue, ResponseCheck,
    ResponseValue, Signing, Timestamp,
};
pub use token::{OAuth2, TokenSource};
pub use tuple::Tuple;
pub use types::{
    Direction, Enumeration, Field, Kind, Object, Presence, Primitive, Released, Type, Usage, Value, Values, Variant,
    Why,
};
pub use union::{Alternative, Dispatch, EventVariant, JsonKind, Key, TagPlace, Test, Union};
pub use webhook::{WebhookVerification, Webhooks};
