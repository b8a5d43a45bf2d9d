//! Captured notifications whose answers would grow too large, and formats with everything in them.

use kadans_proto::v1::{
    ListNotificationsRequest, NotificationFormat, PreviewNotificationFormatRequest, UpdateNotificationFormatRequest,
};
use prost::Message as _;
use tokio_util::sync::CancellationToken;

use crate::{
    capture::replay::{Replays, Wanted},
    domain::{ids::IntegrationId, instant::Instant},
    rpc::{
        integration::{format, format_trial, notifications},
        testing::World,
    },
    store::journal::{NewNotification, NewState, Selection, Submission},
};

/// What clients take.
const LARGEST_MESSAGE: usize = 3 * 1024 * 1024;

/// Stores notifications of 500 states each, all with long names.
async fn capture_much(world: &World, integration: IntegrationId, notifications: usize) {
    let long = |mark: char, number: usize| format!("{mark}{number:03}{}", "é".repeat(190));
    let items: Vec<String> = (0..500).map(|number| format!(r#"{{"agent":"a{number}","x":1}}"#)).collect();
    let body = format!(
        r#"{{"{}":{{"state":"{}","pauseType":"{}","list":[{}]}}}}"#,
        "p".repeat(150),
        long('s', 0),
        long('d', 0),
        items.join(",")
    );
    let states: Vec<NewState> = (0..500)
        .map(|number| NewState {
            agent: format!("a{number}"),
            status: long('s', 0),
            detail: long('d', 0),
            sent_at: None,
            event_id: None,
            flags: 0,
            end_at: None,
        })
        .collect();
    for _ in 0..notifications {
        let notification = NewNotification {
            received_at: world.clock.now(),
            method: "POST".to_owned(),
            content_type: String::new(),
            query: String::new(),
            body: body.clone().into_bytes(),
            states: states.clone(),
            unreadable: Vec::new(),
            snapshot_at: None,
        };
        let submission = Submission {
            account: world.caller.account,
            integration,
            format_etag: crate::odigo::format::Format::default().etag(),
            oldest_kept: Instant::MIN,
            notifications: vec![notification],
        };
        world.store.journal().append(submission).await.unwrap();
    }
}

#[tokio::test]
async fn answers_stay_within_what_clients_take_whatever_was_captured() {
    let world = World::new().await;
    let odigo = world.integration(&world.caller, "Odigo").await;
    capture_much(&world, odigo, 12).await;
    let mut request = ListNotificationsRequest {
        integration_id: odigo.to_string(),
        page_size: 100,
        ..ListNotificationsRequest::default()
    };
    let mut seen = 0;
    loop {
        let page = notifications::list(&world.store, &world.pages, &world.caller, request.clone()).await.unwrap();
        assert!(page.encoded_len() < LARGEST_MESSAGE);
        assert!(page.notifications.iter().all(|one| one.body.len() <= 4 * 1024 && !one.states.is_empty()));
        seen += page.notifications.len();
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    assert_eq!(seen, 12);
    let preview = PreviewNotificationFormatRequest {
        integration_id: odigo.to_string(),
        format: Some(format::render(&crate::odigo::format::Format::default())),
    };
    let preview = format_trial::preview(&world.store, &world.caller, preview).await.unwrap();
    assert!(preview.encoded_len() < LARGEST_MESSAGE, "{}", preview.encoded_len());
    assert_eq!((preview.previews.len(), preview.changed_count), (12, 0));
}

#[tokio::test]
async fn a_replay_that_the_server_ends_lets_go_of_the_integration() {
    let world = World::new().await;
    let odigo = world.integration(&world.caller, "Odigo").await;
    capture_much(&world, odigo, 1).await;
    let wanted = || Wanted {
        integration: odigo,
        selection: Selection::Received(Instant::MIN, Instant::MAX),
        rehearse: false,
        by: world.caller.author(),
    };
    let stopping = CancellationToken::new();
    stopping.cancel();
    let ended = Replays::new(world.store.clone(), stopping);
    let mut progress = ended.begin(wanted()).await.unwrap();
    assert!(progress.changed().await.is_err());
    assert!(!progress.borrow().is_complete);
    ended.ended().await;
    let running = Replays::new(world.store.clone(), CancellationToken::new());
    let mut progress = running.begin(wanted()).await.unwrap();
    assert_eq!(progress.wait_for(|progress| progress.is_complete).await.unwrap().done, 1);
}

#[tokio::test]
async fn a_format_comes_back_as_it_was_given() {
    let world = World::new().await;
    let odigo = world.integration(&world.caller, "Odigo").await;
    let mut given = format::render(&crate::odigo::format::Format::default());
    given.etag.clear();
    let agent = given.agent.as_mut().unwrap();
    agent.names.insert(0, "a.b".to_owned());
    agent.letter_case = 2;
    given.detail.as_mut().unwrap().names.clear();
    given.detail.as_mut().unwrap().values.insert("X".to_owned(), String::new());
    given.logged_out_statuses = vec!["bye".to_owned()];
    given.time_zone = "America/Lima".to_owned();
    let request = UpdateNotificationFormatRequest {
        integration_id: odigo.to_string(),
        format: Some(given.clone()),
        validate_only: false,
    };
    let stored = format::update(&world.store, &world.caller, request).await.unwrap().format.unwrap();
    let etag = stored.etag.clone();
    assert_eq!(stored, NotificationFormat { etag, ..given });
    let request = kadans_proto::v1::GetNotificationFormatRequest { integration_id: odigo.to_string() };
    assert_eq!(format::get(&world.store, &world.caller, request).await.unwrap().format, Some(stored));
}
