//! Lists and creates external users, and assigns them to employees.

use std::collections::BTreeMap;

use kadans_proto::v1::{
    self, AssignExternalUsersRequest, AssignExternalUsersResponse, Assignment, CreateExternalUserRequest,
    CreateExternalUserResponse, ListExternalUsersRequest, ListExternalUsersResponse, UnassignExternalUsersRequest,
    UnassignExternalUsersResponse, UnassignMode,
};

use super::LARGEST_BATCH;
use crate::{
    auth::caller::Caller,
    domain::ids::{EmployeeId, ExternalUserId, IntegrationId},
    rpc::{
        error::RpcError,
        page::Pages,
        read::{Reader, timestamp},
        taken::IDENTIFIER,
    },
    store::{
        Store, StoreError,
        assignments::{self, Unassign},
        employees,
        external_users::{self, ExternalUser, ExternalUserFilter},
        integrations,
    },
};

const LONGEST_SEARCH: usize = 200;
const LONGEST_IDENTIFIER: usize = 200;

pub(super) async fn list(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListExternalUsersRequest,
) -> Result<ListExternalUsersResponse, RpcError> {
    let mut reader = Reader::new();
    let filter = ExternalUserFilter {
        integration: reader.optional_id("integration_id", &request.integration_id),
        only_unassigned: request.only_unassigned,
        search: reader.optional_text("search", &request.search, LONGEST_SEARCH),
    };
    let list = pages.list("ListExternalUsers", caller.account, &filter);
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    reader.finish()?;
    let rows = external_users::list(store, caller.account, &filter, &page).await?;
    let total = external_users::count(store, caller.account, &filter).await?;
    let unassigned = ExternalUserFilter { only_unassigned: true, ..ExternalUserFilter::default() };
    let unassigned = external_users::count(store, caller.account, &unassigned).await?;
    Ok(ListExternalUsersResponse {
        external_users: rows.rows.into_iter().map(render).collect(),
        next_page_token: list.token(rows.next.as_ref()),
        total_size: i32::try_from(total).unwrap_or(i32::MAX),
        unassigned_size: i32::try_from(unassigned).unwrap_or(i32::MAX),
    })
}

pub(super) async fn assign(
    store: &Store,
    caller: &Caller,
    request: AssignExternalUsersRequest,
) -> Result<AssignExternalUsersResponse, RpcError> {
    let wanted = read_assignments(store, caller, &request.assignments).await?;
    let in_order: Vec<ExternalUserId> = wanted.iter().map(|(user, _)| *user).collect();
    assignments::assign(store, wanted.into_iter().collect(), caller.author()).await?;
    Ok(AssignExternalUsersResponse { external_users: shown(store, caller, &in_order).await? })
}

pub(super) async fn create(
    store: &Store,
    caller: &Caller,
    request: CreateExternalUserRequest,
) -> Result<CreateExternalUserResponse, RpcError> {
    let mut reader = Reader::new();
    let integration: Option<IntegrationId> = reader.id("integration_id", &request.integration_id);
    let identifier = reader.text("identifier", &request.identifier, LONGEST_IDENTIFIER);
    if let Some(integration) = integration {
        match integrations::get(store, caller.account, integration).await {
            Ok(_) => {
                if external_users::is_known(store, caller.account, integration, &identifier).await? {
                    IDENTIFIER.refuse(&mut reader);
                }
            }
            Err(StoreError::NotFound) => {
                reader.refuse("integration_id", "NOT_FOUND", "must be the id of an integration");
            }
            Err(error) => return Err(error.into()),
        }
    }
    let integration = reader.finish_with(integration)?;
    let created = external_users::create(store, integration, identifier, caller.author()).await;
    let created = created.map_err(|error| IDENTIFIER.explain(error))?;
    let external_user = shown(store, caller, &[created]).await?.pop();
    Ok(CreateExternalUserResponse { external_user })
}

pub(super) async fn unassign(
    store: &Store,
    caller: &Caller,
    request: UnassignExternalUsersRequest,
) -> Result<UnassignExternalUsersResponse, RpcError> {
    let mut reader = Reader::new();
    let mode = match request.mode() {
        UnassignMode::End => Some(Unassign::End),
        UnassignMode::Undo => Some(Unassign::Undo),
        UnassignMode::Unspecified => {
            let description = "must say from when on: from now on (END), or as if never assigned (UNDO)";
            reader.refuse("mode", "REQUIRED", description);
            None
        }
    };
    let in_order = read_users(store, caller, &mut reader, &request.external_user_ids).await?;
    let mode = reader.finish_with(mode)?;
    assignments::unassign(store, in_order.iter().copied().collect(), mode, caller.author()).await?;
    Ok(UnassignExternalUsersResponse { external_users: shown(store, caller, &in_order).await? })
}

