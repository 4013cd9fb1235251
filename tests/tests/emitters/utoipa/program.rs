//! Calls each operation of the server whose URL is given, and checks what comes back.

use serde_json::{Value, json};
use t_utoipa::types::{Amount, Color, Event, Everything, Pet, Problem, Shape};
use t_utoipa::{Client, Error, Part, ThingsError, ops};

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome {
    let client = Client::builder().base_url(std::env::args().nth(1).ok_or("no URL")?).build()?;
    objects(&client).await?;
    parameters(&client).await?;
    forms(&client).await?;
    errors(&client).await
}

/// One property of each kind. The optional ones are `null`, since the server returns them so; `hint` is left out.
fn everything() -> Value {
    json!({
        "id": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "name": "é \"quoted\" 中文",
        "count": i64::MIN,
        "size": 9_007_199_254_740_993_i64,
        "small": 255,
        "is_open": true,
        "color": "dark-blue",
        "pet": { "kind": "dog", "name": "Rex", "tricks": ["sit"] },
        "event": { "type": "Moved", "data": { "x": 1.5, "y": -2.5 } },
        "shape": { "circle": 0.5 },
        "value": "text",
        "length": 2.5,
        "pair": [-7, "seven"],
        "day": "2024-02-29",
        "at": "2024-02-29T10:00:00.250Z",
        "tree": { "name": "root", "children": [{ "name": "leaf", "children": [] }] },
        "tags": ["a", ""],
        "counts": { "a b": 1, "": 0 },
        "points": { "p": { "x": 0.5, "y": 1e-7 } },
        "any": [1, "a", null, { "b": false }],
        "width": 3,
        "note": null,
        "best_color": null,
        "best_pet": null,
        "type": "thing",
    })
}

async fn objects(client: &Client) -> Outcome {
    for (name, value) in [
        ("pet", json!({ "kind": "cat", "lives": 9 })),
        ("pet", json!({ "kind": "fish" })),
        ("event", json!({ "type": "Named", "data": { "name": "a" } })),
        ("event", json!({ "type": "Ended" })),
        ("shape", json!({ "square": { "side": 0.25 } })),
        ("shape", json!("empty")),
        ("value", json!(0.25)),
        ("value", json!([1, -2])),
        ("note", json!("")),
        ("best_color", json!("red")),
        ("best_pet", json!({ "kind": "dog", "name": "", "tricks": null })),
        ("hint", json!("b")),
    ] {
        let mut sent = everything();
        sent[name] = value;
        let body: Everything = serde_json::from_value(sent.clone())?;
        assert!(!matches!(body.pet, Pet::Unknown(_)), "{:?}", body.pet);
        assert!(!matches!(body.event, Event::Unknown(_)), "{:?}", body.event);
        assert!(!matches!(body.shape, Shape::Unknown(_)), "{:?}", body.shape);
        assert!(!matches!(body.value, Amount::Unknown(_)), "{:?}", body.value);
        assert_eq!(serde_json::to_value(&body)?, sent);
        assert_eq!(client.echo().send_everything(&body).send().await?, body);
    }
    Ok(())
}

async fn parameters(client: &Client) -> Outcome {
    let id = "f47ac10b-58cc-4372-a567-0e02b2c3d479".parse()?;
    let (number, received, color, agent) = client.echo().read_path(-7, id, &Color::DarkBlue).send().await?;
    assert_eq!((number, received, color.as_str(), agent), (-7, id, "dark-blue", None));
    let call = client.echo().read_path(i64::MAX, id, &Color::Red).x_agent("agent 7");
    let (number, received, color, agent) = call.send().await?;
    assert_eq!((number, received, color.as_str(), agent.as_deref()), (i64::MAX, id, "red", Some("agent 7")));

    let received = client.echo().search().send().await?;
    assert_eq!(serde_json::to_value(&received)?, json!({ "strict": false }));
    let call = client.echo().search().text("a&b=c +é").color(&Color::DarkBlue).limit(7).strict(true);
    let expected = json!({ "text": "a&b=c +é", "color": "dark-blue", "limit": 7, "strict": true });
    assert_eq!(serde_json::to_value(call.send().await?)?, expected);
    Ok(())
}

async fn forms(client: &Client) -> Outcome {
    let file = Part::file("é.txt", b"first\r\n--x".to_vec()).with_content_type("text/plain");
    let received = client.things().upload(&ops::UploadForm::new(file).note("a note: é")).send().await?;
    assert_eq!((received.name.as_deref(), received.content_type.as_deref()), (Some("é.txt"), Some("text/plain")));
    assert_eq!((received.text.as_str(), received.note.as_deref()), ("first\r\n--x", Some("a note: é")));
    Ok(())
}

async fn errors(client: &Client) -> Outcome {
    assert_eq!(client.things().create_thing("a/b é").send().await?, "a/b é");
    let problem = |name: &'static str| async move {
        let error = client.things().create_thing(name).send().await.unwrap_err();
        let Error::Api(error) = error else { panic!("{error}") };
        let ThingsError::Problem(problem) = error.body().clone() else { panic!("{error}") };
        (error.status().as_u16(), problem)
    };
    let (status, forbidden) = problem("forbidden").await;
    assert!(status == 403 && matches!(&forbidden, Problem::Forbidden(body) if body.reason == "no"), "{forbidden:?}");
    let (status, unknown) = problem("unknown").await;
    assert_eq!((status, serde_json::to_value(&unknown)?), (404, json!({ "code": "unknown", "name": "unknown" })));
    assert!(!matches!(unknown, Problem::Unknown(_)), "{unknown:?}");
    Ok(())
}
