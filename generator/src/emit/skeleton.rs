//! The files that depend on names and features but on no schema, and the runtime's parts.

use minijinja::{Environment, Value, context};

use crate::files::FileSet;
use crate::plan::{
    BodyForm, Crate, Credential, CredentialKind, Docs, OAuth2Plan, OperationPlan, Publish, QueryPlan, RustType, Target,
    TokensPlan, TypeItem,
};

use super::{EmitError, escape, manifest};

pub(super) fn files(plan: &Crate, files: &mut FileSet) -> Result<(), EmitError> {
    let context = context(plan);
    let environment = environment()?;
    for (path, text) in signet_templates::SKELETON {
        let Some(target) = path.strip_suffix(".j2") else {
            files.insert(path, text)?;
            continue;
        };
        let is_needed = match target {
            "src/environment.rs" => !plan.client.environments.is_empty(),
            "src/server.rs" => has_choices(plan),
            _ => true,
        };
        if !is_needed {
            continue;
        }
        let mut rendered = environment.get_template(path)?.render(&context)?;
        if !rendered.ends_with('\n') {
            rendered.push('\n');
        }
        files.insert(target, rendered)?;
    }
    runtime(plan, files)
}

/// Renders the root of a module that is taken in with `include!`.
pub(super) fn module_root(plan: &Crate) -> Result<String, EmitError> {
    let root = minijinja::context! { root => false, ..context(plan) };
    Ok(environment()?.get_template("src/lib.rs.j2")?.render(root)?)
}

fn environment() -> Result<Environment<'static>, EmitError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.add_filter("rust", |text: String| escape::rust(&text));
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

fn context(plan: &Crate) -> Value {
    let manifest = &plan.manifest;
    let has = |part: &str| manifest.has(part);
    let groups: Vec<Value> = plan
        .groups
        .iter()
        .map(|group| {
            let about = Docs::from("Leads to the operations of ").code(&group.tag).text(".");
            let docs = if group.docs.is_empty() { about.lines() } else { group.docs.lines() };
            context! { module => group.module.as_str(), file => group.file.as_str(), is_ascii => group.file.is_ascii(), view => group.view.as_deref(), feature => group.feature.as_deref(), docs }
        })
        .collect();
    let environments: Vec<Value> = plan
        .client
        .environments
        .iter()
        .map(|each| {
            let docs = if each.docs.is_empty() { Docs::of_code(&each.server).lines() } else { each.docs.lines() };
            context! { name => each.name.as_str(), server => each.server.as_str(), response_key => each.response_key.as_deref(), docs }
        })
        .collect();
    let signers = plan.profiles.len();
    let credentials: Vec<Value> = plan.client.credentials.iter().map(|each| credential(each, signers)).collect();
    let operations: Vec<Value> = plan
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |operation| (group, operation)))
        .map(|(group, operation)| {
            let view = if group.view.is_some() { format!("{}().", group.module) } else { String::new() };
            context! { key => format!("{} {}", operation.http_method, operation.path), call => format!("client.{view}{}", signature(operation)) }
        })
        .collect();
    let dependencies: Vec<String> = manifest.dependencies.iter().map(|each| each.line()).collect();
    let features: Vec<Value> = manifest
        .features
        .iter()
        .map(
            |each| context! { name => each.name.as_str(), is_ascii => each.name.is_ascii(), enables => each.enables.clone(), docs => each.docs.as_str() },
        )
        .collect();
    let drop_empty = match plan.client.query {
        QueryPlan::Rfc6570 => None,
        QueryPlan::FormUrlencoded { drop_empty } => Some(drop_empty.to_string()),
    };
    context! {
        root => true,
        name => manifest.name.as_str(),
        version => manifest.version.as_str(),
        package => manifest::package(&manifest.package),
        unlicensed => manifest.package.publish == Publish::Unlicensed,
        title => plan.title.as_str(),
        api_version => plan.api_version.as_str(),
        user_agent => format!("{}/{}", manifest.name, manifest.version),
        features,
        dependencies,
        examples => plan.examples.clone(),
        docs => crate_docs(plan).lines(),
        environments,
        tagged => plan.groups.iter().any(|group| group.view.is_some()),
        groups,
        operations,
        errors => !plan.errors.is_empty(),
        gated_errors => plan.errors.iter().all(|each| !each.features.is_empty()),
        types => !plan.types.is_empty(),
        deprecated => plan.types.iter().any(TypeItem::is_deprecated),
        is_ascii => plan.is_ascii,
        has_placeholders => plan.has_placeholders,
        signing => !plan.profiles.is_empty() || plan.check.is_some(),
        webhooks => plan.webhooks.is_some(),
        verified_webhooks => verified_webhooks(plan),
        signed => signed(plan),
        reads_leniently => plan.client.reads_leniently,
        profiles => !plan.profiles.is_empty(),
        ed25519 => has("ed25519"),
        secp256k1 => has("secp256k1"),
        multipart => has("multipart"),
        dates => has("dates"),
        uuids => has("uuids"),
        base64 => has("base64"),
        events => has("events"),
        lines => has("lines"),
        response_headers => has("response headers"),
        patch => has("patch"),
        pager => has("pager"),
        imports => imports(plan),
        drop_empty,
        default_server => plan.client.default_server.as_ref().map(|server| server.url.as_str()),
        variables => variables(plan),
        choices => has_choices(plan),
        responses_signed => plan.client.responses_signed,
        credentials,
        bearer_token => has_bearer_token(plan),
        bearer_schemes => plan.client.bearer_schemes.clone(),
        scheme_headers => plan.client.scheme_headers.clone(),
        requirements => plan.client.requirements.clone(),
        tokens => plan.client.tokens.as_ref().map(tokens),
        oauth2 => plan.client.oauth2.as_ref().map(oauth2),
    }
}

