//! The codec beside `serde_json`: what one accepts, reads and writes, the other does too.
#![cfg(feature = "runtime")]
#![expect(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;
use signet_runtime::runtime::json::{self, Json, RawJson, Reader, Writer, path_at};

/// Any JSON value that `serde_json` can hold.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1_000_000_i32..1_000_000).prop_map(|number| Value::from(f64::from(number) / 64.0)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::btree_map(text(), inner, 0..8)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Text with all that needs escaping, and characters of each length in UTF-8.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::collection::vec(
            prop::sample::select(vec![
                "a",
                "\"",
                "\\",
                "/",
                "\n",
                "\u{0}",
                "\u{1f}",
                "\u{7f}",
                "é",
                "支",
                "😀",
                "0123456789"
            ]),
            0..12
        )
        .prop_map(|parts| parts.concat()),
    ]
}

/// Pieces of JSON, right and wrong, in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "\n",
        "\t",
        "\"a\"",
        "\"",
        "\\",
        "a",
        "\"\\n\"",
        "\"\\x\"",
        "\"\\u00e9\"",
        "\"\\u00e\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83d\\u0041\"",
        "\"\u{1}\"",
        "\"é😀\"",
        "0",
        "-0",
        "01",
        "-",
        "1.5",
        "1.",
        ".5",
        "1e5",
        "1E+5",
        "1e-5",
        "1e",
        "18446744073709551616",
        "true",
        "false",
        "null",
        "tru",
        "nul",
        "NaN",
        "Infinity",
        "-Infinity",
        "\u{feff}",
        "\u{c}",
        "//",
        "{\"a\":1}",
        "[1,2]",
        "\"a\":1",
        "{}",
        "[]",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Checks that the codec accepts what `serde_json` accepts.
fn same_verdict(text: &[u8]) -> Result<(), TestCaseError> {
    let theirs = serde_json::from_slice::<Value>(text);
    if theirs.as_ref().is_err_and(|error| error.to_string().starts_with("number out of range")) {
        // `Value` needs a number that fits; `RawJson` keeps its text.
        return Ok(());
    }
    let ours = Reader::parse::<RawJson>(text);
    prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?}: {:?}, {:?}", String::from_utf8_lossy(text), ours, theirs);
    if let Err(error) = ours {
        prop_assert!(error.offset() <= text.len());
        path_at(text, error.offset());
    }
    if let Ok(theirs) = theirs {
        let again: Value = serde_json::to_value(Reader::parse::<RawJson>(text).unwrap()).unwrap();
        prop_assert!(same(&again, &theirs), "{again} {theirs}");
    }
    Ok(())
}

/// Compares by value: `-0` is the integer zero to us and a float to `serde_json`, and its floats may be off by the last bit.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || {
                let (left, right) = (left.as_f64().unwrap(), right.as_f64().unwrap());
                (left - right).abs() <= left.abs() * 1e-15
            }
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| right.get(key).is_some_and(|other| same(value, other)))
        }
        _ => left == right,
    }
}

