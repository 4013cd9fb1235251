//! Absent, `null` and a value; and properties that nobody declares.

use std::collections::BTreeMap;

use signet_runtime::runtime::json::Writer;
use signet_runtime::runtime::{Patch, RawJson, Secret};

#[test]
fn a_patch_is_made_of_what_it_holds() {
    assert_eq!(Patch::<i64>::default(), Patch::Absent);
    assert_eq!(Patch::from(5), Patch::Value(5));
    assert_eq!(Patch::<String>::from("text"), Patch::Value("text".to_owned()));
    assert_eq!(Patch::<Box<bool>>::from(true), Patch::Value(Box::new(true)));
    assert_eq!(
        Patch::<Secret>::from("hidden").into_option().map(|secret| secret.expose().to_owned()).as_deref(),
        Some("hidden")
    );
}

#[test]
fn what_a_program_does_not_have_clears_nothing() {
    assert_eq!(Patch::from(Some(5)), Patch::Value(5));
    assert_eq!(Patch::<i64>::from(None), Patch::Absent);
    assert_eq!(Patch::<Box<bool>>::from(Some(Box::new(true))), Patch::Value(Box::new(true)));
}

#[test]
fn only_a_value_is_an_option() {
    assert_eq!(
        [Patch::Absent, Patch::Null, Patch::Value(1)].map(|patch| patch.as_option().copied()),
        [None, None, Some(1)]
    );
    assert_eq!([Patch::Absent, Patch::Null, Patch::Value(1)].map(|patch| patch.is_absent()), [true, false, false]);
    assert_eq!([Patch::Absent, Patch::Null, Patch::Value(1)].map(|patch| patch.is_null()), [false, true, false]);
}

#[test]
fn null_and_a_value_are_read_apart() {
    let read = |text| RawJson::new(text).unwrap().parse::<Patch<bool>>();
    assert_eq!(read("null"), Ok(Patch::Null));
    assert_eq!(read("true"), Ok(Patch::Value(true)));
    assert!(read("1").is_err());
}

#[test]
fn raw_values_are_made_of_rust_values() {
    for (raw, text) in [
        (RawJson::from("a \"b\""), r#""a \"b\"""#),
        (RawJson::from("a".to_owned()), r#""a""#),
        (RawJson::from(true), "true"),
        (RawJson::from(-5), "-5"),
    ] {
        assert_eq!(raw.as_str(), text);
    }
}

#[test]
fn neither_a_tag_nor_a_declared_property_is_written_twice() {
    let written = |additional: &[(&str, i64)]| {
        let additional: BTreeMap<String, i64> =
            additional.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
        let mut writer = Writer::new();
        writer.tag("kind", "a");
        writer.begin_object_with(&additional);
        writer.key("id");
        writer.integer(1);
        writer.additional(&additional, &["id"]);
        writer.end_object();
        String::from_utf8(writer.finish().unwrap()).unwrap()
    };
    assert_eq!(written(&[("id", 2), ("more", 3)]), r#"{"kind":"a","id":1,"more":3}"#);
    assert_eq!(written(&[("kind", 2)]), r#"{"id":1,"kind":2}"#);
}
