//! ECDSA on secp256k1 for the mock server: keys and bytes flow in, verdicts flow out.

use k256::ecdsa::signature::hazmat::PrehashVerifier as _;
use k256::ecdsa::{Signature, VerifyingKey};

/// Tells whether the signature over `payload`, a digest, is that of a secp256k1 key.
pub fn check(key: &[u8], payload: &[u8], signature: &[u8]) -> bool {
    match (VerifyingKey::from_sec1_bytes(key), Signature::from_der(signature)) {
        (Ok(key), Ok(signature)) => key.verify_prehash(payload, &signature).is_ok(),
        _ => false,
    }
}
