//! `signet update` from a server that fails: what is refused leaves every file as it was.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's functions fail the test")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

const PETS: &str = "openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, responses: { '204': { description: Done } } }
";

/// What the server does with a path.
#[derive(Clone)]
enum Reply {
    /// Sends these bytes, and closes the connection.
    Bytes(Vec<u8>),
    /// Sends nothing until the client goes away.
    Nothing,
    /// Sends the document, unless the request says that it is known.
    Known(&'static str),
}

/// A server on this machine.
struct Server {
    address: SocketAddr,
    replies: Arc<Mutex<BTreeMap<String, Reply>>>,
    /// The heads of the requests.
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server =
            Self { address: listener.local_addr().unwrap(), replies: Arc::default(), requests: Arc::default() };
        let (replies, requests) = (server.replies.clone(), server.requests.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (replies, requests) = (replies.clone(), requests.clone());
                thread::spawn(move || reply(&stream.unwrap(), &replies, &requests));
            }
        });
        server
    }

    fn reply(&self, path: &str, reply: Reply) -> String {
        self.replies.lock().unwrap().insert(path.to_owned(), reply);
        format!("http://{}{path}", self.address)
    }

    fn sends(&self, path: &str, head: &str, body: &[u8]) -> String {
        let mut bytes = format!("HTTP/1.1 {head}\r\nConnection: close\r\n\r\n").into_bytes();
        bytes.extend(body);
        self.reply(path, Reply::Bytes(bytes))
    }

    fn document(&self, path: &str, text: &str) -> String {
        self.sends(path, &format!("200 OK\r\nContent-Length: {}", text.len()), text.as_bytes())
    }
}

fn reply(mut stream: &TcpStream, replies: &Mutex<BTreeMap<String, Reply>>, requests: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while reader.read_line(&mut head).unwrap_or(0) > 2 {}
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    requests.lock().unwrap().push(head.to_ascii_lowercase());
    let found = replies.lock().unwrap().get(&path).cloned();
    // A client that refuses the rest of a response is no error of the server's.
    let _ = match found {
        Some(Reply::Bytes(bytes)) => stream.write_all(&bytes),
        Some(Reply::Nothing) => reader.read_line(&mut head).map(|_| ()),
        Some(Reply::Known(text)) if head.to_ascii_lowercase().contains("if-none-match: \"1\"") => {
            assert!(!text.is_empty());
            stream.write_all(b"HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nConnection: close\r\n\r\n")
        }
        Some(Reply::Known(text)) => {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}",
                text.len()
            )
        }
        None => stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    };
}

struct Root(tempfile::TempDir);

impl Root {
    fn new(source: &str) -> Self {
        let root = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(root.0.path().join("spec/pets")).unwrap();
        root.settings(source, "");
        root
    }

    fn settings(&self, source: &str, more: &str) {
        let text = format!(
            "crate = \"pets\"\noutput = \"../../pets\"\n{more}[[document]]\npath = \"openapi.yaml\"\nsource = \"{source}\"\n"
        );
        fs::write(self.0.path().join("spec/pets/signet.toml"), text).unwrap();
    }

    fn document(&self) -> String {
        fs::read_to_string(self.0.path().join("spec/pets/openapi.yaml")).unwrap()
    }

    fn signet(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_signet"));
        command.current_dir(self.0.path()).arg("update").args(arguments);
        command
    }

    fn update(&self, arguments: &[&str]) -> (Option<i32>, String) {
        code(&self.signet(arguments).output().unwrap())
    }

    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn walk(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, files);
                } else {
                    files.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
        let mut files = BTreeMap::new();
        walk(self.0.path(), &mut files);
        files
    }
}

fn code(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8(output.stderr.clone()).unwrap())
}

