//! States, as programs report them.

use kadans_proto::v1::{
    AgentState, AgentStateResult, AgentStates, Notification, ReportAgentStatesRequest, notification::Reading,
};
use kadans_server::domain::instant::Instant;

use crate::{clients::Clients, time::wire};

/// A state without anything that may be left out.
pub fn state(agent: &str, status: &str) -> AgentState {
    AgentState { agent: agent.to_owned(), status: status.to_owned(), ..AgentState::default() }
}

/// What a state may have besides.
pub trait Besides {
    /// Its detail.
    #[must_use]
    fn detail(self, detail: &str) -> Self;
    /// When the sender says it began.
    #[must_use]
    fn sent(self, at: Instant) -> Self;
    /// When it ends.
    #[must_use]
    fn ends(self, at: Instant) -> Self;
    /// The sender's id of it.
    #[must_use]
    fn event(self, id: &str) -> Self;
}

impl Besides for AgentState {
    fn detail(self, detail: &str) -> Self {
        Self { detail: detail.to_owned(), ..self }
    }

    fn sent(self, at: Instant) -> Self {
        Self { sent_time: Some(wire(at)), ..self }
    }

    fn ends(self, at: Instant) -> Self {
        Self { end_time: Some(wire(at)), ..self }
    }

    fn event(self, id: &str) -> Self {
        Self { event_id: id.to_owned(), ..self }
    }
}

impl Clients {
    /// Reports states of an integration's agents in one notification; what became of each.
    pub async fn report(
        &mut self,
        integration: &str,
        states: impl IntoIterator<Item = AgentState>,
    ) -> Vec<AgentStateResult> {
        self.report_all(integration, AgentStates { states: states.into_iter().collect(), ..AgentStates::default() })
            .await
    }

    /// Reports the complete list of an integration's agents who are logged in at an instant.
    pub async fn report_snapshot(
        &mut self,
        integration: &str,
        at: Instant,
        states: Vec<AgentState>,
    ) -> Vec<AgentStateResult> {
        let snapshot =
            AgentStates { states, is_snapshot: true, snapshot_time: Some(wire(at)), ..AgentStates::default() };
        self.report_all(integration, snapshot).await
    }

    async fn report_all(&mut self, integration: &str, states: AgentStates) -> Vec<AgentStateResult> {
        let notification = Notification { reading: Some(Reading::States(states)), ..Notification::default() };
        let request = ReportAgentStatesRequest {
            notifications: vec![notification],
            integration_id: integration.to_owned(),
            format_etag: String::new(),
        };
        let response = self.adherence.report_agent_states(request).await.unwrap().into_inner();
        let outcomes = response.notifications.into_iter().flat_map(|notification| notification.states);
        outcomes.map(|outcome| outcome.result()).collect()
    }
}
