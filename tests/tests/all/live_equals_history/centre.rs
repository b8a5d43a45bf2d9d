//! A small contact centre with more than one telephone system.

use std::collections::BTreeMap;

use kadans_proto::v1::{ActivityType, AdherenceSegment};
use kadans_server::domain::instant::Instant;
use kadans_tests::{clients::Clients, reports::state, world::World};

pub(super) const AGENTS: [&str; 6] = ["ana", "ben", "cleo", "dan", "eva", "fay"];
pub(super) const STATUSES: [&str; 6] = ["CALL", "PAUSE", "PAUSE:LUNCH", "MAIL", "SICK", "LOGOUT"];

/// Everything that traffic can be about.
pub(super) struct Centre {
    pub(super) program: Clients,
    pub(super) integrations: Vec<String>,
    pub(super) employees: Vec<String>,
    pub(super) activities: Vec<String>,
    /// Those of the activities that are no work.
    pub(super) leave: Vec<String>,
}

impl Centre {
    /// Two integrations that know the same six agents, and seven employees, who have nobody and nothing to do yet.
    pub(super) async fn open(world: &World) -> Self {
        let mut program = world.program().await;
        let integrations = vec![program.integration("North", "UTC").await, program.integration("South", "UTC").await];
        let unit = program.unit("Everybody", "UTC").await;
        let mut employees = Vec::new();
        for name in ["Ana", "Ben", "Cleo", "Dan", "Eva", "Fay", "Gus"] {
            employees.push(program.employee(name, &unit).await);
        }
        let types = [
            ("Calls", ActivityType::Presence),
            ("Mail", ActivityType::Presence),
            ("Lunch", ActivityType::Break),
            ("Training", ActivityType::Meeting),
            ("Sick leave", ActivityType::Illness),
            ("Holiday", ActivityType::Vacation),
        ];
        let mut activities = Vec::new();
        for (name, activity_type) in types {
            activities.push(program.activity(name, activity_type).await);
        }
        for integration in &integrations {
            // Seen once, long ago as the day goes.
            let agents = AGENTS.iter().zip(STATUSES).map(|(agent, status)| agent_state(agent, status));
            program.report(integration, agents).await;
        }
        let leave = activities[4..].to_vec();
        Self { program, integrations, employees, activities, leave }
    }

    /// What holds for everybody, by the journal.
    pub(super) async fn history(&mut self, now: Instant) -> BTreeMap<String, AdherenceSegment> {
        let mut history = BTreeMap::new();
        for employee in self.employees.clone() {
            let held = self.program.held_at(&employee, now).await;
            history.insert(employee, held);
        }
        history
    }
}

/// A state with its detail after a colon, if it has one.
pub(super) fn agent_state(agent: &str, status: &str) -> kadans_proto::v1::AgentState {
    use kadans_tests::reports::Besides as _;
    let (status, detail) = status.split_once(':').unwrap_or((status, ""));
    state(agent, status).detail(detail)
}