/// Says whether the crate checks who sent a webhook.
fn verified_webhooks(plan: &Crate) -> bool {
    plan.webhooks.as_ref().is_some_and(|webhooks| webhooks.verification.is_some())
}

/// What the API signs with the keys of its environments; nothing where it signs nothing.
fn signed(plan: &Crate) -> Option<&'static str> {
    match (plan.client.responses_signed, verified_webhooks(plan)) {
        (true, true) => Some("responses and webhooks"),
        (true, false) => Some("responses"),
        (false, true) => Some("webhooks"),
        (false, false) => None,
    }
}

fn tokens(plan: &TokensPlan) -> Value {
    let option = |name: &Option<String>| match name {
        Some(name) => format!("Some({})", escape::rust(name)),
        None => "None".to_owned(),
    };
    context! {
        scheme => plan.scheme.as_str(),
        get => plan.get.as_str(),
        refresh => plan.refresh.as_deref(),
        access_token => plan.access_token.as_str(),
        lifetime => option(&plan.lifetime),
        refresh_token => option(&plan.refresh_token),
        beside => plan.beside.clone(),
        cfg => joined("all", plan.features.iter().map(|each| joined("any", each.iter().map(|name| feature(name))))),
    }
}

fn oauth2(plan: &OAuth2Plan) -> Value {
    let docs = Docs::from("Returns a client that gets tokens of the authorization server at ").code(&plan.token_url);
    let docs = docs
        .text(", and renews them.")
        .and("It calls with them wherever the API takes one, and shares everything else with this one.");
    context! {
        scheme => plan.scheme.as_str(),
        token_url => plan.token_url.as_str(),
        refresh_url => plan.refresh_url.as_str(),
        beside => Vec::<String>::new(),
        docs => docs.lines(),
    }
}

fn feature(name: &str) -> String {
    format!("feature = {}", escape::rust(name))
}

/// Joins conditions of a `cfg`: one alone is joined with nothing.
fn joined(how: &str, conditions: impl Iterator<Item = String>) -> String {
    let conditions: Vec<String> = conditions.collect();
    if conditions.len() > 1 { format!("{how}({})", conditions.join(", ")) } else { conditions.concat() }
}

/// Says whether a variable of the server has an enumeration of its values.
fn has_choices(plan: &Crate) -> bool {
    plan.client.default_server.iter().flat_map(|server| &server.variables).any(|variable| !variable.values.is_empty())
}

fn variables(plan: &Crate) -> Vec<Value> {
    let variables = plan.client.default_server.iter().flat_map(|server| &server.variables);
    let shown = variables.map(|each| {
        let about = Docs::from("Chooses ").code(&each.variable).text(" in the URL of the server.");
        let values: Vec<Value> = each
            .values
            .iter()
            .map(|(name, value)| {
                let default = *value == each.default;
                let docs = Docs::of_code(value).lines();
                context! { name, value, default, docs }
            })
            .collect();
        context! {
            variable => each.variable.as_str(),
            default => each.default.as_str(),
            setter => each.setter.as_str(),
            argument => each.argument.as_str(),
            choice => each.choice.as_str(),
            docs => about.and(each.docs.clone()).lines(),
            values,
        }
    });
    shown.collect()
}

fn crate_docs(plan: &Crate) -> Docs {
    let mut docs = Docs::from("A client for ").plain(&plan.title).text(".").and(plan.description.clone());
    for (part, package, what) in [("dates", "chrono", "Dates and times"), ("uuids", "uuid", "UUIDs")] {
        if plan.manifest.has(part) {
            docs.paragraph(Docs::from(what).text(" are types of ").link(package).text(", which this crate passes on."));
        }
    }
    docs
}

