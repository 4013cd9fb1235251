use t_stack_api::mock::{MockResponse, MockTransport};
use t_stack_api::{AnyError, Client, types};

fn read<T, E: Into<AnyError>>(operation: &str, result: Result<T, E>) {
    match result {
        Ok(_) => println!("{operation}: read"),
        Err(error) => println!("{operation}: {}", error.into()),
    }
}

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() {
    let mock = MockTransport::new();
    let path = std::env::args().nth(1).expect("the file with the responses");
    for line in std::fs::read_to_string(path).expect("a file that can be read").lines() {
        let (id, body) = line.split_once(' ').expect("the id of an operation and its response");
        mock.on(id, MockResponse::json(200, body.to_owned()));
    }
    let client = Client::builder()
        .base_url("https://127.0.0.1")
        .bearer_auth("token")
        .transport(mock)
        .build()
        .expect("a client");
    let calls = async move {
        read("get_account", client.get_account().send().await);
        read("get_charges", client.get_charges().send().await);
        read("get_charges_charge", client.get_charges_charge("ch_1").send().await);
        read("get_payment_intents", client.get_payment_intents().send().await);
        let session = types::PostCheckoutSessionsRequest::new("https://example.com");
        read("post_checkout_sessions", client.post_checkout_sessions(&session).send().await);
        read("post_customers", client.post_customers().send().await);
        read("post_invoices", client.post_invoices().send().await);
        let intent = types::PostPaymentIntentsRequest::new(1000, "eur");
        read("post_payment_intents", client.post_payment_intents(&intent).send().await);
        let subscription = types::PostSubscriptionsRequest::new("cus_1");
        read("post_subscriptions", client.post_subscriptions(&subscription).send().await);
    };
    // A task runs on a worker, whose stack is 2 MiB.
    tokio::spawn(calls).await.expect("no task panics");
}
