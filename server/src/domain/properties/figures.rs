//! Figures conserve seconds.

use proptest::prelude::*;

use super::worlds::{any_instant, any_world, end, origin};
use crate::domain::adherence::{History, Stretch};
use crate::domain::figures::{ActivityFigures, Figures};
use crate::domain::instant::Span;
use crate::domain::testing::World;
use crate::domain::window::Window;

fn stretches(world: &World) -> Vec<Stretch> {
    let users = world.user_inputs();
    let inputs = world.inputs(&users);
    History::of(&inputs, origin() - Span::from_hours(1), end()).stretches
}

fn whole() -> Window {
    Window::new(origin(), end()).unwrap()
}

proptest! {
    #[test]
    fn windows_that_touch_add_up_to_the_whole(
        world in any_world(),
        mut cuts in proptest::collection::vec(any_instant(), 0..12),
    ) {
        let stretches = stretches(&world);
        cuts.extend([origin(), end()]);
        cuts.sort_unstable();
        let windows = cuts.windows(2).filter_map(|pair| Window::new(pair[0], pair[1]).ok());
        let sum: Figures = windows.map(|window| Figures::of(&stretches, window)).sum();
        prop_assert_eq!(sum, Figures::of(&stretches, whole()));
    }

    #[test]
    fn the_parts_of_scheduled_time_are_its_whole(world in any_world()) {
        let figures = Figures::of(&stretches(&world), whole());
        let inside = world.schedule.segments().iter().filter(|s| s.activity.is_working());
        let planned = inside.filter_map(|s| s.window.intersection(whole()));
        prop_assert_eq!(figures.scheduled_s, planned.map(Window::floored_secs).sum::<i64>());
        prop_assert_eq!(figures.out_s, figures.not_present_s + figures.wrong_activity_s);
        prop_assert!(figures.severe_s <= figures.out_s);
        prop_assert!(figures.out_s + figures.buffered_s <= figures.scored_s());
        for share in [figures.adherence_pct(), figures.coverage().map(|c| 100.0 * c)] {
            prop_assert!(share.is_none_or(|share| (0.0..=100.0).contains(&share)));
        }
    }

    #[test]
    fn the_rows_of_the_activities_add_up_to_the_person(world in any_world()) {
        let stretches = stretches(&world);
        let figures = Figures::of(&stretches, whole());
        let rows = ActivityFigures::by_activity(&stretches, whole());
        let sum = |of: fn(&ActivityFigures) -> i64| rows.values().map(of).sum::<i64>();
        prop_assert_eq!(sum(|row| row.scheduled_s), figures.scheduled_s);
        prop_assert_eq!(sum(|row| row.unknown_s), figures.unknown_s);
        prop_assert_eq!(sum(|row| row.excused_s), figures.excused_s);
        prop_assert_eq!(sum(|row| row.out_s), figures.out_s);
        let working = rows.iter().filter(|(activity, _)| activity.is_working());
        prop_assert_eq!(
            working.map(|(_, row)| row.scored_actual_s).sum::<i64>(),
            figures.actual_working_s
        );
    }
}
