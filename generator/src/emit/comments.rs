//! Docs of a module, which its printer writes as comments: what would be hidden in one is spelled out.

use syn::visit_mut::VisitMut;

use super::format::{is_hidden, visible};

/// Spells out the docs of everything in a file.
pub(super) struct Comments;

impl VisitMut for Comments {
    fn visit_attribute_mut(&mut self, attribute: &mut syn::Attribute) {
        let syn::Meta::NameValue(pair) = &mut attribute.meta else { return };
        if pair.path.is_ident("doc")
            && let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &mut pair.value
            && text.value().contains(is_hidden)
        {
            *text = syn::LitStr::new(&visible(&text.value()), text.span());
        }
    }
}

#[cfg(test)]
mod tests {
    use syn::visit_mut::VisitMut as _;

    use super::Comments;

    #[test]
    fn what_turns_the_text_is_spelled_out_and_the_rest_stays() {
        let mut file: syn::File = syn::parse_quote! {
            #[doc = " Left \u{202e} right."]
            struct A {
                #[doc = " A bell: \u{7}."]
                a: u8,
                /// Größe.
                b: u8,
            }
        };
        Comments.visit_file_mut(&mut file);
        let text = prettyplease::unparse(&file);
        assert!(text.contains("/// Left \\u{202e} right.\n"), "{text}");
        assert!(text.contains("/// A bell: \\u{7}.\n") && text.contains("/// Größe.\n"), "{text}");
    }
}
