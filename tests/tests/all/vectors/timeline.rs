//! What happens in a case, in order of time: besides what the case says, signs of life that keep its integrations from
//! falling silent when they should not, so that the server itself finds the one silence that the case gives.

use kadans_server::domain::instant::{Instant, Span};

use super::case::{Case, State, User};

/// With one to four employees a silence takes this many times as long as the setting says.
const PATIENCE_WITH_FEW: i64 = 4;

/// Something that happens, to a user of the case or its integration: each user has an integration of its own.
pub(super) enum Event<'c> {
    /// The user's state arrives.
    State(&'c State),
    /// Somebody else of the same integration, who is nobody's employee, gives a sign of life.
    SignOfLife,
    /// Importing is paused.
    Pause,
}

/// What happens, when, and to whom.
pub(super) struct Happening<'c> {
    pub(super) at: Instant,
    pub(super) user: &'c str,
    pub(super) event: Event<'c>,
}

/// Everything that happens until the case is asked about.
pub(super) fn of(case: &Case) -> Vec<Happening<'_>> {
    let mut happenings = Vec::new();
    let patience = patience(case);
    for (name, user) in &case.users {
        let states = user.states.iter().map(|state| (state.received, Event::State(state)));
        let pause = user.pause().map(|start| (start, Event::Pause));
        let signs = patience.map(|patience| signs_of_life(user, patience, case.end())).unwrap_or_default();
        let signs = signs.into_iter().map(|sign| (sign, Event::SignOfLife));
        let all = states.chain(pause).chain(signs);
        happenings.extend(all.map(|(at, event)| Happening { at, user: name, event }));
    }
    happenings.sort_by_key(|happening| (happening.at, seq(&happening.event)));
    happenings
}

fn seq(event: &Event<'_>) -> u64 {
    match event {
        Event::State(state) => state.seq,
        Event::SignOfLife | Event::Pause => 0,
    }
}

/// The setting with which the silence of the case begins when the case says; zero for never, where there is none.
pub(super) fn silence_after(case: &Case) -> i64 {
    patience(case).map_or(0, |patience| patience.whole_secs() / PATIENCE_WITH_FEW)
}

/// How long after the newest sign the silence of the case begins.
fn patience(case: &Case) -> Option<Span> {
    let (silence, user) = case.users.values().find_map(|user| Some((user.silence()?, user)))?;
    let newest = signs(user).filter(|sign| *sign < silence).max().expect("a silence comes after a sign of life");
    Some(silence - newest)
}

/// The times of a user's states are signs of life, receipts and sent times alike.
fn signs(user: &User) -> impl Iterator<Item = Instant> + '_ {
    user.states.iter().flat_map(|state| [Some(state.received), state.at.filter(|at| *at < state.received)]).flatten()
}

/// Further signs that leave no stretch as long as `patience` without one, except where the case says so.
fn signs_of_life(user: &User, patience: Span, end: Instant) -> Vec<Instant> {
    let mut known: Vec<Instant> = signs(user).chain([end]).collect();
    known.sort_unstable();
    let mut further = Vec::new();
    for pair in known.windows(2) {
        let silent = user.silence().is_some_and(|silence| pair[0] < silence && silence <= pair[1]);
        let mut next = pair[0] + Span::from_micros(patience.micros() / 2);
        while !silent && next < pair[1] {
            further.push(next);
            next = next + Span::from_micros(patience.micros() / 2);
        }
    }
    further
}
