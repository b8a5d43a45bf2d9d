//! A client that watches the board, and keeps the picture as a web client does.

use std::{collections::BTreeMap, time::Duration};

use kadans_proto::v1::{
    BoardPerson, BoardSummary, SnapshotComplete, WatchAdherenceRequest, WatchAdherenceResponse,
    watch_adherence_response::Event,
};
use tokio::time::timeout;
use tonic::{Status, Streaming};

use crate::clients::Clients;

/// Longer than anything a test waits for should take, on a machine that does much else.
const LONG: Duration = Duration::from_secs(30);

/// A watch, and what its client knows by it.
#[derive(Debug)]
pub struct Board {
    stream: Streaming<WatchAdherenceResponse>,
    /// The snapshot as far as it has come: until it is complete nobody knows whether it replaces the picture.
    arriving: Vec<BoardPerson>,
    /// Everybody on the board, by employee id.
    pub people: BTreeMap<String, BoardPerson>,
    /// The newest counts.
    pub summary: BoardSummary,
    /// How the watch began.
    pub opening: SnapshotComplete,
    /// The newest resume token.
    pub resume_token: Vec<u8>,
    /// How many people each page held that came before the snapshot was complete.
    pub pages: Vec<usize>,
    /// Ids of people in changes, in the order they came.
    pub changed: Vec<String>,
    /// Ids of people who left the filter, in the order they came.
    pub removed: Vec<String>,
    /// How many heartbeats came.
    pub heartbeats: usize,
}

impl Board {
    /// Watches everybody the caller sees.
    pub async fn open(clients: &mut Clients) -> Self {
        Self::watch(clients, WatchAdherenceRequest::default()).await
    }

    /// Begins a watch and reads until its picture is complete.
    pub async fn watch(clients: &mut Clients, request: WatchAdherenceRequest) -> Self {
        Self::begin(clients, request, BTreeMap::new()).await
    }

    /// Goes on from where another watch of the same filter was; `request` has its filter.
    pub async fn resume(self, clients: &mut Clients, request: WatchAdherenceRequest) -> Self {
        let Self { people, resume_token, stream, .. } = self;
        drop(stream);
        Self::begin(clients, WatchAdherenceRequest { resume_token, ..request }, people).await
    }

    async fn begin(
        clients: &mut Clients,
        request: WatchAdherenceRequest,
        people: BTreeMap<String, BoardPerson>,
    ) -> Self {
        let stream = clients.adherence.watch_adherence(request).await.unwrap().into_inner();
        let mut board = Self {
            stream,
            arriving: Vec::new(),
            people,
            summary: BoardSummary::default(),
            opening: SnapshotComplete::default(),
            resume_token: Vec::new(),
            pages: Vec::new(),
            changed: Vec::new(),
            removed: Vec::new(),
            heartbeats: 0,
        };
        board.until("the picture is complete", |board| !board.opening.resume_token.is_empty()).await;
        board
    }

    /// Reads until `holds`; it holds at once if the picture is so already.
    pub async fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let came = self.comes_to(holds).await;
        assert!(came, "did not come: {what}; {:#?} {:#?}", self.people, self.summary);
    }

    /// Reads until `holds`, but not for ever; whether it came to that.
    pub async fn comes_to(&mut self, holds: impl Fn(&Self) -> bool) -> bool {
        let reached = timeout(LONG, async {
            while !holds(self) {
                self.next().await.unwrap_or_else(|status| panic!("the watch ended: {status:?}"));
            }
        });
        reached.await.is_ok()
    }

    /// Reads until the watch ends; why it did.
    pub async fn end(mut self) -> Status {
        let ended = timeout(LONG, async {
            loop {
                if let Err(status) = self.next().await {
                    return status;
                }
            }
        });
        ended.await.expect("the watch ends")
    }

    /// The person of this employee id.
    pub fn person(&self, employee: &str) -> &BoardPerson {
        self.people.get(employee).unwrap_or_else(|| panic!("{employee} is on the board"))
    }

    async fn next(&mut self) -> Result<(), Status> {
        let message = self.stream.message().await?.ok_or_else(|| Status::ok("the stream is over"))?;
        match message.event.expect("a message has an event") {
            Event::Snapshot(page) => {
                self.pages.push(page.people.len());
                self.arriving.extend(page.people);
            }
            Event::SnapshotComplete(opening) => self.complete(opening),
            Event::Changes(changes) => {
                self.changed.extend(changes.people.iter().map(|person| person.employee_id.clone()));
                self.put(changes.people);
            }
            Event::Removed(removed) => {
                for id in &removed.employee_ids {
                    self.people.remove(id);
                }
                self.removed.extend(removed.employee_ids);
            }
            Event::Summary(summary) => self.summary = summary,
            Event::Heartbeat(heartbeat) => {
                self.heartbeats += 1;
                self.resume_token = heartbeat.resume_token;
            }
            Event::Position(position) => self.resume_token = position.resume_token,
        }
        Ok(())
    }

    fn put(&mut self, people: Vec<BoardPerson>) {
        self.people.extend(people.into_iter().map(|person| (person.employee_id.clone(), person)));
    }

    fn complete(&mut self, opening: SnapshotComplete) {
        if opening.resumed {
            self.people.retain(|id, _| opening.employee_ids.contains(id));
        } else {
            self.people.clear();
        }
        let arrived = std::mem::take(&mut self.arriving);
        self.put(arrived);
        self.resume_token.clone_from(&opening.resume_token);
        self.opening = opening;
    }
}
