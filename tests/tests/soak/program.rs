//! The program of the soak: it makes as many calls as its argument says, checks each, and prints what came of them.

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use t_soak::transport::BoxFuture;
use t_soak::types::{RefreshTokenRequest, Transfer, TransferRequired};
use t_soak::clock::Clock;
use t_soak::mock::{MockFault, MockFaults, MockPhase, MockResponse, MockServer};
use t_soak::auth::{CallSource, Grant, TokenError, TokenSource, Tokens};
use t_soak::{Client, Ed25519Signer, Error, Retry, RetryBudget, Secret, ops};

const TASKS: usize = 64;
/// By how much the clock goes on each time that it is looked at.
const TICK: Duration = Duration::from_millis(50);
/// By how much it goes on when a call had no token: nothing is asked for a while then, and that while should end.
const WITHOUT_TOKEN: Duration = Duration::from_secs(1);
const SEED: u64 = 20_260_101;
/// How much memory may be used at the end beyond what was used after a fifth of the calls.
const GROWTH: usize = 5 * 1024 * 1024;

/// A clock that goes on with the calls and not with time, so that as many tokens grow old on a slow machine as on a fast one.
#[derive(Clone)]
struct Counted(Arc<AtomicU64>);

impl Counted {
    fn go_on(&self, by: Duration) -> Duration {
        let by = by.as_millis() as u64;
        Duration::from_millis(self.0.fetch_add(by, Ordering::SeqCst) + by)
    }
}

impl Clock for Counted {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000) + self.go_on(TICK)
    }
}

/// Counts how many ask for a token at once.
struct Watched {
    source: CallSource,
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    all: Arc<AtomicUsize>,
}

/// Counts itself until it is dropped.
struct Asking(Arc<AtomicUsize>);

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Watched {
    fn watch(
        &self,
        asked: BoxFuture<'static, Result<Grant, TokenError>>,
    ) -> BoxFuture<'static, Result<Grant, TokenError>> {
        let (now, most, all) = (self.now.clone(), self.most.clone(), self.all.clone());
        Box::pin(async move {
            all.fetch_add(1, Ordering::SeqCst);
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let _asking = Asking(now);
            asked.await
        })
    }
}

impl TokenSource for Watched {
    fn get(&self) -> BoxFuture<'static, Result<Grant, TokenError>> {
        self.watch(self.source.get())
    }

    fn refresh(&self, refresh_token: &Secret) -> BoxFuture<'static, Result<Grant, TokenError>> {
        self.watch(self.source.refresh(refresh_token))
    }
}

fn faults() -> MockFaults {
    MockFaults::seeded(SEED)
        .rate(MockFault::Drop(MockPhase::Accept), 50)
        .rate(MockFault::Drop(MockPhase::Request), 20)
        .rate(MockFault::Drop(MockPhase::Headers), 20)
        .rate(MockFault::Drop(MockPhase::Body), 20)
        .rate(MockFault::Delay(Duration::from_millis(5)), 50)
        .rate(MockFault::Silence, 2)
        .rate(MockFault::Truncated, 20)
        .rate(MockFault::RateLimited(0), 40)
        .rate(MockFault::Html(502), 20)
        .rate(MockFault::BadSignature, 20)
        .rate(MockFault::Unsigned, 10)
        .rate(MockFault::Oversized(100_000), 10)
        .rate(MockFault::Garbage, 10)
}

