//! Text of a document in the files that templates write: one function for each kind of place.
//!
//! Docs have a separate type, [`Docs`](crate::plan::Docs).

use std::fmt::Write as _;

use crate::plan::{is_hidden, markdown_code, markdown_text, visible};

/// Writes a string of TOML on one line.
pub(super) fn toml(text: &str) -> String {
    let mut escaped = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            _ if is_hidden(letter) => {
                let _ = write!(escaped, "\\U{:08X}", u32::from(letter));
            }
            _ => escaped.push(letter),
        }
    }
    escaped.push('"');
    escaped
}

/// Writes a line as a comment of TOML, after its sign.
pub(super) fn toml_comment(line: &str) -> String {
    visible(line)
}

/// Writes a text into Markdown that shows it.
pub(super) fn markdown(text: &str) -> String {
    markdown_text(text)
}

/// Writes Markdown of one line into a cell of a table.
pub(super) fn markdown_cell(markdown: &str) -> String {
    // A backslash in front of the escaped bar would be an escaped backslash and the end of the cell.
    visible(markdown).replace("\\|", "\\ |").replace('|', "\\|")
}

/// Writes a text as code into a cell of a table.
pub(super) fn markdown_code_cell(text: &str) -> String {
    markdown_cell(&markdown_code(text))
}

#[cfg(test)]
mod tests {
    use super::{markdown_code_cell, toml, toml_comment};

    const HOSTILE: &str = "a\u{0}\u{7}\u{1b}\u{7f}\u{85}\u{202e}\r\n\"\\'''\"\"\"# [x]\nb = {{ c }}";

    #[test]
    fn toml_reads_what_was_written() {
        let text = format!("# {}\na = {}\n", toml_comment(HOSTILE), toml(HOSTILE));
        assert!(!text.trim_end().replace('\n', "").contains(super::is_hidden), "{text}");
        let table: toml::Table = ::toml::from_str(&text).unwrap();
        assert_eq!(table["a"].as_str(), Some(HOSTILE));
        assert_eq!(table.len(), 1);
    }

    #[test]
    fn a_cell_holds_the_whole_code() {
        for (text, cell) in [("a|b", "`a\\|b`"), ("a\\|b", "`a\\ \\|b`"), ("a`|`<b>", "`` a`\\|`<b> ``")] {
            assert_eq!(markdown_code_cell(text), cell);
        }
    }
}
