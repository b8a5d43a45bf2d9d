//! States in a stream: every message is answered once it is on disk, in order, until somebody ends it.

use std::time::{Duration, Instant};

use kadans_proto::v1::{
    AgentStateResult, ListUrlTokensRequest, Notification, RevokeUrlTokenRequest, StreamAgentStatesRequest,
    UnreadableItem, notification::Reading,
};
use kadans_server::{auth::caller::Role, clock::Clock, domain::instant::Span};
use kadans_tests::{
    clients::Clients,
    database::TestDatabase,
    failures::Failure as _,
    journeys, on_both_databases,
    reports::{Besides as _, state},
    streams::{Reporting, message},
    time::at,
    world::World,
};
use tonic::{Code, transport::Channel};

journeys! {
    each_message_is_answered_in_order_and_a_stream_that_is_finished_ends_well,
    a_client_that_does_not_read_is_not_read_from,
    a_url_token_is_credential_enough_and_names_the_integration,
    a_sequence_that_does_not_grow_ends_the_stream_after_what_came_before,
    a_message_that_breaks_a_rule_ends_the_stream_after_what_came_before,
    who_may_not_report_may_not_stream,
    a_stream_ends_within_five_seconds_of_the_revocation_of_its_url_token,
    a_stream_ends_when_its_token_expires,
    a_server_that_stops_answers_what_it_read_and_ends_the_stream,
}

mod by_the_machines_clock {
    use super::*;

    on_both_databases! { a_stream_ends_within_five_seconds_of_its_program_losing_its_rights }

    async fn a_stream_ends_within_five_seconds_of_its_program_losing_its_rights(database: TestDatabase) {
        let world = World::start_with(database, Clock::system()).await;
        let minted = world.account.mint(&[Role::Service], &[]).await;
        let mut stream = Reporting::begin(&mut world.clients(&minted.token).await).await.unwrap();
        world.account.revoke(minted.principal).await;
        let revoked = Instant::now();
        let (_, end) = stream.rest().await;
        assert!(revoked.elapsed() < Duration::from_secs(5), "{:?}", revoked.elapsed());
        assert_eq!(end.unwrap().code(), Code::Unauthenticated);
        world.stop().await;
    }
}

async fn each_message_is_answered_in_order_and_a_stream_that_is_finished_ends_well(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    let mut stream = Reporting::begin(&mut program).await.unwrap();
    for number in 1..=500 {
        stream.send(message(10 * number, &integration, state("ana", "CALL").event(&number.to_string())));
    }
    // Neither empty messages nor repeated events are anything special.
    stream.send(StreamAgentStatesRequest { sequence: 5_001, ..message(0, &integration, state("", "")) });
    stream.send(message(5_002, &integration, state("ana", "CALL").event("1")));
    stream.send(StreamAgentStatesRequest { notifications: Vec::new(), ..message(5_003, &integration, state("", "")) });
    stream.finish();
    for number in 1..=500 {
        let answer = stream.answer().await.unwrap().unwrap();
        assert_eq!(answer.sequence, 10 * number);
        assert_eq!(answer.notifications[0].states[0].result(), AgentStateResult::Accepted);
    }
    let refused = stream.answer().await.unwrap().unwrap();
    assert_eq!(refused.notifications[0].states[0].result(), AgentStateResult::Refused);
    assert_eq!(refused.notifications[0].quarantined_count, 1);
    let repeated = stream.answer().await.unwrap().unwrap();
    assert_eq!(repeated.notifications[0].states[0].result(), AgentStateResult::Duplicate);
    assert_eq!(stream.rest().await.0, [5_003]);
    let page =
        world.store().journal().recent_notifications(world.account.id, integration.parse().unwrap(), None, 1_000);
    assert_eq!(page.await.unwrap().len(), 502);
}

async fn a_client_that_does_not_read_is_not_read_from(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    // So that no more than some fifty answers can wait on the client's side.
    let endpoint = Channel::from_shared(format!("http://{}", world.addr())).unwrap().initial_stream_window_size(1_024);
    let mut slow = Clients::over(endpoint.connect().await.unwrap(), &program.token);
    let mut stream = Reporting::begin(&mut slow).await.unwrap();
    for number in 1..=1_000 {
        stream.send(message(number, &integration, state("ana", "CALL").event(&number.to_string())));
    }
    stream.finish();
    let stored = async || {
        let id = integration.parse().unwrap();
        world.store().journal().recent_notifications(world.account.id, id, None, 2_000).await.unwrap().len()
    };
    while stored().await < 64 {
        tokio::task::yield_now().await;
    }
    // Meanwhile others are served as ever.
    for _ in 0..50 {
        program.report(&integration, [state("ben", "CALL")]).await;
    }
    assert!(stored().await < 300, "{} were read ahead", stored().await);
    assert_eq!(stream.rest().await.0, (1..=1_000).collect::<Vec<_>>());
    assert_eq!(stored().await, 1_050);
}

