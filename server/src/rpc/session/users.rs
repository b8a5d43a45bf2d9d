//! Lists, changes, deactivates and reactivates people and programs.

use std::collections::{BTreeSet, HashSet};

use kadans_proto::v1::{
    self, DeactivateUserRequest, DeactivateUserResponse, ListUsersRequest, ListUsersResponse, ReactivateUserRequest,
    ReactivateUserResponse, UpdateUserRequest, UpdateUserResponse,
};
use uuid::Uuid;

use super::render;
use crate::{
    auth::{
        caller::{Caller, Role},
        gate::Gate,
    },
    domain::ids::PlanningUnitId,
    rpc::{error::RpcError, page::Pages, read::Reader},
    store::{
        Store,
        principals::{PrincipalKind, UserUpdate},
    },
};

pub(super) const LONGEST_NAME: usize = 200;
const LONGEST_SEARCH: usize = 200;
const MOST_UNITS: usize = 1000;
const FIELDS: [&str; 3] = ["name", "roles", "planning_unit_ids"];

pub(super) async fn list(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListUsersRequest,
) -> Result<ListUsersResponse, RpcError> {
    let mut reader = Reader::new();
    let search = reader.optional_text("search", &request.search, LONGEST_SEARCH);
    let list = pages.list("ListUsers", caller.account, &search);
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    reader.finish()?;
    let rows = store.users(caller.account, &search, &page).await?;
    Ok(ListUsersResponse {
        users: rows.rows.into_iter().map(render::user).collect(),
        next_page_token: list.token(rows.next.as_ref()),
    })
}

pub(super) async fn update(
    store: &Store,
    gate: &Gate,
    caller: &Caller,
    request: UpdateUserRequest,
) -> Result<UpdateUserResponse, RpcError> {
    let mut reader = Reader::new();
    let Some(given) = request.user else {
        return Err(RpcError::field("user", "REQUIRED", "must be given"));
    };
    let paths = request.update_mask.map(|mask| mask.paths).unwrap_or_default();
    for path in paths.iter().filter(|path| !FIELDS.contains(&path.as_str())) {
        let description = format!("names {path:?}, which is not a field that can be changed: {}", FIELDS.join(", "));
        reader.refuse("update_mask", "UNKNOWN_FIELD", description);
    }
    let wanted = |field: &str| paths.is_empty() || paths.iter().any(|path| path == field);
    let id = reader.id::<Uuid>("user.id", &given.id);
    // Which roles there are to choose from depends on what it is; who isn't there is told so below.
    let kind = match id {
        Some(id) => store.user_kind(caller.account, id).await?.unwrap_or(PrincipalKind::Person),
        None => PrincipalKind::Person,
    };
    let mut update = UserUpdate::default();
    if wanted("name") {
        update.name = Some(reader.text("user.name", &given.name, LONGEST_NAME));
    }
    if wanted("roles") {
        let roles = read_roles(&mut reader, "user.roles", kind, &given.roles);
        update.roles = Some(roles.iter().map(Role::to_string).collect());
    }
    if wanted("planning_unit_ids") {
        let field = "user.planning_unit_ids";
        update.planning_units = Some(read_units(&mut reader, store, caller, field, &given.planning_unit_ids).await?);
    }
    let id = reader.finish_with(id)?;
    let seen = match given.etag.as_str() {
        "" => None,
        etag => Some(etag.parse().map_err(|_| RpcError::Stale)?),
    };
    let user = store.update_user(caller.author(), id, seen, update).await?;
    gate.forget_principal(id);
    Ok(UpdateUserResponse { user: Some(render::user(user)) })
}

pub(super) async fn deactivate(
    store: &Store,
    gate: &Gate,
    caller: &Caller,
    request: DeactivateUserRequest,
) -> Result<DeactivateUserResponse, RpcError> {
    let id = read_id(&request.id)?;
    let user = store.deactivate_user(caller.author(), id).await?;
    gate.forget_principal(id);
    Ok(DeactivateUserResponse { user: Some(render::user(user)) })
}

pub(super) async fn reactivate(
    store: &Store,
    caller: &Caller,
    request: ReactivateUserRequest,
) -> Result<ReactivateUserResponse, RpcError> {
    let user = store.reactivate_user(caller.author(), read_id(&request.id)?).await?;
    Ok(ReactivateUserResponse { user: Some(render::user(user)) })
}

fn read_id(id: &str) -> Result<Uuid, RpcError> {
    let mut reader = Reader::new();
    let id = reader.id("id", id);
    reader.finish_with(id)
}

/// At least one role, each once. Only programs can be services.
pub(super) fn read_roles(reader: &mut Reader, field: &str, kind: PrincipalKind, roles: &[i32]) -> Vec<Role> {
    let mut read = BTreeSet::new();
    if roles.is_empty() {
        reader.refuse(field, "REQUIRED", "must have at least one role");
    }
    for (place, role) in roles.iter().enumerate() {
        let role = match v1::Role::try_from(*role) {
            Ok(v1::Role::Admin) => Some(Role::Admin),
            Ok(v1::Role::Planner) => Some(Role::Planner),
            Ok(v1::Role::Supervisor) => Some(Role::Supervisor),
            Ok(v1::Role::Service) if kind == PrincipalKind::Program => Some(Role::Service),
            _ => None,
        };
        if role.is_none() {
            let description = "must be ROLE_ADMIN, ROLE_PLANNER or ROLE_SUPERVISOR; ROLE_SERVICE is for programs";
            reader.refuse(format!("{field}[{place}]"), "NOT_A_ROLE", description);
        }
        read.extend(role);
    }
    read.into_iter().collect()
}

/// Planning units of the account, each once.
pub(super) async fn read_units(
    reader: &mut Reader,
    store: &Store,
    caller: &Caller,
    field: &str,
    ids: &[String],
) -> Result<Vec<PlanningUnitId>, RpcError> {
    if ids.len() > MOST_UNITS {
        reader.refuse(field, "TOO_MANY", format!("must name at most {MOST_UNITS} planning units"));
        return Ok(Vec::new());
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let known = store.planning_unit_names(caller.account).await?;
    let known: HashSet<PlanningUnitId> = known.into_iter().map(|(id, _)| id).collect();
    let mut units = BTreeSet::new();
    for (place, id) in ids.iter().enumerate() {
        let field = format!("{field}[{place}]");
        let Some(unit) = reader.id(&field, id) else { continue };
        if known.contains(&unit) {
            units.insert(unit);
        } else {
            reader.refuse(field, "NOT_FOUND", "must be the id of a planning unit");
        }
    }
    Ok(units.into_iter().collect())
}
