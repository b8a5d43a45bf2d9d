//! Random things that happen to a contact centre; the same seed, the same things.

use kadans_proto::v1::{
    ActivityMatches, AgentState, CreateAdherenceExceptionRequest, ExceptionKind, PauseIntegrationRequest,
    ResumeIntegrationRequest, UpdateActivityMatchesRequest,
};
use kadans_server::domain::instant::{Instant, Span};
use kadans_tests::{
    office::segment,
    reports::Besides as _,
    time::{at, seconds, wire},
    world::World,
};
use rand::{RngExt as _, SeedableRng as _, seq::IndexedRandom as _};
use rand_chacha::ChaCha8Rng;

use super::centre::{AGENTS, Centre, STATUSES, agent_state};

/// What happens next, at random.
pub(super) struct Traffic {
    random: ChaCha8Rng,
    /// What was reported lately, for repeating it.
    reported: Vec<(String, AgentState)>,
    events: u32,
}

impl Traffic {
    pub(super) fn new(seed: u64) -> Self {
        Self { random: ChaCha8Rng::seed_from_u64(seed), reported: Vec::new(), events: 0 }
    }

    pub(super) fn one_in(&mut self, times: u32) -> bool {
        self.random.random_ratio(1, times)
    }

    fn one_of(&mut self, choices: &[String]) -> String {
        choices.choose(&mut self.random).expect("there is something to choose").clone()
    }

    /// Lets something happen; says what.
    pub(super) async fn happen(&mut self, world: &World, centre: &mut Centre) -> String {
        let now = world.now();
        match self.random.random_range(0..21) {
            0..5 => self.let_time_pass(world),
            5..12 => self.report(now, centre).await,
            20 => self.report_snapshot(now, centre).await,
            12..14 => self.assign(centre).await,
            14 => self.map(centre).await,
            15 => self.import_schedule(centre).await,
            16 => self.create_exception(now, centre).await,
            17 => self.pause_or_resume(centre).await,
            18 => self.change_matches(centre).await,
            _ => self.change_settings(centre).await,
        }
    }

    fn let_time_pass(&mut self, world: &World) -> String {
        let longest = *[10, 90, 600, 7_200].choose(&mut self.random).expect("there are some");
        let passed = Span::from_secs(self.random.random_range(1..=longest));
        world.set_clock(world.now() + passed);
        format!("it is {}", world.now())
    }

    async fn report(&mut self, now: Instant, centre: &mut Centre) -> String {
        let integration = self.one_of(&centre.integrations);
        let count = self.random.random_range(1..=5);
        let mut states: Vec<AgentState> = (0..count).map(|_| self.state(now)).collect();
        if self.one_in(3)
            && let Some((known, again)) = self.reported.choose(&mut self.random).cloned()
            && known == integration
        {
            states.push(again);
        }
        self.reported.extend(states.iter().map(|state| (integration.clone(), state.clone())));
        let said = format!("{integration} reports {states:?}");
        centre.program.report(&integration, states).await;
        said
    }

    fn state(&mut self, now: Instant) -> AgentState {
        self.events += 1;
        let agent = AGENTS.choose(&mut self.random).expect("there are agents");
        let status = STATUSES.choose(&mut self.random).expect("there are statuses");
        let state = agent_state(agent, status);
        let state = if self.one_in(2) { state.event(&format!("event {}", self.events)) } else { state };
        let late = match self.random.random_range(0..6) {
            0 | 1 => return state,
            2 => Span::ZERO,
            3 => Span::from_secs(self.random.random_range(1..60)),
            4 => Span::from_secs(self.random.random_range(60..10_800)),
            // Sent by a clock that is fast.
            _ => Span::from_secs(-self.random.random_range(1..600)),
        };
        let state = state.sent(now - late);
        if self.one_in(3) {
            let lasts = Span::from_secs(self.random.random_range(1..7_200));
            return state.ends(now - late + lasts);
        }
        state
    }

    async fn report_snapshot(&mut self, now: Instant, centre: &mut Centre) -> String {
        let integration = self.one_of(&centre.integrations);
        let at = if self.one_in(2) { now } else { now - Span::from_secs(self.random.random_range(1..7_200)) };
        let mut states = Vec::new();
        for agent in AGENTS {
            if self.one_in(2) {
                let state = agent_state(agent, STATUSES.choose(&mut self.random).expect("there are statuses"));
                let began = at - Span::from_secs(self.random.random_range(1..3_600));
                states.push(if self.one_in(2) { state.sent(began) } else { state });
            }
        }
        let said = format!("{integration} lists {states:?} at {at}");
        centre.program.report_snapshot(&integration, at, states).await;
        said
    }

