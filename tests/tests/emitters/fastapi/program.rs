//! Calls each operation of the application whose URL is given, and checks what comes back.

use serde_json::{Map, Value, json};
use t_fastapi::RawJson;
use t_fastapi::types::{
    BodyPutPoints, Change, Color, EverythingInput, EverythingInputPet, EverythingInputShape, EverythingInputValue,
    EverythingOutput, Level, Login, LoginRequired, Point, PointRequired, Received, SendValueRequest, SendValueResponse,
};
use t_fastapi::{Client, EchoError, Error, Part, Patch, ops};

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome {
    let client = Client::builder().base_url(std::env::args().nth(1).ok_or("no URL")?).build()?;
    objects(&client).await?;
    values(&client).await?;
    parameters(&client).await?;
    changes(&client).await?;
    credentials(&client).await?;
    forms(&client).await?;
    streams(&client).await?;
    errors(&client).await
}

/// The properties that are required, one of each kind.
fn required() -> Map<String, Value> {
    let value = json!({
        "id": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "name": "é \"quoted\" 中文",
        "count": -9_007_199_254_740_993_i64,
        "ratio": 0.1,
        "is_open": true,
        "color": "dark-blue",
        "level": 10,
        "pet": { "kind": "dog", "name": "Rex", "tricks": ["sit"] },
        "value": "text",
        "shape": { "x": 1.5, "y": -2.5 },
        "pair": [7, "seven"],
        "day": "2024-02-29",
        "at": "2024-02-29T12:00:00.250+02:00",
        "price": "19.90",
        "tree": { "name": "root", "children": [{ "name": "leaf", "children": [] }] },
        "tags": ["a", ""],
        "counts": { "a b": 1, "": 0 },
    });
    serde_json::from_value(value).unwrap()
}

/// The optional properties with the values that they have in the application where they are not sent.
fn defaults() -> Map<String, Value> {
    let value = json!({
        "version": 2,
        "points": {},
        "note": null,
        "size": null,
        "best_color": null,
        "best_pet": null,
        "mode": "fast",
        "extra": null,
    });
    serde_json::from_value(value).unwrap()
}

/// The optional properties with other values.
fn optional() -> Map<String, Value> {
    let value = json!({
        "version": 2,
        "points": { "a": { "x": 0.5, "y": 1e-7 } },
        "note": "",
        "size": 0,
        "best_color": "red",
        "best_pet": { "kind": "cat", "lives": 7 },
        "mode": "slow",
        "extra": { "any": [1, "b", null, { "c": false }] },
        "value": [0.25, 1e300],
        "shape": "round",
        "pet": { "kind": "cat", "lives": 1 },
    });
    serde_json::from_value(value).unwrap()
}

fn joined(first: Map<String, Value>, second: Map<String, Value>) -> Map<String, Value> {
    first.into_iter().chain(second).collect()
}

async fn objects(client: &Client) -> Outcome {
    for (sent, expected) in [
        (joined(required(), Map::new()), joined(required(), defaults())),
        (joined(required(), defaults()), joined(required(), defaults())),
        (joined(required(), optional()), joined(required(), optional())),
    ] {
        let body: EverythingInput = serde_json::from_value(Value::Object(sent.clone()))?;
        assert!(matches!(body.pet, EverythingInputPet::Dog(_) | EverythingInputPet::Cat(_)));
        assert!(matches!(body.value, EverythingInputValue::Text(_) | EverythingInputValue::List(_)));
        assert!(matches!(body.shape, EverythingInputShape::Point(_) | EverythingInputShape::Text(_)));
        assert_eq!(serde_json::to_value(&body)?, Value::Object(sent));
        let received: EverythingOutput = client.echo().send_everything(&body).send().await?;
        // A type of responses does not tell `null` from a missing property.
        let expected: Value = expected.into_iter().filter(|(_, value)| !value.is_null()).collect();
        assert_eq!(serde_json::to_value(&received)?, expected);
    }
    Ok(())
}

async fn values(client: &Client) -> Outcome {
    let point = Point::new(PointRequired { x: 0.5, y: 0.25 });
    let list = vec![Some(point.clone()), None];
    let received = client.echo().send_value(&SendValueRequest::Integer(7)).send().await?;
    assert_eq!(received, SendValueResponse::Integer(7));
    let received = client.echo().send_value(&SendValueRequest::Point(point.clone())).send().await?;
    assert_eq!(received, SendValueResponse::Point(point));
    let received = client.echo().send_value(&SendValueRequest::List(list.clone())).send().await?;
    assert_eq!(received, SendValueResponse::List(list));
    Ok(())
}

/// A property that is missing, one that is `null`, and one with a value; bodies of several arguments, of any JSON and of bytes.
async fn changes(client: &Client) -> Outcome {
    let received = client.echo().change(&Change::new()).send().await?;
    assert_eq!(serde_json::to_value(&received)?, json!({}));
    let change = Change::new().note(Patch::Null).tags(vec!["a".to_owned()]).best_color(Color::DarkBlue);
    let received = client.echo().change(&change).send().await?;
    assert_eq!(serde_json::to_value(&received)?, json!({ "note": null, "tags": ["a"], "best_color": "dark-blue" }));

    let point = Point::new(PointRequired { x: 0.5, y: 0.25 });
    let received = client.echo().put_points("a b", &BodyPutPoints::new(point.clone()).scale(2.5)).send().await?;
    assert_eq!((received.items, received.next.as_deref()), (vec![point.clone()], Some("a b 2.5")));
    let received =
        client.echo().put_points("é", &BodyPutPoints::new(point.clone()).second(point.clone())).send().await?;
    assert_eq!((received.items, received.next.as_deref()), (vec![point.clone(), point], Some("é 1.0")));

    for text in ["null", "[1,\"a\",{\"b\":null}]", "\"text\"", "-0.5"] {
        let received = client.echo().send_any(&RawJson::new(text)?).send().await?;
        assert_eq!(received.as_str(), text);
    }

    let bytes: Vec<u8> = (0..=255).collect();
    let received = client.files().send_bytes(bytes.clone().into()).send().await?;
    assert_eq!(received, bytes);
    Ok(())
}

