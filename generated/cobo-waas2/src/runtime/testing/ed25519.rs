//! Ed25519 for the mock server: keys and bytes flow in, signatures and verdicts flow out.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

/// Tells whether the signature over `payload` is that of an Ed25519 key.
pub fn check(key: &[u8], payload: &[u8], signature: &[u8]) -> bool {
    let key = key.try_into().ok().and_then(|key| VerifyingKey::from_bytes(key).ok());
    match (key, Signature::from_slice(signature)) {
        (Some(key), Ok(signature)) => key.verify_strict(payload, &signature).is_ok(),
        _ => false,
    }
}

/// Signs with the key of a seed.
pub fn sign(seed: &[u8; 32], payload: &[u8]) -> Vec<u8> {
    SigningKey::from_bytes(seed).sign(payload).to_bytes().to_vec()
}

/// Returns the public key to a seed.
pub fn public_key(seed: &[u8; 32]) -> Vec<u8> {
    SigningKey::from_bytes(seed).verifying_key().to_bytes().to_vec()
}
