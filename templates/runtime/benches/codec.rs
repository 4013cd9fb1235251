//! What reading and writing costs: our codec, written as emitted code is, beside serde's derives over `serde_json`.
//!
//! `cargo bench -p signet-openapi-runtime --bench codec`

#![expect(clippy::unwrap_used, reason = "what is measured does not fail")]
#![expect(missing_docs, reason = "the structs have the fields that their JSON has")]

use std::hint::black_box;

use divan::Bencher;
use divan::counter::BytesCount;
use serde::{Deserialize, Serialize};
use signet_runtime::runtime::json::{self, Json, ReadError, Reader, Writer};
use signet_runtime::runtime::values::secret::Secret;

fn main() {
    divan::main();
}

/// A struct twice: with our codec, and with derives.
macro_rules! object {
    ($ours:ident, $derived:ident { $($field:ident: $kind:ty = $wire:literal),+ $(,)? }
        required { $($required:ident: $required_kind:ty = $required_wire:literal),* $(,)? }) => {
        #[derive(Debug)]
        pub struct $ours { $(pub $field: Option<$kind>,)+ $(pub $required: $required_kind,)* }

        impl Json for $ours {
            fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
                $(let mut $field: Option<$kind> = None;)+
                $(let mut $required: Option<$required_kind> = None;)*
                let read = reader.object(
                    &[$(json::Optional($wire),)+ $(json::Required($required_wire),)*],
                    &mut [$(&mut $field,)+ $(&mut $required,)*],
                );
                let (Ok(()), $(Some($required),)*) = (&read, $($required,)*) else {
                    return Err(reader.unread(read));
                };
                Ok(Self { $($field,)+ $($required,)* })
            }

            fn write(&self, writer: &mut Writer) {
                writer.begin_object();
                $(writer.optional($wire, &self.$field);)+
                $(writer.property($required_wire, &self.$required);)*
                writer.end_object();
            }
        }

        #[derive(Debug, Serialize, Deserialize)]
        pub struct $derived {
            $(#[serde(rename = $wire, skip_serializing_if = "Option::is_none")] pub $field: Option<$kind>,)+
            $(#[serde(rename = $required_wire)] pub $required: $required_kind,)*
        }
    };
}

object!(Token, DerivedToken {
    token: String = "access_token",
    kind: String = "token_type",
    scope: String = "scope",
    expires: i64 = "expires_in",
    refresh: String = "refresh_token",
} required {});

object!(SecretToken, DerivedSecretToken {
    token: Secret = "access_token",
    kind: String = "token_type",
    scope: String = "scope",
    expires: i64 = "expires_in",
    refresh: Secret = "refresh_token",
} required {});

object!(Party, DerivedParty {
    kind: String = "source_type",
    wallet: String = "wallet_id",
    address: String = "address",
    memo: String = "memo",
} required {});

object!(Fee, DerivedFee {
    kind: String = "fee_type",
    token: String = "token_id",
    used: String = "fee_used",
    gas: i64 = "gas_limit",
    rate: f64 = "estimated_rate",
} required {});

object!(Transaction, DerivedTransaction {
    external: String = "external_id",
    request: String = "request_id",
    wallet: String = "wallet_id",
    sub_status: String = "sub_status",
    failed: String = "failed_reason",
    chain: String = "chain_id",
    token: String = "token_id",
    asset: String = "asset_id",
    hash: String = "transaction_hash",
    amount: String = "amount",
    block: i64 = "block_number",
    block_time: i64 = "block_time",
    block_hash: String = "block_hash",
    confirmed: i32 = "confirmed_num",
    confirming: i32 = "confirming_threshold",
    initiator: String = "initiator",
    initiator_kind: String = "initiator_type",
    loop_back: bool = "is_loop",
    categories: Vec<String> = "category",
    description: String = "description",
    raw: String = "extra",
} required {
    id: String = "transaction_id",
    status: String = "status",
    created: i64 = "created_timestamp",
    updated: i64 = "updated_timestamp",
});

/// The nested objects, which the macro's fields cannot name twice.
#[derive(Debug)]
pub struct Envelope {
    source: Party,
    destination: Party,
    fee: Fee,
    transaction: Transaction,
}

impl Json for Envelope {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut source: Option<Party> = None;
        let mut destination: Option<Party> = None;
        let mut fee: Option<Fee> = None;
        let mut transaction: Option<Transaction> = None;
        let read = reader.object(
            &[
                json::Required("source"),
                json::Required("destination"),
                json::Required("fee"),
                json::Required("transaction"),
            ],
            &mut [&mut source, &mut destination, &mut fee, &mut transaction],
        );
        let (Some(source), Some(destination), Some(fee), Some(transaction)) = (source, destination, fee, transaction)
        else {
            return Err(reader.unread(read));
        };
        Ok(Self { source, destination, fee, transaction })
    }

    fn write(&self, writer: &mut Writer) {
        writer.begin_object();
        writer.property("transaction", &self.transaction);
        writer.property("source", &self.source);
        writer.property("destination", &self.destination);
        writer.property("fee", &self.fee);
        writer.end_object();
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub struct DerivedEnvelope {
    transaction: DerivedTransaction,
    source: DerivedParty,
    destination: DerivedParty,
    fee: DerivedFee,
}

const TOKEN: &str = r#"{"access_token":"AnCEPEp5Q8qjAOA1Lb6kVd2OlkCyJnMTeMPdLbPOM8cz176Eb5y7EJoUjJJ0vkzz","token_type":"Bearer","scope":"","expires_in":43199,"refresh_token":"rK49jI0zt49gsttzscscik15Asmlpu1TdcxqguJJS8B9f6ilJEC0y3PbVqwsEAw5"}"#;

const TRANSACTION: &str = r#"{"transaction":{"transaction_id":"f47ac10b-58cc-4372-a567-0e02b2c3d479","external_id":"20231213122855000000000000000000","request_id":"web_send_by_user_327_1610444045047","wallet_id":"8f2e919a-6a7b-4a9b-8c1a-4c0b3f5b8b1f","status":"Completed","sub_status":"Confirmed","chain_id":"ETH","token_id":"ETH_USDT","asset_id":"USDT","transaction_hash":"0x239d4b2ed1d9f7a2b8a2b5e7b8e5d7c3a4b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5","amount":"1000.123456789012345678","block_number":19234567,"block_time":1701396866000,"block_hash":"0x5af5a8ac4f4b5a1b6c7d8e9f0a1b2c3d4e5f60718293a4b5c6d7e8f901234567","confirmed_num":12,"confirming_threshold":12,"initiator":"0e02b2c3d479@example.com","initiator_type":"Web","is_loop":false,"category":["payroll","\u0031st \"quarter\""],"description":"Salary für März, 支払い\nsecond line","created_timestamp":1701396866000,"updated_timestamp":1701396999000,"timeline":[{"status":"Submitted","finished":true,"finished_timestamp":1701396866000},{"status":"Broadcasting","finished":true,"finished_timestamp":1701396888000}]},"source":{"source_type":"Org-Controlled","wallet_id":"8f2e919a-6a7b-4a9b-8c1a-4c0b3f5b8b1f","address":"0xdAC17F958D2ee523a2206206994597C13D831ec7"},"destination":{"source_type":"Address","address":"0x9b2C1d0e8A4f6B3c5D7e9F1a2B4c6D8e0F1A3b5C","memo":"82939014"},"fee":{"fee_type":"EVM_EIP_1559","token_id":"ETH","fee_used":"0.000420000000000000","gas_limit":21000,"estimated_rate":12.345}}"#;

fn list() -> String {
    format!("[{}]", vec![TRANSACTION; 1000].join(","))
}

fn read_with<T>(bencher: Bencher<'_, '_>, text: &str, read: impl Fn(&[u8]) -> T + Sync) {
    bencher.counter(BytesCount::of_str(text)).bench(|| read(black_box(text.as_bytes())));
}

fn write_with<T>(bencher: Bencher<'_, '_>, value: &T, write: impl Fn(&T) -> Vec<u8> + Sync)
where
    T: Sync,
{
    bencher.counter(BytesCount::new(write(value).len())).bench(|| write(black_box(value)));
}

fn ours<T: Json>(text: &[u8]) -> T {
    Reader::parse(text).unwrap()
}

fn derived<T: serde::de::DeserializeOwned>(text: &[u8]) -> T {
    serde_json::from_slice(text).unwrap()
}

fn ours_out<T: Json>(value: &T) -> Vec<u8> {
    Writer::render(value).unwrap()
}

fn derived_out<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap()
}

#[divan::bench_group(sample_size = 100)]
mod read_token {
    use super::{Bencher, DerivedToken, SecretToken, TOKEN, Token, derived, ours, read_with};

    #[divan::bench]
    fn codec(bencher: Bencher<'_, '_>) {
        read_with(bencher, TOKEN, ours::<Token>);
    }

    #[divan::bench]
    fn codec_secrets(bencher: Bencher<'_, '_>) {
        read_with(bencher, TOKEN, ours::<SecretToken>);
    }

    #[divan::bench]
    fn serde_json(bencher: Bencher<'_, '_>) {
        read_with(bencher, TOKEN, derived::<DerivedToken>);
    }
}

#[divan::bench_group(sample_size = 100)]
mod read_transaction {
    use super::{Bencher, DerivedEnvelope, Envelope, TRANSACTION, derived, ours, read_with};

    #[divan::bench]
    fn codec(bencher: Bencher<'_, '_>) {
        read_with(bencher, TRANSACTION, ours::<Envelope>);
    }

    #[divan::bench]
    fn serde_json(bencher: Bencher<'_, '_>) {
        read_with(bencher, TRANSACTION, derived::<DerivedEnvelope>);
    }
}

#[divan::bench_group(sample_size = 1)]
mod read_thousand {
    use super::{Bencher, DerivedEnvelope, Envelope, derived, list, ours, read_with};

    #[divan::bench]
    fn codec(bencher: Bencher<'_, '_>) {
        read_with(bencher, &list(), ours::<Vec<Envelope>>);
    }

    #[divan::bench]
    fn serde_json(bencher: Bencher<'_, '_>) {
        read_with(bencher, &list(), derived::<Vec<DerivedEnvelope>>);
    }
}

#[divan::bench_group(sample_size = 100)]
mod write_token {
    use super::{Bencher, DerivedToken, TOKEN, Token, derived, derived_out, ours, ours_out, write_with};

    #[divan::bench]
    fn codec(bencher: Bencher<'_, '_>) {
        write_with(bencher, &ours::<Token>(TOKEN.as_bytes()), ours_out);
    }

    #[divan::bench]
    fn serde_json(bencher: Bencher<'_, '_>) {
        write_with(bencher, &derived::<DerivedToken>(TOKEN.as_bytes()), derived_out);
    }
}

#[divan::bench_group(sample_size = 100)]
mod write_transaction {
    use super::{Bencher, DerivedEnvelope, Envelope, TRANSACTION, derived, derived_out, ours, ours_out, write_with};

    #[divan::bench]
    fn codec(bencher: Bencher<'_, '_>) {
        write_with(bencher, &ours::<Envelope>(TRANSACTION.as_bytes()), ours_out);
    }

    #[divan::bench]
    fn serde_json(bencher: Bencher<'_, '_>) {
        write_with(bencher, &derived::<DerivedEnvelope>(TRANSACTION.as_bytes()), derived_out);
    }
}

#[divan::bench_group(sample_size = 1)]
mod write_thousand {
    use super::{Bencher, DerivedEnvelope, Envelope, derived, derived_out, list, ours, ours_out, write_with};

    #[divan::bench]
    fn codec(bencher: Bencher<'_, '_>) {
        write_with(bencher, &ours::<Vec<Envelope>>(list().as_bytes()), ours_out);
    }

    #[divan::bench]
    fn serde_json(bencher: Bencher<'_, '_>) {
        write_with(bencher, &derived::<Vec<DerivedEnvelope>>(list().as_bytes()), derived_out);
    }
}
