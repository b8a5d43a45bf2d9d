//! Employees from a CSV file.

use std::fmt::Write as _;

use kadans_proto::v1::{Employee, ImportAction, ImportEmployeesRequest, ImportEmployeesResponse, ListEmployeesRequest};
use kadans_tests::{board::Board, clients::Clients, journeys, reports::state, world::World};

journeys! {
    a_file_creates_changes_and_leaves_employees_as_a_preview_says,
    with_one_row_wrong_nothing_is_taken_over,
    everything_wrong_in_a_file_is_told_by_line_and_column,
    ten_thousand_rows_are_taken_over,
}

async fn import(clients: &mut Clients, csv: &str, validate_only: bool) -> ImportEmployeesResponse {
    let request = ImportEmployeesRequest { csv: csv.as_bytes().to_vec(), validate_only };
    clients.mapping.import_employees(request).await.unwrap().into_inner()
}

async fn employees(clients: &mut Clients) -> Vec<Employee> {
    clients.mapping.list_employees(ListEmployeesRequest::default()).await.unwrap().into_inner().employees
}

async fn a_file_creates_changes_and_leaves_employees_as_a_preview_says(world: &mut World) {
    let mut program = world.program().await;
    let north = program.unit("North", "UTC").await;
    let south = program.unit("South", "UTC").await;
    let integration = program.integration("Odigo", "UTC").await;
    program.report(&integration, [state("ana", "CALL")]).await;
    let first =
        "name,planning_unit,personnel_number,email\nAna,North,1,ana@acme.example\nBen,North,,ben@acme.example\n";
    assert_eq!(import(&mut program, first, false).await.created_count, 2);

    let second = "\u{feff}Name;Planning unit;Personnel number;Email;Integration;External user\r\n\
                  Ana;South;1;ana@acme.example;odigo;ana|ana.2\r\n\
                  Ben;North;;BEN@acme.example;;\r\n\
                  Cy;North;3;;;\r\n";
    let preview = import(&mut program, second, true).await;
    assert_eq!(employees(&mut program).await.len(), 2, "a preview changes nothing");
    let mut board = Board::open(&mut program).await;
    let done = import(&mut program, second, false).await;
    assert_eq!(done, preview);
    assert_eq!((done.created_count, done.updated_count, done.unchanged_count, done.assigned_count), (1, 2, 0, 2));
    let changes: Vec<_> = done.changes.iter().map(|change| (change.line, change.action(), &change.fields)).collect();
    let fields = |fields: &[&str]| fields.iter().map(|field| (*field).to_owned()).collect::<Vec<_>>();
    assert_eq!(changes[0], (2, ImportAction::Update, &fields(&["planning_unit", "external_user"])));
    assert_eq!(changes[1], (3, ImportAction::Update, &fields(&["email"])));
    assert_eq!(changes[2], (4, ImportAction::Create, &fields(&["name", "personnel_number", "planning_unit"])));
    let now = employees(&mut program).await;
    let ana = &now[0];
    assert_eq!((ana.planning_unit_id.as_str(), ana.external_users.len()), (south.as_str(), 2));
    assert_eq!(now[2].planning_unit_id, north);
    board.until("Cy is on the board", |board| board.people.contains_key(&now[2].id)).await;
    board.until("Ana calls", |board| board.person(&ana.id).actual.as_ref().is_some_and(|a| a.status == "CALL")).await;

    let again = import(&mut program, second, false).await;
    assert_eq!((again.unchanged_count, again.changes.len()), (3, 0));
}

async fn with_one_row_wrong_nothing_is_taken_over(world: &mut World) {
    let mut planner = world.planner().await;
    planner.unit("North", "UTC").await;
    let refused = import(&mut planner, "name,planning_unit\nAna,North\nBen,Nowhere\n", false).await;
    assert_eq!((refused.created_count, refused.changes.len()), (0, 0));
    let [error] = refused.row_errors.as_slice() else { panic!("one error: {refused:#?}") };
    let told = (error.line, error.column.as_str(), error.value.as_str(), error.reason.as_str());
    assert_eq!(told, (3, "planning_unit", "Nowhere", "UNKNOWN_PLANNING_UNIT"));
    assert!(employees(&mut planner).await.is_empty());
}

async fn everything_wrong_in_a_file_is_told_by_line_and_column(world: &mut World) {
    let mut planner = world.planner().await;
    planner.unit("North", "UTC").await;
    world.admin().await.integration("Odigo", "UTC").await;
    let csv = "name,planning_unit,personnel_number,email,groups,integration,external_user\n\
               ,North,1,,,,\n\
               Ana,North,2,ana,,,\n\
               Ben,North,3,,Gold,,\n\
               Cy,North,3,,,Odigo,cy\n\
               Di,North,4,,,Odigo,cy\n\
               Ed,North,5,,,,ed\n\
               Flo,North,6,,,Other,flo\n";
    let told = import(&mut planner, csv, true).await.row_errors;
    let told: Vec<_> = told.iter().map(|error| (error.line, error.column.as_str(), error.reason.as_str())).collect();
    let expected = [
        (2, "name", "REQUIRED"),
        (3, "email", "NOT_AN_EMAIL"),
        (4, "groups", "UNKNOWN_GROUP"),
        (5, "personnel_number", "DUPLICATE"),
        (6, "external_user", "DUPLICATE"),
        (7, "integration", "REQUIRED"),
        (8, "integration", "UNKNOWN_INTEGRATION"),
    ];
    assert_eq!(told, expected);
}

async fn ten_thousand_rows_are_taken_over(world: &mut World) {
    let mut planner = world.planner().await;
    planner.unit("North", "UTC").await;
    planner.unit("South", "Europe/Madrid").await;
    let file = |unit: &str| {
        let mut csv = "name,planning_unit,personnel_number,email\n".to_owned();
        for number in 0..10_000 {
            writeln!(csv, "Person {number},{unit},{number},person.{number}@acme.example").unwrap();
        }
        csv
    };
    assert_eq!(import(&mut planner, &file("North"), false).await.created_count, 10_000);
    assert_eq!(import(&mut planner, &file("South"), false).await.updated_count, 10_000);
    assert_eq!(import(&mut planner, &file("South"), false).await.unchanged_count, 10_000);
}
