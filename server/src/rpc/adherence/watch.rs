//! `WatchAdherence`: a snapshot, then changes conflated per person, until somebody ends it.

use std::{collections::BTreeSet, pin::Pin, sync::Arc, time::Duration};

use kadans_proto::v1::{
    BoardChanges, BoardRemoved, BoardSnapshot, SnapshotComplete, WatchAdherenceRequest, WatchAdherenceResponse,
    WatchHeartbeat, WatchPosition, watch_adherence_response::Event,
};
use tokio::{
    sync::mpsc,
    time::{Instant as Tick, MissedTickBehavior, interval_at, sleep_until},
};
use tokio_stream::{Stream, wrappers::ReceiverStream};
use tokio_util::sync::CancellationToken;
use tonic::{Request, Status};
use uuid::Uuid;

use super::render;
use crate::{
    auth::{
        caller::{Caller, UnitScope},
        gate::Gate,
    },
    clock::Clock,
    domain::ids::{AccountId, EmployeeId, GroupId, PlanningUnitId},
    live::{
        hub::{Hub, Seat},
        row::Stamped,
        watch::{Opening, Watcher, filter::Filter, token::ResumeTokens},
    },
    rpc::{
        error::RpcError,
        read::{Reader, timestamp},
    },
    store::{Store, groups, planning_units},
};

const METHOD: &str = "AdherenceService/WatchAdherence";

/// Most planning units, and most groups, that one watch may name.
const MOST_IDS: usize = 1_000;

/// How many persons one message holds.
const PAGE: usize = 500;

/// After a message, the next waits this long: what happens meanwhile is sent once.
const CONFLATE_FOR: Duration = Duration::from_millis(25);

const HEARTBEAT_EVERY: Duration = Duration::from_secs(15);
const SUMMARY_EVERY: Duration = Duration::from_secs(1);

/// How often a stream makes sure that its caller may still watch.
const ADMIT_EVERY: Duration = Duration::from_secs(2);

/// What a watcher is sent.
pub(crate) type WatchStream = Pin<Box<dyn Stream<Item = Result<WatchAdherenceResponse, Status>> + Send>>;

/// Serves watches.
#[derive(Clone, Debug)]
pub(crate) struct Watches {
    pub(crate) store: Store,
    pub(crate) gate: Gate,
    pub(crate) hub: Hub,
    pub(crate) clock: Clock,
    pub(crate) tokens: ResumeTokens,
    /// Cancelled when the server stops.
    pub(crate) drain: CancellationToken,
}

impl Watches {
    /// Begins a watch.
    pub(crate) async fn watch(&self, request: Request<WatchAdherenceRequest>) -> Result<WatchStream, RpcError> {
        let caller = self.gate.admit(&request, METHOD).await?;
        let request = request.into_inner();
        let mut reader = Reader::new();
        let units = read_ids(&mut reader, "planning_unit_ids", &request.planning_unit_ids);
        let groups = read_ids(&mut reader, "group_ids", &request.group_ids);
        reader.finish()?;
        let filter = filter(&self.store, &caller, units, groups, request.only_out).await?;
        let resume = self.tokens.read(caller.account, &filter, &request.resume_token);
        let mut watcher = Watcher::new(self.sit(&caller).await?, filter.clone());
        let opening = watcher.open(resume);
        let (messages, stream) = mpsc::channel(2);
        let watch = Watch { watches: self.clone(), caller, filter, watcher, messages };
        tokio::spawn(watch.run(opening));
        Ok(Box::pin(ReceiverStream::new(stream)))
    }

    /// A place at the board of the caller's account.
    pub(super) async fn sit(&self, caller: &Caller) -> Result<Seat, RpcError> {
        self.hub.sit(caller.account).await.map_err(|_| RpcError::Unavailable(None))
    }
}

/// Whom the caller sees: what it asked for, if it sees that. A planning unit it doesn't see looks like one that isn't,
/// and so does another account's group.
pub(super) async fn filter(
    store: &Store,
    caller: &Caller,
    wanted: BTreeSet<PlanningUnitId>,
    groups: BTreeSet<GroupId>,
    only_out: bool,
) -> Result<Filter, RpcError> {
    for unit in &wanted {
        caller.require_unit(*unit)?;
        if !planning_units::exists(store, caller.account, *unit).await? {
            return Err(RpcError::NotFound);
        }
    }
    if groups::existing(store, caller.account, groups.iter().copied()).await?.len() < groups.len() {
        return Err(RpcError::NotFound);
    }
    let units = match (&caller.units, wanted.is_empty()) {
        (_, false) => Some(wanted),
        (UnitScope::All, true) => None,
        (UnitScope::Only(units), true) => Some(units.clone()),
    };
    Ok(Filter { units, groups, only_out })
}

pub(super) fn read_ids<T: From<Uuid> + Ord>(reader: &mut Reader, field: &str, ids: &[String]) -> BTreeSet<T> {
    if ids.len() > MOST_IDS {
        reader.refuse(field, "TOO_MANY", format!("must be at most {MOST_IDS}"));
        return BTreeSet::new();
    }
    ids.iter().enumerate().filter_map(|(place, id)| reader.id(&format!("{field}[{place}]"), id)).collect()
}

