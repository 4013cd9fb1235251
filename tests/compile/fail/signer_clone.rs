//! A private key has one owner.

use cobo_waas2::Ed25519Signer;

fn main() {
    let signer = Ed25519Signer::from_seed([7; 32]);
    let _ = signer.clone();
}
