//! External users that are typed in ahead, taken away, and given to somebody else.

use kadans_proto::v1::{
    ActivityType, AdherenceStatus, CreateExternalUserRequest, ExternalUser, UnassignExternalUsersRequest, UnassignMode,
};
use kadans_tests::{
    board::Board,
    clients::Clients,
    failures::Failure as _,
    journeys,
    office::segment,
    reports::{Besides as _, state},
    time::{at, instant, wire},
    world::World,
};

journeys! {
    an_ended_assignment_keeps_its_past_and_says_nothing_from_then_on,
    an_undone_assignment_never_was,
    after_an_ended_assignment_the_next_one_begins_where_it_ended,
    an_ended_assignment_goes_on_when_it_is_made_again,
    a_user_that_comes_back_to_its_employee_is_heard_live,
    whoever_is_typed_in_ahead_is_assigned_before_the_first_notification,
    nobody_is_last_seen_before_being_seen_first,
}

/// Ana and Ben, scheduled for calls, and an agent who calls.
struct Floor {
    program: Clients,
    integration: String,
    ana: String,
    ben: String,
}

impl Floor {
    async fn open(world: &World) -> Self {
        let mut program = world.program().await;
        let unit = program.unit("Support", "UTC").await;
        let (ana, ben) = (program.employee("Ana", &unit).await, program.employee("Ben", &unit).await);
        let calls = program.activity("Calls", ActivityType::Presence).await;
        for employee in [&ana, &ben] {
            program.schedule(employee, vec![segment(at("08:00"), at("16:00"), &calls)]).await;
        }
        let integration = program.integration("Odigo", "UTC").await;
        program.report(&integration, [state("agent", "CALL")]).await;
        Self { program, integration, ana, ben }
    }

    async fn assign(&mut self, employee: &str) {
        self.program.assign(&self.integration, "agent", employee).await;
    }

    async fn unassign(&mut self, mode: UnassignMode) {
        let id = self.program.external_users().await[0].id.clone();
        let request = UnassignExternalUsersRequest { external_user_ids: vec![id], mode: mode.into() };
        let left = self.program.mapping.unassign_external_users(request).await.unwrap().into_inner();
        assert_eq!(left.external_users[0].employee_id, "");
    }

    async fn status_at(&mut self, employee: &str, time: &str) -> AdherenceStatus {
        self.program.held_at(employee, at(time)).await.status()
    }
}

async fn an_ended_assignment_keeps_its_past_and_says_nothing_from_then_on(world: &mut World) {
    let mut floor = Floor::open(world).await;
    let ana = floor.ana.clone();
    floor.assign(&ana).await;
    let mut board = Board::open(&mut floor.program).await;
    board.until("Ana is in adherence", |board| board.person(&ana).status() == AdherenceStatus::In).await;
    world.set_clock(at("09:00"));
    floor.unassign(UnassignMode::End).await;
    board.until("nothing is known of Ana", |board| board.person(&ana).status() == AdherenceStatus::Unknown).await;
    world.set_clock(at("10:00"));
    assert_eq!(floor.status_at(&ana, "08:30").await, AdherenceStatus::In);
    assert_eq!(floor.status_at(&ana, "09:30").await, AdherenceStatus::Unknown);
}

async fn an_undone_assignment_never_was(world: &mut World) {
    let mut floor = Floor::open(world).await;
    let ana = floor.ana.clone();
    floor.assign(&ana).await;
    world.set_clock(at("09:00"));
    assert_eq!(floor.status_at(&ana, "08:30").await, AdherenceStatus::In);
    floor.unassign(UnassignMode::Undo).await;
    assert_eq!(floor.status_at(&ana, "08:30").await, AdherenceStatus::Unknown);
}

async fn after_an_ended_assignment_the_next_one_begins_where_it_ended(world: &mut World) {
    let mut floor = Floor::open(world).await;
    let (ana, ben) = (floor.ana.clone(), floor.ben.clone());
    floor.assign(&ana).await;
    world.set_clock(at("09:00"));
    floor.unassign(UnassignMode::End).await;
    world.set_clock(at("10:00"));
    floor.assign(&ben).await;
    for (employee, time, status) in [
        (&ana, "08:30", AdherenceStatus::In),
        (&ana, "09:30", AdherenceStatus::Unknown),
        (&ben, "08:30", AdherenceStatus::Unknown),
        (&ben, "09:30", AdherenceStatus::In),
    ] {
        assert_eq!(floor.status_at(employee, time).await, status, "{time}");
    }
    floor.unassign(UnassignMode::Undo).await;
    assert_eq!(floor.status_at(&ana, "08:30").await, AdherenceStatus::In, "what was ended stays");
    assert_eq!(floor.status_at(&ben, "09:30").await, AdherenceStatus::Unknown);
}

