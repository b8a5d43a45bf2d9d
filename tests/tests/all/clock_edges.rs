//! What changes on the board by the clock alone, at its instant and not before.

use kadans_proto::v1::{ActivityType, AdherenceStatus, DeviationType, ScheduleSegment};
use kadans_server::domain::instant::{Instant, Span};
use kadans_tests::{
    board::Board,
    clients::Clients,
    journeys,
    office::{OFFLINE, segment},
    reports::{Besides as _, state},
    time::{at, seconds, wire},
    world::World,
};

journeys! {
    a_break_that_begins_makes_whoever_goes_on_deviate,
    a_buffer_runs_out,
    a_deviation_becomes_severe,
    a_shift_that_ends_leaves_whoever_stays_without_a_schedule,
    an_agent_unheard_of_is_logged_out,
    an_integration_unheard_of_is_silent,
    edges_passed_in_one_leap_each_count_at_their_own_instant,
}

/// What a row shows that the clock can change.
#[derive(Debug, PartialEq)]
struct Shown {
    status: AdherenceStatus,
    deviation: DeviationType,
    severe: bool,
    since: Option<prost_types::Timestamp>,
}

fn shown(status: AdherenceStatus, deviation: DeviationType, severe: bool, since: Option<&str>) -> Shown {
    Shown { status, deviation, severe, since: since.map(|since| wire(at(since))) }
}

const IN: Shown =
    Shown { status: AdherenceStatus::In, deviation: DeviationType::Unspecified, severe: false, since: None };

/// Ana, who has been on a call since 08:00, and a witness at another integration, for knowing that time has passed.
struct Desk {
    program: Clients,
    integration: String,
    elsewhere: String,
    ana: String,
    witness: String,
    board: Board,
    notes: usize,
}

impl Desk {
    async fn open(world: &World, shift: impl FnOnce(&str, &str) -> Vec<ScheduleSegment>) -> Self {
        let mut program = world.program().await;
        program.change_settings(|settings| settings.silence_after = Some(seconds(0))).await;
        let integration = program.integration("Odigo", "UTC").await;
        let elsewhere = program.integration("Elsewhere", "UTC").await;
        let unit = program.unit("Support", "UTC").await;
        let (ana, witness) = (program.employee("Ana", &unit).await, program.employee("Witness", &unit).await);
        let calls = program.activity("Calls", ActivityType::Presence).await;
        let lunch = program.activity("Lunch", ActivityType::Break).await;
        program.schedule(&ana, shift(&calls, &lunch)).await;
        program.report(&integration, [state("ana", "CALL")]).await;
        program.report(&elsewhere, [state("witness", "CALL")]).await;
        program.assign(&integration, "ana", &ana).await;
        program.assign(&elsewhere, "witness", &witness).await;
        let mut board = Board::open(&mut program).await;
        board.until("Ana is in adherence", |board| shows(board, &ana) == IN).await;
        Self { program, integration, elsewhere, ana, witness, board, notes: 0 }
    }

    /// Nothing changes for Ana until `instant`, when `expected` shows.
    async fn expect(&mut self, world: &World, instant: Instant, expected: Shown) {
        let before = shows(&self.board, &self.ana);
        world.set_clock(instant - Span::from_micros(1));
        self.let_the_board_pass().await;
        assert_eq!(shows(&self.board, &self.ana), before, "just before {instant}");
        world.set_clock(instant);
        let ana = self.ana.clone();
        self.board.until(&format!("{expected:?}"), |board| shows(board, &ana) == expected).await;
    }

    /// Something happens to the witness: what was due for others by now comes before it.
    async fn let_the_board_pass(&mut self) {
        self.notes += 1;
        let note = format!("note {}", self.notes);
        self.program.report(&self.elsewhere, [state("witness", "CALL").detail(&note)]).await;
        let witness = self.witness.clone();
        self.board
            .until("the witness has moved", |board| {
                board.person(&witness).actual.as_ref().is_some_and(|actual| actual.detail == note)
            })
            .await;
    }
}

fn shows(board: &Board, employee: &str) -> Shown {
    let row = board.person(employee);
    Shown { status: row.status(), deviation: row.deviation_type(), severe: row.severe, since: row.deviation_since_time }
}

