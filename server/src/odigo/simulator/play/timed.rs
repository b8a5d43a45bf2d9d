//! As the agents live, perhaps faster.

use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::super::traffic::Traffic;
use super::worker::Item;
use crate::clock::Clock;
use crate::domain::instant::{Instant as Moment, Span};

/// How long to wait before looking again whether an idle contact centre was given shifts.
const IDLE: Span = Span::from_secs(1);

/// Hands out each request when it is due.
pub(super) async fn dispatch(
    speed: f64,
    traffic: &Mutex<Traffic>,
    queue: mpsc::Sender<Item>,
    clock: &Clock,
    stop: &CancellationToken,
) {
    let time = Time { begun: clock.now(), speed };
    loop {
        let now = clock.now();
        let shipments = traffic.lock().due(time.lived(now), |at| time.sent(at));
        for shipment in shipments {
            if queue.send(Item { shipment, intended: Instant::now() }).await.is_err() {
                return;
            }
        }
        let next = traffic.lock().centre().next_due().map_or(now + IDLE, |due| time.sent(due)).min(now + IDLE);
        let wait = u64::try_from((next - now).micros()).unwrap_or_default();
        tokio::select! {
            () = tokio::time::sleep(Duration::from_micros(wait)) => {}
            () = stop.cancelled() => return,
        }
    }
}

/// How the contact centre's time and the sender's belong together: both begin at the same instant.
struct Time {
    begun: Moment,
    speed: f64,
}

impl Time {
    /// The contact centre's time when the sender's clock shows `now`.
    fn lived(&self, now: Moment) -> Moment {
        self.begun + scaled(now - self.begun, self.speed)
    }

    /// The sender's time of an instant in the contact centre.
    fn sent(&self, at: Moment) -> Moment {
        self.begun + scaled(at - self.begun, 1.0 / self.speed)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "spans of days, to the microsecond")]
fn scaled(span: Span, factor: f64) -> Span {
    Span::from_micros((span.micros() as f64 * factor) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_sixty_times_the_speed_a_minute_is_an_hour() {
        let begun = Moment::from_secs(1_000);
        let time = Time { begun, speed: 60.0 };
        assert_eq!(time.lived(begun + Span::from_minutes(1)), begun + Span::from_hours(1));
        assert_eq!(time.sent(begun + Span::from_hours(1)), begun + Span::from_minutes(1));
    }
}
