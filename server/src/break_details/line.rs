//! The agents of one integration whose break is to be asked for: one question an agent at a time, the newest break
//! counts, and not many wait.

use std::{
    collections::{HashSet, VecDeque},
    sync::Arc,
};

use super::{BreakDetails, Failure, breaker::Breaker};
use crate::{
    domain::{
        ids::ExternalUserId,
        instant::{Instant, Span},
    },
    store::web_services::WebService,
};

/// How many questions are under way at a time.
pub(super) const AT_A_TIME: usize = 8;
/// How many wait; of more the oldest are given up, and those breaks stay plain.
pub(super) const MOST_WAITING: usize = 1_000;
/// How long one waits. The web service tells of the present: later, it would tell of something else.
pub(super) const LONGEST_WAIT: Span = Span::from_secs(60);

/// Who answers; why nobody can be asked with these settings, if so.
pub(super) type Source = Result<Arc<dyn BreakDetails>, Failure>;

/// An agent who took a break.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    user: ExternalUserId,
    /// When the break began.
    at: Instant,
    /// When it was heard of.
    since: Instant,
}

/// What waits for the web service of one integration, and what is under way.
pub(super) struct Line {
    pub(super) service: WebService,
    pub(super) break_statuses: Arc<HashSet<String>>,
    pub(super) source: Source,
    waiting: VecDeque<Waiting>,
    under_way: HashSet<ExternalUserId>,
    breaker: Breaker,
}

impl Line {
    pub(super) fn new(service: WebService, source: Source) -> Self {
        Self {
            break_statuses: Arc::new(service.settings.folded_break_statuses()),
            service,
            source,
            waiting: VecDeque::new(),
            under_way: HashSet::new(),
            breaker: Breaker::default(),
        }
    }

    /// An agent took a break at `at`, which was heard of at `now`. Returns whether another question was given up for it.
    pub(super) fn put(&mut self, user: ExternalUserId, at: Instant, now: Instant) -> bool {
        if self.waiting.iter().any(|waiting| waiting.user == user && waiting.at > at) {
            return false;
        }
        self.waiting.retain(|waiting| waiting.user != user);
        self.waiting.push_back(Waiting { user, at, since: now });
        self.waiting.len() > MOST_WAITING && self.waiting.pop_front().is_some()
    }

    /// An agent was doing something else from `at` on: nothing is left to ask.
    pub(super) fn withdraw(&mut self, user: ExternalUserId, at: Instant) {
        self.waiting.retain(|waiting| waiting.user != user || waiting.at > at);
    }

    /// The next agent to ask for at `now`. It has to be told how that [ended](Self::ended).
    pub(super) fn next(&mut self, now: Instant) -> Option<ExternalUserId> {
        self.waiting.retain(|waiting| now - waiting.since <= LONGEST_WAIT);
        if self.under_way.len() >= AT_A_TIME {
            return None;
        }
        let place = self.waiting.iter().position(|waiting| !self.under_way.contains(&waiting.user))?;
        if !self.breaker.lets_through(now) {
            return None;
        }
        let next = self.waiting.remove(place)?;
        self.under_way.insert(next.user);
        Some(next.user)
    }

    /// A question ended; without an outcome, the web service was not asked after all.
    pub(super) fn ended(&mut self, user: ExternalUserId, outcome: Option<Result<(), Failure>>, now: Instant) {
        self.under_way.remove(&user);
        match outcome {
            Some(Ok(())) => self.breaker.succeeded(),
            Some(Err(_)) => self.breaker.failed(now),
            None => self.breaker.unused(now),
        }
    }

    /// Whether it is left alone for a while.
    pub(super) const fn is_suspended(&self) -> bool {
        self.breaker.is_open()
    }

