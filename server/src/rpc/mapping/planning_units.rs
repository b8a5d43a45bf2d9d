//! Creates, lists, changes and deletes planning units.

use kadans_proto::v1::{
    self, CreatePlanningUnitRequest, CreatePlanningUnitResponse, DeletePlanningUnitRequest, DeletePlanningUnitResponse,
    ListPlanningUnitsRequest, ListPlanningUnitsResponse, UpdatePlanningUnitRequest, UpdatePlanningUnitResponse,
};

use crate::{
    auth::caller::{Caller, UnitScope},
    domain::ids::PlanningUnitId,
    rpc::{
        error::RpcError,
        page::Pages,
        read::Reader,
        taken::PLANNING_UNIT_NAME,
        update::{Mask, read_etag},
    },
    store::{
        Store, accounts,
        planning_units::{self, NewPlanningUnit, PlanningUnit, PlanningUnitUpdate, Units},
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
    if planning_units::name_is_taken(store, caller.account, &name, None).await? {
        PLANNING_UNIT_NAME.refuse(&mut reader);
    }
    reader.finish()?;
    let created = planning_units::create(store, NewPlanningUnit { name, zone }, caller.author()).await;
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

pub(super) async fn update(
    store: &Store,
    caller: &Caller,
    request: UpdatePlanningUnitRequest,
) -> Result<UpdatePlanningUnitResponse, RpcError> {
    let given = request.planning_unit.unwrap_or_default();
    let mut reader = Reader::new();
    let id: Option<PlanningUnitId> = reader.id("planning_unit.id", &given.id);
    let mask = Mask::read(&mut reader, request.update_mask.as_ref(), &["name", "time_zone"]);
    let name = mask.read_field("name", || reader.text("planning_unit.name", &given.name, LONGEST_NAME));
    let zone = mask.read_field("time_zone", || reader.required_zone("planning_unit.time_zone", &given.time_zone));
    if let Some(name) = &name
        && planning_units::name_is_taken(store, caller.account, name, id).await?
    {
        PLANNING_UNIT_NAME.at("planning_unit.name").refuse(&mut reader);
    }
    let id = reader.finish_with(id)?;
    caller.require_unit(id)?;
    let update = PlanningUnitUpdate { name, zone };
    let updated = planning_units::update(store, id, read_etag(&given.etag)?, update, caller.author()).await;
    let updated = updated.map_err(|error| PLANNING_UNIT_NAME.at("planning_unit.name").explain(error))?;
    Ok(UpdatePlanningUnitResponse { planning_unit: Some(render(updated)) })
}

pub(super) async fn delete(
    store: &Store,
    caller: &Caller,
    request: DeletePlanningUnitRequest,
) -> Result<DeletePlanningUnitResponse, RpcError> {
    let mut reader = Reader::new();
    let id = reader.id("id", &request.id);
    let id: PlanningUnitId = reader.finish_with(id)?;
    caller.require_unit(id)?;
    planning_units::delete(store, id, caller.author()).await?;
    Ok(DeletePlanningUnitResponse {})
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
        etag: unit.revision.to_string(),
        id: unit.id.to_string(),
        name: unit.name,
        time_zone: unit.zone,
        employee_count: i32::try_from(unit.employees).unwrap_or(i32::MAX),
    }
}
