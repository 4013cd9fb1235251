//! Signatures: keys that are kept elsewhere, what goes wrong with those in memory, and how responses are verified.

pub use crate::runtime::auth::credential::Verify;
pub use crate::runtime::sign::hex::KeyError;
pub use crate::runtime::sign::signing::{Algorithm, Signer, SignerError};
