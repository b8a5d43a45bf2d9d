//! The published test vectors: every case through the public functions, segments and figures.

mod case;
mod expected;

use case::Case;

use super::adherence::History;
use super::figures::Figures;

/// The cases, shared with everybody who wants to check an implementation against them.
const VECTORS: &str = include_str!("../../../../tests/data/adherence_vectors.json");

#[derive(serde::Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

fn cases() -> Vec<Case> {
    serde_json::from_str::<Vectors>(VECTORS).unwrap().cases
}

#[test]
fn every_case_gives_the_expected_segments_and_figures() {
    let cases = cases();
    assert_eq!(cases.len(), 43);
    for case in cases {
        let window = case.window();
        let world = case.world();
        let users = world.user_inputs();
        let history = History::in_window(&world.inputs(&users), window, case.now);
        assert_eq!(case.shown(&history.stretches), case.expect.segments, "segments of {:?}", case.name);
        assert_eq!(
            expected::Figures::from(&Figures::of(&history.stretches, window)),
            case.expect.figures,
            "figures of {:?}",
            case.name
        );
    }
}

#[test]
fn the_present_of_every_case_is_the_last_expected_segment() {
    for case in cases() {
        let world = case.world();
        let present = world.present(case.last_instant());
        let last = case.expect.segments.last();
        let shown = last.filter(|segment| segment.end > case.last_instant());
        assert_eq!(
            expected::Present::from(&present),
            shown.map_or(expected::Present::HIDDEN, expected::Present::from),
            "present of {:?}",
            case.name
        );
    }
}
