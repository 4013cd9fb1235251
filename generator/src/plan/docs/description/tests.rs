use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::clean;
use crate::plan::docs::check::is_harmless;
use crate::plan::docs::{Docs, is_hidden};

#[test]
fn descriptions_become_harmless() {
    for (markdown, cleaned) in [
        ("<Note>Only here.</Note>", "Only here."),
        ("See https://example.com/a_b.", "See <https://example.com/a_b>."),
        ("[here](https://example.com)", "[here](https://example.com)"),
        ("[here](other-page)", "here"),
        ("[Option]", "\\[Option\\]"),
        ("    let x = 1;", "````text\nlet x = 1;\n````"),
        ("a <b", "a \\<b"),
        ("`<T>`", "`<T>`"),
        ("one\ttwo", "one    two"),
        ("One.\n\n<p>\nTwo.\n</p>", "One.\n\nTwo."),
        ("![A *chart*](https://example.com/a.png)", "A *chart*"),
        ("[a] and [b]\n\n[a]: javascript:x\n[b]: https://example.com", "a and [b](https://example.com)"),
    ] {
        assert_eq!(clean(markdown), cleaned, "{markdown:?}");
    }
}

#[test]
fn white_space_that_is_none_in_markdown_stays() {
    for space in (0..=0x3000).filter_map(char::from_u32).filter(|letter| letter.is_whitespace()) {
        for markdown in
            [format!("{space}1)     a();"), format!("{space}\n\n    a();"), format!("x\n\n{space}\n    a();\n{space}")]
        {
            let cleaned = clean(&markdown);
            assert!(is_harmless(&cleaned, &[], &[]), "{markdown:?} became {cleaned:?}");
            assert!(cleaned.contains("a();"), "{markdown:?} became {cleaned:?}");
            let finished = Docs::description(Some(&markdown)).finished();
            assert!(is_harmless(&finished, &[], &[]), "{markdown:?} became {finished:?}");
        }
    }
}

#[test]
fn deep_and_long_descriptions_cost_what_they_are_long() {
    let rows = |columns: usize, rows: usize| {
        format!("{}|\n{}|\n{}", "|a".repeat(columns), "|-".repeat(columns), "|\n".repeat(rows))
    };
    let lines = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let nested = lines(400, &|depth| format!("{}- a\n", "  ".repeat(depth)));
    for (what, markdown) in [
        ("quotes", "> ".repeat(20_000)),
        ("quotes without spaces", ">".repeat(40_000)),
        ("quotes and lines", "> ".repeat(20_000) + &"\na".repeat(40_000)),
        ("few quotes and lines", "> ".repeat(10) + &"\na".repeat(40_000)),
        ("lists", "- ".repeat(20_000)),
        ("lists and blank lines", "- ".repeat(20_000) + "a" + &"\n".repeat(200_000) + "b"),
        ("numbered lists", "1. ".repeat(20_000)),
        ("lists that move in", nested + &"\n".repeat(40_000) + "b"),
        ("emphasis", "*a ".repeat(20_000)),
        ("closed emphasis", "*a ".repeat(20_000) + &"*".repeat(20_000)),
        ("strong emphasis", "**a *b ".repeat(20_000)),
        ("underscores", "_a__b".repeat(40_000)),
        ("stars", "*".repeat(40_000)),
        ("brackets", "[".repeat(20_000)),
        ("pairs of brackets", "[".repeat(20_000) + &"]".repeat(20_000)),
        ("links", "[a](".repeat(20_000)),
        ("pictures", "![".repeat(20_000)),
        ("references", "[a][b]".repeat(20_000) + "\n\n[b]: https://example.com"),
        ("definitions", lines(20_000, &|number| format!("[{number}]: a\n"))),
        ("backticks", (1..600).map(|length| "`".repeat(length) + " ").collect()),
        ("angles", "<".repeat(40_000)),
        ("open tags", "<a ".repeat(40_000)),
        ("comments", "<!-- ".repeat(40_000)),
        ("instructions", "<?".repeat(40_000)),
        ("entities", "&#1;".repeat(40_000)),
        ("backslashes", "\\".repeat(40_000)),
        ("tables", rows(1000, 40_000)),
        ("wide tables", rows(200_000, 2)),
        ("headings", "# a\n".repeat(40_000)),
        ("rules", "a\n---\n".repeat(40_000)),
        ("addresses", "https://a.b ".repeat(40_000)),
        ("words", "word ".repeat(40_000)),
        ("code", "    a\n\n".repeat(40_000)),
        ("fences", "```\n".repeat(40_000)),
        ("parentheses", "[a](b".to_owned() + &"(".repeat(40_000)),
    ] {
        let start = Instant::now();
        let cleaned = clean(&markdown);
        let took = start.elapsed();
        eprintln!("{what}: {} bytes in {took:?}, {} bytes out", markdown.len(), cleaned.len());
        assert!(took < Duration::from_secs(10), "{what}: {took:?}");
        assert!(cleaned.len() < 10 * markdown.len() + 2048, "{what}: {} bytes", cleaned.len());
    }
}

