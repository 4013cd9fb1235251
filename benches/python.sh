#!/usr/bin/env bash
# What a signed and verified get_token costs beside the official SDK for Python and the same written by hand, in one run on one
# processor. The SDK is downloaded from PyPI into a virtual environment below target, once.
#
# Usage: benches/python.sh
set -euo pipefail

package=cobo_waas2==1.46.0
home=$(realpath "$(dirname "$0")/..")
folder="$home/target/python/$package"
if [ ! -e "$folder/complete" ]; then
    python3 -m venv --clear "$folder"
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$package"
    touch "$folder/complete"
fi
cd "$home"
SIGNET_PYTHON="$folder/bin/python" cargo bench --package signet-benches --bench python
printf 'load while that was measured: %s\n' "$(cut -d' ' -f1 /proc/loadavg)"
