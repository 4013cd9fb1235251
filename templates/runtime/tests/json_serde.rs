//! The bridge to serde, seen through another format's eyes.
#![cfg(feature = "runtime")]

use serde::de::value::{Error as DeError, F64Deserializer, MapDeserializer, U64Deserializer};
use serde::de::{Deserialize as _, IntoDeserializer as _};
use serde_json::{Value, json};
use signet_runtime::runtime::json::RawJson;

#[test]
fn kinds_of_numbers_survive() {
    let raw = RawJson::new("[0,-1,18446744073709551615,-9223372036854775808,1.5,1e3,123456789012345678901234567890]")
        .unwrap();
    let value = serde_json::to_value(&raw).unwrap();
    assert_eq!(value, json!([0, -1, u64::MAX, i64::MIN, 1.5, 1000.0, 1.234_567_890_123_456_8e29]));
    let back: RawJson = serde_json::from_value(value).unwrap();
    assert_eq!(back.as_str(), "[0,-1,18446744073709551615,-9223372036854775808,1.5,1000.0,1.2345678901234568e29]");
}

#[test]
fn what_other_formats_hold_becomes_json_or_an_error() {
    let number: F64Deserializer<DeError> = f64::NAN.into_deserializer();
    assert!(RawJson::deserialize(number).is_err());
    let number: U64Deserializer<DeError> = u64::MAX.into_deserializer();
    assert_eq!(RawJson::deserialize(number).unwrap().as_str(), "18446744073709551615");
    let map = MapDeserializer::<_, DeError>::new([("a\n", 1_u8), ("b", 2)].into_iter());
    assert_eq!(RawJson::deserialize(map).unwrap().as_str(), "{\"a\\n\":1,\"b\":2}");
    let keys = MapDeserializer::<_, DeError>::new([(1_u8, 1_u8)].into_iter());
    assert!(RawJson::deserialize(keys).is_err());
    let raw = RawJson::new("1e999").unwrap();
    assert!(serde_json::to_value(&raw).is_err());
}

#[test]
fn depth_is_limited_on_the_way_in() {
    let mut value = Value::Null;
    for _ in 0..128 {
        value = Value::Array(vec![value]);
    }
    assert!(serde_json::from_value::<RawJson>(value.clone()).is_ok());
    assert!(serde_json::from_value::<RawJson>(Value::Array(vec![value])).is_err());
}

#[cfg(feature = "serde_json")]
#[test]
fn values_of_serde_json_and_of_programs_become_json_and_back() {
    #[derive(serde::Serialize, serde::Deserialize, Debug, PartialEq)]
    struct Own {
        id: u64,
        tags: Vec<String>,
    }

    let own = Own { id: u64::MAX, tags: vec!["a".to_owned()] };
    let raw = RawJson::from_serialize(&own).unwrap();
    assert_eq!(raw.as_str(), r#"{"id":18446744073709551615,"tags":["a"]}"#);
    assert_eq!(raw.to::<Own>().unwrap(), own);
    assert!(raw.to::<Vec<u8>>().is_err());
    let value = json!({"id": u64::MAX, "tags": ["a"]});
    assert_eq!(RawJson::from(&value), raw);
    assert_eq!(Value::try_from(RawJson::from(value.clone())).unwrap(), value);
    assert!(Value::try_from(&RawJson::new("1e999").unwrap()).is_err());
}
