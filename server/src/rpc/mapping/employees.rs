//! Creates and lists employees.

use std::collections::BTreeSet;

use kadans_proto::v1::{
    self, CreateEmployeeRequest, CreateEmployeeResponse, ListEmployeesRequest, ListEmployeesResponse,
};

use super::{external_users, planning_units::visible};
use crate::{
    auth::caller::Caller,
    domain::ids::PlanningUnitId,
    rpc::{error::RpcError, page::Pages, read::Reader, taken::PERSONNEL_NUMBER},
    store::{
        Store,
        employees::{self, Employee, EmployeeFilter, NewEmployee},
        planning_units,
    },
};

const LONGEST_NAME: usize = 200;
/// RFC 5321 allows an address of 254 characters.
const LONGEST_EMAIL: usize = 254;
const LONGEST_NUMBER: usize = 100;
const LONGEST_SEARCH: usize = 200;
const MOST_UNITS: usize = 1000;

pub(super) async fn create(
    store: &Store,
    caller: &Caller,
    request: CreateEmployeeRequest,
) -> Result<CreateEmployeeResponse, RpcError> {
    let mut reader = Reader::new();
    let name = reader.text("name", &request.name, LONGEST_NAME);
    let email = read_email(&mut reader, &request.email);
    let personnel_number = reader.optional_text("personnel_number", &request.personnel_number, LONGEST_NUMBER);
    let unit = reader.id("planning_unit_id", &request.planning_unit_id);
    if let Some(unit) = unit
        && !(caller.units.contains(unit) && planning_units::exists(store, caller.account, unit).await?)
    {
        reader.refuse("planning_unit_id", "NOT_FOUND", "must be the id of a planning unit");
    }
    if employees::personnel_number_is_taken(store, caller.account, &personnel_number).await? {
        PERSONNEL_NUMBER.refuse(&mut reader);
    }
    let new = NewEmployee { name, email, personnel_number, unit: reader.finish_with(unit)? };
    let created = employees::create(store, caller.account, new).await;
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
    let asked = read_units(&mut reader, &request.planning_unit_ids);
    let search = reader.optional_text("search", &request.search, LONGEST_SEARCH);
    let list = pages.list("ListEmployees", caller.account, &(&asked, &search, request.only_unassigned));
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    reader.finish()?;
    let units = match (visible(caller), asked.is_empty()) {
        (visible, true) => visible,
        (None, false) => Some(asked),
        (Some(visible), false) => Some(&visible & &asked),
    };
    let filter = EmployeeFilter { units, search, only_unassigned: request.only_unassigned };
    let rows = employees::list(store, caller.account, &filter, &page).await?;
    let total = employees::count(store, caller.account, &filter).await?;
    Ok(ListEmployeesResponse {
        employees: rows.rows.into_iter().map(render).collect(),
        next_page_token: list.token(rows.next.as_ref()),
        total_size: i32::try_from(total).unwrap_or(i32::MAX),
    })
}

fn read_units(reader: &mut Reader, ids: &[String]) -> BTreeSet<PlanningUnitId> {
    if ids.len() > MOST_UNITS {
        reader.refuse("planning_unit_ids", "TOO_MANY", format!("must be at most {MOST_UNITS}"));
        return BTreeSet::new();
    }
    let ids = ids.iter().enumerate();
    ids.filter_map(|(at, id)| reader.id(&format!("planning_unit_ids[{at}]"), id)).collect()
}

/// Only what can't be an address is refused: whether one works, only a mail can tell.
fn read_email(reader: &mut Reader, email: &str) -> String {
    let email = reader.optional_text("email", email, LONGEST_EMAIL);
    let plausible = |(name, host): (&str, &str)| !name.is_empty() && !host.is_empty();
    if !email.is_empty() && (email.contains(char::is_whitespace) || !email.rsplit_once('@').is_some_and(plausible)) {
        reader.refuse("email", "NOT_AN_EMAIL", "must be an e-mail address such as ana@example.com, or empty");
    }
    email
}

pub(in crate::rpc) fn render(employee: Employee) -> v1::Employee {
    v1::Employee {
        etag: String::new(),
        group_ids: Vec::new(),
        id: employee.id.to_string(),
        name: employee.name,
        email: employee.email,
        personnel_number: employee.personnel_number,
        planning_unit_id: employee.unit.to_string(),
        external_users: employee.external_users.into_iter().map(external_users::render).collect(),
    }
}
