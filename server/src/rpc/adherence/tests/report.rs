//! Reporting states: what is stored, what is set aside, and what is refused whole.

use kadans_proto::v1::{
    AgentState, AgentStateOutcome,
    AgentStateResult::{self, Accepted, Refused},
    AgentStates, Notification, ReportAgentStatesRequest, ReportAgentStatesResponse, UnreadableItem,
    notification::Reading,
};
use uuid::Uuid;

use super::floor::{Floor, at, time};
use crate::{
    auth::caller::{Reporter, StateSource},
    odigo::flags::Flags,
    rpc::{
        adherence::{Homes, report_agent_states},
        error::RpcError,
        testing::{World, told, violations},
    },
    store::journal::StoredNotification,
};

fn state(agent: &str, status: &str) -> AgentState {
    AgentState { agent: agent.to_owned(), status: status.to_owned(), ..AgentState::default() }
}

fn notification(states: Vec<AgentState>) -> Notification {
    let states = AgentStates { states, unreadable_items: Vec::new(), ..AgentStates::default() };
    Notification { reading: Some(Reading::States(states)), ..Notification::default() }
}

fn results(response: &ReportAgentStatesResponse) -> Vec<Vec<AgentStateResult>> {
    let notifications = response.notifications.iter();
    notifications.map(|outcome| outcome.states.iter().map(AgentStateOutcome::result).collect()).collect()
}

async fn stored(world: &World, floor: &Floor) -> Vec<StoredNotification> {
    let journal = world.store.journal();
    journal.recent_notifications(floor.caller.account, floor.integration, None, 10).await.unwrap()
}

async fn report(
    world: &World,
    source: StateSource,
    integration_id: &str,
) -> Result<ReportAgentStatesResponse, RpcError> {
    let request = ReportAgentStatesRequest {
        notifications: vec![notification(vec![state("a1", "AVAILABLE")])],
        integration_id: integration_id.to_owned(),
        format_etag: String::new(),
    };
    report_agent_states(&world.store, &Homes::new(world.store.clone()), &source, request).await
}

#[tokio::test]
async fn states_that_break_a_rule_are_set_aside_and_the_others_stored() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let long = "x".repeat(201);
    let bad_time = AgentState {
        sent_time: Some(prost_types::Timestamp { seconds: i64::MAX, nanos: 0 }),
        ..state("a1", "AVAILABLE")
    };
    let states = AgentStates {
        states: vec![
            state(" a1 ", " AVAILABLE "),
            state("  ", "AVAILABLE"),
            state("a1", &long),
            state("a\u{0}1", "AVAILABLE"),
            bad_time,
            AgentState { detail: long.clone(), ..state("a1", "PAUSE") },
            AgentState { event_id: long, ..state("a1", "PAUSE") },
            state("a2", "PAUSE"),
        ],
        unreadable_items: vec![UnreadableItem { index: 1, code: "no_status".to_owned(), message: "none".to_owned() }],
        ..AgentStates::default()
    };
    let sent =
        Notification { raw: b"body".to_vec(), reading: Some(Reading::States(states)), ..Notification::default() };
    let response = floor.notify(&world, vec![sent]).await.unwrap();
    let expected = [Accepted, Refused, Refused, Refused, Refused, Refused, Refused, Accepted];
    assert_eq!(results(&response), [expected]);
    assert_eq!(response.notifications[0].quarantined_count, 7);
    assert_eq!(response.notifications[0].states[1].message, "agent must not be empty");

    let stored = stored(&world, &floor).await;
    let kept: Vec<_> = stored[0].states.iter().map(|state| (state.agent.as_str(), state.status.as_str())).collect();
    assert_eq!(kept, [("a1", "AVAILABLE"), ("a2", "PAUSE")]);
    let aside: Vec<_> = stored[0].unreadable.iter().map(|item| (item.index, item.code.as_str())).collect();
    // Item 1 was unreadable before, so the second state is item 2.
    let expected = [
        (1, "no_status"),
        (2, "no_agent"),
        (3, "bad_status"),
        (4, "bad_agent"),
        (5, "bad_sent_time"),
        (6, "bad_detail"),
        (7, "bad_event_id"),
    ];
    assert_eq!(aside, expected);
}

#[tokio::test]
async fn the_same_event_again_is_a_duplicate() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let event = AgentState { event_id: "e1".to_owned(), ..state("a1", "AVAILABLE") };
    let first = floor.report(&world, vec![event.clone()]).await;
    let again = floor.report(&world, vec![event]).await;
    assert_eq!(results(&first), [[AgentStateResult::Accepted]]);
    assert_eq!(results(&again), [[AgentStateResult::Duplicate]]);
}

