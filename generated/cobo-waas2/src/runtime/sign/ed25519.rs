//! Ed25519 keys in memory: a seed flows in, signatures of requests flow out.

use std::fmt;

use ed25519_dalek::{Signer as _, SigningKey};
use zeroize::{Zeroize as _, Zeroizing};

use crate::runtime::sign::hex::{self, KeyError};
use crate::runtime::sign::signing::{Algorithm, Signer, SignerError};
use crate::runtime::transport::interface::BoxFuture;

/// Signs with an Ed25519 key that is held in memory; the key is wiped when it is dropped, and `Debug` shows the
/// public key only.
///
/// It is not `Clone`, so that there is one copy of the key; share it as `Arc<Ed25519Signer>`, which is a signer too.
pub struct Ed25519Signer {
    key: SigningKey,
    public_key: [u8; 32],
}

impl Ed25519Signer {
    /// Creates a signer from the 64 hexadecimal digits of a private key, in either case; whitespace around it is
    /// ignored.
    ///
    /// Zero, and a number that is not smaller than the order of the curve, is [`KeyError::OutOfRange`].
    pub fn from_hex(seed: &str) -> Result<Self, KeyError> {
        hex::decode_key::<32>(seed).map(|seed| Self::new(&seed))
    }

    /// Takes the private key as its 32-byte seed.
    pub fn from_seed(mut seed: [u8; 32]) -> Self {
        let signer = Self::new(&Zeroizing::new(seed));
        seed.zeroize();
        signer
    }

    /// Takes the private key from PKCS#8 PEM, as `openssl genpkey -algorithm ed25519` writes it.
    #[cfg(feature = "pem")]
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        crate::runtime::sign::pem::ed25519(text).map(|seed| Self::new(&seed))
    }

    /// Generates a private key from the operating system's random numbers, and returns its seed in hexadecimal, too.
    ///
    /// Store the seed for [`from_hex`](Self::from_hex): the signer does not return it again.
    #[cfg(feature = "keygen")]
    pub fn generate() -> Result<(Self, Zeroizing<String>), KeyError> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::fill(seed.as_mut_slice()).map_err(|_| KeyError::NoRandomness)?;
        Ok((Self::new(&seed), Zeroizing::new(hex::encode(seed.as_slice()))))
    }

    fn new(seed: &Zeroizing<[u8; 32]>) -> Self {
        let key = SigningKey::from_bytes(seed);
        let public_key = key.verifying_key().to_bytes();
        Self { key, public_key }
    }

    /// Returns the public key as 64 lower-case hexadecimal digits, for registering it with the API's operator.
    pub fn public_key_hex(&self) -> String {
        hex::encode(&self.public_key)
    }
}

impl Signer for Ed25519Signer {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Ed25519
    }

    fn public_key(&self) -> &[u8] {
        &self.public_key
    }

    fn sign<'a>(&'a self, payload: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignerError>> {
        let signature = self.key.try_sign(payload).map(|signature| signature.to_bytes().to_vec());
        Box::pin(std::future::ready(signature.map_err(|_| SignerError::new("the Ed25519 key did not sign"))))
    }
}

impl fmt::Debug for Ed25519Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ed25519Signer({})", self.public_key_hex())
    }
}
