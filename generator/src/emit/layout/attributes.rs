//! Attributes, with docs as comments, and what is set in a row: the tokens of macros.

use proc_macro2::{Delimiter, Spacing};

use super::{Breaks, INDENT, Printer, Token};
use crate::plan::is_hidden;

impl Printer {
    /// Sets the attributes that come next, a line each.
    pub(super) fn attributes(&mut self) {
        while self.tokens.is_sign(0, "#") && self.tokens.opens(1, Delimiter::Bracket) {
            if self.doc() {
                self.page.line();
                continue;
            }
            self.token();
            self.open();
            let mut follows_word = false;
            while !self.tokens.is_at_end() {
                if self.tokens.is_sign(0, "=") {
                    self.page.word(" ");
                    self.token();
                    self.page.word(" ");
                    follows_word = false;
                } else if matches!(self.tokens.next(), Some(Token::Open(..))) {
                    self.arguments_of_attribute();
                } else {
                    let is_word = !matches!(self.tokens.next(), Some(Token::Sign(..)));
                    if is_word && follows_word {
                        self.page.word(" ");
                    }
                    follows_word = is_word;
                    self.token();
                }
            }
            self.close();
            self.page.line();
        }
    }

    fn arguments_of_attribute(&mut self) {
        let is_list = self.tokens.opens(0, Delimiter::Parenthesis);
        self.open();
        if !is_list {
            return self.close();
        }
        self.page.begin(INDENT, Breaks::All);
        self.list(None, |own| {
            let mut follows_word = false;
            while !own.tokens.is_at_end() && !own.tokens.is_sign(0, ",") {
                if own.tokens.is_sign(0, "=") {
                    own.page.word(" ");
                    own.token();
                    own.page.word(" ");
                    follows_word = false;
                    continue;
                }
                if matches!(own.tokens.next(), Some(Token::Open(..))) {
                    own.arguments_of_attribute();
                    follows_word = false;
                    continue;
                }
                let is_word = !matches!(own.tokens.next(), Some(Token::Sign(..)));
                if is_word && follows_word {
                    own.page.space();
                }
                follows_word = is_word;
                own.token();
            }
        });
        self.page.no_comma();
        self.page.end();
        self.close();
    }

    /// Sets `#[doc = "…"]` as a comment; a text that cannot be one stays as it is.
    fn doc(&mut self) -> bool {
        let Some(Token::Literal(literal)) = self.tokens.ahead(4) else { return false };
        if !self.tokens.is_word(2, "doc") || !self.tokens.is_sign(3, "=") || self.tokens.end_of(1) != Some(5) {
            return false;
        }
        let Some(text) = text(&literal.to_string()) else { return false };
        if text.contains(is_hidden) || text.starts_with('/') {
            return false;
        }
        self.page.word("///");
        self.page.word(text.trim_end_matches(' '));
        self.tokens.skip(6);
        true
    }

    /// Sets what is left of a group in a row, breaking where a line is full.
    #[allow(clippy::match_same_arms, reason = "a table of what stands beside what")]
    pub(super) fn row(&mut self) {
        let mut before = Before::Start;
        while !self.tokens.is_at_end() {
            let (spaced, next) = match (before, self.tokens.next()) {
                (Before::Start | Before::Joint, _) => (false, Before::Other),
                (before, Some(Token::Word(_) | Token::Literal(_))) => (before != Before::Tight, Before::Word),
                (before, Some(Token::Open(Delimiter::Brace, _))) => (before != Before::Tight, Before::Word),
                (before, Some(Token::Open(..))) => (before == Before::Other, Before::Word),
                (_, Some(Token::Sign(',' | ';' | '?', _))) => (false, Before::Other),
                (_, Some(Token::Sign('.' | '!', _))) => (false, Before::Tight),
                (_, Some(Token::Sign(':', Spacing::Joint))) => (false, Before::Tight),
                (_, Some(Token::Sign(':', _))) => (false, Before::Other),
                _ => (true, Before::Other),
            };
            if spaced {
                self.page.space();
            }
            before = match self.tokens.next() {
                // The signs of one operator, and the quote of a lifetime.
                Some(Token::Sign(_, Spacing::Joint)) => Before::Joint,
                Some(Token::Sign(..)) if matches!(before, Before::Joint) && self.page.ends_with(':') => Before::Tight,
                Some(Token::Sign('&' | '$' | '#', _)) => Before::Tight,
                Some(Token::Word(_) | Token::Literal(_) | Token::Open(..)) => Before::Word,
                _ => next,
            };
            self.token();
        }
    }
}

/// What a token in a row stands behind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Start,
    Word,
    /// A sign that the next token may not be parted from.
    Joint,
    /// A sign that nothing is parted from in good style.
    Tight,
    Other,
}

/// The text of a string literal; none if the literal is of another kind.
fn text(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix('r') {
        let inner = raw.trim_matches('#').strip_prefix('"')?;
        return Some(inner.strip_suffix('"')?.to_owned());
    }
    let mut rest = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(rest.len());
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut letters = escape.chars();
        let letter = match letters.next()? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            letter @ ('\\' | '"' | '\'') => letter,
            'u' => {
                let (digits, after) = letters.as_str().strip_prefix('{')?.split_once('}')?;
                letters = after.chars();
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
            }
            _ => return None,
        };
        text.push(letter);
        rest = letters.as_str();
    }
    text.push_str(rest);
    Some(text)
}
