//! The rules of adherence: a change acts on the past and on the board at once.

use kadans_proto::v1::{
    AdherenceStatus, CreateAdherenceExceptionRequest, DeleteAdherenceExceptionRequest, ExceptionKind,
    GetAdherenceSettingsRequest, ListAdherenceExceptionsRequest, UpdateAdherenceSettingsRequest,
};
use kadans_tests::{
    board::Board,
    clients::Clients,
    failures::Failure as _,
    journeys,
    office::{PRESENT, segment},
    reports::state,
    time::{at, seconds, wire},
    world::World,
};
use prost_types::FieldMask;
use tonic::Code;

journeys! {
    another_buffer_turns_the_past_and_the_board,
    of_two_admins_the_second_is_told_to_load_again,
    only_admins_change_the_rules,
    an_exception_turns_the_past_and_the_board_until_it_is_taken_back,
    a_supervisor_reads_exceptions_of_their_units_and_makes_none,
}

/// Somebody who logged out at 8 while scheduled.
async fn absent(world: &World, program: &mut Clients) -> (String, String) {
    let unit = program.unit("Support", "UTC").await;
    let ana = program.employee("Ana", &unit).await;
    let integration = program.integration("Odigo", "UTC").await;
    program.report(&integration, [state("ana", "LOGOUT")]).await;
    program.assign(&integration, "ana", &ana).await;
    program.schedule(&ana, vec![segment(at("08:00"), at("16:00"), PRESENT)]).await;
    world.set_clock(at("08:10"));
    (unit, ana)
}

async fn another_buffer_turns_the_past_and_the_board(world: &mut World) {
    let mut program = world.program().await;
    let (_, ana) = absent(world, &mut program).await;
    let mut board = Board::open(&mut program).await;
    board.until("she is out", |board| board.person(&ana).status() == AdherenceStatus::Out).await;
    let window = [at("08:00"), at("08:10")];
    let before = program.adherence_of(&ana, window, at("08:10")).await.figures.unwrap();
    program.change_settings(|settings| settings.not_present_buffer = Some(seconds(900))).await;
    board.until("she is buffered", |board| board.person(&ana).status() == AdherenceStatus::Buffered).await;
    assert_eq!(program.held_at(&ana, at("08:09")).await.status(), AdherenceStatus::Buffered);
    let after = program.adherence_of(&ana, window, at("08:10")).await.figures.unwrap();
    assert_ne!(before, after, "what was out is forgiven");
    program.change_settings(|settings| settings.not_present_buffer = Some(seconds(60))).await;
    board.until("she is out again", |board| board.person(&ana).status() == AdherenceStatus::Out).await;
    assert_eq!(program.adherence_of(&ana, window, at("08:10")).await.figures.unwrap(), before);
}

async fn of_two_admins_the_second_is_told_to_load_again(world: &mut World) {
    let mut admin = world.admin().await;
    let seen = admin.adherence.get_adherence_settings(GetAdherenceSettingsRequest {}).await.unwrap();
    let mut settings = seen.into_inner().settings.unwrap();
    settings.target_percent = 85.0;
    let request = UpdateAdherenceSettingsRequest { settings: Some(settings.clone()), update_mask: None };
    admin.adherence.update_adherence_settings(request.clone()).await.unwrap();
    let stale = admin.adherence.update_adherence_settings(request).await.unwrap_err();
    assert_eq!((stale.code(), stale.reason().as_str()), (Code::Aborted, "ETAG_MISMATCH"));
    settings.target_percent = 0.0;
    settings.silence_after = Some(seconds(1));
    let mask = FieldMask { paths: ["target_percent", "silence_after", "color"].map(str::to_owned).to_vec() };
    let request = UpdateAdherenceSettingsRequest { settings: Some(settings), update_mask: Some(mask) };
    let refused = admin.adherence.update_adherence_settings(request).await.unwrap_err();
    let mut fields: Vec<String> = refused.violations().into_iter().map(|(field, _)| field).collect();
    fields.sort();
    assert_eq!(fields, ["settings.silence_after", "settings.target_percent", "update_mask"]);
}

async fn only_admins_change_the_rules(world: &mut World) {
    let mut planner = world.planner().await;
    let seen = planner.adherence.get_adherence_settings(GetAdherenceSettingsRequest {}).await.unwrap();
    let request = UpdateAdherenceSettingsRequest { settings: seen.into_inner().settings, update_mask: None };
    let refused = planner.adherence.update_adherence_settings(request).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
}

fn excuse(employee: &str, start: &str, end: &str) -> CreateAdherenceExceptionRequest {
    CreateAdherenceExceptionRequest {
        employee_id: employee.to_owned(),
        start_time: Some(wire(at(start))),
        end_time: Some(wire(at(end))),
        kind: ExceptionKind::Excused.into(),
        reason: "fire drill".to_owned(),
    }
}

async fn an_exception_turns_the_past_and_the_board_until_it_is_taken_back(world: &mut World) {
    let mut program = world.program().await;
    let (_, ana) = absent(world, &mut program).await;
    let mut board = Board::open(&mut program).await;
    board.until("she is out", |board| board.person(&ana).status() == AdherenceStatus::Out).await;
    let created = program.adherence.create_adherence_exception(excuse(&ana, "08:00", "09:00")).await.unwrap();
    let id = created.into_inner().exception.unwrap().id;
    board.until("she is excused", |board| board.person(&ana).status() == AdherenceStatus::Excused).await;
    assert_eq!(program.held_at(&ana, at("08:05")).await.status(), AdherenceStatus::Excused);
    program.adherence.delete_adherence_exception(DeleteAdherenceExceptionRequest { id }).await.unwrap();
    board.until("she is out again", |board| board.person(&ana).status() == AdherenceStatus::Out).await;
}

async fn a_supervisor_reads_exceptions_of_their_units_and_makes_none(world: &mut World) {
    let mut program = world.program().await;
    let (unit, ana) = absent(world, &mut program).await;
    let other = program.unit("Elsewhere", "UTC").await;
    let ben = program.employee("Ben", &other).await;
    for hour in ["08", "09", "10"] {
        let (start, end) = (format!("{hour}:00"), format!("{hour}:30"));
        for employee in [&ana, &ben] {
            program.adherence.create_adherence_exception(excuse(employee, &start, &end)).await.unwrap();
        }
    }
    let mut supervisor = world.supervisor(&[&unit]).await;
    let mut listed = Vec::new();
    let mut request = ListAdherenceExceptionsRequest {
        employee_id: ana.clone(),
        start_time: Some(wire(at("08:30"))),
        page_size: 1,
        ..ListAdherenceExceptionsRequest::default()
    };
    loop {
        let page = supervisor.adherence.list_adherence_exceptions(request.clone()).await.unwrap().into_inner();
        listed.extend(page.exceptions.into_iter().map(|exception| exception.start_time));
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    assert_eq!(listed, [Some(wire(at("09:00"))), Some(wire(at("10:00")))]);
    let foreign = ListAdherenceExceptionsRequest { employee_id: ben, ..ListAdherenceExceptionsRequest::default() };
    let refused = supervisor.adherence.list_adherence_exceptions(foreign).await.unwrap_err();
    assert_eq!(refused.code(), Code::NotFound);
    let refused = supervisor.adherence.create_adherence_exception(excuse(&ana, "08:00", "09:00")).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
}