    /// When to look again whether something may be asked that waits.
    pub(super) fn look_again_at(&self) -> Option<Instant> {
        let may_be_asked = self.under_way.len() < AT_A_TIME
            && self.waiting.iter().any(|waiting| !self.under_way.contains(&waiting.user));
        self.breaker.opens_at().filter(|_| may_be_asked)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{break_details::breaker::FAILURES, odigo::web_service::WebServiceSettings};

    const NOW: Instant = Instant::from_secs(1_000);

    fn line() -> Line {
        let settings: WebServiceSettings = serde_json::from_value(serde_json::json!({
            "url": "https://example.odigo.cx/tenant", "username": "kadans", "authentication": "basic",
            "agent_url_template": "", "token_url_template": "", "token_pointer": "", "token_header": "",
            "detail_pointer": "", "break_statuses": [],
        }))
        .unwrap();
        let service = WebService {
            account: Uuid::from_u128(1).into(),
            integration: Uuid::from_u128(2).into(),
            settings: settings.with_defaults(),
            sealed_password: Vec::new(),
        };
        Line::new(service, Err(Failure::Unreachable))
    }

    fn user(number: usize) -> ExternalUserId {
        Uuid::from_u128(number as u128).into()
    }

    #[test]
    fn an_agent_is_asked_for_once_at_a_time() {
        let mut line = line();
        line.put(user(1), NOW, NOW);
        assert_eq!(line.next(NOW), Some(user(1)));
        line.put(user(1), NOW + Span::from_secs(1), NOW);
        assert_eq!(line.next(NOW), None);
        line.ended(user(1), Some(Ok(())), NOW);
        assert_eq!(line.next(NOW), Some(user(1)));
    }

    #[test]
    fn the_newest_break_of_an_agent_counts() {
        let mut line = line();
        line.put(user(1), NOW, NOW);
        line.put(user(2), NOW, NOW);
        line.put(user(1), NOW + Span::from_secs(1), NOW);
        line.put(user(1), NOW, NOW);
        assert_eq!([line.next(NOW), line.next(NOW), line.next(NOW)], [Some(user(2)), Some(user(1)), None]);
    }

    #[test]
    fn who_moved_on_is_not_asked_for() {
        let mut line = line();
        line.put(user(1), NOW, NOW);
        line.withdraw(user(1), NOW - Span::from_secs(1));
        line.put(user(2), NOW, NOW);
        line.withdraw(user(2), NOW + Span::from_secs(1));
        assert_eq!([line.next(NOW), line.next(NOW)], [Some(user(1)), None]);
    }

    #[test]
    fn not_many_wait_and_the_oldest_are_given_up() {
        let mut line = line();
        let given_up = (0..MOST_WAITING + 3).filter(|number| line.put(user(*number), NOW, NOW)).count();
        assert_eq!(given_up, 3);
        assert_eq!(line.next(NOW), Some(user(3)));
        let under_way = std::iter::from_fn(|| line.next(NOW)).count();
        assert_eq!(under_way, AT_A_TIME - 1);
    }

    #[test]
    fn nobody_waits_for_longer_than_an_answer_would_be_about_them() {
        let mut line = line();
        line.put(user(1), NOW, NOW);
        assert_eq!(line.next(NOW + LONGEST_WAIT + Span::from_secs(1)), None);
    }

    #[test]
    fn a_probe_that_was_not_needed_leaves_the_next_one_to_probe() {
        let mut line = line();
        for number in 0..FAILURES as usize {
            line.put(user(number), NOW, NOW);
            assert!(line.next(NOW).is_some());
            line.ended(user(number), Some(Err(Failure::Unreachable)), NOW);
        }
        assert!(line.is_suspended());
        line.put(user(10), NOW, NOW);
        assert_eq!(line.next(NOW), None);
        let later = line.look_again_at().unwrap();
        line.put(user(11), later, later);
        assert_eq!(line.next(later), Some(user(10)));
        assert_eq!(line.next(later), None);
        line.ended(user(10), None, later);
        assert_eq!(line.next(later), Some(user(11)));
    }
}
