//! The clock, given from outside: the system's in production, one that is set by hand in tests.

use std::{
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};

use tokio::sync::watch;

use crate::domain::instant::Instant;

/// Tells the time and waits for it. Cheap to clone; clones share the same time.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Manual(Arc<watch::Sender<Instant>>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `start` until it is [set](Self::set).
    pub fn manual(start: Instant) -> Self {
        Self(Source::Manual(Arc::new(watch::Sender::new(start))))
    }

    /// The present instant.
    #[allow(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
    pub fn now(&self) -> Instant {
        match &self.0 {
            Source::System => {
                let since_epoch = std::time::SystemTime::now().duration_since(UNIX_EPOCH);
                let micros = since_epoch.unwrap_or_default().as_micros();
                Instant::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
            }
            Source::Manual(time) => *time.borrow(),
        }
    }

    /// Sets a manual clock and wakes whoever waits for that time. A system clock can't be set.
    pub fn set(&self, now: Instant) {
        if let Source::Manual(time) = &self.0 {
            time.send_replace(now);
        }
    }

    /// Returns once `deadline` is reached.
    pub async fn sleep_until(&self, deadline: Instant) {
        match &self.0 {
            // A laptop that slept or a clock that was set makes one long sleep end late: look at
            // the clock again every minute.
            Source::System => loop {
                let left = deadline.micros() - self.now().micros();
                let Ok(left) = u64::try_from(left) else { return };
                if left == 0 {
                    return;
                }
                tokio::time::sleep(Duration::from_micros(left).min(Duration::from_mins(1))).await;
            },
            Source::Manual(time) => {
                let mut changes = time.subscribe();
                // The sender lives as long as `self`, so waiting can't fail.
                let _ = changes.wait_for(|now| *now >= deadline).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_sleeper_wakes_when_a_manual_clock_passes_its_deadline() {
        let clock = Clock::manual(Instant::from_secs(100));
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move {
                clock.sleep_until(Instant::from_secs(200)).await;
                clock.now()
            }
        });
        clock.set(Instant::from_secs(150));
        clock.set(Instant::from_secs(250));
        assert_eq!(sleeper.await.unwrap(), Instant::from_secs(250));
    }
}
