//! Signers with keys outside of memory, errors of keys, and the verification of responses.

pub use crate::runtime::auth::credential::Verify;
pub use crate::runtime::sign::hex::KeyError;
pub use crate::runtime::sign::signing::{Algorithm, Signer, SignerError};
