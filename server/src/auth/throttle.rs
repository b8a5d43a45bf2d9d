//! Slows down whoever tries out passwords: per e-mail address, and per network address.

use std::{
    collections::HashMap,
    hash::{BuildHasher as _, Hash, RandomState},
    net::{IpAddr, Ipv6Addr},
    time::Duration,
};

use parking_lot::Mutex;

use crate::{
    clock::Clock,
    domain::instant::{Instant, Span},
};

/// The network address a call came from, after trusted proxies. The listener puts it into a call's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// What tries are counted by.
#[derive(Clone, Copy, Debug, Hash)]
pub(crate) enum Subject<'a> {
    /// An e-mail address, whether anybody has it or not.
    Email(&'a str),
    /// A network address.
    Address(IpAddr),
}

impl Subject<'_> {
    /// Failures before it has to wait. A whole office may share one network address.
    fn allowed(self) -> u32 {
        match self {
            Self::Email(_) => 10,
            Self::Address(_) => 50,
        }
    }

    /// One customer's IPv6 network is one subject: it has more addresses than we could count.
    fn network(self) -> Self {
        match self {
            Self::Address(IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
                let [a, b, c, d, ..] = address.segments();
                Self::Address(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into())
            }
            Self::Address(address) => Self::Address(address.to_canonical()),
            other @ Self::Email(_) => other,
        }
    }
}

/// From the first failure on, this long.
const WINDOW: Span = Span::from_minutes(15);

/// How many subjects are remembered: some megabytes.
const REMEMBERED: usize = 50_000;

/// Counts tries.
#[derive(Debug)]
pub(crate) struct Throttle {
    clock: Clock,
    /// Subjects are kept as keyed hashes: no list of who tried to sign in lies in memory, and none can be aimed at
    /// another's entry.
    hasher: RandomState,
    counts: Mutex<HashMap<u64, Count>>,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    since: Instant,
    tries: u32,
}

impl Throttle {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, hasher: RandomState::new(), counts: Mutex::default() }
    }

    /// Counts a try, before it is known whether it succeeds, so that many at once count too. If there have been too many
    /// of one of the subjects, nothing is counted, and the error is how long to wait.
    pub(crate) fn count(&self, subjects: &[Subject<'_>]) -> Result<(), Duration> {
        let now = self.clock.now();
        let mut counts = self.counts.lock();
        for subject in subjects {
            let count = counts.get(&self.key(*subject)).filter(|count| is_open(count, now));
            if let Some(count) = count.filter(|count| count.tries >= subject.allowed()) {
                let left = count.since + WINDOW - now;
                return Err(Duration::from_micros(u64::try_from(left.micros()).unwrap_or(0)));
            }
        }
        for subject in subjects {
            let key = self.key(*subject);
            if !counts.contains_key(&key) {
                make_room(&mut counts, now);
            }
            let count = counts.entry(key).or_insert(Count { since: now, tries: 0 });
            if !is_open(count, now) {
                *count = Count { since: now, tries: 0 };
            }
            count.tries += 1;
        }
        Ok(())
    }

    /// Takes a counted try back: it succeeded, or failed for no fault of the caller.
    pub(crate) fn take_back(&self, subjects: &[Subject<'_>]) {
        let mut counts = self.counts.lock();
        for subject in subjects {
            if let Some(count) = counts.get_mut(&self.key(*subject)) {
                count.tries = count.tries.saturating_sub(1);
            }
        }
    }

    fn key(&self, subject: Subject<'_>) -> u64 {
        self.hasher.hash_one(subject.network())
    }
}

fn is_open(count: &Count, now: Instant) -> bool {
    count.since <= now && now < count.since + WINDOW
}

/// Forgets what no longer counts and, if that is not enough, the tenth that began to fail longest ago.
fn make_room(counts: &mut HashMap<u64, Count>, now: Instant) {
    if counts.len() < REMEMBERED {
        return;
    }
    counts.retain(|_, count| is_open(count, now));
    if counts.len() >= REMEMBERED {
        let mut starts: Vec<Instant> = counts.values().map(|count| count.since).collect();
        let (_, cut, _) = starts.select_nth_unstable(REMEMBERED / 10);
        let cut = *cut;
        counts.retain(|_, count| count.since > cut);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Throttle {
        Throttle::new(Clock::manual(Instant::from_secs(seconds)))
    }

    fn address(text: &str) -> Subject<'static> {
        Subject::Address(text.parse().unwrap())
    }

    #[test]
    fn the_eleventh_failure_in_a_quarter_of_an_hour_has_to_wait_for_its_end() {
        let throttle = at(0);
        let mia = [Subject::Email("mia@example.com")];
        for _ in 0..10 {
            assert_eq!(throttle.count(&mia), Ok(()));
        }
        throttle.clock.set(Instant::from_secs(600));
        assert_eq!(throttle.count(&mia), Err(Duration::from_mins(5)));
        assert_eq!(throttle.count(&[Subject::Email("noa@example.com")]), Ok(()));
        throttle.clock.set(Instant::from_secs(900));
        assert_eq!(throttle.count(&mia), Ok(()));
    }

    #[test]
    fn tries_that_succeed_do_not_count() {
        let throttle = at(0);
        let mia = [Subject::Email("mia@example.com"), address("192.0.2.1")];
        for _ in 0..1_000 {
            assert_eq!(throttle.count(&mia), Ok(()));
            throttle.take_back(&mia);
        }
    }

    #[test]
    fn an_address_that_tries_many_people_is_slowed_down_too() {
        let throttle = at(0);
        for person in 0..50 {
            let email = format!("person{person}@example.com");
            assert_eq!(throttle.count(&[Subject::Email(&email), address("192.0.2.1")]), Ok(()));
        }
        let next = [Subject::Email("mia@example.com"), address("192.0.2.1")];
        assert_eq!(throttle.count(&next), Err(Duration::from_mins(15)));
        assert_eq!(throttle.count(&[next[0], address("::ffff:192.0.2.1")]), Err(Duration::from_mins(15)));
        assert_eq!(throttle.count(&[next[0], address("192.0.2.2")]), Ok(()));
    }

    #[test]
    fn a_whole_ipv6_network_counts_as_one_address() {
        let throttle = at(0);
        for host in 0..50 {
            assert_eq!(throttle.count(&[address(&format!("2001:db8::{host:x}"))]), Ok(()));
        }
        assert!(throttle.count(&[address("2001:db8::ffff")]).is_err());
        assert_eq!(throttle.count(&[address("2001:db8:0:1::1")]), Ok(()));
    }

    #[test]
    fn memory_stays_bounded_however_many_subjects_fail() {
        let throttle = at(0);
        for subject in 0..u32::try_from(REMEMBERED).unwrap() * 2 {
            throttle.clock.set(Instant::from_micros(i64::from(subject)));
            assert_eq!(throttle.count(&[Subject::Address(IpAddr::V4(subject.into()))]), Ok(()));
        }
        assert!(throttle.counts.lock().len() <= REMEMBERED);
    }
}
