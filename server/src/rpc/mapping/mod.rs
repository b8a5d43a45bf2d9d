//! `MappingService`: who is who and what is what.

mod activities;
mod employees;
mod external_statuses;
mod external_users;
mod matches;
mod planning_units;
mod status_meanings;
mod types;

#[cfg(test)]
mod tests;

use kadans_proto::v1::{
    AssignExternalUsersRequest, AssignExternalUsersResponse, CreateActivityRequest, CreateActivityResponse,
    CreateEmployeeRequest, CreateEmployeeResponse, CreatePlanningUnitRequest, CreatePlanningUnitResponse,
    GetActivityMatchesRequest, GetActivityMatchesResponse, ListActivitiesRequest, ListActivitiesResponse,
    ListEmployeesRequest, ListEmployeesResponse, ListExternalStatusesRequest, ListExternalStatusesResponse,
    ListExternalUsersRequest, ListExternalUsersResponse, ListPlanningUnitsRequest, ListPlanningUnitsResponse,
    MapExternalStatusesRequest, MapExternalStatusesResponse, UpdateActivityMatchesRequest,
    UpdateActivityMatchesResponse, mapping_service_server::MappingService,
};
use tonic::{Request, Response, Status};

use super::page::Pages;
use crate::{auth::gate::Gate, store::Store};
pub(in crate::rpc) use employees::render as render_employee;

/// At most this many assignments or mappings in one call.
const LARGEST_BATCH: usize = 500;

type Answer<T> = Result<Response<T>, Status>;

/// The service. Cheap to clone.
#[derive(Clone, Debug)]
pub struct MappingRpc {
    store: Store,
    gate: Gate,
    pages: Pages,
}

impl MappingRpc {
    /// The service.
    pub fn new(store: Store, gate: Gate, pages: Pages) -> Self {
        Self { store, gate, pages }
    }
}

#[tonic::async_trait]
impl MappingService for MappingRpc {
    async fn create_planning_unit(
        &self,
        request: Request<CreatePlanningUnitRequest>,
    ) -> Answer<CreatePlanningUnitResponse> {
        let caller = self.gate.admit(request.metadata(), "MappingService/CreatePlanningUnit").await?;
        Ok(Response::new(planning_units::create(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_planning_units(
        &self,
        request: Request<ListPlanningUnitsRequest>,
    ) -> Answer<ListPlanningUnitsResponse> {
        let caller = self.gate.admit(request.metadata(), "MappingService/ListPlanningUnits").await?;
        Ok(Response::new(planning_units::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn create_employee(&self, request: Request<CreateEmployeeRequest>) -> Answer<CreateEmployeeResponse> {
        let caller = self.gate.admit(request.metadata(), "MappingService/CreateEmployee").await?;
        Ok(Response::new(employees::create(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_employees(&self, request: Request<ListEmployeesRequest>) -> Answer<ListEmployeesResponse> {
        let caller = self.gate.admit(request.metadata(), "MappingService/ListEmployees").await?;
        Ok(Response::new(employees::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn create_activity(&self, request: Request<CreateActivityRequest>) -> Answer<CreateActivityResponse> {
        let caller = self.gate.admit(request.metadata(), "MappingService/CreateActivity").await?;
        Ok(Response::new(activities::create(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_activities(&self, request: Request<ListActivitiesRequest>) -> Answer<ListActivitiesResponse> {
        let caller = self.gate.admit(request.metadata(), "MappingService/ListActivities").await?;
        Ok(Response::new(activities::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn list_external_users(
        &self,
        request: Request<ListExternalUsersRequest>,
    ) -> Answer<ListExternalUsersResponse> {
        let caller = self.gate.admit(request.metadata(), "MappingService/ListExternalUsers").await?;
        Ok(Response::new(external_users::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn assign_external_users(
        &self,
        request: Request<AssignExternalUsersRequest>,
    ) -> Answer<AssignExternalUsersResponse> {
        let caller = self.gate.admit(request.metadata(), "MappingService/AssignExternalUsers").await?;
        Ok(Response::new(external_users::assign(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_external_statuses(
        &self,
        request: Request<ListExternalStatusesRequest>,
    ) -> Answer<ListExternalStatusesResponse> {
        let caller = self.gate.admit(request.metadata(), "MappingService/ListExternalStatuses").await?;
        Ok(Response::new(external_statuses::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn map_external_statuses(
        &self,
        request: Request<MapExternalStatusesRequest>,
    ) -> Answer<MapExternalStatusesResponse> {
        let caller = self.gate.admit(request.metadata(), "MappingService/MapExternalStatuses").await?;
        Ok(Response::new(external_statuses::map(&self.store, &caller, request.into_inner()).await?))
    }

    async fn get_activity_matches(
        &self,
        request: Request<GetActivityMatchesRequest>,
    ) -> Answer<GetActivityMatchesResponse> {
        let caller = self.gate.admit(request.metadata(), "MappingService/GetActivityMatches").await?;
        Ok(Response::new(matches::get(&self.store, &caller, request.into_inner()).await?))
    }

    async fn update_activity_matches(
        &self,
        request: Request<UpdateActivityMatchesRequest>,
    ) -> Answer<UpdateActivityMatchesResponse> {
        let caller = self.gate.admit(request.metadata(), "MappingService/UpdateActivityMatches").await?;
        Ok(Response::new(matches::update(&self.store, &caller, request.into_inner()).await?))
    }
}