#[test]
fn faults_of_a_server_leave_every_file_as_it_was() {
    let server = Server::start();
    let good = server.document("/good", PETS);
    let root = Root::new(&good);
    assert_eq!(root.update(&[]), (Some(0), String::new()));
    assert_eq!(root.document(), PETS);
    let settings = fs::read_to_string(root.0.path().join("spec/pets/signet.toml")).unwrap();

    let half = &PETS[..PETS.len() / 2];
    let chunked = "200 OK\r\nTransfer-Encoding: chunked";
    let large = PETS.to_owned() + &"#".repeat(10_000);
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    let faults = [
        (
            server.sends("/http", "302 Found\r\nLocation: http://example.com/a", b""),
            "responded with status 302, a redirect to `http://example.com/a` that is not followed: `http://` is allowed for this machine only",
        ),
        (
            server.sends("/ftp", "307 Temporary Redirect\r\nLocation: ftp://127.0.0.1/a", b""),
            "responded with status 307, a redirect to `ftp://127.0.0.1/a`",
        ),
        (server.sends("/around", "301 Moved\r\nLocation: /around", b""), "more than 10 redirects"),
        (server.reply("/hang", Reply::Nothing), "it took longer than 1 s"),
        (server.sends("/stuck", "200 OK\r\nContent-Length: 1000", b"openapi"), "cannot fetch"),
        (server.document("/large", &large), "it has more than 5000 bytes"),
        (server.sends("/endless", chunked, chunk(&large).as_bytes()), "it has more than 5000 bytes"),
        (server.document("/html", "<!DOCTYPE html><p>Sign in"), "it is HTML, not an OpenAPI document"),
        (server.document("/empty", ""), "it is empty"),
        (server.sends("/half", &format!("200 OK\r\nContent-Length: {}", PETS.len()), half.as_bytes()), "cannot fetch"),
        (server.sends("/chunks", chunked, chunk(half).as_bytes()), "cannot fetch"),
        (server.sends("/bytes", "200 OK\r\nContent-Length: 1", b"\xff"), "it is not valid UTF-8"),
        (server.sends("/later", "503 Service Unavailable\r\nContent-Length: 0", b""), "responded with status 503"),
        (
            server.sends("/secret", "401 Unauthorized\r\nContent-Length: 0", b""),
            "responded with status 401; name the variable",
        ),
        (format!("http://{}/none", server.address), "responded with status 404"),
        (server.sends("/noise", "200 OK\r\nContent-Length: 4", b"pets"), "the new documents cannot be generated"),
    ];
    for (url, message) in faults {
        let changed = settings.replace(&good, &url).replace("[[document]]", "[limits]\nbytes = 5000\n[[document]]");
        fs::write(root.0.path().join("spec/pets/signet.toml"), changed).unwrap();
        let before = root.files();
        let (code, err) = root.update(&["--timeout", "1"]);
        assert_eq!(code, Some(2), "{url}: {err}");
        assert!(err.contains(message), "{url}: {err}");
        assert!(err.contains(&url) || message.contains("generated"), "{url}: {err}");
        assert!(root.files() == before, "{url}");
    }
}

#[test]
fn redirects_on_this_machine_are_followed() {
    let server = Server::start();
    server.document("/b/pets.yaml", PETS);
    let root = Root::new(&server.sends("/a/pets", "302 Found\r\nLocation: ../b/pets.yaml#top", b""));
    assert_eq!(root.update(&["spec/pets"]), (Some(0), String::new()));
    assert_eq!(root.document(), PETS);
}

#[test]
fn what_is_known_is_not_transferred_again() {
    let server = Server::start();
    let root = Root::new(&server.reply("/pets", Reply::Known(PETS)));
    for status in ["changed=true", "changed=false"] {
        assert_eq!(root.update(&["--cache", "cache", "--output-env", status]), (Some(0), String::new()));
        assert!(fs::read_to_string(root.0.path().join(status)).unwrap().starts_with(status));
    }
    let requests = server.requests.lock().unwrap().clone();
    assert!(!requests[0].contains("if-none-match") && requests[1].contains("if-none-match: \"1\""), "{requests:?}");
    // What is kept does not decide what is committed.
    fs::remove_dir_all(root.0.path().join("cache")).unwrap();
    assert_eq!(root.update(&["--cache", "cache"]).0, Some(0));
    assert!(!server.requests.lock().unwrap()[2].contains("if-none-match"));
}

