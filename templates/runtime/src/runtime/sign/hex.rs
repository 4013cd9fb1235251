//! Keys and signatures in hexadecimal.

use std::fmt;

use zeroize::Zeroizing;

/// Why a key could not be read. It never holds the key or a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The string contains a character that is not a hexadecimal digit, such as the `x` of a leading `0x`.
    NotHex,
    /// The string has the wrong number of hexadecimal digits.
    Length {
        /// How many digits a key has.
        expected: usize,
        /// How many characters the text has, without the whitespace around it.
        found: usize,
    },
    /// A private key is zero, or not smaller than the order of the curve.
    OutOfRange,
    /// The text is not PEM.
    NotPem,
    /// The PEM does not contain a private key in PKCS#8 (`BEGIN PRIVATE KEY`), or is damaged.
    NotPkcs8,
    /// The private key is encrypted.
    Encrypted,
    /// The private key is one of another algorithm.
    OtherAlgorithm {
        /// The algorithm that was expected, by name.
        expected: &'static str,
    },
    /// The operating system gave no random numbers to make a key of.
    NoRandomness,
    /// The public key is not a point of the curve, or a weak one, for which forged signatures are valid.
    NotAKey,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotHex => f.write_str("the key is not hexadecimal"),
            Self::Length { expected, found } => {
                write!(f, "the key has {found} characters instead of {expected} hexadecimal digits")
            }
            Self::OutOfRange => f.write_str("the private key is zero or not smaller than the order of the curve"),
            Self::NotPem => f.write_str("the key is not PEM, which begins with `-----BEGIN PRIVATE KEY-----`"),
            Self::NotPkcs8 => f.write_str(
                "the PEM contains no private key in PKCS#8: convert it with `openssl pkcs8 -topk8 -nocrypt`",
            ),
            Self::Encrypted => f.write_str("the private key is encrypted: decrypt it with `openssl pkcs8`"),
            Self::OtherAlgorithm { expected } => write!(f, "the private key is not one for {expected}"),
            Self::NoRandomness => f.write_str("the operating system gave no random numbers"),
            Self::NotAKey => f.write_str("the public key is not a valid point of the curve"),
        }
    }
}

impl std::error::Error for KeyError {}

/// Writes bytes as lower-case hexadecimal.
pub fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().map_or('0', char::from);
    bytes.iter().flat_map(|byte| [digit(byte / 16), digit(byte % 16)]).collect()
}

/// Reads exactly `N` bytes of hexadecimal, in either case.
///
/// The bytes are wiped when they are dropped, since they may be a private key.
pub fn decode<const N: usize>(text: &[u8]) -> Result<Zeroizing<[u8; N]>, KeyError> {
    let mut bytes = Zeroizing::new([0; N]);
    // A wrong character is worse news than a wrong length: it tells that the text is something else altogether.
    if !text.iter().all(u8::is_ascii_hexdigit) {
        return Err(KeyError::NotHex);
    }
    if text.len() != 2 * N {
        return Err(KeyError::Length { expected: 2 * N, found: text.len() });
    }
    for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
        *byte = pair.iter().fold(0, |high, digit| high << 4 | nibble(*digit));
    }
    Ok(bytes)
}

/// Reads a key of `N` bytes, as people paste it: whitespace around it does no harm.
pub fn decode_key<const N: usize>(text: &str) -> Result<Zeroizing<[u8; N]>, KeyError> {
    decode(text.trim().as_bytes())
}

/// Returns the value of a hexadecimal digit, without a branch or a table that a private key's digits would steer.
fn nibble(digit: u8) -> u8 {
    // Letters have bit 6 set and count from 1 (`a` is 0x61); digits count from 0.
    (digit & 0x0f) + 9 * (digit >> 6)
}
