//! Records in, a table with totals and the most frequent reasons out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::record::{Outcome, Record};

/// How many reasons are listed.
const REASONS: usize = 30;

/// Writes the table.
pub fn table(records: &[Record]) -> String {
    let width = records.iter().map(|record| record.document.len()).max().unwrap_or_default().max(20);
    let mut text = format!(
        "{:<9} {:<width$} {:>6} {:>7} {:>6} {:>5} {:>5} {:>7} {:>4} {:>4} {:>7} {:>6} {:>8} {:>7} {:>6} {:>8} {:>6}\n",
        "outcome",
        "document",
        "calls",
        "skipped",
        "types",
        "anys",
        "open",
        "lines",
        "file",
        "args",
        "size",
        "errors",
        "warnings",
        "gen s",
        "MB",
        "CPU s",
        "MB"
    );
    let mut total = Record { document: format!("{} documents", records.len()), ..Record::default() };
    for record in records {
        row(&mut text, record.outcome.word(), record, width);
        total.operations += record.operations;
        total.skipped += record.skipped;
        total.types += record.types;
        total.anys += record.anys;
        total.open += record.open;
        total.told += record.told;
        total.lines += record.lines;
        total.file_name = total.file_name.max(record.file_name);
        if record.arguments > total.arguments {
            (total.arguments, total.constructor) = (record.arguments, record.constructor.clone());
        }
        if record.size > total.size {
            (total.size, total.largest) = (record.size, record.largest.clone());
        }
        total.errors += record.errors;
        total.warnings += record.warnings;
        total.generate_seconds += record.generate_seconds;
        total.generate_megabytes = total.generate_megabytes.max(record.generate_megabytes);
        total.compile_seconds += record.compile_seconds;
        total.compile_megabytes = total.compile_megabytes.max(record.compile_megabytes);
    }
    row(&mut text, "", &total, width);
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records {
        *words.entry(record.outcome.word().trim_end()).or_default() += 1;
    }
    let words: Vec<String> = words.iter().map(|(word, count)| format!("{count} {word}")).collect();
    let _ = writeln!(text, "\n{}", words.join(", "));
    if total.arguments > 0 {
        let _ = writeln!(text, "the longest constructor: `{}`, {} arguments", total.constructor, total.arguments);
    }
    if total.size > 0 {
        let _ = writeln!(text, "the largest type: `{}`, {} bytes", total.largest, total.size);
    }
    text + &reasons(records) + &losses(records) + &compared(records, total.told)
}

/// Says how many types hold any JSON though the document says more, as the comparison with the documents finds.
fn compared(records: &[Record], told: usize) -> String {
    let unseen: Vec<String> = records
        .iter()
        .flat_map(|record| record.unseen.iter().map(|place| format!("        {}{place}\n", record.document)))
        .collect();
    if told == 0 && unseen.is_empty() {
        return String::new();
    }
    let count = unseen.len();
    format!(
        "\ncomparison of types and documents\n{told:>7}: RawJson although the document says more\n\
         {count:>7}: RawJson and reported, although the document says no more\n{}",
        unseen.concat()
    )
}

/// Lists every type that holds any JSON though the document says more.
fn losses(records: &[Record]) -> String {
    let mut by_reason: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for record in records {
        for (reason, places) in &record.losses {
            let shown = places.iter().map(|place| format!("        {}{place}\n", record.document));
            by_reason.entry(reason).or_default().extend(shown);
        }
    }
    if by_reason.is_empty() {
        return String::new();
    }
    let groups = by_reason.iter().map(|(reason, places)| format!("{:>7}: {reason}\n{}", places.len(), places.concat()));
    format!("\ntypes that become RawJson although the document says more\n{}", groups.collect::<String>())
}

fn row(text: &mut String, outcome: &str, record: &Record, width: usize) {
    let _ = writeln!(
        text,
        "{outcome:<9} {:<width$} {:>6} {:>7} {:>6} {:>5} {:>5} {:>7} {:>4} {:>4} {:>7} {:>6} {:>8} {:>7.2} {:>6} {:>8.1} {:>6}",
        record.document,
        record.operations,
        record.skipped,
        record.types,
        record.anys,
        record.open,
        record.lines,
        record.file_name,
        record.arguments,
        record.size,
        record.errors,
        record.warnings,
        record.generate_seconds,
        record.generate_megabytes,
        record.compile_seconds,
        record.compile_megabytes,
    );
}

/// Lists what is said most often, without the names that make one reason many.
fn reasons(records: &[Record]) -> String {
    let mut counts: BTreeMap<(bool, String), (usize, usize)> = BTreeMap::new();
    for record in records {
        let refused = record.outcome == Outcome::Refused;
        let mut own: BTreeMap<String, usize> = BTreeMap::new();
        for (reason, count) in &record.reasons {
            *own.entry(kind(reason)).or_default() += count;
        }
        for (reason, count) in own {
            let entry = counts.entry((refused, reason)).or_default();
            entry.0 += count;
            entry.1 += 1;
        }
    }
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    let mut text = String::new();
    for (refused, title) in [(true, "why documents are refused"), (false, "why operations are skipped")] {
        let shown = sorted.iter().filter(|((of, _), _)| *of == refused).take(REASONS);
        let lines: Vec<String> = shown
            .map(|((_, reason), (count, documents))| format!("{count:>7} in {documents:>3} documents: {reason}\n"))
            .collect();
        if !lines.is_empty() {
            let _ = write!(text, "\n{title}\n{}", lines.concat());
        }
    }
    text
}

/// Blots out the names that are quoted before the reason proper, which stands behind a colon.
fn kind(reason: &str) -> String {
    let (head, tail) = reason.split_once(": ").map_or((reason, ""), |(head, tail)| (head, tail));
    let mut text = String::new();
    for (position, part) in head.split('`').enumerate() {
        text.push_str(if position % 2 == 0 { part } else { "`…`" });
    }
    if tail.is_empty() { text } else { format!("{text}: {tail}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_reasons_by_kind() {
        let record = |name: &str| Record {
            document: name.to_owned(),
            operations: 2,
            skipped: 1,
            reasons: [(format!("E0401 unsupported parameter `{name}`: style `deepObject`"), 1)].into(),
            ..Record::default()
        };
        let text = table(&[record("a"), record("b")]);
        assert!(text.contains("2 documents"), "{text}");
        assert!(text.contains("2 in   2 documents: E0401 unsupported parameter `…`: style `deepObject`"), "{text}");
        assert!(text.contains("2 good"), "{text}");
    }

    #[test]
    fn lists_each_loss_with_its_place() {
        let record = |name: &str| Record {
            document: name.to_owned(),
            anys: 1,
            losses: [("`not` is not supported".to_owned(), vec!["#/a".to_owned()])].into(),
            ..Record::default()
        };
        let text = table(&[record("a.yaml"), record("b.yaml")]);
        assert!(text.ends_with("      2: `not` is not supported\n        a.yaml#/a\n        b.yaml#/a\n"), "{text}");
        assert!(!table(&[Record::default()]).contains("RawJson"));
    }

    #[test]
    fn lists_what_the_comparison_does_not_see() {
        let record =
            Record { document: "a.yaml".to_owned(), told: 2, unseen: vec!["#/b".to_owned()], ..Record::default() };
        let text = table(&[record]);
        assert!(text.contains("      2: RawJson although the document says more\n"), "{text}");
        assert!(text.ends_with("although the document says no more\n        a.yaml#/b\n"), "{text}");
    }
}
