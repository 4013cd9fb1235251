//! The check of finished Markdown: whatever wrote it, rustdoc neither runs it nor takes elements of HTML from it.

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};

/// Extensions that rustdoc reads docs with. It looks for code to test without them, so that both readings are checked.
const RENDERED: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// Says whether Markdown holds no HTML, no code but that of language `text` and of `languages`, and no link but those to the
/// web, to mail addresses and to `items`.
pub(super) fn is_harmless(markdown: &str, items: &[String], languages: &[&str]) -> bool {
    [RENDERED, Options::empty()].into_iter().all(|options| {
        // What names no definition could be the name of an item, as rustdoc reads it.
        let item = |link: BrokenLink<'_>| Some((CowStr::from(link.reference.into_string()), CowStr::from("")));
        Parser::new_with_broken_link_callback(markdown, options, Some(item))
            .all(|event| is_allowed(&event, items, languages))
    })
}

fn is_allowed(event: &Event<'_>, items: &[String], languages: &[&str]) -> bool {
    match event {
        Event::Start(tag) => match tag {
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough => true,
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
                **language == *"text" || languages.iter().any(|known| **known == **language)
            }
            Tag::Link { link_type, dest_url, .. } => {
                *link_type == LinkType::Email
                    || leads_outside(dest_url)
                    || items.iter().any(|item| **item == **dest_url)
            }
            Tag::CodeBlock(CodeBlockKind::Indented)
            | Tag::HtmlBlock
            | Tag::Image { .. }
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => false,
        },
        Event::End(_) | Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => true,
        Event::Html(_)
        | Event::InlineHtml(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::FootnoteReference(_)
        | Event::TaskListMarker(_) => false,
    }
}

/// Says whether a link leads to the web or to a mail address.
pub(super) fn leads_outside(destination: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| destination.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

#[cfg(test)]
mod tests {
    use super::is_harmless;

    #[test]
    fn what_would_run_or_be_html_is_found() {
        let items = ["`Client::a`".to_owned()];
        for (markdown, harmless) in [
            ("One *two* **three** ~~four~~ `five`\n\n- a\n- b\n\n| a |\n|---|\n| b |", true),
            ("```text\nlet a = 1;\n```", true),
            ("[a](https://example.com) <a@example.com> [b](HTTP://example.com) [`Client::a`]", true),
            ("```\nlet a = 1;\n```", false),
            ("```rust\nlet a = 1;\n```", false),
            ("```text,rust\nlet a = 1;\n```", false),
            ("~~~\nlet a = 1;\n~~~", false),
            ("    let a = 1;", false),
            ("\u{a0}1)     let a = 1;", true),
            ("1)     let a = 1;", false),
            ("- - -     let a = 1;", false),
            ("[^a]:\n\n        let a = 1;", false),
            ("<script>", false),
            ("a <b>c</b>", false),
            ("<!-- a -->", false),
            ("a <!-- b", true),
            ("![a](https://example.com/a.png)", false),
            ("[a](javascript:b)", false),
            ("<javascript:a>", false),
            ("[a]\n\n[a]: javascript:b", false),
            ("[a](b.html)", false),
            ("[Option]", false),
            ("[`Client::b`]", false),
            ("- [ ] a", false),
        ] {
            assert_eq!(is_harmless(markdown, &items, &[]), harmless, "{markdown:?}");
        }
    }
}