proptest! {
    /// Whatever is put together, docs of it run nothing, hold no HTML and lead nowhere odd.
    #[test]
    fn any_description_becomes_harmless(parts in prop::collection::vec(fragment(), 0..12)) {
        let markdown: String = parts.concat();
        prop_assert!(is_harmless(&clean(&markdown), &[], &[]), "{:?}", clean(&markdown));
        let docs = Docs::from("Of ").link("Client::a").text(".").and(Docs::description(Some(&markdown)));
        let docs = docs.list([("a".to_owned(), Docs::description(Some(&markdown)))]).and(Docs::from("Of ").code(&markdown));
        let finished = docs.finished();
        prop_assert!(is_harmless(&finished, &["`Client::a`".to_owned()], &[]), "{finished:?}");
        prop_assert!(!finished.contains(|letter| letter != '\n' && is_hidden(letter)));
        // Nothing that a description does takes the generator's own words down with it.
        prop_assert_eq!(finished.lines().next(), Some("Of [`Client::a`]."), "{:?}", finished);
    }
}

fn fragment() -> impl Strategy<Value = String> {
    let parts: &'static [&'static str] = &[
        "\n",
        "\n\n",
        " ",
        "    ",
        "\t",
        "> ",
        "- ",
        "* ",
        "1) ",
        "1)     ",
        "# ",
        "```",
        "~~~",
        "````",
        "```text\n",
        "`",
        "``",
        "std::process::abort()",
        "<b>",
        "</b>",
        "<script>",
        "<!--",
        "-->",
        "<?",
        "<![CDATA[",
        "[",
        "]",
        "(",
        ")",
        "[a]: ",
        "javascript:a",
        "<javascript:a>",
        "https://example.com",
        "<https://example.com>",
        "![",
        "|",
        "|---|\n",
        "---\n",
        "===\n",
        "*",
        "**",
        "_",
        "~~",
        "\\",
        "\\\n",
        "&#32;",
        "&#10;",
        "&lt;",
        "&#96;",
        "\u{a0}",
        "\u{2003}",
        "\u{3000}",
        "\u{2028}",
        "\u{85}",
        "\u{b}",
        "\u{c}",
        "\r",
        "\0",
        "\u{1b}",
        "\u{202e}",
        "[^a]",
        "[^a]: ",
        "- [ ] ",
        "{{ a }}",
        "{% a %}",
        "a",
        "Client::a",
        "[`Client::a`]",
        "$",
        "$$",
        "\"",
        "'",
        ":::",
        "+++\n",
        "<details>\n\n",
    ];
    prop_oneof![8 => prop::sample::select(parts).prop_map(str::to_owned), 1 => "[ -~]{0,4}"]
}
