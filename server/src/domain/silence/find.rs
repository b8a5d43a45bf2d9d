//! Finding the silences of an integration in its past.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::watch::SilenceWatch;
use crate::domain::instant::{Instant, Span};
use crate::domain::schedule::Schedule;
use crate::domain::settings::Settings;
use crate::domain::timeline::{Feed, UserInput, UserState};

/// An employee assigned to the integration.
#[derive(Clone, Copy, Debug)]
pub struct Attendee<'a> {
    /// Its external users of this integration; silences given with them are not looked at.
    pub users: &'a [UserInput<'a>],
    /// Its schedule.
    pub schedule: &'a Schedule,
}

/// A silence of an integration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silence {
    /// From here on each user is Unknown until its own next entry.
    pub start: Instant,
    /// The next sign of life; none while the silence lasts.
    pub end: Option<Instant>,
}

/// The silences of an integration up to an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silences {
    /// In order of time.
    pub found: Vec<Silence>,
    /// When the next one begins if nothing more happens.
    pub next: Option<Instant>,
    /// Where the search stands, for going on as things happen.
    pub watch: SilenceWatch,
}

impl Silences {
    fn sign(&mut self, at: Instant) {
        if self.watch.sign(at).is_some()
            && let Some(silence) = self.found.last_mut()
        {
            silence.end = Some(at);
        }
    }
}

/// The silences up to `now`, from sorted signs of life and the employees assigned.
///
/// An employee attends while one of its users of this integration is online (an automatic logout
/// and a silence found before end that), or while one is assigned and it is scheduled in a working
/// type.
#[must_use]
pub fn find(signs: &[Instant], attendees: &[Attendee<'_>], settings: &Settings, now: Instant) -> Silences {
    let watch = SilenceWatch::new(settings.silence_after);
    let mut silences = Silences { found: Vec::new(), next: None, watch };
    let mut floor = Floor::new(attendees, settings.auto_logout_after);
    let mut signs = signs.iter().copied().peekable();
    loop {
        let next = [signs.peek().copied(), floor.next(), silences.watch.begins_at()];
        let Some(at) = next.into_iter().flatten().min().filter(|at| *at <= now) else {
            break;
        };
        while signs.next_if_eq(&at).is_some() {
            silences.sign(at);
        }
        if let Some(start) = silences.watch.begin(at) {
            silences.found.push(Silence { start, end: None });
            floor.fall_silent(start);
        }
        floor.advance(at);
        silences.watch.headcount(at, floor.attending);
    }
    silences.next = silences.watch.begins_at();
    silences
}

/// Everybody assigned, folded to an instant.
struct Floor<'a> {
    seats: Vec<Seat<'a>>,
    /// When which seat changes next; a seat that changed meanwhile may be listed too early.
    agenda: BinaryHeap<Reverse<(Instant, usize)>>,
    attending: u32,
    auto_logout_after: Span,
}

struct Seat<'a> {
    attendee: Attendee<'a>,
    users: Vec<(UserState, Feed<'a>)>,
    attends: bool,
}

impl<'a> Floor<'a> {
    fn new(attendees: &[Attendee<'a>], auto_logout_after: Span) -> Self {
        let seats: Vec<_> = attendees.iter().map(|attendee| Seat::new(*attendee)).collect();
        let agenda = seats
            .iter()
            .enumerate()
            .filter_map(|(place, seat)| {
                let next = seat.next(Instant::MIN, auto_logout_after)?;
                Some(Reverse((next, place)))
            })
            .collect();
        Self { seats, agenda, attending: 0, auto_logout_after }
    }

    fn next(&self) -> Option<Instant> {
        self.agenda.peek().map(|Reverse((at, _))| *at)
    }

    /// Folds what lies at `at`, the instant that [`Floor::next`] gave or one before it.
    fn advance(&mut self, at: Instant) {
        while let Some(Reverse((next, place))) = self.agenda.peek().copied()
            && next <= at
        {
            self.agenda.pop();
            let Some(seat) = self.seats.get_mut(place) else {
                continue;
            };
            seat.fold(at, self.auto_logout_after);
            seat.recount(at, self.auto_logout_after, &mut self.attending);
            let following = seat.next(at, self.auto_logout_after);
            self.agenda.extend(following.map(|next| Reverse((next, place))));
        }
    }

    fn fall_silent(&mut self, at: Instant) {
        for seat in &mut self.seats {
            for (user, _) in &mut seat.users {
                user.fall_silent(at);
            }
            seat.recount(at, self.auto_logout_after, &mut self.attending);
        }
    }
}

impl<'a> Seat<'a> {
    fn new(attendee: Attendee<'a>) -> Self {
        let users = attendee.users.iter();
        Self {
            attendee,
            users: users.map(|input| (UserState::new(input.user), Feed::without_silences(input))).collect(),
            attends: false,
        }
    }

