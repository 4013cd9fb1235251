#!/usr/bin/env bash
# What depending on the generated crate costs: a program outside of the workspace makes the one call, and is built from nothing.
#
# A machine that is busy with other things spends more CPU time on the same work; the load says whether this one was.
#
# Usage: benches/footprint.sh [CRATE-DIRECTORY]
set -euo pipefail

crate=$(realpath "${1:-$(dirname "$0")/../generated/cobo-waas2}")
target=x86_64-unknown-linux-gnu
program=$(mktemp --directory)
trap 'rm -rf "$program"' EXIT
cd "$program"
# A directory or flags of the surroundings would change what is built; the default linker and the default settings count.
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET_DIR RUSTFLAGS RUSTC_WRAPPER

mkdir src
cat > Cargo.toml <<EOF
[package]
name = "program"
version = "0.1.0"
edition = "2024"

[dependencies]
cobo-waas2 = { path = "$crate" }
tokio = { version = "1", features = ["rt"] }
EOF
cat > src/main.rs <<'EOF'
use cobo_waas2::{Client, Ed25519Signer, Environment};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .environment(Environment::Development)
        .signer(Ed25519Signer::from_hex(&std::env::var("COBO_API_SECRET")?)?)
        .build()?;
    let (client_id, org_id) = (std::env::var("COBO_CLIENT_ID")?, std::env::var("COBO_ORG_ID")?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let token = runtime.block_on(client.oauth().get_token(&client_id, &org_id, "org_implicit").send())?;
    println!("expires in {:?} s", token.expires_in);
    Ok(())
}
EOF

# Prints what was measured and what it may be at most.
report() { awk -v what="$1" -v value="$2" -v limit="$3" 'BEGIN {
    printf "%-52s %8s   at most %s: %s\n", what, value, limit, value + 0 <= limit + 0 ? "met" : "MISSED"
}'; }

cargo generate-lockfile --quiet
cargo fetch --quiet
tree() { cargo tree --quiet --offline -e normal,build --target "$target" --prefix none | sort -u; }
# The tree prints a package once more, marked `(*)`, where it stands again with what it depends on left out.
printf '%-52s %8s   %s more of packages already there\n' 'lines of the tree' "$(tree | wc -l)" "$(tree | grep -c '(\*)$')"
report 'packages built, the program included' "$(tree | sed 's/ (\*)$//' | sort -u | wc -l)" 115
report 'packages in the lock file' "$(grep -c '^\[\[package\]\]' Cargo.lock)" 165

TIMEFORMAT='%U %S'
seconds=$({ time cargo build --quiet --release --offline 2> build.log; } 2>&1) || { cat build.log >&2; exit 1; }
report 'CPU seconds of a release build from nothing' "$(awk '{ print $1 + $2 }' <<< "$seconds")" 100
strip target/release/program
report 'megabytes of the program, stripped' "$(stat --format %s target/release/program | awk '{ print $1 / 1e6 }')" 4.5
printf '%-52s %8s\n' 'load while that was measured' "$(cut -d' ' -f1 /proc/loadavg)"