async fn shown(store: &Store, caller: &Caller, ids: &[ExternalUserId]) -> Result<Vec<v1::ExternalUser>, RpcError> {
    let mut users = external_users::find(store, caller.account, ids.iter().copied()).await?;
    ids.iter().map(|id| users.remove(id).map(render).ok_or(RpcError::NotFound)).collect()
}

/// Reads ids of external users; another account's reads as if it were not there.
async fn read_users(
    store: &Store,
    caller: &Caller,
    reader: &mut Reader,
    ids: &[String],
) -> Result<Vec<ExternalUserId>, RpcError> {
    if ids.len() > LARGEST_BATCH {
        reader.refuse("external_user_ids", "TOO_MANY", format!("must be at most {LARGEST_BATCH}"));
        return Ok(Vec::new());
    }
    let mut first_seen: BTreeMap<ExternalUserId, usize> = BTreeMap::new();
    let mut read = Vec::with_capacity(ids.len());
    for (at, id) in ids.iter().enumerate() {
        let field = format!("external_user_ids[{at}]");
        let Some(id) = reader.id(&field, id) else { continue };
        if let Some(first) = first_seen.insert(id, at) {
            reader.refuse(field, "REPEATED", format!("must not be in external_user_ids[{first}] already"));
        }
        read.push((at, id));
    }
    let known = external_users::find(store, caller.account, read.iter().map(|(_, id)| *id)).await?;
    for (at, _) in read.iter().filter(|(_, id)| !known.contains_key(id)) {
        reader.refuse(format!("external_user_ids[{at}]"), "NOT_FOUND", "must be the id of an external user");
    }
    Ok(read.into_iter().map(|(_, id)| id).collect())
}

/// Reads all assignments and looks for what they name; another account's reads as if it were not there.
async fn read_assignments(
    store: &Store,
    caller: &Caller,
    assignments: &[Assignment],
) -> Result<Vec<(ExternalUserId, EmployeeId)>, RpcError> {
    let mut reader = Reader::new();
    if assignments.len() > LARGEST_BATCH {
        reader.refuse("assignments", "TOO_MANY", format!("must be at most {LARGEST_BATCH}"));
        reader.finish()?;
        return Ok(Vec::new());
    }
    let mut first_seen: BTreeMap<ExternalUserId, usize> = BTreeMap::new();
    let mut read = Vec::with_capacity(assignments.len());
    for (at, assignment) in assignments.iter().enumerate() {
        let (user_field, employee_field) = (user_field(at), employee_field(at));
        let user: Option<ExternalUserId> = reader.id(&user_field, &assignment.external_user_id);
        let employee: Option<EmployeeId> = reader.id(&employee_field, &assignment.employee_id);
        if let Some(first) = user.and_then(|user| first_seen.insert(user, at)) {
            reader.refuse(user_field, "REPEATED", format!("must not be in assignments[{first}] already"));
        }
        read.push((user, employee));
    }
    let users = external_users::find(store, caller.account, read.iter().filter_map(|(user, _)| *user)).await?;
    let employees = employees::existing(store, caller.account, read.iter().filter_map(|(_, id)| *id)).await?;
    for (at, (user, employee)) in read.iter().enumerate() {
        if user.is_some_and(|user| !users.contains_key(&user)) {
            reader.refuse(user_field(at), "NOT_FOUND", "must be the id of an external user");
        }
        if employee.is_some_and(|employee| !employees.contains(&employee)) {
            reader.refuse(employee_field(at), "NOT_FOUND", "must be the id of an employee");
        }
    }
    reader.finish_with(read.into_iter().map(|(user, employee)| user.zip(employee)).collect())
}

fn user_field(at: usize) -> String {
    format!("assignments[{at}].external_user_id")
}

fn employee_field(at: usize) -> String {
    format!("assignments[{at}].employee_id")
}

pub(super) fn render(user: ExternalUser) -> v1::ExternalUser {
    let (employee_id, employee_name) = match user.employee {
        Some((id, name)) => (id.to_string(), name),
        None => (String::new(), String::new()),
    };
    v1::ExternalUser {
        id: user.id.to_string(),
        integration_id: user.integration.to_string(),
        identifier: user.identifier,
        first_seen_time: user.first_seen_at.map(timestamp),
        last_seen_time: user.last_seen_at.map(timestamp),
        employee_id,
        employee_name,
    }
}
