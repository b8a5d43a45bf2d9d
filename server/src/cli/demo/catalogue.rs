//! What the demo's account consists of: planning units, activities, and what the telephone system's statuses stand for.

use kadans_proto::v1::ActivityType;

use crate::odigo::simulator::plan::{Doing, PauseType};

/// The zone of everything in the demo.
pub(super) const ZONE: &str = "Europe/Madrid";

/// A planning unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Answers whatever customers want.
    Service,
    /// Sells.
    Sales,
    /// Helps with devices.
    Support,
}

impl Unit {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Service, Self::Sales, Self::Support];

    /// The planning unit of the employee at this place.
    pub(super) const fn of(place: usize) -> Self {
        match place % 10 {
            0..=4 => Self::Service,
            5..=7 => Self::Sales,
            _ => Self::Support,
        }
    }

    /// Its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Service => "Atención al cliente",
            Self::Sales => "Ventas",
            Self::Support => "Soporte técnico",
        }
    }

    /// The work of ten blocks: how often which.
    pub(super) const fn work(self) -> [Planned; 10] {
        use Planned::{Calls, Chat, Email};
        match self {
            Self::Service => [Calls, Calls, Calls, Calls, Calls, Calls, Calls, Chat, Chat, Email],
            Self::Sales => [Calls, Calls, Calls, Calls, Calls, Calls, Calls, Calls, Calls, Email],
            Self::Support => [Calls, Calls, Calls, Calls, Calls, Chat, Chat, Chat, Email, Email],
        }
    }
}

/// What people are scheduled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Planned {
    Calls,
    Email,
    Chat,
    Break,
    Lunch,
    Training,
    Meeting,
    Absence,
    Illness,
    Vacation,
}

impl Planned {
    /// All of them.
    pub(super) const ALL: [Self; 10] = [
        Self::Calls,
        Self::Email,
        Self::Chat,
        Self::Break,
        Self::Lunch,
        Self::Training,
        Self::Meeting,
        Self::Absence,
        Self::Illness,
        Self::Vacation,
    ];

    /// Name, type, colour of the activity, and whether it is paid.
    pub(super) const fn activity(self) -> (&'static str, ActivityType, &'static str, bool) {
        match self {
            Self::Calls => ("Llamadas", ActivityType::Presence, "#2e7d32", true),
            Self::Email => ("Correo electrónico", ActivityType::Presence, "#00838f", true),
            Self::Chat => ("Chat", ActivityType::Presence, "#558b2f", true),
            Self::Break => ("Pausa", ActivityType::Break, "#f9a825", true),
            Self::Lunch => ("Comida", ActivityType::Break, "#ef6c00", false),
            Self::Training => ("Formación", ActivityType::Meeting, "#6a1b9a", true),
            Self::Meeting => ("Reunión de equipo", ActivityType::Meeting, "#4527a0", true),
            Self::Absence => ("Ausencia", ActivityType::Absence, "#757575", false),
            Self::Illness => ("Baja por enfermedad", ActivityType::Illness, "#ad1457", true),
            Self::Vacation => ("Vacaciones", ActivityType::Vacation, "#1565c0", true),
        }
    }

    /// What an agent does then; none if the agent is not there.
    pub(super) const fn doing(self) -> Option<Doing> {
        match self {
            Self::Calls => Some(Doing::Calls),
            Self::Email => Some(Doing::Email),
            Self::Chat => Some(Doing::Chat),
            Self::Break => Some(Doing::Pause(PauseType::Coffee)),
            Self::Lunch => Some(Doing::Pause(PauseType::Lunch)),
            Self::Training => Some(Doing::Pause(PauseType::Training)),
            Self::Meeting => Some(Doing::Pause(PauseType::Meeting)),
            Self::Absence | Self::Illness | Self::Vacation => None,
        }
    }
}

/// What a status of the telephone system stands for; none for those left for the user to map: a consultation, and a
/// pause for work at the desk, which inherits from the plain pause.
pub(super) fn meaning(status: &str, detail: &str) -> Option<Planned> {
    match (status, detail) {
        ("AVAILABLE" | "RINGING" | "ON_CALL" | "WRAP_UP", "") => Some(Planned::Calls),
        ("EMAIL", "") => Some(Planned::Email),
        ("CHAT", "") => Some(Planned::Chat),
        ("PAUSE", "" | "COFFEE" | "RESTROOM") => Some(Planned::Break),
        ("PAUSE", "LUNCH") => Some(Planned::Lunch),
        ("PAUSE", "TRAINING") => Some(Planned::Training),
        ("PAUSE", "MEETING") => Some(Planned::Meeting),
        _ => None,
    }
}
