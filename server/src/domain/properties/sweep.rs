//! One sweep serves live and history: where it is cut and where a window begins changes nothing.

use proptest::prelude::*;

use super::worlds::{any_instant, any_window, any_world, end, origin};
use crate::domain::adherence::{Deviation, History, Present, RUN_LOOKBACK, Status, Stretch, Tracker};
use crate::domain::instant::{Instant, Span};
use crate::domain::testing::World;
use crate::domain::timeline::UserState;
use crate::domain::window::Window;

fn history(world: &World, from: Instant, until: Instant) -> History {
    let users = world.user_inputs();
    History::of(&world.inputs(&users), from, until)
}

/// The world as it was at `now`: without the entries that came later.
fn known_at(world: &World, now: Instant) -> World {
    let mut world = world.clone();
    for user in &mut world.users {
        user.entries.retain(|entry| entry.time <= now);
        user.snapshots.retain(|taken| *taken <= now);
    }
    world
}

fn stretch_at(history: &History, at: Instant) -> Option<&Stretch> {
    let mut stretches = history.stretches.iter();
    stretches.find(|stretch| stretch.window.contains(at))
}

/// What a row shows that does not move with the clock alone.
fn shown(present: &Present) -> Present {
    Present { at: Instant::MIN, ..present.clone() }
}

/// Of a deviation: whether it is one from the schedule.
fn is_a_deviation(status: Status) -> Option<bool> {
    status.deviation().map(Deviation::is_from_schedule)
}

