//! Ana's desk: an integration with a web service, and a board to look at.

use kadans_proto::v1::ActivityType;
use kadans_tests::{board::Board, clients::Clients, time::at, world::World};

use super::odigo::{Odigo, set};

/// Ana calls since 08:10; `PAUSE` is a break.
pub(super) struct Desk {
    pub(super) program: Clients,
    pub(super) integration: String,
    pub(super) token: String,
    pub(super) ana: String,
    pub(super) odigo: Odigo,
}

impl Desk {
    pub(super) async fn open(world: &World) -> Self {
        let odigo = Odigo::open().await;
        let mut program = world.program().await;
        let integration = program.integration("Odigo", "UTC").await;
        let token = program.url_token(&integration).await;
        let unit = program.unit("Support", "UTC").await;
        let ana = program.employee("Ana", &unit).await;
        world.set_clock(at("08:10"));
        assert_eq!(world.notify(&token, "agent=ana&state=CALL").await, 204);
        assert_eq!(world.notify(&token, "agent=stranger&state=PAUSE").await, 204);
        program.assign(&integration, "ana", &ana).await;
        let pause = program.activity("Pause", ActivityType::Break).await;
        program.map("PAUSE", &pause).await;
        set(&mut program, &integration, Some(odigo.settings())).await.unwrap();
        Self { program, integration, token, ana, odigo }
    }

    pub(super) async fn board(&mut self) -> Board {
        Board::open(&mut self.program).await
    }

    pub(super) async fn until_ana_is(&self, board: &mut Board, status: &str, detail: &str) {
        let shows = |board: &Board| {
            let actual = board.person(&self.ana).actual.clone().unwrap_or_default();
            (actual.status.as_str(), actual.detail.as_str()) == (status, detail)
        };
        board.until(&format!("{status} {detail}"), shows).await;
    }
}
