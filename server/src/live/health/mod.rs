//! How integrations are doing: what they brought, and what they are doing now.
//!
//! One task follows the commits of this process and counts them as they come; what it missed, and what other servers
//! on the same database stored, it reads from the journal.

mod counter;
mod follow;
mod state;
mod tally;
mod totals;

use std::{collections::HashMap, fmt, sync::Arc};

use parking_lot::Mutex as Lock;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use counter::{Counter, Overtaken, STEP};
pub use state::{Doing, HealthState, States};
pub use totals::Totals;

use crate::{
    clock::Clock,
    domain::{
        ids::{AccountId, IntegrationId},
        instant::{Instant, Span},
    },
    store::{
        Store, StoreError,
        health::{Step, StepCounts},
    },
};

/// How far back steps are shown.
pub const SHOWN: Span = Span::from_hours(24);

/// How often a count begins anew that other servers get in the way of, before it is given up.
const TRIES: usize = 5;

/// The count of an account, if one is under way.
type Count = Arc<Mutex<Option<Counter>>>;

/// Counts what integrations bring. Cheap to clone; clones share the counts.
#[derive(Clone)]
pub struct Health(Arc<Inner>);

struct Inner {
    store: Store,
    clock: Clock,
    counts: Lock<HashMap<AccountId, Count>>,
}

/// What an integration brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// In the steps that are shown, in order; those in which it brought nothing are left out.
    pub steps: Vec<Step>,
    /// The sums, from the begin of what is shown.
    pub total: Step,
}

impl Health {
    /// Counts what `store` commits until `draining`.
    pub fn start(store: Store, clock: Clock, draining: CancellationToken) -> Self {
        let commits = store.subscribe();
        let health = Self(Arc::new(Inner { store, clock, counts: Lock::default() }));
        tokio::spawn(draining.run_until_cancelled_owned(follow::follow(health.clone(), commits)));
        health
    }

    /// What an integration of an account brought in the last 24 hours, up to what is committed now.
    pub async fn brought(&self, account: AccountId, integration: IntegrationId) -> Result<Brought, StoreError> {
        let count = self.count(account);
        let mut count = count.lock().await;
        let counter = self.caught_up(account, &mut count).await?;
        let open = (counter.open_step(), counter.open(integration));
        let from = step_shown_first(self.0.clock.now());
        let mut steps = self.0.store.steps(integration, from, open.0).await?;
        if let (start, Some(counts)) = open
            && start >= from
        {
            steps.push(Step { integration, start, counts });
        }
        steps.retain(|step| step.counts != StepCounts::default());
        let total = tally::total(steps.iter().map(|step| &step.counts));
        Ok(Brought { steps, total: Step { integration, start: from, counts: total } })
    }

    /// What each integration of an account brought in the step that is not over and in the one before, and when that
    /// began; those that brought nothing are left out.
    pub async fn recent(
        &self,
        account: AccountId,
    ) -> Result<(Instant, HashMap<IntegrationId, StepCounts>), StoreError> {
        let from = counter::step_of(self.0.clock.now()) - STEP;
        let (_, steps) = self.brought_since(account, from).await?;
        let mut by_integration: HashMap<IntegrationId, Vec<StepCounts>> = HashMap::new();
        for step in steps.into_iter().filter(|step| step.start >= from) {
            by_integration.entry(step.integration).or_default().push(step.counts);
        }
        let recent = by_integration.into_iter().map(|(integration, counts)| (integration, tally::total(&counts)));
        Ok((from, recent.collect()))
    }

    /// When the step of an account that is not over began, and what its integrations brought in that step and in those
    /// that began at `from` or later, up to what is committed now.
    async fn brought_since(&self, account: AccountId, from: Instant) -> Result<(Instant, Vec<Step>), StoreError> {
        let count = self.count(account);
        let mut count = count.lock().await;
        let counter = self.caught_up(account, &mut count).await?;
        let start = counter.open_step();
        let open = counter.all_open().map(|(integration, counts)| Step { integration, start, counts });
        let open: Vec<Step> = open.collect();
        let mut steps = if from < start { self.0.store.steps_of(account, from, start).await? } else { Vec::new() };
        steps.extend(open);
        Ok((start, steps))
    }

    fn count(&self, account: AccountId) -> Count {
        Arc::clone(self.0.counts.lock().entry(account).or_default())
    }

    /// The account's count, up to what is committed. One that failed half-way is begun anew the next time.
    async fn caught_up<'c>(
        &self,
        account: AccountId,
        count: &'c mut Option<Counter>,
    ) -> Result<&'c mut Counter, StoreError> {
        let until = self.0.store.log_number(account).await?;
        for _ in 0..TRIES {
            let mut counter = match count.take() {
                Some(counter) => counter,
                None => Counter::load(&self.0.store, account).await?,
            };
            if counter.read_on(&self.0.store, until).await? == Ok(()) {
                return Ok(count.insert(counter));
            }
        }
        Err(StoreError::Stale)
    }
}

/// When the first of the steps that are shown at `now` begins.
fn step_shown_first(now: Instant) -> Instant {
    counter::step_of(now - SHOWN + STEP)
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Health")
    }
}
