//! `StreamAgentStates`: the same as reporting, many messages at a time, each answered in its turn.
//!
//! One side takes messages in and queues them in the journal, the other waits for them in order and answers. Messages
//! that wait at the same time share a commit. A place in the stream is taken by a message until its answer has gone out
//! to the client, so one that does not read its answers is not read from either.

use std::{pin::Pin, sync::Arc, time::Duration};

use kadans_proto::v1::{ReportAgentStatesRequest, StreamAgentStatesRequest, StreamAgentStatesResponse};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    time::interval,
};
use tokio_stream::{Stream, StreamExt as _, wrappers::UnboundedReceiverStream};
use tokio_util::sync::CancellationToken;
use tonic::{Request, Status, Streaming, metadata::MetadataMap};

use super::{Queued, queue};
use crate::{
    auth::{caller::StateSource, gate::Gate},
    rpc::{
        adherence::Homes,
        error::{RpcError, Violation},
    },
    store::Store,
};

/// How many messages may be without their answer.
pub(in crate::rpc::adherence) const UNANSWERED: usize = 64;

/// How often a stream makes sure that its sender may still report.
const ADMIT_EVERY: Duration = Duration::from_secs(2);

/// The answers.
pub(in crate::rpc) type AnswerStream = Pin<Box<dyn Stream<Item = Result<StreamAgentStatesResponse, Status>> + Send>>;

/// Takes streams of states in.
#[derive(Clone, Debug)]
pub(in crate::rpc) struct StateStreams {
    pub(in crate::rpc) store: Store,
    pub(in crate::rpc) homes: Homes,
    pub(in crate::rpc) gate: Gate,
    /// Cancelled when the server stops.
    pub(in crate::rpc) drain: CancellationToken,
}

impl StateStreams {
    /// Begins a stream.
    pub(in crate::rpc) async fn begin(
        &self,
        request: Request<Streaming<StreamAgentStatesRequest>>,
    ) -> Result<AnswerStream, RpcError> {
        let source = self.gate.admit_source(&request).await?;
        let (credential, _, messages) = request.into_parts();
        let turned_away = turned_away(self.gate.clone(), credential);
        Ok(self.answer(source, messages, turned_away))
    }

    /// Answers these messages until they end, one of them is wrong, or `turned_away` says why no more are taken.
    pub(in crate::rpc::adherence) fn answer(
        &self,
        source: StateSource,
        messages: impl Stream<Item = Result<StreamAgentStatesRequest, Status>> + Send + 'static,
        turned_away: impl Future<Output = RpcError> + Send + 'static,
    ) -> AnswerStream {
        let (answers, stream) = mpsc::unbounded_channel();
        let (waiting, in_order) = mpsc::unbounded_channel();
        let intake = Intake {
            streams: self.clone(),
            source,
            places: Arc::new(Semaphore::new(UNANSWERED)),
            waiting,
            failed: CancellationToken::new(),
            newest: None,
        };
        tokio::spawn(async move {
            let failed = intake.failed.clone();
            let answering = answer_in_order(in_order, answers.clone(), failed.drop_guard());
            let (taken, answered) = tokio::join!(intake.run(messages, turned_away), answering);
            // Told last, after everything that could be answered was.
            if let Err(status) = answered.map_err(Status::from).and(taken) {
                let _ = answers.send(Answer { message: Err(status), _place: None });
            }
        });
        // Only here, where an answer goes out, is its place given back.
        Box::pin(UnboundedReceiverStream::new(stream).map(|answer| answer.message))
    }
}

/// Ends when the sender may not report any more.
async fn turned_away(gate: Gate, credential: MetadataMap) -> RpcError {
    let mut admission = interval(ADMIT_EVERY);
    loop {
        admission.tick().await;
        if let Err(error) = gate.admit_source(&credential).await {
            return error;
        }
    }
}

/// A message that is in the journal's queue.
struct Waiting {
    sequence: u64,
    queued: Queued,
    place: OwnedSemaphorePermit,
}

/// An answer on its way out, and the place that its message takes up until then.
struct Answer {
    message: Result<StreamAgentStatesResponse, Status>,
    _place: Option<OwnedSemaphorePermit>,
}

/// Takes messages in.
struct Intake {
    streams: StateStreams,
    source: StateSource,
    places: Arc<Semaphore>,
    waiting: mpsc::UnboundedSender<Waiting>,
    /// Cancelled when there is nothing left to answer for.
    failed: CancellationToken,
    newest: Option<u64>,
}

impl Intake {
    /// Takes messages until they end (then all is well), or until there is a reason not to take any more.
    async fn run(
        mut self,
        messages: impl Stream<Item = Result<StreamAgentStatesRequest, Status>>,
        turned_away: impl Future<Output = RpcError>,
    ) -> Result<(), Status> {
        let (mut messages, mut turned_away) = (std::pin::pin!(messages), std::pin::pin!(turned_away));
        let drain = self.streams.drain.clone();
        loop {
            let next = async {
                let place = Arc::clone(&self.places).acquire_owned().await.ok()?;
                Some((messages.next().await?, place))
            };
            // What was read is stored and answered whatever happens meanwhile.
            let next = tokio::select! {
                biased;
                () = self.failed.cancelled() => return Ok(()),
                () = drain.cancelled() => return Err(RpcError::Unavailable(None).into()),
                error = &mut turned_away => return Err(error.into()),
                next = next => next,
            };
            let Some((message, place)) = next else { return Ok(()) };
            self.take(message?, place).await?;
        }
    }

    async fn take(&mut self, message: StreamAgentStatesRequest, place: OwnedSemaphorePermit) -> Result<(), RpcError> {
        let StreamAgentStatesRequest { sequence, notifications, integration_id, format_etag } = message;
        if let Some(newest) = self.newest.filter(|newest| sequence <= *newest) {
            let description = format!("must be greater than {newest}, which the message before had, and is {sequence}");
            return Err(RpcError::field("sequence", "NOT_GREATER", description));
        }
        self.newest = Some(sequence);
        let request = ReportAgentStatesRequest { notifications, integration_id, format_etag };
        let StateStreams { store, homes, .. } = &self.streams;
        let queued = queue(store, homes, &self.source, request).await.map_err(|error| of_message(sequence, error))?;
        // Whoever answers is gone only if it failed, and then ends the stream.
        let _ = self.waiting.send(Waiting { sequence, queued, place });
        Ok(())
    }
}

/// Names the message in what is wrong with it.
fn of_message(sequence: u64, error: RpcError) -> RpcError {
    let RpcError::Invalid(violations) = error else { return error };
    let named = violations.into_iter().map(|violation| {
        let description = format!("{} (in the message of sequence {sequence})", violation.description);
        Violation { description, ..violation }
    });
    RpcError::Invalid(named.collect())
}

/// Answers messages in order as they are stored, until there are none, or one could not be stored.
async fn answer_in_order(
    mut waiting: mpsc::UnboundedReceiver<Waiting>,
    answers: mpsc::UnboundedSender<Answer>,
    _ended: tokio_util::sync::DropGuard,
) -> Result<(), RpcError> {
    while let Some(Waiting { sequence, queued, place }) = waiting.recv().await {
        let message = StreamAgentStatesResponse { sequence, notifications: queued.stored().await? };
        if answers.send(Answer { message: Ok(message), _place: Some(place) }).is_err() {
            // The client is gone. What it sent is stored all the same.
            break;
        }
    }
    Ok(())
}
