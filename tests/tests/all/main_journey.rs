//! The way from a new integration to a person on the board.

use kadans_proto::v1::{
    ActivityType, AdherenceStatus, DeviationType, GetIntegrationRequest, ListUrlTokensRequest, MappingSource,
};
use kadans_tests::{
    board::Board,
    journeys,
    office::{PRESENT, segment},
    time::{at, instant, wire},
    world::World,
};

journeys! {
    from_a_new_integration_to_a_person_on_the_board,
    what_an_agent_did_before_being_assigned_and_mapped_counts_from_the_first_notification_on,
}

async fn from_a_new_integration_to_a_person_on_the_board(world: &mut World) {
    world.set_clock(at("11:59"));
    let mut admin = world.admin().await;
    let odigo = admin.integration("Odigo Madrid", "Europe/Madrid").await;
    let token = admin.url_token(&odigo).await;
    let get = GetIntegrationRequest { id: odigo.clone() };
    let waiting = admin.integrations.get_integration(get.clone()).await.unwrap().into_inner().integration.unwrap();
    assert!(waiting.has_active_url_token);
    assert_eq!(waiting.last_notification_time, None);

    // A lunch break of 13:00 in Madrid arrives a little later.
    world.set_clock(at("12:00:02"));
    let form = "agentId=ana.garcia&state=PAUSE&pauseType=LUNCH&date=2026-03-02+13:00:00";
    assert_eq!(world.notify(&token, form).await, 204);

    let receiving = admin.integrations.get_integration(get).await.unwrap().into_inner().integration.unwrap();
    assert_eq!(receiving.last_notification_time, Some(wire(at("12:00:02"))));
    let list = ListUrlTokensRequest { integration_id: odigo.clone(), ..ListUrlTokensRequest::default() };
    let listed = admin.integrations.list_url_tokens(list).await.unwrap().into_inner().url_tokens;
    let used = listed[0].last_use_time.map(instant);
    assert!(used.is_some_and(|used| at("12:00") <= used && used <= at("12:00:02")), "{used:?}");

    let mut planner = world.planner().await;
    let users = planner.external_users().await;
    assert_eq!(users.len(), 1);
    assert_eq!((users[0].identifier.as_str(), users[0].employee_id.as_str()), ("ana.garcia", ""));
    assert_eq!(users[0].first_seen_time, Some(wire(at("12:00:02"))));
    let statuses = planner.external_statuses().await;
    let status = statuses.iter().find(|status| status.detail == "LUNCH").unwrap();
    assert_eq!(status.status, "PAUSE");
    assert_eq!((status.mapping_source(), status.effective_activity_id.as_str()), (MappingSource::Default, PRESENT));

    let unit = planner.unit("Madrid", "Europe/Madrid").await;
    let ana = planner.employee("Ana García", &unit).await;
    let lunch = planner.activity("Lunch", ActivityType::Break).await;
    let calls = planner.activity("Calls", ActivityType::Presence).await;
    let shift = [segment(at("08:00"), at("12:00"), &calls), segment(at("12:00"), at("13:00"), &lunch)];
    planner.schedule(&ana, shift.into()).await;

    let mut board = Board::open(&mut planner).await;
    assert_eq!(board.person(&ana).status(), AdherenceStatus::Unknown, "nobody knows yet who ana.garcia is");

    planner.assign(&odigo, "ana.garcia", &ana).await;
    board
        .until("Ana is Present, as an unmapped status counts", |board| {
            board.person(&ana).actual.as_ref().is_some_and(|actual| actual.activity_id == PRESENT && actual.unmapped)
        })
        .await;
    assert_eq!(board.person(&ana).deviation_type(), DeviationType::WrongActivity);

    planner.map("PAUSE:LUNCH", &lunch).await;
    board.until("Ana is in adherence", |board| board.person(&ana).status() == AdherenceStatus::In).await;
    let row = board.person(&ana);
    let actual = row.actual.clone().unwrap();
    assert_eq!(
        (actual.activity_id.as_str(), actual.status.as_str(), actual.detail.as_str()),
        (&*lunch, "PAUSE", "LUNCH")
    );
    assert_eq!(row.actual_since_time, Some(wire(at("12:00"))), "since the time that Odigo sent");
    assert_eq!((row.name.as_str(), row.planning_unit_id.as_str()), ("Ana García", unit.as_str()));
    assert_eq!(row.scheduled_activity_id, lunch);
    assert_eq!(row.scheduled_end_time, Some(wire(at("13:00"))));
}

async fn what_an_agent_did_before_being_assigned_and_mapped_counts_from_the_first_notification_on(world: &mut World) {
    let mut program = world.program().await;
    let odigo = program.integration("Odigo", "UTC").await;
    let token = program.url_token(&odigo).await;
    let unit = program.unit("Support", "UTC").await;
    let ben = program.employee("Ben", &unit).await;
    let calls = program.activity("Calls", ActivityType::Presence).await;
    let pause = program.activity("Pause", ActivityType::Break).await;
    program.schedule(&ben, vec![segment(at("08:00"), at("10:00"), &calls)]).await;
    for (time, status) in [("08:30", "CALL"), ("09:00", "PAUSE"), ("09:20", "CALL")] {
        world.set_clock(at(time));
        assert_eq!(world.notify(&token, &format!("agentId=ben&state={status}")).await, 204);
    }
    world.set_clock(at("09:30"));

    let day = [at("08:00"), at("10:00")];
    let before = program.adherence_of(&ben, day, at("09:30")).await;
    assert_eq!(before.figures.unwrap().unknown_seconds, 90 * 60, "nobody is assigned to Ben yet");

    program.assign(&odigo, "ben", &ben).await;
    program.map("PAUSE", &pause).await;
    let after = program.adherence_of(&ben, day, at("09:30")).await;
    let segments: Vec<_> = after
        .segments
        .iter()
        .map(|segment| (instant(segment.start_time.unwrap()), segment.status(), segment.deviation_type()))
        .collect();
    assert_eq!(
        segments,
        [
            (at("08:00"), AdherenceStatus::Unknown, DeviationType::Unspecified),
            (at("08:30"), AdherenceStatus::In, DeviationType::Unspecified),
            (at("09:00"), AdherenceStatus::Buffered, DeviationType::WrongActivity),
            (at("09:01"), AdherenceStatus::Out, DeviationType::WrongActivity),
            (at("09:05"), AdherenceStatus::Out, DeviationType::WrongActivity),
            (at("09:20"), AdherenceStatus::In, DeviationType::Unspecified),
        ]
    );
    assert_eq!(
        after.segments.iter().map(|segment| segment.severe).collect::<Vec<_>>(),
        [false, false, false, false, true, false]
    );
    let figures = after.figures.unwrap();
    assert_eq!((figures.unknown_seconds, figures.scheduled_seconds, figures.out_seconds), (1_800, 3_600, 19 * 60));
    let mut board = Board::open(&mut program).await;
    board.until("Ben is in adherence", |board| board.person(&ben).status() == AdherenceStatus::In).await;
    assert_eq!(board.person(&ben).actual_since_time, Some(wire(at("09:20"))));
}
