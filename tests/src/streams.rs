//! A program that reports states in a stream.

use std::time::Duration;

use futures::channel::mpsc;
use kadans_proto::v1::{
    AgentState, AgentStates, Notification, StreamAgentStatesRequest, StreamAgentStatesResponse, notification::Reading,
};
use tokio::time::timeout;
use tonic::{Status, Streaming};

use crate::clients::Clients;

/// Longer than anything a test waits for should take, on a machine that does much else.
const LONG: Duration = Duration::from_secs(30);

/// A stream of states, and its answers.
#[derive(Debug)]
pub struct Reporting {
    messages: mpsc::UnboundedSender<StreamAgentStatesRequest>,
    answers: Streaming<StreamAgentStatesResponse>,
}

/// A message with one state.
pub fn message(sequence: u64, integration: &str, state: AgentState) -> StreamAgentStatesRequest {
    let states = AgentStates { states: vec![state], unreadable_items: Vec::new(), ..AgentStates::default() };
    StreamAgentStatesRequest {
        sequence,
        notifications: vec![Notification { reading: Some(Reading::States(states)), ..Notification::default() }],
        integration_id: integration.to_owned(),
        format_etag: String::new(),
    }
}

impl Reporting {
    /// Begins a stream; or why it was refused.
    pub async fn begin(clients: &mut Clients) -> Result<Self, Status> {
        let (messages, stream) = mpsc::unbounded();
        let answers = clients.adherence.stream_agent_states(stream).await?.into_inner();
        Ok(Self { messages, answers })
    }

    /// Sends a message, as soon as the server reads on.
    pub fn send(&self, message: StreamAgentStatesRequest) {
        // Whether the stream has ended, the answers tell.
        let _ = self.messages.unbounded_send(message);
    }

    /// Says that nothing more comes.
    pub fn finish(&self) {
        self.messages.close_channel();
    }

    /// The next answer; none at the end of a stream that ended well.
    pub async fn answer(&mut self) -> Result<Option<StreamAgentStatesResponse>, Status> {
        timeout(LONG, self.answers.message()).await.expect("an answer, or the end, comes")
    }

    /// The sequences answered from here on, and how the stream ended; none if well.
    pub async fn rest(&mut self) -> (Vec<u64>, Option<Status>) {
        let mut sequences = Vec::new();
        loop {
            match self.answer().await {
                Ok(Some(answer)) => sequences.push(answer.sequence),
                Ok(None) => return (sequences, None),
                Err(status) => return (sequences, Some(status)),
            }
        }
    }
}
