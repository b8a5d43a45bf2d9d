//! Silences of an integration in its past (rule 6): one search, for the board and for a person's past alike.

use std::collections::{BTreeSet, HashMap};

use super::inputs::{self, MEMORY, UserInputs};
use crate::{
    domain::{
        entry::{self, Entry},
        ids::{AccountId, EmployeeId, ExternalUserId, IntegrationId},
        instant::{Instant, Span},
        schedule::Schedule,
        silence::{self, Attendee, MANY, PATIENCE_WITH_FEW, Silence, SilenceWatch, Silences},
        timeline::UserInput,
    },
    store::{
        Store, StoreError,
        facts::{AssignedUser, Facts},
    },
};

/// How far before the asked stretch a silence is looked for that might make users of it be unknown, and so be missed
/// by nobody. Only silences less than the automatic logout time apart have to do with each other at all.
const CHAIN: Span = Span::from_hours(7 * 24);

const MICROSECOND: Span = Span::from_micros(1);

/// The silences of an integration that touch `from` to `until`, both included, and where the search stands at
/// `until`, so that a board can go on from there.
pub async fn silences(
    store: &Store,
    account: AccountId,
    facts: &Facts,
    integration: IntegrationId,
    from: Instant,
    until: Instant,
) -> Result<Silences, StoreError> {
    let search = Search::new(store, account, facts, integration);
    let gaps = search.gaps(from, until).await?;
    search.through(&gaps, from, until).await
}

/// As [`silences`], but without the work of telling where the search stands: for the past.
pub async fn past_silences(
    store: &Store,
    account: AccountId,
    facts: &Facts,
    integration: IntegrationId,
    from: Instant,
    until: Instant,
) -> Result<Vec<Silence>, StoreError> {
    let search = Search::new(store, account, facts, integration);
    let mut gaps = search.gaps(from, until).await?;
    gaps.retain(|gap| gap.length(until) >= search.patience());
    Ok(search.through(&gaps, from, until).await?.found)
}

/// From when on silences decide about what these users do at `at` and later: each is unknown through a silence until
/// its own next entry, so from the newest entry before.
pub fn needed_from<'a>(users: impl IntoIterator<Item = &'a UserInputs>, at: Instant) -> Instant {
    let newest_before = users.into_iter().filter_map(|user| {
        let passed = user.entries.partition_point(|entry| entry.time <= at);
        user.entries.get(passed.checked_sub(1)?).map(|entry| entry.time)
    });
    newest_before.min().unwrap_or(at).max(at - MEMORY)
}

/// The same for all users of an integration at once, from what the journal says: the newest entry before `at` of
/// whoever was longest not heard of.
pub async fn unheard_of_since(
    store: &Store,
    account: AccountId,
    facts: &Facts,
    integration: IntegrationId,
    at: Instant,
) -> Result<Instant, StoreError> {
    let assigned = facts.employees.values().flat_map(|employee| &employee.users);
    let users: Vec<ExternalUserId> =
        assigned.filter(|user| user.integration == integration).map(|user| user.user).collect();
    let mut newest: HashMap<ExternalUserId, Instant> = HashMap::new();
    for state in store.journal().last_runs_before(account, &users, at + MICROSECOND).await? {
        let known = newest.entry(state.external_user).or_insert(state.at);
        *known = state.at.max(*known);
    }
    Ok(newest.into_values().min().unwrap_or(at).max(at - MEMORY))
}

/// A stretch without a sign of life.
#[derive(Clone, Copy, Debug)]
struct Gap {
    /// The sign before it.
    start: Instant,
    /// The sign after it; none if there was none so far.
    end: Option<Instant>,
}

impl Gap {
    fn length(&self, until: Instant) -> Span {
        self.end.unwrap_or(until) - self.start
    }
}

/// Somebody who has users of the integration, as they stand at the start of a gap: nobody sends anything in it.
struct Seat {
    schedule: Schedule,
    users: Vec<UserInputs>,
}

struct Search<'a> {
    store: &'a Store,
    account: AccountId,
    facts: &'a Facts,
    integration: IntegrationId,
    /// Everybody who has or had users of the integration, with these users.
    assigned: Vec<(EmployeeId, Vec<AssignedUser>)>,
}

impl<'a> Search<'a> {
    fn new(store: &'a Store, account: AccountId, facts: &'a Facts, integration: IntegrationId) -> Self {
        let assigned = facts.employees.iter().filter_map(|(employee, facts)| {
            let users = facts.users.iter().copied().filter(|user| user.integration == integration);
            let users: Vec<AssignedUser> = users.collect();
            (!users.is_empty()).then_some((*employee, users))
        });
        Self { store, account, facts, integration, assigned: assigned.collect() }
    }

    /// What a silence takes at the least: who is not assigned is not missed.
    fn patience(&self) -> Span {
        let silence_after = self.facts.settings.silence_after;
        let many = usize::try_from(MANY).unwrap_or(usize::MAX);
        if self.assigned.len() < many { silence_after.times(PATIENCE_WITH_FEW) } else { silence_after }
    }

