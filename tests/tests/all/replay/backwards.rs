//! From notifications that nobody can read to a past that everybody sees.

use kadans_proto::v1::{
    ActivityType, AdherenceStatus, CaptureOutcome, NotificationField, PauseIntegrationRequest,
    ReplayNotificationsRequest, ResumeIntegrationRequest,
};
use kadans_tests::{
    board::Board,
    failures::Failure as _,
    journeys,
    office::segment,
    time::{at, instant, wire},
    world::World,
};
use tonic::Code;

use super::words::{Captures as _, quarantine, since};

journeys! {
    what_could_not_be_read_shows_in_the_past_once_it_can_be,
    what_was_read_wrongly_is_put_right_where_it_stood,
    what_becomes_readable_during_a_pause_shows_when_it_ends,
    a_replay_goes_on_when_its_caller_leaves,
    a_replay_needs_something_of_the_integration_to_replay,
}

/// As this centre's Odigo writes it: `conseiller` and `situation` are no names anybody knows by default.
fn foreign(agent: &str, status: &str, time: &str) -> String {
    format!("conseiller={agent}&situation={status}&heure=2026-03-02T{time}Z")
}

async fn what_could_not_be_read_shows_in_the_past_once_it_can_be(world: &mut World) {
    let mut admin = world.program().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&odigo).await;
    let unit = admin.unit("Support", "UTC").await;
    let ana = admin.employee("Ana", &unit).await;
    let calls = admin.activity("Calls", ActivityType::Presence).await;
    let lunch = admin.activity("Lunch", ActivityType::Break).await;
    admin.schedule(&ana, vec![segment(at("08:00"), at("10:00"), &calls)]).await;
    // One is readable, so that Ana can be assigned.
    world.set_clock(at("08:00"));
    assert_eq!(world.notify(&token, "agentId=ana&state=APPEL").await, 204);
    admin.assign(&odigo, "ana", &ana).await;
    let told = [("08:30", "PAUSE"), ("09:00", "APPEL"), ("09:10", "PAUSE"), ("09:40", "APPEL")];
    for (time, status) in told {
        world.set_clock(at(time));
        assert_eq!(world.notify(&token, &foreign("ana", status, &format!("{time}:00"))).await, 202);
        assert_eq!(world.notify(&token, &foreign("bob", status, &format!("{time}:00"))).await, 202);
    }
    world.set_clock(at("09:45"));
    let mut board = Board::open(&mut admin).await;
    board.until("Ana works, for all that is known", |board| board.person(&ana).status() == AdherenceStatus::In).await;

    let held = admin.quarantine(&odigo).await;
    assert_eq!((held.notification_count, held.groups.len()), (8, 1));
    assert_eq!((held.groups[0].code.as_str(), held.groups[0].notification_count), ("no_notification", 8));
    assert_eq!(held.groups[0].oldest_time, Some(wire(at("08:30"))));
    assert!(held.byte_count > 8 * 30 && held.byte_count < held.max_byte_count);

    let proposal = admin.propose(&odigo).await;
    assert_eq!(proposal.notification_count, 9);
    let proposed = proposal.format.unwrap();
    assert_eq!(proposed.agent.as_ref().unwrap().names[0], "conseiller");
    assert_eq!(proposed.status.as_ref().unwrap().names[0], "situation");
    assert_eq!(proposed.time.as_ref().unwrap().names[0], "heure");
    let used = proposal.candidates.iter().filter(|candidate| candidate.proposed);
    assert!(used.clone().any(|place| place.field() == NotificationField::Agent && place.path == "conseiller"));

    let preview = admin.preview(&odigo, proposed.clone()).await;
    assert_eq!((preview.changed_count, preview.newly_readable_count, preview.newly_unreadable_count), (8, 8, 0));
    let newest = &preview.previews[0];
    assert_eq!(newest.before.as_ref().unwrap().outcome(), CaptureOutcome::Quarantined);
    let state = newest.after.as_ref().unwrap().states[0].state.clone().unwrap();
    assert_eq!((state.agent.as_str(), state.status.as_str()), ("bob", "APPEL"));

    admin.set_format(&odigo, proposed).await.unwrap();
    let rehearsed = admin.rehearse(&odigo, quarantine()).await;
    assert_eq!((rehearsed.changed_count, rehearsed.added_state_count, rehearsed.changed_person_count), (8, 8, 1));
    assert_eq!(rehearsed.changed_person_names, ["Ana"]);
    assert_eq!(admin.quarantine(&odigo).await.notification_count, 8, "a rehearsal stores nothing");
    let replayed = admin.replay(&odigo, quarantine()).await;
    assert_eq!(replayed, rehearsed);
    admin.map("PAUSE", &lunch).await;

    let segments = admin.adherence_of(&ana, [at("08:00"), at("10:00")], at("09:45")).await.segments;
    let out: Vec<_> = segments
        .iter()
        .filter(|segment| segment.status() == AdherenceStatus::Out)
        .map(|segment| instant(segment.start_time.unwrap()))
        .collect();
    assert_eq!(out, [at("08:31"), at("08:35"), at("09:11"), at("09:15")], "out after a minute, severe after five");
    let since_the_last = |board: &Board| board.person(&ana).actual_since_time == Some(wire(at("09:40")));
    board.until("the board shows what the past tells", since_the_last).await;

    assert_eq!(admin.quarantine(&odigo).await.notification_count, 0);
    let captured = admin.captured(&odigo).await;
    assert!(captured.iter().all(|one| one.outcome() == CaptureOutcome::Accepted));
    let last = admin.notification(&odigo, &captured[0].id).await;
    assert_eq!(last.replay_time, Some(wire(at("09:45"))));
    let found = &last.states[0].found_fields;
    assert_eq!((found[0].field(), found[0].name.as_str()), (NotificationField::Agent, "conseiller"));

    // New ones are read by it. A shim keeps what it knows of a token for a moment; of a new one it knows nothing.
    let token = admin.url_token(&odigo).await;
    assert_eq!(world.notify(&token, &foreign("ana", "PAUSE", "09:45:00")).await, 204);
    let again = admin.replay(&odigo, since(at("07:00"))).await;
    assert_eq!((again.total_count, again.changed_count, again.added_state_count), (10, 0, 0));
}

