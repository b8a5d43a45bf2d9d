//! Creates, lists, changes and deletes groups.

use std::collections::BTreeSet;

use kadans_proto::v1::{
    self, CreateGroupRequest, CreateGroupResponse, DeleteGroupRequest, DeleteGroupResponse, ListGroupsRequest,
    ListGroupsResponse, UpdateGroupRequest, UpdateGroupResponse,
};

use super::planning_units::visible;
use crate::{
    auth::caller::Caller,
    domain::ids::{EmployeeId, GroupId},
    rpc::{
        error::RpcError,
        page::Pages,
        read::Reader,
        taken::GROUP_NAME,
        update::{Mask, read_etag},
    },
    store::{
        Store, employees,
        groups::{self, Group, GroupUpdate, NewGroup},
    },
};

const LONGEST_NAME: usize = 100;
const MOST_EMPLOYEES: usize = 10_000;

/// Most groups that one employee can be in, and that one request can name.
const MOST_GROUPS: usize = 1_000;

pub(super) async fn create(
    store: &Store,
    caller: &Caller,
    request: CreateGroupRequest,
) -> Result<CreateGroupResponse, RpcError> {
    let mut reader = Reader::new();
    let name = reader.text("name", &request.name, LONGEST_NAME);
    let employees = read_employees(store, caller, &mut reader, "employee_ids", &request.employee_ids).await?;
    if groups::name_is_taken(store, caller.account, &name, None).await? {
        GROUP_NAME.refuse(&mut reader);
    }
    reader.finish()?;
    let created = groups::create(store, NewGroup { name, employees }, caller.author()).await;
    let created = created.map_err(|error| GROUP_NAME.explain(error))?;
    Ok(CreateGroupResponse { group: Some(render(created)) })
}

pub(super) async fn list(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListGroupsRequest,
) -> Result<ListGroupsResponse, RpcError> {
    let mut reader = Reader::new();
    let list = pages.list("ListGroups", caller.account, &());
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    reader.finish()?;
    let rows = groups::list(store, caller.account, &visible(caller), &page).await?;
    Ok(ListGroupsResponse {
        groups: rows.rows.into_iter().map(render).collect(),
        next_page_token: list.token(rows.next.as_ref()),
    })
}

pub(super) async fn update(
    store: &Store,
    caller: &Caller,
    request: UpdateGroupRequest,
) -> Result<UpdateGroupResponse, RpcError> {
    let given = request.group.unwrap_or_default();
    let mut reader = Reader::new();
    let id: Option<GroupId> = reader.id("group.id", &given.id);
    let mask = Mask::read(&mut reader, request.update_mask.as_ref(), &["name"]);
    let moves = !request.add_employee_ids.is_empty() || !request.remove_employee_ids.is_empty();
    // Whoever moves employees, and says nothing of the name, keeps it.
    let keeps_name = moves && request.update_mask.is_none() && given.name.is_empty();
    let renames = mask.has("name") && !keeps_name;
    let name = renames.then(|| reader.text("group.name", &given.name, LONGEST_NAME));
    let add = read_employees(store, caller, &mut reader, "add_employee_ids", &request.add_employee_ids).await?;
    let remove = read_ids(&mut reader, "remove_employee_ids", &request.remove_employee_ids);
    let remove = remove.into_iter().map(|(_, id)| id).collect();
    if let Some(name) = &name
        && groups::name_is_taken(store, caller.account, name, id).await?
    {
        GROUP_NAME.at("group.name").refuse(&mut reader);
    }
    let id = reader.finish_with(id)?;
    let update = GroupUpdate { name, add, remove };
    let updated = groups::update(store, id, read_etag(&given.etag)?, update, caller.author()).await;
    updated.map_err(|error| GROUP_NAME.at("group.name").explain(error))?;
    let group = groups::get(store, caller.account, &visible(caller), id).await?;
    Ok(UpdateGroupResponse { group: Some(render(group)) })
}

pub(super) async fn delete(
    store: &Store,
    caller: &Caller,
    request: DeleteGroupRequest,
) -> Result<DeleteGroupResponse, RpcError> {
    let mut reader = Reader::new();
    let id = reader.id("id", &request.id);
    groups::delete(store, reader.finish_with(id)?, caller.author()).await?;
    Ok(DeleteGroupResponse {})
}

/// Reads the groups of an employee; another account's reads as if it were not there.
pub(super) async fn read_groups(
    store: &Store,
    caller: &Caller,
    reader: &mut Reader,
    field: &str,
    ids: &[String],
) -> Result<BTreeSet<GroupId>, RpcError> {
    if ids.len() > MOST_GROUPS {
        reader.refuse(field, "TOO_MANY", format!("must be at most {MOST_GROUPS}"));
        return Ok(BTreeSet::new());
    }
    let read: Vec<(usize, GroupId)> =
        ids.iter().enumerate().filter_map(|(at, id)| Some((at, reader.id(&format!("{field}[{at}]"), id)?))).collect();
    let known = groups::existing(store, caller.account, read.iter().map(|(_, id)| *id)).await?;
    for (at, _) in read.iter().filter(|(_, id)| !known.contains(id)) {
        reader.refuse(format!("{field}[{at}]"), "NOT_FOUND", "must be the id of a group");
    }
    Ok(read.into_iter().map(|(_, id)| id).collect())
}

async fn read_employees(
    store: &Store,
    caller: &Caller,
    reader: &mut Reader,
    field: &str,
    ids: &[String],
) -> Result<BTreeSet<EmployeeId>, RpcError> {
    let read = read_ids(reader, field, ids);
    let known = employees::existing(store, caller.account, read.iter().map(|(_, id)| *id)).await?;
    for (at, _) in read.iter().filter(|(_, id)| !known.contains(id)) {
        reader.refuse(format!("{field}[{at}]"), "NOT_FOUND", "must be the id of an employee");
    }
    Ok(read.into_iter().map(|(_, id)| id).collect())
}

fn read_ids(reader: &mut Reader, field: &str, ids: &[String]) -> Vec<(usize, EmployeeId)> {
    if ids.len() > MOST_EMPLOYEES {
        reader.refuse(field, "TOO_MANY", format!("must be at most {MOST_EMPLOYEES}"));
        return Vec::new();
    }
    ids.iter().enumerate().filter_map(|(at, id)| Some((at, reader.id(&format!("{field}[{at}]"), id)?))).collect()
}

fn render(group: Group) -> v1::Group {
    v1::Group {
        id: group.id.to_string(),
        name: group.name,
        employee_count: i32::try_from(group.employees).unwrap_or(i32::MAX),
        etag: group.revision.to_string(),
    }
}