/// Reads `text` as a few kinds of values; nothing may panic, and no offset may lie outside.
fn read_all_ways(text: &[u8]) {
    fn read<T: Json>(text: &[u8]) {
        if let Err(error) = Reader::parse::<T>(text) {
            assert!(error.offset() <= text.len());
            assert!(path_at(text, error.offset()).starts_with('$'));
        }
    }
    read::<RawJson>(text);
    read::<Vec<Option<String>>>(text);
    read::<Vec<i32>>(text);
    read::<Vec<u64>>(text);
    read::<Vec<f64>>(text);
    read::<Vec<bool>>(text);
    read::<BTreeMap<String, BTreeMap<String, String>>>(text);
    if let Ok(mut reader) = Reader::new(text) {
        let _ = reader.tag("a");
        let _ = reader.property("a");
        let _ = reader.kind();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn values_pass_through_unchanged(value in value(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        let raw = RawJson::new(&text).unwrap();
        prop_assert_eq!(raw.as_str(), &text);
        prop_assert_eq!(&serde_json::to_value(&raw).unwrap(), &value);
        prop_assert_eq!(serde_json::to_string(&serde_json::from_str::<RawJson>(&text).unwrap()).unwrap(), serde_json::to_string(&value).unwrap());
        prop_assert_eq!(Writer::render(&raw).unwrap(), text.as_bytes());
    }

    #[test]
    fn strings_are_written_and_read_as_serde_json_does(text in text()) {
        let written = Writer::render(&text).unwrap();
        prop_assert_eq!(&written, &serde_json::to_vec(&text).unwrap());
        prop_assert_eq!(Reader::parse::<String>(&written).unwrap(), text.clone());
        // All of it escaped, as some servers do.
        let escaped = text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect::<Vec<_>>().concat();
        prop_assert_eq!(Reader::parse::<String>(format!("\"{escaped}\"").as_bytes()).unwrap(), text);
    }

    #[test]
    fn maps_are_written_and_read_as_serde_json_does(map in prop::collection::btree_map(text(), prop::collection::vec(any::<Option<i64>>(), 0..4), 0..6)) {
        let written = Writer::render(&map).unwrap();
        prop_assert_eq!(&written, &serde_json::to_vec(&map).unwrap());
        prop_assert_eq!(Reader::parse::<BTreeMap<String, Vec<Option<i64>>>>(&written).unwrap(), map);
    }

    #[test]
    fn floats_keep_every_bit(bits in any::<u64>()) {
        let number = f64::from_bits(bits);
        if number.is_finite() {
            let written = Writer::render(&number).unwrap();
            prop_assert_eq!(Reader::parse::<f64>(&written).unwrap().to_bits(), bits);
            prop_assert_eq!(Reader::parse::<f64>(&serde_json::to_vec(&number).unwrap()).unwrap().to_bits(), bits);
            prop_assert!(serde_json::from_slice::<Value>(&written).is_ok());
        } else {
            prop_assert!(Writer::render(&number).is_err());
        }
    }

    #[test]
    fn integers_have_the_same_ranges(number in any::<i128>(), shift in 0_u32..128) {
        let text = (number >> shift).to_string();
        macro_rules! compare { ($($kind:ty)+) => { $(
            prop_assert_eq!(Reader::parse::<$kind>(text.as_bytes()).ok(), text.parse::<$kind>().ok());
            prop_assert_eq!(Reader::parse::<$kind>(text.as_bytes()).ok(), serde_json::from_str::<$kind>(&text).ok());
        )+ } }
        compare!(i32 i64 u32 u64);
    }

    #[test]
    fn soup_gets_the_same_verdict(text in soup()) {
        same_verdict(text.as_bytes())?;
        read_all_ways(text.as_bytes());
    }

    #[test]
    fn damaged_text_gets_the_same_verdict(value in value(), at in any::<prop::sample::Index>(), byte in any::<u8>(), how in 0..3) {
        let mut text = serde_json::to_vec(&value).unwrap();
        let at = at.index(text.len());
        match how {
            0 => text[at] = byte,
            1 => text.insert(at, byte),
            _ => text.truncate(at),
        }
        same_verdict(&text)?;
        read_all_ways(&text);
    }

    #[test]
    fn any_bytes_are_harmless(text in prop::collection::vec(any::<u8>(), 0..64), offset in 0_usize..80) {
        same_verdict(&text)?;
        read_all_ways(&text);
        path_at(&text, offset);
    }
}

#[test]
fn every_truncation_is_an_error() {
    let text =
        r#" {"a":[1,-2.5e-3,"x\n\ud83d\ude00é",{"b":null,"c":true}],"支":"0123456789012345678901234567890\"","d":{}} "#
            .as_bytes();
    let whole = text.len() - 1;
    assert!(Reader::parse::<RawJson>(text).is_ok());
    for length in 0..whole {
        let part = &text[..length];
        assert!(Reader::parse::<RawJson>(part).is_err(), "{length}");
        read_all_ways(part);
    }
}

/// What is no JSON. Each is refused by `serde_json` too.
const REFUSED: &[&str] = &[
    "",
    " ",
    "[1,]",
    "{\"a\":1,}",
    "[,1]",
    "{,}",
    "{,\"a\":1}",
    "[1 2]",
    "{\"a\" 1}",
    "{\"a\":1 \"b\":2}",
    "{1:2}",
    "{\"a\":}",
    "{a:1}",
    "[",
    "{",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "{\"a\":1,",
    "[1",
    "[1,",
    "]",
    "}",
    "[}",
    "{]",
    "[1}",
    "{\"a\":1]",
    "\"",
    "\"a",
    "\"\\",
    "\"\\\"",
    "NaN",
    "Infinity",
    "-Infinity",
    "+1",
    ".5",
    "1.",
    "1.e5",
    "1e",
    "1e+",
    "01",
    "-01",
    "-",
    "--1",
    "0x10",
    "1_000",
    "1,2",
    "'a'",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\u+123\"",
    "\"\\u123g\"",
    "\"\\U00e9\"",
    "\"\\ud800\"",
    "\"\\udc00\"",
    "\"\\ud800\\u0041\"",
    "\"\\ud800x\"",
    "\"\\udc00\\ud800\"",
    "\"\\ud800\\ud800\"",
    "\"\n\"",
    "\"\u{0}\"",
    "\"\u{1f}\"",
    "\u{feff}1",
    "1 2",
    "1\u{0}",
    "{} {}",
    "// a\n1",
    "1 // a",
    "/**/1",
    "\u{c}1",
    "\u{a0}1",
    "nul",
    "nulll",
    "tru",
    "True",
    "fals",
    "TRUE",
    "undefined",
    "\"a\"b",
    "[1]]",
];

#[test]
fn what_is_no_json_is_refused() {
    for text in REFUSED {
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text:?}");
        assert!(RawJson::new(text).is_err(), "{text:?}");
        assert!(Reader::parse::<Skipped>(text.as_bytes()).is_err(), "{text:?}");
    }
    for bytes in [
        b"\"\xff\"".as_slice(),
        b"\"\xc3\"",
        b"\"\xed\xa0\x80\"",
        b"\"\xf5\x80\x80\x80\"",
        b"\"\xc0\x80\"",
        b"{\"\xff\":1}",
        b"\xff",
    ] {
        assert!(serde_json::from_slice::<Value>(bytes).is_err());
        assert!(Reader::parse::<Skipped>(bytes).is_err());
    }
}

struct Skipped;

impl Json for Skipped {
    fn read(reader: &mut Reader<'_>) -> Result<Self, signet_runtime::runtime::json::ReadError> {
        reader.skip().map(|()| Self)
    }

    fn write(&self, writer: &mut Writer) {
        writer.null();
    }
}

/// A list of lists of lists.
struct Nested(Vec<Nested>);

impl Json for Nested {
    fn read(reader: &mut Reader<'_>) -> Result<Self, signet_runtime::runtime::json::ReadError> {
        Vec::read(reader).map(Self)
    }

    fn write(&self, writer: &mut Writer) {
        self.0.write(writer);
    }
}

#[test]
fn depth_is_limited_when_reading_and_when_skipping() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    for (depth, fine) in [(1, true), (127, true), (128, true), (129, false), (200_000, false)] {
        let text = nested(depth);
        assert_eq!(Reader::parse::<Nested>(text.as_bytes()).is_ok(), fine, "{depth}");
        assert_eq!(Reader::parse::<Skipped>(text.as_bytes()).is_ok(), fine, "{depth}");
        assert_eq!(Reader::parse::<Skipped>(objects(depth).as_bytes()).is_ok(), fine, "{depth}");
        assert_eq!(RawJson::new(&objects(depth)).is_ok(), fine, "{depth}");
        read_all_ways(text.as_bytes());
    }
    // What is skipped counts together with what it is in.
    let inside = |depth: usize| format!("[{}]", nested(depth));
    assert!(Reader::parse::<Vec<Skipped>>(inside(127).as_bytes()).is_ok());
    let error = Reader::parse::<Vec<Skipped>>(inside(128).as_bytes()).err().unwrap();
    assert_eq!(error.expected(), "no more than 128 values inside each other");
    // Breadth is not depth.
    assert!(Reader::parse::<Vec<Nested>>(format!("[{}[]]", "[[]],".repeat(1000)).as_bytes()).is_ok());
}