async fn what_was_read_wrongly_is_put_right_where_it_stood(world: &mut World) {
    let mut admin = world.program().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&odigo).await;
    let unit = admin.unit("Support", "UTC").await;
    let ana = admin.employee("Ana", &unit).await;
    let calls = admin.activity("Calls", ActivityType::Presence).await;
    let lunch = admin.activity("Lunch", ActivityType::Break).await;
    admin.schedule(&ana, vec![segment(at("08:00"), at("10:00"), &calls)]).await;
    world.set_clock(at("08:30"));
    // `state` says the phone's line, `mode` what the agent does; one event comes twice.
    for body in [
        "agentId=ana&state=LINE1&mode=PAUSE&eventId=e1",
        "agentId=ana&state=LINE1&mode=PAUSE&eventId=e1",
        "agentId=ana&state=LINE2&mode=APPEL",
    ] {
        assert_eq!(world.notify(&token, body).await, 204);
    }
    admin.assign(&odigo, "ana", &ana).await;
    world.set_clock(at("09:00"));
    let mut board = Board::open(&mut admin).await;
    let mut format = admin.format(&odigo).await;
    format.status.as_mut().unwrap().names.insert(0, "mode".to_owned());
    admin.set_format(&odigo, format).await.unwrap();
    let replayed = admin.replay(&odigo, since(at("08:00"))).await;
    assert_eq!((replayed.total_count, replayed.added_state_count, replayed.superseded_state_count), (3, 2, 2));
    admin.map("PAUSE", &lunch).await;
    admin.map("APPEL", &calls).await;
    let shows = |board: &Board| board.person(&ana).actual.as_ref().is_some_and(|actual| actual.status == "APPEL");
    board.until("the later of two at one instant still wins", shows).await;
    let held = admin.held_at(&ana, at("08:45")).await;
    assert_eq!(held.actual.unwrap().status, "APPEL");
    let captured = admin.captured(&odigo).await;
    assert_eq!(captured.iter().map(|one| one.states.len()).collect::<Vec<_>>(), [1, 0, 1], "the repeat stays one");
    assert_eq!(admin.replay(&odigo, since(at("08:00"))).await.changed_count, 0);
}

