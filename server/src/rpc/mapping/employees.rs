//! Creates, lists, changes and deletes employees.

use std::collections::BTreeSet;

use kadans_proto::v1::{
    self, CreateEmployeeRequest, CreateEmployeeResponse, DeleteEmployeeRequest, DeleteEmployeeResponse,
    ListEmployeesRequest, ListEmployeesResponse, UpdateEmployeeRequest, UpdateEmployeeResponse,
};

use super::{external_users, groups::read_groups, planning_units::visible};
use crate::{
    auth::caller::Caller,
    domain::ids::{EmployeeId, GroupId, PlanningUnitId},
    rpc::{
        error::RpcError,
        page::Pages,
        read::Reader,
        taken::PERSONNEL_NUMBER,
        update::{Mask, read_etag},
    },
    store::{
        Store,
        employees::{self, Employee, EmployeeFilter, EmployeeUpdate, NewEmployee},
        planning_units,
    },
};

pub(super) const LONGEST_NAME: usize = 200;
/// RFC 5321 allows an address of 254 characters.
const LONGEST_EMAIL: usize = 254;
pub(super) const LONGEST_NUMBER: usize = 100;
const LONGEST_SEARCH: usize = 200;
const MOST_IDS: usize = 1000;

/// The fields that can be replaced.
const FIELDS: [&str; 5] = ["name", "email", "personnel_number", "planning_unit_id", "group_ids"];

pub(super) async fn create(
    store: &Store,
    caller: &Caller,
    request: CreateEmployeeRequest,
) -> Result<CreateEmployeeResponse, RpcError> {
    let mut reader = Reader::new();
    let name = reader.text("name", &request.name, LONGEST_NAME);
    let email = read_email(&mut reader, "email", &request.email);
    let personnel_number = reader.optional_text("personnel_number", &request.personnel_number, LONGEST_NUMBER);
    let unit = read_unit(store, caller, &mut reader, "planning_unit_id", &request.planning_unit_id).await?;
    let groups = read_groups(store, caller, &mut reader, "group_ids", &request.group_ids).await?;
    if employees::personnel_number_is_taken(store, caller.account, &personnel_number, None).await? {
        PERSONNEL_NUMBER.refuse(&mut reader);
    }
    let new = NewEmployee { name, email, personnel_number, unit: reader.finish_with(unit)?, groups };
    let created = employees::create(store, new, caller.author()).await;
    let created = created.map_err(|error| PERSONNEL_NUMBER.explain(error))?;
    Ok(CreateEmployeeResponse { employee: Some(render(created)) })
}

pub(super) async fn list(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListEmployeesRequest,
) -> Result<ListEmployeesResponse, RpcError> {
    let mut reader = Reader::new();
    let asked: BTreeSet<PlanningUnitId> = read_ids(&mut reader, "planning_unit_ids", &request.planning_unit_ids);
    let groups: BTreeSet<GroupId> = read_ids(&mut reader, "group_ids", &request.group_ids);
    let search = reader.optional_text("search", &request.search, LONGEST_SEARCH);
    let list = pages.list("ListEmployees", caller.account, &(&asked, &groups, &search, request.only_unassigned));
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    reader.finish()?;
    let units = match (visible(caller), asked.is_empty()) {
        (visible, true) => visible,
        (None, false) => Some(asked),
        (Some(visible), false) => Some(&visible & &asked),
    };
    let filter = EmployeeFilter { units, search, only_unassigned: request.only_unassigned, groups };
    let rows = employees::list(store, caller.account, &filter, &page).await?;
    let total = employees::count(store, caller.account, &filter).await?;
    Ok(ListEmployeesResponse {
        employees: rows.rows.into_iter().map(render).collect(),
        next_page_token: list.token(rows.next.as_ref()),
        total_size: i32::try_from(total).unwrap_or(i32::MAX),
    })
}

