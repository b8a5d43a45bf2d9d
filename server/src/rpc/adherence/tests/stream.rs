//! A stream of states: what is read ahead, and that nothing read is forgotten.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use futures::{StreamExt as _, stream};
use kadans_proto::v1::{
    AgentState, AgentStates, Notification, StreamAgentStatesRequest, StreamAgentStatesResponse, notification::Reading,
};
use tokio_util::sync::CancellationToken;
use tonic::{Code, Status};

use super::floor::Floor;
use crate::{
    auth::{
        caller::{Reporter, StateSource},
        gate::Gate,
        keys::Keys,
        url_token_authority::UrlTokenAuthority,
    },
    rpc::{
        adherence::{
            Homes,
            stream::{AnswerStream, StateStreams, UNANSWERED},
        },
        error::RpcError,
        testing::World,
    },
};

struct Bench {
    world: World,
    floor: Floor,
    streams: StateStreams,
}

impl Bench {
    async fn new() -> Self {
        let world = World::new().await;
        let floor = Floor::new(&world).await;
        let keys = Keys::open(&world.store, &world.key).await.unwrap();
        let url_tokens = UrlTokenAuthority::new(world.store.clone(), world.key.pepper());
        let streams = StateStreams {
            store: world.store.clone(),
            homes: Homes::new(world.store.clone()),
            gate: Gate::new(&world.store, keys, Arc::new(url_tokens)),
            drain: CancellationToken::new(),
        };
        Self { world, floor, streams }
    }

    /// Endlessly many messages; how many were read, and the answers.
    fn endless(&self, turned_away: impl Future<Output = RpcError> + Send + 'static) -> (Arc<AtomicU64>, AnswerStream) {
        let read = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&read);
        let messages = stream::iter(1..).map(move |sequence| {
            counted.store(sequence, Ordering::SeqCst);
            Ok(message(sequence))
        });
        (read, self.streams.answer(self.source(), messages, turned_away))
    }

    fn source(&self) -> StateSource {
        StateSource::UrlToken(Reporter { account: self.floor.caller.account, integration: self.floor.integration })
    }

    async fn stored(&self) -> u64 {
        let journal = self.world.store.journal();
        let stored = journal.recent_notifications(self.floor.caller.account, self.floor.integration, None, 1_000);
        stored.await.unwrap().len() as u64
    }
}

fn message(sequence: u64) -> StreamAgentStatesRequest {
    let state = AgentState { agent: "ana".to_owned(), status: "CALL".to_owned(), ..AgentState::default() };
    let states = AgentStates { states: vec![state], unreadable_items: Vec::new(), ..AgentStates::default() };
    let notification = Notification { reading: Some(Reading::States(states)), ..Notification::default() };
    StreamAgentStatesRequest { sequence, notifications: vec![notification], ..StreamAgentStatesRequest::default() }
}

fn split(answers: &[Result<StreamAgentStatesResponse, Status>]) -> (Vec<u64>, Option<Code>) {
    let sequences = answers.iter().filter_map(|answer| answer.as_ref().ok()).map(|answer| answer.sequence).collect();
    (sequences, answers.last().and_then(|last| last.as_ref().err()).map(Status::code))
}

#[tokio::test]
async fn no_more_is_read_while_the_answers_of_64_messages_are_not_taken() {
    let bench = Bench::new().await;
    let (read, mut answers) = bench.endless(std::future::pending());
    let ahead = UNANSWERED as u64;
    for taken in 0..200 {
        // Whatever may be read by now is read, and stored, before the next answer is taken.
        while bench.stored().await < taken + ahead {
            tokio::task::yield_now().await;
        }
        assert_eq!(read.load(Ordering::SeqCst), taken + ahead);
        assert_eq!(answers.next().await.unwrap().unwrap().sequence, taken + 1);
    }
}

#[tokio::test]
async fn a_server_that_stops_answers_everything_it_read() {
    let bench = Bench::new().await;
    let (_, mut answers) = bench.endless(std::future::pending());
    for sequence in 1..=100 {
        assert_eq!(answers.next().await.unwrap().unwrap().sequence, sequence);
    }
    bench.streams.drain.cancel();
    let (rest, end) = split(&answers.collect::<Vec<_>>().await);
    assert_eq!(end, Some(Code::Unavailable));
    assert_eq!(bench.stored().await, 100 + rest.len() as u64);
}

#[tokio::test]
async fn whoever_is_turned_away_is_told_why_after_the_answers() {
    let bench = Bench::new().await;
    let (turn_away, turned_away) = tokio::sync::oneshot::channel();
    let (_, mut answers) = bench.endless(async { turned_away.await.unwrap_or(RpcError::NotFound) });
    assert_eq!(answers.next().await.unwrap().unwrap().sequence, 1);
    turn_away.send(RpcError::Forbidden).unwrap();
    let (rest, end) = split(&answers.collect::<Vec<_>>().await);
    assert_eq!(end, Some(Code::PermissionDenied));
    assert_eq!(bench.stored().await, 1 + rest.len() as u64);
}

#[tokio::test]
async fn a_store_that_is_gone_ends_the_stream_after_what_it_stored() {
    let bench = Bench::new().await;
    let (_, mut answers) = bench.endless(std::future::pending());
    assert_eq!(answers.next().await.unwrap().unwrap().sequence, 1);
    bench.world.store.journal().close().await;
    let (rest, end) = split(&answers.collect::<Vec<_>>().await);
    assert_eq!(end, Some(Code::Unavailable));
    assert_eq!(rest, (2..2 + rest.len() as u64).collect::<Vec<_>>());
    assert_eq!(bench.stored().await, 1 + rest.len() as u64);
}

#[tokio::test]
async fn messages_that_end_well_end_the_stream_well() {
    let bench = Bench::new().await;
    let messages = stream::iter((1..=3).map(|sequence| Ok(message(sequence))));
    let answers = bench.streams.answer(bench.source(), messages, std::future::pending());
    assert_eq!(split(&answers.collect::<Vec<_>>().await), (vec![1, 2, 3], None));
}
