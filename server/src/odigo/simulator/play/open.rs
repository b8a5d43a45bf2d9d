//! A given rate, whatever the answers do.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::super::traffic::Traffic;
use super::worker::Item;
use crate::clock::Clock;
use crate::domain::instant::Span;

/// Hands out one request after the other, each at its intended time, or as soon as possible after it.
///
/// On a thread of its own: the runtime's timers count in milliseconds, a thread's sleep in tens of microseconds.
pub(super) async fn dispatch(
    rate: NonZeroU32,
    traffic: Arc<Mutex<Traffic>>,
    queue: mpsc::Sender<Item>,
    clock: Clock,
    stop: CancellationToken,
) {
    let pacing = tokio::task::spawn_blocking(move || {
        let (begun, begun_at) = (Instant::now(), clock.now());
        for slot in 0_u64.. {
            let offset = offset(slot, rate);
            let intended = begun + offset;
            let wait = intended.saturating_duration_since(Instant::now());
            if !wait.is_zero() {
                std::thread::sleep(wait);
            }
            if stop.is_cancelled() {
                return;
            }
            let micros = i64::try_from(offset.as_micros()).unwrap_or(i64::MAX);
            let Some(shipment) = traffic.lock().at(begun_at + Span::from_micros(micros)) else { return };
            if queue.blocking_send(Item { shipment, intended }).is_err() {
                return;
            }
        }
    });
    // It panics only if this process is ending.
    pacing.await.ok();
}

/// How long after the first one a request is due.
fn offset(slot: u64, rate: NonZeroU32) -> Duration {
    let rate = u64::from(rate.get());
    let nanos = (slot % rate) * 1_000_000_000 / rate;
    Duration::from_secs(slot / rate) + Duration::from_nanos(nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_spreads_its_requests_evenly_and_never_drifts() {
        let rate = NonZeroU32::new(3).unwrap();
        assert_eq!(offset(0, rate), Duration::ZERO);
        assert_eq!(offset(1, rate), Duration::from_nanos(333_333_333));
        assert_eq!(offset(3_000_000, rate), Duration::from_secs(1_000_000));
    }
}
