// Requests of any operation from arguments in JSON, a part of the program that `main.rs` builds.
type Members = std::collections::BTreeMap<String, RawJson>;

fn member<T: Json>(members: &Members, name: &str) -> Result<T, String> {
    let value = members.get(name).ok_or_else(|| format!("no {name}"))?;
    value.parse().map_err(|error| format!("{name}: {error}"))
}

/// Makes the calls of a job, and says what each ended in.
fn requests(job: &str) -> Result<String, String> {
    let job: Members = RawJson::new(job).unwrap().parse().unwrap();
    let key: String = member(&job, "key")?;
    let client = t_whole::Client::builder()
        .base_url(member::<String>(&job, "host")?)
        .without_response_verification()
        .signer(t_whole::Ed25519Signer::from_hex(&key).unwrap())
        .clock(t_whole::clock::FixedClock(std::time::UNIX_EPOCH + std::time::Duration::from_millis(member::<i64>(&job, "now_ms")? as u64)))
        .retry(t_whole::Retry::never())
        .build()
        .unwrap();
    let calls: Vec<Members> = member(&job, "calls")?;
    let endings: Vec<String> = now(async {
        let mut endings = Vec::new();
        for call in &calls {
            endings.push(request(&client, call).await.unwrap_or_else(|error| error));
        }
        endings
    });
    Ok(format!("endings {}", RawJson::from_value(&endings).unwrap().as_str()))
}

async fn sent<O: t_whole::operation::Op>(call: t_whole::Call<O>, number: &str) -> Result<String, String> {
    let response = call.with_header("x-call", number).send_raw().await.map_err(|error| error.to_string())?;
    Ok(format!("answered {}", response.status))
}

async fn request(client: &t_whole::Client, call: &Members) -> Result<String, String> {
    let number: String = member(call, "number")?;
    let mut given: Members = member(call, "arguments")?;
    if let Some(body) = call.get("body") {
        given.insert("body".to_owned(), body.clone());
    }
    match member::<String>(call, "key")?.as_str() {
/* REQUESTS */
        other => Err(format!("no operation {other}")),
    }
}
