//! Notification URLs that people make up.

use std::{fs, path::Path};

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
use sea_orm::{ConnectionTrait as _, Database, DbBackend, Statement};

journeys! {
    a_million_malformed_tokens_cost_no_query,
    whatever_is_wrong_with_a_token_the_answer_is_the_same_byte_for_byte,
    what_proves_a_token_is_not_stored_though_it_is_sent_in_body_and_query,
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

/// Everything that is stored of what was sent, as it lies in the database.
async fn stored_bytes(world: &World) -> Vec<u8> {
    let url = world.database_url();
    if let Some(path) = url.strip_prefix("sqlite:") {
        let folder = Path::new(path).parent().unwrap();
        let files = fs::read_dir(folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
        return files.flatten().collect();
    }
    let database = Database::connect(url).await.unwrap();
    let mut bytes = Vec::new();
    for table in ["notification", "state", "external_user", "external_status", "url_token"] {
        let rows = Statement::from_string(DbBackend::Postgres, format!("SELECT CAST(t AS TEXT) AS row FROM {table} t"));
        for row in database.query_all_raw(rows).await.unwrap() {
            bytes.extend(row.try_get::<String>("", "row").unwrap().into_bytes());
        }
    }
    database.close().await.unwrap();
    bytes
}

async fn what_proves_a_token_is_not_stored_though_it_is_sent_in_body_and_query(world: &mut World) {
    let mut admin = world.program().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&odigo).await;
    let (pushed, key) = admin.push_integration("Any telephone system").await;
    let form = format!("agentId=ana&state=PAUSE&pauseType={token}&link=https%3A%2F%2Fkadans.test%2Fnotify%2F{token}");
    let read = Sent { query: format!("from={token}&key={key}"), ..Sent::form(&form) };
    assert_eq!(world.send(&token, read.clone()).await.status, 204);
    let wide = format!("<e><link>{token}</link></e>").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let unreadable = Sent { body: wide, content_type: Some("text/xml".to_owned()), ..Sent::form("") };
    assert_eq!(world.send(&token, unreadable.clone()).await.status, 202);
    assert_eq!(world.push(&key, &format!("{{ broken {key}")).await.status, 400);

    let account = world.account.id;
    let stored = world.store().journal().recent_notifications(account, odigo.parse().unwrap(), None, 10).await.unwrap();
    let sizes: Vec<_> = stored.iter().map(|stored| (stored.body.len(), stored.query.len())).collect();
    assert_eq!(sizes, [(unreadable.body.len(), 0), (read.body.len(), read.query.len())]);
    let kept = |token: &str| format!("{}{}", &token[..17], "*".repeat(token.len() - 17));
    let body = String::from_utf8(stored[1].body.clone()).unwrap();
    assert_eq!(body, form.replace(&token, &kept(&token)));
    assert_eq!(stored[1].query, format!("from={}&key={}", kept(&token), kept(&key)));
    assert_eq!(stored[1].states[0].detail, kept(&token), "a replay reads what was stored");
    let pushed =
        world.store().journal().recent_notifications(account, pushed.parse().unwrap(), None, 10).await.unwrap();
    assert_eq!(pushed[0].body, format!("{{ broken {}", kept(&key)).into_bytes());

    let stored = stored_bytes(world).await;
    let is_stored = |text: &[u8]| stored.windows(text.len()).any(|window| window == text);
    assert!(is_stored(&token.as_bytes()[..16]), "it was looked for in the right place");
    for secret in [&token[17..], &key[17..]] {
        let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for form in [secret.as_bytes(), &wide, hex::encode(secret).as_bytes(), hex::encode(&wide).as_bytes()] {
            assert!(!is_stored(form), "{}", String::from_utf8_lossy(form));
        }
    }
}
