//! Requests that break rules: every fault is named by its field.

use kadans_proto::v1::{
    ActivityType, CreateActivityRequest, CreateEmployeeRequest, CreateIntegrationRequest, CreatePlanningUnitRequest,
    ImportScheduleRequest, ListActivitiesRequest, ListEmployeesRequest, ScheduleDay,
};
use kadans_tests::{
    clients::Clients,
    failures::Failure as _,
    journeys,
    office::segment,
    time::{DAY, at},
    world::World,
};
use tonic::{Code, Status};

journeys! {
    a_name_is_taken_however_it_is_written,
    every_fault_of_a_request_is_named_at_once,
    a_schedule_that_overlaps_is_refused_whole,
    a_page_token_of_another_list_is_refused,
}

fn odigo(name: &str) -> CreateIntegrationRequest {
    CreateIntegrationRequest { vendor_id: "odigo".to_owned(), name: name.to_owned(), ..Default::default() }
}

fn violation(field: &str, reason: &str) -> (String, String) {
    (field.to_owned(), reason.to_owned())
}

fn is_taken(refused: &Status) -> bool {
    refused.code() == Code::InvalidArgument && refused.violations() == [violation("name", "TAKEN")]
}

async fn a_name_is_taken_however_it_is_written(world: &mut World) {
    let mut admin = world.admin().await;
    admin.integrations.create_integration(odigo("Odigo Madrid")).await.unwrap();
    for taken in ["Odigo Madrid", "odigo madrid", "ODIGO MADRID", "  Odigo Madrid ", "\u{a0}oDIGO mADRID"] {
        let refused = admin.integrations.create_integration(odigo(taken)).await.unwrap_err();
        assert!(is_taken(&refused), "{taken:?}: {refused:?}");
        let dry_run = CreateIntegrationRequest { validate_only: true, ..odigo(taken) };
        let refused = admin.integrations.create_integration(dry_run).await.unwrap_err();
        assert!(is_taken(&refused), "{taken:?}: {refused:?}");
    }
    admin.integrations.create_integration(odigo("Odigo Paris")).await.unwrap();

    admin.unit("Madrid", "").await;
    let unit = CreatePlanningUnitRequest { name: " MADRID".to_owned(), ..Default::default() };
    assert!(is_taken(&admin.mapping.create_planning_unit(unit).await.unwrap_err()));

    let activity = |name: &str| CreateActivityRequest {
        name: name.to_owned(),
        r#type: ActivityType::Break.into(),
        ..Default::default()
    };
    admin.mapping.create_activity(activity("Lunch")).await.unwrap();
    for taken in ["lunch ", "present", "Offline"] {
        assert!(is_taken(&admin.mapping.create_activity(activity(taken)).await.unwrap_err()), "{taken}");
    }
}

async fn every_fault_of_a_request_is_named_at_once(world: &mut World) {
    let mut admin = world.admin().await;
    let request = CreateIntegrationRequest {
        vendor_id: "genesys".to_owned(),
        name: "x".repeat(101),
        time_zone: "Europe/Atlantis".to_owned(),
        ..CreateIntegrationRequest::default()
    };
    let refused = admin.integrations.create_integration(request).await.unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);
    let fields: Vec<String> = refused.violations().into_iter().map(|(field, _)| field).collect();
    for field in ["vendor_id", "name", "time_zone"] {
        assert!(fields.iter().any(|named| named == field), "{field} is not among {fields:?}");
    }
    let request =
        CreateEmployeeRequest { name: "\u{7}".to_owned(), planning_unit_id: "?".to_owned(), ..Default::default() };
    let refused = admin.mapping.create_employee(request).await.unwrap_err();
    let fields: Vec<String> = refused.violations().into_iter().map(|(field, _)| field).collect();
    assert!(["name", "planning_unit_id"].iter().all(|field| fields.iter().any(|named| named == field)), "{fields:?}");
}

async fn import(clients: &mut Clients, days: Vec<ScheduleDay>) -> Result<i32, Status> {
    let request = ImportScheduleRequest { csv: Vec::new(), days, validate_only: false };
    clients.adherence.import_schedule(request).await.map(|response| response.into_inner().segment_count)
}

async fn a_schedule_that_overlaps_is_refused_whole(world: &mut World) {
    let mut planner = world.planner().await;
    let unit = planner.unit("Support", "UTC").await;
    let (ana, ben) = (planner.employee("Ana", &unit).await, planner.employee("Ben", &unit).await);
    let calls = planner.activity("Calls", ActivityType::Presence).await;
    let day = |employee: &str, date: &str, hours: &[(&str, &str)]| ScheduleDay {
        employee_id: employee.to_owned(),
        date: date.to_owned(),
        segments: hours.iter().map(|(start, end)| segment(at(start), at(end), &calls)).collect(),
    };
    let good = day(&ben, DAY, &[("08:00", "12:00"), ("12:00", "13:00")]);
    let overlapping = day(&ana, DAY, &[("08:00", "12:00"), ("11:00", "13:00")]);
    let refused = import(&mut planner, vec![good.clone(), overlapping]).await.unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);
    assert_eq!(refused.violations(), [violation("days[1].segments[1]", "OVERLAP")]);
    let schedule = planner.adherence_of(&ben, [at("07:00"), at("14:00")], at("14:00")).await.schedule;
    assert!(schedule.is_empty(), "all or nothing");

    assert_eq!(import(&mut planner, vec![good]).await.unwrap(), 2);
    // A night shift that reaches into the stored day of the next morning.
    let night = ScheduleDay {
        employee_id: ben.clone(),
        date: "2026-03-01".to_owned(),
        segments: vec![segment("2026-03-01T22:00:00Z".parse().unwrap(), at("09:00"), &calls)],
    };
    let refused = import(&mut planner, vec![night]).await.unwrap_err();
    assert_eq!(refused.violations(), [violation("days[0].segments[0]", "OVERLAP")]);
}

async fn a_page_token_of_another_list_is_refused(world: &mut World) {
    let mut planner = world.planner().await;
    let unit = planner.unit("Support", "UTC").await;
    for name in ["Ana", "Ben", "Cleo"] {
        planner.employee(name, &unit).await;
    }
    let employees = ListEmployeesRequest { page_size: 2, ..ListEmployeesRequest::default() };
    let first = planner.mapping.list_employees(employees.clone()).await.unwrap().into_inner();
    assert_eq!((first.employees.len(), first.total_size), (2, 3));
    let page_token = first.next_page_token;
    let next = ListEmployeesRequest { page_token: page_token.clone(), ..employees.clone() };
    let second = planner.mapping.list_employees(next).await.unwrap().into_inner();
    assert_eq!(second.employees.len(), 1);
    assert_eq!(second.next_page_token, "");

    let expected = [violation("page_token", "NOT_OF_THIS_LIST")];
    let activities = ListActivitiesRequest { page_size: 2, page_token: page_token.clone() };
    assert_eq!(planner.mapping.list_activities(activities).await.unwrap_err().violations(), expected);
    let searched = ListEmployeesRequest { page_token: page_token.clone(), search: "a".to_owned(), ..employees.clone() };
    assert_eq!(planner.mapping.list_employees(searched).await.unwrap_err().violations(), expected);
    let neighbour = world.another_account().await;
    let mut neighbour = world.program_of(&neighbour).await;
    let stolen = ListEmployeesRequest { page_token, ..employees };
    assert_eq!(neighbour.mapping.list_employees(stolen).await.unwrap_err().violations(), expected);
}
