//! Webhooks that a document declares are read as a union with a variant for each, with or without a check of who sent them.

use signet_tests::{documents, program};

const MAIN: &str = r##"
//! Reads the bodies of webhooks.

use t_plain::types::WebhookEvent;
use t_plain::webhook::{self, Event};
use t_signed::types::WebhookEvent as SignedEvent;

fn main() {
    for body in [r#"{"name":"Rex"}"#, r#"{"price":"5","pet":{"name":"Rex"}}"#, r#"{"other":1}"#, "[]"] {
        match webhook::read(body.as_bytes()) {
            Ok(Event::PetCreated(pet)) => println!("created: {}", pet.name),
            Ok(WebhookEvent::PetSold(sold)) => println!("sold: {} {:?}", sold.price, sold.pet.map(|pet| pet.name)),
            Ok(other) => println!("{other:?}"),
            Err(error) => println!("{error}"),
        }
    }
    let key = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    let key = t_signed::webhook::ResponseKey::from_hex(key);
    let unsigned = |key| {
        let event = t_signed::webhook::verify(&Default::default(), b"{}", &key, std::time::Duration::ZERO);
        event.and_then(|event| event.event()).map(|event| matches!(event, SignedEvent::PetSold(_)))
    };
    println!("{:?}", key.map(unsigned).map(|read| read.is_err()));
}
"##;

#[test]
fn declared_webhooks_are_read_by_their_names() {
    let folder = documents::corpus().join("valid/webhooks");
    let crates = [("t-plain", folder.join("declared.yaml")), ("t-signed", folder.join("declared_and_signed.yaml"))];
    let lines = program::run(env!("CARGO_TARGET_TMPDIR"), "declared-webhooks", &crates, MAIN);
    assert_eq!(
        lines,
        [
            "created: Rex",
            "sold: 5 Some(\"Rex\")",
            "Unknown(RawJson(11 bytes))",
            "Unknown(RawJson(2 bytes))",
            "Ok(true)",
        ]
    );
}
