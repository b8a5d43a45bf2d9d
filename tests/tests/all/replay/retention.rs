//! How long raw text is kept.

use std::time::Duration;

use kadans_proto::v1::{
    Integration, Notification, ReportAgentStatesRequest, UnreadableItem, UpdateIntegrationRequest,
    notification::Reading,
};
use kadans_server::domain::instant::Span;
use kadans_tests::{
    clients::Clients,
    journeys,
    time::{at, seconds},
    world::World,
};
use prost_types::FieldMask;

use super::words::Captures as _;

journeys! {
    raw_text_goes_when_it_is_old_enough_and_states_stay,
    what_cannot_be_read_is_kept_for_a_month,
    a_quarantine_that_grows_fast_is_cut_within_a_minute,
}

async fn deleted(admin: &mut Clients, odigo: &str) -> usize {
    admin.captured(odigo).await.iter().filter(|one| one.is_raw_deleted).count()
}

async fn keep_for(admin: &mut Clients, odigo: &str, retention: i64) -> Result<Integration, tonic::Status> {
    let integration =
        Integration { id: odigo.to_owned(), raw_retention: Some(seconds(retention)), ..Integration::default() };
    let mask = FieldMask { paths: vec!["raw_retention".to_owned()] };
    let request =
        UpdateIntegrationRequest { integration: Some(integration), update_mask: Some(mask), validate_only: false };
    Ok(admin.integrations.update_integration(request).await?.into_inner().integration.unwrap())
}

async fn raw_text_goes_when_it_is_old_enough_and_states_stay(world: &mut World) {
    let mut admin = world.program().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&odigo).await;
    for number in 0..230 {
        assert_eq!(world.notify(&token, &format!("agentId=agent{number}&state=CALL")).await, 204);
    }
    assert_eq!(world.notify(&token, "agentId=nobody").await, 202);
    assert!(keep_for(&mut admin, &odigo, 60).await.is_err(), "less than an hour");
    let kept = keep_for(&mut admin, &odigo, 7_200).await.unwrap();
    assert_eq!(kept.raw_retention, Some(seconds(7_200)));

    world.set_clock(at("09:30"));
    world.store().delete_old_raw().await.unwrap();
    assert_eq!(deleted(&mut admin, &odigo).await, 0);
    world.set_clock(at("10:30"));
    world.store().delete_old_raw().await.unwrap();
    // 231 are there, of which the newest 200 stay.
    let captured = admin.captured(&odigo).await;
    let gone: Vec<_> = captured.iter().filter(|one| one.is_raw_deleted).collect();
    assert_eq!(gone.len(), 31);
    assert!(gone.iter().all(|one| one.body.is_empty() && one.body_size > 0 && one.states.len() == 1));
    assert!(gone.iter().all(|one| one.states[0].found_fields.is_empty()));
    assert_eq!(captured.iter().position(|one| one.is_raw_deleted), Some(200));
    assert_eq!(world.store().delete_old_raw().await.unwrap(), 0);
}

async fn what_cannot_be_read_is_kept_for_a_month(world: &mut World) {
    let mut admin = world.program().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&odigo).await;
    assert_eq!(world.notify(&token, "agentId=ana").await, 202);
    world.set_clock(at("08:00") + Span::from_hours(29 * 24));
    let mut admin = world.program().await;
    world.store().delete_old_raw().await.unwrap();
    assert_eq!(admin.quarantine(&odigo).await.notification_count, 1);
    world.set_clock(at("08:00") + Span::from_hours(31 * 24));
    let mut admin = world.program().await;
    world.store().delete_old_raw().await.unwrap();
    assert_eq!(admin.quarantine(&odigo).await.notification_count, 0);
    assert_eq!(deleted(&mut admin, &odigo).await, 1);
}

async fn a_quarantine_that_grows_fast_is_cut_within_a_minute(world: &mut World) {
    let mut program = world.program().await;
    let odigo = program.integration("Odigo", "UTC").await;
    let reason = UnreadableItem { code: "no_agent".to_owned(), ..UnreadableItem::default() };
    let unreadable = Notification {
        raw: vec![b'x'; 64 * 1024],
        reading: Some(Reading::QuarantineReason(reason)),
        ..Notification::default()
    };
    // 69 MiB, in calls of nearly three.
    for _ in 0..24 {
        let request = ReportAgentStatesRequest {
            notifications: vec![unreadable.clone(); 46],
            integration_id: odigo.clone(),
            format_etag: String::new(),
        };
        program.adherence.report_agent_states(request).await.unwrap();
    }
    world.set_clock(at("08:01"));
    let cut = async {
        // 64 MiB, and what is not worth a look.
        while program.quarantine(&odigo).await.notification_count > 1_024 + 64 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), cut).await.expect("the oldest of it are deleted");
    assert!(program.quarantine(&odigo).await.notification_count >= 1_024, "no more than that");
}
