//! secp256k1 keys in memory: a scalar flows in, ECDSA signatures of requests flow out.

use std::fmt;

use k256::ecdsa::signature::hazmat::PrehashSigner as _;
use k256::ecdsa::{Signature, SigningKey};
use zeroize::{Zeroize as _, Zeroizing};

use crate::runtime::sign::hex::{self, KeyError};
use crate::runtime::sign::signing::{Algorithm, Signer, SignerError};
use crate::runtime::transport::interface::BoxFuture;

/// Signs with ECDSA over secp256k1, with a key in memory; the key is wiped when it is dropped, and `Debug` shows the
/// public key only.
///
/// Nonces are deterministic (RFC 6979), so that a digest has one signature and no random numbers are needed. `s` is
/// always the lower one of the two valid values (at most half of the order), since servers refuse malleable signatures.
/// The signature is DER. The payload is a digest of 32 bytes; any other length is refused, since ECDSA would sign only
/// a part of it.
///
/// It is not `Clone`, so that there is one copy of the key; share it as `Arc<EcdsaSecp256k1Signer>`, which is a signer,
/// too.
pub struct EcdsaSecp256k1Signer {
    key: SigningKey,
    public_key: Vec<u8>,
}

impl EcdsaSecp256k1Signer {
    /// Creates a signer from the 64 hexadecimal digits of a private key, in either case; whitespace around it is
    /// ignored.
    ///
    /// Zero, and a number that is not smaller than the order of the curve, is [`KeyError::OutOfRange`].
    pub fn from_hex(key: &str) -> Result<Self, KeyError> {
        Self::new(&hex::decode_key(key)?)
    }

    /// Takes the private key as 32 bytes, the highest first.
    pub fn from_bytes(mut key: [u8; 32]) -> Result<Self, KeyError> {
        let signer = Self::new(&Zeroizing::new(key));
        key.zeroize();
        signer
    }

    /// Takes the private key from PKCS#8 PEM, as `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1` writes it.
    #[cfg(feature = "pem")]
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::new(&crate::runtime::sign::pem::secp256k1(text)?)
    }

    /// Generates a private key from the operating system's random numbers, and returns it in hexadecimal, too.
    ///
    /// Store the key for [`from_hex`](Self::from_hex): the signer does not return it again.
    #[cfg(feature = "keygen")]
    pub fn generate() -> Result<(Self, Zeroizing<String>), KeyError> {
        let mut key = Zeroizing::new([0; 32]);
        // Of 2^128 draws, one is zero or too large.
        loop {
            getrandom::fill(key.as_mut_slice()).map_err(|_| KeyError::NoRandomness)?;
            if let Ok(signer) = Self::new(&key) {
                return Ok((signer, Zeroizing::new(hex::encode(key.as_slice()))));
            }
        }
    }

    fn new(key: &Zeroizing<[u8; 32]>) -> Result<Self, KeyError> {
        let key = SigningKey::from_slice(key.as_slice()).map_err(|_| KeyError::OutOfRange)?;
        let public_key = key.verifying_key().to_encoded_point(true).as_bytes().to_vec();
        Ok(Self { key, public_key })
    }

    fn sign_digest(&self, payload: &[u8]) -> Result<Vec<u8>, SignerError> {
        if payload.len() != 32 {
            return Err(SignerError::new(format!("ECDSA with secp256k1 signs 32 bytes, not {}", payload.len())));
        }
        let signature: Signature =
            self.key.sign_prehash(payload).map_err(|_| SignerError::new("the secp256k1 key did not sign"))?;
        Ok(signature.normalize_s().unwrap_or(signature).to_der().as_bytes().to_vec())
    }

    /// Returns the public key, a compressed point, as 66 lower-case hexadecimal digits, for registering it with the API's operator.
    pub fn public_key_hex(&self) -> String {
        hex::encode(&self.public_key)
    }
}

impl Signer for EcdsaSecp256k1Signer {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EcdsaSecp256k1
    }

    fn public_key(&self) -> &[u8] {
        &self.public_key
    }

    fn sign<'a>(&'a self, payload: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignerError>> {
        Box::pin(std::future::ready(self.sign_digest(payload)))
    }
}

impl fmt::Debug for EcdsaSecp256k1Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcdsaSecp256k1Signer({})", self.public_key_hex())
    }
}
