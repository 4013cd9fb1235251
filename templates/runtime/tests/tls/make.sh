#!/usr/bin/env bash
# Makes the certificates of the tests: an authority that nobody else trusts, and a server on 127.0.0.1. Its keys guard nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }
key authority.key
openssl req -x509 -new -key authority.key -days 36500 -subj "/CN=tests of the runtime" -out authority.pem \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
key server.key
openssl req -new -key server.key -subj "/CN=127.0.0.1" |
    openssl x509 -req -CA authority.pem -CAkey authority.key -days 36500 -out server.pem \
        -extfile <(printf 'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=IP:127.0.0.1\n')
rm authority.key
