//! What bad clients may take of the real server, with its real limits, while good ones are served.

use std::time::{Duration, Instant};

use futures::future::join_all;
use kadans_tests::{
    database::Database,
    process::Process,
    raw_http::{RawAnswer, RawConnection},
};
use tokio::time::{interval, timeout};

use super::centre::{Centre, FORM};

/// Within this a connection that gets nowhere is closed.
const REAPED: Duration = Duration::from_secs(15);
/// How many bad clients of each kind there are.
const BAD: usize = 200;
/// Longer than an answer should take, on a machine that does much else.
const LONG: Duration = Duration::from_secs(10);

async fn open() -> (Centre, Process) {
    Centre::open(Database::Sqlite.create().unwrap()).await
}

async fn connect(process: &Process) -> RawConnection {
    RawConnection::open(process.address()).await.unwrap()
}

/// Sends a request on a connection of its own; its answer.
pub(crate) async fn answer_to(process: &Process, request: impl AsRef<[u8]>) -> RawAnswer {
    let mut connection = connect(process).await;
    // A server that does not want the rest may close before all is sent.
    let _ = connection.write(request).await;
    timeout(REAPED, connection.answer()).await.expect("the server answers").expect("it gets here")
}

fn head(centre: &Centre, headers: &str) -> String {
    format!("POST {} HTTP/1.1\r\nhost: kadans.test\r\ncontent-type: {FORM}\r\n{headers}\r\n", centre.notify_path())
}

/// Begins a request and then says one bit of it after the other until the server has had enough.
async fn dribble(mut connection: RawConnection, begin: String, bit: &str) {
    let mut pace = interval(Duration::from_millis(500));
    let mut sent = connection.write(begin).await;
    while sent.is_ok() {
        tokio::select! {
            () = connection.closed() => return,
            _ = pace.tick() => {}
        }
        sent = connection.write(bit).await;
    }
}

/// Opens as many connections as there are bad clients of a kind.
async fn bad_connections(process: &Process) -> Vec<RawConnection> {
    join_all((0..BAD).map(|_| connect(process))).await
}

/// Sends the begin of a request and then one byte of its body after the other; the answer, when it comes.
pub(crate) async fn answer_to_slow(process: &Process, begin: String) -> RawAnswer {
    let mut slow = connect(process).await;
    slow.write(begin).await.unwrap();
    let mut pace = interval(Duration::from_millis(500));
    let answer = timeout(REAPED, async {
        while !slow.has_answer().await {
            pace.tick().await;
            slow.write("a").await.unwrap();
        }
        slow.answer().await.unwrap()
    });
    let answer = answer.await.expect("the server does not wait for ever");
    slow.closed().await;
    answer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silent_and_slow_connections_are_closed_while_good_requests_are_served() {
    let (centre, process) = open().await;
    let path = centre.notify_path();
    let mut silent = bad_connections(&process).await;
    let in_headers = bad_connections(&process).await.into_iter();
    let in_bodies = bad_connections(&process).await.into_iter();
    let begin_of_headers = format!("POST {path} HTTP/1.1\r\n");
    let begin_of_body = head(&centre, "content-length: 1000\r\n");
    let bad = async {
        futures::join!(
            join_all(silent.iter_mut().map(RawConnection::closed)),
            join_all(in_headers.map(|connection| dribble(connection, begin_of_headers.clone(), "x-more: 1\r\n"))),
            join_all(in_bodies.map(|connection| dribble(connection, begin_of_body.clone(), "a"))),
        )
    };
    let good = async {
        let mut good = connect(&process).await;
        let mut pace = interval(Duration::from_millis(50));
        loop {
            pace.tick().await;
            let answer = timeout(LONG, good.post(&path, FORM, "agentId=agent-1&state=CALL")).await;
            assert_eq!(answer.expect("good requests are answered in time").unwrap().status, 204);
        }
    };
    let begin = Instant::now();
    tokio::select! {
        _ = bad => {}
        () = good => {}
    }
    assert!(begin.elapsed() <= REAPED, "the last bad connection was closed after {:?}", begin.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headers_over_16_kib_are_431() {
    let (centre, process) = open().await;
    let body = "agentId=agent-1&state=CALL";
    let with_header = |size: usize| {
        let headers = format!("x-large: {}\r\ncontent-length: {}\r\n", "a".repeat(size), body.len());
        format!("{}{body}", head(&centre, &headers))
    };
    assert_eq!(answer_to(&process, with_header(17 * 1024)).await.status, 431);
    assert_eq!(answer_to(&process, with_header(12 * 1024)).await.status, 204);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_over_64_kib_are_413_however_they_are_sent() {
    let (centre, process) = open().await;
    let declared = head(&centre, "content-length: 65537\r\n");
    assert_eq!(answer_to(&process, declared).await.status, 413);
    for size in [64 * 1024 + 1, 1024 * 1024] {
        let body = format!("agentId=agent-1&state={}", "a".repeat(size - 22));
        let whole = format!("{}{body}", head(&centre, &format!("content-length: {size}\r\n")));
        assert_eq!(answer_to(&process, whole).await.status, 413, "{size} bytes");
        let in_chunks = format!("{}{size:x}\r\n{body}\r\n0\r\n\r\n", head(&centre, "transfer-encoding: chunked\r\n"));
        let answer = answer_to(&process, in_chunks).await;
        assert_eq!(answer.status, 413, "{size} bytes in chunks");
        assert_eq!(answer.body, "The body is larger than 64 KiB.\n");
    }
    let largest = format!("agentId=agent-1&state=CALL&comment={}", "a".repeat(64 * 1024 - 35));
    let largest = format!("{}{largest}", head(&centre, "content-length: 65536\r\n"));
    assert_eq!(answer_to(&process, largest).await.status, 204);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_does_not_come_to_an_end_is_408() {
    let (centre, process) = open().await;
    let answer = answer_to_slow(&process, head(&centre, "content-length: 1000\r\n")).await;
    assert_eq!(answer.status, 408);
    assert!(answer.head.contains("connection: close\r\n"), "{answer:?}");
}
