//! A number as it was written: the literal is what schemas, defaults and examples show, and no integer is too long for it.

use std::fmt;

/// A number that loses nothing of what the document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(Repr);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Repr {
    /// Written as its digits, which is nearly always so: no allocation.
    Integer(i64),
    /// Anything else: `1.50`, `1e3`, `0xff`, 40 digits, `.inf`.
    Literal(Box<str>),
}

impl Number {
    /// Keeps a literal that is already known to be a number.
    pub(super) fn literal(literal: &str) -> Self {
        // `-0`, `+1` and `007` would come back changed.
        let digits = literal.strip_prefix('-').unwrap_or(literal);
        let plain = digits == "0" && literal == "0" || digits.starts_with(|first: char| ('1'..='9').contains(&first));
        match literal.parse() {
            Ok(integer) if plain => Self(Repr::Integer(integer)),
            _ => Self(Repr::Literal(literal.into())),
        }
    }

    /// Returns the value, if it is a whole number that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Integer(integer) => Some(*integer),
            Repr::Literal(_) => i64::try_from(self.as_i128()?).ok(),
        }
    }

    /// Returns the value, if it is a whole number that fits.
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Repr::Integer(integer) => u64::try_from(*integer).ok(),
            Repr::Literal(_) => u64::try_from(self.as_i128()?).ok(),
        }
    }

    /// Returns the value, if it is a whole number that fits; `1.0` and `1e3` are whole numbers too.
    pub fn as_i128(&self) -> Option<i128> {
        match &self.0 {
            Repr::Integer(integer) => Some(i128::from(*integer)),
            Repr::Literal(literal) => integer(literal),
        }
    }

    /// Returns the nearest floating-point value; it is not finite for `.inf`, `.nan` and what is beyond the type.
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            // The nearest value is what is asked for.
            #[allow(clippy::cast_precision_loss)]
            Repr::Integer(integer) => *integer as f64,
            Repr::Literal(literal) => float(literal),
        }
    }

    /// Tells whether it is written as an integer: `1`, not `1.0`.
    pub fn is_integer_literal(&self) -> bool {
        match &self.0 {
            Repr::Integer(_) => true,
            Repr::Literal(literal) => {
                let digits = literal.trim_start_matches(['+', '-']);
                digits.starts_with("0x") || digits.bytes().all(|byte| byte.is_ascii_digit())
            }
        }
    }

    /// Converts to JSON; what JSON libraries cannot hold in 64 bits becomes a string.
    pub fn to_json(&self) -> serde_json::Value {
        if let Some(integer) = self.as_i64().filter(|_| self.is_integer_literal()) {
            return integer.into();
        }
        if let Some(integer) = self.as_u64().filter(|_| self.is_integer_literal()) {
            return integer.into();
        }
        if !self.is_integer_literal()
            && let Some(number) = serde_json::Number::from_f64(self.as_f64())
        {
            return serde_json::Value::Number(number);
        }
        serde_json::Value::String(self.to_string())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Integer(integer) => write!(formatter, "{integer}"),
            Repr::Literal(literal) => formatter.write_str(literal),
        }
    }
}

fn integer(literal: &str) -> Option<i128> {
    let (negative, digits) = match literal.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, literal.strip_prefix('+').unwrap_or(literal)),
    };
    let magnitude = if let Some(rest) = digits.strip_prefix("0x") {
        i128::from_str_radix(rest, 16).ok()?
    } else if let Some(rest) = digits.strip_prefix("0o") {
        i128::from_str_radix(rest, 8).ok()?
    } else if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse().ok()?
    } else {
        let value: f64 = digits.parse().ok()?;
        // Every whole number up to 2^53 is exact; above it a fraction cannot be told from none.
        if value.fract() != 0.0 || value > 9_007_199_254_740_992.0 {
            return None;
        }
        // Just checked to be whole and small.
        #[allow(clippy::cast_possible_truncation)]
        let value = value as i128;
        value
    };
    Some(if negative { -magnitude } else { magnitude })
}

fn float(literal: &str) -> f64 {
    if let Ok(value) = literal.parse::<f64>() {
        return value;
    }
    match literal.trim_start_matches('+').to_ascii_lowercase().as_str() {
        ".inf" => f64::INFINITY,
        "-.inf" => f64::NEG_INFINITY,
        // The nearest value is what is asked for.
        #[allow(clippy::cast_precision_loss)]
        _ => integer(literal).map_or(f64::NAN, |value| value as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn keeps_what_is_written() {
        for literal in ["0", "-0", "+1", "1.50", "1e3", "0xff", "-12", "123456789012345678901234567890123456789012"] {
            assert_eq!(Number::literal(literal).to_string(), literal);
        }
    }

    #[test]
    fn reads_whole_numbers_however_written() {
        for (literal, value) in
            [("7", 7), ("-7", -7), ("+7", 7), ("7.0", 7), ("1e3", 1000), ("0xff", 255), ("0o17", 15)]
        {
            assert_eq!(Number::literal(literal).as_i64(), Some(value), "{literal}");
        }
        assert_eq!(Number::literal("1.5").as_i64(), None);
        assert_eq!(Number::literal("9223372036854775808").as_i64(), None);
        assert_eq!(Number::literal("9223372036854775808").as_u64(), Some(1 << 63));
    }

    #[test]
    fn becomes_json_without_loss_of_integers() {
        assert_eq!(Number::literal("18446744073709551615").to_json(), serde_json::json!(u64::MAX));
        assert_eq!(Number::literal("18446744073709551616").to_json(), serde_json::json!("18446744073709551616"));
        assert_eq!(Number::literal("1.50").to_json(), serde_json::json!(1.5));
        assert_eq!(Number::literal(".inf").to_json(), serde_json::json!(".inf"));
    }
}
