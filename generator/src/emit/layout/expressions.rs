//! Expressions: chains of methods, operators, calls, closures, and what has blocks.

use proc_macro2::{Delimiter, Spacing};

use super::page::Place;
use super::types::PathKind;
use super::{Break, Breaks, INDENT, Printer, Token};

/// What an expression is, as far as it matters to what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Ends in braces, and is a statement without a semicolon.
    Block,
    /// Needs no indent as the only argument of a call.
    Enclosed,
    Call,
    /// Continues on further lines, so that what follows starts a new one.
    Chain,
    Other,
}

/// Operators with how strongly they bind; longer ones first.
const OPERATORS: [(&str, u8); 29] = [
    ("<<=", 1),
    (">>=", 1),
    ("+=", 1),
    ("-=", 1),
    ("*=", 1),
    ("/=", 1),
    ("%=", 1),
    ("^=", 1),
    ("&=", 1),
    ("|=", 1),
    ("||", 3),
    ("&&", 4),
    ("==", 5),
    ("!=", 5),
    ("<=", 5),
    (">=", 5),
    ("<<", 9),
    (">>", 9),
    ("<", 5),
    (">", 5),
    ("|", 6),
    ("^", 7),
    ("&", 8),
    ("+", 10),
    ("-", 10),
    ("*", 11),
    ("/", 11),
    ("%", 11),
    ("as", 12),
];

impl Printer {
    /// Sets an expression; a chain of methods on a short name breaks later where it starts its line.
    pub(super) fn expression(&mut self, starts_line: bool) -> Shape {
        if let Some(shape) = self.statement_like() {
            return shape;
        }
        let start = self.page.place();
        let shape = self.operation(1, starts_line);
        if self.tokens.is_sign(0, "=") && !self.tokens.is_sign(0, "=>") && !self.tokens.is_sign(0, "==") {
            self.page.begin_at(start, 0, Breaks::Needed);
            self.page.word(" = ");
            self.tokens.skip(1);
            self.page.never();
            self.expression(false);
            self.page.end();
            return Shape::Chain;
        }
        if self.sign("..=") || self.sign("..") {
            if !self.tokens.is_at_end() && !self.tokens.is_sign(0, ",") && !self.tokens.is_sign(0, ";") {
                self.operation(1, false);
            }
            return Shape::Other;
        }
        shape
    }

    /// Sets what starts with a word of its own and takes in all that follows.
    fn statement_like(&mut self) -> Option<Shape> {
        if self.tokens.is_word(0, "return") || self.tokens.is_word(0, "break") || self.tokens.is_word(0, "continue") {
            self.token();
            if self.tokens.is_sign(0, "'") {
                self.page.word(" ");
                self.lifetime();
            }
            if self.tokens.is_at_end() || self.tokens.is_sign(0, ",") || self.tokens.is_sign(0, ";") {
                return Some(Shape::Other);
            }
            self.page.word(" ");
            return Some(self.expression(false));
        }
        if self.tokens.is_word(0, "move") || self.tokens.is_sign(0, "|") {
            self.closure();
            return Some(Shape::Enclosed);
        }
        if self.tokens.is_word(0, "let") {
            self.page.begin(0, Breaks::Needed);
            self.keyword("let");
            self.page.begin(0, Breaks::Needed);
            self.pattern();
            self.page.end();
            self.page.word(" ");
            self.sign("=");
            self.page.word(" ");
            self.page.never();
            self.page.begin(0, Breaks::Needed);
            // `&&` goes on with the condition.
            let shape = self.operation(5, false);
            self.page.end();
            self.page.end();
            return Some(shape);
        }
        None
    }

    fn operator(&self) -> Option<(&'static str, u8)> {
        let found = OPERATORS.iter().find(|(operator, _)| match *operator {
            "as" => self.tokens.is_word(0, "as"),
            operator => self.tokens.is_sign(0, operator),
        })?;
        Some(*found)
    }

    /// Sets operands with the operators that bind at least as strongly.
    fn operation(&mut self, least: u8, starts_line: bool) -> Shape {
        let start = self.page.place();
        let mut shape = self.operand(starts_line);
        if shape == Shape::Block && starts_line {
            return shape;
        }
        while let Some((operator, strength)) = self.operator().filter(|(_, strength)| *strength >= least) {
            shape = Shape::Chain;
            self.page.begin_at(start, -INDENT, Breaks::Needed);
            self.page.begin_at(start, INDENT, Breaks::Needed);
            self.page.end();
            self.page.space();
            self.page.word(operator);
            self.page.word(" ");
            if operator == "as" {
                self.tokens.skip(1);
                self.ty();
            } else {
                self.tokens.skip(operator.len());
                if self.tokens.is_word(0, "let") {
                    self.statement_like();
                } else {
                    self.operation(strength + 1, false);
                }
            }
            self.page.end();
        }
        shape
    }

    fn operand(&mut self, starts_line: bool) -> Shape {
        if self.tokens.is_sign(0, "&") {
            self.token();
            self.keyword("mut");
            return self.operand(false);
        }
        if self.sign("*") || self.sign("!") || self.sign("-") {
            return self.operand(false);
        }
        self.chain(starts_line)
    }

