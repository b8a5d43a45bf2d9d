//! `MappingService`: who is who and what is what.

mod activities;
mod employee_import;
mod employees;
mod external_statuses;
mod external_users;
mod groups;
mod matches;
mod planning_units;
mod status_meanings;
mod types;

#[cfg(test)]
mod tests;

use kadans_proto::v1::{
    AssignExternalUsersRequest, AssignExternalUsersResponse, CreateActivityRequest, CreateActivityResponse,
    CreateEmployeeRequest, CreateEmployeeResponse, CreateExternalUserRequest, CreateExternalUserResponse,
    CreateGroupRequest, CreateGroupResponse, CreatePlanningUnitRequest, CreatePlanningUnitResponse,
    DeleteActivityRequest, DeleteActivityResponse, DeleteEmployeeRequest, DeleteEmployeeResponse, DeleteGroupRequest,
    DeleteGroupResponse, DeletePlanningUnitRequest, DeletePlanningUnitResponse, GetActivityMatchesRequest,
    GetActivityMatchesResponse, ImportEmployeesRequest, ImportEmployeesResponse, ListActivitiesRequest,
    ListActivitiesResponse, ListEmployeesRequest, ListEmployeesResponse, ListExternalStatusesRequest,
    ListExternalStatusesResponse, ListExternalUsersRequest, ListExternalUsersResponse, ListGroupsRequest,
    ListGroupsResponse, ListPlanningUnitsRequest, ListPlanningUnitsResponse, MapExternalStatusesRequest,
    MapExternalStatusesResponse, UnassignExternalUsersRequest, UnassignExternalUsersResponse,
    UpdateActivityMatchesRequest, UpdateActivityMatchesResponse, UpdateActivityRequest, UpdateActivityResponse,
    UpdateEmployeeRequest, UpdateEmployeeResponse, UpdateGroupRequest, UpdateGroupResponse, UpdatePlanningUnitRequest,
    UpdatePlanningUnitResponse, mapping_service_server::MappingService,
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
        let caller = self.gate.admit(&request, "MappingService/CreatePlanningUnit").await?;
        Ok(Response::new(planning_units::create(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_planning_units(
        &self,
        request: Request<ListPlanningUnitsRequest>,
    ) -> Answer<ListPlanningUnitsResponse> {
        let caller = self.gate.admit(&request, "MappingService/ListPlanningUnits").await?;
        Ok(Response::new(planning_units::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn create_employee(&self, request: Request<CreateEmployeeRequest>) -> Answer<CreateEmployeeResponse> {
        let caller = self.gate.admit(&request, "MappingService/CreateEmployee").await?;
        Ok(Response::new(employees::create(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_employees(&self, request: Request<ListEmployeesRequest>) -> Answer<ListEmployeesResponse> {
        let caller = self.gate.admit(&request, "MappingService/ListEmployees").await?;
        Ok(Response::new(employees::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn create_activity(&self, request: Request<CreateActivityRequest>) -> Answer<CreateActivityResponse> {
        let caller = self.gate.admit(&request, "MappingService/CreateActivity").await?;
        Ok(Response::new(activities::create(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_activities(&self, request: Request<ListActivitiesRequest>) -> Answer<ListActivitiesResponse> {
        let caller = self.gate.admit(&request, "MappingService/ListActivities").await?;
        Ok(Response::new(activities::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn list_external_users(
        &self,
        request: Request<ListExternalUsersRequest>,
    ) -> Answer<ListExternalUsersResponse> {
        let caller = self.gate.admit(&request, "MappingService/ListExternalUsers").await?;
        Ok(Response::new(external_users::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn assign_external_users(
        &self,
        request: Request<AssignExternalUsersRequest>,
    ) -> Answer<AssignExternalUsersResponse> {
        let caller = self.gate.admit(&request, "MappingService/AssignExternalUsers").await?;
        Ok(Response::new(external_users::assign(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_external_statuses(
        &self,
        request: Request<ListExternalStatusesRequest>,
    ) -> Answer<ListExternalStatusesResponse> {
        let caller = self.gate.admit(&request, "MappingService/ListExternalStatuses").await?;
        Ok(Response::new(external_statuses::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn map_external_statuses(
        &self,
        request: Request<MapExternalStatusesRequest>,
    ) -> Answer<MapExternalStatusesResponse> {
        let caller = self.gate.admit(&request, "MappingService/MapExternalStatuses").await?;
        Ok(Response::new(external_statuses::map(&self.store, &caller, request.into_inner()).await?))
    }

    async fn get_activity_matches(
        &self,
        request: Request<GetActivityMatchesRequest>,
    ) -> Answer<GetActivityMatchesResponse> {
        let caller = self.gate.admit(&request, "MappingService/GetActivityMatches").await?;
        Ok(Response::new(matches::get(&self.store, &caller, request.into_inner()).await?))
    }

    async fn update_activity_matches(
        &self,
        request: Request<UpdateActivityMatchesRequest>,
    ) -> Answer<UpdateActivityMatchesResponse> {
        let caller = self.gate.admit(&request, "MappingService/UpdateActivityMatches").await?;
        Ok(Response::new(matches::update(&self.store, &caller, request.into_inner()).await?))
    }

    async fn update_planning_unit(
        &self,
        request: Request<UpdatePlanningUnitRequest>,
    ) -> Answer<UpdatePlanningUnitResponse> {
        let caller = self.gate.admit(&request, "MappingService/UpdatePlanningUnit").await?;
        Ok(Response::new(planning_units::update(&self.store, &caller, request.into_inner()).await?))
    }

    async fn delete_planning_unit(
        &self,
        request: Request<DeletePlanningUnitRequest>,
    ) -> Answer<DeletePlanningUnitResponse> {
        let caller = self.gate.admit(&request, "MappingService/DeletePlanningUnit").await?;
        Ok(Response::new(planning_units::delete(&self.store, &caller, request.into_inner()).await?))
    }

    async fn create_group(&self, request: Request<CreateGroupRequest>) -> Answer<CreateGroupResponse> {
        let caller = self.gate.admit(&request, "MappingService/CreateGroup").await?;
        Ok(Response::new(groups::create(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_groups(&self, request: Request<ListGroupsRequest>) -> Answer<ListGroupsResponse> {
        let caller = self.gate.admit(&request, "MappingService/ListGroups").await?;
        Ok(Response::new(groups::list(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn update_group(&self, request: Request<UpdateGroupRequest>) -> Answer<UpdateGroupResponse> {
        let caller = self.gate.admit(&request, "MappingService/UpdateGroup").await?;
        Ok(Response::new(groups::update(&self.store, &caller, request.into_inner()).await?))
    }

    async fn delete_group(&self, request: Request<DeleteGroupRequest>) -> Answer<DeleteGroupResponse> {
        let caller = self.gate.admit(&request, "MappingService/DeleteGroup").await?;
        Ok(Response::new(groups::delete(&self.store, &caller, request.into_inner()).await?))
    }

    async fn update_employee(&self, request: Request<UpdateEmployeeRequest>) -> Answer<UpdateEmployeeResponse> {
        let caller = self.gate.admit(&request, "MappingService/UpdateEmployee").await?;
        Ok(Response::new(employees::update(&self.store, &caller, request.into_inner()).await?))
    }

    async fn delete_employee(&self, request: Request<DeleteEmployeeRequest>) -> Answer<DeleteEmployeeResponse> {
        let caller = self.gate.admit(&request, "MappingService/DeleteEmployee").await?;
        Ok(Response::new(employees::delete(&self.store, &caller, request.into_inner()).await?))
    }

    async fn import_employees(&self, request: Request<ImportEmployeesRequest>) -> Answer<ImportEmployeesResponse> {
        let caller = self.gate.admit(&request, "MappingService/ImportEmployees").await?;
        Ok(Response::new(employee_import::import(&self.store, &caller, request.into_inner()).await?))
    }

    async fn update_activity(&self, request: Request<UpdateActivityRequest>) -> Answer<UpdateActivityResponse> {
        let caller = self.gate.admit(&request, "MappingService/UpdateActivity").await?;
        Ok(Response::new(activities::update(&self.store, &caller, request.into_inner()).await?))
    }

    async fn delete_activity(&self, request: Request<DeleteActivityRequest>) -> Answer<DeleteActivityResponse> {
        let caller = self.gate.admit(&request, "MappingService/DeleteActivity").await?;
        Ok(Response::new(activities::delete(&self.store, &caller, request.into_inner()).await?))
    }

    async fn create_external_user(
        &self,
        request: Request<CreateExternalUserRequest>,
    ) -> Answer<CreateExternalUserResponse> {
        let caller = self.gate.admit(&request, "MappingService/CreateExternalUser").await?;
        Ok(Response::new(external_users::create(&self.store, &caller, request.into_inner()).await?))
    }

    async fn unassign_external_users(
        &self,
        request: Request<UnassignExternalUsersRequest>,
    ) -> Answer<UnassignExternalUsersResponse> {
        let caller = self.gate.admit(&request, "MappingService/UnassignExternalUsers").await?;
        Ok(Response::new(external_users::unassign(&self.store, &caller, request.into_inner()).await?))
    }
}