fn calls_then_lunch(calls: &str, lunch: &str) -> Vec<ScheduleSegment> {
    vec![segment(at("08:00"), at("09:00"), calls), segment(at("09:00"), at("10:00"), lunch)]
}

async fn a_break_that_begins_makes_whoever_goes_on_deviate(world: &mut World) {
    let mut desk = Desk::open(world, calls_then_lunch).await;
    let deviates = shown(AdherenceStatus::Buffered, DeviationType::WrongActivity, false, Some("09:00"));
    desk.expect(world, at("09:00"), deviates).await;
}

async fn a_buffer_runs_out(world: &mut World) {
    let mut desk = Desk::open(world, calls_then_lunch).await;
    let buffered = shown(AdherenceStatus::Buffered, DeviationType::WrongActivity, false, Some("09:00"));
    desk.expect(world, at("09:00"), buffered).await;
    let out = shown(AdherenceStatus::Out, DeviationType::WrongActivity, false, Some("09:00"));
    desk.expect(world, at("09:01"), out).await;
}

async fn a_deviation_becomes_severe(world: &mut World) {
    let mut desk = Desk::open(world, calls_then_lunch).await;
    world.set_clock(at("09:01"));
    let ana = desk.ana.clone();
    desk.board.until("Ana is out", |board| shows(board, &ana).status == AdherenceStatus::Out).await;
    let severe = shown(AdherenceStatus::Out, DeviationType::WrongActivity, true, Some("09:00"));
    desk.expect(world, at("09:05"), severe).await;
}

async fn a_shift_that_ends_leaves_whoever_stays_without_a_schedule(world: &mut World) {
    let mut desk = Desk::open(world, |calls, _| vec![segment(at("08:00"), at("12:00"), calls)]).await;
    let stays = shown(AdherenceStatus::Buffered, DeviationType::NotScheduled, false, Some("12:00"));
    desk.expect(world, at("12:00"), stays).await;
    let out = shown(AdherenceStatus::Out, DeviationType::NotScheduled, false, Some("12:00"));
    desk.expect(world, at("12:01"), out).await;
}

async fn an_agent_unheard_of_is_logged_out(world: &mut World) {
    let mut desk = Desk::open(world, |calls, _| vec![segment(at("08:00"), at("16:00"), calls)]).await;
    desk.program.change_settings(|settings| settings.auto_logout_after = Some(seconds(3_600))).await;
    desk.let_the_board_pass().await;
    let logged_out = shown(AdherenceStatus::Buffered, DeviationType::NotPresent, false, Some("09:00"));
    desk.expect(world, at("09:00"), logged_out).await;
    assert_eq!(desk.board.person(&desk.ana).actual.as_ref().unwrap().activity_id, OFFLINE);
}

async fn an_integration_unheard_of_is_silent(world: &mut World) {
    let mut desk = Desk::open(world, |calls, _| vec![segment(at("08:00"), at("16:00"), calls)]).await;
    // With one to four employees it takes four times as long.
    desk.program.change_settings(|settings| settings.silence_after = Some(seconds(600))).await;
    desk.let_the_board_pass().await;
    let unknown = shown(AdherenceStatus::Unknown, DeviationType::Unspecified, false, None);
    desk.expect(world, at("08:40"), unknown).await;
    // Who is heard of again is known again.
    world.set_clock(at("08:50"));
    desk.program.report(&desk.integration, [state("ana", "CALL")]).await;
    let ana = desk.ana.clone();
    desk.board.until("Ana is known again", |board| shows(board, &ana) == IN).await;
}

async fn edges_passed_in_one_leap_each_count_at_their_own_instant(world: &mut World) {
    let mut desk = Desk::open(world, calls_then_lunch).await;
    world.set_clock(at("09:30"));
    let severe = shown(AdherenceStatus::Out, DeviationType::WrongActivity, true, Some("09:00"));
    let ana = desk.ana.clone();
    desk.board.until("Ana is severely out", |board| shows(board, &ana) == severe).await;
    // A break of 10:00 with nothing after it: what was wrong is not scheduled now, and a deviation of its own.
    let unplanned = shown(AdherenceStatus::Out, DeviationType::NotScheduled, false, Some("10:00"));
    world.set_clock(at("11:00"));
    desk.board.until("Ana works unplanned", |board| shows(board, &ana) == unplanned).await;
}
