//! Notification URLs that people make up.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use kadans_proto::v1::{ListUrlTokensRequest, RevokeUrlTokenRequest};
use kadans_server::{
    auth::{
        url_token::{TokenKind, UrlToken},
        url_token_authority::UrlTokenAuthority,
    },
    domain::instant::Span,
};
use kadans_tests::{
    clients::Clients,
    journeys,
    notify::{Answer, Sent},
    raw_http::RawConnection,
    world::World,
};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use sea_orm::{ConnectionTrait as _, Database};

journeys! {
    a_million_malformed_tokens_cost_no_query,
    whatever_is_wrong_with_a_token_the_answer_is_the_same_byte_for_byte,
}

const FORM: &str = "agentId=ana&state=PAUSE";
const MADE_UP: usize = 1_000_000;
/// Of these, how many are also sent as notifications.
const SENT: usize = 2_000;

/// Makes a genuine token malformed.
fn malformed(random: &mut ChaCha8Rng, genuine: &str) -> String {
    let mut token = genuine.as_bytes().to_vec();
    let place = random.random_range(0..token.len());
    match random.random_range(0..6) {
        0 => token.truncate(place),
        1 => token.insert(place, b'A'),
        2 => drop(token.remove(place)),
        // Another letter of the alphabet, so that only the checksum tells.
        3 => token[place] = if token[place] == b'x' { b'y' } else { b'x' },
        4 => token[place] = b"-.~!$&'()*,;=:@"[random.random_range(0..15)],
        _ => {
            let bytes: [u8; 48] = random.random();
            token = format!("odg_{}", URL_SAFE_NO_PAD.encode(bytes)).into_bytes();
        }
    }
    String::from_utf8(token).unwrap()
}

/// Takes the tables of tokens away: now each query for one fails.
async fn take_the_tables_away(world: &World) {
    let database = Database::connect(world.database_url()).await.unwrap();
    for table in ["url_token", "integration", "principal", "session"] {
        database.execute_unprepared(&format!("ALTER TABLE {table} RENAME TO {table}_away")).await.unwrap();
    }
    database.close().await.unwrap();
}

async fn a_million_malformed_tokens_cost_no_query(world: &mut World) {
    let mut owner = world.program().await;
    let integration = owner.integration("Odigo", "UTC").await;
    let genuine = owner.url_token(&integration).await;
    let unknown = UrlToken::generate(TokenKind::NotificationUrl).unwrap();
    take_the_tables_away(world).await;

    // A query can't be overlooked: what is well formed is asked for, and that fails.
    assert_eq!(world.notify(unknown.reveal(), FORM).await, 503);
    let authority = UrlTokenAuthority::new(world.store().clone(), world.master_key().pepper());
    authority.resolve(unknown.reveal()).await.unwrap_err();

    let mut random = ChaCha8Rng::seed_from_u64(7);
    let mut odigo = RawConnection::open(world.addr()).await.unwrap();
    for number in 0..MADE_UP {
        let token = malformed(&mut random, &genuine);
        assert!(authority.resolve(&token).await.unwrap().is_none(), "{token}");
        if number < SENT {
            let answer = odigo.post(&format!("/notify/{token}"), "text/plain", FORM).await.unwrap();
            assert_eq!((answer.status, answer.body.as_str()), (404, "Not found.\n"), "{token}");
        }
    }
    assert_eq!(world.notify(unknown.reveal(), FORM).await, 503, "the tables are still away");
}

/// Revokes one of an integration's tokens.
async fn revoke(owner: &mut Clients, integration: &str, token: &str) {
    let list = ListUrlTokensRequest { integration_id: integration.to_owned(), ..ListUrlTokensRequest::default() };
    let tokens = owner.integrations.list_url_tokens(list).await.unwrap().into_inner().url_tokens;
    let id = tokens.into_iter().find(|listed| token.contains(&listed.hint)).unwrap().id;
    owner.integrations.revoke_url_token(RevokeUrlTokenRequest { id }).await.unwrap();
}

async fn whatever_is_wrong_with_a_token_the_answer_is_the_same_byte_for_byte(world: &mut World) {
    let mut owner = world.program().await;
    let integration = owner.integration("Odigo", "UTC").await;
    let expired = owner.url_token(&integration).await;
    let revoked = owner.url_token(&integration).await;
    let valid = owner.url_token(&integration).await;
    revoke(&mut owner, &integration, &revoked).await;
    // The others that were valid stay so for a week.
    world.set_clock(world.now() + Span::from_hours(8 * 24));
    let unknown = UrlToken::generate(TokenKind::NotificationUrl).unwrap();
    let stolen = format!("{}{}", &valid[..20], &unknown.reveal()[20..]);
    let mistyped = format!("{}{}", &valid[..65], if valid.ends_with('A') { 'B' } else { 'A' });
    assert_eq!(world.notify(&valid, FORM).await, 204);

    let wrong = [&expired, &revoked, unknown.reveal(), &stolen, &mistyped, "odg_", "anything", "%00", ""];
    let mut answers: Vec<Answer> = Vec::new();
    for token in wrong {
        answers.push(world.send(token, Sent::form(FORM)).await);
        let get = Sent { method: "GET".to_owned(), content_type: None, body: Vec::new(), ..Sent::form("") };
        answers.push(world.send(token, get).await);
        answers.push(world.send(token, Sent { query: FORM.to_owned(), ..Sent::form("") }).await);
    }
    for answer in &answers {
        assert_eq!((answer.status, answer.body.as_str()), (404, "Not found.\n"));
        assert_eq!(answer, &answers[0]);
    }
}