/// Says whether the builder has the method `bearer_token` of every client; a scheme of that name has its own.
fn has_bearer_token(plan: &Crate) -> bool {
    let is_its_own = |each: &Credential| each.kind != CredentialKind::Signature && each.name == "bearer_token";
    !plan.client.credentials.iter().any(is_its_own)
}

/// What `client.rs` imports.
fn imports(plan: &Crate) -> String {
    let mut imports: Vec<String> =
        ["Api", "Client", "ClientBuilder", "QueryEncoding"].map(|name| format!("crate::runtime::{name}")).into();
    if has_bearer_token(plan) {
        imports.push("crate::runtime::Secret".to_owned());
    }
    if !plan.client.environments.is_empty() {
        imports.push("crate::environment::Environment".to_owned());
    }
    if plan.client.responses_signed {
        imports.extend(["BuildError", "Verify"].map(|name| format!("crate::runtime::{name}")));
        imports.extend(["ResponseKey", "ResponseVerifier"].map(|name| format!("crate::runtime::verification::{name}")));
        imports.push("crate::signing".to_owned());
    }
    for credential in &plan.client.credentials {
        match &credential.kind {
            CredentialKind::Signature => {
                imports.extend(["Signer", "Signing"].map(|name| format!("crate::runtime::signing::{name}")));
                imports.push("crate::signing".to_owned());
            }
            CredentialKind::HeaderKey(_) => imports.push("crate::runtime::api_key::HeaderKey".to_owned()),
            CredentialKind::QueryKey(_) => imports.push("crate::runtime::api_key::QueryKey".to_owned()),
            CredentialKind::CookieKey(_) => imports.push("crate::runtime::api_key::CookieKey".to_owned()),
            CredentialKind::Token { .. } => {
                imports.extend(["TokenCredential", "Tokens"].map(|name| format!("crate::runtime::{name}")));
            }
            CredentialKind::Bearer => imports.push("crate::runtime::bearer::Bearer".to_owned()),
            CredentialKind::Basic => imports.push("crate::runtime::basic::Basic".to_owned()),
        }
        if !matches!(credential.kind, CredentialKind::Signature) {
            imports.push("crate::runtime::Secret".to_owned());
        }
    }
    super::format::merged(imports.iter().map(String::as_str))
}

/// The builder's method for a credential: its name, what it takes and what it makes of it.
fn credential(credential: &Credential, signers: usize) -> Value {
    let secret = "secret: impl Into<Secret>";
    let (method, arguments, value, about) = match &credential.kind {
        CredentialKind::Signature => {
            let method = if signers == 1 { "signer".to_owned() } else { format!("{}_signer", credential.name) };
            let value = format!("Signing::new(&signing::{}, signer)", credential.marker);
            (method, "signer: impl Signer", value, "Signs requests with this key.")
        }
        CredentialKind::HeaderKey(header) => {
            let value = format!("HeaderKey::new({}, secret)", escape::rust(&header.to_ascii_lowercase()));
            (credential.name.clone(), secret, value, "Sends this secret in a header.")
        }
        CredentialKind::QueryKey(parameter) => {
            let value = format!("QueryKey::new({}, secret)", escape::rust(parameter));
            (credential.name.clone(), secret, value, "Sends this secret in the query.")
        }
        CredentialKind::CookieKey(cookie) => {
            let value = format!("CookieKey::new({}, secret)", escape::rust(cookie));
            (credential.name.clone(), secret, value, "Sends this secret in a cookie.")
        }
        CredentialKind::Bearer => (
            credential.name.clone(),
            secret,
            "Bearer::new(secret)".to_owned(),
            "Sends this token as `Authorization: Bearer`.",
        ),
        CredentialKind::Token { beside } => {
            let beside: Vec<String> = beside.iter().map(|scheme| escape::rust(scheme)).collect();
            let value = format!("TokenCredential::new(Tokens::fixed(secret), &[{}])", beside.join(", "));
            (credential.name.clone(), secret, value, "Sends this token as `Authorization: Bearer`.")
        }
        CredentialKind::Basic => (
            credential.name.clone(),
            "user: &str, password: impl Into<Secret>",
            "Basic::new(user, password)".to_owned(),
            "Sends user and password as `Authorization: Basic`.",
        ),
    };
    let docs = Docs::from(about).and(credential.docs.clone()).lines();
    context! { method, arguments, value, scheme => credential.scheme.as_str(), docs }
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
            _ => argument.name.clone(),
        })
        .collect();
    match &operation.request {
        Some(request) => format!("{}(ops::{request} {{ … }})", operation.method),
        None => format!("{}({})", operation.method, arguments.join(", ")),
    }
}

/// Copies the parts of the runtime, and the lines of its index that belong to them.
fn runtime(plan: &Crate, files: &mut FileSet) -> Result<(), EmitError> {
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
