//! Texts of a format: what is read of them, how it is written again, and what is refused.
#![cfg(feature = "runtime")]
#![expect(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use chrono::{DateTime, FixedOffset, NaiveDate};
use proptest::prelude::*;
use signet_runtime::runtime::json::{Found, Json, Reader, Writer};
use signet_runtime::runtime::{Base64, rfc3339};
use uuid::Uuid;

/// Reads each text and writes what was read, then reads that again.
fn round<T: Json + PartialEq + std::fmt::Debug>(cases: &[(&str, &str)]) {
    for (text, written) in cases {
        let value: T = Reader::parse(format!("{text:?}").as_bytes()).unwrap();
        let json = Writer::render(&value).unwrap();
        assert_eq!(String::from_utf8(json.clone()).unwrap(), format!("{written:?}"), "{text}");
        assert_eq!(Reader::parse::<T>(&json).unwrap(), value, "{text}");
    }
}

fn refused<T: Json + std::fmt::Debug>(expected: &str, texts: &[&str]) {
    for text in texts {
        let error = Reader::parse::<T>(format!(" {text:?}").as_bytes()).unwrap_err();
        assert_eq!((error.offset(), error.expected(), error.found()), (1, expected, Found::String), "{text}");
    }
    let error = Reader::parse::<T>(b"[1]").unwrap_err();
    assert_eq!((error.offset(), error.expected(), error.found()), (0, expected, Found::Array));
}

#[test]
fn moments() {
    round::<DateTime<FixedOffset>>(&[
        ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"),
        ("2024-02-29t12:00:00z", "2024-02-29T12:00:00Z"),
        ("2024-02-29 12:00:00+00:00", "2024-02-29T12:00:00Z"),
        ("2024-02-29T12:00:00-08:00", "2024-02-29T12:00:00-08:00"),
        ("2024-02-29T12:00:00.5+05:30", "2024-02-29T12:00:00.500+05:30"),
        ("2024-02-29T12:00:00.1234567Z", "2024-02-29T12:00:00.123456700Z"),
        ("2024-02-29T12:00:00.123456789Z", "2024-02-29T12:00:00.123456789Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"),
        ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59-23:59"),
    ]);
    refused::<DateTime<FixedOffset>>(
        "a date and time with an offset (RFC 3339)",
        &[
            "",
            "2024-02-29",
            "2024-02-29T12:00:00",
            "2024-02-29T12:00Z",
            "2024-02-30T12:00:00Z",
            "2024-02-29T24:00:00Z",
            "2024-02-29T12:00:00+24:00",
            "2024-02-29T12:00:00Z ",
            "2024-02-29T12:00:00é",
            "24-02-29T12:00:00Z",
            "Thu, 29 Feb 2024 12:00:00 GMT",
            "1709208000",
        ],
    );
}

#[test]
fn days() {
    round::<NaiveDate>(&[("2024-02-29", "2024-02-29"), ("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31")]);
    refused::<NaiveDate>(
        "a date (RFC 3339)",
        &["", "2023-02-29", "2024-2-9", "2024 - 02 - 29", "2024-02-29T00:00:00Z", "29.02.2024", "20240229", "é"],
    );
}

#[test]
fn uuids() {
    let written = "123e4567-e89b-12d3-a456-426614174000";
    round::<Uuid>(&[
        (written, written),
        ("123E4567-E89B-12D3-A456-426614174000", written),
        ("123e4567e89b12d3a456426614174000", written),
    ]);
    refused::<Uuid>(
        "a UUID",
        &["", "me", "123e4567-e89b-12d3-a456-42661417400g", "123e4567-e89b-12d3-a456-4266141740001"],
    );
}

#[test]
fn bytes() {
    round::<Base64>(&[
        ("", ""),
        ("+/8=", "+/8="),
        ("-_8", "+/8="),
        ("+/8", "+/8="),
        ("-_8=", "+/8="),
        (" AAEC\r\n\tAwQ=\n", "AAECAwQ="),
    ]);
    refused::<Base64>("bytes as base64", &["%", "A", "AAA==", "A=AA", "data:;base64,AA==", "é"]);
    let secret = Base64::from(&b"key"[..]);
    assert_eq!((format!("{secret:?}"), secret.to_string()), ("Base64(3 bytes)".to_owned(), "a2V5".to_owned()));
    assert_eq!((secret.as_bytes(), secret.as_ref()), (&b"key"[..], &b"key"[..]));
    assert_eq!(secret.into_bytes().as_ref(), b"key");
    assert_eq!(serde_json::to_string(&Base64::from(vec![0])).unwrap(), "\"AA==\"");
    assert_eq!(serde_json::from_str::<Base64>("\"AA\"").unwrap(), Base64::from(vec![0]));
}

#[test]
fn small_integers() {
    fn read<T: Json>(text: &str) -> Option<T> {
        Reader::parse(text.as_bytes()).ok()
    }
    assert_eq!([read::<u8>("255"), read("256"), read("-1"), read("1.0")], [Some(255), None, None, None]);
    assert_eq!([read::<i8>("-128"), read("127"), read("128"), read("-129")], [Some(-128), Some(127), None, None]);
    assert_eq!([read::<u16>("65535"), read("65536")], [Some(65535), None]);
    assert_eq!([read::<i16>("-32768"), read("32768")], [Some(-32768), None]);
    assert_eq!(Writer::render(&vec![1_u8, 255]).unwrap(), b"[1,255]");
}

proptest! {
    /// No text makes reading panic, and what is read is written so that it is read again.
    #[test]
    fn any_text(text in "\\PC{0,40}|[0-9TtZz:+. -]{0,40}|[A-Za-z0-9+/_= -]{0,40}") {
        let json = Writer::render(&text).unwrap();
        if let Ok(moment) = Reader::parse::<DateTime<FixedOffset>>(&json) {
            let again: DateTime<FixedOffset> = Reader::parse(&Writer::render(&moment).unwrap()).unwrap();
            prop_assert_eq!((again, again.offset()), (moment, moment.offset()));
        }
        if let Ok(day) = Reader::parse::<NaiveDate>(&json) {
            prop_assert_eq!(Writer::render(&day).unwrap(), json.clone());
        }
        if let Ok(id) = Reader::parse::<Uuid>(&json) {
            prop_assert_eq!(Reader::parse::<Uuid>(&Writer::render(&id).unwrap()).unwrap(), id);
        }
        if let Ok(bytes) = Reader::parse::<Base64>(&json) {
            prop_assert_eq!(Reader::parse::<Base64>(&Writer::render(&bytes).unwrap()).unwrap(), bytes);
        }
    }

    /// Every moment that RFC 3339 can say keeps its offset, to the minute.
    #[test]
    fn any_moment(seconds in -60_000_000_000_i64..250_000_000_000, nanos in 0_u32..1_000_000_000, minutes in -1439..1440) {
        let moment = DateTime::from_timestamp(seconds, nanos).unwrap().with_timezone(&FixedOffset::east_opt(minutes * 60).unwrap());
        let again = DateTime::parse_from_rfc3339(&rfc3339(moment)).unwrap();
        prop_assert_eq!((again, again.offset()), (moment, moment.offset()));
    }
}
