//! Any order of storing and any repetition of reports gives the same timeline and figures.

use proptest::prelude::*;
use proptest::sample::Index;

use super::worlds::{Report, any_world_with_reports, end, origin, stored};
use crate::domain::adherence::History;
use crate::domain::figures::Figures;
use crate::domain::instant::Instant;
use crate::domain::testing::World;
use crate::domain::window::Window;

fn history(world: &World) -> History {
    let users = world.user_inputs();
    History::of(&world.inputs(&users), origin(), end())
}

/// The world with these reports, stored in this order.
fn with_reports(world: &World, reports: &[(Instant, Report)]) -> World {
    let mut world = world.clone();
    let entries = stored(reports, world.settings.unmapped);
    for (user, entries) in world.users.iter_mut().zip(entries) {
        user.entries = entries;
    }
    world
}

/// What was done when, without the places in the order of storing.
fn done(history: &History) -> Vec<(Window, String)> {
    let steps = history.steps.iter().map(|step| {
        let source = step.state.cause.source();
        let status = source.map(|source| (source.user, source.start, source.reported.clone()));
        let what = format!("{:?} {:?} {status:?}", step.state.actual, step.state.since);
        (step.window, what)
    });
    steps.collect()
}

proptest! {
    #[test]
    fn order_and_repetition_change_nothing(
        (world, reports) in any_world_with_reports(),
        again in proptest::collection::vec(any::<Index>(), 0..20),
        keys in proptest::collection::vec(any::<u32>(), 60),
    ) {
        let repeated = again.iter().filter(|_| !reports.is_empty());
        let repeated = repeated.map(|index| *index.get(&reports));
        let mut shuffled: Vec<_> = reports.iter().copied().chain(repeated).zip(keys).collect();
        shuffled.sort_by_key(|(_, key)| *key);
        let shuffled: Vec<_> = shuffled.into_iter().map(|(report, _)| report).collect();

        let expected = history(&world);
        let found = history(&with_reports(&world, &shuffled));
        prop_assert_eq!(&found.stretches, &expected.stretches);
        prop_assert_eq!(done(&found), done(&expected));
        let window = Window::new(origin(), end()).unwrap();
        prop_assert_eq!(
            Figures::of(&found.stretches, window),
            Figures::of(&expected.stretches, window)
        );
    }
}
