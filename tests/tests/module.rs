//! A module made by a build script: no manifest of its own, taken in with `include!`, and called.

use std::fs;
use std::path::Path;
use std::process::Command;

const BUILD: &str = r#"
fn main() -> Result<(), signet::GenerateError> {
    let out = std::env::var_os("OUT_DIR").unwrap();
    let folder = std::path::Path::new(&out).join("api");
    signet::Generator::new()
        .input("openapi.yaml")
        .overlay("overlay.yaml")
        .write(signet::Output::Module(folder))?;
    Ok(())
}
"#;

const MAIN: &str = r#"
//! Calls an API that stands in a module of this program.

mod deeper {
    pub mod api {
        include!(concat!(env!("OUT_DIR"), "/api/mod.rs"));
    }
}

use deeper::api::{Client, Ed25519Signer, Environment, SignedText};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // RFC 8032, section 7.1, test 1.
    let signer = Ed25519Signer::from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")?;
    let client = Client::builder().environment(Environment::Development).signer(signer).build()?;
    let request = client.oauth().get_token("app", "org", "org_implicit").into_request().await?;
    println!("{}", request.uri());
    println!("{}", request.extensions().get::<SignedText>().ok_or("nothing was signed")?.as_str());
    // Nobody listens on this port: the call fails as it should, without a panic.
    let nobody = Client::builder().base_url("http://127.0.0.1:9").without_response_verification();
    let signer = Ed25519Signer::from_seed([7; 32]);
    let error = nobody.signer(signer).build()?.oauth().get_token("app", "org", "org_implicit").send().await.unwrap_err();
    println!("connect: {}", error.is_connect());
    Ok(())
}
"#;

#[test]
#[ignore = "takes minutes; `.ci/run` runs it"]
fn a_program_calls_an_api_in_a_module() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("module");
    fs::create_dir_all(folder.join("src")).unwrap();
    for file in ["openapi.yaml", "overlay.yaml"] {
        fs::copy(root.join("spec/cobo-waas2").join(file), folder.join(file)).unwrap();
    }
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::write(folder.join("build.rs"), BUILD).unwrap();
    fs::write(folder.join("src/main.rs"), MAIN).unwrap();
    let manifest = format!(
        "[package]\nname = \"includes\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{}\n[build-dependencies]\nsignet = {{ package = \"signet-openapi\", path = {:?} }}\n",
        signet::dependencies().replace("features = [\"rt\"", "features = [\"macros\", \"rt\""),
        root.join("generator").canonicalize().unwrap(),
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    let (told, failed) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}\n{failed}");
    let lines: Vec<&str> = told.lines().collect();
    let query = "client_id=app&org_id=org&grant_type=org_implicit";
    assert_eq!(lines[0], format!("https://api.dev.cobo.com/v2/oauth/token?{query}"));
    assert!(lines[1].starts_with("GET|/v2/oauth/token|") && lines[1].ends_with(&format!("|{query}|")), "{told}");
    assert_eq!(lines[2], "connect: true");
}
