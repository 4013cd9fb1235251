//! From a text of the document to the words of a name.

use heck::ToSnakeCase;
use unicode_normalization::UnicodeNormalization;

/// How much of a text is written out in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Its letters and digits, with a sign at its start; symbols only where there is nothing else.
    Plain,
    /// Its symbols too.
    Symbols,
    /// Its symbols, and whether it is in capitals.
    Capitals,
}

impl Spelling {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Symbols, Self::Capitals];
}

/// Splits a text into words, in lower case but for a first one such as `OAuth`; there is at least one, and it starts with a
/// letter.
#[must_use]
pub fn split(text: &str) -> Vec<String> {
    split_as(text, Spelling::Plain)
}

/// Splits a text into words, with what tells it from other texts of the same letters.
#[must_use]
pub fn split_as(text: &str, spelling: Spelling) -> Vec<String> {
    let spelled = match spelling {
        Spelling::Plain => spell(text),
        Spelling::Symbols => spell_symbols(text),
        Spelling::Capitals => format!("{} {}", capitals(text), spell_symbols(text)).trim_start().to_owned(),
    };
    let mut words: Vec<String> =
        spelled.to_snake_case().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    join_initial(&mut words, &spelled);
    match words.first().and_then(|word| word.chars().next()) {
        None => vec!["empty".to_owned()],
        Some(first) if first.is_alphabetic() => words,
        Some(_) => {
            words.insert(0, "n".to_owned());
            if let [initial, number, ..] = words.as_mut_slice() {
                initial.push_str(number);
            }
            words.remove(1);
            words
        }
    }
}

/// How long a name may be, in bytes: most file systems take 255, of which a file's own name has a part.
const LONGEST: usize = 200;
/// How much of a longer one is kept, so that there is room for a number.
const KEPT: usize = 180;

/// Cuts a name that is too long for the name of a file.
#[must_use]
pub fn fit(mut words: Vec<String>) -> Vec<String> {
    let length = |words: &[String]| words.iter().map(|word| word.len() + 1).sum::<usize>();
    if length(&words) <= LONGEST {
        return words;
    }
    while words.len() > 1 && length(&words) > KEPT {
        words.pop();
    }
    if let [only] = words.as_mut_slice() {
        only.truncate(only.floor_char_boundary(KEPT));
    }
    words
}

/// Joins a single capital with the word it starts: `OAuth` is one word, not `o_auth`.
fn join_initial(words: &mut Vec<String>, text: &str) {
    let mut letters = text.chars().filter(|letter| letter.is_alphanumeric());
    let capitals = letters.by_ref().take(2).filter(|letter| letter.is_uppercase()).count();
    if let [initial, second, ..] = words.as_mut_slice()
        && capitals == 2
        && initial.chars().count() == 1
        && !text.starts_with(|first: char| !first.is_alphanumeric())
        && text.chars().nth(1).is_some_and(char::is_uppercase)
    {
        // The capital of the second word is kept, so that the type is `OAuth` and not `Oauth`.
        let mut letters = second.chars();
        let capital = letters.next().map(char::to_uppercase);
        *initial = initial.to_uppercase().chars().chain(capital.into_iter().flatten()).chain(letters).collect();
        words.remove(1);
    }
}

/// Spells symbols out, where a text has nothing else or where they tell numbers apart.
fn spell(text: &str) -> String {
    // A letter that only shows others in another form, such as `ﬁ` or `µ`, is written as those, as rustc asks of identifiers.
    let text: String = text.nfkc().collect();
    if !text.chars().any(char::is_alphanumeric) {
        return text.chars().map(symbol_name).collect::<Vec<_>>().join(" ");
    }
    // A sign at the start is part of what the text says: `+1`, `-created`.
    let (sign, rest) = match text.chars().next() {
        Some(sign @ ('+' | '-')) if text.chars().nth(1).is_some_and(char::is_alphanumeric) => {
            (symbol_name(sign), text.get(1..).unwrap_or_default())
        }
        _ => (String::new(), text.as_str()),
    };
    let rest: String = rest.chars().map(identifier_or_space).collect();
    if sign.is_empty() { rest } else { format!("{sign} {rest}") }
}