/// A value of 4 KiB.
struct Wide([u8; 4096]);

impl Json for Wide {
    fn read(reader: &mut Reader<'_>) -> Result<Self, json::ReadError> {
        reader.boolean().map(|value| Self([value.into(); 4096]))
    }

    fn write(&self, writer: &mut Writer) {
        writer.boolean(self.0 != [0; 4096]);
    }
}

/// A large type that leads back to itself.
struct Deep {
    wide: Option<Wide>,
    inner: Option<Vec<Deep>>,
}

impl Json for Deep {
    fn read(reader: &mut Reader<'_>) -> Result<Self, json::ReadError> {
        let (mut wide, mut inner) = (None, None);
        reader.object(&[json::Optional("wide"), json::Optional("inner")], &mut [&mut wide, &mut inner])?;
        Ok(Self { wide, inner })
    }

    fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        writer.optional("wide", &self.wide);
        writer.optional("inner", &self.inner);
        writer.end_object();
    }
}

#[test]
fn large_values_are_nested_less_deep() {
    let nested = |depth: usize| format!("{}{{\"wide\":true}}{}", "{\"inner\":[".repeat(depth), "]}".repeat(depth));
    assert!(Reader::parse::<Deep>(nested(12).as_bytes()).is_ok());
    let error = Reader::parse::<Deep>(nested(20).as_bytes()).err().unwrap();
    assert_eq!(error.expected(), "no more than 128 KiB of values inside each other");
    // Breadth is not depth.
    let beside = vec![nested(10); 100].join(",");
    assert!(Reader::parse::<Vec<Deep>>(format!("[{beside}]").as_bytes()).is_ok());
}

