//! What items are on the wire, as the bodies of generated functions say it.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{Block, Expr, Lit, Member, Pat};

/// The method and path of an operation, from the constant that describes it.
pub(super) fn operation(target: &str, expression: &Expr) -> Option<String> {
    let Expr::Reference(reference) = expression else { return None };
    let Expr::Struct(operation) = &*reference.expr else { return None };
    let value = |name: &str| {
        let field =
            operation.fields.iter().find(|field| matches!(&field.member, Member::Named(ident) if ident == name))?;
        literal(&field.expr)
    };
    Some(format!("wire {target} {} {}", value("method")?, value("path")?))
}

/// The names on the wire of fields and variants: literals that stand beside `self.field` or `Self::Variant`.
pub(super) fn names(target: &str, block: &Block) -> BTreeSet<String> {
    let mut pairs = Pairs::default();
    pairs.visit_block(block);
    pairs.0.into_iter().map(|(member, literal)| format!("wire {target}.{member} {literal:?}")).collect()
}

#[derive(Default)]
struct Pairs(BTreeSet<(String, String)>);

impl Pairs {
    fn arguments<'a>(&mut self, arguments: impl Iterator<Item = &'a Expr> + Clone) {
        let Some(literal) = arguments.clone().find_map(literal) else { return };
        self.0.extend(arguments.filter_map(member).map(|member| (member, literal.clone())));
    }
}

impl<'ast> Visit<'ast> for Pairs {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        self.arguments(call.args.iter());
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.arguments(call.args.iter());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        let mut literals = Literals::default();
        literals.visit_pat(&arm.pat);
        let pair = match (variant(&arm.pat), literal(&arm.body)) {
            (Some(variant), Some(literal)) => Some((variant, literal)),
            _ => member(&arm.body).zip(literals.0.into_iter().next()),
        };
        self.0.extend(pair);
        visit::visit_arm(self, arm);
    }
}

#[derive(Default)]
struct Literals(Vec<String>);

impl<'ast> Visit<'ast> for Literals {
    fn visit_lit(&mut self, literal: &'ast Lit) {
        self.0.extend(value(literal));
    }

    fn visit_expr_unary(&mut self, negative: &'ast syn::ExprUnary) {
        self.0.extend(literal(&negative.expr).map(|number| format!("-{number}")));
    }
}

fn literal(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(literal) => value(&literal.lit),
        Expr::Unary(negative) => literal(&negative.expr).map(|number| format!("-{number}")),
        _ => None,
    }
}

fn value(literal: &Lit) -> Option<String> {
    match literal {
        Lit::Str(text) => Some(text.value()),
        Lit::Int(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The field in `self.field` and the variant in `Self::Variant`, also behind a reference or as a call.
fn member(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Reference(reference) => member(&reference.expr),
        Expr::Unary(unary) => member(&unary.expr),
        Expr::MethodCall(call) => member(&call.receiver),
        Expr::Call(call) => member(&call.func),
        Expr::Field(field) => match (&*field.base, &field.member) {
            (Expr::Path(base), Member::Named(name)) if base.path.is_ident("self") => Some(name.to_string()),
            _ => None,
        },
        Expr::Path(path) => of_self(&path.path),
        _ => None,
    }
}

fn variant(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Path(path) => of_self(&path.path),
        Pat::TupleStruct(variant) => of_self(&variant.path),
        _ => None,
    }
}

fn of_self(path: &syn::Path) -> Option<String> {
    let (first, last) = (path.segments.first()?, path.segments.last()?);
    (path.segments.len() == 2 && first.ident == "Self").then(|| last.ident.to_string())
}
