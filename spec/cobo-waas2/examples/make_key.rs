//! Makes a key pair: `cargo run --example make_key --features keygen -- secret.hex`.
//!
//! The private key goes into a new file that only its owner may read, the public key is shown, for registering it in Cobo Portal.
//! A key that OpenSSL made is read with the feature `pem` and `Ed25519Signer::from_pem`.

#[cfg(not(feature = "keygen"))]
fn main() {
    eprintln!("run it with `--features keygen`");
}

#[cfg(feature = "keygen")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use std::io::Write as _;

    let Some(path) = std::env::args_os().nth(1).map(std::path::PathBuf::from) else {
        return Err("name the file that the private key is to be written to".into());
    };
    let (signer, seed) = cobo_waas2::Ed25519Signer::generate()?;
    let mut options = std::fs::OpenOptions::new();
    // A file that is there may hold the only copy of another key.
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    file.write_all(seed.as_bytes())?;
    file.sync_all()?;
    println!("public key {}", signer.public_key_hex());
    println!("private key in {}", path.display());
    Ok(())
}
