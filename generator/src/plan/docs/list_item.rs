//! Items of lists in docs: a name and what is told of it in, an item in Markdown out.

use pulldown_cmark::{Event, Parser, Tag};

/// Makes an item of a name, which is a code span, and the docs of what has it.
pub(super) fn list_item(name: &str, docs: &str) -> String {
    if docs.is_empty() {
        return format!("- {name}");
    }
    // Only a paragraph can go on in the line of the name: the fence of a block of code would be text there.
    let goes_on = matches!(Parser::new(docs).next(), Some(Event::Start(Tag::Paragraph)));
    let between = if goes_on { " " } else { "\n\n  " };
    format!("- {name}:{between}{}", indented(docs))
}

/// Indents all lines but the first under an item, including paragraphs and nested lists.
fn indented(text: &str) -> String {
    let mut lines = text.lines();
    let mut moved = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        moved.push('\n');
        if !line.is_empty() {
            moved.push_str("  ");
            moved.push_str(line);
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::list_item;

    #[test]
    fn what_is_no_paragraph_stands_below_the_name() {
        for (docs, item) in [
            ("", "- `a`"),
            ("One.\n\nTwo.", "- `a`: One.\n\n  Two."),
            ("````text\nx\n````", "- `a`:\n\n  ````text\n  x\n  ````"),
            ("# Head", "- `a`:\n\n  # Head"),
            ("* one\n* two", "- `a`:\n\n  * one\n  * two"),
            ("`code` first", "- `a`: `code` first"),
        ] {
            assert_eq!(list_item("`a`", docs), item, "{docs:?}");
        }
    }
}
