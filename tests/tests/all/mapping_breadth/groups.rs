//! Groups: in lists, and as a filter of the board.

use kadans_proto::v1::{
    CreateGroupRequest, DeleteGroupRequest, Employee, Group, ListEmployeesRequest, ListGroupsRequest,
    UpdateEmployeeRequest, UpdateGroupRequest, WatchAdherenceRequest,
};
use kadans_server::auth::caller::Role;
use kadans_tests::{board::Board, clients::Clients, failures::Failure as _, journeys, world::World};
use prost_types::FieldMask;
use tonic::Code;

journeys! {
    a_board_shows_and_counts_only_the_persons_of_its_groups,
    a_resume_token_holds_for_its_groups_alone,
    a_supervisor_sees_groups_but_counts_only_their_persons,
    another_accounts_group_looks_like_none,
    the_groups_of_an_employee_are_listed_and_replaced,
}

/// Ana and Ben in two planning units.
struct Floors {
    planner: Clients,
    north: String,
    ana: String,
    ben: String,
}

impl Floors {
    async fn fill(world: &World) -> Self {
        let mut planner = world.planner().await;
        let (north, south) = (planner.unit("North", "UTC").await, planner.unit("South", "UTC").await);
        let (ana, ben) = (planner.employee("Ana", &north).await, planner.employee("Ben", &south).await);
        Self { planner, north, ana, ben }
    }
}

async fn group(clients: &mut Clients, name: &str, employees: &[&str]) -> Group {
    let employee_ids = employees.iter().map(|id| (*id).to_owned()).collect();
    let request = CreateGroupRequest { name: name.to_owned(), employee_ids };
    clients.mapping.create_group(request).await.unwrap().into_inner().group.unwrap()
}

fn watching(group: &Group) -> WatchAdherenceRequest {
    WatchAdherenceRequest { group_ids: vec![group.id.clone()], ..WatchAdherenceRequest::default() }
}

async fn a_board_shows_and_counts_only_the_persons_of_its_groups(world: &mut World) {
    let Floors { mut planner, ana, ben, .. } = Floors::fill(world).await;
    let gold = group(&mut planner, "Gold", &[&ana]).await;
    let mut board = Board::watch(&mut planner, watching(&gold)).await;
    assert_eq!(board.people.keys().collect::<Vec<_>>(), [&ana]);
    assert_eq!(board.person(&ana).group_ids, std::slice::from_ref(&gold.id));
    board.until("one person counts", |board| board.summary.hidden_count == 1).await;

    let swap = UpdateGroupRequest {
        group: Some(Group { id: gold.id.clone(), ..Group::default() }),
        add_employee_ids: vec![ben.clone()],
        ..UpdateGroupRequest::default()
    };
    let both = planner.mapping.update_group(swap).await.unwrap().into_inner().group.unwrap();
    assert_eq!((both.name.as_str(), both.employee_count), ("Gold", 2));
    board.until("Ben is there", |board| board.people.contains_key(&ben) && board.summary.hidden_count == 2).await;
    let out = UpdateGroupRequest {
        group: Some(Group { id: gold.id.clone(), ..Group::default() }),
        remove_employee_ids: vec![ana.clone()],
        ..UpdateGroupRequest::default()
    };
    planner.mapping.update_group(out).await.unwrap();
    board.until("Ana is gone", |board| board.removed.contains(&ana) && board.summary.hidden_count == 1).await;
    planner.mapping.delete_group(DeleteGroupRequest { id: gold.id.clone() }).await.unwrap();
    board.until("nobody is left", |board| board.people.is_empty() && board.summary.hidden_count == 0).await;
    let absent = planner.adherence.watch_adherence(watching(&gold)).await.unwrap_err();
    assert_eq!(absent.code(), Code::NotFound);
}