/// Spells out all symbols but those that only part words.
fn spell_symbols(text: &str) -> String {
    let text: String = text.nfkc().collect();
    if !text.chars().any(char::is_alphanumeric) {
        return spell(&text);
    }
    let mut spelled = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let before_digit = letters.peek().is_some_and(char::is_ascii_digit);
        match letter {
            '_' | ' ' => spelled.push(letter),
            '-' if spelled.is_empty() || before_digit => spelled.push_str(" minus "),
            '-' => spelled.push_str(" dash "),
            letter if identifier_or_space(letter) == letter => spelled.push(letter),
            symbol => {
                spelled.push(' ');
                spelled.push_str(&symbol_name(symbol));
                spelled.push(' ');
            }
        }
    }
    spelled
}

/// A word for the capitals of a text that differs from others in nothing else.
fn capitals(text: &str) -> &'static str {
    let mut cased = text.chars().filter(|letter| letter.is_uppercase() || letter.is_lowercase());
    match cased.next() {
        Some(first) if first.is_uppercase() => {
            let rest: Vec<char> = cased.collect();
            if rest.iter().all(|letter| letter.is_uppercase()) {
                "upper"
            } else if rest.iter().all(|letter| letter.is_lowercase()) {
                "capital"
            } else {
                ""
            }
        }
        _ => "",
    }
}

/// Keeps what Rust allows in an identifier and makes the rest a boundary between words.
fn identifier_or_space(letter: char) -> char {
    if letter.is_ascii() {
        return if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { ' ' };
    }
    let mut buffer = [0; 5];
    buffer[0] = b'x';
    let length = 1 + letter.encode_utf8(&mut buffer[1..]).len();
    let word = std::str::from_utf8(buffer.get(..length).unwrap_or_default());
    if word.is_ok_and(|word| syn::parse_str::<proc_macro2::Ident>(word).is_ok()) { letter } else { ' ' }
}

fn symbol_name(symbol: char) -> String {
    let name = match symbol {
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '^' => "caret",
        '~' => "tilde",
        '_' => "underscore",
        ' ' => "space",
        other => return format!("u{:x}", u32::from(other)),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{fit, split};

    #[test]
    fn words_of_usual_and_unusual_texts() {
        for (text, words) in [
            ("getTokenResponse", "get token response"),
            ("OAuth", "OAuth"),
            ("OAuthApp", "OAuth app"),
            ("OAuth_app", "OAuth app"),
            ("HTTPServer", "http server"),
            ("get_token_2XX_response", "get token 2xx response"),
            ("Wallets - MPC Wallets", "wallets mpc wallets"),
            ("404", "n404"),
            ("+1", "plus 1"),
            ("-1", "minus 1"),
            ("-created", "minus created"),
            ("- created", "created"),
            ("", "empty"),
            (">=", "greater equal"),
            ("=", "equal"),
            ("é", "é"),
            ("Safe{Wallet}", "safe wallet"),
            ("_", "underscore"),
            ("x", "x"),
            ("🚀", "u1f680"),
            ("A B", "a b"),
            ("ﬁnd", "find"),
            ("ｆｕｌｌ", "full"),
            ("½", "n1 2"),
            ("™", "tm"),
        ] {
            assert_eq!(split(text).join(" "), words, "{text:?}");
        }
    }

    #[test]
    fn long_names_are_cut_once() {
        let cut = |text: &str| fit(split(text)).join("_");
        assert_eq!(cut(&"ab ".repeat(60)).len(), 179, "180 with a letter between words are not too long");
        let long = cut(&"ab ".repeat(70));
        assert_eq!((long.len(), cut(&long)), (179, long.clone()));
        assert_eq!(cut(&format!("{long}_2")), format!("{long}_2"), "a number stays");
        assert_eq!(cut(&"é".repeat(150)), "é".repeat(90));
    }
}
