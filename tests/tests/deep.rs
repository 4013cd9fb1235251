//! Responses that are nested as deep as the reader allows do not overflow the stack of a thread, without optimizations.

use std::fmt::Write as _;

use signet::diagnostics::Diagnostics;
use signet::source::Input;
use signet::{Request, generate};
use signet_tests::program;

/// How many variants the unions have, and how many strings an object has.
const VARIANTS: usize = 20;
const STRINGS: usize = 30;

/// A document with a type that leads back to itself in each way there is.
fn document() -> String {
    let strings: Vec<String> = (0..STRINGS).map(|number| format!("        s{number}: {{ type: string }}\n")).collect();
    let flags: Vec<String> = (0..120).map(|number| format!("        f{number}: {{ type: boolean }}\n")).collect();
    let (strings, flags) = (strings.concat(), flags.concat());
    let node = "{ $ref: '#/components/schemas/Node' }";
    let mut schemas = String::new();
    let (mut tagged, mut alike) = (Vec::new(), Vec::new());
    for number in 0..VARIANTS {
        let _ = write!(
            schemas,
            "    Tagged{number}:\n      type: object\n      required: [kind]\n      properties:\n        kind: {{ type: string, enum: [k{number}] }}\n        node: {node}\n{strings}"
        );
        let _ = write!(
            schemas,
            "    Alike{number}:\n      type: object\n      properties:\n        a{number}: {{ type: string }}\n        node: {node}\n{strings}"
        );
        tagged.push(format!("{{ $ref: '#/components/schemas/Tagged{number}' }}"));
        alike.push(format!("{{ $ref: '#/components/schemas/Alike{number}' }}"));
    }
    let (tagged, alike) = (tagged.join(", "), alike.join(", "));
    format!(
        "openapi: 3.0.3
info: {{ title: Deep, version: '1' }}
servers: [{{ url: 'https://api.example.com' }}]
paths:
  /node:
    get:
      operationId: getNode
      responses:
        '200': {{ description: OK, content: {{ application/json: {{ schema: {node} }} }} }}
components:
  schemas:
{schemas}
    Tagged:
      oneOf: [{tagged}]
      discriminator: {{ propertyName: kind }}
    Alike:
      anyOf: [{alike}]
    Node:
      type: object
      properties:
        node: {node}
        list: {{ type: array, items: {node} }}
        map: {{ type: object, additionalProperties: {node} }}
        unions: {{ type: array, items: {{ $ref: '#/components/schemas/Tagged' }} }}
        tagged: {{ $ref: '#/components/schemas/Tagged' }}
        alike: {{ $ref: '#/components/schemas/Alike' }}
        choices: {{ type: array, items: {{ $ref: '#/components/schemas/Alike' }} }}
{strings}{flags}"
    )
}

const MAIN: &str = r#"
use deep::mock::{MockResponse, MockTransport};
use deep::{Client, Error, ops};

const WAYS: [(&str, &str, &str); 7] = [
    ("node", "{\"node\":", "}"),
    ("list", "{\"list\":[", "]}"),
    ("map", "{\"map\":{\"k\":", "}}"),
    ("unions", "{\"unions\":[{\"kind\":\"k19\",\"node\":", "}]}"),
    ("tagged", "{\"tagged\":{\"kind\":\"k3\",\"node\":", "}}"),
    ("alike", "{\"alike\":{\"a3\":\"\",\"node\":", "}}"),
    ("choices", "{\"choices\":[{\"a19\":\"\",\"node\":", "}]}"),
];

fn deepest(before: &str, after: &str) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mock = MockTransport::new();
    let client = Client::builder().transport(mock.clone()).build().unwrap();
    // From what no reader takes down to what this one does.
    for depth in (1..=130).rev() {
        mock.on_op::<ops::GetNode>(MockResponse::json(200, format!("{}{{}}{}", before.repeat(depth), after.repeat(depth))));
        match runtime.block_on(client.get_node().send()) {
            Ok(node) => {
                assert!(node.clone() == node);
                assert!(format!("{node:?}").len() > depth);
                return depth;
            }
            Err(Error::Decode(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    0
}

fn main() {
    for (way, before, after) in WAYS {
        let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(move || deepest(before, after)).unwrap();
        println!("{way} {}", thread.join().unwrap());
    }
}
"#;

#[test]
fn the_deepest_responses_do_not_overflow_the_stack() {
    let request = Request {
        inputs: vec![Input::text("deep.yaml", document())],
        name: Some("deep".to_owned()),
        ..Request::default()
    };
    let (_, generated) = generate(&request, &mut Diagnostics::new());
    let generated = generated.unwrap();
    assert!(generated.largest().unwrap().1 <= 4 << 10, "{:?}", generated.largest());
    let lines = program::output_of(env!("CARGO_TARGET_TMPDIR"), "deepest", &[("deep", &generated.files)], MAIN);
    for line in &lines {
        let (way, depth) = line.split_once(' ').unwrap();
        // What real responses need, many times over.
        assert!(depth.parse::<usize>().unwrap() >= 16, "{way} is read {depth} levels deep");
    }
    assert_eq!(lines.len(), 7);
}
