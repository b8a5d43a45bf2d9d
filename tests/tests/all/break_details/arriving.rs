//! What people see of a break: the plain one at once, its type when the web service has told it.

use kadans_proto::v1::{GetIntegrationRequest, WebService};
use kadans_server::odigo::simulator::web_service::AnswerFaults;
use kadans_tests::{
    journeys,
    time::{at, instant},
    world::World,
};

use super::{desk::Desk, odigo::set};

journeys! {
    the_type_of_a_break_arrives_and_refines_it_from_its_start,
    a_new_type_inherits_what_its_status_means,
    a_break_said_again_is_asked_for_again_if_nobody_could_answer,
    a_notification_with_a_type_of_its_own_asks_nobody,
    with_a_wrong_password_the_plain_break_stays,
}

async fn the_type_of_a_break_arrives_and_refines_it_from_its_start(world: &mut World) {
    let mut desk = Desk::open(world).await;
    let mut board = desk.board().await;
    desk.odigo.does("ana", "PAUSE", "LUNCH");
    world.set_clock(at("09:00"));
    assert_eq!(world.notify(&desk.token, "agent=ana&state=PAUSE&time=2026-03-02T08:59:30Z").await, 204);
    desk.until_ana_is(&mut board, "PAUSE", "LUNCH").await;
    assert_eq!(board.person(&desk.ana).actual_since_time.map(instant), Some(at("08:59:30")), "it keeps its start");
    let ana = desk.ana.clone();
    let held = desk.program.held_at(&ana, at("08:59:30")).await.actual.unwrap();
    assert_eq!((held.status.as_str(), held.detail.as_str()), ("PAUSE", "LUNCH"), "history says so");
    // The answer is no notification, and no sign of life.
    let request = GetIntegrationRequest { id: desk.integration.clone() };
    let shown = desk.program.integrations.get_integration(request).await.unwrap().into_inner().integration.unwrap();
    assert_eq!(shown.last_notification_time.map(instant), Some(at("09:00")));
    // Said again it is the same break, whose type is known.
    let asked = desk.odigo.service.asked();
    world.set_clock(at("09:05"));
    assert_eq!(world.notify(&desk.token, "agent=ana&state=PAUSE").await, 204);
    assert_eq!(world.notify(&desk.token, "agent=ana&state=CALL").await, 204);
    desk.until_ana_is(&mut board, "CALL", "").await;
    assert_eq!(desk.odigo.service.asked(), asked);
}

async fn a_new_type_inherits_what_its_status_means(world: &mut World) {
    let mut desk = Desk::open(world).await;
    let mut board = desk.board().await;
    desk.odigo.does("ana", "PAUSE", "YOGA");
    world.set_clock(at("09:00"));
    assert_eq!(world.notify(&desk.token, "agent=ana&state=pause").await, 204);
    desk.until_ana_is(&mut board, "pause", "YOGA").await;
    assert_eq!(world.notify(&desk.token, "agent=ana&state=PAUSE").await, 204);
    desk.until_ana_is(&mut board, "PAUSE", "YOGA").await;
    let statuses = desk.program.external_statuses().await;
    let yoga = statuses.iter().find(|status| status.status == "PAUSE" && status.detail == "YOGA").unwrap();
    let plain = statuses.iter().find(|status| status.status == "PAUSE" && status.detail.is_empty()).unwrap();
    let actual = board.person(&desk.ana).actual.clone().unwrap();
    assert_eq!(actual.activity_id, plain.activity_id);
    assert_ne!(yoga.id, plain.id, "it can be mapped by itself");
}

async fn a_break_said_again_is_asked_for_again_if_nobody_could_answer(world: &mut World) {
    let mut desk = Desk::open(world).await;
    let mut board = desk.board().await;
    desk.odigo.service.set_faults(AnswerFaults { unknown: 1.0, ..AnswerFaults::default() });
    desk.odigo.does("ana", "PAUSE", "LUNCH");
    world.set_clock(at("09:00"));
    assert_eq!(world.notify(&desk.token, "agent=ana&state=PAUSE").await, 204);
    desk.until_ana_is(&mut board, "PAUSE", "").await;
    desk.odigo.service.set_faults(AnswerFaults::default());
    world.set_clock(at("09:10"));
    assert_eq!(world.notify(&desk.token, "agent=ana&state=PAUSE").await, 204);
    desk.until_ana_is(&mut board, "PAUSE", "LUNCH").await;
    assert_eq!(board.person(&desk.ana).actual_since_time.map(instant), Some(at("09:00")), "from its first start");
}

async fn a_notification_with_a_type_of_its_own_asks_nobody(world: &mut World) {
    let mut desk = Desk::open(world).await;
    let mut board = desk.board().await;
    desk.odigo.does("ana", "PAUSE", "LUNCH");
    world.set_clock(at("09:00"));
    assert_eq!(world.notify(&desk.token, "agent=ana&state=PAUSE&pauseType=COFFEE").await, 204);
    desk.until_ana_is(&mut board, "PAUSE", "COFFEE").await;
    assert_eq!(world.notify(&desk.token, "agent=ana&state=CALL").await, 204);
    desk.until_ana_is(&mut board, "CALL", "").await;
    assert_eq!(desk.odigo.service.asked(), 0);
}

async fn with_a_wrong_password_the_plain_break_stays(world: &mut World) {
    let mut desk = Desk::open(world).await;
    let mut board = desk.board().await;
    let wrong = WebService { password: "wrong".to_owned(), ..desk.odigo.settings() };
    set(&mut desk.program, &desk.integration.clone(), Some(wrong)).await.unwrap();
    desk.odigo.does("ana", "PAUSE", "LUNCH");
    world.set_clock(at("09:00"));
    assert_eq!(world.notify(&desk.token, "agent=ana&state=PAUSE").await, 204);
    desk.until_ana_is(&mut board, "PAUSE", "").await;
    // Corrected, the next break is told again.
    set(&mut desk.program, &desk.integration.clone(), Some(desk.odigo.settings())).await.unwrap();
    world.set_clock(at("09:10"));
    assert_eq!(world.notify(&desk.token, "agent=ana&state=PAUSE").await, 204);
    desk.until_ana_is(&mut board, "PAUSE", "LUNCH").await;
}
