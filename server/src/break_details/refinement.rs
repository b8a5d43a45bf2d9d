//! What an answer of the web service is about, and how it goes into the journal.

use std::collections::HashSet;

use serde::Serialize;

use crate::{
    domain::{
        ids::{AccountId, ExternalUserId, IntegrationId},
        instant::{Instant, Span},
        mapping::fold,
    },
    store::{
        Store, StoreError,
        journal::{FROM_WEB_SERVICE, NewNotification, NewState, StoredState, Submission},
        web_services::{login, status_names},
    },
};

/// How far the states of one break may lie apart: what is older is another break, whose end nobody told.
const LONGEST_BREAK: Span = Span::from_hours(4);

/// The break that an agent is on, of a type that nobody told yet.
#[derive(Clone, Debug)]
pub(super) struct PlainBreak {
    account: AccountId,
    integration: IntegrationId,
    /// The agent's login.
    pub(super) login: String,
    status: String,
    /// The state it began with and, if it was said again since, the last one: after a silence that one begins a stretch
    /// of its own.
    states: Vec<StoredState>,
}

/// The break that an agent is on now; none if the agent is on none, or its type is known.
pub(super) async fn plain_break(
    store: &Store,
    account: AccountId,
    user: ExternalUserId,
    break_statuses: &HashSet<String>,
) -> Result<Option<PlainBreak>, StoreError> {
    let states = store.journal().last_runs_before(account, &[user], Instant::MAX).await?;
    let names = status_names(store, account, states.iter().map(|state| state.external_status)).await?;
    let Some(last) = states.last() else { return Ok(None) };
    let Some((status, _)) = names.get(&last.external_status) else { return Ok(None) };
    if !break_statuses.contains(&fold(status)) {
        return Ok(None);
    }
    let mut run = Vec::new();
    for state in states.iter().rev().take_while(|state| last.at - state.at <= LONGEST_BREAK) {
        match names.get(&state.external_status) {
            Some((same, detail)) if same == status && detail.is_empty() => run.push(state.clone()),
            Some((same, _)) if same == status => return Ok(None),
            _ => break,
        }
    }
    let states = match run.as_slice() {
        [only] => vec![only.clone()],
        [newest, .., oldest] => vec![oldest.clone(), newest.clone()],
        [] => return Ok(None),
    };
    let login = login(store, account, user).await?;
    Ok(Some(PlainBreak { account, integration: last.integration, login, status: status.clone(), states }))
}

/// What is kept as the body.
#[derive(Serialize)]
struct Body<'a> {
    agent: &'a str,
    status: &'a str,
    detail: &'a str,
}

impl PlainBreak {
    /// Appends to the journal that the break is of this type, at the same time and with the same receipt: it refines
    /// what was said then, and is no sign of life of now.
    pub(super) async fn refine(self, store: &Store, detail: &str) -> Result<(), StoreError> {
        let Self { account, integration, login, status, states } = self;
        let body = serde_json::to_vec(&Body { agent: &login, status: &status, detail }).unwrap_or_default();
        let notifications = states.iter().map(|state| NewNotification {
            received_at: state.received_at,
            method: FROM_WEB_SERVICE.to_owned(),
            content_type: "application/json".to_owned(),
            query: String::new(),
            body: body.clone(),
            states: vec![NewState {
                agent: login.clone(),
                status: status.clone(),
                detail: detail.to_owned(),
                sent_at: Some(state.at),
                event_id: None,
                flags: 0,
                end_at: None,
            }],
            unreadable: Vec::new(),
            snapshot_at: None,
        });
        let submission = Submission {
            account,
            integration,
            format_etag: String::new(),
            oldest_kept: Instant::MIN,
            notifications: notifications.collect(),
        };
        store.journal().append(submission).await?;
        Ok(())
    }
}
