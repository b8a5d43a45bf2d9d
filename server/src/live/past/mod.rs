//! The past of one person, computed from the journal as the board computes the present.

use std::collections::BTreeSet;

use super::{
    inputs::{self, PersonInputs},
    silences::{needed_from, past_silences},
};
use crate::{
    domain::{
        adherence::{History, RUN_LOOKBACK},
        figures::Figures,
        ids::{AccountId, EmployeeId, IntegrationId},
        instant::Instant,
        schedule::Segment,
        window::Window,
    },
    store::{Store, StoreError, facts::Facts},
};

/// What one person should have done, and did.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonPast {
    /// The segments that touch the window, whole, in order of time.
    pub schedule: Vec<Segment>,
    /// What held from the begin of the window to its end or the instant asked as of.
    pub history: History,
    /// The figures of the same stretch.
    pub figures: Figures,
}

/// The past of one person inside `window`, as it was at `as_of` by what is known now.
pub async fn person(
    store: &Store,
    account: AccountId,
    facts: &Facts,
    employee: EmployeeId,
    window: Window,
    as_of: Instant,
) -> Result<PersonPast, StoreError> {
    let from = window.start() - RUN_LOOKBACK;
    let mut people = inputs::load(store, account, facts, &[employee], from, window.end()).await?;
    let mut person = people.remove(&employee).ok_or(StoreError::NotFound)?;
    let until = window.end().min(as_of);
    if from < until {
        fill_silences(store, account, facts, &mut person, from, until).await?;
    }
    let history = person.with(facts, |inputs| History::in_window(inputs, window, as_of));
    Ok(PersonPast {
        schedule: person.schedule.touching(window).copied().collect(),
        figures: Figures::of(&history.stretches, window),
        history,
    })
}

/// Notes when the integrations of the person's users fell silent.
async fn fill_silences(
    store: &Store,
    account: AccountId,
    facts: &Facts,
    person: &mut PersonInputs,
    from: Instant,
    until: Instant,
) -> Result<(), StoreError> {
    let integrations: BTreeSet<IntegrationId> = person.users.iter().map(|user| user.integration).collect();
    for integration in integrations {
        let from = needed_from(person.users.iter().filter(|user| user.integration == integration), from);
        let silences = past_silences(store, account, facts, integration, from, until).await?;
        for user in person.users.iter_mut().filter(|user| user.integration == integration) {
            user.silences = silences.iter().map(|silence| silence.start).collect();
        }
    }
    Ok(())
}
