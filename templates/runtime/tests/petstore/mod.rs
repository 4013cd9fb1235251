//! A small API as generated code would describe it, for the tests of the core.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test uses a part of it")]

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use signet_runtime::runtime::*;

pub static API: Api = Api {
    name: "petstore",
    version: "1.0",
    user_agent: "petstore-rust/1.0",
    query: QueryEncoding::FormUrlencoded { drop_empty: true },
};

#[derive(Debug, Clone, PartialEq)]
pub struct Pet {
    pub id: i64,
    pub name: Option<String>,
}

impl Json for Pet {
    fn read(reader: &mut json::Reader<'_>) -> Result<Self, ReadError> {
        let (mut id, mut name) = (None, None);
        let read = reader.object(&[json::Required("id"), json::Optional("name")], &mut [&mut id, &mut name]);
        let Some(id) = id else {
            return Err(reader.unread(read));
        };
        Ok(Self { id, name })
    }

    fn write(&self, writer: &mut json::Writer) {
        writer.begin_object();
        writer.key("id");
        self.id.write(writer);
        writer.end_object();
    }
}

/// An error body with one required text: `{"<key>": "…"}`.
macro_rules! text_object {
    ($name:ident, $key:literal) => {
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name(pub String);

        impl Json for $name {
            fn read(reader: &mut json::Reader<'_>) -> Result<Self, ReadError> {
                let mut text = None;
                let read = reader.object(&[json::Required($key)], &mut [&mut text]);
                let Some(text) = text else {
                    return Err(reader.unread(read));
                };
                Ok(Self(text))
            }

            fn write(&self, writer: &mut json::Writer) {
                writer.begin_object();
                writer.key($key);
                self.0.write(writer);
                writer.end_object();
            }
        }
    };
}
text_object!(Problem, "error");
text_object!(Fault, "fault");

#[derive(Debug, Clone, PartialEq)]
pub enum PetError {
    Problem(Problem),
    Fault(Fault),
}

impl ErrorBody for PetError {
    const BODIES: usize = 2;

    fn decode(index: usize, body: &mut Content<'_>) -> Result<Self, ReadError> {
        match index {
            0 => body.json().map(Self::Problem),
            _ => body.json().map(Self::Fault),
        }
    }
}

impl ErrorBody for Problem {
    const BODIES: usize = 1;

    fn decode(_index: usize, body: &mut Content<'_>) -> Result<Self, ReadError> {
        body.json()
    }
}

/// The error of operations that document no body.
#[derive(Debug)]
pub enum Undocumented {}

impl ErrorBody for Undocumented {
    const BODIES: usize = 0;
}

pub const PET_ERRORS: &[Documented] =
    &[(Status::Class(4), "application/json", 0), (Status::Class(5), "application/json", 1)];

macro_rules! operation {
    ($marker:ident, $output:ty, $error:ty, $id:literal, $method:literal, $path:literal, $security:expr, $success:expr, $errors:expr) => {
        pub struct $marker;

        impl Op for $marker {
            type Output = $output;
            type Error = $error;
            const OPERATION: &'static Operation = &Operation {
                id: $id,
                method: $method,
                path: $path,
                accept: Some("application/json"),
                query: &["limit", "filter", "after"],
                security: $security,
                success: $success,
                errors: $errors,
            };
        }
    };
}

use Status::{Any, Class, Exact};
operation!(
    GetPet,
    Pet,
    PetError,
    "get_pet",
    "GET",
    "/pets/{pet_id}",
    &[],
    &[(Exact(200), "application/json", 0)],
    PET_ERRORS
);
/// The same as a stream.
impl Streams for GetPet {
    type Stream = EventStream<Pet>;
    const ACCEPT: &'static str = "text/event-stream";
}

operation!(
    ListPets,
    Vec<Pet>,
    PetError,
    "list_pets",
    "GET",
    "/pets",
    &[],
    &[(Class(2), "application/json", 0)],
    PET_ERRORS
);
operation!(
    AddPet,
    Pet,
    Problem,
    "add_pet",
    "POST",
    "/pets",
    &[],
    &[(Exact(201), "application/json", 0)],
    &[(Class(4), "application/json", 0)]
);
operation!(DeletePet, (), Undocumented, "delete_pet", "DELETE", "/pets/{pet_id}", &[], &[(Exact(204), "", 0)], &[]);
operation!(Photo, Bytes, Undocumented, "photo", "GET", "/photo", &[], &[(Exact(200), "application/json", 0)], &[]);
operation!(
    PutPhoto,
    Pet,
    Undocumented,
    "put_photo",
    "PUT",
    "/photo",
    &[&["Key"], &[]],
    &[(Exact(200), "application/json", 0)],
    &[]
);
operation!(OnlyDefault, (), Undocumented, "only_default", "POST", "/logout", &[], &[(Any, "", 0)], &[]);
operation!(
    DefaultError,
    Pet,
    Problem,
    "default_error",
    "GET",
    "/pet",
    &[],
    &[(Exact(200), "application/json", 0)],
    &[(Any, "application/json", 0)]
);
operation!(
    Secured,
    Pet,
    Problem,
    "secured",
    "GET",
    "/vault",
    &[&["Key", "Other"], &["Key"]],
    &[(Exact(200), "application/json", 0)],
    &[(Class(4), "application/json", 0)]
);
operation!(
    Optional,
    Pet,
    Problem,
    "optional",
    "GET",
    "/open",
    &[&["Key"], &[]],
    &[(Exact(200), "application/json", 0)],
    &[]
);
operation!(OddPath, Pet, Problem, "odd_path", "GET", "/{odd}", &[], &[(Exact(200), "application/json", 0)], &[]);

