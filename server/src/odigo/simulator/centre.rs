//! A contact centre: many agents, their changes of state in order of time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use super::agent::{Agent, Calm, State};
use super::habits::Habits;
use super::plan::Shift;
use super::roster::Roster;
use crate::domain::instant::Instant;

/// An agent of a [`Centre`], by its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AgentNumber(usize);

impl AgentNumber {
    /// The place, from 0.
    pub const fn index(self) -> usize {
        self.0
    }
}

/// An agent goes over to another state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Instant,
    /// Who.
    pub agent: AgentNumber,
    /// As Odigo knows the agent.
    pub login: Arc<str>,
    /// To which state.
    pub state: State,
}

/// The agents and what each does next. As an iterator: all changes in order of time.
#[derive(Debug)]
pub struct Centre {
    seed: u64,
    agents: Vec<Agent>,
    upcoming: BinaryHeap<Reverse<(Instant, AgentNumber, State)>>,
    /// Whether the agent's next change is among the upcoming ones.
    waiting: Vec<bool>,
}

impl Centre {
    /// A contact centre without agents.
    pub fn new(seed: u64) -> Self {
        Self { seed, agents: Vec::new(), upcoming: BinaryHeap::new(), waiting: Vec::new() }
    }

    /// A contact centre of these agents, all of them on shift at `now`, coming again every day.
    pub fn self_planned(seed: u64, logins: impl IntoIterator<Item = Arc<str>>, now: Instant) -> Self {
        let mut centre = Self::new(seed);
        for (number, login) in (0..).zip(logins) {
            let agent = Agent::new(login, seed, number, habits_of(number));
            centre.push(agent.with_roster(Roster::new(seed, number, now)));
        }
        centre
    }

    /// Adds an agent, for whom shifts are [given](Self::assign) from outside.
    pub fn add(&mut self, login: Arc<str>, habits: Habits) -> AgentNumber {
        let number = self.agents.len();
        self.push(Agent::new(login, self.seed, number as u64, habits))
    }

    /// Gives an agent a shift, later than those it was given before.
    pub fn assign(&mut self, agent: AgentNumber, shift: Shift) {
        if let Some(known) = self.agents.get_mut(agent.0) {
            known.give(shift);
            self.look_ahead(agent);
        }
    }

    /// How long work goes on in one state, from the next state of each agent on.
    pub fn set_calm(&mut self, calm: Calm) {
        for agent in &mut self.agents {
            agent.set_calm(calm);
        }
    }

    /// When the next change is due.
    pub fn next_due(&self) -> Option<Instant> {
        self.upcoming.peek().map(|Reverse((at, ..))| *at)
    }

    /// The agents as Odigo knows them, in the order in which they were added.
    pub fn logins(&self) -> impl Iterator<Item = &Arc<str>> {
        self.agents.iter().map(Agent::login)
    }

    /// Goes on to `now`, and returns the state that each agent who came before is in then, with the time it began.
    pub fn catch_up(&mut self, now: Instant) -> Vec<Change> {
        let mut newest: Vec<Option<Change>> = vec![None; self.agents.len()];
        while self.next_due().is_some_and(|at| at <= now) {
            if let Some(change) = self.next()
                && let Some(slot) = newest.get_mut(change.agent.0)
            {
                *slot = Some(change);
            }
        }
        let mut present: Vec<Change> = newest.into_iter().flatten().collect();
        present.sort_by_key(|change| change.at);
        present
    }

    fn push(&mut self, agent: Agent) -> AgentNumber {
        let number = AgentNumber(self.agents.len());
        self.agents.push(agent);
        self.waiting.push(false);
        self.look_ahead(number);
        number
    }

    fn look_ahead(&mut self, number: AgentNumber) {
        let (Some(agent), Some(waiting)) = (self.agents.get_mut(number.0), self.waiting.get_mut(number.0)) else {
            return;
        };
        if *waiting {
            return;
        }
        if let Some((at, state)) = agent.next() {
            *waiting = true;
            self.upcoming.push(Reverse((at, number, state)));
        }
    }
}

/// Every sixth agent takes things easily.
fn habits_of(number: u64) -> Habits {
    if number % 6 == 5 { Habits::LOOSE } else { Habits::USUAL }
}

impl Iterator for Centre {
    type Item = Change;