#[test]
fn credentials_are_sent_to_the_source_only_and_shown_nowhere() {
    let (server, other) = (Server::start(), Server::start());
    other.document("/pets", PETS);
    let url = server.sends("/pets", &format!("302 Found\r\nLocation: http://{}/pets", other.address), b"");
    let root = Root::new(&url);
    let path = root.0.path().join("spec/pets/signet.toml");
    let settings = fs::read_to_string(&path).unwrap() + "headers = { Authorization = \"PETS_AUTHORIZATION\" }\n";
    fs::write(&path, &settings).unwrap();
    let run = |value: Option<&str>| {
        let mut command = root.signet(&[]);
        command.env_remove("PETS_AUTHORIZATION");
        if let Some(value) = value {
            command.env("PETS_AUTHORIZATION", value);
        }
        let output = command.output().unwrap();
        assert!(!String::from_utf8_lossy(&output.stdout).contains("hunter2"));
        let (code, err) = code(&output);
        assert!(!err.contains("hunter2"), "{err}");
        (code, err)
    };
    let (status, err) = run(None);
    assert!(status == Some(2) && err.contains("the environment variable `PETS_AUTHORIZATION` is not set"), "{err}");
    let (status, err) = run(Some(""));
    assert!(status == Some(2) && err.contains("`PETS_AUTHORIZATION` is empty"), "{err}");
    let (status, err) = run(Some("hunter2\nX: y"));
    assert!(
        status == Some(2) && err.contains("the value of the header `Authorization` is not allowed in HTTP"),
        "{err}"
    );
    assert!(server.requests.lock().unwrap().is_empty());

    assert_eq!(run(Some("Bearer hunter2")), (Some(0), String::new()));
    assert!(server.requests.lock().unwrap()[0].contains("authorization: bearer hunter2"));
    assert!(!other.requests.lock().unwrap()[0].contains("authorization"));
    assert!(root.files().values().all(|bytes| !String::from_utf8_lossy(bytes).contains("hunter2")));
}

/// Pages that are not in the folder are not removed, also if those that stay are as they were.
fn refuses_pages_elsewhere(root: &Root) {
    #[cfg(unix)]
    {
        let (pages, shared) = (root.0.path().join("spec/pets/pages"), root.0.path().join("spec/shared"));
        fs::rename(&pages, &shared).unwrap();
        std::os::unix::fs::symlink("../shared", &pages).unwrap();
        let before = root.files();
        let (code, err) = root.update(&[]);
        assert!(code == Some(2) && err.contains(" is a symbolic link that leads out of its folder, to `"), "{err}");
        assert!(shared.join("toys.md").exists() && root.files() == before);
        fs::remove_file(&pages).unwrap();
        fs::rename(&shared, &pages).unwrap();
    }
    #[cfg(not(unix))]
    let _ = root;
}

