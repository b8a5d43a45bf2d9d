//! What a web service told of a break that is read otherwise later.

use kadans_proto::v1::{LetterCase, NotificationFormat};
use kadans_tests::{board::Board, journeys, time::at, world::World};

use super::desk::Desk;
use crate::replay::words::{Captures as _, since};

journeys! {
    a_break_that_is_none_any_more_has_no_type_either,
    a_break_under_another_name_keeps_its_type,
    a_break_of_another_agent_takes_no_type_along,
    a_break_that_is_read_as_before_keeps_its_type,
}

/// Ana on lunch since 09:00, as the web service told.
async fn on_lunch(world: &World) -> (Desk, Board) {
    let mut desk = Desk::open(world).await;
    let mut board = desk.board().await;
    desk.odigo.does("ana", "PAUSE", "LUNCH");
    world.set_clock(at("09:00"));
    assert_eq!(world.notify(&desk.token, "agent=ana&state=PAUSE").await, 204);
    desk.until_ana_is(&mut board, "PAUSE", "LUNCH").await;
    world.set_clock(at("09:05"));
    (desk, board)
}

/// Corrects the format and reads the day again: what a rehearsal announces is what happens.
async fn replay(desk: &mut Desk, correct: impl FnOnce(&mut NotificationFormat)) {
    let integration = desk.integration.clone();
    let mut format = desk.program.format(&integration).await;
    correct(&mut format);
    desk.program.set_format(&integration, format).await.unwrap();
    let rehearsed = desk.program.rehearse(&integration, since(at("08:00"))).await;
    let replayed = desk.program.replay(&integration, since(at("08:00"))).await;
    assert_eq!(rehearsed.added_state_count, replayed.added_state_count);
    assert_eq!(rehearsed.superseded_state_count, replayed.superseded_state_count);
}

fn call_a_pause(format: &mut NotificationFormat, status: &str) {
    format.status.as_mut().unwrap().values.insert("PAUSE".to_owned(), status.to_owned());
}

async fn held(desk: &mut Desk) -> (String, String) {
    let ana = desk.ana.clone();
    let actual = desk.program.held_at(&ana, at("09:01")).await.actual.unwrap();
    (actual.status, actual.detail)
}

async fn a_break_that_is_none_any_more_has_no_type_either(world: &mut World) {
    let (mut desk, mut board) = on_lunch(world).await;
    replay(&mut desk, |format| call_a_pause(format, "AVAILABLE")).await;
    desk.until_ana_is(&mut board, "AVAILABLE", "").await;
    assert_eq!(held(&mut desk).await, ("AVAILABLE".to_owned(), String::new()));
}

async fn a_break_under_another_name_keeps_its_type(world: &mut World) {
    let (mut desk, mut board) = on_lunch(world).await;
    replay(&mut desk, |format| call_a_pause(format, "BREAK")).await;
    desk.until_ana_is(&mut board, "BREAK", "LUNCH").await;
    assert_eq!(held(&mut desk).await, ("BREAK".to_owned(), "LUNCH".to_owned()));
    // And back, as often as anybody likes.
    for _ in 0..2 {
        replay(&mut desk, |format| call_a_pause(format, "PAUSE")).await;
        desk.until_ana_is(&mut board, "PAUSE", "LUNCH").await;
        assert_eq!(held(&mut desk).await, ("PAUSE".to_owned(), "LUNCH".to_owned()));
    }
}

async fn a_break_of_another_agent_takes_no_type_along(world: &mut World) {
    let (mut desk, mut board) = on_lunch(world).await;
    replay(&mut desk, |format| format.agent.as_mut().unwrap().letter_case = LetterCase::Upper.into()).await;
    // Ana is assigned to `ana`, who is not known for anything any more.
    let nothing = |board: &Board| board.person(&desk.ana).actual.clone().unwrap_or_default().status.is_empty();
    board.until("nothing is known of ana", nothing).await;
}

async fn a_break_that_is_read_as_before_keeps_its_type(world: &mut World) {
    let (mut desk, mut board) = on_lunch(world).await;
    replay(&mut desk, |format| format.time.as_mut().unwrap().names.push("horloge".to_owned())).await;
    desk.until_ana_is(&mut board, "PAUSE", "LUNCH").await;
    assert_eq!(held(&mut desk).await, ("PAUSE".to_owned(), "LUNCH".to_owned()));
}