fn rules(server: &MockServer) {
    let granted = Arc::new(AtomicUsize::new(0));
    let grant = move || {
        let number = granted.fetch_add(1, Ordering::Relaxed);
        MockResponse::json(
            200,
            format!(r#"{{"access_token":"a{number}","expires_in":60,"refresh_token":"r{number}"}}"#),
        )
    };
    let refreshed = grant.clone();
    server.on_op_with::<ops::GetToken>(move |_| grant());
    server.on_op_with::<ops::RefreshToken>(move |_| refreshed());
    let asked = AtomicUsize::new(0);
    server.on_op_with::<ops::GetWallet>(move |request| {
        if asked.fetch_add(1, Ordering::Relaxed) % 500 == 499 {
            return MockResponse::json(401, r#"{"error":"the token was revoked"}"#);
        }
        let wallet = request.uri().path().trim_start_matches("/wallets/").to_owned();
        MockResponse::json(200, format!(r#"{{"kind":"vault","wallet_id":"{wallet}"}}"#))
    });
    server.on_op_with::<ops::ListWallets>(|request| {
        let after = request.query("after").unwrap_or_default();
        MockResponse::json(
            200,
            format!(r#"{{"data":[],"pagination":{{"before":"","after":"{after}","total_count":1}}}}"#),
        )
    });
    server.on_op_with::<ops::CreateTransfer>(|request| {
        let body = String::from_utf8_lossy(request.body()).into_owned();
        let amount = body.split("\"amount\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        MockResponse::json(201, format!(r#"{{"transfer_id":"{amount}"}}"#))
    });
}

/// Makes call number `number` and says how it ended; a wrong value is the end of the program.
async fn call(client: &Client, number: usize) -> &'static str {
    let text = format!("n{number}");
    match number % 3 {
        0 => ended(client.wallets().get_wallet(&text).send().await.map(|wallet| {
            assert!(format!("{wallet:?}").contains(&format!("{text:?}")), "{text}: {wallet:?}");
        })),
        1 => ended(client.wallets().list_wallets().after(&text).send().await.map(|page| {
            assert_eq!(page.pagination.unwrap().after, text);
        })),
        _ => {
            let transfer = Transfer::new(TransferRequired { wallet_id: "w".to_owned(), amount: text.clone() });
            ended(client.transfers().create_transfer(&transfer).send().await.map(|transfer| {
                assert_eq!(transfer.transfer_id, text);
            }))
        }
    }
}

fn ended<E>(result: Result<(), Error<E>>) -> &'static str {
    match result {
        Ok(()) => "success",
        Err(Error::Api(_)) => "Api",
        Err(Error::Unexpected(_)) => "Unexpected",
        Err(Error::Decode(_)) => "Decode",
        Err(Error::Verification(_)) => "Verification",
        Err(Error::Signing(_)) => "Signing",
        Err(Error::InvalidRequest(_)) => "InvalidRequest",
        Err(Error::Timeout(_)) => "Timeout",
        Err(Error::Connect(_)) => "Connect",
        Err(Error::Transport(_)) => "Transport",
        Err(_) => "another",
    }
}

/// What the server received: every request properly signed, and no signature twice.
struct Received {
    signatures: HashSet<u64>,
    requests: usize,
}

impl Received {
    fn take(&mut self, server: &MockServer) {
        for request in server.take_requests() {
            assert_eq!(request.fault(), None, "{request:?}");
            let mut hasher = DefaultHasher::new();
            request.header("x-signature").unwrap().hash(&mut hasher);
            assert!(self.signatures.insert(hasher.finish()), "a signature was sent twice: {request:?}");
            self.requests += 1;
        }
    }
}

/// How much memory the program has, where the system tells.
fn resident() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(text.split(' ').nth(1)?.parse::<usize>().ok()? * 4096)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let calls: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let server = MockServer::start().unwrap();
    rules(&server);
    server.set_faults(faults());
    let clock = Counted(Arc::default());
    let app = Client::builder()
        .base_url(server.url())
        .response_key(&server.response_key())
        .signer(Ed25519Signer::from_hex(&"7".repeat(64)).unwrap())
        .clock(clock.clone())
        .increasing_timestamps()
        .max_response_bytes(50_000)
        .timeout(Duration::from_secs(6000))
        .attempt_timeout(Duration::from_secs(1))
        .retry(Retry::attempts(4).with_delays(Duration::from_millis(1), Duration::from_millis(10)))
        .retry_budget(RetryBudget::new(1_000_000, 10))
        .build()
        .unwrap();
    let source = app.token_source(
        |app| app.access().get_token("app", "org"),
        |app, token| {
            app.access().refresh_token(&RefreshTokenRequest::new().client_id("app").refresh_token(token.clone()))
        },
    );
    let [now, most, all] = [(); 3].map(|()| Arc::new(AtomicUsize::new(0)));
    let watched = Watched { source, now, most: most.clone(), all: all.clone() };
    let client = app.with_tokens(Tokens::new(watched));
    let endings: Arc<Mutex<BTreeMap<&str, usize>>> = Arc::default();
    // As large as it will be, so that what grows is not the count of what was seen.
    let mut received = Received { signatures: HashSet::with_capacity(2 * calls + 1000), requests: 0 };
    let (started, next) = (Instant::now(), Arc::new(AtomicUsize::new(0)));
    let mut memory = Vec::new();
    for fifth in 1..=5 {
        let end = calls * fifth / 5;
        let tasks: Vec<_> = (0..TASKS)
            .map(|_| {
                let (client, next, endings, clock) = (client.clone(), next.clone(), endings.clone(), clock.clone());
                tokio::spawn(async move {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= end {
                            return;
                        }
                        let ending = call(&client, number).await;
                        *endings.lock().unwrap().entry(ending).or_default() += 1;
                        if ending == "Signing" {
                            clock.go_on(WITHOUT_TOKEN);
                        }
                    }
                })
            })
            .collect();
        while tasks.iter().any(|task| !task.is_finished()) {
            received.take(&server);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        for task in tasks {
            task.await.unwrap();
        }
        received.take(&server);
        next.store(end, Ordering::Relaxed);
        memory.extend(resident());
    }
    let endings = endings.lock().unwrap();
    println!("{calls} calls in {:.1?}, {} requests: {endings:?}", started.elapsed(), received.requests);
    let (most, all) = (most.load(Ordering::SeqCst), all.load(Ordering::SeqCst));
    println!("{all} times a token was asked for, at most {most} at once");
    println!(
        "resident after each fifth of the calls, in KiB: {:?}",
        memory.iter().map(|bytes| bytes / 1024).collect::<Vec<_>>()
    );
    assert_eq!(endings.values().sum::<usize>(), calls, "a call did not end");
    assert!(endings["success"] > calls * 3 / 4, "most calls succeed");
    assert!(!endings.contains_key("another") && !endings.contains_key("InvalidRequest"));
    assert_eq!(most, 1);
    if let [first, .., last] = memory.as_slice() {
        assert!(*last <= first + GROWTH, "memory grew");
    }
}
