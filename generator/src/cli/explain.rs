//! `signet explain`: says what a rule of `signet diff` or the code of a diagnostic means.

use super::{Console, Failed, diff};
use crate::diagnostics::Code;
use crate::evolution::Rule;

/// Prints what a rule or a code means.
pub(super) fn explain(name: &str, console: &mut Console<'_>) -> Result<(), Failed> {
    if let Some(rule) = Rule::named(name) {
        diff::explain(rule, console);
        return Ok(());
    }
    if let Some(code) = Code::named(&name.to_ascii_uppercase()) {
        console.say(format_args!("{code}: {}\n\nhelp: {}", code.title(), code.help()));
        return Ok(());
    }
    console.complain(format_args!(
        "`{}` is neither a rule nor a code: `signet diff --rules` lists the rules, and `signet explain --list` the codes",
        name.escape_debug()
    ));
    Err(Failed)
}

/// Prints all codes.
pub(super) fn codes(console: &mut Console<'_>) {
    for code in Code::ALL {
        console.say(format_args!("{code} {}", code.title()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(of: impl FnOnce(&mut Console<'_>)) -> (String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        of(&mut Console::new(&mut out, &mut err));
        (String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn rules_and_codes_are_explained() {
        let (out, _) = said(|console| explain("type-widened", console).unwrap());
        assert!(out.starts_with("type-widened: "), "{out}");
        for name in ["E0102", "e0102"] {
            let (out, err) = said(|console| explain(name, console).unwrap());
            let expected = "E0102: a file is not valid UTF-8\n\nhelp: save the file as UTF-8\n";
            assert_eq!((out.as_str(), err.as_str()), (expected, ""));
        }
        let (out, err) = said(|console| assert!(explain("E0000", console).is_err()));
        assert!(out.is_empty() && err.contains("`E0000` is neither a rule nor a code"), "{err}");
        let (out, _) = said(codes);
        assert_eq!(out.lines().count(), Code::ALL.len());
    }
}
