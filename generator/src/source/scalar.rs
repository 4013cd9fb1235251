//! What an unquoted YAML scalar means: YAML 1.2's core schema, less the parts that would harm documents.
//!
//! `y`, `on`, `=`, dates, `1:30` and `1_000` are texts, as in 1.2. So is `0123`: an identifier with a leading zero is common
//! in documents and an octal number is not.

use super::events::Scalar;

/// Reads an unquoted scalar.
pub(super) fn plain(text: &str) -> Scalar<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "true" | "True" | "TRUE" => Scalar::Bool(true),
        "false" | "False" | "FALSE" => Scalar::Bool(false),
        _ if is_number(text) => Scalar::Number(text),
        _ => Scalar::Text(text),
    }
}

/// Tells whether a text is a number's literal.
pub(super) fn is_number(text: &str) -> bool {
    // Nearly all scalars are words: one look at the first byte settles them.
    if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.')) {
        return false;
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if let Some(digits) = unsigned.strip_prefix("0x") {
        return all(digits, u8::is_ascii_hexdigit);
    }
    if let Some(digits) = unsigned.strip_prefix("0o") {
        return all(digits, |byte| (b'0'..=b'7').contains(byte));
    }
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    decimal(unsigned)
}

fn decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let padded = whole.len() > 1 && whole.starts_with('0') && fraction.is_none() && exponent.is_none();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    !padded
        && digits(whole)
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
        && (!whole.is_empty() || fraction.is_some_and(|fraction| !fraction.is_empty()))
}

fn all(text: &str, fits: impl Fn(&u8) -> bool) -> bool {
    !text.is_empty() && text.as_bytes().iter().all(fits)
}

#[cfg(test)]
mod tests {
    use super::{Scalar, plain};

    #[test]
    fn numbers() {
        for text in ["0", "-1", "+1", "1.5", "1.", ".5", "1e3", "1E-3", "0xfF", "0o17", ".inf", "-.Inf", ".nan", "0.10"]
        {
            assert_eq!(plain(text), Scalar::Number(text), "{text}");
        }
    }

    #[test]
    fn texts() {
        for text in [
            "=",
            "y",
            "n",
            "on",
            "off",
            "yes",
            "2024-01-01",
            "2001-12-14T21:59:43Z",
            "1:30",
            "190:20:30",
            "1_000",
            "0123",
            "0x",
            "0xg",
            "-",
            "+",
            ".",
            "e3",
            "1e",
            "--1",
            "1.2.3",
            "-.nan",
            "0b11",
            "2XX",
            "inf",
            "NaN",
            "<<",
        ] {
            assert_eq!(plain(text), Scalar::Text(text), "{text}");
        }
    }

    #[test]
    fn words() {
        assert_eq!(plain("~"), Scalar::Null);
        assert_eq!(plain(""), Scalar::Null);
        assert_eq!(plain("TRUE"), Scalar::Bool(true));
        assert_eq!(plain("nUll"), Scalar::Text("nUll"));
    }
}
