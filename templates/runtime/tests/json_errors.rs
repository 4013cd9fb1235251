//! What a reader is told about JSON that does not fit: where, what was expected, the kind of what was found; never the text itself.
#![cfg(feature = "runtime")]
#![expect(clippy::expect_used, reason = "a test's helpers fail the test")]
#![expect(clippy::float_cmp, reason = "reading is exact")]

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

use signet_runtime::runtime::json::{self, Found, Json, RawJson, ReadError, Reader, Writer, path_at};

#[derive(Debug)]
#[expect(dead_code, reason = "only reading it is tested")]
struct Item {
    id: i64,
    name: Option<String>,
    inner: Vec<Item>,
}

impl Json for Item {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut id: Option<i64> = None;
        let mut name: Option<String> = None;
        let mut inner: Option<Vec<Item>> = None;
        let read = reader.object(
            &[json::Required("id"), json::Optional("name"), json::Optional("inner")],
            &mut [&mut id, &mut name, &mut inner],
        );
        let Some(id) = id else {
            return Err(reader.unread(read));
        };
        Ok(Self { id, name, inner: inner.unwrap_or_default() })
    }

    fn write(&self, writer: &mut Writer) {
        writer.null();
    }
}

fn refused<T: Json>(text: &str) -> (usize, String, Found, String) {
    let error = Reader::parse::<T>(text.as_bytes()).err().expect("it is refused");
    let path = path_at(text.as_bytes(), error.offset());
    (error.offset(), error.expected().to_owned(), error.found(), path)
}

#[track_caller]
fn check<T: Json>(text: &str, offset: usize, expected: &str, found: Found, path: &str) {
    assert_eq!(refused::<T>(text), (offset, expected.to_owned(), found, path.to_owned()), "{text}");
}

#[test]
fn kinds_are_named() {
    for (text, found) in [
        ("null", Found::Null),
        ("true", Found::Boolean),
        ("-1", Found::Number),
        ("\"a\"", Found::String),
        ("[]", Found::Array),
        ("{}", Found::Object),
        ("?", Found::Malformed),
        ("", Found::End),
    ] {
        if found != Found::String {
            check::<String>(text, 0, "a string", found, "$");
        }
        if found != Found::Object {
            check::<Item>(text, 0, "an object", found, "$");
            check::<BTreeMap<String, i64>>(text, 0, "an object", found, "$");
        }
        if found != Found::Array {
            check::<Vec<i64>>(text, 0, "an array", found, "$");
        }
        if found != Found::Boolean {
            check::<bool>(text, 0, "a boolean", found, "$");
        }
        if found != Found::Number {
            check::<f64>(text, 0, "a number", found, "$");
            check::<i32>(text, 0, "an integer from -2147483648 to 2147483647", found, "$");
        }
    }
}

