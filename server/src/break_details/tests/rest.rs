//! Asking a web service: the simulator's, and ones that misbehave.

use std::{net::SocketAddr, time::Instant};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::trap::Trap;
use crate::{
    break_details::{
        BreakDetails as _, Failure,
        network::{LARGEST_ANSWER, Network},
        password::Password,
        rest::Rest,
    },
    odigo::{
        simulator::{
            agent::State,
            plan::PauseType,
            web_service::{AnswerFaults, OdigoWebService, Presence, WebServiceOptions},
        },
        web_service::{Authentication, Endpoints, Reach, WebServiceSettings},
    },
};

const PASSWORD: &str = "right: ñ€";

struct Odigo {
    address: SocketAddr,
    service: OdigoWebService,
    _serving: DropGuard,
}

impl Odigo {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let options = WebServiceOptions {
            tenant: "acme".to_owned(),
            username: "kadans".to_owned(),
            password: PASSWORD.to_owned(),
            seed: 1,
            faults: AnswerFaults::default(),
        };
        let presence = Presence::default();
        presence.note(&"ana".into(), State::pause(PauseType::Lunch));
        presence.note(&"ben/ü".into(), State::plain("AVAILABLE"));
        let service = OdigoWebService::new(options, presence);
        let stop = CancellationToken::new();
        tokio::spawn(service.clone().serve(listener, stop.clone()));
        Self { address, service, _serving: stop.drop_guard() }
    }
}

fn rest(address: SocketAddr, tenant: &str, authentication: Authentication, password: &str) -> Rest {
    let settings = WebServiceSettings {
        url: format!("http://{address}/{tenant}"),
        username: "kadans".to_owned(),
        authentication,
        agent_url_template: String::new(),
        token_url_template: String::new(),
        token_pointer: String::new(),
        token_header: String::new(),
        detail_pointer: String::new(),
        break_statuses: Vec::new(),
    };
    let endpoints = Endpoints::read(&settings.with_defaults(), Reach::ThisMachineToo).unwrap();
    Rest::new(endpoints, &Password::new(password), Network::new(Reach::ThisMachineToo))
}

/// Whoever connects gets these bytes, and the connection is closed.
async fn answering(bytes: Vec<u8>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let mut head = [0; 4096];
            let _ = connection.read(&mut head).await;
            let _ = connection.write_all(&bytes).await;
            let _ = connection.shutdown().await;
        }
    });
    address
}

#[tokio::test]
async fn both_ways_of_authentication_tell_the_type_of_a_break() {
    let odigo = Odigo::open().await;
    for authentication in [Authentication::Basic, Authentication::BasicThenToken] {
        let rest = rest(odigo.address, "acme", authentication, PASSWORD);
        assert_eq!(rest.detail("ana").await, Ok(Some("LUNCH".to_owned())), "{authentication:?}");
        assert_eq!(rest.detail("ben/ü").await, Ok(None), "on no break");
        assert_eq!(rest.detail("nobody").await, Ok(None), "not known");
        assert_eq!(rest.detail("..").await, Ok(None), "no login that could be asked for");
    }
}

#[tokio::test]
async fn a_token_is_kept_and_renewed_when_it_is_refused() {
    let odigo = Odigo::open().await;
    let rest = rest(odigo.address, "acme", Authentication::BasicThenToken, PASSWORD);
    for _ in 0..3 {
        rest.detail("ana").await.unwrap();
    }
    assert_eq!(odigo.service.asked(), 4, "one of them for the token");
    odigo.service.forget_tokens();
    assert_eq!(rest.detail("ana").await, Ok(Some("LUNCH".to_owned())));
    assert_eq!(odigo.service.asked(), 7, "refused, renewed, answered");
}

#[tokio::test]
async fn what_goes_wrong_is_told_coarsely() {
    let odigo = Odigo::open().await;
    for authentication in [Authentication::Basic, Authentication::BasicThenToken] {
        let wrong = rest(odigo.address, "acme", authentication, "wrong");
        assert_eq!(wrong.detail("ana").await, Err(Failure::WrongCredentials), "{authentication:?}");
        let wrong = rest(odigo.address, "other", authentication, PASSWORD);
        assert_eq!(wrong.detail("ana").await, Err(Failure::WrongTenant), "{authentication:?}");
    }
    let rest = rest(odigo.address, "acme", Authentication::Basic, PASSWORD);
    let always = |faults| odigo.service.set_faults(faults);
    always(AnswerFaults { wrong: 1.0, ..AnswerFaults::default() });
    assert_eq!(rest.detail("ana").await, Err(Failure::UnexpectedAnswer));
    always(AnswerFaults { failed: 1.0, ..AnswerFaults::default() });
    assert_eq!(rest.detail("ana").await, Err(Failure::Overloaded));
    always(AnswerFaults { slow: 1.0, ..AnswerFaults::default() });
    let begun = Instant::now();
    assert_eq!(rest.detail("ana").await, Err(Failure::Unreachable));
    assert!(begun.elapsed().as_secs() < 4, "nobody waits for as long as it takes");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let trap = Trap::set().await;
    let target = trap.address;
    for status in ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent"] {
        let answer = format!("HTTP/1.1 {status}\r\nlocation: http://{target}/\r\ncontent-length: 0\r\n\r\n");
        let rest = rest(answering(answer.into_bytes()).await, "acme", Authentication::Basic, PASSWORD);
        assert_eq!(rest.detail("ana").await, Err(Failure::UnexpectedAnswer), "{status}");
    }
    assert_eq!(trap.caught(), 0);
}

#[tokio::test]
async fn an_answer_that_is_too_large_or_breaks_off_is_given_up() {
    let body = format!(r#"{{"pauseType":"LUNCH","more":"{}"}}"#, "x".repeat(LARGEST_ANSWER));
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let large = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    let asked = async |bytes: String| {
        let rest = rest(answering(bytes.into_bytes()).await, "acme", Authentication::Basic, PASSWORD);
        rest.detail("ana").await
    };
    assert_eq!(asked(large).await, Err(Failure::UnexpectedAnswer));
    // Without a length, it would go on for ever.
    assert_eq!(asked(format!("{head}\r\n{body}")).await, Err(Failure::UnexpectedAnswer));
    assert_eq!(asked(format!("{head}content-length: 100\r\n\r\n{{")).await, Err(Failure::Unreachable));
    assert_eq!(asked("SSH-2.0-OpenSSH_9.2\r\n".to_owned()).await, Err(Failure::Unreachable));
    assert_eq!(asked(String::new()).await, Err(Failure::Unreachable));
}

#[tokio::test]
async fn neither_password_nor_token_shows_when_it_is_printed() {
    let odigo = Odigo::open().await;
    let rest = rest(odigo.address, "acme", Authentication::BasicThenToken, "canary-password");
    let basic = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, "kadans:canary-password");
    let shown = format!("{rest:?} {:?}", Password::new("canary-password"));
    assert!(!shown.contains("canary") && !shown.contains(&basic), "{shown}");
}
