//! A program that passes errors on with `?` prints the reason that the server gives.

use std::path::Path;

use signet_tests::program;

const MAIN: &str = r##"
use t_reasons::mock::{MockResponse, MockServer};
use t_reasons::{AnyError, Client, ops};

async fn read(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    client.read_items().send().await?;
    Ok(())
}

async fn create(client: &Client) -> Result<(), AnyError> {
    client.create_cat().send().await?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = MockServer::start().unwrap();
    // The document knows no security scheme, and the server asks for a token.
    let builder = Client::builder().base_url(server.url()).bearer_token("s3cret").default_header("X-Version", "1");
    let client = builder.build().unwrap();
    for (status, body) in [
        (422, r#"{"detail":[{"loc":["query","a"],"msg":"field required","type":"missing"}]}"#),
        (404, r#"{"detail":"Not Found"}"#),
    ] {
        server.on_op::<ops::ReadItems>(MockResponse::json(status, body));
        println!("{}", read(&client).await.unwrap_err());
    }
    server.on_op::<ops::CreateCat>(MockResponse::json(
        400,
        r#"{"statusCode":400,"message":["x must be a string"],"error":"Bad Request"}"#,
    ));
    let error = create(&client).await.unwrap_err();
    println!("{error}");
    let body: Option<&t_reasons::bytes::Bytes> = error.raw();
    println!("{:?} {:?}", error.status().unwrap(), body.map(|body| body.len()));
    for request in server.requests() {
        println!("{:?} {:?}", request.header("authorization"), request.header("x-version"));
    }
}
"##;

#[test]
fn an_error_that_is_passed_on_says_why() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/reasons.yaml");
    let printed = program::run(env!("CARGO_TARGET_TMPDIR"), "reasons", &[("t_reasons", document)], MAIN);
    assert_eq!(
        printed,
        [
            "read_items: the server responded with 422 Unprocessable Entity: query.a: field required",
            "read_items: the server responded with 404 Not Found, and 22 bytes of `application/json` that are not documented: Not Found",
            "create_cat: the server responded with 400 Bad Request: x must be a string",
            "400 Some(73)",
            "Some(\"Bearer s3cret\") Some(\"1\")",
            "Some(\"Bearer s3cret\") Some(\"1\")",
            "Some(\"Bearer s3cret\") Some(\"1\")",
        ]
    );
}