pub fn get_pet(client: &Client, pet_id: &str) -> Call<GetPet> {
    let mut raw = RawCall::new(client, GetPet::OPERATION);
    raw.path("/pets/");
    raw.path_parameter("pet_id", pet_id);
    Call::from_raw(raw)
}

pub fn list_pets(client: &Client) -> Call<ListPets> {
    literal(client, "/pets")
}

pub fn add_pet(client: &Client, pet: &Pet) -> Call<AddPet> {
    let mut call = literal(client, "/pets");
    call.raw_mut().json(pet);
    call
}

pub fn delete_pet(client: &Client, pet_id: &str) -> Call<DeletePet> {
    let mut raw = RawCall::new(client, DeletePet::OPERATION);
    raw.path("/pets/");
    raw.path_parameter("pet_id", pet_id);
    Call::from_raw(raw)
}

pub fn literal<O: Op>(client: &Client, path: &'static str) -> Call<O> {
    let mut raw = RawCall::new(client, O::OPERATION);
    raw.path(path);
    Call::from_raw(raw)
}

/// A transport that gives the same answer to each request, and remembers the requests.
#[derive(Clone)]
pub struct Always {
    pub status: u16,
    pub headers: Vec<(&'static str, &'static str)>,
    pub pieces: Vec<Bytes>,
    pub seen: Arc<Mutex<Vec<http::Request<Bytes>>>>,
}

impl Always {
    pub fn new(status: u16, content_type: &'static str, body: &'static str) -> Self {
        let headers = if content_type.is_empty() { vec![] } else { vec![("content-type", content_type)] };
        Self { status, headers, pieces: vec![Bytes::from_static(body.as_bytes())], seen: Arc::default() }
    }

    pub fn json(status: u16, body: &'static str) -> Self {
        Self::new(status, "application/json", body)
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub fn builder(&self) -> ClientBuilder {
        ClientBuilder::for_api(&API).base_url("https://api.test/v2").transport(self.clone()).retry(Retry::never())
    }

    pub fn seen(&self) -> Vec<http::Request<Bytes>> {
        self.seen.lock().unwrap().clone()
    }
}

struct Pieces(VecDeque<Bytes>);

impl BodySource for Pieces {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(std::future::ready(Ok(self.0.pop_front())))
    }
}

impl Transport for Always {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        self.seen.lock().unwrap().push(request);
        let body = match self.pieces.as_slice() {
            [piece] => ResponseBody::from(piece.clone()),
            pieces => ResponseBody::from_source(Pieces(pieces.iter().cloned().collect())),
        };
        let mut response = http::Response::new(body);
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap();
        for (name, value) in &self.headers {
            response.headers_mut().append(*name, HeaderValue::from_static(value));
        }
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// A credential that writes down what it saw into a header.
pub struct Key(pub &'static str);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

impl Credential for Key {
    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>> {
        Box::pin(async move {
            let seconds = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
            let text = format!("{} {} {seconds} {} headers", request.method(), request.uri(), request.headers().len());
            let value = HeaderValue::try_from(&text).map_err(|_| SigningError::InvalidHeader { name: "seen" })?;
            request.headers_mut().insert(HeaderName::from_static("seen"), value);
            request.headers_mut().insert(HeaderName::from_static("key"), HeaderValue::from_static(self.0));
            request.extensions_mut().insert(SignedText::new(text));
            Ok(())
        })
    }
}

/// A credential that signs.
#[derive(Debug)]
pub struct Seal(pub Key);

impl Credential for Seal {
    fn apply<'a>(
        &'a self,
        request: &'a mut http::Request<Bytes>,
        now: SystemTime,
    ) -> BoxFuture<'a, Result<(), SigningError>> {
        self.0.apply(request, now)
    }

    fn signs(&self) -> bool {
        true
    }
}

/// A sleep that is over as soon as somebody waits for it.
pub struct NoTime;

impl Sleep for NoTime {
    fn sleep(&self, _duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}
