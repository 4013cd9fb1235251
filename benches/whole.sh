#!/usr/bin/env bash
# What the crate of a whole API costs to compile: the document is generated, and what it depends on is built, before anything is
# measured. Each is measured three times; the smallest and the middle count.
#
# A machine that is busy with other things spends more CPU time on the same work; the load says whether this one was.
#
# Usage: benches/whole.sh DOCUMENT
set -euo pipefail

document=$(realpath "${1:?usage: benches/whole.sh DOCUMENT}")
home=$(realpath "$(dirname "$0")/..")
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
# A directory or flags of the surroundings would change what is built.
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET_DIR RUSTFLAGS RUSTC_WRAPPER
export CARGO_INCREMENTAL=0

cargo build --quiet --release --package signet-openapi --manifest-path "$home/Cargo.toml"
"$home/target/release/signet" generate --input "$document" --overlay "$home/spec/cobo-waas2/overlay.yaml" \
    --overlay "$home/spec/cobo-waas2/whole.overlay.yaml" --name whole --output "$folder/whole" 2>&1 | tail -1
cd "$folder"
mkdir src
cat > Cargo.toml <<'EOT'
[package]
name = "program"
version = "0.1.0"
edition = "2024"

[workspace]
members = ["whole"]

[dependencies]
whole = { path = "whole" }
tokio = { version = "1", features = ["rt"] }
EOT
cp "$home/Cargo.lock" .

# The program makes twenty different calls.
calls='
oauth().get_token("c", "o", "org_implicit")
wallets().list_supported_chains()
wallets().get_chain_by_id("ETH")
wallets().list_supported_tokens()
wallets().get_token_by_id("ETH_USDT")
wallets().list_enabled_chains()
wallets().list_wallets().limit(50)
wallets().get_wallet_by_id(id)
wallets().delete_wallet_by_id(id)
wallets().list_utxos(id, "BTC")
wallets().list_addresses(id)
transactions().list_transactions()
transactions().get_transaction_by_id(id)
transactions().list_approval_details()
developers().list_callback_messages()
organizations().get_org_info()
developers().get_api_key_info()
developers().retry_callback_message("m")
address_books().list_address_books()
fee_station().list_fee_station_addresses()'
{
    cat <<'EOT'
use whole::{Client, Ed25519Signer, Environment};

async fn calls(client: &Client, id: whole::uuid::Uuid) -> Result<(), whole::AnyError> {
EOT
    sed -n 's/^\(..*\)$/    println!("{:?}", client.\1.send().await?);/p' <<< "$calls"
    cat <<'EOT'
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let signer = Ed25519Signer::from_hex(&std::env::var("COBO_API_SECRET")?)?;
    let client = Client::builder().environment(Environment::Development).signer(signer).build()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(calls(&client, std::env::var("WALLET")?.parse()?))?;
    Ok(())
}
EOT
} > src/main.rs

# Measures a command of cargo after the named files are touched, in CPU seconds.
measure() {
    local what=$1 limit=$2 touched=$3 times=() n
    shift 3
    cargo "$@" --quiet || exit 1
    for n in 1 2 3; do
        touch $touched
        times+=("$({ TIMEFORMAT='%U %S'; time cargo "$@" --quiet; } 2>&1 | awk '{ print $1 + $2 }')")
    done
    printf '%s\n' "${times[@]}" | sort -n | awk -v what="$what" -v limit="$limit" '{ t[NR] = $1 } END {
        printf "%-48s %6.1f least %6.1f middle   at most %s: %s\n", what, t[1], t[2], limit, t[1] <= limit ? "met" : "MISSED"
    }'
}

lib=whole/src/lib.rs
measure 'check' 8 $lib check --package whole
measure 'check, one tag only' 1.5 $lib check --package whole --no-default-features --features oauth,reqwest,rustls
measure 'release build' 15 $lib build --release --package whole
measure 'release build, with a program of 20 calls' 20 "$lib src/main.rs" build --release
printf '%-48s %6s\n' 'load while that was measured' "$(cut -d' ' -f1 /proc/loadavg)"
