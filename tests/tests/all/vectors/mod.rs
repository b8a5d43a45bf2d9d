//! The published test vectors, through the running server: every case is played against its clock, then asked about.

mod answer;
mod case;
mod setting;
mod timeline;

use case::{Case, Figures};
use kadans_tests::{journeys, world::World};
use setting::Setting;

const VECTORS: &str = include_str!("../../../data/adherence_vectors.json");

#[derive(serde::Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

journeys! {
    every_case_gives_the_expected_segments_and_figures,
}

async fn every_case_gives_the_expected_segments_and_figures(world: &mut World) {
    let Vectors { cases } = serde_json::from_str(VECTORS).unwrap();
    assert_eq!(cases.len(), 43);
    for case in cases {
        let mut setting = Setting::play(world, &case).await;
        let employee = setting.employee.clone();
        let answer = setting.program.adherence_of(&employee, case.window(), case.now).await;
        let stretches = answer::stretches(&setting, &answer);
        assert_eq!(stretches, case.expect.segments, "segments of {:?}", case.name);
        let figures = Figures::from(answer.figures.expect("an answer has figures"));
        assert_eq!(figures, case.expect.figures, "figures of {:?}", case.name);
    }
}
