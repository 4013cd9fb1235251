//! The first paragraph of Markdown.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Returns the first paragraph; nothing, where something else comes first.
pub(super) fn first(markdown: &str) -> &str {
    let mut events = Parser::new(markdown).into_offset_iter();
    if !matches!(events.next(), Some((Event::Start(Tag::Paragraph), _))) {
        return "";
    }
    let end = events.find(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph)));
    end.and_then(|(_, range)| markdown.get(range)).unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn only_a_paragraph_is_one() {
        for (markdown, paragraph) in [
            ("One\ntwo.\n\nThree.", "One\ntwo."),
            ("One.", "One."),
            ("One.\n- two", "One."),
            ("# One\n\nTwo.", ""),
            ("```text\none\n```", ""),
            ("", ""),
        ] {
            assert_eq!(first(markdown), paragraph, "{markdown:?}");
        }
    }
}