#[test]
fn integers_name_their_range() {
    const I32: &str = "an integer from -2147483648 to 2147483647";
    const I64: &str = "an integer from -9223372036854775808 to 9223372036854775807";
    const U32: &str = "an integer from 0 to 4294967295";
    const U64: &str = "an integer from 0 to 18446744073709551615";
    for text in ["43199.0", "1e3", "1.5", "2147483648", "-2147483649", "99999999999999999999999"] {
        check::<i32>(text, 0, I32, Found::Number, "$");
    }
    for text in [
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "1E2",
        "123456789012345678901234567890.5",
    ] {
        check::<i64>(text, 0, I64, Found::Number, "$");
    }
    check::<u32>("-1", 0, U32, Found::Number, "$");
    check::<u32>("4294967296", 0, U32, Found::Number, "$");
    check::<u64>("-1", 0, U64, Found::Number, "$");
    check::<u64>("18446744073709551616", 0, U64, Found::Number, "$");
    check::<i64>("\"1\"", 0, I64, Found::String, "$");
    check::<i64>("01", 0, "a number without leading zeros", Found::Malformed, "$");
    check::<i64>("-", 1, "a digit", Found::End, "$");
    check::<i64>("-x", 1, "a digit", Found::Malformed, "$");
    check::<i64>("1.x", 2, "a digit", Found::Malformed, "$");
    assert_eq!(Reader::parse::<i64>(b"-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(Reader::parse::<u64>(b"18446744073709551615"), Ok(u64::MAX));
    assert_eq!(Reader::parse::<i32>(b" -2147483648 "), Ok(i32::MIN));
}

#[test]
fn floats_are_finite() {
    check::<f64>("1e999", 0, "a number from -1.7976931348623157e308 to 1.7976931348623157e308", Found::Number, "$");
    check::<f64>("-1e999", 0, "a number from -1.7976931348623157e308 to 1.7976931348623157e308", Found::Number, "$");
    check::<f64>("NaN", 0, "a number", Found::Malformed, "$");
    check::<f64>("Infinity", 0, "a number", Found::Malformed, "$");
    check::<f64>("-Infinity", 1, "a digit", Found::Malformed, "$");
    assert_eq!(Reader::parse::<f64>(b"1e-999"), Ok(0.0));
    assert_eq!(
        Reader::parse::<f64>(format!("{}.5", "1".repeat(300)).as_bytes()).unwrap(),
        "1".repeat(300).parse::<f64>().unwrap()
    );
    let long = format!("0.{}", "1".repeat(10_000));
    assert_eq!(Reader::parse::<f64>(long.as_bytes()).unwrap(), long.parse::<f64>().unwrap());
}

#[test]
fn paths_lead_to_the_value() {
    const RANGE: &str = "an integer from -9223372036854775808 to 9223372036854775807";
    check::<Item>(r#"{"id":"1"}"#, 6, RANGE, Found::String, "$.id");
    check::<Item>(r#"{"id":1,"inner":[{"id":2},{"id":true}]}"#, 32, RANGE, Found::Boolean, "$.inner[1].id");
    check::<Item>(r#"{"id":1,"inner":[{"id":2},{"name":"a"}]}"#, 37, "the property `id`", Found::Missing, "$.inner[1]");
    check::<Item>("{ }", 2, "the property `id`", Found::Missing, "$");
    check::<Item>(r#"{"a":[[1],{"b":"]}\""}],"id":1,"inner":[1]}"#, 40, "an object", Found::Number, "$.inner[0]");
    check::<Item>(r#"{"id":1,"inner":{}}"#, 16, "an array", Found::Object, "$.inner");
    check::<Item>(r#"{"id":1,"name":"a\q"}"#, 18, "an escape that JSON knows", Found::Malformed, "$.name");
    check::<Item>("{\"id\":1,\"name\":\"a\nb\"}", 17, "control characters to be escaped", Found::Malformed, "$.name");
    check::<Item>(r#"{"id":1,"name":"abc"#, 19, "the end of the string", Found::End, "$.name");
    check::<Item>(r#"{"id":1 "name":2}"#, 8, "`,` or `}`", Found::Malformed, "$");
    check::<Item>(r#"{"id":1,"inner":[ {"id":1} {"#, 27, "`,` or `]`", Found::Malformed, "$.inner[0]");
    check::<Item>(r#"{"id":1,}"#, 8, "a property name", Found::Malformed, "$");
    check::<Item>(r#"{"id" 1}"#, 6, "`:`", Found::Malformed, "$.id");
    check::<Item>(r#"{"id":1} x"#, 9, "the end of the text", Found::Malformed, "$");
    check::<Item>(r#"{"id":nul}"#, 6, RANGE, Found::Malformed, "$.id");
    check::<Item>(r#"{"id":1,"name":nul}"#, 15, "a value", Found::Malformed, "$.name");
    check::<Item>(
        r#"{"id":1,"other":[1,{"x":01}]}"#,
        24,
        "a number without leading zeros",
        Found::Malformed,
        "$.other[1].x",
    );
    check::<BTreeMap<String, i64>>(r#"{"a b":true}"#, 7, RANGE, Found::Boolean, r#"$["a b"]"#);
    check::<BTreeMap<String, i64>>(r#"{"a\"b":true}"#, 8, RANGE, Found::Boolean, r#"$["a\"b"]"#);
    check::<BTreeMap<String, i64>>(r#"{"\u0061":true}"#, 10, RANGE, Found::Boolean, "$.a");
    check::<Vec<Vec<i64>>>("[[1],[],[2,null]]", 11, RANGE, Found::Null, "$[2][1]");
}

#[test]
fn long_keys_are_cut_in_paths() {
    let text = format!("{{\"{}\":true}}", "k".repeat(10_000));
    let (_, _, _, path) = refused::<BTreeMap<String, i64>>(&text);
    assert_eq!(path, format!("$[\"{}…\"]", "k".repeat(64)));
}

#[test]
fn text_of_the_document_is_in_no_error() {
    for text in ["{\"id\":\"hunter2\"}", "{\"id\":hunter2}", "{\"name\":\"hunter2", "\"hunter2\"", "hunter2"] {
        let error = Reader::parse::<Item>(text.as_bytes()).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"));
        assert!(!error.to_string().contains('\n'));
    }
    let error = Reader::parse::<Item>(b"{\"id\":\"1\"}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected an integer from -9223372036854775808 to 9223372036854775807, found a string at byte 6"
    );
    assert_eq!(std::mem::size_of::<ReadError>(), std::mem::size_of::<usize>());
}

#[test]
fn raw_json_is_equal_by_value() {
    let hash = |raw: &RawJson| BuildHasherDefault::<DefaultHasher>::default().hash_one(raw);
    for (one, other, equal) in [
        ("[1, 2]", "[1,2]", true),
        ("[1,2]", "[2,1]", false),
        (r#"{"a":1,"b":[]}"#, r#"{ "b": [ ], "a": 1 }"#, true),
        (r#"{"a":1}"#, r#"{"a":1,"b":null}"#, false),
        (r#"{"a":1,"a":2}"#, r#"{"a":2}"#, true),
        (r#""\u00e9\/""#, "\"é/\"", true),
        (r#"{"\u0061":1}"#, r#"{"a":1}"#, true),
        ("1", "1.0", true),
        ("100", "1e2", true),
        ("0.10", "1E-1", true),
        ("-0", "0.0e5", true),
        ("-1", "1", false),
        // Beyond what any float tells apart.
        ("123456789012345678901234567890.5", "123456789012345678901234567890.50", true),
        ("9007199254740993", "9007199254740992", false),
        ("1e99999999999999999999", "1e99999999999999999999", true),
        ("1e99999999999999999999", "1e99999999999999999998", false),
        ("1", "\"1\"", false),
        ("null", "false", false),
        ("[]", "{}", false),
        ("[[]]", "[]", false),
    ] {
        let [one, other] = [one, other].map(|text| RawJson::new(text).expect("it is JSON"));
        assert_eq!(one == other, equal, "{} {}", one.as_str(), other.as_str());
        assert!(!equal || hash(&one) == hash(&other), "{} {}", one.as_str(), other.as_str());
    }
    let deep = "[".repeat(128) + &"]".repeat(128);
    assert_eq!(RawJson::new(&deep).expect("it is JSON"), RawJson::new(&deep.replace('[', "[ ")).expect("it is JSON"));
}

#[test]
fn raw_json_keeps_text_and_shows_its_length() {
    let raw = RawJson::new(" {\"a\" : 123456789012345678901234567890.50 }\n").unwrap();
    assert_eq!(raw.as_str(), "{\"a\" : 123456789012345678901234567890.50 }");
    assert_eq!(format!("{raw:?}"), "RawJson(42 bytes)");
    assert_eq!(RawJson::from_value(&vec![1, 2]).unwrap().parse::<Vec<i64>>(), Ok(vec![1, 2]));
    let mut writer = Writer::new();
    writer.string("hunter2");
    assert_eq!(format!("{writer:?} {:?}", Reader::new(b"\"hunter2\"").unwrap()), "Writer(9 bytes) Reader(byte 0 of 9)");
    assert_eq!(RawJson::default().as_str(), "null");
    assert!("{} {}".parse::<RawJson>().is_err());
}

#[test]
fn what_is_not_finite_has_no_json() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = Writer::render(&vec![1.0, number]).unwrap_err();
        assert_eq!(error.to_string(), "a number is NaN or infinite, which JSON cannot represent");
        assert!(RawJson::from_value(&number).is_err());
    }
}
