//! One spelling for each JSON value, by which values are compared: no whitespace, keys in order, numbers by value.

use std::collections::BTreeMap;

use crate::runtime::json::{Json, Kind, ReadError, Reader, Writer};

/// Normalizes a JSON text, so that two texts of the same value become equal.
///
/// The last of several properties with the same name is used.
pub(in crate::runtime::json) fn canonical(text: &str) -> String {
    let mut respelled = String::with_capacity(text.len());
    let read = Reader::new(text.as_bytes()).and_then(|mut reader| append(&mut reader, &mut respelled));
    // The text was checked before, so that there is nothing to fail.
    if read.is_ok() { respelled } else { text.to_owned() }
}

/// Recursion ends with the depth that a reader allows.
fn append(reader: &mut Reader<'_>, into: &mut String) -> Result<(), ReadError> {
    match reader.kind()? {
        Kind::Null => {
            reader.take_null()?;
            into.push_str("null");
        }
        Kind::Boolean => into.push_str(if reader.boolean()? { "true" } else { "false" }),
        Kind::Number => append_number(reader.number()?, into),
        Kind::String => append_string(&reader.string()?, into),
        Kind::Array => {
            reader.begin_array()?;
            let mut separator = '[';
            while reader.next_element()? {
                into.push(separator);
                append(reader, into)?;
                separator = ',';
            }
            into.push_str(if separator == '[' { "[]" } else { "]" });
        }
        Kind::Object => {
            let mut members: BTreeMap<String, String> = BTreeMap::new();
            reader.begin_object()?;
            while let Some(key) = reader.next_key()? {
                let key = key.to_owned();
                let mut value = String::new();
                append(reader, &mut value)?;
                members.insert(key, value);
            }
            into.push('{');
            for (key, value) in members {
                append_string(&key, into);
                into.push(':');
                into.push_str(&value);
                into.push(',');
            }
            into.push('}');
        }
    }
    Ok(())
}

fn append_string(text: &str, into: &mut String) {
    let mut writer = Writer::new();
    text.to_owned().write(&mut writer);
    // A string always has a JSON form.
    into.push_str(&String::from_utf8_lossy(&writer.finish().unwrap_or_default()));
}

/// Writes a number as its digits without zeros around and a power of ten, whatever its size.
fn append_number(literal: &str, into: &mut String) {
    let (sign, magnitude) = literal.strip_prefix('-').map_or(("", literal), |magnitude| ("-", magnitude));
    let (mantissa, exponent) = magnitude.split_once(['e', 'E']).unwrap_or((magnitude, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let significant = digits.trim_end_matches('0');
    let power = exponent.parse::<i64>().ok().and_then(|exponent| {
        let zeros = i64::try_from(digits.len() - significant.len()).ok()?;
        exponent.checked_add(zeros)?.checked_sub(i64::try_from(fraction.len()).ok()?)
    });
    match (significant.trim_start_matches('0'), power) {
        ("", _) => into.push('0'),
        (significant, Some(power)) => into.extend([sign, significant, "e", &power.to_string()]),
        // A power that no machine counts to: only the same spelling is the same value.
        (_, None) => into.push_str(literal),
    }
}
