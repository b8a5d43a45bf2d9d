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
        _: Request<kadans_proto::v1::UpdatePlanningUnitRequest>,
    ) -> Result<Response<kadans_proto::v1::UpdatePlanningUnitResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn delete_planning_unit(
        &self,
        _: Request<kadans_proto::v1::DeletePlanningUnitRequest>,
    ) -> Result<Response<kadans_proto::v1::DeletePlanningUnitResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn create_group(
        &self,
        _: Request<kadans_proto::v1::CreateGroupRequest>,
    ) -> Result<Response<kadans_proto::v1::CreateGroupResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn list_groups(
        &self,
        _: Request<kadans_proto::v1::ListGroupsRequest>,
    ) -> Result<Response<kadans_proto::v1::ListGroupsResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn update_group(
        &self,
        _: Request<kadans_proto::v1::UpdateGroupRequest>,
    ) -> Result<Response<kadans_proto::v1::UpdateGroupResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn delete_group(
        &self,
        _: Request<kadans_proto::v1::DeleteGroupRequest>,
    ) -> Result<Response<kadans_proto::v1::DeleteGroupResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn update_employee(
        &self,
        _: Request<kadans_proto::v1::UpdateEmployeeRequest>,
    ) -> Result<Response<kadans_proto::v1::UpdateEmployeeResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn delete_employee(
        &self,
        _: Request<kadans_proto::v1::DeleteEmployeeRequest>,
    ) -> Result<Response<kadans_proto::v1::DeleteEmployeeResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn import_employees(
        &self,
        _: Request<kadans_proto::v1::ImportEmployeesRequest>,
    ) -> Result<Response<kadans_proto::v1::ImportEmployeesResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn update_activity(
        &self,
        _: Request<kadans_proto::v1::UpdateActivityRequest>,
    ) -> Result<Response<kadans_proto::v1::UpdateActivityResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn delete_activity(
        &self,
        _: Request<kadans_proto::v1::DeleteActivityRequest>,
    ) -> Result<Response<kadans_proto::v1::DeleteActivityResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn create_external_user(
        &self,
        _: Request<kadans_proto::v1::CreateExternalUserRequest>,
    ) -> Result<Response<kadans_proto::v1::CreateExternalUserResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn unassign_external_users(
        &self,
        _: Request<kadans_proto::v1::UnassignExternalUsersRequest>,
    ) -> Result<Response<kadans_proto::v1::UnassignExternalUsersResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }
}
