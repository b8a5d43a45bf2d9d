//! Random notifications, formats and replays: a replay that is repeated changes nothing, a rehearsal tells the truth,
//! and the board shows what the journal tells.

use std::collections::BTreeMap;

use kadans_proto::v1::{ActivityType, AdherenceSegment, BoardPerson, NotificationFormat};
use kadans_server::domain::instant::Span;
use kadans_tests::{board::Board, clients::Clients, journeys, office::segment, time::at, world::World};
use rand::{RngExt as _, SeedableRng as _, seq::IndexedRandom as _};
use rand_chacha::ChaCha8Rng;

use super::words::{Captures as _, quarantine, since};

journeys! {
    whatever_is_replayed_whenever_the_board_is_what_the_journal_tells_first,
    whatever_is_replayed_whenever_the_board_is_what_the_journal_tells_second,
}

const ROUNDS: usize = 8;
const AGENTS: [&str; 3] = ["ana", "ben", "cleo"];
const STATUSES: [&str; 4] = ["CALL", "PAUSE", "MAIL", "LOGOUT"];

async fn whatever_is_replayed_whenever_the_board_is_what_the_journal_tells_first(world: &mut World) {
    play(world, 1).await;
}

async fn whatever_is_replayed_whenever_the_board_is_what_the_journal_tells_second(world: &mut World) {
    play(world, 2).await;
}

async fn play(world: &mut World, seed: u64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut program = world.program().await;
    let odigo = program.integration("Odigo", "UTC").await;
    let token = program.url_token(&odigo).await;
    let employees = set_up(world, &mut program, &odigo, &token).await;
    let mut board = Board::open(&mut program).await;
    for round in 0..ROUNDS {
        for _ in 0..random.random_range(1..12) {
            world.set_clock(world.now() + Span::from_secs(random.random_range(1..240)));
            let body = notification(&mut random, world);
            assert!(matches!(world.notify(&token, &body).await, 202 | 204), "{body}");
        }
        let format = changed(&mut random, program.format(&odigo).await);
        program.set_format(&odigo, format).await.unwrap();
        let selection = if random.random_ratio(1, 3) { quarantine() } else { since(at("00:00")) };
        let what = format!("seed {seed}, round {round}");
        let rehearsed = program.rehearse(&odigo, selection.clone()).await;
        let replayed = program.replay(&odigo, selection.clone()).await;
        assert_eq!(
            (replayed.changed_count, replayed.unreadable_count, &replayed.changed_person_names),
            (rehearsed.changed_count, rehearsed.unreadable_count, &rehearsed.changed_person_names),
            "{what}"
        );
        let captured = program.captured(&odigo).await;
        for _ in 0..2 {
            let again = program.replay(&odigo, selection.clone()).await;
            let changed = (again.changed_count, again.added_state_count, again.superseded_state_count);
            assert_eq!(changed, (0, 0, 0), "{what}");
        }
        assert_eq!(states(&program.captured(&odigo).await), states(&captured), "{what}");
        let history = history(&mut program, &employees, world).await;
        let is_equal = board.comes_to(|board| differences(&board.people, &history).is_empty()).await;
        assert!(is_equal, "{what}: {}", differences(&board.people, &history));
    }
    world.restart().await;
    let mut program = world.clients(&program.token).await;
    assert_eq!(Board::open(&mut program).await.people, board.people, "seed {seed}");
}

/// Everybody is scheduled and assigned.
async fn set_up(world: &World, program: &mut Clients, odigo: &str, token: &str) -> Vec<String> {
    let unit = program.unit("Everybody", "UTC").await;
    let calls = program.activity("Calls", ActivityType::Presence).await;
    let pause = program.activity("Pause", ActivityType::Break).await;
    let mut employees = Vec::new();
    for (agent, status) in AGENTS.iter().zip(STATUSES) {
        assert_eq!(world.notify(token, &format!("agent={agent}&state={status}")).await, 204);
        let employee = program.employee(agent, &unit).await;
        program.assign(odigo, agent, &employee).await;
        program.schedule(&employee, vec![segment(at("08:00"), at("16:00"), &calls)]).await;
        employees.push(employee);
    }
    program.map("PAUSE", &pause).await;
    employees
}

/// One that gives agents and statuses under two names each, so that formats read it differently.
fn notification(random: &mut ChaCha8Rng, world: &World) -> String {
    let mut agent = || *AGENTS.choose(random).unwrap();
    let (one, other) = (agent(), agent());
    let mut status = || *STATUSES.choose(random).unwrap();
    let (says, says_besides) = (status(), status());
    let mut body = format!("agent={one}&person={other}&mode={says_besides}");
    if random.random_ratio(2, 3) {
        body += "&state=";
        body += says;
    }
    if random.random_ratio(1, 2) {
        let sent = world.now() - Span::from_secs(random.random_range(0..1_800));
        body += "&sent=";
        body += &sent.to_string();
    }
    if random.random_ratio(1, 2) {
        body += "&number=";
        body += &random.random_range(0..6).to_string();
    }
    body
}

fn changed(random: &mut ChaCha8Rng, format: NotificationFormat) -> NotificationFormat {
    let mut one_of = |choices: &[&[&str]]| -> Vec<String> {
        choices.choose(random).unwrap().iter().map(|name| (*name).to_owned()).collect()
    };
    let mut format = format;
    format.agent.as_mut().unwrap().names = one_of(&[&["agent"], &["person"], &["nobody"]]);
    format.status.as_mut().unwrap().names = one_of(&[&["state"], &["mode"], &["state", "mode"]]);
    format.time.as_mut().unwrap().names = one_of(&[&["sent"], &[], &["number"]]);
    format.event_id.as_mut().unwrap().names = one_of(&[&["number"], &[]]);
    format
}

/// What is read of each notification, whenever it was.
fn states(captured: &[kadans_proto::v1::CapturedNotification]) -> Vec<Vec<kadans_proto::v1::CapturedState>> {
    captured.iter().map(|one| one.states.clone()).collect()
}

async fn history(program: &mut Clients, employees: &[String], world: &World) -> BTreeMap<String, AdherenceSegment> {
    let mut history = BTreeMap::new();
    for employee in employees {
        history.insert(employee.clone(), program.held_at(employee, world.now()).await);
    }
    history
}

fn differences(people: &BTreeMap<String, BoardPerson>, history: &BTreeMap<String, AdherenceSegment>) -> String {
    let differs = history.iter().filter(|(employee, held)| {
        people.get(*employee).is_none_or(|row| {
            (row.status, row.deviation_type, row.severe, &row.actual, &row.scheduled_activity_id)
                != (held.status, held.deviation_type, held.severe, &held.actual, &held.scheduled_activity_id)
        })
    });
    let told: Vec<String> =
        differs.map(|(employee, held)| format!("{:#?} but {held:#?}", people.get(employee))).collect();
    told.join("\n")
}
