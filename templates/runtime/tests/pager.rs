//! Lists in pages: what is asked for, in which order things come, where walking stops, and from where it goes on.

#![cfg(feature = "mock")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use signet_runtime::runtime::*;

use crate::petstore::{API, Undocumented};

/// A page: its numbers, and what it says of the next one.
#[derive(Debug, Clone, PartialEq)]
struct Page {
    items: Vec<i64>,
    next: Option<String>,
    more: Option<bool>,
}

impl Json for Page {
    fn read(reader: &mut json::Reader<'_>) -> Result<Self, ReadError> {
        let (mut items, mut next, mut more) = (Vec::new(), None, None);
        reader.begin_object()?;
        while let Some(key) = reader.next_key()? {
            match key {
                "items" => items = Json::read(reader)?,
                "next" => next = Json::read(reader)?,
                "more" => more = Json::read(reader)?,
                _ => reader.skip()?,
            }
        }
        Ok(Self { items, next, more })
    }

    fn write(&self, writer: &mut json::Writer) {
        writer.begin_object();
        writer.end_object();
    }
}

macro_rules! list {
    ($marker:ident, $id:literal, $paging:expr) => {
        struct $marker;
        impl Op for $marker {
            type Output = Page;
            type Error = Undocumented;
            const OPERATION: &'static Operation = &Operation {
                id: $id,
                method: "GET",
                path: "/list",
                accept: None,
                query: &[],
                security: &[],
                success: &[(Status::Exact(200), "application/json", 0)],
                errors: &[],
            };
        }
        impl Paged for $marker {
            const PAGING: Paging = $paging;
            fn next(page: &Page) -> Option<String> {
                page.next.clone()
            }
            fn more(page: &Page) -> Option<bool> {
                page.more
            }
            fn count(page: &Page) -> usize {
                page.items.len()
            }
        }
        impl Listed for $marker {
            type Item = i64;
            fn items(page: Page) -> Vec<i64> {
                page.items
            }
        }
    };
}
list!(ByCursor, "by_cursor", Paging::Cursor("after"));
list!(ByOffset, "by_offset", Paging::Offset("offset", 0));
list!(ByIndex, "by_index", Paging::Offset("startIndex", 1));
list!(ByPage, "by_page", Paging::Page("page", 1));
list!(ByLink, "by_link", Paging::Link);
list!(ByUrl, "by_url", Paging::Url);

fn client(mock: &MockTransport) -> Client {
    let builder = ClientBuilder::for_api(&API).base_url("https://api.test/v1").transport(mock.clone());
    builder.retry(Retry::never()).build().unwrap()
}

fn call<O: Op>(mock: &MockTransport) -> Call<O> {
    let mut call = RawCall::new(&client(mock), O::OPERATION);
    call.path("/list");
    call.query("limit", "2");
    Call::from_raw(call)
}

/// Answers in this order.
fn answers(id: &'static str, bodies: &[&str]) -> MockTransport {
    let mock = MockTransport::new();
    for body in bodies {
        mock.on(id, MockResponse::json(200, (*body).to_owned()));
    }
    mock
}

/// The paths and queries that were asked for, without the base.
fn asked(mock: &MockTransport) -> Vec<String> {
    let requests = mock.requests();
    requests.iter().map(|request| request.uri().path_and_query().unwrap().as_str()["/v1".len()..].to_owned()).collect()
}

/// Walks to the end or to an error.
async fn walk<O: Listed<Item = i64, Error = Undocumented>>(mut items: Items<O>) -> (Vec<i64>, Option<String>) {
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => found.push(item),
            Err(error) => {
                assert!(items.next().await.is_none());
                return (found, Some(error.to_string()));
            }
        }
    }
    (found, None)
}

