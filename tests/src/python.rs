//! Packages of `PyPI` to compare with: a virtual environment, and scripts that read and print JSON.
//!
//! An environment is made once a target folder. Where the variable `CI` is set there is none, so that no build depends on
//! another registry.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::skip;

/// The interpreter of a virtual environment.
#[derive(Debug, Clone)]
pub struct Python {
    interpreter: PathBuf,
}

impl Python {
    /// Installs packages, each with its version, unless an earlier run did. The error says why that is not possible.
    ///
    /// `temporary` is the folder for what tests write.
    pub fn with(temporary: &str, packages: &[&str]) -> Result<Self, String> {
        if skip::is_ci() {
            return Err("`CI` is set".to_owned());
        }
        let folder = Path::new(temporary).join(packages.join("-").replace("==", "-"));
        let interpreter = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
        // Written last, so that an environment that was interrupted is made anew, as is one whose Python is gone.
        let complete = folder.join("complete");
        if !complete.exists() || run(Command::new(&interpreter).arg("--version")).is_err() {
            run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))?;
            let options = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1"];
            run(Command::new(&interpreter).args(options).args(packages))?;
            std::fs::write(complete, packages.join(" ")).map_err(|error| error.to_string())?;
        }
        Ok(Self { interpreter })
    }

    /// Runs a script with a job on its standard input, and returns what it prints. Its path is relative to the folder `tests`.
    #[must_use]
    pub fn run(&self, script: &str, job: &Value) -> Value {
        let mut child = self.command(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(job.to_string().as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{script} failed");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Returns the command that runs a script.
    #[must_use]
    pub fn command(&self, script: &str) -> Command {
        let mut command = Command::new(&self.interpreter);
        command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(script));
        command
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{command:?}: {}", said.trim().lines().next_back().unwrap_or("failed")))
}
