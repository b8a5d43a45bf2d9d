//! Whatever happens, and in whatever order: the board shows what the journal tells.

mod centre;
mod traffic;

use std::collections::BTreeMap;

use centre::Centre;
use kadans_proto::v1::{AdherenceSegment, BoardPerson, WatchAdherenceRequest};
use kadans_tests::{board::Board, journeys, world::World};
use traffic::Traffic;

journeys! {
    after_random_traffic_the_board_is_what_the_journal_tells_first,
    after_random_traffic_the_board_is_what_the_journal_tells_second,
    after_random_traffic_the_board_is_what_the_journal_tells_third,
}

/// How often the board and the journal are compared, and how much happens in between.
const COMPARISONS: usize = 25;
const EVENTS: usize = 6;

async fn after_random_traffic_the_board_is_what_the_journal_tells_first(world: &mut World) {
    compare(world, 1 + std::env::var("SEED").map_or(0, |s| s.parse().unwrap())).await;
}

async fn after_random_traffic_the_board_is_what_the_journal_tells_second(world: &mut World) {
    compare(world, 2 + std::env::var("SEED").map_or(0, |s| s.parse().unwrap())).await;
}

async fn after_random_traffic_the_board_is_what_the_journal_tells_third(world: &mut World) {
    compare(world, 3 + std::env::var("SEED").map_or(0, |s| s.parse().unwrap())).await;
}

async fn compare(world: &mut World, seed: u64) {
    let mut centre = Centre::open(world).await;
    let mut traffic = Traffic::new(seed);
    let mut board = Board::open(&mut centre.program).await;
    for round in 0..COMPARISONS {
        let mut log = Vec::new();
        for _ in 0..EVENTS {
            log.push(traffic.happen(world, &mut centre).await);
        }
        let what = format!("seed {seed}, round {round}, at {}, after {log:#?}", world.now());
        let history = centre.history(world.now()).await;
        let differences = |board: &Board| differences(&centre, &board.people, &history);
        let is_equal = board.comes_to(|board| differences(board).is_empty()).await;
        assert!(is_equal, "{what}: {}", differences(&board));
        if traffic.one_in(3) {
            board = board.resume(&mut centre.program, WatchAdherenceRequest::default()).await;
            assert!(board.opening.resumed, "{what}");
            let fresh = Board::open(&mut centre.program).await;
            assert_eq!(board.people, fresh.people, "{what}");
        }
    }
    // What was followed step by step is what is loaded anew, down to every time shown.
    world.restart().await;
    centre.program = world.clients(&centre.program.token).await;
    assert_eq!(Board::open(&mut centre.program).await.people, board.people, "seed {seed}");
}

/// Who differs, and how: nothing, if the board shows what the journal tells.
fn differences(
    centre: &Centre,
    people: &BTreeMap<String, BoardPerson>,
    history: &BTreeMap<String, AdherenceSegment>,
) -> String {
    let mut differences = Vec::new();
    for (employee, held) in history {
        match people.get(employee) {
            Some(row) if is_as(centre, row, held) => {}
            row => differences.push(format!("the board has {row:#?}, the journal tells {held:#?}")),
        }
    }
    differences.join("\n")
}

fn is_as(centre: &Centre, row: &BoardPerson, held: &AdherenceSegment) -> bool {
    // The board shows leave as what is scheduled; for adherence it counts as not scheduled.
    let scheduled = Some(&row.scheduled_activity_id).filter(|activity| !centre.leave.contains(activity));
    (row.status, row.deviation_type, row.severe, row.impact, &row.actual, scheduled.map_or("", String::as_str))
        == (held.status, held.deviation_type, held.severe, held.impact, &held.actual, &held.scheduled_activity_id)
}
