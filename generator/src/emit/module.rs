//! A crate as a module for `include!`: no inner attributes, no feature gates, paths relative to it.

use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};

use crate::files::FileSet;
use crate::plan::Crate;

use super::print::print;
use super::{EmitError, Malformed};

/// The features that a module has: it cannot ask, since a module has no manifest.
const FEATURES: [&str; 3] = ["reqwest", "rustls", "webhook"];

/// Turns the files of a crate into those of a module; `mod.rs` is the one to include.
pub fn module(plan: &Crate, files: &FileSet) -> Result<FileSet, EmitError> {
    let mut module = FileSet::new();
    let tags = plan.groups.iter().filter_map(|group| group.feature.as_deref());
    let features: Vec<&str> = FEATURES.into_iter().chain(tags).collect();
    for (path, bytes) in files.iter() {
        // What only the feature `mock` compiles would be read for nothing.
        let Some(path) = path.strip_prefix("src/").filter(|path| *path != "mock.rs") else { continue };
        let text = String::from_utf8_lossy(bytes);
        // `a.rs` and `a/mod.rs` are one module below the root, `a/b.rs` is two.
        let (path, depth) = match path {
            "lib.rs" => ("mod.rs", 0),
            _ => (path, path.trim_end_matches("/mod.rs").matches('/').count() + 1),
        };
        module.insert(path, rewrite(path, &text, depth, &features)?)?;
    }
    Ok(module)
}

/// Rewrites a file that stands `depth` modules below the root.
fn rewrite(path: &str, text: &str, depth: usize, features: &[&str]) -> Result<String, EmitError> {
    let malformed = |error| Malformed::new(error, path.to_owned());
    let mut file = syn::parse_file(text).map_err(malformed)?;
    file.attrs.retain(|attribute| !["allow", "forbid"].iter().any(|name| attribute.path().is_ident(name)));
    // Inner docs are no item's, and an included file may not begin with them.
    file.attrs.retain(|attribute| depth > 0 || !attribute.path().is_ident("doc"));
    Gates { features }.visit_file_mut(&mut file);
    if depth == 0 {
        // A program uses a part of an API, and cannot say so inside of what it includes; the inner `allow` went with the others.
        // Clippy spares names that others may see, which none of a module are; and where a gate went, `let` may be left alone.
        let unused: syn::Attribute = syn::parse_quote! {
            #[allow(clippy::disallowed_names, clippy::let_and_return, clippy::wrong_self_convention, dead_code, deprecated, unused_imports)]
        };
        for attributes in file.items.iter_mut().filter_map(attributes) {
            attributes.retain(|attribute| !attribute.path().is_ident("allow"));
            attributes.insert(0, unused.clone());
        }
    }
    let tokens = relative(quote::ToTokens::to_token_stream(&file), depth);
    let file: syn::File = syn::parse2(tokens).map_err(malformed)?;
    Ok(print(file))
}

/// Replaces `crate::` by the way from this file to the root of the module.
fn relative(tokens: TokenStream, depth: usize) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident)
                if ident == "crate"
                    && matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':') =>
            {
                out.extend(way(depth, ident.span()));
            }
            TokenTree::Group(group) => {
                let inner = relative(group.stream(), depth + usize::from(opens_module(&out)));
                out.push(Group::new(group.delimiter(), inner).into());
            }
            other => out.push(other),
        }
    }
    out.into_iter().collect()
}

/// Says whether what was written last is `mod name`, so that the braces that follow are one module deeper.
fn opens_module(written: &[TokenTree]) -> bool {
    matches!(written, [.., TokenTree::Ident(keyword), TokenTree::Ident(_)] if keyword == "mod")
}