proptest! {
    #[test]
    fn a_checkpoint_and_the_entries_after_it_equal_the_full_fold(
        world in any_world(),
        mut cuts in proptest::collection::vec(any_instant(), 0..6),
    ) {
        cuts.sort_unstable();
        cuts.push(end());
        let all = world.user_inputs();
        let mut whole = History::default();
        let mut straight = Tracker::start(origin(), &world.inputs(&all));
        straight.advance(&world.inputs(&all), end(), &mut whole);

        let mut pieces = History::default();
        let mut tracker = Tracker::start(origin(), &world.inputs(&all));
        for cut in cuts {
            let tail = world.user_inputs_after(tracker.at());
            let mut checkpoint = tracker.clone();
            checkpoint.advance(&world.inputs(&tail), cut, &mut pieces);
            tracker = checkpoint;
        }
        prop_assert_eq!(&tracker, &straight);
        prop_assert_eq!(pieces, whole);
    }

    #[test]
    fn starting_later_gives_the_same_states(world in any_world(), from in any_instant()) {
        let steps = |history: History| {
            let window = Window::new(from, end()).unwrap();
            history.clipped(window).steps
        };
        prop_assert_eq!(
            steps(history(&world, from, end())),
            steps(history(&world, origin(), end()))
        );
    }

    #[test]
    fn what_is_carried_over_a_cut_stands_for_everything_before_it(
        world in any_world(),
        cut in any_instant(),
    ) {
        let auto_logout_after = world.settings.auto_logout_after;
        let mut trimmed = world.clone();
        for (user, input) in trimmed.users.iter_mut().zip(world.user_inputs()) {
            let folded = UserState::folded(&input, cut, auto_logout_after);
            user.entries.retain(|entry| entry.time > cut);
            let carried = folded.carry_over(auto_logout_after);
            let last = carried.last().map_or(cut, |entry| entry.time);
            user.snapshots.retain(|taken| *taken > last);
            user.entries.splice(0..0, carried);
        }
        prop_assert_eq!(history(&trimmed, cut, end()), history(&world, cut, end()));
    }

    #[test]
    fn the_present_is_the_last_of_the_history(world in any_world(), now in any_instant()) {
        let known = known_at(&world, now);
        let present = known.present(now);
        let past = history(&known, now - RUN_LOOKBACK, end());
        let stretch = stretch_at(&past, now).unwrap();
        prop_assert_eq!(present.status, stretch.status);
        prop_assert_eq!(present.actual(), stretch.actual);
        prop_assert_eq!(present.scheduled().map(|s| s.activity), stretch.scheduled);
        prop_assert_eq!(present.status_since, stretch.window.start());
        prop_assert_eq!(present.deviation_since, stretch.deviation_since);
        prop_assert_eq!(present.impact(), stretch.impact());
        prop_assert_eq!(present.segment, world.schedule.at(now).copied());

        let before = past.stretches.iter().rev().find(|s| s.window.end() <= now);
        let until_now = history(&known, now - RUN_LOOKBACK, now);
        prop_assert_eq!(
            until_now.stretches.last().map(|last| last.status),
            Some(if stretch.window.start() < now { present.status } else { before.unwrap().status })
        );
    }

    #[test]
    fn the_actual_activity_has_lasted_since_it_is_said_to(
        world in any_world(),
        now in any_instant(),
    ) {
        let present = known_at(&world, now).present(now);
        let past = history(&world, now - RUN_LOOKBACK, now + Span::from_micros(1));
        let mut since = None;
        for step in past.steps.iter().rev() {
            if step.state.actual != present.actual() || step.state.since.is_none() {
                break;
            }
            since = Some(step.window.start());
        }
        prop_assert_eq!(present.actual_since, since);
    }

    #[test]
    fn nothing_changes_before_it_is_said_to(
        world in any_world(),
        now in any_instant(),
        share in 0.0..1.0_f64,
    ) {
        let mut world = known_at(&world, now);
        for user in &mut world.users {
            user.silences.retain(|start| *start <= now);
        }
        let users = world.user_inputs();
        let inputs = world.inputs(&users);
        let mut tracker = Tracker::start(now, &inputs);
        let next = tracker.next_change(&inputs);
        let present = tracker.present(&inputs);
        let ahead = next.map_or(Span::from_hours(100), |next| next - now);
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "any instant will do")]
        let wait = ((ahead.micros() - 1) as f64 * share) as i64;
        tracker.advance(&inputs, now + Span::from_micros(wait), &mut ());
        prop_assert_eq!(shown(&tracker.present(&inputs)), shown(&present));
    }

    #[test]
    fn the_edge_of_a_window_changes_nothing(world in any_world(), window in any_window()) {
        let users = world.user_inputs();
        let inputs = world.inputs(&users);
        let cut = History::in_window(&inputs, window, end());
        let whole = History::of(&inputs, origin() - Span::from_hours(1), end());
        prop_assert_eq!(cut, whole.clipped(window));
    }

    #[test]
    fn stretches_and_steps_cover_the_time_without_gap_or_overlap(world in any_world()) {
        let history = history(&world, origin(), end());
        let stretches = history.stretches.iter().map(|stretch| stretch.window);
        let steps = history.steps.iter().map(|step| step.window);
        for windows in [stretches.collect::<Vec<_>>(), steps.collect()] {
            prop_assert_eq!(windows.first().map(|first| first.start()), Some(origin()));
            prop_assert_eq!(windows.last().map(|last| last.end()), Some(end()));
            prop_assert!(windows.windows(2).all(|pair| pair[0].end() == pair[1].start()));
        }
    }

    #[test]
    fn buffers_and_severity_follow_the_time_deviated_so_far(world in any_world()) {
        let settings = world.settings;
        let (mut lasted, mut kind, mut is_out) = (Span::ZERO, None, false);
        for stretch in history(&world, origin(), end()).stretches {
            let Some(from_schedule) = is_a_deviation(stretch.status) else {
                if matches!(stretch.status, Status::In | Status::Hidden) {
                    (lasted, kind, is_out) = (Span::ZERO, None, false);
                }
                continue;
            };
            if kind != Some(from_schedule) {
                (lasted, kind, is_out) = (Span::ZERO, Some(from_schedule), false);
            }
            prop_assert_eq!(stretch.deviation_since, Some(stretch.window.start() - lasted));
            let last_moment = lasted + stretch.window.length() - Span::from_micros(1);
            match stretch.status {
                Status::Buffered(deviation) => {
                    prop_assert!(!is_out && last_moment < deviation.buffer(&settings.buffers));
                }
                Status::Out { deviation, severe } => {
                    is_out = is_out || lasted >= deviation.buffer(&settings.buffers);
                    prop_assert!(is_out);
                    let can_be_severe = |lasted| from_schedule && lasted >= settings.severe_after;
                    prop_assert_eq!(severe, can_be_severe(lasted));
                    prop_assert_eq!(severe, can_be_severe(last_moment));
                }
                _ => prop_assert!(false, "a deviation is buffered or out"),
            }
            lasted += stretch.window.length();
        }
    }
}