async fn a_resume_token_holds_for_its_groups_alone(world: &mut World) {
    let Floors { mut planner, ana, ben, .. } = Floors::fill(world).await;
    let (gold, silver) = (group(&mut planner, "Gold", &[&ana]).await, group(&mut planner, "Silver", &[&ben]).await);
    let board = Board::watch(&mut planner, watching(&gold)).await;
    let board = board.resume(&mut planner, watching(&gold)).await;
    assert!(board.opening.resumed);
    let board = board.resume(&mut planner, watching(&silver)).await;
    assert!(!board.opening.resumed);
    assert_eq!(board.people.keys().collect::<Vec<_>>(), [&ben]);
}

async fn a_supervisor_sees_groups_but_counts_only_their_persons(world: &mut World) {
    let Floors { mut planner, north, ana, ben } = Floors::fill(world).await;
    let gold = group(&mut planner, "Gold", &[&ana, &ben]).await;
    let mut supervisor = world.person("north@acme.example", Role::Supervisor, &[&north]).await;
    let groups = supervisor.mapping.list_groups(ListGroupsRequest::default()).await.unwrap().into_inner().groups;
    assert_eq!(groups.iter().map(|group| group.employee_count).collect::<Vec<_>>(), [1]);
    let mut board = Board::watch(&mut supervisor, watching(&gold)).await;
    assert_eq!(board.people.keys().collect::<Vec<_>>(), [&ana]);
    board.until("one person counts", |board| board.summary.hidden_count == 1).await;
}

async fn another_accounts_group_looks_like_none(world: &mut World) {
    let Floors { mut planner, ana, .. } = Floors::fill(world).await;
    let gold = group(&mut planner, "Gold", &[&ana]).await;
    let neighbour = world.another_account().await;
    let mut neighbour = world.program_of(&neighbour).await;
    let absent = Group { id: "018f0000-0000-7000-8000-000000000000".to_owned(), ..gold.clone() };
    let foreign = neighbour.adherence.watch_adherence(watching(&gold)).await.unwrap_err();
    assert_eq!(foreign.code(), Code::NotFound);
    let nowhere = neighbour.adherence.watch_adherence(watching(&absent)).await.unwrap_err();
    assert_eq!(foreign.everything(), nowhere.everything());
    let delete = DeleteGroupRequest { id: gold.id.clone() };
    assert_eq!(neighbour.mapping.delete_group(delete).await.unwrap_err().code(), Code::NotFound);
    let request = CreateGroupRequest { name: "Theirs".to_owned(), employee_ids: vec![ana] };
    let foreign = neighbour.mapping.create_group(request).await.unwrap_err();
    assert_eq!(foreign.violations(), [("employee_ids[0]".to_owned(), "NOT_FOUND".to_owned())]);
}

async fn the_groups_of_an_employee_are_listed_and_replaced(world: &mut World) {
    let Floors { mut planner, ana, ben, .. } = Floors::fill(world).await;
    let (gold, silver) = (group(&mut planner, "Gold", &[&ana]).await, group(&mut planner, "Silver", &[&ben]).await);
    let in_gold = ListEmployeesRequest { group_ids: vec![gold.id.clone()], ..ListEmployeesRequest::default() };
    let list = planner.mapping.list_employees(in_gold.clone()).await.unwrap().into_inner();
    assert_eq!((list.total_size, list.employees[0].id.as_str()), (1, ana.as_str()));
    assert_eq!(list.employees[0].group_ids, [gold.id]);
    let moved = Employee { id: ana.clone(), group_ids: vec![silver.id.clone()], ..Employee::default() };
    let mask = Some(FieldMask { paths: vec!["group_ids".to_owned()] });
    let request = UpdateEmployeeRequest { employee: Some(moved), update_mask: mask };
    let updated = planner.mapping.update_employee(request).await.unwrap().into_inner().employee.unwrap();
    assert_eq!((updated.name.as_str(), updated.group_ids), ("Ana", vec![silver.id]));
    assert_eq!(planner.mapping.list_employees(in_gold).await.unwrap().into_inner().total_size, 0);
}
