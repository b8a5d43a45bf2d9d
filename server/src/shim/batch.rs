//! Notifications that go upstream in one call, and the outcomes that come back.

use std::collections::VecDeque;

use http::HeaderValue;
use kadans_proto::v1::{Notification, NotificationOutcome, notification::Reading};
use prost::Message as _;
use tokio::sync::oneshot;
use tracing::Span;

use super::upstream::Failure;

/// Most notifications in one call.
const NOTIFICATIONS: usize = 256;
/// Most states in one call.
const STATES: usize = 500;
/// Most encoded bytes in one call.
const BYTES: usize = 5 * 512 * 1024;

/// What became of one notification.
pub(super) type Outcome = Result<NotificationOutcome, Failure>;

/// A notification that waits to be reported.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) notification: Notification,
    /// Its encoded size.
    pub(super) bytes: usize,
    states: usize,
    answer: oneshot::Sender<Outcome>,
    /// The id of the request it came with.
    request_id: Option<HeaderValue>,
    /// What is known of that request.
    span: Span,
}

impl Waiting {
    pub(super) fn new(
        notification: Notification,
        request_id: Option<HeaderValue>,
    ) -> (Self, oneshot::Receiver<Outcome>) {
        let (answer, outcome) = oneshot::channel();
        let states = match &notification.reading {
            Some(Reading::States(states)) => states.states.len(),
            _ => 0,
        };
        let bytes = notification.encoded_len();
        (Self { notification, bytes, states, answer, request_id, span: Span::current() }, outcome)
    }

    /// Tells whoever sent it. If they went away, it is stored all the same.
    pub(super) fn answer(self, outcome: Outcome) {
        drop(self.answer.send(outcome));
    }
}

/// What the call of these notifications is traced as: it belongs to the first one's request, and follows from the others'.
pub(super) fn span(batch: &[Waiting]) -> (Span, Option<HeaderValue>) {
    let Some((first, others)) = batch.split_first() else { return (Span::none(), None) };
    let span = tracing::info_span!(parent: &first.span, "report", notifications = batch.len());
    for other in others {
        span.follows_from(&other.span);
    }
    (span, first.request_id.clone())
}

/// Takes as many from the front of the queue as go into one call; at least one, if there is any.
pub(super) fn take(queue: &mut VecDeque<Waiting>) -> Vec<Waiting> {
    let mut batch = Vec::new();
    let (mut states, mut bytes) = (0, 0);
    while let Some(next) = queue.pop_front_if(|next| {
        batch.is_empty()
            || (batch.len() < NOTIFICATIONS && states + next.states <= STATES && bytes + next.bytes <= BYTES)
    }) {
        states += next.states;
        bytes += next.bytes;
        batch.push(next);
    }
    batch
}

#[cfg(test)]
mod tests {
    use kadans_proto::v1::{AgentState, AgentStates};

    use super::*;

    fn waiting(states: usize, raw: usize) -> Waiting {
        let states = AgentStates {
            states: vec![AgentState::default(); states],
            unreadable_items: Vec::new(),
            ..AgentStates::default()
        };
        let reading = Some(Reading::States(states));
        Waiting::new(Notification { raw: vec![0; raw], reading, ..Notification::default() }, None).0
    }

    fn sizes(queue: impl IntoIterator<Item = Waiting>) -> Vec<usize> {
        let mut queue = queue.into_iter().collect();
        std::iter::from_fn(|| Some(take(&mut queue).len()).filter(|size| *size > 0)).collect()
    }

    #[test]
    fn a_batch_is_limited_in_notifications_states_and_bytes() {
        assert_eq!(sizes((0..600).map(|_| waiting(1, 10))), [256, 256, 88]);
        assert_eq!(sizes((0..7).map(|_| waiting(200, 10))), [2, 2, 2, 1]);
        assert_eq!(sizes((0..100).map(|_| waiting(1, 64 * 1024))), [39, 39, 22]);
        assert_eq!(sizes([waiting(500, 10), waiting(0, 10), waiting(1, 10)]), [2, 1]);
    }
}
