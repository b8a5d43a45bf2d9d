//! Generates, lists, revokes and resolves URL tokens.

use kadans_proto::v1::{
    self, GenerateUrlTokenRequest, GenerateUrlTokenResponse, ListUrlTokensRequest, ListUrlTokensResponse,
    ResolveUrlTokenRequest, ResolveUrlTokenResponse, RevokeUrlTokenRequest, RevokeUrlTokenResponse,
};
use prost_types::Duration;
use uuid::Uuid;

use super::vendors::Vendor;
use crate::{
    auth::{
        caller::Caller,
        url_token::TokenKind,
        url_token_authority::{IssueError, UrlTokenAuthority},
    },
    domain::{ids::IntegrationId, instant::Span},
    rpc::{
        error::RpcError,
        page::Pages,
        read::{Reader, timestamp},
    },
    store::{
        Store, integrations,
        url_tokens::{self, UrlToken},
    },
};

const DEFAULT_OVERLAP: Span = Span::from_hours(7 * 24);
const LONGEST_OVERLAP: Span = Span::from_hours(90 * 24);

/// Where whoever has an API key sends to.
const PUSH_PATH: &str = "/ingest/agent-statuses";

pub(super) async fn generate(
    store: &Store,
    authority: &UrlTokenAuthority,
    public_url: &str,
    caller: &Caller,
    request: GenerateUrlTokenRequest,
) -> Result<GenerateUrlTokenResponse, RpcError> {
    let mut reader = Reader::new();
    let integration = reader.id("integration_id", &request.integration_id);
    let overlap = read_overlap(&mut reader, request.overlap);
    let integration: IntegrationId = reader.finish_with(integration)?;
    let kind = Vendor::token_kind(&integrations::get(store, caller.account, integration).await?.vendor);
    let (token, generated) = authority.issue(kind, integration, overlap, caller.author()).await?;
    let (notification_url, api_key) = match kind {
        TokenKind::NotificationUrl => (format!("{public_url}/notify/{}", token.reveal()), String::new()),
        TokenKind::ApiKey => (format!("{public_url}{PUSH_PATH}"), token.reveal().to_owned()),
    };
    Ok(GenerateUrlTokenResponse {
        url_token: Some(render(generated.url_token)),
        notification_url,
        previous_expire_time: generated.previous_expires_at.map(timestamp),
        api_key,
    })
}

pub(super) async fn resolve(
    authority: &UrlTokenAuthority,
    request: &ResolveUrlTokenRequest,
) -> Result<ResolveUrlTokenResponse, RpcError> {
    let found = authority.resolve(&request.token).await?.ok_or(RpcError::NotFound)?;
    Ok(ResolveUrlTokenResponse {
        integration_id: found.integration.to_string(),
        format: found.format,
        format_etag: found.format_etag,
        time_zone: found.zone,
    })
}

pub(super) async fn list(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListUrlTokensRequest,
) -> Result<ListUrlTokensResponse, RpcError> {
    let mut reader = Reader::new();
    let integration: Option<IntegrationId> = reader.id("integration_id", &request.integration_id);
    let list = pages.list("ListUrlTokens", caller.account, &integration);
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    let integration = reader.finish_with(integration)?;
    integrations::get(store, caller.account, integration).await?;
    let rows = url_tokens::list(store, caller.account, integration, &page).await?;
    Ok(ListUrlTokensResponse {
        url_tokens: rows.rows.into_iter().map(render).collect(),
        next_page_token: list.token(rows.next.as_ref()),
    })
}

pub(super) async fn revoke(
    store: &Store,
    caller: &Caller,
    request: RevokeUrlTokenRequest,
) -> Result<RevokeUrlTokenResponse, RpcError> {
    let mut reader = Reader::new();
    let id = reader.id("id", &request.id);
    let id: Uuid = reader.finish_with(id)?;
    let revoked = url_tokens::revoke(store, id, caller.author()).await?;
    Ok(RevokeUrlTokenResponse { url_token: Some(render(revoked)) })
}

fn read_overlap(reader: &mut Reader, overlap: Option<Duration>) -> Span {
    let Some(overlap) = overlap else { return DEFAULT_OVERLAP };
    let span = Span::from_secs(overlap.seconds) + Span::from_micros(i64::from(overlap.nanos / 1_000));
    if span < Span::ZERO || span > LONGEST_OVERLAP {
        reader.refuse("overlap", "OUT_OF_RANGE", "must be between 0 and 90 days");
    }
    span
}

fn render(token: UrlToken) -> v1::UrlToken {
    v1::UrlToken {
        id: token.id.to_string(),
        hint: token.public_id,
        creator_name: token.creator_name,
        create_time: Some(timestamp(token.created_at)),
        last_use_time: token.last_used_at.map(timestamp),
        expire_time: token.expires_at.map(timestamp),
        revoke_time: token.revoked_at.map(timestamp),
    }
}

impl From<IssueError> for RpcError {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::Store(error) => error.into(),
            error @ IssueError::NoRandomness(_) => Self::Internal(Box::new(error)),
        }
    }
}
