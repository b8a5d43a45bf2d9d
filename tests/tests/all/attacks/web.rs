//! What other web sites may make a browser do: nothing.

use std::collections::BTreeSet;

use kadans_tests::{
    journeys,
    raw_http::{RawAnswer, RawConnection},
    world::World,
};
use prost::Message as _;
use prost_types::FileDescriptorSet;

journeys! {
    every_answer_tells_browsers_what_they_must_not_do,
    pages_of_other_sites_can_call_nothing,
}

/// What each answer has to say, whatever it answers.
const HEADERS: [&str; 5] = [
    "x-content-type-options: nosniff",
    "referrer-policy: no-referrer",
    "cross-origin-opener-policy: same-origin",
    "cross-origin-resource-policy: same-origin",
    "content-security-policy: default-src 'none'; ",
];

/// Sends a request on a connection of its own; its answer.
async fn answer_to(world: &World, head: &str, body: &str) -> RawAnswer {
    let mut connection = RawConnection::open(world.addr()).await.unwrap();
    // Headers stand behind the request line, each on a line of its own.
    let (line, headers) = head.split_once('\n').unwrap_or((head, ""));
    let headers: Vec<&str> = headers.lines().flat_map(|header| [header, "\r\n"]).collect();
    let headers = headers.concat();
    let host = world.addr();
    let length = body.len();
    let request = format!("{line} HTTP/1.1\r\nhost: {host}\r\n{headers}content-length: {length}\r\n\r\n{body}");
    connection.write(request).await.unwrap();
    connection.answer().await.unwrap()
}

async fn every_answer_tells_browsers_what_they_must_not_do(world: &mut World) {
    let mut owner = world.program().await;
    let integration = owner.integration("Odigo", "UTC").await;
    let url_token = owner.url_token(&integration).await;
    let call = "POST /kadans.v1.SessionService/GetSession";
    let form = "content-type: application/x-www-form-urlencoded";
    let requests = [
        ("the web client", "GET /".to_owned(), ""),
        ("a screen", "GET /account/integrations".to_owned(), ""),
        ("a file that is not there", "GET /assets/missing.js".to_owned(), ""),
        ("a way out of the files", "GET /../../etc/passwd".to_owned(), ""),
        ("another method", "DELETE /".to_owned(), ""),
        ("a sign of life", "GET /healthz".to_owned(), ""),
        ("readiness", "GET /readyz".to_owned(), ""),
        ("a notification", format!("POST /notify/{url_token}\n{form}"), "agentId=ana&state=PAUSE"),
        ("a notification that can't be read", format!("POST /notify/{url_token}\n{form}"), "state=PAUSE"),
        ("a look at a notification URL", format!("GET /notify/{url_token}"), ""),
        ("a notification URL that is none", "GET /notify/odg_none".to_owned(), ""),
        ("another method of a notification URL", format!("DELETE /notify/{url_token}"), ""),
        ("a call from another site", format!("{call}\norigin: https://evil.example"), ""),
        ("a call that is none", format!("{call}\ncontent-type: text/plain"), ""),
        ("a look at a call", call.replace("POST", "GET"), ""),
        ("a call that is refused", format!("{call}\ncontent-type: application/grpc-web+proto"), "\0\0\0\0\0"),
    ];
    for (what, head, body) in requests {
        let answer = answer_to(world, &head, body).await;
        for header in HEADERS {
            let times = answer.head.lines().filter(|line| line.starts_with(header)).count();
            assert_eq!(times, 1, "{what}: {header} in {}", answer.head);
        }
        let policy = answer.head.lines().find(|line| line.starts_with("content-security-policy: ")).unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{what}: {policy}");
        for lax in ["unsafe", "*", "http:", "https:"] {
            assert!(!policy.contains(lax), "{what}: {policy}");
        }
        assert!(!answer.head.contains("access-control-allow-origin"), "{what}: {}", answer.head);
    }
}

/// Every method of the services, as in the path of a call.
fn methods() -> BTreeSet<String> {
    let set = FileDescriptorSet::decode(kadans_proto::FILE_DESCRIPTOR_SET).unwrap();
    let services = set.file.iter().filter(|file| file.package() == "kadans.v1").flat_map(|file| &file.service);
    let methods = services.flat_map(|service| {
        service.method.iter().map(|method| format!("/kadans.v1.{}/{}", service.name(), method.name()))
    });
    methods.collect()
}

async fn pages_of_other_sites_can_call_nothing(world: &mut World) {
    let token = world.program().await.token;
    let grpc = "content-type: application/grpc-web+proto";
    let own = format!("origin: http://{}", world.addr());
    for method in methods() {
        let call = format!("POST {method}\nauthorization: Bearer {token}");
        for origin in ["https://evil.example", "null", "https://127.0.0.1.evil.example", "file://"] {
            let answer = answer_to(world, &format!("{call}\n{grpc}\norigin: {origin}"), "\0\0\0\0\0").await;
            assert_eq!(answer.status, 403, "{method} from {origin}");
        }
        for content_type in
            ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json"]
        {
            let answer = answer_to(world, &format!("{call}\ncontent-type: {content_type}\n{own}"), "{}").await;
            assert_eq!(answer.status, 415, "{method} with {content_type}");
        }
        let answer = answer_to(world, &call, "").await;
        assert_eq!(answer.status, 415, "{method} without a content type");
        let preflight = format!("OPTIONS {method}\norigin: https://evil.example\naccess-control-request-method: POST");
        let answer = answer_to(world, &preflight, "").await;
        assert!(answer.status >= 400 && !answer.head.contains("access-control-allow"), "{method}: {answer:?}");
    }
    let from_here = format!("POST /kadans.v1.SessionService/GetSession\nauthorization: Bearer {token}\n{grpc}\n{own}");
    assert_eq!(answer_to(world, &from_here, "\0\0\0\0\0").await.status, 200, "pages of the server itself can call");
}
