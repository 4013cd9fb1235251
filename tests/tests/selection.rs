//! Parts of a document: the operations that are asked for, and what they carry.

use signet::diagnostics::{Code, Diagnostics};
use signet::source::Input;
use signet::{Generated, Request, Selection};

const DOCUMENT: &str = "
openapi: 3.0.3
info: { title: Shop, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, tags: [Pets], responses: { '200': { $ref: '#/components/responses/Pet' } } }
    delete: { operationId: deletePets, tags: [Pets], responses: { '204': { description: x } } }
  /toys:
    get: { operationId: listToys, tags: [Toys], responses: { '200': { $ref: '#/components/responses/Toy' } } }
  /broken:
    get: { operationId: broken, tags: [Toys], responses: { '200': { $ref: '#/nowhere' } } }
components:
  responses:
    Pet: { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
    Toy: { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Toy' } } } }
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
    Toy: { type: object, properties: { name: { type: string } } }
";

fn generate(include: &[&str], exclude: &[&str]) -> (Option<Generated>, Diagnostics) {
    let texts = |patterns: &[&str]| patterns.iter().map(|&pattern| pattern.to_owned()).collect();
    let request = Request {
        inputs: vec![Input::text("shop.yaml", DOCUMENT)],
        selection: Selection { include: texts(include), exclude: texts(exclude) },
        ..Request::default()
    };
    let mut found = Diagnostics::new();
    let (_, generated) = signet::generate(&request, &mut found);
    (generated, found)
}

/// What is not asked for leaves no type, no tag and no diagnostic.
#[test]
fn only_what_is_asked_for_is_made() {
    for (include, exclude, operations, types) in [
        (&["Pets"][..], &[][..], 2, 1),
        (&["list*"], &[], 2, 2),
        (&["/pets", "listToys"], &["deletePets"], 2, 2),
        (&[], &["/toys", "/broken"], 2, 1),
        (&[], &["broken"], 3, 2),
    ] {
        let (generated, found) = generate(include, exclude);
        let summary = generated.unwrap().summary;
        assert_eq!(
            (summary.operations, summary.types, summary.skipped, found.len()),
            (operations, types, 0, 0),
            "{include:?} {exclude:?}"
        );
    }
    let (generated, _) = generate(&["Pets"], &[]);
    assert!(!generated.unwrap().files.iter().any(|(path, _)| path.contains("toy")));
}

#[test]
fn what_is_skipped_is_counted_among_what_is_asked_for() {
    let (generated, found) = generate(&["Toys"], &[]);
    let summary = generated.unwrap().summary;
    assert_eq!((summary.operations, summary.skipped, found.len()), (1, 1, 1));
}

#[test]
fn a_pattern_that_matches_nothing_is_an_error() {
    let (generated, found) = generate(&["Pets", "/toy"], &["none*"]);
    assert!(generated.is_none());
    let said: Vec<_> = found.iter().map(|each| (each.code, each.message.as_str())).collect();
    assert_eq!(
        said,
        [(Code::Selection, "no operation matches `/toy`"), (Code::Selection, "no operation matches `none*`")]
    );
}
