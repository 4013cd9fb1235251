//! Private keys in PKCS#8 PEM, as `openssl genpkey` writes them: text flows in, the key's 32 bytes flow out.

use pkcs8::der::asn1::{AnyRef, OctetStringRef};
use pkcs8::der::{self, Decode as _, Reader as _, SliceReader};
use pkcs8::{ObjectIdentifier, PrivateKeyInfoRef, SecretDocument};
use zeroize::Zeroizing;

use crate::runtime::sign::hex::KeyError;

/// RFC 8410, section 3.
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
/// RFC 5480, section 2.1.1.
const ELLIPTIC_CURVE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// SEC 2, section A.2.1.
const SECP256K1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.10");

/// Reads the seed of an Ed25519 key.
pub fn ed25519(text: &str) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let document = document(text)?;
    let info = info(&document)?;
    if info.algorithm.oid != ED25519 {
        return Err(KeyError::OtherAlgorithm { expected: "Ed25519" });
    }
    let seed = <&OctetStringRef>::from_der(info.private_key.as_bytes()).map_err(|_| KeyError::NotPkcs8)?;
    key(seed.as_bytes())
}

/// Reads the scalar of a secp256k1 key; whether it is in range is seen when it is used.
pub fn secp256k1(text: &str) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let document = document(text)?;
    let info = info(&document)?;
    let curve = info.algorithm.parameters.and_then(|parameters| parameters.decode_as::<ObjectIdentifier>().ok());
    if info.algorithm.oid != ELLIPTIC_CURVE || curve != Some(SECP256K1) {
        return Err(KeyError::OtherAlgorithm { expected: "secp256k1" });
    }
    let scalar = scalar(info.private_key.as_bytes()).map_err(|_| KeyError::NotPkcs8)?;
    key(scalar.as_bytes())
}

/// Decodes the PEM; the content is wiped when it is dropped.
fn document(text: &str) -> Result<SecretDocument, KeyError> {
    let text = text.trim();
    if !text.starts_with("-----BEGIN ") {
        return Err(KeyError::NotPem);
    }
    let (label, document) = SecretDocument::from_pem(text).map_err(|_| KeyError::NotPkcs8)?;
    match label {
        "PRIVATE KEY" => Ok(document),
        "ENCRYPTED PRIVATE KEY" => Err(KeyError::Encrypted),
        _ => Err(KeyError::NotPkcs8),
    }
}

fn info(document: &SecretDocument) -> Result<PrivateKeyInfoRef<'_>, KeyError> {
    PrivateKeyInfoRef::try_from(document.as_bytes()).map_err(|_| KeyError::NotPkcs8)
}

/// Reads the private part of RFC 5915's `ECPrivateKey`, and passes over the curve and the public key that may follow.
fn scalar(text: &[u8]) -> der::Result<&OctetStringRef> {
    let mut reader = SliceReader::new(text)?;
    let scalar = reader.sequence(|inner| {
        let _version: u8 = inner.decode()?;
        let scalar = inner.decode()?;
        while !inner.is_finished() {
            inner.decode::<AnyRef<'_>>()?;
        }
        Ok::<_, der::Error>(scalar)
    })?;
    reader.finish()?;
    Ok(scalar)
}

fn key(bytes: &[u8]) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    bytes.try_into().map(Zeroizing::new).map_err(|_| KeyError::NotPkcs8)
}
