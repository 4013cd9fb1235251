//! Signing: keys that are kept elsewhere, and what goes wrong with those in memory.

pub use crate::runtime::sign::hex::KeyError;
pub use crate::runtime::sign::signing::{Algorithm, Signer, SignerError};