async fn what_becomes_readable_during_a_pause_shows_when_it_ends(world: &mut World) {
    let mut admin = world.program().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&odigo).await;
    let unit = admin.unit("Support", "UTC").await;
    let ana = admin.employee("Ana", &unit).await;
    world.set_clock(at("08:00"));
    assert_eq!(world.notify(&token, "agentId=ana&state=CALL").await, 204);
    admin.assign(&odigo, "ana", &ana).await;
    world.set_clock(at("08:10"));
    admin.integrations.pause_integration(PauseIntegrationRequest { id: odigo.clone() }).await.unwrap();
    world.set_clock(at("08:20"));
    assert_eq!(world.notify(&token, &foreign("ana", "MAIL", "08:20:00")).await, 202);
    let proposed = admin.propose(&odigo).await.format.unwrap();
    admin.set_format(&odigo, proposed).await.unwrap();
    assert_eq!(admin.replay(&odigo, quarantine()).await.added_state_count, 1);
    world.set_clock(at("08:30"));
    // Nobody's state changes while the pause lasts.
    assert_eq!(admin.held_at(&ana, at("08:25")).await.actual.unwrap().activity_id, "");
    admin.integrations.resume_integration(ResumeIntegrationRequest { id: odigo.clone() }).await.unwrap();
    assert_eq!(admin.held_at(&ana, at("08:25")).await.actual.unwrap().status, "MAIL");
}

async fn a_replay_goes_on_when_its_caller_leaves(world: &mut World) {
    let mut admin = world.program().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&odigo).await;
    let unit = admin.unit("Support", "UTC").await;
    let ana = admin.employee("Ana", &unit).await;
    assert_eq!(world.notify(&token, "agentId=ana&state=CALL").await, 204);
    admin.assign(&odigo, "ana", &ana).await;
    world.set_clock(at("09:00"));
    for minute in 10..50 {
        let body = foreign("ana", &format!("STATUS{minute}"), &format!("08:{minute}:00"));
        assert_eq!(world.notify(&token, &body).await, 202);
    }
    let proposed = admin.propose(&odigo).await.format.unwrap();
    admin.set_format(&odigo, proposed).await.unwrap();
    let mut board = Board::open(&mut admin).await;
    let request = ReplayNotificationsRequest {
        integration_id: odigo.clone(),
        selection: Some(quarantine()),
        validate_only: false,
    };
    drop(admin.integrations.replay_notifications(request).await.unwrap());
    let shows = |board: &Board| board.person(&ana).actual.as_ref().is_some_and(|actual| actual.status == "STATUS49");
    board.until("the replay has come to its end", shows).await;
}

async fn a_replay_needs_something_of_the_integration_to_replay(world: &mut World) {
    let mut admin = world.program().await;
    let odigo = admin.integration("Odigo", "UTC").await;
    let request = ReplayNotificationsRequest { integration_id: odigo.clone(), selection: None, validate_only: false };
    let refused = admin.integrations.replay_notifications(request).await.unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);
    let nothing = admin.replay(&odigo, quarantine()).await;
    assert_eq!((nothing.total_count, nothing.done_count), (0, 0));

    // What another run holds is refused until that run is over.
    let account = world.account.id;
    let integration = odigo.parse().unwrap();
    let by = kadans_server::store::audit::Author::operator(account);
    let run = world.store().begin_replay(integration, "all".to_owned(), 0, by).await.unwrap();
    let request = ReplayNotificationsRequest {
        integration_id: odigo.clone(),
        selection: Some(quarantine()),
        validate_only: false,
    };
    let refused = admin.integrations.replay_notifications(request).await.unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    assert_eq!(refused.reason(), "REPLAY_RUNNING");
    world.store().end_replay(run).await.unwrap();
    admin.replay(&odigo, quarantine()).await;
}
