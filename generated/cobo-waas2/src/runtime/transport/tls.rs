//! The settings of TLS: by rustls or by the operating system's library.

#[cfg(feature = "rustls")]
use std::sync::{Arc, OnceLock};

use crate::runtime::error::BuildError;
#[cfg(feature = "rustls")]
use crate::runtime::transport::reqwest::not_started;

/// Creates the TLS settings: the ring provider, which is not installed for the process, and the root certificates of
/// the system and others.
///
/// A client for plain HTTP may also call a server with TLS: by a call, an operation, or a token URL. Few do, and
/// loading the system's certificates takes milliseconds and fails where there are none, so it happens at the first such
/// call.
#[cfg(feature = "rustls")]
pub(crate) fn tls(uses_tls: bool, roots: &[Vec<u8>]) -> Result<rustls::ClientConfig, BuildError> {
    use rustls::crypto::ring::default_provider;

    let roots = certificates(roots)?;
    let provider = Arc::new(default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(Arc::clone(&provider));
    let builder = builder.with_safe_default_protocol_versions().map_err(not_started)?;
    let verifier: Arc<dyn rustls::client::danger::ServerCertVerifier> = if uses_tls || !roots.is_empty() {
        Arc::new(verifier(roots, provider).map_err(not_started)?)
    } else {
        Arc::new(LateVerifier { provider, loaded: OnceLock::new() })
    };
    let mut config = builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
    #[cfg(feature = "http2")]
    config.alpn_protocols.push(b"h2".to_vec());
    config.alpn_protocols.push(b"http/1.1".to_vec());
    Ok(config)
}

/// Believes the system's authorities and these.
#[cfg(feature = "rustls")]
#[cfg(not(target_os = "android"))]
fn verifier(
    roots: Vec<rustls::pki_types::CertificateDer<'static>>,
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Result<rustls_platform_verifier::Verifier, rustls::Error> {
    rustls_platform_verifier::Verifier::new_with_extra_roots(roots, provider)
}

/// Believes the system's authorities; Android lets no program add to them.
#[cfg(feature = "rustls")]
#[cfg(target_os = "android")]
fn verifier(
    roots: Vec<rustls::pki_types::CertificateDer<'static>>,
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Result<rustls_platform_verifier::Verifier, rustls::Error> {
    if roots.is_empty() {
        return rustls_platform_verifier::Verifier::new(provider);
    }
    Err(rustls::Error::General("root certificates cannot be added on Android".to_owned()))
}

/// A verifier with the system's root certificates, which it loads for the first certificate to verify.
///
/// Without any, it rejects every certificate.
#[cfg(feature = "rustls")]
#[derive(Debug)]
struct LateVerifier {
    provider: Arc<rustls::crypto::CryptoProvider>,
    loaded: OnceLock<Result<rustls_platform_verifier::Verifier, rustls::Error>>,
}

#[cfg(feature = "rustls")]
impl rustls::client::danger::ServerCertVerifier for LateVerifier {
    fn verify_server_cert(
        &self,
        certificate: &rustls::pki_types::CertificateDer<'_>,
        intermediates: &[rustls::pki_types::CertificateDer<'_>],
        name: &rustls::pki_types::ServerName<'_>,
        ocsp: &[u8],
        now: rustls::pki_types::UnixTime,
    ) -> Result<rustls::client::danger::ServerCertVerified, rustls::Error> {
        let loaded = self.loaded.get_or_init(|| verifier(Vec::new(), Arc::clone(&self.provider)));
        loaded.as_ref().map_err(Clone::clone)?.verify_server_cert(certificate, intermediates, name, ocsp, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &rustls::pki_types::CertificateDer<'_>,
        signature: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &rustls::pki_types::CertificateDer<'_>,
        signature: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(feature = "rustls")]
fn certificates(roots: &[Vec<u8>]) -> Result<Vec<rustls::pki_types::CertificateDer<'static>>, BuildError> {
    use rustls::pki_types::pem::PemObject as _;

    let mut found = Vec::new();
    for pem in roots {
        let read: Result<Vec<_>, _> = rustls::pki_types::CertificateDer::pem_slice_iter(pem).collect();
        found.extend(read.ok().filter(|read| !read.is_empty()).ok_or(BuildError::InvalidRoots)?);
    }
    Ok(found)
}

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
pub(crate) fn native_roots(roots: &[Vec<u8>]) -> Result<Vec<::reqwest::Certificate>, BuildError> {
    let mut found = Vec::new();
    for pem in roots {
        let read = ::reqwest::Certificate::from_pem_bundle(pem).ok();
        found.extend(read.filter(|read| !read.is_empty()).ok_or(BuildError::InvalidRoots)?);
    }
    Ok(found)
}
