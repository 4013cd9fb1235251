//! Names of files that every file system takes.

use crate::digest;

/// The longest name of a file, in bytes with its extension. An encrypted home folder (eCryptfs) takes 143; the rest leaves
/// room for what tools add.
const LONGEST: usize = 100;
/// How much of a longer name is kept before its digest.
const KEPT: usize = 80;

/// Names that Windows keeps for devices, in any case and with any extension, beside `com` and `lpt` with a digit.
const DEVICES: [&str; 6] = ["aux", "con", "conin$", "conout$", "nul", "prn"];

/// The name of the file of a module, without its extension: the module's own, unless a file system does not take it.
///
/// It depends on nothing but the module's name, so that other modules do not change it.
pub(crate) fn stem(module: &str) -> String {
    if is_device(module) {
        return format!("{module}_");
    }
    if module.len() + ".rs".len() <= LONGEST {
        return module.to_owned();
    }
    let digest = digest::sha256(module.as_bytes());
    let (kept, digest) = (module.get(..module.floor_char_boundary(KEPT)), digest.get(..12));
    format!("{}_{}", kept.unwrap_or_default().trim_end_matches('_'), digest.unwrap_or_default())
}

/// Says why a part of a path is a name that some file system does not take, if it is one.
pub(crate) fn refused(part: &str) -> Option<&'static str> {
    if part.len() > LONGEST {
        return Some("a component is longer than 100 bytes");
    }
    if is_device(part) {
        return Some("a component is reserved by Windows for a device");
    }
    part.ends_with(['.', ' ']).then_some("a component ends with a dot or a space")
}

/// Says whether Windows takes a name for a device: it ignores case, extensions, and spaces before these.
fn is_device(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    // The superscript digits are digits to Windows.
    let is_port = port.is_some_and(|port| {
        let mut letters = port.chars();
        let digit = letters.next().is_some_and(|digit| digit.is_ascii_digit() || matches!(digit, '¹' | '²' | '³'));
        digit && letters.next().is_none()
    });
    is_port || DEVICES.contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use super::{refused, stem};

    #[test]
    fn every_file_system_takes_the_file_of_a_module() {
        let long = format!("{}end", "word_".repeat(19));
        let wide = "名".repeat(40);
        for module in ["aux", "CON", "nul", "prn", "com1", "lpt9", "com0", &long, &wide, &"a".repeat(200)] {
            let stem = stem(module);
            assert_ne!(stem, module);
            assert_eq!(refused(&format!("{stem}.rs")), None, "{stem}");
        }
        for module in ["auxiliary", "com", "com10", "console", &long[..97], "pets"] {
            assert_eq!(stem(module), module);
            assert_eq!(refused(&format!("{module}.rs")), None);
        }
        assert_ne!(stem(&long), stem(&long.replace("end", "and")));
        assert!(stem(&long).starts_with("word_word_"), "{}", stem(&long));
    }

    #[test]
    fn names_that_some_file_system_does_not_take_are_refused() {
        for part in
            ["aux", "Aux.rs", "con.tar.gz", "nul .txt", "COM¹", "lpt1.rs", "conin$", "a.", "a ", &"x".repeat(101)]
        {
            assert!(refused(part).is_some(), "{part:?} was taken");
        }
    }
}
