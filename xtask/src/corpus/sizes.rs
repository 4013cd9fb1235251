//! The types of a crate in, the largest of them out, without a program that is linked and run: a constant is computed by
//! `cargo check`, and given out as the message of its panic.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use regex_lite::Regex;

use super::compile;
use super::record::{Outcome, Record};

/// The largest type that is allowed, in bytes. A task of tokio has 2 MiB of stack, on which a value is moved several times.
const BOUND: usize = 16 * 1024;

/// Finds the largest type and its size, and puts both into the record; a type beyond the bound is a complaint.
pub fn measure(
    compiler: &str,
    name: &str,
    types: &[String],
    folder: &Path,
    target: &Path,
    record: &mut Record,
) -> io::Result<()> {
    if types.is_empty() || record.errors > 0 {
        return Ok(());
    }
    let package = folder.join("sizes");
    fs::create_dir_all(package.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"sizes\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{name} = {{ path = \"../crate\" }}\n"
    );
    fs::write(package.join("Cargo.toml"), manifest)?;
    fs::write(package.join("src/lib.rs"), program(&name.replace('-', "_"), types))?;
    let output = compile::cargo(compiler, &["crate", "sizes"], folder, target)?;
    let said = String::from_utf8_lossy(&output.stderr);
    let Some((size, position)) = largest(&said)? else {
        return Err(io::Error::other(format!("the sizes of types cannot be computed:\n{said}")));
    };
    record.size = size;
    record.largest = types.get(position).cloned().unwrap_or_default();
    if size > BOUND {
        record.outcome = Outcome::Complaint;
        record.compiler.push(format!("`{}` has {size} bytes, more than {BOUND}", record.largest));
    }
    Ok(())
}

/// A library that cannot be compiled, since a constant of it panics with the size of the largest type and its position.
fn program(name: &str, types: &[String]) -> String {
    let mut text = String::from("#![allow(deprecated)]\nconst SIZES: &[usize] = &[\n");
    for ty in types {
        let _ = writeln!(text, "    size_of::<{name}::{ty}>(),");
    }
    text + "];\n" + LARGEST
}

const LARGEST: &str = r#"
const LARGEST: usize = {
    let (mut largest, mut position) = (0, 0);
    while position < SIZES.len() {
        if SIZES[position] > SIZES[largest] {
            largest = position;
        }
        position += 1;
    }
    largest
};

const fn digits(mut number: usize) -> [u8; 20] {
    let (mut digits, mut position) = ([b'0'; 20], 20);
    while position > 0 {
        position -= 1;
        digits[position] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    digits
}

const TEXT: &str = {
    const BYTES: [[u8; 20]; 2] = [digits(SIZES[LARGEST]), digits(LARGEST)];
    match std::str::from_utf8(BYTES.as_flattened()) {
        Ok(text) => text,
        Err(_) => "",
    }
};

const _: () = panic!("{}", TEXT);
"#;

/// Reads the size and the position out of what the compiler said.
fn largest(said: &str) -> io::Result<Option<(usize, usize)>> {
    let message = Regex::new("panicked: ([0-9]{20})([0-9]{20})").map_err(io::Error::other)?;
    let number = |text: &str| text.parse::<usize>().map_err(io::Error::other);
    match message.captures(said) {
        Some(found) => Ok(Some((number(&found[1])?, number(&found[2])?))),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_read_from_the_panic() {
        let said =
            "sizes/src/lib.rs:31:15: error[E0080]: evaluation panicked: 0000000000000158431200000000000000000017\n";
        assert_eq!(largest(said).unwrap(), Some((1_584_312, 17)));
        assert_eq!(largest("error: no such crate").unwrap(), None);
    }

    #[test]
    fn the_program_names_each_type() {
        let program = program("c_a", &["types::Pet".to_owned(), "Problem".to_owned()]);
        assert!(
            program.contains("&[\n    size_of::<c_a::types::Pet>(),\n    size_of::<c_a::Problem>(),\n];"),
            "{program}"
        );
    }
}
