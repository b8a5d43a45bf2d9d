//! What decides about one employee, loaded in bulk: the same for the board and for the past.

use std::collections::{BTreeSet, HashMap};

use crate::{
    domain::{
        adherence::Inputs,
        calendar::Zone,
        entry::{self, Entry, Order},
        exceptions::Exceptions,
        ids::{AccountId, EmployeeId, ExternalUserId, IntegrationId},
        instant::{Instant, Span},
        schedule::{LONGEST_SEGMENT, Schedule, Segment},
        timeline::UserInput,
        window::Window,
    },
    store::{Store, StoreError, facts::Facts, journal::StoredState, schedules::StoredSegment},
};

/// How far before the asked stretch a user that is not heard of is followed.
pub(super) const MEMORY: Span = Span::from_hours(31 * 24);

/// Everything about one employee that the domain asks for, except what is the same for the whole account.
#[derive(Clone, Debug, Default)]
pub struct PersonInputs {
    /// What the person should be doing.
    pub schedule: Schedule,
    /// What was excused or approved.
    pub exceptions: Exceptions,
    /// The external users assigned.
    pub users: Vec<UserInputs>,
}

/// An external user of an employee, with its entries.
#[derive(Clone, Debug)]
pub struct UserInputs {
    /// Who.
    pub user: ExternalUserId,
    /// The integration that knows it.
    pub integration: IntegrationId,
    /// In the order they are folded in.
    pub entries: Vec<Entry>,
    /// When the integration said who is logged in, sorted.
    pub snapshots: Vec<Instant>,
    /// When the integration fell silent, sorted.
    pub silences: Vec<Instant>,
    /// Since when the integration is paused, while it is.
    pub paused_since: Option<Instant>,
    /// Since when it is assigned; none: since ever.
    pub from: Option<Instant>,
    /// Until when.
    pub until: Option<Instant>,
}

impl UserInputs {
    /// As the domain takes it.
    pub fn borrow(&self) -> UserInput<'_> {
        UserInput {
            user: self.user,
            entries: &self.entries,
            snapshots: &self.snapshots,
            silences: &self.silences,
            paused_since: self.paused_since,
            assigned_from: self.from,
            assigned_until: self.until,
        }
    }
}

impl PersonInputs {
    /// Lends the inputs to the domain.
    pub fn with<T>(&self, facts: &Facts, work: impl FnOnce(&Inputs<'_>) -> T) -> T {
        let users: Vec<UserInput<'_>> = self.users.iter().map(UserInputs::borrow).collect();
        work(&Inputs {
            users: &users,
            schedule: &self.schedule,
            exceptions: &self.exceptions,
            matches: &facts.matches,
            settings: &facts.settings,
        })
    }
}

/// Loads these employees' inputs: entries from `from` to `until` with the state each user was in before, and the
/// schedules and exceptions that touch that stretch. Silences are left empty. Employees that are not there are left
/// out.
pub async fn load(
    store: &Store,
    account: AccountId,
    facts: &Facts,
    employees: &[EmployeeId],
    from: Instant,
    until: Instant,
) -> Result<HashMap<EmployeeId, PersonInputs>, StoreError> {
    let mut people: HashMap<EmployeeId, PersonInputs> =
        employees.iter().filter_map(|id| facts.employees.get(id).map(|_| (*id, PersonInputs::default()))).collect();
    let ids: Vec<EmployeeId> = people.keys().copied().collect();
    let (mut schedules, mut exceptions, entries) = tokio::try_join!(
        schedules(store, account, facts, &ids, from, until),
        store.exceptions_touching(account, &ids, from, until),
        entries(store, account, facts, &ids, from, until),
    )?;
    for (id, person) in &mut people {
        person.schedule = schedules.remove(id).unwrap_or_default();
        person.exceptions = Exceptions::new(&exceptions.remove(id).unwrap_or_default());
        let assigned = facts.employees.get(id).map(|facts| facts.users.as_slice()).unwrap_or_default();
        for assigned in assigned {
            let integration = facts.integrations.get(&assigned.integration);
            person.users.push(UserInputs {
                user: assigned.user,
                integration: assigned.integration,
                entries: entries.get(&assigned.user).cloned().unwrap_or_default(),
                snapshots: Vec::new(),
                silences: Vec::new(),
                paused_since: integration.and_then(|facts| facts.paused_since),
                from: assigned.from,
                until: assigned.until,
            });
        }
    }
    fill_snapshots(store, account, people.values_mut().flat_map(|person| &mut person.users), from, until).await?;
    Ok(people)
}

/// Notes when the users' integrations said who is logged in, up to `until`: for each user from its first loaded entry
/// on, for all of them from `from` on.
pub(super) async fn fill_snapshots<'u>(
    store: &Store,
    account: AccountId,
    users: impl IntoIterator<Item = &'u mut UserInputs>,
    from: Instant,
    until: Instant,
) -> Result<(), StoreError> {
    let users: Vec<&mut UserInputs> = users.into_iter().collect();
    let integrations: BTreeSet<IntegrationId> = users.iter().map(|user| user.integration).collect();
    let integrations: Vec<IntegrationId> = integrations.into_iter().collect();
    let oldest = users.iter().filter_map(|user| user.entries.first().map(|entry| entry.time)).min();
    // Whoever was not heard of for that long was logged out by the clock, or is not listed by later snapshots either.
    let first = oldest.unwrap_or(from).min(from).max(from - MEMORY);
    let taken = store.journal().snapshots_of(account, &integrations, first, until).await?;
    for user in users {
        let Some(taken) = taken.get(&user.integration) else { continue };
        // Before the first entry there is nobody to log out.
        let known_from = user.entries.first().map_or(from, |entry| entry.time).min(from);
        user.snapshots = taken.iter().copied().filter(|at| *at >= known_from).collect();
    }
    Ok(())
}

