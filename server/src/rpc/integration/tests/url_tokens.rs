//! URL tokens.

use kadans_proto::v1::{
    GenerateUrlTokenRequest, GenerateUrlTokenResponse, ListUrlTokensRequest, ResolveUrlTokenRequest,
    RevokeUrlTokenRequest, UrlToken,
};
use prost_types::Duration;
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::{
    auth::{
        gate::UrlTokens,
        master_key::MasterKey,
        url_token::{TokenKind, UrlToken as Secret},
        url_token_authority::UrlTokenAuthority,
    },
    domain::{ids::IntegrationId, instant::Instant},
    rpc::{
        error::RpcError,
        integration::url_tokens::{generate, list, resolve, revoke},
        read::timestamp,
        testing::{World, pages, told, violations},
    },
    store::{self, entity::url_token},
};

const PUBLIC_URL: &str = "https://kadans.example";
const DAY: i64 = 86_400;

struct Tokens {
    world: World,
    authority: UrlTokenAuthority,
    integration: IntegrationId,
}

impl Tokens {
    async fn new() -> Self {
        let world = World::new().await;
        let authority = UrlTokenAuthority::new(world.store.clone(), world.key.pepper());
        let integration = world.integration(&world.caller, "Odigo").await;
        Self { world, authority, integration }
    }

    async fn generate(&self, overlap: Option<i64>) -> Result<GenerateUrlTokenResponse, RpcError> {
        let overlap = overlap.map(|seconds| Duration { seconds, nanos: 0 });
        let request = GenerateUrlTokenRequest { integration_id: self.integration.to_string(), overlap };
        generate(&self.world.store, &self.authority, PUBLIC_URL, &self.world.caller, request).await
    }

    /// A new token as it stands in its URL.
    async fn token(&self) -> String {
        secret(&self.generate(None).await.unwrap())
    }

    async fn is_valid(&self, token: &str) -> bool {
        self.authority.resolve(token).await.unwrap().is_some()
    }

    async fn listed(&self) -> Vec<UrlToken> {
        let request =
            ListUrlTokensRequest { integration_id: self.integration.to_string(), ..ListUrlTokensRequest::default() };
        list(&self.world.store, &self.world.pages, &self.world.caller, request).await.unwrap().url_tokens
    }

    async fn revoke(&self, id: &str) -> Result<UrlToken, RpcError> {
        let request = RevokeUrlTokenRequest { id: id.to_owned() };
        Ok(revoke(&self.world.store, &self.world.caller, request).await?.url_token.unwrap())
    }
}

fn secret(response: &GenerateUrlTokenResponse) -> String {
    response.notification_url.strip_prefix("https://kadans.example/notify/").unwrap().to_owned()
}

#[tokio::test]
async fn the_notification_url_holds_a_token_that_leads_to_the_integration() {
    let tokens = Tokens::new().await;
    let generated = tokens.generate(None).await.unwrap();
    assert_eq!(generated.previous_expire_time, None);
    let token = secret(&generated);
    let hint = generated.url_token.unwrap().hint;
    assert!(token.starts_with(&format!("odg_{hint}_")));
    let found = resolve(&tokens.authority, &ResolveUrlTokenRequest { token: token.clone() }).await.unwrap();
    assert_eq!(found.integration_id, tokens.integration.to_string());
    assert_eq!(found.time_zone, "Europe/Madrid");
    let format: crate::odigo::format::Format = serde_json::from_str(&found.format).unwrap();
    assert_eq!(found.format_etag, format.etag());
    let reporter = tokens.authority.reporter(&token).await.unwrap().unwrap();
    assert_eq!((reporter.account, reporter.integration), (tokens.world.caller.account, tokens.integration));
}

#[tokio::test]
async fn neither_the_list_nor_the_database_holds_the_secret() {
    let tokens = Tokens::new().await;
    let token = tokens.token().await;
    let listed = tokens.listed().await;
    assert_eq!(listed[0].creator_name, "Ada Admin");
    assert!(!format!("{listed:?}").contains(&token[17..]));
    let stored = url_token::Entity::find().all(tokens.world.store.reader()).await.unwrap();
    assert!(!format!("{stored:?}").contains(&token[17..]));
    assert!(stored[0].mac.len() == 32 && !token.as_bytes().windows(8).any(|part| stored[0].mac.starts_with(part)));
}

