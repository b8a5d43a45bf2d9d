//! Who is admitted to what, and how soon a loss bites.

use super::*;
use crate::auth::{
    access::TABLE,
    caller::{StateSource, UnitScope},
    programs::{self, NewProgram},
};

const WATCH: &str = "AdherenceService/WatchAdherence";

async fn token_of(world: &World, email: &str) -> String {
    world.sign_in(email, PASSWORD).await.unwrap().into_inner().access_token
}

async fn program(world: &World, roles: &[Role]) -> String {
    let program = NewProgram {
        name: "importer".to_owned(),
        roles: roles.to_vec(),
        planning_units: Vec::new(),
        life: Span::from_hours(24),
    };
    programs::mint(&world.store, &world.keys, world.operator(), program).await.unwrap().token
}

#[tokio::test]
async fn each_role_is_admitted_to_exactly_what_the_table_says() {
    let world = World::new().await;
    for role in [Role::Admin, Role::Planner, Role::Supervisor, Role::Service] {
        let token = program(&world, &[role]).await;
        for (method, access) in TABLE {
            let may = match access {
                crate::auth::access::Access::Roles(roles) => roles.contains(&role),
                _ => true,
            };
            let admitted = world.gate.admit(&bearer(&token), method).await;
            match admitted {
                Ok(_) => assert!(may, "{role} was admitted to {method}"),
                Err(error) => {
                    assert!(!may, "{role} was not admitted to {method}");
                    assert_eq!(why(&error.into()), (Code::PermissionDenied, "FORBIDDEN".to_owned()));
                }
            }
        }
    }
}

#[tokio::test]
async fn a_method_that_is_not_in_the_table_is_denied_to_everybody() {
    let world = World::new().await;
    let token = program(&world, &[Role::Admin, Role::Planner, Role::Supervisor, Role::Service]).await;
    let denied = world.gate.admit(&bearer(&token), "AdherenceService/DropEverything").await.unwrap_err();
    assert_eq!(why(&denied.into()).0, Code::PermissionDenied);
}

#[tokio::test]
async fn a_supervisor_sees_the_units_they_were_given_and_others_see_all() {
    let world = World::new().await;
    let unit = crate::store::new_id(START);
    add_planning_unit(&world, unit).await;
    world.add_person("sam@example.com", &[Role::Supervisor], vec![unit.into()]).await;
    let caller = world.gate.admit(&bearer(&token_of(&world, "sam@example.com").await), WATCH).await.unwrap();
    assert_eq!(caller.units, UnitScope::Only([PlanningUnitId::new(unit)].into()));
    let planner = world.gate.admit(&bearer(&token_of(&world, EMAIL).await), WATCH).await.unwrap();
    assert_eq!(planner.units, UnitScope::All);
    let session = world.get_session(&token_of(&world, "sam@example.com").await).await.unwrap();
    assert_eq!(session.principal.unwrap().planning_unit_ids, [unit.to_string()]);
}