/// The schedules that touch `from` to `until`.
pub async fn schedules(
    store: &Store,
    account: AccountId,
    facts: &Facts,
    employees: &[EmployeeId],
    from: Instant,
    until: Instant,
) -> Result<HashMap<EmployeeId, Schedule>, StoreError> {
    // A day of slack on both sides covers every time zone.
    let first = Zone::utc().day_of(from - LONGEST_SEGMENT).plus_days(-1);
    let last = Zone::utc().day_of(until).plus_days(1);
    let days = store.schedule_days(account, employees, first, last).await?;
    let mut segments: HashMap<EmployeeId, Vec<Segment>> = HashMap::new();
    for ((employee, _), stored) in days {
        let known = stored.into_iter().filter_map(|segment| known_segment(facts, segment));
        segments.entry(employee).or_default().extend(known);
    }
    segments
        .into_iter()
        .map(|(employee, segments)| {
            let schedule = Schedule::new(segments)
                .map_err(|error| StoreError::Corrupt { what: "schedule", value: error.to_string() })?;
            Ok((employee, schedule))
        })
        .collect()
}

fn known_segment(facts: &Facts, stored: StoredSegment) -> Option<Segment> {
    let window = Window::new(stored.start, stored.end).ok()?;
    let activity = *facts.activities.get(&stored.activity)?;
    Some(Segment { window, activity })
}

async fn entries(
    store: &Store,
    account: AccountId,
    facts: &Facts,
    employees: &[EmployeeId],
    from: Instant,
    until: Instant,
) -> Result<HashMap<ExternalUserId, Vec<Entry>>, StoreError> {
    // An external user may have been assigned to several of them, one after the other.
    let users: BTreeSet<ExternalUserId> = employees
        .iter()
        .filter_map(|id| facts.employees.get(id))
        .flat_map(|employee| employee.users.iter().map(|assigned| assigned.user))
        .collect();
    let users: Vec<ExternalUserId> = users.into_iter().collect();
    let (mut states, since) = tokio::try_join!(
        store.journal().last_runs_before(account, &users, from),
        store.journal().states_of(account, &users, from, Some(until + Span::from_micros(1))),
    )?;
    states.extend(since);
    let mut entries: HashMap<ExternalUserId, Vec<Entry>> = HashMap::new();
    for state in states {
        if let Some(entry) = entry_of(facts, &state) {
            entries.entry(state.external_user).or_default().push(entry);
        }
    }
    for entries in entries.values_mut() {
        entry::sort(entries);
    }
    Ok(entries)
}

/// A stored state as an entry of a timeline; none if its status is not in the picture (yet).
pub fn entry_of(facts: &Facts, state: &StoredState) -> Option<Entry> {
    let reported = facts.statuses.get(&state.external_status)?;
    let order = Order { notification: state.notification, item: state.item, state: state.id };
    Some(Entry { time: state.at, order, reported: reported.clone(), ends: state.end_at })
}