#[test]
fn pages_of_an_index_are_one_document() {
    let server = Server::start();
    let page = |path: &str| {
        let document = PETS.replace("/pets", &format!("/{path}")).replace("listPets", &format!("list-{path}"));
        format!("# Pets\n\n````yaml get /{path}\n{document}````\n")
    };
    for path in ["cats", "dogs", "toys"] {
        server.document(&format!("/api/{path}.md"), &page(path));
    }
    let index = |names: &[&str]| -> String {
        let lines = names.iter().map(|name| format!("- [{name}](/api/{name}.md): all\n- [Guide](/guides/{name}.md)"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let root = Root::new(&server.document("/llms.txt", &index(&["cats", "dogs", "toys"])));
    let settings = root.0.path().join("spec/pets/signet.toml");
    let text = fs::read_to_string(&settings).unwrap().replace("openapi.yaml", "pages");
    fs::write(&settings, format!("{text}links = \"http://{}/api/*.md\"\n", server.address)).unwrap();
    let pages = || -> Vec<String> {
        let names = fs::read_dir(root.0.path().join("spec/pets/pages")).unwrap();
        let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let generates = || {
        let mut check = Command::new(env!("CARGO_BIN_EXE_signet"));
        check.current_dir(root.0.path()).args(["generate", "--check"]).output().unwrap().status.success()
    };
    assert_eq!(root.update(&[]), (Some(0), String::new()));
    assert_eq!(pages(), ["cats.md", "dogs.md", "toys.md"]);
    assert!(generates());
    let before = root.files();
    assert_eq!(root.update(&[]), (Some(0), String::new()));
    assert_eq!(root.update(&["--offline"]), (Some(0), String::new()));
    assert!(root.files() == before);

    // Half of the pages, in the index or on the server.
    server.document("/llms.txt", &index(&["cats"]));
    let (code, err) = root.update(&[]);
    assert!(code == Some(2) && err.contains("of 3 operations, 1 would be left"), "{err}");
    server.document("/llms.txt", &index(&["cats", "dogs", "birds"]));
    let (code, err) = root.update(&[]);
    assert!(code == Some(2) && err.contains("/api/birds.md`: the server responded with status 404"), "{err}");
    server.document("/llms.txt", "# Nothing");
    let (code, err) = root.update(&[]);
    assert!(code == Some(2) && err.contains("no link matches"), "{err}");
    assert!(root.files() == before);

    server.document("/llms.txt", &index(&["cats", "dogs"]));
    refuses_pages_elsewhere(&root);
    assert_eq!(root.update(&[]).0, Some(0));
    assert_eq!(pages(), ["cats.md", "dogs.md"]);
    assert!(generates());
    fs::write(root.0.path().join("spec/pets/pages/own.md"), "own").unwrap();
    assert!(!generates());
    let (code, err) = root.update(&[]);
    assert!(code == Some(2) && err.contains("`pages` is not the document whose `sha256` is recorded"), "{err}");
}

#[test]
fn a_killed_update_leaves_every_file_as_it_was() {
    let server = Server::start();
    let root = Root::new(&server.document("/pets", PETS));
    assert_eq!(root.update(&[]).0, Some(0));
    server.reply("/pets", Reply::Nothing);
    let before = root.files();
    let mut run = root.signet(&[]).spawn().unwrap();
    while server.requests.lock().unwrap().len() < 2 {
        thread::yield_now();
    }
    run.kill().unwrap();
    run.wait().unwrap();
    assert!(root.files() == before);
    server.document("/pets", PETS);
    assert_eq!(root.update(&[]), (Some(0), String::new()));
}

#[test]
fn two_updates_at_once_leave_no_mixture() {
    let server = Server::start();
    let root = Root::new(&server.document("/pets", PETS));
    assert_eq!(root.update(&[]).0, Some(0));
    for word in ["one", "two"] {
        server.document("/pets", &PETS.replace("/pets", &format!("/{word}")));
        let runs = [(); 2].map(|()| root.signet(&[]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
        for run in runs {
            let (status, err) = code(&run.wait_with_output().unwrap());
            assert_eq!(status, Some(0), "{err}");
            assert!(err.is_empty() || err == "warning: waiting for another run that updates `spec/pets`\n", "{err}");
        }
        assert!(root.document().contains(&format!("/{word}:")));
        let mut check = Command::new(env!("CARGO_BIN_EXE_signet"));
        assert!(check.current_dir(root.0.path()).args(["generate", "--check"]).output().unwrap().status.success());
        let names: Vec<_> =
            fs::read_dir(root.0.path().join("spec/pets")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names.len(), 3, "{names:?}");
    }
}
