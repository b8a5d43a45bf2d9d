//! Lists external users and assigns them to employees.

use std::collections::BTreeMap;

use kadans_proto::v1::{
    self, AssignExternalUsersRequest, AssignExternalUsersResponse, Assignment, ListExternalUsersRequest,
    ListExternalUsersResponse,
};

use super::LARGEST_BATCH;
use crate::{
    auth::caller::Caller,
    domain::ids::{EmployeeId, ExternalUserId},
    rpc::{
        error::RpcError,
        page::Pages,
        read::{Reader, timestamp},
    },
    store::{
        Store, assignments, employees,
        external_users::{self, ExternalUser, ExternalUserFilter},
    },
};

const LONGEST_SEARCH: usize = 200;

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
    assignments::assign(store, caller.account, wanted.into_iter().collect(), caller.principal).await?;
    let mut users = external_users::find(store, caller.account, in_order.iter().copied()).await?;
    let users = in_order.iter().map(|id| users.remove(id).map(render).ok_or(RpcError::NotFound));
    Ok(AssignExternalUsersResponse { external_users: users.collect::<Result<_, _>>()? })
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
        first_seen_time: Some(timestamp(user.first_seen_at)),
        last_seen_time: Some(timestamp(user.last_seen_at)),
        employee_id,
        employee_name,
    }
}