#[test]
fn minus_zero_is_an_integer() {
    // `serde_json` makes a float of it, which no integer type accepts.
    assert_eq!(Reader::parse::<i64>(b"-0"), Ok(0));
    assert_eq!(Reader::parse::<u64>(b"-0"), Ok(0));
    assert!(Reader::parse::<f64>(b"-0").unwrap().is_sign_negative());
}

#[test]
fn the_last_of_two_equal_keys_wins() {
    let map = Reader::parse::<BTreeMap<String, i64>>(br#"{"a":1,"b":2,"\u0061":3}"#).unwrap();
    assert_eq!(map, [("a".to_owned(), 3), ("b".to_owned(), 2)].into());
}

#[test]
fn writing_separates_what_must_be_separated() {
    let mut writer = Writer::new();
    writer.begin_object();
    writer.key("a");
    writer.begin_array();
    writer.integer(1);
    writer.begin_object();
    writer.end_object();
    writer.begin_array();
    writer.end_array();
    writer.string("x");
    writer.null();
    writer.end_array();
    writer.key("b\"");
    writer.boolean(true);
    writer.key("c");
    writer.f64(1.0);
    writer.end_object();
    assert_eq!(writer.finish().unwrap(), br#"{"a":[1,{},[],"x",null],"b\"":true,"c":1.0}"#);
}

#[test]
fn a_tag_is_found_ahead() {
    let text = br#" {"x":{"type":"no"},"list":["type"],"ty\u0070e":"y\u0065s","n":1}"#;
    let mut reader = Reader::new(text).unwrap();
    assert_eq!(reader.tag("type").unwrap().as_deref(), Some("yes"));
    assert_eq!(reader.tag("n").unwrap().as_deref(), Some("1"));
    assert_eq!(reader.tag("list").unwrap(), None);
    assert_eq!(reader.tag("none").unwrap(), None);
    assert_eq!(reader.property("list").unwrap(), Some(signet_runtime::runtime::json::Kind::Array));
    assert_eq!(reader.raw().unwrap(), std::str::from_utf8(text).unwrap().trim());
    assert_eq!(Reader::new(b"[]").unwrap().tag("type"), Ok(None));
    assert!(Reader::new(b"{\"a\":tru}").unwrap().tag("type").is_err());
}

/// Tags that a union writes come first in the next object, outermost first; what is kept raw has its own.
#[test]
fn tags_begin_the_next_object() {
    let mut writer = Writer::new();
    writer.begin_array();
    writer.tag("kind", "a");
    writer.tag("form", "b\"");
    BTreeMap::from([("x".to_owned(), 1_i32)]).write(&mut writer);
    writer.tag("kind", "c");
    RawJson::new(r#"{"kind":"d"}"#).unwrap().write(&mut writer);
    BTreeMap::<String, i32>::new().write(&mut writer);
    writer.end_array();
    assert_eq!(writer.finish().unwrap(), br#"[{"kind":"a","form":"b\"","x":1},{"kind":"d"},{}]"#);
}
