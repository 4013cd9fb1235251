#!/usr/bin/env python3
"""Generates one document with Signet and with other generators of Rust, side by side, and prints a Markdown table.

    python3 tests/peers/compare.py DOCUMENT [--runs N] [--check] [--overlay FILE]

What is measured: CPU seconds (user and system) and peak memory of each generator, medians of N interleaved runs; with
--check also those of `cargo check` on what it wrote, its dependencies built before and without incremental compilation.
The peers are installed from crates.io into target/peers, in the versions named below.
"""

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target" / "peers"

# What `openapi-to-rust` writes is a module; this is a crate around it.
MODULE_CRATE = """[package]
name = "{name}"
version = "0.1.0"
edition = "2024"

[dependencies]
{dependencies}
"""


def main():
    arguments = parse()
    document = Path(arguments.document).resolve()
    install(["ploidy@0.15.0", "openapi-to-rust@0.23.0"])
    run(["cargo", "build", "--quiet", "--release", "-p", "signet-openapi"], ROOT)
    generators = {
        "signet": signet(document, arguments.overlay),
        "ploidy 0.15.0": ploidy(document),
        "openapi-to-rust 0.23.0": openapi_to_rust(document),
    }
    costs = {name: [] for name in generators}
    # Removed only in the end: ext4 takes up to a second longer to make files where others were just removed.
    with tempfile.TemporaryDirectory(dir=WORK) as earlier:
        for number in range(arguments.runs):
            for name, (command, output) in generators.items():
                if output.exists():
                    output.rename(Path(earlier) / f"{output.name}-{number}")
                costs[name].append(measured(command, WORK))
    print(f"`{document.name}`, {arguments.runs} interleaved runs\n")
    print("| generator | CPU s | MB | cargo check, CPU s | MB |")
    print("|---|---|---|---|---|")
    for name, (_, output) in generators.items():
        row = [name, *generated(costs[name])]
        row += checked(output, arguments.runs) if arguments.check and costs[name][0].ok else ["", ""]
        print("| " + " | ".join(row) + " |", flush=True)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("document")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="also compile what was written")
    parser.add_argument("--overlay", help="an overlay for signet")
    return parser.parse_args()


def install(packages):
    wanted = [package for package in packages if not (WORK / "bin" / package.split("@")[0]).exists()]
    if wanted:
        run(["cargo", "install", "--quiet", "--locked", "--root", str(WORK), *wanted], ROOT)


def signet(document, overlay):
    output = WORK / "out" / "signet"
    command = [ROOT / "target" / "release" / "signet", "generate", "--input", document, "--output", output, "--name", "peer-signet"]
    return command + (["--overlay", Path(overlay).resolve()] if overlay else []), output


def ploidy(document):
    output = WORK / "out" / "ploidy"
    return [WORK / "bin" / "ploidy", "generate", "rust", document, "--name", "peer-ploidy", "-o", output], output


def openapi_to_rust(document):
    output = WORK / "out" / "openapi-to-rust"
    command = [WORK / "bin" / "openapi-to-rust", "generate", document, "--output-dir", output / "src" / "api", "--quiet"]
    return command, output


class Cost:
    def __init__(self, ok, seconds, megabytes, said):
        self.ok, self.seconds, self.megabytes, self.said = ok, seconds, megabytes, said


def measured(command, folder, **environment):
    """Runs a command in a process that is waited for alone, so that the system says what it and its children took."""
    folder.mkdir(parents=True, exist_ok=True)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writer, 1)
        done = subprocess.run([str(part) for part in command], cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        said = (done.stderr.strip().splitlines() or [""])[0]
        errors = len(re.findall(r"^error", done.stderr, re.M))
        warnings = len(re.findall(r"^warning: (?!.*generated \d+ warning)", done.stderr, re.M))
        line = f"{done.returncode}\t{used.ru_utime + used.ru_stime}\t{used.ru_maxrss // 1024}\t{errors}\t{warnings}\t{said}"
        os.write(1, line.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        code, seconds, megabytes, errors, warnings, said = pipe.read().split("\t", 5)
    os.waitpid(child, 0)
    cost = Cost(code == "0", float(seconds), int(megabytes), said)
    cost.errors, cost.warnings = int(errors), int(warnings)
    return cost


def generated(costs):
    if not costs[0].ok:
        return [f"fails: {costs[0].said[:120].replace('|', '/')}", ""]
    return [f"{statistics.median(cost.seconds for cost in costs):.2f}", str(max(cost.megabytes for cost in costs))]


def checked(output, runs):
    if not (output / "Cargo.toml").exists():
        wrap(output)
    (output / "Cargo.toml").write_text((output / "Cargo.toml").read_text() + "\n[workspace]\n")
    settings = {"CARGO_TARGET_DIR": str(WORK / "target"), "CARGO_INCREMENTAL": "0"}
    measured(["cargo", "check", "--quiet"], output, **settings)
    costs = []
    for _ in range(min(runs, 3)):
        (output / "src" / "lib.rs").touch()
        costs.append(measured(["cargo", "check"], output, **settings))
    last = costs[-1]
    if not last.ok:
        return [f"does not compile: {last.errors} errors", ""]
    seconds = statistics.median(cost.seconds for cost in costs)
    return [f"{seconds:.1f} ({last.warnings} warnings)", str(max(cost.megabytes for cost in costs))]


def wrap(output):
    """Makes a crate of a module, with the dependencies that it lists."""
    module = output / "src" / "api"
    listed = next(iter(module.glob("REQUIRED_DEPS.toml")), None)
    text = listed.read_text() if listed else ""
    lines = [line for line in text.splitlines() if re.match(r"^[a-z0-9_-]+\s*=", line)]
    (output / "Cargo.toml").write_text(MODULE_CRATE.format(name="peer-openapi-to-rust", dependencies="\n".join(lines)))
    (output / "src" / "lib.rs").write_text("pub mod api;\n")


def run(command, folder):
    done = subprocess.run(command, cwd=folder)
    if done.returncode:
        sys.exit(f"`{' '.join(map(str, command))}` failed")


if __name__ == "__main__":
    main()
