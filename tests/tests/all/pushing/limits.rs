//! What a slow or long-winded program may take of the real server, with its real limits.

use kadans_tests::{
    database::Database,
    process::Process,
    raw_http::{RawAnswer, RawConnection},
};
use serde_json::{Value, json};

use crate::process::{
    centre::Centre,
    limits::{answer_to, answer_to_slow},
};

/// A server, and a key to push with.
async fn open() -> (Centre, Process, String) {
    let (centre, process) = Centre::open(Database::Sqlite.create().unwrap()).await;
    let (_, key) = centre.admin(&process).await.push_integration("Any telephone system").await;
    (centre, process, key)
}

fn head(key: &str, headers: &str) -> String {
    let head = "POST /ingest/agent-statuses HTTP/1.1\r\nhost: kadans.test\r\ncontent-type: application/json\r\n";
    format!("{head}authorization: Bearer {key}\r\n{headers}\r\n")
}

fn code(answer: &RawAnswer) -> Value {
    serde_json::from_str::<Value>(&answer.body).unwrap()["error"]["code"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pushed_body_that_does_not_come_to_an_end_is_408() {
    let (_centre, process, key) = open().await;
    let answer = answer_to_slow(&process, head(&key, "content-length: 1000\r\n")).await;
    assert_eq!((answer.status, code(&answer)), (408, json!("too_slow")));
    assert!(answer.head.contains("connection: close\r\n"), "{answer:?}");
    let mut good = RawConnection::open(process.address()).await.unwrap();
    assert_eq!(good.push(&key, r#"{"data":[]}"#).await.unwrap().status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pushed_body_over_64_kib_is_413_however_it_is_sent() {
    let (_centre, process, key) = open().await;
    let of_size = |size: usize| format!(r#"{{"data":[]{}}}"#, " ".repeat(size - 11));
    let whole = |size: usize| format!("{}{}", head(&key, &format!("content-length: {size}\r\n")), of_size(size));
    let in_chunks = |size: usize| {
        let head = head(&key, "transfer-encoding: chunked\r\n");
        format!("{head}{size:x}\r\n{}\r\n0\r\n\r\n", of_size(size))
    };
    for largest in [whole(64 * 1024), in_chunks(64 * 1024)] {
        assert_eq!(answer_to(&process, largest).await.status, 200);
    }
    let declared = head(&key, "content-length: 65537\r\n");
    for large in [declared, whole(64 * 1024 + 1), in_chunks(64 * 1024 + 1), whole(1024 * 1024)] {
        let answer = answer_to(&process, large).await;
        assert_eq!((answer.status, code(&answer)), (413, json!("too_large")));
        assert!(answer.head.contains("connection: close\r\n"), "{answer:?}");
    }
}