#[tokio::test]
async fn a_cursor_is_put_in_the_place_of_the_one_before() {
    let bodies = [r#"{"items":[1,2],"next":"a b"}"#, r#"{"items":[],"next":"c&d"}"#, r#"{"items":[3],"next":""}"#];
    let mock = answers("by_cursor", &bodies);
    assert_eq!(walk(call::<ByCursor>(&mock).items()).await, (vec![1, 2, 3], None));
    assert_eq!(asked(&mock), ["/list?limit=2", "/list?limit=2&after=a+b", "/list?limit=2&after=c%26d"]);
}

#[cfg(feature = "stream")]
#[tokio::test]
async fn pages_and_items_are_streams() {
    use futures_util::TryStreamExt as _;

    let bodies = [r#"{"items":[1,2],"next":"a"}"#, r#"{"items":[3]}"#];
    let items: Vec<i64> = call::<ByCursor>(&answers("by_cursor", &bodies)).items().try_collect().await.unwrap();
    assert_eq!(items, [1, 2, 3]);
    let pages = call::<ByCursor>(&answers("by_cursor", &bodies)).pages().map_ok(|page| page.items.len());
    assert_eq!(pages.try_collect::<Vec<_>>().await.unwrap(), [2, 1]);
    let failed = call::<ByCursor>(&answers("by_cursor", &[bodies[0], "{}"])).items().try_collect::<Vec<_>>().await;
    assert!(failed.is_ok(), "an empty page ends a list: {failed:?}");
    let failed = call::<ByCursor>(&answers("by_cursor", &[bodies[0], "[]"])).items().try_collect::<Vec<_>>().await;
    assert_eq!(
        failed.unwrap_err().to_string(),
        "by_cursor: at $: expected an object, found an array, in a response with status 200 OK"
    );
}

/// Answers a moment later than it is asked.
#[cfg(feature = "stream")]
struct Later(MockTransport);

#[cfg(feature = "stream")]
impl Transport for Later {
    fn send(
        &self,
        request: http::Request<bytes::Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            self.0.send(request).await
        })
    }
}