    /// Sets a value with the methods, fields and calls that follow it.
    fn chain(&mut self, starts_line: bool) -> Shape {
        let start = self.page.place();
        let is_short = self.is_short();
        let mut shape = self.primary();
        let value = self.page.place();
        if shape == Shape::Block && starts_line && !self.tokens.is_sign(0, ".") && !self.tokens.is_sign(0, "?") {
            return shape;
        }
        let keeps_first = starts_line && is_short;
        let mut dots = 0;
        let (mut last, mut first_call): (Option<Place>, Option<Place>) = (None, None);
        loop {
            if self.tokens.opens(0, Delimiter::Parenthesis) {
                self.call();
                shape = if dots == 0 { Shape::Call } else { Shape::Chain };
            } else if self.tokens.opens(0, Delimiter::Bracket) {
                self.open();
                self.expression(false);
                self.close();
            } else if self.tokens.is_sign(0, "?") {
                self.token();
                shape = if dots == 0 { Shape::Other } else { Shape::Chain };
            } else if self.tokens.is_sign(0, ".") && !self.tokens.is_sign(0, "..") {
                if dots > 0 || !keeps_first {
                    let unbroken = if self.page.ends_with('.') { " " } else { "" };
                    self.page.set(Break { unbroken, ..Break::default() });
                }
                dots += 1;
                self.several(2);
                self.arguments(PathKind::Value);
                if self.tokens.opens(0, Delimiter::Parenthesis) {
                    if dots == 1 {
                        first_call = Some(self.page.place());
                    }
                    self.page.begin(0, Breaks::All);
                    self.call();
                    self.page.end();
                }
                last = Some(self.page.place());
                shape = Shape::Chain;
            } else {
                break;
            }
        }
        let Some(last) = last else { return shape };
        if let Some(first) = first_call.filter(|_| dots == 1 && keeps_first) {
            self.page.change_at(first, -INDENT, Breaks::All);
        }
        // From the end, so that the places before stay what they are.
        self.page.end_at(last);
        self.page.end_at(value);
        self.page.begin_at(start, -INDENT, Breaks::All);
        self.page.begin_at(start, INDENT, Breaks::All);
        shape
    }

    /// Says whether a name comes next that is no longer than the indent, so that what is called on it stays beside it.
    fn is_short(&self) -> bool {
        let width = INDENT.unsigned_abs();
        matches!(self.tokens.next(), Some(Token::Word(name)) if name.to_string().len() <= width)
            && self.tokens.is_sign(1, ".")
    }

    /// Sets the arguments of a call.
    fn call(&mut self) {
        let is_condition = std::mem::take(&mut self.is_condition);
        self.open();
        let start = self.page.place();
        let mut is_first = true;
        while !self.tokens.is_at_end() {
            let before = self.page.place();
            let shape = self.expression(false);
            let has_comma = self.skip_comma();
            let is_last = self.tokens.is_at_end();
            if !has_comma && !is_last {
                self.unknown(before);
                continue;
            }
            if std::mem::take(&mut is_first) {
                if is_last && shape == Shape::Enclosed {
                    break;
                }
                self.page.begin_at(start, INDENT, Breaks::All);
                self.page.set_at(start.after(), Break::default());
            }
            self.page.comma(is_last);
            if is_last {
                self.page.outdent(INDENT);
                self.page.end();
            }
        }
        self.close();
        self.is_condition = is_condition;
    }

    fn primary(&mut self) -> Shape {
        match self.tokens.next() {
            Some(Token::Open(Delimiter::Parenthesis, _)) => {
                self.tuple(|own| {
                    own.expression(false);
                });
                return Shape::Enclosed;
            }
            Some(Token::Open(Delimiter::Bracket, _)) => {
                self.array();
                return Shape::Enclosed;
            }
            Some(Token::Open(Delimiter::Brace, _)) => {
                self.page.begin(INDENT, Breaks::All);
                self.small_block();
                self.page.end();
                return Shape::Block;
            }
            Some(Token::Word(_)) => {
                if let Some(shape) = self.control() {
                    return shape;
                }
            }
            Some(Token::Sign(':' | '<', _)) => {}
            Some(Token::Sign('.', Spacing::Joint)) => return Shape::Other,
            _ => {
                self.token();
                return Shape::Other;
            }
        }
        if self.tokens.is_sign(1, "!") && !self.tokens.is_sign(1, "!=") {
            self.macro_call();
            return Shape::Other;
        }
        let start = self.page.place();
        if !self.path(PathKind::Value) {
            self.token();
        }
        if self.tokens.is_sign(0, "!") && matches!(self.tokens.ahead(1), Some(Token::Open(..))) {
            self.macro_call();
            return Shape::Other;
        }
        if self.tokens.opens(0, Delimiter::Brace) && !self.is_condition {
            self.fields_of_value(start);
            return Shape::Enclosed;
        }
        Shape::Other
    }
}
