//! The document embedded in a page is found and cut out unchanged: each page of `corpus/pages`.

use signet::source::page::extract;

#[test]
fn pages() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../corpus/pages/snapshots" }, {
        insta::glob!("../corpus/pages", "*.{md,mdx}", |path| {
            let page = std::fs::read_to_string(path).unwrap();
            let shown = match extract(&page) {
                Ok(embedded) => {
                    assert_eq!(page.get(embedded.range), Some(embedded.yaml), "the text is that of the page");
                    // With the line ends visible, which snapshots do not keep.
                    format!("{}\n{}", embedded.info, embedded.yaml.replace('\r', "␍"))
                }
                Err(error) => format!("error: {error}"),
            };
            insta::assert_snapshot!("page", shown);
        });
    });
}