#[tokio::test]
async fn every_token_that_is_not_valid_is_answered_alike() {
    let tokens = Tokens::new().await;
    let valid = tokens.token().await;
    let revoked = tokens.generate(None).await.unwrap();
    tokens.revoke(&revoked.url_token.as_ref().unwrap().id).await.unwrap();
    // Well formed and with the public id of a valid token, but of another server.
    let elsewhere = UrlTokenAuthority::new(tokens.world.store.clone(), MasterKey::from_bytes([8; 32]).pepper());
    let answer = async |authority: &UrlTokenAuthority, token: &str| {
        told(resolve(authority, &ResolveUrlTokenRequest { token: token.to_owned() }).await)
    };
    let malformed = answer(&tokens.authority, "odg_x").await;
    assert_eq!(malformed.code, tonic::Code::NotFound);
    let unknown = Secret::generate(TokenKind::NotificationUrl).unwrap();
    assert_eq!(answer(&tokens.authority, unknown.reveal()).await, malformed);
    assert_eq!(answer(&tokens.authority, &secret(&revoked)).await, malformed);
    assert_eq!(answer(&elsewhere, &valid).await, malformed);
    assert!(tokens.is_valid(&valid).await);
}

#[tokio::test]
async fn a_new_token_leaves_the_old_ones_valid_for_the_overlap() {
    let tokens = Tokens::new().await;
    let old = tokens.token().await;
    let now = tokens.world.clock.now();
    let new = tokens.generate(None).await.unwrap();
    assert_eq!(new.previous_expire_time.unwrap().seconds, now.floor_secs() + 7 * DAY);
    tokens.world.pass(7 * DAY - 1);
    assert!(tokens.is_valid(&old).await);
    tokens.world.pass(1);
    assert!(!tokens.is_valid(&old).await);
    assert!(tokens.is_valid(&secret(&new)).await);
}

#[tokio::test]
async fn an_overlap_of_nothing_ends_the_old_tokens_at_once() {
    let tokens = Tokens::new().await;
    let old = tokens.token().await;
    tokens.generate(Some(0)).await.unwrap();
    assert!(!tokens.is_valid(&old).await);
}

#[tokio::test]
async fn a_longer_overlap_does_not_lengthen_an_earlier_one() {
    let tokens = Tokens::new().await;
    let first = tokens.token().await;
    tokens.generate(Some(DAY)).await.unwrap();
    let third = tokens.generate(Some(90 * DAY)).await.unwrap();
    // The second one is the last of those that were valid.
    let now = tokens.world.clock.now().floor_secs();
    assert_eq!(third.previous_expire_time.unwrap().seconds, now + 90 * DAY);
    tokens.world.pass(DAY);
    assert!(!tokens.is_valid(&first).await);
}

#[tokio::test]
async fn an_overlap_beyond_90_days_or_below_nothing_is_refused() {
    let tokens = Tokens::new().await;
    for overlap in [90 * DAY + 1, -1, i64::MAX, i64::MIN] {
        let told = violations(tokens.generate(Some(overlap)).await);
        assert_eq!(told, [("overlap".to_owned(), "OUT_OF_RANGE")], "{overlap}");
    }
}

#[tokio::test]
async fn a_revoked_token_is_invalid_at_once_and_stays_in_the_list() {
    let tokens = Tokens::new().await;
    let token = tokens.token().await;
    let id = tokens.listed().await[0].id.clone();
    let revoked = tokens.revoke(&id).await.unwrap();
    assert_eq!(revoked.revoke_time, Some(timestamp(tokens.world.clock.now())));
    tokens.world.pass(60);
    assert_eq!(tokens.revoke(&id).await.unwrap(), revoked);
    assert!(!tokens.is_valid(&token).await);
    assert_eq!(tokens.listed().await, [revoked]);
}

