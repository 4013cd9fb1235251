//! From tokens to the text of items, as rustfmt and prettyplease would set it.
//!
//! A printer of our own, since parsing what was just put together took half of a generation. It knows as much of Rust
//! as is needed to indent well: what it does not know is set in a row.

mod attributes;
mod control;
mod expressions;
mod items;
mod page;
mod statements;
#[cfg(test)]
mod tests;
mod tokens;
mod types;
mod values;

use proc_macro2::{Delimiter, TokenStream};

use page::{Break, Breaks, Page};
use tokens::{Token, Tokens};

/// How far a block is indented.
const INDENT: isize = 4;

/// Writes items, a blank line between them.
pub(super) fn items(items: TokenStream, text: &mut String) {
    let mut printer = Printer { tokens: Tokens::new(items), page: Page::default(), is_condition: false };
    while printer.tokens.next().is_some() {
        text.push('\n');
        printer.item();
        printer.page.write(text);
        text.push('\n');
    }
}

/// What reads tokens and sets them.
struct Printer {
    tokens: Tokens,
    page: Page,
    /// Whether braces are those of what comes after a condition.
    is_condition: bool,
}

impl Printer {
    /// Writes the next token as it is, a group with all that is in it; the end of a group is left to whoever opened it.
    fn token(&mut self) {
        match self.tokens.next() {
            Some(Token::Word(word)) => self.page.shown(word),
            Some(Token::Sign(sign, _)) => self.page.word(sign.encode_utf8(&mut [0; 4])),
            Some(Token::Literal(literal)) => self.page.shown(literal),
            Some(Token::Open(..)) => {
                self.open();
                return self.close();
            }
            Some(Token::Close(_)) | None => return,
        }
        self.tokens.skip(1);
    }

    /// Writes the start of a group, which has to be closed.
    fn open(&mut self) {
        if let Some(Token::Open(delimiter, _)) = self.tokens.next() {
            self.page.word(opening(*delimiter));
            self.tokens.skip(1);
        }
    }

    /// Writes the end of a group, behind what is left of it.
    fn close(&mut self) {
        self.row();
        if let Some(Token::Close(delimiter)) = self.tokens.next() {
            self.page.word(closing(*delimiter));
            self.tokens.skip(1);
        }
    }

    /// Writes several tokens without spaces.
    fn several(&mut self, count: usize) {
        for _ in 0..count {
            self.token();
        }
    }

    /// Writes a word and a space, if it is the next token.
    fn keyword(&mut self, word: &str) -> bool {
        let is_next = self.tokens.is_word(0, word);
        if is_next {
            self.token();
            self.page.word(" ");
        }
        is_next
    }

    /// Writes signs, if they come next.
    fn sign(&mut self, signs: &str) -> bool {
        let is_next = self.tokens.is_sign(0, signs);
        if is_next {
            self.several(signs.len());
        }
        is_next
    }

    /// Passes over a comma, which the page sets.
    fn skip_comma(&mut self) -> bool {
        let is_next = self.tokens.is_sign(0, ",");
        if is_next {
            self.tokens.skip(1);
        }
        is_next
    }

    /// Sets a list inside of an open box, a break before it and a comma after each: what a group holds, or up to a sign.
    fn list(&mut self, end: Option<&str>, mut element: impl FnMut(&mut Self)) {
        let is_condition = std::mem::take(&mut self.is_condition);
        let ended = |own: &Self| own.tokens.is_at_end() || end.is_some_and(|end| own.tokens.is_sign(0, end));
        self.page.zero();
        while !ended(self) {
            let before = self.page.place();
            element(self);
            if !self.skip_comma() && !ended(self) {
                self.unknown(before);
                continue;
            }
            let is_last = ended(self);
            self.page.comma(is_last);
        }
        self.page.outdent(INDENT);
        self.is_condition = is_condition;
    }

    /// Goes on behind something that is not understood, with a space where anything was written.
    fn unknown(&mut self, before: page::Place) {
        if !self.page.is_at(before) {
            self.page.word(" ");
        }
        self.token();
    }
}

const fn opening(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Parenthesis => "(",
        Delimiter::Brace => "{",
        Delimiter::Bracket => "[",
        Delimiter::None => "",
    }
}

const fn closing(delimiter: Delimiter) -> &'static str {
    match delimiter {
        Delimiter::Parenthesis => ")",
        Delimiter::Brace => "}",
        Delimiter::Bracket => "]",
        Delimiter::None => "",
    }
}
