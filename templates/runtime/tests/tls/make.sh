#!/usr/bin/env bash
# Makes the certificates of the tests: an authority that nobody else trusts, and a server on 127.0.0.1. Their keys are the
# first two of RFC 8032, section 7.1, which everybody knows.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# The seed as PKCS#8 (RFC 8410).
key() { printf '302e020100300506032b657004220420%s' "$1" | xxd -r -p | openssl pkey -inform DER; }
key 9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60 > authority.key
openssl req -x509 -new -key authority.key -days 36500 -subj "/CN=tests of the runtime" -out authority.pem \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
key 4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb > server.key
openssl req -new -key server.key -subj "/CN=127.0.0.1" |
    openssl x509 -req -CA authority.pem -CAkey authority.key -days 36500 -out server.pem \
        -extfile <(printf 'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=IP:127.0.0.1\n')
rm authority.key
