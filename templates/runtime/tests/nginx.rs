//! HTTP/2 with nginx, which closes each connection after a thousand requests and refuses the streams that are under way.
//!
//! `.ci/nginx` runs it where nginx is installed.

#![cfg(all(feature = "http2", feature = "rustls"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share fail like tests"
)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use signet_runtime::runtime::*;

use crate::petstore::*;

const CALLS: usize = 20_000;
const TASKS: usize = 64;

/// nginx with its defaults, which logs the number of each request that it processes.
struct Nginx {
    process: Child,
    folder: PathBuf,
    port: u16,
}

impl Nginx {
    fn start() -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("nginx");
        std::fs::create_dir_all(&folder).unwrap();
        let _ = std::fs::remove_file(folder.join("processed"));
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (here, tls) = (folder.display(), concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls"));
        let config = format!(
            "daemon off; pid {here}/pid; error_log {here}/errors;
            events {{}}
            http {{
                log_format number $http_x_number;
                access_log {here}/processed number;
                client_body_temp_path {here}/body; proxy_temp_path {here}/proxy; fastcgi_temp_path {here}/fastcgi;
                uwsgi_temp_path {here}/uwsgi; scgi_temp_path {here}/scgi;
                server {{
                    listen 127.0.0.1:{port} ssl http2;
                    ssl_certificate {tls}/server.pem; ssl_certificate_key {tls}/server.key;
                    location / {{ default_type application/json; return 201 '{{\"id\":1}}'; }}
                }}
            }}"
        );
        let file = folder.join("nginx.conf");
        std::fs::write(&file, config).unwrap();
        let mut command = Command::new("nginx");
        command.args(["-p".as_ref(), folder.as_path(), "-c".as_ref(), &file]).stderr(Stdio::null());
        let process = command.spawn().unwrap();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { process, folder, port }
    }

    /// How often each number was processed, once nginx has stopped.
    fn processed(mut self) -> HashMap<usize, usize> {
        let _ = Command::new("kill").args(["-QUIT", &self.process.id().to_string()]).status();
        self.process.wait().unwrap();
        counted(&self.folder.join("processed"))
    }
}

fn counted(log: &Path) -> HashMap<usize, usize> {
    let mut counts = HashMap::new();
    for line in std::fs::read_to_string(log).unwrap().lines() {
        *counts.entry(line.parse().unwrap()).or_default() += 1;
    }
    counts
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs nginx: `.ci/nginx` runs it"]
async fn each_post_is_processed_once() {
    let nginx = Nginx::start();
    let authority = include_str!("tls/authority.pem");
    let url = format!("https://127.0.0.1:{}/v2", nginx.port);
    let client = ClientBuilder::for_api(&API).base_url(url).root_certificates(authority).build().unwrap();
    let next = Arc::<AtomicUsize>::default();
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| {
            let (client, next) = (client.clone(), Arc::clone(&next));
            tokio::spawn(async move {
                let mut errors = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= CALLS {
                        return errors;
                    }
                    let call = add_pet(&client, &Pet { id: 1, name: None });
                    let sent = call.with_header("x-number", &number.to_string()).send().await;
                    errors.extend(sent.err().map(|error| format!("{error:?}")));
                }
            })
        })
        .collect();
    let mut errors = Vec::new();
    for task in tasks {
        errors.extend(task.await.unwrap());
    }
    let processed = nginx.processed();
    let twice = processed.values().filter(|count| **count > 1).count();
    println!("{CALLS} calls: {} failed, {} processed, {twice} of them more than once", errors.len(), processed.len());
    assert!(errors.is_empty() && processed.len() == CALLS && twice == 0, "{:?}", errors.first());
}
