//! Creates and lists planning units.

use kadans_proto::v1::{
    self, CreatePlanningUnitRequest, CreatePlanningUnitResponse, ListPlanningUnitsRequest, ListPlanningUnitsResponse,
};

use crate::{
    auth::caller::{Caller, UnitScope},
    rpc::{error::RpcError, page::Pages, read::Reader, taken::PLANNING_UNIT_NAME},
    store::{
        Store, accounts,
        planning_units::{self, NewPlanningUnit, PlanningUnit, Units},
    },
};

const LONGEST_NAME: usize = 100;

pub(super) async fn create(
    store: &Store,
    caller: &Caller,
    request: CreatePlanningUnitRequest,
) -> Result<CreatePlanningUnitResponse, RpcError> {
    let account = accounts::get(store, caller.account).await?;
    let mut reader = Reader::new();
    let name = reader.text("name", &request.name, LONGEST_NAME);
    let zone = reader.zone("time_zone", &request.time_zone, &account.zone);
    if planning_units::name_is_taken(store, caller.account, &name).await? {
        PLANNING_UNIT_NAME.refuse(&mut reader);
    }
    reader.finish()?;
    let created = planning_units::create(store, caller.account, NewPlanningUnit { name, zone }).await;
    let created = created.map_err(|error| PLANNING_UNIT_NAME.explain(error))?;
    Ok(CreatePlanningUnitResponse { planning_unit: Some(render(created)) })
}

pub(super) async fn list(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListPlanningUnitsRequest,
) -> Result<ListPlanningUnitsResponse, RpcError> {
    let mut reader = Reader::new();
    let list = pages.list("ListPlanningUnits", caller.account, &());
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    reader.finish()?;
    let rows = planning_units::list(store, caller.account, &visible(caller), &page).await?;
    Ok(ListPlanningUnitsResponse {
        planning_units: rows.rows.into_iter().map(render).collect(),
        next_page_token: list.token(rows.next.as_ref()),
    })
}

/// The planning units the caller sees, for the store.
pub(super) fn visible(caller: &Caller) -> Units {
    match &caller.units {
        UnitScope::All => None,
        UnitScope::Only(units) => Some(units.clone()),
    }
}

fn render(unit: PlanningUnit) -> v1::PlanningUnit {
    v1::PlanningUnit {
        etag: String::new(),
        id: unit.id.to_string(),
        name: unit.name,
        time_zone: unit.zone,
        employee_count: i32::try_from(unit.employees).unwrap_or(i32::MAX),
    }
}
