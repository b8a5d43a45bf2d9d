//! Reporting more than one may.

use std::num::NonZeroU32;

use kadans_proto::v1::{AgentState, AgentStates, Notification, ReportAgentStatesRequest, notification::Reading};
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use super::floor::Floor;
use crate::{
    auth::caller::{Reporter, StateSource},
    rpc::{
        adherence::{Homes, Quotas, Rates, report_agent_states},
        testing::World,
    },
};

const MANY: u32 = 1_000_000;

fn homes(world: &World, integration: u32, account: u32) -> Homes {
    let rate = |states| NonZeroU32::new(states).unwrap();
    let rates = Rates { integration: rate(integration), account: rate(account) };
    Homes::new(world.store.clone()).with_quotas(Quotas::new(rates))
}

/// Reports 500 states.
async fn report(world: &World, homes: &Homes, floor: &Floor) -> Result<(), Status> {
    let state = AgentState { agent: "ana".to_owned(), status: "CALL".to_owned(), ..AgentState::default() };
    let states = AgentStates { states: vec![state; 500], ..AgentStates::default() };
    let notification = Notification { reading: Some(Reading::States(states)), ..Notification::default() };
    let source = StateSource::UrlToken(Reporter { account: floor.caller.account, integration: floor.integration });
    let request = ReportAgentStatesRequest { notifications: vec![notification], ..ReportAgentStatesRequest::default() };
    report_agent_states(&world.store, homes, &source, request).await.map(drop).map_err(Status::from)
}

#[tokio::test]
async fn whoever_reports_more_than_the_integration_may_is_told_how_long_to_wait() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let homes = homes(&world, 10, MANY);
    for _ in 0..2 {
        report(&world, &homes, &floor).await.unwrap();
    }
    let refused = report(&world, &homes, &floor).await.unwrap_err();
    assert_eq!(refused.code(), Code::ResourceExhausted);
    let info = refused.get_details_error_info().unwrap();
    assert_eq!((info.reason.as_str(), info.domain.as_str()), ("QUOTA_EXCEEDED", "kadans"));
    assert_eq!(info.metadata["quota"], "integration");
    let wait = refused.get_details_retry_info().unwrap().retry_delay.unwrap();
    assert!((40..=50).contains(&wait.as_secs()), "{wait:?}");
    // Nothing of it was stored.
    let journal = world.store.journal();
    let stored = journal.recent_notifications(floor.caller.account, floor.integration, None, 10).await.unwrap();
    assert_eq!(stored.len(), 2);
}

#[tokio::test]
async fn an_account_that_uses_its_quota_up_leaves_the_others_theirs() {
    let world = World::new().await;
    let (floor, other) = (Floor::new(&world).await, Floor::of(&world, world.stranger().await, "UTC").await);
    let homes = homes(&world, MANY, 10);
    for _ in 0..2 {
        report(&world, &homes, &floor).await.unwrap();
    }
    let refused = report(&world, &homes, &floor).await.unwrap_err();
    assert_eq!(refused.get_details_error_info().unwrap().metadata["quota"], "account");
    report(&world, &homes, &other).await.unwrap();
}
