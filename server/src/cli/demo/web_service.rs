//! The web service of the demo's telephone system, which tells what breaks are for.

use anyhow::Context as _;
use kadans_proto::v1::{WebService, WebServiceAuthentication};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::ground::random_password;
use crate::odigo::simulator::traffic::Note;
use crate::odigo::simulator::web_service::{AnswerFaults, OdigoWebService, Presence, WebServiceOptions};

const TENANT: &str = "demo";
const USERNAME: &str = "kadans";

/// The web service, served for as long as this lives.
pub(super) struct Breaks {
    settings: WebService,
    presence: Presence,
    _serving: DropGuard,
}

impl Breaks {
    /// Serves it on a port of this machine.
    pub(super) async fn serve(seed: u64) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("no port for the web service")?;
        let address = listener.local_addr().context("the port of the web service has no address")?;
        let (presence, stop) = (Presence::default(), CancellationToken::new());
        let password = random_password();
        let options = WebServiceOptions {
            tenant: TENANT.to_owned(),
            username: USERNAME.to_owned(),
            password: password.clone(),
            seed,
            // Now and then it does what real ones do, so that there is something to see of it.
            faults: AnswerFaults { failed: 0.01, ..AnswerFaults::default() },
        };
        let service = OdigoWebService::new(options, presence.clone());
        tokio::spawn(service.serve(listener, stop.clone()));
        let settings = WebService {
            url: format!("http://{address}/{TENANT}"),
            username: USERNAME.to_owned(),
            password,
            authentication: WebServiceAuthentication::BasicThenToken.into(),
            ..WebService::default()
        };
        Ok(Self { settings, presence, _serving: stop.drop_guard() })
    }

    /// How the server is to reach it.
    pub(super) fn settings(&self) -> WebService {
        self.settings.clone()
    }

    /// What it knows of agents.
    pub(super) const fn presence(&self) -> &Presence {
        &self.presence
    }

    /// Makes it know what happened so far.
    pub(super) fn begin(&self, notes: &[Note]) {
        for note in notes {
            self.presence.note(&note.agent, note.state);
        }
    }
}
