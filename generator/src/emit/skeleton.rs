//! The manifest and the README, rendered from templates.

use minijinja::{Environment, Value, context};
use signet_templates::{Dependency, Runtime};

use crate::files::FileSet;
use crate::plan::{BodyForm, Crate, OperationPlan, Publish, RustType, Target};

use super::{EmitError, escape, manifest};

pub(super) fn files(plan: &Crate, runtime: &Runtime, files: &mut FileSet) -> Result<(), EmitError> {
    let context = context(plan, runtime);
    let environment = environment()?;
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

fn environment() -> Result<Environment<'static>, EmitError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.add_filter("toml", |value: Value| manifest::value(&value));
    environment.add_filter("toml_comment", |text: String| escape::toml_comment(&text));
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

fn context(plan: &Crate, runtime: &Runtime) -> Value {
    let manifest = &plan.manifest;
    let operations: Vec<Value> = plan
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |operation| (group, operation)))
        .map(|(group, operation)| {
            let view = if group.view.is_some() { format!("{}().", group.module) } else { String::new() };
            context! { key => format!("{} {}", operation.http_method, operation.path), call => format!("client.{view}{}", signature(operation)) }
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
        operations,
        webhooks => plan.webhooks.is_some(),
        verified_webhooks => plan.verifies_webhooks(),
        environment => plan.client.environments.first().map(|each| each.name.as_str()),
        dates => runtime.has("values/dates.rs"),
        uuids => runtime.has("values/uuids.rs"),
        base64 => runtime.has("values/base64.rs"),
    }
}

fn signature(operation: &OperationPlan) -> String {
    let arguments: Vec<String> = operation
        .arguments
        .iter()
        .map(|argument| match &argument.target {
            Target::Body(body) => match &body.form {
                BodyForm::Json(RustType::Nullable(_)) => format!("Some(&{})", argument.name),
                BodyForm::Json(_) | BodyForm::Pairs(..) | BodyForm::Multipart(_) | BodyForm::Text => {
                    format!("&{}", argument.name)
                }
                BodyForm::Bytes(_) => argument.name.clone(),
            },
            Target::Path(..) | Target::Query(..) | Target::Header(..) | Target::Styled(_) => argument.name.clone(),
        })
        .collect();
    match &operation.request {
        Some(request) => format!("{}(ops::{request} {{ … }})", operation.method),
        None => format!("{}({})", operation.method, arguments.join(", ")),
    }
}