/// `self`, `super`, `super::super`, …
fn way(depth: usize, span: Span) -> Vec<TokenTree> {
    if depth == 0 {
        return vec![Ident::new("self", span).into()];
    }
    let mut way: Vec<TokenTree> = Vec::new();
    for step in 0..depth {
        if step > 0 {
            way.push(Punct::new(':', Spacing::Joint).into());
            way.push(Punct::new(':', Spacing::Alone).into());
        }
        way.push(Ident::new("super", span).into());
    }
    way
}

/// Decides feature gates: what is not compiled goes, what is loses its gate.
struct Gates<'f> {
    features: &'f [&'f str],
}

impl Gates<'_> {
    /// Removes the gates of an item, but for what they ask about other than features; returns whether it stays.
    fn stays(&self, attributes: &mut Vec<syn::Attribute>) -> bool {
        let mut stays = true;
        attributes.retain_mut(|attribute| {
            if !attribute.path().is_ident("cfg") {
                return true;
            }
            match attribute.parse_args::<syn::Meta>().map(|condition| self.left(condition)) {
                Ok(Left::Known(holds)) => {
                    stays &= holds;
                    false
                }
                Ok(Left::Open(condition)) => {
                    *attribute = syn::parse_quote! { #[cfg(#condition)] };
                    true
                }
                Err(_) => true,
            }
        });
        stays
    }

    /// Evaluates what a condition asks about features.
    fn left(&self, condition: syn::Meta) -> Left {
        match &condition {
            syn::Meta::NameValue(pair) if pair.path.is_ident("feature") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(name), .. }) => {
                    Left::Known(self.features.contains(&name.value().as_str()))
                }
                _ => open(condition),
            },
            syn::Meta::List(list) => {
                let parts = list.parse_args_with(Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated);
                let Ok(parts) = parts else { return open(condition) };
                let mut parts = parts.into_iter().map(|part| self.left(part));
                if list.path.is_ident("all") {
                    joined(&list.path, parts, true)
                } else if list.path.is_ident("any") {
                    joined(&list.path, parts, false)
                } else {
                    match parts.next().filter(|_| list.path.is_ident("not")) {
                        Some(Left::Known(holds)) => Left::Known(!holds),
                        Some(Left::Open(part)) => open(syn::parse_quote! { not(#part) }),
                        None => open(condition),
                    }
                }
            }
            syn::Meta::NameValue(_) | syn::Meta::Path(_) => open(condition),
        }
    }
}

/// What is left of a condition whose features are known.
enum Left {
    Known(bool),
    Open(Box<syn::Meta>),
}

fn open(condition: syn::Meta) -> Left {
    Left::Open(Box::new(condition))
}

