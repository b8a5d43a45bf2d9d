//! Lists of users and of what was changed, as an admin reads them.

use kadans_proto::v1::{ListAuditEventsRequest, ListUsersRequest, Role as WireRole};
use sea_orm::{EntityTrait, QueryFilter, sea_query::Expr};

use super::*;
use crate::{
    auth::{
        caller::Role,
        invitations::{NewPerson, invite},
    },
    domain::ids::PlanningUnitId,
    rpc::{read::Reader, testing::World},
    store::{
        entity::planning_unit,
        planning_units::{self, NewPlanningUnit},
        principals::PrincipalKind,
    },
};

impl World {
    async fn person(&self, email: &str, units: Vec<PlanningUnitId>) {
        let person = NewPerson {
            email: email.parse().unwrap(),
            name: email.to_owned(),
            roles: vec![Role::Supervisor],
            planning_units: units,
        };
        invite(&self.store, self.caller.author(), person).await.unwrap();
    }

    async fn users(&self, search: &str) -> Vec<kadans_proto::v1::User> {
        let request = ListUsersRequest { search: search.to_owned(), ..ListUsersRequest::default() };
        users::list(&self.store, &self.pages, &self.caller, request).await.unwrap().users
    }
}

#[tokio::test]
async fn events_of_the_same_instant_are_each_shown_once() {
    let world = World::new().await;
    for number in 0..7 {
        world.person(&format!("person{number}@acme.example"), Vec::new()).await;
    }
    let pages = crate::rpc::testing::pages(async |page_token| {
        let request = ListAuditEventsRequest {
            page_size: 2,
            page_token,
            search: "user.invite".to_owned(),
            ..ListAuditEventsRequest::default()
        };
        let page = audit::list(&world.store, &world.pages, &world.caller, request).await.unwrap();
        (page.audit_events.into_iter().map(|event| event.subject_name).collect(), page.next_page_token)
    });
    let pages = pages.await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 2, 1]);
    let mut shown = pages.concat();
    shown.sort();
    assert_eq!(shown, (0..7).map(|number| format!("person{number}@acme.example")).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_deleted_planning_unit_is_nobodys_any_more() {
    let world = World::new().await;
    let new = |name: &str| NewPlanningUnit { name: name.to_owned(), zone: "UTC".to_owned() };
    let kept = planning_units::create(&world.store, new("Kept"), world.caller.author()).await.unwrap().id;
    let deleted = planning_units::create(&world.store, new("Deleted"), world.caller.author()).await.unwrap().id;
    world.person("sara@acme.example", vec![kept, deleted]).await;
    let delete = world.store.write(move |transaction| {
        Box::pin(async move {
            planning_unit::Entity::update_many()
                .col_expr(planning_unit::Column::DeletedAt, Expr::value(1_i64))
                .filter(sea_orm::ColumnTrait::eq(&planning_unit::Column::Id, deleted.uuid()))
                .exec(transaction)
                .await?;
            Ok(())
        })
    });
    delete.await.unwrap();
    assert_eq!(world.users("sara").await[0].planning_unit_ids, [kept.to_string()]);
    let sara = world.store.person_by_email("sara@acme.example").await.unwrap().unwrap();
    assert_eq!(sara.planning_units, [kept]);
}

#[test]
fn roles_are_read_once_each_and_services_are_programs() {
    let read = |kind, roles: &[WireRole]| {
        let mut reader = Reader::new();
        let roles = roles.iter().map(|role| i32::from(*role)).collect::<Vec<_>>();
        let roles = users::read_roles(&mut reader, "roles", kind, &roles);
        reader.is_clean().then_some(roles)
    };
    let twice = [WireRole::Planner, WireRole::Admin, WireRole::Planner];
    assert_eq!(read(PrincipalKind::Person, &twice), Some(vec![Role::Admin, Role::Planner]));
    assert_eq!(read(PrincipalKind::Program, &[WireRole::Service]), Some(vec![Role::Service]));
    assert_eq!(read(PrincipalKind::Person, &[WireRole::Service]), None);
    assert_eq!(read(PrincipalKind::Person, &[WireRole::Unspecified]), None);
    assert_eq!(read(PrincipalKind::Person, &[]), None);
}