    fn fold(&mut self, at: Instant, auto_logout_after: Span) {
        for (user, feed) in &mut self.users {
            while let Some(next) = feed.next().filter(|next| *next <= at) {
                feed.fold_into(user, next, auto_logout_after);
            }
        }
    }

    fn recount(&mut self, at: Instant, auto_logout_after: Span, attending: &mut u32) {
        let inputs = self.attendee.users;
        let online = || {
            let mut users = self.users.iter().zip(inputs);
            users.any(|((user, _), input)| user.is_online(at, input, auto_logout_after))
        };
        let segment = self.attendee.schedule.at(at);
        let scheduled = segment.is_some_and(|segment| segment.activity.is_working())
            && inputs.iter().any(|input| input.is_assigned(at));
        let attends = scheduled || online();
        match (self.attends, attends) {
            (false, true) => *attending += 1,
            (true, false) => *attending -= 1,
            _ => {}
        }
        self.attends = attends;
    }

    fn next(&self, at: Instant, auto_logout_after: Span) -> Option<Instant> {
        self.users
            .iter()
            .zip(self.attendee.users)
            .flat_map(|((user, feed), input)| {
                feed.next().into_iter().chain(user.next_clock(at, input, auto_logout_after))
            })
            .chain(self.attendee.schedule.next_edge(at))
            .min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::activity::Activity;
    use crate::domain::entry::{Entry, Order};
    use crate::domain::ids::ExternalUserId;
    use crate::domain::mapping::{StatusMapping, UnmappedPolicy};
    use crate::domain::schedule::Segment;
    use crate::domain::window::Window;

    fn at(minute: i64) -> Instant {
        Instant::from_secs(minute * 60)
    }

    fn log_in(minute: i64, order: i64) -> Entry {
        let mapping = StatusMapping::new(["LOGOUT"], UnmappedPolicy::Present);
        let reported = mapping.read("AVAILABLE".into(), None);
        Entry { time: at(minute), order: Order::alone(order), reported, ends: None }
    }

    fn found(signs: &[i64], logins: &[Vec<i64>], schedule: &Schedule, now: i64) -> Silences {
        let signs: Vec<_> = signs.iter().copied().map(at).collect();
        let entries: Vec<Vec<Entry>> =
            logins.iter().map(|minutes| minutes.iter().map(|minute| log_in(*minute, 1)).collect()).collect();
        let users: Vec<[UserInput<'_>; 1]> = (1_u128..)
            .zip(&entries)
            .map(|(user, entries)| {
                [UserInput {
                    user: ExternalUserId::new(uuid::Uuid::from_u128(user)),
                    entries,
                    snapshots: &[],
                    silences: &[],
                    paused_since: None,
                    assigned_from: None,
                    assigned_until: None,
                }]
            })
            .collect();
        let attendees: Vec<_> = users.iter().map(|users| Attendee { users, schedule }).collect();
        find(&signs, &attendees, &Settings::default(), at(now))
    }

    fn minutes(silences: &Silences) -> Vec<(i64, Option<i64>)> {
        let minute = |at: Instant| at.floor_secs() / 60;
        silences.found.iter().map(|silence| (minute(silence.start), silence.end.map(minute))).collect()
    }

    #[test]
    fn five_online_and_silent_for_half_an_hour_is_a_silence_until_the_next_sign() {
        let silences = found(&[0, 50, 60], &vec![vec![0]; 5], &Schedule::default(), 61);
        assert_eq!(minutes(&silences), [(30, Some(50))]);
    }

    #[test]
    fn those_made_unknown_by_a_silence_no_longer_count_as_online() {
        let logins = [vec![0, 50], vec![0], vec![0], vec![0], vec![0]];
        let silences = found(&[0, 50], &logins, &Schedule::default(), 140);
        assert_eq!(minutes(&silences), [(30, Some(50))]);
        assert_eq!(silences.next, Some(at(50 + 120)));
    }

    #[test]
    fn those_scheduled_count_though_nothing_was_heard_of_them() {
        let window = Window::new(at(100), at(200)).unwrap();
        let schedule = Schedule::new(vec![Segment { window, activity: Activity::PRESENT }]).unwrap();
        let silences = found(&[0], &vec![vec![]; 5], &schedule, 190);
        assert_eq!(minutes(&silences), [(130, None)]);
        assert_eq!(silences.next, None);
    }

    #[test]
    fn nobody_there_nothing_is_missed() {
        let silences = found(&[0], &[vec![], vec![]], &Schedule::default(), 10_000);
        assert_eq!((silences.found, silences.next), (Vec::new(), None));
    }

    #[test]
    fn one_online_makes_a_silence_after_two_hours_and_the_present_tells_when() {
        let silences = found(&[0], &[vec![0]], &Schedule::default(), 119);
        assert_eq!(minutes(&silences), []);
        assert_eq!(silences.next, Some(at(120)));
        let silences = found(&[0], &[vec![0]], &Schedule::default(), 120);
        assert_eq!(minutes(&silences), [(120, None)]);
    }
}
