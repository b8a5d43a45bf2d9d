//! Replays: selected notifications are read anew by the present format of their integration, batch by batch, in a task
//! of its own that goes on whether or not anybody listens.

mod owners;
mod rehearsal;
mod run;
mod tally;

use tokio::sync::watch;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::reading::reader;
use crate::{
    domain::{ids::IntegrationId, instant::Instant},
    store::{
        Store, StoreError, accounts,
        audit::Author,
        integrations,
        journal::{ReplayRun, Selection},
        notification_formats,
    },
};
use owners::Owners;
use rehearsal::Rehearsal;
use run::{Mode, Replay};
pub use tally::Progress;

/// Runs replays. Cheap to clone; clones share the tasks.
#[derive(Clone, Debug)]
pub struct Replays {
    store: Store,
    tasks: TaskTracker,
    stopping: CancellationToken,
}

/// A replay to begin.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Of which integration.
    pub integration: IntegrationId,
    /// Which of its notifications.
    pub selection: Selection,
    /// Whether only to tell what would change.
    pub rehearse: bool,
    /// Who wants it.
    pub by: Author,
}

impl Replays {
    /// Replays end between two batches when `stopping` is cancelled.
    pub fn new(store: Store, stopping: CancellationToken) -> Self {
        Self { store, tasks: TaskTracker::new(), stopping }
    }

    /// Begins a replay: how far it is, the last time with [`Progress::is_complete`]. A channel that closes before that
    /// tells of a replay that was ended by the server or by a failure, which is logged; what it did stays, and
    /// replaying again does the rest.
    ///
    /// Fails with [`StoreError::Replaying`] while there is another of the integration, and with
    /// [`StoreError::NotFound`] if the integration or a notification that is named is not there.
    pub async fn begin(&self, wanted: Wanted) -> Result<watch::Receiver<Progress>, StoreError> {
        let (store, account) = (&self.store, wanted.by.account);
        let integration = integrations::get(store, account, wanted.integration).await?;
        if let Selection::Ids(ids) = &wanted.selection {
            store.journal().require_notifications(account, wanted.integration, ids).await?;
        }
        let (total, newest) = store.journal().count_selected(account, wanted.integration, &wanted.selection).await?;
        let facts = store.facts(account).await?;
        let format = notification_formats::parse(&integration.format)?;
        let (mode, held) = if wanted.rehearse {
            (Mode::Rehearse(Rehearsal::default()), None)
        } else {
            let described = describe(&wanted.selection);
            let run = store.begin_replay(wanted.integration, described, total, wanted.by).await?;
            (Mode::Store(run.clone()), Some(run))
        };
        let progress = Progress { total, ..Progress::default() };
        let (sender, receiver) = watch::channel(progress.clone());
        let mut replay = Replay {
            store: store.clone(),
            account: accounts::get(store, account).await?,
            integration: wanted.integration,
            reader: reader(format, &integration.zone)?,
            format_etag: integration.format_etag,
            owners: Owners::new(&facts),
            mode,
            progress,
            sender,
            stopping: self.stopping.clone(),
        };
        let store = self.store.clone();
        self.tasks.spawn(async move {
            let replayed = replay.run(wanted.selection, newest.unwrap_or_default()).await;
            // Before anybody is told: whoever hears of the end may begin the next.
            end(&store, held).await;
            match replayed {
                Ok(true) => replay.complete(),
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "a replay could not go on");
                }
            }
        });
        Ok(receiver)
    }

    /// Waits for the replays that run; `stopping` ends them soon.
    pub async fn ended(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }
}

/// Lets go of the integration.
async fn end(store: &Store, run: Option<ReplayRun>) {
    if let Some(run) = run
        && let Err(error) = store.end_replay(run).await
    {
        tracing::warn!(error = &error as &dyn std::error::Error, "a replay could not be noted as ended");
    }
}

/// The selection in words, for the record.
fn describe(selection: &Selection) -> String {
    match selection {
        Selection::Quarantine(codes) if codes.is_empty() => "quarantine".to_owned(),
        Selection::Quarantine(codes) => format!("quarantine: {}", codes.join(", ")),
        Selection::Ids(ids) => format!("{} by id", ids.len()),
        Selection::Received(from, Instant::MAX) => format!("received since {from}"),
        Selection::Received(from, until) => format!("received from {from} to {until}"),
    }
}
