//! Telephone systems that send without a pause, and remember what they were promised.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use kadans_tests::raw_http::RawConnection;
use rand::{RngExt as _, SeedableRng as _, seq::IndexedRandom as _};
use rand_chacha::ChaCha8Rng;
use tokio::{sync::watch, task::JoinSet, time::timeout};

use super::centre::FORM;

const SENDERS: usize = 6;
const AGENTS: u32 = 8;
const STATUSES: [&str; 5] = ["AVAILABLE", "CALL", "PAUSE", "TRAINING", "WRAPUP"];
const DETAILS: [&str; 3] = ["", "LUNCH", "COFFEE"];
/// Of so many of the newest events one is sent again.
const RECENT: usize = 60;
/// Longer than an answer should take, on a machine that does much else.
const LONG: Duration = Duration::from_secs(30);

/// What was sent under one event id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) agent: String,
    pub(crate) status: String,
    pub(crate) detail: String,
}

/// A request, and the numbers of the events in it.
struct Request {
    content_type: &'static str,
    body: String,
    events: Vec<usize>,
}

/// Everything that was sent, and what of it was acknowledged. An event's id is its number.
pub(crate) struct Ledger {
    dice: ChaCha8Rng,
    pub(crate) sent: Vec<Event>,
    pub(crate) acknowledged: BTreeSet<usize>,
    /// How many requests were to be sent again.
    pub(crate) refused: usize,
    /// How many requests were acknowledged.
    answers: watch::Sender<usize>,
}

/// The senders' book, shared among them.
#[derive(Clone)]
pub(crate) struct Book(Arc<Mutex<Ledger>>);

impl Book {
    pub(crate) fn new(seed: u64) -> Self {
        let ledger = Ledger {
            dice: ChaCha8Rng::seed_from_u64(seed),
            sent: Vec::new(),
            acknowledged: BTreeSet::new(),
            refused: 0,
            answers: watch::Sender::new(0),
        };
        Self(Arc::new(Mutex::new(ledger)))
    }

    /// Does something with what is written in it.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Ledger) -> T) -> T {
        work(&mut self.0.lock().unwrap())
    }

    /// Begins to send to a server; ends when no connection holds any more.
    pub(crate) fn send(&self, address: SocketAddr, path: &str) -> JoinSet<()> {
        (0..SENDERS).map(|_| self.clone().send_until_cut_off(address, path.to_owned())).collect()
    }

    /// Waits until this many more requests are acknowledged.
    pub(crate) async fn acknowledged(&self, more: usize) {
        let mut answers = self.with(|ledger| ledger.answers.subscribe());
        let until = *answers.borrow() + more;
        timeout(LONG, answers.wait_for(|answers| *answers >= until)).await.expect("the server answers").unwrap();
    }

    /// A random time of at most so many milliseconds.
    pub(crate) fn moment(&self, at_most: u64) -> Duration {
        Duration::from_millis(self.with(|ledger| ledger.dice.random_range(0..=at_most)))
    }

    async fn send_until_cut_off(self, address: SocketAddr, path: String) {
        let Ok(mut connection) = RawConnection::open(address).await else { return };
        loop {
            let Request { content_type, body, events } = self.with(Ledger::next);
            match connection.post(&path, content_type, &body).await {
                Ok(answer) if answer.status == 204 => self.with(|ledger| ledger.acknowledge(events)),
                // To be sent again: nothing was promised.
                Ok(answer) if answer.status == 503 => self.with(|ledger| ledger.refused += 1),
                Ok(answer) => panic!("{body}: {answer:?}"),
                Err(_cut_off) => return,
            }
        }
    }
}

impl Ledger {
    /// What is sent next: new events alone or together, events that were sent before, or both, even twice in one body.
    fn next(&mut self) -> Request {
        match self.dice.random_range(0..10) {
            0..6 => {
                let event = self.new_event();
                self.form(event)
            }
            6..8 => {
                let events = (0..self.dice.random_range(2..6)).map(|_| self.new_event()).collect();
                self.batch(events)
            }
            8 => {
                let event = self.earlier_event();
                self.form(event)
            }
            _ => {
                let (new, earlier) = (self.new_event(), self.earlier_event());
                self.batch(vec![new, earlier, new])
            }
        }
    }

    fn new_event(&mut self) -> usize {
        let agent = self.dice.random_range(0..AGENTS);
        let status = STATUSES.choose(&mut self.dice).copied().unwrap_or_default();
        // The agent who is watched has no details: a refresh without one would leave the one before it standing.
        let detail = if agent == 0 { "" } else { DETAILS.choose(&mut self.dice).copied().unwrap_or_default() };
        self.sent.push(Event { agent: format!("agent-{agent}"), status: status.to_owned(), detail: detail.to_owned() });
        self.sent.len() - 1
    }

    /// Acknowledged or not: an event may also be on its way a second time.
    fn earlier_event(&mut self) -> usize {
        let oldest = self.sent.len().saturating_sub(RECENT);
        if self.sent.is_empty() { self.new_event() } else { self.dice.random_range(oldest..self.sent.len()) }
    }

    fn form(&self, number: usize) -> Request {
        let Event { agent, status, detail } = &self.sent[number];
        let body = format!("agentId={agent}&state={status}&pauseType={detail}&eventId={number}");
        Request { content_type: FORM, body, events: vec![number] }
    }

    fn batch(&self, events: Vec<usize>) -> Request {
        let mut body = String::new();
        for number in &events {
            let Event { agent, status, detail } = &self.sent[*number];
            let begin = if body.is_empty() { '[' } else { ',' };
            write!(
                body,
                r#"{begin}{{"agentId":"{agent}","state":"{status}","pauseType":"{detail}","eventId":"{number}"}}"#
            )
            .unwrap();
        }
        body.push(']');
        Request { content_type: "application/json", body, events }
    }

    fn acknowledge(&mut self, events: Vec<usize>) {
        self.acknowledged.extend(events);
        self.answers.send_modify(|answers| *answers += 1);
    }
}
