//! The runtime: the parts that an API needs, copied, and an index of them.

use crate::files::FileSet;
use crate::plan::Crate;

use super::EmitError;

/// Copies the parts of the runtime, and the lines of its index that belong to them.
pub(super) fn files(plan: &Crate, files: &mut FileSet) -> Result<(), EmitError> {
    let modules: Vec<&str> = plan.manifest.parts.iter().flat_map(|part| part.modules).copied().collect();
    for module in &modules {
        for (path, text) in signet_templates::module_files(module) {
            files.insert(format!("src/runtime/{path}"), text)?;
        }
    }
    let index = signet_templates::runtime_file(signet_templates::RUNTIME_INDEX).unwrap_or_default();
    files.insert("src/runtime/mod.rs", index_of(index, &modules))?;
    Ok(())
}

/// Keeps the items of the runtime's index that name one of some modules; what stands above an item goes with it.
fn index_of(index: &str, modules: &[&str]) -> String {
    let mut kept = String::new();
    let mut item = String::new();
    for line in index.lines() {
        item.push_str(line);
        item.push('\n');
        let blank = line.trim().is_empty() || line.starts_with("//!");
        if !blank && !line.ends_with(';') {
            continue;
        }
        let statement = item.lines().find(|line| line.starts_with("pub ")).unwrap_or_default();
        let path = statement.trim_start_matches("pub ").trim_start_matches("mod ").trim_start_matches("use ");
        let path = path.trim_start_matches("self::");
        let module = path.split([':', ';']).next().unwrap_or_default();
        if blank || modules.contains(&module) {
            kept.push_str(&item);
        }
        item.clear();
    }
    kept
}