    fn next(&mut self) -> Option<Change> {
        let Reverse((at, agent, state)) = self.upcoming.pop()?;
        let login = Arc::clone(self.agents.get(agent.0)?.login());
        if let Some(waiting) = self.waiting.get_mut(agent.0) {
            *waiting = false;
        }
        self.look_ahead(agent);
        Some(Change { at, agent, login, state })
    }
}

/// The logins of agents that nobody named: `agent0001`, `agent0002` and so on.
pub fn logins(prefix: &str, count: usize) -> impl Iterator<Item = Arc<str>> {
    (1..=count).map(move |number| Arc::from(format!("{prefix}{number:04}")))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::plan::{Doing, Part, PauseType};
    use super::*;
    use crate::domain::instant::Span;

    const NOW: Instant = Instant::from_secs(1_700_000_000);

    fn day(seed: u64) -> Vec<Change> {
        let centre = Centre::self_planned(seed, logins("agent", 50), NOW);
        centre.take_while(|change| change.at < NOW + Span::from_hours(24)).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_day_and_another_seed_another() {
        let first = day(1);
        assert!(first.len() > 5_000, "{}", first.len());
        assert_eq!(first, day(1));
        assert_ne!(first, day(2));
    }

    #[test]
    fn changes_come_in_order_of_time_and_each_is_a_change() {
        let mut last: HashMap<AgentNumber, (Instant, State)> = HashMap::new();
        let mut clock = Instant::MIN;
        for change in day(1) {
            assert!(clock <= change.at);
            clock = change.at;
            if let Some((at, state)) = last.insert(change.agent, (change.at, change.state)) {
                assert!(at < change.at);
                assert_ne!(state, change.state);
            }
        }
    }

    #[test]
    fn an_exact_agent_keeps_a_given_plan_to_the_second() {
        let at = |minutes| NOW + Span::from_minutes(minutes);
        let part = |start, end, doing| Part { start: at(start), end: at(end), doing };
        let shift = Shift::new(vec![
            part(0, 60, Doing::Email),
            part(60, 90, Doing::Pause(PauseType::Lunch)),
            part(90, 120, Doing::Chat),
        ]);
        let mut centre = Centre::new(1);
        let agent = centre.add("ana".into(), Habits::EXACT);
        centre.assign(agent, shift.unwrap());
        let changes: Vec<Change> = centre.collect();
        let first = changes.first().unwrap();
        assert_eq!((first.at, first.state), (at(0), State::plain("EMAIL")));
        let lunch = changes.iter().position(|change| change.state == State::pause(PauseType::Lunch)).unwrap();
        assert_eq!((changes[lunch].at, changes[lunch + 1].at), (at(60), at(90)));
        let last = changes.last().unwrap();
        assert_eq!((last.at, last.state), (at(120), State::LOGOUT));
    }

    #[test]
    fn an_agent_who_has_gone_comes_back_when_a_new_shift_is_given() {
        let shift = |hours| {
            let start = NOW + Span::from_hours(hours);
            let doing = Doing::Pause(PauseType::Training);
            Shift::new(vec![Part { start, end: start + Span::from_hours(1), doing }]).unwrap()
        };
        let mut centre = Centre::new(1);
        let agent = centre.add("ana".into(), Habits::EXACT);
        centre.assign(agent, shift(0));
        assert_eq!(centre.by_ref().count(), 2);
        centre.assign(agent, shift(5));
        assert_eq!(centre.next_due(), Some(NOW + Span::from_hours(5)));
    }

    #[test]
    fn catching_up_tells_the_present_state_of_everybody_and_goes_on_from_there() {
        let mut centre = Centre::self_planned(1, logins("agent", 50), NOW);
        let mut skipped: HashMap<AgentNumber, Change> = HashMap::new();
        let all = Centre::self_planned(1, logins("agent", 50), NOW).take_while(|change| change.at <= NOW);
        skipped.extend(all.map(|change| (change.agent, change)));
        let present = centre.catch_up(NOW);
        assert_eq!(present.len(), skipped.len());
        for change in present {
            assert_eq!(Some(&change), skipped.get(&change.agent));
        }
        assert!(centre.next_due().unwrap() > NOW);
    }

    #[test]
    fn two_hundred_agents_change_about_once_or_twice_a_second() {
        let mut centre = Centre::self_planned(5, logins("agent", 200), NOW);
        centre.catch_up(NOW);
        let minutes = 10;
        let changes = centre.take_while(|change| change.at < NOW + Span::from_minutes(minutes)).count();
        assert!((300..2_400).contains(&changes), "{changes} in {minutes} minutes");
    }
}