/// Joins the parts of `all`, for which `neutral` is true, or of `any`, for which it is false.
fn joined(word: &syn::Path, parts: impl Iterator<Item = Left>, neutral: bool) -> Left {
    let mut rest = Vec::new();
    for part in parts {
        match part {
            Left::Known(holds) if holds == neutral => {}
            Left::Known(holds) => return Left::Known(holds),
            Left::Open(part) => rest.push(part),
        }
    }
    match rest.as_slice() {
        [] => Left::Known(neutral),
        [only] => Left::Open(only.clone()),
        several => open(syn::parse_quote! { #word(#(#several),*) }),
    }
}

impl VisitMut for Gates<'_> {
    fn visit_file_mut(&mut self, file: &mut syn::File) {
        file.items.retain_mut(|item| attributes(item).is_none_or(|attributes| self.stays(attributes)));
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        if let Some((_, items)) = &mut module.content {
            items.retain_mut(|item| attributes(item).is_none_or(|attributes| self.stays(attributes)));
        }
        visit_mut::visit_item_mod_mut(self, module);
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        item.items.retain_mut(|member| match member {
            syn::ImplItem::Fn(member) => self.stays(&mut member.attrs),
            syn::ImplItem::Const(member) => self.stays(&mut member.attrs),
            syn::ImplItem::Type(member) => self.stays(&mut member.attrs),
            _ => true,
        });
        visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_fields_named_mut(&mut self, fields: &mut syn::FieldsNamed) {
        let kept = std::mem::take(&mut fields.named)
            .into_iter()
            .filter_map(|mut field| self.stays(&mut field.attrs).then_some(field));
        fields.named = kept.collect();
        visit_mut::visit_fields_named_mut(self, fields);
    }

    fn visit_expr_struct_mut(&mut self, value: &mut syn::ExprStruct) {
        let kept = std::mem::take(&mut value.fields)
            .into_iter()
            .filter_map(|mut field| self.stays(&mut field.attrs).then_some(field));
        value.fields = kept.collect();
        if value.rest.is_some() && !value.fields.is_empty() {
            value.fields.push_punct(<syn::Token![,]>::default());
        }
        visit_mut::visit_expr_struct_mut(self, value);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block.stmts.retain_mut(|statement| match statement {
            syn::Stmt::Local(local) => self.stays(&mut local.attrs),
            syn::Stmt::Macro(call) => self.stays(&mut call.attrs),
            syn::Stmt::Item(item) => attributes(item).is_none_or(|attributes| self.stays(attributes)),
            syn::Stmt::Expr(expression, _) => {
                expression_attributes(expression).is_none_or(|attributes| self.stays(attributes))
            }
        });
        visit_mut::visit_block_mut(self, block);
    }
}

/// The attributes of an expression that may stand as a statement.
fn expression_attributes(expression: &mut syn::Expr) -> Option<&mut Vec<syn::Attribute>> {
    Some(match expression {
        syn::Expr::Assign(expression) => &mut expression.attrs,
        syn::Expr::Block(expression) => &mut expression.attrs,
        syn::Expr::Call(expression) => &mut expression.attrs,
        syn::Expr::If(expression) => &mut expression.attrs,
        syn::Expr::Macro(expression) => &mut expression.attrs,
        syn::Expr::Match(expression) => &mut expression.attrs,
        syn::Expr::MethodCall(expression) => &mut expression.attrs,
        syn::Expr::Return(expression) => &mut expression.attrs,
        _ => return None,
    })
}

fn attributes(item: &mut syn::Item) -> Option<&mut Vec<syn::Attribute>> {
    Some(match item {
        syn::Item::Const(item) => &mut item.attrs,
        syn::Item::Enum(item) => &mut item.attrs,
        syn::Item::Fn(item) => &mut item.attrs,
        syn::Item::Impl(item) => &mut item.attrs,
        syn::Item::Macro(item) => &mut item.attrs,
        syn::Item::Mod(item) => &mut item.attrs,
        syn::Item::Static(item) => &mut item.attrs,
        syn::Item::Struct(item) => &mut item.attrs,
        syn::Item::Trait(item) => &mut item.attrs,
        syn::Item::Type(item) => &mut item.attrs,
        syn::Item::Use(item) => &mut item.attrs,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens as _, quote};
    use syn::visit_mut::VisitMut as _;

    use super::Gates;

    #[test]
    fn gates_ask_about_features_no_more() {
        let mut file: syn::File = syn::parse_quote! {
            #[cfg(feature = "a")]
            struct A;
            #[cfg(feature = "b")]
            struct B;
            #[cfg(all(feature = "a", not(target_family = "wasm")))]
            struct C;
            #[cfg(not(all(feature = "a", not(target_family = "wasm"))))]
            struct D;
            #[cfg(any(feature = "a", unix))]
            struct E;
            #[cfg(all(feature = "b", unix))]
            struct F;
            #[cfg(any(feature = "b", unix, windows))]
            struct G;
        };
        Gates { features: &["a"] }.visit_file_mut(&mut file);
        let expected = quote! {
            struct A;
            #[cfg(not(target_family = "wasm"))]
            struct C;
            #[cfg(not(not(target_family = "wasm")))]
            struct D;
            struct E;
            #[cfg(any(unix, windows))]
            struct G;
        };
        assert_eq!(file.to_token_stream().to_string(), expected.to_string());
    }
}
