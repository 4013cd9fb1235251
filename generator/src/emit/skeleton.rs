//! The manifest and the README, rendered from templates.

use minijinja::{Environment, State, Value, context};
use signet_templates::{Dependency, Runtime};

use crate::files::FileSet;
use crate::plan::{Crate, Docs, Group, Publish, markdown_code};

use super::{EmitError, escape, manifest};

/// Renders the manifest and the README, and adds what is the same for every crate.
pub(super) fn files(
    plan: &Crate,
    runtime: &Runtime,
    program: Option<&str>,
    files: &mut FileSet,
) -> Result<(), EmitError> {
    let environment = environment()?;
    let context = context! { rustdoc => false, ..context(plan, runtime, program) };
    for (path, text) in signet_templates::SKELETON {
        let Some(target) = path.strip_suffix(".j2") else {
            files.insert(path, text)?;
            continue;
        };
        let mut rendered = environment.get_template(path)?.render(&context)?;
        if !rendered.ends_with('\n') {
            rendered.push('\n');
        }
        files.insert(target, rendered)?;
    }
    Ok(())
}

/// Renders the README as the docs of the crate, in which names are links.
pub(super) fn docs(plan: &Crate, runtime: &Runtime, program: Option<&str>) -> Result<Docs, EmitError> {
    let context = context! { rustdoc => true, ..context(plan, runtime, program) };
    let rendered = environment()?.get_template(README)?.render(context)?;
    let client = ["Client", "`Client`"].map(str::to_owned);
    Ok(Docs::page(rendered, client.into_iter().chain(plan.groups.iter().filter_map(path)).collect()))
}

/// The template of the README.
const README: &str = "README.md.j2";

/// The path of the method that leads to a group's view.
fn path(group: &Group) -> Option<String> {
    group.view.as_ref().map(|_| format!("Client::{}", group.module))
}

fn environment() -> Result<Environment<'static>, EmitError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.add_filter("toml", |value: Value| manifest::value(&value));
    environment.add_filter("toml_comment", |text: String| escape::toml_comment(&text));
    environment.add_filter("link", link);
    environment.add_filter("markdown", |text: String| escape::markdown(&text));
    environment.add_filter("markdown_cell", |text: String| escape::markdown_cell(&text));
    environment.add_filter("markdown_code_cell", |text: String| escape::markdown_code_cell(&text));
    for (path, text) in signet_templates::SKELETON {
        if path.strip_suffix(".j2").is_some() {
            environment.add_template(path, text)?;
        }
    }
    Ok(environment)
}

/// Writes code that is a link in docs.
fn link(state: &State<'_, '_>, code: &str, path: &str) -> String {
    let code = markdown_code(code);
    let is_linked = state.lookup("rustdoc").is_some_and(|rustdoc| rustdoc.is_true());
    match (is_linked, code == format!("`{path}`")) {
        // rustdoc refuses a path that only repeats the name.
        (true, true) => format!("[{code}]"),
        (true, false) => format!("[{code}]({path})"),
        (false, _) => code,
    }
}

fn context(plan: &Crate, runtime: &Runtime, program: Option<&str>) -> Value {
    let manifest = &plan.manifest;
    let groups: Vec<Value> = plan
        .groups
        .iter()
        .map(|group| {
            let call = if group.view.is_some() { format!("client.{}()", group.module) } else { "client".to_owned() };
            let path = path(group).unwrap_or_else(|| "Client".to_owned());
            let count = group.operations.len() + group.shared.len();
            context! { tag => group.tag.as_str(), call, path, count }
        })
        .collect();
    let dependencies: Vec<String> = runtime.dependencies().map(Dependency::line).collect();
    let mut features: Vec<Value> = manifest
        .features
        .iter()
        .map(
            |each| context! { name => each.name.as_str(), is_ascii => each.name.is_ascii(), enables => each.enables.clone(), docs => each.docs.as_str() },
        )
        .collect();
    features.extend(runtime.features().map(
        |each| context! { name => each.name, is_ascii => true, enables => each.enables.to_vec(), docs => each.docs },
    ));
    context! {
        name => manifest.name.as_str(),
        version => manifest.version.as_str(),
        package => manifest::package(&manifest.package),
        unlicensed => manifest.package.publish == Publish::Unlicensed,
        title => plan.title.as_str(),
        api_version => plan.api_version.as_str(),
        features,
        dependencies,
        examples => plan.examples.clone(),
        tagged => plan.groups.iter().any(|group| group.view.is_some()),
        groups,
        program,
        library => manifest.library(),
        webhooks => plan.webhooks.is_some(),
        verified_webhooks => plan.verifies_webhooks(),
        environment => plan.client.environments.first().map(|each| each.name.as_str()),
        dates => runtime.has("values/dates.rs"),
        uuids => runtime.has("values/uuids.rs"),
        base64 => runtime.has("values/base64.rs"),
    }
}
