//! Tokens in a row, groups with their ends, so that a reader can look ahead.

use proc_macro2::{Delimiter, Ident, Literal, Spacing, TokenStream, TokenTree};

/// A token.
#[derive(Debug)]
pub(super) enum Token {
    Word(Ident),
    /// A sign, and whether the next one belongs to it.
    Sign(char, Spacing),
    Literal(Literal),
    /// The start of a group, and the position of its end.
    Open(Delimiter, usize),
    Close(Delimiter),
}

/// Tokens being read.
#[derive(Debug)]
pub(super) struct Tokens {
    tokens: Vec<Token>,
    at: usize,
}

impl Tokens {
    /// Takes the tokens, since those that nobody else holds need not be copied.
    pub(super) fn new(stream: TokenStream) -> Self {
        let mut tokens = Vec::new();
        flatten(stream, &mut tokens);
        Self { tokens, at: 0 }
    }

    /// The token that is read next.
    pub(super) fn next(&self) -> Option<&Token> {
        self.ahead(0)
    }

    /// A token further on.
    pub(super) fn ahead(&self, by: usize) -> Option<&Token> {
        self.tokens.get(self.at + by)
    }

    /// Where the group that is opened by a token further on ends, counted from here.
    pub(super) fn end_of(&self, by: usize) -> Option<usize> {
        match self.ahead(by) {
            Some(Token::Open(_, end)) => end.checked_sub(self.at),
            _ => None,
        }
    }

    /// Goes on.
    pub(super) fn skip(&mut self, by: usize) {
        self.at += by;
    }

    /// Says whether the group has no more tokens.
    pub(super) fn is_at_end(&self) -> bool {
        matches!(self.next(), None | Some(Token::Close(_)))
    }

    /// Says whether a word stands further on.
    pub(super) fn is_word(&self, by: usize, word: &str) -> bool {
        matches!(self.ahead(by), Some(Token::Word(ident)) if ident == word)
    }

    /// Says whether signs that belong together stand further on; more may belong to them.
    pub(super) fn is_sign(&self, by: usize, signs: &str) -> bool {
        let mut last = Spacing::Joint;
        for (index, sign) in signs.chars().enumerate() {
            match self.ahead(by + index) {
                Some(Token::Sign(own, spacing)) if *own == sign && (index == 0 || last == Spacing::Joint) => {
                    last = *spacing;
                }
                _ => return false,
            }
        }
        true
    }

    /// Says whether a group of a kind starts further on.
    pub(super) fn opens(&self, by: usize, delimiter: Delimiter) -> bool {
        matches!(self.ahead(by), Some(Token::Open(own, _)) if *own == delimiter)
    }
}

/// Groups without delimiters are those of captures in macros, which nobody makes here: what is in them stands for itself.
fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    for tree in stream {
        match tree {
            TokenTree::Ident(ident) => tokens.push(Token::Word(ident)),
            TokenTree::Punct(punct) => tokens.push(Token::Sign(punct.as_char(), punct.spacing())),
            TokenTree::Literal(literal) => tokens.push(Token::Literal(literal)),
            TokenTree::Group(group) => {
                let (delimiter, inner) = (group.delimiter(), group.stream());
                // Without the group, the tokens in it have one holder.
                drop(group);
                if delimiter == Delimiter::None {
                    flatten(inner, tokens);
                    continue;
                }
                let start = tokens.len();
                tokens.push(Token::Close(delimiter));
                flatten(inner, tokens);
                let end = tokens.len();
                tokens.push(Token::Close(delimiter));
                if let Some(open) = tokens.get_mut(start) {
                    *open = Token::Open(delimiter, end);
                }
            }
        }
    }
}