async fn a_url_token_is_credential_enough_and_names_the_integration(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    let other = program.integration("Other", "UTC").await;
    let token = program.url_token(&integration).await;
    let mut stream = Reporting::begin(&mut world.clients(&token).await).await.unwrap();
    let notification = Notification {
        reading: Some(Reading::QuarantineReason(UnreadableItem::default())),
        raw: b"what is this".to_vec(),
        ..Notification::default()
    };
    stream.send(message(1, "", state("ana", "CALL")));
    stream.send(StreamAgentStatesRequest {
        sequence: 2,
        notifications: vec![notification],
        integration_id: integration.clone(),
        ..StreamAgentStatesRequest::default()
    });
    assert_eq!(stream.answer().await.unwrap().unwrap().sequence, 1);
    assert_eq!(stream.answer().await.unwrap().unwrap().notifications[0].quarantined_count, 1);
    stream.send(message(3, &other, state("ana", "CALL")));
    let (answered, end) = stream.rest().await;
    assert!(answered.is_empty());
    let end = end.unwrap();
    assert_eq!(end.violations(), [("integration_id".to_owned(), "NOT_OF_THIS_TOKEN".to_owned())]);
}

async fn a_sequence_that_does_not_grow_ends_the_stream_after_what_came_before(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    let mut stream = Reporting::begin(&mut program).await.unwrap();
    for sequence in [7, 8, 8, 9] {
        stream.send(message(sequence, &integration, state("ana", "CALL")));
    }
    let (answered, end) = stream.rest().await;
    let end = end.unwrap();
    assert_eq!((answered, end.code()), (vec![7, 8], Code::InvalidArgument));
    assert_eq!(end.violations(), [("sequence".to_owned(), "NOT_GREATER".to_owned())]);
}

async fn a_message_that_breaks_a_rule_ends_the_stream_after_what_came_before(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    let mut stream = Reporting::begin(&mut program).await.unwrap();
    stream.send(message(1, &integration, state("ana", "CALL")));
    let many = vec![message(0, "", state("ana", "CALL")).notifications.remove(0); 501];
    stream.send(StreamAgentStatesRequest { notifications: many, ..message(2, &integration, state("", "")) });
    stream.send(message(3, &integration, state("ana", "CALL")));
    let (answered, end) = stream.rest().await;
    let end = end.unwrap();
    assert_eq!((answered, end.code()), (vec![1], Code::InvalidArgument));
    assert_eq!(end.violations()[0], ("notifications".to_owned(), "TOO_MANY_STATES".to_owned()));
    // Of an integration that is not there nothing is taken either.
    let mut stream = Reporting::begin(&mut program).await.unwrap();
    stream.send(message(1, "00000000-0000-0000-0000-000000000077", state("ana", "CALL")));
    assert_eq!(stream.rest().await.1.unwrap().code(), Code::NotFound);
}

async fn who_may_not_report_may_not_stream(world: &mut World) {
    for (mut clients, code) in [
        (world.stranger().await, Code::Unauthenticated),
        (world.clients("odg_made_up").await, Code::Unauthenticated),
        (world.planner().await, Code::PermissionDenied),
    ] {
        let refused = Reporting::begin(&mut clients).await.unwrap_err();
        assert_eq!(refused.code(), code);
    }
}

async fn a_stream_ends_within_five_seconds_of_the_revocation_of_its_url_token(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    let token = program.url_token(&integration).await;
    let mut stream = Reporting::begin(&mut world.clients(&token).await).await.unwrap();
    stream.send(message(1, "", state("ana", "CALL")));
    assert_eq!(stream.answer().await.unwrap().unwrap().sequence, 1);
    let list = ListUrlTokensRequest { integration_id: integration, ..ListUrlTokensRequest::default() };
    let id = program.integrations.list_url_tokens(list).await.unwrap().into_inner().url_tokens.remove(0).id;
    program.integrations.revoke_url_token(RevokeUrlTokenRequest { id }).await.unwrap();
    let revoked = Instant::now();
    let (_, end) = stream.rest().await;
    assert!(revoked.elapsed() < Duration::from_secs(5), "{:?}", revoked.elapsed());
    let end = end.unwrap();
    assert_eq!((end.code(), end.reason().as_str()), (Code::Unauthenticated, "TOKEN_INVALID"));
}

async fn a_stream_ends_when_its_token_expires(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    let mut stream = Reporting::begin(&mut program).await.unwrap();
    stream.send(message(1, &integration, state("ana", "CALL")));
    assert_eq!(stream.answer().await.unwrap().unwrap().sequence, 1);
    world.set_clock(at("08:00") + Span::from_hours(365 * 24 + 1));
    let end = stream.rest().await.1.unwrap();
    assert_eq!((end.code(), end.reason().as_str()), (Code::Unauthenticated, "TOKEN_EXPIRED"));
}

async fn a_server_that_stops_answers_what_it_read_and_ends_the_stream(world: &mut World) {
    let mut program = world.program().await;
    let integration = program.integration("Odigo", "UTC").await;
    let mut stream = Reporting::begin(&mut program).await.unwrap();
    for sequence in 1..=1_000 {
        stream.send(message(sequence, &integration, state("ana", "CALL")));
    }
    assert_eq!(stream.answer().await.unwrap().unwrap().sequence, 1);
    drop(program);
    let account = world.account.id;
    let ((), (answered, end)) = tokio::join!(world.stop_server(), async move {
        let rest = stream.rest().await;
        drop(stream);
        rest
    });
    assert_eq!(answered, (2..2 + answered.len() as u64).collect::<Vec<_>>());
    if answered.len() < 999 {
        assert_eq!(end.unwrap().code(), Code::Unavailable);
    }
    let page = world.store().journal().recent_notifications(account, integration.parse().unwrap(), None, 2_000);
    assert_eq!(page.await.unwrap().len(), answered.len() + 1, "what was stored was answered");
}
