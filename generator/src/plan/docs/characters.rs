//! Characters that a reader cannot see, and those that mean something in Markdown.

/// Says whether a character is not shown, or changes how those around it are shown: control characters, and formatting
/// characters without a glyph. The joiners of scripts and emoji are not among them.
pub(crate) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Spells hidden characters out as in Rust: `\u{7}`.
pub(crate) fn visible(line: &str) -> String {
    spelled(line, |_| false)
}

/// Spells hidden characters out in a text of several lines.
pub(super) fn visible_lines(text: &str) -> String {
    spelled(text, |letter| letter == '\n')
}

/// Puts a text on one line, with hidden characters spelled out.
pub(crate) fn visible_on_one_line(text: &str) -> String {
    visible(&text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " "))
}

fn spelled(text: &str, is_kept: impl Fn(char) -> bool) -> String {
    if !text.chars().any(|letter| is_hidden(letter) && !is_kept(letter)) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hidden(letter) && !is_kept(letter) {
            shown.extend(letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// Writes a text as Markdown that shows it, on one line.
pub(crate) fn markdown_text(text: &str) -> String {
    let text = visible_on_one_line(text);
    let mut escaped = String::with_capacity(text.len());
    for (position, letter) in text.char_indices() {
        // An address would be made a link by some readers of Markdown, and rustdoc asks for one.
        let is_address = text.get(position..).is_some_and(|rest| rest.starts_with("://"));
        if is_address || matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Writes a text as a code span of Markdown, whose fence is longer than the backticks in it.
pub(crate) fn markdown_code(text: &str) -> String {
    let text = visible_on_one_line(text);
    // Two backticks alone would not be a code span.
    let text = if text.is_empty() { "\"\"" } else { &text };
    let fence = "`".repeat(longest_run(text) + 1);
    // The spaces next to the fence are not part of the code.
    let is_padded = text.contains('`') || (text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty());
    let space = if is_padded { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Writes a text as a code block of Markdown that is not compiled.
pub(super) fn markdown_block(text: &str) -> String {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    format!("{fence}text\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};

    use super::{markdown_block, markdown_code, markdown_text, visible};

    #[test]
    fn hidden_characters_are_spelled_out() {
        for (text, shown) in [
            ("a\u{0}\u{7}\u{1b}\u{7f}\u{85}", "a\\u{0}\\u{7}\\u{1b}\\u{7f}\\u{85}"),
            ("\u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}", "\\u{202e}\\u{2066}\\u{200b}\\u{feff}\\u{e0041}"),
            ("Größe 漢字 \u{1f468}\u{200d}\u{1f467}", "Größe 漢字 \u{1f468}\u{200d}\u{1f467}"),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
    }

    #[test]
    fn code_spans_hold_the_whole_text() {
        for text in ["a", "`", "``", "a`b", "```` a", "` `", " a ", "", "a\\", "<b>", "a|b", "~~~", "a\n\n~~~\nb"] {
            let markdown = markdown_code(text);
            let events: Vec<Event<'_>> = Parser::new(&markdown).collect();
            let shown = if text.is_empty() { "\"\"".to_owned() } else { text.replace('\n', " ") };
            let [Event::Start(Tag::Paragraph), Event::Code(code), Event::End(TagEnd::Paragraph)] = events.as_slice()
            else {
                panic!("{text:?} became {markdown:?}: {events:?}");
            };
            assert_eq!(**code, *shown, "{text:?}");
        }
    }

    #[test]
    fn texts_and_blocks_show_what_they_are_made_from() {
        for text in
            ["a_b_c *d*", "<script>", "[x](javascript:y)", "&lt;", "`x`", "a ~~b~~", "\\<b>", "``` x", "https://a.b"]
        {
            let shown = |markdown: &str| -> String {
                let events: Vec<Event<'_>> = Parser::new(markdown).collect();
                events
                    .into_iter()
                    .map(|event| match event {
                        Event::Text(text) => text.into_string(),
                        Event::Start(Tag::Paragraph | Tag::CodeBlock(_))
                        | Event::End(TagEnd::Paragraph | TagEnd::CodeBlock) => String::new(),
                        other => panic!("{text:?}: {other:?}"),
                    })
                    .collect()
            };
            assert_eq!(shown(&format!("A {}.", markdown_text(text))), format!("A {text}."));
            assert_eq!(shown(&markdown_block(text)), format!("{text}\n"));
        }
    }
}
