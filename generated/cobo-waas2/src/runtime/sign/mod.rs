//! Signatures: of requests by a key, and of responses by the API's.

pub mod digest;
pub mod ed25519;
pub mod hex;
#[cfg(feature = "pem")]
pub mod pem;
#[cfg(feature = "ecdsa-secp256k1")]
pub mod secp256k1;
pub mod signing;
pub mod verification;
