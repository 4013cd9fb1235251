//! How values become text of a URL: decoded text flows in, percent-encoded ASCII flows out at the end of a `String`.

use crate::runtime::api::QueryEncoding;

const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];

/// Appends `value` as one segment of a path, or a part of one: all but `A-Z a-z 0-9 - . _ ~` is escaped, `/` too.
pub fn append_path(out: &mut String, value: &str) {
    append(out, value, "%20");
}

/// Appends `text`, a name or a value, as `encoding` writes it in a query.
pub fn append_query(out: &mut String, text: &str, encoding: QueryEncoding) {
    append(
        out,
        text,
        match encoding {
            QueryEncoding::Rfc6570 => "%20",
            QueryEncoding::FormUrlencoded { .. } => "+",
        },
    );
}

/// Appends a value of a query whose reserved characters stay (`allowReserved`), but for those that are no part of a query
/// (`#`, `[`, `]`), those that would end the value or change it (`&`, `+`), and `'`, which URL parsers escape.
pub fn append_reserved(out: &mut String, text: &str, encoding: QueryEncoding) {
    append_but(out, text, b":/?@!$()*,;=", |out, rest| append_query(out, rest, encoding));
}

/// Appends a name or value of a cookie. Characters that a cookie cannot contain (RFC 6265, section 4.1.1), `%` and `&`
/// are escaped.
pub fn append_cookie(out: &mut String, text: &str) {
    append_but(out, text, b"!#$'()*+/:<=>?@[]^`{|}", append_path);
}

/// Keeps some characters and passes everything between them to `append`.
fn append_but(out: &mut String, text: &str, kept: &[u8], append: impl Fn(&mut String, &str)) {
    let is_kept = |letter: char| letter.is_ascii() && kept.iter().any(|byte| char::from(*byte) == letter);
    for piece in text.split_inclusive(is_kept) {
        let rest = piece.trim_end_matches(is_kept);
        append(out, rest);
        out.push_str(piece.strip_prefix(rest).unwrap_or_default());
    }
}

/// Escapes invalid characters of a URL from elsewhere, and those that URL parsers escape (WHATWG URL, "special-query
/// percent-encode set"). Existing escapes are kept.
pub fn escaped(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    let must_be = |letter: char| !letter.is_ascii_graphic() || "\"'<>\\^`{|}".contains(letter);
    for piece in url.split_inclusive(must_be) {
        let plain = piece.trim_end_matches(must_be);
        out.push_str(plain);
        append_path(&mut out, piece.strip_prefix(plain).unwrap_or_default());
    }
    out
}

/// Appends a pair of name and value, both as written.
pub fn append_pair(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    query.push_str(value);
}

/// Takes the parameter `name`, as written, out of a query, each time that it occurs.
pub fn remove_query(query: &mut String, name: &str) {
    let is_other = |pair: &&str| pair.split('=').next() != Some(name);
    if !query.split('&').all(|pair| is_other(&pair)) {
        *query = query.split('&').filter(is_other).collect::<Vec<_>>().join("&");
    }
}

/// Sorts a query by the order of `names`, whatever the order in which its parameters were set; `None`: it is sorted.
///
/// What has none of these names stays behind the parameter that it follows.
pub fn in_order(query: &str, names: &[&str], encoding: QueryEncoding) -> Option<String> {
    if names.is_empty() || !query.contains('&') {
        return None;
    }
    let mut written = String::new();
    let mut position = |pair: &str| {
        let key = pair.split('=').next().unwrap_or_default();
        names.iter().position(|name| {
            written.clear();
            append_query(&mut written, name, encoding);
            // A deep object has its properties in brackets behind the name.
            key.strip_prefix(written.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with("%5B"))
        })
    };
    let mut last = 0;
    let mut pairs: Vec<(usize, &str)> = Vec::new();
    for pair in query.split('&') {
        last = position(pair).map_or(last, |position| position + 1);
        pairs.push((last, pair));
    }
    if pairs.is_sorted_by_key(|(position, _)| *position) {
        return None;
    }
    pairs.sort_by_key(|(position, _)| *position);
    Some(pairs.into_iter().map(|(_, pair)| pair).collect::<Vec<_>>().join("&"))
}

/// Returns whether a segment of `path` is `.` or `..`, escaped or not.
///
/// URL parsers resolve these, so that the sent path would not be the signed one, or would reach another route.
pub fn has_dot_segment(path: &str) -> bool {
    path.split('/').any(is_dot_segment)
}

fn is_dot_segment(segment: &str) -> bool {
    // Written as bytes, because this runs for each call and nearly each segment ends it at its first byte.
    let mut rest = segment.as_bytes();
    let mut dots = 0;
    loop {
        rest = match rest {
            [] => return dots == 1 || dots == 2,
            [b'.', rest @ ..] | [b'%', b'2', b'e' | b'E', rest @ ..] => rest,
            _ => return false,
        };
        dots += 1;
    }
}

fn append(out: &mut String, text: &str, space: &str) {
    if text.bytes().all(is_unreserved) {
        out.push_str(text);
        return;
    }
    for byte in text.bytes() {
        match byte {
            byte if is_unreserved(byte) => out.push(char::from(byte)),
            b' ' => out.push_str(space),
            byte => {
                out.push('%');
                out.extend([byte >> 4, byte & 15].iter().filter_map(|digit| HEX.get(usize::from(*digit))));
            }
        }
    }
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}