pub(super) async fn update(
    store: &Store,
    caller: &Caller,
    request: UpdateEmployeeRequest,
) -> Result<UpdateEmployeeResponse, RpcError> {
    let given = request.employee.unwrap_or_default();
    let mut reader = Reader::new();
    let id: Option<EmployeeId> = reader.id("employee.id", &given.id);
    let mask = Mask::read(&mut reader, request.update_mask.as_ref(), &FIELDS);
    let name = mask.read_field("name", || reader.text("employee.name", &given.name, LONGEST_NAME));
    let email = mask.read_field("email", || read_email(&mut reader, "employee.email", &given.email));
    let personnel_number = mask.read_field("personnel_number", || {
        reader.optional_text("employee.personnel_number", &given.personnel_number, LONGEST_NUMBER)
    });
    let unit = if mask.has("planning_unit_id") {
        read_unit(store, caller, &mut reader, "employee.planning_unit_id", &given.planning_unit_id).await?
    } else {
        None
    };
    let groups = if mask.has("group_ids") {
        Some(read_groups(store, caller, &mut reader, "employee.group_ids", &given.group_ids).await?)
    } else {
        None
    };
    if let Some(number) = &personnel_number
        && employees::personnel_number_is_taken(store, caller.account, number, id).await?
    {
        PERSONNEL_NUMBER.at("employee.personnel_number").refuse(&mut reader);
    }
    let id = reader.finish_with(id)?;
    require(store, caller, id).await?;
    let update = EmployeeUpdate { name, email, personnel_number, unit, groups };
    let updated = employees::update(store, id, read_etag(&given.etag)?, update, caller.author()).await;
    let updated = updated.map_err(|error| PERSONNEL_NUMBER.at("employee.personnel_number").explain(error))?;
    Ok(UpdateEmployeeResponse { employee: Some(render(updated)) })
}

pub(super) async fn delete(
    store: &Store,
    caller: &Caller,
    request: DeleteEmployeeRequest,
) -> Result<DeleteEmployeeResponse, RpcError> {
    let mut reader = Reader::new();
    let id = reader.id("id", &request.id);
    let id: EmployeeId = reader.finish_with(id)?;
    require(store, caller, id).await?;
    employees::delete(store, id, request.force, caller.author()).await?;
    Ok(DeleteEmployeeResponse {})
}

/// Refuses an employee whom the caller does not see: as if it were not there.
async fn require(store: &Store, caller: &Caller, id: EmployeeId) -> Result<(), RpcError> {
    caller.require_unit(employees::get(store, caller.account, id).await?.unit)
}

async fn read_unit(
    store: &Store,
    caller: &Caller,
    reader: &mut Reader,
    field: &str,
    id: &str,
) -> Result<Option<PlanningUnitId>, RpcError> {
    let unit = reader.id(field, id);
    if let Some(unit) = unit
        && !(caller.units.contains(unit) && planning_units::exists(store, caller.account, unit).await?)
    {
        reader.refuse(field, "NOT_FOUND", "must be the id of a planning unit");
    }
    Ok(unit)
}

fn read_ids<T: From<uuid::Uuid> + Ord>(reader: &mut Reader, field: &str, ids: &[String]) -> BTreeSet<T> {
    if ids.len() > MOST_IDS {
        reader.refuse(field, "TOO_MANY", format!("must be at most {MOST_IDS}"));
        return BTreeSet::new();
    }
    ids.iter().enumerate().filter_map(|(at, id)| reader.id(&format!("{field}[{at}]"), id)).collect()
}

/// Only what can't be an address is refused: whether one works, only a mail can tell.
pub(super) fn read_email(reader: &mut Reader, field: &str, email: &str) -> String {
    let email = reader.optional_text(field, email, LONGEST_EMAIL);
    let plausible = |(name, host): (&str, &str)| !name.is_empty() && !host.is_empty();
    if !email.is_empty() && (email.contains(char::is_whitespace) || !email.rsplit_once('@').is_some_and(plausible)) {
        reader.refuse(field, "NOT_AN_EMAIL", "must be an e-mail address such as ana@example.com, or empty");
    }
    email
}

pub(in crate::rpc) fn render(employee: Employee) -> v1::Employee {
    v1::Employee {
        etag: employee.revision.to_string(),
        group_ids: employee.groups.iter().map(ToString::to_string).collect(),
        id: employee.id.to_string(),
        name: employee.name,
        email: employee.email,
        personnel_number: employee.personnel_number,
        planning_unit_id: employee.unit.to_string(),
        external_users: employee.external_users.into_iter().map(external_users::render).collect(),
    }
}