async fn an_ended_assignment_goes_on_when_it_is_made_again(world: &mut World) {
    let mut floor = Floor::open(world).await;
    let ana = floor.ana.clone();
    floor.assign(&ana).await;
    world.set_clock(at("09:00"));
    floor.unassign(UnassignMode::End).await;
    world.set_clock(at("10:00"));
    floor.assign(&ana).await;
    for time in ["08:30", "09:30"] {
        assert_eq!(floor.status_at(&ana, time).await, AdherenceStatus::In, "{time}");
    }
}

async fn a_user_that_comes_back_to_its_employee_is_heard_live(world: &mut World) {
    let mut floor = Floor::open(world).await;
    let (ana, ben) = (floor.ana.clone(), floor.ben.clone());
    for (employee, end) in [(&ana, "09:00"), (&ben, "10:00")] {
        floor.assign(employee).await;
        world.set_clock(at(end));
        floor.unassign(UnassignMode::End).await;
    }
    floor.assign(&ana).await;
    let mut board = Board::open(&mut floor.program).await;
    world.set_clock(at("10:30"));
    floor.program.report(&floor.integration, [state("agent", "LOGOUT")]).await;
    board.until("Ana is logged out", |board| board.person(&ana).status() == AdherenceStatus::Buffered).await;
    assert_eq!(board.person(&ben).status(), AdherenceStatus::Unknown);
}

async fn type_in(program: &mut Clients, integration: &str, identifier: &str) -> Result<ExternalUser, tonic::Status> {
    let request =
        CreateExternalUserRequest { integration_id: integration.to_owned(), identifier: identifier.to_owned() };
    let response = program.mapping.create_external_user(request).await?;
    Ok(response.into_inner().external_user.unwrap())
}

async fn whoever_is_typed_in_ahead_is_assigned_before_the_first_notification(world: &mut World) {
    let mut floor = Floor::open(world).await;
    let (ana, integration) = (floor.ana.clone(), floor.integration.clone());
    let created = type_in(&mut floor.program, &integration, " new.agent ").await.unwrap();
    assert_eq!(created.identifier, "new.agent");
    assert_eq!((created.first_seen_time, created.last_seen_time), (None, None));
    floor.program.assign(&integration, "new.agent", &ana).await;
    let known = type_in(&mut floor.program, &integration, "agent").await.unwrap_err();
    assert_eq!(known.violations(), [("identifier".to_owned(), "TAKEN".to_owned())]);
    let near_miss = type_in(&mut floor.program, &integration, "Agent").await.unwrap();
    let absent = "018f0000-0000-7000-8000-000000000000";
    let nowhere = type_in(&mut floor.program, absent, "x").await.unwrap_err();
    assert_eq!(nowhere.violations(), [("integration_id".to_owned(), "NOT_FOUND".to_owned())]);

    world.set_clock(at("08:10"));
    floor.program.report(&integration, [state("new.agent", "CALL")]).await;
    assert_eq!(floor.status_at(&ana, "08:10").await, AdherenceStatus::In);
    let users = floor.program.external_users().await;
    let identifiers: Vec<&str> = users.iter().map(|user| user.identifier.as_str()).collect();
    assert_eq!(identifiers, ["Agent", "agent", "new.agent"]);
    assert_eq!(users[0].id, near_miss.id);
    assert_eq!(users[2].id, created.id, "the first notification is of the user that was typed in");
    assert_eq!(users[2].first_seen_time, Some(wire(at("08:10"))));
}

async fn nobody_is_last_seen_before_being_seen_first(world: &mut World) {
    let mut floor = Floor::open(world).await;
    world.set_clock(at("09:00"));
    floor.program.report(&floor.integration, [state("late", "CALL").sent(at("06:00"))]).await;
    let users = floor.program.external_users().await;
    let late = users.iter().find(|user| user.identifier == "late").unwrap();
    let seen = [late.first_seen_time, late.last_seen_time].map(|time| instant(time.unwrap()));
    assert_eq!(seen, [at("09:00"), at("09:00")]);
    world.set_clock(at("09:30"));
    floor.program.report(&floor.integration, [state("late", "PAUSE").sent(at("05:00"))]).await;
    let users = floor.program.external_users().await;
    let late = users.iter().find(|user| user.identifier == "late").unwrap();
    assert_eq!(instant(late.last_seen_time.unwrap()), at("09:30"), "a late state is a sign of life too");
}