#[cfg(feature = "stream")]
#[tokio::test]
async fn a_step_that_was_dropped_goes_on() {
    use futures_util::{FutureExt as _, TryStreamExt as _};

    let mock = answers("by_cursor", &[r#"{"items":[1,2],"next":"a"}"#, r#"{"items":[3]}"#]);
    let builder = ClientBuilder::for_api(&API).base_url("https://api.test/v1").transport(Later(mock.clone()));
    let mut call = RawCall::new(&builder.build().unwrap(), ByCursor::OPERATION);
    call.path("/list");
    let mut items = Call::<ByCursor>::from_raw(call).items();
    assert!(items.next().now_or_never().is_none(), "the answer is not there yet");
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(items.try_collect::<Vec<_>>().await.unwrap(), [2, 3]);
    assert_eq!(asked(&mock), ["/list", "/list?after=a"]);
}

#[tokio::test]
async fn a_page_that_says_it_is_the_last_is() {
    let mock = answers("by_cursor", &[r#"{"items":[1],"next":"a","more":false}"#]);
    let mut pages = call::<ByCursor>(&mock).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().items, [1]);
    assert!(pages.next().await.is_none() && pages.continuation().is_none());
}

#[tokio::test]
async fn offsets_and_numbers_count_until_a_page_is_empty() {
    let bodies = [r#"{"items":[1,2]}"#, r#"{"items":[3]}"#, r#"{"items":[]}"#];
    let mock = answers("by_offset", &bodies);
    assert_eq!(walk(call::<ByOffset>(&mock).items()).await.0, [1, 2, 3]);
    assert_eq!(asked(&mock), ["/list?limit=2", "/list?limit=2&offset=2", "/list?limit=2&offset=3"]);
    let mock = answers("by_index", &bodies);
    assert_eq!(walk(call::<ByIndex>(&mock).items()).await.0, [1, 2, 3]);
    assert_eq!(asked(&mock), ["/list?limit=2", "/list?limit=2&startIndex=3", "/list?limit=2&startIndex=4"]);
    let mock = answers("by_page", &bodies);
    let mut from_five = call::<ByPage>(&mock);
    from_five.raw_mut().query("page", "5");
    assert_eq!(walk(from_five.items()).await.0, [1, 2, 3]);
    assert_eq!(asked(&mock), ["/list?limit=2&page=5", "/list?limit=2&page=6", "/list?limit=2&page=7"]);
}

#[tokio::test]
async fn links_are_followed_on_the_same_server() {
    let mock = MockTransport::new();
    let page = |body: &str, link: &str| MockResponse::json(200, body.to_owned()).with_header("link", link);
    let link = r#"<https://api.test/v1/list?x=1>; rel="prev first"; title="a, <b>", <HTTPS://API.TEST/v1/list?p=%2F#top>; rel="last next""#;
    mock.on("by_link", page(r#"{"items":[1]}"#, link))
        .on("by_link", page(r#"{"items":[2]}"#, "<?p=3>; rel=next"))
        .on("by_link", page(r#"{"items":[3]}"#, "</v1/list>; rel=prev"));
    assert_eq!(walk(call::<ByLink>(&mock).items()).await, (vec![1, 2, 3], None));
    assert_eq!(asked(&mock), ["/list?limit=2", "/list?p=%2F", "/list?p=3"]);
    let mock = answers(
        "by_url",
        &[r#"{"items":[1],"next":"/v1/other?p=2"}"#, r#"{"items":[2],"next":"list"}"#, r#"{"items":[3]}"#],
    );
    assert_eq!(walk(call::<ByUrl>(&mock).items()).await, (vec![1, 2, 3], None));
    assert_eq!(asked(&mock), ["/list?limit=2", "/other?p=2", "/list"]);
}

/// A link leaves out what it shares with its own page, wherever the first one was, and also where a walk goes on.
#[tokio::test]
async fn links_are_read_from_the_page_that_gave_them() {
    let links =
        ["https://api.test/v1/archive/2024?p=2", "?p=3", "2023#top", "?p=5", "https://api.test//x/y", "?p=7", "z"];
    let paths = ["/archive/2024?p=2", "/archive/2024?p=3", "/archive/2023", "/archive/2023?p=5"];
    let whole: Vec<String> = paths.into_iter().map(|path| format!("/v1{path}")).collect();
    let whole = [&whole[..], &["//x/y", "//x/y?p=7", "//x/z"].map(str::to_owned)].concat();
    let bodies: Vec<String> = links.iter().map(|link| format!(r#"{{"items":[1],"next":"{link}"}}"#)).collect();
    let bodies: Vec<&str> = bodies.iter().map(String::as_str).chain([r#"{"items":[1]}"#]).collect();
    let asked = |mock: &MockTransport| -> Vec<String> {
        mock.requests().iter().map(|request| request.uri().path_and_query().unwrap().to_string()).collect()
    };
    let mock = answers("by_url", &bodies);
    let mut pages = call::<ByUrl>(&mock).pages();
    let mut places = Vec::new();
    while let Some(page) = pages.next().await {
        page.unwrap();
        places.extend(pages.continuation().map(|place| place.to_string()));
    }
    assert_eq!(asked(&mock)[1..], whole);
    assert_eq!(places[1], "by_url;1.0;0;%2Fv1%2Farchive%2F2024%3Fp%3D3");
    for (index, place) in places.iter().enumerate() {
        let mock = answers("by_url", &bodies[index + 1..]);
        let rest = call::<ByUrl>(&mock).items_from(&place.parse().unwrap());
        assert_eq!(walk(rest).await, (vec![1; links.len() - index], None));
        assert_eq!(asked(&mock), whole[index..]);
    }
    // A place that was kept before links were completed is one of the first page.
    let mock = answers("by_url", &[r#"{"items":[2],"next":"?p=3"}"#, r#"{"items":[3]}"#]);
    let rest = call::<ByUrl>(&mock).items_from(&"by_url;1.0;0;other%3Fp%3D2".parse().unwrap());
    assert_eq!(walk(rest).await, (vec![2, 3], None));
    assert_eq!(asked(&mock), ["/v1/other?p=2", "/v1/other?p=3"]);
}

#[tokio::test]
async fn no_other_server_is_asked() {
    let others = [
        "https://evil.test/v1/list",
        "//evil.test/",
        "http://api.test/v1/list",
        "https://api.test.evil/",
        "https://api.test:81/",
    ];
    for other in others.into_iter().chain(["https://api.test@evil.test/"]) {
        let mock = answers("by_url", &[&format!(r#"{{"items":[1],"next":"{other}"}}"#)]);
        let error = Some("by_url: the next page is on another server".to_owned());
        assert_eq!(walk(call::<ByUrl>(&mock).items()).await, (vec![1], error), "{other}");
        assert_eq!(mock.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_server_that_repeats_itself_is_left() {
    let repeated = |id: &str| Some(format!("{id}: the server repeats a page, so that the list would not end"));
    let round = [r#"{"items":[1],"next":"a"}"#, r#"{"items":[2],"next":"b"}"#, r#"{"items":[3],"next":"a"}"#];
    let mock = answers("by_cursor", &round);
    assert_eq!(walk(call::<ByCursor>(&mock).items()).await, (vec![1, 2, 3], repeated("by_cursor")));
    let mock = MockTransport::new();
    mock.on_op::<ByOffset>(MockResponse::json(200, r#"{"items":[1,2]}"#).repeated());
    assert_eq!(walk(call::<ByOffset>(&mock).items()).await, ([1, 2].repeat(11), repeated("by_offset")));
}

#[tokio::test]
async fn pages_may_be_equal() {
    let equal = r#"{"items":[1,1]}"#;
    let mock = answers("by_offset", &[equal, equal, equal, r#"{"items":[1]}"#, r#"{"items":[]}"#]);
    assert_eq!(walk(call::<ByOffset>(&mock).items()).await, (vec![1; 7], None));
}

/// Whatever stands beside it, a link to the next page is found, and what it cannot hold as it is, is escaped.
#[tokio::test]
async fn links_are_read_beside_anything() {
    for (link, query) in [
        ("<?p=2>; title=\"a; b\"; rel=next", "p=2"),
        ("<?p=2>; title=\"a\\\"; rel=prev\"; rel=\"next\"", "p=2"),
        ("</v1/list?p=1>; title=\"<caf\u{e9}>, b\"; rel=prev, <?p=2>; rel=next", "p=2"),
        ("<?p=2>; title=caf\u{e9};rel=next", "p=2"),
        ("<?p=2>;rel = \"prev\tnext\"", "p=2"),
        ("<?$filter=name eq 'caf\u{e9}'>; rel=next", "$filter=name%20eq%20%27caf%C3%A9%27"),
        ("<?p={2}&q=\"|\\>; rel=next", "p=%7B2%7D&q=%22%7C%5C"),
    ] {
        let mock = MockTransport::new();
        mock.on_op::<ByLink>(MockResponse::json(200, r#"{"items":[1]}"#).with_header("link", link))
            .on_op::<ByLink>(MockResponse::json(200, r#"{"items":[2]}"#));
        assert_eq!(walk(call::<ByLink>(&mock).items()).await, (vec![1, 2], None), "{query}");
        assert_eq!(asked(&mock)[1], format!("/list?{query}"));
    }
}

#[tokio::test]
async fn a_place_can_be_kept_and_gone_on_from() {
    let mock = answers("by_cursor", &[r#"{"items":[1,2],"next":"ü;%"}"#, r#"{"items":[3,4,5],"next":"c"}"#]);
    let mut items = call::<ByCursor>(&mock).items();
    for _ in 0..4 {
        items.next().await.unwrap().unwrap();
    }
    let kept = items.continuation().unwrap().to_string();
    assert_eq!(kept, "by_cursor;1.0;2;%C3%BC%3B%25");
    let place: Continuation = kept.parse().unwrap();
    assert_eq!(format!("{place:?}"), "Continuation { operation: \"by_cursor\", version: \"1.0\", .. }");
    let mock = answers("by_cursor", &[r#"{"items":[3,4,5],"next":"c"}"#, r#"{"items":[6]}"#]);
    assert_eq!(walk(call::<ByCursor>(&mock).items_from(&place)).await, (vec![5, 6], None));
    assert_eq!(asked(&mock), ["/list?limit=2&after=%C3%BC%3B%25", "/list?limit=2&after=c"]);
    // Kept again before a page came.
    assert_eq!(call::<ByCursor>(&mock).items_from(&place).continuation(), Some(place));
}

#[tokio::test]
async fn places_of_others_are_refused_before_anything_is_sent() {
    let refused = [
        ("by_cursor;1.0;0;7", "by_offset: the continuation belongs to another operation"),
        ("by_offset;0.9;0;7", "by_offset: the continuation belongs to another version of the API"),
        ("by_offset;1.0;0;x", "by_offset: the text is not a continuation"),
    ];
    for (kept, message) in refused {
        let mock = MockTransport::new();
        let items = call::<ByOffset>(&mock).items_from(&kept.parse().unwrap());
        assert_eq!(walk(items).await, (vec![], Some(message.to_owned())));
        assert!(mock.requests().is_empty());
    }
    for text in ["", "a;b;c", "a;b;0;c;d", "a;b;-1;", "a;b;0;%", "a;b;0;%ff", "a;b;0;%é"] {
        assert_eq!(text.parse::<Continuation>(), Err(PagingError::Malformed), "{text}");
    }
}

#[tokio::test]
async fn a_page_that_failed_is_where_to_go_on() {
    let mock = answers("by_cursor", &[r#"{"items":[1],"next":"a"}"#]);
    mock.on("by_cursor", MockResponse::new(500, ""));
    let mut items = call::<ByCursor>(&mock).items();
    items.next().await.unwrap().unwrap();
    assert_eq!(items.next().await.unwrap().unwrap_err().status().unwrap().as_u16(), 500);
    assert!(items.next().await.is_none());
    assert_eq!(items.continuation().unwrap().to_string(), "by_cursor;1.0;0;a");
}

#[tokio::test]
async fn a_fault_of_the_call_is_its_first_page() {
    let mock = MockTransport::new();
    let items = call::<ByCursor>(&mock).with_header("host", "x").items();
    assert_eq!(walk(items).await.1.unwrap(), "by_cursor: the header `host` belongs to the transport");
}

#[cfg(feature = "blocking")]
#[test]
fn lists_are_iterators_that_wait() {
    let pages = [r#"{"items":[1,2],"next":"b"}"#, r#"{"items":[3],"next":"c"}"#, r#"{"items":[4],"next":null}"#];
    let mock = answers("by_cursor", &pages);
    let items: Result<Vec<i64>, _> = call::<ByCursor>(&mock).items_blocking().collect();
    assert_eq!(items.unwrap(), [1, 2, 3, 4]);
    assert_eq!(asked(&mock), ["/list?limit=2", "/list?limit=2&after=b", "/list?limit=2&after=c"]);

    let mock = answers("by_cursor", &pages);
    let mut items = call::<ByCursor>(&mock).items_blocking();
    assert_eq!(items.by_ref().take(3).map(Result::unwrap).collect::<Vec<_>>(), [1, 2, 3]);
    let place = items.get_ref().continuation().unwrap();
    let rest: Vec<Page> = call::<ByCursor>(&mock).pages_from(&place).blocking().map(Result::unwrap).collect();
    assert_eq!(rest.len(), 1);
    assert_eq!(call::<ByCursor>(&answers("by_cursor", &pages)).pages_blocking().count(), 3);

    // An error is the last thing that comes.
    let mut failing = call::<ByCursor>(&answers("by_cursor", &pages[..1])).items_blocking();
    assert_eq!(failing.by_ref().filter_map(Result::err).count(), 1);
    assert!(failing.next().is_none());
}
