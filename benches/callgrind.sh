#!/usr/bin/env bash
# Counts the instructions of making a signed request, by the generated client and by hand.
#
# Both run with a count and with twice that count; the difference is what the requests cost without the start.
set -euo pipefail

cd "$(dirname "$0")/.."
count=${1:-500}
program=$(cargo build --quiet --release -p signet-benches --bin signing-loop --message-format json |
    sed -n 's/.*"executable":"\([^"]*\)".*/\1/p')
logs=$(mktemp --directory)
trap 'rm -rf "$logs"' EXIT

instructions() { # side, count
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$logs/$1-$2" "$program" "$1" "$2"
    awk '/Collected/ { print $NF }' "$logs/$1-$2"
}
per_request() { # side
    local once twice
    once=$(instructions "$1" "$count")
    twice=$(instructions "$1" "$((2 * count))")
    echo $(((twice - once) / count))
}

ours=$(per_request generated)
by_hand=$(per_request by-hand)
awk -v ours="$ours" -v by_hand="$by_hand" 'BEGIN {
    ratio = ours / by_hand
    printf "signed request: instructions each\n  generated        %8d\n  written by hand  %8d\n", ours, by_hand
    printf "  ratio            %8.3f   at most 1.05: %s\n", ratio, ratio <= 1.05 ? "met" : "MISSED"
}'
