//! Changing how notifications are read.

use kadans_proto::v1::{
    ActivityType, AdherenceStatus, ListAuditEventsRequest, NotificationFormat, UpdateNotificationFormatRequest,
};
use kadans_tests::{board::Board, failures::Failure as _, journeys, office::segment, time::at, world::World};
use tonic::Code;

use super::words::Captures as _;

journeys! {
    a_format_is_changed_by_whoever_saw_the_newest_and_goes_on_record,
    everything_that_is_wrong_with_a_format_is_named,
    a_status_that_means_logged_out_now_always_did,
}

async fn a_format_is_changed_by_whoever_saw_the_newest_and_goes_on_record(world: &mut World) {
    let mut admin = world.admin().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let seen = admin.format(&odigo).await;
    let mut changed = seen.clone();
    changed.agent.as_mut().unwrap().names = vec!["conseiller".to_owned()];
    let request = UpdateNotificationFormatRequest {
        integration_id: odigo.clone(),
        format: Some(changed.clone()),
        validate_only: true,
    };
    admin.integrations.update_notification_format(request).await.unwrap();
    assert_eq!(admin.format(&odigo).await, seen, "nothing was changed by asking");
    let stored = admin.set_format(&odigo, changed.clone()).await.unwrap();
    assert_ne!(stored.etag, seen.etag);
    assert_eq!(admin.format(&odigo).await, stored);
    let stale = admin.set_format(&odigo, NotificationFormat { etag: seen.etag, ..changed }).await.unwrap_err();
    assert_eq!(stale.code(), Code::Aborted);
    let events = admin.sessions.list_audit_events(ListAuditEventsRequest::default()).await.unwrap().into_inner();
    let event = events.audit_events.iter().find(|event| event.action == "integration.format").unwrap();
    assert_eq!((event.changes.len(), event.changes[0].field.as_str()), (1, "agent.names"));
    assert_eq!(event.changes[0].after, "conseiller");
}

async fn everything_that_is_wrong_with_a_format_is_named(world: &mut World) {
    let mut admin = world.admin().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let mut format = admin.format(&odigo).await;
    format.etag.clear();
    format.agent.as_mut().unwrap().names = vec!["a".to_owned(), "b".to_owned(), String::new()];
    format.status = None;
    format.detail.as_mut().unwrap().values.insert(" ".to_owned(), "x".to_owned());
    format.time.as_mut().unwrap().letter_case = 9;
    format.logged_out_statuses.push(String::new());
    "Mars/Olympus".clone_into(&mut format.time_zone);
    let refused = admin.set_format(&odigo, format).await.unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);
    let mut fields: Vec<String> = refused.violations().into_iter().map(|(field, _)| field).collect();
    fields.sort();
    let expected = [
        "format.agent.names[2]",
        "format.detail.values[\" \"]",
        "format.logged_out_statuses[6]",
        "format.status.names",
        "format.time.letter_case",
        "format.time_zone",
    ];
    assert_eq!(fields, expected);
}

async fn a_status_that_means_logged_out_now_always_did(world: &mut World) {
    let mut admin = world.program().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&odigo).await;
    let unit = admin.unit("Support", "UTC").await;
    let ana = admin.employee("Ana", &unit).await;
    let calls = admin.activity("Calls", ActivityType::Presence).await;
    admin.schedule(&ana, vec![segment(at("08:00"), at("10:00"), &calls)]).await;
    world.set_clock(at("08:30"));
    assert_eq!(world.notify(&token, "agentId=ana&state=FIN_DE_POSTE").await, 204);
    admin.assign(&odigo, "ana", &ana).await;
    world.set_clock(at("09:00"));
    let mut board = Board::open(&mut admin).await;
    board
        .until("an unmapped status counts as Present", |board| board.person(&ana).status() == AdherenceStatus::In)
        .await;
    let mut format = admin.format(&odigo).await;
    format.logged_out_statuses.push("fin de poste".to_owned());
    admin.set_format(&odigo, format).await.unwrap();
    board.until("Ana is gone", |board| board.person(&ana).status() == AdherenceStatus::Out).await;
    assert_eq!(admin.held_at(&ana, at("08:45")).await.status(), AdherenceStatus::Out);
}