    async fn assign(&mut self, centre: &mut Centre) -> String {
        let (integration, employee) = (self.one_of(&centre.integrations), self.one_of(&centre.employees));
        let agent = *AGENTS.choose(&mut self.random).expect("there are agents");
        centre.program.assign(&integration, agent, &employee).await;
        format!("{agent} of {integration} is {employee}")
    }

    async fn map(&mut self, centre: &mut Centre) -> String {
        let status = *STATUSES[..5].choose(&mut self.random).expect("there are statuses");
        let activity = if self.one_in(5) { String::new() } else { self.one_of(&centre.activities) };
        centre.program.map(status, &activity).await;
        format!("{status} is {activity:?}")
    }

    async fn import_schedule(&mut self, centre: &mut Centre) -> String {
        let employee = self.one_of(&centre.employees);
        let mut start = at("06:00") + Span::from_minutes(self.random.random_range(0..240));
        let mut segments = Vec::new();
        for _ in 0..self.random.random_range(0..8) {
            let end = start + Span::from_minutes(self.random.random_range(5..180));
            segments.push(segment(start, end, &self.one_of(&centre.activities)));
            start = if self.one_in(4) { end + Span::from_minutes(self.random.random_range(1..60)) } else { end };
        }
        let said = format!("{employee} is to do {segments:?}");
        centre.program.schedule(&employee, segments).await;
        said
    }

    async fn create_exception(&mut self, now: Instant, centre: &mut Centre) -> String {
        let start = now + Span::from_minutes(self.random.random_range(-120..120));
        let end = start + Span::from_minutes(self.random.random_range(1..180));
        let kind = if self.one_in(2) { ExceptionKind::Excused } else { ExceptionKind::InAdherence };
        let request = CreateAdherenceExceptionRequest {
            employee_id: self.one_of(&centre.employees),
            start_time: Some(wire(start)),
            end_time: Some(wire(end)),
            kind: kind.into(),
            reason: "chance".to_owned(),
        };
        let said = format!("{} from {start} to {end}: {kind:?}", request.employee_id);
        centre.program.adherence.create_adherence_exception(request).await.unwrap();
        said
    }

    async fn pause_or_resume(&mut self, centre: &mut Centre) -> String {
        let id = self.one_of(&centre.integrations);
        if self.one_in(3) {
            let request = PauseIntegrationRequest { id: id.clone() };
            centre.program.integrations.pause_integration(request).await.unwrap();
            format!("{id} is paused")
        } else {
            let request = ResumeIntegrationRequest { id: id.clone() };
            centre.program.integrations.resume_integration(request).await.unwrap();
            format!("{id} is resumed")
        }
    }

    async fn change_matches(&mut self, centre: &mut Centre) -> String {
        let matches = ActivityMatches {
            activity_id: self.one_of(&centre.activities),
            type_match: self.one_in(2),
            matched_activity_ids: vec![self.one_of(&centre.activities)],
            ..ActivityMatches::default()
        };
        let said = format!("{matches:?}");
        let request = UpdateActivityMatchesRequest { activity_matches: Some(matches), update_mask: None };
        centre.program.mapping.update_activity_matches(request).await.unwrap();
        said
    }

    async fn change_settings(&mut self, centre: &mut Centre) -> String {
        let mut one_of = |choices: &[i64]| *choices.choose(&mut self.random).expect("there are some");
        let buffer = one_of(&[0, 60, 600]);
        let severe = one_of(&[120, 300, 3_600]);
        let silence = one_of(&[0, 60, 300, 1_800]);
        let logout = one_of(&[3_600, 7_200, 57_600]);
        centre
            .program
            .change_settings(|settings| {
                settings.wrong_activity_buffer = Some(seconds(buffer));
                settings.severe_after = Some(seconds(severe));
                settings.silence_after = Some(seconds(silence));
                settings.auto_logout_after = Some(seconds(logout));
            })
            .await;
        format!("buffer {buffer}, severe after {severe}, silent after {silence}, logged out after {logout}")
    }
}