struct Watch {
    watches: Watches,
    caller: Caller,
    filter: Filter,
    watcher: Watcher,
    messages: mpsc::Sender<Result<WatchAdherenceResponse, Status>>,
}

/// The client is gone.
struct Gone;

/// Why a watch ends.
enum End {
    Gone,
    Because(RpcError),
}

impl From<Gone> for End {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

impl Watch {
    async fn run(mut self, opening: Opening) {
        let drain = self.watches.drain.clone();
        let messages = self.messages.clone();
        let end = tokio::select! {
            end = self.send(opening) => end,
            () = drain.cancelled() => End::Because(RpcError::Unavailable(None)),
            () = messages.closed() => End::Gone,
        };
        if let End::Because(error) = end {
            // A client that no longer reads learns of it when its connection ends.
            let _ = tokio::time::timeout(Duration::from_secs(1), messages.send(Err(error.into()))).await;
        }
    }

    async fn send(&mut self, opening: Opening) -> End {
        let Err(end) = self.send_all(opening).await;
        end
    }

    async fn send_all(&mut self, opening: Opening) -> Result<std::convert::Infallible, End> {
        self.open(opening).await?;
        let mut summary = self.watcher.summary();
        self.put(Event::Summary(render::summary(&summary))).await?;
        let mut heartbeat = every(HEARTBEAT_EVERY);
        let mut second = every(SUMMARY_EVERY);
        let mut admission = every(ADMIT_EVERY);
        let mut sent = Tick::now();
        let mut told = self.watcher.position();
        loop {
            tokio::select! {
                () = self.watcher.arrived() => {
                    // At once when idle; under load what comes meanwhile is sent together.
                    sleep_until(sent + CONFLATE_FOR).await;
                    self.send_news().await?;
                    sent = Tick::now();
                }
                _ = second.tick() => {
                    let now = self.watcher.summary();
                    if now != summary {
                        summary = now;
                        self.put(Event::Summary(render::summary(&summary))).await?;
                    }
                    let position = self.watcher.position();
                    if position.log_number != told.log_number {
                        told = position;
                        // What is before the position must be sent before it.
                        self.send_news().await?;
                        let resume_token = self.resume_token(position);
                        self.put(Event::Position(WatchPosition { resume_token })).await?;
                    }
                }
                _ = heartbeat.tick() => {
                    let position = self.watcher.position();
                    self.send_news().await?;
                    let resume_token = self.resume_token(position);
                    let server_time = Some(timestamp(self.watches.clock.now()));
                    self.put(Event::Heartbeat(WatchHeartbeat { server_time, resume_token })).await?;
                }
                _ = admission.tick() => self.stay_admitted().await?,
            }
        }
    }

    async fn open(&mut self, opening: Opening) -> Result<(), Gone> {
        for page in opening.rows.chunks(PAGE) {
            let people = page.iter().map(|stamped| render::person(&stamped.row)).collect();
            self.put(Event::Snapshot(BoardSnapshot { people })).await?;
        }
        let resumed = opening.resumed.is_some();
        let employee_ids = opening.resumed.unwrap_or_default().iter().map(EmployeeId::to_string).collect();
        let resume_token = self.resume_token(opening.position);
        let server_time = Some(timestamp(self.watches.clock.now()));
        self.put(Event::SnapshotComplete(SnapshotComplete { resumed, employee_ids, resume_token, server_time })).await
    }

    async fn send_news(&mut self) -> Result<(), Gone> {
        let news = self.watcher.news();
        for page in news.changed.chunks(PAGE) {
            let people = page.iter().map(|stamped: &Arc<Stamped>| render::person(&stamped.row)).collect();
            self.put(Event::Changes(BoardChanges { people })).await?;
        }
        if !news.removed.is_empty() {
            let employee_ids = news.removed.iter().map(EmployeeId::to_string).collect();
            self.put(Event::Removed(BoardRemoved { employee_ids })).await?;
        }
        Ok(())
    }

    /// Ends the watch when its credential expired or its caller lost the role; a caller whose planning units are
    /// others than before has to ask again.
    async fn stay_admitted(&mut self) -> Result<(), End> {
        let caller = self.watches.gate.still_admitted(&self.caller, METHOD).await.map_err(End::Because)?;
        if caller.units != self.caller.units {
            return Err(End::Because(RpcError::Unavailable(None)));
        }
        Ok(())
    }

    fn resume_token(&self, position: crate::live::picture::Position) -> Vec<u8> {
        self.watches.tokens.issue(self.account(), &self.filter, position)
    }

    fn account(&self) -> AccountId {
        self.caller.account
    }

    async fn put(&self, event: Event) -> Result<(), Gone> {
        let message = WatchAdherenceResponse { event: Some(event) };
        self.messages.send(Ok(message)).await.map_err(|_| Gone)
    }
}

fn every(period: Duration) -> tokio::time::Interval {
    let mut interval = interval_at(Tick::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}