#[tokio::test]
async fn a_receipt_is_moved_to_within_five_seconds_of_the_clock() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    world.clock.set(at("2026-03-02T08:00:00Z"));
    let received = async |received_time| {
        let sent = Notification { received_time, ..notification(vec![]) };
        floor.notify(&world, vec![sent]).await.unwrap();
        stored(&world, &floor).await[0].received_at
    };
    assert_eq!(received(None).await, at("2026-03-02T08:00:00Z"));
    assert_eq!(received(time("2026-03-02T07:59:57Z")).await, at("2026-03-02T07:59:57Z"));
    assert_eq!(received(time("2026-03-02T07:00:00Z")).await, at("2026-03-02T07:59:55Z"));
    assert_eq!(received(time("2026-03-02T09:00:00Z")).await, at("2026-03-02T08:00:05Z"));
}

#[tokio::test]
async fn flags_of_reading_are_kept_and_those_of_the_store_are_not_taken_from_outside() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let flags = ["time_shifted", "event_id_reused", "no_such_flag"].map(str::to_owned).to_vec();
    floor.report(&world, vec![AgentState { flags, ..state("a1", "AVAILABLE") }]).await;
    let flags = stored(&world, &floor).await[0].states[0].flags;
    assert_eq!(u32::try_from(flags).ok().and_then(Flags::from_bits), Some(Flags::TIME_SHIFTED));
}

#[tokio::test]
async fn a_time_older_than_the_retention_counts_from_its_receipt() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    world.clock.set(at("2026-03-02T08:00:00Z"));
    let sent = |sent| AgentState { sent_time: time(sent), ..state("a1", "AVAILABLE") };
    // Six months before March; September begins at 22:00 UTC in Madrid.
    floor.report(&world, vec![sent("2025-08-31T22:00:00Z"), sent("2025-08-31T21:59:59Z")]).await;
    let stored = stored(&world, &floor).await;
    let times: Vec<_> = stored[0].states.iter().map(|state| state.at).collect();
    assert_eq!(times, [at("2025-08-31T22:00:00Z"), at("2026-03-02T08:00:00Z")]);
}

#[tokio::test]
async fn a_notification_that_could_not_be_read_is_kept_with_the_reason() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let reason = UnreadableItem { index: 0, code: "not_text".to_owned(), message: "no text".to_owned() };
    let sent =
        Notification { raw: vec![0xff], reading: Some(Reading::QuarantineReason(reason)), ..Notification::default() };
    let response = floor.notify(&world, vec![sent]).await.unwrap();
    assert_eq!(response.notifications[0].quarantined_count, 1);
    assert_eq!(stored(&world, &floor).await[0].unreadable[0].code, "not_text");
}

#[tokio::test]
async fn a_request_beyond_the_limits_is_refused_whole() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let refused = async |notifications| violations(floor.notify(&world, notifications).await);
    let many = notification(vec![state("a1", "AVAILABLE"); 501]);
    assert_eq!(refused(vec![many]).await, [("notifications".to_owned(), "TOO_MANY_STATES")]);
    let body = |length| Notification { raw: vec![b'x'; length], ..notification(vec![]) };
    let large = vec![body(64 * 1024); 48];
    assert_eq!(refused(large).await, [("notifications".to_owned(), "TOO_LARGE")]);
    assert_eq!(refused(vec![body(64 * 1024 + 1)]).await, [("notifications[0].raw".to_owned(), "TOO_LARGE")]);
    let unread = Notification::default();
    assert_eq!(refused(vec![unread]).await, [("notifications[0].states".to_owned(), "REQUIRED")]);
    assert_eq!(stored(&world, &floor).await.len(), 0);
    floor.notify(&world, vec![notification(vec![state("a1", "AVAILABLE"); 500])]).await.unwrap();
}

#[tokio::test]
async fn a_url_token_reports_for_its_own_integration_alone() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let token = || StateSource::UrlToken(Reporter { account: floor.caller.account, integration: floor.integration });
    report(&world, token(), "").await.unwrap();
    report(&world, token(), &floor.integration.to_string()).await.unwrap();
    let other = world.integration(&floor.caller, "Second").await.to_string();
    let refused = violations(report(&world, token(), &other).await);
    assert_eq!(refused, [("integration_id".to_owned(), "NOT_OF_THIS_TOKEN")]);
}

#[tokio::test]
async fn a_program_names_an_integration_of_its_account() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let program = || StateSource::Program(floor.caller.clone());
    report(&world, program(), &floor.integration.to_string()).await.unwrap();
    assert_eq!(violations(report(&world, program(), "").await), [("integration_id".to_owned(), "REQUIRED")]);
    let absent = told(report(&world, program(), &Uuid::from_u128(77).to_string()).await);
    assert_eq!(absent.code, tonic::Code::NotFound);
    let stranger = world.stranger().await;
    let foreign = world.integration(&stranger, "Odigo").await.to_string();
    assert_eq!(told(report(&world, program(), &foreign).await), absent);
}
