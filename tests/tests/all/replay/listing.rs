//! Looking at what was captured.

use kadans_proto::v1::{CaptureOutcome, GetNotificationRequest, ListNotificationsRequest};
use kadans_tests::{
    clients::Clients,
    journeys,
    notify::Sent,
    time::{at, wire},
    world::World,
};
use tonic::Code;

use super::words::Captures as _;

journeys! {
    the_newest_come_first_and_filters_and_pages_hold,
    a_duplicate_is_told,
    secrets_are_never_shown,
}

async fn bodies(admin: &mut Clients, request: ListNotificationsRequest) -> Vec<String> {
    let page = admin.integrations.list_notifications(request).await.unwrap().into_inner();
    page.notifications.into_iter().map(|one| one.body).collect()
}

async fn the_newest_come_first_and_filters_and_pages_hold(world: &mut World) {
    let mut admin = world.program().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&odigo).await;
    let sent = [
        ("08:01", "agentId=ana&state=CALL", 204),
        ("08:02", "agentId=ben&state=CALL", 204),
        ("08:03", "agentId=ben", 202),
        ("08:04", "nothing of the kind", 202),
        ("08:05", r#"[{"agent":"ana","state":"CALL"},{"agent":"cleo"}]"#, 202),
    ];
    for (time, body, answer) in sent {
        world.set_clock(at(time));
        assert_eq!(world.notify(&token, body).await, answer, "{body}");
    }
    let all = ListNotificationsRequest { integration_id: odigo.clone(), ..ListNotificationsRequest::default() };
    let newest_first: Vec<String> = sent.iter().rev().map(|(_, body, _)| (*body).to_owned()).collect();
    assert_eq!(bodies(&mut admin, all.clone()).await, newest_first);
    let with = |outcome: CaptureOutcome| ListNotificationsRequest { outcomes: vec![outcome.into()], ..all.clone() };
    assert_eq!(bodies(&mut admin, with(CaptureOutcome::Quarantined)).await.len(), 2);
    assert_eq!(bodies(&mut admin, with(CaptureOutcome::Partly)).await, newest_first[..1]);
    let missing = ListNotificationsRequest { reason_code: "missing_status".to_owned(), ..all.clone() };
    assert_eq!(bodies(&mut admin, missing).await, [sent[4].1, sent[2].1]);
    let unknown = ListNotificationsRequest { reason_code: "%".to_owned(), ..all.clone() };
    assert!(bodies(&mut admin, unknown).await.is_empty());
    let ana = ListNotificationsRequest { agent: "ana".to_owned(), ..all.clone() };
    assert_eq!(bodies(&mut admin, ana).await, [sent[4].1, sent[0].1]);
    let stretch = ListNotificationsRequest {
        start_time: Some(wire(at("08:02"))),
        end_time: Some(wire(at("08:04"))),
        ..all.clone()
    };
    assert_eq!(bodies(&mut admin, stretch).await, [sent[2].1, sent[1].1]);

    let first = ListNotificationsRequest { page_size: 2, ..all.clone() };
    let page = admin.integrations.list_notifications(first.clone()).await.unwrap().into_inner();
    let second = ListNotificationsRequest { page_token: page.next_page_token.clone(), ..first.clone() };
    // On every connection to the database, whatever it was asked before.
    for _ in 0..10 {
        assert_eq!(bodies(&mut admin, second.clone()).await, newest_first[2..4]);
    }
    let other_filter = ListNotificationsRequest { page_token: page.next_page_token, agent: "ana".to_owned(), ..first };
    let refused = admin.integrations.list_notifications(other_filter).await.unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);

    let other = admin.integration("Another", "UTC").await;
    let foreign = GetNotificationRequest { integration_id: other, id: page.notifications[0].id.clone() };
    assert_eq!(admin.integrations.get_notification(foreign).await.unwrap_err().code(), Code::NotFound);
    let made_up = GetNotificationRequest { integration_id: odigo.clone(), id: "x".to_owned() };
    let refused = admin.integrations.get_notification(made_up).await.unwrap_err();
    assert_eq!(refused.code(), Code::NotFound);
    let whole = admin.notification(&odigo, &page.notifications[0].id).await;
    assert_eq!((whole.states.len(), whole.unreadable_items[0].index, whole.body_size), (1, 1, 49));
    let found = &whole.states[0].found_fields;
    assert_eq!((found[0].path.as_str(), found[0].source.as_str()), ("agent", "body"));
}

async fn a_duplicate_is_told(world: &mut World) {
    let mut admin = world.program().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&odigo).await;
    let one = r#"{"agent":"ana","state":"CALL","eventId":"1"}"#;
    let both = r#"[{"agent":"ana","state":"CALL","eventId":"1"},{"agent":"ben","state":"CALL","eventId":"2"}]"#;
    for body in [one, one, both] {
        assert_eq!(world.notify(&token, body).await, 204);
    }
    let told = admin.captured(&odigo).await;
    let told: Vec<_> = told.iter().map(|one| (one.states.len(), one.duplicate_count)).collect();
    assert_eq!(told, [(1, 1), (0, 1), (1, 0)], "the newest first");
}

async fn secrets_are_never_shown(world: &mut World) {
    let mut admin = world.program().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&odigo).await;
    let body = format!("agentId=ana&state=CALL&password=hunter2&callback=https%3A%2F%2Fx%2Fnotify%2F{token}");
    let sent = Sent { query: "apiKey=hunter2&site=north".to_owned(), ..Sent::form(&body) };
    assert_eq!(world.send(&token, sent).await.status, 204);
    let captured = admin.captured(&odigo).await;
    let mut format = admin.format(&odigo).await;
    format.detail.as_mut().unwrap().names = vec!["password".to_owned()];
    let texts = [
        format!("{captured:?}"),
        format!("{:?}", admin.notification(&odigo, &captured[0].id).await),
        format!("{:?}", admin.propose(&odigo).await),
        format!("{:?}", admin.preview(&odigo, format).await),
    ];
    for text in texts {
        assert!(!text.contains("hunter2") && !text.contains(&token[..24]), "{text}");
        assert!(text.contains("ana"), "{text}");
    }
    assert!(captured[0].query.contains("site=north"));
}
