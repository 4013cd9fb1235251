//! A server of axum, described by utoipa, that returns what it receives. Prints the port that it listens on.

use std::collections::BTreeMap;

use axum::extract::{Multipart, Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};
use uuid::Uuid;

#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Color {
    Red,
    DarkBlue,
}

#[derive(Serialize, Deserialize, ToSchema)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(Serialize, Deserialize, ToSchema)]
struct Dog {
    name: String,
    tricks: Option<Vec<String>>,
}

/// An enum with its tag inside.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Pet {
    Cat { lives: u8 },
    Dog(Dog),
    Fish,
}

/// An enum with its tag beside the content.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
enum Event {
    Moved(Point),
    Named { name: String },
    Ended,
}

/// An enum with its tag around the content.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Shape {
    Circle(f64),
    Square { side: f64 },
    Empty,
}

/// An enum without a tag.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
enum Amount {
    Number(f64),
    Text(String),
    List(Vec<i32>),
}

#[derive(Serialize, Deserialize, ToSchema)]
struct Meters(f64);

#[derive(Serialize, Deserialize, ToSchema)]
struct Node {
    name: String,
    #[schema(no_recursion)]
    children: Vec<Node>,
}

#[derive(Serialize, Deserialize, ToSchema)]
struct Flat {
    width: u32,
}

/// One property of each kind.
#[derive(Serialize, Deserialize, ToSchema)]
struct Everything {
    id: Uuid,
    name: String,
    count: i64,
    size: u64,
    small: u8,
    is_open: bool,
    color: Color,
    pet: Pet,
    event: Event,
    shape: Shape,
    value: Amount,
    length: Meters,
    pair: (i32, String),
    day: NaiveDate,
    at: DateTime<Utc>,
    tree: Node,
    tags: Vec<String>,
    counts: BTreeMap<String, i64>,
    points: BTreeMap<String, Point>,
    any: serde_json::Value,
    #[serde(flatten)]
    flat: Flat,
    note: Option<String>,
    best_color: Option<Color>,
    best_pet: Option<Pet>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Serialize, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    text: Option<String>,
    color: Option<Color>,
    limit: Option<u32>,
    #[serde(default)]
    strict: bool,
}

#[derive(Serialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
enum Problem {
    Unknown { name: String },
    Forbidden { reason: String },
}

#[derive(Serialize, ToSchema)]
struct Uploaded {
    name: Option<String>,
    content_type: Option<String>,
    text: String,
    note: Option<String>,
}

#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the parts")]
struct Upload {
    #[schema(value_type = String, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
    note: Option<String>,
}

/// Returns the body.
#[utoipa::path(post, path = "/everything", tag = "echo", request_body = Everything, responses((status = 200, body = Everything)))]
async fn send_everything(Json(body): Json<Everything>) -> Json<Everything> {
    Json(body)
}

/// Returns the arguments.
#[utoipa::path(
    get,
    path = "/paths/{number}/{id}/{color}",
    tag = "echo",
    params(
        ("number" = i64, Path, description = "A number"),
        ("id" = Uuid, Path),
        ("color" = Color, Path),
        ("x-agent" = Option<String>, Header),
    ),
    responses((status = 200, body = (i64, Uuid, Color, Option<String>))),
)]
async fn read_path(
    Path((number, id, color)): Path<(i64, Uuid, Color)>,
    headers: HeaderMap,
) -> Json<(i64, Uuid, Color, Option<String>)> {
    let agent = headers.get("x-agent").and_then(|agent| agent.to_str().ok()).map(str::to_owned);
    Json((number, id, color, agent))
}

/// Returns the query.
#[utoipa::path(get, path = "/search", tag = "echo", params(Search), responses((status = 200, body = Search)))]
async fn search(Query(query): Query<Search>) -> Json<Search> {
    Json(query)
}

/// Creates nothing.
#[utoipa::path(
    post,
    path = "/things/{name}",
    tag = "things",
    params(("name" = String, Path)),
    responses((status = 201, body = String), (status = 403, body = Problem), (status = 404, body = Problem)),
)]
async fn create_thing(Path(name): Path<String>) -> Result<(StatusCode, String), (StatusCode, Json<Problem>)> {
    match name.as_str() {
        "unknown" => Err((StatusCode::NOT_FOUND, Json(Problem::Unknown { name }))),
        "forbidden" => Err((StatusCode::FORBIDDEN, Json(Problem::Forbidden { reason: "no".to_owned() }))),
        _ => Ok((StatusCode::CREATED, name)),
    }
}

/// Returns what was uploaded.
#[utoipa::path(
    post,
    path = "/uploads",
    tag = "things",
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = 200, body = Uploaded)),
)]
async fn upload(mut form: Multipart) -> Json<Uploaded> {
    let mut uploaded = Uploaded { name: None, content_type: None, text: String::new(), note: None };
    while let Some(part) = form.next_field().await.unwrap() {
        if part.name() == Some("note") {
            uploaded.note = Some(part.text().await.unwrap());
        } else {
            uploaded.name = part.file_name().map(str::to_owned);
            uploaded.content_type = part.content_type().map(str::to_owned);
            uploaded.text = part.text().await.unwrap();
        }
    }
    Json(uploaded)
}

#[derive(OpenApi)]
#[openapi(info(title = "Echo", version = "1.0.0"), paths(send_everything, read_path, search, create_thing, upload))]
struct Description;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let description = Description::openapi().to_pretty_json().unwrap();
    let router = Router::new()
        .route("/openapi.json", get(|| async { description }))
        .route("/everything", post(send_everything))
        .route("/paths/{number}/{id}/{color}", get(read_path))
        .route("/search", get(search))
        .route("/things/{name}", post(create_thing))
        .route("/uploads", post(upload));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap().port());
    axum::serve(listener, router).await.unwrap();
}