async fn add_planning_unit(world: &World, id: Uuid) {
    use crate::store::entity::planning_unit;
    use sea_orm::{EntityTrait as _, IntoActiveModel as _};
    let row = planning_unit::Model {
        revision: 1,
        id,
        account_id: world.account.uuid(),
        name: "Sales".to_owned(),
        name_key: "sales".to_owned(),
        zone: "Europe/Madrid".to_owned(),
        created_at: START.micros(),
        deleted_at: None,
    };
    let insert = planning_unit::Entity::insert(row.into_active_model());
    world
        .store
        .write(|transaction| Box::pin(async move { Ok(insert.exec_without_returning(transaction).await.map(drop)?) }))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_sign_out_bites_at_once_here_and_within_five_seconds_on_another_replica() {
    let world = World::new().await;
    let replica = Gate::new(&world.store, world.keys.clone(), Arc::new(OneUrlToken));
    let (token, _) = world.signed_in().await;
    replica.admit(&bearer(&token), WATCH).await.unwrap();
    world.sessions.sign_out(with_token(wire::SignOutRequest {}, &token)).await.unwrap();
    let here = world.gate.admit(&bearer(&token), WATCH).await.unwrap_err();
    assert_eq!(why(&here.into()), unauthenticated("SESSION_ENDED"));
    world.pass(5);
    let there = replica.admit(&bearer(&token), WATCH).await.unwrap_err();
    assert_eq!(why(&there.into()), unauthenticated("SESSION_ENDED"));
}

#[tokio::test]
async fn an_open_stream_ends_when_the_token_expires() {
    let world = World::new().await;
    let (token, _) = world.signed_in().await;
    let caller = world.gate.admit(&bearer(&token), WATCH).await.unwrap();
    world.pass(599);
    assert!(world.gate.still_admitted(&caller, WATCH).await.is_ok());
    world.pass(1);
    let ended = world.gate.still_admitted(&caller, WATCH).await.unwrap_err();
    assert_eq!(why(&ended.into()), unauthenticated("TOKEN_EXPIRED"));
}

#[tokio::test]
async fn an_open_stream_ends_within_five_seconds_of_losing_the_person_or_the_role() {
    let world = World::new().await;
    let (token, _) = world.signed_in().await;
    let caller = world.gate.admit(&bearer(&token), WATCH).await.unwrap();
    set_roles(&world, "").await;
    world.pass(3);
    let ended = world.gate.still_admitted(&caller, WATCH).await.unwrap_err();
    assert_eq!(why(&ended.into()), (Code::PermissionDenied, "FORBIDDEN".to_owned()));
    set_roles(&world, "planner").await;
    world.pass(3);
    let refreshed = world.gate.still_admitted(&caller, WATCH).await.unwrap();
    assert_eq!(refreshed.roles, [Role::Planner].into());
    world.store.deactivate_user(world.operator(), world.mia).await.unwrap();
    world.pass(3);
    let ended = world.gate.still_admitted(&caller, WATCH).await.unwrap_err();
    assert_eq!(why(&ended.into()), unauthenticated("SESSION_ENDED"));
}

async fn set_roles(world: &World, roles: &str) {
    use crate::store::entity::principal;
    use sea_orm::{ActiveValue::Set, EntityTrait as _};
    let change = principal::ActiveModel { id: Set(world.mia), roles: Set(roles.to_owned()), ..Default::default() };
    let update = principal::Entity::update(change);
    world
        .store
        .write(|transaction| Box::pin(async move { Ok(update.exec(transaction).await.map(drop)?) }))
        .await
        .unwrap();
}

#[tokio::test]
async fn states_are_taken_from_url_tokens_and_programs_with_the_role_alone() {
    let world = World::new().await;
    let by_url = world.gate.admit_source(&bearer("odg_good")).await.unwrap();
    assert!(matches!(by_url, StateSource::UrlToken(reporter) if reporter.account.uuid() == Uuid::from_u128(8)));
    let service = program(&world, &[Role::Service]).await;
    let by_program = world.gate.admit_source(&bearer(&service)).await.unwrap();
    assert!(matches!(by_program, StateSource::Program(caller) if caller.account == world.account));

    let unknown = world.gate.admit_source(&bearer("odg_bad")).await.unwrap_err();
    assert_eq!(why(&unknown.into()), unauthenticated("TOKEN_INVALID"));
    let nobody = world.gate.admit_source(&MetadataMap::new()).await.unwrap_err();
    assert_eq!(why(&nobody.into()), unauthenticated("TOKEN_MISSING"));
    for token in [program(&world, &[Role::Admin]).await, token_of(&world, EMAIL).await] {
        let refused = world.gate.admit_source(&bearer(&token)).await.unwrap_err();
        assert_eq!(why(&refused.into()), (Code::PermissionDenied, "FORBIDDEN".to_owned()));
    }
}

#[tokio::test]
async fn a_url_token_opens_nothing_but_reporting() {
    let world = World::new().await;
    let refused = world.gate.admit(&bearer("odg_good"), WATCH).await.unwrap_err();
    assert_eq!(why(&refused.into()), unauthenticated("TOKEN_INVALID"));
}
