//! The adherence service: takes agents' states in, and gives adherence out.

use kadans_proto::v1::{
    CreateAdherenceExceptionRequest, CreateAdherenceExceptionResponse, DeleteAdherenceExceptionRequest,
    DeleteAdherenceExceptionResponse, GetAdherenceSettingsRequest, GetAdherenceSettingsResponse,
    GetPersonAdherenceRequest, GetPersonAdherenceResponse, ImportScheduleRequest, ImportScheduleResponse,
    ListAdherenceExceptionsRequest, ListAdherenceExceptionsResponse, ReportAgentStatesRequest,
    ReportAgentStatesResponse, UpdateAdherenceSettingsRequest, UpdateAdherenceSettingsResponse, WatchAdherenceRequest,
    adherence_service_server as server,
};
use tonic::{Request, Response, Status};

use super::{
    adherence::{
        self, Homes,
        watch::{WatchStream, Watches},
    },
    page::Pages,
};
use crate::{auth::gate::Gate, store::Store};

type Answer<T> = Result<Response<T>, Status>;

/// The service. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AdherenceRpc {
    gate: Gate,
    store: Store,
    pages: Pages,
    homes: Homes,
    watches: Watches,
}

impl AdherenceRpc {
    /// The service for what is in this store.
    pub(crate) fn new(gate: Gate, store: Store, pages: Pages, watches: Watches) -> Self {
        let homes = Homes::new(store.clone());
        Self { gate, store, pages, homes, watches }
    }
}

#[tonic::async_trait]
impl server::AdherenceService for AdherenceRpc {
    type WatchAdherenceStream = WatchStream;
    type StreamAgentStatesStream = std::pin::Pin<
        Box<dyn tokio_stream::Stream<Item = Result<kadans_proto::v1::StreamAgentStatesResponse, Status>> + Send>,
    >;

    async fn report_agent_states(
        &self,
        request: Request<ReportAgentStatesRequest>,
    ) -> Answer<ReportAgentStatesResponse> {
        let source = self.gate.admit_source(&request).await?;
        let request = request.into_inner();
        Ok(Response::new(adherence::report_agent_states(&self.store, &self.homes, &source, request).await?))
    }

    async fn watch_adherence(&self, request: Request<WatchAdherenceRequest>) -> Answer<Self::WatchAdherenceStream> {
        Ok(Response::new(self.watches.watch(request).await?))
    }

    async fn import_schedule(&self, request: Request<ImportScheduleRequest>) -> Answer<ImportScheduleResponse> {
        let caller = self.gate.admit(&request, "AdherenceService/ImportSchedule").await?;
        Ok(Response::new(adherence::import_schedule(&self.store, &caller, request.into_inner()).await?))
    }

    async fn get_adherence_settings(
        &self,
        request: Request<GetAdherenceSettingsRequest>,
    ) -> Answer<GetAdherenceSettingsResponse> {
        let caller = self.gate.admit(&request, "AdherenceService/GetAdherenceSettings").await?;
        Ok(Response::new(adherence::get_settings(&self.store, &caller).await?))
    }

    async fn update_adherence_settings(
        &self,
        request: Request<UpdateAdherenceSettingsRequest>,
    ) -> Answer<UpdateAdherenceSettingsResponse> {
        let caller = self.gate.admit(&request, "AdherenceService/UpdateAdherenceSettings").await?;
        Ok(Response::new(adherence::update_settings(&self.store, &caller, request.into_inner()).await?))
    }

    async fn get_person_adherence(
        &self,
        request: Request<GetPersonAdherenceRequest>,
    ) -> Answer<GetPersonAdherenceResponse> {
        let caller = self.gate.admit(&request, "AdherenceService/GetPersonAdherence").await?;
        Ok(Response::new(adherence::person_adherence(&self.store, &caller, request.into_inner()).await?))
    }

    async fn create_adherence_exception(
        &self,
        request: Request<CreateAdherenceExceptionRequest>,
    ) -> Answer<CreateAdherenceExceptionResponse> {
        let caller = self.gate.admit(&request, "AdherenceService/CreateAdherenceException").await?;
        Ok(Response::new(adherence::create_exception(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_adherence_exceptions(
        &self,
        request: Request<ListAdherenceExceptionsRequest>,
    ) -> Answer<ListAdherenceExceptionsResponse> {
        let caller = self.gate.admit(&request, "AdherenceService/ListAdherenceExceptions").await?;
        Ok(Response::new(adherence::list_exceptions(&self.store, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn delete_adherence_exception(
        &self,
        request: Request<DeleteAdherenceExceptionRequest>,
    ) -> Answer<DeleteAdherenceExceptionResponse> {
        let caller = self.gate.admit(&request, "AdherenceService/DeleteAdherenceException").await?;
        Ok(Response::new(adherence::delete_exception(&self.store, &caller, request.into_inner()).await?))
    }

    async fn stream_agent_states(
        &self,
        _: Request<tonic::Streaming<kadans_proto::v1::StreamAgentStatesRequest>>,
    ) -> Result<Response<Self::StreamAgentStatesStream>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn get_adherence_board(
        &self,
        _: Request<kadans_proto::v1::GetAdherenceBoardRequest>,
    ) -> Result<Response<kadans_proto::v1::GetAdherenceBoardResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }

    async fn list_schedule(
        &self,
        _: Request<kadans_proto::v1::ListScheduleRequest>,
    ) -> Result<Response<kadans_proto::v1::ListScheduleResponse>, Status> {
        Err(Status::unimplemented("to be written"))
    }
}
