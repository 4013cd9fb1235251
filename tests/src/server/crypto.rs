//! Signatures as the API documents them, over ring: the clients sign and check with another library.

use ring::digest::{SHA256, digest};
use ring::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};

/// Tells whether `signature` is Ed25519 by `key` over the text, hashed twice; both are hexadecimal.
pub fn is_signed(key: &str, signature: &str, text: &[u8]) -> bool {
    let (Some(key), Some(signature)) = (from_hex(key), from_hex(signature)) else {
        return false;
    };
    UnparsedPublicKey::new(&ED25519, key).verify(&hashed_twice(text), &signature).is_ok()
}

/// Signs the text, hashed twice, with a seed; both seed and signature are hexadecimal.
pub fn sign(seed: &str, text: &[u8]) -> String {
    let pair = Ed25519KeyPair::from_seed_unchecked(&from_hex(seed).unwrap()).unwrap();
    to_hex(pair.sign(&hashed_twice(text)).as_ref())
}

fn hashed_twice(text: &[u8]) -> Vec<u8> {
    digest(&SHA256, digest(&SHA256, text).as_ref()).as_ref().to_vec()
}

/// Writes lower-case hexadecimal.
pub fn to_hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Reads lower-case hexadecimal.
fn from_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let is_lower = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if !is_lower || !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()).collect()
}
