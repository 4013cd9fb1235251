//! Secrets stay out of logs and travel only as JSON.
#![cfg(feature = "runtime")]

use signet_runtime::runtime::json::{Reader, Writer};
use signet_runtime::runtime::values::secret::Secret;

#[test]
fn nothing_prints_it() {
    let secret = Secret::from("hunter2");
    assert_eq!(format!("{secret} {secret:?} {secret:#?}"), "[redacted] [redacted] [redacted]");
    assert_eq!(format!("{:?}", Some(secret)), "Some([redacted])");
}

#[test]
fn comparing_is_by_value() {
    let secret = Secret::from("hunter2".to_owned());
    assert_eq!(secret, secret.clone());
    assert_ne!(secret, Secret::from("hunter3"));
    assert_ne!(secret, Secret::from("hunter22"));
    assert_ne!(secret, Secret::from(""));
}

#[test]
fn json_has_its_value() {
    let secret = Reader::parse::<Secret>(br#""a\"\u00e9""#).unwrap();
    assert_eq!(secret.expose(), "a\"é");
    assert_eq!(Writer::render(&secret).unwrap(), "\"a\\\"é\"".as_bytes());
    assert_eq!(serde_json::to_string(&secret).unwrap(), "\"a\\\"é\"");
    assert_eq!(serde_json::from_str::<Secret>("\"b\"").unwrap().expose(), "b");
    let error = serde_json::from_str::<Secret>("[\"hunter2\"]").unwrap_err();
    assert!(!error.to_string().contains("hunter2"));
}

#[test]
fn it_is_wiped_on_drop() {
    fn wiped<T: zeroize::ZeroizeOnDrop>() {}
    wiped::<Secret>();
}
