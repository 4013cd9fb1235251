// Calls of the whole document's crate, a part of the program that `whole.rs` builds: twenty different ones, and a body with a
// required property that the document never declares; what proves who makes a call of each operation; what stays the same in
// each try of a transfer; an event.
async fn show<O: t_whole::operation::Op>(call: t_whole::Call<O>) -> String {
    let request = call.into_request().await.unwrap();
    let body = String::from_utf8_lossy(request.body()).into_owned();
    format!("{} {}{}{body}", request.method(), request.uri(), if body.is_empty() { "" } else { " " })
}

/// The requests of the calls, signed and never sent.
fn calls() -> Result<String, String> {
    use types::*;
    let signer = t_whole::Ed25519Signer::from_hex(&"01".repeat(32)).unwrap();
    let client = t_whole::Client::builder().base_url("http://127.0.0.1:1").without_response_verification().signer(signer);
    let client = client.build().unwrap();
    let id: t_whole::uuid::Uuid = "f47ac10b-58cc-4372-a567-0e02b2c3d479".parse().unwrap();
    let source = TransferSource::CustodialTransferSource(CustodialTransferSource::new(WalletSubtype::Asset, id));
    let address = AddressTransferDestination::new(TransferDestinationType::Address);
    let transfer = TransferParams::new(TransferParamsRequired {
        request_id: "r".to_owned(),
        source,
        token_id: "ETH".to_owned(),
        destination: TransferDestination::AddressTransferDestination(address),
    });
    let transfer = transfer.additional_property("request_type", "Transfer");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let all = runtime.block_on(async {
        [
            show(client.oauth().get_token("c", "o", "org_implicit")).await,
            show(client.wallets().list_supported_chains()).await,
            show(client.wallets().get_chain_by_id("ETH")).await,
            show(client.wallets().list_supported_tokens()).await,
            show(client.wallets().get_token_by_id("ETH_USDT")).await,
            show(client.wallets().list_enabled_chains()).await,
            show(client.wallets().list_wallets().limit(50)).await,
            show(client.wallets().get_wallet_by_id(id)).await,
            show(client.wallets().delete_wallet_by_id(id)).await,
            show(client.wallets().list_utxos(id, "BTC")).await,
            show(client.wallets().list_addresses(id)).await,
            show(client.transactions().list_transactions()).await,
            show(client.transactions().get_transaction_by_id(id)).await,
            show(client.transactions().list_approval_details()).await,
            show(client.transactions().create_transfer_transaction(&transfer)).await,
            show(client.organizations().get_org_info()).await,
            show(client.developers().get_api_key_info()).await,
            show(client.developers().retry_callback_message("m")).await,
            show(client.address_books().list_address_books()).await,
            show(client.fee_station().list_fee_station_addresses()).await,
        ]
    });
    Ok(format!("calls [{}]", all.map(|call| format!("{call:?}")).join(",")))
}
fn acting(mock: &t_whole::mock::MockTransport) -> t_whole::ClientBuilder {
    let signer = t_whole::Ed25519Signer::from_hex(&"01".repeat(32)).unwrap();
    let client = t_whole::Client::builder().base_url("http://127.0.0.1:1").without_response_verification().signer(signer);
    client.transport(mock.clone()).increasing_timestamps()
}

fn now<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn header<'r, B>(request: &'r http::Request<B>, name: &str) -> &'r str {
    request.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

/// Who makes a call of an operation, as its headers say.
async fn proof<O: t_whole::operation::Op>(client: &t_whole::Client) -> String {
    let mut call = t_whole::operation::RawCall::new(client, O::OPERATION);
    call.path("/any");
    let request = t_whole::Call::<O>::from_raw(call).into_request().await.unwrap();
    let signed = if header(&request, "biz-api-signature").len() == 128 { "signed" } else { "unsigned" };
    format!("{signed} {}", header(&request, "authorization"))
}

fn proofs() -> Result<String, String> {
    let mock = t_whole::mock::MockTransport::new();
    mock.on("get_token", t_whole::mock::MockResponse::json(200, r#"{"access_token":"t-1","expires_in":43199,"refresh_token":"r-1"}"#));
    let app = acting(&mock).build().unwrap();
    let source = app.token_source(
        |app| app.oauth().get_token("c", "o", "org_implicit"),
        |app, token| {
            let body = types::RefreshTokenRequest::new().client_id("c").refresh_token(token.clone());
            app.oauth().refresh_token(&body)
        },
    );
    let of = |org: t_whole::Client| -> std::collections::BTreeMap<String, String> {
        now(async { [/* PROOFS */] }).into_iter().collect()
    };
    let proofs = of(app.with_tokens(t_whole::auth::Tokens::new(source)));
    assert_eq!(mock.requests().len(), 1, "the token is asked for once");
    let held = of(acting(&mock).oauth2("t-1").build().unwrap());
    assert_eq!(held, proofs, "a token that the program has is sent as one of calls");
    Ok(format!("proofs {}", RawJson::from_value(&proofs).unwrap().as_str()))
}

fn tries() -> Result<String, String> {
    use types::*;
    let mock = t_whole::mock::MockTransport::new();
    for status in [425, 429, 201] {
        mock.on("create_transfer_transaction", t_whole::mock::MockResponse::json(status, "{}"));
    }
    let id: t_whole::uuid::Uuid = "f47ac10b-58cc-4372-a567-0e02b2c3d479".parse().unwrap();
    let source = TransferSource::CustodialTransferSource(CustodialTransferSource::new(WalletSubtype::Asset, id));
    let address = AddressTransferDestination::new(TransferDestinationType::Address);
    let transfer = TransferParams::new(TransferParamsRequired {
        request_id: "transfer-1".to_owned(),
        source,
        token_id: "ETH".to_owned(),
        destination: TransferDestination::AddressTransferDestination(address),
    });
    now(acting(&mock).build().unwrap().transactions().create_transfer_transaction(&transfer).send_raw()).map_err(|error| error.to_string())?;
    let tries = mock.requests();
    let tries = tries.iter().map(|request| {
        let body: TransferParams = RawJson::new(std::str::from_utf8(request.body()).unwrap()).unwrap().parse().unwrap();
        vec![body.request_id, header(request, "biz-api-nonce").to_owned(), header(request, "biz-api-signature").to_owned()]
    });
    Ok(format!("tries {}", RawJson::from_value(&tries.collect::<Vec<_>>()).unwrap().as_str()))
}

/// Reads an event of what was received: body, signature and time.
fn event(text: &str) -> Result<String, String> {
    let received: Vec<String> = RawJson::new(text).unwrap().parse().unwrap();
    let [body, signature, time, key] = received.try_into().unwrap();
    let mut headers = http::HeaderMap::new();
    headers.insert("biz-resp-signature", signature.parse().unwrap());
    headers.insert("biz_timestamp", time.parse().unwrap());
    let key = t_whole::webhook::ResponseKey::from_hex(&key).unwrap();
    let sent_at = std::time::UNIX_EPOCH + std::time::Duration::from_millis(time.parse().unwrap());
    let webhook = t_whole::webhook::verify_at(&headers, body.as_bytes(), &key, std::time::Duration::ZERO, sent_at);
    let event: t_whole::webhook::Event = webhook.and_then(|webhook| webhook.event()).map_err(|error| error.to_string())?;
    if let types::WebhookEventData::Unknown(_) = &event.data {
        return Err("the event is of a kind that the document does not know".to_owned());
    }
    Ok(format!("event {}", RawJson::from_value(&event).unwrap().as_str()))
}