#[tokio::test]
async fn an_integration_says_whether_it_has_a_token_that_is_valid() {
    let tokens = Tokens::new().await;
    let has_token = async || {
        let integrations = store::integrations::get;
        let found = integrations(&tokens.world.store, tokens.world.caller.account, tokens.integration).await;
        found.unwrap().has_active_url_token
    };
    assert!(!has_token().await);
    tokens.token().await;
    assert!(has_token().await);
    tokens.revoke(&tokens.listed().await[0].id).await.unwrap();
    assert!(!has_token().await);
}

#[tokio::test]
async fn only_the_first_use_in_a_minute_is_written_down() {
    let tokens = Tokens::new().await;
    let token = tokens.token().await;
    assert!(tokens.is_valid(&token).await);
    // Whoever writes it down again would put this right.
    let id = tokens.listed().await[0].id.parse().unwrap();
    let long_ago = Instant::from_secs(0);
    store::url_tokens::record_use(&tokens.world.store, id, long_ago).await.unwrap();
    tokens.world.pass(59);
    assert!(tokens.is_valid(&token).await);
    assert_eq!(tokens.listed().await[0].last_use_time, Some(timestamp(long_ago)));
    tokens.world.pass(1);
    assert!(tokens.is_valid(&token).await);
    assert_eq!(tokens.listed().await[0].last_use_time, Some(timestamp(tokens.world.clock.now())));
}

#[tokio::test]
async fn the_last_use_is_shown_to_the_minute() {
    let tokens = Tokens::new().await;
    let token = tokens.token().await;
    assert_eq!(tokens.listed().await[0].last_use_time, None);
    let minute = tokens.world.clock.now();
    tokens.world.pass(7);
    tokens.is_valid(&token).await;
    assert_eq!(tokens.listed().await[0].last_use_time, Some(timestamp(minute)));
    tokens.world.pass(60);
    tokens.is_valid(&token).await;
    assert_eq!(tokens.listed().await[0].last_use_time.unwrap().seconds, minute.floor_secs() + 60);
}

#[tokio::test]
async fn the_newest_token_comes_first_over_several_pages() {
    let tokens = Tokens::new().await;
    let mut hints = Vec::new();
    for _ in 0..5 {
        hints.insert(0, tokens.generate(None).await.unwrap().url_token.unwrap().hint);
        tokens.world.pass(1);
    }
    let read = pages(async |page_token| {
        let integration_id = tokens.integration.to_string();
        let request = ListUrlTokensRequest { integration_id, page_size: 2, page_token };
        let response = list(&tokens.world.store, &tokens.world.pages, &tokens.world.caller, request).await.unwrap();
        (response.url_tokens.into_iter().map(|token| token.hint).collect(), response.next_page_token)
    });
    let read = read.await;
    assert_eq!(read.len(), 3);
    assert_eq!(read.concat(), hints);
}

#[tokio::test]
async fn foreign_tokens_and_integrations_read_as_if_they_were_not_there() {
    let tokens = Tokens::new().await;
    tokens.token().await;
    let id = tokens.listed().await[0].id.clone();
    let absent = Uuid::from_u128(9).to_string();
    let stranger = tokens.world.stranger().await;
    let store = &tokens.world.store;
    let revoked = async |id: &String| told(revoke(store, &stranger, RevokeUrlTokenRequest { id: id.clone() }).await);
    let listed = async |id: String| {
        let request = ListUrlTokensRequest { integration_id: id, ..ListUrlTokensRequest::default() };
        told(list(store, &tokens.world.pages, &stranger, request).await)
    };
    let generated = async |id: String| {
        let request = GenerateUrlTokenRequest { integration_id: id, overlap: None };
        told(generate(&tokens.world.store, &tokens.authority, PUBLIC_URL, &stranger, request).await)
    };
    assert_eq!(revoked(&id).await, revoked(&absent).await);
    let foreign = tokens.integration.to_string();
    assert_eq!(listed(foreign.clone()).await, listed(absent.clone()).await);
    assert_eq!(generated(foreign).await, generated(absent).await);
}
