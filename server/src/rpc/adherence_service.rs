//! The adherence service: takes agents' states in, and gives adherence out.

use kadans_proto::v1::{
    CreateAdherenceExceptionRequest, CreateAdherenceExceptionResponse, DeleteAdherenceExceptionRequest,
    DeleteAdherenceExceptionResponse, GetAdherenceBoardRequest, GetAdherenceBoardResponse, GetAdherenceSettingsRequest,
    GetAdherenceSettingsResponse, GetPersonAdherenceRequest, GetPersonAdherenceResponse, ImportScheduleRequest,
    ImportScheduleResponse, ListAdherenceExceptionsRequest, ListAdherenceExceptionsResponse, ListScheduleRequest,
    ListScheduleResponse, ReportAgentStatesRequest, ReportAgentStatesResponse, StreamAgentStatesRequest,
    UpdateAdherenceSettingsRequest, UpdateAdherenceSettingsResponse, WatchAdherenceRequest,
    adherence_service_server as server,
};
use tonic::{Request, Response, Status, Streaming};

use super::{
    adherence::{
        self, Homes, Quotas, Rates,
        stream::{AnswerStream, StateStreams},
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
    streams: StateStreams,
}

impl AdherenceRpc {
    /// The service for what is in this store.
    pub(crate) fn new(gate: Gate, store: Store, pages: Pages, watches: Watches, rates: Rates) -> Self {
        let homes = Homes::new(store.clone()).with_quotas(Quotas::new(rates));
        let streams = StateStreams {
            store: store.clone(),
            homes: homes.clone(),
            gate: gate.clone(),
            drain: watches.drain.clone(),
        };
        Self { gate, store, pages, homes, watches, streams }
    }
}

#[tonic::async_trait]
impl server::AdherenceService for AdherenceRpc {
    type WatchAdherenceStream = WatchStream;
    type StreamAgentStatesStream = AnswerStream;

    async fn report_agent_states(
        &self,
        request: Request<ReportAgentStatesRequest>,
    ) -> Answer<ReportAgentStatesResponse> {
        let source = self.gate.admit_source(&request).await?;
        let request = request.into_inner();
        Ok(Response::new(adherence::report_agent_states(&self.store, &self.homes, &source, request).await?))
    }

    async fn stream_agent_states(
        &self,
        request: Request<Streaming<StreamAgentStatesRequest>>,
    ) -> Answer<Self::StreamAgentStatesStream> {
        Ok(Response::new(self.streams.begin(request).await?))
    }

    async fn watch_adherence(&self, request: Request<WatchAdherenceRequest>) -> Answer<Self::WatchAdherenceStream> {
        Ok(Response::new(self.watches.watch(request).await?))
    }

    async fn get_adherence_board(
        &self,
        request: Request<GetAdherenceBoardRequest>,
    ) -> Answer<GetAdherenceBoardResponse> {
        let caller = self.gate.admit(&request, "AdherenceService/GetAdherenceBoard").await?;
        Ok(Response::new(adherence::board(&self.watches, &self.pages, &caller, request.into_inner()).await?))
    }

    async fn import_schedule(&self, request: Request<ImportScheduleRequest>) -> Answer<ImportScheduleResponse> {
        let caller = self.gate.admit(&request, "AdherenceService/ImportSchedule").await?;
        Ok(Response::new(adherence::import_schedule(&self.store, &caller, request.into_inner()).await?))
    }

    async fn list_schedule(&self, request: Request<ListScheduleRequest>) -> Answer<ListScheduleResponse> {
        let caller = self.gate.admit(&request, "AdherenceService/ListSchedule").await?;
        Ok(Response::new(adherence::list_schedule(&self.store, &self.pages, &caller, request.into_inner()).await?))
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
}
