//! Values of parameters as they stand in a URL.

#![cfg(feature = "runtime")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use proptest::prelude::*;
use signet_runtime::runtime::parameters::encoding::{append_path, append_query, has_dot_segment, remove_query};
use signet_runtime::runtime::*;

use crate::petstore::{Always, ListPets, get_pet, list_pets};

const FORM: QueryEncoding = QueryEncoding::FormUrlencoded { drop_empty: true };

static KEEPING: Api = Api { name: "", version: "", user_agent: "x", query: QueryEncoding::Rfc6570 };

fn query(text: &str, encoding: QueryEncoding) -> String {
    let mut out = String::new();
    append_query(&mut out, text, encoding);
    out
}

fn path(text: &str) -> String {
    let mut out = String::new();
    append_path(&mut out, text);
    out
}

async fn sent(call: Call<ListPets>) -> String {
    call.into_request().await.unwrap().uri().to_string()
}

#[test]
fn unreserved_characters_stay() {
    let text = "abcXYZ019-._~";
    assert_eq!(query(text, FORM), text);
    assert_eq!(query(text, QueryEncoding::Rfc6570), text);
    assert_eq!(path(text), text);
}

#[test]
fn a_space_depends_on_the_encoding() {
    assert_eq!(query("a b", FORM), "a+b");
    assert_eq!(query("a b", QueryEncoding::Rfc6570), "a%20b");
    assert_eq!(path("a b"), "a%20b");
}

#[test]
fn all_else_is_escaped_in_upper_case() {
    assert_eq!(
        query("+&=/?#%*'()!é中🦀\n", FORM),
        "%2B%26%3D%2F%3F%23%25%2A%27%28%29%21%C3%A9%E4%B8%AD%F0%9F%A6%80%0A"
    );
    assert_eq!(path("a/b"), "a%2Fb");
}

#[test]
fn dot_segments_are_found_under_any_spelling() {
    for path in ["/.", "/..", "/a/../b", "/%2e", "/%2E%2e", "/.%2E/x", "."] {
        assert!(has_dot_segment(path), "{path}");
    }
    for path in ["/", "/a", "/...", "/.a", "/a.", "/..a/b", "/%2", "/%2f", ""] {
        assert!(!has_dot_segment(path), "{path}");
    }
}

#[test]
fn parameters_are_removed_by_their_whole_name() {
    let mut query = "a=1&ab=2&a=3&b=a".to_owned();
    remove_query(&mut query, "a");
    assert_eq!(query, "ab=2&b=a");
    remove_query(&mut query, "missing");
    assert_eq!(query, "ab=2&b=a");
}

#[tokio::test]
async fn parameters_have_the_order_of_the_document_and_the_last_value_wins() {
    let client = Always::json(200, "[]").client();
    let mut call = list_pets(&client);
    call.raw_mut().required_query("kind", "big dog");
    call.raw_mut().query("limit", "1");
    call.raw_mut().query("after", "x&y");
    call.raw_mut().query("limit", "2");
    assert_eq!(sent(call).await, "https://api.test/v2/pets?kind=big+dog&limit=2&after=x%26y");
}

#[tokio::test]
async fn repeated_parameters_are_sent_repeatedly() {
    let client = Always::json(200, "[]").client();
    let mut call = list_pets(&client);
    for tag in ["a", "b"] {
        call.raw_mut().query_item("tag", tag);
    }
    assert_eq!(sent(call).await, "https://api.test/v2/pets?tag=a&tag=b");
}

#[tokio::test]
async fn an_empty_value_is_dropped_where_the_api_says_so() {
    let client = Always::json(200, "[]").client();
    let mut call = list_pets(&client);
    call.raw_mut().query("after", "x");
    call.raw_mut().query("after", "");
    assert_eq!(sent(call).await, "https://api.test/v2/pets");

    let client = ClientBuilder::for_api(&KEEPING).base_url("https://h").transport(Always::json(200, "[]"));
    let mut call = list_pets(&client.build().unwrap());
    call.raw_mut().required_query("after", "");
    assert_eq!(sent(call).await, "https://h/pets?after=");
}

#[tokio::test]
async fn a_required_value_is_not_dropped_in_silence() {
    let client = Always::json(200, "[]").client();
    let mut call = list_pets(&client);
    call.raw_mut().required_query("after", "");
    let error = call.send().await.unwrap_err();
    assert_eq!(error.to_string(), "list_pets: the required query parameter `after` is empty");
}

#[tokio::test]
async fn path_parameters_cannot_change_the_route() {
    let transport = Always::json(200, r#"{"id":1}"#);
    let client = transport.client();
    for id in ["", ".", ".."] {
        let error = get_pet(&client, id).send().await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{id:?}: {error}");
    }
    assert_eq!(transport.seen().len(), 0);
    for (id, written) in [("a/../b", "a%2F..%2Fb"), ("%2e", "%252e"), ("#?", "%23%3F")] {
        let request = get_pet(&client, id).into_request().await.unwrap();
        assert_eq!(request.uri().to_string(), format!("https://api.test/v2/pets/{written}"));
    }
}

#[tokio::test]
async fn a_segment_made_of_several_parts_cannot_become_dots() {
    let client = Always::json(200, "[]").client();
    let mut call = list_pets(&client);
    call.raw_mut().path("/.");
    call.raw_mut().path_parameter("name", ".");
    let error = call.send().await.unwrap_err();
    assert_eq!(error.to_string(), "list_pets: a segment of the path is `.` or `..`");
}

proptest! {
    #[test]
    fn any_text_can_be_read_back(text in any::<String>()) {
        for encoding in [FORM, QueryEncoding::Rfc6570] {
            let written = query(&text, encoding);
            prop_assert!(written.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%+".contains(&byte)));
            prop_assert_eq!(decoded(&written.replace('+', "%20")), text.clone());
        }
        prop_assert_eq!(decoded(&path(&text)), text);
    }
}

/// A decoder of its own, so that the encoder is not checked with itself.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        (bytes, rest) = if byte == b'%' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
            (bytes, &tail[2..])
        } else {
            bytes.push(byte);
            (bytes, tail)
        };
    }
    String::from_utf8(bytes).unwrap()
}
