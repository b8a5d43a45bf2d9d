//! The published test vectors, stored as they would arrive and asked for as anybody would ask.
//!
//! Cases in which a silence is given are left out: here a silence is found, never given.

mod case;
mod world;

use case::Case;
use world::Stored;

use crate::rpc::testing::World;

const VECTORS: &str = include_str!("../../../../../tests/data/adherence_vectors.json");

#[derive(serde::Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[tokio::test]
async fn every_case_gives_the_expected_segments_and_figures_through_the_store() {
    let vectors: Vectors = serde_json::from_str(VECTORS).unwrap();
    let world = World::new().await;
    let mut checked = 0;
    for case in vectors.cases.iter().filter(|case| !case.has_silence()) {
        let stored = Stored::new(&world, case).await;
        let (segments, figures) = stored.shown(&world, case).await;
        assert_eq!(segments, case.expect.segments, "segments of {:?}", case.name);
        assert_eq!(figures, case.expect.figures, "figures of {:?}", case.name);
        checked += 1;
    }
    assert_eq!(checked, 39);
}
