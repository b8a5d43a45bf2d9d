//! Exceptions: made, listed by page, taken back, and felt in the figures.

use kadans_proto::v1::{
    CreateAdherenceExceptionRequest, CreateAdherenceExceptionResponse, DeleteAdherenceExceptionRequest, ExceptionKind,
    ListAdherenceExceptionsRequest, ListAdherenceExceptionsResponse,
};
use uuid::Uuid;

use super::floor::{Floor, day, segment, time};
use crate::{
    auth::caller::Caller,
    domain::ids::{ActivityId, EmployeeId},
    rpc::{
        adherence::{create_exception, delete_exception, list_exceptions},
        error::RpcError,
        testing::{World, pages, told, violations},
    },
};

fn request(employee: EmployeeId, start: &str, end: &str) -> CreateAdherenceExceptionRequest {
    CreateAdherenceExceptionRequest {
        employee_id: employee.to_string(),
        start_time: time(start),
        end_time: time(end),
        kind: ExceptionKind::Excused.into(),
        reason: "fire drill".to_owned(),
    }
}

async fn create(
    world: &World,
    caller: &Caller,
    request: CreateAdherenceExceptionRequest,
) -> Result<CreateAdherenceExceptionResponse, RpcError> {
    create_exception(&world.store, caller, request).await
}

async fn list(
    world: &World,
    caller: &Caller,
    employee: EmployeeId,
    (page_size, page_token): (i32, String),
) -> Result<ListAdherenceExceptionsResponse, RpcError> {
    let request = ListAdherenceExceptionsRequest {
        employee_id: employee.to_string(),
        page_size,
        page_token,
        ..ListAdherenceExceptionsRequest::default()
    };
    list_exceptions(&world.store, &world.pages, caller, request).await
}

#[tokio::test]
async fn an_exception_is_listed_with_who_decided_and_why() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let created = create(&world, &floor.caller, request(ana, "2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z")).await;
    let created = created.unwrap().exception.unwrap();
    assert_eq!((created.author_name.as_str(), created.reason.as_str()), ("Ada Admin", "fire drill"));
    let listed = list(&world, &floor.caller, ana, (0, String::new())).await.unwrap();
    assert_eq!(listed.exceptions, [created]);
}

#[tokio::test]
async fn every_field_that_is_wrong_is_named_at_once() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let long = CreateAdherenceExceptionRequest {
        kind: 0,
        reason: " ".to_owned(),
        ..request(ana, "2026-03-02T08:00:00Z", "2026-04-02T09:00:01Z")
    };
    let expected = [("end_time", "TOO_LONG"), ("kind", "REQUIRED"), ("reason", "REQUIRED")];
    let broken = violations(create(&world, &floor.caller, long).await);
    assert_eq!(broken, expected.map(|(field, reason)| (field.to_owned(), reason)));
    let empty = request(ana, "2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z");
    let refused = create(&world, &floor.caller, empty).await;
    assert_eq!(violations(refused), [("end_time".to_owned(), "NOT_AFTER_START")]);
}

#[tokio::test]
async fn pages_go_on_where_the_one_before_ended() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    for hour in ["10", "08", "09"] {
        let (start, end) = (format!("2026-03-02T{hour}:00:00Z"), format!("2026-03-02T{hour}:30:00Z"));
        create(&world, &floor.caller, request(ana, &start, &end)).await.unwrap();
    }
    let pages = pages(async |token| {
        let page = list(&world, &floor.caller, ana, (2, token)).await.unwrap();
        let begins = page.exceptions.iter().map(|exception| exception.start_time.unwrap().to_string());
        (begins.collect(), page.next_page_token)
    });
    let expected = [vec!["2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z"], vec!["2026-03-02T10:00:00Z"]];
    assert_eq!(pages.await, expected);
}

#[tokio::test]
async fn only_those_that_touch_the_stretch_are_listed() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    create(&world, &floor.caller, request(ana, "2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z")).await.unwrap();
    let listed = async |start, end| {
        let request = ListAdherenceExceptionsRequest {
            employee_id: ana.to_string(),
            start_time: time(start),
            end_time: time(end),
            ..ListAdherenceExceptionsRequest::default()
        };
        list_exceptions(&world.store, &world.pages, &floor.caller, request).await.unwrap().exceptions.len()
    };
    assert_eq!(listed("2026-03-02T08:59:59Z", "2026-03-02T12:00:00Z").await, 1);
    assert_eq!(listed("2026-03-02T09:00:00Z", "2026-03-02T12:00:00Z").await, 0);
    assert_eq!(listed("2026-03-02T07:00:00Z", "2026-03-02T08:00:00Z").await, 0);
}

#[tokio::test]
async fn an_exception_excuses_until_it_is_taken_back() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let work = segment("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z", ActivityId::PRESENT);
    floor.import(&world, vec![day(ana, "2026-03-02", vec![work])]).await.unwrap();
    floor.says(&world, "a1", "LOGOUT", "2026-03-02T08:00:00Z").await;
    floor.assign(&world, "a1", ana).await;
    world.clock.set(super::floor::at("2026-03-02T12:00:00Z"));
    let created = create(&world, &floor.caller, request(ana, "2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z")).await;
    let excused = async || {
        let past = floor.past(&world, ana, "2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z").await;
        let figures = past.figures.unwrap();
        (figures.excused_seconds, figures.scheduled_seconds)
    };
    assert_eq!(excused().await, (3_600, 3_600));
    let id = created.unwrap().exception.unwrap().id;
    let delete = async |caller: &Caller| {
        delete_exception(&world.store, caller, DeleteAdherenceExceptionRequest { id: id.clone() }).await
    };
    delete(&floor.caller).await.unwrap();
    assert_eq!(excused().await, (0, 7_200));
    assert!(matches!(delete(&floor.caller).await, Err(RpcError::NotFound)));
}

#[tokio::test]
async fn what_is_not_yours_looks_like_what_is_not_there() {
    let world = World::new().await;
    let floor = Floor::new(&world).await;
    let ana = floor.employee(&world, "Ana").await;
    let stretch = |employee| request(employee, "2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z");
    let absent = told(create(&world, &floor.caller, stretch(Uuid::from_u128(77).into())).await);
    let stranger = world.stranger().await;
    for caller in [&stranger, &floor.outsider()] {
        assert_eq!(told(create(&world, caller, stretch(ana)).await), absent);
        assert_eq!(told(list(&world, caller, ana, (0, String::new())).await), absent);
    }
    let id = create(&world, &floor.caller, stretch(ana)).await.unwrap().exception.unwrap().id;
    for caller in [&stranger, &floor.outsider()] {
        let request = DeleteAdherenceExceptionRequest { id: id.clone() };
        assert_eq!(told(delete_exception(&world.store, caller, request).await), absent);
    }
}
