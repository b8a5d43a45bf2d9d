//! The task that keeps the counts going.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{MissedTickBehavior, interval},
};

use super::{
    Count, Health, Overtaken,
    counter::{KEPT_FOR, STEP},
};
use crate::{
    domain::ids::AccountId,
    store::{Commit, Logged, StoreError},
};

/// How often counts catch up with what was missed, or what others stored.
const CATCH_UP_EVERY: Duration = Duration::from_mins(1);

/// After how many of these steps that are old are deleted.
const DELETE_EVERY: u32 = 60;

/// Follows commits, for ever.
pub(super) async fn follow(health: Health, mut commits: Receiver<Arc<Commit>>) {
    let mut ticks = interval(CATCH_UP_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut turn = 0_u32;
    loop {
        tokio::select! {
            commit = commits.recv() => match commit {
                Ok(commit) => health.take(&commit).await,
                // What was missed is read from the journal.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            },
            _ = ticks.tick() => {
                if let Err(error) = health.catch_up(turn.is_multiple_of(DELETE_EVERY)).await {
                    tracing::warn!(error = &error as &dyn std::error::Error, "integrations could not be counted");
                }
                turn = turn.wrapping_add(1);
            }
        }
    }
}

impl Health {
    /// Counts a commit that follows what is counted of its account; any other is left to the journal.
    async fn take(&self, commit: &Commit) {
        let count = self.count(commit.account);
        let mut count = count.lock().await;
        let Some(mut counter) = count.take() else { return };
        if commit.log_number != counter.log_number() + 1 {
            *count = Some(counter);
            return;
        }
        let counted = match &commit.logged {
            Logged::States(batch) => counter.take(&self.0.store, commit.log_number, batch).await,
            Logged::Change(_) => {
                counter.skip(commit.log_number);
                Ok(Ok(()))
            }
        };
        match counted {
            Ok(Ok(())) => *count = Some(counter),
            // Begun anew from what is stored.
            Ok(Err(Overtaken)) => {}
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "a commit could not be counted; trying again");
            }
        }
    }

    /// Brings every count up to date, and lets go of those of accounts that nothing arrives for.
    async fn catch_up(&self, delete_old: bool) -> Result<(), StoreError> {
        let now = self.0.clock.now();
        for (account, log_number) in self.0.store.all_log_numbers().await? {
            let count = self.count(account);
            let mut count = count.lock().await;
            if !is_behind(count.as_ref(), log_number) {
                continue;
            }
            match self.caught_up(account, &mut count).await {
                Ok(counter) if now - counter.open_step() > STEP.times(12) => *count = None,
                Ok(_) => {}
                Err(error) => {
                    let error = &error as &dyn std::error::Error;
                    tracing::warn!(%account, error, "an account's journal could not be counted; trying again");
                }
            }
        }
        self.drop_idle();
        if delete_old {
            self.0.store.delete_steps_before(now - KEPT_FOR).await?;
        }
        Ok(())
    }

    /// Forgets the counts that nobody holds and that are not under way.
    fn drop_idle(&self) {
        self.0.counts.lock().retain(|_: &AccountId, count: &mut Count| {
            Arc::strong_count(count) > 1 || count.try_lock().map_or(true, |count| count.is_some())
        });
    }
}

fn is_behind(count: Option<&super::Counter>, log_number: i64) -> bool {
    count.is_none_or(|counter| counter.log_number() < log_number)
}