    /// The gaps long enough for a silence that end after `from` or bear on one that does, in order; last the time
    /// since the newest sign, however short.
    async fn gaps(&self, from: Instant, until: Instant) -> Result<Vec<Gap>, StoreError> {
        if self.facts.settings.silence_after <= Span::ZERO {
            return Ok(Vec::new());
        }
        let journal = self.store.journal();
        let signs = journal.signs_of_life(self.account, self.integration, from - CHAIN, until + MICROSECOND).await?;
        let patience = self.patience();
        let between = signs.windows(2).filter_map(|pair| match *pair {
            [start, end] if end - start > patience => Some(Gap { start, end: Some(end) }),
            _ => None,
        });
        let open = signs.last().map(|start| Gap { start: *start, end: None });
        let mut gaps: Vec<Gap> = between.chain(open).collect();
        // A silence makes users unknown that would have counted as logged out after the automatic logout time: it
        // bears on no gap that begins later than that.
        let reach = self.facts.settings.auto_logout_after;
        let mut first = gaps.partition_point(|gap| gap.end.is_some_and(|end| end <= from));
        while let Some(earlier) = first.checked_sub(1)
            && let (Some(before), Some(gap)) = (gaps.get(earlier), gaps.get(first))
            && gap.start - before.start < reach
        {
            first = earlier;
        }
        Ok(gaps.split_off(first))
    }

    /// Looks through gaps, one after the other, since each silence bears on the next.
    async fn through(&self, gaps: &[Gap], from: Instant, until: Instant) -> Result<Silences, StoreError> {
        let watch = SilenceWatch::new(self.facts.settings.silence_after);
        let mut silences = Silences { found: Vec::new(), next: None, watch };
        for gap in gaps {
            let silent_since = silences.found.last().map(|silence| silence.start);
            let look = self.look(*gap, silent_since, until).await?;
            silences.found.extend(look.found);
            (silences.next, silences.watch) = (look.next, look.watch);
        }
        silences.found.retain(|silence| silence.end.is_none_or(|end| end > from));
        Ok(silences)
    }

    async fn look(&self, gap: Gap, silent_since: Option<Instant>, until: Instant) -> Result<Silences, StoreError> {
        let end = gap.end.unwrap_or(until);
        let seats = self.seats(gap.start, end, silent_since).await?;
        let users: Vec<Vec<UserInput<'_>>> =
            seats.iter().map(|seat| seat.users.iter().map(UserInputs::borrow).collect()).collect();
        let attendees: Vec<Attendee<'_>> =
            seats.iter().zip(&users).map(|(seat, users)| Attendee { users, schedule: &seat.schedule }).collect();
        let signs: Vec<Instant> = std::iter::once(gap.start).chain(gap.end).collect();
        Ok(silence::find(&signs, &attendees, &self.facts.settings, end))
    }

    async fn seats(
        &self,
        start: Instant,
        end: Instant,
        silent_since: Option<Instant>,
    ) -> Result<Vec<Seat>, StoreError> {
        let entries = self.entries(start, silent_since).await?;
        let employees: Vec<EmployeeId> = self.assigned.iter().map(|(employee, _)| *employee).collect();
        let (store, account, facts) = (self.store, self.account, self.facts);
        let mut schedules = inputs::schedules(store, account, facts, &employees, start, end).await?;
        let paused_since = facts.integrations.get(&self.integration).and_then(|facts| facts.paused_since);
        let seats = self.assigned.iter().map(|(employee, users)| {
            let users = users.iter().map(|assigned| UserInputs {
                user: assigned.user,
                integration: assigned.integration,
                entries: entries.get(&assigned.user).cloned().unwrap_or_default(),
                snapshots: Vec::new(),
                silences: Vec::new(),
                paused_since,
                from: assigned.from,
                until: assigned.until,
            });
            Seat { users: users.collect(), schedule: schedules.remove(employee).unwrap_or_default() }
        });
        let mut seats: Vec<Seat> = seats.collect();
        inputs::fill_snapshots(store, account, seats.iter_mut().flat_map(|seat| &mut seat.users), start, start).await?;
        Ok(seats)
    }

    /// What the users' states at `at` follow from. Whoever sent nothing since the silence before is unknown, which is
    /// as good as never heard of here.
    async fn entries(
        &self,
        at: Instant,
        silent_since: Option<Instant>,
    ) -> Result<HashMap<ExternalUserId, Vec<Entry>>, StoreError> {
        let users: BTreeSet<ExternalUserId> =
            self.assigned.iter().flat_map(|(_, users)| users.iter().map(|assigned| assigned.user)).collect();
        let users: Vec<ExternalUserId> = users.into_iter().collect();
        let states = self.store.journal().last_runs_before(self.account, &users, at + MICROSECOND).await?;
        let mut entries: HashMap<ExternalUserId, Vec<Entry>> = HashMap::new();
        for state in states.iter().filter(|state| silent_since.is_none_or(|since| state.at > since)) {
            entries.entry(state.external_user).or_default().extend(inputs::entry_of(self.facts, state));
        }
        for entries in entries.values_mut() {
            entry::sort(entries);
        }
        Ok(entries)
    }
}