async fn credentials(client: &Client) -> Outcome {
    let missing = client.credentials().read_credentials().send().await.unwrap_err();
    assert!(missing.to_string().contains("no credential was given for HTTPBearer, or APIKeyHeader"), "{missing}");
    let url = std::env::args().nth(1).ok_or("no URL")?;
    let client = Client::builder().base_url(&url).http_bearer("token-1").build()?;
    assert_eq!(client.credentials().read_credentials().send().await?, [Some("token-1".to_owned()), None]);
    let client = Client::builder().base_url(&url).http_bearer("token-1").api_key_header("key-1").build()?;
    let received = client.credentials().read_credentials().send().await?;
    assert_eq!(received, [Some("token-1".to_owned()), Some("key-1".to_owned())]);
    Ok(())
}

async fn parameters(client: &Client) -> Outcome {
    let id = "f47ac10b-58cc-4372-a567-0e02b2c3d479".parse()?;
    let text = "a b?#%é+";
    let received = client.echo().read_path(-7, id, &Color::DarkBlue, text).send().await?;
    assert_eq!(received, (-7, id, Color::DarkBlue, text.to_owned()));

    let received = client.echo().search().send().await?;
    assert_eq!((received.text, received.colors, received.level, received.limit), (None, vec![], None, 10));
    let since = "2024-02-29T12:00:00+02:00".parse()?;
    let call =
        client.echo().search().text("a&b=c é").colors(&[Color::Red, Color::DarkBlue]).level(Level::N10).since(since);
    let received = call.limit(100).strict(true).x_agent("agent 7").session("s-1").send().await?;
    assert_eq!(received.text.as_deref(), Some("a&b=c é"));
    assert_eq!(received.colors, [Color::Red, Color::DarkBlue]);
    assert_eq!((received.level, received.since), (Some(Level::N10), Some(since)));
    assert_eq!((received.limit, received.strict), (100, true));
    assert_eq!((received.agent.as_deref(), received.session.as_deref()), (Some("agent 7"), Some("s-1")));
    Ok(())
}

async fn forms(client: &Client) -> Outcome {
    let file =
        |name: &str, text: &'static str| Part::file(name, text.as_bytes().to_vec()).with_content_type("text/plain");
    let shown = |file: &Received| (file.name.clone(), file.content_type.clone(), file.text.clone());
    let expected = |name: &str, text: &str| (Some(name.to_owned()), Some("text/plain".to_owned()), text.to_owned());

    let form = ops::UploadForm::new(file("é.txt", "first\r\n--x"), "a note: é");
    let received = client.files().upload(&form).send().await?;
    assert_eq!(shown(&received.main), expected("é.txt", "first\r\n--x"));
    assert_eq!(
        (received.more.len(), received.note.as_str(), received.color, received.count),
        (0, "a note: é", None, 1)
    );

    let form = form.more(vec![file("2.txt", "second"), file("3.txt", "")]).color(&Color::Red).count(-3);
    let received = client.files().upload(&form).send().await?;
    assert_eq!(
        received.more.iter().map(shown).collect::<Vec<_>>(),
        [expected("2.txt", "second"), expected("3.txt", "")]
    );
    assert_eq!((received.color, received.count), (Some(Color::Red), -3));

    let login = Login::new(LoginRequired { name: "a&b=c +é".into(), color: Color::DarkBlue }).remember(true);
    assert_eq!(client.files().login(&login).send().await?, login);
    Ok(())
}

async fn streams(client: &Client) -> Outcome {
    let expected = |count: i32| (0..count).map(|x| Point::new(PointRequired { x: x.into(), y: (-x).into() }));
    let mut lines = client.streams().list_points(3).send().await?;
    for point in expected(3) {
        assert_eq!(lines.next().await.ok_or("the lines end early")??, point);
    }
    assert!(lines.next().await.is_none());

    let mut events = client.streams().watch(2).send().await?;
    for point in expected(2) {
        assert_eq!(events.next().await.ok_or("the events end early")??, point);
    }
    assert!(events.next().await.is_none());

    let mut events = client.streams().watch_named(1).send().await?;
    let event = events.next_event().await.ok_or("there is no event")??;
    assert_eq!((event.event.as_str(), event.id.as_str()), ("moved", "0"));
    assert_eq!(serde_json::from_str::<Value>(&event.data)?, json!({ "x": 0, "y": 0.5 }));
    Ok(())
}

async fn errors(client: &Client) -> Outcome {
    client.echo().delete_pet("Rex").send().await?;
    let error = client.echo().delete_pet("unknown").send().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    let error = client.echo().search().limit(1000).send().await.unwrap_err();
    let Error::Api(error) = error else { return Err(error.into()) };
    let EchoError::HttpValidationError(body) = error.body() else { return Err("another body".into()) };
    let detail = body.detail.as_ref().and_then(|details| details.first()).ok_or("no detail")?;
    assert_eq!(serde_json::to_value(&detail.loc)?, json!(["query", "limit"]));
    Ok(())
}
